//! A canvas that keeps its drawing until it changes. Knows only iced.

use iced::advanced::layout::{Limits, Node};
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Layout, Renderer as _, Widget, graphics::geometry::Renderer as _, mouse, renderer};
use iced::widget::canvas::{Cache, Frame, Geometry};
use iced::{Element, Length, Rectangle, Renderer, Size, Theme};

use std::cell::RefCell;

/// A drawing. Equal values must look the same.
pub trait Sketch: Copy + PartialEq + 'static {
    /// Draws it into the whole frame.
    fn draw(&self, frame: &mut Frame);
}

/// A square drawing, `side` logical pixels wide, that is drawn again only if it changed.
///
/// It is like iced's canvas, with two differences because of iced_tiny_skia 0.14.1. There, a canvas without a cache counts as
/// changed in each frame, so the area below it is drawn again. And each canvas adds an empty list to the texts of its layer,
/// which confuses the search of that renderer for changed texts; so this has its own layer.
pub fn cached<'a, Message: 'a>(sketch: impl Sketch, side: f32) -> Element<'a, Message> {
    Element::new(Cached { sketch, side })
}

struct Cached<S> {
    sketch: S,
    side: f32,
}

struct State<S> {
    cache: Cache,
    shown: RefCell<Option<S>>,
}

impl<Message, S: Sketch> Widget<Message, Theme, Renderer> for Cached<S> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State<S>>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::<S> { cache: Cache::default(), shown: RefCell::default() })
    }

    fn size(&self) -> Size<Length> {
        Size::new(self.side.into(), self.side.into())
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &Limits) -> Node {
        Node::new(limits.resolve(self.side, self.side, Size::ZERO))
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        _theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State<S>>();
        let bounds = layout.bounds();
        if state.shown.replace(Some(self.sketch)) != Some(self.sketch) {
            state.cache.clear();
        }
        let drawing = state.cache.draw(renderer, bounds.size(), |frame| self.sketch.draw(frame));
        draw_in_layer(renderer, drawing, bounds, viewport);
    }
}

/// Draws a drawing at the top left corner of `bounds`, in its own layer.
pub fn draw_in_layer(renderer: &mut Renderer, drawing: Geometry, bounds: Rectangle, viewport: &Rectangle) {
    let visible = bounds.intersection(viewport).unwrap_or_default();
    renderer.with_layer(visible, |renderer| {
        renderer.with_translation(bounds.position() - iced::Point::ORIGIN, |renderer| {
            renderer.draw_geometry(drawing);
        });
    });
}
