//! Converts a date to the year, month and day of a calendar.

use icu_calendar::cal::Persian;
use jiff::civil::Date;

/// A calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// 22 November 2025.
    Gregorian,
    /// 1 Azar 1404: the solar calendar of Iran. The arithmetic of `icu_calendar` agrees with the observed equinoxes in the
    /// centuries that matter here.
    Jalali,
}

/// The form of the name of a month.
#[derive(Debug, Clone, Copy)]
pub(super) enum MonthName {
    /// "Nov".
    Short,
    /// "November".
    Long,
}

/// A day in a calendar.
pub(super) struct Day {
    calendar: Calendar,
    /// The year.
    pub(super) year: u64,
    /// The month, starting with 1.
    pub(super) month: u64,
    /// The day of the month.
    pub(super) day: u64,
}

impl Day {
    /// Converts a day to this calendar.
    pub(super) fn of(date: Date, calendar: Calendar) -> Self {
        let [month, day] = [date.month(), date.day()].map(i8::unsigned_abs);
        let (year, month, day) = match calendar {
            Calendar::Gregorian => (u32::from(date.year().unsigned_abs()), month, day),
            Calendar::Jalali => {
                let same_day = icu_calendar::Date::try_new_iso(date.year().into(), month, day)
                    .expect("a civil date is a valid ISO date")
                    .to_calendar(Persian);
                (same_day.era_year().year.unsigned_abs(), same_day.month().ordinal, same_day.day_of_month().0)
            }
        };
        Self { calendar, year: year.into(), month: month.into(), day: day.into() }
    }

    /// The id of the sentence with the name of its month.
    pub(super) fn month_id(&self, name: MonthName) -> &'static str {
        match (self.calendar, name) {
            (Calendar::Gregorian, MonthName::Short) => "date-month-short",
            (Calendar::Gregorian, MonthName::Long) => "date-month",
            (Calendar::Jalali, MonthName::Short | MonthName::Long) => "date-month-jalali",
        }
    }
}
