//! The pixels of a window, how colours are blended in them, and arithmetic of areas.

use iced::{Color, Rectangle};

/// A part of a window in device pixels.
pub(super) type PixelRect = Rectangle<u32>;

/// The pixels of a window, row by row, each `0xAARRGGBB` and premultiplied.
#[derive(Debug)]
pub(super) struct Pixels<'a> {
    all: &'a mut [u32],
    width: usize,
}

impl<'a> Pixels<'a> {
    /// `all` are the rows one after another, each `width` pixels long.
    pub(super) fn new(all: &'a mut [u32], width: u32) -> Self {
        Self { all, width: width as usize }
    }

    /// The rows of an area. The area must be inside of the window.
    pub(super) fn rows(&mut self, area: PixelRect) -> impl Iterator<Item = &mut [u32]> {
        let rows =
            self.all.chunks_exact_mut(self.width.max(1)).skip(area.y as usize).take(area.height as usize);
        rows.map(move |row| &mut row[area.x as usize..][..area.width as usize])
    }

    /// Draws premultiplied pixels over an area of the same size.
    pub(super) fn draw_over(&mut self, area: PixelRect, above: &[u32]) {
        for (row, above) in self.rows(area).zip(above.chunks_exact(area.width.max(1) as usize)) {
            for (pixel, above) in row.iter_mut().zip(above) {
                *pixel = over(*above, *pixel);
            }
        }
    }
}

/// Draws a premultiplied colour over pixels.
pub(super) fn fill_over(pixels: &mut [u32], color: u32) {
    if color >> 24 == 255 {
        pixels.fill(color);
    } else if color != 0 {
        for pixel in pixels {
            *pixel = over(color, *pixel);
        }
    }
}

/// One premultiplied pixel drawn over another.
pub(super) fn over(above: u32, below: u32) -> u32 {
    // Both sums fit, since a premultiplied channel is at most its alpha.
    above + scaled(below, 255 - (above >> 24))
}

/// A premultiplied pixel with its opacity multiplied by `share` / 255.
pub(super) fn scaled(pixel: u32, share: u32) -> u32 {
    // Two channels at a time, each divided by 255 and rounded.
    let two = |channels: u32| {
        let product = channels * share + 0x0080_0080;
        ((product + ((product >> 8) & 0x00FF_00FF)) >> 8) & 0x00FF_00FF
    };
    two(pixel & 0x00FF_00FF) | (two((pixel >> 8) & 0x00FF_00FF) << 8)
}

/// A colour as a premultiplied pixel.
pub(super) fn premultiplied(color: Color) -> u32 {
    let byte = |channel: f32| (channel.clamp(0.0, 1.0) * 255.0).round() as u8;
    let alpha = color.a.clamp(0.0, 1.0);
    let [red, green, blue] = [color.r, color.g, color.b].map(|channel| byte(channel.clamp(0.0, 1.0) * alpha));
    u32::from_be_bytes([byte(alpha), red, green, blue])
}

/// The area that lies in both; none if it is empty.
pub(super) fn intersection(one: PixelRect, other: PixelRect) -> Option<PixelRect> {
    let (x, y) = (one.x.max(other.x), one.y.max(other.y));
    let right = (one.x + one.width).min(other.x + other.width);
    let bottom = (one.y + one.height).min(other.y + other.height);
    (x < right && y < bottom).then(|| PixelRect { x, y, width: right - x, height: bottom - y })
}

/// The pixels whose centre is in `bounds`, which are in device pixels.
pub(super) fn rounded(bounds: Rectangle) -> PixelRect {
    between(bounds, f32::round)
}

/// The pixels that are wholly in `bounds`.
pub(super) fn contained(bounds: Rectangle) -> PixelRect {
    let start = between(bounds, f32::ceil);
    let end = between(bounds, f32::floor);
    let (right, bottom) = (end.x + end.width, end.y + end.height);
    PixelRect { width: right.saturating_sub(start.x), height: bottom.saturating_sub(start.y), ..start }
}

/// The parts of an area around a hole in it. None of them overlap.
pub(super) fn around(area: PixelRect, hole: PixelRect) -> impl Iterator<Item = PixelRect> {
    let (right, bottom) = (hole.x + hole.width, hole.y + hole.height);
    let above = PixelRect { height: hole.y - area.y, ..area };
    let below = PixelRect { y: bottom, height: area.y + area.height - bottom, ..area };
    let left = PixelRect { x: area.x, width: hole.x - area.x, ..hole };
    let right = PixelRect { x: right, width: area.x + area.width - right, ..hole };
    [above, left, right, below].into_iter().filter(|area| area.width > 0 && area.height > 0)
}

/// The pixels that `bounds` touch.
pub(super) fn touched(bounds: Rectangle) -> PixelRect {
    let start = between(bounds, f32::floor);
    let end = between(bounds, f32::ceil);
    PixelRect { width: end.x + end.width - start.x, height: end.y + end.height - start.y, ..start }
}

fn between(bounds: Rectangle, round: impl Fn(f32) -> f32) -> PixelRect {
    let at = |edge: f32| round(edge).max(0.0) as u32;
    let (x, y) = (at(bounds.x), at(bounds.y));
    let (right, bottom) = (at(bounds.x + bounds.width), at(bounds.y + bounds.height));
    PixelRect { x, y, width: right.saturating_sub(x), height: bottom.saturating_sub(y) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A premultiplied pixel.
    fn pixel() -> impl Strategy<Value = u32> {
        (any::<u8>(), any::<[u8; 3]>()).prop_map(|(alpha, [red, green, blue])| {
            scaled(u32::from_be_bytes([255, red, green, blue]), alpha.into())
        })
    }

    proptest! {
        #[test]
        fn scaling_is_exact_to_half_a_level(pixel in any::<u32>(), share in 0_u32..=255) {
            for (before, after) in pixel.to_be_bytes().into_iter().zip(scaled(pixel, share).to_be_bytes()) {
                let exact = f64::from(before) * f64::from(share) / 255.0;
                prop_assert!((f64::from(after) - exact).abs() <= 0.5, "{before} x {share} is {after}");
            }
        }

        #[test]
        fn anything_over_opaque_pixels_is_opaque(above in pixel(), below in pixel()) {
            let below = below | 0xFF00_0000;
            prop_assert_eq!(over(above, below) >> 24, 255);
            prop_assert_eq!(over(0, below), below);
            prop_assert_eq!(over(above | 0xFF00_0000, below), above | 0xFF00_0000);
        }

        #[test]
        fn an_intersection_is_in_both_areas(one in area(), other in area(), x in 0_u32..40, y in 0_u32..40) {
            let holds = |area: PixelRect| {
                (area.x..area.x + area.width).contains(&x) && (area.y..area.y + area.height).contains(&y)
            };
            prop_assert_eq!(intersection(one, other).is_some_and(holds), holds(one) && holds(other));
        }
    }

    proptest! {
        #[test]
        fn the_parts_around_a_hole_are_all_but_the_hole(
            area in area(), hole in area(), x in 0_u32..60, y in 0_u32..60,
        ) {
            let holds = |area: PixelRect| {
                (area.x..area.x + area.width).contains(&x) && (area.y..area.y + area.height).contains(&y)
            };
            if let Some(hole) = intersection(area, hole) {
                let times = around(area, hole).filter(|area| holds(*area)).count();
                prop_assert_eq!(times, usize::from(holds(area) && !holds(hole)));
            }
        }
    }

    fn area() -> impl Strategy<Value = PixelRect> {
        (0_u32..30, 0_u32..30, 0_u32..20, 0_u32..20).prop_map(|(x, y, width, height)| PixelRect {
            x,
            y,
            width,
            height,
        })
    }

    #[test]
    fn bounds_become_areas() {
        let area = |x, y, width, height| PixelRect { x, y, width, height };
        for (bounds, all_touched, all_rounded, all_contained) in [
            ((1.0, 2.0, 3.0, 4.0), area(1, 2, 3, 4), area(1, 2, 3, 4), area(1, 2, 3, 4)),
            ((1.4, 2.6, 3.0, 4.0), area(1, 2, 4, 5), area(1, 3, 3, 4), area(2, 3, 2, 3)),
            ((-5.0, -0.4, 7.0, 1.0), area(0, 0, 2, 1), area(0, 0, 2, 1), area(0, 0, 2, 0)),
            ((-5.0, -5.0, 1.0, 1.0), area(0, 0, 0, 0), area(0, 0, 0, 0), area(0, 0, 0, 0)),
            ((0.2, 0.2, 0.1, 0.1), area(0, 0, 1, 1), area(0, 0, 0, 0), area(1, 1, 0, 0)),
        ] {
            let (x, y, width, height) = bounds;
            let bounds = Rectangle { x, y, width, height };
            assert_eq!(touched(bounds), all_touched, "{bounds:?}");
            assert_eq!(rounded(bounds), all_rounded, "{bounds:?}");
            assert_eq!(contained(bounds), all_contained, "{bounds:?}");
        }
    }

    #[test]
    fn colours_become_pixels() {
        for (color, pixel) in [
            (Color::WHITE, 0xFFFF_FFFF),
            (Color::BLACK, 0xFF00_0000),
            (Color::TRANSPARENT, 0),
            (Color::from_rgb8(0x12, 0x34, 0x56), 0xFF12_3456),
            (Color::from_rgba(1.0, 0.5, 0.0, 0.5), 0x8080_4000),
        ] {
            assert_eq!(premultiplied(color), pixel, "{color:?}");
        }
    }
}
