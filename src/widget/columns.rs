//! Two columns whose reading order differs from their order on the screen.
//!
//! The profile has photo, completion and account on one side and the form on the other, but the reading order is photo,
//! completion, form, account. In a narrow window there is one column. The widgets are the same in both, so they keep focus and
//! caret.

use super::arranged::{Arranged, arranged};

use iced::advanced::layout::Limits;
use iced::{Element, Size};

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

/// Puts `top` and `bottom` on this side of `main`, with `gap` between all of them.
pub fn columns<'a, Message>(
    top: impl Into<Element<'a, Message>>,
    main: impl Into<Element<'a, Message>>,
    bottom: impl Into<Element<'a, Message>>,
    place: Side,
    gap: f32,
) -> Arranged<'a, Message> {
    arranged([top.into(), main.into(), bottom.into()], move |limits, lay| {
        let width = limits.max().width;
        let rest = |side: f32| (width - side - gap).max(0.0);
        let (side, main, side_x, main_x) = match place {
            Side::None => (width, width, 0.0, 0.0),
            Side::Left(side) => (side, rest(side), 0.0, side + gap),
            Side::Right(side) => (side, rest(side), rest(side) + gap, 0.0),
        };
        let mut lay = |n, width| lay(n, &Limits::new(Size::new(width, 0.0), Size::new(width, f32::INFINITY)));
        let top = lay(0, side).move_to((side_x, 0.0));
        let below_top = top.size().height + gap;
        let main = lay(1, main);
        let (main_y, bottom_y) = match place {
            Side::None => (below_top, below_top + main.size().height + gap),
            Side::Left(_) | Side::Right(_) => (0.0, below_top),
        };
        vec![top, main.move_to((main_x, main_y)), lay(2, side).move_to((side_x, bottom_y))]
    })
}
