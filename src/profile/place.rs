//! Which addresses of a picture are the same picture.
//!
//! Object storage signs an address anew in each answer, so the query says nothing about which picture it is, and two
//! addresses are one picture where scheme, host and path are the same. Other servers keep the path and tell their
//! pictures apart by the query alone, or overwrite a file where it is. So the same place does not prove the same
//! picture: where something hangs on it, the bytes that are served there decide.

use url::{Position, Url};

/// The address up to the end of its path.
pub fn place(url: &Url) -> &str {
    &url[..Position::AfterPath]
}

/// Whether two pictures are in one place, or both are none.
pub fn is_same_place(one: Option<&Url>, other: Option<&Url>) -> bool {
    one.map(place) == other.map(place)
}

#[cfg(test)]
mod tests {
    use super::is_same_place;

    use url::Url;

    #[test]
    fn the_query_does_not_make_another_place() {
        let cases = [
            ("https://h/a.jpg", "https://h/a.jpg", true),
            ("https://h/a.jpg?X-Amz-Signature=1", "https://h/a.jpg?X-Amz-Signature=2", true),
            ("https://h/a.jpg", "https://h/a.jpg?v=2#top", true),
            ("https://h:443/a.jpg", "https://h/a.jpg", true),
            ("https://H/a.jpg", "https://h/a.jpg", true),
            ("https://h/avatar?id=5", "https://h/avatar?id=6", true),
            ("https://h/a.jpg", "https://h/b.jpg", false),
            ("https://h/a.jpg", "https://h/A.jpg", false),
            ("https://h/a.jpg", "https://h/a.jpg/", false),
            ("https://h/a.jpg", "http://h/a.jpg", false),
            ("https://h/a.jpg", "https://g/a.jpg", false),
            ("https://h:8443/a.jpg", "https://h/a.jpg", false),
        ];
        for (one, other, is_same) in cases {
            let (left, right) = (Url::parse(one).unwrap(), Url::parse(other).unwrap());
            assert_eq!(is_same_place(Some(&left), Some(&right)), is_same, "{one} {other}");
            assert!(!is_same_place(Some(&left), None) && !is_same_place(None, Some(&right)));
        }
        assert!(is_same_place(None, None));
    }
}
