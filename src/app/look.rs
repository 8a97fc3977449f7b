//! What the person chose or the system says about language, colours and size.

mod system;

pub(super) use system::dark as system_dark;

use crate::locale::{self, Language, Locale};
use crate::store::{self, Interface};
use crate::theme::{self, Palette};
use crate::widget::Ui;

use iced::Size;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use std::sync::LazyLock;

/// Where the time comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The clock and the time zone of this machine.
    #[default]
    System,
    /// A moment that never passes, in UTC: for tests and pictures.
    Fixed(Timestamp),
}

/// Language, colours and size as they are now.
#[derive(Debug)]
pub struct Look {
    locale: Locale,
    /// What was chosen, which follows the system where nothing was.
    chosen: Interface,
    system_dark: bool,
    palette: &'static Palette,
    theme: iced::Theme,
    clock: Clock,
    zone: LazyLock<TimeZone>,
}

/// The range of the size of everything.
const SCALES: std::ops::RangeInclusive<f64> = 0.75..=3.0;

impl Look {
    /// The look of the settings.
    pub fn new(chosen: &Interface, clock: Clock) -> Self {
        let language =
            chosen.language.as_deref().and_then(Language::from_tag).unwrap_or_else(Language::system);
        // To find it takes as long as many frames, and the first screen has no dates.
        let zone = LazyLock::new(match clock {
            Clock::System => TimeZone::system,
            Clock::Fixed(_) => || TimeZone::UTC,
        });
        let palette = palette(chosen.theme, false);
        Self {
            locale: load(language, chosen),
            chosen: chosen.clone(),
            system_dark: false,
            palette,
            theme: palette.theme(),
            clock,
            zone,
        }
    }

    /// What a view needs, for a window of this size.
    pub fn ui(&self, window: Size) -> Ui<'_> {
        let now = match self.clock {
            Clock::System => Timestamp::now(),
            Clock::Fixed(moment) => moment,
        };
        Ui { locale: &self.locale, palette: self.palette, now, zone: &self.zone, window }
    }

    /// The theme for what iced draws itself.
    pub fn theme(&self) -> iced::Theme {
        self.theme.clone()
    }

    /// The size of everything, 1.0 is normal.
    pub fn scale(&self) -> f32 {
        scale(&self.chosen)
    }

    /// The choices, to be kept.
    pub fn chosen(&self) -> Interface {
        self.chosen.clone()
    }

    /// The language on screen.
    pub fn language(&self) -> Language {
        self.locale.language()
    }

    /// Whether the system's colours are followed.
    pub fn follows_system(&self) -> bool {
        self.chosen.theme == store::Theme::System
    }

    /// Speaks another language at once.
    pub fn set_language(&mut self, language: Language) {
        self.chosen.language = Some(language.code().to_owned());
        self.locale = load(language, &self.chosen);
    }

    /// Takes other colours at once.
    pub fn set_theme(&mut self, theme: store::Theme) {
        self.chosen.theme = theme;
        self.repaint();
    }

    /// Takes what the system says.
    pub fn set_system_dark(&mut self, dark: bool) {
        self.system_dark = dark;
        self.repaint();
    }

    fn repaint(&mut self) {
        self.palette = palette(self.chosen.theme, self.system_dark);
        self.theme = self.palette.theme();
    }
}

/// The size of everything as the settings have it, 1.0 is normal.
pub(super) fn scale(chosen: &Interface) -> f32 {
    chosen.scale.unwrap_or(1.0).clamp(*SCALES.start(), *SCALES.end()) as f32
}

/// The sentences of a language, with the calendar of the settings or else its own.
fn load(language: Language, chosen: &Interface) -> Locale {
    let locale = Locale::new(language);
    match chosen.calendar {
        None => locale,
        Some(store::Calendar::Gregorian) => locale.with_calendar(locale::Calendar::Gregorian),
        Some(store::Calendar::Jalali) => locale.with_calendar(locale::Calendar::Jalali),
    }
}

fn palette(theme: store::Theme, system_dark: bool) -> &'static Palette {
    match (theme, system_dark) {
        (store::Theme::Light, _) | (store::Theme::System, false) => &theme::LIGHT,
        (store::Theme::Dark, _) | (store::Theme::System, true) => &theme::DARK,
        (store::Theme::HighContrast, _) => &theme::HIGH_CONTRAST,
    }
}
