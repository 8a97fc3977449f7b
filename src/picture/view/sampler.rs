//! The pixels of the view before anything lies over them: the picture, moved, turned and scaled, over the field.

use crate::picture::crop::Crop;
use crate::picture::pyramid::Pyramid;

use std::ops::Range;

/// Reads the picture at places of the view, between its pixels. Places are pixels of the level in 65,536ths.
pub(super) struct Sampler<'a> {
    width: usize,
    height: usize,
    pixels: &'a [[u8; 4]],
    /// The middle of the view's first pixel.
    first: (f64, f64),
    /// One pixel of the view to the right, and one down.
    right: (i32, i32),
    down: (f64, f64),
    /// The colour where there is no picture.
    field: [u8; 3],
}

/// A pixel of the level as a distance; and its middle.
const PIXEL: f64 = 65536.0;
const MIDDLE: i32 = 1 << 15;

impl<'a> Sampler<'a> {
    /// Of a view of this size, whose pixels are `step` pixels of the picture each.
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
        let right = on_level(crop.facing.to_upright((1.0, 0.0)));
        let down = on_level(crop.facing.to_upright((0.0, 1.0)));
        let half = f64::from(crop.side) / 2.0;
        let (x, y) = pyramid.inside((f64::from(crop.x) + half, f64::from(crop.y) + half));
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

    /// Draws a line of the view. `across` is room to work in: the two rows or columns around the line, as one.
    pub(super) fn fill(&self, y: u32, line: &mut [[u8; 4]], across: &mut Vec<[u8; 4]>) {
        let start = |first: f64, down: f64| (first + down * f64::from(y)).round() as i32;
        let (x, y) = (start(self.first.0, self.down.0), start(self.first.1, self.down.1));
        let [red, green, blue] = self.field;
        let seen = self.seen(x, y, line.len());
        line[..seen.start].fill([red, green, blue, u8::MAX]);
        line[seen.end..].fill([red, green, blue, u8::MAX]);
        if seen.is_empty() {
            return;
        }
        let at = |n: usize| (x + self.right.0 * n as i32, y + self.right.1 * n as i32);
        let (first, last) = (at(seen.start), at(seen.end - 1));
        // A picture is turned by quarters, so a line of the view runs along a row of it or along a column.
        let (mut place, step, length, start) = if self.right.1 == 0 {
            let columns = Self::reach(first.0, last.0, self.width);
            let (above, below, down) = between(y, self.height);
            across.clear();
            across.extend_from_slice(&self.row(above)[columns.clone()]);
            blend(across, &self.row(below)[columns.clone()], down);
            (first.0, self.right.0, self.width, columns.start)
        } else {
            let rows = Self::reach(first.1, last.1, self.height);
            let (left, right, share) = between(x, self.width);
            across.clear();
            across.extend(rows.clone().map(|row| mix(self.row(row)[left], self.row(row)[right], share)));
            (first.1, self.right.1, self.height, rows.start)
        };
        for pixel in &mut line[seen] {
            let (before, after, share) = between(place, length);
            *pixel = self.over_field(mix(across[before - start], across[after - start], share));
            place += step;
        }
    }

    /// The pixels that are looked at from one place to another, in either direction.
    fn reach(one: i32, other: i32, length: usize) -> Range<usize> {
        between(one.min(other), length).0..between(one.max(other), length).1 + 1
    }

    /// Which pixels of a line that begins at a place are on the picture.
    fn seen(&self, x: i32, y: i32, length: usize) -> Range<usize> {
        let on = |place: i32, step: i32, size: usize| {
            let (place, step, end) = (i64::from(place), i64::from(step), (size as i64) << 16);
            match step {
                0 if (0..end).contains(&place) => 0..length as i64,
                0 => 0..0,
                // The first that is not before the beginning, and the first that is not before the end.
                1.. => div_ceil(-place, step)..div_ceil(end - place, step),
                // Backwards: the first that is before the end, and the first that is before the beginning.
                _ => div_ceil(place - end + 1, -step)..div_ceil(place + 1, -step),
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
        let behind = u32::from(u8::MAX - alpha);
        let over =
            |seen: u8, field: u8| (u32::from(seen) + (u32::from(field) * behind + 127) / 255).min(255) as u8;
        let [one, two, three] = self.field;
        [over(red, one), over(green, two), over(blue, three), u8::MAX]
    }
}

/// The pixels before and after a place, and the share of 256 that the second one has.
fn between(place: i32, length: usize) -> (usize, usize, u64) {
    let place = (place - MIDDLE).max(0) as usize;
    (place >> 16, ((place >> 16) + 1).min(length - 1), (place >> 8 & 0xFF) as u64)
}

/// Lays `share` of 256 of one row over another: a loop that is done for many pixels at a time.
fn blend(row: &mut [[u8; 4]], other: &[[u8; 4]], share: u64) {
    let share = share as u16;
    for (one, other) in row.as_flattened_mut().iter_mut().zip(other.as_flattened()) {
        *one = ((u16::from(*one) * (256 - share) + u16::from(*other) * share + 128) >> 8) as u8;
    }
}

fn div_ceil(value: i64, by: i64) -> i64 {
    value.div_euclid(by) + i64::from(value.rem_euclid(by) > 0)
}

/// `share` of 256 of the second colour, the rest of the first: all channels at a time.
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

    /// Every step and every start, against asking pixel by pixel.
    #[test]
    fn what_is_seen_of_a_line_is_what_is_on_the_picture() {
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
                    let place = start + step * n as i32;
                    place >= 0 && ((place >> 16) as usize) < size
                };
                let expected: Vec<_> = (0..length).filter(|n| is_on(*n)).collect();
                for (sampler, x, y) in [(sampler((step, 0)), start, 1), (sampler((0, step)), 1, start)] {
                    let seen: Vec<_> = sampler.seen(x, y, length).collect();
                    assert_eq!(seen, expected, "from {start} by {step}");
                }
                let beside = sampler((step, 0)).seen(start, -1, length);
                assert!(beside.is_empty(), "above the picture: {beside:?}");
            }
        }
    }
}
