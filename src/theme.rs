//! Colours, type, space and shape.
