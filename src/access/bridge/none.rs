//! The platform of systems that are not supported yet: nothing is sent, and no request arrives.
//!
//! How macOS could be supported: `accesskit_macos::SubclassingAdapter` needs the view. `iced::window::run` gives it, on the
//! thread that draws. The adapter must stay on that thread, so a [`Platform`] would keep it in a thread-local variable, like
//! that of Windows does. The trait lists everything that it has to do.

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
