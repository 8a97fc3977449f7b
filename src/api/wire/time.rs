//! Parses times in the formats of servers.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::Value;

use std::ops::RangeInclusive;

/// The years of possible times. Others are something else: 1402 is a year of another calendar, 1 is an empty value of .NET
/// and Go, 9999 is "never" in some databases.
const YEARS: RangeInclusive<i16> = 1900..=2199;
/// Numbers that are taken for seconds since 1970: from the year 2000 to the end of [`YEARS`]. A smaller number can be
/// anything.
const UNIX_SECONDS: RangeInclusive<i64> = 946_684_800..=7_258_118_399;

/// A time with an offset, or without one in UTC; a date as midnight in UTC; or seconds or milliseconds since 1970.
pub(super) fn read(value: &Value) -> Option<Timestamp> {
    let time = match value {
        Value::String(text) => from_text(text.trim())?,
        Value::Number(number) => {
            // Fractions of a second are never shown.
            unix(number.as_i64().or_else(|| number.as_f64().map(|seconds| seconds as i64))?)?
        }
        _ => return None,
    };
    YEARS.contains(&TimeZone::UTC.to_datetime(time).year()).then_some(time)
}

fn from_text(text: &str) -> Option<Timestamp> {
    let civil = || text.parse::<DateTime>().ok().or_else(|| Some(text.parse::<Date>().ok()?.at(0, 0, 0, 0)));
    let in_utc = || Some(civil()?.to_zoned(TimeZone::UTC).ok()?.timestamp());
    text.parse().ok().or_else(in_utc).or_else(|| unix(text.parse().ok()?))
}

fn unix(number: i64) -> Option<Timestamp> {
    if UNIX_SECONDS.contains(&number) {
        return Timestamp::from_second(number).ok();
    }
    UNIX_SECONDS.contains(&(number / 1000)).then(|| Timestamp::from_millisecond(number).ok())?
}
