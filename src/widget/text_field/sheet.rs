//! A coloured box with a hairline round it.

use iced::advanced::Renderer as _;
use iced::advanced::renderer::Quad;
use iced::{Border, Color, Rectangle};

/// The looks of a sheet. Both colours are opaque.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// The sheet.
    pub background: Color,
    /// The line round it, one logical pixel wide.
    pub line: Color,
    /// The radius of its corners in logical pixels.
    pub radius: f32,
}

/// The width of the line.
const LINE: f32 = 1.0;

/// Draws a sheet.
pub fn draw(renderer: &mut iced::Renderer, bounds: Rectangle, look: Look) {
    let Look { background, line, radius } = look;
    let width = if line == background { 0.0 } else { LINE };
    let border = Border { color: line, width, radius: radius.into() };
    renderer.fill_quad(Quad { bounds, border, ..Quad::default() }, background);
}
