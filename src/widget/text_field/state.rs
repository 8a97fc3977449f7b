//! The state of a text field from one view to the next.

use super::Secrecy;
use super::edit::Editor;
use super::geometry::{Caret, Geometry};
use super::shape::{Direction, Face, Shape};
use super::shown::Shown;
use crate::access::exposed::Exposed;
use crate::access::text::mask;

use accesskit::Node;
use iced::advanced::mouse;
use iced::advanced::widget::operation;
use iced::keyboard::Modifiers;
use unicode_segmentation::UnicodeSegmentation;

use std::ops::Range;
use std::time::{Duration, Instant};

/// The width of the caret in logical pixels.
pub(super) const CARET: f32 = 1.0;

/// How long the caret is visible, and then hidden.
const BLINK: Duration = Duration::from_millis(500);

/// After this time without a change the caret stops blinking, so that an idle window does nothing.
const STEADY: Duration = Duration::from_secs(10);

/// Text, selection, shape, and the state of focus and input.
#[derive(Debug)]
pub(super) struct State {
    pub(super) exposed: Exposed,
    pub(super) editor: Editor,
    pub(super) composed: Option<Composed>,
    /// The position of a composed text that was removed, while it is unknown whether it is committed or cancelled.
    pub(super) composed_at: Option<usize>,
    pub(super) shown: Shown,
    pub(super) drag: Option<Drag>,
    pub(super) last_click: Option<mouse::Click>,
    pub(super) modifiers: Modifiers,
    pub(super) blink: Blink,
    pub(super) is_window_focused: bool,
    /// How far a text that is too wide is scrolled, in logical pixels.
    pub(super) scroll: f32,
    pub(super) attention: Attention,
    pub(super) placeholder: Option<(String, Shape)>,
    secrecy: Secrecy,
    shape: Option<Shape>,
}

/// The composed text of an input method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Composed {
    pub(super) text: String,
    /// The marked range in bytes; the caret is at its end.
    pub(super) marked: Option<Range<usize>>,
}

/// The focus at the last event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attention {
    Away,
    Here {
        /// The first frame with the focus. In that frame no input method is requested, so that composing in another field ends
        /// and does not continue here.
        since: Option<Instant>,
    },
}

/// What is selected by dragging.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Drag {
    Letters,
    /// Whole words, and at least this one.
    Words(Range<usize>),
}

impl State {
    pub(super) fn new(node: &Node, value: &str, secrecy: Secrecy) -> Self {
        let mut state = Self {
            exposed: Exposed::new(node.clone()),
            editor: Editor::new(value, secrecy.is_secret()),
            composed: None,
            composed_at: None,
            shown: Shown::new("", 0..0, "", secrecy.is_hidden()),
            drag: None,
            last_click: None,
            modifiers: Modifiers::empty(),
            blink: Blink::new(),
            is_window_focused: true,
            scroll: 0.0,
            attention: Attention::Away,
            placeholder: None,
            secrecy,
            shape: None,
        };
        state.show();
        state
    }

    /// Updates the state from a new view.
    pub(super) fn follow(&mut self, node: &Node, value: &str, secrecy: Secrecy) {
        self.exposed.update(node);
        if self.secrecy != secrecy {
            if self.secrecy.is_secret() != secrecy.is_secret() {
                self.editor = Editor::new(self.editor.text(), secrecy.is_secret());
            }
            self.secrecy = secrecy;
            self.show();
        }
        if self.editor.text() != value {
            self.composed = None;
            self.editor.follow(value, self.exposed.has_focus());
            self.show();
        }
        self.update_accessibility();
    }

    /// Updates the drawn form. It must be shaped afterwards.
    pub(super) fn show(&mut self) {
        let composed = self.composed.as_ref().map_or("", |composed| composed.text.as_str());
        self.shown =
            Shown::new(self.editor.text(), self.editor.selection(), composed, self.secrecy.is_hidden());
        self.shape = None;
        self.update_accessibility();
    }

    /// Shapes the text if it has changed.
    pub(super) fn shape(&mut self, face: Face, direction: Direction, placeholder: &str) {
        if !self.shape.as_ref().is_some_and(|shape| shape.fits(face, direction)) {
            self.shape = Some(Shape::new(&self.shown.text, face, direction));
        }
        let fits = |(text, shape): &(String, Shape)| text == placeholder && shape.fits(face, direction);
        if !self.shown.text.is_empty() || placeholder.is_empty() {
            self.placeholder = None;
        } else if !self.placeholder.as_ref().is_some_and(fits) {
            self.placeholder = Some((placeholder.to_owned(), Shape::new(placeholder, face, direction)));
        }
    }

    /// The shaped text; `None` after a change until the next layout.
    pub(super) fn line(&self) -> Option<&Shape> {
        self.shape.as_ref()
    }

    pub(super) fn geometry(&self) -> Geometry {
        self.shape.as_ref().map(|shape| shape.geometry.clone()).unwrap_or_default()
    }

    /// The caret in the drawn form.
    pub(super) fn caret(&self) -> Caret {
        match &self.composed {
            Some(composed) => {
                let byte = composed.marked.as_ref().map_or(composed.text.len(), |marked| marked.end);
                Caret::before(self.shown.composed_place(&composed.text, byte))
            }
            None => self.place(self.editor.caret()),
        }
    }

    /// Converts a caret of the text to one of the drawn form.
    pub(super) fn place(&self, caret: Caret) -> Caret {
        Caret { byte: self.shown.place(self.editor.text(), caret.byte), ..caret }
    }

    /// Converts a caret of the drawn form to one of the text.
    pub(super) fn at(&self, place: Caret) -> Caret {
        Caret { byte: self.shown.byte(self.editor.text(), place.byte), ..place }
    }

    /// Scrolls a text that is too wide so that the caret is visible; without focus so that its start is visible.
    pub(super) fn settle(&mut self, room: f32) {
        let geometry = self.geometry();
        let max = (geometry.width + CARET - room).max(0.0);
        self.scroll = if self.exposed.has_focus() {
            let x = geometry.caret_x(self.caret());
            self.scroll.min(x).max(x + CARET - room).clamp(0.0, max)
        } else if geometry.rtl {
            max
        } else {
            0.0
        };
    }

    /// The start of the grapheme with this index; the end of the text after the last one.
    fn byte(&self, grapheme: usize) -> usize {
        let text = self.editor.text();
        text.grapheme_indices(true).nth(grapheme).map_or(text.len(), |(byte, _)| byte)
    }

    /// Sets the value for assistive technology; for a secret only whether it is empty.
    fn update_accessibility(&mut self) {
        let shown = &*self.shown.text;
        let value = if self.secrecy.is_secret() { mask(shown) } else { shown.to_owned() };
        self.exposed.node.set_value(value);
    }
}

impl operation::TextInput for State {
    fn text(&self) -> &str {
        match self.secrecy {
            Secrecy::Open => self.editor.text(),
            Secrecy::Shown => "",
            Secrecy::Hidden => &self.shown.text,
        }
    }

    fn move_cursor_to_front(&mut self) {
        self.editor.move_to(Caret::before(0), false);
    }

    fn move_cursor_to_end(&mut self) {
        self.editor.move_to(Caret::before(self.editor.text().len()), false);
    }

    fn move_cursor_to(&mut self, position: usize) {
        self.editor.move_to(Caret::before(self.byte(position)), false);
    }

    fn select_all(&mut self) {
        self.editor.select_all();
    }

    fn select_range(&mut self, start: usize, end: usize) {
        self.editor.select(Caret::after(self.byte(start)), Caret::before(self.byte(end)));
    }
}

/// The blinking of the caret.
#[derive(Debug, Clone, Copy)]
pub(super) struct Blink {
    changed: Instant,
    now: Instant,
    is_touched: bool,
}

impl Blink {
    fn new() -> Self {
        let now = Instant::now();
        Self { changed: now, now, is_touched: true }
    }

    /// Makes the caret visible from the next frame on.
    pub(super) fn touch(&mut self) {
        self.is_touched = true;
    }

    /// Notes the time of a frame, and returns the time of the next one.
    pub(super) fn tick(&mut self, now: Instant) -> Option<Instant> {
        self.now = now;
        if std::mem::take(&mut self.is_touched) {
            self.changed = now;
        }
        let passed = now.saturating_duration_since(self.changed);
        let blinks = u32::try_from(passed.as_millis() / BLINK.as_millis()).unwrap_or(u32::MAX);
        (passed < STEADY).then(|| self.changed + BLINK * (blinks + 1))
    }

    pub(super) fn is_on(&self) -> bool {
        let passed = self.now.saturating_duration_since(self.changed);
        passed >= STEADY || (passed.as_millis() / BLINK.as_millis()).is_multiple_of(2)
    }
}
