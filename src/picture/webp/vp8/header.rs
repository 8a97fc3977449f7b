//! The frame header of a key frame (RFC 6386, 9.2 to 9.11 and 19.2).

use super::super::super::Error;
use super::bits::Bits;
use super::filter::{Filter, Strength};
use super::probabilities::{DEFAULTS, UPDATES};
use super::residue::{Kinds, Steps};
use super::tables::{AC_STEPS, DC_STEPS};

/// What holds for all macroblocks of the picture.
pub(super) struct Header {
    /// Width and height in pixels.
    pub(super) size: (usize, usize),
    /// The chances of the tree that says the segment of a macroblock, if it is said.
    pub(super) segment_tree: Option<[u8; 3]>,
    /// What holds for the macroblocks of each segment.
    pub(super) segments: [Segment; 4],
    /// How edges are smoothed, if they are.
    pub(super) filter: Option<Filter>,
    /// The chances of the tokens of coefficients.
    pub(super) kinds: Box<Kinds>,
    /// The chance that a macroblock has coefficients, if it is said for each.
    pub(super) skipping: Option<u8>,
}

/// A part of the picture that shares its quality.
#[derive(Clone, Copy)]
pub(super) struct Segment {
    /// What coefficients are multiplied by.
    pub(super) steps: Steps,
    /// How much edges are smoothed, of macroblocks that are predicted as a whole and of those in parts.
    pub(super) strengths: [Option<Strength>; 2],
}

/// The header with what follows: how the macroblocks are predicted, and the partitions of their coefficients.
pub(super) type Parts<'a> = (Header, Bits<'a>, Vec<Bits<'a>>);

/// Reads the header. `content` is that of the chunk `VP8 `.
pub(super) fn read(content: &[u8]) -> Result<Parts<'_>, Error> {
    let (head, rest) = content.split_first_chunk::<10>().ok_or(Error::CutShort)?;
    let &[t0, t1, t2, start @ .., w0, w1, h0, h1] = head;
    let tag = u32::from_le_bytes([t0, t1, t2, 0]);
    let side = |low, high| usize::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    let size = (side(w0, w1), side(h0, h1));
    if tag & 1 != 0 || start != [0x9D, 0x01, 0x2A] || size.0 == 0 || size.1 == 0 {
        return Err(Error::Broken);
    }
    let (first, rest) = rest.split_at_checked((tag >> 5) as usize).ok_or(Error::CutShort)?;
    let mut bits = Bits::new(first);
    let is_other_space = bits.flag();
    // Whether values have to be cut to a byte: they always are.
    let _ = bits.flag();
    if is_other_space {
        return Err(Error::Broken);
    }
    let segmentation = Segmentation::read(&mut bits);
    let levels = Levels::read(&mut bits);
    let partitions = partitions(rest, 1 << bits.number(2))?;
    let segments = segments(&mut bits, &segmentation, &levels);
    // Whether the chances hold for the next picture as well, of which there is none.
    let _ = bits.flag();
    let kinds = kinds(&mut bits);
    let skipping = bits.flag().then(|| bits.number(8));
    if bits.is_overdrawn() {
        return Err(Error::CutShort);
    }
    let filter = (levels.level > 0).then_some(if levels.is_simple { Filter::Simple } else { Filter::Normal });
    let segment_tree = segmentation.tree;
    Ok((Header { size, segment_tree, segments, filter, kinds, skipping }, bits, partitions))
}

/// RFC 6386, 9.3.
struct Segmentation {
    is_on: bool,
    tree: Option<[u8; 3]>,
    /// Whether the following take the place of what holds for the picture, or are added to it.
    is_absolute: bool,
    quantizers: [i32; 4],
    levels: [i32; 4],
}

impl Segmentation {
    fn read(bits: &mut Bits<'_>) -> Self {
        let mut this =
            Self { is_on: bits.flag(), tree: None, is_absolute: true, quantizers: [0; 4], levels: [0; 4] };
        if !this.is_on {
            return this;
        }
        let (has_tree, has_values) = (bits.flag(), bits.flag());
        if has_values {
            this.is_absolute = bits.flag();
            this.quantizers = this.quantizers.map(|_| bits.optional(7));
            this.levels = this.levels.map(|_| bits.optional(6));
        }
        if has_tree {
            this.tree = Some([(); 3].map(|()| if bits.flag() { bits.number(8) } else { u8::MAX }));
        }
        this
    }

    /// What holds for a segment, where `of_all` holds for the picture.
    fn value(&self, of_all: i32, of_segment: i32) -> i32 {
        match (self.is_on, self.is_absolute) {
            (false, _) => of_all,
            (true, true) => of_segment,
            (true, false) => of_all + of_segment,
        }
    }
}

/// RFC 6386, 9.6.
struct Levels {
    is_simple: bool,
    level: u8,
    sharpness: u8,
    /// What is added for key frames, and for macroblocks that are predicted in parts.
    deltas: [i32; 2],
}

impl Levels {
    fn read(bits: &mut Bits<'_>) -> Self {
        let (is_simple, level, sharpness) = (bits.flag(), bits.number(6), bits.number(3));
        let has_deltas = bits.flag() && bits.flag();
        let deltas = [(); 8].map(|()| if has_deltas { bits.optional(6) } else { 0 });
        Self { is_simple, level, sharpness, deltas: [deltas[0], deltas[4]] }
    }

    /// RFC 6386, 9.3 and 15.2: none where nothing is smoothed.
    fn strength(&self, of_segment: i32, is_in_parts: bool) -> Option<Strength> {
        let delta = self.deltas[0] + if is_in_parts { self.deltas[1] } else { 0 };
        let level = (of_segment.clamp(0, 63) + delta).clamp(0, 63) as u8;
        (level > 0).then(|| Strength::new(level, self.sharpness))
    }
}

/// RFC 6386, 9.5: the last partition is what is left.
fn partitions(rest: &[u8], count: usize) -> Result<Vec<Bits<'_>>, Error> {
    let (sizes, mut rest) = rest.split_at_checked(3 * (count - 1)).ok_or(Error::CutShort)?;
    let mut partitions = Vec::with_capacity(count);
    for size in sizes.chunks_exact(3) {
        let size = u32::from_le_bytes([size[0], size[1], size[2], 0]) as usize;
        let (partition, behind) = rest.split_at_checked(size).ok_or(Error::CutShort)?;
        partitions.push(Bits::new(partition));
        rest = behind;
    }
    partitions.push(Bits::new(rest));
    Ok(partitions)
}

/// RFC 6386, 9.6 and 14.1.
fn segments(bits: &mut Bits<'_>, segmentation: &Segmentation, levels: &Levels) -> [Segment; 4] {
    let base = i32::from(bits.number(7));
    let [luma_dc, second_dc, second_ac, chroma_dc, chroma_ac] = [(); 5].map(|()| bits.optional(4));
    let step = |table: &[i16; 128], index: i32| i32::from(table[index.clamp(0, 127) as usize]);
    std::array::from_fn(|at| {
        let index = segmentation.value(base, segmentation.quantizers[at]);
        let level = segmentation.value(i32::from(levels.level), segmentation.levels[at]);
        let steps = Steps {
            luma: [step(&DC_STEPS, index + luma_dc), step(&AC_STEPS, index)],
            second: [
                step(&DC_STEPS, index + second_dc) * 2,
                (step(&AC_STEPS, index + second_ac) * 155 / 100).max(8),
            ],
            chroma: [step(&DC_STEPS, index + chroma_dc).min(132), step(&AC_STEPS, index + chroma_ac)],
        };
        Segment { steps, strengths: [false, true].map(|is_in_parts| levels.strength(level, is_in_parts)) }
    })
}

/// RFC 6386, 13.4.
fn kinds(bits: &mut Bits<'_>) -> Box<Kinds> {
    let mut bands = DEFAULTS;
    let chances = bands.as_flattened_mut().as_flattened_mut().as_flattened_mut();
    let updates = UPDATES.as_flattened().as_flattened().as_flattened();
    for (chance, update) in chances.iter_mut().zip(updates) {
        if bits.bit(*update) {
            *chance = bits.number(8);
        }
    }
    Kinds::new(&bands)
}
