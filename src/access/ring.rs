//! The ring around the widget with the keyboard focus.

use iced::advanced::Renderer as _;
use iced::advanced::renderer::Quad;
use iced::border::Radius;
use iced::{Border, Color, Rectangle};

/// The thickness of the ring in logical pixels.
pub const WIDTH: f32 = 2.0;

/// The gap between the widget and its ring, in logical pixels.
pub const GAP: f32 = 2.0;

/// How far the ring reaches outside of the bounds of the widget. A container that clips must leave this much space.
pub const REACH: f32 = GAP + WIDTH;

/// Draws the ring around `bounds`, whose corners have this radius.
pub fn draw(renderer: &mut iced::Renderer, bounds: Rectangle, radius: Radius, color: Color) {
    let grown = |corner: f32| corner + REACH;
    let radius = Radius {
        top_left: grown(radius.top_left),
        top_right: grown(radius.top_right),
        bottom_right: grown(radius.bottom_right),
        bottom_left: grown(radius.bottom_left),
    };
    let quad = Quad {
        bounds: bounds.expand(REACH),
        border: Border { color, width: WIDTH, radius },
        ..Quad::default()
    };
    renderer.fill_quad(quad, Color::TRANSPARENT);
}
