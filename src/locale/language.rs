//! The languages of the interface: names, direction, calendar and files, and which of them the system asks for.

use super::calendar::Calendar;

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

    /// The calendar that its readers expect.
    pub fn calendar(self) -> Calendar {
        match self {
            Self::English => Calendar::Gregorian,
            Self::Persian => Calendar::Jalali,
        }
    }

    /// The first language the person has set in the system that is one of ours, else English.
    pub fn system() -> Self {
        #[cfg(all(unix, not(target_vendor = "apple")))]
        return Self::of_variables(|name| std::env::var(name).ok());
        #[cfg(not(all(unix, not(target_vendor = "apple"))))]
        sys_locale::get_locales().find_map(|tag| Self::from_tag(&tag)).unwrap_or_default()
    }

    /// The order of POSIX (Base Definitions, 8.2), and before it the list of GNU's gettext, which counts only where a
    /// language is set at all.
    #[cfg(any(test, all(unix, not(target_vendor = "apple"))))]
    fn of_variables(value: impl Fn(&str) -> Option<String>) -> Self {
        let filled = |name: &str| value(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(filled);
        let Some(locale) = locale.filter(|locale| !is_plain(locale)) else { return Self::English };
        let list = filled("LANGUAGE").unwrap_or_default();
        let mut wanted = list.split(':').filter(|entry| !entry.is_empty()).chain([locale.as_str()]);
        wanted
            .find_map(|entry| if is_plain(entry) { Some(Self::English) } else { Self::from_tag(entry) })
            .unwrap_or_default()
    }

    /// Its files of sentences.
    pub(super) fn files(self) -> [&'static str; 7] {
        match self {
            Self::English => [
                include_str!("../../assets/locale/en/general.ftl"),
                include_str!("../../assets/locale/en/sign-in.ftl"),
                include_str!("../../assets/locale/en/profile.ftl"),
                include_str!("../../assets/locale/en/photo.ftl"),
                include_str!("../../assets/locale/en/errors.ftl"),
                include_str!("../../assets/locale/en/menu.ftl"),
                include_str!("../../assets/locale/en/settings.ftl"),
            ],
            Self::Persian => [
                include_str!("../../assets/locale/fa/general.ftl"),
                include_str!("../../assets/locale/fa/sign-in.ftl"),
                include_str!("../../assets/locale/fa/profile.ftl"),
                include_str!("../../assets/locale/fa/photo.ftl"),
                include_str!("../../assets/locale/fa/errors.ftl"),
                include_str!("../../assets/locale/fa/menu.ftl"),
                include_str!("../../assets/locale/fa/settings.ftl"),
            ],
        }
    }
}

/// Whether it is no language at all: `C`, `POSIX`, `C.UTF-8`.
#[cfg(any(test, all(unix, not(target_vendor = "apple"))))]
fn is_plain(locale: &str) -> bool {
    matches!(locale.split('.').next(), Some("C" | "POSIX"))
}

#[cfg(test)]
mod tests {
    use super::Language::{self, English, Persian};

    #[test]
    fn variables_have_the_order_of_posix() {
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
            // Empty is not set.
            ("LC_ALL= LC_MESSAGES= LANG=fa_IR.UTF-8", Persian),
            ("LC_ALL=C LANG=fa_IR.UTF-8", English),
            ("LC_ALL=POSIX LANG=fa_IR.UTF-8", English),
            // Dates and numbers are not the language.
            ("LANG=en_GB.UTF-8 LC_TIME=fa_IR.UTF-8 LC_CTYPE=fa_IR.UTF-8", English),
            // The list of GNU.
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
