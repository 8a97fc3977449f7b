//! A group in which the arrow keys move: radio buttons, tabs, a menu, a list to choose from.
//!
//! Owns the arrow keys. Its node says that the group is one stop of the Tab key. The members are controls.

use crate::access::exposed::Exposed;
use crate::access::focus::{self, Deliver, Direction, FocusMap, FocusStop};
use crate::access::named_key;
use crate::access::pass_on::pass_on;

use accesskit::{Action, ActionRequest, Node, Role, TreeId};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse};
use iced::keyboard;
use iced::keyboard::key::Named;
use iced::{Element, Event, Rectangle, Theme};

/// A group of controls with a role and a name.
///
/// In a radio group and a list of tabs the arrow keys also press the member to which they move. In a menu or a list
/// only up and down move the focus; in other groups all four do.
pub fn group<'a, Message>(
    child: impl Into<Element<'a, Message>>,
    role: Role,
    name: impl Into<String>,
) -> Group<'a, Message> {
    let mut node = Node::new(role);
    node.set_label(name.into());
    Group {
        node,
        id: None,
        rtl: false,
        columns: None,
        is_in_menu: false,
        on_enter: None,
        child: child.into(),
    }
}

/// Controls among which the arrow keys move; see [`group`].
#[expect(missing_debug_implementations, reason = "iced's elements have none")]
pub struct Group<'a, Message> {
    node: Node,
    id: Option<Id>,
    rtl: bool,
    columns: Option<usize>,
    is_in_menu: bool,
    on_enter: Option<Message>,
    child: Element<'a, Message>,
}

impl<Message> Group<'_, Message> {
    /// Whether the members are laid out from right to left.
    #[must_use]
    pub fn rtl(mut self, rtl: bool) -> Self {
        self.rtl = rtl;
        self
    }

    /// The number of members in a row: up and down move to the row above and below.
    #[must_use]
    pub fn columns(mut self, columns: usize) -> Self {
        self.columns = Some(columns.max(1));
        self
    }

    /// For a group in a menu: leaves up, down, Home and End to the menu.
    #[must_use]
    pub fn in_menu(mut self) -> Self {
        self.is_in_menu = true;
        self
    }

    /// The message of Enter while a member has the focus. Without it Enter presses the member.
    #[must_use]
    pub fn on_enter(mut self, message: Option<Message>) -> Self {
        self.on_enter = message;
        self
    }

    /// The description, such as a hint or an error. It is read after the name.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.node.set_description(description.into());
        self
    }

    /// Whether the chosen value is invalid.
    #[must_use]
    pub fn invalid(mut self, is_invalid: bool) -> Self {
        if is_invalid {
            self.node.set_invalid(accesskit::Invalid::True);
        }
        self
    }

    /// Sets anything else that AccessKit knows.
    #[must_use]
    pub fn with(mut self, set: impl FnOnce(&mut Node)) -> Self {
        set(&mut self.node);
        self
    }

    /// The id for operations on the widget.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    fn operate_child(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        self.child.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
    }

    /// The index of the member to which a key moves.
    fn target(&self, map: &FocusMap, key: Named) -> Option<usize> {
        let from = map.stops.iter().position(|stop| stop.is_focused)?;
        if self.is_in_menu && matches!(key, Named::ArrowUp | Named::ArrowDown | Named::Home | Named::End) {
            return None;
        }
        let is_vertical = matches!(
            self.node.role(),
            Role::Menu | Role::MenuListPopup | Role::List | Role::ListBox | Role::Tree
        );
        let (left, right) = match self.rtl {
            false => (Direction::Backward, Direction::Forward),
            true => (Direction::Forward, Direction::Backward),
        };
        match (key, self.columns) {
            (Named::ArrowUp, Some(columns)) => return from.checked_sub(columns),
            (Named::ArrowDown, Some(columns)) => {
                return Some(from + columns).filter(|below| *below < map.stops.len());
            }
            _ => {}
        }
        match key {
            Named::ArrowUp => map.neighbour(Direction::Backward),
            Named::ArrowDown => map.neighbour(Direction::Forward),
            Named::ArrowLeft if !is_vertical => map.neighbour(left),
            Named::ArrowRight if !is_vertical => map.neighbour(right),
            Named::Home => Some(0),
            Named::End => map.stops.len().checked_sub(1),
            _ => None,
        }
    }

    fn arrows_press(&self) -> bool {
        matches!(self.node.role(), Role::RadioGroup | Role::TabList)
    }
}

impl<Message: Clone> Widget<Message, Theme, iced::Renderer> for Group<'_, Message> {
    pass_on!(child, first: children size size_hint layout mouse_interaction draw overlay);

    fn tag(&self) -> tree::Tag {
        struct State;
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        let mut exposed = Exposed::new(self.node.clone());
        exposed.is_composite = true;
        tree::State::new(exposed)
    }

    fn diff(&self, tree: &mut Tree) {
        tree.state.downcast_mut::<Exposed>().update(&self.node);
        tree.diff_children(std::slice::from_ref(&self.child));
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &iced::Renderer,
        operation: &mut dyn Operation,
    ) {
        let exposed = tree.state.downcast_mut::<Exposed>();
        exposed.operate(self.id.as_ref(), layout.bounds(), operation, &mut |operation| {
            self.child.as_widget_mut().operate(&mut tree.children[0], layout, renderer, operation);
        });
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &iced::Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        if let (Some(message), true) = (self.on_enter.clone(), is_enter(event)) {
            let mut map = FocusMap::default();
            self.operate_child(tree, layout, renderer, &mut map);
            if map.focused().is_some() {
                shell.publish(message);
                shell.capture_event();
                return;
            }
        }
        let child = &mut tree.children[0];
        self.child.as_widget_mut().update(child, event, layout, cursor, renderer, clipboard, shell, viewport);

        let Event::Keyboard(keyboard::Event::KeyPressed { key, modified_key, modifiers, .. }) = event else {
            return;
        };
        let Some(key) = named_key(key, modified_key).filter(|_| modifiers.is_empty()) else { return };
        if shell.is_event_captured() {
            return;
        }
        let mut map = FocusMap::default();
        self.operate_child(tree, layout, renderer, &mut map);
        let Some(target) = self.target(&map, key) else { return };

        focus::run(FocusStop::new(target), |operation| self.operate_child(tree, layout, renderer, operation));
        if let Some(node) =
            map.stops[target].node.filter(|_| self.arrows_press() && !map.stops[target].is_focused)
        {
            let press = ActionRequest {
                action: Action::Click,
                target_tree: TreeId::ROOT,
                target_node: node,
                data: None,
            };
            focus::run(Deliver(press), |operation| self.operate_child(tree, layout, renderer, operation));
        }
        shell.capture_event();
        shell.request_redraw();
    }
}

fn is_enter(event: &Event) -> bool {
    let Event::Keyboard(keyboard::Event::KeyPressed { key, modified_key, modifiers, repeat: false, .. }) =
        event
    else {
        return false;
    };
    modifiers.is_empty() && named_key(key, modified_key) == Some(Named::Enter)
}

impl<'a, Message: Clone + 'a> From<Group<'a, Message>> for Element<'a, Message> {
    fn from(group: Group<'a, Message>) -> Self {
        Element::new(group)
    }
}
