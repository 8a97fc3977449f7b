//! What is kept about the focus from frame to frame.
//!
//! Owns how the focus moves without a key: into a modal node that opens, and back when it closes. Pure; knows of the widgets
//! only what is in a [`FocusMap`].

use crate::access::focus::{Direction, FocusMap};

use accesskit::NodeId;
use iced::advanced::widget::Id;
use iced::{Rectangle, Size};

#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The language of the names in the last view.
    pub(super) language: &'static str,
    /// The node that had the focus last.
    last: Option<NodeId>,
    /// The id of the widget that gets the focus when the one that had it in the last frame has disappeared.
    successor: Option<Id>,
    /// The order of the Tab key when it had the focus.
    tab_order: Vec<NodeId>,
    /// The node that was scrolled into view last.
    revealed: Option<NodeId>,
    /// The size of the window then, and what covered the page.
    view: (Size, Vec<Rectangle>),
    /// The open modal nodes, and the node that had the focus before each was opened.
    modals: Vec<(NodeId, Option<NodeId>)>,
}

impl Memory {
    /// An empty memory.
    pub(super) fn new(language: &'static str) -> Self {
        Self { language, ..Self::default() }
    }

    /// The node from which the Tab key continues when nothing has the focus: the one that had it last, or if that has
    /// disappeared, the nearest one before or after it.
    pub(super) fn last_there(&self, map: &FocusMap, direction: Direction) -> Option<NodeId> {
        let place = self.tab_order.iter().position(|node| Some(*node) == self.last)?;
        let there = map.tab_order();
        let is_there = |node: &&NodeId| there.contains(node);
        match direction {
            Direction::Forward => self.tab_order[..=place].iter().rev().find(is_there).copied(),
            Direction::Backward => self.tab_order[place..].iter().find(is_there).copied(),
        }
    }

    /// The widget that must get the focus because the one that had it in the last frame has disappeared.
    pub(super) fn successor(&mut self, map: &FocusMap) -> Option<Id> {
        let is_gone = map.focused().is_none() && self.last.is_some_and(|last| !map.has(last));
        self.successor.take().filter(|_| is_gone)
    }

    /// The index of the stop that must get the focus because a modal node opened or closed, or the focus is behind one.
    pub(super) fn layer_change(&mut self, map: &FocusMap) -> Option<usize> {
        let top = map.top();
        let focused = map.focused();
        let is_inside = focused.is_some_and(|stop| stop.modal == top);

        let mut before = None;
        while let Some((_, node)) = self.modals.pop_if(|(modal, _)| !map.modals.contains(modal)) {
            before = node;
        }
        let opened = top.filter(|top| !self.modals.iter().any(|(modal, _)| modal == top));
        if let Some(modal) = opened {
            // The program may have set the focus inside already; then the node of the last frame is used.
            let outside = focused.filter(|_| !is_inside).and_then(|stop| stop.node);
            self.modals.push((modal, outside.or(self.last)));
        }

        if is_inside {
            return None;
        }
        let back =
            map.stops.iter().position(|stop| stop.modal == top && before.is_some() && stop.node == before);
        let is_due = opened.is_some() || focused.is_some();
        back.or_else(|| map.first().filter(|_| is_due))
    }

    /// Notes a frame in a window of this size. Returns the node that must be scrolled into view: one that got the focus, or
    /// has it while the size of the window or what covers the page has changed.
    pub(super) fn note_frame(&mut self, map: FocusMap, size: Size) -> Option<NodeId> {
        let focused = map.focused().copied();
        self.successor.clone_from(&map.successor);
        if let Some(node) = focused.and_then(|stop| stop.node) {
            self.last = Some(node);
            self.tab_order = map.tab_order();
        }
        let view = (size, map.covers);
        if self.view != view {
            self.view = view;
            self.forget_revealed();
        }
        let shown = focused.filter(|stop| stop.shows_focus).and_then(|stop| stop.node);
        let is_new = self.revealed != shown;
        self.revealed = shown;
        shown.filter(|_| is_new)
    }

    /// Makes the focused node be scrolled into view again.
    pub(super) fn forget_revealed(&mut self) {
        self.revealed = None;
    }
}
