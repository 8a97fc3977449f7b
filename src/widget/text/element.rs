//! The text widget.
//!
//! It works like iced's, with one difference. At the start of a part with another direction, such as an address in a Persian
//! sentence, cosmic-text 0.15 puts the first word on the line even if it does not fit. A text that is too wide for this reason
//! is broken into lines again by [`lines`]; all other texts are broken by cosmic-text.

use super::lines;
use crate::theme::Style;

use iced::advanced::graphics::text::Paragraph;
use iced::advanced::layout::{self, Limits, Node};
use iced::advanced::text::paragraph::Plain;
use iced::advanced::text::{self, Paragraph as _};
use iced::advanced::widget::{self, Operation, Tree, tree};
use iced::advanced::{Layout, Widget, mouse, renderer};
use iced::widget::text::{Fragment, IntoFragment, LineHeight, Shaping, Wrapping};
use iced::{Color, Element, Length, Rectangle, Renderer, Size, Theme};

/// How often a text is broken again with less width, if letters got wider by the new line breaks.
const TRIES: usize = 6;

/// A text with a style. It wraps between words, and inside of a word that is wider than the available width.
#[derive(Debug)]
pub struct Text<'a> {
    content: Fragment<'a>,
    style: Style,
    color: Option<Color>,
}

/// The laid out text.
#[derive(Default)]
pub(super) struct State {
    /// As laid out by iced.
    whole: Plain<Paragraph>,
    /// With our own line breaks, if a line of iced is too wide.
    broken: Option<Paragraph>,
}

impl<'a> Text<'a> {
    /// A text in the colour of its parent.
    pub(super) fn new(content: impl IntoFragment<'a>, style: Style) -> Self {
        Self { content: content.into_fragment(), style, color: None }
    }

    /// Sets the colour.
    pub(super) fn color(self, color: Color) -> Self {
        Self { color: Some(color), ..self }
    }
}

impl State {
    /// Lays out a text if it has changed.
    pub(super) fn fit(&mut self, content: &str, style: Style, bounds: Size) {
        if !self.whole.update(text(content, style, bounds, Wrapping::WordOrGlyph)) {
            return;
        }
        self.broken = None;
        if self.whole.min_width() <= bounds.width {
            return;
        }
        let mut room = bounds.width;
        for _ in 0..TRIES {
            let content = lines::broken(self.whole.raw().buffer(), room);
            let broken = Paragraph::with_text(text(&content, style, bounds, Wrapping::None));
            let excess = broken.min_width() - bounds.width;
            self.broken = Some(broken);
            if excess <= 0.0 {
                return;
            }
            room -= excess.max(style.size / 8.0);
        }
    }

    #[cfg(test)]
    pub(super) fn is_broken(&self) -> bool {
        self.broken.is_some()
    }

    pub(super) fn shown(&self) -> &Paragraph {
        self.broken.as_ref().unwrap_or_else(|| self.whole.raw())
    }
}

fn text(content: &str, style: Style, bounds: Size, wrapping: Wrapping) -> text::Text<&str> {
    text::Text {
        content,
        bounds,
        size: style.size.into(),
        line_height: LineHeight::Absolute(style.line.into()),
        font: style.font,
        align_x: text::Alignment::Default,
        align_y: iced::alignment::Vertical::Top,
        shaping: Shaping::default(),
        wrapping,
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Text<'_> {
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
            state.fit(&self.content, self.style, limits.max());
            state.shown().min_bounds()
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
        let shown = tree.state.downcast_ref::<State>().shown();
        let style = widget::text::Style { color: self.color };
        widget::text::draw(renderer, defaults, layout.bounds(), shown, style, viewport);
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

impl<'a, Message: 'a> From<Text<'a>> for Element<'a, Message> {
    fn from(text: Text<'a>) -> Self {
        Element::new(text)
    }
}
