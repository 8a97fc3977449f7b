//! Scrolling by keys.

use crate::access::exposed::Exposed;

use iced::advanced::widget::operation::scrollable::{AbsoluteOffset, RelativeOffset};
use iced::advanced::widget::operation::{Focusable, Outcome, Scrollable};
use iced::advanced::widget::{Id, Operation};
use iced::keyboard::key::Named;
use iced::{Rectangle, Vector};

use std::any::Any;

/// How much of the page before is still visible after Page Down, in logical pixels: one or two lines.
const OVERLAP: f32 = 48.0;

/// A way to scroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scroll {
    /// By one page.
    Page {
        /// Whether it is towards the end.
        is_forward: bool,
    },
    /// To the start.
    Start,
    /// To the end.
    End,
}

impl Scroll {
    /// The way to scroll for Page Up, Page Down, Home and End.
    #[must_use]
    pub fn of_key(key: Named) -> Option<Self> {
        match key {
            Named::PageUp => Some(Self::Page { is_forward: false }),
            Named::PageDown => Some(Self::Page { is_forward: true }),
            Named::Home => Some(Self::Start),
            Named::End => Some(Self::End),
            _ => None,
        }
    }
}

/// Scrolls the innermost scrollable that contains the focus, or else the largest one in the topmost modal node.
#[derive(Debug)]
pub struct Page {
    scroll: Scroll,
    /// The indices of the scrollables that contain the current widget.
    around: Vec<usize>,
    entering: Entering,
    found: Vec<Found>,
    /// The number of the modal node that contains the current widget, and how many there are. The last is the topmost.
    layer: usize,
    layers: usize,
}

#[derive(Debug, Clone, Copy)]
struct Found {
    area: f32,
    depth: usize,
    layer: usize,
    can_scroll: bool,
    has_focus: bool,
}

/// What the next call of `traverse` visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entering {
    Nothing,
    Scrollable,
    Modal,
}

impl Page {
    /// An operation that scrolls.
    #[must_use]
    pub fn new(scroll: Scroll) -> Self {
        Self {
            scroll,
            around: Vec::new(),
            entering: Entering::Nothing,
            found: Vec::new(),
            layer: 0,
            layers: 0,
        }
    }

    fn chosen(&self) -> Option<usize> {
        let candidates = || {
            let all = self.found.iter().enumerate();
            all.filter(|(_, found)| found.can_scroll && found.layer == self.layers)
        };
        let focused = candidates().filter(|(_, found)| found.has_focus).max_by_key(|(_, found)| found.depth);
        let largest = || candidates().max_by(|(_, a), (_, b)| a.area.total_cmp(&b.area));
        focused.or_else(largest).map(|(number, _)| number)
    }
}

impl Operation for Page {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let (depth, layer) = (self.around.len(), self.layer);
        match std::mem::replace(&mut self.entering, Entering::Nothing) {
            Entering::Nothing => {}
            Entering::Scrollable => self.around.push(self.found.len() - 1),
            Entering::Modal => {
                self.layers += 1;
                self.layer = self.layers;
            }
        }
        operate(self);
        self.around.truncate(depth);
        self.layer = layer;
        self.entering = Entering::Nothing;
    }

    fn container(&mut self, _id: Option<&Id>, _bounds: Rectangle) {
        self.entering = Entering::Nothing;
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        content_bounds: Rectangle,
        _translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.found.push(Found {
            area: bounds.area(),
            depth: self.around.len(),
            layer: self.layer,
            can_scroll: content_bounds.height > bounds.height,
            has_focus: false,
        });
        self.entering = Entering::Scrollable;
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        if state.is_focused() {
            for number in &self.around {
                self.found[*number].has_focus = true;
            }
        }
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        let is_modal = state.downcast_ref::<Exposed>().is_some_and(|exposed| exposed.node.is_modal());
        self.entering = if is_modal { Entering::Modal } else { Entering::Nothing };
    }

    fn finish(&self) -> Outcome<()> {
        match self.chosen() {
            Some(number) => Outcome::Chain(Box::new(Move { scroll: self.scroll, number, seen: 0 })),
            None => Outcome::None,
        }
    }
}

#[derive(Debug)]
struct Move {
    scroll: Scroll,
    number: usize,
    seen: usize,
}

impl Operation for Move {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        content_bounds: Rectangle,
        _translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        if self.seen == self.number {
            let page = (bounds.height - OVERLAP).max(bounds.height / 2.0);
            match self.scroll {
                Scroll::Page { is_forward } => {
                    let y = if is_forward { page } else { -page };
                    state.scroll_by(AbsoluteOffset { x: 0.0, y }, bounds, content_bounds);
                }
                Scroll::Start => state.snap_to(RelativeOffset { x: None, y: Some(0.0) }),
                Scroll::End => state.snap_to(RelativeOffset { x: None, y: Some(1.0) }),
            }
        }
        self.seen += 1;
    }
}
