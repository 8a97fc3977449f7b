//! The groups the person belongs to: a list with details on a click and a copy as text.

use super::{Message, Profile};
use crate::access::{self, Role};
use crate::locale::{Arg, display};
use crate::profile::Group;
use crate::theme::{self, space};
use crate::widget::button::{Button, Kind};
use crate::widget::direction::{row, spring};
use crate::widget::{Ui, card, text};

use iced::widget::{column, container};
use iced::{Element, Length, Padding};

use std::borrow::Cow;
use std::collections::BTreeSet;

/// Which groups show their details.
#[derive(Debug, Default)]
pub(super) struct Groups {
    open: BTreeSet<usize>,
}

impl Groups {
    /// Opens or closes the details of one.
    pub(super) fn toggle(&mut self, group: usize) {
        if !self.open.remove(&group) {
            let _ = self.open.insert(group);
        }
    }
}

/// The card of the groups.
pub(super) fn card<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, Message> {
    let groups = &screen.saved.groups;
    let copy = (!groups.is_empty()).then(|| {
        Button::new(ui, Kind::Link, ui.tr("groups-copy-all"))
            .name(ui.tr("groups-copy-all-name"))
            .on_press(Message::CopyGroups(as_text(groups, ui)))
            .into()
    });
    let head =
        row(ui, space::M, [card::title(ui, ui.tr("profile-groups")), spring()].into_iter().chain(copy));

    let list: Element<'_, _> = if groups.is_empty() {
        container(text::paragraph(ui, text::hint(ui, ui.tr("groups-none")))).padding(space::S).into()
    } else {
        let count = groups.len();
        let items = groups.iter().enumerate().map(|(n, group)| {
            let open = screen.groups.open.contains(&n);
            access::labelled(item(ui, n, group, open), Role::ListItem, name(group, ui))
                .position(n + 1, count)
                .into()
        });
        access::labelled(column(items), Role::List, ui.tr("profile-groups")).into()
    };
    // The lines reach a little beyond the title, so that a line under the pointer has room round its words.
    let head = container(head).padding(Padding::from([0.0, space::S]));
    card::padded(ui, column![head, list].spacing(space::S), Padding::from([space::XL, space::M]))
}

/// What a group is called: its name, or its number where the server gave nothing else.
fn name(group: &Group, ui: Ui<'_>) -> String {
    match (group.name.as_str(), group.id) {
        ("", Some(id)) => ui.tr_with("groups-number", &[("number", Arg::Number(id))]),
        ("", None) => ui.tr("groups-no-name"),
        (name, _) => name.to_owned(),
    }
}

fn item<'a>(ui: Ui<'a>, n: usize, group: &'a Group, open: bool) -> Element<'a, Message> {
    let name = name(group, ui);
    let has_details = group.created_at.is_some() || group.updated_at.is_some();

    let mut facts = Vec::new();
    if let Some(count) = group.users_count {
        facts.push(ui.tr_with("groups-members", &[("count", Arg::Number(count))]));
    }
    if let Some(created) = group.created_at {
        let date = Arg::Text(Cow::Owned(ui.locale.month_and_year(created, ui.zone)));
        facts.push(ui.tr_with("groups-since", &[("date", date)]));
    }
    let said = [Some(group.notes.trim().to_owned()), Some(ui.locale.list(&facts))];
    let said =
        ui.locale.list(&said.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>());
    let facts = column(facts.into_iter().map(|fact| text::hint(ui, fact).into())).align_x(ui.end());

    let mut words = column![text::paragraph(ui, text::strong(ui, display(&name)))].width(Length::Fill);
    if !group.notes.trim().is_empty() {
        words = words.push(text::paragraph(ui, text::hint(ui, display(&group.notes))));
    }

    let line = row(ui, space::L, [words.into(), facts.into()]);
    let line: Element<'_, _> = if has_details {
        let id = if open { "groups-hide-details" } else { "groups-show-details" };
        Button::wrapping(ui, Kind::Row, line)
            .name(ui.tr_with(id, &[("name", Arg::Text(Cow::Borrowed(&name)))]))
            .description(said)
            .expanded(open)
            .on_press(Message::GroupToggled(n))
            .into()
    } else {
        container(line).padding(space::S).into()
    };

    let hairline = container(card::hairline(ui)).padding(Padding::from([0.0, space::S]));
    let mut item = column![hairline, line].spacing(space::XS);
    if open {
        item = item.push(details(ui, group));
    }
    item.into()
}

fn details<'a>(ui: Ui<'a>, group: &Group) -> Element<'a, Message> {
    let fact = |id, moment: Option<jiff::Timestamp>| {
        moment.map(|moment| {
            let exact = text::styled(ui.locale.exact(moment, ui.zone), theme::HINT, ui.palette.text);
            row(ui, space::S, [text::hint(ui, ui.tr(id)).into(), exact.into()]).into()
        })
    };
    let facts = [fact("groups-created", group.created_at), fact("groups-updated", group.updated_at)];
    container(column(facts.into_iter().flatten()).spacing(space::XS).align_x(ui.start()))
        .width(Length::Fill)
        .align_x(ui.start())
        .padding(Padding::from([0.0, space::S]).bottom(space::S))
        .into()
}

/// All groups as text, one a line: name, notes, members.
fn as_text(groups: &[Group], ui: Ui<'_>) -> String {
    let lines = groups.iter().map(|group| {
        let members =
            group.users_count.map(|count| ui.tr_with("groups-members", &[("count", Arg::Number(count))]));
        [Some(name(group, ui)), Some(group.notes.clone()), members]
            .into_iter()
            .flatten()
            .filter(|part| !part.trim().is_empty())
            .collect::<Vec<_>>()
            .join("\t")
    });
    lines.collect::<Vec<_>>().join("\n")
}
