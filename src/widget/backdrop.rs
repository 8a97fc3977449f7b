//! What an element is drawn on: a layer of its own, or a coloured sheet with a hairline round it.

use crate::access::pass_on::pass_on;
use crate::access::ring;

use iced::advanced::widget::Tree;
use iced::advanced::{Layout, Renderer as _, Widget, mouse, renderer};
use iced::{Border, Color, Element, Rectangle, Renderer, Theme};

/// Draws an element in a layer of its own.
///
/// The renderer compares what was drawn by its number within a layer: where something comes or goes, all that comes after
/// it there is redrawn. So whatever changes while somebody types is drawn in a layer of its own, and the rest of the window stays as it is.
pub fn in_layer<'a, Message>(content: impl Into<Element<'a, Message>>) -> Backdrop<'a, Message> {
    Backdrop { content: content.into(), way: Way::Layer }
}

/// Draws an element on a coloured sheet of its size.
pub fn on_sheet<'a, Message>(content: impl Into<Element<'a, Message>>, look: Look) -> Backdrop<'a, Message> {
    Backdrop { content: content.into(), way: Way::Sheet(look) }
}

/// Draws an element on a sheet that stands out by a halo of this colour and width round it, for which there must be room.
///
/// iced_tiny_skia 0.14.1 draws a shadow without a clip mask, so that each redraw of a part piles up more of it until it
/// is black. A few rings of the faintest colour look the same and stay as they are.
pub fn raised<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    look: Look,
    (halo, width): (Color, f32),
) -> Backdrop<'a, Message> {
    Backdrop { content: content.into(), way: Way::Raised { look, halo, width } }
}

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

/// How many rings are a halo.
const RINGS: u8 = 3;

/// An element with something behind it. In all else it is as it was.
pub struct Backdrop<'a, Message> {
    content: Element<'a, Message>,
    way: Way,
}

#[derive(Debug, Clone, Copy)]
enum Way {
    Layer,
    Sheet(Look),
    Raised { look: Look, halo: Color, width: f32 },
}

impl<Message> Widget<Message, Theme, Renderer> for Backdrop<'_, Message> {
    pass_on!(content, own: tag state children diff size size_hint layout operate update mouse_interaction overlay);

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let draw = |renderer: &mut Renderer| {
            self.content.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
        };
        match self.way {
            Way::Layer => {
                // There is a layer also for what is not seen, since layers are compared by their number.
                let seen = layout.bounds().expand(ring::REACH).intersection(viewport).unwrap_or_default();
                renderer.with_layer(seen, |renderer| {
                    if seen.area() > 0.0 {
                        draw(renderer);
                    }
                });
            }
            Way::Sheet(look) => {
                draw_sheet(renderer, layout.bounds(), look);
                draw(renderer);
            }
            Way::Raised { look, halo, width } => {
                for ring in (1..=RINGS).rev() {
                    let reach = width * f32::from(ring) / f32::from(RINGS);
                    let radius = look.radius + reach;
                    let look = Look { background: halo, line: halo, radius };
                    draw_sheet(renderer, layout.bounds().expand(reach), look);
                }
                draw_sheet(renderer, layout.bounds(), look);
                draw(renderer);
            }
        }
    }
}

impl<'a, Message: 'a> From<Backdrop<'a, Message>> for Element<'a, Message> {
    fn from(backdrop: Backdrop<'a, Message>) -> Self {
        Self::new(backdrop)
    }
}

impl<Message> std::fmt::Debug for Backdrop<'_, Message> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Backdrop").field("way", &self.way).finish_non_exhaustive()
    }
}

/// Draws a coloured box with a hairline round it.
pub fn draw_sheet(renderer: &mut Renderer, bounds: Rectangle, look: Look) {
    let Look { background, line, radius } = look;
    let width = if line == background { 0.0 } else { LINE };
    let border = Border { color: line, width, radius: radius.into() };
    renderer.fill_quad(renderer::Quad { bounds, border, ..renderer::Quad::default() }, background);
}
