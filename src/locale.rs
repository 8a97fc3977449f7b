//! Languages: every sentence a person reads, digits, dates, sizes, and which way text runs.
//!
//! Sentences live in `assets/locale/{en,fa}/*.ftl`; a test keeps the two languages in step with each other
//! and with the ids in the source. Knows nothing of iced, the screens or the server.

pub mod date;
pub mod digits;
pub mod foreign;
mod system;

#[cfg(test)]
mod tests;

pub use date::Calendar;
pub use foreign::{copied, display, initials, spoken};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use std::borrow::Cow;
use std::fmt;

/// A language of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Persian.
    Persian,
}

/// Which way a language is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// English.
    LeftToRight,
    /// Persian.
    RightToLeft,
}

/// A value in a sentence.
#[derive(Debug, Clone)]
pub enum Arg<'a> {
    /// A count, written in the language's digits and used to choose the plural. Exact up to 2^53.
    Number(u64),
    /// A text of this program's own, put in as it is.
    Text(Cow<'a, str>),
    /// A text from the server or the person: isolated, so that it cannot disturb the sentence.
    Foreign(Cow<'a, str>),
}

/// The sentences of one language.
pub struct Locale {
    language: Language,
    calendar: Calendar,
    bundle: FluentBundle<FluentResource>,
}

impl Language {
    /// All languages, in the order of the menu.
    pub const ALL: [Self; 2] = [Self::English, Self::Persian];

    /// The language tag, `en` or `fa`, as in the settings and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Persian => "fa",
        }
    }

    /// The name of the language in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Persian => "فارسی",
        }
    }

    /// Which way it is read.
    pub fn direction(self) -> Direction {
        match self {
            Self::English => Direction::LeftToRight,
            Self::Persian => Direction::RightToLeft,
        }
    }

    /// The language of a tag such as `fa`, `fa-IR`, `fa_IR.UTF-8` or `en-GB`, if it is one of ours.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.trim().split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|ours| ours.code().eq_ignore_ascii_case(language))
    }

    fn files(self) -> [&'static str; 7] {
        match self {
            Self::English => [
                include_str!("../assets/locale/en/general.ftl"),
                include_str!("../assets/locale/en/sign-in.ftl"),
                include_str!("../assets/locale/en/profile.ftl"),
                include_str!("../assets/locale/en/photo.ftl"),
                include_str!("../assets/locale/en/errors.ftl"),
                include_str!("../assets/locale/en/menu.ftl"),
                include_str!("../assets/locale/en/settings.ftl"),
            ],
            Self::Persian => [
                include_str!("../assets/locale/fa/general.ftl"),
                include_str!("../assets/locale/fa/sign-in.ftl"),
                include_str!("../assets/locale/fa/profile.ftl"),
                include_str!("../assets/locale/fa/photo.ftl"),
                include_str!("../assets/locale/fa/errors.ftl"),
                include_str!("../assets/locale/fa/menu.ftl"),
                include_str!("../assets/locale/fa/settings.ftl"),
            ],
        }
    }
}

impl Locale {
    /// Loads a language. The files are part of the program, so this cannot fail.
    pub fn new(language: Language) -> Self {
        let tag: LanguageIdentifier = language.code().parse().expect("our codes are language tags");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Foreign values are isolated by `display`; isolating our own words as well would only cost shaping.
        bundle.set_use_isolating(false);
        if language == Language::Persian {
            bundle.set_formatter(Some(|value, _| match value {
                FluentValue::Number(number) => Some(digits::persian(&number.as_string())),
                _ => None,
            }));
        }
        for file in language.files() {
            // A test keeps the files free of mistakes; here what can be read is better than nothing.
            let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(rest, _)| rest);
            bundle.add_resource_overriding(resource);
        }
        Self { language, calendar: language.calendar(), bundle }
    }

    /// The same with dates in another calendar than the language's own.
    pub fn with_calendar(self, calendar: Calendar) -> Self {
        Self { calendar, ..self }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Which way it is read.
    pub fn direction(&self) -> Direction {
        self.language.direction()
    }

    /// The sentence called `id`. A missing one shows its name, which a test forbids.
    pub fn tr(&self, id: &'static str) -> String {
        self.tr_with(id, &[])
    }

    /// The sentence called `id` with its values.
    pub fn tr_with(&self, id: &'static str, args: &[(&'static str, Arg<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            log::error!("there is no sentence called {id}");
            return id.to_owned();
        };
        let values: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.to_fluent())).collect();
        let mut errors = Vec::new();
        let sentence = self.bundle.format_pattern(pattern, Some(&values), &mut errors);
        if !errors.is_empty() {
            log::error!("the sentence {id} lacks a value");
        }
        sentence.into_owned()
    }

    /// Several things in one line, with the separator of the language between them.
    pub fn list(&self, pieces: &[String]) -> String {
        pieces.join(&self.tr("general-list-separator"))
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Locale").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Arg<'_> {
    fn to_fluent(&self) -> FluentValue<'_> {
        match self {
            Self::Number(number) => FluentValue::from(*number),
            Self::Text(text) => FluentValue::String(Cow::Borrowed(text)),
            Self::Foreign(text) => FluentValue::String(Cow::Owned(display(text))),
        }
    }
}

impl From<u64> for Arg<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}
