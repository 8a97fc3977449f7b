//! Draws the picture into the view: moved, turned and scaled, over the background colour.

use crate::picture::crop::Crop;
use crate::picture::pyramid::Pyramid;

use std::ops::Range;

/// Reads the picture between its pixels (bilinear). Positions are pixels of the level in fixed-point numbers with 16 fraction
/// bits.
pub(super) struct Sampler<'a> {
    width: usize,
    height: usize,
    pixels: &'a [[u8; 4]],
    /// The position of the middle of the first pixel of the view.
    first: (f64, f64),
    /// The steps for one pixel of the view to the right, and one down.
    right: (i32, i32),
    down: (f64, f64),
    /// The colour where there is no picture.
    field: [u8; 3],
}

/// One pixel of the level, and half of one.
const PIXEL: f64 = 65536.0;
const HALF_PIXEL: i32 = 1 << 15;

impl<'a> Sampler<'a> {
    /// A sampler for a view of this size. One of its pixels is `step` pixels of the picture wide.
    pub(super) fn new(
        pyramid: &'a Pyramid,
        crop: Crop,
        step: f64,
        (width, height): (u32, u32),
        field: [u8; 3],
    ) -> Self {
        let level = pyramid.level(step);
        let (x_scale, y_scale) = pyramid.scale(level);
        let on_level = |(x, y): (f64, f64)| (x * step * x_scale * PIXEL, y * step * y_scale * PIXEL);
        let right = on_level(crop.rotation.to_upright((1.0, 0.0)));
        let down = on_level(crop.rotation.to_upright((0.0, 1.0)));
        let half = f64::from(crop.side) / 2.0;
        let (x, y) = pyramid.to_part((f64::from(crop.x) + half, f64::from(crop.y) + half));
        let (before, above) = (f64::from(width) / 2.0 - 0.5, f64::from(height) / 2.0 - 0.5);
        Self {
            width: level.width as usize,
            height: level.height as usize,
            pixels: level.rgba.as_chunks().0,
            first: (
                x * x_scale * PIXEL - right.0 * before - down.0 * above,
                y * y_scale * PIXEL - right.1 * before - down.1 * above,
            ),
            right: (right.0.round() as i32, right.1.round() as i32),
            down,
            field,
        }
    }

    /// Draws a row of the view. `across` is a buffer for the mix of the two rows or columns around it.
    pub(super) fn fill(&self, y: u32, line: &mut [[u8; 4]], across: &mut Vec<[u8; 4]>) {
        let start = |first: f64, down: f64| (first + down * f64::from(y)).round() as i32;
        let (x, y) = (start(self.first.0, self.down.0), start(self.first.1, self.down.1));
        let [red, green, blue] = self.field;
        let visible = self.visible(x, y, line.len());
        line[..visible.start].fill([red, green, blue, u8::MAX]);
        line[visible.end..].fill([red, green, blue, u8::MAX]);
        if visible.is_empty() {
            return;
        }
        let at = |n: usize| (x + self.right.0 * n as i32, y + self.right.1 * n as i32);
        let (first, last) = (at(visible.start), at(visible.end - 1));
        // Rotation is by quarter turns, so a row of the view is along a row or a column of the picture.
        let (mut position, step, length, start) = if self.right.1 == 0 {
            let columns = Self::range(first.0, last.0, self.width);
            let (above, below, down) = between(y, self.height);
            across.clear();
            across.extend_from_slice(&self.row(above)[columns.clone()]);
            blend(across, &self.row(below)[columns.clone()], down);
            (first.0, self.right.0, self.width, columns.start)
        } else {
            let rows = Self::range(first.1, last.1, self.height);
            let (left, right, share) = between(x, self.width);
            across.clear();
            across.extend(rows.clone().map(|row| mix(self.row(row)[left], self.row(row)[right], share)));
            (first.1, self.right.1, self.height, rows.start)
        };
        for pixel in &mut line[visible] {
            let (before, after, share) = between(position, length);
            *pixel = self.over_field(mix(across[before - start], across[after - start], share));
            position += step;
        }
    }

    /// The pixels that are read from one position to another, in either direction.
    fn range(one: i32, other: i32, length: usize) -> Range<usize> {
        between(one.min(other), length).0..between(one.max(other), length).1 + 1
    }

    /// Which pixels of a row of the view are on the picture. `x` and `y` are the position of its first pixel.
    fn visible(&self, x: i32, y: i32, length: usize) -> Range<usize> {
        let on = |position: i32, step: i32, size: usize| {
            let (position, step, end) = (i64::from(position), i64::from(step), (size as i64) << 16);
            match step {
                0 if (0..end).contains(&position) => 0..length as i64,
                0 => 0..0,
                // Forwards: the first pixel after the start, and the first after the end.
                1.. => div_ceil(-position, step)..div_ceil(end - position, step),
                // Backwards: the first pixel before the end, and the first before the start.
                _ => div_ceil(position - end + 1, -step)..div_ceil(position + 1, -step),
            }
        };
        let (across, down) = (on(x, self.right.0, self.width), on(y, self.right.1, self.height));
        let inside = |n: i64| n.clamp(0, length as i64) as usize;
        let start = inside(across.start.max(down.start));
        start..inside(across.end.min(down.end)).max(start)
    }

    fn row(&self, y: usize) -> &[[u8; 4]] {
        &self.pixels[y * self.width..][..self.width]
    }

    /// A premultiplied colour over the field.
    fn over_field(&self, [red, green, blue, alpha]: [u8; 4]) -> [u8; 4] {
        if alpha == u8::MAX {
            return [red, green, blue, alpha];
        }
        let rest = u32::from(u8::MAX - alpha);
        let over = |colour: u8, field: u8| {
            (u32::from(colour) + (u32::from(field) * rest + 127) / 255).min(255) as u8
        };
        let [one, two, three] = self.field;
        [over(red, one), over(green, two), over(blue, three), u8::MAX]
    }
}

/// The pixels before and after a position, and the share of the second one, 0 to 255 of 256.
fn between(position: i32, length: usize) -> (usize, usize, u64) {
    let position = (position - HALF_PIXEL).max(0) as usize;
    (position >> 16, ((position >> 16) + 1).min(length - 1), (position >> 8 & 0xFF) as u64)
}

/// Mixes `share` of 256 of the other row into the first. The compiler vectorises this loop.
fn blend(row: &mut [[u8; 4]], other: &[[u8; 4]], share: u64) {
    let share = share as u16;
    for (one, other) in row.as_flattened_mut().iter_mut().zip(other.as_flattened()) {
        *one = ((u16::from(*one) * (256 - share) + u16::from(*other) * share + 128) >> 8) as u8;
    }
}

fn div_ceil(value: i64, by: i64) -> i64 {
    value.div_euclid(by) + i64::from(value.rem_euclid(by) > 0)
}

/// Mixes two colours: `share` of 256 of the second one. All channels are computed in one number.
pub(super) fn mix(one: [u8; 4], other: [u8; 4], share: u64) -> [u8; 4] {
    const SPREAD: u64 = 0x00FF_00FF_00FF_00FF;
    const HALF: u64 = 0x0080_0080_0080_0080;
    let spread = |color: [u8; 4]| {
        let color = u64::from(u32::from_le_bytes(color));
        (color | color << 24) & SPREAD
    };
    let mixed = (spread(one) * (256 - share) + spread(other) * share + HALF) >> 8 & SPREAD;
    ((mixed | mixed >> 24) as u32).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_mixed_channel_by_channel() {
        let (one, other) = ([0, 255, 17, 200], [255, 0, 211, 255]);
        for share in 0..=256 {
            let expected = [0, 1, 2, 3].map(|n| {
                let sum = u64::from(one[n]) * (256 - share) + u64::from(other[n]) * share;
                ((sum + 128) / 256) as u8
            });
            assert_eq!(mix(one, other, share), expected, "at {share}");
        }
    }

    /// Compares with a check of each pixel.
    #[test]
    fn the_pixels_of_a_row_that_are_on_the_picture_are_found() {
        let size = 5;
        let sampler = |right| Sampler {
            width: size,
            height: size,
            pixels: &[],
            first: (0.0, 0.0),
            right,
            down: (0.0, 0.0),
            field: [0; 3],
        };
        let length = 12;
        for step in [-140_000, -65_536, -30_001, -1, 0, 1, 30_001, 65_536, 140_000] {
            for start in (-9 * 65_536..9 * 65_536).step_by(21_847) {
                let is_on = |n: usize| {
                    let position = start + step * n as i32;
                    position >= 0 && ((position >> 16) as usize) < size
                };
                let expected: Vec<_> = (0..length).filter(|n| is_on(*n)).collect();
                for (sampler, x, y) in [(sampler((step, 0)), start, 1), (sampler((0, step)), 1, start)] {
                    let visible: Vec<_> = sampler.visible(x, y, length).collect();
                    assert_eq!(visible, expected, "from {start} by {step}");
                }
                let beside = sampler((step, 0)).visible(start, -1, length);
                assert!(beside.is_empty(), "above the picture: {beside:?}");
            }
        }
    }
}
