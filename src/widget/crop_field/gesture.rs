//! The gestures of the crop field.

use iced::{Size, Vector};

/// A gesture in the field. Distances are in logical pixels, positions are relative to its middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gesture {
    /// The field has another size.
    Resized(Size),
    /// The picture was dragged by this distance.
    Dragged(Vector),
    /// The picture was zoomed by this factor around this position.
    Zoomed(f32, Vector),
    /// Dragging ended.
    Released,
    /// A double click, which shows the whole picture.
    Fitted,
    /// The action of a key.
    Act(Act),
}

/// The action of a key in the field; there is also a button for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Moves the square (right, down) by a percentage of its side.
    Move(i8, i8),
    /// Zooms in one step.
    ZoomIn,
    /// Zooms out one step.
    ZoomOut,
    /// A quarter turn counter-clockwise.
    RotateLeft,
    /// A quarter turn clockwise.
    RotateRight,
    /// Swaps left and right.
    Flip,
    /// Moves to the middle of the picture.
    Centre,
    /// Goes back to the start.
    Reset,
    /// Undoes a step.
    Undo,
    /// Redoes a step.
    Redo,
    /// Uses the photo.
    Accept,
}
