//! States of the screens that `tree.rs` does not come by: what they look like is examined and, where pictures are asked for,
//! drawn. What becomes of them is tested elsewhere.

use crate::support::desk::Desk;
use crate::support::driver::Driver;
use crate::tree::{FOREVER, ME, Scene, everywhere, known, type_path};

use iced::Program;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use nameplate::access::Role;
use nameplate::api::ServerOptions;
use nameplate::app::{App, Message};
use nameplate::demo::{Behaviour, Effect, Fault, Seed};
use nameplate::locale::Arg;
use nameplate::store::Crash;
use serde_json::json;

const SAVE: (&str, Modifiers) = ("s", Modifiers::COMMAND);

/// A name of many words, one of a single long word, and one of both directions.
const LONG: [&str; 3] = [
    "Alexandra Maria Fernanda Constantina Wilhelmina",
    "Wolfeschlegelsteinhausenbergerdorff",
    "سیده‌فاطمه‌زهرا van der Bergen-Ahmadi",
];

#[test]
fn the_last_profile_while_the_server_is_asked_and_while_it_is_away() {
    everywhere(|scene| {
        let mut desk = scene.desk().after_a_visit(scene.size);
        desk.server.fault(Fault::new(Effect::WaitThenAnswer(FOREVER)).on("GET", ME));
        let mut driver = desk.restart(scene.size);
        driver.wait_for_text(&scene.beginning("profile-as-of"));
        let _ = driver.wait_for(Role::Image, &scene.tr_name("profile-photo-of", "بهروز قربانی"));
        scene.examine(&mut driver, "as-of");
        drop(driver);
        drop(desk);

        let mut desk = scene.desk().after_a_visit(scene.size);
        // The photo comes: whether it did would hang on the time otherwise.
        desk.server.fault(Fault::new(Effect::DropBeforeStoring).on("GET", ME).times(1000));
        let mut driver = desk.restart(scene.size);
        let _ = driver.wait_for(Role::Button, &scene.tr("profile-retry-reading"));
        scene.examine(&mut driver, "offline");
        driver.fill(Role::TextInput, &scene.tr("field-first-name"), "Behrooz");
        driver.rest();
        scene.examine(&mut driver, "offline-changed");
    });
}

#[test]
fn a_field_that_was_changed_elsewhere_as_well() {
    everywhere(|scene| {
        let (desk, mut driver) = scene.desk().signed_in(scene.size);
        driver.rest();
        driver.fill(Role::TextInput, &scene.tr("field-first-name"), "Behrooz");
        driver.fill(Role::TextInput, &scene.tr("field-last-name"), LONG[0]);
        desk.server.edit("behrooz", |person| {
            person.first_name = Some("Bahram".to_owned());
            person.last_name = Some(LONG[1].to_owned());
        });
        driver.key(SAVE.0, SAVE.1);
        driver.wait_for_text(&scene.beginning("profile-conflict-open"));
        scene.examine(&mut driver, "conflict");
    });
}

#[test]
fn what_was_saved_can_be_undone() {
    everywhere(|scene| {
        let (desk, mut driver) = scene.desk().signed_in(scene.size);
        driver.rest();
        for (first, number) in [("Behrooz", "09120000002"), ("Bahram", "09120000003")] {
            driver.fill(Role::TextInput, &scene.tr("field-first-name"), first);
            driver.fill(Role::TextInput, &scene.tr("field-mobile-number"), number);
            driver.key(SAVE.0, SAVE.1);
            let _ = driver.wait_for(Role::Status, &scene.tr("profile-saved"));
        }
        scene.examine(&mut driver, "complete");
        driver.press(Role::Button, &scene.tr("menu"));
        driver.press(Role::Button, &scene.tr("menu-saves"));
        driver.rest();
        scene.examine(&mut driver, "saves");
        // One of the values was changed again since.
        driver.key(Named::Escape, Modifiers::empty());
        desk.server.edit("behrooz", |person| person.first_name = Some("Bahar".to_owned()));
        driver.press(Role::Button, &scene.tr("menu"));
        driver.press(Role::Button, &scene.tr("menu-undo-save"));
        let question = driver.wait_for(Role::Dialog, &scene.tr("ask-undo-save-title"));
        let said = question.description.unwrap_or_default();
        for value in ["Bahar", "Behrooz", "09120000003", "09120000002"] {
            assert!(said.contains(value), "{value}: {said}");
        }
        driver.rest();
        scene.examine(&mut driver, "undo-question");
    });
}

#[test]
fn everything_is_long_or_nothing_is_there() {
    everywhere(|scene| {
        let mut desk = scene.desk();
        desk.server.edit("behrooz", |person| {
            person.first_name = Some(LONG[0].to_owned());
            person.last_name = Some(LONG[1].to_owned());
            person.username = Some("a.very.long.user.name.that.somebody.chose.for.me".to_owned());
            person.email =
                Some("a.very.long.address@a-long-subdomain.of-a-long-domain.example.com".to_owned());
        });
        let mut driver = scene.enter(&mut desk);
        scene.examine(&mut driver, "long");
        driver.fill(Role::TextInput, &scene.tr("field-first-name"), LONG[2]);
        scene.examine(&mut driver, "long-changed");

        let nobody = json!({ "id": 1, "username": null, "first_name": null, "last_name": null, "email": null,
            "mobile_number": null, "gender": null, "avatar": null, "groups": [], "is_profile_completed": false });
        let mut desk = scene.desk();
        desk.server.fault(answer(&nobody).times(1000));
        let mut driver = scene.enter(&mut desk);
        scene.examine(&mut driver, "empty");
    });
}

#[test]
fn many_groups() {
    everywhere(|scene| {
        let groups: Vec<_> = (1..=9)
            .map(|n| {
                let notes = if n % 2 == 0 {
                    "Everybody who keeps the keys of the house. ".repeat(n)
                } else {
                    String::new()
                };
                let name = if n == 3 { LONG[1].to_owned() } else { format!("Team {n}") };
                json!({ "id": n, "name": name, "notes": notes, "users_count": n - 1,
                    "created_at": "2025-11-22T13:07:28Z", "updated_at": "2025-11-23T13:07:28Z" })
            })
            .collect();
        let person = json!({ "id": 1, "username": "behrooz", "first_name": "Behrooz", "last_name": "Ghorbani", "groups": groups });
        let mut desk = scene.desk();
        desk.server.fault(answer(&person).times(1000));
        let mut driver = scene.enter(&mut desk);
        scene.examine(&mut driver, "groups");
        let search = scene.tr("groups-search");
        driver.fill(Role::SearchInput, &search, "team 4");
        driver.wait_until_gone(Role::ListItem, "Team 1");
        driver.press(Role::Button, &scene.tr_name("groups-show-details", "Team 4"));
        driver.rest();
        scene.examine(&mut driver, "groups-found");
        driver.fill(Role::SearchInput, &search, "treasurers");
        driver.wait_for_text(&scene.tr("groups-none-found"));
        scene.examine(&mut driver, "groups-none-found");
    });
}

#[test]
fn what_is_said_after_another_run() {
    everywhere(|scene| {
        let mut desk = scene.desk().after_a_visit(scene.size);
        let mut driver = desk.restart(scene.size);
        let _ = driver.wait_for(Role::Button, &scene.tr("profile-change-photo-name"));
        driver.rest();
        driver.fill(Role::TextInput, &scene.tr("field-first-name"), "Behrooz");
        // It is on the disk within a second.
        let folder = desk.folder.path().to_owned();
        driver.wait_for_some("the draft on the disk", |_| {
            crate::drafts::is_written(&folder, "Behrooz").then_some(())
        });
        drop(driver);
        desk.start.crash = Some(Crash {
            at: "2025-12-01T10:42:00Z".parse().unwrap(),
            version: "0.1.0".to_owned(),
            place: "panic in thread main at src/app.rs:7".to_owned(),
            frames: vec!["nameplate::app::App::update".to_owned()],
        });
        let mut driver = desk.restart(scene.size);
        driver.wait_for_text(&scene.beginning("profile-draft-back"));
        driver.rest();
        scene.examine(&mut driver, "back-after-a-fault");
    });
}

#[test]
fn the_crop() {
    everywhere(|scene| {
        let (desk, mut driver) = scene.desk().signed_in(scene.size);
        driver.rest();
        for (name, width, height, keys) in
            [("high.png", 700, 900, ["]", "f"]), ("small.png", 90, 70, ["+", "+"])]
        {
            let file = desk.picture_file(name, width, height);
            driver.press(Role::Button, &scene.tr("profile-change-photo-name"));
            driver.press(Role::Button, &scene.tr("photo-other-ways"));
            type_path(&mut driver, &scene.tr("photo-path"), &file);
            let _ = driver.wait_for(Role::Button, &scene.tr("photo-use"));
            driver.wait_until_gone(Role::Label, &scene.tr("photo-drawing"));
            keys.into_iter().for_each(|key| driver.key(key, Modifiers::empty()));
            driver.rest();
            scene.examine(&mut driver, &format!("crop-{}", name.trim_end_matches(".png")));
            driver.press(Role::Button, &scene.tr("general-cancel"));
            driver.rest();
        }
        // Over the profile.
        driver.event(iced::Event::Window(iced::window::Event::FileHovered(
            desk.folder.path().join("high.png"),
        )));
        driver.wait_for_text(&scene.tr("photo-drop-now"));
        scene.examine(&mut driver, "photo-dragged-over");
    });
}

#[test]
fn a_photo_that_was_removed() {
    everywhere(|scene| {
        let (_desk, mut driver) = scene.desk().signed_in(scene.size);
        driver.rest();
        driver.press(Role::Button, &scene.tr("profile-remove-photo"));
        let _ = driver.wait_for(Role::Button, &scene.tr("general-undo"));
        scene.examine(&mut driver, "photo-removed");
    });
}

#[test]
fn words_of_the_server() {
    everywhere(|scene| {
        let (desk, mut driver) = scene.desk().signed_in(scene.size);
        driver.rest();
        let long = "The value does not follow the rules of this organisation, which are on the page of the personnel office.";
        let body = json!({ "email": [long, "Too short."], "first_name": [long], "detail": long });
        let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
        let refusal = Effect::Answer { status: 400, headers, body: body.to_string().into_bytes() };
        desk.server.fault(Fault::new(refusal).on("PATCH", ME));
        driver.fill(Role::TextInput, &scene.tr("field-email"), "b");
        driver.key(SAVE.0, SAVE.1);
        driver.wait_for_text(&scene.tr("error-not-saved"));
        scene.examine(&mut driver, "words-of-the-server");
    });
}

#[test]
fn the_door_with_what_can_go_wrong() {
    everywhere(|scene| {
        let desk = scene.dress(Desk::with(Behaviour::default(), Seed::Reference)).knowing(vec![known()]);
        let mut driver = desk.open(scene.size);
        let submit = scene.tr("sign-in-submit");
        driver.press(Role::RadioButton, &scene.tr("sign-in-password"));
        driver.fill(Role::TextInput, &scene.tr("sign-in-username"), "behrooz");
        driver.fill(Role::PasswordInput, &scene.tr("sign-in-password"), "wrong");
        driver.press(Role::Button, &submit);
        driver.wait_for_text(&scene.tr("error-wrong-password"));
        driver.rest();
        scene.examine(&mut driver, "sign-in-wrong-password");
        let busy = Effect::Answer { status: 500, headers: Vec::new(), body: Vec::new() };
        desk.server.fault(Fault::new(busy));
        driver.press(Role::Button, &submit);
        driver.wait_for_text(&scene.beginning("error-server"));
        scene.examine(&mut driver, "sign-in-server-fails");

        let mut desk = scene.desk();
        if let Some(server) = &mut desk.start.config.server {
            server.address = "http://hr.example.com".to_owned();
            server.fixed = true;
        }
        desk.start.config.options = ServerOptions { allow_http: true, ..ServerOptions::default() };
        let mut driver = desk.open(scene.size);
        driver.rest();
        scene.examine(&mut driver, "sign-in-fixed");
        driver.key(Named::Escape, Modifiers::empty());
    });
}

/// The server answers a reading with this.
fn answer(profile: &serde_json::Value) -> Fault {
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    Fault::new(Effect::Answer { status: 200, headers, body: profile.to_string().into_bytes() }).on("GET", ME)
}

impl Scene {
    /// The profile of whoever the server has.
    fn enter(
        &self,
        desk: &mut Desk,
    ) -> Driver<iced::Application<impl Program<State = App, Message = Message, Theme = iced::Theme> + use<>>>
    {
        desk.start.config.key = Some(desk.server.key().into());
        let mut driver = desk.open(self.size);
        let _ = driver.wait_for(Role::Button, &self.tr("profile-change-photo-name"));
        driver.rest();
        driver
    }

    /// A sentence up to its first value.
    fn beginning(&self, id: &'static str) -> String {
        const MARK: &str = "\u{1}";
        let values = ["time", "fields", "status", "name"].map(|name| (name, Arg::Text(MARK.into())));
        let sentence = self.locale.tr_with(id, &values);
        sentence.split(MARK).next().unwrap_or_default().to_owned()
    }

    /// A sentence with a name in it.
    fn tr_name(&self, id: &'static str, name: &str) -> String {
        self.locale.tr_with(id, &[("name", Arg::Text(name.into()))])
    }
}
