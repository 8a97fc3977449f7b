//! A long list of which only the visible rows, and some around them, are built.
//!
//! Owns the built rows and the heights of rows; a row that was not built yet counts with the average height. The first row, the
//! last row and the one with the focus are always built, so that the Tab key can enter the list from both sides, and scrolling
//! does not lose the focus. Knows nothing of the content of rows.

use super::needed_hint::has_focus;

use iced::advanced::layout::{Limits, Node};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse, renderer};
use iced::{Element, Event, Length, Point, Rectangle, Renderer, Size, Theme, window};

use std::collections::{BTreeSet, HashMap};

/// Rows are built up to this distance outside of the view, in logical pixels: about a page, because screen readers read on.
const AROUND: f32 = 800.0;

/// The assumed height of the view before the list was drawn, in logical pixels.
const FIRST_VIEW: f32 = 1200.0;

/// The assumed height of a row before any was built, in logical pixels.
const GUESS: f32 = 56.0;

/// A list of rows. Each row has a key that stays the same if other rows change; `row` builds a row by its index in `keys`.
pub fn rows<'a, Message: 'a>(
    keys: Vec<usize>,
    row: impl Fn(usize) -> Element<'a, Message> + 'a,
) -> Element<'a, Message> {
    Element::new(Rows { keys, row: Box::new(row), built: Vec::new() })
}

struct Rows<'a, Message> {
    keys: Vec<usize>,
    row: Box<dyn Fn(usize) -> Element<'a, Message> + 'a>,
    /// The built rows in their order, which is also that of their layouts.
    built: Vec<BuiltRow<'a, Message>>,
}

struct BuiltRow<'a, Message> {
    place: usize,
    element: Element<'a, Message>,
}

/// The state of the list from one view to the next.
#[derive(Default)]
struct State {
    /// The top and bottom of the visible part, in coordinates of the list; `None` before it was drawn.
    view: Option<(f32, f32)>,
    width: f32,
    /// The heights of rows by their keys.
    heights: HashMap<usize, f32>,
    trees: HashMap<usize, Tree>,
    focused: Option<usize>,
}

impl State {
    /// The top of each row, and the bottom of the last one.
    fn starts(&self, keys: &[usize]) -> Vec<f32> {
        let sum: f32 = self.heights.values().sum();
        let guess = if self.heights.is_empty() { GUESS } else { sum / self.heights.len() as f32 };
        let mut end = 0.0;
        let mut starts = Vec::with_capacity(keys.len() + 1);
        for key in keys {
            starts.push(end);
            end += self.heights.get(key).copied().unwrap_or(guess);
        }
        starts.push(end);
        starts
    }

    /// The indices of the rows to build.
    fn wanted(&self, keys: &[usize], starts: &[f32]) -> BTreeSet<usize> {
        let (top, bottom) = self.view.unwrap_or((0.0, FIRST_VIEW));
        let first = starts.partition_point(|start| *start < top - AROUND).saturating_sub(1);
        let end = starts.partition_point(|start| *start < bottom + AROUND).min(keys.len());
        // With the rows next to it, for the Tab key.
        let focused = self.focused.and_then(|focused| keys.iter().position(|key| *key == focused));
        let focused =
            focused.into_iter().flat_map(|place| place.saturating_sub(2)..(place + 3).min(keys.len()));
        let ends = keys.len().checked_sub(1).into_iter().flat_map(|last| [0, last]);
        (first..end).chain(ends).chain(focused).collect()
    }
}

impl<Message> Rows<'_, Message> {
    /// Calls `visit` for the built rows with their trees and layouts.
    fn with_trees<'b>(
        &'b mut self,
        state: &'b mut State,
        layout: Layout<'b>,
        mut visit: impl FnMut(&mut dyn Widget<Message, Theme, Renderer>, usize, &mut Tree, Layout<'_>),
    ) {
        for (built, layout) in self.built.iter_mut().zip(layout.children()) {
            let key = self.keys[built.place];
            if let Some(tree) = state.trees.get_mut(&key) {
                visit(built.element.as_widget_mut(), key, tree, layout);
            }
        }
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Rows<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        let state = tree.state.downcast_mut::<State>();
        let width = limits.max().width;
        if state.width != width {
            state.width = width;
            state.heights.clear();
        }
        let limits = Limits::new(Size::ZERO, Size::new(width, f32::INFINITY));
        let mut nodes: HashMap<usize, Node> = HashMap::new();
        self.built.clear();
        // If rows are lower than assumed, there is space for more.
        loop {
            let starts = state.starts(&self.keys);
            let missing: Vec<_> = state
                .wanted(&self.keys, &starts)
                .into_iter()
                .filter(|place| !nodes.contains_key(place))
                .collect();
            if missing.is_empty() {
                break;
            }
            for place in missing {
                let mut element = (self.row)(place);
                let tree = state.trees.entry(self.keys[place]).or_insert_with(|| Tree::new(&element));
                tree.diff(&element);
                let node = element.as_widget_mut().layout(tree, renderer, &limits);
                let _ = state.heights.insert(self.keys[place], node.size().height);
                let _ = nodes.insert(place, node);
                self.built.push(BuiltRow { place, element });
            }
        }
        self.built.sort_by_key(|built| built.place);
        let there: BTreeSet<_> = self.built.iter().map(|built| self.keys[built.place]).collect();
        state.trees.retain(|key, _| there.contains(key));
        let starts = state.starts(&self.keys);
        let nodes = self.built.iter().filter_map(|built| {
            nodes.remove(&built.place).map(|node| node.move_to(Point::new(0.0, starts[built.place])))
        });
        Node::with_children(Size::new(width, starts[self.keys.len()]), nodes.collect())
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        operation.container(None, layout.bounds());
        operation.traverse(&mut |operation| {
            let state = tree.state.downcast_mut::<State>();
            self.with_trees(state, layout, |row, _, tree, layout| {
                row.operate(tree, layout, renderer, operation);
            });
        });
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        self.with_trees(state, layout, |row, _, tree, layout| {
            row.update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        });
        if !matches!(event, Event::Window(window::Event::RedrawRequested(_))) {
            return;
        }
        let mut focused = None;
        self.with_trees(state, layout, |row, key, tree, layout| {
            if has_focus(row, tree, layout, renderer) {
                focused = Some(key);
            }
        });
        state.focused = focused;
        let bounds = layout.bounds();
        let top = (viewport.y - bounds.y).clamp(0.0, bounds.height);
        let bottom = (viewport.y + viewport.height - bounds.y).clamp(0.0, bounds.height);
        state.view = Some((top, bottom));
        let there: BTreeSet<_> = self.built.iter().map(|built| built.place).collect();
        let starts = state.starts(&self.keys);
        // Rows are built again only after half of the rows around the view are used, not at each step of the wheel.
        let (first, end) = (top - AROUND / 2.0, bottom + AROUND / 2.0);
        let in_view = |place: usize| starts[place + 1] > first && starts[place] < end;
        let from = starts.partition_point(|start| *start < first).saturating_sub(1);
        let is_short = (from..self.keys.len())
            .take_while(|place| starts[*place] < end)
            .any(|place| in_view(place) && !there.contains(&place));
        if is_short {
            shell.invalidate_layout();
            shell.request_redraw();
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let state = tree.state.downcast_ref::<State>();
        let built = self.built.iter().zip(layout.children());
        built
            .filter_map(|(built, layout)| {
                let tree = state.trees.get(&self.keys[built.place])?;
                Some(built.element.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer))
            })
            .max()
            .unwrap_or_default()
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_ref::<State>();
        for (built, layout) in self.built.iter().zip(layout.children()) {
            if let Some(tree) = state.trees.get(&self.keys[built.place])
                && layout.bounds().intersects(viewport)
            {
                built.element.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
            }
        }
    }
}
