//! What is told of a window and of the screen that it is on.

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
