//! Draws the card of the groups: a list, details that open on a press, a search if there are many, and *Copy*.

use super::side;
use crate::access::{self, Live, Role};
use crate::icon::{Icon, icon};
use crate::locale::{Arg, display};
use crate::profile::folding::matches;
use crate::profile::{Fact, Group};
use crate::screen::profile::groups::{Message, name};
use crate::screen::profile::{self, Profile};
use crate::theme::{self, size, space};
use crate::widget::button::{Button, Variant};
use crate::widget::direction::{row, spring};
use crate::widget::field::{self, Input};
use crate::widget::rows::rows;
use crate::widget::text::Text;
use crate::widget::{Ui, card, text};

use iced::widget::{column, container};
use iced::{Element, Length, Padding};

use std::borrow::Cow;

/// The card.
pub(super) fn groups<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, profile::Message> {
    let groups = &screen.editor.saved().groups;
    let copy = (!groups.is_empty()).then(|| {
        Button::new(ui, Variant::Link, ui.tr("groups-copy-all"))
            .name(ui.tr("groups-copy-all-name"))
            .on_press(Message::Copy(None))
            .into()
    });
    let title = [card::title(ui, ui.tr("profile-groups")), spring()];
    let head = row(ui, space::M, title.into_iter().chain(copy)).height(size::TARGET);

    let found = screen.groups.found(groups, ui);
    let words = screen.groups.search(groups);
    let search = words.map(|words| search(ui, words, found.len(), groups.len()));
    let head = column![head].push(search).spacing(space::S);

    let count = found.len();
    let places = found.iter().map(|(place, _)| *place).collect();
    let row = move |n: usize| {
        let (place, group) = found[n];
        let is_new = screen.editor.is_new_group(place);
        let wanted = words.unwrap_or_default();
        let item = item(ui, (place, group), wanted, (screen.groups.is_open(place), is_new));
        access::labelled(item, Role::ListItem, name(group, ui)).position(n + 1, count).into()
    };
    let list: Element<'_, _> = match (groups.is_empty(), count) {
        (true, _) if !screen.editor.saved().knows(Fact::Groups) => empty(ui, ui.tr("groups-not-shown")),
        (true, _) => empty(ui, ui.tr("groups-none")),
        (false, 0) => empty(ui, ui.tr("groups-none-found")),
        (false, _) => access::labelled(rows(places, row), Role::List, ui.tr("profile-groups")).into(),
    };
    // The lines are a little wider than the title, so that the text of a line under the pointer has space around it.
    let head = container(head).padding(Padding::from([0.0, space::S]));
    let content = Element::from(column![head, list].spacing(space::S)).map(profile::Message::Groups);
    // The title is vertically centred with the button next to it, and as far from the top as other titles.
    let top = space::XL - (size::TARGET - theme::CARD_TITLE.line) / 2.0;
    card::padded(ui, content, Padding::new(space::M).top(top))
}

fn empty<'a>(ui: Ui<'a>, words: String) -> Element<'a, Message> {
    container(text::paragraph(ui, text::hint(ui, words))).padding(space::S).into()
}

/// The id of the search field.
const SEARCH: &str = "search-groups";

/// The search field, with the number of groups that are found.
fn search<'a>(ui: Ui<'a>, words: &'a str, found: usize, all: usize) -> Element<'a, Message> {
    let field = Input::new(ui, ui.tr("groups-search"), words)
        .content(field::Content::Search)
        .id(SEARCH)
        .clear(ui.tr("groups-search-clear"), Message::Searched(String::new()))
        .on_input(Message::Searched);
    let count = (!words.trim().is_empty()).then(|| {
        let counts = [("found", Arg::Number(found as u64)), ("all", Arg::Number(all as u64))];
        let said = ui.tr_with("groups-found", &counts);
        access::labelled(text::paragraph(ui, text::hint(ui, said.clone())), Role::Status, said)
            .live(Live::Polite)
    });
    column![Element::from(field)].push(count).spacing(space::XS).into()
}

/// A group: with its details if they are open, with the found words marked, and with a note if it is new since the last
/// run.
fn item<'a>(
    ui: Ui<'a>,
    (n, group): (usize, &'a Group),
    wanted: &str,
    (open, is_new): (bool, bool),
) -> Element<'a, Message> {
    let name = name(group, ui);

    let mut facts = Vec::new();
    if let Some(count) = group.users_count {
        facts.push(ui.tr_with("groups-members", &[("count", Arg::Number(count))]));
    }
    if let Some(created) = group.created_at {
        let date = Arg::Text(Cow::Owned(ui.locale.month_and_year(created, ui.zone)));
        facts.push(ui.tr_with("groups-since", &[("date", date)]));
    }
    let new = is_new.then(|| ui.tr("groups-new"));
    let said = [new.clone(), Some(group.notes.trim().to_owned()), Some(ui.locale.list(&facts))];
    let said =
        ui.locale.list(&said.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>());
    let marked = |text: Text<'a>, shown: &str| text.marked(matches(shown, wanted), ui.palette.mark);

    let shown = display(&name);
    let title = marked(text::strong(ui, shown.clone()), &shown);
    let mut words = column![text::paragraph(ui, title)].width(Length::Fill);
    if let Some(new) = new {
        words = words.push(text::paragraph(ui, text::styled(new, theme::HINT, ui.palette.accent)));
    }
    if !group.notes.trim().is_empty() {
        let shown = display(&group.notes);
        words = words.push(text::paragraph(ui, marked(text::hint(ui, shown.clone()), &shown)));
    }
    // The smallest windows have no space for them beside the name.
    let facts = if ui.window.width < size::COMPACT {
        let facts = ui.locale.list(&facts);
        words = words.push((!facts.is_empty()).then(|| text::paragraph(ui, text::hint(ui, facts))));
        None
    } else {
        Some(column(facts.into_iter().map(|fact| text::hint(ui, fact).into())).align_x(ui.end()).into())
    };

    // Every group, even one without details, is a stop of the Tab key and can be copied.
    let (id, sign) =
        if open { ("groups-hide-details", Icon::Collapse) } else { ("groups-show-details", Icon::Expand) };
    let sign = icon(sign, size::ICON, ui.palette.muted);
    let end = row(ui, space::S, facts.into_iter().chain([sign]));
    let line = Button::wrapping(ui, Variant::Row, row(ui, space::L, [words.into(), end.into()]))
        .name(ui.tr_with(id, &[("name", Arg::Text(Cow::Borrowed(&name)))]))
        .description(said)
        .known_as(format!("details-{n}"))
        .expanded(open)
        .on_press(Message::Toggled(n));

    let hairline = container(card::hairline(ui)).padding(Padding::from([0.0, space::S]));
    let mut item = column![hairline, line].spacing(space::XS);
    if open {
        item = item.push(details(ui, n, group));
    }
    access::reveal_whole(item, open)
}

fn details<'a>(ui: Ui<'a>, n: usize, group: &Group) -> Element<'a, Message> {
    let fact = |id, moment: Option<jiff::Timestamp>| {
        moment.map(|moment| side::fact(ui, id, ui.locale.exact(moment, ui.zone)))
    };
    let facts = [fact("groups-created", group.created_at), fact("groups-updated", group.updated_at)];
    let is_bare = facts.iter().all(Option::is_none);
    let nothing = is_bare.then(|| text::paragraph(ui, text::hint(ui, ui.tr("groups-no-details"))));
    let copy = Button::new(ui, Variant::Link, ui.tr("groups-copy"))
        .name(ui.tr_with("groups-copy-name", &[("name", Arg::Text(name(group, ui).into()))]))
        .known_as(format!("copy-{n}"))
        .on_press(Message::Copy(Some(n)));
    let facts = facts.into_iter().flatten().chain(nothing).chain([copy.into()]);
    container(column(facts).spacing(space::XS).align_x(ui.start()))
        .width(Length::Fill)
        .align_x(ui.start())
        .padding(Padding::from([0.0, space::S]))
        .into()
}
