//! Causes each kind of error.

use super::super::environment::{CA_FILE, RESULT, asked_again, certificate, run_again};
use super::super::trust::{
    Authority, Chain, asking, by_itself, fixture, leaf, serve, serve_config, this_machine, trusting,
};
use super::super::{
    KEY, NEVER, at_each_look, client, client_with, closed_port, hasty, jpeg, limits, new_picture, ok, same,
    served, session, values,
};
use super::Said;
use crate::editing::{Editing, chosen};
use crate::exchange::pictures;
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{Client, Credentials, Error, Limits, Server, ServerOptions, Session};
use nameplate::editor::{Event, WriteKind};
use nameplate::profile::{Draft, Edit, Entry, Field, Identity, IdentityKind};
use nameplate::secret::Secret;
use nameplate::sentence::{self, Sentence, Tried};
use nameplate::store::{Account, Choice, Store};
use nameplate::vault::{self, Vault};
use nameplate::{disk, picture};

use image::ImageFormat;
use jiff::Timestamp;
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use serde_json::json;
use url::Url;

use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::thread;
use std::time::Duration;

/// Everything that was raised, in any order.
pub(super) async fn all() -> Vec<Said> {
    let mut said = Vec::new();
    said.extend(by_answers().await);
    said.extend(by_redirects().await);
    said.extend(by_writing().await);
    said.extend(by_others().await);
    said.extend(by_signing_in().await);
    said.extend(by_certificates().await);
    said.extend(by_the_environment());
    said.extend(by_addresses());
    said.extend(by_pictures());
    said.extend(by_photo_files().await);
    said.extend(by_files().await);
    said.extend(by_the_keyring().await);
    said
}

async fn by_answers() -> Vec<Said> {
    let encoded = Answer::new(200, &[("Content-Encoding", "gzip")], "x");
    let retry_after = |seconds| Answer::new(429, &[("Retry-After", seconds)], "");
    let cases = [
        ("error-key-expired", Answer::json(401, "{}")),
        ("error-not-staff", Answer::json(403, "{}")),
        ("error-not-found-signed-in", Answer::html(404)),
        ("error-method", Answer::html(405)),
        ("error-proxy-password", Answer::html(407)),
        ("error-unexpected-signed-in", Answer::html(409)),
        ("error-too-large", Answer::html(413)),
        ("error-unsupported", Answer::html(415)),
        ("error-throttled", Answer::new(429, &[], "")),
        ("error-throttled-wait", retry_after("60")),
        ("error-throttled-wait", retry_after("4000")),
        ("error-bad-request", Answer::html(400)),
        ("error-server", Answer::html(500)),
        ("error-not-a-profile-signed-in", Answer::json(200, r#"{"name": "another API"}"#)),
        ("error-altered", Answer::html(200)),
        ("error-altered", encoded),
        ("error-answer-too-big-signed-in", Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n")),
        ("error-interrupted", Answer::hang_up()),
    ];
    let mut said = Vec::new();
    for (id, answer) in cases {
        let server = ScriptedServer::start(vec![answer; 4]);
        let session = session(&server).await;
        said.push(about(id, &session, &session.profile().await.unwrap_err(), &[]));
    }
    let server = ScriptedServer::start([same(), ok(&json!({ "id": 3 }))]);
    let other = session(&server).await;
    let _ = other.profile().await.unwrap();
    said.push(about("error-another-person", &other, &other.profile().await.unwrap_err(), &[]));
    for (id, key) in [("error-given-key-refused", KEY), ("error-given-key-unusable", "کلید")] {
        let server = ScriptedServer::start([Answer::json(401, "{}")]);
        let refused = client(&server).await.sign_in(Credentials::Key(Secret::from(key))).await.unwrap_err();
        said.push(Said::about(id, &sentence::server(&refused, "", Tried::GivenKeySignIn), &[]));
    }
    let server = ScriptedServer::start([Answer::silence(NEVER)]);
    let client = client_with(&server, &ServerOptions::default(), hasty()).await;
    let error = client.sign_in(Credentials::Key(Secret::from(KEY))).await.unwrap_err();
    said.push(about("error-answer-timeout", &client.resume(Secret::default()), &error, &[]));

    let server = Server::parse(&closed_port(), &ServerOptions::default()).unwrap();
    let session = Client::with_limits(server, limits()).await.unwrap().resume(Secret::from(KEY));
    said.push(about("error-refused-signed-in", &session, &session.profile().await.unwrap_err(), &[]));
    said
}

async fn by_redirects() -> Vec<Said> {
    let cases = [
        ("error-redirected-slash", "/api/users/me//", None),
        ("error-redirected-page", "/login/", None),
        (
            "error-redirected-signed-in",
            "https://other.example.com/api/users/me/",
            Some("https://other.example.com"),
        ),
        ("error-redirected-nowhere", "http://[", None),
    ];
    let mut said = Vec::new();
    for (id, target, named) in cases {
        let server = ScriptedServer::start([Answer::redirect(301, target)]);
        let session = session(&server).await;
        let error = session.profile().await.unwrap_err();
        said.push(about(id, &session, &error, named.as_slice()));
    }
    said
}

async fn by_writing() -> Vec<Said> {
    let mut said = Vec::new();
    // The server's own words may hold anything.
    let body = json!({
        "username": ["already \u{202E}taken\nby \u{2069}somebody"],
        "avatar": ["عکس خوانده نشد"],
        "non_field_errors": ["<b>No.</b>"],
    });
    let server = ScriptedServer::start([Answer::json(400, body.to_string())]);
    let error = session(&server).await.save(values(&[(Field::FirstName, "Ada")])).await.unwrap_err();
    let foreign = ["already taken by somebody", "عکس خوانده نشد", "<b>No.</b>"];
    let ids = "error-rejected error-server-says error-server-says error-server-says-of";
    said.push(Said::about(ids, &sentence::server(&error, "", Tried::Reading), &foreign));
    // What stands at its field is not said again; the photo has none in the form.
    let ids = "error-not-saved profile-fields-refused error-server-says error-server-says";
    said.push(Said::about(ids, &sentence::server(&error, "", Tried::Saving), &foreign[1..]));

    said.extend(by_saving().await);
    said.extend(by_changing_the_photo().await);
    said.extend(by_cancelling().await);
    let session = session(&server).await;
    let elsewhere = Url::parse("file:///etc/passwd").unwrap();
    said.push(about(
        "profile-photo-not-shown",
        &session,
        &session.picture(elsewhere).await.unwrap_err(),
        &[],
    ));
    said
}

/// What is said once after a profile was read, these answers came and this was done.
async fn told(id: &str, answers: Vec<Answer>, act: impl AsyncFnOnce(&mut Editing) -> Vec<String>) -> Said {
    let server = ScriptedServer::start([vec![same()], answers].concat());
    let mut editing = Editing::begin(&session(&server).await).await;
    let _ = act(&mut editing).await;
    let sentences = editing.sentences();
    let [sentence] = sentences[..] else { panic!("{sentences:?}") };
    Said::about(id, sentence, named(sentence, &server.address().to_string()).as_slice())
}

async fn by_saving() -> Vec<Said> {
    let both = [(Field::FirstName, "Ada"), (Field::MobileNumber, "0912")];
    let named = || Answer::json(200, json!({ "first_name": "Ada" }).to_string());
    let cases = [
        ("profile-saved", vec![ok(&json!({ "first_name": "Ada", "mobile_number": "0912" }))]),
        ("profile-saved-altered", vec![ok(&json!({ "first_name": "Ada", "mobile_number": "+98" }))]),
        ("profile-saved-partly", vec![ok(&json!({ "first_name": "Ada" }))]),
        ("profile-saved-partly profile-fields-altered", vec![ok(&json!({ "mobile_number": "+98" }))]),
        ("profile-not-saved-ignored", vec![same()]),
        ("profile-saved-unshown", vec![named(), Answer::html(500)]),
        ("error-unknown-outcome error-server", [vec![Answer::html(502)], at_each_look(&[same()])].concat()),
    ];
    let mut said = Vec::new();
    for (id, answers) in cases {
        said.push(told(id, answers, async |editing: &mut Editing| editing.save(&both).await).await);
    }
    said
}

async fn by_changing_the_photo() -> Vec<Said> {
    let without = || ok(&json!({ "avatar": null }));
    let lost = |answers: &[Answer]| [vec![served(11), Answer::html(502)], at_each_look(answers)].concat();
    let unavailable = || Answer::html(404);
    let sent = [
        ("photo-done", vec![served(11), new_picture()]),
        ("error-picture-unchanged", vec![served(11), same(), served(11)]),
        ("error-photo-unknown error-picture-unclear", vec![unavailable(), same(), served(11)]),
        ("error-photo-unknown error-server", lost(&[same(), served(11)])),
        ("error-photo-not-changed error-too-large-photo", vec![served(11), Answer::html(413)]),
    ];
    let removed = [
        ("profile-photo-removed", vec![served(11), without()]),
        ("error-picture-not-removed", vec![served(11), same(), served(11)]),
        ("error-removal-unknown error-server", lost(&[same(), served(11)])),
        ("error-not-removed error-too-large", vec![served(11), Answer::html(413)]),
    ];
    let mut said = Vec::new();
    for (id, answers) in sent {
        said.push(told(id, answers, async |editing: &mut Editing| editing.send_photo(jpeg(10)).await).await);
    }
    for (id, answers) in removed {
        said.push(told(id, answers, async |editing: &mut Editing| editing.remove_photo().await).await);
    }
    let answers = vec![served(11), new_picture(), new_picture(), served(10), same()];
    let put_back = async |editing: &mut Editing| {
        let _ = editing.send_photo(jpeg(10)).await;
        editing.put_back().await
    };
    said.push(told("photo-put-back", answers, put_back).await);

    // What waited for something that has failed.
    let server = ScriptedServer::start([same(), served(11), Answer::html(400)]);
    let mut editing = Editing::begin(&session(&server).await).await;
    editing.open_photo_screen().await;
    editing.fill_in(&[(Field::FirstName, "Ada")]);
    let _ = editing.press_all([Event::SavePressed, chosen(jpeg(10))]).await;
    said.push(Said::about("profile-not-begun", editing.sentences()[0], &[]));
    said
}

/// What somebody else has changed meanwhile.
async fn by_others() -> Vec<Said> {
    let renamed = |name: &str| ok(&json!({ "first_name": name }));
    let without = || ok(&json!({ "avatar": null }));
    let rename = [(Field::FirstName, "Ada")];
    let begin = async |answers: Vec<Answer>| {
        let server = ScriptedServer::start([vec![same()], answers].concat());
        let editing = Editing::begin(&session(&server).await).await.reading_first();
        (server, editing)
    };
    let mut said = Vec::new();

    let (_server, mut editing) = begin(vec![ok(&json!({ "last_name": "Karimi" })), renamed("Ada")]).await;
    assert_eq!(editing.save(&rename).await, ["profile-saved", "profile-changed-elsewhere"]);
    said.push(Said::about("profile-changed-elsewhere", editing.sentences()[1], &[]));

    let answers = vec![renamed("Eva"), renamed("Eva"), renamed("Ada"), renamed("Ada"), renamed("Eva")];
    let (server, mut editing) = begin(answers).await;
    assert_eq!(editing.save(&rename).await, ["profile-conflict-open"]);
    said.push(Said::about("profile-conflict-open", editing.sentences()[0], &[]));
    assert_eq!(server.requests().len(), 2, "nothing is sent before that is answered");
    let keep = [Event::KeptMine(Field::FirstName), Event::SavePressed];
    assert_eq!(editing.press_all(keep).await, ["profile-saved"]);
    let saved = editing.editor().saves().iter().next().unwrap().id();
    let undone = editing.press_all([Event::UndoSavePressed(saved)]).await;
    assert_eq!(undone, ["profile-undone"]);
    said.push(Said::about("profile-undone", editing.sentences()[0], &[]));
    let body = server.requests().last().unwrap().body.clone();
    assert_eq!(body, br#"{"first_name":"Eva"}"#, "exactly that key, as it was before");

    let (_server, mut editing) = begin(vec![renamed("Eva")]).await;
    editing.fill_in(&rename);
    assert_eq!(editing.refresh().await, ["profile-conflict"]);
    said.push(Said::about("profile-conflict", editing.sentences()[0], &[]));

    let (server, mut editing) = begin(vec![renamed("Ada")]).await;
    assert_eq!(editing.save(&rename).await, ["profile-already-saved"]);
    said.push(Said::about("profile-already-saved", editing.sentences()[0], &[]));
    assert_eq!((server.requests().len(), editing.editor().unsaved()), (2, 0));

    let (server, mut editing) = begin(vec![same(), renamed("Ada"), same()]).await;
    assert_eq!(editing.save(&rename).await, ["profile-saved"]);
    let saved = editing.editor().saves().iter().next().unwrap().id();
    let undone = editing.press_all([Event::UndoSavePressed(saved)]).await;
    assert_eq!(undone, ["profile-already-undone", "profile-changed-elsewhere"]);
    said.push(Said::about("profile-already-undone", editing.sentences()[0], &[]));
    assert_eq!(server.requests().len(), 4);

    let (_server, mut editing) = begin(vec![without()]).await;
    assert_eq!(editing.remove_photo().await, ["profile-photo-gone"]);
    said.push(Said::about("profile-photo-gone", editing.sentences()[0], &[]));

    // What was typed and sent before the window was closed.
    let edit = Edit { base: Some("Sara".to_owned()), typed: "Ada".to_owned() };
    let draft = Draft {
        changed_at: Timestamp::UNIX_EPOCH,
        fields: [(Field::FirstName, edit)].into(),
        sent: values(&rename),
        photo: None,
    };
    let (_server, mut editing) = begin(vec![same()]).await;
    let found = editing.press_all([Event::DraftFound(Some(draft))]).await;
    assert_eq!(found, ["profile-draft-back", "profile-closed-unknown"]);
    said.push(Said::about("profile-draft-back", editing.sentences()[0], &[]));
    said.push(Said::about("profile-closed-unknown", editing.sentences()[1], &[]));

    // An earlier save that was not known of shows itself, while something else is typed.
    let lost = [vec![same(), Answer::html(502)], at_each_look(&[same()])].concat();
    let (_server, mut editing) = begin([lost, vec![renamed("Ada")]].concat()).await;
    let _ = editing.save(&rename).await;
    editing.fill_in(&[(Field::FirstName, "Ada Maria")]);
    assert_eq!(editing.refresh().await, ["profile-earlier-saved"]);
    said.push(Said::about("profile-earlier-saved", editing.sentences()[0], &[]));
    said
}

async fn by_cancelling() -> Vec<Said> {
    let renamed = || ok(&json!({ "first_name": "Ada" }));
    let without = || ok(&json!({ "avatar": null }));
    let kept = at_each_look(&[same(), served(11)]);
    let (save, photo, removal) = (WriteKind::Save, WriteKind::NewPhoto, WriteKind::Removal);
    let cases = [
        ("profile-cancelled-saved", save, vec![renamed()]),
        ("profile-cancelled-unknown", save, at_each_look(&[same()])),
        ("photo-cancelled-stored", photo, vec![new_picture(), served(10)]),
        ("photo-cancelled-unknown", photo, kept.clone()),
        ("profile-photo-cancelled-removed", removal, vec![without()]),
        ("profile-photo-cancelled-unknown", removal, kept),
        ("profile-photo-cancelled-put-back", WriteKind::PutBack, vec![same()]),
    ];
    let mut said = Vec::new();
    for (id, kind, after) in cases {
        let before = match kind {
            WriteKind::Save | WriteKind::UndoSave => vec![same()],
            WriteKind::NewPhoto | WriteKind::Removal => vec![same(), served(11)],
            WriteKind::PutBack => vec![same(), served(11), without(), without()],
        };
        let place = before.len();
        let server = ScriptedServer::start([before, vec![Answer::silence(NEVER)], after].concat());
        let mut editing = Editing::begin(&session(&server).await).await;
        let event = match kind {
            WriteKind::Save | WriteKind::UndoSave => {
                editing.fill_in(&[(Field::FirstName, "Ada")]);
                Event::SavePressed
            }
            WriteKind::NewPhoto => {
                editing.open_photo_screen().await;
                chosen(jpeg(10))
            }
            WriteKind::Removal => Event::RemovePressed,
            WriteKind::PutBack => {
                let _ = editing.remove_photo().await;
                Event::UndoPhotoPressed
            }
        };
        let arrived = async {
            while server.requests().get(place).is_none_or(|request| request.body.is_empty()) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let _ = editing.cancel(kind, event, arrived).await;
        let sentences = editing.sentences();
        let [sentence] = sentences[..] else { panic!("{id} {sentences:?}") };
        said.push(Said::about(id, sentence, &[]));
    }
    // Before all of it has left.
    let server = ScriptedServer::start([same(), served(11)]);
    let mut editing = Editing::begin(&session(&server).await).await;
    editing.open_photo_screen().await;
    let first_step = editing.first_step();
    let _ = editing.cancel(photo, chosen(jpeg(400_000)), first_step).await;
    said.push(Said::about("photo-cancelled-not-stored", editing.sentences()[0], &[]));
    said
}

async fn by_signing_in() -> Vec<Said> {
    let key = |typed: &str| Credentials::Key(Secret::from(typed));
    let server = ScriptedServer::start([]);
    let error = client(&server).await.sign_in(key("کلید")).await.unwrap_err();
    let unusable = Said::about("error-unusable-key", &sentence::server(&error, "", Tried::KeySignIn), &[]);
    // The key that is refused later.
    let server = ScriptedServer::start([Answer::json(401, r#"{"detail": "Inactive since Monday."}"#)]);
    let error = session(&server).await.profile().await.unwrap_err();
    let expired = sentence::sign_in_again(&error, "").unwrap();
    let expired = Said::about("sign-in-expired error-server-says", &expired, &["Inactive since Monday."]);
    // The profile of another person, with a name and without one: then the account's number names them.
    let mut said = vec![unusable, expired];
    for (name, called) in [("Bob", "Bob"), ("", "#3")] {
        let nobody =
            json!({ "id": 3, "full_name": name, "first_name": name, "username": name, "email": name });
        let server = ScriptedServer::start([same(), ok(&nobody)]);
        let mut editing = Editing::begin(&session(&server).await).await;
        let _ = editing.refresh().await;
        let host = server.address().to_string();
        said.push(Said::about("sign-in-another-person", editing.sign_in().unwrap(), &[called, &host]));
    }
    said
}

async fn by_certificates() -> Vec<Said> {
    let authority = Authority::new();
    let mut expired = this_machine();
    (expired.not_before, expired.not_after) = (date_time_ymd(2019, 1, 1), date_time_ymd(2020, 1, 1));
    let mut early = this_machine();
    (early.not_before, early.not_after) = (date_time_ymd(2900, 1, 1), date_time_ymd(2901, 1, 1));
    let cases = [
        ("error-tls-expired", authority.sign(&expired)),
        ("error-tls-not-yet-valid", authority.sign(&early)),
        ("error-tls-wrong-host", authority.sign(&leaf(&["hr.example.com"]))),
        ("error-tls-unknown-issuer", Authority::new().sign(&this_machine())),
        ("error-tls-self-signed", Authority::of(by_itself(&["127.0.0.1"])).itself()),
        ("error-tls-no-name", authority.sign(&leaf(&[]))),
        ("error-tls-not-for-servers", authority.sign(&by_itself(&["127.0.0.1"]))),
        ("error-tls-old-form", Chain::fixture("version-1")),
    ];
    let mut said = Vec::new();
    for (id, chain) in cases {
        let (address, _) = serve(chain);
        said.push(at(id, &format!("https://{address}"), &authority.options(), limits()).await);
    }
    let (address, _) = serve(Chain::fixture("weak"));
    let options = trusting(&fixture("weak-ca.pem"));
    said.push(at("error-tls-weak", &format!("https://{address}"), &options, limits()).await);
    let mut params = by_itself(&[]);
    params.not_after = date_time_ymd(2020, 1, 1);
    let late = Authority::of(params);
    let (address, _) = serve(late.sign(&this_machine()));
    said.push(
        at("error-tls-authority-expired", &format!("https://{address}"), &late.options(), limits()).await,
    );
    let (address, _) = serve_config(asking(&authority, true, 1), |_| {});
    said.push(
        at("error-tls-wants-certificate", &format!("https://{address}"), &authority.options(), limits())
            .await,
    );

    let first_words: [(&str, &[u8]); 3] = [
        ("error-tls-none", b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        ("error-tls-old-encryption", &[21, 3, 1, 0, 2, 2, 70]),
        ("error-tls-other", b""),
    ];
    for (id, words) in first_words {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("https://{}", listener.local_addr().unwrap());
        let _ = thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let _ = stream.read(&mut [0; 4096]);
                let _ = stream.write_all(words);
            }
        });
        said.push(at(id, &address, &authority.options(), limits()).await);
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = format!("https://{}", listener.local_addr().unwrap());
    let hasty = Limits { connect: Duration::from_millis(300), ..limits() };
    said.push(at("error-connect-timeout", &silent, &authority.options(), hasty).await);

    said.extend(by_certificate_files().await);
    said
}

async fn by_certificate_files() -> Vec<Said> {
    let folder = tempfile::tempdir().unwrap();
    let key = KeyPair::generate().unwrap();
    let request = CertificateParams::default().serialize_request(&key).unwrap();
    let (private_key, public_key) = (key.serialize_pem(), key.public_key_pem());
    let key_store = fs::read(fixture("company.pfx")).unwrap();
    let files: [(&str, &[u8]); 8] = [
        ("empty", b""),
        ("damaged", b"-----BEGIN CERTIFICATE-----\nAAAA\n"),
        ("private-key", private_key.as_bytes()),
        ("public-key", public_key.as_bytes()),
        ("request", request.der()),
        ("key-store", &key_store),
        ("revocation-list", b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"),
        ("other", b"no certificate"),
    ];
    let mut cases: Vec<_> = files
        .map(|(name, content)| {
            let path = folder.path().join(name);
            fs::write(&path, content).unwrap();
            (name, path)
        })
        .into();
    fs::File::create(folder.path().join("long")).unwrap().set_len(1 << 30).unwrap();
    cases.extend([
        ("missing", folder.path().join("missing")),
        ("not-a-file", folder.path().to_owned()),
        ("too-large", folder.path().join("long")),
    ]);
    #[cfg(target_os = "linux")]
    cases.push(("unreadable", "/proc/self/mem".into()));
    let mut said = Vec::new();
    for (name, path) in cases {
        let server = Server::parse("https://localhost:1", &trusting(&path)).unwrap();
        let error = Client::with_limits(server, limits()).await.unwrap_err();
        let id = format!("error-ca-file-{name} error-ca-file-advice");
        said.push(Said::about(
            &id,
            &sentence::server(&error, "", Tried::KeySignIn),
            &[path.to_str().unwrap()],
        ));
    }
    said
}

/// What is said when a key is tried at this address.
async fn at(id: &str, address: &str, options: &ServerOptions, limits: Limits) -> Said {
    let server = Server::parse(address, options).unwrap();
    let session = Client::with_limits(server, limits).await.unwrap().resume(Secret::from(KEY));
    about(id, &session, &session.profile().await.unwrap_err(), &[])
}

const TEST: &str = "client::situations::each_situation_is_caused_and_has_its_own_sentence";

/// Proxies and certificates of the system come from the environment, which only another process can have.
fn by_the_environment() -> Vec<Said> {
    let file = certificate();
    let ca_file = (CA_FILE, file.path().to_str().unwrap());
    let proxy = |answer: Answer| ScriptedServer::start(vec![answer; 3]);
    let wants_password = proxy(Answer::new(407, &[("Proxy-Authenticate", "Basic")], ""));
    let fails = proxy(Answer::html(502));
    let (wants_password, fails) = (wants_password.url(""), fails.url(""));
    // No name server is asked for a name that cannot exist: a part of it has more than 63 letters.
    let no_name = format!("http://{}.example.com", "a".repeat(64));
    let behind_proxy = "https://hr.example.invalid";
    let nothing = [("SSL_CERT_FILE", "/nonexistent"), ("SSL_CERT_DIR", "/nonexistent")];
    let raise = |id, server: &str, environment: &[(&str, &str)]| {
        Said::from_json(id, &run_again(TEST, server, environment))
    };
    vec![
        raise("error-proxy-password-named", behind_proxy, &[("HTTPS_PROXY", &wants_password), ca_file]),
        raise("error-proxy-named", behind_proxy, &[("HTTPS_PROXY", &fails), ca_file]),
        raise("error-proxy-unreachable", behind_proxy, &[("HTTPS_PROXY", &closed_port()), ca_file]),
        raise("error-proxy-variable", behind_proxy, &[("HTTPS_PROXY", "ftp://proxy"), ca_file]),
        raise("error-no-certificates", "https://localhost:1", &nothing),
        raise("error-no-such-host", &no_name, &[]),
        raise("error-no-such-host-signed-in", &no_name, &[(SIGNED_IN, "1")]),
        // The address of everybody, to whom no connection can be made.
        raise("error-unreachable", "http://255.255.255.255", &[]),
    ]
}

/// Set where the other process is to speak as to somebody who is signed in.
const SIGNED_IN: &str = "NAMEPLATE_TEST_SIGNED_IN";

/// The other process: reads a profile there and tells what it says about the failure.
pub(super) async fn second_run() -> bool {
    let Some((server, result)) = asked_again().await else { return false };
    let error = result.unwrap_err();
    let host = server.host();
    let is_signed_in = std::env::var_os(SIGNED_IN).is_some();
    let tried = if is_signed_in { Tried::Reading } else { Tried::KeySignIn };
    let sentence = sentence::server(&error, &host, tried);
    let said = Said::new(&sentence, named(&sentence, &host).as_slice());
    writeln!(std::io::stdout(), "{RESULT}{}", said.to_json()).is_ok()
}

fn by_addresses() -> Vec<Said> {
    let cases = [
        ("address-empty", ""),
        ("address-unreadable", "https://exa mple"),
        ("address-scheme", "ftp://hr.example.com"),
        ("address-user-info", "https://ada:pw@hr.example.com"),
        ("address-plain-http", "http://hr.example.com"),
    ];
    cases
        .map(|(id, typed)| {
            let error = Server::parse(typed, &ServerOptions::default()).unwrap_err();
            Said::about(id, &sentence::address(&error), &[])
        })
        .into()
}

/// A TIFF of one grey pixel with another entry.
fn tiff(tag: u16, value: u16) -> Vec<u8> {
    let entries = [(256, 1), (257, 1), (258, 8), (262, 1), (273, 8), (tag, value)];
    let mut entries: Vec<_> =
        entries.into_iter().filter(|(kind, given)| *kind != tag || *given == value).collect();
    entries.sort_unstable();
    let numbers = entries.iter().flat_map(|(tag, value)| [*tag, 3, 1, 0, *value, 0]);
    let head = [b"II*\0\x08\0\0\0".to_vec(), (entries.len() as u16).to_le_bytes().to_vec()].concat();
    [head, numbers.flat_map(u16::to_le_bytes).collect(), vec![0; 4]].concat()
}

/// A JPEG with another byte in the header of its frame.
fn rare_jpeg(at: usize, value: u8) -> Vec<u8> {
    let mut file = pictures::plain(ImageFormat::Jpeg);
    let frame = file.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    file[frame + at] = value;
    file
}

fn by_pictures() -> Vec<Said> {
    let folder = tempfile::tempdir().unwrap();
    let fixture = |name: &str| {
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pictures").join(name)).unwrap()
    };
    let damaged = {
        let mut file = pictures::noise(ImageFormat::Png);
        let middle = file.len() / 2;
        file[middle..middle + 64].fill(0);
        file
    };
    let boxed = |brand: &str| format!("\0\0\0\x14ftyp{brand}\0\0\0\0{brand}").into_bytes();
    let cases = [
        ("picture-empty", Vec::new()),
        ("picture-heic", boxed("heic")),
        ("picture-avif", boxed("avif")),
        ("picture-svg", b"<svg/>".to_vec()),
        ("picture-pdf", b"%PDF-1.7\n".to_vec()),
        ("picture-other-kind", tiff(259, 1234)),
        ("picture-jpeg-twelve-bits", rare_jpeg(4, 12)),
        ("picture-jpeg-arithmetic", rare_jpeg(1, 0xC9)),
        ("picture-jpeg-lossless", rare_jpeg(1, 0xC3)),
        ("picture-jpeg-hierarchical", rare_jpeg(1, 0xC5)),
        ("picture-jpeg-components", rare_jpeg(9, 2)),
        ("picture-jpeg-height", rare_jpeg(6, 0)),
        ("picture-not-a-picture", b"no picture".to_vec()),
        ("picture-cut-short", pictures::cut(fixture("progressive.jpg"))),
        ("picture-broken", damaged),
        ("picture-too-many-pixels", pictures::png_of(65_535, 65_535)),
    ];
    let named = [
        ("picture-kind", b"8BPS\0\x01".to_vec(), "Photoshop (PSD)"),
        ("picture-raw", b"IIU\0".to_vec(), "RW2"),
        ("picture-film", boxed("isom"), "MP4"),
        ("picture-document", b"{\\rtf1".to_vec(), "RTF"),
        ("picture-archive", b"Rar!".to_vec(), "RAR"),
        ("picture-tiff-coding", tiff(259, 34_925), "LZMA"),
        ("picture-tiff-colours", tiff(262, 8), "Lab"),
        ("picture-tiff-numbers", tiff(339, 2), "int"),
    ];
    let about = |id: &str, path: &Path, max_bytes, foreign: &[&str]| {
        let error = picture::prepare(&fs::read(path).unwrap(), None, 512, max_bytes).unwrap_err();
        Said::about(id, &sentence::picture(&error), foreign)
    };
    let prepare = |id: &str, path: &Path, max_bytes| about(id, path, max_bytes, &[]);
    let mut said = Vec::new();
    let read_heic =
        cfg!(feature = "heic").then(|| ("picture-heic-too-many-pixels", fixture("too-large.heic")));
    for (id, bytes) in cases.into_iter().chain(read_heic) {
        let path = folder.path().join(id);
        fs::write(&path, bytes).unwrap();
        said.push(prepare(id, &path, 1_000_000));
    }
    let rare_heic = cfg!(feature = "heic").then(|| {
        let mut file = fixture("plain.heic");
        let place = file.windows(4).position(|name| name == b"hvc1").unwrap();
        file[place..place + 4].copy_from_slice(b"avc1");
        ("picture-heic-kind", file, "AVC")
    });
    for (id, bytes, kind) in named.into_iter().chain(rare_heic) {
        let path = folder.path().join(id);
        fs::write(&path, bytes).unwrap();
        said.push(about(id, &path, 1_000_000, &[kind]));
    }
    let path = folder.path().join("long");
    // Holes take no room on the disk.
    fs::File::create(&path).unwrap().set_len(picture::MAX_FILE + 1).unwrap();
    said.push(prepare("picture-too-large", &path, 1_000_000));
    let path = folder.path().join("fine");
    fs::write(&path, pictures::noise(ImageFormat::Jpeg)).unwrap();
    said.push(prepare("picture-too-fine", &path, 100));
    said
}

async fn by_photo_files() -> Vec<Said> {
    let folder = tempfile::tempdir().unwrap();
    let mut cases = vec![
        ("picture-file-missing", disk::read(&folder.path().join("missing"), 1).unwrap_err()),
        ("picture-file-not-a-file", disk::read(folder.path(), 1).unwrap_err()),
        ("picture-file-late", disk::apart(Duration::ZERO, || thread::park_timeout(NEVER)).await.unwrap_err()),
    ];
    #[cfg(unix)]
    {
        let circle = folder.path().join("circle");
        std::os::unix::fs::symlink(&circle, &circle).unwrap();
        cases.push(("picture-file-unreadable", disk::read(&circle, 1).unwrap_err()));
    }
    // Nobody makes files here, nor may the administrator.
    #[cfg(target_os = "linux")]
    cases.push(("picture-file-denied", fs::write("/sys/nameplate", "").unwrap_err().into()));
    cases.into_iter().map(|(id, refusal)| Said::about(id, &sentence::photo_file(refusal), &[])).collect()
}

async fn by_files() -> Vec<Said> {
    let folder = tempfile::tempdir().unwrap();
    let say = |id: &str, error| Said::about(id, &sentence::store(&error), &[]);
    let account = || Account {
        origin: "https://hr.example.com".to_owned(),
        address: String::new(),
        identity: Identity::new(IdentityKind::Id, "1").unwrap(),
        name: "Ada".to_owned(),
        active: true,
        capital_gender: false,
    };
    let mut said = Vec::new();

    let taken = folder.path().join("taken");
    fs::write(&taken, "a file where a folder should be").unwrap();
    said.push(say("store-other", Store::at(taken).remember(account()).await.unwrap_err()));

    // A folder that another window holds, and one in which nothing can be removed or noted.
    let held = folder.path().join("held");
    fs::create_dir(&held).unwrap();
    let lock = fs::File::create(held.join("nameplate.lock")).unwrap();
    lock.lock().unwrap();
    let store = Store::at(&held).waiting_at_most(Duration::ZERO);
    said.push(say("store-busy", store.remember(account()).await.unwrap_err()));
    drop(lock);
    fs::write(held.join("accounts"), "").unwrap();
    for id in ["store-files-still-there", "store-files-stay"] {
        let left = store.forget(account().entry()).await;
        let name = held.to_string_lossy().into_owned();
        said.push(Said::about(id, &sentence::forgotten(&left, &held).unwrap(), &[&name]));
        let _ = fs::remove_file(held.join("forget.json"));
        let _ = fs::create_dir(held.join("forget.json"));
        fs::write(held.join("log"), "").unwrap();
    }

    fs::write(folder.path().join("config.toml"), "[interface").unwrap();
    let store = Store::at(folder.path());
    let chosen = Choice::Language("fa");
    said.push(say("store-unreadable", store.write_choice(chosen).await.unwrap_err()));

    #[cfg(target_os = "linux")]
    {
        // A folder of its own would not keep the administrator out; nobody makes folders here.
        let kernel = Store::at("/sys/nameplate");
        said.push(say("store-denied", kernel.remember(account()).await.unwrap_err()));
        // A full disk as every Linux has one.
        said.push(say("store-no-space", fs::write("/dev/full", "x").unwrap_err().into()));
    }
    said
}

async fn by_the_keyring() -> Vec<Said> {
    let cases = [
        ("keyring-absent", vault::Error::Absent),
        ("keyring-not-created", vault::Error::NoKeyring),
        ("keyring-locked", vault::Error::Locked),
        ("keyring-slow", vault::Error::Slow),
        ("keyring-failed", vault::Error::Failed),
    ];
    let mut said = Vec::new();
    for (id, error) in cases {
        let kept = Vault::Failing(error)
            .save(Entry::from_stored("https://hr.example.com#1".to_owned()), Secret::from(KEY))
            .await;
        said.push(Said::about(id, &sentence::keyring(&kept.unwrap_err()), &[]));
    }
    said
}

/// What is said about an error of a session.
fn about(id: &str, session: &Session, error: &Error, foreign: &[&str]) -> Said {
    let host = session.server().host();
    let sentence = sentence::server(error, &host, Tried::Reading);
    let foreign: Vec<_> = foreign.iter().copied().chain(named(&sentence, &host)).collect();
    Said::about(id, &sentence, &foreign)
}

/// The server, where the sentence names it.
pub(super) fn named<'a>(sentence: &Sentence, host: &'a str) -> Option<&'a str> {
    format!("{sentence:?}").contains(host).then_some(host)
}
