//! What iced does not offer of the desktop: the part of the screen that a window may use, and what other programs have
//! copied.
//!
//! Knows the protocols of X11 and Wayland and nothing of the program. Everything but [`WorkArea::measure`] waits for other
//! programs, so it must run on a thread that may wait.

pub mod clipboard;
mod work_area;
#[cfg(target_os = "linux")]
mod x11;

pub use work_area::{Change, Space, WorkArea, follow, is_supported};

use std::sync::LazyLock;

/// Whether the window is a Wayland window. winit uses Wayland if both Wayland and X11 are there.
pub fn is_wayland() -> bool {
    static IS_WAYLAND: LazyLock<bool> = LazyLock::new(|| {
        let is_named = std::env::var_os("WAYLAND_DISPLAY").is_some_and(|display| !display.is_empty());
        cfg!(all(target_os = "linux", feature = "wayland")) && is_named
    });
    *IS_WAYLAND
}
