//! Scrolls into view: a node, or what has just opened.

use crate::access::exposed::Exposed;
use crate::access::reveal_whole::WholeState;
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

/// Finds a target and, if it is not in view, scrolls the scrollables that contain it.
#[derive(Debug)]
pub struct Reveal {
    target: Target,
    /// The scrollables that contain the current widget, the outermost first.
    containers: Vec<Container>,
    /// The innermost content around the current widget that is scrolled into view as a whole, and the number of scrollables
    /// that contain it.
    whole: Option<(Rectangle, usize)>,
    entering: Entering,
    seen: usize,
    found: Option<Found>,
    /// The bounds of what covers the page.
    covers: Vec<Rectangle>,
}

/// What is scrolled into view.
#[derive(Debug)]
enum Target {
    Node(NodeId),
    /// What has just opened; the first, if it is several.
    Opened,
}

/// The target, and the scrollables that contain it.
#[derive(Debug)]
struct Found {
    target: Rectangle,
    /// What is scrolled into view as a whole with the target; the target itself if there is nothing.
    whole: Rectangle,
    containers: Vec<Container>,
}

/// What the next call of `traverse` visits.
#[derive(Debug)]
enum Entering {
    Nothing,
    Scrollable(Container),
    Whole(Rectangle),
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
    pub fn new(node: NodeId) -> Self {
        Self::to(Target::Node(node))
    }

    /// An operation that scrolls to what has just opened.
    #[must_use]
    pub fn opened() -> Self {
        Self::to(Target::Opened)
    }

    fn to(target: Target) -> Self {
        Self {
            target,
            containers: Vec::new(),
            whole: None,
            entering: Entering::Nothing,
            seen: 0,
            found: None,
            covers: Vec::new(),
        }
    }

    fn find(&mut self, target: Rectangle) {
        let depth = self.containers.len();
        let whole = self.whole.filter(|(_, containers)| *containers == depth);
        let whole = whole.map_or(target, |(whole, _)| whole);
        self.found = Some(Found { target, whole, containers: self.containers.clone() });
    }
}

impl Operation for Reveal {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let (depth, whole) = (self.containers.len(), self.whole);
        match std::mem::replace(&mut self.entering, Entering::Nothing) {
            Entering::Nothing => {}
            Entering::Scrollable(container) => self.containers.push(container),
            Entering::Whole(bounds) => self.whole = Some((bounds, depth)),
        }
        operate(self);
        self.containers.truncate(depth);
        self.whole = whole;
        self.entering = Entering::Nothing;
    }

    fn container(&mut self, _id: Option<&Id>, _bounds: Rectangle) {
        self.entering = Entering::Nothing;
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        _content_bounds: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.entering = Entering::Scrollable(Container { number: self.seen, bounds, translation });
        self.seen += 1;
    }

    fn custom(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        self.entering = Entering::Nothing;
        if let Some(whole) = state.downcast_mut::<WholeState>() {
            if whole.is_open() {
                self.entering = Entering::Whole(bounds);
            }
            if matches!(self.target, Target::Opened) && whole.is_new() {
                whole.note_shown();
                if self.found.is_none() {
                    self.find(bounds);
                }
            }
        } else if state.is::<Cover>() {
            if self.found.is_some() && self.containers.is_empty() {
                self.covers.push(bounds);
            }
        } else if let (Target::Node(node), Some(exposed)) = (&self.target, state.downcast_ref::<Exposed>())
            && exposed.id() == *node
        {
            self.find(bounds);
        }
    }

    fn finish(&self) -> Outcome<()> {
        let Some(found) = &self.found else { return Outcome::None };
        let moves = moves(found, &self.covers);
        if moves.is_empty() { Outcome::None } else { Outcome::Chain(Box::new(Scroll { moves, seen: 0 })) }
    }
}

/// How far each scrollable must scroll, from the innermost outwards, so that the target is in view and not covered, with as
/// much as possible of what belongs to it.
fn moves(found: &Found, covers: &[Rectangle]) -> Vec<(usize, Vector)> {
    // Bounds in a layout do not include scrolling, so the target is compared in the layout of each scrollable, and then
    // moved into the layout of the next one.
    let (mut target, mut whole) = (found.target, found.whole);
    let mut moves = Vec::new();
    for (depth, scrollable) in found.containers.iter().enumerate().rev() {
        (target, whole) = (target - scrollable.translation, whole - scrollable.translation);
        // The bounds of covers are in the layout of the window.
        let bounds =
            if depth == 0 { uncovered(scrollable.bounds, target, covers) } else { scrollable.bounds };
        let to_whole = offset(whole, bounds, MARGIN_Y);
        // If there is no space for the whole, the target may still be out of view.
        let to_target = offset(target - to_whole, bounds, ring::REACH);
        let offset = to_whole + to_target;
        if offset != Vector::ZERO {
            moves.push((scrollable.number, offset));
        }
        (target, whole) = (target - offset, whole - offset);
    }
    moves
}

/// How far to scroll so that `target` is in `bounds`, with this margin above and below it.
fn offset(target: Rectangle, bounds: Rectangle, margin: f32) -> Vector {
    Vector::new(
        distance((target.x, target.width), (bounds.x, bounds.width), MARGIN_X),
        distance((target.y, target.height), (bounds.y, bounds.height), margin),
    )
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
    use super::{Container, Found, distance, moves, ring, uncovered};

    use iced::{Point, Rectangle, Size, Vector};

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

    #[test]
    fn what_belongs_together_is_scrolled_as_a_whole_and_the_target_in_any_case() {
        let area = |y, height| Rectangle::new(Point::new(0.0, y), Size::new(100.0, height));
        let page = Container { number: 0, bounds: area(0.0, 300.0), translation: Vector::ZERO };
        // A field at the start of what belongs together, and a button at its end.
        for (whole, field, button) in [
            // In view.
            ((40.0, 200.0), 0.0, 0.0),
            // There is space for it: it moves as a whole, whatever has the focus.
            ((200.0, 200.0), 132.0, 132.0),
            ((-60.0, 200.0), -92.0, -92.0),
            // There is none: the target is in view.
            ((200.0, 400.0), 200.0 - ring::REACH, 300.0 + ring::REACH),
        ] {
            let whole = area(whole.0, whole.1);
            let moved = |target| {
                let moves = moves(&Found { target, whole, containers: vec![page] }, &[]);
                moves.first().map_or(0.0, |(_, offset)| offset.y)
            };
            let found = [moved(area(whole.y, 30.0)), moved(area(whole.y + whole.height - 30.0, 30.0))];
            assert_eq!(found, [field, button], "{whole:?}");
        }
    }
}
