//! The geometry of real scripts, editing, and the field in a window.

mod accessibility;
mod editing;
mod field;
mod keys;
mod lines;
mod looks;
mod pointer;

use super::shape::{Direction, Face, Shape};

use iced::Font;
use iced::advanced::graphics::text::font_system;

use std::borrow::Cow;

/// The font that the field is drawn with here.
const VAZIRMATN: Font = Font::with_name("Vazirmatn");

/// Makes the embedded font known; cheap after the first time.
fn load_font() {
    static FONT: &[u8] = include_bytes!("../../../assets/fonts/Vazirmatn-Regular.ttf");
    font_system().write().unwrap().load_font(Cow::Borrowed(FONT));
}

fn shape(text: &str, direction: Direction) -> Shape {
    load_font();
    Shape::new(text, Face { font: VAZIRMATN, size: 16.0, line_height: 24.0 }, direction)
}
