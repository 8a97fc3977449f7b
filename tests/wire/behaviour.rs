//! Tests the API layer with each setting of the built-in server. `tests/e2e/client.rs` does the same with Django.

use crate::walk::{Held, Language, cases, walk};

use nameplate::demo::{self, Behaviour, Demo, MediaForm, Seed};
use nameplate::profile::Field;

use std::collections::{BTreeMap, BTreeSet};
use std::thread;

#[test]
fn the_client_understands_the_demo_server_with_every_behaviour() {
    let cases = cases();
    thread::scope(|scope| {
        // The built-in server has no language but English.
        for case in cases.iter().filter(|case| case.language == Language::English) {
            let take = || {
                let server = demo::start(case.behaviour.clone(), Seed::Reference).unwrap();
                walk(case, server.base_url(), &|id| held(&server, id));
            };
            // The name is what a failure shows.
            let _ = thread::Builder::new().name(case.name.to_owned()).spawn_scoped(scope, take).unwrap();
        }
    });
}

/// A behaviour that is added to the server is added here, or this does not compile; then it needs its cases.
#[test]
fn every_value_of_every_setting_is_walked() {
    let mut seen: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for case in cases() {
        let Behaviour {
            completed_spelling,
            ids,
            groups,
            gender,
            media,
            get,
            put,
            sign_in,
            debug,
            blank,
            username_validator,
            mobile,
            throttle,
            write_answer,
            wrapped,
            // Rows of the table of exchanges and the window walk the others.
            login: _,
            envelope: _,
            reason: _,
            locale_middleware: _,
            lacks: _,
            picture_names,
            signed_media,
            reencodes,
            default_picture,
            failing_writes: _,
        } = case.behaviour;
        let media = match media {
            MediaForm::Absolute => "absolute",
            MediaForm::Relative => "relative",
            MediaForm::Query => "query",
            MediaForm::At(_) => "elsewhere",
        };
        let values = [
            ("completed_spelling", 2, format!("{completed_spelling:?}")),
            ("ids", 5, format!("{ids:?}")),
            ("groups", 2, format!("{groups:?}")),
            ("gender", 3, format!("{gender:?}")),
            ("media", 4, media.to_owned()),
            ("get", 2, get.to_string()),
            ("put", 2, put.to_string()),
            ("sign_in", 2, sign_in.to_string()),
            ("debug", 2, debug.to_string()),
            ("blank", 2, blank.to_string()),
            ("username_validator", 2, username_validator.to_string()),
            ("mobile", 2, format!("{mobile:?}")),
            ("write_answer", 5, format!("{write_answer:?}")),
            ("wrapped", 2, wrapped.to_string()),
            ("picture_names", 2, format!("{picture_names:?}")),
            ("signed_media", 2, signed_media.to_string()),
            ("reencodes", 2, reencodes.to_string()),
            ("default_picture", 2, default_picture.to_string()),
            ("throttle", 2, throttle.is_some().to_string()),
        ];
        for (setting, count, value) in values {
            let _ = seen.entry((setting, count)).or_default().insert(value);
        }
    }
    for ((setting, count), values) in seen {
        assert_eq!(values.len(), count, "{setting}: {values:?}");
    }
}

fn held(server: &Demo, id: u64) -> Held {
    let name = ["behrooz", "owner", "member", "empty"][id as usize - 1];
    let person = server.user(name).unwrap();
    let texts = [
        (Field::FirstName, person.first_name),
        (Field::LastName, person.last_name),
        (Field::Gender, person.gender),
        (Field::Username, person.username),
        (Field::MobileNumber, person.mobile_number),
        (Field::Email, person.email),
    ];
    Held { texts: texts.into(), picture: server.avatar(name) }
}
