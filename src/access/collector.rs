//! Builds the accessibility tree from what the widgets expose.
//!
//! Owns the operation that visits the widgets, and the tree that it builds, with the queries that tests need. Must not know
//! where the tree is sent.

use crate::access::exposed::{Exposed, is_leaf};
use crate::access::text;
use crate::access::text::TEXTS;
use crate::plain;

use accesskit::{Affine, Live, Node, NodeId, Rect, Role, Toggled};
use iced::advanced::widget::operation::Scrollable;
use iced::advanced::widget::{Id, Operation};
use iced::{Point, Rectangle, Size, Vector};

use std::any::Any;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// The id of the window, the root of every tree.
pub const WINDOW: NodeId = NodeId(0);

/// The accessibility tree of a window at one moment.
#[derive(Debug)]
pub struct Tree {
    /// The nodes in reading order, the window first.
    pub nodes: Vec<(NodeId, Node)>,
    /// The node with the keyboard focus; the window when there is none.
    pub focus: NodeId,
}

/// A node of the tree, for tests.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its id, which is the target of requests.
    pub id: NodeId,
    /// Its role.
    pub role: Role,
    /// Its name; for plain text, the text.
    pub name: String,
    /// Its value.
    pub value: Option<String>,
    /// Its description: a hint, or the error of a field.
    pub description: Option<String>,
    /// The states that are set, such as `focused`, `disabled`, `checked` or `invalid`.
    pub states: Vec<&'static str>,
    /// Where it is in the window, in logical pixels.
    pub bounds: Rectangle,
    /// How many nodes contain it, without the window.
    pub depth: usize,
}

/// The operation that visits the widgets. Run it with `operate`, then call [`Collector::finish`].
#[derive(Debug)]
pub struct Collector {
    nodes: Vec<(NodeId, Node)>,
    open: Vec<Open>,
    pending: Pending,
    scrolled: Vector,
    focus: NodeId,
    /// The nodes from the window to the topmost modal node.
    modal: Vec<NodeId>,
}

/// A node whose children are being visited.
#[derive(Debug)]
struct Open {
    id: NodeId,
    children: Vec<NodeId>,
    texts: u64,
    /// The size of the set of children. The children know it, but AccessKit needs it at the parent.
    set: Option<usize>,
}

impl Open {
    fn new(id: NodeId) -> Self {
        Self { id, children: Vec::new(), texts: 0, set: None }
    }
}

/// What the next call of `traverse` visits.
#[derive(Debug)]
enum Pending {
    Nothing,
    Node { open: Open, is_leaf: bool },
    Scrollable(Vector),
}

impl Collector {
    /// An empty collector.
    #[must_use]
    pub fn new() -> Self {
        Self {
            nodes: Vec::new(),
            open: vec![Open::new(WINDOW)],
            pending: Pending::Nothing,
            scrolled: Vector::ZERO,
            focus: WINDOW,
            modal: Vec::new(),
        }
    }

    /// The tree of a window with this title, inner size in logical pixels and scale factor.
    ///
    /// Nodes outside of an open modal node are in the tree, but hidden.
    #[must_use]
    pub fn finish(mut self, title: &str, size: Size, scale: f64) -> Tree {
        let mut window = Node::new(Role::Window);
        window.set_label(&*sendable(title));
        window.set_bounds(Rect::new(0.0, 0.0, f64::from(size.width), f64::from(size.height)));
        window.set_transform(Affine::scale(scale));
        if let Some(root) = self.open.pop() {
            window.set_children(root.children);
        }
        self.nodes.insert(0, (WINDOW, window));
        hide_behind(&mut self.nodes, &self.modal);

        Tree { nodes: self.nodes, focus: self.focus }
    }

    fn add(&mut self, id: NodeId, mut node: Node, bounds: Rectangle) {
        let (x, y) = (f64::from(bounds.x - self.scrolled.x), f64::from(bounds.y - self.scrolled.y));
        node.set_bounds(Rect::new(x, y, x + f64::from(bounds.width), y + f64::from(bounds.height)));
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(id);
            parent.set = parent.set.or(node.size_of_set().filter(|_| node.position_in_set().is_some()));
        }
        self.nodes.push((id, node));
    }
}

impl Default for Collector {
    fn default() -> Self {
        Self::new()
    }
}

impl Operation for Collector {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        match std::mem::replace(&mut self.pending, Pending::Nothing) {
            Pending::Nothing => operate(self),
            Pending::Scrollable(translation) => {
                self.scrolled += translation;
                operate(self);
                self.scrolled -= translation;
            }
            Pending::Node { is_leaf: true, .. } => {}
            Pending::Node { open, is_leaf: false } => {
                let place = self.nodes.len() - 1;
                self.open.push(open);
                operate(self);
                if let Some(open) = self.open.pop() {
                    let node = &mut self.nodes[place].1;
                    node.set_children(open.children);
                    if let Some(count) = open.set {
                        node.set_size_of_set(count);
                    }
                }
            }
        }
        self.pending = Pending::Nothing;
    }

    fn container(&mut self, _id: Option<&Id>, _bounds: Rectangle) {
        self.pending = Pending::Nothing;
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        _bounds: Rectangle,
        _content_bounds: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.pending = Pending::Scrollable(translation);
    }

    fn text(&mut self, _id: Option<&Id>, bounds: Rectangle, text: &str) {
        self.pending = Pending::Nothing;
        let Some(parent) = self.open.last_mut().filter(|_| !text.trim().is_empty()) else { return };
        let id = NodeId(parent.id.0 + TEXTS + parent.texts);
        parent.texts += 1;

        let mut node = Node::new(Role::Label);
        node.set_value(without_direction_marks(&sendable(text)));
        self.add(id, node, bounds);
    }

    fn custom(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        self.pending = Pending::Nothing;
        let Some(exposed) = state.downcast_mut::<Exposed>() else { return };
        let id = exposed.id();
        let mut node = exposed.node.clone();
        make_plain(&mut node);
        let is_leaf = is_leaf(&node);

        if exposed.has_focus() {
            self.focus = id;
        }
        if node.is_modal() {
            self.modal = self.open.iter().map(|open| open.id).chain([id]).collect();
        }
        let mut runs = Vec::new();
        if let Some(line) = &exposed.text {
            let (nodes, selection) = line.runs(id, self.scrolled);
            node.set_children(nodes.iter().map(|(id, _)| *id).collect::<Vec<_>>());
            node.set_text_selection(selection);
            node.set_text_direction(text::direction(line.rtl));
            runs = nodes;
        }
        self.add(id, node, bounds);
        self.nodes.extend(runs);
        self.pending = Pending::Node { open: Open::new(id), is_leaf };
    }
}

impl Tree {
    /// The first node that is not hidden, with this role and name.
    #[must_use]
    pub fn find(&self, role: Role, name: &str) -> Option<Found> {
        self.all().into_iter().find(|found| found.role == role && found.name == name)
    }

    /// All nodes that are not hidden, in reading order, without the window and without the runs of text
    /// fields.
    #[must_use]
    pub fn all(&self) -> Vec<Found> {
        let nodes: HashMap<_, _> = self.nodes.iter().map(|(id, node)| (*id, node)).collect();
        let mut all = Vec::new();
        let mut open: Vec<(NodeId, usize)> = vec![(WINDOW, 0)];
        while let Some((id, level)) = open.pop() {
            let Some(node) = nodes.get(&id) else { continue };
            if node.is_hidden() || node.role() == Role::TextRun {
                continue;
            }
            if id != WINDOW {
                all.push(self.found(id, node, level - 1));
            }
            open.extend(node.children().iter().rev().map(|child| (*child, level + 1)));
        }
        all
    }

    fn found(&self, id: NodeId, node: &Node, depth: usize) -> Found {
        let bounds = node.bounds().unwrap_or_default();
        let is_text = node.role() == Role::Label;
        let name = if is_text { node.value() } else { node.label() };

        #[expect(clippy::cast_possible_truncation, reason = "they were f32 before")]
        let bounds = Rectangle::new(
            Point::new(bounds.x0 as f32, bounds.y0 as f32),
            Size::new(bounds.width() as f32, bounds.height() as f32),
        );
        Found {
            id,
            role: node.role(),
            name: name.unwrap_or_default().to_owned(),
            value: node.value().filter(|_| !is_text).map(str::to_owned),
            description: node.description().map(str::to_owned),
            states: states(node, id == self.focus),
            bounds,
            depth,
        }
    }
}

/// One line for each node, indented, for snapshots: `CheckBox "Keep me signed in" [checked, focused]`.
impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.all().iter().try_for_each(|found| writeln!(f, "{found}"))
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:indent$}{:?} {:?}", "", self.role, self.name, indent = 2 * self.depth)?;
        if let Some(value) = &self.value {
            write!(f, " = {value:?}")?;
        }
        if let Some(description) = &self.description {
            write!(f, " ({description})")?;
        }
        if !self.states.is_empty() {
            write!(f, " [{}]", self.states.join(", "))?;
        }
        Ok(())
    }
}

fn states(node: &Node, is_focused: bool) -> Vec<&'static str> {
    let flags = [
        (is_focused, "focused"),
        (node.is_disabled(), "disabled"),
        (node.toggled() == Some(Toggled::True), "checked"),
        (node.toggled() == Some(Toggled::False), "unchecked"),
        (node.toggled() == Some(Toggled::Mixed), "mixed"),
        (node.is_selected() == Some(true), "selected"),
        (node.is_expanded() == Some(true), "expanded"),
        (node.is_expanded() == Some(false), "collapsed"),
        (node.invalid().is_some(), "invalid"),
        (node.is_required(), "required"),
        (node.is_read_only(), "read-only"),
        (node.is_busy(), "busy"),
        (node.is_modal(), "modal"),
        (node.live().is_some_and(|live| live != Live::Off), "live"),
    ];
    flags.into_iter().filter_map(|(is_set, name)| is_set.then_some(name)).collect()
}

/// Hides all nodes that neither contain the modal node nor are inside of it. Live regions stay, with the nodes that contain
/// them: they are still announced, and must not be announced as new when the modal node closes.
fn hide_behind(nodes: &mut [(NodeId, Node)], modal: &[NodeId]) {
    let Some((top, way)) = modal.split_last() else { return };
    let places: HashMap<NodeId, usize> = nodes.iter().enumerate().map(|(at, (id, _))| (*id, at)).collect();
    let outside = way.iter().filter_map(|id| places.get(id)).flat_map(|at| nodes[*at].1.children().to_vec());
    let behind: Vec<NodeId> = outside.filter(|id| id != top && !way.contains(id)).collect();
    for id in behind {
        let _ = hide(nodes, &places, id);
    }
}

/// Hides a node and everything in it, except live regions and the nodes that contain them. Returns whether everything is
/// hidden.
fn hide(nodes: &mut [(NodeId, Node)], places: &HashMap<NodeId, usize>, id: NodeId) -> bool {
    let Some(&at) = places.get(&id) else { return true };
    let mut is_all_hidden = nodes[at].1.live().is_none();
    if is_all_hidden {
        for child in nodes[at].1.children().to_vec() {
            is_all_hidden &= hide(nodes, places, child);
        }
    }
    let node = &mut nodes[at].1;
    if is_all_hidden {
        node.set_hidden();
    } else {
        // Only the topmost modal node may be modal.
        node.clear_modal();
    }
    is_all_hidden
}

/// The longest name or description that is sent, in code points: a minute of reading aloud.
const LONGEST: usize = 2_000;

/// A text as it is sent to assistive technology. A NUL would end the connection to the bus, and marks of direction are not
/// read aloud.
fn sendable(text: &str) -> Cow<'_, str> {
    let plain = plain::lines(text);
    let end = plain.char_indices().nth(LONGEST).map(|(at, _)| at);
    match end {
        None if !plain.contains(plain::is_bidi_control) => plain,
        end => {
            let part = &plain[..end.unwrap_or(plain.len())];
            let mut sent: String = part.chars().filter(|letter| !plain::is_bidi_control(*letter)).collect();
            sent.push_str(if end.is_some() { "…" } else { "" });
            Cow::Owned(sent)
        }
    }
}

/// Applies [`sendable`] to all texts of a node, except the letters of a text field, which are in its line.
fn make_plain(node: &mut Node) {
    if let Some(Cow::Owned(label)) = node.label().map(sendable) {
        node.set_label(label);
    }
    if let Some(Cow::Owned(value)) = node.value().map(sendable) {
        node.set_value(value);
    }
    if let Some(Cow::Owned(description)) = node.description().map(sendable) {
        node.set_description(description);
    }
    if let Some(Cow::Owned(placeholder)) = node.placeholder().map(sendable) {
        node.set_placeholder(placeholder);
    }
}

/// A text without marks of direction.
fn without_direction_marks(text: &str) -> String {
    text.chars().filter(|letter| !is_direction_mark(*letter)).collect()
}

/// Whether this is one of the invisible characters that only set the direction of text.
#[must_use]
pub fn is_direction_mark(letter: char) -> bool {
    matches!(letter, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
