//! The time for a key in the search of a person with thousands of groups.

use crate::support::desk::Desk;
use crate::support::driver::Driver;

use iced::Size;
use iced::keyboard::Modifiers;
use nameplate::access::Role;
use nameplate::app;
use nameplate::demo::{Effect, Fault};
use serde_json::{Value, json};

use std::io::{self, Write};
use std::{env, fs};

/// The window as it opens.
const WINDOW: Size = Size::new(960.0, 720.0);
const GROUPS: usize = 5_000;
/// How often the search is typed.
const TURNS: usize = 20;
/// Finds all, half, a few, one and none on its way.
const SEARCH: &str = "team 4321 notes";

/// What a key waits for before pixels are made.
const COUNTED: [&str; 5] = ["update", "view", "diff", "layout", "draw"];

pub(crate) fn measure() {
    let lines = env::var("NAMEPLATE_MEASURE").expect("NAMEPLATE_MEASURE names the file of the spans");
    let desk = Desk::new();
    let groups: Vec<_> = (1..=GROUPS)
        .map(|n| {
            let notes = if n % 3 == 0 { "notes that are a little longer ".repeat(3) } else { String::new() };
            json!({ "id": n, "name": format!("Team {n}"), "notes": notes, "created_at": "2025-11-22T13:07:28Z" })
        })
        .collect();
    let person = json!({ "id": 1, "username": "behrooz", "full_name": "Behrooz", "groups": groups });
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    let answer = Effect::Answer { status: 200, headers, body: person.to_string().into_bytes() };
    desk.server.fault(Fault::new(answer).on("GET", "/api/users/me/"));
    let mut start = desk.start.clone();
    start.config.key = Some(desk.server.key().into());
    let mut driver = Driver::new(app::application(start), WINDOW);
    let _ = driver.wait_for(Role::ListItem, "Team 1");
    driver.press(Role::SearchInput, "Search groups");

    let mut sums = Vec::new();
    for _ in 0..TURNS {
        driver.key("a", Modifiers::COMMAND);
        for letter in SEARCH.chars() {
            fs::write(&lines, "").unwrap();
            driver.type_text(letter.encode_utf8(&mut [0; 4]));
            sums.push(sum(&fs::read_to_string(&lines).unwrap()));
        }
    }
    sums.sort_by(f64::total_cmp);
    let at = |part: f64| sums[((sums.len() - 1) as f64 * part) as usize];
    let (median, p95, most) = (at(0.5), at(0.95), at(1.0));
    assert!(median > 0.0, "no spans were written");
    let (n, counted) = (sums.len(), COUNTED.join(" + "));
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "a key in the search of {GROUPS} groups, {counted}: n {n}  median {median:.2}  p95 {p95:.2}  most {most:.2} ms"
    )
    .unwrap();
}

/// The milliseconds of what is counted.
fn sum(lines: &str) -> f64 {
    let spans = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let counted = spans.filter(|span| COUNTED.iter().any(|name| span["span"] == *name));
    counted.map(|span| span["us"].as_f64().unwrap() / 1e3).sum()
}
