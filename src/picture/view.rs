//! Draws the view for choosing a crop: the picture with a square and a circle over it.

mod sampler;

use super::crop::Crop;
use super::pixels::Pixels;
use super::pyramid::Pyramid;
use super::region::Region;

use sampler::{Sampler, mix};

use std::num::NonZero;
use std::ops::Range;
use std::thread;

/// How bright the picture is outside of the circle and outside of the square, 0 to 256.
const OUTSIDE_CIRCLE: u16 = 120;
const OUTSIDE_SQUARE: u16 = 56;

/// The opacity of the lines of the circle, the square and the thirds, 0 to 256.
const CIRCLE: u64 = 256;
const SQUARE: u64 = 150;
const THIRDS: u64 = 100;

/// A view is drawn in at most this many bands, each on its own thread.
const MAX_BANDS: usize = 4;

/// The layout and the colours of the view. Lengths are in pixels of the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// Width of the view.
    pub width: u32,
    /// Height of the view.
    pub height: u32,
    /// Side length of the square, which is in the middle.
    pub side: u32,
    /// Line width of the circle; the other lines have half of it.
    pub line: u32,
    /// RGB colour where there is no picture.
    pub field: [u8; 3],
    /// RGB colour of the lines.
    pub ink: [u8; 3],
    /// Whether the lines of the thirds are drawn.
    pub shows_thirds: bool,
}

impl View {
    /// The visible part of a picture of this size, with a margin on each side: a share of the square.
    pub(super) fn visible(self, crop: Crop, (width, height): (u32, u32), margin: f64) -> Region {
        let crop = crop.moved_inside(width, height);
        let side = f64::from(crop.side);
        let step = side / f64::from(self.side.max(1));
        let (across, down) =
            if crop.rotation.is_sideways() { (self.height, self.width) } else { (self.width, self.height) };
        let range = |start: u32, visible: u32, length: u32| {
            let middle = f64::from(start) + side / 2.0;
            let reach = (f64::from(visible) * step / 2.0).max(side / 2.0) + side * margin;
            let first = (middle - reach).floor().max(0.0) as u32;
            let last = ((middle + reach).ceil() as u32).min(length);
            (first, last.saturating_sub(first).max(1))
        };
        let ((x, width), (y, height)) = (range(crop.x, across, width), range(crop.y, down, height));
        Region { x, y, width, height }
    }
}

/// Draws a picture with the crop, which must be inside of it, in the square of the view.
pub(super) fn draw(pyramid: &Pyramid, crop: Crop, view: View) -> Pixels {
    let step = f64::from(crop.side) / f64::from(view.side.max(1));
    let sampler = Sampler::new(pyramid, crop, step, (view.width, view.height), view.field);
    let mask = Mask::new(view);
    let mut rgba = vec![u8::MAX; view.width as usize * view.height as usize * 4];
    let width = view.width.max(1) as usize;
    let draw = |first: u32, band: &mut [[u8; 4]]| {
        let mut across = Vec::new();
        for (y, line) in (first..).zip(band.chunks_exact_mut(width)) {
            sampler.fill(y, line, &mut across);
            mask.draw_over(y, line);
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get).min(MAX_BANDS);
    let height = (view.height as usize).div_ceil(cores).max(1);
    thread::scope(|scope| {
        let mut bands = (0..).step_by(height).zip(rgba.as_chunks_mut::<4>().0.chunks_mut(height * width));
        // This thread draws the first band.
        let own = bands.next();
        for (first, band) in bands {
            let _ = scope.spawn(move || draw(first, band));
        }
        if let Some((first, band)) = own {
            draw(first, band);
        }
    });
    Pixels { width: view.width, height: view.height, rgba }
}

/// Everything that is drawn over the picture: shade, circle, square and thirds.
struct Mask {
    view: View,
    /// The left and top edge of the square.
    edge: (i32, i32),
    thin: i32,
    radius: f32,
    field: [u8; 4],
    ink: [u8; 4],
    /// Up to this distance from the middle there is no line of the circle.
    clear_radius: f32,
}

/// A row of pixels of the mask.
#[derive(Clone, Copy)]
struct Row {
    /// Its squared vertical distance from the middle of the square.
    from_middle: f32,
    /// The opacity of a straight line in this row, 0 to 256.
    opacity: u64,
}

impl Mask {
    fn new(view: View) -> Self {
        let edge = |length: u32| (i64::from(length) - i64::from(view.side)).div_euclid(2) as i32;
        let radius = view.side as f32 / 2.0;
        Self {
            view,
            edge: (edge(view.width), edge(view.height)),
            thin: (view.line / 2).max(1) as i32,
            radius,
            field: opaque(view.field),
            ink: opaque(view.ink),
            clear_radius: (radius - view.line as f32 - 1.0).max(0.0),
        }
    }

    /// Draws a row of the mask over a row of the picture.
    fn draw_over(&self, y: u32, line: &mut [[u8; 4]]) {
        let (y, side) = (y as i32 - self.edge.1, self.view.side as i32);
        if !(0..side).contains(&y) {
            self.dim(line);
            return;
        }
        let length = line.len() as i32;
        let at = |x: i32| (x + self.edge.0).clamp(0, length) as usize;
        let (start, end) = (at(0), at(side));
        self.dim(&mut line[..start]);
        self.dim(&mut line[end..]);
        let middle = y as f32 + 0.5 - self.radius;
        let row = Row { from_middle: middle * middle, opacity: self.line(y) };
        if row.opacity > 0 {
            self.shade(start..end, row, line);
            return;
        }
        // Only pixels near the line of the circle need `shade`. Inside there are only picture and thirds, outside only shade.
        let half = |radius: f32| (radius * radius - row.from_middle).max(0.0).sqrt() as i32;
        let (inner, outer) = (half(self.clear_radius), half(self.radius + 1.0) + 1);
        let (left, right) = (at(side / 2 - inner), at(side / 2 + inner));
        let (thin, thick) = (at(self.thin), at(side - self.thin));
        let (before, after) = (at(side / 2 - outer).max(thin), at(side / 2 + outer + 1).min(thick));
        self.shade(start..thin, row, line);
        self.fade(&mut line[thin..before], OUTSIDE_CIRCLE);
        self.shade(before..left.max(before), row, line);
        self.shade(right.min(after)..after, row, line);
        self.fade(&mut line[after..thick], OUTSIDE_CIRCLE);
        self.shade(thick..end, row, line);
        if self.view.shows_thirds {
            for third in [side / 3, side * 2 / 3] {
                let columns = at(third)..at(third + self.thin);
                for (x, pixel) in columns.clone().zip(&mut line[columns]) {
                    let is_shaded = (before..left).contains(&x) || (right..after).contains(&x);
                    if !is_shaded {
                        *pixel = mix(*pixel, self.ink, THIRDS);
                    }
                }
            }
        }
    }

    /// Draws pixels outside of the square.
    fn dim(&self, line: &mut [[u8; 4]]) {
        self.fade(line, OUTSIDE_SQUARE);
    }

    /// Draws pixels that all have the same brightness, 0 to 256. The loop is simple, so the compiler vectorises it.
    fn fade(&self, line: &mut [[u8; 4]], bright: u16) {
        let field = self.field.map(|channel| u16::from(channel) * (256 - bright) + 128);
        for pixel in line {
            for (channel, field) in pixel.iter_mut().zip(field) {
                *channel = ((u16::from(*channel) * bright + field) >> 8) as u8;
            }
        }
    }

    /// Draws pixels near a line.
    fn shade(&self, range: Range<usize>, row: Row, line: &mut [[u8; 4]]) {
        let first = range.start as i32 - self.edge.0;
        let share = |value: f32| (value.clamp(0.0, 1.0) * 256.0) as u64;
        for (x, pixel) in (first..).zip(&mut line[range]) {
            let middle = x as f32 + 0.5 - self.radius;
            let from_middle = (middle * middle + row.from_middle).sqrt();
            let inside = share(self.radius - from_middle + 0.5);
            let dark = u64::from(OUTSIDE_CIRCLE);
            let shaded = mix(self.field, *pixel, dark + (256 - dark) * inside / 256);
            let inner = self.radius - self.view.line as f32;
            let ring = inside.min(share(from_middle - inner + 0.5)) * CIRCLE / 256;
            *pixel = mix(shaded, self.ink, ring.max(row.opacity).max(self.line(x)));
        }
    }

    /// The opacity of a straight line at this distance from the edge of the square, 0 to 256.
    fn line(&self, at: i32) -> u64 {
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
}

fn opaque([red, green, blue]: [u8; 3]) -> [u8; 4] {
    [red, green, blue, u8::MAX]
}

#[cfg(test)]
mod tests {
    use super::super::{Crop, Pixels, Proxy, Rotation};
    use super::View;

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
    fn the_square_shows_the_turned_crop() {
        let proxy = proxy();
        // The centre of the picture, where the four colours meet.
        let crop = Crop { x: 150, y: 50, side: 100, rotation: Rotation::default() };
        let colours = |rotation| {
            let pixels = proxy.view(Crop { rotation, ..crop }, view(false));
            [(65, 45), (95, 45), (65, 75), (95, 75)].map(|(x, y)| pixel(&pixels, x, y))
        };
        let (red, green, blue, yellow) = ([200, 0, 0], [0, 200, 0], [0, 0, 200], [200, 200, 0]);
        let upright = Rotation::default();
        assert_eq!(colours(upright), [red, green, blue, yellow]);
        assert_eq!(colours(upright.right()), [blue, red, yellow, green]);
        assert_eq!(colours(upright.left()), [green, yellow, red, blue]);
        assert_eq!(colours(upright.flipped()), [green, red, yellow, blue]);
        assert_eq!(colours(upright.right().flipped()), [red, blue, green, yellow]);
    }

    #[test]
    fn the_picture_is_dim_outside_of_the_square_and_the_field_fills_the_rest() {
        let pixels = proxy().view(Crop { x: 0, y: 0, side: 200, rotation: Rotation::default() }, view(false));
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
    fn transparent_pixels_show_the_field() {
        let picture = RgbaImage::from_fn(200, 200, |x, _| Rgba([200, 100, 0, if x < 100 { 0 } else { 128 }]));
        let mut file = Cursor::new(Vec::new());
        DynamicImage::from(picture).write_to(&mut file, ImageFormat::Png).unwrap();
        let proxy = Proxy::new(file.get_ref()).unwrap();
        let pixels = proxy.view(Crop { x: 0, y: 0, side: 200, rotation: Rotation::default() }, view(false));
        assert_eq!(pixel(&pixels, 60, 60), FIELD);
        let half = pixel(&pixels, 100, 60);
        assert!(half.iter().zip([105, 60, 15]).all(|(a, b): (&u8, u8)| a.abs_diff(b) < 3), "{half:?}");
    }

    #[test]
    fn thirds_are_shown_on_request_only() {
        let crop = Crop { x: 0, y: 0, side: 100, rotation: Rotation::default() };
        let at_third = |shows| pixel(&proxy().view(crop, view(shows)), 35 + 30, 60)[1];
        assert_eq!(at_third(false), 0);
        assert!(at_third(true) > 80);
    }
}
