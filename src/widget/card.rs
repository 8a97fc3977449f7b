//! Cards: the sheets of the profile, and other coloured areas.

use super::backdrop::{self, Look, in_layer, on_sheet};
use super::{Ui, text};
use crate::theme::{self, radius, size, space};

use iced::widget::{Container, Space, container};
use iced::{Border, Color, Element, Length, Padding};

/// A card with the full width.
pub fn card<'a, Message: 'a>(ui: Ui<'_>, content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    padded(ui, content, Padding::new(space::XL))
}

/// A card whose last line is a button without an edge: the padding of the button counts as that of the card.
pub fn ending_in_words<'a, Message: 'a>(
    ui: Ui<'_>,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    padded(ui, content, Padding::new(space::XL).bottom(space::M))
}

/// A card with the full width and another padding.
pub fn padded<'a, Message: 'a>(
    ui: Ui<'_>,
    content: impl Into<Element<'a, Message>>,
    padding: Padding,
) -> Element<'a, Message> {
    let content = container(content).padding(padding).width(Length::Fill);
    sheet(content, ui.palette.surface, ui.palette.card_line, radius::CARD)
}

/// The title of a card.
pub fn title<'a, Message: 'a>(ui: Ui<'_>, content: String) -> Element<'a, Message> {
    crate::access::labelled(
        text::styled(content.clone(), theme::CARD_TITLE, ui.palette.text),
        crate::access::Role::Heading,
        content,
    )
    .into()
}

/// The title of a card on its own line.
pub fn title_line<'a, Message: 'a>(ui: Ui<'a>, content: String) -> Element<'a, Message> {
    container(title(ui, content)).width(Length::Fill).align_x(ui.start()).into()
}

/// A coloured sheet with a thin line around it.
pub fn sheet<'a, Message: 'a>(
    content: impl Into<Element<'a, Message>>,
    background: Color,
    line: Color,
    radius: f32,
) -> Element<'a, Message> {
    in_layer(on_sheet(content, Look { background, line, radius })).into()
}

/// A thin horizontal line.
pub fn hairline<'a, Message: 'a>(ui: Ui<'_>) -> Element<'a, Message> {
    let line = ui.palette.line;
    container(Space::new().width(Length::Fill).height(size::LINE))
        .style(move |_| container::Style { background: Some(line.into()), ..container::Style::default() })
        .into()
}

/// The dot of a changed field.
pub fn dot<'a, Message: 'a>(ui: Ui<'a>) -> Element<'a, Message> {
    let accent = ui.palette.accent;
    container(Space::new().width(size::DOT).height(size::DOT))
        .style(move |_| container::Style {
            background: Some(accent.into()),
            border: Border { radius: size::DOT.into(), ..Border::default() },
            ..container::Style::default()
        })
        .into()
}

/// A progress bar in the direction of reading; `share` is from 0.0 to 1.0.
pub fn progress<'a, Message: 'a>(ui: Ui<'a>, share: f32) -> Element<'a, Message> {
    let filled = (share.clamp(0.0, 1.0) * 1000.0) as u16;
    let part = |portion: u16, color: Color| {
        container(Space::new().height(size::PROGRESS)).width(Length::FillPortion(portion)).style(move |_| {
            container::Style {
                background: Some(color.into()),
                border: Border { radius: size::PROGRESS.into(), ..Border::default() },
                ..container::Style::default()
            }
        })
    };
    let parts = [(filled, ui.palette.accent), (1000 - filled, ui.palette.line)]
        .into_iter()
        .filter(|(portion, _)| *portion > 0)
        .map(|(portion, color)| part(portion, color).into());
    super::direction::row(ui, 0.0, parts).into()
}

/// A raised sheet with a soft edge.
pub fn raised<'a, Message: 'a>(
    ui: Ui<'_>,
    content: impl Into<Element<'a, Message>>,
    radius: f32,
) -> Container<'a, Message> {
    floating(ui, content, radius, (ui.palette.halo, size::HALO))
}

/// The same with a wide shadow, for a menu without a scrim below it.
pub fn raised_with_shadow<'a, Message: 'a>(
    ui: Ui<'_>,
    content: impl Into<Element<'a, Message>>,
    radius: f32,
) -> Container<'a, Message> {
    floating(ui, content, radius, (ui.palette.shadow, size::SHADOW))
}

fn floating<'a, Message: 'a>(
    ui: Ui<'_>,
    content: impl Into<Element<'a, Message>>,
    radius: f32,
    (halo, width): (Color, f32),
) -> Container<'a, Message> {
    let p = ui.palette;
    let look = Look { background: p.raised, line: p.card_line, radius };
    // It has no layer of its own, because layers are compared by their index: one that comes and goes would change
    // those above it.
    container(backdrop::raised(content, look, (halo, width))).padding(width)
}
