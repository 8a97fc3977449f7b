//! The languages of the interface: the properties of each, and the choice by the settings of the system.
//!
//! Each folder of `assets/locale` is a language, with a `language.toml` and files of sentences. `packaging/build.rs`
//! generates [`Language`] from them, so a new language needs a folder but no code.

use super::calendar::Calendar;

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The properties of a language.
struct Facts {
    code: &'static str,
    own_name: &'static str,
    direction: Direction,
    calendar: Calendar,
    has_persian_letters: bool,
    digits: [char; 10],
    decimal_separator: char,
    files: &'static [&'static str],
}

/// A text direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// English.
    LeftToRight,
    /// Persian.
    RightToLeft,
}

impl Language {
    /// The language tag, such as `en`, for the settings and the command line.
    pub fn code(self) -> &'static str {
        self.facts().code
    }

    /// The name of the language in the language itself.
    pub fn own_name(self) -> &'static str {
        self.facts().own_name
    }

    /// The text direction.
    pub fn direction(self) -> Direction {
        self.facts().direction
    }

    /// Whether it uses ی and ک instead of ي and ك of an Arabic keyboard.
    pub fn has_persian_letters(self) -> bool {
        self.facts().has_persian_letters
    }

    /// The language of a tag such as `fa`, `fa-IR`, `fa_IR.UTF-8` or `en-GB`; `None` if it is not supported.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.trim().split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|ours| ours.code().eq_ignore_ascii_case(language))
    }

    /// The usual calendar.
    pub fn calendar(self) -> Calendar {
        self.facts().calendar
    }

    /// The first supported language in the settings of the system, else the default language.
    pub fn system() -> Self {
        #[cfg(all(unix, not(target_vendor = "apple")))]
        return Self::of_variables(|name| std::env::var(name).ok());
        #[cfg(not(all(unix, not(target_vendor = "apple"))))]
        sys_locale::get_locales().find_map(|tag| Self::from_tag(&tag)).unwrap_or_default()
    }

    /// Reads the variables in the order of POSIX (Base Definitions, 8.2). The list `LANGUAGE` of GNU gettext has priority, but
    /// only if a language is set.
    #[cfg(any(test, all(unix, not(target_vendor = "apple"))))]
    fn of_variables(value: impl Fn(&str) -> Option<String>) -> Self {
        let filled = |name: &str| value(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(filled);
        let Some(locale) = locale.filter(|locale| !is_plain(locale)) else { return Self::default() };
        let list = filled("LANGUAGE").unwrap_or_default();
        let mut wanted = list.split(':').filter(|entry| !entry.is_empty()).chain([locale.as_str()]);
        wanted
            .find_map(|entry| if is_plain(entry) { Some(Self::default()) } else { Self::from_tag(entry) })
            .unwrap_or_default()
    }

    /// Its digits, from 0 to 9.
    pub(super) fn digits(self) -> &'static [char; 10] {
        &self.facts().digits
    }

    /// The decimal separator.
    pub(super) fn decimal_separator(self) -> char {
        self.facts().decimal_separator
    }

    /// The content of its files of sentences.
    pub(super) fn files(self) -> &'static [&'static str] {
        self.facts().files
    }

    fn facts(self) -> &'static Facts {
        &FACTS[self as usize]
    }
}

/// Whether it is the locale without a language: `C`, `POSIX`, `C.UTF-8`.
#[cfg(any(test, all(unix, not(target_vendor = "apple"))))]
fn is_plain(locale: &str) -> bool {
    matches!(locale.split('.').next(), Some("C" | "POSIX"))
}

#[cfg(test)]
mod tests {
    use super::Language::{self, English, Persian};

    #[test]
    fn variables_are_read_in_the_order_of_posix() {
        let cases = [
            ("", English),
            ("LANG=fa_IR.UTF-8", Persian),
            ("LANG=fa", Persian),
            ("LANG=fa_IR@calendar=persian", Persian),
            ("LANG=de_DE.UTF-8", English),
            ("LANG=C.UTF-8", English),
            ("LANG=fa_IR.UTF-8 LC_MESSAGES=en_GB.UTF-8", English),
            ("LANG=en_GB.UTF-8 LC_MESSAGES=fa_IR.UTF-8", Persian),
            ("LANG=en_GB.UTF-8 LC_MESSAGES=en_GB.UTF-8 LC_ALL=fa_IR.UTF-8", Persian),
            // An empty variable counts as not set.
            ("LC_ALL= LC_MESSAGES= LANG=fa_IR.UTF-8", Persian),
            ("LC_ALL=C LANG=fa_IR.UTF-8", English),
            ("LC_ALL=POSIX LANG=fa_IR.UTF-8", English),
            // Variables for dates and letters do not count.
            ("LANG=en_GB.UTF-8 LC_TIME=fa_IR.UTF-8 LC_CTYPE=fa_IR.UTF-8", English),
            // The list of GNU gettext.
            ("LANG=en_GB.UTF-8 LANGUAGE=fa:en", Persian),
            ("LANG=fa_IR.UTF-8 LANGUAGE=en_GB:en", English),
            ("LC_ALL=en_GB.UTF-8 LANGUAGE=de:fa:en", Persian),
            ("LANG=fa_IR.UTF-8 LANGUAGE=de:fr", Persian),
            ("LANG=fa_IR.UTF-8 LANGUAGE=", Persian),
            ("LANG=fa_IR.UTF-8 LANGUAGE=::", Persian),
            ("LANG=fa_IR.UTF-8 LANGUAGE=de:C:fa", English),
            ("LANGUAGE=fa", English),
            ("LANG=C LANGUAGE=fa", English),
            ("LANG=C.UTF-8 LANGUAGE=fa", English),
            ("LANG=POSIX LANGUAGE=fa", English),
            ("LANG=../../etc/passwd", English),
        ];
        for (environment, expected) in cases {
            let language = Language::of_variables(|wanted| {
                let mut pairs = environment.split(' ').filter_map(|pair| pair.split_once('='));
                pairs.find_map(|(name, value)| (name == wanted).then(|| value.to_owned()))
            });
            assert_eq!(language, expected, "{environment}");
        }
    }
}
