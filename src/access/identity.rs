//! Which control of a new view is the same as one of the view before.
//!
//! iced keeps what a widget remembers at the widget's place in the tree. When a window gets narrow, or a row comes or goes,
//! another control stands at that place, and would have the focus, the caret and the past of the one before. So what
//! controls remember goes by their [`Key`]: the root takes it out of the whole tree before a new view is compared with it
//! ([`hand_over`]), and each control fetches its own ([`Keyed`]), wherever it stands now.
//!
//! Owns the keys and the hand-over between two views. Must not know what controls remember.

use accesskit::{Node, Role};
use iced::advanced::widget::tree::State;
use iced::advanced::widget::{Id, Tree};

use std::any::Any;
use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};

/// What a control is known by within its [scope](super::scope()).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    scope: &'static str,
    own: Own,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Own {
    /// What the view calls it, where name and id change or move on.
    Given(String),
    /// The id for operations.
    Id(Id),
    /// What it is for assistive technology, which tells it from all others there.
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
        Self { scope: BETWEEN.with_borrow(|between| between.scopes.last().copied().unwrap_or_default()), own }
    }

    /// Whether it changes with the language.
    fn is_name(&self) -> bool {
        matches!(self.own, Own::Named(..))
    }

    /// Whether this may be `other` in another language.
    fn is_translation(&self, other: &Self) -> bool {
        let role = |key: &Self| if let Own::Named(role, _) = key.own { Some(role) } else { None };
        self.scope == other.scope && role(self).is_some() && role(self) == role(other)
    }
}

/// What a control remembers from view to view, in its place of the tree.
#[derive(Debug)]
pub struct Keyed {
    key: Key,
    /// None while it is handed over.
    state: Option<Box<dyn Any>>,
}

impl Keyed {
    /// A place for a control that is new there, with what it remembers from another place, else something fresh.
    pub fn place<S: 'static>(key: Key, fresh: impl FnOnce() -> S) -> State {
        let state = fetch::<S>(&key).unwrap_or_else(|| Box::new(fresh()));
        State::new(Self { key, state: Some(state) })
    }

    /// What a control remembers that may have stood at this place before, or at another one.
    ///
    /// # Panics
    /// If the place does not belong to a control.
    pub fn follow<S: 'static>(place: &mut State, key: Key, fresh: impl FnOnce() -> S) -> &mut S {
        let keyed = place.downcast_mut::<Self>();
        let is_same = keyed.key == key || (is_renaming() && keyed.key.is_translation(&key));
        let own = keyed.state.take().filter(|_| is_same);
        keyed.state = Some(fetch::<S>(&key).or(own).unwrap_or_else(|| Box::new(fresh())));
        keyed.key = key;
        Self::get_mut(place)
    }

    /// What is remembered at a place.
    ///
    /// # Panics
    /// If the place does not belong to a control with such a state.
    #[must_use]
    pub fn get<S: 'static>(place: &State) -> &S {
        place.downcast_ref::<Self>().state.as_ref().and_then(|state| state.downcast_ref()).expect(NOT_THERE)
    }

    /// What is remembered at a place, to change it.
    ///
    /// # Panics
    /// If the place does not belong to a control with such a state.
    #[must_use]
    pub fn get_mut<S: 'static>(place: &mut State) -> &mut S {
        place.downcast_mut::<Self>().state.as_mut().and_then(|state| state.downcast_mut()).expect(NOT_THERE)
    }
}

const NOT_THERE: &str = "a control fetches what it remembers in `diff`";

/// What is handed over from one view to the next. It is kept beside the widgets, since iced calls them one by one, on one
/// thread, and lets them pass nothing on.
#[derive(Debug, Default)]
struct Between {
    scopes: Vec<&'static str>,
    handed_over: Option<HandedOver>,
}

#[derive(Debug)]
struct HandedOver {
    /// In reading order, should two be known by the same key.
    states: HashMap<Key, VecDeque<Box<dyn Any>>>,
    is_renaming: bool,
}

thread_local! {
    static BETWEEN: RefCell<Between> = RefCell::default();
}

/// Compares a new view with the tree, while what its controls remember is handed over. Where the language has changed, names
/// have too: what is known by its name stays at its place then, since a view has the same shape in every language.
pub(super) fn hand_over(tree: &mut Tree, is_renaming: bool, diff: impl FnOnce(&mut Tree)) {
    let mut handed_over = HandedOver { states: HashMap::new(), is_renaming };
    take_out(tree, &mut handed_over);
    BETWEEN.with_borrow_mut(|between| between.handed_over = Some(handed_over));
    diff(tree);
    let gone = BETWEEN.with_borrow_mut(|between| between.handed_over.take());
    drop(gone);
}

fn take_out(tree: &mut Tree, to: &mut HandedOver) {
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
    BETWEEN.with_borrow_mut(|between| {
        let states = between.handed_over.as_mut()?.states.get_mut(key)?;
        let place = states.iter().position(|state| state.is::<S>())?;
        states.remove(place)
    })
}

fn is_renaming() -> bool {
    BETWEEN.with_borrow(|between| between.handed_over.as_ref().is_some_and(|handed| handed.is_renaming))
}

/// Does some work during which keys belong to this scope.
pub(super) fn within<T>(scope: &'static str, work: impl FnOnce() -> T) -> T {
    BETWEEN.with_borrow_mut(|between| between.scopes.push(scope));
    let done = work();
    let _ = BETWEEN.with_borrow_mut(|between| between.scopes.pop());
    done
}

#[cfg(test)]
mod tests {
    use super::{Key, Keyed, hand_over, within};

    use accesskit::{Node, Role};
    use iced::advanced::widget::Tree;
    use iced::advanced::widget::tree::Tag;

    fn key(role: Role, name: &str) -> Key {
        let mut node = Node::new(role);
        node.set_label(name);
        Key::new(None, None, &node)
    }

    fn place(key: Key, state: &'static str) -> Tree {
        Tree { tag: Tag::of::<Keyed>(), state: Keyed::place(key, || state), children: Vec::new() }
    }

    fn row(names: &[&'static str]) -> Tree {
        let children = names.iter().map(|name| place(key(Role::Button, name), name)).collect();
        Tree { children, ..Tree::empty() }
    }

    /// What is remembered at each place when these stand there now.
    fn compare(tree: &mut Tree, is_renaming: bool, now: &[Key]) -> Vec<&'static str> {
        hand_over(tree, is_renaming, |tree| {
            tree.children.truncate(now.len());
            for (place, key) in tree.children.iter_mut().zip(now) {
                let _ = Keyed::follow(&mut place.state, key.clone(), || "fresh");
            }
            for key in &now[tree.children.len()..] {
                tree.children.push(place(key.clone(), "fresh"));
            }
        });
        tree.children.iter().map(|place| *Keyed::get::<&str>(&place.state)).collect()
    }

    #[test]
    fn each_finds_its_own_wherever_it_stands() {
        let button = |name| key(Role::Button, name);
        for (before, now, expected) in [
            (&["a", "b"][..], vec![button("a"), button("b")], &["a", "b"][..]),
            (&["a", "b"], vec![button("b"), button("a")], &["b", "a"]),
            (&["a", "b"], vec![button("b")], &["b"]),
            (&["b"], vec![button("a"), button("b")], &["fresh", "b"]),
            (&["a"], vec![button("b")], &["fresh"]),
            (&["a"], vec![key(Role::CheckBox, "a")], &["fresh"]),
            (&["a", "a"], vec![button("a"), button("a"), button("a")], &["a", "a", "fresh"]),
            (&["a"], vec![within("elsewhere", || button("a"))], &["fresh"]),
        ] {
            assert_eq!(compare(&mut row(before), false, &now), expected, "{before:?}, then {now:?}");
        }
    }

    #[test]
    fn in_another_language_what_is_known_by_its_name_stays_at_its_place() {
        let button = |name| key(Role::Button, name);
        let id = |id: &'static str| Key::new(None, Some(&id.into()), &Node::new(Role::Button));
        let mut tree = row(&["a", "b"]);
        tree.children.push(place(id("c"), "c"));
        let now = [button("α"), key(Role::CheckBox, "β"), id("c")];
        assert_eq!(compare(&mut tree, true, &now), ["a", "fresh", "c"]);
        assert_eq!(compare(&mut tree, true, &[id("c"), button("b")]), ["c", "fresh"]);
    }

    #[test]
    fn what_was_given_goes_before_the_id_and_that_before_the_name() {
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
