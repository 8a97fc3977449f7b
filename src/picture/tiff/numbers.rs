//! Converts the bytes of a row of a TIFF to numbers, and undoes the predictor.

use super::interpretation::Numbers;
use super::layout::Predictor;

/// The largest result for floats from 0 to 1.
const SIXTEEN_BITS: f32 = 65_535.0;

/// The format of the numbers in a row.
#[derive(Clone, Copy)]
pub(super) struct RowFormat {
    /// The number format.
    pub(super) numbers: Numbers,
    /// The predictor.
    pub(super) predictor: Predictor,
    /// Samples per pixel.
    pub(super) samples: usize,
    /// Whether numbers are little-endian.
    pub(super) is_little: bool,
}

impl RowFormat {
    /// The largest number.
    pub(super) fn max(self) -> u16 {
        match self.numbers {
            Numbers::Bits(bits @ 1..16) => (1 << bits) - 1,
            Numbers::Bits(_) | Numbers::Float => u16::MAX,
        }
    }

    /// Reads the numbers of a row. Of 32 bits only the upper 16 are used.
    pub(super) fn read(self, row: &mut [u8], out: &mut Vec<u16>) {
        out.clear();
        match (self.numbers, self.predictor) {
            (Numbers::Bits(8), predictor) => {
                if predictor == Predictor::Difference {
                    for at in self.samples..row.len() {
                        row[at] = row[at].wrapping_add(row[at - self.samples]);
                    }
                }
                out.extend(row.iter().copied().map(u16::from));
            }
            (Numbers::Bits(16), predictor) => {
                let (pairs, _) = row.as_chunks::<2>();
                let number = |pair: &[u8; 2]| match self.is_little {
                    true => u16::from_le_bytes(*pair),
                    false => u16::from_be_bytes(*pair),
                };
                out.extend(pairs.iter().map(number));
                if predictor == Predictor::Difference {
                    for at in self.samples..out.len() {
                        out[at] = out[at].wrapping_add(out[at - self.samples]);
                    }
                }
            }
            (Numbers::Bits(32), predictor) => {
                let words = self.words(row, predictor);
                out.extend(words.iter().map(|word| (word >> 16) as u16));
            }
            (Numbers::Float, predictor) => {
                let words = self.words(row, predictor);
                let number = |word: &u32| (f32::from_bits(*word).clamp(0.0, 1.0) * SIXTEEN_BITS + 0.5) as u16;
                out.extend(words.iter().map(number));
            }
            (Numbers::Bits(bits), _) => out.extend(bit_fields(row, bits)),
        }
    }

    fn words(self, row: &mut [u8], predictor: Predictor) -> Vec<u32> {
        if predictor == Predictor::Float {
            for at in self.samples..row.len() {
                row[at] = row[at].wrapping_add(row[at - self.samples]);
            }
            let count = row.len() / 4;
            let byte = |index: usize, plane: usize| row[plane * count + index];
            let word = |index| u32::from_be_bytes([0, 1, 2, 3].map(|plane| byte(index, plane)));
            return (0..count).map(word).collect();
        }
        let (words, _) = row.as_chunks::<4>();
        let number = |word: &[u8; 4]| match self.is_little {
            true => u32::from_le_bytes(*word),
            false => u32::from_be_bytes(*word),
        };
        let mut words: Vec<_> = words.iter().map(number).collect();
        if predictor == Predictor::Difference {
            for at in self.samples..words.len() {
                words[at] = words[at].wrapping_add(words[at - self.samples]);
            }
        }
        words
    }
}

/// Numbers of `bits` bits, 1 to 16. The highest bit is first, in both byte orders.
fn bit_fields(row: &[u8], bits: u32) -> impl Iterator<Item = u16> {
    let (mut buffer, mut count) = (0_u32, 0);
    row.iter().flat_map(move |byte| {
        buffer = buffer << 8 | u32::from(*byte);
        count += 8;
        let mut numbers = [0; 8];
        let mut found = 0;
        while count >= bits {
            count -= bits;
            numbers[found] = (buffer >> count & ((1 << bits) - 1)) as u16;
            found += 1;
        }
        numbers.into_iter().take(found)
    })
}

#[cfg(test)]
mod tests {
    use super::{Numbers, Predictor, RowFormat};

    /// Numbers, predictor, samples, byte order; the bytes, and what they mean.
    type Case<'a> = (Numbers, Predictor, usize, bool, &'a [u8], &'a [u16]);

    #[test]
    fn bytes_are_converted_to_numbers() {
        use Numbers::{Bits, Float};
        use Predictor::Difference;

        const PLAIN: Predictor = Predictor::None;

        let one = 1.0_f32.to_be_bytes();
        let cases: [Case<'_>; 12] = [
            (Bits(1), PLAIN, 1, false, &[0b1010_0001], &[1, 0, 1, 0, 0, 0, 0, 1]),
            (Bits(2), PLAIN, 1, true, &[0b1110_0100], &[3, 2, 1, 0]),
            (Bits(4), PLAIN, 3, true, &[0xA5, 0x0F], &[10, 5, 0, 15]),
            (Bits(12), PLAIN, 1, true, &[0x12, 0x3A, 0xBC], &[0x123, 0xABC]),
            (Bits(8), PLAIN, 1, true, &[7, 9], &[7, 9]),
            (Bits(8), Difference, 2, true, &[250, 1, 10, 2, 1, 255], &[250, 1, 4, 3, 5, 2]),
            (Bits(16), PLAIN, 1, true, &[1, 2], &[0x201]),
            (Bits(16), Difference, 1, false, &[1, 2, 0xFF, 0xFF], &[0x102, 0x101]),
            (Bits(32), PLAIN, 1, false, &[1, 2, 3, 4], &[0x102]),
            (Bits(32), Difference, 1, true, &[0xFF, 0xFF, 0, 0, 1, 0, 0, 0], &[0, 1]),
            (Float, PLAIN, 1, false, &one, &[65_535]),
            // 1 and 0.5 are 3F 80 00 00 and 3F 00 00 00: the highest bytes first, then differences.
            (Float, Predictor::Float, 1, true, &[0x3F, 0, 0x41, 0x80, 0, 0, 0, 0], &[65_535, 32_768]),
        ];
        for (numbers, predictor, samples, is_little, bytes, expected) in cases {
            let format = RowFormat { numbers, predictor, samples, is_little };
            let mut out = Vec::new();
            format.read(&mut bytes.to_vec(), &mut out);
            assert_eq!(out, expected, "{numbers:?}, {predictor:?}");
        }
    }
}
