//! Runs the table of exchanges with Django, to prove that the built-in server behaves like a real one.

use crate::django::Django;
use crate::exchange::{run, sections};

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Servers at a time; each takes most of a second of one core to start.
const AT_A_TIME: usize = 3;

#[test]
fn django_answers_as_the_table_says() {
    let sections = sections();
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            let _ = scope.spawn(|| {
                while let Some(section) = sections.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let server = Django::start(&section.behaviour).unwrap();
                    let found = run(server.base_url(), section);
                    wrong.lock().unwrap().extend(found);
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    let count: usize = sections.iter().map(|section| section.exchanges.len()).sum();
    assert!(wrong.is_empty(), "{} of {count} exchanges differ:\n\n{}", wrong.len(), wrong.join("\n\n"));
}
