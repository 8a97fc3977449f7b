//! Prepares a photo from any bytes and any square. The result can be decoded, is small enough, and is upright.
//!
//! ```text
//! tests/fuzz/seeds
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz -s none prepare tests/fuzz/corpus/prepare tests/fixtures/pictures -- \
//!     -dict=tests/fuzz/picture.dict
//! ```

#![no_main]

use libfuzzer_sys::fuzz_target;
use nameplate::picture::{Crop, decode, prepare};

const MOST_BYTES: u64 = 50_000;

fuzz_target!(|bytes: &[u8]| {
    // The last bytes also choose the square: pictures end before them, or hardly change by them.
    let Some(&[x1, x2, y1, y2, side1, side2]) = bytes.last_chunk() else { return };
    let [x, y, side] = [[x1, x2], [y1, y2], [side1, side2]].map(|pair| u32::from(u16::from_be_bytes(pair)));
    let crop = Crop { x, y, side, ..Crop::default() };
    if let Ok(prepared) = prepare(bytes, Some(crop), 64, MOST_BYTES) {
        assert!(prepared.photo.bytes.len() as u64 <= MOST_BYTES);
        let sent = decode(&prepared.photo.bytes, 64).expect("our own file can be read");
        assert_eq!((sent.facts.width, sent.facts.height), (prepared.size, prepared.size));
        assert!(!sent.facts.turned && !sent.facts.has_location);
    }
});
