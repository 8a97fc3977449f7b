//! Elements on top of each other.

use iced::advanced::layout::{Limits, Node};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse, overlay, renderer};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector};

/// Elements on top of each other, the lowest first. All have the same limits.
///
/// It is like iced's `stack`, but without a layer of the full size for each element. So an element over another one must be
/// drawn [in a layer](super::backdrop::in_layer).
pub struct Stack<'a, Message> {
    children: Vec<Element<'a, Message>>,
}

/// Makes a stack.
pub fn stack<'a, Message>(lowest: impl Into<Element<'a, Message>>) -> Stack<'a, Message> {
    Stack { children: vec![lowest.into()] }
}

impl<'a, Message> Stack<'a, Message> {
    /// Adds an element on top.
    #[must_use]
    pub fn push(mut self, child: impl Into<Element<'a, Message>>) -> Self {
        self.children.push(child.into());
        self
    }

    /// Adds an element on top, if there is one.
    #[must_use]
    pub fn push_maybe(self, child: Option<impl Into<Element<'a, Message>>>) -> Self {
        match child {
            Some(child) => self.push(child),
            None => self,
        }
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Stack<'_, Message> {
    fn children(&self) -> Vec<Tree> {
        self.children.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.children);
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        let size = limits.max();
        let limits = Limits::new(Size::ZERO, size);
        // From the top, because the page depends on the height of a floating area.
        let children = self.children.iter_mut().zip(&mut tree.children).rev();
        let nodes = children.map(|(child, tree)| child.as_widget_mut().layout(tree, renderer, &limits));
        let mut nodes: Vec<Node> = nodes.collect();
        nodes.reverse();
        Node::with_children(size, nodes)
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
            let children = self.children.iter_mut().zip(&mut tree.children).zip(layout.children());
            for ((child, tree), layout) in children {
                child.as_widget_mut().operate(tree, layout, renderer, operation);
            }
        });
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        mut cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let children = self.children.iter_mut().zip(&mut tree.children).zip(layout.children());
        for ((child, tree), layout) in children.rev() {
            let child = child.as_widget_mut();
            child.update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
            if shell.is_event_captured() {
                return;
            }
            // Elements below do not get the pointer.
            if child.mouse_interaction(tree, layout, cursor, viewport, renderer) != mouse::Interaction::None {
                cursor = cursor.levitate();
            }
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
        let children = self.children.iter().zip(&tree.children).zip(layout.children());
        children
            .rev()
            .map(|((child, tree), layout)| {
                child.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
            })
            .find(|interaction| *interaction != mouse::Interaction::None)
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
        let children = || self.children.iter().zip(&tree.children).zip(layout.children());
        let under_the_pointer = children().rposition(|((child, tree), layout)| {
            let interaction = child.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer);
            interaction != mouse::Interaction::None
        });
        for (n, ((child, tree), layout)) in children().enumerate() {
            let is_covered = under_the_pointer.is_some_and(|top| n < top);
            let cursor = if is_covered { mouse::Cursor::Unavailable } else { cursor };
            child.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
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

impl<'a, Message: 'a> From<Stack<'a, Message>> for Element<'a, Message> {
    fn from(stack: Stack<'a, Message>) -> Self {
        Self::new(stack)
    }
}

impl<Message> std::fmt::Debug for Stack<'_, Message> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stack").field("height", &self.children.len()).finish_non_exhaustive()
    }
}
