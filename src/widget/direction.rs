//! Rows in the direction of reading. The one place that knows about left and right.
//!
//! The rule behind it: never set `align_x` on a text. In iced 0.14.0 a single line of Persian with an
//! explicit alignment draws no pixels at all; the container round it is aligned instead.

use super::Ui;
use crate::access::mirror;

use iced::widget::{Row, Space};
use iced::{Alignment, Element, Length};

/// Children beside each other; see [`row`].
#[expect(missing_debug_implementations, reason = "iced's elements have none")]
pub struct Line<'a, Message> {
    row: Row<'a, Message>,
    gap: f32,
    rtl: bool,
}

/// Children beside each other, the first where reading begins, centred on one line.
pub fn row<'a, Message: 'a>(
    ui: Ui<'_>,
    gap: f32,
    children: impl IntoIterator<Item = Element<'a, Message>>,
) -> Line<'a, Message> {
    let row = Row::with_children(children).spacing(gap).align_y(Alignment::Center);
    Line { row, gap, rtl: ui.is_rtl() }
}

/// What pushes the following children of a row to its end.
pub fn spring<'a, Message: 'a>() -> Element<'a, Message> {
    Space::new().width(Length::Fill).into()
}

impl<'a, Message: 'a> Line<'a, Message> {
    /// Sets the children at the top of the line instead of its middle.
    #[must_use]
    pub fn top(mut self) -> Self {
        self.row = self.row.align_y(Alignment::Start);
        self
    }

    /// Gives the line a height of its own.
    #[must_use]
    pub fn height(mut self, height: f32) -> Self {
        self.row = self.row.height(height);
        self
    }

    /// Lets children that find no room go on in a further line.
    pub fn wrap(self) -> Element<'a, Message> {
        mirror(self.row.wrap().vertical_spacing(self.gap), self.rtl).into()
    }
}

impl<'a, Message: 'a> From<Line<'a, Message>> for Element<'a, Message> {
    fn from(line: Line<'a, Message>) -> Self {
        mirror(line.row, line.rtl).into()
    }
}
