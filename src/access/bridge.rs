//! The connection to assistive technology.
//!
//! Owns the tree that was sent last, so that only differences are sent, and the requests that arrived, until a
//! [`Root`] takes them. While no assistive technology runs, a frame costs one atomic load. The [`Platform`] is AT-SPI on
//! Linux and UI Automation on Windows; other systems have none yet (see `none`).
//!
//! A program keeps one [`Bridge`], runs [`Bridge::start`], gives the bridge to the root of its view, and subscribes to
//! [`Bridge::wakeups`] with a message that does nothing: the redraw that follows passes the request to its widget.
//! If [`SHOWS_WINDOW`] is true, its window must be hidden at first.
//!
//! [`Root`]: super::Root

#[cfg(not(any(target_os = "linux", windows)))]
mod none;
mod port;
#[cfg(target_os = "linux")]
mod unix;
#[cfg(windows)]
mod windows;

pub use port::{Platform, Port};

#[cfg(not(any(target_os = "linux", windows)))]
use none as system;
#[cfg(target_os = "linux")]
use unix as system;
#[cfg(windows)]
use windows as system;

use port::lock;

use crate::access::collector::{Tree, WINDOW};
use crate::access::watch::{Pass, Watch};

use accesskit::{ActionRequest, Node, NodeId, Rect, TreeId, TreeInfo, TreeUpdate};
use iced::{Point, Size, Subscription, Task, window};

use std::collections::HashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex};

/// Whether [`Bridge::start`] shows the window, which must be hidden until then: on Windows, assistive technology must know
/// a window before it is visible.
pub const SHOWS_WINDOW: bool = cfg!(windows);

/// The connection between one window and assistive technology. Clones share it.
#[derive(Clone)]
pub struct Bridge {
    port: Arc<Port>,
    window: Arc<Mutex<Window>>,
}

/// The state of the window, and what was sent about it.
struct Window {
    /// Created with the first frame, so that it does not delay the window.
    platform: Option<Box<dyn Platform>>,
    connect: fn(Arc<Port>) -> Box<dyn Platform>,
    sent: HashMap<NodeId, Node>,
    focus: NodeId,
    has_focus: bool,
    /// The corner of its frame, in logical pixels of the screen, from its events.
    position: Option<Point>,
    /// The corner of its inside, in physical pixels of the screen.
    inside: Option<(f64, f64)>,
    size: Size,
    scale: f32,
}

impl Bridge {
    /// A bridge to the assistive technology of this system.
    #[must_use]
    pub fn new() -> Self {
        Self::with(system::connect)
    }

    /// A bridge to another platform.
    #[must_use]
    pub fn with(connect: fn(Arc<Port>) -> Box<dyn Platform>) -> Self {
        let window = Window {
            platform: None,
            connect,
            sent: HashMap::new(),
            focus: WINDOW,
            has_focus: false,
            position: None,
            inside: None,
            size: Size::ZERO,
            scale: 1.0,
        };
        Self { port: Arc::default(), window: Arc::new(Mutex::new(window)) }
    }

    /// Connects the window to the system, and asks it for its scale factor, for which there is no event at first. Run this
    /// once at the start.
    pub fn start<T: Send + 'static>(&self) -> Task<T> {
        let bridge = self.clone();
        let scale = window::oldest()
            .and_then(window::scale_factor)
            .map(move |scale| bridge.set_scale(scale))
            .discard();
        Task::batch([scale, self.hook_in()])
    }

    #[cfg(windows)]
    fn hook_in<T: Send + 'static>(&self) -> Task<T> {
        let port = Arc::clone(&self.port);
        window::oldest().and_then(move |id| {
            let port = Arc::clone(&port);
            window::run(id, move |window| system::hook_in(window, &port))
                .then(move |()| window::set_mode(id, window::Mode::Windowed))
        })
    }

    #[cfg(not(windows))]
    fn hook_in<T: Send + 'static>(&self) -> Task<T> {
        Task::none()
    }

    /// Wakes the program when assistive technology has sent a request.
    pub fn wakeups(&self) -> Subscription<()> {
        Subscription::run_with(self.clone(), |bridge| bridge.port.listen())
    }

    /// The requests that arrived since the last call, oldest first.
    pub fn take_requests(&self) -> Vec<ActionRequest> {
        self.port.take_requests()
    }

    /// Sends what has changed. `collect` builds the tree, with the scale factor of the window. It is only called if
    /// assistive technology is running.
    pub fn push(&self, watch: Watch, collect: impl FnOnce(f32) -> Tree) {
        let mut window = lock(&self.window);
        window.connect(&self.port);
        if self.port.is_listening() {
            let scale = window.scale;
            let tree = watch.timed(Pass::Collect, || collect(scale));
            watch.timed(Pass::Push, || window.send(&self.port, tree));
        }
    }

    /// Handles an event of the window.
    pub fn handle_window_event(&self, event: &window::Event) {
        let mut window = lock(&self.window);
        match event {
            window::Event::Opened { position, size } => {
                window.position = *position;
                window.size = *size;
            }
            window::Event::Moved(position) => window.position = Some(*position),
            window::Event::Resized(size) => window.size = *size,
            window::Event::Rescaled(scale) => window.scale = *scale,
            window::Event::Focused => window.has_focus = true,
            window::Event::Unfocused => window.has_focus = false,
            _ => return,
        }
        window.send_place();
    }

    /// Sets the corner of the inside of the window, in physical pixels of the screen. The events of the window only have the
    /// corner of its frame, which differs by the title bar.
    pub fn set_inside_corner(&self, x: i32, y: i32) {
        let mut window = lock(&self.window);
        window.inside = Some((f64::from(x), f64::from(y)));
        window.send_place();
    }

    fn set_scale(&self, scale: f32) {
        let mut window = lock(&self.window);
        window.scale = scale;
        window.send_place();
    }
}

impl Window {
    fn connect(&mut self, port: &Arc<Port>) {
        if self.platform.is_none() {
            self.platform = Some((self.connect)(Arc::clone(port)));
            self.send_place();
        }
    }

    fn send_place(&mut self) {
        let Some(platform) = &mut self.platform else { return };
        platform.set_window_focus(self.has_focus);
        // Wayland has no positions on the screen, and then the bounds are not set.
        let frame = self.position.map(|at| (f64::from(at.x * self.scale), f64::from(at.y * self.scale)));
        if let Some((x, y)) = self.inside.or(frame) {
            let (width, height) =
                (f64::from(self.size.width * self.scale), f64::from(self.size.height * self.scale));
            platform.set_window_bounds(Rect::new(x, y, x + width, y + height));
        }
    }

    fn send(&mut self, port: &Port, tree: Tree) {
        let is_whole_tree = port.take_whole_tree_wanted();
        if is_whole_tree {
            self.sent.clear();
        }
        let mut now = HashMap::with_capacity(tree.nodes.len());
        let mut changed = Vec::new();
        for (id, node) in tree.nodes {
            if self.sent.remove(&id).as_ref() != Some(&node) {
                changed.push((id, node.clone()));
            }
            let _ = now.insert(id, node);
        }
        self.sent = now;
        if changed.is_empty() && self.focus == tree.focus {
            return;
        }
        self.focus = tree.focus;

        let update = TreeUpdate {
            nodes: changed,
            tree: is_whole_tree.then(|| TreeInfo::new(WINDOW)),
            tree_id: TreeId::ROOT,
            focus: tree.focus,
        };
        if let Some(platform) = &mut self.platform {
            platform.update(update);
        }
    }
}

impl Default for Bridge {
    fn default() -> Self {
        Self::new()
    }
}

/// All are equal for a subscription, since a window has only one bridge.
impl Hash for Bridge {
    fn hash<H: Hasher>(&self, state: &mut H) {
        "access::Bridge".hash(state);
    }
}

impl fmt::Debug for Bridge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bridge").field("port", &self.port).finish_non_exhaustive()
    }
}
