//! Draws text: the glyphs of a paragraph that are in an area. The bitmap of each glyph is made once and kept.

use super::facts;
use super::pixels::{PixelRect, Pixels, intersection, over, premultiplied, rounded, scaled};

use iced::advanced::graphics::text::cosmic_text::{
    self, Buffer, CacheKey, FontSystem, LayoutGlyph, LayoutRun, SwashCache, SwashContent,
};
use iced::advanced::graphics::text::{Text, cache};
use iced::{Color, Point, Rectangle, Transformation};

use std::collections::HashMap;

/// Above this number of glyphs, those that were not drawn lately are forgotten.
const MAX_GLYPHS: usize = 2_048;

/// How far a glyph may be drawn outside of its box, as a multiple of the text size.
const OVERHANG: f32 = 2.0;

/// The bitmaps of glyphs that were drawn lately.
pub(super) struct Glyphs {
    swash: SwashCache,
    recent: HashMap<CacheKey, Option<Glyph>>,
    older: HashMap<CacheKey, Option<Glyph>>,
    layouts: cache::Cache,
}

/// The bitmap of a glyph, and where it is, in device pixels from the start of the glyph on the baseline.
#[derive(Debug, Clone)]
struct Glyph {
    left: i32,
    top: i32,
    width: u32,
    height: u32,
    bitmap: Bitmap,
}

#[derive(Debug, Clone)]
enum Bitmap {
    /// The coverage of each pixel by the colour of the text.
    Mask(Vec<u8>),
    /// Premultiplied pixels, for example of an emoji.
    Colors(Vec<u32>),
}

/// A text with its place in the window.
struct PlacedText<'a> {
    buffer: &'a Buffer,
    /// In device pixels.
    position: Point,
    scale: f32,
    color: Color,
    clip: PixelRect,
}

impl Default for Glyphs {
    fn default() -> Self {
        Self {
            swash: SwashCache::new(),
            recent: HashMap::new(),
            older: HashMap::new(),
            layouts: cache::Cache::new(),
        }
    }
}

impl std::fmt::Debug for Glyphs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Glyphs")
            .field("glyphs", &(self.recent.len() + self.older.len()))
            .finish_non_exhaustive()
    }
}

impl Glyphs {
    /// Draws the part of a text that is in `clip`. `transformation` maps to device pixels.
    pub(super) fn draw(
        &mut self,
        text: &Text,
        transformation: Transformation,
        fonts: &mut FontSystem,
        pixels: &mut Pixels<'_>,
        clip: PixelRect,
    ) {
        match text {
            Text::Paragraph { paragraph, position, color, clip_bounds, transformation: own } => {
                let transformation = transformation * *own;
                let bounds = Rectangle::new(*position, paragraph.min_bounds);
                if let Some(clip) = clipped(bounds, *clip_bounds, transformation, clip)
                    && let Some(paragraph) = paragraph.upgrade()
                {
                    let placed = PlacedText::new(paragraph.buffer(), *position, *color, transformation, clip);
                    self.write(&placed, fonts, pixels);
                }
            }
            Text::Editor { editor, position, color, clip_bounds, transformation: own } => {
                let transformation = transformation * *own;
                let bounds = Rectangle::new(*position, editor.bounds);
                if let Some(clip) = clipped(bounds, *clip_bounds, transformation, clip)
                    && let Some(editor) = editor.upgrade()
                {
                    let placed = PlacedText::new(editor.buffer(), *position, *color, transformation, clip);
                    self.write(&placed, fonts, pixels);
                }
            }
            Text::Raw { raw, transformation: own } => {
                let transformation = transformation * *own;
                if let Some(clip) = intersection(rounded(raw.clip_bounds * transformation), clip)
                    && let Some(buffer) = raw.buffer.upgrade()
                {
                    let placed = PlacedText::new(&buffer, raw.position, raw.color, transformation, clip);
                    self.write(&placed, fonts, pixels);
                }
            }
            Text::Cached { bounds, color, align_x, align_y, clip_bounds, .. } => {
                let Some(clip) = intersection(rounded(*clip_bounds * transformation), clip) else { return };
                let Some(key) = facts::cache_key(text) else { return };
                let mut layouts = std::mem::take(&mut self.layouts);
                let (_, entry) = layouts.allocate(fonts, key);
                let position = facts::position_of_cached(*bounds, entry.min_bounds, (*align_x, *align_y));
                let placed = PlacedText::new(&entry.buffer, position, *color, transformation, clip);
                self.write(&placed, fonts, pixels);
                self.layouts = layouts;
            }
        }
    }

    /// Forgets glyphs and layouts that were not drawn lately.
    pub(super) fn trim(&mut self) {
        self.layouts.trim();
        if self.recent.len() > MAX_GLYPHS {
            self.older = std::mem::take(&mut self.recent);
        }
    }

    fn write(&mut self, placed: &PlacedText<'_>, fonts: &mut FontSystem, pixels: &mut Pixels<'_>) {
        for run in placed.buffer.layout_runs().filter(|run| placed.shows_line(run)) {
            let line = (run.line_y * placed.scale).round() as i32;
            for glyph in run.glyphs.iter().filter(|glyph| placed.shows_glyph(glyph)) {
                let place = glyph.physical((placed.position.x, placed.position.y), placed.scale);
                let color = glyph.color_opt.map_or(placed.color, from_text);
                if let Some(bitmap) = self.glyph(place.cache_key, fonts) {
                    let corner = (place.x + bitmap.left, place.y + line - bitmap.top);
                    bitmap.draw(corner, premultiplied(color), pixels, placed.clip);
                }
            }
        }
    }

    fn glyph(&mut self, key: CacheKey, fonts: &mut FontSystem) -> Option<&Glyph> {
        let Self { swash, recent, older, .. } = self;
        recent
            .entry(key)
            .or_insert_with(|| {
                older.remove(&key).unwrap_or_else(|| Glyph::new(&swash.get_image_uncached(fonts, key)?))
            })
            .as_ref()
    }
}

impl<'a> PlacedText<'a> {
    fn new(
        buffer: &'a Buffer,
        position: Point,
        color: Color,
        transformation: Transformation,
        clip: PixelRect,
    ) -> Self {
        let scale = transformation.scale_factor();
        Self { buffer, position: position * transformation, scale, color, clip }
    }

    fn shows_line(&self, run: &LayoutRun<'_>) -> bool {
        let (top, height) = (self.position.y + run.line_top * self.scale, run.line_height * self.scale);
        is_near(top - height, 3.0 * height, self.clip.y, self.clip.height)
    }

    fn shows_glyph(&self, glyph: &LayoutGlyph) -> bool {
        let (start, overhang) =
            (self.position.x + glyph.x * self.scale, OVERHANG * glyph.font_size * self.scale);
        is_near(start - overhang, glyph.w * self.scale + 2.0 * overhang, self.clip.x, self.clip.width)
    }
}

impl Glyph {
    fn new(image: &cosmic_text::SwashImage) -> Option<Self> {
        let bitmap = match image.content {
            SwashContent::Mask => Bitmap::Mask(image.data.clone()),
            SwashContent::Color => Bitmap::Colors(image.data.chunks_exact(4).map(from_emoji).collect()),
            // It is never requested.
            SwashContent::SubpixelMask => return None,
        };
        let (width, height) = (image.placement.width, image.placement.height);
        let glyph = Self { left: image.placement.left, top: image.placement.top, width, height, bitmap };
        (width > 0 && height > 0).then_some(glyph)
    }

    fn draw(&self, (x, y): (i32, i32), color: u32, pixels: &mut Pixels<'_>, clip: PixelRect) {
        // The columns that are left of the window, and the rows above it.
        let (skip_x, skip_y) = ((-x).max(0) as u32, (-y).max(0) as u32);
        let whole = PixelRect {
            x: x.max(0) as u32,
            y: y.max(0) as u32,
            width: self.width.saturating_sub(skip_x),
            height: self.height.saturating_sub(skip_y),
        };
        let Some(visible) = intersection(whole, clip) else { return };
        let first = (visible.y - whole.y + skip_y) as usize;
        let start = (visible.x - whole.x + skip_x) as usize;
        for (row, n) in pixels.rows(visible).zip(first..) {
            let start = n * self.width as usize + start;
            match &self.bitmap {
                Bitmap::Mask(mask) => {
                    for (pixel, share) in row.iter_mut().zip(&mask[start..]) {
                        if *share > 0 {
                            *pixel = over(scaled(color, u32::from(*share)), *pixel);
                        }
                    }
                }
                Bitmap::Colors(colors) => {
                    for (pixel, own) in row.iter_mut().zip(&colors[start..]) {
                        *pixel = over(scaled(*own, color >> 24), *pixel);
                    }
                }
            }
        }
    }
}

/// The area in which a text is drawn. If the text fits its bounds, glyphs may be drawn outside of them.
fn clipped(
    text: Rectangle,
    bounds: Rectangle,
    transformation: Transformation,
    clip: PixelRect,
) -> Option<PixelRect> {
    if text.is_within(&bounds) { Some(clip) } else { intersection(rounded(bounds * transformation), clip) }
}

fn is_near(start: f32, length: f32, clip: u32, clip_length: u32) -> bool {
    start <= (clip + clip_length) as f32 && start + length >= clip as f32
}

fn from_text(color: cosmic_text::Color) -> Color {
    let [red, green, blue, alpha] = color.as_rgba();
    Color::from_rgba8(red, green, blue, f32::from(alpha) / 255.0)
}

fn from_emoji(rgba: &[u8]) -> u32 {
    scaled(u32::from_be_bytes([u8::MAX, rgba[0], rgba[1], rgba[2]]), rgba[3].into())
}

#[cfg(test)]
mod tests {
    use super::{Glyphs, PlacedText};
    use crate::paint::pixels::{PixelRect, Pixels};
    use crate::theme;

    use iced::advanced::graphics::text::cosmic_text::{
        Attrs, Buffer, Family, FontSystem, Metrics, Shaping, Weight, fontdb,
    };
    use iced::{Color, Point, Transformation};

    use std::sync::Arc;

    const SIDE: u32 = 400;

    /// The embedded fonts only, whatever fonts this machine has.
    fn fonts() -> FontSystem {
        let mut known = fontdb::Database::new();
        for font in theme::FONTS {
            let _ = known.load_font_source(fontdb::Source::Binary(Arc::new(font)));
        }
        FontSystem::new_with_locale_and_db("en".to_owned(), known)
    }

    /// For each glyph of a text, from left to right: its part of the text, its width, and whether anything is drawn there.
    fn drawn<'a>(text: &'a str, weight: Weight, fonts: &mut FontSystem) -> Vec<(&'a str, f32, bool)> {
        let mut buffer = Buffer::new(fonts, Metrics::new(16.0, 24.0));
        let look = Attrs::new().family(Family::Name(theme::FONT_NAME)).weight(weight);
        buffer.set_text(fonts, text, &look, Shaping::Advanced, None);
        buffer.shape_until_scroll(fonts, false);
        let clip = PixelRect { x: 0, y: 0, width: SIDE, height: 48 };
        let mut window = vec![0; (SIDE * clip.height) as usize];
        let placed =
            PlacedText::new(&buffer, Point::new(8.0, 8.0), Color::WHITE, Transformation::IDENTITY, clip);
        Glyphs::default().write(&placed, fonts, &mut Pixels::new(&mut window, SIDE));
        let inked: Vec<bool> = (0..SIDE as usize)
            .map(|x| window.iter().skip(x).step_by(SIDE as usize).any(|pixel| *pixel != 0))
            .collect();
        let glyphs = buffer.layout_runs().flat_map(|run| run.glyphs.to_vec()).map(|glyph| {
            let columns = (8.0 + glyph.x).round() as usize..(8.0 + glyph.x + glyph.w).round() as usize;
            (&text[glyph.start..glyph.end], glyph.w, inked[columns].iter().any(|is_inked| *is_inked))
        });
        glyphs.collect()
    }

    #[test]
    fn a_letter_that_no_font_has_is_drawn_as_a_box() {
        let mut fonts = fonts();
        for weight in [Weight::NORMAL, Weight::MEDIUM, Weight::SEMIBOLD] {
            for (text, boxes) in [
                ("王小明", 3),
                ("👩", 1),
                ("👩\u{200D}🚀", 2),
                ("हिन्दी", 6),
                ("Ali 王", 1),
                ("علی 王 رضا", 1),
                ("\u{2068}王\u{2069}", 1),
                ("\u{10F000}", 1),
            ] {
                let glyphs = drawn(text, weight, &mut fonts);
                let (blank, visible): (Vec<_>, Vec<_>) = glyphs.iter().partition(|(part, width, _)| {
                    *part == " " || *width == 0.0 || part.chars().all(|letter| letter == '\u{200D}')
                });
                assert!(visible.iter().all(|(_, _, is_inked)| *is_inked), "{text:?}: {glyphs:?}");
                let known = text.chars().filter(|letter| "Aliعلیرضا".contains(*letter)).count();
                assert_eq!(visible.len(), known + boxes, "{text:?}: {glyphs:?}");
                assert!(blank.iter().all(|(_, width, _)| *width < 8.0), "{text:?}: {glyphs:?}");
            }
        }
    }

    #[test]
    fn invisible_characters_are_not_drawn_as_boxes() {
        let mut fonts = fonts();
        let marks = [
            '\u{200B}', '\u{200C}', '\u{200D}', '\u{200E}', '\u{200F}', '\u{61C}', '\u{2060}', '\u{FE0F}',
            '\u{FEFF}',
        ];
        let isolates = '\u{2066}'..='\u{2069}';
        for mark in marks.into_iter().chain(isolates) {
            // Alef and dal are not joined to the letter after them.
            for (text, plain) in [(format!("A{mark}B"), "AB"), (format!("اد{mark}ب"), "ادب")] {
                let glyphs = drawn(&text, Weight::NORMAL, &mut fonts);
                let width: f32 = glyphs.iter().map(|(_, width, _)| width).sum();
                let expected: f32 =
                    drawn(plain, Weight::NORMAL, &mut fonts).iter().map(|(_, width, _)| width).sum();
                assert!((width - expected).abs() < 1.0, "U+{:04X}: {glyphs:?}", u32::from(mark));
            }
        }
        for space in ["\u{A0}", "\u{2003}", "\u{2009}", "\u{202F}", "\u{3000}", "\t"] {
            let glyphs = drawn(space, Weight::NORMAL, &mut fonts);
            assert!(glyphs.iter().all(|(_, _, is_inked)| !is_inked), "{space:?}: {glyphs:?}");
        }
    }
}
