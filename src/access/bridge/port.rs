//! The interface between the bridge and the platform: what the platform is told, and where its threads put requests.

use accesskit::{ActionRequest, Rect, TreeUpdate};
use iced::futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The accessibility of a system. All calls come from the thread that draws.
pub trait Platform: Send {
    /// Sends an update. If no assistive technology is running any more, it calls [`Port::miss`].
    fn update(&mut self, update: TreeUpdate);

    /// Sets whether the window has the focus of the desktop.
    fn set_window_focus(&mut self, has_focus: bool);

    /// Sets the bounds of the inside of the window, in physical pixels of the screen.
    fn set_window_bounds(&mut self, bounds: Rect);
}

/// The part of the bridge that the handlers of the platform use, from threads of their own.
#[derive(Debug, Default)]
pub struct Port {
    is_listening: AtomicBool,
    /// Whether the next update must be the whole tree.
    is_whole_tree_wanted: AtomicBool,
    requests: Mutex<Vec<ActionRequest>>,
    wake: Mutex<Option<UnboundedSender<()>>>,
}

impl Port {
    /// Assistive technology is running from now on: the next update must be the whole tree.
    pub fn activate(&self) {
        self.is_whole_tree_wanted.store(true, Ordering::Release);
        self.is_listening.store(true, Ordering::Release);
        self.wake();
    }

    /// No assistive technology is running any more.
    pub fn deactivate(&self) {
        self.is_listening.store(false, Ordering::Release);
    }

    /// An update was not received: the next one must be the whole tree.
    pub fn miss(&self) {
        self.is_whole_tree_wanted.store(true, Ordering::Release);
    }

    /// Adds a request for the window.
    pub fn request(&self, request: ActionRequest) {
        lock(&self.requests).push(request);
        self.wake();
    }

    fn wake(&self) {
        if let Some(wake) = &*lock(&self.wake) {
            // It fails when the program ends.
            let _ = wake.unbounded_send(());
        }
    }

    /// Yields each time that the program must be woken.
    pub(super) fn listen(&self) -> UnboundedReceiver<()> {
        let (wake, wakeups) = unbounded();
        // A request may have arrived before.
        if self.is_listening() {
            let _ = wake.unbounded_send(());
        }
        *lock(&self.wake) = Some(wake);
        wakeups
    }

    /// Whether assistive technology is running.
    pub(super) fn is_listening(&self) -> bool {
        self.is_listening.load(Ordering::Acquire)
    }

    /// Whether the next update must be the whole tree. The caller must send it.
    pub(super) fn take_whole_tree_wanted(&self) -> bool {
        self.is_whole_tree_wanted.swap(false, Ordering::AcqRel)
    }

    /// The requests that arrived since the last call, oldest first.
    pub(super) fn take_requests(&self) -> Vec<ActionRequest> {
        if self.is_listening() { std::mem::take(&mut *lock(&self.requests)) } else { Vec::new() }
    }
}

/// Locks a mutex, even after a panic of another thread: these values are never half changed.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
