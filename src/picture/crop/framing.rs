//! The crop while a person chooses it: moving, zooming, turning and undo. Pure.
//!
//! The centre of the square is a position in the upright picture and the rotation is stored separately, so four quarter turns
//! change nothing. Distances are given in sides of the square as seen on the screen. So pointer, keys and buttons have the
//! same effect on screens of all sizes.

use super::{Crop, Rotation};

/// The smallest zoom, in percent: the largest square that fits.
pub const MIN_ZOOM: f64 = 100.0;

/// The largest zoom, in percent: an eighth of that side.
pub const MAX_ZOOM: f64 = 800.0;

/// The largest number of undo steps.
const MAX_STEPS: usize = 200;

/// A square of a picture, with its undo history.
#[derive(Debug, Clone, PartialEq)]
pub struct Framing {
    width: f64,
    height: f64,
    now: Placement,
    past: Vec<Placement>,
    future: Vec<Placement>,
    step: Step,
}

/// The position, zoom and rotation of the square.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Placement {
    /// The centre in pixels of the upright picture.
    centre: (f64, f64),
    /// The zoom in percent.
    zoom: f64,
    rotation: Rotation,
}

/// The kind of the last change. Consecutive drags or zooms are one undo step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// A single change, or the end of a movement.
    Complete,
    Dragging,
    Zooming,
}

impl Framing {
    /// The largest square of a picture of this size in pixels. It is in the middle; in a portrait picture its centre is at the
    /// upper third, where heads are, or as near to it as the square can be.
    pub fn new(width: u32, height: u32) -> Self {
        let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
        let down = if height > width { (height / 3.0).max(width / 2.0) } else { height / 2.0 };
        Self {
            width,
            height,
            now: Placement { centre: (width / 2.0, down), zoom: MIN_ZOOM, rotation: Rotation::default() },
            past: Vec::new(),
            future: Vec::new(),
            step: Step::Complete,
        }
    }

    /// The square that was chosen earlier, moved inside of the picture if it reaches outside. [`Framing::reset`] goes back to
    /// the largest square.
    pub fn resume(width: u32, height: u32, chosen: Crop) -> Self {
        let mut framing = Self::new(width, height);
        let Crop { x, y, side, rotation } = chosen.moved_inside(width.max(1), height.max(1));
        let (shorter, half) = (framing.width.min(framing.height), f64::from(side) / 2.0);
        let zoom = (shorter * MIN_ZOOM / f64::from(side.max(1))).clamp(MIN_ZOOM, MAX_ZOOM);
        let centre = (f64::from(x) + half, f64::from(y) + half);
        framing.change(Step::Complete, |framing| framing.now = Placement { centre, zoom, rotation });
        framing
    }

    /// The square in whole pixels.
    pub fn crop(&self) -> Crop {
        let side = self.side().round().max(1.0);
        let edge = |centre: f64| (centre - side / 2.0).round().max(0.0) as u32;
        let (x, y) = (edge(self.now.centre.0), edge(self.now.centre.1));
        let crop = Crop { x, y, side: side as u32, rotation: self.now.rotation };
        crop.moved_inside(self.width as u32, self.height as u32)
    }

    /// The centre of the square in pixels of the upright picture.
    pub fn centre(&self) -> (f64, f64) {
        self.now.centre
    }

    /// The side length of the square in pixels of the picture.
    pub fn side(&self) -> f64 {
        (self.width.min(self.height) * MIN_ZOOM / self.now.zoom).max(1.0)
    }

    /// The zoom in percent, from [`MIN_ZOOM`] to [`MAX_ZOOM`].
    pub fn zoom(&self) -> f64 {
        self.now.zoom
    }

    /// The rotation of the square.
    pub fn rotation(&self) -> Rotation {
        self.now.rotation
    }

    /// The distance of the square from the left and top edge of the picture on the screen, in percent of its width and height.
    pub fn place(&self) -> (f64, f64) {
        let (x, y) = (self.now.centre.0 - self.width / 2.0, self.now.centre.1 - self.height / 2.0);
        let (x, y) = self.now.rotation.to_screen((x, y));
        let (width, height) = if self.now.rotation.is_sideways() {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        };
        let share = |offset: f64, length: f64| ((length - self.side()) / 2.0 + offset) / length * 100.0;
        (share(x, width), share(y, height))
    }

    /// Moves the square by a multiple of its side, as seen on the screen.
    pub fn nudge(&mut self, right: f64, down: f64) {
        self.change(Step::Complete, |framing| framing.shift(right, down));
    }

    /// The same as a part of one movement, until [`Framing::settle`] is called.
    pub fn drag(&mut self, right: f64, down: f64) {
        self.change(Step::Dragging, |framing| framing.shift(right, down));
    }

    /// Zooms to a percentage. The point `at`, in sides from the centre as seen on the screen, keeps its place if the edges allow
    /// it.
    pub fn zoom_to(&mut self, percent: f64, at: (f64, f64)) {
        if percent.is_nan() {
            return;
        }
        self.change(Step::Zooming, |framing| {
            let before = framing.side();
            framing.now.zoom = percent.clamp(MIN_ZOOM, MAX_ZOOM);
            let gone = (before - framing.side()) / framing.side();
            framing.shift(at.0 * gone, at.1 * gone);
        });
    }

    /// Zooms in to the next step.
    pub fn zoom_in(&mut self) {
        let next = zoom_steps().find(|step| *step > self.now.zoom).unwrap_or(MAX_ZOOM);
        self.zoom_to(next, (0.0, 0.0));
        self.settle();
    }

    /// Zooms out to the previous step.
    pub fn zoom_out(&mut self) {
        let next = zoom_steps().take_while(|step| *step < self.now.zoom).last().unwrap_or(MIN_ZOOM);
        self.zoom_to(next, (0.0, 0.0));
        self.settle();
    }

    /// Changes to the largest centred square, with the same rotation.
    pub fn fit(&mut self) {
        self.change(Step::Complete, |framing| {
            framing.now.zoom = MIN_ZOOM;
            framing.now.centre = framing.middle();
        });
    }

    /// Moves the square to the middle of the picture.
    pub fn centre_it(&mut self) {
        self.change(Step::Complete, |framing| framing.now.centre = framing.middle());
    }

    /// Whether the square is in the middle.
    pub fn is_centred(&self) -> bool {
        self.now.centre == self.middle()
    }

    /// Turns a quarter counter-clockwise.
    pub fn rotate_left(&mut self) {
        self.change(Step::Complete, |framing| framing.now.rotation = framing.now.rotation.left());
    }

    /// Turns a quarter clockwise.
    pub fn rotate_right(&mut self) {
        self.change(Step::Complete, |framing| framing.now.rotation = framing.now.rotation.right());
    }

    /// Swaps left and right.
    pub fn flip(&mut self) {
        self.change(Step::Complete, |framing| framing.now.rotation = framing.now.rotation.flipped());
    }

    /// Goes back to the start. This is an undo step too.
    pub fn reset(&mut self) {
        self.change(Step::Complete, |framing| {
            framing.now = Self::new(framing.width as u32, framing.height as u32).now;
        });
    }

    /// Whether anything differs from the start.
    pub fn is_changed(&self) -> bool {
        self.now != Self::new(self.width as u32, self.height as u32).now
    }

    /// Whether the square can move in a direction as seen on the screen: -1 is left and up, 1 is right and down.
    pub fn can_move(&self, right: f64, down: f64) -> bool {
        let mut moved = self.clone();
        moved.nudge(right, down);
        moved.now != self.now
    }

    /// Ends a movement: the next change is a new undo step.
    pub fn settle(&mut self) {
        self.step = Step::Complete;
    }

    /// Undoes the last step.
    pub fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.now, before));
            self.settle();
        }
    }

    /// Does the last undone step again.
    pub fn redo(&mut self) {
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.now, after));
            self.settle();
        }
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    fn middle(&self) -> (f64, f64) {
        (self.width / 2.0, self.height / 2.0)
    }

    fn change(&mut self, step: Step, change: impl FnOnce(&mut Self)) {
        let before = self.now;
        change(self);
        let is_same_step = step != Step::Complete && step == self.step;
        if self.now != before {
            self.future.clear();
            self.step = step;
            if !is_same_step {
                self.past.push(before);
                if self.past.len() > MAX_STEPS {
                    let _ = self.past.remove(0);
                }
            }
        }
    }

    fn shift(&mut self, right: f64, down: f64) {
        let side = self.side();
        let (x, y) = self.now.rotation.to_upright((right * side, down * side));
        let clamped = |centre: f64, length: f64| {
            let half = (side / 2.0).min(length / 2.0);
            if centre.is_nan() { length / 2.0 } else { centre.clamp(half, length - half) }
        };
        let (at_x, at_y) = self.now.centre;
        self.now.centre = (clamped(at_x + x, self.width), clamped(at_y + y, self.height));
    }
}

/// The steps of *Zoom in* and *Zoom out*: 10 percent, later 25 and 50.
fn zoom_steps() -> impl Iterator<Item = f64> {
    let up = |from: u32, to: u32, step: usize| (from..to).step_by(step);
    up(100, 200, 10).chain(up(200, 400, 25)).chain(up(400, 801, 50)).map(f64::from)
}

#[cfg(test)]
mod tests;
