//! Keys and the pointer.

use super::window::Window;
use crate::access::{self, Role, control, group, labelled};

use iced::advanced::widget::operation::focusable;
use iced::keyboard::key::Named;
use iced::keyboard::{Key, Modifiers};
use iced::widget::{column, row, scrollable, space, stack, text};
use iced::{Element, Event, keyboard, mouse};

#[derive(Debug, Default)]
struct State {
    log: Vec<&'static str>,
    chosen: &'static str,
    is_asking: bool,
    is_saving: bool,
    has_news: bool,
    rtl: bool,
}

fn update(state: &mut State, name: &'static str) {
    match name {
        "Ask" => state.is_asking = true,
        "No" => state.is_asking = false,
        "Save" => state.is_saving = true,
        "Male" | "Female" | "Other" => state.chosen = name,
        _ => {}
    }
    state.log.push(name);
}

fn button<'a>(name: &'static str) -> control::Control<'a, &'static str> {
    control(Role::Button, name, text(name)).id(name).on_press(name)
}

fn view(state: &State) -> Element<'_, &'static str> {
    let radio = |name| {
        control(Role::RadioButton, name, text(name)).checked(state.chosen == name).on_press(name).width(60)
    };
    let genders = access::mirror(row![radio("Male"), radio("Female"), radio("Other")], state.rtl);
    let screen = column![
        if state.has_news { Element::from(text("News")) } else { space().into() },
        button("Save").on_press((!state.is_saving).then_some("Save")),
        control(Role::Button, "Off", text("Off")),
        group(genders, Role::RadioGroup, "Gender").rtl(state.rtl),
        button("Ask"),
        scrollable(column![space().height(500), button("Far"), space().height(500)]).height(50),
        button("Last"),
    ]
    .spacing(10)
    .padding(10);
    let dialog =
        state.is_asking.then(|| labelled(row![button("Yes"), button("No")], Role::Dialog, "Really").modal());
    access::root(stack![screen].push(dialog), "Test").into()
}

fn window() -> Window<State, &'static str> {
    Window::new(State::default(), update, view)
}

/// Six options in rows of three; Enter uses the chosen one.
fn grid(state: &State) -> Element<'_, &'static str> {
    let cell = |name: &'static str| {
        control(Role::RadioButton, name, text(name)).checked(state.chosen == name).on_press(name).width(60)
    };
    let cells = column![row![cell("Male"), cell("b"), cell("c")], row![cell("d"), cell("Female"), cell("f")]];
    let cells = group(cells, Role::RadioGroup, "Cells").columns(3).on_enter(Some("Used"));
    access::root(column![cells, button("Last")], "Test").into()
}

#[test]
fn in_rows_up_and_down_lead_to_the_row_above_and_below() {
    let mut window = Window::new(State { chosen: "Male", ..State::default() }, update, grid);
    window.key_with(Named::Tab, Modifiers::empty());
    let mut press = |key| {
        window.key_with(key, Modifiers::empty());
        window.focused()
    };
    assert_eq!(press(Named::ArrowUp), "Male", "there is nothing above");
    assert_eq!(press(Named::ArrowDown), "d");
    assert_eq!(press(Named::ArrowRight), "Female");
    assert_eq!(press(Named::ArrowDown), "Female", "there is nothing below");
    assert_eq!(press(Named::ArrowUp), "b");
    assert_eq!(press(Named::ArrowRight), "c");
    assert_eq!(press(Named::ArrowRight), "d");
    assert_eq!(press(Named::Home), "Male");
    assert_eq!(press(Named::ArrowDown), "d");
    let before = window.state.log.len();
    window.key_with(Named::Enter, Modifiers::empty());
    assert_eq!(window.state.log[before..], ["Used"]);
    window.key_with(Named::Tab, Modifiers::empty());
    window.key_with(Named::Enter, Modifiers::empty());
    assert_eq!(window.state.log[before..], ["Used", "Last"], "outside of the group Enter presses");
}

fn names(window: &mut Window<State, &'static str>, count: usize, modifiers: Modifiers) -> Vec<String> {
    (0..count)
        .map(|_| {
            window.key_with(Named::Tab, modifiers);
            window.focused()
        })
        .collect()
}

#[test]
fn tab_goes_round_in_reading_order() {
    let mut window = window();
    let forward = names(&mut window, 6, Modifiers::empty());
    assert_eq!(forward, ["Save", "Male", "Ask", "Far", "Last", "Save"]);
    let backward = names(&mut window, 6, Modifiers::SHIFT);
    assert_eq!(backward, ["Last", "Far", "Ask", "Male", "Save", "Last"]);
}

#[test]
fn tab_with_other_modifiers_is_left_to_the_program() {
    let mut window = window();
    assert_eq!(names(&mut window, 1, Modifiers::CTRL), [""]);
    assert_eq!(names(&mut window, 1, Modifiers::ALT), [""]);
}

#[test]
fn a_group_is_entered_at_the_chosen_member() {
    let mut window = window();
    window.state.chosen = "Other";
    assert_eq!(names(&mut window, 3, Modifiers::empty()), ["Save", "Other", "Ask"]);
}

#[test]
fn arrows_choose_in_a_radio_group() {
    for (rtl, key, expected) in [
        (false, Named::ArrowRight, ["Female", "Other", "Male"]),
        (false, Named::ArrowLeft, ["Other", "Female", "Male"]),
        (false, Named::ArrowDown, ["Female", "Other", "Male"]),
        (true, Named::ArrowLeft, ["Female", "Other", "Male"]),
        (true, Named::ArrowRight, ["Other", "Female", "Male"]),
        (true, Named::ArrowUp, ["Other", "Female", "Male"]),
    ] {
        let mut window = window();
        window.state.rtl = rtl;
        let _ = names(&mut window, 2, Modifiers::empty());
        for name in expected {
            window.key(key);
            assert_eq!((window.focused().as_str(), window.state.chosen), (name, name), "{rtl} {key:?}");
        }
        assert_eq!(window.state.log, expected);
    }
}

#[test]
fn a_digit_of_the_number_pad_is_no_arrow() {
    let mut window = window();
    let _ = names(&mut window, 2, Modifiers::empty());
    assert_eq!(window.focused(), "Male");
    for (modified, focused) in
        [(Key::Character("6".into()), "Male"), (Key::Named(Named::ArrowRight), "Female")]
    {
        window.send(&[Event::Keyboard(keyboard::Event::KeyPressed {
            key: Key::Named(Named::ArrowRight),
            modified_key: modified,
            physical_key: keyboard::key::Physical::Code(keyboard::key::Code::Numpad6),
            location: keyboard::Location::Numpad,
            modifiers: Modifiers::empty(),
            text: None,
            repeat: false,
        })]);
        assert_eq!(window.focused(), focused);
    }
}

#[test]
fn a_mirrored_row_keeps_its_reading_order() {
    let mut window = window();
    window.state.rtl = true;
    let tree = window.tree();
    let x = |name| tree.find(Role::RadioButton, name).unwrap().bounds.x;
    assert!(x("Male") > x("Female") && x("Female") > x("Other"));
    let order: Vec<_> = tree.all().into_iter().filter(|found| found.role == Role::RadioButton).collect();
    assert_eq!(order[0].name, "Male");
}

#[test]
fn enter_and_space_press_once() {
    let mut window = window();
    let _ = names(&mut window, 3, Modifiers::empty());
    window.key(Named::Enter);
    assert_eq!(window.state.log, ["Ask"]);
    window.key(Named::Space);
    assert_eq!(window.state.log, ["Ask", "Yes"]);
    window.key_with(Named::Enter, Modifiers::CTRL);
    let held = keyboard::Event::KeyPressed {
        key: Key::Named(Named::Enter),
        modified_key: Key::Named(Named::Enter),
        physical_key: keyboard::key::Physical::Code(keyboard::key::Code::Enter),
        location: keyboard::Location::Standard,
        modifiers: Modifiers::empty(),
        text: None,
        repeat: true,
    };
    window.send(&[Event::Keyboard(held)]);
    assert_eq!(window.state.log, ["Ask", "Yes"]);
}

#[test]
fn a_dialog_keeps_the_focus_and_gives_it_back() {
    let mut window = window();
    let _ = names(&mut window, 3, Modifiers::empty());
    window.key(Named::Enter);
    assert_eq!(window.focused(), "Yes");
    assert_eq!(names(&mut window, 3, Modifiers::empty()), ["No", "Yes", "No"]);
    window.key(Named::Enter);
    assert_eq!(window.focused(), "Ask");
}

#[test]
fn the_program_may_choose_the_focus_in_a_dialog() {
    let mut window = window();
    window.click_on(Role::Button, "Ask");
    window.operate(&mut focusable::focus::<()>("No".into()));
    window.redraw();
    assert_eq!(window.focused(), "No");
    window.key(Named::Space);
    assert_eq!(window.focused(), "Ask");
}

#[test]
fn focus_does_not_go_behind_a_dialog() {
    let mut window = window();
    window.click_on(Role::Button, "Ask");
    window.operate(&mut focusable::focus::<()>("Last".into()));
    window.redraw();
    assert_eq!(window.focused(), "Yes");
}

#[test]
fn focus_stays_on_what_was_just_disabled_and_goes_on_from_there() {
    let mut window = window();
    let _ = names(&mut window, 1, Modifiers::empty());
    window.key(Named::Enter);
    assert!(window.state.is_saving);
    assert_eq!(window.focused(), "Save");
    window.key(Named::Enter);
    assert_eq!(window.state.log, ["Save"]);
    assert_eq!(names(&mut window, 5, Modifiers::empty()), ["Male", "Ask", "Far", "Last", "Male"]);
}

#[test]
fn focus_survives_a_row_that_appears_above() {
    let mut window = window();
    let _ = names(&mut window, 3, Modifiers::empty());
    window.state.has_news = true;
    window.redraw();
    assert_eq!(window.focused(), "Ask");
}

#[test]
fn what_gets_the_focus_is_scrolled_into_view() {
    let mut window = window();
    let _ = names(&mut window, 4, Modifiers::empty());
    let far = window.tree().find(Role::Button, "Far").unwrap().bounds;
    let ask = window.tree().find(Role::Button, "Ask").unwrap().bounds;
    let last = window.tree().find(Role::Button, "Last").unwrap().bounds;
    assert!(far.y > ask.y + ask.height && far.y + far.height < last.y, "{far:?}");
}

#[test]
fn a_press_moves_the_focus_and_a_press_elsewhere_drops_it() {
    let mut window = window();
    let _ = names(&mut window, 1, Modifiers::empty());
    window.click_on(Role::Button, "Last");
    assert_eq!(window.focused(), "Last");
    window.click(390.0, 290.0);
    assert_eq!(window.focused(), "");
    assert_eq!(names(&mut window, 1, Modifiers::empty()), ["Save"]);
}

#[test]
fn tab_goes_on_from_where_the_focus_was_lost() {
    let mut window = window();
    window.click_on(Role::RadioButton, "Male");
    window.click(390.0, 290.0);
    assert_eq!(names(&mut window, 1, Modifiers::empty()), ["Ask"]);
}

#[test]
fn a_press_counts_when_it_ends_where_it_began() {
    let mut window = window();
    let last = window.tree().find(Role::Button, "Last").unwrap().bounds.center();
    window.point(last.x, last.y);
    window.hold_button(mouse::Button::Left);
    window.point(390.0, 290.0);
    window.release_button(mouse::Button::Left);
    assert!(window.state.log.is_empty());
    window.point(last.x, last.y);
    window.release_button(mouse::Button::Left);
    assert!(window.state.log.is_empty());
    window.click(last.x, last.y);
    assert_eq!(window.state.log, ["Last"]);
}

#[test]
fn the_ring_is_drawn_for_keys_and_not_for_the_pointer() {
    let mut window = window();
    let plain = window.picture();
    window.click_on(Role::Button, "Last");
    window.point(390.0, 290.0);
    assert!(window.picture() == plain, "the pointer drew a ring");
    window.key_with(Named::Tab, Modifiers::SHIFT);
    window.key_with(Named::Tab, Modifiers::empty());
    let ringed = window.picture();
    let bounds = window.tree().find(Role::Button, "Last").unwrap().bounds;
    let pixel = |x: f32, y: f32| {
        let at = (y as usize * window.size.width as usize + x as usize) * 4;
        ringed[at..at + 3].to_vec()
    };
    // 2 px of gap, then 2 px of ring.
    let y = bounds.center_y();
    assert_eq!(pixel(bounds.x - 1.5, y), [255, 255, 255]);
    assert_ne!(pixel(bounds.x - 3.0, y), [255, 255, 255]);
    assert_eq!(pixel(bounds.x - 5.5, y), [255, 255, 255]);
}

#[test]
fn keys_scroll_what_has_the_focus_inside_or_else_the_largest() {
    let view = |(): &()| -> Element<'_, &'static str> {
        let long = |name| column![button(name), space().height(1000), button("end")];
        let layers = column![scrollable(long("small")).height(60), scrollable(long("large")).height(150)];
        access::root(layers, "Test").into()
    };
    let mut window: Window<(), &'static str> = Window::new((), |(), _| {}, view);
    let y = |window: &mut Window<(), _>, name| window.tree().find(Role::Button, name).unwrap().bounds.y;
    window.key(Named::PageDown);
    assert_eq!((y(&mut window, "small"), y(&mut window, "large")), (0.0, 60.0 - 102.0));
    window.key(Named::End);
    assert!(y(&mut window, "large") < -800.0);
    window.key(Named::Home);
    assert_eq!(y(&mut window, "large"), 60.0);
    window.key(Named::Tab);
    window.key(Named::PageDown);
    assert_eq!((y(&mut window, "small"), y(&mut window, "large")), (-30.0, 60.0));
    window.key(Named::PageUp);
    assert_eq!(y(&mut window, "small"), 0.0);
}

#[test]
fn keys_scroll_nothing_behind_a_dialog() {
    let mut window = window();
    window.state.is_asking = true;
    window.redraw();
    let before = window.tree().nodes.iter().map(|(_, node)| node.bounds()).collect::<Vec<_>>();
    window.key(Named::End);
    assert!(window.tree().nodes.iter().map(|(_, node)| node.bounds()).eq(before));
}
