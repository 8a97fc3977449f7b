//! The state of controls stays when the structure of the view changes.

use super::window::Window;
use crate::access::{self, Control, Role, control, labelled, scope};

use iced::keyboard::key::Named;
use iced::widget::{column, row, text};
use iced::{Element, Point, mouse};

#[derive(Debug, Default)]
struct State {
    pressed: Vec<&'static str>,
    is_narrow: bool,
    has_news: bool,
    is_open: bool,
    is_greek: bool,
    is_saved: bool,
    is_asking_again: bool,
}

fn update(state: &mut State, name: &'static str) {
    match name {
        "Details" => state.is_open = !state.is_open,
        "Save" => state.is_saved = true,
        name => state.pressed.push(name),
    }
}

fn button<'a>(name: &'static str, label: &'a str) -> Control<'a, &'static str> {
    control(Role::Button, label, text(label)).on_press(name)
}

/// Two buttons beside each other, or in a narrow window below each other in the other order.
fn view(state: &State) -> Element<'_, &'static str> {
    let word = |english, greek| if state.is_greek { greek } else { english };
    let (leave, stay) = (button("Leave", word("Leave", "Φύγε")), button("Stay", word("Stay", "Μείνε")));
    let name = button("Name", word("Name", "Όνομα")).id("name");
    let details = button("Details", if state.is_open { "Hide" } else { "Show" }).known_as("details");
    let save = (!state.is_saved).then(|| button("Save", word("Save", "Σώσε")).successor("name"));
    let news = state.has_news.then(|| button("Close", word("Close", "Κλείσε")));
    let both: Element<'_, _> =
        if state.is_narrow { column![leave, stay].into() } else { row![stay, leave].into() };
    let question = if state.is_asking_again { "again" } else { "question" };
    let both = scope(question, labelled(both, Role::Group, "Both"));
    let page = if state.is_narrow {
        column![].push(news).push(both).push(save).push(details).push(name)
    } else {
        column![name].push(news).push(details).push(both).push(save)
    };
    access::root(page, "Test").language(word("en", "el")).into()
}

fn window() -> Window<State, &'static str> {
    Window::new(State::default(), update, view)
}

fn tab_to(window: &mut Window<State, &'static str>, name: &str) {
    for _ in 0..10 {
        if window.focused() == name {
            return;
        }
        window.key(Named::Tab);
    }
    panic!("Tab does not reach {name}");
}

/// All changes of the view, each on its own and all together, and back.
const CHANGES: [fn(&mut State); 6] = [
    |state| state.is_narrow ^= true,
    |state| state.has_news ^= true,
    |state| {
        state.is_narrow ^= true;
        state.has_news ^= true;
    },
    |state| state.has_news ^= true,
    |state| state.is_narrow ^= true,
    |state| state.is_narrow ^= true,
];

#[test]
fn the_focus_stays_with_its_control_in_any_place() {
    for name in ["Leave", "Stay", "Show", "Save", "Name"] {
        let mut window = window();
        tab_to(&mut window, name);
        for (step, change) in CHANGES.into_iter().enumerate() {
            change(&mut window.state);
            window.redraw();
            assert_eq!(window.focused(), name, "after change {step}");
        }
    }
}

#[test]
fn the_key_that_was_meant_for_one_button_does_not_press_another() {
    let mut window = window();
    tab_to(&mut window, "Stay");
    window.state.is_narrow = true;
    window.redraw();
    window.key(Named::Enter);
    assert_eq!(window.state.pressed, ["Stay"]);
}

#[test]
fn in_another_language_the_same_controls_have_other_names() {
    for (english, greek) in [("Leave", "Φύγε"), ("Stay", "Μείνε"), ("Save", "Σώσε"), ("Name", "Όνομα")]
    {
        let mut window = window();
        tab_to(&mut window, english);
        window.state.is_greek = true;
        window.redraw();
        assert_eq!(window.focused(), greek);
        window.state.is_narrow = true;
        window.redraw();
        assert_eq!(window.focused(), greek);
    }
}

#[test]
fn a_button_with_a_key_stays_the_same_under_another_name() {
    let mut window = window();
    tab_to(&mut window, "Show");
    window.key(Named::Enter);
    assert_eq!(window.focused(), "Hide");
    window.state.is_narrow = true;
    window.redraw();
    window.key(Named::Enter);
    assert_eq!(window.focused(), "Show");
}

#[test]
fn a_control_of_another_scope_is_another_control() {
    let mut window = window();
    tab_to(&mut window, "Leave");
    window.state.is_asking_again = true;
    window.redraw();
    assert_eq!(window.focused(), "");
}

#[test]
fn a_control_that_disappears_gives_the_focus_to_its_successor() {
    let mut window = window();
    tab_to(&mut window, "Save");
    window.key(Named::Enter);
    assert_eq!(window.focused(), "Name");
    // Not when something else had it.
    let mut window = self::window();
    tab_to(&mut window, "Stay");
    window.state.is_saved = true;
    window.redraw();
    assert_eq!(window.focused(), "Stay");
}

#[test]
fn a_press_stays_with_its_control() {
    let mut window = window();
    let place = |window: &mut Window<State, &'static str>| -> Point {
        window.tree().find(Role::Button, "Stay").unwrap().bounds.center()
    };
    let Point { x, y } = place(&mut window);
    window.point(x, y);
    window.hold_button(mouse::Button::Left);
    window.state.has_news = true;
    window.redraw();
    let Point { x, y } = place(&mut window);
    window.point(x, y);
    window.release_button(mouse::Button::Left);
    assert_eq!(window.state.pressed, ["Stay"]);
}
