//! A window without a display, and what the keyboard, the pointer and assistive technology do in it.

mod bridge;
mod identity;
mod keyboard;
mod tree;
pub(crate) mod window;
