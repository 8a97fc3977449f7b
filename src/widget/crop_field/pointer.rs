//! Converts mouse, wheel and finger events in the crop field to gestures.

use super::gesture::Gesture;

use iced::advanced::mouse;
use iced::touch::{self, Finger};
use iced::{Event, Point, Rectangle, Vector};

/// The zoom factor of one notch of the wheel, and the pixels of a touchpad that are one notch.
const NOTCH: f32 = 1.1;
const PIXELS_PER_NOTCH: f32 = 40.0;

/// The last state of mouse and fingers.
#[derive(Debug, Default)]
pub(super) struct Pointer {
    held: Held,
    last_click: Option<mouse::Click>,
}

/// What drags the picture, with its last position.
#[derive(Debug, Default)]
enum Held {
    #[default]
    Nothing,
    Mouse(Point),
    Finger(Finger, Point),
    Fingers([(Finger, Point); 2]),
}

/// The result of an event.
#[derive(Debug, Default)]
pub(super) struct Done {
    pub(super) gestures: [Option<Gesture>; 2],
    pub(super) focus: Option<Focus>,
    /// Whether the event was for the field and is captured.
    pub(super) is_taken: bool,
}

/// The effect of a press on the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Focus {
    /// The field gets the focus.
    Taken,
    /// The field loses the focus.
    Lost,
}

impl Done {
    fn lost() -> Self {
        Self { focus: Some(Focus::Lost), ..Self::default() }
    }

    fn taken(gesture: Option<Gesture>) -> Self {
        Self { gestures: [gesture, None], focus: None, is_taken: true }
    }
}

impl Pointer {
    /// Whether the mouse drags the picture.
    pub(super) fn is_dragging(&self) -> bool {
        matches!(self.held, Held::Mouse(_))
    }

    /// Ends dragging.
    pub(super) fn release(&mut self) {
        self.held = Held::Nothing;
    }

    /// Handles an event. `zooms` says whether the wheel zooms now.
    pub(super) fn handle(
        &mut self,
        event: &Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        zooms: bool,
    ) -> Done {
        match event {
            Event::Mouse(mouse::Event::WheelScrolled { .. }) if !zooms => Done::default(),
            Event::Mouse(event) => self.mouse(event, bounds, cursor),
            Event::Touch(event) => self.touch(event, bounds, cursor),
            _ => Done::default(),
        }
    }

    fn mouse(&mut self, event: &mouse::Event, bounds: Rectangle, cursor: mouse::Cursor) -> Done {
        match event {
            mouse::Event::ButtonPressed(mouse::Button::Left) => {
                let Some(position) = cursor.position_over(bounds) else { return Done::lost() };
                let click = mouse::Click::new(position, mouse::Button::Left, self.last_click);
                self.last_click = Some(click);
                self.held = Held::Mouse(position);
                let is_double = click.kind() == mouse::click::Kind::Double;
                Done { focus: Some(Focus::Taken), ..Done::taken(is_double.then_some(Gesture::Fitted)) }
            }
            mouse::Event::CursorMoved { .. } => {
                let (Held::Mouse(last), Some(position)) = (&mut self.held, cursor.land().position()) else {
                    return Done::default();
                };
                let moved = position - *last;
                *last = position;
                Done::taken((moved != Vector::ZERO).then_some(Gesture::Dragged(moved)))
            }
            mouse::Event::ButtonReleased(mouse::Button::Left) if self.is_dragging() => {
                self.release();
                Done::taken(Some(Gesture::Released))
            }
            mouse::Event::WheelScrolled { delta } => {
                let Some(position) = cursor.position_over(bounds) else { return Done::default() };
                let notches = match delta {
                    mouse::ScrollDelta::Lines { y, .. } => *y,
                    mouse::ScrollDelta::Pixels { y, .. } => *y / PIXELS_PER_NOTCH,
                };
                let zoomed = Gesture::Zoomed(NOTCH.powf(notches), position - bounds.center());
                Done::taken((notches != 0.0).then_some(zoomed))
            }
            _ => Done::default(),
        }
    }

    fn touch(&mut self, event: &touch::Event, bounds: Rectangle, cursor: mouse::Cursor) -> Done {
        let (touch::Event::FingerPressed { id, position }
        | touch::Event::FingerMoved { id, position }
        | touch::Event::FingerLifted { id, position }
        | touch::Event::FingerLost { id, position }) = event;
        // In a scrolling page only the cursor has the coordinates of the bounds.
        let position = cursor.land().position().unwrap_or(*position);
        match event {
            touch::Event::FingerPressed { .. } => {
                if !bounds.contains(position) {
                    return Done::lost();
                }
                self.held = match std::mem::take(&mut self.held) {
                    Held::Finger(first, at) if first != *id => Held::Fingers([(first, at), (*id, position)]),
                    held @ Held::Fingers(_) => held,
                    _ => Held::Finger(*id, position),
                };
                Done { focus: Some(Focus::Taken), ..Done::taken(None) }
            }
            touch::Event::FingerMoved { .. } => {
                let gestures = self.held.moved(*id, position, bounds.center());
                Done { is_taken: gestures.iter().any(Option::is_some), gestures, focus: None }
            }
            touch::Event::FingerLifted { .. } | touch::Event::FingerLost { .. } => {
                if matches!(self.held, Held::Nothing) {
                    return Done::default();
                }
                self.held = match std::mem::take(&mut self.held) {
                    Held::Fingers([one, other]) if one.0 == *id => Held::Finger(other.0, other.1),
                    Held::Fingers([one, other]) if other.0 == *id => Held::Finger(one.0, one.1),
                    Held::Finger(finger, _) if finger == *id => Held::Nothing,
                    held => held,
                };
                Done::taken(matches!(self.held, Held::Nothing).then_some(Gesture::Released))
            }
        }
    }
}

impl Held {
    /// The gestures of a finger's movement. One finger drags; two drag by the middle between them and zoom around it.
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
