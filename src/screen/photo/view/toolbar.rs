//! Draws the toolbar under the crop: an icon button for each gesture, and the state of the crop in words for assistive
//! technology.

use super::super::cropping::{self, Cropping};
use super::super::message::Message;
use crate::access::control::Scale;
use crate::access::{self, Live, Role};
use crate::icon::Icon;
use crate::locale::Arg;
use crate::picture::crop::{MAX_ZOOM, MIN_ZOOM};
use crate::theme::{size, space};
use crate::widget::button::{Button, Variant};
use crate::widget::crop_field::Act;
use crate::widget::direction::{row, spring};
use crate::widget::{Ui, slider, tooltip};

use iced::widget::{Space, column, container};
use iced::{Element, Length, Padding};

/// The step of the slider for an arrow key, in percent.
const ZOOM_STEP: f64 = 10.0;

/// The toolbar, in one line if there is room, else in two.
pub(super) fn view<'a>(cropping: &'a Cropping, is_open: bool, ui: Ui<'a>) -> Element<'a, Message> {
    let framing = cropping.framing();
    let tool = |sign, name, act, changes: bool| -> Element<'a, Message> {
        let press = (is_open && changes).then(|| Message::Crop(cropping::Message::Act(act)));
        let button = Button::icon(ui, Variant::Secondary, sign, ui.tr(name), press);
        let button = if is_in_one_line(ui) { button } else { button.compact() };
        tooltip::delayed(ui, button, ui.tr(name))
    };
    let group =
        |tools: Vec<Element<'a, Message>>| -> Element<'a, Message> { row(ui, space::XS, tools).into() };

    let zoom = framing.zoom();
    let words = ui.locale.percent(zoom.round() as u64);
    let to = is_open.then_some(|percent| Message::Crop(cropping::Message::Zoomed(percent)));
    // A step from 100 % to 200 % looks as large as one from 400 % to 800 %.
    let ends = (MIN_ZOOM..=MAX_ZOOM, Scale::Logarithmic);
    let slider = slider::slider(ui, ui.tr("photo-zoom"), (zoom, words), ends, ZOOM_STEP, to);
    let zoom = group(vec![
        tool(Icon::Minus, "photo-zoom-out", Act::ZoomOut, zoom > MIN_ZOOM),
        slider,
        tool(Icon::Plus, "photo-zoom-in", Act::ZoomIn, zoom < MAX_ZOOM),
    ]);
    let steps = group(vec![
        tool(Icon::Undo, "general-undo", Act::Undo, framing.can_undo()),
        tool(Icon::Redo, "general-redo", Act::Redo, framing.can_redo()),
        tool(Icon::Reset, "photo-reset", Act::Reset, framing.is_changed()),
    ]);
    // Left is left in every language. Only the order of the keyboard follows the reading direction.
    let from_left = |mut tools: Vec<Element<'a, Message>>| {
        if ui.is_rtl() {
            tools.reverse();
        }
        tools
    };
    let turns = from_left(vec![
        tool(Icon::TurnLeft, "photo-rotate-left", Act::RotateLeft, true),
        tool(Icon::TurnRight, "photo-rotate-right", Act::RotateRight, true),
    ]);
    let flips = [
        tool(Icon::Flip, "photo-flip", Act::Flip, true),
        tool(Icon::Centre, "photo-centre", Act::Centre, !framing.is_centred()),
    ];
    let turns = group(turns.into_iter().chain(flips).collect());
    let arrow = |sign, name, (right, down): (i8, i8)| {
        tool(sign, name, Act::Move(right, down), framing.can_move(right.into(), down.into()))
    };
    let arrows = group(from_left(vec![
        arrow(Icon::ArrowLeft, "photo-move-left", (-1, 0)),
        arrow(Icon::ArrowUp, "photo-move-up", (0, -1)),
        arrow(Icon::ArrowDown, "photo-move-down", (0, 1)),
        arrow(Icon::ArrowRight, "photo-move-right", (1, 0)),
    ]));

    let tools: Element<'_, _> = if is_in_one_line(ui) {
        row(ui, space::L, [zoom, steps, turns, arrows]).into()
    } else {
        let (above, below) = (row(ui, space::S, [zoom, steps]), row(ui, 0.0, [turns, spring(), arrows]));
        column![Element::from(above), Element::from(below)].spacing(space::XS).into()
    };
    let words = said(cropping, ui);
    let said = is_open.then(|| access::labelled(Space::new(), Role::Status, words).live(Live::Polite));
    container(column![tools].push(said)).width(Length::Fill).padding(Padding::from([space::S, 0.0])).into()
}

/// Its height.
pub(super) fn height(ui: Ui<'_>) -> f32 {
    2.0 * space::S + if is_in_one_line(ui) { size::CONTROL } else { 2.0 * size::TARGET + space::XS }
}

fn is_in_one_line(ui: Ui<'_>) -> bool {
    ui.window.width >= size::CROP_ONE_LINE
}

/// The state of the crop in words.
pub(super) fn said(cropping: &Cropping, ui: Ui<'_>) -> String {
    let percent = |value: f64| ui.locale.percent(value.round().max(0.0) as u64);
    let framing = cropping.framing();
    let (left, top) = framing.place();
    let mut said = vec![
        ui.tr_with("photo-crop-zoom", &[("zoom", Arg::Text(percent(framing.zoom()).into()))]),
        ui.tr_with(
            "photo-crop-place",
            &[("left", Arg::Text(percent(left).into())), ("top", Arg::Text(percent(top).into()))],
        ),
    ];
    let rotation = framing.rotation();
    match rotation.degrees() {
        0 => {}
        90 => said.push(ui.tr("photo-crop-turned-right")),
        180 => said.push(ui.tr("photo-crop-turned-round")),
        _ => said.push(ui.tr("photo-crop-turned-left")),
    }
    if rotation.is_flipped() {
        said.push(ui.tr("photo-crop-flipped"));
    }
    ui.locale.list(&said)
}
