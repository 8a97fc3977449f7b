//! Tests that the fast ways to read and skip coefficients give the same result as the slow way.

use super::*;

use proptest::prelude::*;

/// The number of codes of each length of an AC table (a few sixteenths of the free ones), and the symbols.
fn codes() -> impl Strategy<Value = ([u8; 16], Vec<u8>)> {
    // Ends of blocks and small numbers, as in photos, so that blocks end by chance often enough.
    let symbol = prop_oneof![2 => any::<u8>(), 1 => Just(0), 2 => 1_u8..4];
    let shares = prop::array::uniform16(0_u32..10);
    (shares, prop::collection::vec(symbol, 256)).prop_map(|(shares, symbols)| {
        let (mut counts, mut free, mut total) = ([0; 16], 1_u32, 0);
        for (count, share) in counts.iter_mut().zip(shares) {
            free *= 2;
            let used = (free * share / 16).min(256 - total).min(255);
            (free, total) = ((free - used).min(1 << 16), total + used);
            *count = used as u8;
        }
        (counts, symbols)
    })
}

/// Skips the rest of a block one coefficient at a time.
fn skip_slowly(table: &Table, bits: &mut Bits<'_>, mut at: usize) -> Result<(), Error> {
    while at < BLOCK {
        bits.fill();
        let symbol = table.symbol(bits)?;
        let (run, size) = (usize::from(symbol >> 4), u32::from(symbol & 15));
        if size == 0 && run < 15 {
            return Ok(());
        }
        let _ = bits.take(size);
        at += run + 1;
    }
    if at == BLOCK { Ok(()) } else { Err(Error::Broken) }
}

/// All bits that are left before the padding.
fn rest(mut bits: Bits<'_>) -> Vec<u32> {
    (0..64).map(|_| u32::from(bits.bit())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn skipping_ends_where_reading_ends(
        (counts, symbols) in codes(),
        data in prop::collection::vec(prop_oneof![9 => any::<u8>(), 1 => Just(0xFF)], 0..60),
        at in prop_oneof![1..BLOCK, BLOCK - 4..BLOCK],
        skipped in 0_u32..8,
    ) {
        let table = Table::new(&counts, &symbols).unwrap();
        let mut quick = Bits::new(&data);
        quick.fill();
        quick.skip(skipped);
        let mut slow = quick.clone();
        let passed = table.skip_rest(&mut quick, at);
        prop_assert_eq!(&passed, &skip_slowly(&table, &mut slow, at));
        if passed.is_ok() {
            prop_assert_eq!(quick.is_overdrawn(), slow.is_overdrawn());
            prop_assert_eq!(rest(quick), rest(slow));
        }
    }

    #[test]
    fn numbers_are_those_of_the_standard(bits in any::<u64>(), size in 0_u32..16) {
        // T.81, figure F.12: EXTEND.
        let value = if size == 0 { 0 } else { (bits >> (64 - size)) as i32 };
        let half = if size == 0 { 0 } else { 1 << (size - 1) };
        let extended = if value < half { value - (1 << size) + 1 } else { value };
        prop_assert_eq!(number(bits, size), extended);
    }

    #[test]
    fn a_symbol_with_its_number_equals_both_read_separately((counts, symbols) in codes(), data in prop::array::uniform8(0_u8..255)) {
        let table = Table::new(&counts, &symbols).unwrap();
        let mut one = Bits::new(&data);
        one.fill();
        let mut other = one.clone();
        let coefficient = table.coefficient(&mut one);
        let apart = table.symbol(&mut other).map(|symbol| {
            (usize::from(symbol >> 4), signed(&mut other, u32::from(symbol & 15)))
        });
        prop_assert_eq!(coefficient, apart);
        prop_assert_eq!(one.count, other.count);
    }
}
