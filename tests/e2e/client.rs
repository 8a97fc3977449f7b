//! Tests the API layer with Django, with each setting that changes an answer, and checks the database afterwards.
//! `tests/wire/behaviour.rs` does the same with the built-in server.

use crate::django::Django;
use crate::walk::{Case, Held, Language, cases, walk};

use nameplate::api::{AnswerLanguage, Client, Server, ServerOptions, Why};
use nameplate::demo::Behaviour;
use nameplate::profile::{Field, Value};
use nameplate::secret::Secret;
use serde_json::Value as Json;

use std::process::Command;
use std::thread;

/// Servers at a time; each takes most of a second of one core to start.
const AT_A_TIME: usize = 3;

#[test]
fn the_client_understands_django_with_every_behaviour() {
    for cases in cases().chunks(AT_A_TIME) {
        thread::scope(|scope| {
            for case in cases {
                // The name is what a failure shows.
                let thread = thread::Builder::new().name(case.name.to_owned());
                let _ = thread.spawn_scoped(scope, || take(case)).unwrap();
            }
        });
    }
}

/// With Django's `LocaleMiddleware` a refusal comes in the language that is asked for, in the same session.
#[test]
fn django_refuses_in_the_language_on_screen() {
    let behaviour = Behaviour { locale_middleware: true, ..Behaviour::default() };
    let server = Django::start(&behaviour).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let language = AnswerLanguage::default();
        let at = Server::parse(server.base_url(), &ServerOptions::default()).unwrap();
        let client = Client::new(at).await.unwrap().answered_in(language.clone());
        let session = client.resume(Secret::from("f4e75eab6e0f663a972d145478d6fc4b81762070"));
        for (tag, words) in [("fa", "پست الکترونیکی صحیح وارد کنید."), ("en", "Enter a valid email address.")]
        {
            language.choose(tag);
            let values = [(Field::Email, Value::of("bad"))].into_iter().collect();
            let refusal = session.save(values).await.unwrap_err();
            assert_eq!(refusal.why(), Some(Why::Rejected));
            assert_eq!(refusal.refusal().unwrap().words.fields[&Field::Email], [words]);
        }
    });
}

fn take(case: &Case) {
    let language = match case.language {
        Language::English => "en-us",
        Language::Persian => "fa",
    };
    let server = Django::start_in(language, &case.behaviour).unwrap();
    walk(case, server.base_url(), &|id| held(&server, id));
}

/// A person's row and the file it names. SQLite is read by Python, which the server needs anyway.
fn held(server: &Django, id: u64) -> Held {
    const SCRIPT: &str = "\
import json, sqlite3, sys
people = sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True)
people.row_factory = sqlite3.Row
row = people.execute('select * from accounts_user where id = ?', (sys.argv[2],)).fetchone()
print(json.dumps(dict(row)))";
    let database = server.data_dir().join("db.sqlite3");
    let output =
        Command::new("python3").args(["-c", SCRIPT]).arg(&database).arg(id.to_string()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let row: Json = serde_json::from_slice(&output.stdout).unwrap();
    let text = |key: &str| {
        assert!(row.get(key).is_some(), "the table has no column {key}");
        row[key].as_str().map(str::to_owned)
    };
    // Without a picture Django keeps NULL or an empty name.
    let file = text("avatar").filter(|name| !name.is_empty());
    let picture = file.map(|name| std::fs::read(server.data_dir().join("media").join(name)).unwrap());
    Held { texts: Field::FORM.into_iter().map(|field| (field, text(field.key()))).collect(), picture }
}
