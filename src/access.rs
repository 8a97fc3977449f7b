//! Keyboard focus and the accessibility tree.
//!
//! Owns what iced lacks: controls that can be reached by the keyboard, the accessibility tree, and the bridge to assistive
//! technology. Knows iced and AccessKit and nothing of the application: every word and every colour is an argument.
//!
//! Everything that can be pressed is a [`control()`] with a role, a name, a child that draws it, and colours. Without a
//! message it is disabled. A button:
//!
//! ```
//! use iced::widget::text;
//! use nameplate::access::{Control, Role, control, control::{Status, Style}};
//!
//! fn button<'a, Message>(name: &'a str, on_press: Option<Message>) -> Control<'a, Message> {
//!     control(Role::Button, name, text(name).size(14))
//!         .on_press(on_press)
//!         .padding([0, 14])
//!         .height(38)
//!         .style(|theme, status| Style {
//!             background: (status == Status::Hovered).then(|| theme.palette().primary.into()),
//!             border: iced::border::rounded(8),
//!             ..Style::default()
//!         })
//! }
//! ```
//!
//! Radio buttons are controls in a [`group()`]. The group is one stop of the Tab key, and the arrow keys move in it. Tabs
//! and the items of a menu are the same with other roles. A check box is a control with `checked`.
//!
//! ```
//! use iced::widget::{row, text};
//! use nameplate::access::{Control, Group, Role, control, group};
//!
//! # #[derive(Clone, Copy, PartialEq)] enum Gender { Male, Female }
//! # #[derive(Clone)] enum Message { Chose(Gender) }
//! fn gender<'a>(chosen: Option<Gender>) -> Group<'a, Message> {
//!     let radio = |name: &'a str, gender| -> Control<'a, Message> {
//!         control(Role::RadioButton, name, text(name))
//!             .checked(chosen == Some(gender))
//!             .on_press(Message::Chose(gender))
//!     };
//!     let buttons = row![radio("Male", Gender::Male), radio("Female", Gender::Female)];
//!     group(buttons, Role::RadioGroup, "Gender")
//! }
//! ```
//!
//! Whatever cannot be pressed gets its role and name from [`labelled()`]: images, lists and their items, headings,
//! status texts that are announced when they change, and dialogs. The [`root()`] around everything handles the Tab key. It
//! keeps the focus in the topmost dialog and gives it back afterwards.
//!
//! ```
//! use iced::widget::{column, stack, text};
//! use nameplate::access::{self, Live, Role, control, labelled};
//!
//! # #[derive(Clone)] enum Message { Asked, Left, Stayed }
//! fn view<'a>(is_asking: bool, changes: &'a str) -> iced::Element<'a, Message> {
//!     let button = |name: &'a str, message| control(Role::Button, name, text(name)).on_press(message);
//!     let screen = column![
//!         labelled(text(changes), Role::Status, changes).live(Live::Polite),
//!         button("Sign out", Message::Asked),
//!     ];
//!     let dialog = is_asking.then(|| {
//!         let buttons = column![button("Leave", Message::Left), button("Stay", Message::Stayed)];
//!         labelled(buttons, Role::AlertDialog, "Leave without saving?").modal()
//!     });
//!     access::root(stack![screen].push(dialog), "Nameplate").into()
//! }
//! ```
//!
//! A control keeps its state, above all the focus, from one view to the next, even if its place in the view changes. It is
//! found by a key within a [`scope()`]: its id, else its role and name. A control whose name changes needs a key of its own,
//! which [`Control::known_as`] sets.
//!
//! A [`Bridge`] connects the window to the assistive technology of the system:
//!
//! ```
//! use iced::{Element, Subscription, Task, widget::text};
//! use nameplate::access::{self, Bridge};
//!
//! struct App { bridge: Bridge }
//! enum Message { Wake }
//!
//! fn new() -> (App, Task<Message>) {
//!     let bridge = Bridge::new();
//!     let start = bridge.start();
//!     (App { bridge }, start)
//! }
//! fn update(_app: &mut App, message: Message) {
//!     match message {
//!         Message::Wake => {} // the redraw that follows does it
//!     }
//! }
//! fn subscription(app: &App) -> Subscription<Message> {
//!     app.bridge.wakeups().map(|()| Message::Wake)
//! }
//! fn view(app: &App) -> Element<'_, Message> {
//!     access::root(text("Hello"), "Nameplate").bridge(&app.bridge).into()
//! }
//! ```
//!
//! [`mirror()`] lays out a row in the direction of reading. It does not change the order of the children, which is the order
//! of the Tab key and of screen readers in every language.

pub mod bridge;
pub mod collector;
pub mod control;
pub mod exposed;
pub mod focus;
pub mod group;
pub mod identity;
pub mod labelled;
pub mod mirror;
pub(crate) mod pass_on;
pub mod reveal_whole;
pub mod ring;
pub mod root;
pub mod scope;
pub mod text;
pub mod watch;

pub use bridge::{Bridge, SHOWS_WINDOW};
pub use collector::{Collector, Found, Tree};
pub use control::{Control, Range, control};
pub use exposed::Exposed;
pub use focus::focus_if_lost;
pub use group::{Group, group};
pub use labelled::{Labelled, labelled};
pub use mirror::{Mirror, mirror};
pub use reveal_whole::reveal_whole;
pub use root::{Root, root};
pub use scope::scope;

pub use accesskit::{Live, Orientation, Role};

use iced::keyboard::{Key, key::Named};

/// The name of a pressed key, from `key` and `modified_key` of its event. With Num Lock, the arrow keys of a number pad have
/// a digit as `modified_key`; then there is no name.
#[must_use]
pub fn named_key(key: &Key, modified: &Key) -> Option<Named> {
    match (key, modified) {
        (Key::Named(_), Key::Character(_)) | (Key::Character(_) | Key::Unidentified, _) => None,
        (Key::Named(key), _) => Some(*key),
    }
}

#[cfg(test)]
pub(crate) mod tests;
