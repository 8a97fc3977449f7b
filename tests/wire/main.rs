//! Requests and answers on the loopback interface: the API layer with a scripted server, and the built-in server with the table
//! of exchanges. It needs no network, no certificates of the system and no display.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, and so may its helpers")]

mod behaviour;
mod client;
#[path = "../support/editing.rs"]
mod editing;
#[path = "../support/exchange/mod.rs"]
mod exchange;
mod exchanges;
#[path = "../support/scripted_server.rs"]
mod scripted_server;
#[path = "../support/socks_proxy.rs"]
mod socks_proxy;
#[path = "../support/walk.rs"]
mod walk;
