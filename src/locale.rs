//! Languages: every sentence a person reads, digits, dates, sizes, and which way text runs.
//!
//! Sentences live in `assets/locale/{en,fa}/*.ftl`; a test keeps the two languages in step with each other
//! and with the ids in the source. Knows nothing of iced, the screens or the server.

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

/// A language as it is used: its sentences, digits and sizes, and dates in a calendar.
pub struct Locale {
    sentences: Sentences,
    calendar: Calendar,
}

impl Locale {
    /// Loads a language. The files are part of the program, so this cannot fail.
    pub fn new(language: Language) -> Self {
        Self { sentences: Sentences::new(language), calendar: language.calendar() }
    }

    /// The same with dates in another calendar than the language's own.
    pub fn with_calendar(self, calendar: Calendar) -> Self {
        Self { calendar, ..self }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.sentences.language()
    }

    /// Which way it is read.
    pub fn direction(&self) -> Direction {
        self.language().direction()
    }

    /// The sentence called `id`. A missing one shows its name, which a test forbids.
    pub fn tr(&self, id: &'static str) -> String {
        self.sentences.tr(id)
    }

    /// The sentence called `id` with its values.
    pub fn tr_with(&self, id: &'static str, args: &[(&'static str, Arg<'_>)]) -> String {
        self.sentences.tr_with(id, args)
    }

    /// Several things in one line, with the separator of the language between them.
    pub fn list(&self, pieces: &[String]) -> String {
        pieces.join(&self.tr("general-list-separator"))
    }

    /// A number in the language's digits. Nothing is grouped: the counts here are small, and the larger
    /// ones are names (a group's number, a year, a status).
    pub fn number(&self, number: u64) -> String {
        self.digits(&number.to_string())
    }

    /// A text of this program's own with its ASCII digits in those of the language.
    pub fn digits(&self, text: &str) -> String {
        digits::of(self.language(), text)
    }

    /// The size of a file: "96 KB", "12.4 MB".
    pub fn size(&self, bytes: u64) -> String {
        amount::size(&self.sentences, bytes)
    }

    /// A share in per cent, from 0 to 100.
    pub fn percent(&self, percent: u64) -> String {
        amount::percent(&self.sentences, percent)
    }

    /// How long to wait, rounded up: "30 seconds", "3 minutes".
    pub fn wait(&self, time: Duration) -> String {
        amount::wait(&self.sentences, time)
    }

    /// "just now", "3 hours ago", "yesterday", "3 days ago". A time that is still to come, as a wrong clock
    /// makes it, is "just now".
    pub fn relative(&self, then: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        date::relative(&self.sentences, then, now, zone)
    }

    /// "22 Nov 2025".
    pub fn short_date(&self, then: Timestamp, zone: &TimeZone) -> String {
        date::absolute(&self.sentences, self.calendar, Style::Short, then, zone)
    }

    /// "Nov 2025".
    pub fn month_and_year(&self, then: Timestamp, zone: &TimeZone) -> String {
        date::absolute(&self.sentences, self.calendar, Style::MonthAndYear, then, zone)
    }

    /// "22 November 2025, 10:42", in 24 hours.
    pub fn exact(&self, then: Timestamp, zone: &TimeZone) -> String {
        date::absolute(&self.sentences, self.calendar, Style::Exact, then, zone)
    }

    /// "10:42" for today, "yesterday, 10:42", "22 November 2025, 10:42": as short as it can be without doubt.
    pub fn moment(&self, then: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        date::moment(&self.sentences, self.calendar, then, now, zone)
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Locale").field("language", &self.language()).finish_non_exhaustive()
    }
}
