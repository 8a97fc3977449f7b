//! Draws a text field, and describes its line for assistive technology.

use super::shape::Shape;
use super::state::{CARET, State};
use super::{Style, TextField};
use crate::access::ring;
use crate::access::text::Line;
use crate::widget::backdrop::draw_sheet;

use iced::advanced::renderer::Quad;
use iced::advanced::{Renderer as _, text::Renderer as _};
use iced::{Color, Point, Rectangle};

/// The thickness of the line below composed text, in logical pixels.
const UNDERLINE: f32 = 1.0;

/// The x position of the left end of the text.
pub(super) fn text_x<Message>(field: &TextField<'_, Message>, state: &State, line: Rectangle) -> f32 {
    let geometry = state.geometry();
    start_x(field, geometry.width, geometry.rtl, line, state.scroll)
}

fn start_x<Message>(
    field: &TextField<'_, Message>,
    width: f32,
    rtl: bool,
    line: Rectangle,
    scroll: f32,
) -> f32 {
    let spare = line.width - CARET - width;
    if spare < 0.0 {
        line.x - scroll
    } else if field.stands_right(rtl) {
        line.x + spare
    } else {
        line.x
    }
}

/// The line for assistive technology.
pub(super) fn exposed_line<Message>(field: &TextField<'_, Message>, state: &State, line: Rectangle) -> Line {
    let geometry = state.geometry();
    let origin = Point::new(text_x(field, state, line), line.y);
    let caret = state.caret().byte;
    let anchor = match state.composed {
        Some(_) => caret,
        None => state.place(state.editor.anchor()).byte,
    };
    Line {
        text: state.shown.text.clone(),
        cells: geometry.cells,
        rtl: geometry.rtl,
        anchor,
        caret,
        origin,
        height: line.height,
        is_secret: field.secrecy.is_secret(),
    }
}

/// Draws the box of the field.
pub(super) fn draw_box(state: &State, renderer: &mut iced::Renderer, style: &Style, bounds: Rectangle) {
    draw_sheet(renderer, bounds, style.sheet);
    // A field always shows its focus, because everybody needs to see where typed letters go.
    if state.exposed.has_focus() {
        ring::draw(renderer, bounds, style.sheet.radius.into(), style.ring);
    }
}

/// Draws the line: selection, letters, caret.
pub(super) fn draw_line<Message>(
    field: &TextField<'_, Message>,
    state: &State,
    renderer: &mut iced::Renderer,
    style: &Style,
    line: Rectangle,
    viewport: &Rectangle,
) {
    let Some(clip) = line.intersection(viewport) else { return };
    let inside = Rectangle { y: line.y - field.padding.top, height: line.height + field.padding.y(), ..line };
    let x = text_x(field, state, line);
    let fill = |renderer: &mut iced::Renderer, x: f32, y: f32, width: f32, height: f32, color: Color| {
        if let Some(bounds) = (Rectangle { x, y, width, height }).intersection(&clip) {
            renderer.fill_quad(Quad { bounds, ..Quad::default() }, color);
        }
    };
    let geometry = state.geometry();
    let is_focused = state.exposed.has_focus() && field.on_input.is_some();

    if is_focused && state.composed.is_none() {
        let selection = state.editor.selection();
        let text = state.editor.text();
        let (start, end) = (state.shown.place(text, selection.start), state.shown.place(text, selection.end));
        for (left, width) in geometry.selection(start, end) {
            fill(renderer, x + left, line.y, width, line.height, style.selection);
        }
    }
    if is_focused && state.composed.is_some() {
        for (left, width) in geometry.selection(state.shown.composed.start, state.shown.composed.end) {
            fill(renderer, x + left, line.y + line.height - UNDERLINE, width, UNDERLINE, style.text);
        }
    }
    match (&state.placeholder, state.line()) {
        (Some((_, shape)), _) => {
            let start = start_x(field, shape.geometry.width, shape.geometry.rtl, line, 0.0);
            draw_text(renderer, shape, Point::new(start, line.y), style.placeholder, clip, inside);
        }
        (None, Some(shape)) => {
            draw_text(renderer, shape, Point::new(x, line.y), style.text, clip, inside);
        }
        (None, None) => {}
    }
    if is_focused && state.is_window_focused {
        let left = x + geometry.caret_x(state.caret());
        // A hidden caret is drawn transparent: with the same number of quads only the caret is redrawn.
        let color = if state.blink.is_on() { style.caret } else { Color::TRANSPARENT };
        fill(renderer, left, line.y, CARET, line.height, color);
    }
}

/// Draws the part of a line in `clip`. Letters may be slightly outside of it, but not outside of the field, `inside`.
fn draw_text(
    renderer: &mut iced::Renderer,
    shape: &Shape,
    position: Point,
    color: Color,
    clip: Rectangle,
    inside: Rectangle,
) {
    let position = Point::new(position.x - shape.geometry.left, position.y);
    let fill = |renderer: &mut iced::Renderer| {
        renderer.fill_paragraph(&shape.paragraph, position, color, clip);
    };
    if shape.has_high_marks { renderer.with_layer(inside, fill) } else { fill(renderer) }
}
