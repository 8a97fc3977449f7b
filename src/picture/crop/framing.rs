//! The crop while a person chooses it: moving, zooming, turning and undo. Pure.
//!
//! The centre of the square is a position in the upright picture and the rotation is stored separately, so four quarter turns
//! change nothing. Distances are given in sides of the square as seen on the screen. So pointer, keys and buttons have the
//! same effect on screens of all sizes.
//!
//! The file is long because of its tests.

use super::{Crop, Facing};

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
    facing: Facing,
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
            now: Placement { centre: (width / 2.0, down), zoom: MIN_ZOOM, facing: Facing::default() },
            past: Vec::new(),
            future: Vec::new(),
            step: Step::Complete,
        }
    }

    /// The square that was chosen earlier, moved inside of the picture if it reaches outside. [`Framing::reset`] goes back to
    /// the largest square.
    pub fn resume(width: u32, height: u32, chosen: Crop) -> Self {
        let mut framing = Self::new(width, height);
        let Crop { x, y, side, facing } = chosen.moved_inside(width.max(1), height.max(1));
        let (shorter, half) = (framing.width.min(framing.height), f64::from(side) / 2.0);
        let zoom = (shorter * MIN_ZOOM / f64::from(side.max(1))).clamp(MIN_ZOOM, MAX_ZOOM);
        let centre = (f64::from(x) + half, f64::from(y) + half);
        framing.change(Step::Complete, |framing| framing.now = Placement { centre, zoom, facing });
        framing
    }

    /// The square in whole pixels.
    pub fn crop(&self) -> Crop {
        let side = self.side().round().max(1.0);
        let edge = |centre: f64| (centre - side / 2.0).round().max(0.0) as u32;
        let (x, y) = (edge(self.now.centre.0), edge(self.now.centre.1));
        let crop = Crop { x, y, side: side as u32, facing: self.now.facing };
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
    pub fn facing(&self) -> Facing {
        self.now.facing
    }

    /// The distance of the square from the left and top edge of the picture on the screen, in percent of its width and height.
    pub fn place(&self) -> (f64, f64) {
        let (x, y) = (self.now.centre.0 - self.width / 2.0, self.now.centre.1 - self.height / 2.0);
        let (x, y) = self.now.facing.to_seen((x, y));
        let (width, height) =
            if self.now.facing.is_sideways() { (self.height, self.width) } else { (self.width, self.height) };
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
        self.change(Step::Complete, |framing| framing.now.facing = framing.now.facing.left());
    }

    /// Turns a quarter clockwise.
    pub fn rotate_right(&mut self) {
        self.change(Step::Complete, |framing| framing.now.facing = framing.now.facing.right());
    }

    /// Swaps left and right.
    pub fn flip(&mut self) {
        self.change(Step::Complete, |framing| framing.now.facing = framing.now.facing.flipped());
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
        let (x, y) = self.now.facing.to_upright((right * side, down * side));
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
mod tests {
    use super::{Crop, Framing, MAX_ZOOM, MIN_ZOOM};

    use proptest::prelude::{Strategy, any, prop_oneof};
    use proptest::{collection, prop_assert, prop_assert_eq, proptest};

    #[derive(Debug, Clone, Copy)]
    enum Act {
        Nudge(f64, f64),
        Drag(f64, f64),
        Zoom(f64, f64, f64),
        In,
        Out,
        Fit,
        Centre,
        Left,
        Right,
        Flip,
        Reset,
        Settle,
        Undo,
        Redo,
    }

    fn perform(framing: &mut Framing, act: Act) {
        match act {
            Act::Nudge(x, y) => framing.nudge(x, y),
            Act::Drag(x, y) => framing.drag(x, y),
            Act::Zoom(percent, x, y) => framing.zoom_to(percent, (x, y)),
            Act::In => framing.zoom_in(),
            Act::Out => framing.zoom_out(),
            Act::Fit => framing.fit(),
            Act::Centre => framing.centre_it(),
            Act::Left => framing.rotate_left(),
            Act::Right => framing.rotate_right(),
            Act::Flip => framing.flip(),
            Act::Reset => framing.reset(),
            Act::Settle => framing.settle(),
            Act::Undo => framing.undo(),
            Act::Redo => framing.redo(),
        }
    }

    fn act() -> impl Strategy<Value = Act> {
        let way = || prop_oneof![-3.0..3.0, any::<f64>()];
        prop_oneof![
            (way(), way()).prop_map(|(x, y)| Act::Nudge(x, y)),
            (way(), way()).prop_map(|(x, y)| Act::Drag(x, y)),
            (-50.0..2000.0, way(), way()).prop_map(|(percent, x, y)| Act::Zoom(percent, x, y)),
            proptest::sample::select(vec![
                Act::In,
                Act::Out,
                Act::Fit,
                Act::Centre,
                Act::Left,
                Act::Right,
                Act::Flip,
                Act::Reset,
                Act::Settle,
                Act::Undo,
                Act::Redo,
            ]),
        ]
    }

    fn framed(width: u32, height: u32, acts: &[Act]) -> Framing {
        let mut framing = Framing::new(width, height);
        for act in acts {
            perform(&mut framing, *act);
        }
        framing
    }

    proptest! {
        #[test]
        fn the_square_stays_inside_of_the_picture(width in 1_u32..9000, height in 1_u32..9000, acts in collection::vec(act(), 0..40)) {
            let framing = framed(width, height, &acts);
            let Crop { x, y, side, .. } = framing.crop();
            prop_assert!(side >= 1 && x + side <= width && y + side <= height, "{framing:?}");
            prop_assert!((MIN_ZOOM..=MAX_ZOOM).contains(&framing.zoom()));
            let ((x, y), half) = (framing.centre(), framing.side() / 2.0);
            let (right, below) = (f64::from(width) - x, f64::from(height) - y);
            prop_assert!([x, y, right, below].into_iter().all(|room| room >= half - 1e-6), "{framing:?}");
            let (left, top) = framing.place();
            prop_assert!((-0.01..=100.0).contains(&left) && (-0.01..=100.0).contains(&top), "{framing:?}");
        }

        #[test]
        fn a_saved_square_is_restored(width in 1_u32..9000, height in 1_u32..9000, acts in collection::vec(act(), 0..20)) {
            let chosen = framed(width, height, &acts).crop();
            let written = crate::profile::Square::from(chosen);
            let mut back = Framing::resume(width, height, written.into());
            prop_assert_eq!(back.crop(), chosen);
            prop_assert!((MIN_ZOOM..=MAX_ZOOM).contains(&back.zoom()));
            back.reset();
            prop_assert_eq!(back.crop(), Framing::new(width, height).crop());
        }

        #[test]
        fn four_quarter_turns_or_two_flips_change_nothing(width in 1_u32..9000, height in 1_u32..9000, acts in collection::vec(act(), 0..20)) {
            let before = framed(width, height, &acts);
            for turn in [Framing::rotate_left, Framing::rotate_right] {
                let mut framing = before.clone();
                (0..4).for_each(|_| turn(&mut framing));
                prop_assert_eq!(framing.now, before.now);
            }
            let mut framing = before.clone();
            framing.flip();
            framing.flip();
            prop_assert_eq!(framing.now, before.now);
        }

        #[test]
        fn all_steps_can_be_undone_and_redone(width in 1_u32..9000, height in 1_u32..9000, acts in collection::vec(act(), 0..40)) {
            let mut framing = framed(width, height, &acts);
            while framing.can_redo() {
                framing.redo();
            }
            let end = framing.now;
            let steps = framing.past.len();
            (0..steps).for_each(|_| framing.undo());
            prop_assert_eq!(framing.now, Framing::new(width, height).now);
            (0..steps).for_each(|_| framing.redo());
            prop_assert_eq!(framing.now, end);
        }
    }

    #[test]
    fn a_portrait_picture_starts_at_the_upper_third() {
        for ((width, height), (x, y)) in [
            ((1600, 1200), (800.0, 600.0)),
            ((1000, 1000), (500.0, 500.0)),
            // As near to the third as possible.
            ((3000, 4000), (1500.0, 1500.0)),
            ((1080, 1920), (540.0, 640.0)),
            ((100, 900), (50.0, 300.0)),
            ((1, 3), (0.5, 1.0)),
        ] {
            let mut framing = Framing::new(width, height);
            assert_eq!(framing.centre(), (x, y), "{width} x {height}");
            assert!(!framing.is_changed());
            framing.zoom_to(200.0, (0.0, 0.0));
            framing.rotate_left();
            framing.centre_it();
            assert_eq!(framing.centre(), (f64::from(width) / 2.0, f64::from(height) / 2.0));
            assert!(framing.is_centred() && framing.zoom() == 200.0 && framing.facing().degrees() == 270);
            framing.reset();
            assert_eq!(framing.centre(), (x, y), "{width} x {height}");
        }
    }

    #[test]
    fn each_movement_is_one_undo_step() {
        let mut framing = Framing::new(400, 300);
        framing.zoom_to(200.0, (0.0, 0.0));
        framing.zoom_to(220.0, (0.0, 0.0));
        framing.drag(0.1, 0.0);
        framing.drag(0.1, 0.0);
        framing.settle();
        framing.drag(-0.1, 0.0);
        assert_eq!(framing.past.len(), 3);
        framing.undo();
        framing.undo();
        assert_eq!((framing.zoom(), framing.centre()), (220.0, (200.0, 150.0)));
        framing.nudge(0.0, 0.1);
        assert!(!framing.can_redo(), "a new change removes the undone steps");
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let mut framing = Framing::new(4000, 3000);
        framing.rotate_right();
        framing.flip();
        framing.zoom_to(300.0, (0.2, -0.1));
        let at = (0.3, 0.1);
        let point = |framing: &Framing| {
            let (x, y) = framing.facing().to_upright(at);
            (framing.centre().0 + x * framing.side(), framing.centre().1 + y * framing.side())
        };
        let before = point(&framing);
        framing.zoom_to(450.0, at);
        let after = point(&framing);
        assert!(
            (before.0 - after.0).abs() < 1e-6 && (before.1 - after.1).abs() < 1e-6,
            "{before:?} {after:?}"
        );
    }

    #[test]
    fn moves_are_relative_to_the_screen_and_zoom_has_the_same_steps_in_both_directions() {
        let mut framing = Framing::new(1000, 500);
        framing.zoom_to(250.0, (0.0, 0.0));
        framing.rotate_right();
        // What is seen at the right is the top of the upright picture.
        framing.nudge(0.1, 0.0);
        assert_eq!(framing.centre(), (500.0, 230.0));
        assert_eq!(framing.crop().side, 200);
        let (_, top) = framing.place();
        assert_eq!(top, 40.0);

        let mut framing = Framing::new(1000, 500);
        let mut seen = vec![framing.zoom()];
        while framing.zoom() < MAX_ZOOM {
            framing.zoom_in();
            seen.push(framing.zoom());
        }
        assert_eq!(seen[..4], [100.0, 110.0, 120.0, 130.0]);
        while let Some(zoom) = seen.pop() {
            assert_eq!(framing.zoom(), zoom);
            framing.zoom_out();
        }
        framing.zoom_to(113.0, (0.0, 0.0));
        framing.zoom_in();
        assert_eq!(framing.zoom(), 120.0);
    }
}
