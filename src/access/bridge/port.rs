//! What the bridge and the platform's side of it know of each other: what the platform is told, and where its threads leave
//! requests.

use accesskit::{ActionRequest, Rect, TreeUpdate};
use iced::futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a window needs of the system's accessibility. All calls come from the thread that draws.
pub trait Platform: Send {
    /// Sends an update. If nobody listens any more it is a [miss](Port::miss).
    fn update(&mut self, update: TreeUpdate);

    /// Says whether the window has the focus of the desktop.
    fn set_window_focus(&mut self, has_focus: bool);

    /// Says where the inside of the window is, in physical pixels of the screen.
    fn set_window_bounds(&mut self, bounds: Rect);
}

/// The end of the bridge that the system's handlers hold; they call from threads of their own.
#[derive(Debug, Default)]
pub struct Port {
    is_listening: AtomicBool,
    /// Whether the next update has to be the whole tree.
    is_fresh: AtomicBool,
    requests: Mutex<Vec<ActionRequest>>,
    wake: Mutex<Option<UnboundedSender<()>>>,
}

impl Port {
    /// Somebody listens from now on: the next update is the whole tree.
    pub fn activate(&self) {
        self.is_fresh.store(true, Ordering::Release);
        self.is_listening.store(true, Ordering::Release);
        self.wake();
    }

    /// Nobody listens any more.
    pub fn deactivate(&self) {
        self.is_listening.store(false, Ordering::Release);
    }

    /// An update reached nobody: should somebody listen again, the next one has to be the whole tree.
    pub fn miss(&self) {
        self.is_fresh.store(true, Ordering::Release);
    }

    /// Passes a request on to the window.
    pub fn request(&self, request: ActionRequest) {
        lock(&self.requests).push(request);
        self.wake();
    }

    fn wake(&self) {
        if let Some(wake) = &*lock(&self.wake) {
            // The program ends; nobody is left to wake.
            let _ = wake.unbounded_send(());
        }
    }

    /// Something for each time that the program is to be woken.
    pub(super) fn listen(&self) -> UnboundedReceiver<()> {
        let (wake, wakeups) = unbounded();
        // Something may have been asked before anybody could be woken.
        if self.is_listening() {
            let _ = wake.unbounded_send(());
        }
        *lock(&self.wake) = Some(wake);
        wakeups
    }

    /// Whether anybody listens.
    pub(super) fn is_listening(&self) -> bool {
        self.is_listening.load(Ordering::Acquire)
    }

    /// Whether the next update has to be the whole tree. It is taken for sent.
    pub(super) fn begins_anew(&self) -> bool {
        self.is_fresh.swap(false, Ordering::AcqRel)
    }

    /// The requests that arrived since the last call, oldest first.
    pub(super) fn take_requests(&self) -> Vec<ActionRequest> {
        if self.is_listening() { std::mem::take(&mut *lock(&self.requests)) } else { Vec::new() }
    }
}

/// These values are whole at any moment, so a panic of another thread does not make them unusable.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
