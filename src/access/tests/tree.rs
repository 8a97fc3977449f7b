//! What assistive technology is told.

use super::window::Window;
use crate::access::{self, Live, Role, control, labelled};

use accesskit::{Action, ActionData};
use iced::widget::{column, scrollable, space, stack, text};
use iced::{Element, Length};

#[derive(Debug, Clone, PartialEq)]
enum Message {
    Pressed(&'static str),
    Zoomed(f64),
}

#[derive(Debug, Default)]
struct State {
    log: Vec<Message>,
    zoom: f64,
    is_asking: bool,
    is_helping: bool,
}

fn update(state: &mut State, message: Message) {
    if let Message::Zoomed(zoom) = message {
        state.zoom = zoom;
    }
    state.log.push(message);
}

fn button<'a>(name: &'static str) -> Element<'a, Message> {
    control(Role::Button, name, text(name)).on_press(Message::Pressed(name)).into()
}

fn view(state: &State) -> Element<'_, Message> {
    let groups = labelled(
        column![
            labelled(text("Editors").size(12), Role::ListItem, "Editors").position(1, 2),
            labelled(text("\u{2068}Staff\u{2069}"), Role::ListItem, "Staff").position(2, 2),
        ],
        Role::List,
        "Groups",
    );
    let zoom = access::Range::new(state.zoom, 1.0..=8.0, 0.5).on_change(Message::Zoomed);
    let screen = column![
        text("Hello"),
        button("Save"),
        control(Role::CheckBox, "Keep me", text("x")).checked(true).on_press(Message::Pressed("Keep me")),
        control(Role::Button, "Off", text("Off")).on_press(None::<Message>).description("Nothing to do"),
        control(Role::Slider, "Zoom", space().width(100).height(10)).value("150 %").range(zoom),
        labelled(text("saved"), Role::Status, "Saved").live(Live::Polite),
        groups,
        scrollable(column![space().height(500), button("Far")]).height(50).width(Length::Fill),
        text("   "),
    ];
    let news = labelled(text("wrong"), Role::Alert, "Wrong").live(Live::Assertive);
    let ask = |name| labelled(column![button("Yes"), news], Role::Dialog, name).modal();
    let dialog = state.is_asking.then(|| ask("Really"));
    let over_it = state.is_helping.then(|| labelled(button("Close"), Role::Dialog, "Help").modal());
    let layers = stack![screen].push(dialog).push(over_it);
    access::root(layers, "Test").into()
}

fn window() -> Window<State, Message> {
    Window::new(State { zoom: 1.5, ..State::default() }, update, view)
}

#[test]
fn texts_that_could_end_the_connection_to_the_bus_are_cleaned() {
    let view = |(): &()| -> Element<'_, Message> {
        let long = "x".repeat(100_000);
        let node =
            labelled(text("t\0ext\u{202E}"), Role::ListItem, "na\0me\u{2068}").description("one\n\0two");
        let button = control(Role::Button, "bu\0tton", text("b")).value("va\0lue").description(long);
        access::root(column![node, button], "Test").into()
    };
    let mut window = Window::new((), |(), _: Message| {}, view);
    let tree = window.tree();
    let said: Vec<_> =
        tree.all().into_iter().map(|found| (found.name, found.value, found.description)).collect();
    assert_eq!(said[0], ("name".to_owned(), None, Some("one\ntwo".to_owned())));
    assert_eq!(said[1], ("text".to_owned(), None, None));
    assert_eq!((said[2].0.as_str(), said[2].1.as_deref()), ("button", Some("value")));
    assert_eq!(said[2].2.as_ref().map(|words| words.chars().count()), Some(2_001));
}

#[test]
fn roles_names_values_and_states_are_told() {
    let told = window().tree().to_string();
    assert_eq!(
        told,
        "Label \"Hello\"\n\
         Button \"Save\"\n\
         CheckBox \"Keep me\" [checked]\n\
         Button \"Off\" (Nothing to do) [disabled]\n\
         Slider \"Zoom\" = \"150 %\"\n\
         Status \"Saved\" [live]\n\
         List \"Groups\"\n  \
           ListItem \"Editors\"\n    \
             Label \"Editors\"\n  \
           ListItem \"Staff\"\n    \
             Label \"Staff\"\n\
         Button \"Far\"\n"
    );
}

#[test]
fn positions_are_counted_from_one_and_the_list_knows_how_many() {
    let tree = window().tree();
    let node = |role, name| {
        let id = tree.find(role, name).unwrap().id;
        tree.nodes.iter().find(|(node, _)| *node == id).unwrap().1.clone()
    };
    assert_eq!(node(Role::List, "Groups").size_of_set(), Some(2));
    assert_eq!(node(Role::ListItem, "Staff").position_in_set(), Some(1));
    assert_eq!(node(Role::Slider, "Zoom").max_numeric_value(), Some(8.0));
}

/// Clients ask once what a node offers.
#[test]
fn what_a_control_offers_does_not_depend_on_whether_it_is_enabled() {
    type View = fn(&bool) -> Element<'_, Message>;
    fn press(is_enabled: bool) -> Option<Message> {
        is_enabled.then_some(Message::Pressed("it"))
    }
    let cases: [(Role, View); 4] = [
        (Role::Button, |is| control(Role::Button, "it", text("it")).on_press(press(*is)).into()),
        (Role::CheckBox, |is| {
            control(Role::CheckBox, "it", text("it")).checked(true).on_press(press(*is)).into()
        }),
        (Role::Button, |is| {
            control(Role::Button, "it", text("it")).expanded(false).on_press(press(*is)).into()
        }),
        (Role::Slider, |is| {
            let range =
                access::Range::new(1.0, 1.0..=8.0, 0.5).on_change_maybe(is.then_some(Message::Zoomed));
            control(Role::Slider, "it", space().width(100).height(10)).range(range).into()
        }),
    ];
    let all = [
        Action::Click,
        Action::Focus,
        Action::Expand,
        Action::Collapse,
        Action::Increment,
        Action::Decrement,
        Action::SetValue,
    ];
    for (role, view) in cases {
        let offer = |is_enabled| {
            let mut window =
                Window::new(is_enabled, |_: &mut bool, _: Message| panic!("it is disabled"), view);
            let tree = window.tree();
            let found = tree.find(role, "it").unwrap();
            assert_eq!(found.states.contains(&"disabled"), !is_enabled, "{found}");
            let node = &tree.nodes.iter().find(|(id, _)| *id == found.id).unwrap().1;
            let actions: Vec<_> = all.into_iter().filter(|action| node.supports_action(*action)).collect();
            if !is_enabled {
                for action in all {
                    window.request(found.id, action, Some(ActionData::NumericValue(2.0)));
                }
            }
            (actions, node.numeric_value(), node.is_expanded())
        };
        let (enabled, disabled) = (offer(true), offer(false));
        assert_eq!(enabled, disabled, "{role:?}");
        assert!(enabled.0.len() > 1, "{role:?} offers only {:?}", enabled.0);
    }
}

#[test]
fn ids_stay_when_the_view_is_rebuilt() {
    let mut window = window();
    let before = window.tree().find(Role::Button, "Save").unwrap().id;
    window.click_on(Role::Button, "Save");
    assert_eq!(window.tree().find(Role::Button, "Save").unwrap().id, before);
}

#[test]
fn bounds_follow_the_scrolling() {
    let mut window = window();
    let before = window.tree().find(Role::Button, "Far").unwrap().bounds;
    window.request_focus(Role::Button, "Far");
    let after = window.tree().find(Role::Button, "Far").unwrap().bounds;
    assert!(before.y > 500.0 && after.y < 300.0, "{before:?} {after:?}");
}

#[test]
fn requests_reach_the_control() {
    let mut window = window();
    let cases = [
        (Role::Button, "Save", Action::Click, None, Some(Message::Pressed("Save"))),
        (Role::Button, "Off", Action::Click, None, None),
        (Role::Slider, "Zoom", Action::Increment, None, Some(Message::Zoomed(2.0))),
        (Role::Slider, "Zoom", Action::Decrement, None, Some(Message::Zoomed(1.5))),
        (
            Role::Slider,
            "Zoom",
            Action::SetValue,
            Some(ActionData::NumericValue(99.0)),
            Some(Message::Zoomed(8.0)),
        ),
        (Role::Slider, "Zoom", Action::SetValue, Some(ActionData::NumericValue(f64::NAN)), None),
    ];
    for (role, name, action, data, expected) in cases {
        window.state.log.clear();
        let id = window.tree().find(role, name).unwrap().id;
        window.request(id, action, data);
        assert_eq!(window.state.log, Vec::from_iter(expected), "{name} {action:?}");
    }
}

#[test]
fn a_modal_layer_hides_what_is_behind() {
    let mut window = window();
    window.state.is_asking = true;
    window.redraw();
    // Live regions stay.
    let told = "Status \"Saved\" [live]\nDialog \"Really\" [modal]\n  Button \"Yes\" [focused]\n  Alert \"Wrong\" [live]\n";
    assert_eq!(window.tree().to_string(), told);
    // Live regions behind the layer stay too: they would be announced again when the layer closes.
    window.state.is_helping = true;
    window.redraw();
    let told = "Status \"Saved\" [live]\nDialog \"Really\"\n  Alert \"Wrong\" [live]\nDialog \"Help\" [modal]\n  Button \"Close\" [focused]\n";
    assert_eq!(window.tree().to_string(), told);
    window.state.is_helping = false;
    window.state.is_asking = false;
    window.redraw();
    assert!(window.tree().find(Role::Button, "Save").is_some());
}
