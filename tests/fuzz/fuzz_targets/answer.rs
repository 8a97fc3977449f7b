//! Reads any bytes as a server's answer: a profile, and messages for fields.
//!
//! ```text
//! mkdir -p tests/fuzz/corpus/answer
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz answer tests/fuzz/corpus/answer -- -dict=tests/fuzz/answer.dict
//! ```

#![no_main]

use libfuzzer_sys::fuzz_target;
use nameplate::api;
use url::Url;

fuzz_target!(|bytes: &[u8]| {
    let address = Url::parse("https://hr.example.com/api/users/me/").expect("an address");
    if let Some(profile) = api::profile_in(bytes, &address) {
        // Only from the web is a picture fetched.
        assert!(profile.avatar.is_none_or(|avatar| matches!(avatar.scheme(), "http" | "https")));
        assert!(profile.full_name.is_none_or(|name| !name.trim().is_empty()));
    }
    if let Some(errors) = api::error::field_errors(bytes) {
        assert!(!errors.fields.is_empty() || !errors.other.is_empty());
    }
});
