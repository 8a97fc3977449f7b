//! Cards: the white (or dark) sheets the profile stands on.

use super::backdrop::{self, Look, in_layer, on_sheet};
use super::{Ui, text};
use crate::theme::{self, radius, size, space};

use iced::widget::{Container, Space, container};
use iced::{Border, Color, Element, Length, Padding};

/// A sheet over the whole width.
pub fn card<'a, Message: 'a>(ui: Ui<'_>, content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    padded(ui, content, Padding::new(space::XL))
}

/// A sheet whose last line is a button without an edge: the room under its words counts as the sheet's.
pub fn ending_in_words<'a, Message: 'a>(
    ui: Ui<'_>,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    padded(ui, content, Padding::new(space::XL).bottom(space::M))
}

/// A sheet over the whole width, with another room at its edges.
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

/// The title of a card on a line of its own.
pub fn title_line<'a, Message: 'a>(ui: Ui<'a>, content: String) -> Element<'a, Message> {
    container(title(ui, content)).width(Length::Fill).align_x(ui.start()).into()
}

/// A coloured sheet with a hairline round it.
pub fn sheet<'a, Message: 'a>(
    content: impl Into<Element<'a, Message>>,
    background: Color,
    line: Color,
    radius: f32,
) -> Element<'a, Message> {
    in_layer(on_sheet(content, Look { background, line, radius })).into()
}

/// A hairline from side to side.
pub fn hairline<'a, Message: 'a>(ui: Ui<'_>) -> Element<'a, Message> {
    let line = ui.palette.line;
    container(Space::new().width(Length::Fill).height(size::LINE))
        .style(move |_| container::Style { background: Some(line.into()), ..container::Style::default() })
        .into()
}

/// The dot of something that changed.
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

/// A bar that is filled from where reading begins; `share` from 0.0 to 1.0.
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

/// A raised sheet that stands out from what it covers by a soft edge.
pub fn raised<'a, Message: 'a>(
    ui: Ui<'_>,
    content: impl Into<Element<'a, Message>>,
    radius: f32,
) -> Container<'a, Message> {
    floating(ui, content, radius, (ui.palette.halo, size::HALO))
}

/// The same high over what it covers, without a scrim between the two: a menu.
pub fn carried<'a, Message: 'a>(
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
    // Not apart: it comes and goes, and with it all layers above would be other ones.
    container(backdrop::raised(content, look, (halo, width))).padding(width)
}
