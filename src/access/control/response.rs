//! What a control does for events of the pointer, fingers and keys, and for requests of assistive technology.

use super::range::Range;
use super::state::State;
use crate::access::named_key;

use accesskit::{Action, ActionRequest, Node};
use iced::advanced::widget::operation::Focusable as _;
use iced::advanced::{Shell, mouse};
use iced::keyboard;
use iced::keyboard::key::Named;
use iced::{Event, Rectangle, touch};

/// What a control can do: be pressed, change a number, or both. If it can do neither, it is disabled.
pub(super) struct Response<'a, Message> {
    pub(super) on_press: Option<Message>,
    pub(super) range: Option<Range<'a, Message>>,
}

/// The bounds of a control, and of the part along which a pointer drags.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) bounds: Rectangle,
    pub(super) inner: Rectangle,
}

impl<Message> Response<'_, Message> {
    pub(super) fn is_enabled(&self) -> bool {
        self.on_press.is_some() || self.range.as_ref().is_some_and(Range::is_enabled)
    }

    /// Sets the actions in the node. They must not depend on whether the control is enabled, because clients of AT-SPI ask
    /// only once which actions a node has. A disabled control ignores them.
    pub(super) fn describe(&self, node: &mut Node) {
        node.add_action(Action::Focus);
        if !self.is_enabled() {
            node.set_disabled();
        }
        if self.range.is_none() || self.on_press.is_some() {
            node.add_action(Action::Click);
            match node.is_expanded() {
                Some(true) => node.add_action(Action::Collapse),
                Some(false) => node.add_action(Action::Expand),
                None => {}
            }
        }
        if let Some(range) = &self.range {
            range.describe(node);
        }
    }
}

impl<Message: Clone> Response<'_, Message> {
    /// Handles a request of assistive technology.
    pub(super) fn answer(&self, request: &ActionRequest, shell: &mut Shell<'_, Message>) {
        let message = match request.action {
            Action::Click | Action::Expand | Action::Collapse => self.on_press.clone(),
            _ => self.range.as_ref().and_then(|range| range.answer(request)),
        };
        if let Some(message) = message {
            shell.publish(message);
        }
    }

    /// Handles an event of pointer, finger or key.
    pub(super) fn handle(
        &self,
        state: &mut State,
        event: &Event,
        place: Place,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerPressed { .. }) => {
                self.press(state, place, cursor, shell);
            }
            Event::Mouse(mouse::Event::CursorMoved { .. })
            | Event::Touch(touch::Event::FingerMoved { .. })
                if state.is_pressed =>
            {
                self.drag(place, cursor, shell);
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerLifted { .. })
                if state.is_pressed =>
            {
                state.is_pressed = false;
                if let Some(message) = self.on_press.clone().filter(|_| cursor.is_over(place.bounds)) {
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

    fn press(&self, state: &mut State, place: Place, cursor: mouse::Cursor, shell: &mut Shell<'_, Message>) {
        if self.is_enabled() && cursor.is_over(place.bounds) {
            state.is_pressed = true;
            state.exposed.focus_by_pointer();
            shell.capture_event();
            self.drag(place, cursor, shell);
        } else if !shell.is_event_captured() {
            state.exposed.unfocus();
        }
    }

    fn drag(&self, place: Place, cursor: mouse::Cursor, shell: &mut Shell<'_, Message>) {
        if let Some(range) = &self.range
            && let Some(position) = cursor.land().position()
        {
            let inner = place.inner;
            if let Some(message) = range.at((position.x - inner.x) / inner.width.max(1.0)) {
                shell.publish(message);
            }
            shell.capture_event();
        }
    }

    fn key(&self, key: Named, modifiers: keyboard::Modifiers, repeat: bool) -> Option<Message> {
        match key {
            _ if modifiers.control() || modifiers.alt() || modifiers.logo() => None,
            // A key that is held must press only once.
            Named::Enter | Named::Space if !repeat => self.on_press.clone(),
            _ => self.range.as_ref().and_then(|range| range.key(key)),
        }
    }
}
