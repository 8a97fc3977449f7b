//! Each fault of a server at each point of a request, combined with each action. Afterwards the value is unchanged or known,
//! the cause is named, at most one write was sent, memory is limited, and the key was sent nowhere else.

use crate::editing::{Editing, chosen as chosen_event, ids};
use crate::fault_server::{Fault, FaultServer, ME, Make, Stored, Which};
use crate::random::is_long;
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{Client, Limits, Server, ServerOptions};
use nameplate::editor::Event;
use nameplate::profile::{Field, Photo};
use nameplate::secret::Secret;

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream;

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

const KEY: &str = "f4e75eab6e0f663a972d145478d6fc4b81762070";

/// Later than any limit.
const NEVER: Duration = Duration::from_secs(120);

/// What a window of ours may take, with everything that this test itself holds.
const MOST_MEMORY: u64 = 150 << 10;

/// What the kernels between the two hold of an answer that nobody reads.
const ON_THE_WAY: usize = 12 << 20;

/// The last of the limits is over long before this.
const PATIENCE: Duration = Duration::from_secs(60);

fn limits() -> Limits {
    Limits {
        connect: Duration::from_millis(1500),
        silence: Duration::from_millis(1500),
        exchange: Duration::from_millis(3000),
        upload: Duration::from_millis(1500),
        pauses: [Duration::from_millis(5), Duration::from_millis(10)],
        ..Limits::default()
    }
}

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Read,
    Save,
    Upload,
    Remove,
    UndoSave,
    UndoPhoto,
}

impl Doing {
    const ALL: [Self; 6] =
        [Self::Read, Self::Save, Self::Upload, Self::Remove, Self::UndoSave, Self::UndoPhoto];

    /// What is said once it is done.
    fn success(self) -> &'static str {
        match self {
            Self::Read => "",
            Self::Save => "profile-saved",
            Self::Upload => "photo-done",
            Self::Remove => "profile-photo-removed",
            Self::UndoSave => "profile-undone",
            Self::UndoPhoto => "photo-put-back",
        }
    }
}

/// One fault, and what may be said of it.
struct Row {
    name: String,
    fault: Fault,
    /// Whether this is done in spite of it; none where nobody can tell by it.
    is_done: Option<bool>,
    /// One of these is said where looking does not make it good. Without any the answer is good enough.
    causes: &'static [&'static str],
}

const BROKEN: &[&str] = &["error-interrupted"];
const LATE: &[&str] = &["error-answer-timeout"];
const NO_PROFILE: &[&str] = &["error-not-a-profile-signed-in", "error-nothing-shown"];
const ALTERED: &[&str] = &["error-altered"];
/// Nothing is wrong with what is known; what was sent is not among it.
const UNSHOWN: &[&str] = &["profile-saved-unshown", "error-picture-unclear"];
const NO_HTTP: &[&str] = &["error-not-http-signed-in"];
const TOO_BIG: &[&str] = &["error-answer-too-big-signed-in"];
/// On a slow machine the time for an answer is over first.
const ENDLESS: &[&str] = &["error-answer-too-big-signed-in", "error-answer-timeout"];
const SERVER: &[&str] = &["error-server"];

/// The faults, in the order of an exchange.
#[derive(Default)]
struct Table(Vec<Row>);

impl Table {
    fn new(elsewhere: &str) -> Self {
        let mut table = Self::default();
        table.row("refused", Fault::Refuse, Some(false), &["error-refused-signed-in"]);
        table.row("reset before the body", Fault::ResetAfter(0), None, BROKEN);
        table.row("reset within the body", Fault::ResetAfter(20), None, BROKEN);
        table.broken_answers();
        table.odd_answers();
        table.endless_answers();
        table.refusals(elsewhere);
        table
    }

    fn row(
        &mut self,
        name: impl Into<String>,
        fault: Fault,
        is_done: Option<bool>,
        causes: &'static [&'static str],
    ) {
        self.0.push(Row { name: name.into(), fault, is_done, causes });
    }

    /// Done and answered so, and not done and answered so.
    fn both(
        &mut self,
        name: &str,
        causes: &'static [&'static str],
        make: impl Fn(&str) -> Answer + Send + Sync + 'static,
    ) {
        let make: Make = Arc::new(make);
        for stored in [Stored::Yes, Stored::No] {
            self.row(
                format!("{name}, stored: {stored:?}"),
                Fault::Answer(stored, make.clone()),
                None,
                causes,
            );
        }
    }

    fn broken_answers(&mut self) {
        self.both("reset after the body", BROKEN, |_| Answer::hang_up());
        self.both("cut in its head", BROKEN, |body| whole(body).cut(20));
        self.both("half of it", BROKEN, |body| whole(body).cut(150 + body.len() / 2));
        self.both("all but a byte", BROKEN, |body| with_length(body, body.len()).cut(body.len() + 30));
        self.both("said longer than it is", BROKEN, |body| with_length(body, body.len() + 9).close());
        self.both("said shorter than it is", NO_PROFILE, |body| with_length(body, body.len() - 9).close());
        self.both("a length that is no number", NO_HTTP, |body| {
            Answer::raw(format!("HTTP/1.1 200 OK\r\nContent-Length: -7\r\n\r\n{body}")).close()
        });
        self.both("a chunk that ends early", BROKEN, |body| {
            Answer::raw(format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n{body}")).close()
        });
        self.both("no HTTP", NO_HTTP, |_| Answer::raw("SSH-2.0-OpenSSH_9.2\r\n\r\n").close());
        self.both("500 as a web page", SERVER, |_| Answer::html(500));
        self.both("502 as a web page", SERVER, |_| Answer::html(502));
        self.both("503", SERVER, |_| Answer::json(503, "{}"));
        self.both("silence", LATE, |_| Answer::silence(NEVER));
        self.both("silence within it", LATE, |body| whole(body).drip(1, NEVER));
        self.both("a byte each second", LATE, |body| whole(body).drip(200, Duration::from_secs(1)));
    }

    fn odd_answers(&mut self) {
        self.both("late", &[], |body| whole(body).late(Duration::from_millis(300)));
        self.both("compressed", ALTERED, |body| {
            Answer::new(200, &[("Content-Encoding", "gzip"), CLOSE], body)
        });
        self.both("a web page", ALTERED, |_| Answer::html(200));
        self.both("nothing", NO_PROFILE, |_| whole(""));
        self.both("a list", NO_PROFILE, |_| whole("[]"));
        self.both("bad UTF-8 round it", NO_PROFILE, |body| {
            Answer::new(200, &[CLOSE], [b"\xff{", body.as_bytes()].concat())
        });
        self.both("bad UTF-8 in another value", &[], |body| {
            let bytes = body.as_bytes();
            let at = body.find("Owner").unwrap();
            Answer::new(200, &[CLOSE], [&bytes[..at], b"\xff\xfe", &bytes[at + 2..]].concat())
        });
        self.both("wrong types", UNSHOWN, |_| {
            whole(r#"{"id": 7, "username": {"a": []}, "first_name": ["Ada"], "avatar": 5, "groups": "none"}"#)
        });
        self.both("keys twice, the true ones last", &[], |body| {
            whole(&body.replacen('{', r#"{"first_name": "Nobody", "avatar": "/media/9.jpg", "#, 1))
        });
        self.both("somebody else", &["error-another-person", "sign-in-another-person"], |body| {
            whole(&body.replace("\"id\":7", "\"id\":8"))
        });
    }

    fn endless_answers(&mut self) {
        self.both("an endless body", ENDLESS, |_| Answer::raw("HTTP/1.1 200 OK\r\n\r\n{").endless(b" "));
        self.both("an endless body in chunks", ENDLESS, |_| {
            Answer::raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                .endless(format!("400\r\n{}\r\n", " ".repeat(1024)).as_bytes())
        });
        self.both("an endless head", ENDLESS, |_| Answer::raw("HTTP/1.1 200 OK\r\n").endless(b"X: y\r\n"));
        self.both("a gigabyte that is announced", TOO_BIG, |_| {
            Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n").endless(b" ")
        });
    }

    /// Nothing is done, as each of these says.
    fn refusals(&mut self, elsewhere: &str) {
        let mut no = |name: &str, causes, answer: Answer| {
            let make: Make = Arc::new(move |_| answer.clone());
            self.row(name, Fault::Answer(Stored::No, make), Some(false), causes);
        };
        no("401 in mid-work", &["error-key-expired", "sign-in-expired"], Answer::json(401, "{}"));
        no("403", &["error-not-staff"], Answer::json(403, "{}"));
        let too_large = &["error-too-large", "error-too-large-text", "error-too-large-photo"];
        no("413 as a web page", too_large, Answer::html(413));
        no("429", &["error-throttled-wait"], Answer::new(429, &[("Retry-After", "3600"), CLOSE], ""));
        for status in [301, 302, 303, 307, 308] {
            let answer = Answer::redirect(status, &format!("{elsewhere}{ME}"));
            no(&format!("{status} to another origin"), &["error-redirected-signed-in"], answer);
        }
    }
}

const CLOSE: (&str, &str) = ("Connection", "close");

fn whole(body: &str) -> Answer {
    Answer::new(200, &[("Content-Type", "application/json"), CLOSE], body)
}

fn with_length(body: &str, length: usize) -> Answer {
    Answer::raw(format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}"))
}

/// A photo of this size, one by its first bytes.
fn photo(size: usize, last: u8) -> Bytes {
    let mut bytes = vec![7; size];
    bytes[..4].copy_from_slice(&[0xFF, 0xD8, 0xFF, 0xE0]);
    bytes[size - 1] = last;
    bytes.into()
}

/// Does one thing while one fault holds, and looks what there is afterwards. Returns what is wrong with it.
async fn try_it(doing: Doing, row: &Row, for_ever: bool) -> Vec<String> {
    let (before, chosen) = (photo(3000, 1), photo(300_000, 2));
    let mut server = FaultServer::start(&before);
    let at = Server::parse(&server.address().to_string(), &ServerOptions::default()).unwrap();
    let session = Client::with_limits(at, limits()).await.unwrap().resume(Secret::from(KEY));
    let mut editing = Editing::begin(&session).await.reading_first();
    match doing {
        Doing::UndoSave => assert_eq!(editing.save(&[(Field::FirstName, "Ada")]).await, ["profile-saved"]),
        Doing::UndoPhoto => assert_eq!(editing.remove_photo().await, ["profile-photo-removed"]),
        Doing::Upload => editing.open_photo_screen().await,
        Doing::Read | Doing::Save | Doing::Remove => {}
    }
    let (known, given) = (server.requests().len(), server.given());
    let method = if doing == Doing::Read { "GET" } else { "PATCH" };
    server.fail(row.fault.clone(), if for_ever { Which::AllFrom(method) } else { Which::Next(method) });

    let begun = Instant::now();
    let said = match doing {
        Doing::Read => editing.refresh().await,
        Doing::Save => editing.save(&[(Field::FirstName, "Ada")]).await,
        Doing::Upload => {
            let photo = Photo { bytes: chosen.clone(), extension: "jpg" };
            editing.press_all([chosen_event(photo)]).await
        }
        Doing::Remove => editing.remove_photo().await,
        Doing::UndoSave => {
            let save = editing.editor().saves().iter().next().unwrap().id();
            editing.press_all([Event::UndoSavePressed(save)]).await
        }
        Doing::UndoPhoto => editing.put_back().await,
    };
    let took = begun.elapsed();
    let sign_in = editing.sign_in().map(ids);
    let leaves = sign_in.is_some();
    let said: Vec<String> = said.into_iter().chain(sign_in.unwrap_or_default()).collect();
    let words: Vec<&str> = said.iter().flat_map(|said| said.split(' ')).collect();

    let name = server.value("first_name");
    let stored = match doing {
        Doing::Read => false,
        Doing::Save => name == "Ada",
        Doing::Upload => server.photo().as_deref() == Some(&chosen[..]),
        Doing::Remove => server.photo().is_none(),
        Doing::UndoSave => name == "Sara",
        Doing::UndoPhoto => server.photo().as_deref() == Some(&before[..]),
    };
    let claims = words.contains(&doing.success());
    let denies = words.iter().any(|word| DENIALS.contains(word));
    let names_it = row.causes.iter().any(|cause| words.contains(cause));
    let requests = server.requests().split_off(known);
    let writes = requests.iter().filter(|request| request.method() == "PATCH").count();

    let mut wrong = Vec::new();
    let mut check = |is_right: bool, what: &str| {
        if !is_right {
            wrong.push(format!("{doing:?}, {}, for ever: {for_ever}: {what}; said {said:?}", row.name));
        }
    };
    check(!claims || stored, "it says that it is done, and it is not");
    check(!denies || !stored, "it says that it is not done, and it is");
    check(writes <= 1, "more than one write");
    check(took < PATIENCE, "it takes too long");
    let answers = requests.len();
    check(server.given() - given <= answers * ON_THE_WAY, "it reads what nobody needs");
    let has_key = |request: &&crate::scripted_server::Request| request.header("authorization").is_some();
    check(
        requests.iter().filter(has_key).all(|request| request.path() == ME),
        "the key goes along with a picture",
    );
    if doing == Doing::Read {
        let values = [Field::FirstName, Field::Username].map(|field| editing.editor().saved().text(field));
        check(values == ["Sara", "sara_owner"], "what was known has gone");
        check(row.causes.is_empty() || row.causes == UNSHOWN || names_it, "the cause is not named");
    } else {
        check(row.is_done.is_none_or(|done| done == stored), "the server did something else");
        check(for_ever || leaves || claims == stored, "it is there to be looked up, and is not known");
        check(claims || names_it || denies, "nothing is said, or not why");
    }
    if doing == Doing::Save && !claims {
        let form = editing.editor().form();
        check(form.input(Field::FirstName).value == "Ada", "what was typed has gone");
    }
    wrong
}

/// What says that something was not done.
const DENIALS: [&str; 6] = [
    "error-picture-not-removed",
    "error-not-saved",
    "profile-not-saved-ignored",
    "error-photo-not-changed",
    "error-picture-unchanged",
    "error-not-removed",
];

fn cases(rows: &[Row]) -> Vec<(Doing, &Row, bool)> {
    let mut cases = Vec::new();
    for row in rows {
        for doing in Doing::ALL {
            let ways: &[bool] = match (doing, &row.fault) {
                // One bad answer is made good by reading again; nobody comes back who has gone.
                (Doing::Read, _) | (_, Fault::Refuse) => &[true],
                _ if is_long() => &[false, true],
                _ => &[false],
            };
            cases.extend(ways.iter().map(|for_ever| (doing, row, *for_ever)));
        }
    }
    cases
}

/// This alone in a process, so that its memory can be told.
const ALONE: &str = "NAMEPLATE_FAULTS_ALONE";

#[test]
fn after_each_fault_the_state_is_known() {
    if std::env::var_os(ALONE).is_some() {
        return meet_every_fault();
    }
    let done = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "faults::after_each_fault_the_state_is_known", "--nocapture"])
        .env(ALONE, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}\n{}", String::from_utf8_lossy(&done.stderr));
    println!("{}", said.trim());
    let most = said.split("most KiB: ").nth(1).and_then(|rest| rest.split_whitespace().next());
    let most: u64 = most.expect("it tells what it took").parse().unwrap();
    assert!(most < MOST_MEMORY, "{most} KiB");
}

fn meet_every_fault() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let elsewhere = ScriptedServer::start([]);
    let table = Table::new(&elsewhere.url(""));
    let cases = cases(&table.0);
    let number = cases.len();
    let wrong: Vec<String> = runtime.block_on(
        stream::iter(cases)
            .map(|(doing, row, for_ever)| try_it(doing, row, for_ever))
            .buffer_unordered(24)
            .flat_map(stream::iter)
            .collect(),
    );
    assert!(wrong.is_empty(), "{} of {number}\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!((elsewhere.log().len(), elsewhere.connections()), (0, 0), "nothing goes to another origin");
    println!("{number} cases, most KiB: {}", most_memory());
}

/// What this process took at most; nothing where the system does not tell.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB")?.trim().parse().ok()).unwrap_or(0)
}
