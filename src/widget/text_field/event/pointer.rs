//! What a text field does with the pointer.

use super::Turn;
use crate::widget::text_field::TextField;
use crate::widget::text_field::geometry::Caret;
use crate::widget::text_field::state::{Drag, State};

use iced::Point;
use iced::advanced::widget::operation::Focusable as _;
use iced::advanced::{clipboard, mouse};

use std::ops::Range;
use std::time::{Duration, Instant};

/// How often a drag beyond the edge goes on.
const BEYOND: Duration = Duration::from_millis(50);

impl<Message: Clone> TextField<'_, Message> {
    pub(super) fn press(&self, state: &mut State, turn: &mut Turn<'_, '_, Message>) {
        let Some(position) = turn.cursor.position_over(turn.bounds).filter(|_| self.on_input.is_some())
        else {
            // Whoever took it, such as a scroll bar, leaves the focus where it is.
            if !turn.shell.is_event_captured() {
                state.exposed.unfocus();
            }
            state.last_click = None;
            return;
        };
        if turn.shell.is_event_captured() {
            return;
        }
        let click = mouse::Click::new(position, mouse::Button::Left, state.last_click);
        let caret = self.hit(state, position, turn);
        let word = state.editor.word_at(self.letter_at(state, position, turn));

        match click.kind() {
            mouse::click::Kind::Single => {
                let is_selecting = state.modifiers.shift() && state.exposed.has_focus();
                state.editor.move_to(caret, is_selecting);
                state.drag = Some(Drag::Letters);
            }
            mouse::click::Kind::Double if !self.secrecy.is_hidden() => {
                state.editor.select(Caret::after(word.start), Caret::before(word.end));
                state.drag = Some(Drag::Words(word));
            }
            mouse::click::Kind::Double | mouse::click::Kind::Triple => {
                state.editor.select_all();
                state.drag = None;
            }
        }
        state.last_click = Some(click);
        state.exposed.focus_by_pointer();
        turn.shell.capture_event();
        self.touched(state, turn);
    }

    pub(super) fn drag(&self, state: &mut State, turn: &mut Turn<'_, '_, Message>) {
        if let Some(position) = turn.cursor.land().position() {
            self.drag_to(state, position, turn);
        }
    }

    /// Goes on selecting while the pointer rests beyond the edge.
    pub(super) fn drag_beyond(&self, state: &mut State, now: Instant, turn: &mut Turn<'_, '_, Message>) {
        let Some(position) = turn.cursor.land().position().filter(|_| state.drag.is_some()) else { return };
        let line = turn.line;
        if (line.x..line.x + line.width).contains(&position.x) {
            return;
        }
        let before = state.scroll;
        self.drag_to(state, position, turn);
        if (state.scroll - before).abs() > f32::EPSILON {
            turn.shell.request_redraw_at(now + BEYOND);
        }
    }

    pub(super) fn release(&self, state: &mut State, turn: &mut Turn<'_, '_, Message>) {
        if state.drag.take().is_some() {
            self.offer_selection(state, turn);
        }
    }

    pub(super) fn paste_primary(&self, state: &mut State, turn: &mut Turn<'_, '_, Message>) {
        let Some(position) = turn.cursor.position_over(turn.bounds).filter(|_| self.on_input.is_some())
        else {
            state.exposed.unfocus();
            return;
        };
        let caret = self.hit(state, position, turn);
        state.editor.move_to(caret, false);
        state.exposed.focus_by_pointer();
        if let Some(text) = turn.clipboard.read(clipboard::Kind::Primary).filter(|text| !text.is_empty()) {
            self.paste(state, &text, turn);
        }
        turn.shell.capture_event();
        self.touched(state, turn);
    }

    fn drag_to(&self, state: &mut State, position: Point, turn: &mut Turn<'_, '_, Message>) {
        let Some(drag) = state.drag.clone() else { return };
        let before = (state.editor.anchor(), state.editor.caret());
        match drag {
            Drag::Letters => state.editor.move_to(self.hit(state, position, turn), true),
            Drag::Words(first) => {
                let word = state.editor.word_at(self.letter_at(state, position, turn));
                select_words(state, &first, &word);
            }
        }
        if before != (state.editor.anchor(), state.editor.caret()) {
            self.touched(state, turn);
        }
        turn.shell.capture_event();
    }

    /// The caret nearest to a place on the screen.
    fn hit(&self, state: &State, position: Point, turn: &Turn<'_, '_, Message>) -> Caret {
        let x = position.x - self.text_x(state, turn.line);
        state.at(state.geometry().hit(x))
    }

    /// The first byte of the grapheme at a place on the screen.
    fn letter_at(&self, state: &State, position: Point, turn: &Turn<'_, '_, Message>) -> usize {
        let x = position.x - self.text_x(state, turn.line);
        let geometry = state.geometry();
        let under = geometry.cells.iter().find(|cell| cell.x <= x && x < cell.x + cell.width);
        let place = under.map_or_else(|| geometry.hit(x).byte, |cell| cell.start);
        state.at(Caret::before(place)).byte
    }
}

/// Selects from one word to another, whichever comes first.
fn select_words(state: &mut State, first: &Range<usize>, last: &Range<usize>) {
    let (anchor, caret) = if last.start < first.start {
        (Caret::before(first.end), Caret::after(last.start))
    } else {
        (Caret::after(first.start), Caret::before(last.end))
    };
    state.editor.select(anchor, caret);
}
