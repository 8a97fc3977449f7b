//! What a text field keeps between two views.

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

/// How long the caret is there, and then not.
const BLINK: Duration = Duration::from_millis(500);

/// After this long without a change the caret stays, so that an idle window does nothing.
const STEADY: Duration = Duration::from_secs(10);

/// Text, selection, shape and everything that has to do with the focus.
#[derive(Debug)]
pub(super) struct State {
    pub(super) exposed: Exposed,
    pub(super) editor: Editor,
    pub(super) composed: Option<Composed>,
    /// Where in the text the last composing ended of which it is not known yet whether it was finished or given up.
    pub(super) composed_at: Option<usize>,
    pub(super) shown: Shown,
    pub(super) drag: Option<Drag>,
    pub(super) last_click: Option<mouse::Click>,
    pub(super) modifiers: Modifiers,
    pub(super) blink: Blink,
    pub(super) is_window_focused: bool,
    /// How far a text that is wider than the field is moved to the left, in logical pixels.
    pub(super) scroll: f32,
    pub(super) attention: Attention,
    pub(super) placeholder: Option<(String, Shape)>,
    secrecy: Secrecy,
    shape: Option<Shape>,
}

/// What an input method is composing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Composed {
    pub(super) text: String,
    /// The bytes of it that the input method marks; the caret stands at their end.
    pub(super) marked: Option<Range<usize>>,
}

/// Where the focus was when the field last looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attention {
    Away,
    Here {
        /// The first frame with it. In that frame no input method is asked for, so that one that was composing in
        /// another field ends there and does not go on here.
        since: Option<Instant>,
    },
}

/// What moving the pointer with the button down selects.
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

    /// Takes over what a rebuilt view says.
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

    /// Makes what is drawn from what is edited. It has to be shaped again afterwards.
    pub(super) fn show(&mut self) {
        let composed = self.composed.as_ref().map_or("", |composed| composed.text.as_str());
        self.shown =
            Shown::new(self.editor.text(), self.editor.selection(), composed, self.secrecy.is_hidden());
        self.shape = None;
        self.update_accessibility();
    }

    /// Makes glyphs, unless those that are there will do.
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

    /// The glyphs, between layout and the next change.
    pub(super) fn line(&self) -> Option<&Shape> {
        self.shape.as_ref()
    }

    pub(super) fn geometry(&self) -> Geometry {
        self.shape.as_ref().map(|shape| shape.geometry.clone()).unwrap_or_default()
    }

    /// Where the caret stands in what is drawn.
    pub(super) fn caret(&self) -> Caret {
        match &self.composed {
            Some(composed) => {
                let byte = composed.marked.as_ref().map_or(composed.text.len(), |marked| marked.end);
                Caret::before(self.shown.composed_place(&composed.text, byte))
            }
            None => self.place(self.editor.caret()),
        }
    }

    /// Where a caret of the text stands in what is drawn.
    pub(super) fn place(&self, caret: Caret) -> Caret {
        Caret { byte: self.shown.place(self.editor.text(), caret.byte), ..caret }
    }

    /// The caret of the text that stands at a place in what is drawn.
    pub(super) fn at(&self, place: Caret) -> Caret {
        Caret { byte: self.shown.byte(self.editor.text(), place.byte), ..place }
    }

    /// Moves a text that is wider than its room so that the caret is seen; without focus, so that its start
    /// is.
    pub(super) fn settle(&mut self, room: f32) {
        let geometry = self.geometry();
        let most = (geometry.width + CARET - room).max(0.0);
        self.scroll = if self.exposed.has_focus() {
            let x = geometry.caret_x(self.caret());
            self.scroll.min(x).max(x + CARET - room).clamp(0.0, most)
        } else if geometry.rtl {
            most
        } else {
            0.0
        };
    }

    /// Where the grapheme with this number starts; the end of the text beyond the last.
    fn byte(&self, grapheme: usize) -> usize {
        let text = self.editor.text();
        text.grapheme_indices(true).nth(grapheme).map_or(text.len(), |(byte, _)| byte)
    }

    /// Tells assistive technology what is drawn, of a secret only whether it is empty.
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

/// When the caret is seen.
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

    /// Something happened: the caret is there from the next frame on.
    pub(super) fn touch(&mut self) {
        self.is_touched = true;
    }

    /// Takes note of a frame, and tells when the next one is due.
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
