//! Scrolling content with a thin scroll bar. The bar is at the side where a line ends, and does not reach into round
//! corners. The content can fade out at edges behind which there is more of it.
//!
//! Owns the bar and how it is dragged. The bar of iced is at the right in every language, so it is hidden. Everything
//! else of scrolling is done by iced.

use super::Ui;
use crate::access::pass_on::pass_on;
use crate::theme::{Palette, size, space};

use iced::advanced::renderer::Quad;
use iced::advanced::widget::operation::scrollable::AbsoluteOffset;
use iced::advanced::widget::operation::{Operation, Scrollable as Scrolled};
use iced::advanced::widget::{Id, Tree, tree};
use iced::advanced::{Clipboard, Layout, Renderer as _, Shell, Widget, mouse, renderer};
use iced::widget::Scrollable;
use iced::widget::scrollable::{Direction, Scrollbar};
use iced::{Border, Color, Element, Event, Length, Point, Rectangle, Renderer, Size, Theme, Vector, window};

/// The space on both sides of the content that keeps the bar away from it, also from focus rings.
pub const ROOM: f32 = space::L;

/// The width of the strip at the side in which the bar can be pressed.
const STRIP: f32 = size::SCROLLER + 2.0 * space::XS;

/// The smallest length of the bar.
const SHORTEST: f32 = size::TARGET;

/// Content that scrolls from top to bottom; see [`vertical`].
#[expect(missing_debug_implementations, reason = "iced's elements have none")]
pub struct Scroll<'a, Message> {
    content: Scrollable<'a, Message>,
    bar: Bar,
    fade: Option<Color>,
}

/// Content that scrolls from top to bottom.
pub fn vertical<'a, Message: 'a>(
    ui: Ui<'_>,
    content: impl Into<Element<'a, Message>>,
) -> Scroll<'a, Message> {
    let content = iced::widget::scrollable(content).direction(Direction::Vertical(Scrollbar::hidden()));
    Scroll { content, bar: Bar { is_left: ui.is_rtl(), inset: space::HALF, palette: ui.palette }, fade: None }
}

impl<Message> Scroll<'_, Message> {
    /// The id, so that the position stays in a new view.
    #[must_use]
    pub fn id(mut self, id: &'static str) -> Self {
        self.content = self.content.id(id);
        self
    }

    /// The width. By default it is that of the content.
    #[must_use]
    pub fn width(mut self, width: Length) -> Self {
        self.content = self.content.width(width);
        self
    }

    /// The height. By default it is that of the content, limited to the available height.
    #[must_use]
    pub fn height(mut self, height: Length) -> Self {
        self.content = self.content.height(height);
        self
    }

    /// Lets the content fade out into this colour at edges behind which there is more.
    #[must_use]
    pub fn fade(mut self, into: Color) -> Self {
        self.fade = Some(into);
        self
    }

    /// Keeps the bar out of corners of this radius.
    #[must_use]
    pub fn round(mut self, radius: f32) -> Self {
        self.bar.inset = radius;
        self
    }
}

impl<'a, Message: 'a> From<Scroll<'a, Message>> for Element<'a, Message> {
    fn from(scroll: Scroll<'a, Message>) -> Self {
        Element::new(WithBar { content: scroll.content.into(), bar: scroll.bar, fade: scroll.fade })
    }
}

#[derive(Debug, Clone, Copy)]
struct Bar {
    is_left: bool,
    inset: f32,
    palette: &'static Palette,
}

struct WithBar<'a, Message> {
    content: Element<'a, Message>,
    bar: Bar,
    fade: Option<Color>,
}

#[derive(Default)]
struct State {
    seen: Seen,
    /// The distance from the top of the bar to the pointer that drags it.
    held: Option<f32>,
    is_hovered: bool,
}

/// The scrollable: its bounds, the height of its content, how far it is scrolled, and where to scroll it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Seen {
    bounds: Rectangle,
    whole: f32,
    down: f32,
    goal: Option<f32>,
}

impl Operation for Seen {
    fn traverse(&mut self, _operate: &mut dyn FnMut(&mut dyn Operation)) {}

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        content_bounds: Rectangle,
        translation: Vector,
        state: &mut dyn Scrolled,
    ) {
        (self.bounds, self.whole, self.down) = (bounds, content_bounds.height, translation.y);
        if let Some(goal) = self.goal.take() {
            state.scroll_to(AbsoluteOffset { x: None, y: Some(goal) });
        }
    }
}

impl Seen {
    /// Covers the edges behind which there is more.
    fn draw_fades(&self, renderer: &mut Renderer, page: Color) {
        let bounds = self.bounds;
        let mut line = |from_edge: f32, y: f32| {
            let color = Color { a: 1.0 - (from_edge + size::LINE / 2.0) / size::FADE, ..page };
            let bounds = Rectangle { y, height: size::LINE, ..bounds };
            renderer.fill_quad(Quad { bounds, ..Quad::default() }, color);
        };
        let mut from_edge = 0.0;
        while from_edge < size::FADE {
            if self.down > 0.5 {
                line(from_edge, bounds.y + from_edge);
            }
            if self.most() - self.down > 0.5 {
                line(from_edge, bounds.y + bounds.height - size::LINE - from_edge);
            }
            from_edge += size::LINE;
        }
    }

    /// How far it can be scrolled.
    fn most(&self) -> f32 {
        (self.whole - self.bounds.height).max(0.0)
    }
}

impl Bar {
    /// The strip in which it can be pressed; none if everything is in view.
    fn strip(self, seen: &Seen) -> Option<Rectangle> {
        let x = if self.is_left { seen.bounds.x } else { seen.bounds.x + seen.bounds.width - STRIP };
        (seen.most() > 0.5).then_some(Rectangle { x, width: STRIP, ..seen.bounds })
    }

    fn length(self, seen: &Seen) -> (f32, f32) {
        let track = (seen.bounds.height - 2.0 * self.inset).max(0.0);
        (track, (track * seen.bounds.height / seen.whole).max(SHORTEST).min(track))
    }

    /// Its bounds.
    fn thumb(self, seen: &Seen) -> Option<Rectangle> {
        let strip = self.strip(seen)?;
        let (track, length) = self.length(seen);
        let y = seen.bounds.y + self.inset + (track - length) * (seen.down / seen.most()).clamp(0.0, 1.0);
        let x =
            if self.is_left { strip.x + space::HALF } else { strip.x + STRIP - space::HALF - size::SCROLLER };
        Some(Rectangle::new(Point::new(x, y), Size::new(size::SCROLLER, length)))
    }

    /// How far to scroll so that its top is at this position.
    fn down(self, seen: &Seen, top: f32) -> f32 {
        let (track, length) = self.length(seen);
        let way = (track - length).max(1.0);
        ((top - seen.bounds.y - self.inset) / way * seen.most()).clamp(0.0, seen.most())
    }
}

impl<Message> Widget<Message, Theme, Renderer> for WithBar<'_, Message> {
    pass_on!(content, first: children size size_hint layout operate overlay);

    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
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
        let content = self.content.as_widget_mut();
        let (bar, below) = (self.bar, &mut tree.children[0]);
        let state = tree.state.downcast_mut::<State>();
        let strip = bar.strip(&state.seen).filter(|strip| cursor.is_over(*strip));
        let mut goal = None;
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                if let (Some(_), Some(thumb), Some(at)) = (strip, bar.thumb(&state.seen), cursor.position()) {
                    let is_on = (thumb.y..thumb.y + thumb.height).contains(&at.y);
                    let held = if is_on { at.y - thumb.y } else { thumb.height / 2.0 };
                    state.held = Some(held);
                    goal = Some(bar.down(&state.seen, at.y - held));
                }
            }
            Event::Mouse(mouse::Event::CursorMoved { .. }) => {
                if let (Some(held), Some(at)) = (state.held, cursor.land().position()) {
                    goal = Some(bar.down(&state.seen, at.y - held));
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
                if state.held.take().is_some() =>
            {
                shell.capture_event();
                shell.request_redraw();
            }
            _ => {}
        }
        if let Some(goal) = goal {
            let mut scroll = Seen { goal: Some(goal), ..state.seen };
            content.operate(below, layout, renderer, &mut scroll);
            shell.capture_event();
            shell.request_redraw();
            return;
        }
        let is_hovered = strip.is_some();
        if state.is_hovered != is_hovered {
            state.is_hovered = is_hovered;
            shell.request_redraw();
        }
        let cursor = if is_hovered || state.held.is_some() { cursor.levitate() } else { cursor };
        content.update(below, event, layout, cursor, renderer, clipboard, shell, viewport);
        if matches!(event, Event::Window(window::Event::RedrawRequested(_))) {
            let mut seen = Seen::default();
            content.operate(below, layout, renderer, &mut seen);
            state.seen = seen;
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let state = tree.state.downcast_ref::<State>();
        if state.held.is_some() || state.is_hovered {
            return mouse::Interaction::Idle;
        }
        let content = self.content.as_widget();
        content.mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
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
        let state = tree.state.downcast_ref::<State>();
        let inner = if state.is_hovered { cursor.levitate() } else { cursor };
        self.content.as_widget().draw(&tree.children[0], renderer, theme, style, layout, inner, viewport);
        let p = self.bar.palette;
        let Some(bounds) = self.bar.thumb(&state.seen) else { return };
        let color = if state.is_hovered || state.held.is_some() { p.muted } else { p.edge };
        renderer.with_layer(layout.bounds(), |renderer| {
            if let Some(page) = self.fade {
                state.seen.draw_fades(renderer, page);
            }
            let border = Border { radius: size::SCROLLER.into(), ..Border::default() };
            renderer.fill_quad(Quad { bounds, border, ..Quad::default() }, color);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{Bar, STRIP, Seen};
    use crate::theme::LIGHT;

    use iced::{Point, Rectangle, Size};

    fn seen(down: f32, whole: f32) -> Seen {
        let bounds = Rectangle::new(Point::new(10.0, 50.0), Size::new(300.0, 400.0));
        Seen { bounds, whole, down, goal: None }
    }

    #[test]
    fn the_bar_stands_where_a_line_ends_and_leads_where_it_is_dragged() {
        for is_left in [false, true] {
            let bar = Bar { is_left, inset: 16.0, palette: &LIGHT };
            assert_eq!(bar.thumb(&seen(0.0, 400.0)), None, "all is in view");
            for (down, top) in [(0.0, 66.0), (400.0, 250.0), (200.0, 158.0)] {
                let thumb = bar.thumb(&seen(down, 800.0)).unwrap();
                assert_eq!((thumb.y, thumb.height), (top, 184.0));
                assert_eq!(bar.down(&seen(0.0, 800.0), thumb.y), down);
                let is_at_left = thumb.x < 10.0 + STRIP;
                assert_eq!(is_at_left, is_left, "{thumb:?}");
            }
            assert_eq!(bar.down(&seen(0.0, 800.0), -1e6), 0.0);
            assert_eq!(bar.down(&seen(0.0, 800.0), 1e6), 400.0);
            assert_eq!(bar.thumb(&seen(0.0, 1e6)).unwrap().height, 32.0);
        }
    }
}
