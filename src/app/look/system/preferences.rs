//! The preferences of the system.

/// The preferences of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences {
    /// Dark colours.
    pub dark: bool,
    /// High contrast, which takes precedence over dark colours.
    pub contrast: bool,
    /// No animations.
    pub reduced_motion: bool,
    /// The size of text in percent. 100 if the system makes it a part of the scale of windows.
    pub text_size: u16,
}

impl Default for Preferences {
    /// The preferences if nothing was set.
    fn default() -> Self {
        Self { dark: false, contrast: false, reduced_motion: false, text_size: 100 }
    }
}
