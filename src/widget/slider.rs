//! A slider.

use super::Ui;
use crate::access::control::{self, Scale, Status};
use crate::access::{Range, Role, control as press};
use crate::theme::{Palette, radius, size};

use iced::advanced::widget::Tree;
use iced::advanced::{Layout, Renderer as _, Widget, layout, mouse, renderer};
use iced::{Border, Color, Element, Length, Padding, Point, Rectangle, Renderer, Size, Theme};

use std::ops::RangeInclusive;

/// A slider with the full width. `scale` maps values to positions, keys change the value by `step`, and `words` is the value for
/// assistive technology. Without `on_change` it is disabled.
pub fn slider<'a, Message: Clone + 'a>(
    ui: Ui<'a>,
    name: String,
    (value, words): (f64, String),
    (ends, scale): (RangeInclusive<f64>, Scale),
    step: f64,
    on_change: Option<impl Fn(f64) -> Message + 'a>,
) -> Element<'a, Message> {
    let share = scale.share(value, &ends) as f32;
    let line = Line { palette: ui.palette, share, rtl: ui.is_rtl(), is_enabled: on_change.is_some() };
    let range = Range::new(value, ends, step).on_change_maybe(on_change).scale(scale).rtl(ui.is_rtl());
    let accent = ui.palette.accent;
    press(Role::Slider, name, line)
        .value(words)
        .range(range)
        .width(Length::Fill)
        .padding(Padding::from([0.0, size::KNOB / 2.0]))
        .style(move |_, _: Status| control::Style {
            border: Border { radius: radius::CONTROL.into(), ..Border::default() },
            ring: Some(accent),
            ..control::Style::default()
        })
        .into()
}

/// The track and its knob. It is drawn with quads, because a canvas would clip the knob at its ends.
struct Line {
    palette: &'static Palette,
    share: f32,
    rtl: bool,
    is_enabled: bool,
}

impl<Message> Widget<Message, Theme, Renderer> for Line {
    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fixed(size::CONTROL))
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        layout::atomic(limits, Length::Fill, size::CONTROL)
    }

    fn draw(
        &self,
        _tree: &Tree,
        renderer: &mut Renderer,
        _theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
        let (p, bounds) = (self.palette, layout.bounds());
        let share = if self.rtl { 1.0 - self.share } else { self.share };
        let knob = Point::new(bounds.x + bounds.width * share, bounds.center_y());
        let color = if self.is_enabled { p.accent } else { p.muted };
        let mut track = |from: f32, to: f32, color: Color| {
            let place = Rectangle {
                x: from,
                y: bounds.center_y() - size::TRACK / 2.0,
                width: to - from,
                height: size::TRACK,
            };
            let border = Border { radius: (size::TRACK / 2.0).into(), ..Border::default() };
            renderer.fill_quad(renderer::Quad { bounds: place, border, ..renderer::Quad::default() }, color);
        };
        let end = bounds.x + bounds.width;
        let (filled, rest) =
            if self.rtl { ((knob.x, end), (bounds.x, knob.x)) } else { ((bounds.x, knob.x), (knob.x, end)) };
        track(rest.0, rest.1, p.edge);
        track(filled.0, filled.1, color);
        let place = Rectangle {
            x: knob.x - size::KNOB / 2.0,
            y: knob.y - size::KNOB / 2.0,
            width: size::KNOB,
            height: size::KNOB,
        };
        let border = Border { color, width: size::FOCUS, radius: (size::KNOB / 2.0).into() };
        renderer.fill_quad(renderer::Quad { bounds: place, border, ..renderer::Quad::default() }, p.surface);
    }
}

impl<'a, Message: 'a> From<Line> for Element<'a, Message> {
    fn from(line: Line) -> Self {
        Element::new(line)
    }
}
