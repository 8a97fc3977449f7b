//! Events of a text field.

mod keys;
mod pointer;

use super::draw;
use super::state::Attention;
use super::turn::Turn;

use iced::advanced::input_method::{InputMethod, Purpose};
use iced::advanced::mouse;
use iced::{Event, Rectangle, keyboard, touch, window};

use std::time::Instant;

/// Handles an event.
pub(super) fn handle<Message: Clone>(turn: &mut Turn<'_, '_, Message>, event: &Event) {
    turn.note_focus();
    for request in turn.state.exposed.take_requests() {
        turn.answer(&request);
    }
    match event {
        Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
        | Event::Touch(touch::Event::FingerPressed { .. }) => pointer::press(turn),
        Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Middle)) => {
            pointer::paste_primary(turn);
        }
        Event::Mouse(mouse::Event::CursorMoved { .. }) | Event::Touch(touch::Event::FingerMoved { .. }) => {
            pointer::drag(turn);
        }
        Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
        | Event::Touch(touch::Event::FingerLifted { .. } | touch::Event::FingerLost { .. }) => {
            pointer::release(turn);
        }
        Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => turn.state.modifiers = *modifiers,
        Event::Keyboard(keyboard::Event::KeyPressed {
            key,
            modified_key,
            physical_key,
            modifiers,
            text,
            ..
        }) if turn.state.exposed.has_focus()
            && turn.field.on_input.is_some()
            && !turn.shell.is_event_captured() =>
        {
            turn.state.modifiers = *modifiers;
            let pressed =
                keys::Pressed { key, modified_key, physical_key: *physical_key, text: text.as_deref() };
            keys::press(turn, &pressed);
        }
        Event::InputMethod(event) if turn.state.exposed.has_focus() && turn.field.on_input.is_some() => {
            turn.compose(event);
        }
        Event::Window(window::Event::Focused) => {
            turn.state.is_window_focused = true;
            turn.touched();
        }
        Event::Window(window::Event::Unfocused) => {
            turn.state.is_window_focused = false;
            turn.shell.request_redraw();
        }
        Event::Window(window::Event::RedrawRequested(now)) => frame(turn, *now),
        _ => {}
    }
    turn.note_focus();
}

/// Requests what a frame needs: the next blink, the input method, and the next step of a drag outside of the line.
fn frame<Message: Clone>(turn: &mut Turn<'_, '_, Message>, now: Instant) {
    if !turn.state.exposed.has_focus() || turn.field.on_input.is_none() || !turn.state.is_window_focused {
        return;
    }
    if let Some(next) = turn.state.blink.tick(now) {
        turn.shell.request_redraw_at(next);
    }
    pointer::drag_beyond(turn, now);

    if let Attention::Here { since } = &mut turn.state.attention
        && *since.get_or_insert(now) == now
    {
        turn.shell.request_redraw();
        return;
    }
    let x =
        draw::text_x(turn.field, turn.state, turn.line) + turn.state.geometry().caret_x(turn.state.caret());
    let cursor = Rectangle { x, width: 1.0, ..turn.line };
    let purpose = if turn.field.secrecy.is_secret() { Purpose::Secure } else { Purpose::Normal };
    // Composed text is drawn in the line, so no preedit window is needed.
    turn.shell.request_input_method(&InputMethod::<&str>::Enabled { cursor, purpose, preedit: None });
}
