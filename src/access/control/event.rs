//! How a control answers the pointer, fingers, keys and assistive technology.

use super::{Control, State};
use crate::access::named_key;

use accesskit::{Action, ActionRequest};
use iced::advanced::widget::operation::Focusable as _;
use iced::advanced::{Shell, mouse};
use iced::keyboard;
use iced::keyboard::key::Named;
use iced::{Event, Rectangle, touch};

impl<Message: Clone> Control<'_, Message> {
    /// Does what assistive technology asks for.
    pub(super) fn answer(&self, request: &ActionRequest, shell: &mut Shell<'_, Message>) {
        let message = match request.action {
            Action::Click | Action::Expand | Action::Collapse => self.on_press.clone(),
            _ => self.range.as_ref().and_then(|range| range.answer(request)),
        };
        if let Some(message) = message {
            shell.publish(message);
        }
    }

    /// Does what the person asks for.
    pub(super) fn handle(
        &self,
        state: &mut State,
        event: &Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                self.press(state, bounds, cursor, shell);
            }
            Event::Mouse(mouse::Event::CursorMoved { .. })
            | Event::Touch(touch::Event::FingerMoved { .. })
                if state.is_pressed =>
            {
                self.drag(bounds, cursor, shell);
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerLifted { .. })
                if state.is_pressed =>
            {
                state.is_pressed = false;
                if let Some(message) = self.on_press.clone().filter(|_| cursor.is_over(bounds)) {
                    shell.publish(message);
                }
                shell.capture_event();
            }
            Event::Touch(touch::Event::FingerLost { .. }) => state.is_pressed = false,
            Event::Keyboard(keyboard::Event::KeyPressed { key, modified_key, modifiers, repeat, .. })
                if state.exposed.has_focus() && self.is_enabled() =>
            {
                let key = named_key(key, modified_key);
                if let Some(message) = key.and_then(|key| self.key(key, *modifiers, *repeat)) {
                    shell.publish(message);
                    shell.capture_event();
                    let _ = state.exposed.show_focus();
                }
            }
            _ => {}
        }
    }

    fn press(
        &self,
        state: &mut State,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        if self.is_enabled() && cursor.is_over(bounds) {
            state.is_pressed = true;
            state.exposed.focus_by_pointer();
            shell.capture_event();
            self.drag(bounds, cursor, shell);
        } else if !shell.is_event_captured() {
            state.exposed.unfocus();
        }
    }

    fn drag(&self, bounds: Rectangle, cursor: mouse::Cursor, shell: &mut Shell<'_, Message>) {
        if let Some(range) = &self.range
            && let Some(position) = cursor.land().position()
        {
            let inner = bounds.shrink(self.padding);
            if let Some(message) = range.at((position.x - inner.x) / inner.width.max(1.0)) {
                shell.publish(message);
            }
            shell.capture_event();
        }
    }

    fn key(&self, key: Named, modifiers: keyboard::Modifiers, repeat: bool) -> Option<Message> {
        match key {
            _ if modifiers.control() || modifiers.alt() || modifiers.logo() => None,
            // A key that is held must not press again and again.
            Named::Enter | Named::Space if !repeat => self.on_press.clone(),
            _ => self.range.as_ref().and_then(|range| range.key(key)),
        }
    }
}
