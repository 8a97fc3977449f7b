//! The picture that a server shows of everybody without a photo, known from a removal here.
//!
//! In the place where it is there may be a photo later, on servers that have one address for everything or tell
//! pictures apart by the query: then what is served decides.

use crate::picture::Fingerprint;
use crate::profile::is_same_place;

use url::Url;

/// What a removal has left.
#[derive(Debug)]
pub(super) struct StandIn {
    url: Url,
    served: Option<Fingerprint>,
}

impl StandIn {
    /// This is where the picture is after a removal.
    pub(super) fn new(url: Url) -> Self {
        Self { url, served: None }
    }

    /// Notes what is served there, the first time that it was fetched.
    pub(super) fn note_served(&mut self, fingerprint: Fingerprint) {
        let _ = self.served.get_or_insert(fingerprint);
    }

    /// Whether the picture at this address is the one that the removal has left; `served` is what is there, if that was
    /// fetched.
    pub(super) fn is(&self, url: &Url, served: Option<Fingerprint>) -> bool {
        let is_another = self.served.zip(served).is_some_and(|(own, now)| own != now);
        is_same_place(Some(&self.url), Some(url)) && !is_another
    }
}

#[cfg(test)]
mod tests {
    use super::StandIn;
    use crate::picture::Fingerprint;

    use url::Url;

    #[test]
    fn it_is_known_by_its_place_and_by_its_bytes() {
        let url = |text: &str| Url::parse(text).unwrap();
        let (own, other) = (Fingerprint::of(b"own"), Fingerprint::of(b"other"));
        let mut left = StandIn::new(url("https://h/default.png?s=1"));
        assert!(left.is(&url("https://h/default.png?s=2"), Some(other)), "nothing to compare with yet");
        left.note_served(own);
        left.note_served(other);
        let cases = [
            ("https://h/default.png?s=2", Some(own), true),
            ("https://h/default.png", None, true),
            ("https://h/default.png", Some(other), false),
            ("https://h/a.png", Some(own), false),
            ("https://h/a.png", None, false),
        ];
        for (now, served, is_left) in cases {
            assert_eq!(left.is(&url(now), served), is_left, "{now} {served:?}");
        }
    }
}
