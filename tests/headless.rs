//! Everything that needs neither a display nor a network beyond the loopback, in one binary: linking is slow.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, and so may its helpers")]

#[path = "headless/delivery.rs"]
mod delivery;
#[path = "headless/driver.rs"]
mod driver;
#[path = "headless/flows.rs"]
mod flows;
#[path = "headless/focus.rs"]
mod focus;
#[path = "headless/foreign.rs"]
mod foreign;
#[path = "headless/groups.rs"]
mod groups;
#[path = "headless/identity.rs"]
mod identity;
#[path = "headless/keyboard.rs"]
mod keyboard;
#[path = "headless/making.rs"]
mod making;
#[path = "headless/partial.rs"]
mod partial;
#[path = "headless/photo.rs"]
mod photo;
#[path = "headless/pictures.rs"]
mod pictures;
#[path = "headless/places.rs"]
mod places;
#[path = "headless/previews.rs"]
mod previews;
#[path = "headless/redraw.rs"]
mod redraw;
#[path = "headless/refusals.rs"]
mod refusals;
#[path = "headless/relayout.rs"]
mod relayout;
#[path = "headless/served.rs"]
mod served;
#[path = "headless/sign_out.rs"]
mod sign_out;
mod support;
#[path = "headless/tree.rs"]
mod tree;
