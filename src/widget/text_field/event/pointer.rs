//! Pointer events of a text field.

use crate::widget::text_field::context::EventContext;
use crate::widget::text_field::draw;
use crate::widget::text_field::geometry::Caret;
use crate::widget::text_field::state::{Drag, State};

use iced::Point;
use iced::advanced::widget::operation::Focusable as _;
use iced::advanced::{clipboard, mouse};

use std::ops::Range;
use std::time::{Duration, Instant};

/// The time between two steps of a drag outside of the line.
const BEYOND: Duration = Duration::from_millis(50);

pub(super) fn press<Message: Clone>(cx: &mut EventContext<'_, '_, Message>) {
    let Some(position) = cx.cursor.position_over(cx.bounds).filter(|_| cx.field.on_input.is_some()) else {
        // A press that another control captured, such as a scroll bar, does not remove the focus.
        if !cx.shell.is_event_captured() {
            cx.state.exposed.unfocus();
        }
        cx.state.last_click = None;
        return;
    };
    if cx.shell.is_event_captured() {
        return;
    }
    let click = mouse::Click::new(position, mouse::Button::Left, cx.state.last_click);
    let caret = hit(cx, position);
    let word = cx.state.editor.word_at(letter_at(cx, position));

    match click.kind() {
        mouse::click::Kind::Single => {
            let is_selecting = cx.state.modifiers.shift() && cx.state.exposed.has_focus();
            cx.state.editor.move_to(caret, is_selecting);
            cx.state.drag = Some(Drag::Letters);
        }
        mouse::click::Kind::Double if !cx.field.secrecy.is_hidden() => {
            cx.state.editor.select(Caret::after(word.start), Caret::before(word.end));
            cx.state.drag = Some(Drag::Words(word));
        }
        mouse::click::Kind::Double | mouse::click::Kind::Triple => {
            cx.state.editor.select_all();
            cx.state.drag = None;
        }
    }
    cx.state.last_click = Some(click);
    cx.state.exposed.focus_by_pointer();
    cx.shell.capture_event();
    cx.touched();
}

pub(super) fn drag<Message: Clone>(cx: &mut EventContext<'_, '_, Message>) {
    if let Some(position) = cx.cursor.land().position() {
        drag_to(cx, position);
    }
}

/// Continues selecting while the pointer is outside of the line.
pub(super) fn drag_beyond<Message: Clone>(cx: &mut EventContext<'_, '_, Message>, now: Instant) {
    let Some(position) = cx.cursor.land().position().filter(|_| cx.state.drag.is_some()) else { return };
    let line = cx.line;
    if (line.x..line.x + line.width).contains(&position.x) {
        return;
    }
    let before = cx.state.scroll;
    drag_to(cx, position);
    if (cx.state.scroll - before).abs() > f32::EPSILON {
        cx.shell.request_redraw_at(now + BEYOND);
    }
}

pub(super) fn release<Message: Clone>(cx: &mut EventContext<'_, '_, Message>) {
    if cx.state.drag.take().is_some() {
        cx.offer_selection();
    }
}

pub(super) fn paste_primary<Message: Clone>(cx: &mut EventContext<'_, '_, Message>) {
    let Some(position) = cx.cursor.position_over(cx.bounds).filter(|_| cx.field.on_input.is_some()) else {
        cx.state.exposed.unfocus();
        return;
    };
    let caret = hit(cx, position);
    cx.state.editor.move_to(caret, false);
    cx.state.exposed.focus_by_pointer();
    if let Some(text) = cx.clipboard.read(clipboard::Kind::Primary).filter(|text| !text.is_empty()) {
        cx.paste(&text);
    }
    cx.shell.capture_event();
    cx.touched();
}

fn drag_to<Message: Clone>(cx: &mut EventContext<'_, '_, Message>, position: Point) {
    let Some(drag) = cx.state.drag.clone() else { return };
    let before = (cx.state.editor.anchor(), cx.state.editor.caret());
    match drag {
        Drag::Letters => {
            let caret = hit(cx, position);
            cx.state.editor.move_to(caret, true);
        }
        Drag::Words(first) => {
            let word = cx.state.editor.word_at(letter_at(cx, position));
            select_words(cx.state, &first, &word);
        }
    }
    if before != (cx.state.editor.anchor(), cx.state.editor.caret()) {
        cx.touched();
    }
    cx.shell.capture_event();
}

/// The caret nearest to a position on the screen.
fn hit<Message: Clone>(cx: &EventContext<'_, '_, Message>, position: Point) -> Caret {
    let x = position.x - draw::text_x(cx.field, cx.state, cx.line);
    cx.state.at(cx.state.geometry().hit(x))
}

/// The first byte of the grapheme at a position on the screen.
fn letter_at<Message: Clone>(cx: &EventContext<'_, '_, Message>, position: Point) -> usize {
    let x = position.x - draw::text_x(cx.field, cx.state, cx.line);
    let geometry = cx.state.geometry();
    let under = geometry.cells.iter().find(|cell| cell.x <= x && x < cell.x + cell.width);
    let place = under.map_or_else(|| geometry.hit(x).byte, |cell| cell.start);
    cx.state.at(Caret::before(place)).byte
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
