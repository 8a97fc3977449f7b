//! Two columns whose reading order is not their order on screen.
//!
//! The profile shows photo, completion and account on one side and the form on the other, but is read (and
//! tabbed through) photo, completion, form, account. A row of two columns cannot say that: this layout
//! keeps its children in reading order and puts the last one under the first. Where there is room for one column only
//! they stand below each other; the widgets in them, with focus and caret, are the same.

use iced::advanced::layout::{Limits, Node};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse, overlay, renderer};
use iced::{Element, Event, Length, Rectangle, Renderer, Size, Theme, Vector};

/// Three elements in one column or two.
pub struct Columns<'a, Message> {
    children: [Element<'a, Message>; 3],
    side: Side,
    gap: f32,
}

/// Where the first and the last of them stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Side {
    /// Above and below the other.
    None,
    /// In a column of this width to the left of the other.
    Left(f32),
    /// In a column of this width to the right of it.
    Right(f32),
}

/// Lays `top` and `bottom` to this side of `main`, with `gap` between them all.
pub fn columns<'a, Message>(
    top: impl Into<Element<'a, Message>>,
    main: impl Into<Element<'a, Message>>,
    bottom: impl Into<Element<'a, Message>>,
    side: Side,
    gap: f32,
) -> Columns<'a, Message> {
    Columns { children: [top.into(), main.into(), bottom.into()], side, gap }
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
        let (width, gap) = (limits.max().width, self.gap);
        let rest = |side: f32| (width - side - gap).max(0.0);
        let (side, main, side_x, main_x) = match self.side {
            Side::None => (width, width, 0.0, 0.0),
            Side::Left(side) => (side, rest(side), 0.0, side + gap),
            Side::Right(side) => (side, rest(side), rest(side) + gap, 0.0),
        };

        let mut lay = |n: usize, width: f32| {
            let limits = Limits::new(Size::new(width, 0.0), Size::new(width, f32::INFINITY));
            self.children[n].as_widget_mut().layout(&mut tree.children[n], renderer, &limits)
        };
        let top = lay(0, side).move_to((side_x, 0.0));
        let below_top = top.size().height + gap;
        let main = lay(1, main);
        let (main_y, bottom_y) = match self.side {
            Side::None => (below_top, below_top + main.size().height + gap),
            Side::Left(_) | Side::Right(_) => (0.0, below_top),
        };
        let main = main.move_to((main_x, main_y));
        let bottom = lay(2, side).move_to((side_x, bottom_y));

        let height = (main_y + main.size().height).max(bottom_y + bottom.size().height);
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
