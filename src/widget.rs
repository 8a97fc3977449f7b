//! What the screens are built from: controls, text, cards, banners, dialogs.
//!
//! Everything here takes a [`Ui`] first: the words, the direction of reading and the colours of this frame.
//! Nothing here knows a screen, a profile or a server.

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
pub mod radio;
pub mod rows;
pub mod scroll;
pub mod slider;
pub mod spinner;
pub mod stack;
pub mod text;
pub mod text_field;
pub mod tip;

use crate::locale::{Arg, Direction, Locale};
use crate::theme::{Palette, size};

use iced::alignment::Horizontal;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use std::sync::LazyLock;

/// What every view needs to draw itself. Made anew for each frame; cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Ui<'a> {
    /// Words, digits, dates.
    pub locale: &'a Locale,
    /// Colours.
    pub palette: &'static Palette,
    /// The moment against which "3 days ago" is told.
    pub now: Timestamp,
    /// The time zone of this machine.
    pub zone: &'a LazyLock<TimeZone>,
    /// Width and height of the window in logical pixels.
    pub window: iced::Size,
    /// Whether things may move on their own.
    pub motion: Motion,
}

/// Whether things may move on their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Motion {
    /// They may.
    #[default]
    Full,
    /// The system asks for less: nothing does.
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

    /// Whether there is room for one column only.
    pub fn is_narrow(&self) -> bool {
        self.window.width < size::NARROW
    }

    /// Whether text and layout run from right to left.
    pub fn is_rtl(&self) -> bool {
        self.locale.language().direction() == Direction::RightToLeft
    }

    /// The side where a line begins.
    pub fn start(&self) -> Horizontal {
        if self.is_rtl() { Horizontal::Right } else { Horizontal::Left }
    }

    /// The side where a line ends.
    pub fn end(&self) -> Horizontal {
        if self.is_rtl() { Horizontal::Left } else { Horizontal::Right }
    }
}
