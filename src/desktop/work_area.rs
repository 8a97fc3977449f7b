//! The work area, which is the part of the screen that no panel covers, and the place of the window in it. A window that is
//! larger than the work area would have hidden buttons.
//!
//! Only X11 tells the work area. On Wayland and on other systems the size of the whole screen is used instead, which winit
//! knows once the window is open.

mod place;
#[cfg(target_os = "linux")]
mod x11;

pub use place::{Change, Space, WorkArea};

use futures_util::Stream;

impl WorkArea {
    /// Asks the X server, which takes less than a millisecond. None if the work area is not known before the window opens.
    pub fn measure() -> Option<Self> {
        #[cfg(target_os = "linux")]
        return if is_supported() { x11::measure().ok() } else { None };
        #[cfg(not(target_os = "linux"))]
        None
    }
}

/// Whether the work area is known on this desktop, so that [`follow`] yields anything.
pub fn is_supported() -> bool {
    cfg!(target_os = "linux") && !super::is_wayland()
}

/// The space for a window and the place of the window, now and whenever they change, for example with the resolution, the
/// monitors or the panels. `window` is its number in the X server. Ends at once if not [`is_supported`].
pub fn follow(window: u64) -> impl Stream<Item = Change> + Send + 'static {
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
    #[cfg(target_os = "linux")]
    if let (true, Ok(window)) = (is_supported(), u32::try_from(window)) {
        // The thread only waits for the server, and ends with the program.
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
