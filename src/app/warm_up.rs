//! What takes a while to read is read while the window is on its way.
//!
//! iced reads every font of the system before it draws its first letter, 12 to 30 ms of work, and does it when it first
//! needs one: with the window already open and empty. Begun on a thread of its own the same work is done by
//! then, and after it the search for the time zone, which walks the folder of all zones. Whoever needs something that is
//! not read yet waits for it, or does it, as if this module did not exist.
//!
//! It begins when the program boots, with the system's event loop already there, and not before: Xlib reads half a
//! megabyte of key sequences for that loop, letter by letter, and once a process has a second thread the C library takes
//! a lock for each letter. That is 20 ms in place of 13, of the 40 until the window is seen.

use crate::theme;

use iced::advanced::graphics::text::font_system;
use jiff::tz::TimeZone;

use std::thread;

/// Begins to read. Call it once, in [`Start::begin`](super::Start).
pub fn warm_up() {
    let reader = thread::Builder::new().name("warm-up".to_owned()).spawn(|| {
        read_fonts();
        let _ = TimeZone::system();
    });
    // Without the thread everything is read when it is needed.
    drop(reader);
}

/// The system's fonts, and our own made ready for use.
fn read_fonts() {
    let Ok(mut system) = font_system().write() else { return };
    for font in theme::FONTS {
        system.load_font(font.into());
    }
    let system = system.raw();
    let is_ours = |families: &[(String, _)]| families.iter().any(|(name, _)| name == theme::FONT_NAME);
    let ours: Vec<_> = system
        .db()
        .faces()
        .filter(|face| is_ours(&face.families))
        .map(|face| (face.id, face.weight))
        .collect();
    for (face, weight) in ours {
        let _ = system.get_font(face, weight);
    }
}
