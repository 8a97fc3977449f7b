//! Compares a save with the same requests by curl.

use nameplate::api::{Client, Server, ServerOptions, Session};
use nameplate::demo::{self, Behaviour, Demo, Seed};
use nameplate::profile::{Field, Value};
use nameplate::secret::Secret;

use serde_json::json;
use tokio::runtime::Runtime;

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Turns, and how many saves each has: 200 of each kind.
const ROUNDS: usize = 5;
const SAVES: usize = 40;

/// What one save is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The PATCH alone.
    Save,
    /// GET, then PATCH.
    ReadAndSave,
}

pub(crate) fn measure() {
    let server = demo::start(Behaviour::default(), Seed::Example).unwrap();
    let runtime = Runtime::new().unwrap();
    let session = runtime.block_on(async {
        let address = Server::parse(server.base_url(), &ServerOptions::default()).unwrap();
        Client::new(address).await.unwrap().resume(Secret::from(server.key()))
    });
    let mut out = io::stdout();
    for (kind, name) in [(Kind::Save, "save"), (Kind::ReadAndSave, "read and save")] {
        let (mut ours, mut curls) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            curls.extend(by_curl(kind, &server));
            ours.extend(by_us(kind, &session, &runtime));
        }
        let (ours, curls) = (Spread::of(ours), Spread::of(curls));
        writeln!(
            out,
            "{name}: {} saves, median {:.3} ms (p95 {:.3}); curl {}, median {:.3} ms (p95 {:.3}); added {:.3} ms",
            ours.count,
            ours.median,
            ours.p95,
            curls.count,
            curls.median,
            curls.p95,
            ours.median - curls.median
        )
        .unwrap();
    }
}

/// The program's own requests, one save after the other, as a person makes them: each from the thread of the window,
/// which waits for nothing else here. The first one, which connects, is not counted.
fn by_us(kind: Kind, session: &Session, runtime: &Runtime) -> Vec<Duration> {
    let mut times = Vec::new();
    for turn in 0..=SAVES {
        let values = [(Field::FirstName, Value::of(name(turn)))].into();
        let session = session.clone();
        let start = Instant::now();
        let saved = runtime.block_on(runtime.spawn(async move {
            if kind == Kind::ReadAndSave {
                let _ = session.profile().await.unwrap();
            }
            session.save(values).await.unwrap()
        }));
        times.push(start.elapsed());
        assert_eq!(saved.unwrap().text(Field::FirstName), name(turn));
    }
    times.split_off(1)
}

/// The same requests by one curl, which keeps its connection. The first save, which connects, is not counted.
fn by_curl(kind: Kind, server: &Demo) -> Vec<Duration> {
    let mut orders = Vec::new();
    for turn in 0..=SAVES {
        if kind == Kind::ReadAndSave {
            orders.push(order(server, "GET", None));
        }
        orders.push(order(server, "PATCH", Some(&json!({ "first_name": name(turn) }).to_string())));
    }
    let mut curl = Command::new("curl")
        .args(["--silent", "--noproxy", "*", "--config", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    curl.stdin.take().unwrap().write_all(orders.join("next\n").as_bytes()).unwrap();
    let answers = String::from_utf8(curl.wait_with_output().unwrap().stdout).unwrap();

    let requests = if kind == Kind::ReadAndSave { 2 } else { 1 };
    let times: Vec<f64> = answers
        .lines()
        .enumerate()
        .map(|(turn, line)| {
            let facts: Vec<&str> = line.split(' ').collect();
            let [status, connections, seconds] = facts[..] else { panic!("{line}") };
            assert_eq!((status, connections), ("200", if turn == 0 { "1" } else { "0" }), "{line}");
            seconds.parse().unwrap()
        })
        .collect();
    assert_eq!(times.len(), (SAVES + 1) * requests);
    let saves = times.chunks(requests).map(|save| Duration::from_secs_f64(save.iter().sum()));
    saves.skip(1).collect()
}

fn order(server: &Demo, method: &str, body: Option<&str>) -> String {
    let mut order = format!(
        "url = \"{}/api/users/me/\"\nrequest = {method}\nheader = \"Authorization: Token {}\"\noutput = /dev/null\n\
         header = \"Accept: application/json\"\nwrite-out = \"%{{http_code}} %{{num_connects}} %{{time_total}}\\n\"\n",
        server.base_url().trim_end_matches('/'),
        server.key(),
    );
    if let Some(body) = body {
        let body = body.replace('"', "\\\"");
        order += &format!("header = \"Content-Type: application/json\"\ndata = \"{body}\"\n");
    }
    order
}

fn name(turn: usize) -> &'static str {
    if turn.is_multiple_of(2) { "Ada" } else { "Grace" }
}

/// How times are spread, in milliseconds.
struct Spread {
    count: usize,
    median: f64,
    p95: f64,
}

impl Spread {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1e3;
        Self { count: times.len(), median: at(0.5), p95: at(0.95) }
    }
}
