//! Initials as a path, and their background colours.

use super::canvas::GRID;

use cosmic_text::{Attrs, Buffer, Command, Family, FontSystem, Metrics, Shaping, SwashCache, Weight};
use tiny_skia::{Path, PathBuilder, Transform};

/// A background for initials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    /// The sentence id of its name.
    pub name: &'static str,
    pub(super) background: u32,
}

impl Colour {
    /// The colour of the letters. Its contrast is at least 4.5:1 on every background (WCAG 2.2, 1.4.3).
    pub(super) const LETTERS: u32 = 0xFF_FF_FF;
}

/// Twelve backgrounds in the order of the colour wheel.
pub const COLOURS: [Colour; 12] = [
    Colour { name: "colour-blue", background: 0x1D_5B_D0 },
    Colour { name: "colour-indigo", background: 0x4A_4F_C4 },
    Colour { name: "colour-violet", background: 0x74_42_B8 },
    Colour { name: "colour-purple", background: 0x93_37_94 },
    Colour { name: "colour-pink", background: 0xB3_31_6B },
    Colour { name: "colour-red", background: 0xB6_35_36 },
    Colour { name: "colour-orange", background: 0xA9_4A_10 },
    Colour { name: "colour-brown", background: 0x80_5A_1C },
    Colour { name: "colour-olive", background: 0x5E_6A_1B },
    Colour { name: "colour-green", background: 0x22_75_44 },
    Colour { name: "colour-teal", background: 0x0E_71_78 },
    Colour { name: "colour-grey", background: 0x50_5C_6E },
];

/// The largest width and height of the letters, in drawing units, so that they are inside of the circle.
const MAX_LENGTH: f32 = 54.0;
/// The line height of the letters, in drawing units. With this value one letter has the same size as each of two.
const SIZE: f32 = 46.0;
/// Letters are shaped this many times larger and then scaled down, which keeps their outlines exact.
const SHAPING_SCALE: f32 = 16.0;

/// Additional space between two letters, as a share of [`SIZE`], because initials are not a word.
const GAP: f32 = 0.06;

/// Initials as a path in the middle of the canvas.
#[derive(Debug, Clone, PartialEq)]
pub struct Letters(Path);

impl Letters {
    /// Shapes a few letters in this font family, or in another font if a glyph is missing. `None` if nothing is visible, or
    /// if a letter has no outline in any font, such as an emoji.
    pub fn new(fonts: &mut FontSystem, family: &str, text: &str) -> Option<Self> {
        let mut line = Buffer::new(fonts, Metrics::new(SIZE * SHAPING_SCALE, SIZE * SHAPING_SCALE));
        let look = Attrs::new().family(Family::Name(family)).weight(Weight::SEMIBOLD);
        line.set_size(fonts, None, None);
        line.set_text(fonts, text, &look, Shaping::Advanced, None);
        line.shape_until_scroll(fonts, false);
        let mut outlines = SwashCache::new();
        let mut path = PathBuilder::new();
        let (mut last, mut gap) = (None, 0.0);
        for run in line.layout_runs() {
            for glyph in run.glyphs {
                let key = glyph.physical((0.0, 0.0), 1.0).cache_key;
                // Glyph 0 of a font means that it has no glyph for the character.
                if key.glyph_id == 0 {
                    return None;
                }
                let is_visible = !text[glyph.start..glyph.end].chars().all(is_invisible);
                if is_visible && last.replace(glyph.start).is_some_and(|last| last != glyph.start) {
                    gap += GAP * SIZE * SHAPING_SCALE;
                }
                match outlines.get_outline_commands_uncached(fonts, key) {
                    Some(outline) if is_visible && outline.is_empty() => return None,
                    Some(outline) => add(&mut path, &outline, glyph.x + glyph.x_offset + gap, glyph.y_offset),
                    None if is_visible => return None,
                    None => {}
                }
            }
        }
        let path = path.finish()?;
        let bounds = path.bounds();
        let scale = (1.0 / SHAPING_SCALE).min(MAX_LENGTH / bounds.width()).min(MAX_LENGTH / bounds.height());
        let (x, y) = (bounds.left() + bounds.width() / 2.0, bounds.top() + bounds.height() / 2.0);
        let middle = Transform::from_translate(-x, -y).post_scale(scale, scale);
        path.transform(middle.post_translate(GRID / 2.0, GRID / 2.0)).map(Self)
    }

    pub(super) fn path(&self) -> Path {
        self.0.clone()
    }
}

/// Whether a character has a glyph without an outline.
fn is_invisible(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Adds an outline, whose y axis goes up, to a path whose y axis goes down.
fn add(path: &mut PathBuilder, outline: &[Command], x: f32, y: f32) {
    for command in outline {
        match command {
            Command::MoveTo(to) => path.move_to(x + to.x, y - to.y),
            Command::LineTo(to) => path.line_to(x + to.x, y - to.y),
            Command::QuadTo(by, to) => path.quad_to(x + by.x, y - by.y, x + to.x, y - to.y),
            Command::CurveTo(a, b, to) => {
                path.cubic_to(x + a.x, y - a.y, x + b.x, y - b.y, x + to.x, y - to.y);
            }
            Command::Close => path.close(),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{COLOURS, Colour, GRID, Letters, MAX_LENGTH};

    use cosmic_text::{FontSystem, fontdb};

    use std::sync::Arc;

    pub(in super::super) const FAMILY: &str = "Vazirmatn";

    /// The embedded font alone, whatever this machine has.
    pub(in super::super) fn fonts() -> FontSystem {
        let font: &[u8] = include_bytes!("../../../assets/fonts/Vazirmatn-SemiBold.ttf");
        let mut known = fontdb::Database::new();
        let _ = known.load_font_source(fontdb::Source::Binary(Arc::new(font)));
        FontSystem::new_with_locale_and_db("en".to_owned(), known)
    }

    fn luminance(colour: u32) -> f64 {
        let [_, red, green, blue] = colour.to_be_bytes();
        let linear = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    #[test]
    fn letters_have_enough_contrast_on_every_colour() {
        for colour in COLOURS {
            let (light, dark) = (luminance(Colour::LETTERS), luminance(colour.background));
            let found = (light + 0.05) / (dark + 0.05);
            assert!(found >= 4.5, "{colour:?}: {found:.2}:1");
        }
    }

    #[test]
    fn letters_are_in_the_middle_and_inside_of_the_circle() {
        let mut fonts = fonts();
        for text in ["A", "MW", "il", "ب", "ب\u{200C}ق", "Bق", "E\u{301}Z", "4"] {
            let Letters(path) = Letters::new(&mut fonts, FAMILY, text).unwrap_or_else(|| panic!("{text}"));
            let bounds = path.bounds();
            let middle = |from: f32, to: f32| (from + to) / 2.0;
            assert!((middle(bounds.left(), bounds.right()) - GRID / 2.0).abs() < 0.1, "{text}: {bounds:?}");
            assert!((middle(bounds.top(), bounds.bottom()) - GRID / 2.0).abs() < 0.1, "{text}: {bounds:?}");
            assert!(
                bounds.width() <= MAX_LENGTH + 0.1 && bounds.height() <= MAX_LENGTH + 0.1,
                "{text}: {bounds:?}"
            );
            assert!(bounds.width().max(bounds.height()) > 15.0, "{text}: {bounds:?}");
        }
    }

    #[test]
    fn persian_letters_with_a_non_joiner_are_not_joined() {
        let mut fonts = fonts();
        let mut shaped = |text: &str| Letters::new(&mut fonts, FAMILY, text).unwrap().0;
        assert_ne!(shaped("بق"), shaped("ب\u{200C}ق"));
        let parts = |path: &tiny_skia::Path| {
            path.segments().filter(|part| matches!(part, tiny_skia::PathSegment::MoveTo(_))).count()
        };
        let [both, first, second] = ["ب\u{200C}ق", "ب", "ق"].map(|text| parts(&shaped(text)));
        assert_eq!(both, first + second, "each keeps the form it has alone");
    }

    #[test]
    fn letters_without_a_glyph_are_not_drawn() {
        let mut fonts = fonts();
        for text in ["", " ", "\u{200C}", "王", "👩\u{200D}🚀", "A王"] {
            assert_eq!(Letters::new(&mut fonts, FAMILY, text), None, "{text:?}");
        }
    }
}
