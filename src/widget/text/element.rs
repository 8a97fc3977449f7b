//! The text widget, and the size of a text before it is laid out.
//!
//! It works like iced's, with one difference. At the start of a part with another direction, such as an address in a Persian
//! sentence, cosmic-text 0.15 puts the first word on the line even if it does not fit. A text that is too wide for this reason
//! is broken into lines again by [`lines`]; all other texts are broken by cosmic-text.

use super::{lines, marks};
use crate::theme::Style;

use iced::advanced::graphics::text::Paragraph;
use iced::advanced::layout::{self, Limits, Node};
use iced::advanced::renderer::Quad;
use iced::advanced::text::paragraph::Plain;
use iced::advanced::text::{self, Paragraph as _};
use iced::advanced::widget::{self, Operation, Tree, tree};
use iced::advanced::{Layout, Renderer as _, Widget, mouse, renderer};
use iced::border::rounded;
use iced::widget::text::{Fragment, IntoFragment, LineHeight, Shaping, Wrapping};
use iced::{Color, Element, Length, Rectangle, Renderer, Size, Theme, Vector};

use unicode_bidi::{BidiClass, bidi_class};

use std::ops::Range;

/// How often a text is broken again with less width, if letters got wider by the new line breaks.
const TRIES: usize = 6;

/// Without Persian letters a line looks too high in the middle of a control. This is twice the difference, as a share
/// of the font size.
const ABOVE_LATIN: f32 = 3.0 / 14.0;

/// The radius of the corners of a mark, in logical pixels.
const MARK_RADIUS: f32 = 3.0;

/// A text of one style. It wraps between words, and inside of a word that is wider than the available width.
#[derive(Debug)]
pub struct Text<'a> {
    content: Fragment<'a>,
    style: Style,
    color: Option<Color>,
    marks: Vec<Range<usize>>,
    mark: Color,
    is_in_the_middle: bool,
}

/// The laid out text.
#[derive(Default)]
pub(super) struct State {
    /// As laid out by iced.
    whole: Plain<Paragraph>,
    /// With our own line breaks, if a line of iced is too wide.
    broken: Option<Paragraph>,
    marked: Vec<Rectangle>,
}

impl<'a> Text<'a> {
    /// A text in the colour of its parent.
    pub(super) fn new(content: impl IntoFragment<'a>, style: Style) -> Self {
        let (marks, mark) = (Vec::new(), Color::TRANSPARENT);
        Self { content: content.into_fragment(), style, color: None, marks, mark, is_in_the_middle: false }
    }

    /// Sets the colour.
    pub(super) fn color(self, color: Color) -> Self {
        Self { color: Some(color), ..self }
    }

    /// Centres the visible letters in a control. The font has space below the line for Persian letters; a text without
    /// Persian letters gets as much space above.
    #[must_use]
    pub fn in_the_middle(self) -> Self {
        Self { is_in_the_middle: true, ..self }
    }

    /// The space above it.
    fn above(&self) -> f32 {
        let has_depth =
            |letter: char| matches!(bidi_class(letter), BidiClass::AL | BidiClass::R | BidiClass::AN);
        let is_flat = self.is_in_the_middle && !self.content.chars().any(has_depth);
        if is_flat { self.style.size * ABOVE_LATIN } else { 0.0 }
    }

    /// Sets a background colour for these parts of the text.
    #[must_use]
    pub fn marked(self, marks: Vec<Range<usize>>, color: Color) -> Self {
        Self { marks, mark: color, ..self }
    }
}

impl State {
    /// Lays out a text if it has changed.
    pub(super) fn fit(&mut self, content: &str, style: Style, bounds: Size) {
        if !self.whole.update(shaped(content, style, bounds, Wrapping::WordOrGlyph)) {
            return;
        }
        self.broken = None;
        if self.whole.min_width() <= bounds.width {
            return;
        }
        let mut room = bounds.width;
        for _ in 0..TRIES {
            let content = lines::broken(self.whole.raw().buffer(), room);
            let broken = Paragraph::with_text(shaped(&content, style, bounds, Wrapping::None));
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

/// The settings for shaping, the same for all texts.
pub(super) fn shaped(content: &str, style: Style, bounds: Size, wrapping: Wrapping) -> text::Text<&str> {
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

/// The height of a text in lines of at most `width`, in logical pixels.
pub fn height(content: &str, style: Style, width: f32) -> f32 {
    let bounds = Size::new(width.max(0.0), f32::INFINITY);
    Paragraph::with_text(shaped(content, style, bounds, Wrapping::WordOrGlyph)).min_height()
}

/// The width of a text in one line, in logical pixels.
pub fn width(content: &str, style: Style) -> f32 {
    Paragraph::with_text(shaped(content, style, Size::INFINITE, Wrapping::None)).min_width()
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
            state.marked = marks::boxes(state.shown().buffer(), &self.content, &self.marks);
            let size = state.shown().min_bounds();
            Size::new(size.width, size.height + self.above())
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
        let state = tree.state.downcast_ref::<State>();
        let shown = state.shown();
        let place = layout.position() + Vector::new(0.0, self.above());
        for mark in &state.marked {
            let bounds = *mark + Vector::new(place.x, place.y);
            renderer.fill_quad(Quad { bounds, border: rounded(MARK_RADIUS), ..Quad::default() }, self.mark);
        }
        let style = widget::text::Style { color: self.color };
        let bounds = Rectangle::new(place, shown.min_bounds());
        widget::text::draw(renderer, defaults, bounds, shown, style, viewport);
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
