//! The work area: the part of the screen that no panel covers. A window that is larger hides its buttons. And where in it
//! the window is.
//!
//! Only X11 tells it. On Wayland and on other systems the size of the whole screen has to do, which winit knows once the
//! window is there.

#[cfg(target_os = "linux")]
mod x11;

use futures_util::Stream;

/// The work area before there is a window, and how dense the screen is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WorkArea {
    /// Width in pixels of the screen.
    pub width: u32,
    /// Height in pixels of the screen.
    pub height: u32,
    /// Pixels of the screen for each logical one, as winit is about to choose it.
    pub scale: f32,
}

/// What the work area leaves for the inside of a window: its title bar and edges take the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Width in pixels of the screen.
    pub width: u32,
    /// Height in pixels of the screen.
    pub height: u32,
    /// Where the upper left corner of the window's frame has to go for all of it to be seen, in pixels of the screen.
    /// `None` where it is well as it is. Not every window manager sees to that itself when the work area changes.
    pub corner: Option<(i32, i32)>,
}

/// What the X server tells of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The room for it.
    Room(Room),
    /// Where the upper left corner of its inside is now, in pixels of the screen: winit tells that of the frame.
    Moved((i32, i32)),
}

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
