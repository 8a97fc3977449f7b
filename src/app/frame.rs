//! The window: how it opens, and what the system reports about it.
//!
//! It is never larger than the work area, neither as it opens nor when that shrinks; when it grows again, the window
//! stays as it is.

use super::drag::Drag;
use super::look;
use super::message::Message;
use super::start::Start;
use crate::access::Bridge;
use crate::desktop::{self, Change, Room, WorkArea};

use iced::futures::{StreamExt as _, future};
use iced::window;
use iced::{Point, Size, Task};

/// The window as the system has it.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) size: Size,
    /// Device pixels for each logical one.
    pub(super) scale: f32,
    pub(super) drag: Drag,
    /// The work area, where the system tells it.
    room: Option<Room>,
    /// The smallest it may become now.
    least: Size,
    /// Gets the place of the window.
    bridge: Option<Bridge>,
}

impl Frame {
    /// The window before the system has said anything about it.
    pub(super) fn new(start: &Start) -> Self {
        let (size, least) = first_sizes(start);
        Self { size, scale: 1.0, drag: Drag::None, room: None, least, bridge: start.bridge.clone() }
    }

    /// Notes what happened to the window. A new scale comes by [`Frame::rescale`].
    pub(super) fn note(&mut self, event: &window::Event) -> Task<Message> {
        match event {
            window::Event::Opened { size, .. } => {
                self.size = *size;
                watch_screen(self.bridge.clone())
            }
            window::Event::Resized(size) => {
                self.size = *size;
                Task::none()
            }
            // What has changed meanwhile shows at the latest when the person comes back.
            window::Event::Rescaled(_) | window::Event::Focused => ask_for_monitor(),
            _ => Task::none(),
        }
    }

    /// Takes a new scale of the system, and tells whether it is another.
    pub(super) fn rescale(&mut self, scale: f32) -> bool {
        let is_other = (self.scale - scale).abs() >= f32::EPSILON;
        self.scale = scale;
        is_other
    }

    /// Takes the work area, which is known or has changed. `look` is the program's own scale.
    pub(super) fn set_room(&mut self, room: Room, look: f32) -> Task<Message> {
        self.room = Some(room);
        // winit multiplies a position by the scale of the system; iced multiplies nothing.
        let place = |(x, y): (i32, i32)| Point::new(x as f32 / self.scale, y as f32 / self.scale);
        let moved = room.corner.map(place).map_or_else(Task::none, |corner| {
            window::latest().and_then(move |id| window::move_to(id, corner))
        });
        self.fit_room(look).chain(moved)
    }

    /// Makes the window as small as the work area asks for.
    pub(super) fn fit_room(&mut self, look: f32) -> Task<Message> {
        let scale = self.scale * look;
        self.room.map_or_else(Task::none, |room| {
            self.fit(Size::new(room.width as f32, room.height as f32) * (1.0 / scale))
        })
    }

    /// Makes the window as small as the room asks for, its smallest size first: a window manager keeps to that.
    pub(super) fn fit(&mut self, room: Size) -> Task<Message> {
        let window = |act: fn(window::Id, Size) -> Task<Message>, size| {
            window::latest().and_then(move |id| act(id, size))
        };
        let least = smallest(self.size, room);
        let bound =
            (least != self.least).then(|| window(|id, size| window::set_min_size(id, Some(size)), least));
        self.least = least;
        let fitted = smaller(self.size, room);
        let resized = (fitted != self.size).then(|| window(window::resize, fitted));
        bound.unwrap_or_else(Task::none).chain(resized.unwrap_or_else(Task::none))
    }
}

/// The window as it opens, in logical pixels.
const DEFAULT_SIZE: Size = Size::new(960.0, 720.0);
/// The smallest window the program is usable in.
const SMALLEST_SIZE: Size = Size::new(360.0, 480.0);
/// The largest window that is opened where the work area is not known: 8K. A canvas of that size takes 130 MiB.
const LARGEST_SIZE: Size = Size::new(7680.0, 4320.0);
/// Room for the title bar and the edges that a window manager puts round a window, in logical pixels. Their real size is
/// known only once the window is open, so this is more than is usual.
const DECORATION: Size = Size::new(16.0, 44.0);
/// The name by which desktops know the program.
pub const APPLICATION_ID: &str = "org.nameplate.Nameplate";

/// How the window opens.
pub(super) fn settings(start: &Start) -> window::Settings {
    let (size, least) = first_sizes(start);
    window::Settings {
        size,
        // iced 0.14 multiplies `size` by the program's scale, but not `min_size`.
        min_size: Some(least * look::scale(&start.config.interface)),
        icon: window_icon(),
        exit_on_close_request: false,
        platform_specific: platform(),
        ..window::Settings::default()
    }
}

/// The size of the window when it was last closed, and the smallest it may become, both within what makes sense here and
/// in pixels of the layout.
fn first_sizes(start: &Start) -> (Size, Size) {
    let scale = look::scale(&start.config.interface);
    let room = start.work_area.map_or(LARGEST_SIZE, |area| inside(area, scale));
    let wanted = start.config.window.map_or(DEFAULT_SIZE, |window| {
        let width = (window.width as f32).max(SMALLEST_SIZE.width);
        Size::new(width, (window.height as f32).max(SMALLEST_SIZE.height))
    });
    (smaller(wanted, room), smaller(SMALLEST_SIZE, room))
}

/// What a work area leaves for a window that is not there yet, in pixels of the layout.
fn inside(area: WorkArea, scale: f32) -> Size {
    let logical = |length: u32, decoration: f32| (length as f32 / area.scale - decoration).max(1.0) / scale;
    Size::new(logical(area.width, DECORATION.width), logical(area.height, DECORATION.height))
}

/// A size, cut to the room there is. Half a pixel more than the room is allowed, for rounding.
fn smaller(size: Size, room: Size) -> Size {
    let length = |wanted: f32, room: f32| if wanted < room + 0.5 { wanted } else { room };
    Size::new(length(size.width, room.width), length(size.height, room.height))
}

/// The smallest size of a window of this size. Where there is no room for the usual one it does not make the window grow.
fn smallest(size: Size, room: Size) -> Size {
    let least = smaller(SMALLEST_SIZE, room);
    if least == SMALLEST_SIZE { least } else { smaller(least, size) }
}

/// Brings the window to the front, for somebody who may not be looking at it.
pub(super) fn bring_to_front() -> Task<Message> {
    window::oldest().and_then(|id| {
        let front = [window::minimize(id, false), window::gain_focus(id)];
        Task::batch(front).chain(window::request_user_attention(id, Some(window::UserAttention::Critical)))
    })
}

/// Begins to watch the screen for this window. Where the window is goes straight to assistive technology.
fn watch_screen(bridge: Option<Bridge>) -> Task<Message> {
    let number = window::latest().and_then(window::raw_id::<Message>);
    match desktop::tells_room() {
        true => number.then(move |number| {
            let bridge = bridge.clone();
            let rooms = desktop::follow(number).filter_map(move |change| {
                future::ready(match (change, &bridge) {
                    (Change::Room(room), _) => Some(room),
                    (Change::Moved((x, y)), Some(bridge)) => {
                        bridge.place(x, y);
                        None
                    }
                    (Change::Moved(_), None) => None,
                })
            });
            Task::run(rooms, Message::Room)
        }),
        false => ask_for_monitor(),
    }
}

/// Asks for the size of the screen, where the system does not report the work area.
fn ask_for_monitor() -> Task<Message> {
    match desktop::tells_room() {
        true => Task::none(),
        false => window::latest().and_then(window::monitor_size).and_then(Task::done).map(Message::Monitor),
    }
}

fn window_icon() -> Option<window::Icon> {
    const SIDE: u32 = 64;
    let rgba = include_bytes!("../../assets/icon/64.rgba").to_vec();
    window::icon::from_rgba(rgba, SIDE, SIDE).ok()
}

fn platform() -> window::settings::PlatformSpecific {
    #[cfg(target_os = "linux")]
    return window::settings::PlatformSpecific {
        application_id: APPLICATION_ID.to_owned(),
        ..window::settings::PlatformSpecific::default()
    };
    #[cfg(not(target_os = "linux"))]
    window::settings::PlatformSpecific::default()
}

#[cfg(test)]
mod tests {
    use super::{DEFAULT_SIZE, LARGEST_SIZE, SMALLEST_SIZE, inside, smaller, smallest};
    use crate::desktop::WorkArea;

    use iced::Size;

    #[test]
    fn a_window_opens_no_larger_than_the_work_area_leaves_it() {
        let netbook = WorkArea { width: 1024, height: 600, scale: 1.0 };
        let dense = WorkArea { width: 3840, height: 2160, scale: 2.0 };
        let huge = Size::new(3000.0, 2000.0);
        for (area, scale, wanted, expected) in [
            (netbook, 1.0, DEFAULT_SIZE, Size::new(960.0, 556.0)),
            (netbook, 1.0, huge, Size::new(1008.0, 556.0)),
            (netbook, 3.0, DEFAULT_SIZE, Size::new(336.0, 556.0 / 3.0)),
            (netbook, 3.0, SMALLEST_SIZE, Size::new(336.0, 556.0 / 3.0)),
            (netbook, 1.0, SMALLEST_SIZE, SMALLEST_SIZE),
            (dense, 1.0, DEFAULT_SIZE, DEFAULT_SIZE),
            (dense, 2.0, DEFAULT_SIZE, Size::new(952.0, 518.0)),
            (WorkArea { width: 1, height: 1, scale: 3.0 }, 1.0, DEFAULT_SIZE, Size::new(1.0, 1.0)),
        ] {
            assert_eq!(smaller(wanted, inside(area, scale)), expected, "{wanted:?} at {scale} on {area:?}");
        }
        assert_eq!(smaller(Size::new(16384.0, 16384.0), LARGEST_SIZE), LARGEST_SIZE);
    }

    #[test]
    fn the_smallest_size_never_makes_a_window_grow_where_there_is_no_room() {
        let room = Size::new(340.0, 190.0);
        for (size, room, expected) in [
            (Size::new(336.0, 185.0), room, Size::new(336.0, 185.0)),
            (Size::new(960.0, 720.0), room, room),
            (Size::new(336.0, 185.0), Size::new(1280.0, 900.0), SMALLEST_SIZE),
            (DEFAULT_SIZE, Size::new(1024.0, 576.0), SMALLEST_SIZE),
        ] {
            assert_eq!(smallest(size, room), expected, "{size:?} in {room:?}");
        }
    }

    #[test]
    fn half_a_pixel_of_rounding_is_no_reason_to_resize() {
        let size = Size::new(640.3, 400.0);
        assert_eq!(smaller(size, Size::new(640.0, 400.0)), size);
        assert_eq!(smaller(size, Size::new(639.0, 500.0)), Size::new(639.0, 400.0));
    }
}
