//! The program works on a broken machine: without folders, with damaged files, without a keyring or with one that never
//! answers, with a clock that is years wrong, without a server. It opens, accepts edits, and says what it cannot do.
//!
//! `src/store/slots/tests.rs` tests each disk call that can fail, once and always; `tests/headless/drafts.rs` a second window;
//! `tests/start` a start without a display; `tests/e2e/asleep.py` a machine that sleeps and a clock that is set.

use crate::random::{Random, is_long};
use crate::support::desk::{Desk, WIDE};

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::{Event, window};
use nameplate::access::Role;
use nameplate::app::Clock;
use nameplate::demo::{Effect, Fault};
use nameplate::store::Store;
use nameplate::vault::{self, Vault};

/// What is the matter with the folder of the data.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Disk {
    Fine,
    /// Nothing can be made in it.
    Unwritable,
    /// What is in it cannot be read.
    Damaged,
    /// There is none.
    Missing,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Keyring {
    Fine,
    Absent,
    Silent,
}

const DISKS: [Disk; 4] = [Disk::Fine, Disk::Unwritable, Disk::Damaged, Disk::Missing];
const KEYRINGS: [Keyring; 3] = [Keyring::Fine, Keyring::Absent, Keyring::Silent];
const CLOCKS: [&str; 3] = ["1970-01-01T00:00:01Z", "2025-12-02T12:00:00Z", "2105-12-02T12:00:00Z"];

/// Opens, signs in, edits and saves.
fn start(disk: Disk, keyring: Keyring, clock: &str) {
    let told = format!("{disk:?} {keyring:?} {clock}");
    println!("{told}");
    let mut desk = Desk::new();
    let folder = desk.folder.path().join("data");
    match disk {
        Disk::Fine => {}
        // Not even an administrator can make a folder below a file.
        Disk::Unwritable => std::fs::write(&folder, "").unwrap(),
        Disk::Damaged => {
            std::fs::create_dir(&folder).unwrap();
            for name in ["accounts.json", "forget.json", "config.toml"] {
                std::fs::write(folder.join(name), b"\xff\0{[").unwrap();
            }
        }
        Disk::Missing => desk.start.store = None,
    }
    if desk.start.store.is_some() {
        desk.start.store = Some(Store::at(&folder));
    }
    desk.start.accounts = desk.start.store.as_ref().map(Store::accounts_at_start).unwrap_or_default();
    desk.start.vault = match keyring {
        Keyring::Fine => Vault::memory(),
        Keyring::Absent => Vault::Failing(vault::Error::Absent),
        Keyring::Silent => Vault::Silent,
    };
    desk.start.clock = Clock::Fixed(clock.parse().unwrap());

    let mut driver = desk.open(WIDE);
    driver.fill(Role::PasswordInput, "API key", desk.server.key());
    driver.press(Role::Button, "Sign in");
    let _ = driver.wait_for(Role::Button, "Change photo");
    if keyring == Keyring::Absent {
        driver.wait_for_text("No keyring is running");
    }
    driver.fill(Role::TextInput, "First name", "Ada");
    if disk == Disk::Unwritable {
        driver.wait_for_text("What you type is not stored on this computer right now.");
    }
    if matches!(disk, Disk::Unwritable | Disk::Missing) {
        // What cannot come back is asked about before it goes.
        driver.event(Event::Window(window::Event::CloseRequested));
        driver.wait_for_text("Close without saving?");
        driver.key(Named::Escape, Modifiers::empty());
        driver.rest();
    }
    // The server is away, and back.
    desk.server.fault(Fault::new(Effect::DropBeforeStoring).times(3));
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_text("was lost");
    assert_eq!(driver.value(Role::TextInput, "First name"), "Ada", "{told}");
    driver.key("s", Modifiers::COMMAND);
    driver.wait_for_some("the name on the server", |_| {
        (desk.server.user("behrooz").unwrap().first_name.as_deref() == Some("Ada")).then_some(())
    });
    let shown = driver.tree().to_string();
    assert!(!shown.contains("in -") && !shown.contains("-1 "), "{told}: a time below zero\n{shown}");
}

#[test]
fn it_opens_edits_and_saves() {
    let mut random = Random::new();
    let mut starts = Vec::new();
    for disk in DISKS {
        for keyring in KEYRINGS {
            starts.extend(CLOCKS.map(|clock| (disk, keyring, clock)));
        }
    }
    if !is_long() {
        // Each trouble once, and some of their pairs.
        let is_alone = |(disk, keyring, clock): &(Disk, Keyring, &str)| {
            let troubles = [*disk != Disk::Fine, *keyring != Keyring::Fine, *clock != CLOCKS[1]];
            troubles.into_iter().filter(|is_there| *is_there).count() == 1
        };
        let (alone, mut others): (Vec<_>, Vec<_>) = starts.into_iter().partition(is_alone);
        starts = alone;
        for _ in 0..2 {
            let place = random.below(others.len());
            starts.push(others.swap_remove(place));
        }
    }
    for (disk, keyring, clock) in starts {
        start(disk, keyring, clock);
    }
}
