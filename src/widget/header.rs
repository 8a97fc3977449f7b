//! The bar at the top of a screen, with the menu button at its end.

use super::Ui;
use super::button::{Button, Variant};
use super::direction::{row, spring};
use crate::icon::Icon;
use crate::theme::{size, space};

use iced::alignment::Vertical;
use iced::widget::container;
use iced::{Element, Length, Padding};

/// A bar with `parts` at its start and the menu button at its end.
pub fn header<'a, Message: Clone + 'a>(
    ui: Ui<'a>,
    parts: impl IntoIterator<Item = Element<'a, Message>>,
    on_menu: Message,
) -> Element<'a, Message> {
    let menu = Button::icon(ui, Variant::OnPage, Icon::Menu, ui.tr("menu"), Some(on_menu));
    let line = row(ui, space::M, parts.into_iter().chain([spring(), menu.into()]));
    let margin = if ui.is_narrow() { space::L } else { space::XXL };
    // The icon without its padding is aligned with the cards below.
    let (start, end) = (margin, margin - space::S);
    let (left, right) = if ui.is_rtl() { (end, start) } else { (start, end) };
    let bar = container(line)
        .padding(Padding::ZERO.left(left).right(right))
        .max_width(size::PAGE + 2.0 * margin)
        .height(size::HEADER)
        .align_y(Vertical::Center);
    container(bar).center_x(Length::Fill).into()
}
