//! The pixels of a TIFF while its parts are decoded: a plane for each component, in 8 bits.

use super::layout::{Coding, Layout};
use super::meaning::Colours;
use crate::picture::colour;
use crate::picture::error::Error;
use crate::picture::resize::Plane;

/// The planes of the colours, and that of transparency behind them.
pub(super) struct Canvas {
    planes: Vec<Plane>,
    /// Whether the sizes of the planes are known: those of JPEGs are told by the first of them.
    is_laid_out: bool,
}

/// The pixels of a TIFF.
pub(in crate::picture) struct Planes {
    /// What the planes mean.
    pub(in crate::picture) model: colour::Model,
    /// One for each component.
    pub(in crate::picture) colours: Vec<Plane>,
    /// Transparency, and whether the colours are multiplied by it.
    pub(in crate::picture) alpha: Option<(Plane, bool)>,
}

impl Canvas {
    pub(super) fn new(layout: &Layout<'_>) -> Self {
        if matches!(layout.coding, Coding::Jpeg(_)) {
            return Self { planes: Vec::new(), is_laid_out: false };
        }
        let mut planes: Vec<_> = (0..layout.colours.planes()).map(|_| plane(layout.size, (1, 1))).collect();
        if let Colours::YCbCr(across, down) = layout.colours {
            for plane in &mut planes[1..] {
                *plane = self::plane(layout.size, (across, down));
            }
        }
        planes.extend(layout.alpha.map(|_| plane(layout.size, (1, 1))));
        Self { planes, is_laid_out: true }
    }

    /// Puts the numbers of a row of a part where they belong: those of all samples, or of one.
    pub(super) fn put_row(
        &mut self,
        layout: &Layout<'_>,
        numbers: &[u16],
        most: u16,
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
                for (index, place) in column.enumerate() {
                    let colour = table.get(usize::from(*place)).copied().unwrap_or_default();
                    for (plane, value) in self.planes.iter_mut().zip(colour) {
                        plane.pixels[start + index] = value;
                    }
                }
                continue;
            }
            let Some(plane) = place_of(layout, sample) else { continue };
            let is_inverted = sample < layout.colours.samples()
                && matches!(layout.colours, Colours::Grey { is_inverted: true } | Colours::Cmyk);
            let out = &mut self.planes[plane].pixels[start..start + count];
            for (pixel, number) in out.iter_mut().zip(column) {
                let value = if layout.is_eight_bits() { *number as u8 } else { eight_bits(*number, most) };
                *pixel = if is_inverted { u8::MAX - value } else { value };
            }
        }
    }

    /// Puts units of brightness and colours (TIFF 6.0, section 21): `across` x `down` values of the one, and one of each
    /// of the others. Those at the edges are padded.
    pub(super) fn put_units(&mut self, row: &[u8], (across, down): (u32, u32), (left, top): (u32, u32)) {
        let [brightness, blue, red, ..] = &mut self.planes[..] else { return };
        let (across, down) = (across as usize, down as usize);
        let (width, height) = (brightness.size.0 as usize, brightness.size.1 as usize);
        for (index, unit) in row.chunks_exact(across * down + 2).enumerate() {
            let (x, y) = (left as usize + index * across, top as usize);
            if x >= width {
                break;
            }
            for (row, values) in unit.chunks_exact(across).take(down.min(height - y)).enumerate() {
                let start = (y + row) * width + x;
                let count = across.min(width - x);
                brightness.pixels[start..start + count].copy_from_slice(&values[..count]);
            }
            let place = y / down * blue.size.0 as usize + x / across;
            blue.pixels[place] = unit[across * down];
            red.pixels[place] = unit[across * down + 1];
        }
    }

    /// Puts the planes of a JPEG, from the sample `first` on.
    pub(super) fn put_planes(
        &mut self,
        layout: &Layout<'_>,
        planes: Vec<Plane>,
        first: usize,
        (left, top): (u32, u32),
    ) -> Result<(), Error> {
        if !self.is_laid_out {
            self.lay_out(layout, &planes)?;
        }
        if planes.len() != layout.samples_in_part() {
            return Err(Error::Broken);
        }
        for (offset, part) in planes.iter().enumerate() {
            let Some(place) = place_of(layout, first + offset) else { continue };
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

    /// JPEGs say themselves at which size their components are stored.
    fn lay_out(&mut self, layout: &Layout<'_>, first: &[Plane]) -> Result<(), Error> {
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
        self.is_laid_out = true;
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

/// The plane of a sample; none for a sample without a meaning.
fn place_of(layout: &Layout<'_>, sample: usize) -> Option<usize> {
    let colours = layout.colours.samples();
    let is_alpha = layout.alpha.is_some_and(|(place, _)| place == sample);
    match sample < colours {
        true => Some(sample),
        false => is_alpha.then_some(layout.colours.planes()),
    }
}

/// A plane with one pixel for `across` x `down` of the picture.
fn plane((width, height): (u32, u32), (across, down): (u32, u32)) -> Plane {
    let size = (width.div_ceil(across), height.div_ceil(down));
    Plane {
        pixels: vec![0; size.0 as usize * size.1 as usize],
        size,
        origin: (0, 0),
        scale: (1.0 / f64::from(across), 1.0 / f64::from(down)),
    }
}

/// A number from 0 to `most`, from 0 to 255.
fn eight_bits(number: u16, most: u16) -> u8 {
    let most = u32::from(most);
    ((u32::from(number) * 255 + most / 2) / most) as u8
}
