//! Collects the pixels of a TIFF while its strips or tiles are decoded: one plane of 8 bits for each component.

use super::interpretation::Colours;
use super::layout::{Compression, Layout};
use crate::picture::colour;
use crate::picture::error::Error;
use crate::picture::resize::Plane;

/// The planes of the colours, followed by the alpha plane.
pub(super) struct Canvas {
    planes: Vec<Plane>,
    /// Whether the planes are allocated. For JPEG compression their sizes are in the first JPEG.
    is_allocated: bool,
}

/// The pixels of a TIFF.
pub(in crate::picture) struct Planes {
    /// The colour model of the planes.
    pub(in crate::picture) model: colour::Model,
    /// One plane for each component.
    pub(in crate::picture) colours: Vec<Plane>,
    /// The alpha plane, and whether the colours are premultiplied.
    pub(in crate::picture) alpha: Option<(Plane, bool)>,
}

impl Canvas {
    pub(super) fn new(layout: &Layout<'_>) -> Self {
        if matches!(layout.compression, Compression::Jpeg(_)) {
            return Self { planes: Vec::new(), is_allocated: false };
        }
        let mut planes: Vec<_> = (0..layout.colours.planes()).map(|_| plane(layout.size, (1, 1))).collect();
        if let Colours::YCbCr(across, down) = layout.colours {
            for plane in &mut planes[1..] {
                *plane = self::plane(layout.size, (across, down));
            }
        }
        planes.extend(layout.alpha.map(|_| plane(layout.size, (1, 1))));
        Self { planes, is_allocated: true }
    }

    /// Adds the numbers of a row of a strip or tile: of all samples, or of one. `max` is the largest number.
    pub(super) fn put_row(
        &mut self,
        layout: &Layout<'_>,
        numbers: &[u16],
        max: u16,
        (sample, left, y): (usize, u32, u32),
    ) {
        let width = layout.size.0 as usize;
        let (left, samples) = (left as usize, layout.samples_in_part());
        let count = (layout.part.0 as usize).min(width - left);
        let start = y as usize * width + left;
        for offset in 0..samples {
            let column = numbers.iter().skip(offset).step_by(samples).take(count);
            let sample = sample + offset;
            if let (Colours::Palette(table), 0) = (&layout.colours, sample) {
                for (x, index) in column.enumerate() {
                    let colour = table.get(usize::from(*index)).copied().unwrap_or_default();
                    for (plane, value) in self.planes.iter_mut().zip(colour) {
                        plane.pixels[start + x] = value;
                    }
                }
                continue;
            }
            let Some(plane) = plane_of(layout, sample) else { continue };
            let is_inverted = sample < layout.colours.samples()
                && matches!(layout.colours, Colours::Grey { is_inverted: true } | Colours::Cmyk);
            let out = &mut self.planes[plane].pixels[start..start + count];
            for (pixel, number) in out.iter_mut().zip(column) {
                let value = if layout.is_eight_bits() { *number as u8 } else { eight_bits(*number, max) };
                *pixel = if is_inverted { u8::MAX - value } else { value };
            }
        }
    }

    /// Adds data units of YCbCr (TIFF 6.0, section 21): `across` x `down` luma values, then one value of each chroma plane. The
    /// units at the edges are padded.
    pub(super) fn put_units(&mut self, row: &[u8], (across, down): (u32, u32), (left, top): (u32, u32)) {
        let [luma, blue, red, ..] = &mut self.planes[..] else { return };
        let (across, down) = (across as usize, down as usize);
        let (width, height) = (luma.size.0 as usize, luma.size.1 as usize);
        for (column, unit) in row.chunks_exact(across * down + 2).enumerate() {
            let (x, y) = (left as usize + column * across, top as usize);
            if x >= width {
                break;
            }
            for (row, values) in unit.chunks_exact(across).take(down.min(height - y)).enumerate() {
                let start = (y + row) * width + x;
                let count = across.min(width - x);
                luma.pixels[start..start + count].copy_from_slice(&values[..count]);
            }
            let index = y / down * blue.size.0 as usize + x / across;
            blue.pixels[index] = unit[across * down];
            red.pixels[index] = unit[across * down + 1];
        }
    }

    /// Adds the planes of a JPEG, starting with the sample `first`.
    pub(super) fn put_planes(
        &mut self,
        layout: &Layout<'_>,
        planes: Vec<Plane>,
        first: usize,
        (left, top): (u32, u32),
    ) -> Result<(), Error> {
        if !self.is_allocated {
            self.allocate(layout, &planes)?;
        }
        if planes.len() != layout.samples_in_part() {
            return Err(Error::Broken);
        }
        for (offset, part) in planes.iter().enumerate() {
            let Some(place) = plane_of(layout, first + offset) else { continue };
            let plane = &mut self.planes[place];
            let (x, y) = (f64::from(left) * part.scale.0, f64::from(top) * part.scale.1);
            if plane.scale != part.scale || x.fract() != 0.0 || y.fract() != 0.0 {
                return Err(Error::Broken);
            }
            let (x, y, stride) = (x as usize, y as usize, plane.size.0 as usize);
            let width = (part.size.0 as usize).min(stride - x);
            let height = (part.size.1 as usize).min(plane.size.1 as usize - y);
            let is_inverted = matches!(layout.colours, Colours::Grey { is_inverted: true } | Colours::Cmyk)
                && place < layout.colours.samples();
            for (row, pixels) in part.pixels.chunks_exact(part.size.0 as usize).take(height).enumerate() {
                let start = (y + row) * stride + x;
                let out = &mut plane.pixels[start..start + width];
                out.copy_from_slice(&pixels[..width]);
                if is_inverted {
                    out.iter_mut().for_each(|value| *value = u8::MAX - *value);
                }
            }
        }
        Ok(())
    }

    /// Allocates the planes. The first JPEG has the sampling of its components.
    fn allocate(&mut self, layout: &Layout<'_>, first: &[Plane]) -> Result<(), Error> {
        let count = layout.colours.planes() + usize::from(layout.alpha.is_some());
        if matches!(layout.colours, Colours::Palette(_)) {
            return Err(Error::Broken);
        }
        let steps = |part: &Plane| (1.0 / part.scale.0, 1.0 / part.scale.1);
        let whole = |(across, down): (f64, f64)| {
            (across.fract() == 0.0 && down.fract() == 0.0).then_some((across as u32, down as u32))
        };
        for place in 0..count {
            let step = match (layout.is_planar, first.get(place)) {
                (false, Some(part)) => whole(steps(part)).ok_or(Error::Broken)?,
                _ => (1, 1),
            };
            self.planes.push(plane(layout.size, step));
        }
        self.is_allocated = true;
        Ok(())
    }

    pub(super) fn finish(mut self, layout: &Layout<'_>) -> Planes {
        let is_multiplied = layout.alpha.map(|(_, is_multiplied)| is_multiplied);
        let alpha = is_multiplied.and_then(|is_multiplied| Some((self.planes.pop()?, is_multiplied)));
        let model = match layout.colours {
            Colours::Grey { .. } => colour::Model::Grey,
            Colours::Rgb | Colours::Palette(_) => colour::Model::Rgb,
            Colours::Cmyk => colour::Model::Cmyk,
            Colours::YCbCr(..) => colour::Model::YCbCr,
        };
        Planes { model, colours: self.planes, alpha }
    }
}

/// The index of the plane of a sample; `None` for a sample without a meaning.
fn plane_of(layout: &Layout<'_>, sample: usize) -> Option<usize> {
    let colours = layout.colours.samples();
    let is_alpha = layout.alpha.is_some_and(|(place, _)| place == sample);
    match sample < colours {
        true => Some(sample),
        false => is_alpha.then_some(layout.colours.planes()),
    }
}

/// An empty plane with one pixel for `across` x `down` pixels of the picture.
fn plane((width, height): (u32, u32), (across, down): (u32, u32)) -> Plane {
    let size = (width.div_ceil(across), height.div_ceil(down));
    Plane {
        pixels: vec![0; size.0 as usize * size.1 as usize],
        size,
        origin: (0, 0),
        scale: (1.0 / f64::from(across), 1.0 / f64::from(down)),
    }
}

/// Converts a number from 0 to `max` to one from 0 to 255.
fn eight_bits(number: u16, max: u16) -> u8 {
    let max = u32::from(max);
    ((u32::from(number) * 255 + max / 2) / max) as u8
}
