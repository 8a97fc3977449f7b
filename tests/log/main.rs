//! The log file: one line for each failed request, each refused picture and each failure of the keyring, and no personal
//! data in any line.
//!
//! A process has only one log, so each test starts its own process and checks the log of that.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, and so may its helpers")]

#[path = "../support/scripted_server.rs"]
mod scripted_server;

use scripted_server::{Answer, ScriptedServer};

use nameplate::api::{Client, CommitPoint, Credentials, Limits, Server, ServerOptions, Session};
use nameplate::log;
use nameplate::picture;
use nameplate::profile::{Entry, Field, Photo, Value};
use nameplate::secret::Secret;
use nameplate::vault::{self, Vault};

use bytes::Bytes;
use serde_json::json;
use url::Url;

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use std::{env, fs, panic, thread};

/// Names the folder of the log in the second process.
const FOLDER: &str = "NAMEPLATE_TEST_LOG";

/// What may be in no line: of a person, of their machine, of what a server says, and what would fake a line.
const CANARIES: [&str; 14] = [
    "canary",
    "Canary",
    "f4e75eab",
    "Passw0rd",
    "0912",
    "hr.example",
    "/home/",
    "signature",
    "avatar",
    "users/me",
    "127.0.0.1",
    "nobody may",
    "\u{1b}",
    "\u{202E}",
];

#[test]
fn each_failure_is_one_line_without_a_personal_value() {
    const TEST: &str = "each_failure_is_one_line_without_a_personal_value";
    if let Some(folder) = env::var_os(FOLDER) {
        return failures(Path::new(&folder));
    }
    let seen = run(TEST, None);
    let lines: Vec<_> = seen.lines().map(told).collect();
    let expected = [
        // What is sent again in another spelling failed first.
        exchange("api", "POST", "Answered Rejected", Some(400)),
        exchange("api", "POST", "Answered Unexpected", Some(418)),
        exchange("api", "POST", "NotASignIn", Some(200)),
        exchange("api", "GET", "Answered Unauthorized", Some(401)),
        exchange("api", "GET", "Answered NotFound", Some(404)),
        exchange("api", "PATCH", "Answered MethodNotAllowed", Some(405)),
        // A failure that time may mend is tried twice more.
        exchange("api", "GET", "Answered Failed", Some(503)),
        exchange("api", "GET", "Answered Failed", Some(502)),
        exchange("api", "GET", "Answered Failed", Some(504)),
        exchange("api", "GET", "NotAProfile", Some(200)),
        exchange("api", "GET", "AnotherPerson", Some(200)),
        exchange("api", "GET", "Redirected Elsewhere", Some(302)),
        exchange("api", "GET", "TooBig", Some(200)),
        exchange("api", "GET", "Altered", Some(200)),
        exchange("api", "GET", "NotHttp", None),
        exchange("api", "PATCH", "Answered Rejected", Some(400)),
        exchange("api", "PATCH", "NothingShown", Some(200)),
        exchange("api", "PATCH", "Interrupted", None),
        exchange("api", "PATCH", "TimedOut", None),
        exchange("api", "PATCH", "Answered TooLarge", Some(413)),
        exchange("picture", "GET", "Answered NotFound", Some(404)),
        exchange("picture", "GET", "PictureAddress", None),
        exchange("api", "GET", "Refused", None),
        exchange("api", "GET", "Refused", None),
        exchange("api", "GET", "Refused", None),
        "WARN a picture was refused kind=\"Unsupported Pdf\"".to_owned(),
        "WARN a picture was refused kind=\"NotAPicture\"".to_owned(),
        "WARN a picture was refused kind=\"CutShort\"".to_owned(),
        "WARN the keyring failed work=\"load\" kind=\"Locked\"".to_owned(),
        "WARN the keyring failed work=\"save\" kind=\"Absent\"".to_owned(),
        "WARN the keyring failed work=\"forget\" kind=\"Slow\"".to_owned(),
        "ERROR panic in thread worker".to_owned(),
        "ERROR in log::failures".to_owned(),
        // Of what is none of the program's own, as is this test, only the place is told.
        "WARN".to_owned(),
    ];
    for (line, expected) in lines.iter().zip(&expected) {
        assert_eq!(line, expected, "{seen}");
    }
    assert_eq!(lines.len(), expected.len(), "{seen}");
    for line in seen.lines().filter(|line| line.contains(" WARN nameplate::")) {
        let ms = line.rsplit_once(" ms=").and_then(|(_, ms)| ms.parse::<u64>().ok());
        assert!(ms.is_some_and(|ms| ms < 60_000), "{line}");
    }
    // The one that was waited for.
    let late = seen.lines().find(|line| line.contains("TimedOut")).unwrap();
    let ms = late.rsplit_once(" ms=").and_then(|(_, ms)| ms.parse::<u64>().ok()).unwrap();
    assert!((300..30_000).contains(&ms), "{late}");
    holds_no_canary(&seen);
}

#[test]
fn more_is_told_when_asked_for() {
    const TEST: &str = "more_is_told_when_asked_for";
    if let Some(folder) = env::var_os(FOLDER) {
        return what_goes_well(Path::new(&folder));
    }
    assert_eq!(run(TEST, None), "", "what goes well is not told unasked");
    let seen = run(TEST, Some("debug"));
    let lines: Vec<_> = seen.lines().map(told).collect();
    let expected = [
        "DEBUG an exchange was answered purpose=\"api\" method=\"GET\" status=200",
        "DEBUG an exchange was answered purpose=\"picture\" method=\"GET\" status=200",
        "DEBUG the keyring answered work=\"save\"",
    ];
    assert_eq!(lines, expected, "{seen}");
    holds_no_canary(&seen);
}

fn failures(folder: &Path) {
    let log = log::start(folder, || false);
    log::begin();
    runtime().block_on(async {
        sign_ins().await;
        readings().await;
        writes().await;
        pictures_of_the_server().await;
        let nowhere = closed_port();
        let _ = session(&nowhere, hasty()).await.profile().await.unwrap_err();
        files();
        for (error, work) in [(vault::Error::Locked, 0), (vault::Error::Absent, 1), (vault::Error::Slow, 2)] {
            let vault = Vault::Failing(error);
            let entry = Entry::from_stored("https://hr.example.com#canary-name".to_owned());
            match work {
                0 => drop(vault.load(entry).await.unwrap_err()),
                1 => drop(vault.save(entry, Secret::from("f4e75eab")).await.unwrap_err()),
                _ => drop(vault.forget(entry).await.unwrap_err()),
            }
        }
    });
    // After a panic that is answered the log goes on.
    let panics = || panic!("the canary of a value");
    let thread = thread::Builder::new().name("worker".to_owned()).spawn(panics).unwrap();
    let _: Result<(), _> = thread.join();
    tracing::warn!("the last canary");
    drop(log);
}

async fn sign_ins() {
    let words = json!({"username": ["No canary-name\u{1b}[31m\n2026 ERROR faked"], "email": ["missing"]});
    let answers = [
        Answer::json(400, json!({"email": ["This field is required, canary"]}).to_string()),
        Answer::json(418, words.to_string()),
        Answer::html(200),
        Answer::json(401, json!({"detail": "nobody may know canary"}).to_string()),
    ];
    let server = ScriptedServer::start(answers);
    let client = client(&server.address().to_string(), hasty()).await;
    let password =
        || Credentials::Password { username: "canary-name".to_owned(), password: Secret::from("Passw0rd") };
    for credentials in [password(), password(), Credentials::Key(Secret::from("f4e75eab"))] {
        let _ = client.sign_in(credentials).await.unwrap_err();
    }
}

async fn readings() {
    let large = "x".repeat(100_000);
    let answers = [
        Answer::html(404),
        Answer::html(405),
        Answer::html(503),
        Answer::html(502),
        Answer::html(504),
        Answer::new(200, &[], "<title>canary</title>"),
    ];
    let server = ScriptedServer::start(answers);
    let session = session(&server.address().to_string(), hasty()).await;
    for _ in 0..3 {
        let _ = session.profile().await.unwrap_err();
    }
    server.then(Answer::json(200, profile(2)));
    let _ = session.profile().await.unwrap();
    server.then(Answer::json(200, profile(3)));
    server.then(Answer::redirect(302, "https://canary.example.com/?signature=canary"));
    server.then(Answer::json(200, large));
    server.then(Answer::new(200, &[("Content-Encoding", "gzip")], "canary"));
    server.then(Answer::raw("canary speaks no HTTP\r\n\r\n").close());
    for _ in 0..5 {
        let _ = session.profile().await.unwrap_err();
    }
}

async fn writes() {
    let words = json!({"first_name": ["\u{202E}canary\u{1b}[2J", "0912 is taken"], "detail": "nobody may"});
    let answers = [
        Answer::json(400, words.to_string()),
        Answer::json(200, json!({"detail": "canary"}).to_string()),
        Answer::hang_up(),
        Answer::silence(Duration::from_secs(60)),
    ];
    let server = ScriptedServer::start(answers);
    let session = session(&server.address().to_string(), hasty()).await;
    for _ in 0..4 {
        let values = BTreeMap::from([(Field::FirstName, Value::of("Canary"))]);
        let _ = session.save(values).await.unwrap_err();
    }
    server.then(Answer::html(413));
    let photo = Photo { bytes: Bytes::from_static(&[0xFF, 0xD8, 0xFF, 0xE0]), extension: "jpg" };
    let _ = session.upload(photo, CommitPoint::default()).await.unwrap_err();
}

async fn pictures_of_the_server() {
    let server = ScriptedServer::start([Answer::html(404)]);
    let session = session(&server.address().to_string(), hasty()).await;
    let at = |text: &str| Url::parse(text).unwrap();
    let signed = at(&server.url("/avatar/canary.jpg?signature=canary"));
    let _ = session.picture(signed).await.unwrap_err();
    let _ = session.picture(at("file:///home/canary/secret.jpg")).await.unwrap_err();
}

fn files() {
    let mut photo =
        fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/pictures/progressive.jpg")).unwrap();
    photo.truncate(photo.len() / 2);
    let _ = picture::decode(b"%PDF-1.7 canary", 100).unwrap_err();
    let _ = picture::circle(b"canary /home/canary", 100).unwrap_err();
    let _ = picture::prepare(&photo, None, 64, 100_000).unwrap_err();
}

fn what_goes_well(folder: &Path) {
    let log = log::start(folder, || false);
    runtime().block_on(async {
        let server = ScriptedServer::start([Answer::json(200, profile(2)), Answer::new(200, &[], "canary")]);
        let session = session(&server.address().to_string(), hasty()).await;
        let _ = session.profile().await.unwrap();
        let picture = Url::parse(&server.url("/avatar/canary.jpg?signature=canary")).unwrap();
        let _ = session.picture(picture).await.unwrap();
        let entry = Entry::from_stored("https://hr.example.com#canary-name".to_owned());
        Vault::memory().save(entry, Secret::from("f4e75eab")).await.unwrap();
    });
    drop(log);
}

/// What is told of an exchange that failed.
fn exchange(purpose: &str, method: &str, kind: &str, status: Option<u16>) -> String {
    let status = status.map(|status| format!(" status={status}")).unwrap_or_default();
    format!("WARN an exchange failed purpose={purpose:?} method={method:?} kind={kind:?}{status}")
}

/// A line without its time, where it comes from, how long it took and how large it was.
fn told(line: &str) -> String {
    // The functions of a panic, the first of them up to its closure.
    if let Some((_, frames)) = line.split_once(" nameplate::panic in ") {
        return format!("ERROR in {}", frames.split("::{{closure}}").next().unwrap_or_default());
    }
    let mut words = line.split(' ').skip(1).filter(|word| !word.is_empty());
    let level = words.next().unwrap();
    let from = words.next().unwrap();
    assert!(from.starts_with("nameplate::") || from == "log", "{line}");
    let words: Vec<_> = words
        .filter(|word| !word.starts_with("ms=") && !word.starts_with("bytes="))
        .take_while(|word| *word != "at")
        .collect();
    format!("{level} {}", words.join(" ")).trim_end().to_owned()
}

fn holds_no_canary(log: &str) {
    for canary in CANARIES {
        assert!(!log.contains(canary), "{canary:?} in {log}");
    }
    assert!(!log.replace('\n', "").contains(|letter: char| letter.is_control()), "{log}");
}

/// Runs a test once more, with a log of its own, and gives what is in its file.
fn run(test: &str, level: Option<&str>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env::current_exe().unwrap());
    let _ = command.args([test, "--exact", "--nocapture"]).env(FOLDER, folder.path());
    let _ = match level {
        Some(level) => command.env("NAMEPLATE_LOG", level),
        None => command.env_remove("NAMEPLATE_LOG"),
    };
    let done = command.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    fs::read_to_string(folder.path().join("nameplate.log")).unwrap_or_default()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap()
}

/// Short pauses, and little patience with a server that is silent.
fn hasty() -> Limits {
    Limits {
        pauses: [Duration::from_millis(1); 2],
        silence: Duration::from_millis(1500),
        exchange: Duration::from_millis(1500),
        json: 64 * 1024,
        ..Limits::default()
    }
}

async fn client(address: &str, limits: Limits) -> Client {
    let server = Server::parse(address, &ServerOptions::default()).unwrap();
    Client::with_limits(server, limits).await.unwrap()
}

async fn session(address: &str, limits: Limits) -> Session {
    client(address, limits).await.resume(Secret::from("f4e75eab"))
}

fn profile(id: u32) -> String {
    json!({
        "id": id, "username": format!("canary{id}"), "mobile_number": "09120000002", "email": "canary@hr.example",
        "avatar": "/avatar/canary.jpg?signature=canary", "first_name": "Canary", "last_name": "Canary",
        "gender": "female", "is_profile_completed": false, "groups": [], "last_login": null,
        "created_at": "2025-11-22T13:15:20.827325Z"
    })
    .to_string()
}

fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}
