//! Computes the pixels of a block at a fraction of its size. Only the lowest N x N of the 8 x 8 frequencies are used, which
//! gives N x N pixels. This is also a good low-pass filter without extra cost.

use std::f32::consts::PI;

/// The weights of the inverse DCT in one direction: `basis[frequency][pixel]`.
pub(super) struct Basis<const N: usize>([[f32; N]; N]);

impl<const N: usize> Basis<N> {
    /// T.81, A.3.3, with N instead of 8 in the cosine only, so that a block of one colour keeps it.
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
        // First the columns, for a row of frequencies at a time, then the rows.
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
                // A float above 2^23 has no fraction, so this addition rounds, and the lowest byte is the result.
                // Unlike a cast, the compiler vectorises this.
                *pixel = (sum.clamp(0.0, 255.0) + 8_388_608.0).to_bits() as u8;
            }
        }
        out
    }
}
