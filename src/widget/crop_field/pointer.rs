//! Mouse, wheel and fingers in the crop field.

use super::{CropField, Gesture, State, Wheel};

use iced::advanced::widget::operation::Focusable as _;
use iced::advanced::{Shell, mouse};
use iced::touch::{self, Finger};
use iced::{Event, Point, Rectangle, Vector};

/// What one notch of the wheel does, and how many pixels of a touchpad are one notch.
const NOTCH: f32 = 1.1;
const PIXELS_PER_NOTCH: f32 = 40.0;

/// What holds the picture, and where it was last.
#[derive(Debug, Default)]
pub(super) enum Held {
    #[default]
    Nothing,
    Mouse(Point),
    Finger(Finger, Point),
    Fingers([(Finger, Point); 2]),
}

impl Held {
    pub(super) fn is_mouse(&self) -> bool {
        matches!(self, Self::Mouse(_))
    }

    fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }
}

impl<Message> CropField<'_, Message> {
    pub(super) fn point(
        &self,
        state: &mut State,
        event: &Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        match event {
            Event::Mouse(event) => self.mouse(state, event, bounds, cursor, shell),
            Event::Touch(event) => self.touch(state, event, bounds, cursor, shell),
            _ => {}
        }
    }

    fn mouse(
        &self,
        state: &mut State,
        event: &mouse::Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        match event {
            mouse::Event::ButtonPressed(mouse::Button::Left) => {
                let Some(position) = cursor.position_over(bounds) else {
                    if !shell.is_event_captured() {
                        state.exposed.unfocus();
                    }
                    return;
                };
                state.exposed.focus_by_pointer();
                state.was_used = true;
                let click = mouse::Click::new(position, mouse::Button::Left, state.last_click);
                state.last_click = Some(click);
                if click.kind() == mouse::click::Kind::Double {
                    self.send(Gesture::Fitted, shell);
                }
                state.held = Held::Mouse(position);
                shell.capture_event();
                shell.request_redraw();
            }
            mouse::Event::CursorMoved { .. } => {
                if let (Held::Mouse(last), Some(position)) = (&mut state.held, cursor.land().position()) {
                    let moved = position - *last;
                    *last = position;
                    if moved != Vector::ZERO {
                        self.send(Gesture::Dragged(moved), shell);
                    }
                    shell.capture_event();
                }
            }
            mouse::Event::ButtonReleased(mouse::Button::Left) if state.held.is_mouse() => {
                state.held = Held::Nothing;
                self.send(Gesture::Released, shell);
                shell.capture_event();
            }
            mouse::Event::WheelScrolled { delta } if self.zooms(state) => {
                let Some(position) = cursor.position_over(bounds) else { return };
                let notches = match delta {
                    mouse::ScrollDelta::Lines { y, .. } => *y,
                    mouse::ScrollDelta::Pixels { y, .. } => *y / PIXELS_PER_NOTCH,
                };
                if notches != 0.0 {
                    self.send(Gesture::Zoomed(NOTCH.powf(notches), position - bounds.center()), shell);
                }
                shell.capture_event();
            }
            _ => {}
        }
    }

    fn zooms(&self, state: &State) -> bool {
        self.wheel == Wheel::Zooms || state.modifiers.command() || state.was_used
    }

    fn touch(
        &self,
        state: &mut State,
        event: &touch::Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        let (touch::Event::FingerPressed { id, position }
        | touch::Event::FingerMoved { id, position }
        | touch::Event::FingerLifted { id, position }
        | touch::Event::FingerLost { id, position }) = event;
        // Inside of something that scrolls only the cursor is in the coordinates of the bounds.
        let position = cursor.land().position().unwrap_or(*position);
        match event {
            touch::Event::FingerPressed { .. } => {
                if !bounds.contains(position) {
                    state.exposed.unfocus();
                    return;
                }
                state.exposed.focus_by_pointer();
                state.was_used = true;
                state.held = match std::mem::take(&mut state.held) {
                    Held::Finger(first, at) if first != *id => Held::Fingers([(first, at), (*id, position)]),
                    held @ Held::Fingers(_) => held,
                    _ => Held::Finger(*id, position),
                };
                shell.capture_event();
                shell.request_redraw();
            }
            touch::Event::FingerMoved { .. } => {
                for gesture in state.held.moved(*id, position, bounds.center()).into_iter().flatten() {
                    self.send(gesture, shell);
                    shell.capture_event();
                }
            }
            touch::Event::FingerLifted { .. } | touch::Event::FingerLost { .. } => {
                let was_held = !state.held.is_nothing();
                state.held = match std::mem::take(&mut state.held) {
                    Held::Fingers([one, other]) if one.0 == *id => Held::Finger(other.0, other.1),
                    Held::Fingers([one, other]) if other.0 == *id => Held::Finger(one.0, one.1),
                    Held::Finger(finger, _) if finger == *id => Held::Nothing,
                    held => held,
                };
                if was_held {
                    shell.capture_event();
                    if state.held.is_nothing() {
                        self.send(Gesture::Released, shell);
                    }
                }
            }
        }
    }
}

impl Held {
    /// What a finger's movement does: one drags, two drag by the point between them and zoom around it.
    fn moved(&mut self, id: Finger, to: Point, centre: Point) -> [Option<Gesture>; 2] {
        match self {
            Self::Finger(finger, last) if *finger == id => {
                let moved = to - *last;
                *last = to;
                [(moved != Vector::ZERO).then_some(Gesture::Dragged(moved)), None]
            }
            Self::Fingers(fingers) => {
                let between = |[(_, one), (_, other)]: [(Finger, Point); 2]| {
                    let middle = Point::new((one.x + other.x) / 2.0, (one.y + other.y) / 2.0);
                    (middle, one.distance(other).max(1.0))
                };
                let (middle, apart) = between(*fingers);
                for (finger, at) in fingers.iter_mut().filter(|(finger, _)| *finger == id) {
                    (*finger, *at) = (id, to);
                }
                let (now, now_apart) = between(*fingers);
                let zoom = Gesture::Zoomed(now_apart / apart, now - centre);
                [Some(Gesture::Dragged(now - middle)), Some(zoom)]
            }
            Self::Nothing | Self::Mouse(_) | Self::Finger(..) => [None, None],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Held;
    use crate::widget::crop_field::Gesture;

    use iced::touch::Finger;
    use iced::{Point, Vector};

    #[test]
    fn one_finger_drags_and_two_zoom_around_their_middle() {
        let centre = Point::new(100.0, 100.0);
        let mut held = Held::Finger(Finger(1), Point::new(50.0, 50.0));
        let moved = held.moved(Finger(1), Point::new(60.0, 45.0), centre);
        assert_eq!(moved, [Some(Gesture::Dragged(Vector::new(10.0, -5.0))), None]);
        assert_eq!(held.moved(Finger(2), Point::ORIGIN, centre), [None, None]);

        let mut held =
            Held::Fingers([(Finger(1), Point::new(80.0, 100.0)), (Finger(2), Point::new(120.0, 100.0))]);
        let [drag, zoom] = held.moved(Finger(2), Point::new(160.0, 100.0), centre);
        assert_eq!(drag, Some(Gesture::Dragged(Vector::new(20.0, 0.0))));
        assert_eq!(zoom, Some(Gesture::Zoomed(2.0, Vector::new(20.0, 0.0))));
    }
}
