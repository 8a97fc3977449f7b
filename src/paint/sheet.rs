//! Sheets: boxes of one colour with a border and round corners, which is most of what a window consists of.
//!
//! How much of a pixel a sheet covers is its distance from the edge. Where no edge is near, rows are filled at once.

use super::pixels::{PixelRect, Pixels, common, lay, over, premultiplied, scaled, touched, within};

use iced::advanced::renderer::Quad;
use iced::{Background, Color, Rectangle};

/// A sheet in device pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    outer: Round,
    inner: Round,
    background: u32,
    border: u32,
}

/// A box with round corners: top left, top right, bottom right and bottom left.
#[derive(Debug, Clone, Copy)]
struct Round {
    bounds: Rectangle,
    radii: [f32; 4],
}

impl Sheet {
    /// A box as a widget draws it, in logical pixels. Shadows and gradients are not drawn: nothing here has them.
    pub(super) fn new(quad: &Quad, background: &Background, scale: f32) -> Self {
        debug_assert!(quad.shadow.color.a == 0.0, "a halo is drawn as rings");
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
            outer: Round { bounds, radii },
            inner: Round {
                bounds: bounds.shrink(width),
                radii: radii.map(|radius| (radius - width).max(0.0)),
            },
            background: premultiplied(background),
            border: premultiplied(quad.border.color),
        }
    }

    /// Its colour, if it is opaque and of one colour in all of `area`.
    pub(super) fn covers(&self, area: PixelRect) -> Option<u32> {
        let is_all = self.covered().is_some_and(|covered| common(covered, area) == Some(area));
        is_all.then_some(self.background)
    }

    /// Where it is opaque and of one colour: inside of its border and its corners.
    pub(super) fn covered(&self) -> Option<PixelRect> {
        (self.background >> 24 == 255).then(|| within(self.outer.bounds.shrink(self.edge())))
    }

    /// Draws what of it is in `clip`.
    pub(super) fn draw(&self, pixels: &mut Pixels<'_>, clip: PixelRect) {
        let Some(area) = common(touched(self.outer.bounds), clip) else { return };
        let bounds = self.outer.bounds;
        let column = |x: f32| ((x.max(0.0) as u32).clamp(area.x, area.x + area.width) - area.x) as usize;
        // Beside these columns lie edges, and in some rows corners.
        let columns = |edge: f32| {
            let edge = edge + 1.0;
            (column((bounds.x + edge).ceil()), column((bounds.x + bounds.width - edge).floor()))
        };
        let (corner, edge) = (self.edge(), self.border_width());
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
                lay(&mut row[start..end], at(start));
            }
        }
    }

    /// What it adds to a pixel with this middle.
    fn at(&self, x: f32, y: f32) -> u32 {
        let outer = self.outer.share(x, y);
        if self.border_width() == 0.0 {
            return scaled(self.background, outer);
        }
        let inner = self.inner.share(x, y);
        scaled(self.background, inner) + scaled(self.border, outer.saturating_sub(inner))
    }

    /// How far border and corners reach into it.
    fn edge(&self) -> f32 {
        self.outer.radii.into_iter().fold(self.border_width(), f32::max)
    }

    fn border_width(&self) -> f32 {
        self.inner.bounds.x - self.outer.bounds.x
    }
}

impl Round {
    /// How much of a pixel with this middle it covers, of 255.
    fn share(&self, x: f32, y: f32) -> u32 {
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
        // From the middle of the corner's circle; negative on the side of the straight edges.
        let beyond_x = from_middle_x.abs() - half_width + radius;
        let beyond_y = from_middle_y.abs() - half_height + radius;
        let share = if beyond_x > 0.0 && beyond_y > 0.0 {
            (radius + 0.5 - (beyond_x * beyond_x + beyond_y * beyond_y).sqrt()).clamp(0.0, 1.0)
        } else {
            // Edges may cut a pixel, and a thin sheet may lie in it with both.
            let along = |beyond: f32, half: f32| (radius + 0.5 - beyond).clamp(0.0, (2.0 * half).min(1.0));
            along(beyond_x, half_width) * along(beyond_y, half_height)
        };
        (share * 255.0 + 0.5) as u32
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

    fn drawn(sheet: Sheet, clip: PixelRect) -> Vec<u32> {
        let mut pixels = vec![0xFF80_8080; (SIZE * SIZE) as usize];
        sheet.draw(&mut Pixels::new(&mut pixels, SIZE), clip);
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
        /// Without a border it is what a library for paths draws.
        #[test]
        fn it_is_a_filled_path(quad in any_quad()) {
            let quad = Quad { border: Border { width: 0.0, ..quad.border }, ..quad };
            let ours = drawn(Sheet::new(&quad, &Color::WHITE.into(), 1.0), WINDOW);
            let theirs = path(quad.bounds, <[f32; 4]>::from(quad.border.radius)[0]);
            for (at, (ours, theirs)) in (0..).zip(ours.into_iter().zip(theirs)) {
                let (x, y): (u32, u32) = (at % SIZE, at / SIZE);
                for (ours, theirs) in channels(ours).zip(channels(theirs)) {
                    // That one looks at four lines in a pixel, which is coarse where an edge lies along them; a pixel
                    // too many would be 127.
                    prop_assert!((ours - theirs).abs() <= 64, "{ours} and {theirs} at {x}, {y}");
                }
            }
        }

        /// A part of it is drawn as the whole is.
        #[test]
        fn a_clip_changes_nothing_in_it(
            quad in any_quad(), alpha in prop_oneof![Just(1.0_f32), 0.0_f32..1.0],
            x in 0_u32..60, y in 0_u32..60, width in 1_u32..64, height in 1_u32..64,
        ) {
            let clip = common(PixelRect { x, y, width, height }, WINDOW).unwrap();
            let sheet = Sheet::new(&quad, &Color::from_rgba(0.2, 0.4, 0.6, alpha).into(), 1.0);
            let (whole, part) = (drawn(sheet, WINDOW), drawn(sheet, clip));
            for (at, (whole, part)) in (0..).zip(whole.into_iter().zip(part)) {
                let (x, y): (u32, u32) = (at % SIZE, at / SIZE);
                let is_in = (clip.x..clip.x + clip.width).contains(&x) && (clip.y..clip.y + clip.height).contains(&y);
                prop_assert_eq!(part, if is_in { whole } else { 0xFF80_8080 }, "at {}, {}", x, y);
            }
        }

        /// What a sheet says it covers has its colour and no other.
        #[test]
        fn it_covers_what_it_says(
            quad in any_quad(), x in 0_u32..40, y in 0_u32..40, width in 1_u32..24, height in 1_u32..24,
        ) {
            let area = PixelRect { x, y, width, height };
            let sheet = Sheet::new(&quad, &Color::WHITE.into(), 1.0);
            if let Some(color) = sheet.covers(area) {
                let mut pixels = drawn(sheet, WINDOW);
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
        // How far the handles of a quarter of a circle reach.
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
    fn a_border_goes_round() {
        let bounds = Rectangle::new(Point::new(4.0, 4.0), Size::new(40.0, 20.0));
        let pixels = drawn(Sheet::new(&quad(bounds, 6.0, 2.0), &Color::WHITE.into(), 1.0), WINDOW);
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
