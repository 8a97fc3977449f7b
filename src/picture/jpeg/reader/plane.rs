//! Decodes each component of a JPEG (luma and chroma) into a plane at its own fraction of the size. So chroma, which cameras
//! store at half the size, is not enlarged first.

use super::bits::{BLOCK, Bits, Table, signed};
use super::error::Error;
use super::reduce::Basis;
use super::standard::ZIGZAG;

/// The coefficients of a block, and those after it that the longest run can reach.
const PADDED_BLOCK: usize = BLOCK + 16;

/// The slot for frequencies that are not used. A reduced block does not use the last one otherwise.
const UNUSED: u8 = BLOCK as u8 - 1;

/// A decoded component, or a part of it.
pub(in crate::picture::jpeg) struct Plane {
    /// One byte per pixel, row by row.
    pub(in crate::picture::jpeg) pixels: Vec<u8>,
    /// Width and height in pixels of the plane.
    pub(in crate::picture::jpeg) size: (u32, u32),
    /// Its left and top edge in the whole component, in pixels of the plane.
    pub(in crate::picture::jpeg) origin: (u32, u32),
    /// Pixels of the plane per pixel of the picture, (horizontal, vertical).
    pub(in crate::picture::jpeg) scale: (f64, f64),
}

/// A component while it is decoded. Positions are in blocks.
pub(super) struct Component {
    /// Blocks per MCU, (horizontal, vertical).
    pub(super) sampling: (usize, usize),
    /// The number of blocks with pixels of the picture, (horizontal, vertical).
    pub(super) own: (usize, usize),
    /// The same with the blocks that complete the last MCUs.
    pub(super) padded: (usize, usize),
    /// The index of its quantization table.
    pub(super) selector: usize,
    /// The wanted blocks: left, top, right and bottom.
    window: [usize; 4],
    /// The quantization steps, in the order of the file, when they are known.
    steps: Option<[f32; PADDED_BLOCK]>,
    /// The index of each frequency in the reduced block, or [`UNUSED`].
    slots: [u8; PADDED_BLOCK],
    points: Points,
    pixels: Vec<u8>,
    /// The coefficients of a progressive picture, in the order of the file.
    coefficients: Vec<i16>,
}

/// The number of pixels of a reduced block in each direction.
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

    /// Chooses what is decoded: `side` x `side` pixels of each block in the window.
    pub(super) fn choose_blocks(&mut self, side: usize, [left, top, right, below]: [usize; 4]) {
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

    /// The memory for decoding, in bytes.
    pub(super) fn memory(&self, is_progressive: bool) -> u64 {
        let [left, top, right, below] = self.window;
        let side = self.side();
        let kept = if is_progressive { self.padded.0 * self.padded.1 * 128 } else { 0 };
        ((right - left) * (below - top) * side * side + kept) as u64
    }

    /// Allocates the memory.
    pub(super) fn allocate(&mut self, is_progressive: bool) {
        let [left, top, right, below] = self.window;
        let side = self.side();
        self.pixels = vec![0; (right - left) * (below - top) * side * side];
        if is_progressive {
            self.coefficients = vec![0; self.padded.0 * self.padded.1 * 64];
        }
    }

    /// Sets the quantization table. A later table with the same number has no effect.
    pub(super) fn set_quantization(&mut self, table: &[u16; 64]) {
        let _ = self.steps.get_or_insert_with(|| {
            let mut steps = [0.0; PADDED_BLOCK];
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
        let Some(place) = place(self.window, x, y) else { return ac.skip_rest(bits, 1) };
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

    /// The plane, after all scans were read. `picture` is the size of the picture, `max` the largest sampling factors.
    pub(super) fn finish(mut self, picture: (u32, u32), max: (usize, usize)) -> Result<Plane, Error> {
        if !self.coefficients.is_empty() {
            self.reduce_all()?;
        }
        let side = self.side();
        let [left, top, right, below] = self.window;
        let share = |sampling: usize, max: usize| (sampling * side) as f64 / (max * 8) as f64;
        let scale = (share(self.sampling.0, max.0), share(self.sampling.1, max.1));
        // The last blocks are padded.
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

/// The target of a block: the plane, its width in blocks, and the position of the block in it.
type Out<'a> = (&'a mut Vec<u8>, usize, (usize, usize));

fn place([left, top, right, below]: [usize; 4], x: usize, y: usize) -> Option<(usize, usize)> {
    ((left..right).contains(&x) && (top..below).contains(&y)).then(|| (x - left, y - top))
}

fn slots(side: usize) -> [u8; PADDED_BLOCK] {
    let mut slots = [UNUSED; PADDED_BLOCK];
    for (slot, place) in slots.iter_mut().zip(ZIGZAG) {
        let (row, column) = (usize::from(place) / 8, usize::from(place) % 8);
        if row < side && column < side {
            *slot = (row * side + column) as u8;
        }
    }
    slots
}

/// The number of coefficients, in the order of the file, that are needed for `side` x `side` pixels.
const fn needed(side: usize) -> usize {
    let mut at = BLOCK;
    while at > 0 && (ZIGZAG[at - 1] as usize / 8 >= side || ZIGZAG[at - 1] as usize % 8 >= side) {
        at -= 1;
    }
    at
}

/// Reads the needed AC coefficients of a block (T.81, F.2.2.2), and reduces it.
#[inline(always)]
fn read<const N: usize>(
    basis: &Basis<N>,
    (bits, ac, dc): (&mut Bits<'_>, &Table, i32),
    steps: &[f32; PADDED_BLOCK],
    slots: &[u8; PADDED_BLOCK],
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
    ac.skip_rest(bits, at)?;
    write(basis, &values, out);
    Ok(())
}

fn reduce<const N: usize>(
    basis: &Basis<N>,
    stored: &[i16],
    steps: &[f32; PADDED_BLOCK],
    slots: &[u8; PADDED_BLOCK],
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
