//! The look of the program: its language, its colours and its scale, as the person chose or the system prefers.

mod system;

pub use system::Preferences;
pub(super) use system::preferences;

use crate::api::AnswerLanguage;
use crate::clock::Clock;
use crate::locale::{self, Direction, Language, Locale};
use crate::store::{self, Interface};
use crate::theme::{self, Palette};
use crate::widget::{Motion, Ui};

use iced::Size;
use jiff::tz::TimeZone;

use std::sync::LazyLock;

/// The current language, colours and scale.
#[derive(Debug)]
pub struct Look {
    locale: Locale,
    /// The same language, as it is requested from servers.
    answer_language: AnswerLanguage,
    /// What the person chose. Where nothing was chosen, the system decides.
    chosen: Interface,
    system: Preferences,
    palette: &'static Palette,
    theme: iced::Theme,
    /// The direction of the window; none for that of the language.
    direction: Option<Direction>,
    clock: Clock,
    zone: LazyLock<TimeZone>,
}

/// The range of the scale.
const SCALES: std::ops::RangeInclusive<f64> = 0.75..=3.0;

impl Look {
    /// The look of the settings.
    pub fn new(chosen: &Interface, clock: Clock) -> Self {
        let language =
            chosen.language.as_deref().and_then(Language::from_tag).unwrap_or_else(Language::system);
        // Finding it takes as long as several frames, and the first screen has no dates.
        let zone = LazyLock::new(match clock {
            Clock::System => TimeZone::system,
            Clock::Fixed(_) => || TimeZone::UTC,
        });
        let system = system::at_start();
        let palette = palette(chosen.theme, system);
        let answer_language = AnswerLanguage::default();
        answer_language.choose(language.code());
        Self {
            answer_language,
            locale: load(language, chosen, None),
            chosen: chosen.clone(),
            system,
            palette,
            theme: palette.theme(),
            direction: None,
            clock,
            zone,
        }
    }

    /// The same with a direction of the window that may differ from the language.
    pub fn running(mut self, direction: Option<Direction>) -> Self {
        self.direction = direction;
        self.locale = load(self.locale.language(), &self.chosen, direction);
        self
    }

    /// Where the time comes from.
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// What a view needs. `window` is the size of the window.
    pub fn ui(&self, window: Size) -> Ui<'_> {
        let now = self.clock.now();
        let motion = if self.system.reduced_motion { Motion::Reduced } else { Motion::Full };
        Ui { locale: &self.locale, palette: self.palette, now, zone: &self.zone, window, motion }
    }

    /// The theme for what iced draws itself.
    pub fn theme(&self) -> iced::Theme {
        self.theme.clone()
    }

    /// The scale; 1.0 is normal.
    pub fn scale(&self) -> f32 {
        scale(&self.chosen, self.system)
    }

    /// What the person chose.
    pub fn chosen(&self) -> Interface {
        self.chosen.clone()
    }

    /// The language on screen.
    pub fn language(&self) -> Language {
        self.locale.language()
    }

    /// The language for requests to servers. It changes with the language on screen.
    pub fn answer_language(&self) -> AnswerLanguage {
        self.answer_language.clone()
    }

    /// Changes the language.
    pub fn set_language(&mut self, language: Language) {
        self.chosen.language = Some(language.code().to_owned());
        self.locale = load(language, &self.chosen, self.direction);
        self.answer_language.choose(language.code());
    }

    /// Changes the colours.
    pub fn set_theme(&mut self, theme: store::Theme) {
        self.chosen.theme = theme;
        self.repaint();
    }

    /// Sets the preferences of the system. Returns whether the scale is another one now.
    pub fn set_system(&mut self, system: Preferences) -> bool {
        let before = self.scale();
        self.system = system;
        self.repaint();
        self.scale() != before
    }

    fn repaint(&mut self) {
        self.palette = palette(self.chosen.theme, self.system);
        self.theme = self.palette.theme();
    }
}

/// The scale when the window opens; 1.0 is normal.
pub(super) fn first_scale(chosen: &Interface) -> f32 {
    scale(chosen, system::at_start())
}

fn scale(chosen: &Interface, system: Preferences) -> f32 {
    let scale = chosen.scale.unwrap_or(1.0) * f64::from(system.text_size) / 100.0;
    scale.clamp(*SCALES.start(), *SCALES.end()) as f32
}

/// The sentences of a language, with the calendar in the settings or else that of the language.
fn load(language: Language, chosen: &Interface, direction: Option<Direction>) -> Locale {
    let locale = Locale::new(language).running(direction.unwrap_or_else(|| language.direction()));
    match chosen.calendar {
        None => locale,
        Some(store::Calendar::Gregorian) => locale.with_calendar(locale::Calendar::Gregorian),
        Some(store::Calendar::Jalali) => locale.with_calendar(locale::Calendar::Jalali),
    }
}

fn palette(theme: store::Theme, system: Preferences) -> &'static Palette {
    match (theme, system) {
        (store::Theme::HighContrast, _) | (store::Theme::System, Preferences { contrast: true, .. }) => {
            &theme::HIGH_CONTRAST
        }
        (store::Theme::Dark, _) | (store::Theme::System, Preferences { dark: true, .. }) => &theme::DARK,
        (store::Theme::Light | store::Theme::System, _) => &theme::LIGHT,
    }
}

#[cfg(test)]
mod tests {
    use super::{Look, Preferences};
    use crate::clock::Clock;
    use crate::store::{Interface, Theme};
    use crate::theme::{DARK, HIGH_CONTRAST, LIGHT};
    use crate::widget::Motion;

    use iced::Size;

    #[test]
    fn without_a_choice_the_system_decides() {
        let system = |dark, contrast| Preferences { dark, contrast, ..Preferences::default() };
        let cases = [
            (Theme::System, system(false, false), &LIGHT),
            (Theme::System, system(true, false), &DARK),
            (Theme::System, system(false, true), &HIGH_CONTRAST),
            (Theme::System, system(true, true), &HIGH_CONTRAST),
            (Theme::Light, system(true, true), &LIGHT),
            (Theme::Dark, system(false, true), &DARK),
            (Theme::HighContrast, system(true, false), &HIGH_CONTRAST),
        ];
        for (theme, preferences, palette) in cases {
            let mut look = Look::new(&Interface { theme, ..Interface::default() }, Clock::default());
            let _ = look.set_system(preferences);
            assert_eq!(
                (look.palette.name, look.theme()),
                (palette.name, palette.theme()),
                "{theme:?} {preferences:?}"
            );
            let _ = look.set_system(Preferences::default());
            let is_light = matches!(theme, Theme::System | Theme::Light);
            assert_eq!(look.palette.name == LIGHT.name, is_light, "{theme:?}");
        }
    }

    #[test]
    fn with_reduced_motion_nothing_moves() {
        for theme in [Theme::System, Theme::Light] {
            let mut look = Look::new(&Interface { theme, ..Interface::default() }, Clock::default());
            assert_eq!(look.ui(Size::ZERO).motion, Motion::Full);
            let _ = look.set_system(Preferences { reduced_motion: true, ..Preferences::default() });
            assert_eq!(look.ui(Size::ZERO).motion, Motion::Reduced);
        }
    }

    #[test]
    fn the_size_of_text_in_the_system_comes_on_top_of_the_settings() {
        for (scale, text_size, expected) in [
            (None, 100, 1.0),
            (None, 150, 1.5),
            (Some(1.5), 200, 3.0),
            (Some(3.0), 225, 3.0),
            (Some(0.75), 100, 0.75),
        ] {
            let mut look = Look::new(&Interface { scale, ..Interface::default() }, Clock::default());
            let before = look.scale();
            let is_other = look.set_system(Preferences { text_size, ..Preferences::default() });
            assert_eq!((look.scale(), is_other), (expected, expected != before));
        }
    }
}
