//! Adapts the widgets of the program, which draw with iced's renderer, to the renderer of the window.
//!
//! Every call is passed on; iced's renderer, which is a part of ours, is the renderer argument.

use super::{Element, Renderer};

use iced::advanced::layout::{Limits, Node};
use iced::advanced::overlay::{self, Overlay};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse, renderer};
use iced::{Event, Length, Rectangle, Size, Theme, Vector, window};

/// Makes the root widget of the program usable with [`Renderer`].
pub fn adapt<'a, Message: 'a>(content: impl Into<iced::Element<'a, Message>>) -> Element<'a, Message> {
    Element::new(Adapter(content.into()))
}

/// The root of the program. It uses its child's place in the tree of widgets as its own.
struct Adapter<'a, Message>(iced::Element<'a, Message>);

impl<Message> Widget<Message, Theme, Renderer> for Adapter<'_, Message> {
    fn tag(&self) -> tree::Tag {
        self.0.as_widget().tag()
    }

    fn state(&self) -> tree::State {
        self.0.as_widget().state()
    }

    fn children(&self) -> Vec<Tree> {
        self.0.as_widget().children()
    }

    fn diff(&self, tree: &mut Tree) {
        self.0.as_widget().diff(tree);
    }

    fn size(&self) -> Size<Length> {
        self.0.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.0.as_widget().size_hint()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        renderer.note_new_view();
        self.0.as_widget_mut().layout(tree, &renderer.inner, limits)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        self.0.as_widget_mut().operate(tree, layout, &renderer.inner, operation);
    }

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
        if let Event::Window(window::Event::RedrawRequested(at)) = event {
            renderer.begin_redraw(*at);
        }
        let content = self.0.as_widget_mut();
        content.update(tree, event, layout, cursor, &renderer.inner, clipboard, shell, viewport);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        self.0.as_widget().mouse_interaction(tree, layout, cursor, viewport, &renderer.inner)
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
        self.0.as_widget().draw(tree, &mut renderer.inner, theme, style, layout, cursor, viewport);
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        self.0
            .as_widget_mut()
            .overlay(tree, layout, &renderer.inner, viewport, translation)
            .map(OverlayAdapter::wrap)
    }
}

struct OverlayAdapter<'a, Message>(overlay::Element<'a, Message, Theme, iced::Renderer>);

impl<'a, Message: 'a> OverlayAdapter<'a, Message> {
    fn wrap(
        content: overlay::Element<'a, Message, Theme, iced::Renderer>,
    ) -> overlay::Element<'a, Message, Theme, Renderer> {
        overlay::Element::new(Box::new(Self(content)))
    }
}

impl<Message> Overlay<Message, Theme, Renderer> for OverlayAdapter<'_, Message> {
    fn layout(&mut self, renderer: &Renderer, bounds: Size) -> Node {
        self.0.as_overlay_mut().layout(&renderer.inner, bounds)
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
    ) {
        self.0.as_overlay().draw(&mut renderer.inner, theme, style, layout, cursor);
    }

    fn operate(&mut self, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        self.0.as_overlay_mut().operate(layout, &renderer.inner, operation);
    }

    fn update(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        self.0.as_overlay_mut().update(event, layout, cursor, &renderer.inner, clipboard, shell);
    }

    fn mouse_interaction(
        &self,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        self.0.as_overlay().mouse_interaction(layout, cursor, &renderer.inner)
    }

    fn overlay<'b>(
        &'b mut self,
        layout: Layout<'b>,
        renderer: &Renderer,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        self.0.as_overlay_mut().overlay(layout, &renderer.inner).map(OverlayAdapter::wrap)
    }

    fn index(&self) -> f32 {
        self.0.as_overlay().index()
    }
}
