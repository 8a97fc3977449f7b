//! A centred text of at most a few lines. If it is longer, it ends in an ellipsis.

use super::element::shaped;
use super::lines;
use crate::theme::Style;

use iced::advanced::graphics::text::Paragraph;
use iced::advanced::layout::{self, Limits, Node};
use iced::advanced::text::Paragraph as _;
use iced::advanced::widget::{self, Operation, Tree, tree};
use iced::advanced::{Layout, Widget, mouse, renderer};
use iced::widget::text::Wrapping;
use iced::{Color, Element, Length, Point, Rectangle, Renderer, Size, Theme};

/// The sign for the rest of a text.
const ELLIPSIS: &str = "…";

/// How often the lines are broken again with less width, if letters got wider because they were separated.
const TRIES: usize = 6;

/// A text with centred lines, at most `most` of them. Assistive technology gets the whole text.
pub fn centred<'a, Message: 'a>(
    content: String,
    style: Style,
    color: Color,
    most: usize,
) -> Element<'a, Message> {
    Element::new(Centred { content, style, color, most })
}

/// Whether the whole text fits into `most` lines of this width.
pub fn fits(content: &str, style: Style, width: f32, most: usize) -> bool {
    !lined(content, style, width, most).1
}

struct Centred {
    content: String,
    style: Style,
    color: Color,
    most: usize,
}

#[derive(Default)]
struct State {
    made_for: Option<(String, Style, f32)>,
    lines: Vec<Paragraph>,
}

/// The lines of a text, and whether there is more text after them.
pub(super) fn lined(content: &str, style: Style, width: f32, most: usize) -> (Vec<Paragraph>, bool) {
    let one = |content: &str| Paragraph::with_text(shaped(content, style, Size::INFINITE, Wrapping::None));
    let whole = one(content);
    if whole.min_width() <= width {
        return (vec![whole], false);
    }
    let ellipsis = one(ELLIPSIS).min_width();
    let mut room = width;
    let mut made = (Vec::new(), false);
    for _ in 0..TRIES {
        let (texts, goes_on) = lines::first(whole.buffer(), room, most, (ELLIPSIS, ellipsis));
        let lines: Vec<_> = texts.iter().map(|text| one(text)).collect();
        let excess = lines.iter().map(|line| line.min_width() - width).fold(0.0, f32::max);
        made = (lines, goes_on);
        if excess <= 0.0 {
            break;
        }
        room -= excess.max(style.size / 8.0);
    }
    made
}

impl<Message> Widget<Message, Theme, Renderer> for Centred {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, _renderer: &Renderer, limits: &Limits) -> Node {
        let state = tree.state.downcast_mut::<State>();
        layout::sized(limits, Length::Shrink, Length::Shrink, |limits| {
            let width = limits.max().width;
            let is_made = state.made_for.as_ref().is_some_and(|(content, style, of)| {
                (content.as_str(), *style, *of) == (self.content.as_str(), self.style, width)
            });
            if !is_made {
                state.lines = lined(&self.content, self.style, width, self.most).0;
                state.made_for = Some((self.content.clone(), self.style, width));
            }
            let widest = state.lines.iter().map(Paragraph::min_width).fold(0.0, f32::max);
            Size::new(widest, self.style.line * state.lines.len() as f32)
        })
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        _theme: &Theme,
        defaults: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let mut y = bounds.y;
        for line in &tree.state.downcast_ref::<State>().lines {
            let size = Size::new(line.min_width(), self.style.line);
            let place = Point::new(bounds.x + (bounds.width - size.width) / 2.0, y);
            let style = widget::text::Style { color: Some(self.color) };
            widget::text::draw(renderer, defaults, Rectangle::new(place, size), line, style, viewport);
            y += self.style.line;
        }
    }

    fn operate(
        &mut self,
        _tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        operation.text(None, layout.bounds(), &self.content);
    }
}
