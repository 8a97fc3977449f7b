//! Any bytes, any square: what is sent can be read again, is small enough, and needs no turning.
//! `cargo fuzz run --fuzz-dir tests/fuzz prepare tests/fixtures/pictures`

#![no_main]

use libfuzzer_sys::fuzz_target;
use nameplate::picture::{Crop, decode, prepare};

const MOST_BYTES: u64 = 50_000;

fuzz_target!(|input: (u16, u16, u16, &[u8])| {
    let (x, y, side, bytes) = input;
    let crop = Crop { x: u32::from(x), y: u32::from(y), side: u32::from(side), ..Crop::default() };
    if let Ok(prepared) = prepare(bytes, Some(crop), 64, MOST_BYTES) {
        assert!(prepared.photo.bytes.len() as u64 <= MOST_BYTES);
        let sent = decode(&prepared.photo.bytes, 64).expect("our own file can be read");
        assert_eq!((sent.facts.width, sent.facts.height), (prepared.size, prepared.size));
        assert!(!sent.facts.turned && !sent.facts.has_location);
    }
});
