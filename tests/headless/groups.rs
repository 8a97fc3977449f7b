//! Thousands of groups: all can be reached, and only the visible ones are built.

use crate::support::desk::{Desk, NARROW, WIDE};
use crate::support::driver::Driver;

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::{Program, Size};
use nameplate::access::Role;
use nameplate::app;
use nameplate::demo::{Effect, Fault};
use serde_json::json;

const ME: &str = "/api/users/me/";
const MANY: usize = 5_000;

fn open(
    size: Size,
    language: &str,
) -> (Desk, Driver<impl Program<State = app::App, Message = app::Message, Theme = iced::Theme> + use<>>) {
    let desk = Desk::new().language(language);
    let groups: Vec<_> = (1..=MANY)
        .map(|n| {
            let notes = if n % 3 == 0 { "notes that are a little longer ".repeat(3) } else { String::new() };
            json!({ "id": n, "name": format!("Team {n}"), "notes": notes, "created_at": "2025-11-22T13:07:28Z" })
        })
        .collect();
    let person = json!({ "id": 1, "username": "behrooz", "full_name": "Behrooz", "groups": groups });
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    let body = person.to_string().into_bytes();
    assert!(body.len() < 1 << 20, "{}", body.len());
    desk.server.fault(Fault::new(Effect::Answer { status: 200, headers, body }).on("GET", ME));
    let mut start = desk.start.clone();
    start.config.key = Some(desk.server.key().into());
    let mut driver = Driver::new(app::application(start), size);
    let _ = driver.wait_for(Role::ListItem, "Team 1");
    (desk, driver)
}

#[test]
fn all_groups_are_there_and_few_are_made() {
    for (size, language) in [(WIDE, "en"), (NARROW, "fa")] {
        let (desk, mut driver) = open(size, language);
        let items = |driver: &mut Driver<_>| {
            driver.tree().all().into_iter().filter(|found| found.role == Role::ListItem).count()
        };
        assert!(items(&mut driver) < 80, "{}", items(&mut driver));
        let _ = driver.wait_for(Role::ListItem, "Team 5000");
        driver.press(Role::Button, desk.words("Copy groups", "کپی گروه‌ها"));
        let copied = driver.wait_for_some("all groups", |driver| {
            driver.clipboard().filter(|text| text.lines().count() == MANY)
        });
        assert!(copied.lines().all(|line| line.starts_with("Team ")));

        // The search finds one that was never in view.
        let search = desk.words("Search groups", "جستجو در گروه‌ها");
        driver.fill(Role::SearchInput, search, "TEAM ۴۳۲۱");
        let _ = driver.wait_for(Role::ListItem, "Team 4321");
        assert_eq!(items(&mut driver), 1);
        driver.fill(Role::SearchInput, search, "");
        let _ = driver.wait_for(Role::ListItem, "Team 2");
        let _ = driver.picture(&format!("groups-many-{language}"));
    }
}

#[test]
fn the_tab_key_goes_through_the_groups_one_by_one() {
    let (_desk, mut driver) = open(WIDE, "en");
    driver.tab_to(Role::SearchInput, "Search groups");
    for n in 1..=120 {
        driver.key(Named::Tab, Modifiers::empty());
        let focused =
            driver.tree().all().into_iter().find(|found| found.states.contains(&"focused")).unwrap();
        assert_eq!(focused.name, format!("Show details of Team {n}"));
        assert!(
            focused.bounds.y >= 0.0 && focused.bounds.y + focused.bounds.height <= WIDE.height,
            "in view"
        );
    }
    // The wheel takes the focused one out of view, and it keeps the focus.
    driver.point_at(iced::Point::new(640.0, 500.0));
    for _ in 0..30 {
        driver.scroll(2_000.0);
    }
    let _ = driver.picture("groups-many-scrolled");
    driver.key(Named::Tab, Modifiers::empty());
    let focused = driver.tree().all().into_iter().find(|found| found.states.contains(&"focused")).unwrap();
    assert_eq!(focused.name, "Show details of Team 121");
}
