//! From the coefficients of a block to differences of pixels (RFC 6386, 14.3 and 14.4).

/// The first coefficients of the 16 blocks of brightness, from a block of their own.
pub(super) fn inverse_walsh(block: &[i32; 16], blocks: &mut [[i32; 16]; 24]) {
    let mut half = [0; 16];
    for i in 0..4 {
        let (a, b) = (block[i] + block[12 + i], block[4 + i] + block[8 + i]);
        let (c, d) = (block[4 + i] - block[8 + i], block[i] - block[12 + i]);
        (half[i], half[4 + i], half[8 + i], half[12 + i]) = (a + b, c + d, a - b, d - c);
    }
    for (row, blocks) in half.chunks_exact(4).zip(blocks.chunks_exact_mut(4)) {
        let (a, b) = (row[0] + row[3], row[1] + row[2]);
        let (c, d) = (row[1] - row[2], row[0] - row[3]);
        for (block, value) in blocks.iter_mut().zip([a + b, c + d, a - b, d - c]) {
            block[0] = (value + 3) >> 3;
        }
    }
}

/// The differences of a block that has only its first coefficient.
pub(super) fn even(first: i32) -> i32 {
    (first + 4) >> 3
}

/// The differences of a block, row by row.
#[inline(always)]
pub(super) fn inverse_dct(block: &[i32; 16]) -> [i32; 16] {
    let half = columns(block, 0);
    columns(&half, 4).map(|value| value >> 3)
}

/// One direction, turned over for the other.
#[inline(always)]
fn columns(block: &[i32; 16], rounding: i32) -> [i32; 16] {
    // sqrt(2) * cos(pi / 8) less one, and sqrt(2) * sin(pi / 8), in 65,536ths. What a damaged file makes too large may
    // wrap.
    let cos = |value: i32| value + (value.wrapping_mul(20_091) >> 16);
    let sin = |value: i32| value.wrapping_mul(35_468) >> 16;
    let mut out = [0; 16];
    for i in 0..4 {
        let (a, b) = (block[i] + block[8 + i] + rounding, block[i] - block[8 + i] + rounding);
        let c = sin(block[4 + i]) - cos(block[12 + i]);
        let d = cos(block[4 + i]) + sin(block[12 + i]);
        (out[i], out[4 + i], out[8 + i], out[12 + i]) = (a + d, b + c, b - c, a - d);
    }
    std::array::from_fn(|at| out[at % 4 * 4 + at / 4])
}
