//! Every box of the layout, with the box it is in: what the geometry of a screen is checked with.
//!
//! All are in logical pixels from the window's top left corner, as scrolled.

use accesskit::NodeId;
use iced::advanced::widget::operation::Scrollable;
use iced::advanced::widget::{Id, Operation};
use iced::{Rectangle, Size, Vector};
use nameplate::access::{Exposed, Found, Role, Tree};

use std::any::Any;
use std::collections::HashMap;

/// Rounding, and nothing that an eye would see.
const TOLERANCE: f32 = 1.0;

/// How far edges that belong together may be apart.
const EDGE: f32 = 0.6;

/// An operation that remembers every box, in reading order; what holds others comes before them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Boxes {
    all: Vec<Placed>,
    open: Vec<usize>,
    pending: Option<usize>,
    scrolled: Vector,
}

/// A box of the layout.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    kind: Kind,
    bounds: Rectangle,
    parent: Option<usize>,
}

#[derive(Debug, Clone)]
enum Kind {
    /// What only holds others.
    Container,
    /// A text of its own, or one in a control.
    Text(String),
    /// What has a role.
    Control(NodeId),
    /// What scrolls, and how far it is scrolled.
    Scrollable(Vector),
}

impl Operation for Boxes {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let Some(parent) = self.pending.take() else {
            return operate(self);
        };
        let translation = match self.all[parent].kind {
            Kind::Scrollable(translation) => translation,
            _ => Vector::ZERO,
        };
        self.open.push(parent);
        self.scrolled += translation;
        operate(self);
        self.scrolled -= translation;
        let _ = self.open.pop();
        self.pending = None;
    }

    fn container(&mut self, _id: Option<&Id>, bounds: Rectangle) {
        self.add(Kind::Container, bounds);
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        _content_bounds: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.add(Kind::Scrollable(translation), bounds);
    }

    fn text(&mut self, _id: Option<&Id>, bounds: Rectangle, text: &str) {
        self.add(Kind::Text(text.to_owned()), bounds);
        self.pending = None;
    }

    fn custom(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        if let Some(exposed) = state.downcast_ref::<Exposed>() {
            self.add(Kind::Control(exposed.id()), bounds);
        }
    }
}

impl Boxes {
    fn add(&mut self, kind: Kind, bounds: Rectangle) {
        self.pending = Some(self.all.len());
        self.all.push(Placed { kind, bounds: bounds - self.scrolled, parent: self.open.last().copied() });
    }

    /// Whether this text is there.
    pub(crate) fn has_text(&self, wanted: &str) -> bool {
        self.all.iter().any(|placed| matches!(&placed.kind, Kind::Text(text) if text == wanted))
    }

    /// The same without what is in pictures, which may still be drawn: the initials stand there until they are.
    pub(crate) fn without_pictures(mut self, tree: &Tree) -> Self {
        let is_picture = |found: &Found| found.role == Role::Image;
        let pictures: Vec<_> = tree.all().into_iter().filter(is_picture).map(|found| found.id).collect();
        let mut hidden: Vec<bool> = Vec::with_capacity(self.all.len());
        for placed in &self.all {
            let is_hidden = placed.parent.is_some_and(|parent| {
                hidden[parent] || matches!(self.all[parent].kind, Kind::Control(id) if pictures.contains(&id))
            });
            hidden.push(is_hidden);
        }
        // Only the mirror looks at it now, which asks for no parents.
        let mut hidden = hidden.into_iter();
        self.all.retain(|_| !hidden.next().unwrap_or_default());
        self
    }

    /// What is wrong with the places of things in a window of this size, one fault a line.
    pub(crate) fn faults(&self, tree: &Tree, window: Size) -> Vec<String> {
        let named: HashMap<_, _> = tree.all().into_iter().map(|found| (found.id, found)).collect();
        let mut faults = self.outside(&named, window);
        faults.extend(self.overlaps(&named));
        faults.extend(self.ragged(&named));
        faults
    }

    /// What leaves the box it is in. What scrolls may be higher than what it scrolls in, and never wider.
    fn outside(&self, named: &HashMap<NodeId, Found>, window: Size) -> Vec<String> {
        let window = Rectangle::with_size(window);
        let mut faults = Vec::new();
        for placed in self.all.iter().filter(|placed| placed.is_seen()) {
            let outer = placed.parent.map(|parent| &self.all[parent]);
            let mut room = outer.map_or(window, |outer| outer.bounds);
            if outer.is_some_and(|outer| !outer.is_seen()) {
                continue;
            }
            if outer.is_some_and(|outer| matches!(outer.kind, Kind::Scrollable(_))) {
                (room.y, room.height) = (placed.bounds.y, placed.bounds.height);
            }
            if !contains(room, placed.bounds) {
                let of = outer.map_or("the window".to_owned(), |outer| outer.called(named));
                let (what, is, room) = (placed.called(named), shown(placed.bounds), shown(room));
                faults.push(format!("{what}, {is}, leaves {of}, {room}"));
            }
        }
        faults
    }

    /// What lies over something else that is in the same sheet: a question, the menu and the bar at the bottom lie over the
    /// page, each on its own. A button may lie in an entry, and over the initials in a picture.
    fn overlaps(&self, named: &HashMap<NodeId, Found>) -> Vec<String> {
        let top = self
            .all
            .iter()
            .position(|placed| placed.found(named).is_some_and(|found| found.states.contains(&"modal")));
        let solid: Vec<_> = (0..self.all.len())
            .filter(|n| self.all[*n].is_seen() && self.all[*n].is_solid(named))
            .filter(|n| top.is_none_or(|top| self.is_in(*n, top)))
            .collect();
        let mut faults = Vec::new();
        for (place, &one) in solid.iter().enumerate() {
            for &other in &solid[place + 1..] {
                let is_apart = self.sheet(one) != self.sheet(other);
                let is_on_purpose = self.is_button_in_entry(one, other, named)
                    || self.is_button_on_picture(one, other, named);
                if is_apart || self.is_in(other, one) || is_on_purpose {
                    continue;
                }
                let (one, other) = (&self.all[one], &self.all[other]);
                let common = one.bounds.intersection(&other.bounds);
                if common.is_some_and(|common| common.width > TOLERANCE && common.height > TOLERANCE) {
                    let (one, other) = (one.called(named), other.called(named));
                    faults.push(format!("{one} and {other} lie over each other"));
                }
            }
        }
        faults
    }

    /// What stands in a column and neither begins, ends nor is centred where the column does.
    fn ragged(&self, named: &HashMap<NodeId, Found>) -> Vec<String> {
        let mut faults = Vec::new();
        for (n, column) in self.all.iter().enumerate() {
            let children: Vec<_> =
                self.all.iter().filter(|placed| placed.parent == Some(n) && placed.is_seen()).collect();
            let is_below =
                |pair: &[&Placed]| pair[0].bounds.y + pair[0].bounds.height <= pair[1].bounds.y + EDGE;
            if children.len() < 2 || !children.windows(2).all(is_below) {
                continue;
            }
            let left = children.iter().map(|child| child.bounds.x).fold(f32::INFINITY, f32::min);
            let right = children.iter().map(|child| child.bounds.x + child.bounds.width).fold(0.0, f32::max);
            for child in &children {
                let bounds = child.bounds;
                let same = |one: f32, other: f32| (one - other).abs() < EDGE;
                let middles = [column.bounds.center_x(), (left + right) / 2.0];
                let is_even = same(bounds.x, left)
                    || same(bounds.x + bounds.width, right)
                    || middles.into_iter().any(|middle| same(bounds.center_x(), middle));
                if !is_even {
                    let (what, is) = (child.called(named), shown(bounds));
                    faults.push(format!(
                        "{what}, {is}, stands ragged in a column from {left:.1} to {right:.1}"
                    ));
                }
            }
        }
        faults
    }

    /// Where this is not the mirror of another layout in a window of this width.
    pub(crate) fn differences_from_mirror(&self, other: &Self, width: f32) -> Vec<String> {
        if self.all.len() != other.all.len() {
            let texts = |boxes: &Self| -> Vec<_> {
                boxes.all.iter().filter(|placed| matches!(placed.kind, Kind::Text(_))).cloned().collect()
            };
            let said = |placed: &Placed| placed.called(&HashMap::new());
            let (ours, theirs) = (texts(self), texts(other));
            let only = |one: &[Placed], other: &[Placed]| -> Vec<_> {
                one.iter()
                    .map(said)
                    .filter(|text| !other.iter().any(|placed| said(placed) == *text))
                    .collect()
            };
            let (ours, theirs) = (only(&ours, &theirs), only(&theirs, &ours));
            let (count, mirrored) = (self.all.len(), other.all.len());
            return vec![format!(
                "{count} boxes, and {mirrored} in the mirror; only here {ours:?}, only there {theirs:?}"
            )];
        }
        let mut faults = Vec::new();
        for (one, other) in self.all.iter().zip(&other.all) {
            if !one.is_seen() && !other.is_seen() {
                continue;
            }
            let mirrored = Rectangle { x: width - other.bounds.x - other.bounds.width, ..other.bounds };
            if !contains(one.bounds, mirrored) || !contains(mirrored, one.bounds) {
                let (what, is, mirrored) = (one.called(&HashMap::new()), shown(one.bounds), shown(mirrored));
                faults.push(format!("{what} is {is}, and in the mirror {mirrored}"));
            }
        }
        faults
    }

    fn is_in(&self, mut n: usize, outer: usize) -> bool {
        while let Some(parent) = self.all[n].parent {
            if parent == outer {
                return true;
            }
            n = parent;
        }
        n == outer
    }

    /// The innermost scrollable, or else the outermost box.
    fn sheet(&self, mut n: usize) -> Option<usize> {
        while let Some(parent) = self.all[n].parent {
            if matches!(self.all[parent].kind, Kind::Scrollable(_)) {
                return Some(parent);
            }
            n = parent;
        }
        Some(n)
    }

    /// Whether one is a button and the other stands in a picture, which may be a button as a whole.
    fn is_button_on_picture(&self, one: usize, other: usize, named: &HashMap<NodeId, Found>) -> bool {
        let role = |n: usize| self.all[n].found(named).map(|found| found.role);
        let is_in_picture = |n| {
            std::iter::successors(Some(n), |n: &usize| self.all[*n].parent)
                .any(|n| role(n) == Some(Role::Image))
        };
        let is_it = |button, inside| role(button) == Some(Role::Button) && is_in_picture(inside);
        is_it(one, other) || is_it(other, one)
    }

    fn is_button_in_entry(&self, one: usize, other: usize, named: &HashMap<NodeId, Found>) -> bool {
        let (one, other) = (&self.all[one], &self.all[other]);
        let role = |placed: &Placed| placed.found(named).map(|found| found.role);
        let is_entry = matches!(role(one), Some(Role::TextInput | Role::PasswordInput | Role::SearchInput));
        is_entry && role(other) == Some(Role::Button) && contains(one.bounds, other.bounds)
    }
}

impl Placed {
    /// Whether it has a size.
    fn is_seen(&self) -> bool {
        self.bounds.width > 0.0 && self.bounds.height > 0.0
    }

    fn found<'a>(&self, named: &'a HashMap<NodeId, Found>) -> Option<&'a Found> {
        match self.kind {
            Kind::Control(id) => named.get(&id),
            _ => None,
        }
    }

    /// Whether nothing may lie over it: a text, or what can be pressed or typed into.
    fn is_solid(&self, named: &HashMap<NodeId, Found>) -> bool {
        match &self.kind {
            Kind::Text(text) => !text.trim().is_empty(),
            Kind::Control(_) => self.found(named).is_some_and(|found| {
                matches!(
                    found.role,
                    Role::Button
                        | Role::CheckBox
                        | Role::PasswordInput
                        | Role::RadioButton
                        | Role::SearchInput
                        | Role::Slider
                        | Role::TextInput
                )
            }),
            Kind::Container | Kind::Scrollable(_) => false,
        }
    }

    fn called(&self, named: &HashMap<NodeId, Found>) -> String {
        match &self.kind {
            Kind::Text(text) => format!("{text:?}"),
            Kind::Control(_) => match self.found(named) {
                Some(found) => format!("{:?} {:?}", found.role, found.name),
                None => "a control".to_owned(),
            },
            Kind::Container => "a box".to_owned(),
            Kind::Scrollable(_) => "what scrolls".to_owned(),
        }
    }
}

fn contains(outer: Rectangle, inner: Rectangle) -> bool {
    let outer = outer.expand(TOLERANCE);
    inner.x >= outer.x
        && inner.y >= outer.y
        && inner.x + inner.width <= outer.x + outer.width
        && inner.y + inner.height <= outer.y + outer.height
}

fn shown(bounds: Rectangle) -> String {
    let Rectangle { x, y, width, height } = bounds;
    format!("{width:.1} x {height:.1} at ({x:.1}, {y:.1})")
}
