//! The API layer over real sockets on loopback: no network, no certificates of the system, no display.

#[path = "wire/client.rs"]
mod client;
#[path = "support/scripted_server.rs"]
mod scripted_server;
