//! The photo at the sizes others will see it, on light and on dark.

use super::super::previews::Previews;
use crate::access::{self, Role};
use crate::theme::{self, Palette, size, space};
use crate::widget::direction::row;
use crate::widget::{Ui, card};

use iced::widget::{column, container, image};
use iced::{Alignment, Element, Length, Padding, border};

/// Both, under a title.
pub(super) fn previews<'a, Message: 'a>(previews: Option<&'a Previews>, ui: Ui<'a>) -> Element<'a, Message> {
    let title = container(card::title(ui, ui.tr("photo-previews"))).width(Length::Fill).align_x(ui.start());
    let panels = [(&theme::LIGHT, "photo-preview-light"), (&theme::DARK, "photo-preview-dark")];
    let panels = panels.map(|(palette, name)| panel(previews, palette, ui.tr(name), ui));
    column![title].extend(panels).spacing(space::S).into()
}

/// The photo at the sizes it is seen, on one background.
fn panel<'a, Message: 'a>(
    previews: Option<&'a Previews>,
    palette: &'static Palette,
    name: String,
    ui: Ui<'a>,
) -> Element<'a, Message> {
    let place = |handle: Option<&image::Handle>, side: f32, radius: f32| -> Element<'a, Message> {
        // A pixel of it is one of the screen.
        let picture: Option<Element<'_, _>> = handle.map(|handle| {
            image(handle.clone()).width(side).height(side).filter_method(image::FilterMethod::Nearest).into()
        });
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
    let small = column![row(ui, space::M, [circle(1), square]), row(ui, space::M, [circle(2), circle(3)]),]
        .spacing(space::M)
        .align_x(ui.start());
    let line = row(ui, space::XL, [circle(0), small.into()]);
    let line = container(line)
        .padding(Padding::from([space::S, space::M]))
        .width(Length::Fill)
        .align_x(Alignment::Center);
    let sheet = card::sheet(line, palette.surface, ui.palette.line, theme::radius::CARD);
    access::labelled(sheet, Role::Image, name).into()
}
