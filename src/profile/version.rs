//! The version of a picture in HTTP: its entity tag, or the date of its last change.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use serde::{Deserialize, Serialize};

use std::time::Duration;

/// The longest tag or date that is stored, in bytes.
const MAX_LENGTH: usize = 256;

/// The smallest age of a date that is used. Dates have a resolution of seconds, so a picture could be overwritten in the same
/// second without getting another date.
const MIN_AGE: Duration = Duration::from_secs(2);

/// The version of the content of an address. It has a meaning for its server only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Version {
    /// The entity tag with its quotation marks, weak or strong.
    Tag(String),
    /// The date of the last change, as the server wrote it.
    Date(String),
}

impl Version {
    /// Reads the headers of an answer: `ETag`, else `Last-Modified` if it is at least 2 seconds older than `Date`. Invalid tags
    /// and dates are ignored: with them a change could be missed.
    pub fn from_headers(tag: Option<&str>, modified: Option<&str>, date: Option<&str>) -> Option<Self> {
        if let Some(tag) = tag.map(str::trim).filter(|tag| is_entity_tag(tag)) {
            return Some(Self::Tag(tag.to_owned()));
        }
        let modified = modified.map(str::trim).filter(|date| date.len() <= MAX_LENGTH)?;
        let age = parse(date?)?.duration_since(parse(modified)?);
        let is_old_enough = Duration::try_from(age).is_ok_and(|age| age >= MIN_AGE);
        is_old_enough.then(|| Self::Date(modified.to_owned()))
    }
}

/// Whether this is a single entity tag (RFC 9110, 8.8.3) that is not empty. `*` would match any version.
fn is_entity_tag(text: &str) -> bool {
    let opaque = text.strip_prefix("W/").unwrap_or(text);
    let inside = opaque.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let is_letter = |byte: u8| byte.is_ascii_graphic() && byte != b'"';
    text.len() <= MAX_LENGTH
        && inside.is_some_and(|inside| !inside.is_empty() && inside.bytes().all(is_letter))
}

fn parse(date: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(date.trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn a_tag_has_priority_over_a_date() {
        let (old, now) = ("Wed, 01 Oct 2025 10:00:00 GMT", "Wed, 01 Oct 2025 10:00:09 GMT");
        let both = Version::from_headers(Some("\"a\""), Some(old), Some(now));
        assert_eq!(both, Some(Version::Tag("\"a\"".to_owned())));
        let other = Version::from_headers(Some("a"), Some(old), Some(now));
        assert_eq!(other, Some(Version::Date(old.to_owned())));
        assert_eq!(Version::from_headers(None, None, Some(now)), None);
    }

    #[test]
    fn invalid_tags_are_ignored() {
        let long = format!("\"{}\"", "a".repeat(255));
        let cases = [
            ("\"33a64df5\"", true),
            ("W/\"33a64df5\"", true),
            ("\"5f-61/=:;,\\\"", true),
            ("33a64df5", false),
            ("*", false),
            ("\"\"", false),
            ("W/\"\"", false),
            ("w/\"a\"", false),
            ("\"a", false),
            ("\"", false),
            ("", false),
            ("\"a\", \"b\"", false),
            ("\"a b\"", false),
            ("\"a\nb\"", false),
            ("\"é\"", false),
            (long.as_str(), false),
        ];
        for (tag, is_kept) in cases {
            assert_eq!(Version::from_headers(Some(tag), None, None).is_some(), is_kept, "{tag}");
        }
    }

    #[test]
    fn dates_are_used_only_if_they_are_old_enough() {
        let now = "Wed, 01 Oct 2025 10:00:09 GMT";
        let cases = [
            ("Wed, 01 Oct 2025 10:00:07 GMT", now, true),
            ("Mon, 01 Jan 1990 00:00:00 GMT", now, true),
            ("Wed, 01 Oct 2025 10:00:08 GMT", now, false),
            (now, now, false),
            ("Fri, 01 Jan 2100 00:00:00 GMT", now, false),
            ("Wed, 01 Oct 2025 10:00:07 GMT", "soon", false),
            ("2025-10-01T10:00:00Z", now, false),
            ("0", now, false),
            ("", now, false),
        ];
        for (modified, date, is_kept) in cases {
            let version = Version::from_headers(None, Some(modified), Some(date));
            assert_eq!(version.is_some(), is_kept, "{modified} {date}");
        }
        assert_eq!(Version::from_headers(None, Some("Mon, 01 Jan 1990 00:00:00 GMT"), None), None);
    }
}
