//! Undo restores the previous values, and the photo byte for byte in any format. If somebody else has changed it since, the
//! program asks first.
//!
//! `src/editor/tests/laws.rs` tests this in each order of events, with failures between them.

use crate::p02_saved_means_saved::editing;

use nameplate::demo::{self, Behaviour, Seed};
use nameplate::editor::{Event, Question};
use nameplate::profile::Field;

use sha2::{Digest, Sha256};

use std::path::Path;

/// One picture of each kind and way of coding that servers hold.
const KINDS: [&str; 8] = [
    "progressive.jpg",
    "turned-6.jpg",
    "interlaced.png",
    "palette.png",
    "lossy.webp",
    "palette.webp",
    "animated.gif",
    "lzw.tiff",
];

fn digest(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

#[tokio::test]
async fn a_photo_is_restored_byte_for_byte() {
    let server = demo::start(Behaviour::default(), Seed::Example).unwrap();
    for name in KINDS {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pictures").join(name);
        let file = std::fs::read(path).unwrap();
        server.replace_avatar("behrooz", file.clone());
        let mut editing = editing(&server).await;
        assert_eq!(editing.remove_photo().await, ["profile-photo-removed"], "{name}");
        assert!(server.avatar("behrooz").is_none(), "{name}");
        assert_eq!(editing.put_back().await, ["photo-put-back"], "{name}");
        let back = server.avatar("behrooz").unwrap();
        assert_eq!(digest(&back), digest(&file), "{name}");
    }
}

#[tokio::test]
async fn values_are_restored_and_a_change_elsewhere_causes_a_question() {
    let server = demo::start(Behaviour::default(), Seed::Example).unwrap();
    let before = server.user("behrooz").unwrap();
    let values = [(Field::FirstName, "Ada"), (Field::LastName, ""), (Field::Email, "ada@example.com")];
    for changes_elsewhere in [false, true] {
        let mut editing = editing(&server).await;
        assert_eq!(editing.save(&values).await, ["profile-saved"]);
        let save = editing.editor().saves().iter().next().unwrap().id();
        if changes_elsewhere {
            server.edit("behrooz", |person| person.first_name = Some("Bahram".to_owned()));
        }
        server.forget_requests();
        // Each piece of work alone, so that a question is not answered before it was seen.
        let asked = editing.until_asked(Event::UndoSavePressed(save)).await;
        let holds = server.user("behrooz").unwrap();
        if changes_elsewhere {
            assert_eq!(asked, Some(Question::UndoSave(save)));
            assert_eq!(holds.first_name.as_deref(), Some("Bahram"), "nothing is sent before the answer");
            assert!(server.requests().iter().all(|request| request.method == "GET"));
            let _ = editing.press_all([Event::Declined]).await;
            assert_eq!(server.user("behrooz").unwrap().first_name.as_deref(), Some("Bahram"));
        } else {
            assert_eq!(asked, None);
            assert_eq!(
                (holds.first_name, holds.last_name, holds.email),
                (before.first_name.clone(), before.last_name.clone(), before.email.clone())
            );
        }
    }
}
