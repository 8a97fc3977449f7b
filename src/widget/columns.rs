//! Two columns for a page. The side column stays in view while the main column scrolls.
//!
//! The profile shows photo, completion and account at the side and the form in the main column, but the reading order,
//! which is also that of the Tab key, is photo, completion, form, account. If there is only space for one column, they
//! are below each other. The widgets in them keep focus and caret.
//!
//! If the window is too low for the whole side column, only its top stays in view, and its bottom moves to the end of
//! the main column. If the window is too low even for the top, it scrolls with the page, so that each part of it can be
//! seen.

use super::arranged::arranged;
use crate::access::pass_on::pass_on;

use iced::advanced::layout::{Limits, Node};
use iced::advanced::widget::{Tree, tree};
use iced::advanced::{Clipboard, Layout, Shell, Widget, mouse};
use iced::{Element, Event, Rectangle, Renderer, Size, Theme, window};

use std::cell::Cell;
use std::rc::Rc;

/// The position of the first and the last of three elements.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Side {
    /// Above and below the middle one.
    None,
    /// In a column of this width to the left of the middle one.
    Left(f32),
    /// In a column of this width to the right of the middle one.
    Right(f32),
}

/// Places `top` and `bottom` at this side of `main`, with `gap` between all of them, and with a space of `margin` below
/// them at the end of the view. `end` is below everything.
pub fn columns<'a, Message: 'a>(
    [top, main, bottom, end]: [Element<'a, Message>; 4],
    place: Side,
    (gap, margin): (f32, f32),
) -> Element<'a, Message> {
    let view = Rc::new(Cell::new(View::default()));
    let seen = Rc::clone(&view);
    let content = arranged([top, main, bottom, end], move |limits, lay| {
        let whole = limits.max().width;
        let mut lay = |n, width| lay(n, &Limits::new(Size::new(width, 0.0), Size::new(width, f32::INFINITY)));
        let (side, side_x, main_x) = match place {
            Side::None => (whole, 0.0, 0.0),
            Side::Left(side) => (side, 0.0, side + gap),
            Side::Right(side) => (side, whole - side, 0.0),
        };
        let rest = if place == Side::None { whole } else { (whole - side - gap).max(0.0) };
        let (top, main, mut bottom, end) = (lay(0, side), lay(1, rest), lay(2, side), lay(3, rest));
        let heights = [&top, &main, &bottom].map(|node| node.size().height);
        let (mut bottom_x, mut end_y) = (side_x, heights[1]);
        let [top_y, main_y, bottom_y] = match (place, seen.get().holds(heights, (gap, margin))) {
            (Side::None, _) => {
                let main_y = heights[0] + gap;
                end_y = main_y + heights[1] + gap + heights[2];
                [0.0, main_y, main_y + heights[1] + gap]
            }
            (Side::Left(_) | Side::Right(_), Held::All) => {
                let all = heights[0] + gap + heights[2];
                let down = seen.get().down(end_y + end.size().height, all);
                [down, 0.0, down + heights[0] + gap]
            }
            (Side::Left(_) | Side::Right(_), held) => {
                bottom = lay(2, rest);
                bottom_x = main_x;
                end_y += gap + bottom.size().height;
                let down = if held == Held::Top {
                    seen.get().down(end_y + end.size().height, heights[0])
                } else {
                    0.0
                };
                [down, 0.0, heights[1] + gap]
            }
        };
        vec![
            top.move_to((side_x, top_y)),
            main.move_to((main_x, main_y)),
            bottom.move_to((bottom_x, bottom_y)),
            end.move_to((main_x, end_y)),
        ]
    });
    Element::new(Columns { content: content.into(), is_beside: place != Side::None, view })
}

/// The visible part of the columns.
#[derive(Debug, Clone, Copy, PartialEq)]
struct View {
    top: f32,
    height: f32,
}

impl Default for View {
    /// Before the first frame everything counts as visible.
    fn default() -> Self {
        Self { top: 0.0, height: f32::INFINITY }
    }
}

/// The part of the side column that stays in view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    All,
    Top,
    Nothing,
}

impl View {
    fn holds(self, [top, _, bottom]: [f32; 3], (gap, margin): (f32, f32)) -> Held {
        match self.height - margin {
            room if top + gap + bottom <= room => Held::All,
            room if top <= room => Held::Top,
            _ => Held::Nothing,
        }
    }

    /// The y position of something of this height that stays in view beside a column with this end.
    fn down(self, end: f32, height: f32) -> f32 {
        self.top.min(end - height).max(0.0)
    }
}

struct Columns<'a, Message> {
    content: Element<'a, Message>,
    is_beside: bool,
    /// The visible part for which the content is laid out.
    view: Rc<Cell<View>>,
}

impl<Message> Widget<Message, Theme, Renderer> for Columns<'_, Message> {
    pass_on!(content, own: children diff size size_hint operate mouse_interaction draw overlay);

    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<View>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(View::default())
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &Limits) -> Node {
        self.view.set(*tree.state.downcast_ref::<View>());
        self.content.as_widget_mut().layout(tree, renderer, limits)
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
        let content = self.content.as_widget_mut();
        content.update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        if self.is_beside && matches!(event, Event::Window(window::Event::RedrawRequested(_))) {
            let view = View { top: (viewport.y - layout.bounds().y).max(0.0), height: viewport.height };
            let seen = tree.state.downcast_mut::<View>();
            if *seen != view {
                *seen = view;
                shell.invalidate_layout();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Held, View};

    #[test]
    fn what_stays_in_view_ends_with_the_column_beside_it() {
        for (top, down) in [(0.0, 0.0), (300.0, 300.0), (934.0, 934.0), (2000.0, 934.0)] {
            assert_eq!(View { top, height: 600.0 }.down(1500.0, 566.0), down, "{top}");
        }
        assert_eq!(View { top: 50.0, height: 600.0 }.down(200.0, 566.0), 0.0);
    }

    #[test]
    fn a_low_window_holds_only_the_top_of_the_side_or_nothing() {
        for (height, held) in
            [(590.0, Held::All), (589.0, Held::Top), (424.0, Held::Top), (423.0, Held::Nothing)]
        {
            let view = View { top: 300.0, height };
            assert_eq!(view.holds([400.0, 1500.0, 150.0], (16.0, 24.0)), held, "{height}");
        }
    }
}
