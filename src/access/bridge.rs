//! The way to assistive technology and back.
//!
//! Owns what was sent last, so that only differences go out, and the requests that came in, until a
//! [`Root`] takes them. While nothing listens a frame costs one atomic load. The platform's side is a
//! [`Platform`]: AT-SPI on Linux, and nothing yet elsewhere (see `none`).
//!
//! A program keeps one [`Bridge`], hands it to the root of its view, and subscribes to [`Bridge::wakeups`]
//! with a message that does nothing: the redraw that follows it brings the request to its widget.
//!
//! [`Root`]: super::Root

#[cfg(not(target_os = "linux"))]
mod none;
mod port;
#[cfg(target_os = "linux")]
mod unix;

pub use port::{Platform, Port};

#[cfg(not(target_os = "linux"))]
use none as system;
#[cfg(target_os = "linux")]
use unix as system;

use port::lock;

use crate::access::collector::{Tree, WINDOW};
use crate::access::watch::{Stage, Watch};

use accesskit::{ActionRequest, Node, NodeId, Rect, TreeId, TreeInfo, TreeUpdate};
use iced::{Point, Size, Subscription, Task, window};

use std::collections::HashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex};

/// The exchange between one window and assistive technology. Clones are the same bridge.
#[derive(Clone)]
pub struct Bridge {
    port: Arc<Port>,
    window: Arc<Mutex<Window>>,
}

/// What is known of the window, and what was sent about it.
struct Window {
    /// Made with the first frame, so that it does not delay the window.
    platform: Option<Box<dyn Platform>>,
    connect: fn(Arc<Port>) -> Box<dyn Platform>,
    sent: HashMap<NodeId, Node>,
    focus: NodeId,
    has_focus: bool,
    /// Where its frame begins, in logical pixels of the screen, as its events tell.
    position: Option<Point>,
    /// Where its inside begins, in physical pixels of the screen.
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

    /// Asks the window for its scale factor, which it does not report by itself. Run this once at the start.
    pub fn start<T: Send + 'static>(&self) -> Task<T> {
        let bridge = self.clone();
        window::oldest().and_then(window::scale_factor).map(move |scale| bridge.set_scale(scale)).discard()
    }

    /// Wakes the program when assistive technology asks for something.
    pub fn wakeups(&self) -> Subscription<()> {
        Subscription::run_with(self.clone(), |bridge| bridge.port.listen())
    }

    /// The requests that arrived since the last call, oldest first.
    pub fn take_requests(&self) -> Vec<ActionRequest> {
        self.port.take_requests()
    }

    /// Sends what has changed. `collect` is called, with the scale factor of the window, only if anybody
    /// listens.
    pub fn push(&self, watch: Watch, collect: impl FnOnce(f32) -> Tree) {
        let mut window = lock(&self.window);
        window.connect(&self.port);
        if self.port.is_listening() {
            let scale = window.scale;
            let tree = watch.timed(Stage::Collect, || collect(scale));
            watch.timed(Stage::Push, || window.send(&self.port, tree));
        }
    }

    /// Takes note of what happens to the window.
    pub fn notice(&self, event: &window::Event) {
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
        window.say_where();
    }

    /// Says where the inside of the window begins, in physical pixels of the screen, where that is known: the window's events
    /// tell only of its frame, which is off by a title bar.
    pub fn place(&self, x: i32, y: i32) {
        let mut window = lock(&self.window);
        window.inside = Some((f64::from(x), f64::from(y)));
        window.say_where();
    }

    fn set_scale(&self, scale: f32) {
        let mut window = lock(&self.window);
        window.scale = scale;
        window.say_where();
    }
}

impl Window {
    fn connect(&mut self, port: &Arc<Port>) {
        if self.platform.is_none() {
            self.platform = Some((self.connect)(Arc::clone(port)));
            self.say_where();
        }
    }

    fn say_where(&mut self) {
        let Some(platform) = &mut self.platform else { return };
        platform.set_window_focus(self.has_focus);
        // Wayland has no positions: there those of the screen are those of the window.
        let frame = self.position.map(|at| (f64::from(at.x * self.scale), f64::from(at.y * self.scale)));
        if let Some((x, y)) = self.inside.or(frame) {
            let (width, height) =
                (f64::from(self.size.width * self.scale), f64::from(self.size.height * self.scale));
            platform.set_window_bounds(Rect::new(x, y, x + width, y + height));
        }
    }

    fn send(&mut self, port: &Port, tree: Tree) {
        let is_fresh = port.begins_anew();
        if is_fresh {
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
            tree: is_fresh.then(|| TreeInfo::new(WINDOW)),
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

/// A window has one bridge, so all are the same to a subscription.
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
