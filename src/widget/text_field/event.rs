//! Events of a text field.

mod keys;
mod pointer;

use super::context::EventContext;
use super::draw;
use super::state::Attention;

use iced::advanced::input_method::{InputMethod, Purpose};
use iced::advanced::mouse;
use iced::{Event, Rectangle, keyboard, touch, window};

use std::time::Instant;

/// Handles an event.
pub(super) fn handle<Message: Clone>(cx: &mut EventContext<'_, '_, Message>, event: &Event) {
    cx.note_focus();
    for request in cx.state.exposed.take_requests() {
        cx.answer(&request);
    }
    match event {
        Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
        | Event::Touch(touch::Event::FingerPressed { .. }) => pointer::press(cx),
        Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Middle)) => {
            pointer::paste_primary(cx);
        }
        Event::Mouse(mouse::Event::CursorMoved { .. }) | Event::Touch(touch::Event::FingerMoved { .. }) => {
            pointer::drag(cx);
        }
        Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
        | Event::Touch(touch::Event::FingerLifted { .. } | touch::Event::FingerLost { .. }) => {
            pointer::release(cx);
        }
        Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => cx.state.modifiers = *modifiers,
        Event::Keyboard(keyboard::Event::KeyPressed {
            key,
            modified_key,
            physical_key,
            modifiers,
            text,
            ..
        }) if cx.state.exposed.has_focus()
            && cx.field.on_input.is_some()
            && !cx.shell.is_event_captured() =>
        {
            cx.state.modifiers = *modifiers;
            let pressed =
                keys::Pressed { key, modified_key, physical_key: *physical_key, text: text.as_deref() };
            keys::press(cx, &pressed);
        }
        Event::InputMethod(event) if cx.state.exposed.has_focus() && cx.field.on_input.is_some() => {
            cx.compose(event);
        }
        Event::Window(window::Event::Focused) => {
            cx.state.is_window_focused = true;
            cx.touched();
        }
        Event::Window(window::Event::Unfocused) => {
            cx.state.is_window_focused = false;
            cx.shell.request_redraw();
        }
        Event::Window(window::Event::RedrawRequested(now)) => frame(cx, *now),
        _ => {}
    }
    cx.note_focus();
}

/// Requests what a frame needs: the next blink, the input method, and the next step of a drag outside of the line.
fn frame<Message: Clone>(cx: &mut EventContext<'_, '_, Message>, now: Instant) {
    if !cx.state.exposed.has_focus() || cx.field.on_input.is_none() || !cx.state.is_window_focused {
        return;
    }
    if let Some(next) = cx.state.blink.tick(now) {
        cx.shell.request_redraw_at(next);
    }
    pointer::drag_beyond(cx, now);

    if let Attention::Here { since } = &mut cx.state.attention
        && *since.get_or_insert(now) == now
    {
        cx.shell.request_redraw();
        return;
    }
    let x = draw::text_x(cx.field, cx.state, cx.line) + cx.state.geometry().caret_x(cx.state.caret());
    let cursor = Rectangle { x, width: 1.0, ..cx.line };
    let purpose = if cx.field.secrecy.is_secret() { Purpose::Secure } else { Purpose::Normal };
    // Composed text is drawn in the line, so no preedit window is needed.
    cx.shell.request_input_method(&InputMethod::<&str>::Enabled { cursor, purpose, preedit: None });
}
