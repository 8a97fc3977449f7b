//! Rows in the direction of reading.
//!
//! Never set `align_x` on a text: in iced 0.14.0 a single line of Persian with an explicit alignment is not drawn. Align the
//! container around it instead.

use super::Ui;
use crate::access::mirror;

use iced::widget::{Row, Space};
use iced::{Alignment, Element, Length};

/// Children in a line; see [`row`].
#[expect(missing_debug_implementations, reason = "iced's elements have none")]
pub struct Line<'a, Message> {
    row: Row<'a, Message>,
    gap: f32,
    rtl: bool,
}

/// Children in a line in the direction of reading, vertically centred.
pub fn row<'a, Message: 'a>(
    ui: Ui<'_>,
    gap: f32,
    children: impl IntoIterator<Item = Element<'a, Message>>,
) -> Line<'a, Message> {
    let row = Row::with_children(children).spacing(gap).align_y(Alignment::Center);
    Line { row, gap, rtl: ui.is_rtl() }
}

/// Flexible space that moves the following children to the end of a row.
pub fn spring<'a, Message: 'a>() -> Element<'a, Message> {
    Space::new().width(Length::Fill).into()
}

impl<'a, Message: 'a> Line<'a, Message> {
    /// Aligns the children to the top.
    #[must_use]
    pub fn top(mut self) -> Self {
        self.row = self.row.align_y(Alignment::Start);
        self
    }

    /// Sets the height of the line.
    #[must_use]
    pub fn height(mut self, height: f32) -> Self {
        self.row = self.row.height(height);
        self
    }

    /// Wraps children that do not fit to another line.
    pub fn wrap(self) -> Element<'a, Message> {
        mirror(self.row.wrap().vertical_spacing(self.gap), self.rtl).into()
    }
}

impl<'a, Message: 'a> From<Line<'a, Message>> for Element<'a, Message> {
    fn from(line: Line<'a, Message>) -> Self {
        mirror(line.row, line.rtl).into()
    }
}
