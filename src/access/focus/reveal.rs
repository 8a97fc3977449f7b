//! Scrolls a node into view.

use crate::access::exposed::Exposed;
use crate::access::ring;

use accesskit::NodeId;
use iced::advanced::widget::operation::scrollable::AbsoluteOffset;
use iced::advanced::widget::operation::{Outcome, Scrollable};
use iced::advanced::widget::{Id, Operation};
use iced::{Rectangle, Vector};

use std::any::Any;

/// The space left and right of the node, in logical pixels: twice that of the ring.
const MARGIN_X: f32 = 2.0 * ring::REACH;

/// The space above and below, in logical pixels: for the label of a field and its hint.
const MARGIN_Y: f32 = 32.0;

/// A widget that covers the start or the end of a page that scrolls passes this to `custom` of an operation, with its
/// bounds. What it covers is not in view.
#[derive(Debug, Clone, Copy)]
pub struct Cover;

/// Finds a node and, if it is not in view, scrolls the scrollables that contain it.
#[derive(Debug)]
pub struct Reveal {
    target: NodeId,
    /// The scrollables that contain the current widget, the outermost first.
    containers: Vec<Container>,
    pending: Option<Container>,
    seen: usize,
    /// The bounds of the target, and the scrollables that contain it.
    found: Option<(Rectangle, Vec<Container>)>,
    /// The bounds of what covers the page.
    covers: Vec<Rectangle>,
}

/// A scrollable, with its index in the order of the visit.
#[derive(Debug, Clone, Copy)]
struct Container {
    number: usize,
    bounds: Rectangle,
    translation: Vector,
}

impl Reveal {
    /// An operation that scrolls to this node.
    #[must_use]
    pub fn new(target: NodeId) -> Self {
        Self { target, containers: Vec::new(), pending: None, seen: 0, found: None, covers: Vec::new() }
    }
}

impl Operation for Reveal {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let entered = self.pending.take();
        let depth = self.containers.len();
        self.containers.extend(entered);
        operate(self);
        self.containers.truncate(depth);
        self.pending = None;
    }

    fn container(&mut self, _id: Option<&Id>, _bounds: Rectangle) {
        self.pending = None;
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        _content_bounds: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.pending = Some(Container { number: self.seen, bounds, translation });
        self.seen += 1;
    }

    fn custom(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        self.pending = None;
        if state.downcast_ref::<Exposed>().is_some_and(|exposed| exposed.id() == self.target) {
            self.found = Some((bounds, self.containers.clone()));
        } else if state.is::<Cover>() && self.found.is_some() && self.containers.is_empty() {
            self.covers.push(bounds);
        }
    }

    fn finish(&self) -> Outcome<()> {
        let Some((target, containers)) = &self.found else { return Outcome::None };
        let moves = moves(*target, containers, &self.covers);
        if moves.is_empty() { Outcome::None } else { Outcome::Chain(Box::new(Scroll { moves, seen: 0 })) }
    }
}

/// How far each scrollable must scroll, from the innermost outwards, so that the target is in view and not covered.
fn moves(target: Rectangle, containers: &[Container], covers: &[Rectangle]) -> Vec<(usize, Vector)> {
    // Bounds in a layout do not include scrolling, so the target is compared in the layout of each scrollable, and then
    // moved into the layout of the next one.
    let mut target = target;
    let mut moves = Vec::new();
    for (depth, scrollable) in containers.iter().enumerate().rev() {
        let seen = target - scrollable.translation;
        // The bounds of covers are in the layout of the window.
        let bounds = if depth == 0 { uncovered(scrollable.bounds, seen, covers) } else { scrollable.bounds };
        let offset = Vector::new(
            distance((seen.x, seen.width), (bounds.x, bounds.width), MARGIN_X),
            distance((seen.y, seen.height), (bounds.y, bounds.height), MARGIN_Y),
        );
        if offset != Vector::ZERO {
            moves.push((scrollable.number, offset));
        }
        target = seen - offset;
    }
    moves
}

/// The part of `bounds` that is not covered in the columns of `target`.
fn uncovered(bounds: Rectangle, target: Rectangle, covers: &[Rectangle]) -> Rectangle {
    let (mut top, mut bottom) = (bounds.y, bounds.y + bounds.height);
    for cover in covers.iter().filter(|cover| cover.intersects(&bounds)) {
        let is_beside = cover.x >= target.x + target.width || cover.x + cover.width <= target.x;
        if is_beside {
            continue;
        }
        if cover.center_y() > bounds.center_y() {
            bottom = bottom.min(cover.y);
        } else {
            top = top.max(cover.y + cover.height);
        }
    }
    Rectangle { y: top, height: (bottom - top).max(0.0), ..bounds }
}

/// How far to scroll so that an interval, given by start and length, is in the bounds, with this margin if there is
/// space for it. If the interval is longer than the bounds, its start is.
fn distance((start, length): (f32, f32), (bounds_start, bounds_length): (f32, f32), margin: f32) -> f32 {
    let margin = ((bounds_length - length) / 2.0).clamp(0.0, margin);
    let before = start - margin - bounds_start;
    let after = start + length + margin - bounds_start - bounds_length;
    if before < 0.0 {
        before
    } else if after > 0.0 {
        after.min(before)
    } else {
        0.0
    }
}

#[derive(Debug)]
struct Scroll {
    moves: Vec<(usize, Vector)>,
    seen: usize,
}

impl Operation for Scroll {
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
        if let Some((_, offset)) = self.moves.iter().find(|(number, _)| *number == self.seen) {
            state.scroll_by(AbsoluteOffset { x: offset.x, y: offset.y }, bounds, content_bounds);
        }
        self.seen += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{distance, uncovered};

    use iced::{Point, Rectangle, Size};

    #[test]
    fn it_scrolls_no_further_than_needed() {
        for (stretch, margin, expected) in [
            ((40.0, 10.0), 5.0, 0.0),
            ((-20.0, 10.0), 5.0, -25.0),
            ((2.0, 10.0), 5.0, -3.0),
            ((95.0, 10.0), 5.0, 10.0),
            // The margin shrinks if there is no space for it.
            ((120.0, 90.0), 32.0, 115.0),
            // Longer than the bounds: its start.
            ((50.0, 150.0), 5.0, 50.0),
            ((-50.0, 150.0), 5.0, -50.0),
        ] {
            assert_eq!(distance(stretch, (0.0, 100.0), margin), expected, "{stretch:?} {margin}");
        }
    }

    #[test]
    fn what_is_covered_is_not_in_view() {
        let area = |x, y, width, height| Rectangle::new(Point::new(x, y), Size::new(width, height));
        let page = area(0.0, 50.0, 400.0, 300.0);
        let target = area(200.0, 900.0, 100.0, 40.0);
        for (covers, expected) in [
            (vec![], page),
            (vec![area(150.0, 300.0, 250.0, 50.0)], area(0.0, 50.0, 400.0, 250.0)),
            // Beside the target, and beside the page.
            (vec![area(0.0, 300.0, 150.0, 50.0), area(150.0, 360.0, 250.0, 50.0)], page),
            (vec![area(0.0, 40.0, 400.0, 30.0)], area(0.0, 70.0, 400.0, 280.0)),
            (
                vec![area(0.0, 260.0, 400.0, 90.0), area(0.0, 300.0, 400.0, 50.0)],
                area(0.0, 50.0, 400.0, 210.0),
            ),
        ] {
            assert_eq!(uncovered(page, target, &covers), expected, "{covers:?}");
        }
    }
}
