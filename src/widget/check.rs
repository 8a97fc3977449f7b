//! A check box with a label and a second line.

use super::{Ui, direction, text};
use crate::access::control::{self, Status};
use crate::access::{Role, control as press};
use crate::icon::{Icon, icon};
use crate::theme::{radius, size, space};

use iced::widget::{Space, center, column, container};
use iced::{Background, Border, Element, Length, Padding};

/// A check box over the whole width.
pub fn check<'a, Message: Clone + 'a>(
    ui: Ui<'a>,
    label: String,
    hint: String,
    checked: bool,
    on_toggle: impl Fn(bool) -> Message,
) -> Element<'a, Message> {
    let p = ui.palette;
    let tick: Element<'a, Message> =
        if checked { icon(Icon::Check, size::MARK - space::XS, p.on_accent) } else { Space::new().into() };
    let mark = center(tick).width(size::MARK).height(size::MARK).style(move |_| container::Style {
        background: Some(Background::Color(if checked { p.accent } else { p.surface })),
        border: Border {
            color: if checked { p.accent } else { p.edge },
            width: size::LINE,
            radius: (radius::CONTROL / 2.0).into(),
        },
        ..container::Style::default()
    });
    let words = column![
        text::paragraph(ui, text::body(ui, label.clone())),
        text::paragraph(ui, text::hint(ui, hint.clone())),
    ]
    .width(Length::Fill);
    let mark = container(mark).padding(Padding::ZERO.top(1.0));
    let content = direction::row(ui, space::M - space::HALF, [mark.into(), words.into()]).top();
    press(Role::CheckBox, label, content)
        .description(hint)
        .checked(checked)
        .on_press(on_toggle(!checked))
        .width(Length::Fill)
        .style(move |_, status| control::Style {
            background: match status {
                Status::Hovered | Status::Pressed => Some(Background::Color(p.hover)),
                Status::Active | Status::Disabled => None,
            },
            border: Border { radius: radius::CONTROL.into(), ..Border::default() },
            ring: Some(p.accent),
            ..control::Style::default()
        })
        .into()
}
