//! The coefficients of a macroblock, from the tokens of its partition (RFC 6386, 13).

use super::bits::Bits;
use super::transform::inverse_walsh;

/// From the order in a file to `row * 4 + column` (RFC 6386, 13).
const ZIGZAG: [usize; 16] = [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15];

/// The band of each place (RFC 6386, 13.3). Behind the last one nothing is read.
const BANDS: [usize; 17] = [0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0];

/// The chances of the bits that follow the tokens of the four highest categories, of which the values begin at 11, 19,
/// 35 and 67 (RFC 6386, 13.2).
const CATEGORIES: [&[u8]; 4] = [
    &[173, 148, 140],
    &[176, 155, 140, 135],
    &[180, 157, 141, 134, 130],
    &[254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129],
];

/// The chances of the tokens of one kind of block: for each place and for what came before, of which there are none,
/// a one, or more.
type Places = [[[u8; 11]; 3]; 17];

/// The chances of all kinds of blocks: brightness without the first coefficient, the first ones of brightness, colours,
/// brightness with all (RFC 6386, 13.3).
pub(super) struct Kinds([Places; 4]);

impl Kinds {
    /// From the chances of each band.
    pub(super) fn new(bands: &[[[[u8; 11]; 3]; 8]; 4]) -> Box<Self> {
        Box::new(Self(bands.map(|bands| BANDS.map(|band| bands[band]))))
    }
}

/// What coefficients are multiplied by: the first one, and all others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steps {
    pub(super) luma: [i32; 2],
    /// The first ones of brightness.
    pub(super) second: [i32; 2],
    pub(super) chroma: [i32; 2],
}

/// Which blocks at an edge have coefficients: four of brightness, two of each colour, and the block of first ones.
pub(super) type Filled = [u8; 9];

/// The place of the block of first ones in [`Filled`].
const SECOND: usize = 8;

/// What has to be done to a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing.
    Empty,
    /// It has only the first coefficient.
    Even,
    /// It may have all.
    Full,
}

/// The coefficients of a macroblock: 16 blocks of brightness, four of each colour.
pub(super) struct Residue {
    /// 16 each, row by row.
    pub(super) blocks: [[i32; 16]; 24],
    pub(super) shapes: [Shape; 24],
}

impl Residue {
    pub(super) fn new() -> Self {
        Self { blocks: [[0; 16]; 24], shapes: [Shape::Empty; 24] }
    }

    /// Reads the macroblock that has these edges above and to its left. Whether it has any coefficients.
    pub(super) fn read(
        &mut self,
        bits: &mut Bits<'_>,
        kinds: &Kinds,
        steps: &Steps,
        is_in_parts: bool,
        (above, left): (&mut Filled, &mut Filled),
    ) -> bool {
        self.clear();
        let (mut kind, mut first) = (3, 0);
        if !is_in_parts {
            let mut block = [0; 16];
            let context = above[SECOND] + left[SECOND];
            let end = read_block(bits, &kinds.0[1], context, 0, steps.second, &mut block);
            (above[SECOND], left[SECOND]) = (u8::from(end > 0), u8::from(end > 0));
            if end > 0 {
                inverse_walsh(&block, &mut self.blocks);
            }
            (kind, first) = (0, 1);
        }
        let mut is_filled = false;
        for (at, (block, shape)) in self.blocks.iter_mut().zip(&mut self.shapes).enumerate() {
            let (column, row, steps) = if at < 16 {
                (at % 4, at / 4, steps.luma)
            } else {
                (kind, first) = (2, 0);
                let colour = 4 + (at - 16) / 4 * 2;
                (colour + at % 2, colour + at / 2 % 2, steps.chroma)
            };
            let context = above[column] + left[row];
            let end = read_block(bits, &kinds.0[kind], context, first, steps, block);
            (above[column], left[row]) = (u8::from(end > first), u8::from(end > first));
            *shape = match (end, block[0]) {
                (2.., _) => Shape::Full,
                (_, 0) => Shape::Empty,
                _ => Shape::Even,
            };
            is_filled |= end > first || block[0] != 0;
        }
        is_filled
    }

    /// Notes that a macroblock has no coefficients. Those of a macroblock in parts have no first ones apart, and leave
    /// what is known of them.
    pub(super) fn skip(&mut self, is_in_parts: bool, edges: [&mut Filled; 2]) {
        self.clear();
        for edge in edges {
            let second = if is_in_parts { edge[SECOND] } else { 0 };
            *edge = [0; 9];
            edge[SECOND] = second;
        }
    }

    fn clear(&mut self) {
        for (block, shape) in self.blocks.iter_mut().zip(&mut self.shapes) {
            match shape {
                Shape::Empty => {}
                Shape::Even => block[0] = 0,
                Shape::Full => *block = [0; 16],
            }
            *shape = Shape::Empty;
        }
    }
}

/// Reads a block from the coefficient `first` on, and gives the place behind its last one (RFC 6386, 13.2 and 13.3).
#[inline]
fn read_block(
    bits: &mut Bits<'_>,
    places: &Places,
    context: u8,
    first: usize,
    steps: [i32; 2],
    block: &mut [i32; 16],
) -> usize {
    // A copy, which stays in registers.
    let mut reader = *bits;
    let mut at = first;
    let mut chances = &places[at][usize::from(context).min(2)];
    let end = 'block: loop {
        if at == 16 || !reader.bit(chances[0]) {
            break at;
        }
        while !reader.bit(chances[1]) {
            at += 1;
            if at == 16 {
                break 'block 16;
            }
            chances = &places[at][0];
        }
        let (value, next) = if reader.bit(chances[2]) { (large(&mut reader, chances), 2) } else { (1, 1) };
        block[ZIGZAG[at] & 15] = reader.signed(value) * steps[usize::from(at > 0)];
        at += 1;
        chances = &places[at][next];
    };
    *bits = reader;
    end
}

/// A value from two on.
#[inline(always)]
fn large(reader: &mut Bits<'_>, chances: &[u8; 11]) -> i32 {
    if !reader.bit(chances[3]) {
        return if reader.bit(chances[4]) { 3 + i32::from(reader.bit(chances[5])) } else { 2 };
    }
    if !reader.bit(chances[6]) {
        if !reader.bit(chances[7]) {
            return 5 + i32::from(reader.bit(159));
        }
        let high = 2 * i32::from(reader.bit(165));
        return 7 + high + i32::from(reader.bit(145));
    }
    let high = usize::from(reader.bit(chances[8]));
    let category = 2 * high + usize::from(reader.bit(chances[9 + high]));
    let more = CATEGORIES[category].iter().fold(0, |more, chance| more << 1 | i32::from(reader.bit(*chance)));
    3 + (8 << category) + more
}
