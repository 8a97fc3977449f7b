//! The desktop round the program, where iced does not reach: the part of the screen that windows may take, and what
//! other programs have copied.
//!
//! Knows the protocols of X11 and Wayland and nothing of the program. Other programs are waited for, so everything but
//! [`WorkArea::measure`] belongs on a thread that may wait.

pub mod clipboard;
mod work_area;
#[cfg(target_os = "linux")]
mod x11;

pub use work_area::{Change, Room, WorkArea, follow, tells_room};

use std::sync::LazyLock;

/// Whether the window is one of Wayland: winit takes Wayland where there is a choice.
pub fn is_wayland() -> bool {
    static ANSWER: LazyLock<bool> = LazyLock::new(|| {
        let is_named = std::env::var_os("WAYLAND_DISPLAY").is_some_and(|display| !display.is_empty());
        cfg!(all(target_os = "linux", feature = "wayland")) && is_named
    });
    *ANSWER
}
