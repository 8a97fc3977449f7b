//! Where the keyboard focus is and where it goes next.
//!
//! Owns the operations on the focus, and the order of the Tab key: that of the widgets in the view, with one stop for a
//! composite such as a radio group, and no stop behind a modal node. `root` and `group` run the operations.

mod page;
mod reveal;

pub use page::{Page, Scroll};
pub use reveal::{Cover, Reveal};

use crate::access::exposed::Exposed;
use crate::access::reveal_whole::WholeState;

use accesskit::{ActionRequest, NodeId, Orientation, Toggled};
use iced::advanced::widget::operation::focusable::focus;
use iced::advanced::widget::operation::{Focusable, Outcome, Scrollable};
use iced::advanced::widget::{Id, Operation, operate};
use iced::keyboard::key::Named;
use iced::{Rectangle, Task, Vector};

use std::any::Any;

/// An operation that finds all widgets that can have the focus, and the modal nodes that contain them.
#[derive(Debug, Default)]
pub struct FocusMap {
    /// The focusable widgets in reading order.
    pub stops: Vec<Stop>,
    /// The modal nodes, the topmost last.
    pub modals: Vec<NodeId>,
    /// The widget that gets the focus when the focused one disappears.
    pub successor: Option<Id>,
    /// Whether the topmost modal node is vertical, so that the keys up and down move in it.
    pub is_vertical: bool,
    /// The bounds of everything that [covers](Cover) a part of a page that scrolls.
    pub covers: Vec<Rectangle>,
    /// Whether something has just [opened](WholeState::is_new).
    pub has_opened: bool,
    /// All exposed nodes with the modal node that each is in.
    nodes: Vec<(NodeId, Option<NodeId>)>,
    inside: Inside,
    last: Option<Last>,
}

/// A widget that can have the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// Its node; `None` for stock widgets.
    pub node: Option<NodeId>,
    /// The innermost modal node that it is in.
    pub modal: Option<NodeId>,
    /// The composite that it is in.
    pub composite: Option<NodeId>,
    /// Whether it is the checked or selected one of its composite.
    pub is_chosen: bool,
    /// Whether it has the focus.
    pub is_focused: bool,
    /// Whether its focus ring is drawn.
    pub shows_focus: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Inside {
    modal: Option<NodeId>,
    composite: Option<NodeId>,
}

/// The node that was exposed last, until something else is visited.
#[derive(Debug, Clone, Copy)]
struct Last {
    node: NodeId,
    is_modal: bool,
    is_composite: bool,
    is_chosen: bool,
    shows_focus: bool,
}

/// The direction in which the focus moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// In reading order.
    Forward,
    /// Against reading order.
    Backward,
}

impl FocusMap {
    /// The stop with the focus.
    #[must_use]
    pub fn focused(&self) -> Option<&Stop> {
        self.stops.iter().find(|stop| stop.is_focused)
    }

    /// The topmost modal node.
    #[must_use]
    pub fn top(&self) -> Option<NodeId> {
        self.modals.last().copied()
    }

    /// Whether a node exists.
    #[must_use]
    pub fn has(&self, id: NodeId) -> bool {
        self.nodes.iter().any(|(node, _)| *node == id)
    }

    /// Whether a node may get requests: it is in the topmost modal node, or there is none.
    #[must_use]
    pub fn is_reachable(&self, id: NodeId) -> bool {
        self.nodes.iter().any(|(node, modal)| owns(*node, id) && *modal == self.top())
    }

    /// The index of the stop to which the Tab key moves; the first one follows the last. Without a focus it continues from
    /// `last`, the node that had it before, or else from the start.
    #[must_use]
    pub fn next(&self, direction: Direction, last: Option<NodeId>) -> Option<usize> {
        let path = self.path();
        let from = path.iter().position(|stop| self.stops[*stop].is_focused).or_else(|| {
            let last = last?;
            path.iter().position(|stop| self.stops[*stop].node == Some(last))
        });
        step(&path, from, direction)
    }

    /// The index of the stop to which an arrow key moves among the members of one composite.
    #[must_use]
    pub fn neighbour(&self, direction: Direction) -> Option<usize> {
        let from = self.stops.iter().position(|stop| stop.is_focused)?;
        let all: Vec<usize> = (0..self.stops.len()).collect();
        step(&all, Some(from), direction)
    }

    /// The index of the first stop in the topmost modal node.
    #[must_use]
    pub fn first(&self) -> Option<usize> {
        self.path().first().copied()
    }

    /// The index of the stop to which a key moves in a vertical modal node.
    #[must_use]
    pub fn stop_of_key(&self, key: Named) -> Option<usize> {
        match key {
            _ if !self.is_vertical => None,
            Named::ArrowUp => self.next(Direction::Backward, None),
            Named::ArrowDown => self.next(Direction::Forward, None),
            Named::Home => self.first(),
            Named::End => self.path().last().copied(),
            _ => None,
        }
    }

    /// The nodes to which the Tab key moves, in their order.
    #[must_use]
    pub fn tab_order(&self) -> Vec<NodeId> {
        self.path().into_iter().filter_map(|stop| self.stops[stop].node).collect()
    }

    /// The indices of the stops of the Tab key in the topmost modal node.
    fn path(&self) -> Vec<usize> {
        let in_layer = |stop: &&(usize, &Stop)| stop.1.modal == self.top();
        let entry = |composite: NodeId| {
            let members =
                || self.stops.iter().enumerate().filter(|(_, stop)| stop.composite == Some(composite));
            let find = |is: fn(&Stop) -> bool| members().find(|(_, stop)| is(stop)).map(|(number, _)| number);
            find(|stop| stop.is_focused).or_else(|| find(|stop| stop.is_chosen)).or_else(|| find(|_| true))
        };
        let stops: Vec<(usize, &Stop)> = self.stops.iter().enumerate().collect();
        stops
            .iter()
            .filter(in_layer)
            .filter(|(number, stop)| stop.composite.is_none_or(|composite| entry(composite) == Some(*number)))
            .map(|(number, _)| *number)
            .collect()
    }
}

fn step(path: &[usize], from: Option<usize>, direction: Direction) -> Option<usize> {
    let count = path.len();
    let next = match (direction, from) {
        (Direction::Forward, None) => 0,
        (Direction::Backward, None) => count.checked_sub(1)?,
        (Direction::Forward, Some(at)) => (at + 1) % count,
        (Direction::Backward, Some(at)) => (at + count - 1) % count,
    };
    path.get(next).copied()
}

fn owns(node: NodeId, id: NodeId) -> bool {
    (node.0..node.0 + super::exposed::STEP).contains(&id.0)
}

impl Operation for FocusMap {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let outside = self.inside;
        if let Some(last) = self.last.take() {
            if last.is_modal {
                self.inside = Inside { modal: Some(last.node), composite: None };
            } else if last.is_composite {
                self.inside.composite = Some(last.node);
            }
        }
        operate(self);
        self.inside = outside;
        self.last = None;
    }

    fn container(&mut self, _id: Option<&Id>, _bounds: Rectangle) {
        self.last = None;
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        _bounds: Rectangle,
        _content_bounds: Rectangle,
        _translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.last = None;
    }

    fn custom(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        self.last = None;
        if state.is::<Cover>() {
            self.covers.push(bounds);
        }
        self.has_opened |= state.downcast_ref().is_some_and(WholeState::is_new);
        let Some(exposed) = state.downcast_mut::<Exposed>() else { return };
        let node = exposed.id();
        let is_modal = exposed.node.is_modal();
        if is_modal {
            self.modals.push(node);
            self.is_vertical = exposed.node.orientation() == Some(Orientation::Vertical);
        }
        if exposed.has_focus() {
            self.successor.clone_from(&exposed.successor);
        }
        self.nodes.push((node, if is_modal { Some(node) } else { self.inside.modal }));
        self.last = Some(Last {
            node,
            is_modal,
            is_composite: exposed.is_composite,
            is_chosen: exposed.node.toggled() == Some(Toggled::True)
                || exposed.node.is_selected() == Some(true),
            shows_focus: exposed.shows_focus(),
        });
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        self.stops.push(Stop {
            node: self.last.map(|last| last.node),
            modal: self.inside.modal,
            composite: self.inside.composite,
            is_chosen: self.last.is_some_and(|last| last.is_chosen),
            is_focused: state.is_focused(),
            shows_focus: self.last.is_some_and(|last| last.shows_focus),
        });
    }
}

/// Sets the focus to the stop with this index, counted as in [`FocusMap`], and removes it from all others.
#[derive(Debug)]
pub struct FocusStop {
    number: usize,
    seen: usize,
}

impl FocusStop {
    /// An operation for the stop with this index.
    #[must_use]
    pub fn new(number: usize) -> Self {
        Self { number, seen: 0 }
    }
}

impl Operation for FocusStop {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        if self.seen == self.number {
            state.focus();
        } else if state.is_focused() {
            state.unfocus();
        }
        self.seen += 1;
    }
}

/// Puts a request into the inbox of its target node.
#[derive(Debug)]
pub struct Deliver(pub ActionRequest);

impl Operation for Deliver {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        if let Some(exposed) = state.downcast_mut::<Exposed>()
            && exposed.owns(self.0.target_node)
            && !exposed.node.is_disabled()
        {
            exposed.deliver(self.0.clone());
        }
    }
}

/// Removes the focus from widgets that got it before this moment of `exposed::now`.
#[derive(Debug)]
pub struct DropOldFocus(pub u64);

impl Operation for DropOldFocus {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        if let Some(exposed) = state.downcast_mut::<Exposed>() {
            exposed.drop_focus_older_than(self.0);
        }
    }
}

/// Removes the focus from all widgets but the one that got it last. After a press that a widget handled: it may have got the
/// focus, or not, as a scroll bar.
#[derive(Debug, Default)]
pub struct KeepNewestFocus(Option<u64>);

impl Operation for KeepNewestFocus {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        if let Some(exposed) = state.downcast_mut::<Exposed>() {
            self.0 = self.0.max(exposed.focused_since());
        }
    }

    fn finish(&self) -> Outcome<()> {
        self.0.map_or(Outcome::None, |newest| Outcome::Chain(Box::new(DropOldFocus(newest))))
    }
}

/// Sets the focus to the widget with this id, unless another widget has the focus: for a control that disappears when it is
/// pressed.
pub fn focus_if_lost<T: Send + 'static>(id: impl Into<Id>) -> Task<T> {
    operate(FocusIfLost { id: id.into(), is_lost: true }).discard()
}

struct FocusIfLost {
    id: Id,
    is_lost: bool,
}

impl Operation<()> for FocusIfLost {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<()>)) {
        operate(self);
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        self.is_lost &= !state.is_focused();
    }

    fn finish(&self) -> Outcome<()> {
        if self.is_lost { Outcome::Chain(Box::new(focus(self.id.clone()))) } else { Outcome::None }
    }
}

/// Runs an operation and those that it chains.
pub(crate) fn run(operation: impl Operation + 'static, mut operate: impl FnMut(&mut dyn Operation)) {
    let mut current: Option<Box<dyn Operation>> = Some(Box::new(operation));
    while let Some(mut operation) = current.take() {
        operate(operation.as_mut());
        if let Outcome::Chain(next) = operation.finish() {
            current = Some(next);
        }
    }
}
