//! Amounts with units: file sizes, percentages, times to wait.

use super::digits;
use super::sentences::{Arg, Sentences};

use std::borrow::Cow;
use std::time::Duration;

/// The size of a file: "96 KB", "12.4 MB". Units are powers of 1,000, as in current file managers.
pub(super) fn size(sentences: &Sentences, bytes: u64) -> String {
    let rounded = |unit: u64| bytes.saturating_add(unit / 2) / unit;
    let (id, tenths) = match bytes {
        0..1_000 => ("size-bytes", bytes * 10),
        1_000..999_500 => ("size-kilobytes", rounded(1_000) * 10),
        // 999,500 bytes would be rounded to 1,000 KB; the same for larger units.
        999_500..999_950_000 => ("size-megabytes", rounded(100_000)),
        _ => ("size-gigabytes", rounded(100_000_000)),
    };
    let size = digits::decimal(sentences.language(), tenths);
    sentences.tr_with(id, &[("size", Arg::Text(Cow::Owned(size)))])
}

/// A percentage, from 0 to 100.
pub(super) fn percent(sentences: &Sentences, percent: u64) -> String {
    sentences.tr_with("percent", &[("number", Arg::Number(percent))])
}

/// A time to wait, rounded up to seconds, minutes (from 2 minutes on) or hours (from 2 hours on).
pub(super) fn wait(sentences: &Sentences, time: Duration) -> String {
    let seconds = time.as_secs() + u64::from(time.subsec_nanos() > 0);
    let (id, count) = match seconds {
        0..120 => ("wait-seconds", seconds.max(1)),
        120..7_200 => ("wait-minutes", seconds.div_ceil(60)),
        _ => ("wait-hours", seconds.div_ceil(3_600)),
    };
    sentences.tr_with(id, &[("count", Arg::Number(count))])
}

#[cfg(test)]
mod tests {
    use super::super::{Language, Locale};

    use std::time::Duration;

    #[test]
    fn numbers_have_the_digits_of_the_language() {
        assert_eq!(Locale::new(Language::English).number(1_234_567_890), "1234567890");
        assert_eq!(Locale::new(Language::Persian).number(1_234_567_890), "۱۲۳۴۵۶۷۸۹۰");
    }

    #[test]
    fn sizes_are_rounded() {
        let english = Locale::new(Language::English);
        let persian = Locale::new(Language::Persian);
        for (bytes, in_english, in_persian) in [
            (0, "0 B", "۰ بایت"),
            (999, "999 B", "۹۹۹ بایت"),
            (1_000, "1 KB", "۱ کیلوبایت"),
            (96_400, "96 KB", "۹۶ کیلوبایت"),
            (999_499, "999 KB", "۹۹۹ کیلوبایت"),
            (999_500, "1 MB", "۱ مگابایت"),
            (12_400_000, "12.4 MB", "۱۲٫۴ مگابایت"),
            (67_108_864, "67.1 MB", "۶۷٫۱ مگابایت"),
            (999_949_999, "999.9 MB", "۹۹۹٫۹ مگابایت"),
            (999_950_000, "1 GB", "۱ گیگابایت"),
            (u64::MAX, "18446744073.7 GB", "۱۸۴۴۶۷۴۴۰۷۳٫۷ گیگابایت"),
        ] {
            assert_eq!(english.size(bytes), in_english);
            assert_eq!(persian.size(bytes), in_persian);
        }
    }

    #[test]
    fn waits_are_rounded_up() {
        let english = Locale::new(Language::English);
        for (milliseconds, shown) in [
            (0, "1 second"),
            (1_000, "1 second"),
            (1_001, "2 seconds"),
            (119_000, "119 seconds"),
            (120_000, "2 minutes"),
            (120_001, "3 minutes"),
            (7_199_000, "120 minutes"),
            (7_201_000, "3 hours"),
        ] {
            assert_eq!(english.wait(Duration::from_millis(milliseconds)), shown);
        }
        let persian = Locale::new(Language::Persian);
        assert_eq!(persian.wait(Duration::from_secs(30)), "۳۰ ثانیه");
        assert_eq!(persian.percent(40), "۴۰٪");
    }
}
