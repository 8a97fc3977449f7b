//! Draws the choice of a picture: initials on colours, drawings, and previews of the chosen one.

use super::super::super::CANCEL_PHOTO;
use super::super::MADE;
use super::super::making::{self, Choice, Making};
use super::super::message::Message;
use super::previews::{Shape, previews};
use crate::access::control::{self, Status};
use crate::access::{self, Role, control as press};
use crate::locale::{Arg, spoken};
use crate::picture::{COLOURS, DRAWINGS};
use crate::theme::{self, size, space};
use crate::widget::button::{Button, Variant};
use crate::widget::direction::{row, spring};
use crate::widget::picture::picture;
use crate::widget::{Ui, card, dialog, scroll, text};

use iced::widget::{Space, column, container};
use iced::{Background, Border, Element, Length, Padding};

use std::borrow::Cow;

/// The sheet.
pub(super) fn view<'a>(making: &'a Making, ui: Ui<'a>) -> Element<'a, Message> {
    let title = text::styled(ui.tr("photo-make-title"), theme::TITLE, ui.palette.text);
    let head = container(text::paragraph(ui, title)).padding(Padding::from([space::M, space::XXL]));
    let side = previews(making.previews(), Shape::Column, ui);
    let body: Element<'_, _> = if ui.is_narrow() {
        let edges = Padding::from([space::M, scroll::ROOM]);
        scroll::vertical(ui, column![choices(making, ui), side].spacing(space::L).padding(edges)).into()
    } else {
        let left = container(choices(making, ui)).padding(Padding::from([space::L, space::XXL]));
        let side = container(side).width(size::MAKE_SIDE).padding(Padding::from([space::L, space::XL]));
        let parts = row(ui, 0.0, [left.width(Length::Fill).into(), side.into()]).top();
        scroll::vertical(ui, parts).into()
    };
    let back = Button::new(ui, Variant::Secondary, ui.tr("general-cancel"))
        .id(CANCEL_PHOTO)
        .on_press(Message::Cancel);
    let take = Button::new(ui, Variant::Primary, ui.tr("photo-use"))
        .on_press_maybe(making.previews().is_some().then_some(Message::UseMade));
    let foot = container(row(ui, space::S, [spring(), back.into(), take.into()]))
        .padding(Padding::from([space::M, space::XXL]));
    // Without enough room the sheet fills the window, so that its buttons stay visible.
    let is_tight = ui.is_narrow() || ui.window.height < size::MAKE_HEIGHT;
    let height = if is_tight { Length::Fill } else { Length::Shrink };
    let body = container(body).height(height);
    let sheet = column![head, card::hairline(ui), body, card::hairline(ui), foot].height(height);
    dialog::layer(ui, ui.tr("photo-make-title"), ui.tr("photo-make-keys"), sheet, size::MAKE_SHEET)
}

/// All choices, as one group in which the arrow keys move.
fn choices<'a>(making: &'a Making, ui: Ui<'a>) -> Element<'a, Message> {
    let columns = if ui.window.width < size::COMPACT { 4 } else { 6 };
    let initials = (!making.initials().is_empty()).then(|| {
        let of = |n: usize| {
            let colour = Arg::Text(Cow::Owned(ui.tr(COLOURS[n].name)));
            let letters = Arg::Foreign(Cow::Borrowed(making.initials()));
            spoken(&ui.tr_with("photo-make-initials-on", &[("letters", letters), ("colour", colour)]))
        };
        let tiles = (0..COLOURS.len()).map(|n| tile(making, Choice::Initials(n), of(n), ui));
        section(ui, ui.tr("photo-make-initials"), tiles.collect(), columns)
    });
    let tiles = (0..DRAWINGS.len()).map(|n| tile(making, Choice::Drawing(n), ui.tr(DRAWINGS[n].name), ui));
    let drawings = section(ui, ui.tr("photo-make-drawings"), tiles.collect(), columns);
    let all = column![].push(initials).push(drawings).spacing(space::L);
    access::group(all, Role::RadioGroup, ui.tr("photo-make-choices"))
        .rtl(ui.is_rtl())
        .columns(columns)
        .on_enter(making.previews().is_some().then_some(Message::UseMade))
        .into()
}

fn section<'a>(
    ui: Ui<'a>,
    title: String,
    tiles: Vec<Element<'a, Message>>,
    columns: usize,
) -> Element<'a, Message> {
    let mut rows = column![card::title_line(ui, title)].spacing(space::XS);
    let mut tiles = tiles.into_iter();
    while tiles.len() > 0 {
        let line = row(ui, space::XS, tiles.by_ref().take(columns));
        rows = rows.push(container(line).width(Length::Fill).align_x(ui.start()));
    }
    rows.into()
}

/// One picture, in a ring where it is the chosen one.
fn tile<'a>(making: &'a Making, choice: Choice, name: String, ui: Ui<'a>) -> Element<'a, Message> {
    let p = ui.palette;
    let is_chosen = making.chosen() == choice;
    let picture: Element<'_, _> = match making.tile(choice) {
        // One pixel of the picture is one device pixel.
        Some(tile) => picture(tile.clone(), size::TILE).in_device_pixels().into(),
        None => container(Space::new().width(size::TILE).height(size::TILE))
            .style(move |_| container::Style {
                background: Some(Background::Color(p.sunken)),
                border: Border { radius: size::TILE.into(), ..Border::default() },
                ..container::Style::default()
            })
            .into(),
    };
    let control = press(Role::RadioButton, name, picture)
        .checked(is_chosen)
        .on_press(Message::Making(making::Message::Chosen(choice)))
        .padding(Padding::new(space::XS + size::TILE_RING))
        .style(move |_, status| control::Style {
            border: Border {
                color: if is_chosen { p.accent } else { p.edge },
                width: match (is_chosen, status) {
                    (true, _) | (false, Status::Hovered | Status::Pressed) => size::TILE_RING,
                    (false, Status::Active | Status::Disabled) => Border::default().width,
                },
                radius: size::TILE.into(),
            },
            ring: Some(p.accent),
            ..control::Style::default()
        });
    // The identifier moves with the choice.
    let control = control.known_as(match choice {
        Choice::Initials(n) => format!("initials-{n}"),
        Choice::Drawing(n) => format!("drawing-{n}"),
    });
    if is_chosen { control.id(MADE).into() } else { control.into() }
}
