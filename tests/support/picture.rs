//! A picture of the window, with functions to check it.

use super::places::Places;

use iced::advanced::graphics::text::Text;
use iced::advanced::graphics::{Viewport, damage};
use iced::advanced::renderer::Headless as _;
use iced::{Background, Color, Point, Rectangle, Size, Transformation};
use iced_tiny_skia::Layer;
use nameplate::access::{Role, Tree};
#[cfg(not(feature = "stock-renderer"))]
use nameplate::paint::{Painter, Renderer};

use std::any::Any;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// How far text may stick out, in logical pixels: rounding, and nothing that an eye would see.
const TOLERANCE: f32 = 1.0;

/// From how much on, of 255, a pixel is quite another than iced itself makes it.
const OTHER_SHADE: u8 = 64;

/// The share of such pixels that a picture may have.
const MOST_OTHERS: f32 = 0.01;

/// What was on screen.
#[derive(Debug)]
pub(crate) struct Picture {
    /// Red, green, blue and alpha of each device pixel.
    pub(crate) pixels: Vec<u8>,
    /// In device pixels.
    pub(crate) size: Size<u32>,
    /// Device pixels for a logical one.
    pub(crate) scale: f32,
    /// The texts, in the order they were drawn.
    pub(crate) texts: Vec<DrawnText>,
    /// The layers it was drawn from, bottom up.
    pub(crate) layers: Vec<Layer>,
    /// What assistive technology was told.
    pub(crate) tree: Tree,
    /// Where the layout put things.
    pub(crate) places: Places,
}

/// A text as it was drawn, in logical pixels from the window's top left corner.
#[derive(Debug, Clone)]
pub(crate) struct DrawnText {
    pub(crate) content: String,
    /// The room that its letters need.
    pub(crate) bounds: Rectangle,
    /// The room that it got; what is beyond was cut off.
    pub(crate) clip: Rectangle,
    /// The layer it is in, from the bottom.
    pub(crate) layer: usize,
}

impl Picture {
    /// Writes `target/pictures/{name}.png`.
    pub(crate) fn save(&self, name: &str) {
        let path = pictures().join(name).with_extension("png");
        std::fs::create_dir_all(path.parent().expect("it is in a folder"))
            .expect("the folder of pictures can be made");
        image::save_buffer(&path, &self.pixels, self.size.width, self.size.height, image::ColorType::Rgba8)
            .unwrap_or_else(|error| panic!("{} cannot be written: {error}", path.display()));
    }

    /// The boxes, in logical pixels, that a window redraws when this follows another picture. As
    /// iced_tiny_skia 0.14.1 does it in `present`.
    pub(crate) fn redrawn_after(&self, before: &Self) -> Vec<Rectangle> {
        let window = Rectangle::with_size(self.logical_size());
        let changed = damage::diff(&before.layers, &self.layers, |layer| vec![layer.bounds], Layer::damage);
        damage::group(changed, window)
    }

    /// Red, green, blue and alpha of what a window shows that redraws only what changed since `before`.
    #[cfg(not(feature = "stock-renderer"))]
    pub(crate) fn redrawn_over(&self, before: &Self, renderer: &mut dyn Any, background: Color) -> Vec<u8> {
        let viewport = Viewport::with_physical_size(self.size, self.scale);
        let mut pixels = to_window(&before.pixels);
        let list = list(renderer);
        let _ = Painter::default().paint(list, Some(&before.layers), &viewport, background, &mut pixels);
        from_window(&pixels)
    }

    /// The same as iced_tiny_skia 0.14.1 does it.
    #[cfg(feature = "stock-renderer")]
    pub(crate) fn redrawn_over(&self, before: &Self, renderer: &mut dyn Any, background: Color) -> Vec<u8> {
        let viewport = Viewport::with_physical_size(self.size, self.scale);
        let changed: Vec<_> = self.redrawn_after(before);
        // Red and blue change places, as in a window.
        let swap = |pixels: &mut [u8]| pixels.chunks_exact_mut(4).for_each(|pixel| pixel.swap(0, 2));
        let mut pixels = before.pixels.clone();
        swap(&mut pixels);
        let mut target = tiny_skia::PixmapMut::from_bytes(&mut pixels, self.size.width, self.size.height)
            .expect("a picture has its size");
        let mut mask = tiny_skia::Mask::new(self.size.width, self.size.height).expect("and a mask the same");
        list(renderer).draw(&mut target, &mut mask, &viewport, &changed, background);
        swap(&mut pixels);
        pixels
    }

    /// Asserts that iced itself makes the same of what was drawn. Both round edges and letters a little otherwise, so that
    /// pixels at an edge may be of another shade; but few are quite others.
    pub(crate) fn assert_is_stock(&self, renderer: &mut dyn Any, background: Color, name: &str) {
        let stock = list(renderer).screenshot(self.size, self.scale, background);
        let is_other = |(ours, stock): (&[u8], &[u8])| {
            ours.iter().zip(stock).any(|(ours, stock)| ours.abs_diff(*stock) > OTHER_SHADE)
        };
        let all = self.pixels.chunks_exact(4).zip(stock.chunks_exact(4));
        let others = all.filter(|pair| is_other(*pair)).count();
        let share = others as f32 / (self.size.width * self.size.height) as f32;
        assert!(share < MOST_OTHERS, "{name}: {:.2} % of the pixels are others than iced's", share * 100.0);
    }

    /// The colour at a point, in logical pixels.
    pub(crate) fn color_at(&self, point: Point) -> Color {
        let (x, y) = ((point.x * self.scale) as usize, (point.y * self.scale) as usize);
        let start = (y * self.size.width as usize + x) * 4;
        let [red, green, blue, alpha] = self.pixels[start..start + 4] else {
            unreachable!("the slice has four bytes")
        };
        Color::from_rgba8(red, green, blue, f32::from(alpha) / 255.0)
    }

    /// Asserts that no text leaves the box the layout gave it, that none is cut off, and that no two lie over
    /// each other. What is scrolled out of sight is not looked at, nor is what scrolls inside of an entry.
    pub(crate) fn assert_text_fits(&self, name: &str) {
        let faults = self.text_faults();
        assert!(faults.is_empty(), "target/pictures/{name}.png:\n{faults}");
    }

    /// What is wrong with the texts, one fault a line.
    pub(crate) fn text_faults(&self) -> String {
        let mut faults = String::new();
        for (index, text) in self.texts.iter().enumerate() {
            for fault in [self.leaves_its_box(text), self.is_cut_off(text)].into_iter().flatten() {
                let _ = writeln!(faults, "{:?} {fault}", text.content);
            }
            for other in &self.texts[index + 1..] {
                if self.lie_over_each_other(text, other) {
                    let _ =
                        writeln!(faults, "{:?} and {:?} lie over each other", text.content, other.content);
                }
            }
        }
        faults
    }

    fn leaves_its_box(&self, text: &DrawnText) -> Option<String> {
        let boxes = self.places.texts.iter().filter(|placed| {
            letters(&placed.content) == letters(&text.content)
                && placed.bounds.expand(TOLERANCE).intersects(&text.bounds)
        });
        let mut boxes = boxes.peekable();
        let first = boxes.peek()?.bounds;
        (!boxes.any(|placed| contains(placed.bounds, text.bounds)))
            .then(|| format!("needs {} and its box is {}", shown(text.bounds), shown(first)))
    }

    fn is_cut_off(&self, text: &DrawnText) -> Option<String> {
        let window = Rectangle::with_size(self.logical_size());
        let visible = text.clip.intersection(&window)?;
        if !visible.intersects(&text.bounds) || self.is_in_entry(text) {
            return None;
        }
        let mut seen = visible;
        if let Some(scrollable) =
            self.places.scrollables.iter().find(|scrollable| scrollable.intersects(&text.bounds))
        {
            // Up and down, more of it can be scrolled into sight.
            if visible.y >= scrollable.y - TOLERANCE
                && visible.y + visible.height <= scrollable.y + scrollable.height + TOLERANCE
            {
                (seen.y, seen.height) = (text.bounds.y, text.bounds.height);
            }
        }
        // What a dialog covers need not be drawn.
        let is_covered = without(text.bounds, seen.expand(TOLERANCE))
            .into_iter()
            .all(|part| Self::is_covered(part, &self.layers[text.layer + 1..]));
        (!is_covered).then(|| format!("needs {} and is cut to {}", shown(text.bounds), shown(visible)))
    }

    /// Whether two texts can be seen in the same place. A sheet between them, as that of a dialog over a page, parts
    /// them.
    fn lie_over_each_other(&self, one: &DrawnText, other: &DrawnText) -> bool {
        let seen = |text: &DrawnText| text.bounds.intersection(&text.clip);
        let common = seen(one).zip(seen(other)).and_then(|(one, other)| one.intersection(&other));
        let Some(common) =
            common.filter(|common| common.width > 2.0 * TOLERANCE && common.height > 2.0 * TOLERANCE)
        else {
            return false;
        };
        let (lower, upper) = (one.layer.min(other.layer), one.layer.max(other.layer));
        !Self::is_covered(common, &self.layers[lower + 1..upper + 1])
    }

    /// Whether opaque boxes in these layers, the pieces of a sheet among them, leave nothing of a part to be seen.
    fn is_covered(part: Rectangle, layers: &[Layer]) -> bool {
        let is_opaque =
            |background: &Background| matches!(background, Background::Color(color) if color.a >= 1.0);
        let sheets = layers
            .iter()
            .flat_map(|layer| &layer.quads)
            .filter(|(_, background)| is_opaque(background))
            .map(|(quad, _)| quad.bounds);
        // Of the pictures only the crop is as large, and it has no holes.
        let pictures =
            layers.iter().flat_map(|layer| &layer.images).map(iced::advanced::graphics::Image::bounds);
        let pictures = pictures.filter(|bounds| bounds.width.min(bounds.height) > 200.0);
        let sheets = sheets.chain(pictures).map(|bounds| bounds.expand(TOLERANCE));
        let seen = sheets
            .fold(vec![part], |seen, sheet| seen.into_iter().flat_map(|part| without(part, sheet)).collect());
        seen.is_empty()
    }

    fn is_in_entry(&self, text: &DrawnText) -> bool {
        self.tree.all().iter().any(|found| {
            matches!(found.role, Role::TextInput | Role::PasswordInput | Role::SearchInput)
                && contains(found.bounds, text.clip)
        })
    }

    fn logical_size(&self) -> Size {
        Size::new(self.size.width as f32 / self.scale, self.size.height as f32 / self.scale)
    }
}

/// A window keeps a pixel in one number.
#[cfg(not(feature = "stock-renderer"))]
fn to_window(pixels: &[u8]) -> Vec<u32> {
    let pixel = |pixel: &[u8]| u32::from_be_bytes([pixel[3], pixel[0], pixel[1], pixel[2]]);
    pixels.chunks_exact(4).map(pixel).collect()
}

#[cfg(not(feature = "stock-renderer"))]
fn from_window(pixels: &[u32]) -> Vec<u8> {
    let pixel = |pixel: &u32| {
        let [alpha, red, green, blue] = pixel.to_be_bytes();
        [red, green, blue, alpha]
    };
    pixels.iter().flat_map(pixel).collect()
}

/// The layers that `renderer` is about to show.
pub(crate) fn layers(renderer: &mut dyn Any) -> Vec<Layer> {
    list(renderer).layers().to_vec()
}

/// iced's own renderer with what was drawn. A program's type does not say which renderer it has: ours its own, unless it
/// is built without it, the small ones of the tests iced's.
fn list(renderer: &mut dyn Any) -> &mut iced::Renderer {
    #[cfg(not(feature = "stock-renderer"))]
    if renderer.is::<Renderer>() {
        return renderer.downcast_mut::<Renderer>().expect("it was just asked").stock();
    }
    renderer.downcast_mut::<iced::Renderer>().expect("only tiny-skia is compiled in")
}

impl DrawnText {
    /// The texts in these layers.
    pub(crate) fn of(layers: &[Layer]) -> Vec<Self> {
        let mut texts = Vec::new();
        for (layer, content) in layers.iter().enumerate() {
            for item in &content.text {
                let clip = content.bounds.intersection(&item.clip_bounds()).unwrap_or_default();
                texts.extend(
                    item.as_slice()
                        .iter()
                        .filter_map(|text| Self::new(text, item.transformation(), clip, layer)),
                );
            }
        }
        texts
    }

    fn new(text: &Text, outer: Transformation, clip: Rectangle, layer: usize) -> Option<Self> {
        let (content, bounds, own_clip) = match text {
            Text::Paragraph { paragraph, position, clip_bounds, transformation, .. } => {
                let lines = paragraph.upgrade()?;
                let lines = lines.buffer().lines.iter().map(|line| line.text().to_owned());
                let content = lines.collect::<Vec<_>>().join("\n");
                let bounds = Rectangle::new(*position, paragraph.min_bounds) * *transformation;
                (content, bounds, *clip_bounds * *transformation)
            }
            Text::Cached { content, bounds, clip_bounds, .. } => (content.clone(), *bounds, *clip_bounds),
            // The text of an editor scrolls inside of it; raw text does not say what room it needs.
            Text::Editor { .. } | Text::Raw { .. } => return None,
        };
        let clip = (own_clip * outer).intersection(&clip).unwrap_or_default();
        (!content.trim().is_empty()).then_some(Self { content, bounds: bounds * outer, clip, layer })
    }
}

/// The folder of the pictures: `target/pictures`.
pub(crate) fn pictures() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("pictures")
}

fn contains(outer: Rectangle, inner: Rectangle) -> bool {
    let outer = outer.expand(TOLERANCE);
    inner.x >= outer.x
        && inner.y >= outer.y
        && inner.x + inner.width <= outer.x + outer.width
        && inner.y + inner.height <= outer.y + outer.height
}

/// What is seen of a text, wherever its lines end.
fn letters(text: &str) -> String {
    let is_mark = |letter| matches!(letter, '\u{200D}'..='\u{200F}' | '\u{61C}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|letter| !letter.is_whitespace() && !is_mark(*letter)).collect()
}

/// What is left of a box above, below, left and right of another one.
fn without(part: Rectangle, taken: Rectangle) -> Vec<Rectangle> {
    let Some(hole) = part.intersection(&taken) else { return vec![part] };
    let (right, bottom) = (hole.x + hole.width, hole.y + hole.height);
    let strips = [
        Rectangle { height: hole.y - part.y, ..part },
        Rectangle { y: bottom, height: part.y + part.height - bottom, ..part },
        Rectangle { width: hole.x - part.x, x: part.x, ..hole },
        Rectangle { x: right, width: part.x + part.width - right, ..hole },
    ];
    strips.into_iter().filter(|strip| strip.width > 0.0 && strip.height > 0.0).collect()
}

fn shown(bounds: Rectangle) -> String {
    let Rectangle { x, y, width, height } = bounds;
    format!("{width:.1} x {height:.1} at ({x:.1}, {y:.1})")
}
