//! Keyboard focus and the accessibility tree.
//!
//! Owns what stock iced lacks: controls that the keyboard reaches, a tree that assistive technology reads, and
//! the bridge between the two. Knows iced and AccessKit and nothing of the application: every word and every
//! colour is an argument.
//!
//! A thing that is not pressed gets a role and a name:
//!
//! ```
//! use iced::widget::text;
//! use nameplate::access::{self, Role};
//!
//! # fn view<'a>() -> iced::Element<'a, ()> {
//! access::labelled(text("3 changes"), Role::Status, "3 changes").live(access::Live::Polite).into()
//! # }
//! ```

pub mod collector;
pub mod exposed;
pub mod labelled;
pub mod text;

pub use collector::{Collector, Found, Tree};
pub use exposed::Exposed;
pub use labelled::{Labelled, labelled};

pub use accesskit::{Live, Role};
