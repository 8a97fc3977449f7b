//! Elements whose reading order differs from their order on the screen.
//!
//! The order of the children is the order of the Tab key and of screen readers. A row or a column also has this order on the
//! screen; here a function sets the positions of the children. Knows nothing of their content.

use iced::advanced::layout::{Limits, Node};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse, overlay, renderer};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector};

/// Elements in reading order with the full width; see [`arranged`].
pub struct Arranged<'a, Message> {
    children: Vec<Element<'a, Message>>,
    place: Box<Place<'a>>,
}

/// Sets the positions of the children. It gets the limits and a function to lay out a child by its index. It returns the
/// layouts of all children in reading order, moved to their positions.
type Place<'a> = dyn Fn(&Limits, &mut dyn FnMut(usize, &Limits) -> Node) -> Vec<Node> + 'a;

/// Elements in reading order with positions that are set by `place`.
pub fn arranged<'a, Message>(
    children: impl IntoIterator<Item = Element<'a, Message>>,
    place: impl Fn(&Limits, &mut dyn FnMut(usize, &Limits) -> Node) -> Vec<Node> + 'a,
) -> Arranged<'a, Message> {
    Arranged { children: children.into_iter().collect(), place: Box::new(place) }
}

/// A field below the line with its label. The reading order is label, field, and then the controls `beside` the label, so that
/// the Tab key goes from field to field. `height` is that of the line, and `gap` the distance between its parts.
pub fn under_its_label<'a, Message>(
    [label, field, beside]: [Element<'a, Message>; 3],
    (height, gap): (f32, f32),
    rtl: bool,
) -> Arranged<'a, Message> {
    arranged([label, field, beside], move |limits, lay| {
        let width = limits.max().width;
        let line = |width: f32| Limits::new(Size::ZERO, Size::new(width.max(0.0), height));
        let label = lay(0, &line(width));
        let beside = lay(2, &line(width - label.size().width - gap));
        let field =
            lay(1, &Limits::new(Size::ZERO, Size::new(width, (limits.max().height - height).max(0.0))));
        let start = |node: Node| {
            let x = if rtl { width - node.size().width } else { 0.0 };
            node.move_to((x, 0.0))
        };
        let end = |node: Node| {
            let x = if rtl { 0.0 } else { width - node.size().width };
            node.move_to((x, 0.0))
        };
        vec![start(label), field.move_to((0.0, height)), end(beside)]
    })
}

impl<Message> Widget<Message, Theme, Renderer> for Arranged<'_, Message> {
    fn children(&self) -> Vec<Tree> {
        self.children.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.children);
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        let children = &mut self.children;
        let nodes = (self.place)(limits, &mut |n, limits| {
            children[n].as_widget_mut().layout(&mut tree.children[n], renderer, limits)
        });
        let height = nodes.iter().map(|node| node.bounds().y + node.size().height).fold(0.0, f32::max);
        Node::with_children(Size::new(limits.max().width, height), nodes)
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
            for ((child, tree), layout) in
                self.children.iter_mut().zip(&mut tree.children).zip(layout.children())
            {
                child.as_widget_mut().operate(tree, layout, renderer, operation);
            }
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
        for ((child, tree), layout) in self.children.iter_mut().zip(&mut tree.children).zip(layout.children())
        {
            child.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
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
        self.children
            .iter()
            .zip(&tree.children)
            .zip(layout.children())
            .map(|((child, tree), layout)| {
                child.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
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
        // The last first: the dot of a change comes and goes after the label, and everything drawn after it is drawn
        // again. So the field, which stays as it is, is drawn before the label.
        for ((child, tree), layout) in self.children.iter().zip(&tree.children).zip(layout.children()).rev() {
            if layout.bounds().intersects(viewport) {
                child.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
            }
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        overlay::from_children(&mut self.children, tree, layout, renderer, viewport, translation)
    }
}

impl<'a, Message: 'a> From<Arranged<'a, Message>> for Element<'a, Message> {
    fn from(arranged: Arranged<'a, Message>) -> Self {
        Self::new(arranged)
    }
}

impl<Message> std::fmt::Debug for Arranged<'_, Message> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Arranged").field("children", &self.children.len()).finish_non_exhaustive()
    }
}
