//! The components of a JPEG (brightness and colours), each decoded into a plane at a fraction of its size that
//! suits it: colours, which cameras store at half the size, need not be enlarged first.

use super::super::Error;
use super::super::resize::Plane;
use super::bits::{Bits, Table, signed};
use super::reduce::Basis;
use super::scan::ZIGZAG;

/// A component while it is decoded. Places are in blocks.
pub(super) struct Component {
    pub(super) id: u8,
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
    steps: Option<[f32; 64]>,
    /// Where each frequency goes in the reduced block; those that are left out go beyond its end.
    slots: [u8; 64],
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
        id: u8,
        selector: usize,
        sampling: (usize, usize),
        own: (usize, usize),
        padded: (usize, usize),
    ) -> Self {
        Self {
            id,
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
        let _ = self.steps.get_or_insert_with(|| table.map(f32::from));
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
        let place = place(self.window, x, y);
        let out = (&mut self.pixels, self.window[2] - self.window[0], place);
        let coding = (bits, dc, ac, predictor);
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
                let out = (&mut self.pixels, right - left, place(self.window, x, y));
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

/// Where pixels go: the plane, its width in blocks, and the block's place in it, if it is wanted.
type Out<'a> = (&'a mut Vec<u8>, usize, Option<(usize, usize)>);

fn place([left, top, right, below]: [usize; 4], x: usize, y: usize) -> Option<(usize, usize)> {
    ((left..right).contains(&x) && (top..below).contains(&y)).then(|| (x - left, y - top))
}

fn slots(side: usize) -> [u8; 64] {
    ZIGZAG.map(|place| {
        let (row, column) = (usize::from(place) / 8, usize::from(place) % 8);
        if row < side && column < side { (row * side + column) as u8 } else { u8::MAX }
    })
}

/// Reads a block (T.81, F.2.2) and reduces it.
#[inline(always)]
fn read<const N: usize>(
    basis: &Basis<N>,
    (bits, dc, ac, predictor): (&mut Bits<'_>, &Table, &Table, &mut i32),
    steps: &[f32; 64],
    slots: &[u8; 64],
    out: Out<'_>,
) -> Result<(), Error> {
    bits.fill();
    let size = u32::from(dc.symbol(bits)?).min(16);
    *predictor = predictor.wrapping_add(signed(bits, size));
    let mut block = [[0.0; N]; N];
    let values = block.as_flattened_mut();
    values[0] = *predictor as f32 * steps[0];
    let mut at = 1;
    while at < 64 {
        bits.fill();
        let (run, value) = ac.coefficient(bits)?;
        if value == 0 {
            if run < 15 {
                break;
            }
            at += 16;
            continue;
        }
        at += run;
        let slot = *slots.get(at).ok_or(Error::Broken)?;
        if let Some(place) = values.get_mut(usize::from(slot)) {
            *place = value as f32 * steps[at];
        }
        at += 1;
    }
    write(basis, &block, out);
    Ok(())
}

fn reduce<const N: usize>(
    basis: &Basis<N>,
    stored: &[i16],
    steps: &[f32; 64],
    slots: &[u8; 64],
    out: Out<'_>,
) {
    let mut block = [[0.0; N]; N];
    let values = block.as_flattened_mut();
    for ((value, step), slot) in stored.iter().zip(steps).zip(slots) {
        if let Some(place) = values.get_mut(usize::from(*slot)) {
            *place = f32::from(*value) * step;
        }
    }
    write(basis, &block, out);
}

#[inline(always)]
fn write<const N: usize>(basis: &Basis<N>, block: &[[f32; N]; N], (plane, blocks, place): Out<'_>) {
    let Some((x, y)) = place else { return };
    let stride = blocks * N;
    let start = y * N * stride + x * N;
    let rows = plane.get_mut(start..).unwrap_or_default().chunks_mut(stride);
    for (row, pixels) in rows.zip(basis.pixels(block)) {
        if let Some(row) = row.first_chunk_mut::<N>() {
            *row = pixels;
        }
    }
}
