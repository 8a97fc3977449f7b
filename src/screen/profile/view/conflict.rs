//! Draws the panel of a field that was edited here and changed elsewhere: both values, and the choice between them.

use crate::access::{self, Role};
use crate::locale::{Arg, display};
use crate::theme::{self, radius, space};
use crate::widget::button::{Button, Variant};
use crate::widget::direction::row;
use crate::widget::{Ui, card, text};

use iced::widget::{column, container};
use iced::{Element, Length};

use std::borrow::Cow;

/// One of the two values, and the message of its button.
pub(super) struct Side<Message> {
    /// The value.
    pub(super) value: String,
    /// The message of choosing it.
    pub(super) message: Message,
}

/// The panel below the field with this label. After a choice the `control` of the field gets the focus.
pub(super) fn panel<'a, Message: Clone + 'a>(
    ui: Ui<'a>,
    label: &str,
    control: &'static str,
    (mine, theirs): (Side<Message>, Side<Message>),
) -> Element<'a, Message> {
    let name = |id| ui.tr_with(id, &[("field", Arg::Text(Cow::Borrowed(label)))]);
    let side = |heading, words, said, side: Side<Message>| -> Element<'a, Message> {
        let Side { value, message } = side;
        let value = if value.trim().is_empty() { ui.tr("conflict-empty") } else { display(&value) };
        let heading = text::paragraph(ui, text::hint(ui, ui.tr(heading)));
        let value = text::paragraph(ui, text::styled(value, theme::BODY_MEDIUM, ui.palette.text));
        let keep = Button::new(ui, Variant::Secondary, ui.tr(words))
            .name(name(said))
            .successor(control)
            .on_press(message);
        let said = container(column![heading, value].spacing(space::XS)).width(Length::Fill);
        row(ui, space::M, [said.into(), keep.into()]).into()
    };
    let sides = column([
        side("conflict-mine", "conflict-keep", "conflict-keep-mine", mine),
        side("conflict-theirs", "conflict-take", "conflict-take-theirs", theirs),
    ])
    .spacing(space::M);
    let said = text::paragraph(ui, text::styled(ui.tr("conflict-text"), theme::HINT, ui.palette.text));
    let panel = container(column![said, sides].spacing(space::M)).padding(space::M).width(Length::Fill);
    let panel = card::sheet(panel, ui.palette.warning_soft, ui.palette.warning, radius::CONTROL);
    access::group(panel, Role::Group, name("conflict-name")).into()
}
