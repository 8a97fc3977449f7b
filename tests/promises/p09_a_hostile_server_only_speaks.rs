//! A hostile or broken server can only cause messages: no crash, no hanging, no unlimited memory, no text outside of its
//! place.
//!
//! Endless, late and cut answers are in `faults.rs`, bad certificates in `tests/wire/client/trust.rs`, hostile texts in the
//! window in `tests/headless/foreign.rs`. Here answers are damaged randomly, as bytes and on the network.

use crate::random::{Random, runs};
use crate::scripted_server::{Answer, ScriptedServer};

use nameplate::api::{self, Client, Limits, Server, ServerOptions};
use nameplate::profile::{Field, Profile};
use nameplate::secret::Secret;

use serde_json::json;
use url::Url;

use std::time::{Duration, Instant};

fn answer() -> Vec<u8> {
    json!({
        "id": 7, "username": "sara_owner", "mobile_number": "09120000002", "email": "sara@example.com",
        "avatar": "/media/0.jpg", "first_name": "سارا", "last_name": "O\u{2019}Neill", "full_name": null,
        "gender": "female", "is_profile_completed": true, "last_login": null,
        "groups": [{"id": 1, "name": "Staff", "notes": "a\nb", "users_count": 3,
                    "created_at": "2025-11-22T13:07:28Z", "updated_at": "2025-11-22T13:07:28Z"}],
        "created_at": "2025-11-22T13:15:20.827325Z"
    })
    .to_string()
    .into_bytes()
}

/// What is put into an answer, besides any byte.
const PIECES: [&str; 16] = [
    "\u{202E}",
    "\u{2066}",
    "\u{1b}[31m",
    "\\u0000",
    "\\ud83d",
    "\u{7}",
    "null",
    "[",
    "{",
    "\"",
    "\\",
    "1e999",
    "-1",
    "\"first_name\": \"\u{202D}x\u{9b}\",",
    "99999999999999999999",
    "<script>",
];

fn damage(body: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(6) {
        let at = random.below(body.len());
        match random.below(5) {
            0 => body[at] = random.any() as u8,
            1 => body.truncate(at.max(1)),
            2 => {
                let end = (at + random.below(40)).min(body.len());
                let _ = body.drain(at..end);
            }
            _ => {
                let piece = random.one_of(&PIECES);
                let _ = body.splice(at..at, piece.repeat(1 + random.below(3)).into_bytes());
            }
        }
        if body.is_empty() {
            body.push(b'{');
        }
    }
}

/// Every text of a profile stays in its line: no control, nothing that turns the direction for what follows.
fn assert_plain(profile: &Profile) {
    let fields = Field::FORM.map(|field| profile.text(field).to_owned());
    let names = profile.groups.iter().map(|group| group.name.clone());
    for text in fields.into_iter().chain(names).chain(profile.full_name.clone()) {
        let is_harm = |letter: char| letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}');
        assert!(!text.contains(is_harm), "{text:?}");
    }
    let is_web = |url: &Url| matches!(url.scheme(), "http" | "https");
    assert!(profile.avatar.as_ref().is_none_or(is_web), "{:?}", profile.avatar);
}

#[test]
fn a_damaged_answer_gives_a_profile_or_an_error() {
    let mut random = Random::new();
    let address = Url::parse("https://hr.example.com/api/users/me/").unwrap();
    let (number, mut read) = (runs(5000, 50_000), 0);
    for _ in 0..number {
        let mut body = answer();
        damage(&mut body, &mut random);
        if let Some(profile) = api::profile_in(&body, &address) {
            read += 1;
            assert_plain(&profile);
        }
        if let Some(errors) = api::error::field_errors(&body) {
            assert!(!errors.is_empty());
        }
    }
    assert!((number / 50..number).contains(&read), "{read} of {number} could be read: it is no damage");
}

#[tokio::test]
async fn a_damaged_exchange_ends_in_time() {
    let mut random = Random::new();
    let limits = Limits {
        silence: Duration::from_millis(1000),
        exchange: Duration::from_millis(2000),
        pauses: [Duration::from_millis(1), Duration::from_millis(2)],
        ..Limits::default()
    };
    let number = runs(150, 3000);
    let mut read = 0;
    for run in 0..number {
        let body = answer();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        let mut whole = [head.as_bytes(), &body].concat();
        damage(&mut whole, &mut random);
        let server = ScriptedServer::start(vec![Answer::raw(&whole).close(); 4]);
        let at = Server::parse(&server.address().to_string(), &ServerOptions::default()).unwrap();
        let session = Client::with_limits(at, limits).await.unwrap().resume(Secret::from("key"));
        let begun = Instant::now();
        if let Ok(profile) = session.profile().await {
            read += 1;
            assert_plain(&profile);
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "run {run}");
        assert!(server.log().len() <= 3, "run {run}: it asks again and again");
    }
    assert!((1..number).contains(&read), "{read} of {number} could be read");
}
