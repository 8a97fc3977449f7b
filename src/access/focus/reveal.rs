//! Scrolls a node into view.

use crate::access::exposed::Exposed;
use crate::access::ring;

use accesskit::NodeId;
use iced::advanced::widget::operation::scrollable::AbsoluteOffset;
use iced::advanced::widget::operation::{Outcome, Scrollable};
use iced::advanced::widget::{Id, Operation};
use iced::{Rectangle, Vector};

use std::any::Any;

/// The room left beside what is revealed, in logical pixels: the ring and as much again.
const BESIDE: f32 = 2.0 * ring::REACH;

/// The room left above and below, in logical pixels: the label of a field and what is said under it.
const ABOVE: f32 = 32.0;

/// What a widget passes to an operation's `custom`, with its bounds, when it lies over the start or the end of a page that
/// scrolls: what is under it is not in view.
#[derive(Debug, Clone, Copy)]
pub struct Cover;

/// Finds a node and, if that is not in view, how far each scrollable around it has to scroll.
#[derive(Debug)]
pub struct Reveal {
    target: NodeId,
    /// The scrollables around what is being visited, outermost first.
    around: Vec<Around>,
    pending: Option<Around>,
    seen: usize,
    /// Where the target is, and what is around it.
    found: Option<(Rectangle, Vec<Around>)>,
    /// What lies over it.
    covers: Vec<Rectangle>,
}

/// A scrollable, counted in the order of the walk.
#[derive(Debug, Clone, Copy)]
struct Around {
    number: usize,
    bounds: Rectangle,
    translation: Vector,
}

impl Reveal {
    /// An operation that scrolls to this node.
    #[must_use]
    pub fn new(target: NodeId) -> Self {
        Self { target, around: Vec::new(), pending: None, seen: 0, found: None, covers: Vec::new() }
    }
}

impl Operation for Reveal {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let entered = self.pending.take();
        let depth = self.around.len();
        self.around.extend(entered);
        operate(self);
        self.around.truncate(depth);
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
        self.pending = Some(Around { number: self.seen, bounds, translation });
        self.seen += 1;
    }

    fn custom(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        self.pending = None;
        if state.downcast_ref::<Exposed>().is_some_and(|exposed| exposed.id() == self.target) {
            self.found = Some((bounds, self.around.clone()));
        } else if state.is::<Cover>() && self.found.is_some() && self.around.is_empty() {
            self.covers.push(bounds);
        }
    }

    fn finish(&self) -> Outcome<()> {
        let Some((target, around)) = &self.found else { return Outcome::None };
        let moves = moves(*target, around, &self.covers);
        if moves.is_empty() { Outcome::None } else { Outcome::Chain(Box::new(Scroll { moves, seen: 0 })) }
    }
}

/// How far each scrollable has to go, from the innermost outwards, so that the target is in view and nothing covers it.
fn moves(target: Rectangle, around: &[Around], covers: &[Rectangle]) -> Vec<(usize, Vector)> {
    // A layout knows nothing of scrolling, so everything is compared where it stands in the layout of the
    // scrollable around it, and then carried to the next one outwards.
    let mut target = target;
    let mut moves = Vec::new();
    for (depth, scrollable) in around.iter().enumerate().rev() {
        let seen = target - scrollable.translation;
        // What covers stands in the layout of the window.
        let bounds = if depth == 0 { uncovered(scrollable.bounds, seen, covers) } else { scrollable.bounds };
        let offset = Vector::new(
            distance((seen.x, seen.width), (bounds.x, bounds.width), BESIDE),
            distance((seen.y, seen.height), (bounds.y, bounds.height), ABOVE),
        );
        if offset != Vector::ZERO {
            moves.push((scrollable.number, offset));
        }
        target = seen - offset;
    }
    moves
}

/// What of `bounds` is not covered, above and below where `target` is.
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

/// How far to go so that a stretch, given by start and length, lies within bounds, with this margin if there is
/// room for it; its start, if it is longer.
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
    fn no_further_than_needed() {
        for (stretch, margin, expected) in [
            ((40.0, 10.0), 5.0, 0.0),
            ((-20.0, 10.0), 5.0, -25.0),
            ((2.0, 10.0), 5.0, -3.0),
            ((95.0, 10.0), 5.0, 10.0),
            // The margin shrinks where there is no room for it.
            ((120.0, 90.0), 32.0, 115.0),
            // Longer than the bounds: its start.
            ((50.0, 150.0), 5.0, 50.0),
            ((-50.0, 150.0), 5.0, -50.0),
        ] {
            assert_eq!(distance(stretch, (0.0, 100.0), margin), expected, "{stretch:?} {margin}");
        }
    }

    #[test]
    fn nothing_is_in_view_under_a_cover() {
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
