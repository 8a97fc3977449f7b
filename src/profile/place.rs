//! Compares addresses of pictures without their query ("place").
//!
//! Object storage puts a new signature into the query of each answer, so two addresses with the same scheme, host and path
//! are usually the same picture. But other servers keep the path and change only the query for a new picture, or overwrite
//! the file. So the same place does not prove that the picture is the same; where it matters, the bytes are compared.

use url::{Position, Url};

/// The address up to the end of its path.
pub fn place(url: &Url) -> &str {
    &url[..Position::AfterPath]
}

/// Whether two addresses have the same place, or are both `None`.
pub fn is_same_place(one: Option<&Url>, other: Option<&Url>) -> bool {
    one.map(place) == other.map(place)
}

#[cfg(test)]
mod tests {
    use super::is_same_place;

    use url::Url;

    #[test]
    fn the_query_does_not_count() {
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
