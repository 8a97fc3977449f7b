//! Decodes any bytes as a picture for the screen.
//!
//! ```text
//! tests/fuzz/seeds
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz -s none decode tests/fuzz/corpus/decode tests/fixtures/pictures -- \
//!     -dict=tests/fuzz/picture.dict
//! ```
//!
//! The library converts a panic of a decoder into an error, but libFuzzer's hook ends the run before that.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(source) = nameplate::picture::decode(bytes, 64) {
        assert!((1..=64).contains(&source.width.max(source.height)));
        assert_eq!(source.rgba.len() as u32, source.width * source.height * 4);
    }
});
