//! Asks the X server and the window manager for the work area and the place of a window.

use super::super::x11::{Display, Failed};
use super::place::{Change, Space, WorkArea};

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::randr::{ConnectionExt as _, MonitorInfo, NotifyMask};
use x11rb::protocol::xproto::{Atom, AtomEnum, ChangeWindowAttributesAux, ConnectionExt, EventMask, Window};
use x11rb::resource_manager;

/// A rectangle of the screen: left, top, right, bottom.
type Bounds = [i64; 4];

pub(super) fn measure() -> Result<WorkArea, Failed> {
    let display = Display::open()?;
    let pointer = display.connection.query_pointer(display.root)?.reply()?;
    let monitor = monitor(&display, (pointer.root_x.into(), pointer.root_y.into()))?.ok_or(Failed)?;
    let area = part_in(bounds_of(&monitor), Names::new(&display)?.work_area(&display)?);
    let resolution = resource_manager::new_from_default(&display.connection)?;
    let dots = resolution.get_string("Xft.dpi", "").and_then(|dots| dots.parse().ok());
    let asked = std::env::var("WINIT_X11_SCALE_FACTOR").ok();
    let [width, height] = size(area).map(|length| u32::try_from(length).unwrap_or_default());
    Ok(WorkArea { width, height, scale: scale(asked.as_deref(), dots, &monitor) })
}

/// Tells the space for a window and its place, first at once and then after each change, until `tell` returns false.
pub(super) fn follow(window: Window, tell: impl Fn(Change) -> bool) -> Result<(), Failed> {
    let display = Display::open()?;
    let names = Names::new(&display)?;
    let properties = EventMask::PROPERTY_CHANGE;
    for (of, events) in [(display.root, properties), (window, properties | EventMask::STRUCTURE_NOTIFY)] {
        let changes = ChangeWindowAttributesAux::new().event_mask(events);
        display.connection.change_window_attributes(of, &changes)?.check()?;
    }
    display.connection.randr_select_input(display.root, NotifyMask::SCREEN_CHANGE)?.check()?;
    let mut known = None;
    let mut corner = None;
    let mut has_space_changed = true;
    loop {
        let now = names.place(&display, window)?;
        let here = now.inside_corner();
        if corner.replace(here) != Some(here) && !tell(Change::Moved(here)) {
            return Ok(());
        }
        // A window that a person drags to another monitor is not moved by the program.
        if has_space_changed {
            let before = known.replace((now.area, now.frame));
            // While the window is opening, the window manager still moves it.
            let may_move = before.is_some_and(|(area, _)| area != now.area);
            if before != known && !tell(Change::Space(now.space(may_move))) {
                return Ok(());
            }
        }
        has_space_changed = names.wait(&display, window)?;
    }
}

/// The place of a window, in pixels of the screen.
#[derive(Debug, Clone, Copy)]
struct Place {
    area: Bounds,
    /// The widths of the frame around the window: left, top, right, bottom.
    frame: Bounds,
    /// The window without its frame.
    inside: Bounds,
}

impl Place {
    /// The upper left corner of the window without its frame.
    fn inside_corner(&self) -> (i32, i32) {
        let number = |length: i64| i32::try_from(length).unwrap_or_default();
        (number(self.inside[0]), number(self.inside[1]))
    }

    fn space(&self, may_move: bool) -> Space {
        let [width, height] = self.available();
        let number = |length: i64| u32::try_from(length).unwrap_or_default();
        let corner = self.target_corner().filter(|_| may_move);
        Space { width: number(width), height: number(height), corner }
    }

    /// The width and the height that the work area and the frame leave for the inside of the window.
    fn available(&self) -> [i64; 2] {
        let [left, top, right, bottom] = self.frame;
        let [width, height] = size(self.area);
        [width - left - right, height - top - bottom]
    }

    /// Where the corner of the frame must be moved, once the window is no larger than the available space.
    fn target_corner(&self) -> Option<(i32, i32)> {
        let available = self.available();
        let wanted = size(self.inside);
        let [x, y] = std::array::from_fn(|axis| {
            let length = wanted[axis].min(available[axis]) + self.frame[axis] + self.frame[axis + 2];
            let (now, min) = (self.inside[axis] - self.frame[axis], self.area[axis]);
            let max = (self.area[axis + 2] - length).max(min);
            (now, now.clamp(min, max))
        });
        let number = |length: i64| i32::try_from(length).unwrap_or_default();
        (x.0 != x.1 || y.0 != y.1).then(|| (number(x.1), number(y.1)))
    }
}

/// The properties that window managers set (Extended Window Manager Hints 1.5).
struct Names {
    work_area: Atom,
    desktop: Atom,
    frame: Atom,
}

impl Names {
    fn new(display: &Display) -> Result<Self, Failed> {
        Ok(Self {
            work_area: display.atom("_NET_WORKAREA")?,
            desktop: display.atom("_NET_CURRENT_DESKTOP")?,
            frame: display.atom("_NET_FRAME_EXTENTS")?,
        })
    }

    /// The work area of the current desktop over all monitors, if the window manager tells it.
    fn work_area(&self, display: &Display) -> Result<Option<Bounds>, Failed> {
        let areas = numbers(display, display.root, self.work_area)?;
        let desktop = numbers(display, display.root, self.desktop)?;
        let desktop = desktop.first().map_or(0, |desktop| *desktop as usize);
        let area = areas.chunks_exact(4).nth(desktop).or_else(|| areas.chunks_exact(4).next());
        Ok(area.map(|area| {
            let [x, y, width, height] = std::array::from_fn(|n| i64::from(area[n]));
            [x, y, x + width, y + height]
        }))
    }

    fn place(&self, display: &Display, window: Window) -> Result<Place, Failed> {
        let shape = display.connection.get_geometry(window)?.reply()?;
        let at = display.connection.translate_coordinates(window, display.root, 0, 0)?.reply()?;
        let (x, y) = (i64::from(at.dst_x), i64::from(at.dst_y));
        let inside = [x, y, x + i64::from(shape.width), y + i64::from(shape.height)];
        let middle = ((inside[0] + inside[2]) / 2, (inside[1] + inside[3]) / 2);
        let monitor = monitor(display, middle)?.ok_or(Failed)?;
        let frame = numbers(display, window, self.frame)?;
        let [left, right, top, bottom] = <[u32; 4]>::try_from(frame).unwrap_or_default().map(i64::from);
        Ok(Place {
            area: part_in(bounds_of(&monitor), self.work_area(display)?),
            frame: [left, top, right, bottom],
            inside,
        })
    }

    /// Waits until something may have changed, and reads all events that have arrived by then. Returns whether the space
    /// may have changed, and not only the place of the window.
    fn wait(&self, display: &Display, window: Window) -> Result<bool, Failed> {
        let mut found = None;
        let mut next = Some(display.connection.wait_for_event()?);
        while let Some(event) = next {
            found = found.max(self.subject(&event, window));
            next = match found {
                None => Some(display.connection.wait_for_event()?),
                Some(_) => display.connection.poll_for_event()?,
            };
        }
        Ok(found == Some(Subject::Space))
    }

    fn subject(&self, event: &Event, window: Window) -> Option<Subject> {
        let is_space = match event {
            Event::PropertyNotify(change) if change.window == window => change.atom == self.frame,
            Event::PropertyNotify(change) => [self.work_area, self.desktop].contains(&change.atom),
            Event::RandrScreenChangeNotify(_) => true,
            // After a move the window manager sends one of these.
            Event::ConfigureNotify(_) | Event::ReparentNotify(_) => return Some(Subject::Place),
            _ => false,
        };
        is_space.then_some(Subject::Space)
    }
}

/// What an event is about. The greater one includes the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Place,
    Space,
}

/// A property that is a list of numbers; empty if it is not set.
fn numbers(display: &Display, window: Window, name: Atom) -> Result<Vec<u32>, Failed> {
    /// More numbers than any of these lists has.
    const MAX: u32 = 4096;
    let asked = display.connection.get_property(false, window, name, AtomEnum::CARDINAL, 0, MAX)?;
    Ok(asked.reply()?.value32().map(Iterator::collect).unwrap_or_default())
}

/// The monitor at a point, else the first.
fn monitor(display: &Display, at: (i64, i64)) -> Result<Option<MonitorInfo>, Failed> {
    let mut all = display.connection.randr_get_monitors(display.root, true)?.reply()?.monitors;
    let has = |monitor: &MonitorInfo| {
        let [left, top, right, bottom] = bounds_of(monitor);
        (left..right).contains(&at.0) && (top..bottom).contains(&at.1)
    };
    let found = all.iter().position(has).unwrap_or(0);
    Ok((found < all.len()).then(|| all.swap_remove(found)))
}

fn bounds_of(monitor: &MonitorInfo) -> Bounds {
    let (x, y) = (i64::from(monitor.x), i64::from(monitor.y));
    [x, y, x + i64::from(monitor.width), y + i64::from(monitor.height)]
}

/// The part of a monitor that is in the work area; the whole monitor if the two do not overlap.
fn part_in(monitor: Bounds, area: Option<Bounds>) -> Bounds {
    let Some(area) = area else { return monitor };
    let [left, top, right, bottom] = monitor;
    let common = [left.max(area[0]), top.max(area[1]), right.min(area[2]), bottom.min(area[3])];
    if common[0] < common[2] && common[1] < common[3] { common } else { monitor }
}

fn size([left, top, right, bottom]: Bounds) -> [i64; 2] {
    [right - left, bottom - top]
}

/// The scale that winit 0.30 chooses: the variable, else the resolution that the desktop has set, else that of the monitor
/// rounded to twelfths. A wrong result does no harm: the window is measured again once it is open.
fn scale(asked: Option<&str>, dots: Option<f32>, monitor: &MonitorInfo) -> f32 {
    const INCH: f32 = 25.4;
    const DOTS_AT_SCALE_1: f32 = 96.0;
    if let Some(scale) = asked.and_then(|asked| asked.parse().ok()).filter(|scale: &f32| scale.is_normal()) {
        return scale.max(f32::MIN_POSITIVE);
    }
    let is_measured = asked.is_some_and(|asked| asked.eq_ignore_ascii_case("randr"));
    if let Some(dots) = dots.filter(|dots| !is_measured && dots.is_normal() && *dots > 0.0) {
        return dots / DOTS_AT_SCALE_1;
    }
    let pixels = f32::from(monitor.width) * f32::from(monitor.height);
    let millimetres = monitor.width_in_millimeters as f32 * monitor.height_in_millimeters as f32;
    let twelfths = (pixels / millimetres).sqrt() * (12.0 * INCH / DOTS_AT_SCALE_1);
    let scale = (twelfths.round() / 12.0).max(1.0);
    if scale <= 20.0 { scale } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::{MonitorInfo, Place, Space, part_in, scale, size};

    #[test]
    fn the_work_area_is_limited_to_one_monitor() {
        let left = [0, 0, 1920, 1080];
        let right = [1920, 0, 2944, 600];
        let both = Some([0, 32, 2944, 1080]);
        assert_eq!(part_in(left, both), [0, 32, 1920, 1080]);
        assert_eq!(part_in(right, both), [1920, 32, 2944, 600]);
        assert_eq!(part_in(right, None), right);
        assert_eq!(
            part_in(right, Some([0, 0, 1920, 1080])),
            right,
            "the work area does not have this monitor"
        );
        assert_eq!(size([1920, 32, 2944, 600]), [1024, 568]);
    }

    #[test]
    fn a_window_outside_of_the_work_area_is_moved_into_it() {
        let at = |inside| Place { area: [0, 30, 1024, 600], frame: [1, 20, 1, 5], inside };
        let space = Space { width: 1022, height: 545, corner: None };
        for (inside, corner) in [
            ([100, 100, 700, 500], None),
            ([41, 57, 1241, 857], Some((0, 30))),
            ([500, 300, 900, 700], Some((499, 175))),
            ([-50, 0, 350, 400], Some((0, 30))),
        ] {
            assert_eq!(at(inside).space(true), Space { corner, ..space }, "{inside:?}");
            assert_eq!(at(inside).space(false), space, "{inside:?}");
        }
    }

    #[test]
    fn the_scale_is_the_one_winit_takes() {
        let monitor = |width, millimetres| MonitorInfo {
            width,
            height: width,
            width_in_millimeters: millimetres,
            height_in_millimeters: millimetres,
            ..MonitorInfo::default()
        };
        let cases = [
            (Some("2"), Some(96.0), monitor(1000, 265), 2.0),
            (None, Some(144.0), monitor(1000, 265), 1.5),
            (Some(""), Some(120.0), monitor(1000, 265), 1.25),
            (Some("randr"), Some(144.0), monitor(2000, 265), 2.0),
            (None, None, monitor(2000, 265), 2.0),
            (None, None, monitor(1000, 0), 1.0),
            (None, None, monitor(500, 265), 1.0),
        ];
        for (asked, dots, monitor, expected) in cases {
            let found = scale(asked, dots, &monitor);
            assert!((found - expected).abs() < 0.01, "{asked:?}, {dots:?}: {found}, not {expected}");
        }
    }
}
