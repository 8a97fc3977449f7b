//! How macroblocks are predicted, from the first partition (RFC 6386, 8.1 and 11).

use super::bits::Bits;
use super::tables::SUBBLOCK_MODES;

/// How a block is predicted. Macroblocks and their colours know the first four only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// The mean of what is above and to the left.
    Dc,
    /// What is above, and how it changes to the left.
    TrueMotion,
    Vertical,
    Horizontal,
    LeftDown,
    RightDown,
    VerticalRight,
    VerticalLeft,
    HorizontalDown,
    HorizontalUp,
}

/// How the brightness of a macroblock is predicted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Luma {
    Whole(Mode),
    /// Its blocks of 4 x 4 one by one, row by row.
    Parts([Mode; 16]),
}

impl Luma {
    /// Reads it (RFC 6386, 11.2 and 11.3). `above` and `left` are the modes of the blocks there, which become those of
    /// this macroblock.
    pub(super) fn read(bits: &mut Bits<'_>, above: &mut [Mode; 4], left: &mut [Mode; 4]) -> Self {
        if bits.bit(145) {
            let mode = match bits.bit(156) {
                true if bits.bit(128) => Mode::TrueMotion,
                true => Mode::Horizontal,
                false if bits.bit(163) => Mode::Vertical,
                false => Mode::Dc,
            };
            (*above, *left) = ([mode; 4], [mode; 4]);
            return Self::Whole(mode);
        }
        let mut modes = [Mode::Dc; 16];
        for (row, left) in modes.chunks_exact_mut(4).zip(left) {
            for (mode, above) in row.iter_mut().zip(&mut *above) {
                *mode = subblock(bits, &SUBBLOCK_MODES[*above as usize][*left as usize]);
                (*above, *left) = (*mode, *mode);
            }
        }
        Self::Parts(modes)
    }

    pub(super) fn is_in_parts(&self) -> bool {
        matches!(self, Self::Parts(_))
    }
}

/// How the colours of a macroblock are predicted (RFC 6386, 11.4).
pub(super) fn chroma(bits: &mut Bits<'_>) -> Mode {
    if !bits.bit(142) {
        Mode::Dc
    } else if !bits.bit(114) {
        Mode::Vertical
    } else if bits.bit(183) {
        Mode::TrueMotion
    } else {
        Mode::Horizontal
    }
}

/// RFC 6386, 11.2: the tree of the modes of a block, with the chance of each of its branches.
fn subblock(bits: &mut Bits<'_>, chances: &[u8; 9]) -> Mode {
    if !bits.bit(chances[0]) {
        return Mode::Dc;
    }
    if !bits.bit(chances[1]) {
        return Mode::TrueMotion;
    }
    if !bits.bit(chances[2]) {
        return Mode::Vertical;
    }
    if !bits.bit(chances[3]) {
        if !bits.bit(chances[4]) {
            return Mode::Horizontal;
        }
        return if bits.bit(chances[5]) { Mode::VerticalRight } else { Mode::RightDown };
    }
    if !bits.bit(chances[6]) {
        return Mode::LeftDown;
    }
    if !bits.bit(chances[7]) {
        return Mode::VerticalLeft;
    }
    if bits.bit(chances[8]) { Mode::HorizontalUp } else { Mode::HorizontalDown }
}
