//! The sentences of one language, found by their ids and filled with values.

use super::digits;
use super::foreign::display;
use super::language::Language;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use intl_memoizer::Memoizable;
use unic_langid::LanguageIdentifier;

use std::borrow::Cow;

/// A value in a sentence.
#[derive(Debug, Clone)]
pub enum Arg<'a> {
    /// A count in the digits of the language, which also selects the plural. Exact up to 2^53.
    Number(u64),
    /// A text of this program, used unchanged.
    Text(Cow<'a, str>),
    /// A text from the server or the person: isolated, so that it cannot change the direction of the sentence.
    Foreign(Cow<'a, str>),
}

/// All sentences of a language.
pub(super) struct Sentences {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Sentences {
    /// Loads a language. The files are part of the program, so this cannot fail.
    pub(super) fn new(language: Language) -> Self {
        let tag: LanguageIdentifier = language.code().parse().expect("our codes are language tags");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // `display` isolates foreign values. Isolating other values would only make text shaping slower.
        bundle.set_use_isolating(false);
        if digits::are_own(language) {
            bundle.set_formatter(Some(|value, made| match value {
                FluentValue::Number(number) => {
                    let written = |reader: &FormatterLanguage| digits::of(reader.0, &number.as_string());
                    made.with_try_get_threadsafe((), written).ok()
                }
                _ => None,
            }));
        }
        for file in language.files() {
            // Tests check that the files have no mistakes; else the readable part is used.
            let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(rest, _)| rest);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// Their language.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// The sentence with this id. A missing sentence is shown as its id; tests check that none is missing.
    pub(super) fn tr(&self, id: &'static str) -> String {
        self.tr_with(id, &[])
    }

    /// The sentence with this id and values.
    pub(super) fn tr_with(&self, id: &'static str, args: &[(&'static str, Arg<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            tracing::error!(id, "there is no such sentence");
            return id.to_owned();
        };
        let values: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.to_fluent())).collect();
        let mut errors = Vec::new();
        let sentence = self.bundle.format_pattern(pattern, Some(&values), &mut errors);
        if !errors.is_empty() {
            tracing::error!(id, "a sentence lacks a value");
        }
        sentence.into_owned()
    }
}

/// The language for the number formatter: Fluent gives it only values that are constructed from the language tag.
struct FormatterLanguage(Language);

impl Memoizable for FormatterLanguage {
    type Args = ();
    type Error = ();

    fn construct(tag: LanguageIdentifier, (): ()) -> Result<Self, ()> {
        Language::from_tag(&tag.to_string()).map(Self).ok_or(())
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
