//! Pointer events of a text field.

use crate::widget::text_field::draw;
use crate::widget::text_field::geometry::Caret;
use crate::widget::text_field::state::{Drag, State};
use crate::widget::text_field::turn::Turn;

use iced::Point;
use iced::advanced::widget::operation::Focusable as _;
use iced::advanced::{clipboard, mouse};

use std::ops::Range;
use std::time::{Duration, Instant};

/// The time between two steps of a drag outside of the line.
const BEYOND: Duration = Duration::from_millis(50);

pub(super) fn press<Message: Clone>(turn: &mut Turn<'_, '_, Message>) {
    let Some(position) = turn.cursor.position_over(turn.bounds).filter(|_| turn.field.on_input.is_some())
    else {
        // A press that another control captured, such as a scroll bar, does not remove the focus.
        if !turn.shell.is_event_captured() {
            turn.state.exposed.unfocus();
        }
        turn.state.last_click = None;
        return;
    };
    if turn.shell.is_event_captured() {
        return;
    }
    let click = mouse::Click::new(position, mouse::Button::Left, turn.state.last_click);
    let caret = hit(turn, position);
    let word = turn.state.editor.word_at(letter_at(turn, position));

    match click.kind() {
        mouse::click::Kind::Single => {
            let is_selecting = turn.state.modifiers.shift() && turn.state.exposed.has_focus();
            turn.state.editor.move_to(caret, is_selecting);
            turn.state.drag = Some(Drag::Letters);
        }
        mouse::click::Kind::Double if !turn.field.secrecy.is_hidden() => {
            turn.state.editor.select(Caret::after(word.start), Caret::before(word.end));
            turn.state.drag = Some(Drag::Words(word));
        }
        mouse::click::Kind::Double | mouse::click::Kind::Triple => {
            turn.state.editor.select_all();
            turn.state.drag = None;
        }
    }
    turn.state.last_click = Some(click);
    turn.state.exposed.focus_by_pointer();
    turn.shell.capture_event();
    turn.touched();
}

pub(super) fn drag<Message: Clone>(turn: &mut Turn<'_, '_, Message>) {
    if let Some(position) = turn.cursor.land().position() {
        drag_to(turn, position);
    }
}

/// Continues selecting while the pointer is outside of the line.
pub(super) fn drag_beyond<Message: Clone>(turn: &mut Turn<'_, '_, Message>, now: Instant) {
    let Some(position) = turn.cursor.land().position().filter(|_| turn.state.drag.is_some()) else { return };
    let line = turn.line;
    if (line.x..line.x + line.width).contains(&position.x) {
        return;
    }
    let before = turn.state.scroll;
    drag_to(turn, position);
    if (turn.state.scroll - before).abs() > f32::EPSILON {
        turn.shell.request_redraw_at(now + BEYOND);
    }
}

pub(super) fn release<Message: Clone>(turn: &mut Turn<'_, '_, Message>) {
    if turn.state.drag.take().is_some() {
        turn.offer_selection();
    }
}

pub(super) fn paste_primary<Message: Clone>(turn: &mut Turn<'_, '_, Message>) {
    let Some(position) = turn.cursor.position_over(turn.bounds).filter(|_| turn.field.on_input.is_some())
    else {
        turn.state.exposed.unfocus();
        return;
    };
    let caret = hit(turn, position);
    turn.state.editor.move_to(caret, false);
    turn.state.exposed.focus_by_pointer();
    if let Some(text) = turn.clipboard.read(clipboard::Kind::Primary).filter(|text| !text.is_empty()) {
        turn.paste(&text);
    }
    turn.shell.capture_event();
    turn.touched();
}

fn drag_to<Message: Clone>(turn: &mut Turn<'_, '_, Message>, position: Point) {
    let Some(drag) = turn.state.drag.clone() else { return };
    let before = (turn.state.editor.anchor(), turn.state.editor.caret());
    match drag {
        Drag::Letters => {
            let caret = hit(turn, position);
            turn.state.editor.move_to(caret, true);
        }
        Drag::Words(first) => {
            let word = turn.state.editor.word_at(letter_at(turn, position));
            select_words(turn.state, &first, &word);
        }
    }
    if before != (turn.state.editor.anchor(), turn.state.editor.caret()) {
        turn.touched();
    }
    turn.shell.capture_event();
}

/// The caret nearest to a position on the screen.
fn hit<Message: Clone>(turn: &Turn<'_, '_, Message>, position: Point) -> Caret {
    let x = position.x - draw::text_x(turn.field, turn.state, turn.line);
    turn.state.at(turn.state.geometry().hit(x))
}

/// The first byte of the grapheme at a position on the screen.
fn letter_at<Message: Clone>(turn: &Turn<'_, '_, Message>, position: Point) -> usize {
    let x = position.x - draw::text_x(turn.field, turn.state, turn.line);
    let geometry = turn.state.geometry();
    let under = geometry.cells.iter().find(|cell| cell.x <= x && x < cell.x + cell.width);
    let place = under.map_or_else(|| geometry.hit(x).byte, |cell| cell.start);
    turn.state.at(Caret::before(place)).byte
}

/// Selects from one word to another, in any order.
fn select_words(state: &mut State, first: &Range<usize>, last: &Range<usize>) {
    let (anchor, caret) = if last.start < first.start {
        (Caret::before(first.end), Caret::after(last.start))
    } else {
        (Caret::after(first.start), Caret::before(last.end))
    };
    state.editor.select(anchor, caret);
}
