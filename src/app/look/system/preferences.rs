//! What is known of the settings of a system.

/// What the person has set in the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences {
    /// Dark colours.
    pub dark: bool,
    /// High contrast, which takes precedence over dark colours.
    pub contrast: bool,
    /// Nothing that moves on its own.
    pub reduced_motion: bool,
    /// The size of text in percent. 100 if the system makes it a part of the scale of windows.
    pub text_size: u16,
}

impl Default for Preferences {
    /// Nothing was set.
    fn default() -> Self {
        Self { dark: false, contrast: false, reduced_motion: false, text_size: 100 }
    }
}
