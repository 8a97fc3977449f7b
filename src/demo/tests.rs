//! Tests that do not fit into the table of `tests/wire/exchanges.rs`: faults, recorded requests, and the person of `--demo`.

use super::{Behaviour, Demo, Effect, Fault, Seed, start};

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

#[test]
fn the_example_person_lacks_only_a_mobile_number() {
    let demo = start(Behaviour::default(), Seed::Example).unwrap();
    let answer = ask(&demo, "GET", "");
    assert!(answer.contains(r#""full_name":"بهروز قربانی""#), "{answer}");
    assert!(answer.contains(r#""mobile_number":null"#) && answer.contains(r#""is_profile_completed":false"#));
    assert!(answer.contains(r#""name":"Administrators""#));

    let answer = ask(&demo, "PATCH", r#"{"mobile_number": "09120000009"}"#);
    assert!(answer.contains(r#""is_profile_completed":true"#), "{answer}");
    let picture = image::load_from_memory(&demo.avatar("behrooz").unwrap()).unwrap();
    assert_eq!((picture.width(), picture.height()), (256, 256));
}

#[test]
fn requests_are_recorded_with_their_content() {
    let demo = start(Behaviour::default(), Seed::Reference).unwrap();
    let _ = ask(&demo, "PATCH", r#"{"first_name": "Ali"}"#);
    let requests = demo.requests();
    let [request] = requests.as_slice() else { panic!("one request, not {requests:?}") };
    assert_eq!((request.method.as_str(), request.path.as_str()), ("PATCH", "/api/users/me/"));
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(request.body, br#"{"first_name": "Ali"}"#);
    assert_eq!((request.body_len, request.status), (21, Some(200)));
    demo.forget_requests();
    assert!(demo.requests().is_empty());
}

#[test]
fn a_fault_affects_matching_requests_a_number_of_times() {
    let demo = start(Behaviour::default(), Seed::Reference).unwrap();
    let busy = Effect::Answer {
        status: 503,
        headers: vec![("Retry-After".to_owned(), "7".to_owned())],
        body: b"busy".to_vec(),
    };
    demo.fault(Fault::new(busy).on("PATCH", "/api/users/me/").times(2));
    assert!(ask(&demo, "GET", "").starts_with("HTTP/1.1 200"));
    for _ in 0..2 {
        let answer = ask(&demo, "PATCH", r#"{"first_name": "Ali"}"#);
        assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("retry-after: 7"), "{answer}");
    }
    assert_eq!(demo.user("behrooz").unwrap().first_name.as_deref(), Some("بهروز"));
    assert!(ask(&demo, "PATCH", r#"{"first_name": "Ali"}"#).starts_with("HTTP/1.1 200"));
}

#[test]
fn a_connection_is_cut_before_or_after_storing() {
    for (effect, stored) in [(Effect::DropBeforeStoring, "بهروز"), (Effect::StoreThenDrop, "Ali")] {
        let demo = start(Behaviour::default(), Seed::Reference).unwrap();
        demo.fault(Fault::new(effect));
        assert_eq!(ask(&demo, "PATCH", r#"{"first_name": "Ali"}"#), "");
        assert_eq!(demo.user("behrooz").unwrap().first_name.as_deref(), Some(stored));
    }
}

#[test]
fn an_answer_is_cut_in_the_middle() {
    let demo = start(Behaviour::default(), Seed::Reference).unwrap();
    demo.fault(Fault::new(Effect::CutAnswer(10)));
    let answer = ask(&demo, "GET", "");
    assert!(answer.contains("content-length: 585") && answer.ends_with("\r\n\r\n{\"id\":1,\"u"), "{answer}");
}

#[test]
fn answers_can_be_delayed() {
    let wait = Duration::from_millis(150);
    for effect in [Effect::WaitThenAnswer(wait), Effect::AnswerLate(wait)] {
        let demo = start(Behaviour::default(), Seed::Reference).unwrap();
        demo.fault(Fault::new(effect));
        let began = Instant::now();
        assert!(ask(&demo, "GET", "").starts_with("HTTP/1.1 200"));
        assert!(began.elapsed() >= wait);
    }
}

#[test]
fn disconnecting_before_the_handling_stores_nothing_and_before_a_late_answer_stores() {
    let long = Duration::from_secs(60);
    for (effect, stored) in [(Effect::WaitThenAnswer(long), "بهروز"), (Effect::AnswerLate(long), "Ali")]
    {
        let demo = start(Behaviour::default(), Seed::Reference).unwrap();
        demo.fault(Fault::new(effect));
        let mut stream = send(&demo, "PATCH", r#"{"first_name": "Ali"}"#);
        stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
        // On a busy machine it can take some time until the request is read.
        for _ in 0..100 {
            let error = stream.read(&mut [0]).unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");
            if demo.user("behrooz").unwrap().first_name.as_deref() == Some(stored) {
                break;
            }
        }
        drop(stream);
        assert_eq!(demo.user("behrooz").unwrap().first_name.as_deref(), Some(stored));
    }
}

#[test]
fn a_change_is_stored_late_although_the_client_has_disconnected() {
    let demo = start(Behaviour::default(), Seed::Reference).unwrap();
    demo.fault(Fault::new(Effect::StoreLate(Duration::from_millis(300))));
    let stream = send(&demo, "PATCH", r#"{"first_name": "Ali"}"#);
    let is_read = || demo.requests().first().is_some_and(|request| !request.body.is_empty());
    let is_stored = || demo.user("behrooz").unwrap().first_name.as_deref() == Some("Ali");
    wait_until(is_read);
    drop(stream);
    assert!(!is_stored());
    wait_until(is_stored);
}

fn wait_until(holds: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    while !holds() {
        assert!(Instant::now() < deadline);
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

#[test]
fn a_client_notices_a_slow_reader() {
    let demo = start(Behaviour::default(), Seed::Reference).unwrap();
    demo.fault(Fault::new(Effect::SlowRead(1_000)));
    let mut stream = TcpStream::connect(demo.base_url().trim_start_matches("http://")).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(2))).unwrap();
    let head = format!(
        "PATCH /api/users/me/ HTTP/1.1\r\nHost: x\r\nAuthorization: Token {}\r\nContent-Length: 20000000\r\n\r\n",
        demo.key()
    );
    stream.write_all(head.as_bytes()).unwrap();
    assert!(stream.write_all(&vec![b' '; 20_000_000]).is_err(), "20 MB were sent immediately");
    let read = demo.requests().last().unwrap().body_len;
    assert!(read < 10_000_000, "{read} bytes were read");
}

#[test]
fn a_revoked_key_is_refused_and_signing_in_makes_a_new_one() {
    let demo = start(Behaviour::default(), Seed::Reference).unwrap();
    demo.revoke("behrooz");
    assert!(ask(&demo, "GET", "").starts_with("HTTP/1.1 401"));
    assert_eq!(demo.key_of("behrooz"), None);
    let body = r#"{"username": "BehroozGhorbani", "password": "behrooz-pass-1"}"#;
    let mut stream = TcpStream::connect(demo.base_url().trim_start_matches("http://")).unwrap();
    let length = body.len();
    write!(
        stream,
        "POST /api/auth/token/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let answer = read(stream);
    let key = demo.key_of("behrooz").unwrap();
    assert!(answer.contains(&key) && key.len() == 40 && key != demo.key(), "{answer}");
}

#[test]
fn another_client_can_change_a_person() {
    let demo = start(Behaviour::default(), Seed::Reference).unwrap();
    demo.edit("behrooz", |person| person.last_name = Some("Rahimi".to_owned()));
    assert!(ask(&demo, "GET", "").contains(r#""last_name":"Rahimi""#));
}

#[test]
fn dropping_ends_the_server() {
    let demo = start(Behaviour::default(), Seed::Example).unwrap();
    let address = demo.base_url().trim_start_matches("http://").to_owned();
    drop(demo);
    assert!(TcpStream::connect(address).is_err());
}

fn ask(demo: &Demo, method: &str, body: &str) -> String {
    read(send(demo, method, body))
}

fn send(demo: &Demo, method: &str, body: &str) -> TcpStream {
    let mut stream = TcpStream::connect(demo.base_url().trim_start_matches("http://")).unwrap();
    let (key, length) = (demo.key(), body.len());
    write!(
        stream,
        "{method} /api/users/me/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Token {key}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    stream
}

/// Reads until the connection ends.
fn read(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    drop(stream.read_to_end(&mut bytes));
    String::from_utf8(bytes).unwrap()
}
