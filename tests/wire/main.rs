//! What goes over the wire, on loopback only: the API layer against a scripted server, the built-in server
//! against the table of exchanges. No network, no certificates of the system, no display.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, and so may its helpers")]

mod client;
#[path = "../support/editing.rs"]
mod editing;
#[path = "../support/exchange/mod.rs"]
mod exchange;
mod exchanges;
mod knobs;
#[path = "../support/scripted_server.rs"]
mod scripted_server;
#[path = "../support/socks_proxy.rs"]
mod socks_proxy;
#[path = "../support/walk.rs"]
mod walk;
