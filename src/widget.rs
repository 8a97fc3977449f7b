//! What the screens are built from.

pub mod text_field;
