//! What a window remembers of its focus from frame to frame.
//!
//! Owns where the focus goes by itself: into a layer that opens, back when it closes. Pure; knows of the widgets only what is in
//! a [`Survey`].

use crate::access::focus::{Direction, Survey};

use accesskit::NodeId;
use iced::advanced::widget::Id;
use iced::{Rectangle, Size};

#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The language that names were in.
    pub(super) language: &'static str,
    /// What had the focus last.
    last: Option<NodeId>,
    /// The id of the control that gets the focus when the one that had it in the last frame is gone.
    successor: Option<Id>,
    /// Where the Tab key led when it had it.
    trail: Vec<NodeId>,
    /// What was last scrolled into view.
    revealed: Option<NodeId>,
    /// How large the window was then, and what covered the page.
    view: (Size, Vec<Rectangle>),
    /// The open modal nodes, and what had the focus before each.
    modals: Vec<(NodeId, Option<NodeId>)>,
}

impl Memory {
    /// Nothing is remembered yet.
    pub(super) fn new(language: &'static str) -> Self {
        Self { language, ..Self::default() }
    }

    /// The node from which the Tab key goes on when nothing has the focus: what had it last, or if that is gone, what
    /// is left beside it.
    pub(super) fn last_there(&self, survey: &Survey, direction: Direction) -> Option<NodeId> {
        let place = self.trail.iter().position(|node| Some(*node) == self.last)?;
        let there = survey.trail();
        let is_there = |node: &&NodeId| there.contains(node);
        match direction {
            Direction::Forward => self.trail[..=place].iter().rev().find(is_there).copied(),
            Direction::Backward => self.trail[place..].iter().find(is_there).copied(),
        }
    }

    /// What the focus is to go to because what had it in the last frame is gone.
    pub(super) fn successor(&mut self, survey: &Survey) -> Option<Id> {
        let is_gone = survey.focused().is_none() && self.last.is_some_and(|last| !survey.has(last));
        self.successor.take().filter(|_| is_gone)
    }

    /// The stop to focus because a modal layer opened or closed, or because the focus is behind one.
    pub(super) fn layer_change(&mut self, survey: &Survey) -> Option<usize> {
        let top = survey.top();
        let focused = survey.focused();
        let is_inside = focused.is_some_and(|stop| stop.modal == top);

        let mut before = None;
        while let Some((_, node)) = self.modals.pop_if(|(modal, _)| !survey.modals.contains(modal)) {
            before = node;
        }
        let opened = top.filter(|top| !self.modals.iter().any(|(modal, _)| modal == top));
        if let Some(modal) = opened {
            // The program may have put the focus inside already; then what had it in the last frame counts.
            let outside = focused.filter(|_| !is_inside).and_then(|stop| stop.node);
            self.modals.push((modal, outside.or(self.last)));
        }

        if is_inside {
            return None;
        }
        let back =
            survey.stops.iter().position(|stop| stop.modal == top && before.is_some() && stop.node == before);
        let is_due = opened.is_some() || focused.is_some();
        back.or_else(|| survey.first().filter(|_| is_due))
    }

    /// Takes note of a frame in a window of this size, and tells what has to be scrolled into view: what got the
    /// focus, or has it where the window or what covers the page is another.
    pub(super) fn note_frame(&mut self, survey: Survey, size: Size) -> Option<NodeId> {
        let focused = survey.focused().copied();
        self.successor.clone_from(&survey.successor);
        if let Some(node) = focused.and_then(|stop| stop.node) {
            self.last = Some(node);
            self.trail = survey.trail();
        }
        let view = (size, survey.covers);
        if self.view != view {
            self.view = view;
            self.forget_revealed();
        }
        let shown = focused.filter(|stop| stop.shows_focus).and_then(|stop| stop.node);
        let is_new = self.revealed != shown;
        self.revealed = shown;
        shown.filter(|_| is_new)
    }

    /// What has the focus is to be scrolled into view, wherever the page was scrolled to.
    pub(super) fn forget_revealed(&mut self) {
        self.revealed = None;
    }
}
