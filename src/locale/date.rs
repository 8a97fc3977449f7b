//! Dates and times for people: relative, short and exact. The clock and the time zone are arguments.

use super::{Arg, Language, Locale};

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};

use std::borrow::Cow;

/// How days are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Calendar {
    /// 22 November 2025.
    Gregorian,
}

impl Language {
    /// The calendar its readers expect.
    pub fn calendar(self) -> Calendar {
        Calendar::Gregorian
    }
}

impl Locale {
    /// "just now", "3 hours ago", "yesterday", "3 days ago". A time that is still to come, as a wrong clock
    /// makes it, is "just now".
    pub fn relative(&self, then: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let (id, count) = age(then, now, zone);
        if count == 0 {
            return self.tr("date-just-now");
        }
        self.tr_with(id, &[("count", Arg::Number(count))])
    }

    /// "22 Nov 2025".
    pub fn short_date(&self, then: Timestamp, zone: &TimeZone) -> String {
        self.date("date-short", MonthName::Short, then, zone)
    }

    /// "Nov 2025".
    pub fn month_and_year(&self, then: Timestamp, zone: &TimeZone) -> String {
        self.date("date-month-and-year", MonthName::Short, then, zone)
    }

    /// "22 November 2025, 10:42", in 24 hours.
    pub fn exact(&self, then: Timestamp, zone: &TimeZone) -> String {
        self.date("date-exact", MonthName::Long, then, zone)
    }

    fn date(&self, id: &'static str, name: MonthName, then: Timestamp, zone: &TimeZone) -> String {
        let then = zone.to_datetime(then);
        let day = Day::of(then.date(), self.calendar);
        let month = self.tr_with(day.month_id(name), &[("month", Arg::Number(day.month))]);
        self.tr_with(
            id,
            &[
                ("day", Arg::Number(day.day)),
                ("month", Arg::Text(Cow::Owned(month))),
                ("year", Arg::Number(day.year)),
                ("time", Arg::Text(Cow::Owned(self.time(then)))),
            ],
        )
    }

    fn time(&self, then: DateTime) -> String {
        self.digits(&format!("{:02}:{:02}", then.hour(), then.minute()))
    }
}

/// The sentence for an age and its count; a count of zero is "just now".
fn age(then: Timestamp, now: Timestamp, zone: &TimeZone) -> (&'static str, u64) {
    let minutes = (now.as_second() - then.as_second()) / 60;
    let count = |count: i64| u64::try_from(count).unwrap_or(0);
    match minutes {
        ..60 => ("date-minutes-ago", count(minutes)),
        60..1_440 => ("date-hours-ago", count(minutes / 60)),
        _ => {
            // From a day on the days of the calendar count, not 24 hours each.
            let from = zone.to_datetime(then).date();
            let to = zone.to_datetime(now).date();
            let days = i64::from(from.until(to).map_or(0, |span| span.get_days())).max(1);
            match from.until((Unit::Year, to)) {
                Ok(span) if span.get_years() > 0 => ("date-years-ago", count(span.get_years().into())),
                Ok(span) if span.get_months() > 0 => ("date-months-ago", count(span.get_months().into())),
                _ => ("date-days-ago", count(days)),
            }
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum MonthName {
    Short,
    Long,
}

/// A day in one of the calendars.
struct Day {
    calendar: Calendar,
    year: u64,
    month: u64,
    day: u64,
}

impl Day {
    fn of(date: Date, calendar: Calendar) -> Self {
        let part = |number: i8| u64::from(number.unsigned_abs());
        match calendar {
            Calendar::Gregorian => Self {
                calendar,
                year: u64::from(date.year().unsigned_abs()),
                month: part(date.month()),
                day: part(date.day()),
            },
        }
    }

    fn month_id(&self, name: MonthName) -> &'static str {
        match (self.calendar, name) {
            (Calendar::Gregorian, MonthName::Short) => "date-month-short",
            (Calendar::Gregorian, MonthName::Long) => "date-month",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Language, Locale};

    use jiff::tz::TimeZone;
    use jiff::{Timestamp, ToSpan};

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    fn tehran() -> TimeZone {
        TimeZone::fixed(jiff::tz::offset(3).saturating_add(30.minutes()))
    }

    #[test]
    fn ages_are_told_in_the_largest_unit() {
        let english = Locale::new(Language::English);
        let persian = Locale::new(Language::Persian);
        let now = at("2025-11-22T12:00:00Z");
        for (then, in_english, in_persian) in [
            ("2035-11-22T12:00:00Z", "just now", "همین حالا"),
            ("2025-11-22T12:00:01Z", "just now", "همین حالا"),
            ("2025-11-22T12:00:00Z", "just now", "همین حالا"),
            ("2025-11-22T11:59:01Z", "just now", "همین حالا"),
            ("2025-11-22T11:59:00Z", "1 minute ago", "۱ دقیقه پیش"),
            ("2025-11-22T11:00:01Z", "59 minutes ago", "۵۹ دقیقه پیش"),
            ("2025-11-22T11:00:00Z", "1 hour ago", "۱ ساعت پیش"),
            ("2025-11-21T12:00:01Z", "23 hours ago", "۲۳ ساعت پیش"),
            ("2025-11-21T12:00:00Z", "yesterday", "دیروز"),
            ("2025-11-20T23:00:00Z", "2 days ago", "۲ روز پیش"),
            ("2025-11-19T12:00:00Z", "3 days ago", "۳ روز پیش"),
            ("2025-10-23T12:00:00Z", "30 days ago", "۳۰ روز پیش"),
            ("2025-10-22T12:00:00Z", "1 month ago", "۱ ماه پیش"),
            ("2024-11-23T12:00:00Z", "11 months ago", "۱۱ ماه پیش"),
            ("2024-11-22T12:00:00Z", "1 year ago", "۱ سال پیش"),
            ("1970-01-01T00:00:00Z", "55 years ago", "۵۵ سال پیش"),
        ] {
            assert_eq!(english.relative(at(then), now, &TimeZone::UTC), in_english, "{then}");
            assert_eq!(persian.relative(at(then), now, &TimeZone::UTC), in_persian, "{then}");
        }
    }

    #[test]
    fn yesterday_is_counted_where_the_person_is() {
        let english = Locale::new(Language::English);
        let (then, now) = (at("2025-11-20T21:00:00Z"), at("2025-11-22T12:00:00Z"));
        assert_eq!(english.relative(then, now, &TimeZone::UTC), "2 days ago");
        assert_eq!(english.relative(then, now, &tehran()), "yesterday");
    }

    #[test]
    fn an_age_is_never_negative_whatever_the_clock_says() {
        let english = Locale::new(Language::English);
        let now = at("2025-11-22T12:00:00Z");
        for hours in (-100_000_i64..100_000).step_by(97) {
            let then = now + hours.hours();
            let shown = english.relative(then, now, &TimeZone::UTC);
            assert!(!shown.contains('-') && !shown.starts_with("0 "), "{then}: {shown}");
        }
        let ends = (Timestamp::MIN, Timestamp::MAX);
        assert!(english.relative(ends.0, ends.1, &TimeZone::UTC).ends_with("years ago"));
    }

    #[test]
    fn dates_follow_the_place() {
        let english = Locale::new(Language::English);
        let then = at("2025-11-21T21:12:00Z");
        assert_eq!(english.short_date(then, &TimeZone::UTC), "21 Nov 2025");
        assert_eq!(english.short_date(then, &tehran()), "22 Nov 2025");
        assert_eq!(english.month_and_year(then, &tehran()), "Nov 2025");
        assert_eq!(english.exact(then, &tehran()), "22 November 2025, 00:42");
    }

    #[test]
    fn every_month_has_its_name() {
        let english = Locale::new(Language::English);
        let names = |month: i8| {
            let then = jiff::civil::date(2025, month, 1).to_zoned(TimeZone::UTC).unwrap().timestamp();
            english.month_and_year(then, &TimeZone::UTC)
        };
        let all: Vec<_> = (1..=12).map(names).collect();
        assert_eq!(
            all.join(","),
            "Jan 2025,Feb 2025,Mar 2025,Apr 2025,May 2025,Jun 2025,Jul 2025,Aug 2025,Sep 2025,Oct 2025,Nov 2025,Dec 2025"
        );
    }
}
