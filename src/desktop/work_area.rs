//! The work area: the part of the screen that no panel covers. A window that is larger hides its buttons. And where in it
//! the window is.
//!
//! Only X11 tells it. On Wayland and on other systems the size of the whole screen has to do, which winit knows once the
//! window is there.

mod place;
#[cfg(target_os = "linux")]
mod x11;

pub use place::{Change, Room, WorkArea};

use futures_util::Stream;

impl WorkArea {
    /// Asks the X server, which takes less than a millisecond. `None` where it is not known before the window opens.
    pub fn measure() -> Option<Self> {
        #[cfg(target_os = "linux")]
        return if tells_room() { x11::measure().ok() } else { None };
        #[cfg(not(target_os = "linux"))]
        None
    }
}

/// Whether [`follow`] tells anything here.
pub fn tells_room() -> bool {
    cfg!(target_os = "linux") && !super::is_wayland()
}

/// The room for this window, by the number it has in the X server, now and whenever it changes (another resolution, a
/// monitor that is gone, a panel), and where the window is. Ends at once where [`tells_room`] says no.
pub fn follow(window: u64) -> impl Stream<Item = Change> + Send + 'static {
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
    #[cfg(target_os = "linux")]
    if let (true, Ok(window)) = (tells_room(), u32::try_from(window)) {
        // It waits for the server nearly all the time, and ends with the program.
        let thread = std::thread::Builder::new().name("work-area".to_owned());
        drop(thread.spawn(move || x11::follow(window, |change| sender.send(change).is_ok())));
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (window, sender);
    futures_util::stream::unfold(
        receiver,
        async |mut receiver: tokio::sync::mpsc::UnboundedReceiver<Change>| {
            receiver.recv().await.map(|change| (change, receiver))
        },
    )
}
