//! Everything that needs neither a display nor a network beyond the loopback, in one binary: linking is slow.

#[path = "headless/driver.rs"]
mod driver;
mod support;
