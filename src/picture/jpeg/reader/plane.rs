//! The components of a JPEG (brightness and colours), each decoded into a plane at a fraction of its size that
//! suits it: colours, which cameras store at half the size, need not be enlarged first.

use super::bits::{BLOCK, Bits, Table, signed};
use super::error::Error;
use super::reduce::Basis;
use super::standard::ZIGZAG;

/// The coefficients of a block, and those behind it that the longest run can reach.
const REACH: usize = BLOCK + 16;

/// Where frequencies that are left out go: the last place, which nothing else uses unless none is left out.
const NOWHERE: u8 = BLOCK as u8 - 1;

/// A component that was decoded, or part of it.
pub(in crate::picture::jpeg) struct Plane {
    /// One byte each, row by row.
    pub(in crate::picture::jpeg) pixels: Vec<u8>,
    /// Width and height in pixels of the plane.
    pub(in crate::picture::jpeg) size: (u32, u32),
    /// Where it begins in the whole component, in pixels of the plane.
    pub(in crate::picture::jpeg) origin: (u32, u32),
    /// Pixels of the plane per pixel of the picture, across and down.
    pub(in crate::picture::jpeg) scale: (f64, f64),
}

/// A component while it is decoded. Places are in blocks.
pub(super) struct Component {
    /// Blocks per MCU, across and down.
    pub(super) sampling: (usize, usize),
    /// Blocks that hold part of the picture.
    pub(super) own: (usize, usize),
    /// Blocks with those that fill up the last MCUs.
    pub(super) padded: (usize, usize),
    /// Which quantization table it uses.
    pub(super) selector: usize,
    /// The left, top, right and lower end of what is wanted.
    window: [usize; 4],
    /// The steps of the frequencies, in the order of the file, once known.
    steps: Option<[f32; REACH]>,
    /// Where each frequency goes in the reduced block, or [`NOWHERE`].
    slots: [u8; REACH],
    points: Points,
    pixels: Vec<u8>,
    /// Of a progressive picture, in the order of the file.
    coefficients: Vec<i16>,
}

/// How many pixels come of a block, across and down.
enum Points {
    One(Basis<1>),
    Two(Basis<2>),
    Three(Basis<3>),
    Four(Basis<4>),
    Six(Basis<6>),
    Eight(Basis<8>),
}

/// The sides that a block can be reduced to.
pub(super) const SIDES: [usize; 6] = [1, 2, 3, 4, 6, 8];

impl Component {
    pub(super) fn new(
        selector: usize,
        sampling: (usize, usize),
        own: (usize, usize),
        padded: (usize, usize),
    ) -> Self {
        Self {
            sampling,
            own,
            padded,
            selector,
            window: [0, 0, own.0, own.1],
            steps: None,
            slots: slots(1),
            points: Points::One(Basis::new()),
            pixels: Vec::new(),
            coefficients: Vec::new(),
        }
    }

    /// Says what is wanted: `side` x `side` pixels of each block in `window`.
    pub(super) fn want(&mut self, side: usize, [left, top, right, below]: [usize; 4]) {
        self.window = [left, top, right.min(self.own.0), below.min(self.own.1)];
        self.slots = slots(side);
        self.points = match side {
            1 => Points::One(Basis::new()),
            2 => Points::Two(Basis::new()),
            3 => Points::Three(Basis::new()),
            4 => Points::Four(Basis::new()),
            6 => Points::Six(Basis::new()),
            _ => Points::Eight(Basis::new()),
        };
    }

    /// Bytes that decoding takes.
    pub(super) fn memory(&self, is_progressive: bool) -> u64 {
        let [left, top, right, below] = self.window;
        let side = self.side();
        let kept = if is_progressive { self.padded.0 * self.padded.1 * 128 } else { 0 };
        ((right - left) * (below - top) * side * side + kept) as u64
    }

    /// Takes the memory.
    pub(super) fn allocate(&mut self, is_progressive: bool) {
        let [left, top, right, below] = self.window;
        let side = self.side();
        self.pixels = vec![0; (right - left) * (below - top) * side * side];
        if is_progressive {
            self.coefficients = vec![0; self.padded.0 * self.padded.1 * 64];
        }
    }

    /// Sets the quantization; a later table under the same number does not change it any more.
    pub(super) fn quantize(&mut self, table: &[u16; 64]) {
        let _ = self.steps.get_or_insert_with(|| {
            let mut steps = [0.0; REACH];
            for (step, value) in steps.iter_mut().zip(table) {
                *step = f32::from(*value);
            }
            steps
        });
    }

    /// The coefficients of a block of a progressive picture.
    pub(super) fn coefficients(&mut self, x: usize, y: usize) -> Option<&mut [i16; 64]> {
        let at = (y * self.padded.0 + x) * 64;
        self.coefficients.get_mut(at..at + 64)?.try_into().ok()
    }

    /// Reads a block of a sequential picture.
    #[inline(always)]
    pub(super) fn read_block(
        &mut self,
        bits: &mut Bits<'_>,
        dc: &Table,
        ac: &Table,
        predictor: &mut i32,
        x: usize,
        y: usize,
    ) -> Result<(), Error> {
        let steps = self.steps.as_ref().ok_or(Error::Broken)?;
        bits.fill();
        let size = u32::from(dc.symbol(bits)?).min(16);
        *predictor = predictor.wrapping_add(signed(bits, size));
        let Some(place) = place(self.window, x, y) else { return ac.pass(bits, 1) };
        let out = (&mut self.pixels, self.window[2] - self.window[0], place);
        let coding = (bits, ac, *predictor);
        match &self.points {
            Points::One(basis) => read(basis, coding, steps, &self.slots, out),
            Points::Two(basis) => read(basis, coding, steps, &self.slots, out),
            Points::Three(basis) => read(basis, coding, steps, &self.slots, out),
            Points::Four(basis) => read(basis, coding, steps, &self.slots, out),
            Points::Six(basis) => read(basis, coding, steps, &self.slots, out),
            Points::Eight(basis) => read(basis, coding, steps, &self.slots, out),
        }
    }

    /// The plane, once all scans were read. `picture` is the size of the picture, `most` the largest sampling.
    pub(super) fn finish(mut self, picture: (u32, u32), most: (usize, usize)) -> Result<Plane, Error> {
        if !self.coefficients.is_empty() {
            self.reduce_all()?;
        }
        let side = self.side();
        let [left, top, right, below] = self.window;
        let share = |sampling: usize, most: usize| (sampling * side) as f64 / (most * 8) as f64;
        let scale = (share(self.sampling.0, most.0), share(self.sampling.1, most.1));
        // What fills up the last blocks is no part of the picture.
        let end = |length: u32, scale: f64| (f64::from(length) * scale).ceil() as usize;
        let width = ((right - left) * side).min(end(picture.0, scale.0).saturating_sub(left * side));
        let height = ((below - top) * side).min(end(picture.1, scale.1).saturating_sub(top * side));
        let stride = (right - left) * side;
        if width < stride {
            for row in 0..height {
                self.pixels.copy_within(row * stride..row * stride + width, row * width);
            }
        }
        self.pixels.truncate(width * height);
        Ok(Plane {
            pixels: self.pixels,
            size: (width as u32, height as u32),
            origin: ((left * side) as u32, (top * side) as u32),
            scale,
        })
    }

    fn side(&self) -> usize {
        match self.points {
            Points::One(_) => 1,
            Points::Two(_) => 2,
            Points::Three(_) => 3,
            Points::Four(_) => 4,
            Points::Six(_) => 6,
            Points::Eight(_) => 8,
        }
    }

    fn reduce_all(&mut self) -> Result<(), Error> {
        let steps = self.steps.as_ref().ok_or(Error::Broken)?;
        let [left, top, right, below] = self.window;
        let stored = std::mem::take(&mut self.coefficients);
        for y in top..below {
            for x in left..right {
                let at = (y * self.padded.0 + x) * 64;
                let block = stored.get(at..at + 64).ok_or(Error::Broken)?;
                let out = (&mut self.pixels, right - left, (x - left, y - top));
                match &self.points {
                    Points::One(basis) => reduce(basis, block, steps, &self.slots, out),
                    Points::Two(basis) => reduce(basis, block, steps, &self.slots, out),
                    Points::Three(basis) => reduce(basis, block, steps, &self.slots, out),
                    Points::Four(basis) => reduce(basis, block, steps, &self.slots, out),
                    Points::Six(basis) => reduce(basis, block, steps, &self.slots, out),
                    Points::Eight(basis) => reduce(basis, block, steps, &self.slots, out),
                }
            }
        }
        Ok(())
    }
}

/// Where pixels go: the plane, its width in blocks, and the block's place in it.
type Out<'a> = (&'a mut Vec<u8>, usize, (usize, usize));

fn place([left, top, right, below]: [usize; 4], x: usize, y: usize) -> Option<(usize, usize)> {
    ((left..right).contains(&x) && (top..below).contains(&y)).then(|| (x - left, y - top))
}

fn slots(side: usize) -> [u8; REACH] {
    let mut slots = [NOWHERE; REACH];
    for (slot, place) in slots.iter_mut().zip(ZIGZAG) {
        let (row, column) = (usize::from(place) / 8, usize::from(place) % 8);
        if row < side && column < side {
            *slot = (row * side + column) as u8;
        }
    }
    slots
}

/// How many coefficients, in the order of the file, hold all that `side` x `side` pixels are made of.
const fn needed(side: usize) -> usize {
    let mut at = BLOCK;
    while at > 0 && (ZIGZAG[at - 1] as usize / 8 >= side || ZIGZAG[at - 1] as usize % 8 >= side) {
        at -= 1;
    }
    at
}

/// Reads the AC coefficients of a block (T.81, F.2.2.2), as far as they are needed, and reduces it.
#[inline(always)]
fn read<const N: usize>(
    basis: &Basis<N>,
    (bits, ac, dc): (&mut Bits<'_>, &Table, i32),
    steps: &[f32; REACH],
    slots: &[u8; REACH],
    out: Out<'_>,
) -> Result<(), Error> {
    let mut values = [0.0; BLOCK];
    values[0] = dc as f32 * steps[0];
    let mut at = 1;
    while at < const { needed(N) } {
        bits.fill();
        let (run, value) = ac.coefficient(bits)?;
        if value == 0 && run < 15 {
            at = BLOCK;
            break;
        }
        at += run;
        values[usize::from(slots[at]) % BLOCK] = value as f32 * steps[at];
        at += 1;
    }
    ac.pass(bits, at)?;
    write(basis, &values, out);
    Ok(())
}

fn reduce<const N: usize>(
    basis: &Basis<N>,
    stored: &[i16],
    steps: &[f32; REACH],
    slots: &[u8; REACH],
    out: Out<'_>,
) {
    let mut values = [0.0; BLOCK];
    for ((value, step), slot) in stored.iter().zip(steps).zip(slots) {
        values[usize::from(*slot) % BLOCK] = f32::from(*value) * step;
    }
    write(basis, &values, out);
}

#[inline(always)]
fn write<const N: usize>(basis: &Basis<N>, values: &[f32; BLOCK], (plane, blocks, (x, y)): Out<'_>) {
    let Some(block) = values.as_chunks::<N>().0.first_chunk::<N>() else { return };
    let stride = blocks * N;
    let start = y * N * stride + x * N;
    let rows = plane.get_mut(start..).unwrap_or_default().chunks_mut(stride);
    for (row, pixels) in rows.zip(basis.pixels(block)) {
        if let Some(row) = row.first_chunk_mut::<N>() {
            *row = pixels;
        }
    }
}
