use super::{Before, Change, Now, Served, Verdict, failure, judge};
use crate::api::{Error, Why};

use bytes::Bytes;
use url::Url;

const OLD: &[u8] = b"the picture before";
const NEW: &[u8] = b"the picture that is sent";
const OTHER: &[u8] = b"another one";

/// What is served now, and what comes of it: nothing asked for where there are no bytes.
type Row = (&'static str, &'static str, Option<&'static [u8]>, bool, Option<&'static [u8]>, Verdict);

fn verdict(row: &Row, sent: Option<&Bytes>) -> (Verdict, bool) {
    let (before, now, old, is_answered, served, _) = *row;
    let parse = |text: &str| (!text.is_empty()).then(|| Url::parse(text).unwrap());
    let before = Before { url: parse(before), served: old.map(Bytes::from_static) };
    let change = Change { before: &before, sent, is_answered };
    let url = parse(now);
    let now = url.as_ref().map_or(Now::Nothing, Now::At);
    let first = judge(change, now, Served::NotAsked);
    if first != Verdict::AskForBytes {
        return (first, false);
    }
    let bytes = served.map(Bytes::from_static);
    (judge(change, now, bytes.as_ref().map_or(Served::Unavailable, Served::Bytes)), true)
}

fn check(rows: &[Row], sent: Option<&Bytes>) {
    for row in rows {
        let (found, was_asked) = verdict(row, sent);
        assert_eq!(found, row.5, "{} -> {}, answered: {}", row.0, row.1, row.3);
        assert!(was_asked || row.4.is_none(), "{} -> {}: bytes were not needed", row.0, row.1);
    }
}

const A: &str = "https://h/a.jpg";
const B: &str = "https://h/b.jpg";
const SIGNED_1: &str = "https://s3/a.jpg?X-Amz-Signature=1";
const SIGNED_2: &str = "https://s3/a.jpg?X-Amz-Signature=2";
const DEFAULT: &str = "https://h/default.png";

#[test]
fn an_upload_is_judged_by_its_place_and_then_by_its_bytes() {
    use Verdict::{Made, NotMade, Open};
    let sent = Bytes::from_static(NEW);
    let rows: &[Row] = &[
        // Answered with yes.
        ("", A, None, true, None, Made),
        (A, B, Some(OLD), true, None, Made),
        (A, "", Some(OLD), true, None, NotMade),
        ("", "", None, true, None, NotMade),
        // The same place: overwritten, encoded anew, or dropped.
        (A, A, Some(OLD), true, Some(NEW), Made),
        (A, A, Some(OLD), true, Some(OTHER), Made),
        (A, A, Some(OLD), true, Some(OLD), NotMade),
        (A, A, None, true, Some(NEW), Made),
        (A, A, None, true, Some(OTHER), Open),
        (A, A, Some(OLD), true, None, Open),
        (SIGNED_1, SIGNED_2, Some(OLD), true, Some(NEW), Made),
        (SIGNED_1, SIGNED_2, Some(OLD), true, Some(OLD), NotMade),
        ("https://h/avatar?id=5", "https://h/avatar?id=6", Some(OLD), true, Some(NEW), Made),
        ("https://h/avatar?id=5", "https://h/avatar?id=6", None, true, Some(OTHER), Open),
        // The picture of everybody without one is still shown.
        (DEFAULT, DEFAULT, Some(OLD), true, Some(OLD), NotMade),
        // The answer was lost.
        (A, B, None, false, None, Made),
        (A, B, Some(OLD), false, Some(NEW), Made),
        (A, B, Some(OLD), false, Some(OTHER), Made),
        (A, B, Some(OLD), false, Some(OLD), NotMade),
        (A, B, Some(OLD), false, None, Made),
        (A, A, Some(OLD), false, Some(OLD), NotMade),
        (A, A, Some(OLD), false, Some(NEW), Made),
        (SIGNED_1, SIGNED_2, Some(OLD), false, Some(OLD), NotMade),
        (SIGNED_1, SIGNED_2, Some(OLD), false, Some(NEW), Made),
        (SIGNED_1, SIGNED_2, Some(OLD), false, Some(OTHER), Made),
        (SIGNED_1, SIGNED_2, None, false, Some(OTHER), Open),
        (A, "", Some(OLD), false, None, NotMade),
    ];
    check(rows, Some(&sent));
    assert_eq!(verdict(&(A, A, Some(NEW), true, Some(NEW), Made), Some(&sent)).0, Made, "the same once more");
}

#[test]
fn a_removal_is_made_where_another_picture_is_shown() {
    use Verdict::{Made, NotMade, Open};
    let rows: &[Row] = &[
        (A, "", Some(OLD), true, None, Made),
        (A, "", None, false, None, Made),
        ("", "", None, true, None, Made),
        // A picture for everybody without one.
        (A, DEFAULT, Some(OLD), true, None, Made),
        (A, DEFAULT, None, true, None, Made),
        (A, DEFAULT, Some(OLD), false, Some(OTHER), Made),
        (A, DEFAULT, None, false, None, Made),
        (A, "https://gravatar/0bc83cb571cd", Some(OLD), true, None, Made),
        // The very same is still there.
        (A, A, Some(OLD), true, Some(OLD), NotMade),
        (A, A, None, true, None, NotMade),
        (A, A, Some(OLD), false, Some(OLD), NotMade),
        (DEFAULT, DEFAULT, Some(OLD), true, Some(OLD), NotMade),
        (SIGNED_1, SIGNED_2, Some(OLD), true, Some(OLD), NotMade),
        (SIGNED_1, SIGNED_2, Some(OLD), false, Some(OLD), NotMade),
        // One address for whatever is shown.
        ("https://h/people/5/avatar", "https://h/people/5/avatar", Some(OLD), true, Some(OTHER), Made),
        ("https://h/avatar?id=5", "https://h/avatar?id=0", Some(OLD), true, Some(OTHER), Made),
        ("https://h/avatar?id=5", "https://h/avatar?id=0", None, true, Some(OTHER), Open),
        (SIGNED_1, SIGNED_2, Some(OLD), true, None, Open),
        (A, A, Some(OLD), true, None, NotMade),
        // A lost answer, and the same bytes in another place.
        (A, B, Some(OLD), false, Some(OLD), Open),
    ];
    check(rows, None);
}

#[test]
fn what_the_server_does_not_say_is_open() {
    let (before, sent) = (Before::default(), Bytes::from_static(NEW));
    for sent in [None, Some(&sent)] {
        let change = Change { before: &before, sent, is_answered: true };
        assert_eq!(judge(change, Now::Unsaid, Served::NotAsked), Verdict::Open);
    }
}

#[test]
fn a_removal_fails_with_words_of_its_own() {
    let lost = Error::from(Why::Failed { status: 502 });
    let boxed = |error: &Error| Box::new(error.clone());
    let cases = [
        (Verdict::Made, Some(&lost), false, None),
        (Verdict::NotMade, None, false, Some(Error::PictureKept)),
        (Verdict::NotMade, None, true, Some(Error::PictureNotRemoved)),
        (Verdict::NotMade, Some(&lost), true, Some(Error::NotStored(boxed(&lost)))),
        (Verdict::Open, Some(&lost), false, Some(Error::Unknown(boxed(&lost)))),
        (Verdict::Open, None, true, Some(Error::Unknown(boxed(&Error::PictureUnclear)))),
    ];
    for (verdict, unanswered, is_removal, expected) in cases {
        assert_eq!(failure(verdict, unanswered, is_removal), expected, "{verdict:?} {unanswered:?}");
    }
}
