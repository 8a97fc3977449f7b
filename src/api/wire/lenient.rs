//! JSON that has a mistake within a text: read all the same, so that one bad value does not cost the answer.
//!
//! Owns what is done to bytes that are no JSON; knows no keys. Mended are half surrogates (`\ud83d` without its other
//! half, as a text that was cut in the middle has), bytes that are no UTF-8, and controls that were not escaped.

use serde_json::Value;

/// Reads JSON; where it is none, once more with its texts mended.
pub(in crate::api) fn value(body: &[u8]) -> Option<Value> {
    let body = without_mark(body);
    serde_json::from_slice(body)
        .or_else(|_| serde_json::from_str(&mended(&String::from_utf8_lossy(body))))
        .ok()
}

/// The body without a byte-order mark.
pub(super) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(body)
}

/// The same JSON with each text in it one that can be read.
fn mended(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let mut is_in_text = false;
    let mut rest = json;
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            '\\' if is_in_text => {
                let length = escape(rest);
                mended.push_str(if is_half_surrogate(&rest[..length]) { "\\ufffd" } else { &rest[..length] });
                length
            }
            letter if is_in_text && letter.is_control() && letter.is_ascii() => {
                mended.push_str(&format!("\\u{:04x}", u32::from(letter)));
                1
            }
            letter => {
                is_in_text ^= letter == '"';
                mended.push(letter);
                letter.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    mended
}

/// The length of the escape at the start of a text; a pair of surrogates is one.
fn escape(text: &str) -> usize {
    match (unit(text), text.get(6..).and_then(unit)) {
        (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
        (Some(_), _) => 6,
        (None, _) => text.chars().take(2).map(char::len_utf8).sum(),
    }
}

fn is_half_surrogate(escape: &str) -> bool {
    escape.len() == 6 && matches!(unit(escape), Some(0xD800..=0xDFFF))
}

/// The number in `\u1234` at the start of a text.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::value;

    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use serde_json::json;

    #[test]
    fn one_bad_text_does_not_cost_the_others() {
        for (body, expected) in [
            (&br#"{"a": "x\ud83d", "b": "good"}"#[..], json!({"a": "x\u{FFFD}", "b": "good"})),
            (
                br#"{"a": "\ude00x", "b": "\\ud83d \" \ud83d\ude00"}"#,
                json!({"a": "\u{FFFD}x", "b": "\\ud83d \" 😀"}),
            ),
            (
                br#"["\uD83D\uD83D\uDE00", "\ud83d\n", "\ud83d\\"]"#,
                json!(["\u{FFFD}😀", "\u{FFFD}\n", "\u{FFFD}\\"]),
            ),
            (b"{\"a\": \"x\xff\", \"b\": \"good\"}", json!({"a": "x\u{FFFD}", "b": "good"})),
            (b"{\"a\": \"one\ntwo\0\",\n\t\"b\": \"good\"}", json!({"a": "one\ntwo\0", "b": "good"})),
            (b"\xef\xbb\xbf{\"a\": \"\xd8\"}", json!({"a": "\u{FFFD}"})),
        ] {
            assert_eq!(value(body), Some(expected), "{}", String::from_utf8_lossy(body));
        }
    }

    #[test]
    fn what_is_no_json_stays_none() {
        for body in [
            "",
            "<html>",
            "{\"a\": \"x",
            r#"{"a": "\ud8"#,
            r#"{"a": "\u00"}"#,
            r#"{"a": "\x"}"#,
            "\\",
            "\"\\",
        ] {
            assert_eq!(value(body.as_bytes()), None, "{body}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived_and_good_json_is_read_as_it_is(bytes in vec(any::<u8>(), 0..60), text in any::<String>()) {
            let _ = value(&bytes);
            let body = json!({ "text": text });
            prop_assert_eq!(value(body.to_string().as_bytes()), Some(body.clone()));
            // The same through the mending, which a half surrogate beside it asks for.
            let beside = format!("[{body}, \"\\ud800\"]");
            prop_assert_eq!(value(beside.as_bytes()), Some(json!([body, "\u{FFFD}"])));
        }
    }
}
