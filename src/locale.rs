//! Languages: translated sentences, digits, dates, sizes, and text direction.
//!
//! The sentences are in `assets/locale/{en,fa}/*.ftl`. Tests check that all languages have the same ids, and that they are
//! those in the source. Knows nothing of iced, the screens or the server.

mod amount;
mod calendar;
mod date;
mod digits;
pub mod foreign;
mod language;
mod sentences;

#[cfg(test)]
mod tests;

pub use calendar::Calendar;
pub use foreign::{copied, display, initials, spoken};
pub use language::{Direction, Language};
pub use sentences::Arg;

use date::Style;
use sentences::Sentences;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use std::fmt;
use std::time::Duration;

/// A language with its sentences, digits and units, and a calendar.
pub struct Locale {
    sentences: Sentences,
    calendar: Calendar,
    direction: Direction,
}

impl Locale {
    /// Loads a language. The files are part of the program, so this cannot fail.
    pub fn new(language: Language) -> Self {
        let sentences = Sentences::new(language);
        Self { sentences, calendar: language.calendar(), direction: language.direction() }
    }

    /// The same language with another calendar.
    pub fn with_calendar(self, calendar: Calendar) -> Self {
        Self { calendar, ..self }
    }

    /// The same with a direction of the window that differs from the language.
    pub fn running(self, direction: Direction) -> Self {
        Self { direction, ..self }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.sentences.language()
    }

    /// The direction of the window.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The sentence with this id. A missing sentence is shown as its id; tests check that none is missing.
    pub fn tr(&self, id: &'static str) -> String {
        self.sentences.tr(id)
    }

    /// The sentence with this id and values.
    pub fn tr_with(&self, id: &'static str, args: &[(&'static str, Arg<'_>)]) -> String {
        self.sentences.tr_with(id, args)
    }

    /// Joins items with the list separator of the language.
    pub fn list(&self, pieces: &[String]) -> String {
        pieces.join(&self.tr("general-list-separator"))
    }

    /// A number in the digits of the language, without digit grouping: counts are small here, and larger numbers are ids, years
    /// or status codes.
    pub fn number(&self, number: u64) -> String {
        self.digits(&number.to_string())
    }

    /// Replaces ASCII digits in a text by those of the language.
    pub fn digits(&self, text: &str) -> String {
        digits::of(self.language(), text)
    }

    /// The size of a file: "96 KB", "12.4 MB".
    pub fn size(&self, bytes: u64) -> String {
        amount::size(&self.sentences, bytes)
    }

    /// A percentage, from 0 to 100.
    pub fn percent(&self, percent: u64) -> String {
        amount::percent(&self.sentences, percent)
    }

    /// A time to wait, rounded up: "30 seconds", "3 minutes".
    pub fn wait(&self, time: Duration) -> String {
        amount::wait(&self.sentences, time)
    }

    /// "just now", "3 hours ago", "yesterday", "3 days ago". A future time, which a wrong clock can give, is "just now".
    pub fn relative(&self, then: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        date::relative(&self.sentences, then, now, zone)
    }

    /// "22 Nov 2025".
    pub fn short_date(&self, then: Timestamp, zone: &TimeZone) -> String {
        date::absolute(&self.sentences, self.calendar, Style::Short, then, zone)
    }

    /// "November 2025".
    pub fn month_and_year(&self, then: Timestamp, zone: &TimeZone) -> String {
        date::absolute(&self.sentences, self.calendar, Style::MonthAndYear, then, zone)
    }

    /// "22 November 2025, 10:42", with a 24-hour clock.
    pub fn exact(&self, then: Timestamp, zone: &TimeZone) -> String {
        date::absolute(&self.sentences, self.calendar, Style::Exact, then, zone)
    }

    /// The shortest clear form: "10:42" for today, "yesterday, 10:42", or "22 November 2025, 10:42".
    pub fn moment(&self, then: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        date::moment(&self.sentences, self.calendar, then, now, zone)
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Locale").field("language", &self.language()).finish_non_exhaustive()
    }
}
