//! UI Automation, which Narrator, NVDA and other assistive technology of Windows reads.
//!
//! The adapter answers the messages that the window gets, so it lives on the window's thread and may not leave it.

use super::port::{Platform, Port};

use accesskit::{ActionHandler, ActionRequest, ActivationHandler, Rect, TreeUpdate};
use accesskit_windows::{HWND, SubclassingAdapter};
use iced::window;
use iced::window::raw_window_handle::RawWindowHandle;

use std::cell::RefCell;
use std::ffi::c_void;
use std::sync::Arc;

thread_local! {
    /// The adapter of the window of this thread.
    static ADAPTER: RefCell<Option<SubclassingAdapter>> = const { RefCell::new(None) };
}

/// Makes a window that has not been shown yet known to UI Automation. Called on its thread.
pub(super) fn hook_in(window: &dyn window::Window, port: &Arc<Port>) {
    let Ok(handle) = window.window_handle() else { return };
    let RawWindowHandle::Win32(handle) = handle.as_raw() else { return };
    let window = HWND(handle.hwnd.get() as *mut c_void);
    let handler = Handler(Arc::clone(port));
    ADAPTER.set(Some(SubclassingAdapter::new(window, handler.clone(), handler)));
}

/// Creates the platform. Before [`hook_in`] nobody can listen, so no update arrives here.
pub(super) fn connect(port: Arc<Port>) -> Box<dyn Platform> {
    Box::new(Windows(port))
}

struct Windows(Arc<Port>);

impl Platform for Windows {
    fn update(&mut self, update: TreeUpdate) {
        let mut update = Some(update);
        let events = ADAPTER.with_borrow_mut(|adapter| {
            let adapter = adapter.as_mut()?;
            adapter.update_if_active(|| update.take().expect("an update is made once"))
        });
        // Assistive technology may ask the window at once when it gets them.
        if let Some(events) = events {
            events.raise();
        }
        if update.is_some() {
            self.0.miss();
        }
    }

    /// Not needed: the adapter gets the messages of the window itself.
    fn set_window_focus(&mut self, _has_focus: bool) {}

    /// Not needed: UI Automation asks the system.
    fn set_window_bounds(&mut self, _bounds: Rect) {}
}

/// The handlers that AccessKit calls: the first on the thread of the window, the other on any thread.
#[derive(Clone)]
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
