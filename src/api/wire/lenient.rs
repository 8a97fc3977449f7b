//! Parses JSON with faults in its texts, so that one bad text does not lose the whole answer.
//!
//! Owns how invalid JSON is repaired; knows no keys. Repaired are half surrogate pairs (`\ud83d` without its second half, in
//! a text that was cut), bytes that are no UTF-8, and control characters that were not escaped.

use serde_json::Value;

/// Parses JSON. If that fails, once more with its texts repaired.
pub(in crate::api) fn value(body: &[u8]) -> Option<Value> {
    let body = without_mark(body);
    serde_json::from_slice(body)
        .or_else(|_| serde_json::from_str(&repaired(&String::from_utf8_lossy(body))))
        .ok()
}

/// The body without a byte-order mark.
pub(super) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(body)
}

/// The same JSON with repaired texts.
fn repaired(json: &str) -> String {
    let mut repaired = String::with_capacity(json.len());
    let mut is_in_text = false;
    let mut rest = json;
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            '\\' if is_in_text => {
                let length = escape(rest);
                repaired.push_str(if is_half_surrogate(&rest[..length]) {
                    "\\ufffd"
                } else {
                    &rest[..length]
                });
                length
            }
            letter if is_in_text && letter.is_control() && letter.is_ascii() => {
                repaired.push_str(&format!("\\u{:04x}", u32::from(letter)));
                1
            }
            letter => {
                is_in_text ^= letter == '"';
                repaired.push(letter);
                letter.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    repaired
}

/// The length of the escape at the start of a text. A surrogate pair is one escape.
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
    fn one_bad_text_does_not_lose_the_others() {
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
    fn other_faults_are_not_repaired() {
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
        fn no_bytes_panic_and_valid_json_is_not_changed(bytes in vec(any::<u8>(), 0..60), text in any::<String>()) {
            let _ = value(&bytes);
            let body = json!({ "text": text });
            prop_assert_eq!(value(body.to_string().as_bytes()), Some(body.clone()));
            // With a half surrogate pair beside it, it is repaired too.
            let beside = format!("[{body}, \"\\ud800\"]");
            prop_assert_eq!(value(beside.as_bytes()), Some(json!([body, "\u{FFFD}"])));
        }
    }
}
