//! The report for support: a text about the program, the computer and the last crash. It has no personal values, and does
//! not name the server. It is always in English, since the person who reads it is not the one who sends it.

use super::look::Look;
use crate::desktop;
use crate::store::Crash;

use std::env::consts::{ARCH, OS};
use std::fmt::Write;

/// The report.
pub(super) fn text(look: &Look, size: iced::Size, crash: Option<&Crash>) -> String {
    let mut text = format!("Nameplate {} on {OS} {ARCH}\n", env!("CARGO_PKG_VERSION"));
    let windows = match OS {
        "linux" if desktop::is_wayland() => "Wayland",
        "linux" => "X11",
        other => other,
    };
    let _ = writeln!(
        text,
        "window: {windows}, {:.0} x {:.0}, text size {:.2}",
        size.width,
        size.height,
        look.scale()
    );
    let _ = writeln!(text, "language: {}", look.language().code());
    match crash {
        None => text.push_str("the last run ended as it should\n"),
        Some(Crash { at, version, place, frames }) => {
            let _ = writeln!(text, "the last run ({version}) ended by a fault at {at}");
            let _ = writeln!(text, "{place}");
            for frame in frames {
                let _ = writeln!(text, "  {frame}");
            }
        }
    }
    text
}
