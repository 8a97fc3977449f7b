//! Reads the fonts and the time zone on another thread, while the window is opening.
//!
//! iced reads all fonts of the system before it draws its first letter, while the window is already open and empty. That
//! takes 12 to 30 ms. Finding the time zone reads the folder of all zones. If something is needed before it has been read,
//! the code that needs it waits, or reads it itself.
//!
//! The thread starts after the event loop of the window exists. Before that, Xlib reads half a megabyte of key sequences,
//! letter by letter, and in a process with a second thread the C library takes a lock for each letter. That would take
//! 20 ms instead of 13, of the 40 ms until the window appears.

use crate::theme;

use iced::advanced::graphics::text::font_system;
use jiff::tz::TimeZone;

use std::thread;

/// Starts the thread. Call it once, in [`Start::begin`](super::Start).
pub fn warm_up() {
    let reader = thread::Builder::new().name("warm-up".to_owned()).spawn(|| {
        read_fonts();
        let _ = TimeZone::system();
    });
    // Without the thread everything is read when it is needed.
    drop(reader);
}

/// Reads the fonts of the system, and prepares those of the program.
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
