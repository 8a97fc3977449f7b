//! The sentences of one language, looked up by their names and filled with values.

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
    /// A count, written in the language's digits and used to choose the plural. Exact up to 2^53.
    Number(u64),
    /// A text of this program's own, put in as it is.
    Text(Cow<'a, str>),
    /// A text from the server or the person: isolated, so that it cannot disturb the sentence.
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
        // Foreign values are isolated by `display`; isolating our own words as well would only cost shaping.
        bundle.set_use_isolating(false);
        if digits::are_own(language) {
            bundle.set_formatter(Some(|value, made| match value {
                FluentValue::Number(number) => {
                    let written = |reader: &Reader| digits::of(reader.0, &number.as_string());
                    made.with_try_get_threadsafe((), written).ok()
                }
                _ => None,
            }));
        }
        for file in language.files() {
            // A test keeps the files free of mistakes; here what can be read is better than nothing.
            let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(rest, _)| rest);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// Their language.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// The sentence called `id`. A missing one shows its name, which a test forbids.
    pub(super) fn tr(&self, id: &'static str) -> String {
        self.tr_with(id, &[])
    }

    /// The sentence called `id` with its values.
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

/// The language of a bundle, for what writes its numbers: Fluent hands that only what can be made of the bundle's tag.
struct Reader(Language);

impl Memoizable for Reader {
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
