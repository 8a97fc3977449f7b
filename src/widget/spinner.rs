//! A spinner for waiting.
//!
//! It requests its next frame only while it is visible, so that it does not wake up the program without need.

use super::direction::row;
use super::{Motion, Ui};
use crate::icon::draw_in_layer;
use crate::theme::{size, space};

use iced::advanced::layout::{Limits, Node};
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse, renderer};
use iced::time::{Duration, Instant};
use iced::widget::canvas::path::Arc;
use iced::widget::canvas::{Cache, Frame, LineCap, Path, Stroke};
use iced::{Color, Element, Event, Length, Radians, Rectangle, Renderer, Size, Theme, window};

use std::f32::consts::TAU;

/// The time of one step. About twelve steps per second look like a smooth turn.
const STEP: Duration = Duration::from_millis(80);

/// The number of steps of a full turn.
const STEPS: u32 = 12;

/// The length of the arc as a share of the circle.
const SHARE: f32 = 0.28;

/// A spinner in this colour; `None` if the system asks for less motion.
pub fn spinner<'a, Message: 'a>(ui: Ui<'_>, color: Color) -> Option<Element<'a, Message>> {
    (ui.motion == Motion::Full)
        .then(|| Element::new(Spinner { color, track: Color { a: color.a * 0.25, ..color } }))
}

/// A text about the wait, after a spinner.
pub fn waiting<'a, Message: 'a>(ui: Ui<'a>, words: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    let parts = spinner(ui, ui.palette.muted).into_iter().chain([words.into()]);
    row(ui, space::S, parts).into()
}

struct Spinner {
    color: Color,
    track: Color,
}

#[derive(Default)]
struct State {
    cache: Cache,
    began: Option<Instant>,
    step: u32,
    color: Option<Color>,
}

impl<Message> Widget<Message, Theme, Renderer> for Spinner {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn diff(&self, tree: &mut Tree) {
        let state = tree.state.downcast_mut::<State>();
        if state.color != Some(self.color) {
            state.color = Some(self.color);
            state.cache.clear();
        }
    }

    fn size(&self) -> Size<Length> {
        Size::new(size::SPINNER.into(), size::SPINNER.into())
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &Limits) -> Node {
        Node::new(limits.resolve(size::SPINNER, size::SPINNER, Size::ZERO))
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let Event::Window(window::Event::RedrawRequested(now)) = event else { return };
        if !layout.bounds().intersects(viewport) {
            return;
        }
        let state = tree.state.downcast_mut::<State>();
        let began = *state.began.get_or_insert(*now);
        let steps = now.saturating_duration_since(began).as_millis() / STEP.as_millis();
        let steps = u32::try_from(steps).unwrap_or_default();
        if state.step != steps % STEPS {
            state.step = steps % STEPS;
            state.cache.clear();
        }
        shell.request_redraw_at(began + STEP * (steps + 1));
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
        let state = tree.state.downcast_ref::<State>();
        let bounds = layout.bounds();
        let drawing = state.cache.draw(renderer, bounds.size(), |frame| self.draw_at(state.step, frame));
        draw_in_layer(renderer, drawing, bounds, viewport);
    }
}

impl Spinner {
    fn draw_at(&self, step: u32, frame: &mut Frame) {
        let (center, radius) = (frame.center(), (frame.width() - size::FOCUS) / 2.0);
        let stroke = |color| Stroke {
            width: size::FOCUS,
            line_cap: LineCap::Round,
            ..Stroke::default().with_color(color)
        };
        frame.stroke(&Path::circle(center, radius), stroke(self.track));
        let from = TAU * (step as f32 / STEPS as f32 - 0.25);
        let (start_angle, end_angle) = (Radians(from), Radians(from + TAU * SHARE));
        let arc = Arc { center, radius, start_angle, end_angle };
        frame.stroke(&Path::new(|path| path.arc(arc)), stroke(self.color));
    }
}
