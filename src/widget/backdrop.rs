//! Backgrounds of elements: an own layer, or a coloured sheet with a thin line around it.

use crate::access::pass_on::pass_on;
use crate::access::ring;

use iced::advanced::widget::Tree;
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, mouse, renderer};
use iced::{Border, Color, Element, Event, Rectangle, Renderer, Theme, touch};

/// Draws an element in its own layer.
///
/// The renderer compares the items of a layer by their index: if one is added or removed, all later items of the layer are
/// redrawn. So elements that change while somebody types have their own layers, and the rest of the window is not redrawn.
pub fn in_layer<'a, Message>(content: impl Into<Element<'a, Message>>) -> Backdrop<'a, Message> {
    Backdrop { content: content.into(), kind: Kind::Layer }
}

/// Draws an element on a coloured sheet of its size.
pub fn on_sheet<'a, Message>(content: impl Into<Element<'a, Message>>, look: Look) -> Backdrop<'a, Message> {
    Backdrop { content: content.into(), kind: Kind::Sheet(look) }
}

/// Draws an element on a sheet with a halo of this colour and width around it. There must be space for the halo.
///
/// iced_tiny_skia 0.14.1 draws shadows without a clip mask, so with each partial redraw they get darker until they are black. A
/// few rings of a very light colour look the same and do not have this problem.
pub fn raised<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    look: Look,
    (halo, width): (Color, f32),
) -> Backdrop<'a, Message> {
    Backdrop { content: content.into(), kind: Kind::Raised { look, halo, width } }
}

/// Draws an element on the colour of the page, which covers everything below it. At its top is an edge of this height in which
/// the page fades out; the element must leave space for it. Presses next to its controls do not reach elements below.
pub fn docked<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    page: Color,
    fade: f32,
) -> Backdrop<'a, Message> {
    Backdrop { content: content.into(), kind: Kind::Docked { page, fade } }
}

/// The look of a sheet. Both colours are opaque.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Look {
    /// The colour of the sheet.
    pub background: Color,
    /// The colour of the line around it, one logical pixel wide.
    pub line: Color,
    /// The radius of its corners in logical pixels.
    pub radius: f32,
}

/// The width of the line.
const LINE: f32 = 1.0;

/// The distance between two rings of a halo, in logical pixels.
const RING: f32 = 2.0;

/// An element with a background. Everything else works as without it.
pub struct Backdrop<'a, Message> {
    content: Element<'a, Message>,
    kind: Kind,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
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
        if let Kind::Docked { fade, .. } = self.kind
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
        match self.kind {
            Kind::Layer => {
                // An element that is not visible also gets a layer, because layers are compared by their index.
                let seen = layout.bounds().expand(ring::REACH).intersection(viewport).unwrap_or_default();
                renderer.with_layer(seen, |renderer| {
                    if seen.area() > 0.0 {
                        draw(renderer);
                    }
                });
            }
            Kind::Sheet(look) => {
                draw_sheet(renderer, layout.bounds(), look);
                draw(renderer);
            }
            Kind::Raised { look, halo, width } => {
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
            Kind::Docked { page, fade } => {
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

/// A rectangle without a part of the height `top` at its top.
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
        f.debug_struct("Backdrop").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Draws a coloured rectangle with a thin line around it.
pub fn draw_sheet(renderer: &mut Renderer, bounds: Rectangle, look: Look) {
    let Look { background, line, radius } = look;
    let width = if line == background { 0.0 } else { LINE };
    let border = Border { color: line, width, radius: radius.into() };
    renderer.fill_quad(renderer::Quad { bounds, border, ..renderer::Quad::default() }, background);
}
