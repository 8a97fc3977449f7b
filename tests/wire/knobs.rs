//! The API layer against the built-in server, with every knob. `tests/e2e/client.rs` takes the same walk with
//! Django.

use crate::walk::{Held, Language, cases, walk};

use nameplate::demo::{self, Demo, Seed};
use nameplate::profile::Field;

use std::thread;

#[test]
fn the_client_understands_the_demo_server_with_every_knob() {
    let cases = cases();
    thread::scope(|scope| {
        // The built-in server has no language but English.
        for case in cases.iter().filter(|case| case.language == Language::English) {
            let take = || {
                let server = demo::start(case.knobs.clone(), Seed::Reference).unwrap();
                walk(case, server.base_url(), &|id| held(&server, id));
            };
            // The name is what a failure shows.
            let _ = thread::Builder::new().name(case.name.to_owned()).spawn_scoped(scope, take).unwrap();
        }
    });
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
