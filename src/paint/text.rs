//! Text: the letters of a paragraph that lie in an area, each from a picture of it that is made once.

use super::facts;
use super::pixels::{PixelRect, Pixels, common, inside, over, premultiplied, scaled};

use iced::advanced::graphics::text::cosmic_text::{
    self, Buffer, CacheKey, FontSystem, LayoutGlyph, LayoutRun, SwashCache, SwashContent,
};
use iced::advanced::graphics::text::{Text, cache};
use iced::{Color, Point, Rectangle, Transformation};

use std::collections::HashMap;

/// From so many letters on, those that were not drawn lately are forgotten.
const MOST_LETTERS: usize = 2_048;

/// How far a letter may reach out of its place, as a share of its size.
const REACH: f32 = 2.0;

/// The letters that were drawn.
pub(super) struct Letters {
    swash: SwashCache,
    recent: HashMap<CacheKey, Option<Letter>>,
    older: HashMap<CacheKey, Option<Letter>>,
    lines: cache::Cache,
}

/// The picture of a letter.
#[derive(Debug, Clone)]
struct Letter {
    left: i32,
    top: i32,
    width: u32,
    height: u32,
    ink: Ink,
}

#[derive(Debug, Clone)]
enum Ink {
    /// How much of each pixel is in the colour of the text.
    Mask(Vec<u8>),
    /// Premultiplied pixels, as of an emoji.
    Colors(Vec<u32>),
}

/// A text, ready to be drawn.
struct Draft<'a> {
    buffer: &'a Buffer,
    /// In device pixels.
    position: Point,
    scale: f32,
    color: Color,
    clip: PixelRect,
}

impl Default for Letters {
    fn default() -> Self {
        Self {
            swash: SwashCache::new(),
            recent: HashMap::new(),
            older: HashMap::new(),
            lines: cache::Cache::new(),
        }
    }
}

impl std::fmt::Debug for Letters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Letters")
            .field("letters", &(self.recent.len() + self.older.len()))
            .finish_non_exhaustive()
    }
}

impl Letters {
    /// Draws what of a text is in `clip`. `transformation` leads to device pixels.
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
                    let draft = Draft::new(paragraph.buffer(), *position, *color, transformation, clip);
                    self.write(&draft, fonts, pixels);
                }
            }
            Text::Editor { editor, position, color, clip_bounds, transformation: own } => {
                let transformation = transformation * *own;
                let bounds = Rectangle::new(*position, editor.bounds);
                if let Some(clip) = clipped(bounds, *clip_bounds, transformation, clip)
                    && let Some(editor) = editor.upgrade()
                {
                    let draft = Draft::new(editor.buffer(), *position, *color, transformation, clip);
                    self.write(&draft, fonts, pixels);
                }
            }
            Text::Raw { raw, transformation: own } => {
                let transformation = transformation * *own;
                if let Some(clip) = common(inside(raw.clip_bounds * transformation), clip)
                    && let Some(buffer) = raw.buffer.upgrade()
                {
                    let draft = Draft::new(&buffer, raw.position, raw.color, transformation, clip);
                    self.write(&draft, fonts, pixels);
                }
            }
            Text::Cached { bounds, color, align_x, align_y, clip_bounds, .. } => {
                let Some(clip) = common(inside(*clip_bounds * transformation), clip) else { return };
                let Some(key) = facts::key(text) else { return };
                let mut lines = std::mem::take(&mut self.lines);
                let (_, entry) = lines.allocate(fonts, key);
                let position = facts::place_of_cached(*bounds, entry.min_bounds, (*align_x, *align_y));
                let draft = Draft::new(&entry.buffer, position, *color, transformation, clip);
                self.write(&draft, fonts, pixels);
                self.lines = lines;
            }
        }
    }

    /// Forgets what was not drawn lately.
    pub(super) fn trim(&mut self) {
        self.lines.trim();
        if self.recent.len() > MOST_LETTERS {
            self.older = std::mem::take(&mut self.recent);
        }
    }

    fn write(&mut self, draft: &Draft<'_>, fonts: &mut FontSystem, pixels: &mut Pixels<'_>) {
        for run in draft.buffer.layout_runs().filter(|run| draft.sees_line(run)) {
            let line = (run.line_y * draft.scale).round() as i32;
            for glyph in run.glyphs.iter().filter(|glyph| draft.sees_letter(glyph)) {
                let place = glyph.physical((draft.position.x, draft.position.y), draft.scale);
                let color = glyph.color_opt.map_or(draft.color, from_text);
                if let Some(letter) = self.letter(place.cache_key, fonts) {
                    let corner = (place.x + letter.left, place.y + line - letter.top);
                    letter.draw(corner, premultiplied(color), pixels, draft.clip);
                }
            }
        }
    }

    fn letter(&mut self, key: CacheKey, fonts: &mut FontSystem) -> Option<&Letter> {
        let Self { swash, recent, older, .. } = self;
        recent
            .entry(key)
            .or_insert_with(|| {
                older.remove(&key).unwrap_or_else(|| Letter::new(&swash.get_image_uncached(fonts, key)?))
            })
            .as_ref()
    }
}

impl<'a> Draft<'a> {
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

    fn sees_line(&self, run: &LayoutRun<'_>) -> bool {
        let (top, height) = (self.position.y + run.line_top * self.scale, run.line_height * self.scale);
        is_near(top - height, 3.0 * height, self.clip.y, self.clip.height)
    }

    fn sees_letter(&self, glyph: &LayoutGlyph) -> bool {
        let (start, reach) = (self.position.x + glyph.x * self.scale, REACH * glyph.font_size * self.scale);
        is_near(start - reach, glyph.w * self.scale + 2.0 * reach, self.clip.x, self.clip.width)
    }
}

impl Letter {
    fn new(image: &cosmic_text::SwashImage) -> Option<Self> {
        let ink = match image.content {
            SwashContent::Mask => Ink::Mask(image.data.clone()),
            SwashContent::Color => Ink::Colors(image.data.chunks_exact(4).map(from_emoji).collect()),
            // Nobody asks for it.
            SwashContent::SubpixelMask => return None,
        };
        let (width, height) = (image.placement.width, image.placement.height);
        let letter = Self { left: image.placement.left, top: image.placement.top, width, height, ink };
        (width > 0 && height > 0).then_some(letter)
    }

    fn draw(&self, (x, y): (i32, i32), color: u32, pixels: &mut Pixels<'_>, clip: PixelRect) {
        // The columns at the left of the window, and the rows above it.
        let (skip_x, skip_y) = ((-x).max(0) as u32, (-y).max(0) as u32);
        let whole = PixelRect {
            x: x.max(0) as u32,
            y: y.max(0) as u32,
            width: self.width.saturating_sub(skip_x),
            height: self.height.saturating_sub(skip_y),
        };
        let Some(seen) = common(whole, clip) else { return };
        let first = (seen.y - whole.y + skip_y) as usize;
        let start = (seen.x - whole.x + skip_x) as usize;
        for (row, n) in pixels.rows(seen).zip(first..) {
            let start = n * self.width as usize + start;
            match &self.ink {
                Ink::Mask(mask) => {
                    for (pixel, share) in row.iter_mut().zip(&mask[start..]) {
                        if *share > 0 {
                            *pixel = over(scaled(color, u32::from(*share)), *pixel);
                        }
                    }
                }
                Ink::Colors(colors) => {
                    for (pixel, own) in row.iter_mut().zip(&colors[start..]) {
                        *pixel = over(scaled(*own, color >> 24), *pixel);
                    }
                }
            }
        }
    }
}

/// Where a text is drawn. What sticks out of a text that is wholly within its bounds is drawn as well.
fn clipped(
    text: Rectangle,
    bounds: Rectangle,
    transformation: Transformation,
    clip: PixelRect,
) -> Option<PixelRect> {
    if text.is_within(&bounds) { Some(clip) } else { common(inside(bounds * transformation), clip) }
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
    use super::{Draft, Letters};
    use crate::paint::pixels::{PixelRect, Pixels};
    use crate::theme;

    use iced::advanced::graphics::text::cosmic_text::{
        Attrs, Buffer, Family, FontSystem, Metrics, Shaping, Weight, fontdb,
    };
    use iced::{Color, Point, Transformation};

    use std::sync::Arc;

    const SIDE: u32 = 400;

    /// The embedded fonts alone, whatever this machine has.
    fn fonts() -> FontSystem {
        let mut known = fontdb::Database::new();
        for font in theme::FONTS {
            let _ = known.load_font_source(fontdb::Source::Binary(Arc::new(font)));
        }
        FontSystem::new_with_locale_and_db("en".to_owned(), known)
    }

    /// Of each glyph of a text, from left to right: the part of it, how wide it is, and whether anything is drawn there.
    fn drawn<'a>(text: &'a str, weight: Weight, fonts: &mut FontSystem) -> Vec<(&'a str, f32, bool)> {
        let mut buffer = Buffer::new(fonts, Metrics::new(16.0, 24.0));
        let look = Attrs::new().family(Family::Name(theme::FONT_NAME)).weight(weight);
        buffer.set_text(fonts, text, &look, Shaping::Advanced, None);
        buffer.shape_until_scroll(fonts, false);
        let clip = PixelRect { x: 0, y: 0, width: SIDE, height: 48 };
        let mut window = vec![0; (SIDE * clip.height) as usize];
        let draft = Draft::new(&buffer, Point::new(8.0, 8.0), Color::WHITE, Transformation::IDENTITY, clip);
        Letters::default().write(&draft, fonts, &mut Pixels::new(&mut window, SIDE));
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
    fn a_letter_that_no_font_has_is_a_box_with_a_place_of_its_own() {
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
                let (blank, seen): (Vec<_>, Vec<_>) = glyphs.iter().partition(|(part, width, _)| {
                    *part == " " || *width == 0.0 || part.chars().all(|letter| letter == '\u{200D}')
                });
                assert!(seen.iter().all(|(_, _, is_inked)| *is_inked), "{text:?}: {glyphs:?}");
                let known = text.chars().filter(|letter| "Aliعلیرضا".contains(*letter)).count();
                assert_eq!(seen.len(), known + boxes, "{text:?}: {glyphs:?}");
                assert!(blank.iter().all(|(_, width, _)| *width < 8.0), "{text:?}: {glyphs:?}");
            }
        }
    }

    #[test]
    fn what_has_nothing_to_show_is_no_box() {
        let mut fonts = fonts();
        let marks = [
            '\u{200B}', '\u{200C}', '\u{200D}', '\u{200E}', '\u{200F}', '\u{61C}', '\u{2060}', '\u{FE0F}',
            '\u{FEFF}',
        ];
        let isolates = '\u{2066}'..='\u{2069}';
        for mark in marks.into_iter().chain(isolates) {
            // Alef and dal join nothing behind them.
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
