//! Dates and times for people: relative, short and exact. The clock and the time zone are arguments.

use super::calendar::{Calendar, Day, MonthName};
use super::digits;
use super::sentences::{Arg, Sentences};

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};

use std::borrow::Cow;

/// "just now", "3 hours ago", "yesterday", "3 days ago". A future time, which a wrong clock can give, is "just now".
pub(super) fn relative(sentences: &Sentences, then: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (id, count) = age(then, now, zone);
    if count == 0 {
        return sentences.tr("date-just-now");
    }
    sentences.tr_with(id, &[("count", Arg::Number(count))])
}

/// The form of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// "22 Nov 2025".
    Short,
    /// "November 2025".
    MonthAndYear,
    /// "22 November 2025, 10:42", with a 24-hour clock.
    Exact,
}

/// A time in the given time zone.
pub(super) fn absolute(
    sentences: &Sentences,
    calendar: Calendar,
    style: Style,
    then: Timestamp,
    zone: &TimeZone,
) -> String {
    let (id, name) = match style {
        Style::Short => ("date-short", MonthName::Short),
        Style::MonthAndYear => ("date-month-and-year", MonthName::Long),
        Style::Exact => ("date-exact", MonthName::Long),
    };
    let then = zone.to_datetime(then);
    let day = Day::of(then.date(), calendar);
    let month = sentences.tr_with(day.month_id(name), &[("month", Arg::Number(day.month))]);
    let time = clock_time(sentences, then);
    sentences.tr_with(
        id,
        &[
            ("day", Arg::Number(day.day)),
            ("month", Arg::Text(Cow::Owned(month))),
            ("year", Arg::Number(day.year)),
            ("time", Arg::Text(Cow::Owned(time))),
        ],
    )
}

/// A time in the given time zone, in the shortest clear form.
pub(super) fn moment(
    sentences: &Sentences,
    calendar: Calendar,
    then: Timestamp,
    now: Timestamp,
    zone: &TimeZone,
) -> String {
    let (moment, today) = (zone.to_datetime(then), zone.to_datetime(now).date());
    let time = clock_time(sentences, moment);
    if moment.date() == today {
        time
    } else if today.yesterday().is_ok_and(|yesterday| yesterday == moment.date()) {
        sentences.tr_with("date-yesterday", &[("time", Arg::Text(Cow::Owned(time)))])
    } else {
        absolute(sentences, calendar, Style::Exact, then, zone)
    }
}

/// "10:42".
fn clock_time(sentences: &Sentences, moment: DateTime) -> String {
    digits::of(sentences.language(), &format!("{:02}:{:02}", moment.hour(), moment.minute()))
}

/// The sentence for an age and its count; the count 0 means "just now".
fn age(then: Timestamp, now: Timestamp, zone: &TimeZone) -> (&'static str, u64) {
    let minutes = (now.as_second() - then.as_second()) / 60;
    let count = |count: i64| u64::try_from(count).unwrap_or(0);
    match minutes {
        ..60 => ("date-minutes-ago", count(minutes)),
        60..1_440 => ("date-hours-ago", count(minutes / 60)),
        _ => {
            // An age of a day and more is counted in calendar days, not in 24 hours.
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

#[cfg(test)]
mod tests {
    use super::super::{Calendar, Language, Locale};

    use jiff::tz::TimeZone;
    use jiff::{Timestamp, ToSpan};

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    fn tehran() -> TimeZone {
        TimeZone::fixed(jiff::tz::offset(3).saturating_add(30.minutes()))
    }

    #[test]
    fn a_moment_has_the_shortest_clear_form() {
        let english = Locale::new(Language::English);
        let persian = Locale::new(Language::Persian);
        let now = at("2025-11-22T12:00:00Z");
        for (then, in_english, in_persian) in [
            ("2025-11-22T11:00:00Z", "14:30", "۱۴:۳۰"),
            ("2025-11-22T13:00:00Z", "16:30", "۱۶:۳۰"),
            ("2025-11-21T20:29:00Z", "yesterday, 23:59", "دیروز، ساعت ۲۳:۵۹"),
            ("2025-11-20T20:30:00Z", "yesterday, 00:00", "دیروز، ساعت ۰۰:۰۰"),
            ("2025-11-20T20:29:00Z", "20 November 2025, 23:59", "۲۹ آبان ۱۴۰۴، ساعت ۲۳:۵۹"),
            ("2025-11-23T12:00:00Z", "23 November 2025, 15:30", "۲ آذر ۱۴۰۴، ساعت ۱۵:۳۰"),
        ] {
            assert_eq!(english.moment(at(then), now, &tehran()), in_english, "{then}");
            assert_eq!(persian.moment(at(then), now, &tehran()), in_persian, "{then}");
        }
    }

    #[test]
    fn ages_have_the_largest_unit() {
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
    fn yesterday_depends_on_the_time_zone() {
        let english = Locale::new(Language::English);
        let (then, now) = (at("2025-11-20T21:00:00Z"), at("2025-11-22T12:00:00Z"));
        assert_eq!(english.relative(then, now, &TimeZone::UTC), "2 days ago");
        assert_eq!(english.relative(then, now, &tehran()), "yesterday");
        let (then, now) = (at("2025-11-21T12:00:00Z"), at("2025-11-22T21:00:00Z"));
        assert_eq!(english.relative(then, now, &TimeZone::UTC), "yesterday");
        assert_eq!(english.relative(then, now, &tehran()), "2 days ago");
    }

    #[test]
    fn an_age_is_never_negative() {
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
    fn dates_depend_on_the_time_zone() {
        let english = Locale::new(Language::English);
        let then = at("2025-11-21T21:12:00Z");
        assert_eq!(english.short_date(then, &TimeZone::UTC), "21 Nov 2025");
        assert_eq!(english.short_date(then, &tehran()), "22 Nov 2025");
        assert_eq!(english.month_and_year(then, &tehran()), "November 2025");
        assert_eq!(english.exact(then, &tehran()), "22 November 2025, 00:42");
    }

    #[test]
    fn persian_dates_are_jalali_with_leap_years_and_nowruz() {
        let persian = Locale::new(Language::Persian);
        for (then, shown) in [
            ("1921-03-21", "۱ فروردین ۱۳۰۰"),
            ("1970-01-01", "۱۱ دی ۱۳۴۸"),
            ("1979-02-11", "۲۲ بهمن ۱۳۵۷"),
            ("2017-03-20", "۳۰ اسفند ۱۳۹۵"),
            ("2017-03-21", "۱ فروردین ۱۳۹۶"),
            ("2021-03-20", "۳۰ اسفند ۱۳۹۹"),
            ("2021-03-21", "۱ فروردین ۱۴۰۰"),
            ("2024-03-19", "۲۹ اسفند ۱۴۰۲"),
            ("2024-03-20", "۱ فروردین ۱۴۰۳"),
            ("2025-03-20", "۳۰ اسفند ۱۴۰۳"),
            ("2025-03-21", "۱ فروردین ۱۴۰۴"),
            ("2025-09-22", "۳۱ شهریور ۱۴۰۴"),
            ("2025-09-23", "۱ مهر ۱۴۰۴"),
            ("2025-11-22", "۱ آذر ۱۴۰۴"),
            ("2026-03-20", "۲۹ اسفند ۱۴۰۴"),
            ("2026-03-21", "۱ فروردین ۱۴۰۵"),
            // A leap year comes after five years here, from 1403 on.
            ("2029-03-20", "۱ فروردین ۱۴۰۸"),
            ("2030-03-20", "۳۰ اسفند ۱۴۰۸"),
        ] {
            let then = at(&format!("{then}T12:00:00Z"));
            assert_eq!(persian.short_date(then, &TimeZone::UTC), shown, "{then}");
        }
        // Nowruz begins at midnight in the time zone.
        let eve = at("2025-03-20T20:30:00Z");
        assert_eq!(persian.short_date(eve, &TimeZone::UTC), "۳۰ اسفند ۱۴۰۳");
        assert_eq!(persian.exact(eve, &tehran()), "۱ فروردین ۱۴۰۴، ساعت ۰۰:۰۰");
        assert_eq!(persian.month_and_year(eve, &tehran()), "فروردین ۱۴۰۴");
    }

    #[test]
    fn both_languages_can_have_both_calendars() {
        let then = at("2025-11-22T07:12:00Z");
        let english = Locale::new(Language::English).with_calendar(Calendar::Jalali);
        assert_eq!(english.exact(then, &TimeZone::UTC), "1 Azar 1404, 07:12");
        let persian = Locale::new(Language::Persian).with_calendar(Calendar::Gregorian);
        assert_eq!(persian.exact(then, &TimeZone::UTC), "۲۲ نوامبر ۲۰۲۵، ساعت ۰۷:۱۲");
    }

    #[test]
    fn the_first_and_last_time_can_be_written() {
        for language in Language::ALL {
            for then in [Timestamp::MIN, Timestamp::MAX] {
                let shown = Locale::new(language).exact(then, &TimeZone::UTC);
                assert!(!shown.contains(['-', '{']), "{shown}");
            }
        }
    }

    #[test]
    fn every_month_has_its_name() {
        let english = Locale::new(Language::English);
        let names = |month: i8| {
            let then = jiff::civil::date(2025, month, 1).to_zoned(TimeZone::UTC).unwrap().timestamp();
            english.short_date(then, &TimeZone::UTC)
        };
        let all: Vec<_> = (1..=12).map(names).collect();
        assert_eq!(
            all.join(","),
            "1 Jan 2025,1 Feb 2025,1 Mar 2025,1 Apr 2025,1 May 2025,1 Jun 2025,1 Jul 2025,1 Aug 2025,1 Sep 2025,1 Oct 2025,\
             1 Nov 2025,1 Dec 2025"
        );
    }
}
