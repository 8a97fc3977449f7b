//! What an element is drawn on: a layer of its own, or a coloured sheet with a hairline round it.

use crate::access::pass_on::pass_on;
use crate::access::ring;

use iced::advanced::widget::Tree;
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, mouse, renderer};
use iced::{Border, Color, Element, Event, Rectangle, Renderer, Theme, touch};

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

/// Draws an element on the colour of the page, so that nothing shows through, under an edge of this height in which the page
/// fades out. The element leaves room for that edge at its top. What is pressed beside its controls reaches nothing below.
pub fn docked<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    page: Color,
    fade: f32,
) -> Backdrop<'a, Message> {
    Backdrop { content: content.into(), way: Way::Docked { page, fade } }
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

/// How far one ring of a halo is from the next.
const RING: f32 = 2.0;

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
    Docked { page: Color, fade: f32 },
}

impl<Message> Widget<Message, Theme, Renderer> for Backdrop<'_, Message> {
    pass_on!(content, own: tag state children diff size size_hint layout operate mouse_interaction overlay);

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let content = self.content.as_widget_mut();
        content.update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        let is_press = matches!(
            event,
            Event::Mouse(mouse::Event::ButtonPressed(_)) | Event::Touch(touch::Event::FingerPressed { .. })
        );
        if let Way::Docked { fade, .. } = self.way
            && is_press
            && cursor.is_over(below(layout.bounds(), fade))
        {
            shell.capture_event();
        }
    }

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
                let mut reach = width;
                while reach > 0.0 {
                    let radius = look.radius + reach;
                    let look = Look { background: halo, line: halo, radius };
                    draw_sheet(renderer, layout.bounds().expand(reach), look);
                    reach -= RING;
                }
                draw_sheet(renderer, layout.bounds(), look);
                draw(renderer);
            }
            Way::Docked { page, fade } => {
                let bounds = layout.bounds();
                let mut fill = |bounds, color| {
                    renderer.fill_quad(renderer::Quad { bounds, ..renderer::Quad::default() }, color);
                };
                let mut top = 0.0;
                while top < fade {
                    let line = Rectangle { y: bounds.y + top, height: LINE, ..bounds };
                    fill(line, Color { a: (top + LINE / 2.0) / fade, ..page });
                    top += LINE;
                }
                fill(below(bounds, fade), page);
                draw(renderer);
            }
        }
    }
}

/// What is left of a box without so much at its top.
fn below(bounds: Rectangle, top: f32) -> Rectangle {
    Rectangle { y: bounds.y + top, height: (bounds.height - top).max(0.0), ..bounds }
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
