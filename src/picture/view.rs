//! The crop as it is seen while it is chosen: the picture behind a square and a circle.

use super::Crop;
use super::proxy::{Level, Pixels, Proxy};

/// How bright the picture is outside of the circle, of 256; outside of the square.
const OUTSIDE_CIRCLE: u32 = 120;
const OUTSIDE_SQUARE: u32 = 56;

/// How opaque the lines are, of 256: the circle, the square, the thirds.
const CIRCLE: u32 = 256;
const SQUARE: u32 = 150;
const THIRDS: u32 = 100;

/// What is drawn, in pixels of the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// Width of the whole.
    pub width: u32,
    /// Height of the whole.
    pub height: u32,
    /// Side of the square, which stands in the middle.
    pub side: u32,
    /// Width of the circle's line; the others have half of it.
    pub line: u32,
    /// The colour where there is no picture.
    pub field: [u8; 3],
    /// The colour of the lines.
    pub ink: [u8; 3],
    /// Whether the square is divided into thirds.
    pub shows_thirds: bool,
}

impl Proxy {
    /// Draws the picture so that the crop stands in the square.
    pub fn view(&self, crop: Crop, view: View) -> Pixels {
        let crop = crop.inside(self.facts().width, self.facts().height);
        let step = f64::from(crop.side) / f64::from(view.side.max(1));
        let sampler = Sampler::new(self, crop, step, view);
        let mask = Mask::new(view);
        let mut rgba = vec![u8::MAX; view.width as usize * view.height as usize * 4];
        for (y, line) in (0..).zip(rgba.chunks_exact_mut(view.width.max(1) as usize * 4)) {
            let row = mask.row(y);
            let mut at = sampler.start(y);
            for (x, pixel) in (0..).zip(line.chunks_exact_mut(4)) {
                let color = sampler.color(at, view.field);
                pixel[..3].copy_from_slice(&mask.apply(row, x, color));
                at = (at.0 + sampler.step.0, at.1 + sampler.step.1);
            }
        }
        Pixels { width: view.width, height: view.height, rgba }
    }
}

/// Reads the picture at places of the view, between its pixels.
struct Sampler<'a> {
    level: &'a Level,
    /// Where the middle of the view is, in pixels of the level.
    centre: (f64, f64),
    /// One pixel of the view to the right, and one down.
    step: (f32, f32),
    down: (f64, f64),
    half: (f64, f64),
}

impl<'a> Sampler<'a> {
    fn new(proxy: &'a Proxy, crop: Crop, step: f64, view: View) -> Self {
        let level = proxy.level(step);
        let (x_scale, y_scale) = proxy.scale(level);
        let place = |edge: u32| f64::from(edge) + f64::from(crop.side) / 2.0;
        let on_level = |(x, y): (f64, f64)| (x * step * x_scale, y * step * y_scale);
        let right = on_level(crop.facing.to_upright((1.0, 0.0)));
        Self {
            level,
            centre: (place(crop.x) * x_scale, place(crop.y) * y_scale),
            step: (right.0 as f32, right.1 as f32),
            down: on_level(crop.facing.to_upright((0.0, 1.0))),
            half: (f64::from(view.width) / 2.0 - 0.5, f64::from(view.height) / 2.0 - 0.5),
        }
    }

    /// Where the first pixel of a row is.
    fn start(&self, y: u32) -> (f32, f32) {
        let down = f64::from(y) - self.half.1;
        let across = |step: f32| f64::from(step) * self.half.0;
        let x = self.centre.0 + self.down.0 * down - across(self.step.0);
        let y = self.centre.1 + self.down.1 * down - across(self.step.1);
        (x as f32, y as f32)
    }

    /// The colour at a place, over `field` where the picture is transparent or ends.
    fn color(&self, (x, y): (f32, f32), field: [u8; 3]) -> [u8; 3] {
        let (width, height) = (self.level.width as usize, self.level.height as usize);
        if x < 0.0 || y < 0.0 || x >= width as f32 || y >= height as f32 {
            return field;
        }
        let between = |place: f32, length: usize| {
            let place = (place - 0.5).max(0.0);
            let first = place as usize;
            (first, (first + 1).min(length - 1), ((place - first as f32) * 256.0) as u32)
        };
        let (left, right, across) = between(x, width);
        let (above, below, down) = between(y, height);
        let pixels = self.level.rgba.as_chunks::<4>().0;
        let (above, below) = (&pixels[above * width..][..width], &pixels[below * width..][..width]);
        let top = mix(above[left], above[right], across);
        let bottom = mix(below[left], below[right], across);
        let [red, green, blue, alpha] = mix(top, bottom, down);
        if alpha == u8::MAX {
            return [red, green, blue];
        }
        let behind = u32::from(u8::MAX - alpha);
        let over =
            |seen: u8, field: u8| (u32::from(seen) + (u32::from(field) * behind + 127) / 255).min(255) as u8;
        [over(red, field[0]), over(green, field[1]), over(blue, field[2])]
    }
}

/// `share` of 256 of the second colour, the rest of the first: two channels at a time.
fn mix(one: [u8; 4], other: [u8; 4], share: u32) -> [u8; 4] {
    const EVERY_SECOND: u32 = 0x00FF_00FF;
    const HALF: u32 = 0x0080_0080;
    let (one, other) = (u32::from_le_bytes(one), u32::from_le_bytes(other));
    let mixed = |one: u32, other: u32| {
        ((one & EVERY_SECOND) * (256 - share) + (other & EVERY_SECOND) * share + HALF) >> 8 & EVERY_SECOND
    };
    (mixed(one, other) | mixed(one >> 8, other >> 8) << 8).to_le_bytes()
}

/// What lies over the picture: shade, circle, square, thirds.
struct Mask {
    view: View,
    /// The first pixel of the square, across and down.
    edge: (i32, i32),
    thin: i32,
    radius: f32,
    /// The square of a distance from the middle at which the circle's line is not yet met.
    clear: f32,
}

/// A row of the mask.
#[derive(Clone, Copy)]
struct Row {
    /// From the top of the square.
    y: i32,
    /// From the middle of the square, squared.
    from_middle: f32,
    /// How opaque a line is that runs along this row.
    line: u32,
}

impl Mask {
    fn new(view: View) -> Self {
        let edge = |length: u32| (i64::from(length) - i64::from(view.side)).div_euclid(2) as i32;
        Self {
            view,
            edge: (edge(view.width), edge(view.height)),
            thin: (view.line / 2).max(1) as i32,
            radius: view.side as f32 / 2.0,
            clear: (view.side as f32 / 2.0 - view.line as f32 - 1.0).max(0.0).powi(2),
        }
    }

    fn row(&self, y: u32) -> Row {
        let y = y as i32 - self.edge.1;
        let middle = y as f32 + 0.5 - self.radius;
        Row { y, from_middle: middle * middle, line: self.line(y) }
    }

    /// How opaque a straight line is at this distance from the square's edge.
    fn line(&self, at: i32) -> u32 {
        let side = self.view.side as i32;
        let is_at = |line: i32| (line..line + self.thin).contains(&at);
        if is_at(0) || is_at(side - self.thin) {
            SQUARE
        } else if self.view.shows_thirds && (is_at(side / 3) || is_at(side * 2 / 3)) {
            THIRDS
        } else {
            0
        }
    }

    fn apply(&self, row: Row, x: u32, color: [u8; 3]) -> [u8; 3] {
        let x = x as i32 - self.edge.0;
        let square = 0..self.view.side as i32;
        if !square.contains(&x) || !square.contains(&row.y) {
            return blend(self.view.field, color, OUTSIDE_SQUARE);
        }
        let middle = x as f32 + 0.5 - self.radius;
        let squared = middle * middle + row.from_middle;
        let line = row.line.max(self.line(x));
        let inner = self.radius - self.view.line as f32;
        // Most pixels are far from the circle's line and need no root.
        if squared < self.clear && line == 0 {
            return color;
        }
        let from_middle = squared.sqrt();
        let share = |value: f32| (value.clamp(0.0, 1.0) * 256.0) as u32;
        let inside = share(self.radius - from_middle + 0.5);
        let shaded = blend(self.view.field, color, OUTSIDE_CIRCLE + (256 - OUTSIDE_CIRCLE) * inside / 256);
        let ring = inside.min(share(from_middle - inner + 0.5)) * CIRCLE / 256;
        blend(shaded, self.view.ink, ring.max(line))
    }
}

/// `share` of 256 of `over`, the rest of `under`.
fn blend(under: [u8; 3], over: [u8; 3], share: u32) -> [u8; 3] {
    let mix =
        |n: usize| ((u32::from(under[n]) * (256 - share) + u32::from(over[n]) * share + 128) >> 8) as u8;
    [mix(0), mix(1), mix(2)]
}

#[cfg(test)]
mod tests {
    use super::super::{Crop, Facing, Pixels, Proxy};
    use super::{View, mix};

    use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

    use std::io::Cursor;

    const FIELD: [u8; 3] = [10, 20, 30];
    const INK: [u8; 3] = [255, 255, 255];

    /// 400 x 200: red, green, blue and yellow quarters.
    fn proxy() -> Proxy {
        let picture = RgbImage::from_fn(400, 200, |x, y| match (x < 200, y < 100) {
            (true, true) => Rgb([200, 0, 0]),
            (false, true) => Rgb([0, 200, 0]),
            (true, false) => Rgb([0, 0, 200]),
            (false, false) => Rgb([200, 200, 0]),
        });
        let mut file = Cursor::new(Vec::new());
        DynamicImage::from(picture).write_to(&mut file, ImageFormat::Png).unwrap();
        Proxy::new(file.get_ref()).unwrap()
    }

    fn pixel(pixels: &Pixels, x: u32, y: u32) -> [u8; 3] {
        let at = ((y * pixels.width + x) * 4) as usize;
        [pixels.rgba[at], pixels.rgba[at + 1], pixels.rgba[at + 2]]
    }

    fn view(shows_thirds: bool) -> View {
        View { width: 160, height: 120, side: 90, line: 2, field: FIELD, ink: INK, shows_thirds }
    }

    #[test]
    fn the_square_shows_the_crop_as_it_is_turned() {
        let proxy = proxy();
        // The centre of the picture, where the four colours meet.
        let crop = Crop { x: 150, y: 50, side: 100, facing: Facing::default() };
        let colours = |facing| {
            let pixels = proxy.view(Crop { facing, ..crop }, view(false));
            [(65, 45), (95, 45), (65, 75), (95, 75)].map(|(x, y)| pixel(&pixels, x, y))
        };
        let (red, green, blue, yellow) = ([200, 0, 0], [0, 200, 0], [0, 0, 200], [200, 200, 0]);
        let upright = Facing::default();
        assert_eq!(colours(upright), [red, green, blue, yellow]);
        assert_eq!(colours(upright.right()), [blue, red, yellow, green]);
        assert_eq!(colours(upright.left()), [green, yellow, red, blue]);
        assert_eq!(colours(upright.flipped()), [green, red, yellow, blue]);
        assert_eq!(colours(upright.right().flipped()), [red, blue, green, yellow]);
    }

    #[test]
    fn what_is_outside_is_dim_and_beyond_the_picture_is_the_field() {
        let pixels = proxy().view(Crop { x: 0, y: 0, side: 200, facing: Facing::default() }, view(false));
        assert_eq!(pixel(&pixels, 2, 60), FIELD, "left of the picture");
        assert_eq!(pixel(&pixels, 80, 2), FIELD, "above it");
        let (beside, corner, middle) =
            (pixel(&pixels, 140, 30), pixel(&pixels, 38, 18), pixel(&pixels, 70, 50));
        assert_eq!(middle, [200, 0, 0]);
        assert!(beside[1] > FIELD[1] && beside[1] < 90, "dim: {beside:?}");
        assert!(corner[0] > FIELD[0] + 40 && corner[0] < 150, "less dim: {corner:?}");
        assert!(pixel(&pixels, 80, 15)[0] > 250, "the circle");
        assert!(pixel(&pixels, 35, 20)[1] > 100, "the edge of the square");
    }

    #[test]
    fn what_is_transparent_shows_the_field() {
        let picture = RgbaImage::from_fn(200, 200, |x, _| Rgba([200, 100, 0, if x < 100 { 0 } else { 128 }]));
        let mut file = Cursor::new(Vec::new());
        DynamicImage::from(picture).write_to(&mut file, ImageFormat::Png).unwrap();
        let proxy = Proxy::new(file.get_ref()).unwrap();
        let pixels = proxy.view(Crop { x: 0, y: 0, side: 200, facing: Facing::default() }, view(false));
        assert_eq!(pixel(&pixels, 60, 60), FIELD);
        let half = pixel(&pixels, 100, 60);
        assert!(half.iter().zip([105, 60, 15]).all(|(a, b): (&u8, u8)| a.abs_diff(b) < 3), "{half:?}");
    }

    #[test]
    fn colours_are_mixed_channel_by_channel() {
        let (one, other) = ([0, 255, 17, 200], [255, 0, 211, 255]);
        for share in 0..=256 {
            let expected = [0, 1, 2, 3].map(|n| {
                let sum = u32::from(one[n]) * (256 - share) + u32::from(other[n]) * share;
                ((sum + 128) / 256) as u8
            });
            assert_eq!(mix(one, other, share), expected, "at {share}");
        }
    }

    #[test]
    fn thirds_are_shown_while_moving_only() {
        let crop = Crop { x: 0, y: 0, side: 100, facing: Facing::default() };
        let at_third = |shows| pixel(&proxy().view(crop, view(shows)), 35 + 30, 60)[1];
        assert_eq!(at_third(false), 0);
        assert!(at_third(true) > 80);
    }
}
