//! The platform of systems for which there is no bridge yet: nothing is sent, and no request comes.
//!
//! For Windows, `accesskit_windows::SubclassingAdapter` wants the window's handle before the window is
//! shown, and for macOS `accesskit_macos::SubclassingAdapter` wants the view's; `iced::window::run` lends
//! both on the thread that draws. Neither adapter may leave that thread, so a [`Platform`] for them keeps
//! them in a thread-local variable. The trait lists all that they have to do.

use super::port::{Platform, Port};

use accesskit::{Rect, TreeUpdate};

use std::sync::Arc;

pub(super) fn connect(_port: Arc<Port>) -> Box<dyn Platform> {
    Box::new(Nobody)
}

struct Nobody;

impl Platform for Nobody {
    fn update(&mut self, _update: TreeUpdate) {}

    fn set_window_focus(&mut self, _has_focus: bool) {}

    fn set_window_bounds(&mut self, _bounds: Rect) {}
}
