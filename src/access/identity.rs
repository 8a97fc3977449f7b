//! Keeps the state of controls from one view to the next by their keys.
//!
//! iced keeps the state of a widget by its place in the tree. When the window gets narrow, or a row is added or removed,
//! another control is in that place, and would get the focus, the caret and the history of the one before. So the state of
//! controls is kept by their [`Key`]: before a new view is compared with the tree, the root takes the states out of the whole
//! tree ([`transfer_states`]), and each control takes its own ([`Keyed`]), wherever it is now.
//!
//! Owns the keys and the transfer. Must not know what the states are.

use accesskit::{Node, Role};
use iced::advanced::widget::tree::State;
use iced::advanced::widget::{Id, Tree};

use std::any::Any;
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};

/// The key of a control, unique in its [scope](super::scope()).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    scope: &'static str,
    own: Own,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Own {
    /// The key that the view gave it, because its name or id changes.
    Given(String),
    /// The id for operations.
    Id(Id),
    /// Its role and name.
    Named(Role, String),
}

impl Key {
    /// The key of a control: the one that it was given, else its id, else its role and name.
    #[must_use]
    pub fn new(given: Option<&str>, id: Option<&Id>, node: &Node) -> Self {
        let own = match (given, id) {
            (Some(given), _) => Own::Given(given.to_owned()),
            (None, Some(id)) => Own::Id(id.clone()),
            (None, None) => Own::Named(node.role(), node.label().unwrap_or_default().to_owned()),
        };
        Self { scope: CURRENT.with_borrow(|current| current.scopes.last().copied().unwrap_or_default()), own }
    }

    /// Whether it contains a name, which changes with the language.
    fn is_name(&self) -> bool {
        matches!(self.own, Own::Named(..))
    }

    /// Whether it may be the key `other` in another language.
    fn is_translation(&self, other: &Self) -> bool {
        let role = |key: &Self| if let Own::Named(role, _) = key.own { Some(role) } else { None };
        self.scope == other.scope && role(self).is_some() && role(self) == role(other)
    }
}

/// The state of a control in the tree, with its key.
#[derive(Debug)]
pub struct Keyed {
    key: Key,
    /// None during the transfer.
    state: Option<Box<dyn Any>>,
}

impl Keyed {
    /// The state of a control that is new in its place: its state from another place, or else a fresh one.
    pub fn state<S: 'static>(key: Key, fresh: impl FnOnce() -> S) -> State {
        let state = fetch::<S>(&key).unwrap_or_else(|| Box::new(fresh()));
        State::new(Self { key, state: Some(state) })
    }

    /// Updates the state of a control that may have been in this place or in another one before. Returns it.
    ///
    /// # Panics
    /// If `place` is not that of a control.
    pub fn diff<S: 'static>(place: &mut State, key: Key, fresh: impl FnOnce() -> S) -> &mut S {
        let keyed = place.downcast_mut::<Self>();
        let is_same = keyed.key == key || (is_renaming() && keyed.key.is_translation(&key));
        let own = keyed.state.take().filter(|_| is_same);
        keyed.state = Some(fetch::<S>(&key).or(own).unwrap_or_else(|| Box::new(fresh())));
        keyed.key = key;
        Self::get_mut(place)
    }

    /// The state of a control.
    ///
    /// # Panics
    /// If `place` is not that of a control with a state of this type.
    #[must_use]
    pub fn get<S: 'static>(place: &State) -> &S {
        place.downcast_ref::<Self>().state.as_ref().and_then(|state| state.downcast_ref()).expect(NOT_THERE)
    }

    /// The state of a control, mutable.
    ///
    /// # Panics
    /// If `place` is not that of a control with a state of this type.
    #[must_use]
    pub fn get_mut<S: 'static>(place: &mut State) -> &mut S {
        place.downcast_mut::<Self>().state.as_mut().and_then(|state| state.downcast_mut()).expect(NOT_THERE)
    }
}

const NOT_THERE: &str = "a control takes its state in `diff`";

/// What is transferred from one view to the next. It is in a thread-local variable, since iced calls the widgets one by one,
/// on one thread, and they cannot pass values to each other.
#[derive(Debug, Default)]
struct Current {
    scopes: Vec<&'static str>,
    states_in_transfer: Option<States>,
}

#[derive(Debug)]
struct States {
    /// In reading order, if several have the same key.
    states: HashMap<Key, VecDeque<Box<dyn Any>>>,
    is_renaming: bool,
}

thread_local! {
    static CURRENT: RefCell<Current> = RefCell::default();
}

/// Compares a new view with the tree by `diff`, during which controls can take their states. If the language has changed
/// (`is_renaming`), names have changed too: controls that are found by their names are then found by their places, since a
/// view has the same structure in every language.
pub(super) fn transfer_states(tree: &mut Tree, is_renaming: bool, diff: impl FnOnce(&mut Tree)) {
    let mut states_in_transfer = States { states: HashMap::new(), is_renaming };
    take_out(tree, &mut states_in_transfer);
    CURRENT.with_borrow_mut(|current| current.states_in_transfer = Some(states_in_transfer));
    diff(tree);
    let gone = CURRENT.with_borrow_mut(|current| current.states_in_transfer.take());
    drop(gone);
}

fn take_out(tree: &mut Tree, to: &mut States) {
    if let State::Some(state) = &mut tree.state
        && let Some(keyed) = state.downcast_mut::<Keyed>()
        && !(to.is_renaming && keyed.key.is_name())
        && let Some(state) = keyed.state.take()
    {
        to.states.entry(keyed.key.clone()).or_default().push_back(state);
    }
    for child in &mut tree.children {
        take_out(child, to);
    }
}

fn fetch<S: 'static>(key: &Key) -> Option<Box<dyn Any>> {
    CURRENT.with_borrow_mut(|current| {
        let states = current.states_in_transfer.as_mut()?.states.get_mut(key)?;
        let place = states.iter().position(|state| state.is::<S>())?;
        states.remove(place)
    })
}

fn is_renaming() -> bool {
    CURRENT
        .with_borrow(|current| current.states_in_transfer.as_ref().is_some_and(|states| states.is_renaming))
}

/// Does work during which new keys belong to this scope.
pub(super) fn in_scope<T>(scope: &'static str, work: impl FnOnce() -> T) -> T {
    CURRENT.with_borrow_mut(|current| current.scopes.push(scope));
    let done = work();
    let _ = CURRENT.with_borrow_mut(|current| current.scopes.pop());
    done
}

#[cfg(test)]
mod tests {
    use super::{Key, Keyed, in_scope, transfer_states};

    use accesskit::{Node, Role};
    use iced::advanced::widget::Tree;
    use iced::advanced::widget::tree::Tag;

    fn key(role: Role, name: &str) -> Key {
        let mut node = Node::new(role);
        node.set_label(name);
        Key::new(None, None, &node)
    }

    fn place(key: Key, state: &'static str) -> Tree {
        Tree { tag: Tag::of::<Keyed>(), state: Keyed::state(key, || state), children: Vec::new() }
    }

    fn row(names: &[&'static str]) -> Tree {
        let children = names.iter().map(|name| place(key(Role::Button, name), name)).collect();
        Tree { children, ..Tree::empty() }
    }

    /// The state in each place when controls with these keys are there now.
    fn compare(tree: &mut Tree, is_renaming: bool, now: &[Key]) -> Vec<&'static str> {
        transfer_states(tree, is_renaming, |tree| {
            tree.children.truncate(now.len());
            for (place, key) in tree.children.iter_mut().zip(now) {
                let _ = Keyed::diff(&mut place.state, key.clone(), || "fresh");
            }
            for key in &now[tree.children.len()..] {
                tree.children.push(place(key.clone(), "fresh"));
            }
        });
        tree.children.iter().map(|place| *Keyed::get::<&str>(&place.state)).collect()
    }

    #[test]
    fn each_control_gets_its_own_state_in_any_place() {
        let button = |name| key(Role::Button, name);
        for (before, now, expected) in [
            (&["a", "b"][..], vec![button("a"), button("b")], &["a", "b"][..]),
            (&["a", "b"], vec![button("b"), button("a")], &["b", "a"]),
            (&["a", "b"], vec![button("b")], &["b"]),
            (&["b"], vec![button("a"), button("b")], &["fresh", "b"]),
            (&["a"], vec![button("b")], &["fresh"]),
            (&["a"], vec![key(Role::CheckBox, "a")], &["fresh"]),
            (&["a", "a"], vec![button("a"), button("a"), button("a")], &["a", "a", "fresh"]),
            (&["a"], vec![in_scope("elsewhere", || button("a"))], &["fresh"]),
        ] {
            assert_eq!(compare(&mut row(before), false, &now), expected, "{before:?}, then {now:?}");
        }
    }

    #[test]
    fn in_another_language_controls_are_found_by_their_places() {
        let button = |name| key(Role::Button, name);
        let id = |id: &'static str| Key::new(None, Some(&id.into()), &Node::new(Role::Button));
        let mut tree = row(&["a", "b"]);
        tree.children.push(place(id("c"), "c"));
        let now = [button("α"), key(Role::CheckBox, "β"), id("c")];
        assert_eq!(compare(&mut tree, true, &now), ["a", "fresh", "c"]);
        assert_eq!(compare(&mut tree, true, &[id("c"), button("b")]), ["c", "fresh"]);
    }

    #[test]
    fn a_given_key_precedes_the_id_and_the_id_precedes_the_name() {
        let (mut node, id) = (Node::new(Role::Button), "id".into());
        node.set_label("name");
        let keys = [
            Key::new(Some("given"), Some(&id), &node),
            Key::new(None, Some(&id), &node),
            Key::new(None, None, &node),
        ];
        node.set_label("another name");
        let again = [
            Key::new(Some("given"), None, &node),
            Key::new(None, Some(&id), &node),
            Key::new(None, None, &node),
        ];
        assert_eq!(keys[..2], again[..2]);
        assert_ne!(keys[2], again[2]);
    }
}
