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
        // As near to the upper third as possible.
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
        assert!(framing.is_centred() && framing.zoom() == 200.0 && framing.rotation().degrees() == 270);
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
        let (x, y) = framing.rotation().to_upright(at);
        (framing.centre().0 + x * framing.side(), framing.centre().1 + y * framing.side())
    };
    let before = point(&framing);
    framing.zoom_to(450.0, at);
    let after = point(&framing);
    assert!((before.0 - after.0).abs() < 1e-6 && (before.1 - after.1).abs() < 1e-6, "{before:?} {after:?}");
}

#[test]
fn moves_are_relative_to_the_screen_and_zoom_has_the_same_steps_in_both_directions() {
    let mut framing = Framing::new(1000, 500);
    framing.zoom_to(250.0, (0.0, 0.0));
    framing.rotate_right();
    // The right side on the screen is the top of the upright picture.
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
