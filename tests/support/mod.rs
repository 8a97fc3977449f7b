//! Code that several test programs share.
#![allow(dead_code, reason = "every test binary uses its own part of this")]

pub(crate) mod boxes;
pub(crate) mod driver;
pub(crate) mod picture;
pub(crate) mod places;
pub(crate) mod window;

pub(crate) mod desk;
