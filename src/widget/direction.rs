//! Rows in the direction of reading. The one place that knows about left and right.
//!
//! The rule behind it: never set `align_x` on a text. In iced 0.14.0 a single line of Persian with an
//! explicit alignment draws no pixels at all; the container round it is aligned instead.

use super::Ui;

use iced::widget::{Row, Space};
use iced::{Alignment, Element, Length};

/// Children beside each other, the first where reading begins, centred on one line.
pub fn row<'a, Message: 'a>(
    ui: Ui<'_>,
    gap: f32,
    children: impl IntoIterator<Item = Element<'a, Message>>,
) -> Row<'a, Message> {
    let mut children: Vec<_> = children.into_iter().collect();
    if ui.is_rtl() {
        children.reverse();
    }
    Row::with_children(children).spacing(gap).align_y(Alignment::Center)
}

/// What pushes the following children of a row to its end.
pub fn spring<'a, Message: 'a>() -> Element<'a, Message> {
    Space::new().width(Length::Fill).into()
}
