//! How a control looks.

use iced::{Background, Border, Color, Shadow};

/// What the pointer does with a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nothing; the control can be pressed.
    Active,
    /// It is over the control.
    Hovered,
    /// It holds the control down.
    Pressed,
    /// Nothing can be done with the control.
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
    /// The colour of texts in the child that have none of their own; `None` leaves it as it is around the
    /// control.
    pub text_color: Option<Color>,
    /// The colour of the focus ring; `None` takes the theme's primary colour.
    pub ring: Option<Color>,
}
