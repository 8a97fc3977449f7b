//! Prediction of a macroblock from what lies above and to the left of it (RFC 6386, 12), and the differences to that.

use super::modes::{Luma, Mode};
use super::residue::{Residue, Shape};
use super::transform;

/// Where the pixels of a macroblock begin in a row of its area; the one to the left of them is before it.
const LEFT: usize = 8;

/// A macroblock of one plane with its surroundings: rows of `WIDTH` bytes, of which the first lies above it.
pub(super) struct Area<const SIDE: usize, const WIDTH: usize, const BYTES: usize>([u8; BYTES]);

/// Brightness. To the right there is room for four pixels more, which blocks of 4 x 4 look at.
pub(super) type LumaArea = Area<16, 32, { 17 * 32 }>;
/// A colour.
pub(super) type ChromaArea = Area<8, 16, { 9 * 16 }>;

/// Where a macroblock is, and what there is round it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) has_above: bool,
    pub(super) has_left: bool,
    pub(super) has_right: bool,
}

impl<const SIDE: usize, const WIDTH: usize, const BYTES: usize> Area<SIDE, WIDTH, BYTES> {
    /// At the beginning of a row of macroblocks. What is outside of the picture is 127 above and 129 to the left
    /// (RFC 6386, 12.2); the corner belongs to what is above in the first row only.
    pub(super) fn new(has_above: bool) -> Self {
        let mut area = [129; BYTES];
        area[LEFT + SIDE - 1] = if has_above { 129 } else { 127 };
        Self(area)
    }

    /// Moves on to the next macroblock: the last column of this one becomes its left neighbour, and `above` its upper.
    #[inline(always)]
    fn advance(&mut self, above: &[u8]) {
        for row in 0..=SIDE {
            self.0[row * WIDTH + LEFT - 1] = self.0[row * WIDTH + LEFT + SIDE - 1];
        }
        self.0[LEFT..LEFT + SIDE].copy_from_slice(&above[..SIDE]);
    }

    /// Writes the pixels to where `target` begins, and the lowest ones to `above` for the macroblock below.
    #[inline(always)]
    fn store(&self, target: &mut [u8], stride: usize, above: &mut [u8]) {
        let rows = self.0.chunks_exact(WIDTH).skip(1);
        for (row, target) in rows.zip(target.chunks_mut(stride)) {
            target[..SIDE].copy_from_slice(&row[LEFT..LEFT + SIDE]);
        }
        above[..SIDE].copy_from_slice(&self.0[SIDE * WIDTH + LEFT..][..SIDE]);
    }

    /// RFC 6386, 12.2.
    #[inline(always)]
    fn predict(&mut self, mode: Mode, place: Place) {
        let mut above = [0; SIDE];
        above.copy_from_slice(&self.0[LEFT..LEFT + SIDE]);
        let corner = i16::from(self.0[LEFT - 1]);
        let mean = if mode == Mode::Dc { self.mean(&above, place) } else { 0 };
        for row in self.0.chunks_exact_mut(WIDTH).skip(1) {
            let left = row[LEFT - 1];
            let pixels = &mut row[LEFT..LEFT + SIDE];
            match mode {
                Mode::Dc => pixels.fill(mean),
                Mode::Vertical => pixels.copy_from_slice(&above),
                Mode::Horizontal => pixels.fill(left),
                _ => {
                    let difference = i16::from(left) - corner;
                    for (pixel, above) in pixels.iter_mut().zip(&above) {
                        *pixel = (i16::from(*above) + difference).clamp(0, 255) as u8;
                    }
                }
            }
        }
    }

    /// The mean of what there is above and to the left.
    fn mean(&self, above: &[u8; SIDE], place: Place) -> u8 {
        let (mut sum, mut count) = (0, 0);
        if place.has_above {
            sum += above.iter().map(|pixel| u32::from(*pixel)).sum::<u32>();
            count += SIDE as u32;
        }
        if place.has_left {
            let left = self.0.chunks_exact(WIDTH).skip(1).map(|row| row[LEFT - 1]);
            sum += left.map(u32::from).sum::<u32>();
            count += SIDE as u32;
        }
        (sum + count / 2).checked_div(count).map_or(128, |mean| mean as u8)
    }

    /// Adds the differences of a block of 4 x 4.
    #[inline(always)]
    fn add(&mut self, at: usize, block: &[i32; 16], shape: Shape) {
        let differences = match shape {
            Shape::Empty => return,
            Shape::Even => [transform::even(block[0]); 16],
            Shape::Full => transform::inverse_dct(block),
        };
        for (row, differences) in differences.chunks_exact(4).enumerate() {
            let pixels = &mut self.0[at + row * WIDTH..][..4];
            for (pixel, difference) in pixels.iter_mut().zip(differences) {
                *pixel = (i32::from(*pixel) + difference).clamp(0, 255) as u8;
            }
        }
    }

    /// Where a block of 4 x 4 begins.
    fn at(column: usize, row: usize) -> usize {
        (1 + 4 * row) * WIDTH + LEFT + 4 * column
    }
}

impl LumaArea {
    /// Puts a macroblock together. `above` is the row above it and to the right of that.
    #[inline]
    pub(super) fn build(
        &mut self,
        luma: &Luma,
        place: Place,
        residue: &Residue,
        above: &mut [u8],
        (target, stride): (&mut [u8], usize),
    ) {
        self.advance(above);
        let blocks = residue.blocks.iter().zip(&residue.shapes).take(16).enumerate();
        match luma {
            Luma::Whole(mode) => {
                self.predict(*mode, place);
                for (at, (block, shape)) in blocks {
                    self.add(Self::at(at % 4, at / 4), block, *shape);
                }
            }
            Luma::Parts(modes) => {
                self.set_right(place, above);
                for ((at, (block, shape)), mode) in blocks.zip(modes) {
                    let at = Self::at(at % 4, at / 4);
                    self.predict_part(at, *mode);
                    self.add(at, block, *shape);
                }
            }
        }
        self.store(target, stride, above);
    }

    /// What blocks on the right see above and to the right of them: always the row above the macroblock (RFC 6386,
    /// 12.3), and beyond the picture its last pixel.
    fn set_right(&mut self, place: Place, above: &[u8]) {
        let beyond = [above[15]; 4];
        let right = if place.has_right { &above[16..20] } else { &beyond };
        for row in [0, 4, 8, 12] {
            self.0[row * 32 + LEFT + 16..][..4].copy_from_slice(right);
        }
    }

    /// RFC 6386, 12.3.
    #[inline(always)]
    fn predict_part(&mut self, at: usize, mode: Mode) {
        // The edge: from the lowest on the left over the corner to the eighth above.
        let mut e = [0; 13];
        for (row, left) in e[..4].iter_mut().rev().enumerate() {
            *left = self.0[at + row * 32 - 1];
        }
        e[4..].copy_from_slice(&self.0[at - 33..][..9]);
        let mean = |i: usize| (u16::from(e[i]) + u16::from(e[i + 1])).div_ceil(2) as u8;
        let smooth = |a: u8, b: u8, c: u8| ((u16::from(a) + 2 * u16::from(b) + u16::from(c) + 2) >> 2) as u8;
        let s = |i: usize| smooth(e[i], e[i + 1], e[i + 2]);
        let rows: [[u8; 4]; 4] = match mode {
            Mode::Dc => {
                let sum = e[..4].iter().chain(&e[5..9]).map(|pixel| u16::from(*pixel)).sum::<u16>();
                [[((sum + 4) >> 3) as u8; 4]; 4]
            }
            Mode::TrueMotion => std::array::from_fn(|y| {
                let difference = i16::from(e[3 - y]) - i16::from(e[4]);
                std::array::from_fn(|x| (i16::from(e[5 + x]) + difference).clamp(0, 255) as u8)
            }),
            Mode::Vertical => [[s(4), s(5), s(6), s(7)]; 4],
            Mode::Horizontal => [s(2), s(1), s(0), smooth(e[1], e[0], e[0])].map(|value| [value; 4]),
            Mode::LeftDown => {
                let last = smooth(e[11], e[12], e[12]);
                let s: [u8; 7] = std::array::from_fn(|i| if i < 6 { s(5 + i) } else { last });
                std::array::from_fn(|y| std::array::from_fn(|x| s[x + y]))
            }
            Mode::RightDown => std::array::from_fn(|y| std::array::from_fn(|x| s(3 + x - y))),
            Mode::VerticalRight => [
                [mean(4), mean(5), mean(6), mean(7)],
                [s(3), s(4), s(5), s(6)],
                [s(2), mean(4), mean(5), mean(6)],
                [s(1), s(3), s(4), s(5)],
            ],
            Mode::VerticalLeft => [
                [mean(5), mean(6), mean(7), mean(8)],
                [s(5), s(6), s(7), s(8)],
                [mean(6), mean(7), mean(8), s(9)],
                [s(6), s(7), s(8), s(10)],
            ],
            Mode::HorizontalDown => [
                [mean(3), s(3), s(4), s(5)],
                [mean(2), s(2), mean(3), s(3)],
                [mean(1), s(1), mean(2), s(2)],
                [mean(0), s(0), mean(1), s(1)],
            ],
            Mode::HorizontalUp => {
                let last = smooth(e[1], e[0], e[0]);
                [
                    [mean(2), s(1), mean(1), s(0)],
                    [mean(1), s(0), mean(0), last],
                    [mean(0), last, e[0], e[0]],
                    [e[0]; 4],
                ]
            }
        };
        for (y, row) in rows.iter().enumerate() {
            self.0[at + y * 32..][..4].copy_from_slice(row);
        }
    }
}

impl ChromaArea {
    /// Puts one colour of a macroblock together, from four blocks of `residue` from `first` on.
    #[inline]
    pub(super) fn build(
        &mut self,
        mode: Mode,
        place: Place,
        (residue, first): (&Residue, usize),
        above: &mut [u8],
        (target, stride): (&mut [u8], usize),
    ) {
        self.advance(above);
        self.predict(mode, place);
        let blocks = residue.blocks.iter().zip(&residue.shapes).skip(first).take(4);
        for (at, (block, shape)) in blocks.enumerate() {
            self.add(Self::at(at % 2, at / 2), block, *shape);
        }
        self.store(target, stride, above);
    }
}
