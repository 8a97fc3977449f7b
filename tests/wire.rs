//! The API layer over real sockets on loopback: no network, no certificates of the system, no display.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, and so may its helpers")]

#[path = "wire/client.rs"]
mod client;
#[path = "support/scripted_server.rs"]
mod scripted_server;
