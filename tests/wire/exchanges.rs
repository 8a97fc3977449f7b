//! Runs the table of exchanges with the built-in server. `tests/e2e/exchanges.rs` runs the same table with Django, so the
//! built-in server behaves like a real one.

use crate::exchange::{run, sections};

use nameplate::demo::{self, Seed};

#[test]
fn the_demo_server_answers_as_the_table_says() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for section in sections() {
        let server = demo::start(section.behaviour.clone(), Seed::Reference).unwrap();
        count += section.exchanges.len();
        wrong.extend(run(server.base_url(), &section));
    }
    assert!(wrong.is_empty(), "{} of {count} exchanges differ:\n\n{}", wrong.len(), wrong.join("\n\n"));
}
