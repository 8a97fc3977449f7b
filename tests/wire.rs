//! What goes over the wire, on loopback only: the built-in server against the table of exchanges.

#[path = "support/exchange.rs"]
mod exchange;
#[path = "wire/exchanges.rs"]
mod exchanges;
