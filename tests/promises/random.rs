//! Random numbers with a seed, and the number of runs of a test.

use std::time::{SystemTime, UNIX_EPOCH};

/// A row of random numbers (xorshift64*).
pub(crate) struct Random(u64);

impl Random {
    /// A new row, or that of `NAMEPLATE_SEED`. The seed is printed, which is shown when the test fails.
    pub(crate) fn new() -> Self {
        let given = std::env::var("NAMEPLATE_SEED").ok().and_then(|seed| seed.parse().ok());
        let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_nanos() as u64);
        let seed = given.unwrap_or_else(now);
        println!("NAMEPLATE_SEED={seed}");
        Self(seed | 1)
    }

    /// Any number.
    pub(crate) fn any(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    /// A number below this one.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.any() % end.max(1) as u64) as usize
    }

    /// One of these.
    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// So many runs in every `cargo test`, or so many in the long run.
pub(crate) fn runs(short: usize, long: usize) -> usize {
    if is_long() { long } else { short }
}

/// Whether this is the long run.
pub(crate) fn is_long() -> bool {
    std::env::var_os("NAMEPLATE_LONG").is_some()
}
