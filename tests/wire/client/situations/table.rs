//! The message for each kind of server error and each action.

use super::super::{KEY, ME, at_each_look, client, closed_port, jpeg, limits, new_picture, same, served};
use super::Said;
use super::raised::named;
use crate::editing::Editing;
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{Client, Credentials, Error, Server, ServerOptions};
use nameplate::profile::{Field, Profile};
use nameplate::secret::Secret;
use nameplate::sentence::{self, Sentence, Tried};

/// What the server says, in [`Row::with_words`].
const REASON: &str = "Closed until Monday.";

/// What is told about one kind of trouble, without what became of a write and without the server's words.
struct Row {
    /// What the server does.
    answer: Answer,
    /// What there is to see afterwards; only for what leaves open what became of a write.
    afterwards: Option<Afterwards>,
    /// The reason, in the order of [`Tried::ALL`] without the key of the environment.
    reasons: [&'static str; 7],
    has_words: bool,
}

/// What there is to see after a write of which it is not known whether it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Afterwards {
    /// What was there before.
    TheSame,
    /// Nothing: it cannot be asked.
    Nothing,
}

impl Row {
    fn new(answer: Answer, reasons: [&'static str; 7]) -> Self {
        Self { answer, afterwards: None, reasons, has_words: false }
    }

    /// The same sentence whatever was tried.
    fn all(answer: Answer, reason: &'static str) -> Self {
        Self::new(answer, [reason; 7])
    }

    /// The server says why.
    fn with_words(status: u16, reasons: [&'static str; 7]) -> Self {
        let body = format!(r#"{{"code": "closed", "message": "{REASON}"}}"#);
        Self { has_words: true, ..Self::new(Answer::json(status, body), reasons) }
    }

    /// It may have stored what it was sent, or store it yet. That it shows what was there before tells nothing.
    fn late(self) -> Self {
        Self { afterwards: Some(Afterwards::TheSame), ..self }
    }

    /// It may have stored what it was sent, and cannot be asked.
    fn open(self) -> Self {
        Self { afterwards: Some(Afterwards::Nothing), ..self }
    }

    /// The names of all sentences for one thing that was tried.
    fn ids(&self, tried: Tried) -> String {
        // The key of the environment is refused like one that was typed, but it cannot be corrected there.
        let is_given = tried == Tried::GivenKeySignIn;
        let as_typed = if is_given { Tried::KeySignIn } else { tried };
        let columns = Tried::ALL.iter().filter(|other| **other != Tried::GivenKeySignIn);
        let position = columns.into_iter().position(|other| *other == as_typed).unwrap();
        let reason = match self.reasons[position] {
            "error-wrong-key" if is_given => "error-given-key-refused",
            reason => reason,
        };
        let outcome = match (tried, self.afterwards.is_some()) {
            (Tried::KeySignIn | Tried::GivenKeySignIn | Tried::PasswordSignIn | Tried::Reading, _) => None,
            (Tried::Saving, false) => Some("error-not-saved"),
            (Tried::Saving, true) => Some("error-unknown-outcome"),
            (Tried::Uploading | Tried::PuttingBack, false) => Some("error-photo-not-changed"),
            (Tried::Uploading | Tried::PuttingBack, true) => Some("error-photo-unknown"),
            (Tried::Removing, false) => Some("error-not-removed"),
            (Tried::Removing, true) => Some("error-removal-unknown"),
        };
        // That nothing was stored because of the key is said where the person signs in again.
        let reason = match (outcome, reason) {
            (Some(_), "error-key-expired") => "sign-in-expired",
            (_, reason) => reason,
        };
        let words = self.has_words.then_some("error-server-says");
        [outcome, Some(reason), words].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

fn rows() -> Vec<Row> {
    let by =
        |key, password, signed_in| [key, password, signed_in, signed_in, signed_in, signed_in, signed_in];
    let too_large = |save, photo| {
        ["error-too-large", "error-too-large", "error-too-large", save, photo, "error-too-large", photo]
    };
    let wrong_key = by("error-wrong-key", "error-wrong-password", "error-key-expired");
    let signed_in_by_words = |key, signed_in| by(key, "error-not-signed-in", signed_in);
    let forbidden = "error-forbidden";
    let declined = "error-declined";
    let silent = "error-not-signed-in-silently";
    let unexpected = || by("error-unexpected", silent, "error-unexpected-signed-in");
    let (found, found_later) = ("error-not-found", "error-not-found-signed-in");
    let no_sign_in = "error-no-password-sign-in";
    let server = |row: fn(Row) -> Row, status| row(Row::all(Answer::html(status), "error-server"));
    let web_page = by("error-not-a-profile", "error-not-a-sign-in", "error-altered");
    let too_big = by("error-answer-too-big", "error-answer-too-big", "error-answer-too-big-signed-in");
    let no_http = by("error-not-http", "error-not-http", "error-not-http-signed-in");
    let page = by("error-redirected-page", "error-redirected-page-password", "error-redirected-page");
    let elsewhere = by("error-redirected", "error-redirected", "error-redirected-signed-in");
    let huge = || Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n");
    let consent = || Answer::json(200, r#"{"success": true}"#);
    let consented = {
        let written = "error-nothing-shown";
        [
            "error-not-a-profile",
            "error-no-key",
            "error-not-a-profile-signed-in",
            written,
            written,
            written,
            written,
        ]
    };
    let altered = || Answer::new(200, &[("Content-Encoding", "gzip")], "x");
    let ssh = || Answer::raw("SSH-2.0-OpenSSH_9.2\r\n");
    let retry_after = Answer::new(429, &[("Retry-After", "60")], "");
    let mut rows = vec![
        Row::new(Answer::html(400), by("error-bad-request", "error-wrong-password", "error-bad-request")),
        Row::with_words(400, signed_in_by_words("error-rejected", "error-rejected")),
        Row::new(Answer::json(401, "{}"), wrong_key),
        Row::with_words(401, signed_in_by_words("error-wrong-key", "error-key-expired")),
        Row::new(Answer::html(403), by("error-not-staff", silent, "error-not-staff")),
        Row::with_words(403, signed_in_by_words(forbidden, forbidden)),
        Row::new(Answer::html(404), by(found, no_sign_in, found_later)),
        Row::with_words(404, signed_in_by_words(found, found_later)),
        Row::new(Answer::html(405), by("error-method", no_sign_in, "error-method")),
        Row::with_words(405, by("error-method", no_sign_in, "error-method")),
        Row::all(Answer::html(407), "error-proxy-password"),
        Row::new(Answer::html(413), too_large("error-too-large-text", "error-too-large-photo")),
        Row::with_words(413, too_large("error-too-large-text", "error-too-large-photo")),
        Row::all(Answer::html(415), "error-unsupported"),
        Row::with_words(415, ["error-unsupported"; 7]),
        Row::with_words(422, signed_in_by_words("error-rejected", "error-rejected")),
        Row::all(Answer::html(429), "error-throttled"),
        Row::all(retry_after, "error-throttled-wait"),
        Row::with_words(429, ["error-throttled"; 7]),
        server(Row::late, 500),
        server(Row::open, 500),
        server(Row::late, 408),
        server(Row::open, 504),
        Row::with_words(503, ["error-server"; 7]).late(),
        Row::with_words(503, ["error-server"; 7]).open(),
        Row::new(Answer::html(200), web_page).late(),
        Row::new(Answer::html(200), web_page).open(),
        Row::new(consent(), consented).late(),
        Row::new(consent(), consented).open(),
        Row::all(altered(), "error-altered").late(),
        Row::all(altered(), "error-altered").open(),
        Row::new(huge(), too_big).late(),
        Row::new(huge(), too_big).open(),
        Row::new(ssh(), no_http).late(),
        Row::new(ssh(), no_http).open(),
        Row::all(Answer::hang_up(), "error-interrupted").late(),
        Row::all(Answer::hang_up(), "error-interrupted").open(),
        Row::new(Answer::redirect(302, "/login/"), page),
        Row::new(Answer::redirect(301, "https://other.example.com/"), elsewhere),
        Row::all(Answer::redirect(307, "http://["), "error-redirected-nowhere"),
        Row::new(Answer::raw("HTTP/1.1 304 Not Modified\r\n\r\n"), unexpected()),
    ];
    for status in [402, 409, 410, 412, 423, 428, 451] {
        rows.push(Row::new(Answer::html(status), unexpected()));
        rows.push(Row::with_words(status, signed_in_by_words(declined, declined)));
    }
    rows
}

/// What is said about each, having happened.
pub(super) async fn all() -> Vec<Said> {
    let mut said = Vec::new();
    for row in rows() {
        for tried in Tried::ALL {
            let (sentence, host) = row.happen(tried).await;
            said.push(tell(&row.ids(tried), &sentence, &host, tried, row.has_words));
        }
    }
    // The answer to a sign-in alone.
    for (id, answer, has_words) in [
        ("error-no-key", Answer::json(200, "{}"), false),
        ("error-not-signed-in error-server-says", Answer::json(200, format!("[\"{REASON}\"]")), true),
    ] {
        let (sentence, host) = Row::all(answer, "").happen(Tried::PasswordSignIn).await;
        said.push(tell(id, &sentence, &host, Tried::PasswordSignIn, has_words));
    }
    // The key that was just given.
    let key = format!(r#"{{"token": "{KEY}"}}"#);
    let server = ScriptedServer::start([Answer::json(200, key), Answer::html(401)]);
    let client = client(&server).await;
    let (host, error) = (client.server().host(), client.sign_in(password()).await.unwrap_err());
    let sentence = sentence::server(&error, &host, Tried::PasswordSignIn);
    said.push(tell("error-key-just-given", &sentence, &host, Tried::PasswordSignIn, false));
    // Nothing listens there.
    for (tried, id) in
        [(Tried::KeySignIn, "error-refused"), (Tried::Saving, "error-not-saved error-refused-signed-in")]
    {
        let server = Server::parse(&closed_port(), &ServerOptions::default()).unwrap();
        let host = server.host();
        let session = Client::with_limits(server, limits()).await.unwrap().resume(Secret::from(KEY));
        let sentence = match tried {
            Tried::Saving => after_write(tried, Editing::of(&session, Profile::default())).await,
            _ => sentence::server(&session.profile().await.unwrap_err(), &host, tried),
        };
        said.push(tell(id, &sentence, &host, tried, false));
    }
    said
}

fn tell(ids: &str, sentence: &Sentence, host: &str, tried: Tried, has_words: bool) -> Said {
    let reason = has_words.then_some(REASON);
    let foreign: Vec<_> = named(sentence, host).into_iter().chain(reason).collect();
    let said = Said::about(ids, sentence, &foreign);
    check(&said, tried, has_words);
    said
}

/// What may not be said, whatever the rows say.
fn check(said: &Said, tried: Tried, has_words: bool) {
    let [english, persian] = &said.words;
    let tells = |english_words: &str, persian_words: &str| {
        let both = [english.contains(english_words), persian.contains(persian_words)];
        assert_eq!(both[0], both[1], "the languages tell different things: {said:?}");
        both[0]
    };
    assert!(tried == Tried::PasswordSignIn || !tells("Use an API key", "از کلید API استفاده"), "{said:?}");
    assert!(!(has_words && tells("Caps Lock", "Caps Lock")), "{said:?}");
    assert!(!(has_words && tells("Only staff", "فقط کارکنان")), "{said:?}");
    let is_sign_in = matches!(tried, Tried::KeySignIn | Tried::GivenKeySignIn | Tried::PasswordSignIn);
    assert!(is_sign_in || !tells("Check the address", "نشانی را بررسی"), "{said:?}");
    let sends_photo = matches!(tried, Tried::Uploading | Tried::PuttingBack);
    assert!(sends_photo || !tells("smaller one", "تصویر کوچک‌تری"), "{said:?}");
    let outcomes = [
        tells("Nothing was saved.", "چیزی ذخیره نشد."),
        tells("Your photo was not changed.", "تصویر شما تغییر نکرد."),
        tells("Your photo was not removed.", "تصویر شما حذف نشد."),
        tells("may or may not have", "معلوم نیست"),
    ];
    let is_write = !is_sign_in && tried != Tried::Reading;
    assert_eq!(outcomes.iter().filter(|told| **told).count(), usize::from(is_write), "{said:?}");
}

fn password() -> Credentials {
    Credentials::Password { username: "sara".to_owned(), password: Secret::from("password") }
}

impl Row {
    /// Makes it happen to somebody who tries this. Returns what is said of it, and the server as the person knows it.
    async fn happen(&self, tried: Tried) -> (Sentence, String) {
        let server = ScriptedServer::start(self.script(tried));
        let client = client(&server).await;
        let host = client.server().host();
        let session = client.resume(Secret::from(KEY));
        let failed = |error: &Error| sentence::server(error, &host, tried);
        let sentence = match tried {
            Tried::KeySignIn | Tried::GivenKeySignIn => {
                let refused = client.sign_in(Credentials::Key(Secret::from(KEY))).await.map(|_| ());
                failed(&refused.unwrap_err())
            }
            Tried::PasswordSignIn => failed(&client.sign_in(password()).await.map(|_| ()).unwrap_err()),
            Tried::Reading => failed(&session.profile().await.unwrap_err()),
            Tried::Saving | Tried::Uploading | Tried::Removing | Tried::PuttingBack => {
                after_write(tried, Editing::begin(&session).await).await
            }
        };
        assert!(server.log().iter().any(|asked| asked.ends_with(ME) || asked.contains("/auth/")));
        (sentence, host)
    }

    /// What the server does one after the other.
    fn script(&self, tried: Tried) -> Vec<Answer> {
        let before = match tried {
            // A reading is tried three times.
            Tried::KeySignIn | Tried::GivenKeySignIn | Tried::PasswordSignIn | Tried::Reading => {
                return vec![self.answer.clone(); 3];
            }
            Tried::Saving => vec![same()],
            Tried::Uploading | Tried::Removing => vec![same(), served(11)],
            // Another photo is there by then.
            Tried::PuttingBack => vec![same(), served(11), new_picture(), new_picture(), served(10)],
        };
        let shown = match tried {
            Tried::Saving => vec![same()],
            Tried::PuttingBack => vec![new_picture(), served(10)],
            _ => vec![same(), served(11)],
        };
        let looks = match self.afterwards {
            None => Vec::new(),
            Some(Afterwards::TheSame) => at_each_look(&shown),
            Some(Afterwards::Nothing) => at_each_look(&[Answer::html(500)]),
        };
        [before, vec![self.answer.clone()], looks].concat()
    }
}

/// What is said after this was tried.
async fn after_write(tried: Tried, mut editing: Editing) -> Sentence {
    let _ = match tried {
        Tried::Saving => editing.save(&[(Field::FirstName, "Ada")]).await,
        Tried::Uploading => editing.send_photo(jpeg(10)).await,
        Tried::Removing => editing.remove_photo().await,
        Tried::PuttingBack => {
            assert_eq!(editing.send_photo(jpeg(10)).await, ["photo-done"]);
            editing.put_back().await
        }
        _ => panic!("{tried:?} writes nothing"),
    };
    let said = editing.sentences();
    let said = said.last().copied().or(editing.sign_in());
    said.unwrap_or_else(|| panic!("nothing is said of {tried:?}")).clone()
}
