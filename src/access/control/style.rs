//! How a control looks.

use iced::{Background, Border, Color, Shadow};

/// The status of a control, on which its style depends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It can be pressed, and the pointer is elsewhere.
    Active,
    /// The pointer is over it.
    Hovered,
    /// The pointer holds it down.
    Pressed,
    /// It cannot be pressed.
    Disabled,
}

/// How a control looks.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Style {
    /// What is behind the child.
    pub background: Option<Background>,
    /// The edge, and the radius of the corners.
    pub border: Border,
    /// The shadow of the whole.
    pub shadow: Shadow,
    /// The colour of texts in the child that have no colour of their own; `None` keeps that of the surroundings.
    pub text_color: Option<Color>,
    /// The colour of the focus ring; `None` takes the theme's primary colour.
    pub ring: Option<Color>,
}
