//! Key frames of VP8 (RFC 6386), the lossy half of WebP, as planes of brightness and colours.
//!
//! The decoder is our own for its time: `image-webp` took 1.8 to 2 times what vipsthumbnail takes for 12 megapixels, a
//! third of it for reading bits, and makes red, green and blue of all pixels before they are resized. It is safe code
//! like the rest: a damaged file is an [`Error`]. Knows nothing of the container.

mod bits;
mod filter;
mod header;
mod modes;
mod predict;
mod probabilities;
mod residue;
mod tables;
mod transform;

use super::super::Error;
use super::super::decode::Clock;
use super::super::resize::Plane;

use bits::Bits;
use filter::{Samples, Strength};
use header::{Header, Segment};
use modes::{Luma, Mode};
use predict::{ChromaArea, LumaArea, Place};
use residue::{Filled, Residue};

/// Decodes a picture: brightness, and two colours of half its width and height, all of it. `content` is that of the
/// chunk `VP8 `, of which the caller knows that its size is within limits. Fails when the end is missing.
pub(super) fn planes(content: &[u8], clock: &Clock) -> Result<Vec<Plane>, Error> {
    let (header, bits, partitions) = header::read(content)?;
    let mut frame = Frame::new(header);
    let mut partitions = Partitions { modes: bits, tokens: partitions };
    for row in 0..frame.rows {
        clock.check()?;
        frame.decode(row, &mut partitions)?;
        frame.smooth(row);
    }
    Ok(frame.finish())
}

/// Where macroblocks come from.
struct Partitions<'a> {
    /// How they are predicted.
    modes: Bits<'a>,
    /// Their coefficients, row by row in turn.
    tokens: Vec<Bits<'a>>,
}

/// A picture while it is decoded.
struct Frame {
    header: Header,
    rows: usize,
    planes: [Samples; 3],
    /// The lowest row of each plane as it was before it was smoothed, with four pixels more to the right.
    above: [Vec<u8>; 3],
    columns: Vec<Column>,
    residue: Residue,
}

/// What a macroblock leaves for the one below it, and for when its row is smoothed.
#[derive(Clone, Copy)]
struct Column {
    modes: [Mode; 4],
    filled: Filled,
    strength: Option<Strength>,
    /// Whether edges inside of it are smoothed.
    has_inner: bool,
}

/// The blocks outside of the picture (RFC 6386, 11.3 and 13.3).
const OUTSIDE: Column = Column { modes: [Mode::Dc; 4], filled: [0; 9], strength: None, has_inner: false };

impl Frame {
    fn new(header: Header) -> Self {
        let (columns, rows) = (header.size.0.div_ceil(16), header.size.1.div_ceil(16));
        let samples = |side: usize| {
            let stride = columns * side;
            Samples { pixels: vec![0; stride * rows * side], stride }
        };
        Self {
            header,
            rows,
            planes: [samples(16), samples(8), samples(8)],
            above: [16, 8, 8].map(|side| vec![127; columns * side + 4]),
            columns: vec![OUTSIDE; columns],
            residue: Residue::new(),
        }
    }

    fn decode(&mut self, row: usize, partitions: &mut Partitions<'_>) -> Result<(), Error> {
        let Self { header, planes: [luma, colours @ ..], above, columns, residue, .. } = self;
        let [luma_above, colours_above @ ..] = above;
        let Partitions { modes: bits, tokens } = partitions;
        let count = tokens.len();
        let tokens = &mut tokens[row % count];
        let mut left = OUTSIDE;
        let mut luma_area = LumaArea::new(row > 0);
        let mut areas = [ChromaArea::new(row > 0), ChromaArea::new(row > 0)];
        let last = columns.len() - 1;
        for (at, column) in columns.iter_mut().enumerate() {
            let place = Place { has_above: row > 0, has_left: at > 0, has_right: at < last };
            let segment = segment(header, bits);
            let is_skipped = header.skipping.is_some_and(|chance| bits.bit(chance));
            let mode = Luma::read(bits, &mut column.modes, &mut left.modes);
            let chroma = modes::chroma(bits);
            let is_in_parts = mode.is_in_parts();
            let edges = (&mut column.filled, &mut left.filled);
            let is_filled = if is_skipped {
                residue.skip(is_in_parts, edges.into());
                false
            } else {
                residue.read(tokens, &header.kinds, &segment.steps, is_in_parts, edges)
            };
            let target = &mut luma.pixels[row * 16 * luma.stride + at * 16..];
            luma_area.build(&mode, place, residue, &mut luma_above[at * 16..], (target, luma.stride));
            let colours = colours.iter_mut().zip(&mut areas).zip(colours_above.iter_mut());
            for (((colour, area), above), first) in colours.zip([16, 20]) {
                let target = &mut colour.pixels[row * 8 * colour.stride + at * 8..];
                area.build(chroma, place, (residue, first), &mut above[at * 8..], (target, colour.stride));
            }
            column.strength = segment.strengths[usize::from(is_in_parts)];
            column.has_inner = is_in_parts || is_filled;
        }
        let is_short = bits.is_overdrawn() || tokens.is_overdrawn();
        if is_short { Err(Error::CutShort) } else { Ok(()) }
    }

    fn smooth(&mut self, row: usize) {
        let Some(filter) = self.header.filter else { return };
        for (at, column) in self.columns.iter().enumerate() {
            if let Some(strength) = &column.strength {
                filter::smooth(filter, &mut self.planes, (at, row), strength, column.has_inner);
            }
        }
    }

    fn finish(self) -> Vec<Plane> {
        let (width, height) = self.header.size;
        let sizes = [(width, height, 1.0), (width.div_ceil(2), height.div_ceil(2), 0.5)];
        let sizes = [sizes[0], sizes[1], sizes[1]];
        let planes = self.planes.into_iter().zip(sizes);
        planes.map(|(samples, (width, height, scale))| samples.plane(width, height, scale)).collect()
    }
}

impl Samples {
    /// Without what fills up the last macroblocks.
    fn plane(self, width: usize, height: usize, scale: f64) -> Plane {
        let Self { mut pixels, stride } = self;
        if width < stride {
            for row in 1..height {
                pixels.copy_within(row * stride..row * stride + width, row * width);
            }
        }
        pixels.truncate(width * height);
        let size = (width as u32, height as u32);
        Plane { pixels, size, origin: (0, 0), scale: (scale, scale) }
    }
}

/// RFC 6386, 10.
fn segment<'a>(header: &'a Header, bits: &mut Bits<'_>) -> &'a Segment {
    let segment = match header.segment_tree {
        Some([first, low, high]) => {
            if bits.bit(first) {
                2 + usize::from(bits.bit(high))
            } else {
                usize::from(bits.bit(low))
            }
        }
        None => 0,
    };
    &header.segments[segment]
}

#[cfg(test)]
mod tests;
