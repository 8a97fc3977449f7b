//! The data about a window and its screen.

/// The size of the work area before the window opens, and the scale of its screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WorkArea {
    /// Width in pixels of the screen.
    pub width: u32,
    /// Height in pixels of the screen.
    pub height: u32,
    /// Physical pixels for each logical pixel, as winit will choose it.
    pub scale: f32,
}

/// The space for the inside of a window: the work area without the title bar and the edges of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// Width in pixels of the screen.
    pub width: u32,
    /// Height in pixels of the screen.
    pub height: u32,
    /// Where the upper left corner of the window's frame must be moved so that the whole window is visible, in pixels of
    /// the screen. None if it need not move. Not every window manager moves it when the work area changes.
    pub corner: Option<(i32, i32)>,
}

/// Something about a window that has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The space for it.
    Space(Space),
    /// The upper left corner of its inside, in pixels of the screen. winit only tells the corner of the frame.
    Moved((i32, i32)),
}
