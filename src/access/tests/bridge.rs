//! Updates that are sent through the bridge, and requests that arrive.

use super::window::Window;
use crate::access::bridge::{Bridge, Platform, Port};
use crate::access::{self, Role, control, labelled};

use accesskit::{Action, ActionRequest, NodeId, Rect, TreeId, TreeUpdate};
use iced::widget::{column, stack, text};
use iced::{Element, Event, Point, Size, window};

use std::cell::RefCell;
use std::sync::{Arc, Mutex};

/// The two ends of the connection: the bridge, and assistive technology.
type Ends = (Arc<Port>, Arc<Mutex<Heard>>);

thread_local! {
    static LAST: RefCell<Option<Ends>> = const { RefCell::new(None) };
}

#[derive(Debug, Default)]
struct Heard {
    updates: Vec<TreeUpdate>,
    has_focus: bool,
    bounds: Rect,
}

struct Fake(Arc<Mutex<Heard>>);

impl Platform for Fake {
    fn update(&mut self, update: TreeUpdate) {
        self.0.lock().unwrap().updates.push(update);
    }

    fn set_window_focus(&mut self, has_focus: bool) {
        self.0.lock().unwrap().has_focus = has_focus;
    }

    fn set_window_bounds(&mut self, bounds: Rect) {
        self.0.lock().unwrap().bounds = bounds;
    }
}

struct State {
    bridge: Bridge,
    log: Vec<&'static str>,
    name: &'static str,
    is_asking: bool,
}

fn view(state: &State) -> Element<'_, &'static str> {
    let button = |name| control(Role::Button, name, text(name)).on_press(name);
    let screen = column![button("Save"), button("Cancel"), labelled(text("x"), Role::Status, state.name)];
    let dialog = state.is_asking.then(|| labelled(button("Yes"), Role::Dialog, "Really").modal());
    access::root(stack![screen].push(dialog), "Test").bridge(&state.bridge).into()
}

fn open() -> (Window<State, &'static str>, Arc<Port>, Arc<Mutex<Heard>>) {
    let bridge = Bridge::with(|port| {
        let heard = Arc::new(Mutex::new(Heard::default()));
        LAST.set(Some((port, Arc::clone(&heard))));
        Box::new(Fake(heard))
    });
    let state = State { bridge, log: Vec::new(), name: "ready", is_asking: false };
    let window = Window::new(state, |state, message| state.log.push(message), view);
    let (port, heard) = LAST.take().unwrap();
    (window, port, heard)
}

/// How many nodes each update had, and whether it was the first.
fn sizes(heard: &Mutex<Heard>) -> Vec<(usize, bool)> {
    let updates = std::mem::take(&mut heard.lock().unwrap().updates);
    updates.iter().map(|update| (update.nodes.len(), update.tree.is_some())).collect()
}

#[test]
fn only_differences_are_sent_and_nothing_while_nobody_listens() {
    let (mut window, port, heard) = open();
    window.redraw();
    assert_eq!(sizes(&heard), []);

    port.activate();
    window.redraw();
    // The window, two buttons and the status.
    assert_eq!(sizes(&heard), [(4, true)]);
    window.redraw();
    assert_eq!(sizes(&heard), []);

    window.state.name = "saved";
    window.redraw();
    assert_eq!(sizes(&heard), [(1, false)]);

    window.request_focus(Role::Button, "Save");
    assert_eq!(sizes(&heard), [(0, false)]);

    port.deactivate();
    window.state.name = "ready";
    window.redraw();
    assert_eq!(sizes(&heard), []);
    port.activate();
    window.redraw();
    assert_eq!(sizes(&heard), [(4, true)]);
}

#[test]
fn the_whole_tree_names_the_focus_and_every_child() {
    let (mut window, port, heard) = open();
    window.request_focus(Role::Button, "Cancel");
    port.activate();
    window.redraw();
    let cancel = window.tree().find(Role::Button, "Cancel").unwrap().id;
    let heard = heard.lock().unwrap();
    let update = &heard.updates[0];
    assert_eq!(update.focus, cancel);
    let ids: Vec<NodeId> = update.nodes.iter().map(|(id, _)| *id).collect();
    for (_, node) in &update.nodes {
        assert!(node.children().iter().all(|child| ids.contains(child)));
    }
}

#[test]
fn requests_come_back_to_what_is_on_top() {
    let (mut window, port, _) = open();
    port.activate();
    let ask = |window: &mut Window<State, _>, target_node, action| {
        port.request(ActionRequest { action, target_tree: TreeId::ROOT, target_node, data: None });
        window.redraw();
    };
    let save = window.tree().find(Role::Button, "Save").unwrap().id;
    ask(&mut window, save, Action::Click);
    assert_eq!(window.state.log, ["Save"]);
    ask(&mut window, save, Action::Focus);
    assert_eq!(window.focused(), "Save");

    window.state.is_asking = true;
    window.redraw();
    assert_eq!(window.focused(), "Yes");
    ask(&mut window, save, Action::Click);
    ask(&mut window, save, Action::Focus);
    assert_eq!((window.focused().as_str(), window.state.log.len()), ("Yes", 1));
    let yes = window.tree().find(Role::Button, "Yes").unwrap().id;
    ask(&mut window, yes, Action::Click);
    assert_eq!(window.state.log, ["Save", "Yes"]);
}

#[test]
fn the_window_tells_its_focus_and_place() {
    let (mut window, _, heard) = open();
    let opened =
        window::Event::Opened { position: Some(Point::new(10.0, 20.0)), size: Size::new(300.0, 200.0) };
    window.send(&[
        Event::Window(opened),
        Event::Window(window::Event::Focused),
        Event::Window(window::Event::Rescaled(2.0)),
    ]);
    assert!(heard.lock().unwrap().has_focus);
    assert_eq!(heard.lock().unwrap().bounds, Rect::new(20.0, 40.0, 620.0, 440.0));

    // Under its title bar, whatever the events tell of its frame.
    window.state.bridge.set_inside_corner(21, 63);
    assert_eq!(heard.lock().unwrap().bounds, Rect::new(21.0, 63.0, 621.0, 463.0));
    window.send(&[Event::Window(window::Event::Moved(Point::new(50.0, 50.0)))]);
    assert_eq!(heard.lock().unwrap().bounds, Rect::new(21.0, 63.0, 621.0, 463.0));
}
