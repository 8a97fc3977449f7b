//! Scrolling areas with a thin scroll bar.

use super::Ui;
use crate::theme::{size, space};

use iced::widget::scrollable::{self, Direction, Scrollbar};
use iced::widget::{Scrollable, container};
use iced::{Background, Border, Color, Element};

/// The space on both sides of the content that keeps the bar away from it, also from focus rings.
pub const ROOM: f32 = space::L;

/// Content that scrolls vertically.
pub fn vertical<'a, Message: 'a>(
    ui: Ui<'_>,
    content: impl Into<Element<'a, Message>>,
) -> Scrollable<'a, Message> {
    let p = ui.palette;
    let bar = Scrollbar::new().width(size::SCROLLER).scroller_width(size::SCROLLER).margin(space::HALF);
    iced::widget::scrollable(content).direction(Direction::Vertical(bar)).style(move |theme, status| {
        let held = matches!(
            status,
            scrollable::Status::Hovered { is_vertical_scrollbar_hovered: true, .. }
                | scrollable::Status::Dragged { .. }
        );
        let rail = scrollable::Rail {
            background: None,
            border: Border::default(),
            scroller: scrollable::Scroller {
                background: Background::Color(if held { p.muted } else { p.edge }),
                border: Border { radius: size::SCROLLER.into(), ..Border::default() },
            },
        };
        scrollable::Style {
            container: container::Style::default(),
            vertical_rail: rail,
            horizontal_rail: rail,
            gap: Some(Background::Color(Color::TRANSPARENT)),
            ..scrollable::default(theme, status)
        }
    })
}
