//! The default picture, which a server shows for people without a photo. It is known after a removal.
//!
//! On some servers all pictures have the same address, or differ only in the query. So a photo may be at its address later;
//! then the bytes decide.

use crate::picture::Fingerprint;
use crate::profile::is_same_place;

use url::Url;

/// The default picture.
#[derive(Debug)]
pub(super) struct DefaultPicture {
    url: Url,
    served: Option<Fingerprint>,
}

impl DefaultPicture {
    /// With the address of the picture after a removal.
    pub(super) fn new(url: Url) -> Self {
        Self { url, served: None }
    }

    /// Notes its fingerprint when it is fetched for the first time.
    pub(super) fn note_served(&mut self, fingerprint: Fingerprint) {
        let _ = self.served.get_or_insert(fingerprint);
    }

    /// Whether the picture at this address is the default picture. `served` is its fingerprint, if it was fetched.
    pub(super) fn is(&self, url: &Url, served: Option<Fingerprint>) -> bool {
        let is_another = self.served.zip(served).is_some_and(|(own, now)| own != now);
        is_same_place(Some(&self.url), Some(url)) && !is_another
    }
}

#[cfg(test)]
mod tests {
    use super::DefaultPicture;
    use crate::picture::Fingerprint;

    use url::Url;

    #[test]
    fn it_is_recognised_by_address_and_bytes() {
        let url = |text: &str| Url::parse(text).unwrap();
        let (own, other) = (Fingerprint::of(b"own"), Fingerprint::of(b"other"));
        let mut left = DefaultPicture::new(url("https://h/default.png?s=1"));
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
