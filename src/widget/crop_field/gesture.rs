//! What can be done in the crop field.

use iced::{Size, Vector};

/// What a person does in the field. Distances are logical pixels, places are seen from its middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gesture {
    /// The field has another size.
    Resized(Size),
    /// The picture is dragged on by this much.
    Dragged(Vector),
    /// The picture is made so many times larger around this place.
    Zoomed(f32, Vector),
    /// Nothing is held any more.
    Released,
    /// The whole picture is wanted: a double click.
    Fitted,
    /// A key.
    Act(Act),
}

/// What a key in the field does; there is a button for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Moves the square by so many percent of its side, to the right and down.
    Move(i8, i8),
    /// A step closer.
    ZoomIn,
    /// A step away.
    ZoomOut,
    /// A quarter turn counter-clockwise.
    RotateLeft,
    /// A quarter turn clockwise.
    RotateRight,
    /// Left and right change places.
    Flip,
    /// To the middle of the picture.
    Centre,
    /// As it was at first.
    Reset,
    /// Takes a step back.
    Undo,
    /// Does it again.
    Redo,
    /// Uses what is chosen.
    Accept,
}
