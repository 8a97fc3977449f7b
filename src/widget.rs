//! The parts of screens: controls, text, cards, banners, dialogs.
//!
//! Functions take a [`Ui`] as their first argument: the texts, the text direction and the colours of this frame.
//! Knows nothing of screens, profiles and servers.

pub mod arranged;
pub mod avatar;
pub mod backdrop;
pub mod banner;
pub mod button;
pub mod card;
pub mod check;
pub mod columns;
pub mod crop_field;
pub mod dialog;
pub mod direction;
pub mod field;
pub mod floating;
pub mod header;
pub mod messages;
mod needed_hint;
pub mod picture;
pub mod radio;
pub mod rows;
pub mod scroll;
pub mod slider;
pub mod spinner;
pub mod stack;
pub mod text;
pub mod text_field;
pub mod tooltip;

use crate::locale::{Arg, Direction, Locale};
use crate::theme::{Palette, size};

use iced::alignment::Horizontal;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use std::sync::LazyLock;

/// Data for all views of a frame. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Ui<'a> {
    /// Sentences, digits and dates.
    pub locale: &'a Locale,
    /// Colours.
    pub palette: &'static Palette,
    /// The current time, for example for "3 days ago".
    pub now: Timestamp,
    /// The time zone of this machine.
    pub zone: &'a LazyLock<TimeZone>,
    /// Width and height of the window in logical pixels.
    pub window: iced::Size,
    /// Whether animations are allowed.
    pub motion: Motion,
}

/// Whether animations are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Motion {
    /// Animations are allowed.
    #[default]
    Full,
    /// The settings of the system ask for less motion, so there are no animations.
    Reduced,
}

impl Ui<'_> {
    /// A sentence.
    pub fn tr(&self, id: &'static str) -> String {
        self.locale.tr(id)
    }

    /// A sentence with values in it.
    pub fn tr_with(&self, id: &'static str, args: &[(&'static str, Arg<'_>)]) -> String {
        self.locale.tr_with(id, args)
    }

    /// Whether the window has space for one column only.
    pub fn is_narrow(&self) -> bool {
        self.window.width < size::NARROW
    }

    /// Whether text and layout run from right to left.
    pub fn is_rtl(&self) -> bool {
        self.locale.direction() == Direction::RightToLeft
    }

    /// The side where a line starts.
    pub fn start(&self) -> Horizontal {
        if self.is_rtl() { Horizontal::Right } else { Horizontal::Left }
    }

    /// The side where a line ends.
    pub fn end(&self) -> Horizontal {
        if self.is_rtl() { Horizontal::Left } else { Horizontal::Right }
    }
}
