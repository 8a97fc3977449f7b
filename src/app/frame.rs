//! The window: how it opens, and what the system reports about it.
//!
//! It is never larger than the work area, also when that becomes smaller. When the work area grows again, the window keeps
//! its size.

use super::drag::Drag;
use super::look;
use super::message::Message;
use super::start::Start;
use crate::access::{self, Bridge};
use crate::desktop::{self, Change, Space, WorkArea};

use iced::futures::{StreamExt as _, future};
use iced::window;
use iced::{Point, Size, Task};

/// What the system has reported about the window.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) size: Size,
    /// Device pixels for each logical pixel.
    pub(super) scale: f32,
    pub(super) drag: Drag,
    /// The space in the work area, if the system tells it.
    space: Option<Space>,
    /// Whether the window was fitted to its monitor. Used if the system tells only that.
    has_monitor: bool,
    /// The smallest size that the window may have now.
    min_size: Size,
    /// It is told the place of the window.
    bridge: Option<Bridge>,
}

impl Frame {
    /// The window before the system has reported anything.
    pub(super) fn new(start: &Start) -> Self {
        let (size, min_size) = first_sizes(start);
        let bridge = start.bridge.clone();
        let scale = start.work_area.map_or(1.0, |area| area.scale);
        Self { size, scale, drag: Drag::None, space: None, has_monitor: false, min_size, bridge }
    }

    /// Handles an event of the window. Changes of the scale go to [`Frame::rescale`].
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
            // Not every change of the screen is reported, so it is asked for when the window gets the focus.
            window::Event::Rescaled(_) | window::Event::Focused => ask_for_monitor(),
            _ => Task::none(),
        }
    }

    /// Sets the scale of the system, and returns whether it has changed.
    pub(super) fn rescale(&mut self, scale: f32) -> bool {
        let is_other = (self.scale - scale).abs() >= f32::EPSILON;
        self.scale = scale;
        is_other
    }

    /// Sets the space in the work area. `look` is the program's own scale.
    pub(super) fn set_space(&mut self, space: Space, look: f32) -> Task<Message> {
        self.space = Some(space);
        // winit multiplies a position by the scale of the system, and iced does not divide it.
        let place = |(x, y): (i32, i32)| Point::new(x as f32 / self.scale, y as f32 / self.scale);
        let moved = space.corner.map(place).map_or_else(Task::none, |corner| {
            window::latest().and_then(move |id| window::move_to(id, corner))
        });
        self.fit_space(look).chain(moved)
    }

    /// Shrinks the window to the work area.
    pub(super) fn fit_space(&mut self, look: f32) -> Task<Message> {
        let scale = self.scale * look;
        self.space.map_or_else(Task::none, |space| {
            self.fit(Size::new(space.width as f32, space.height as f32) * (1.0 / scale))
        })
    }

    /// Shrinks the window to the monitor, in pixels of the layout, if the work area is not known. `look` is the program's own
    /// scale.
    pub(super) fn set_monitor(&mut self, monitor: Size, look: f32) -> Task<Message> {
        // On Windows a new window must not be below the taskbar. A maximised window must not shrink when it gets the focus.
        if std::mem::replace(&mut self.has_monitor, true) || !cfg!(windows) {
            return self.fit(monitor);
        }
        let space = beside_taskbar(monitor, look);
        let is_larger = smaller(self.size, space) != self.size;
        let moved = is_larger.then(|| window::latest().and_then(|id| window::move_to(id, Point::ORIGIN)));
        self.fit(space).chain(moved.unwrap_or_else(Task::none))
    }

    /// Shrinks the window to this space, in pixels of the layout. Its smallest size is set first, because a window manager
    /// does not make a window smaller than that.
    fn fit(&mut self, space: Size) -> Task<Message> {
        let window = |act: fn(window::Id, Size) -> Task<Message>, size| {
            window::latest().and_then(move |id| act(id, size))
        };
        let min_size = smallest(self.size, space);
        let bound = (min_size != self.min_size)
            .then(|| window(|id, size| window::set_min_size(id, Some(size)), min_size));
        self.min_size = min_size;
        let fitted = smaller(self.size, space);
        let resized = (fitted != self.size).then(|| window(window::resize, fitted));
        bound.unwrap_or_else(Task::none).chain(resized.unwrap_or_else(Task::none))
    }
}

/// The window as it opens, in logical pixels: the profile of the demo fits in without a scroll bar.
const DEFAULT_SIZE: Size = Size::new(960.0, 760.0);
/// The smallest window the program is usable in.
const SMALLEST_SIZE: Size = Size::new(360.0, 480.0);
/// The largest window that is opened if the work area is not known: 8K. Its pixels take 130 MiB.
const LARGEST_SIZE: Size = Size::new(7680.0, 4320.0);
/// The size of the title bar and the edges of a window, in logical pixels. The real size is only known once the window is
/// open, so this is larger than usual.
const DECORATION: Size = Size::new(16.0, 44.0);
/// The height of the taskbar of Windows, in logical pixels.
const TASKBAR: f32 = 48.0;
/// The name by which desktops know the program.
pub const APPLICATION_ID: &str = "org.nameplate.Nameplate";

/// How the window opens.
pub(super) fn settings(start: &Start) -> window::Settings {
    let (size, min_size) = first_sizes(start);
    window::Settings {
        size,
        // iced 0.14 multiplies `size` by the program's scale, but not `min_size`.
        min_size: Some(min_size * look::first_scale(&start.config.interface)),
        icon: window_icon(),
        exit_on_close_request: false,
        visible: start.bridge.is_none() || !access::SHOWS_WINDOW,
        platform_specific: platform(),
        ..window::Settings::default()
    }
}

/// The size with which the window opens, and its smallest size, in pixels of the layout. Both fit the work area.
fn first_sizes(start: &Start) -> (Size, Size) {
    let scale = look::first_scale(&start.config.interface);
    let space = start.work_area.map_or(LARGEST_SIZE, |area| inside(area, scale));
    let wanted = start.config.window.map_or(DEFAULT_SIZE, |window| {
        let width = (window.width as f32).max(SMALLEST_SIZE.width);
        Size::new(width, (window.height as f32).max(SMALLEST_SIZE.height))
    });
    (smaller(wanted, space), smaller(SMALLEST_SIZE, space))
}

/// The size of the inside of a window that fills the work area, in pixels of the layout.
fn inside(area: WorkArea, scale: f32) -> Size {
    let logical = |length: u32, decoration: f32| (length as f32 / area.scale - decoration).max(1.0) / scale;
    Size::new(logical(area.width, DECORATION.width), logical(area.height, DECORATION.height))
}

/// The space of a monitor without the taskbar of Windows, in pixels of the layout.
fn beside_taskbar(monitor: Size, look: f32) -> Size {
    let (width, height) = (DECORATION.width / look, (DECORATION.height + TASKBAR) / look);
    Size::new((monitor.width - width).max(1.0), (monitor.height - height).max(1.0))
}

/// A size, limited to a space. Half a pixel more is allowed, for rounding.
fn smaller(size: Size, space: Size) -> Size {
    let length = |wanted: f32, space: f32| if wanted < space + 0.5 { wanted } else { space };
    Size::new(length(size.width, space.width), length(size.height, space.height))
}

/// The smallest size of a window that has this size. If there is no space for the usual smallest size, it is not larger
/// than the window, so that the window does not grow.
fn smallest(size: Size, space: Size) -> Size {
    let min_size = smaller(SMALLEST_SIZE, space);
    if min_size == SMALLEST_SIZE { min_size } else { smaller(min_size, size) }
}

/// Brings the window to the front, and asks for the person's attention.
pub(super) fn bring_to_front() -> Task<Message> {
    window::oldest().and_then(|id| {
        let front = [window::minimize(id, false), window::gain_focus(id)];
        Task::batch(front).chain(window::request_user_attention(id, Some(window::UserAttention::Critical)))
    })
}

/// Begins to watch the space for this window. Its place is passed directly to assistive technology.
fn watch_screen(bridge: Option<Bridge>) -> Task<Message> {
    let number = window::latest().and_then(window::raw_id::<Message>);
    match desktop::is_supported() {
        true => number.then(move |number| {
            let bridge = bridge.clone();
            let spaces = desktop::follow(number).filter_map(move |change| {
                future::ready(match (change, &bridge) {
                    (Change::Space(space), _) => Some(space),
                    (Change::Moved((x, y)), Some(bridge)) => {
                        bridge.set_inside_corner(x, y);
                        None
                    }
                    (Change::Moved(_), None) => None,
                })
            });
            Task::run(spaces, Message::Space)
        }),
        false => ask_for_monitor(),
    }
}

/// Asks for the size of the screen, if the system does not report the work area.
fn ask_for_monitor() -> Task<Message> {
    match desktop::is_supported() {
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
    use super::{DEFAULT_SIZE, LARGEST_SIZE, SMALLEST_SIZE, beside_taskbar, inside, smaller, smallest};
    use crate::desktop::WorkArea;

    use iced::Size;

    #[test]
    fn a_window_opens_no_larger_than_the_work_area() {
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
    fn a_taskbar_takes_its_part_of_a_monitor_at_any_scale() {
        for (monitor, look, expected) in [
            (Size::new(1366.0, 768.0), 1.0, Size::new(1350.0, 676.0)),
            (Size::new(1280.0, 720.0) * 0.5, 2.0, Size::new(632.0, 314.0)),
            (Size::new(10.0, 10.0), 1.0, Size::new(1.0, 1.0)),
        ] {
            assert_eq!(beside_taskbar(monitor, look), expected, "{monitor:?} at {look}");
        }
    }

    #[test]
    fn without_space_the_smallest_size_does_not_make_a_window_grow() {
        let space = Size::new(340.0, 190.0);
        for (size, space, expected) in [
            (Size::new(336.0, 185.0), space, Size::new(336.0, 185.0)),
            (Size::new(960.0, 720.0), space, space),
            (Size::new(336.0, 185.0), Size::new(1280.0, 900.0), SMALLEST_SIZE),
            (DEFAULT_SIZE, Size::new(1024.0, 576.0), SMALLEST_SIZE),
        ] {
            assert_eq!(smallest(size, space), expected, "{size:?} in {space:?}");
        }
    }

    #[test]
    fn half_a_pixel_of_rounding_does_not_resize() {
        let size = Size::new(640.3, 400.0);
        assert_eq!(smaller(size, Size::new(640.0, 400.0)), size);
        assert_eq!(smaller(size, Size::new(639.0, 500.0)), Size::new(639.0, 400.0));
    }
}
