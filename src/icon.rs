//! Icons as paths on a grid of 24, without font or file. Knows only iced.

mod cached;

pub use cached::{Sketch, cached, draw_in_layer};

use iced::widget::canvas::path::Arc;
use iced::widget::canvas::{Frame, LineCap, LineJoin, Path, Stroke};
use iced::{Color, Element, Point, Radians, Size};

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// The program's logo: a card with a face and two lines.
    Card,
    /// Three lines: opens the menu.
    Menu,
    /// A tick.
    Check,
    /// A circle with an exclamation mark: something is missing or wrong.
    Alert,
    /// A circle with a tick: done.
    Done,
    /// A cross: closes.
    Close,
    /// A camera: another photo.
    Camera,
    /// A glass: what to look for.
    Search,
    /// Head and shoulders: no photo and no name.
    Person,
    /// Points down: opens what is below.
    Expand,
    /// Points up: closes what is below.
    Collapse,
    /// Points left.
    Left,
    /// Points right.
    Right,
    /// More.
    Plus,
    /// Less.
    Minus,
    /// An arrow that goes back.
    Undo,
    /// An arrow that goes forward.
    Redo,
    /// A circle that ends in an arrow: resets.
    Reset,
    /// A sheet that is turned to the left.
    TurnLeft,
    /// A sheet that is turned to the right.
    TurnRight,
    /// Two mirrored halves.
    Flip,
    /// A cross around a point.
    Centre,
    /// To the left.
    ArrowLeft,
    /// Up.
    ArrowUp,
    /// Down.
    ArrowDown,
    /// To the right.
    ArrowRight,
}

/// An icon of `side` logical pixels in one colour.
pub fn icon<'a, Message: 'a>(icon: Icon, side: f32, color: Color) -> Element<'a, Message> {
    cached(Drawing { icon, color }, side)
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Drawing {
    icon: Icon,
    color: Color,
}

impl Sketch for Drawing {
    fn draw(&self, frame: &mut Frame) {
        frame.scale(frame.width() / 24.0);
        for path in self.icon.strokes() {
            frame.stroke(
                &path,
                Stroke {
                    width: 2.0,
                    line_cap: LineCap::Round,
                    line_join: LineJoin::Round,
                    ..Stroke::default().with_color(self.color)
                },
            );
        }
        for path in self.icon.fills() {
            frame.fill(&path, self.color);
        }
    }
}

impl Icon {
    fn strokes(self) -> Vec<Path> {
        match self {
            Self::Card => vec![
                Path::rounded_rectangle(Point::new(2.0, 4.5), Size::new(20.0, 15.0), 2.5.into()),
                Path::circle(Point::new(8.5, 10.0), 1.8),
                Path::new(|p| {
                    p.move_to(Point::new(5.2, 15.6));
                    p.quadratic_curve_to(Point::new(8.5, 11.8), Point::new(11.8, 15.6));
                }),
                line(&[(14.8, 9.5), (18.5, 9.5)]),
                line(&[(14.8, 14.0), (18.5, 14.0)]),
            ],
            Self::Menu => {
                vec![
                    line(&[(4.0, 6.5), (20.0, 6.5)]),
                    line(&[(4.0, 12.0), (20.0, 12.0)]),
                    line(&[(4.0, 17.5), (20.0, 17.5)]),
                ]
            }
            Self::Check => vec![line(&[(5.0, 12.5), (10.0, 17.5), (19.0, 7.0)])],
            Self::Alert => vec![circle(), line(&[(12.0, 7.5), (12.0, 12.8)])],
            Self::Done => vec![circle(), line(&[(8.0, 12.3), (11.0, 15.3), (16.2, 9.2)])],
            Self::Close => vec![line(&[(6.0, 6.0), (18.0, 18.0)]), line(&[(18.0, 6.0), (6.0, 18.0)])],
            Self::Camera => vec![
                line(&[
                    (9.0, 4.5),
                    (15.0, 4.5),
                    (16.8, 7.5),
                    (20.5, 7.5),
                    (21.5, 8.5),
                    (21.5, 18.5),
                    (20.5, 19.5),
                    (3.5, 19.5),
                    (2.5, 18.5),
                    (2.5, 8.5),
                    (3.5, 7.5),
                    (7.2, 7.5),
                    (9.0, 4.5),
                ]),
                Path::circle(Point::new(12.0, 13.0), 3.8),
            ],
            Self::Search => {
                vec![Path::circle(Point::new(10.5, 10.5), 6.5), line(&[(15.3, 15.3), (20.5, 20.5)])]
            }
            Self::Person => vec![
                Path::circle(Point::new(12.0, 8.5), 4.0),
                Path::new(|p| {
                    p.move_to(Point::new(4.5, 20.0));
                    p.bezier_curve_to(Point::new(6.0, 14.0), Point::new(18.0, 14.0), Point::new(19.5, 20.0));
                }),
            ],
            Self::Expand => vec![line(&[(6.0, 9.5), (12.0, 15.5), (18.0, 9.5)])],
            Self::Collapse => vec![line(&[(6.0, 14.5), (12.0, 8.5), (18.0, 14.5)])],
            Self::Left => vec![line(&[(14.5, 6.0), (8.5, 12.0), (14.5, 18.0)])],
            Self::Right => vec![line(&[(9.5, 6.0), (15.5, 12.0), (9.5, 18.0)])],
            Self::Plus => vec![line(&[(12.0, 6.0), (12.0, 18.0)]), line(&[(6.0, 12.0), (18.0, 12.0)])],
            Self::Minus => vec![line(&[(6.0, 12.0), (18.0, 12.0)])],
            Self::Undo => back(|x| x),
            Self::Redo => back(|x| 24.0 - x),
            Self::Reset => vec![
                arc(Point::new(12.0, 12.5), 7.5, -150.0, 150.0),
                line(&[(4.6, 3.6), (4.6, 9.0), (10.0, 9.0)]),
            ],
            Self::TurnLeft => turn(|x| x),
            Self::TurnRight => turn(|x| 24.0 - x),
            Self::Flip => vec![
                line(&[(12.0, 3.0), (12.0, 6.0)]),
                line(&[(12.0, 10.5), (12.0, 13.5)]),
                line(&[(12.0, 18.0), (12.0, 21.0)]),
                line(&[(8.5, 6.5), (8.5, 17.5), (2.5, 17.5), (8.5, 6.5)]),
                line(&[(15.5, 6.5), (15.5, 17.5), (21.5, 17.5), (15.5, 6.5)]),
            ],
            Self::Centre => vec![
                Path::circle(Point::new(12.0, 12.0), 5.5),
                line(&[(12.0, 2.5), (12.0, 6.5)]),
                line(&[(12.0, 17.5), (12.0, 21.5)]),
                line(&[(2.5, 12.0), (6.5, 12.0)]),
                line(&[(17.5, 12.0), (21.5, 12.0)]),
            ],
            Self::ArrowLeft => arrow(|along, across| (24.0 - along, across)),
            Self::ArrowRight => arrow(|along, across| (along, across)),
            Self::ArrowUp => arrow(|along, across| (across, 24.0 - along)),
            Self::ArrowDown => arrow(|along, across| (across, along)),
        }
    }

    fn fills(self) -> Vec<Path> {
        match self {
            Self::Alert => vec![Path::circle(Point::new(12.0, 16.6), 1.3)],
            Self::Centre => vec![Path::circle(Point::new(12.0, 12.0), 1.5)],
            // One half is filled, so that the icon shows a mirror image.
            Self::Flip => vec![line(&[(15.5, 6.5), (15.5, 17.5), (21.5, 17.5)])],
            Self::Card
            | Self::Menu
            | Self::Check
            | Self::Done
            | Self::Close
            | Self::Camera
            | Self::Search
            | Self::Person
            | Self::Expand
            | Self::Collapse
            | Self::Left
            | Self::Right
            | Self::Plus
            | Self::Minus
            | Self::Undo
            | Self::Redo
            | Self::Reset
            | Self::TurnLeft
            | Self::TurnRight
            | Self::ArrowLeft
            | Self::ArrowUp
            | Self::ArrowDown
            | Self::ArrowRight => Vec::new(),
        }
    }
}

fn circle() -> Path {
    Path::circle(Point::new(12.0, 12.0), 9.5)
}

/// A part of a circle, clockwise between two angles in degrees; 0 is at the right.
fn arc(center: Point, radius: f32, from: f32, to: f32) -> Path {
    let (start_angle, end_angle) = (Radians(from.to_radians()), Radians(to.to_radians()));
    Path::new(|p| p.arc(Arc { center, radius, start_angle, end_angle }))
}

/// An arrow that turns back to the left; `x` mirrors it.
fn back(x: impl Fn(f32) -> f32) -> Vec<Path> {
    let shaft = Path::new(|p| {
        p.move_to(Point::new(x(4.5), 8.5));
        p.line_to(Point::new(x(14.0), 8.5));
        p.bezier_curve_to(Point::new(x(21.5), 8.5), Point::new(x(21.5), 19.5), Point::new(x(14.0), 19.5));
        p.line_to(Point::new(x(9.0), 19.5));
    });
    vec![shaft, line(&[(x(9.0), 4.0), (x(4.5), 8.5), (x(9.0), 13.0)])]
}

/// A sheet with an arrow over it that turns to the left; `x` mirrors it.
fn turn(x: impl Fn(f32) -> f32) -> Vec<Path> {
    let way = Path::new(|p| {
        p.move_to(Point::new(x(21.0), 14.5));
        p.bezier_curve_to(Point::new(x(21.0), 8.5), Point::new(x(17.5), 5.5), Point::new(x(11.0), 5.5));
    });
    let sheet = line(&[(x(3.5), 11.5), (x(15.0), 11.5), (x(15.0), 20.5), (x(3.5), 20.5), (x(3.5), 11.5)]);
    vec![sheet, way, line(&[(x(14.0), 2.5), (x(11.0), 5.5), (x(14.0), 8.5)])]
}

/// An arrow; `at` converts positions along and across it to a point.
fn arrow(at: impl Fn(f32, f32) -> (f32, f32)) -> Vec<Path> {
    let through = |points: &[(f32, f32)]| {
        line(&points.iter().map(|(along, across)| at(*along, *across)).collect::<Vec<_>>())
    };
    vec![through(&[(4.5, 12.0), (19.5, 12.0)]), through(&[(13.0, 5.5), (19.5, 12.0), (13.0, 18.5)])]
}

fn line(points: &[(f32, f32)]) -> Path {
    Path::new(|p| {
        for (n, (x, y)) in points.iter().enumerate() {
            let point = Point::new(*x, *y);
            if n == 0 { p.move_to(point) } else { p.line_to(point) }
        }
    })
}
