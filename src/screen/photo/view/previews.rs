//! Draws the previews: the photo in the sizes in which others see it, on light and on dark.

use super::super::previews::Previews;
use crate::access::{self, Role};
use crate::theme::{self, Palette, size, space};
use crate::widget::direction::row;
use crate::widget::picture::picture;
use crate::widget::{Ui, card};

use iced::widget::image::Handle;
use iced::widget::{column, container};
use iced::{Alignment, Element, Length, border};

/// The arrangement of the previews.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// In a strip beside the crop: the large one above the small ones.
    Strip,
    /// In one row where there is room: half of it on light, half on dark.
    Row,
    /// In a column: the small ones in two lines beside the large one.
    Column,
}

/// All previews under their title.
pub(super) fn previews<'a, Message: 'a>(
    previews: Option<&'a Previews>,
    shape: Shape,
    ui: Ui<'a>,
) -> Element<'a, Message> {
    let title = container(card::title(ui, ui.tr("photo-previews"))).width(Length::Fill).align_x(ui.start());
    let halves = halves(previews, shape, ui);
    if shape == Shape::Row && !ui.is_narrow() {
        return column![title, Element::from(row(ui, space::S, halves))].spacing(space::S).into();
    }
    column![title].extend(halves).spacing(space::S).into()
}

/// Their height.
pub(super) fn height(shape: Shape, ui: Ui<'_>) -> f32 {
    let large = size::PREVIEWS[0] + 2.0 * space::S;
    theme::CARD_TITLE.line
        + match shape {
            Shape::Strip => 2.0 * (large + size::PREVIEWS[1] + 2.0 * space::S),
            Shape::Row if !ui.is_narrow() => large + space::S,
            Shape::Row | Shape::Column => 2.0 * (large + space::S),
        }
}

fn halves<'a, Message: 'a>(
    previews: Option<&'a Previews>,
    shape: Shape,
    ui: Ui<'a>,
) -> [Element<'a, Message>; 2] {
    let halves = [(&theme::LIGHT, "photo-preview-light"), (&theme::DARK, "photo-preview-dark")];
    halves.map(|(palette, name)| half(previews, shape, palette, ui.tr(name), ui))
}

/// The previews on one background.
fn half<'a, Message: 'a>(
    previews: Option<&'a Previews>,
    shape: Shape,
    palette: &'static Palette,
    name: String,
    ui: Ui<'a>,
) -> Element<'a, Message> {
    let place = |handle: Option<&Handle>, side: f32, radius: f32| -> Element<'a, Message> {
        // One pixel of the picture is one device pixel.
        let picture = handle.map(|handle| picture(handle.clone(), side).in_device_pixels());
        let background = picture.is_none().then_some(palette.sunken.into());
        let border = border::rounded(radius);
        container(column![].push(picture))
            .width(side)
            .height(side)
            .style(move |_| container::Style { background, border, ..container::Style::default() })
            .into()
    };
    let circle = |n: usize| {
        let side = size::PREVIEWS[n];
        place(previews.and_then(|previews| previews.circles.get(n)), side, side / 2.0)
    };
    let square = place(previews.map(|previews| &previews.square), size::PREVIEW_SQUARE, 0.0);
    let line: Element<'_, _> = match shape {
        Shape::Strip => {
            let small = row(ui, space::S, [circle(1), square, circle(2), circle(3)]);
            column![circle(0), Element::from(small)].spacing(space::S).align_x(Alignment::Center).into()
        }
        Shape::Row if ui.window.width >= size::PREVIEWS_IN_LINE => {
            row(ui, space::S, [circle(0), circle(1), square, circle(2), circle(3)]).into()
        }
        Shape::Row | Shape::Column => {
            let (above, below) =
                (row(ui, space::M, [circle(1), square]), row(ui, space::M, [circle(2), circle(3)]));
            let small = column![Element::from(above), Element::from(below)];
            row(ui, space::XL, [circle(0), small.spacing(space::M).align_x(ui.start()).into()]).into()
        }
    };
    let line = container(line).padding(space::S).width(Length::Fill).align_x(Alignment::Center);
    let sheet = card::sheet(line, palette.surface, ui.palette.line, theme::radius::CARD);
    access::labelled(sheet, Role::Image, name).into()
}
