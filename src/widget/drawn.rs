//! How an element is drawn: on a sheet, or apart from what is round it.

use super::text_field::sheet::{self, Look};
use crate::access::pass_on::pass_on;
use crate::access::ring;

use iced::advanced::widget::Tree;
use iced::advanced::{Layout, Renderer as _, Widget, mouse, renderer};
use iced::{Color, Element, Rectangle, Renderer, Theme};

/// Draws an element in a layer of its own.
///
/// What changed is found out by counting: where something comes or goes in a layer, all that comes after it there is
/// redrawn. So whatever changes while somebody types is drawn apart, and the rest of the window stays as it is.
pub fn apart<'a, Message>(content: impl Into<Element<'a, Message>>) -> Drawn<'a, Message> {
    Drawn { content: content.into(), way: Way::Apart }
}

/// Draws an element on a coloured sheet of its size.
pub fn on_sheet<'a, Message>(content: impl Into<Element<'a, Message>>, look: Look) -> Drawn<'a, Message> {
    Drawn { content: content.into(), way: Way::OnSheet(look) }
}

/// Draws an element on a sheet that stands out by a halo of this colour and width round it, for which there must be room.
///
/// iced_tiny_skia 0.14.1 draws a shadow without a clip mask, so that each redraw of a part piles up more of it until it
/// is black. A few rings of the faintest colour look the same and stay as they are.
pub fn raised<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    look: Look,
    (halo, width): (Color, f32),
) -> Drawn<'a, Message> {
    Drawn { content: content.into(), way: Way::Raised { look, halo, width } }
}

/// How many rings are a halo.
const RINGS: u8 = 3;

/// An element that is drawn in another way and else is as it was.
pub struct Drawn<'a, Message> {
    content: Element<'a, Message>,
    way: Way,
}

#[derive(Debug, Clone, Copy)]
enum Way {
    Apart,
    OnSheet(Look),
    Raised { look: Look, halo: Color, width: f32 },
}

impl<Message> Widget<Message, Theme, Renderer> for Drawn<'_, Message> {
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
            Way::Apart => {
                // A layer for what is not seen as well: they are known by their number.
                let seen = layout.bounds().expand(ring::REACH).intersection(viewport).unwrap_or_default();
                renderer.with_layer(seen, |renderer| {
                    if seen.area() > 0.0 {
                        draw(renderer);
                    }
                });
            }
            Way::OnSheet(look) => {
                sheet::draw(renderer, layout.bounds(), look);
                draw(renderer);
            }
            Way::Raised { look, halo, width } => {
                for ring in (1..=RINGS).rev() {
                    let reach = width * f32::from(ring) / f32::from(RINGS);
                    let radius = look.radius + reach;
                    let look = Look { background: halo, line: halo, radius };
                    sheet::draw(renderer, layout.bounds().expand(reach), look);
                }
                sheet::draw(renderer, layout.bounds(), look);
                draw(renderer);
            }
        }
    }
}

impl<'a, Message: 'a> From<Drawn<'a, Message>> for Element<'a, Message> {
    fn from(drawn: Drawn<'a, Message>) -> Self {
        Self::new(drawn)
    }
}

impl<Message> std::fmt::Debug for Drawn<'_, Message> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Drawn").field("way", &self.way).finish_non_exhaustive()
    }
}
