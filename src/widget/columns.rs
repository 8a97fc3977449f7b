//! Two columns whose reading order is not their order on screen.
//!
//! The profile shows photo, completion and account on one side and the form on the other, but is read (and
//! tabbed through) photo, completion, form, account. A row of two columns cannot say that: this layout
//! keeps its children in reading order and puts the last one under the first.

use iced::advanced::layout::{Limits, Node};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse, overlay, renderer};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector};

/// A side column holding `top` and `bottom`, and a main column beside it.
pub struct Columns<'a, Message> {
    children: [Element<'a, Message>; 3],
    side: f32,
    gap: f32,
    mirrored: bool,
}

/// Lays `top` and `bottom` into a column of width `side`, `main` into the rest. `mirrored` puts the side
/// column on the right.
pub fn columns<'a, Message>(
    top: impl Into<Element<'a, Message>>,
    main: impl Into<Element<'a, Message>>,
    bottom: impl Into<Element<'a, Message>>,
    side: f32,
    gap: f32,
    mirrored: bool,
) -> Columns<'a, Message> {
    Columns { children: [top.into(), main.into(), bottom.into()], side, gap, mirrored }
}

impl<Message> Widget<Message, Theme, Renderer> for Columns<'_, Message> {
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
        let width = limits.max().width;
        let rest = (width - self.side - self.gap).max(0.0);
        let (side_x, main_x) =
            if self.mirrored { (rest + self.gap, 0.0) } else { (0.0, self.side + self.gap) };

        let mut lay = |n: usize, width: f32| {
            let limits = Limits::new(Size::new(width, 0.0), Size::new(width, f32::INFINITY));
            self.children[n].as_widget_mut().layout(&mut tree.children[n], renderer, &limits)
        };
        let top = lay(0, self.side).move_to((side_x, 0.0));
        let main = lay(1, rest).move_to((main_x, 0.0));
        let bottom = lay(2, self.side).move_to((side_x, top.size().height + self.gap));

        let side_height = top.size().height + self.gap + bottom.size().height;
        let height = side_height.max(main.size().height);
        Node::with_children(Size::new(width, height), vec![top, main, bottom])
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
        for ((child, tree), layout) in self.children.iter().zip(&tree.children).zip(layout.children()) {
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

impl<'a, Message: 'a> From<Columns<'a, Message>> for Element<'a, Message> {
    fn from(columns: Columns<'a, Message>) -> Self {
        Self::new(columns)
    }
}

impl<Message> std::fmt::Debug for Columns<'_, Message> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Columns").field("side", &self.side).finish_non_exhaustive()
    }
}
