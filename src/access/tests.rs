//! Tests of keyboard, pointer and assistive technology in a window without a display.

mod bridge;
mod identity;
mod keyboard;
mod tree;
pub(crate) mod window;
