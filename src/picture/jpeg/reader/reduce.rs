//! From the coefficients of a block to its pixels at a fraction of the size: of the 8 x 8 frequencies only the
//! lowest N x N are used, which gives N x N pixels and is a good low-pass filter for nothing.

use std::f32::consts::PI;

/// How frequencies of one direction become pixels: `basis[frequency][pixel]`.
pub(super) struct Basis<const N: usize>([[f32; N]; N]);

impl<const N: usize> Basis<N> {
    /// T.81, A.3.3, with N in place of 8 in the cosine: a constant stays what it is.
    pub(super) fn new() -> Self {
        let mut basis = [[0.0; N]; N];
        for (frequency, row) in basis.iter_mut().enumerate() {
            for (pixel, value) in row.iter_mut().enumerate() {
                let angle = (2 * pixel + 1) as f32 * frequency as f32 * PI / (2 * N) as f32;
                *value = if frequency == 0 { 0.5 * 0.5_f32.sqrt() } else { 0.5 * angle.cos() };
            }
        }
        Self(basis)
    }

    /// The pixels of a block, row by row.
    #[inline(always)]
    pub(super) fn pixels(&self, block: &[[f32; N]; N]) -> [[u8; N]; N] {
        let mut out = [[0; N]; N];
        // Down the columns first, each row of frequencies at a time, then along the rows.
        let mut half = [[0.0_f32; N]; N];
        for (frequencies, basis) in block.iter().zip(&self.0) {
            for (row, weight) in half.iter_mut().zip(basis) {
                for (sum, value) in row.iter_mut().zip(frequencies) {
                    *sum += value * weight;
                }
            }
        }
        for (row, out) in half.iter().zip(&mut out) {
            let mut sums = [128.0_f32; N];
            for (value, basis) in row.iter().zip(&self.0) {
                for (sum, weight) in sums.iter_mut().zip(basis) {
                    *sum += value * weight;
                }
            }
            for (pixel, sum) in out.iter_mut().zip(sums) {
                // Above 2^23 a float has no fraction: adding that rounds, and the lowest byte is the number.
                // Unlike a cast this is done for all pixels of a row at once.
                *pixel = (sum.clamp(0.0, 255.0) + 8_388_608.0).to_bits() as u8;
            }
        }
        out
    }
}
