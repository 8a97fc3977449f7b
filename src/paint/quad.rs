//! Draws quads: rectangles of one colour with a border and round corners. Most of a window consists of them.
//!
//! The coverage of a pixel is computed from its distance to the edge of the quad. Away from the edges whole rows are
//! filled.

use super::pixels::{
    PixelRect, Pixels, contained, fill_over, intersection, over, premultiplied, scaled, touched,
};

use iced::advanced::renderer::Quad;
use iced::{Background, Color, Rectangle};

/// A quad in device pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct DeviceQuad {
    outer: RoundedRect,
    inner: RoundedRect,
    background: u32,
    border: u32,
}

/// A rectangle with round corners: top left, top right, bottom right and bottom left.
#[derive(Debug, Clone, Copy)]
struct RoundedRect {
    bounds: Rectangle,
    radii: [f32; 4],
}

impl DeviceQuad {
    /// `quad` is in logical pixels. Shadows and gradients are not drawn, because no widget of the program has them.
    pub(super) fn new(quad: &Quad, background: &Background, scale: f32) -> Self {
        debug_assert!(quad.shadow.color.a == 0.0, "halos are drawn as rings");
        let background = match background {
            Background::Color(color) => *color,
            Background::Gradient(_) => {
                debug_assert!(false, "a gradient is drawn on a canvas");
                Color::TRANSPARENT
            }
        };
        let bounds = quad.bounds * scale;
        let largest = bounds.width.min(bounds.height) / 2.0;
        let radii = <[f32; 4]>::from(quad.border.radius).map(|radius| (radius * scale).min(largest));
        let width = (quad.border.width * scale).min(largest);
        Self {
            outer: RoundedRect { bounds, radii },
            inner: RoundedRect {
                bounds: bounds.shrink(width),
                radii: radii.map(|radius| (radius - width).max(0.0)),
            },
            background: premultiplied(background),
            border: premultiplied(quad.border.color),
        }
    }

    /// Its colour, if it is opaque and of one colour in all of `area`.
    pub(super) fn covers(&self, area: PixelRect) -> Option<u32> {
        let is_all =
            self.opaque_area().is_some_and(|opaque_area| intersection(opaque_area, area) == Some(area));
        is_all.then_some(self.background)
    }

    /// The area in which it is opaque and of one colour: without its border and its corners.
    pub(super) fn opaque_area(&self) -> Option<PixelRect> {
        (self.background >> 24 == 255).then(|| contained(self.outer.bounds.shrink(self.edge_width())))
    }

    /// Draws the part of it that is in `clip`.
    pub(super) fn draw(&self, pixels: &mut Pixels<'_>, clip: PixelRect) {
        let Some(area) = intersection(touched(self.outer.bounds), clip) else { return };
        let bounds = self.outer.bounds;
        let column = |x: f32| ((x.max(0.0) as u32).clamp(area.x, area.x + area.width) - area.x) as usize;
        // The columns between the edges, or between the corners.
        let columns = |edge: f32| {
            let edge = edge + 1.0;
            (column((bounds.x + edge).ceil()), column((bounds.x + bounds.width - edge).floor()))
        };
        let (corner, edge) = (self.edge_width(), self.border_width());
        let (in_corner_rows, in_other_rows) = (columns(corner), columns(edge));
        for (row, y) in pixels.rows(area).zip(area.y..) {
            let y = y as f32 + 0.5;
            let has_corners = y < bounds.y + corner || y > bounds.y + bounds.height - corner;
            let (start, end) = if has_corners { in_corner_rows } else { in_other_rows };
            let at = |x: usize| self.at((area.x as usize + x) as f32 + 0.5, y);
            let has_middle = start < end;
            let ends = if has_middle { [0..start, end..row.len()] } else { [0..row.len(), 0..0] };
            for x in ends.into_iter().flatten() {
                row[x] = over(at(x), row[x]);
            }
            if has_middle {
                fill_over(&mut row[start..end], at(start));
            }
        }
    }

    /// Its premultiplied colour at a pixel with this centre.
    fn at(&self, x: f32, y: f32) -> u32 {
        let outer = self.outer.coverage(x, y);
        if self.border_width() == 0.0 {
            return scaled(self.background, outer);
        }
        let inner = self.inner.coverage(x, y);
        scaled(self.background, inner) + scaled(self.border, outer.saturating_sub(inner))
    }

    /// The width of the part at each side that has border or corners.
    fn edge_width(&self) -> f32 {
        self.outer.radii.into_iter().fold(self.border_width(), f32::max)
    }

    fn border_width(&self) -> f32 {
        self.inner.bounds.x - self.outer.bounds.x
    }
}

impl RoundedRect {
    /// How much of the pixel with this centre it covers: 0 to 255.
    fn coverage(&self, x: f32, y: f32) -> u32 {
        let Rectangle { width, height, .. } = self.bounds;
        let (half_width, half_height) = (width / 2.0, height / 2.0);
        let (from_middle_x, from_middle_y) =
            (x - self.bounds.x - half_width, y - self.bounds.y - half_height);
        let [top_left, top_right, bottom_right, bottom_left] = self.radii;
        let radius = match (from_middle_x < 0.0, from_middle_y < 0.0) {
            (true, true) => top_left,
            (false, true) => top_right,
            (false, false) => bottom_right,
            (true, false) => bottom_left,
        };
        // The distance from the centre of the corner's circle; negative on the side of the straight edges.
        let beyond_x = from_middle_x.abs() - half_width + radius;
        let beyond_y = from_middle_y.abs() - half_height + radius;
        let coverage = if beyond_x > 0.0 && beyond_y > 0.0 {
            (radius + 0.5 - (beyond_x * beyond_x + beyond_y * beyond_y).sqrt()).clamp(0.0, 1.0)
        } else {
            // An edge may cut the pixel, and a thin quad may have both of its edges in one pixel.
            let along = |beyond: f32, half: f32| (radius + 0.5 - beyond).clamp(0.0, (2.0 * half).min(1.0));
            along(beyond_x, half_width) * along(beyond_y, half_height)
        };
        (coverage * 255.0 + 0.5) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use iced::border::Radius;
    use iced::{Border, Point, Size};
    use proptest::prelude::*;
    use tiny_skia::{FillRule, Paint, PathBuilder, PixmapMut, Transform};

    const SIZE: u32 = 64;
    const WINDOW: PixelRect = PixelRect { x: 0, y: 0, width: SIZE, height: SIZE };

    fn quad(bounds: Rectangle, radius: f32, width: f32) -> Quad {
        let border = Border { color: Color::BLACK, width, radius: Radius::new(radius) };
        Quad { bounds, border, ..Quad::default() }
    }

    fn drawn(device_quad: DeviceQuad, clip: PixelRect) -> Vec<u32> {
        let mut pixels = vec![0xFF80_8080; (SIZE * SIZE) as usize];
        device_quad.draw(&mut Pixels::new(&mut pixels, SIZE), clip);
        pixels
    }

    fn channels(pixel: u32) -> impl Iterator<Item = i32> {
        pixel.to_be_bytes().into_iter().map(i32::from)
    }

    prop_compose! {
        fn any_quad()(
            x in -8.0_f32..40.0, y in -8.0_f32..40.0, width in 0.5_f32..50.0, height in 0.5_f32..50.0,
            radius in 0.0_f32..30.0, border in prop_oneof![Just(0.0), 0.5_f32..6.0],
        ) -> Quad {
            quad(Rectangle::new(Point::new(x, y), Size::new(width, height)), radius, border)
        }
    }

    proptest! {
        /// Without a border it looks as tiny_skia draws it as a path.
        #[test]
        fn it_looks_like_a_filled_path(quad in any_quad()) {
            let quad = Quad { border: Border { width: 0.0, ..quad.border }, ..quad };
            let ours = drawn(DeviceQuad::new(&quad, &Color::WHITE.into(), 1.0), WINDOW);
            let theirs = path(quad.bounds, <[f32; 4]>::from(quad.border.radius)[0]);
            for (at, (ours, theirs)) in (0..).zip(ours.into_iter().zip(theirs)) {
                let (x, y): (u32, u32) = (at % SIZE, at / SIZE);
                for (ours, theirs) in channels(ours).zip(channels(theirs)) {
                    // tiny_skia samples four lines in a pixel, which is coarse where an edge is parallel to them. A
                    // pixel too many would differ by 127.
                    prop_assert!((ours - theirs).abs() <= 64, "{ours} and {theirs} at {x}, {y}");
                }
            }
        }

        /// With a clip, the pixels in the clip are the same.
        #[test]
        fn a_clip_changes_nothing_in_it(
            quad in any_quad(), alpha in prop_oneof![Just(1.0_f32), 0.0_f32..1.0],
            x in 0_u32..60, y in 0_u32..60, width in 1_u32..64, height in 1_u32..64,
        ) {
            let clip = intersection(PixelRect { x, y, width, height }, WINDOW).unwrap();
            let device_quad = DeviceQuad::new(&quad, &Color::from_rgba(0.2, 0.4, 0.6, alpha).into(), 1.0);
            let (whole, part) = (drawn(device_quad, WINDOW), drawn(device_quad, clip));
            for (at, (whole, part)) in (0..).zip(whole.into_iter().zip(part)) {
                let (x, y): (u32, u32) = (at % SIZE, at / SIZE);
                let is_in = (clip.x..clip.x + clip.width).contains(&x) && (clip.y..clip.y + clip.height).contains(&y);
                prop_assert_eq!(part, if is_in { whole } else { 0xFF80_8080 }, "at {}, {}", x, y);
            }
        }

        /// An area that it covers has its colour.
        #[test]
        fn a_covered_area_has_its_colour(
            quad in any_quad(), x in 0_u32..40, y in 0_u32..40, width in 1_u32..24, height in 1_u32..24,
        ) {
            let area = PixelRect { x, y, width, height };
            let device_quad = DeviceQuad::new(&quad, &Color::WHITE.into(), 1.0);
            if let Some(color) = device_quad.covers(area) {
                let mut pixels = drawn(device_quad, WINDOW);
                for row in Pixels::new(&mut pixels, SIZE).rows(area) {
                    prop_assert!(row.iter().all(|pixel| *pixel == color));
                }
            }
        }
    }

    fn path(bounds: Rectangle, radius: f32) -> Vec<u32> {
        let mut pixels = vec![0xFF80_8080_u32; (SIZE * SIZE) as usize];
        let mut target = PixmapMut::from_bytes(bytemuck::cast_slice_mut(&mut pixels), SIZE, SIZE).unwrap();
        let r = radius.min(bounds.width / 2.0).min(bounds.height / 2.0);
        let (left, top) = (bounds.x, bounds.y);
        let (right, bottom) = (left + bounds.width, top + bounds.height);
        // The distance of the control points of a quarter of a circle.
        let k = r * (1.0 - 0.552_284_8);
        let mut builder = PathBuilder::new();
        builder.move_to(left + r, top);
        builder.line_to(right - r, top);
        builder.cubic_to(right - k, top, right, top + k, right, top + r);
        builder.line_to(right, bottom - r);
        builder.cubic_to(right, bottom - k, right - k, bottom, right - r, bottom);
        builder.line_to(left + r, bottom);
        builder.cubic_to(left + k, bottom, left, bottom - k, left, bottom - r);
        builder.line_to(left, top + r);
        builder.cubic_to(left, top + k, left + k, top, left + r, top);
        builder.close();
        let mut paint = Paint::default();
        paint.set_color_rgba8(255, 255, 255, 255);
        target.fill_path(&builder.finish().unwrap(), &paint, FillRule::Winding, Transform::identity(), None);
        pixels
    }

    #[test]
    fn a_border_is_drawn_on_all_sides() {
        let bounds = Rectangle::new(Point::new(4.0, 4.0), Size::new(40.0, 20.0));
        let pixels = drawn(DeviceQuad::new(&quad(bounds, 6.0, 2.0), &Color::WHITE.into(), 1.0), WINDOW);
        let at = |x: u32, y: u32| pixels[(y * SIZE + x) as usize];
        for (x, y, color) in [
            (3, 14, 0xFF80_8080),
            (4, 14, 0xFF00_0000),
            (5, 14, 0xFF00_0000),
            (6, 14, 0xFFFF_FFFF),
            (20, 4, 0xFF00_0000),
            (20, 6, 0xFFFF_FFFF),
            (43, 14, 0xFF00_0000),
            (44, 14, 0xFF80_8080),
            (20, 23, 0xFF00_0000),
            (20, 24, 0xFF80_8080),
            (4, 4, 0xFF80_8080),
        ] {
            assert_eq!(at(x, y), color, "at {x}, {y}");
        }
    }
}
