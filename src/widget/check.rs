//! A check box with a label and a second line.

use super::{Ui, direction, text};
use crate::access::control::{self, Status};
use crate::access::{Role, control as press};
use crate::icon::{Icon, icon};
use crate::theme::{self, radius, size, space};

use iced::widget::{Space, center, column, container};
use iced::{Background, Border, Element, Length, Padding};

/// A check box with the full width. Without `on_toggle` it is disabled.
pub fn check<'a, Message: Clone + 'a>(
    ui: Ui<'a>,
    label: String,
    hint: String,
    checked: bool,
    on_toggle: Option<impl Fn(bool) -> Message>,
) -> Element<'a, Message> {
    let p = ui.palette;
    let is_enabled = on_toggle.is_some();
    let (accent, edge) = if is_enabled { (p.accent, p.edge) } else { (p.muted, p.line) };
    let ink = if is_enabled { p.on_accent } else { p.surface };
    let tick: Element<'a, Message> =
        if checked { icon(Icon::Check, size::MARK - space::XS, ink) } else { Space::new().into() };
    let mark = center(tick).width(size::MARK).height(size::MARK).style(move |_| container::Style {
        background: Some(Background::Color(if checked { accent } else { p.surface })),
        border: Border {
            color: if checked { accent } else { edge },
            width: size::LINE,
            radius: (radius::CONTROL / 2.0).into(),
        },
        ..container::Style::default()
    });
    let words = column![
        text::paragraph(
            ui,
            text::styled(label.clone(), theme::BODY, if is_enabled { p.text } else { p.muted })
        ),
        text::paragraph(ui, text::hint(ui, hint.clone())),
    ]
    .width(Length::Fill);
    let mark = container(mark).padding(Padding::ZERO.top(1.0));
    let content = direction::row(ui, space::M - space::HALF, [mark.into(), words.into()]).top();
    press(Role::CheckBox, label, content)
        .description(hint)
        .checked(checked)
        .on_press(on_toggle.map(|on_toggle| on_toggle(!checked)))
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
