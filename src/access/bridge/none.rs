//! The platform of systems that are not supported yet: nothing is sent, and no request arrives.
//!
//! How it could be supported: on Windows, `accesskit_windows::SubclassingAdapter` needs the window's handle before the window
//! is shown; on macOS, `accesskit_macos::SubclassingAdapter` needs the view's. `iced::window::run` gives both, on the thread
//! that draws. The adapters must stay on that thread, so a [`Platform`] would keep them in a thread-local variable.

use super::port::{Platform, Port};

use accesskit::{Rect, TreeUpdate};

use std::sync::Arc;

pub(super) fn connect(_port: Arc<Port>) -> Box<dyn Platform> {
    Box::new(NoPlatform)
}

struct NoPlatform;

impl Platform for NoPlatform {
    fn update(&mut self, _update: TreeUpdate) {}

    fn set_window_focus(&mut self, _has_focus: bool) {}

    fn set_window_bounds(&mut self, _bounds: Rect) {}
}
