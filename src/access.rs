//! Keyboard focus and the accessibility tree.
