//! The list of the saves of this run. Each shows what it changed and has a button to undo it.

use crate::access::{self, Role};
use crate::editor::{SaveHistory, SaveId, Saved};
use crate::locale::Arg;
use crate::screen::profile;
use crate::sentence;
use crate::theme::{self, space};
use crate::widget::button::{Button, Variant};
use crate::widget::direction::row;
use crate::widget::{Ui, text};

use iced::widget::{Column, column, container};
use iced::{Element, Length};

use std::borrow::Cow;

/// The list, the last save first. Its messages are the saves whose button was pressed.
pub(super) fn list<'a>(ui: Ui<'a>, saves: &SaveHistory) -> Element<'a, SaveId> {
    let count = saves.iter().count();
    let saves = saves.iter().enumerate().map(|(n, saved)| {
        access::labelled(line(ui, saved), Role::ListItem, "").position(n + 1, count).into()
    });
    access::labelled(Column::with_children(saves).spacing(space::L), Role::List, ui.tr("menu-saves")).into()
}

fn line<'a>(ui: Ui<'a>, saved: &Saved) -> Element<'a, SaveId> {
    let when = ui.locale.relative(saved.at(), ui.now, ui.zone);
    let names: Vec<_> = saved.changes().keys().map(|field| ui.tr(sentence::label(*field))).collect();
    let args = [
        ("fields", Arg::Text(Cow::Owned(ui.locale.list(&names)))),
        ("time", Arg::Text(Cow::Owned(ui.locale.exact(saved.at(), ui.zone)))),
    ];
    let undo = Button::new(ui, Variant::Secondary, ui.tr("general-undo"))
        .name(ui.tr_with("saves-undo", &args))
        .on_press(saved.id());
    let changes = saved.changes().iter().map(|(field, change)| {
        let value = |value| Arg::Text(Cow::Owned(profile::value_words(ui, *field, value)));
        let args = [
            ("field", Arg::Text(Cow::Owned(ui.tr(sentence::label(*field))))),
            ("before", value(&change.before)),
            ("after", value(&change.after)),
        ];
        text::paragraph(ui, text::body(ui, ui.tr_with("saves-change", &args)))
    });
    let said = column![text::paragraph(ui, text::styled(when, theme::HINT, ui.palette.muted))];
    let said = changes.fold(said, Column::push).spacing(space::XS);
    row(ui, space::L, [container(said).width(Length::Fill).into(), undo.into()]).top().into()
}
