//! AT-SPI over D-Bus, which Orca and other assistive technology of free desktops read.

use super::{Platform, Port};

use accesskit::{ActionHandler, ActionRequest, ActivationHandler, DeactivationHandler, Rect, TreeUpdate};
use accesskit_unix::Adapter;

use std::sync::Arc;

/// Starts AccessKit's own thread, which ends at once where there is no session bus.
pub(super) fn connect(port: Arc<Port>) -> Box<dyn Platform> {
    let adapter = Adapter::new(Handler(Arc::clone(&port)), Handler(Arc::clone(&port)), Handler(port));
    Box::new(Unix(adapter))
}

struct Unix(Adapter);

impl Platform for Unix {
    fn update(&mut self, make: &mut dyn FnMut() -> TreeUpdate) {
        self.0.update_if_active(make);
    }

    fn set_window_focus(&mut self, has_focus: bool) {
        self.0.update_window_focus_state(has_focus);
    }

    fn set_window_bounds(&mut self, bounds: Rect) {
        // iced tells the outer position only, so coordinates of the screen are off by the title bar; those
        // of the window, which readers use, are right.
        self.0.set_root_window_bounds(bounds, bounds);
    }
}

/// What AccessKit calls from its thread.
struct Handler(Arc<Port>);

impl ActivationHandler for Handler {
    fn request_initial_tree(&mut self) -> Option<TreeUpdate> {
        self.0.activate();
        None
    }
}

impl ActionHandler for Handler {
    fn do_action(&mut self, request: ActionRequest) {
        self.0.request(request);
    }
}

impl DeactivationHandler for Handler {
    fn deactivate_accessibility(&mut self) {
        self.0.deactivate();
    }
}
