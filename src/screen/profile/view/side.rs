//! Draws the side column: the photo and the name, completion, the account.

use super::super::picture::PhotoState;
use super::super::{Message, Profile};
use crate::access::{self, Live, Role};
use crate::editor::{self, Event};
use crate::icon::{Icon, icon};
use crate::locale::{Arg, display};
use crate::profile::{Completion, Fact, Field, Verdict};
use crate::sentence;
use crate::theme::{self, Style, size, space};
use crate::widget::avatar::{self, Avatar};
use crate::widget::button::{Button, Variant};
use crate::widget::direction::row;
use crate::widget::{Ui, card, text, tooltip};

use iced::widget::{Space, column, container};
use iced::{Alignment, Color, Element, Length};

use std::borrow::Cow;

/// The photo with the ring of completion, the name, and the buttons for the photo.
pub(super) fn identity<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, Message> {
    let name = screen.editor.saved().display_name();
    let has_photo = screen.editor.photo().is_some();
    let description = if has_photo {
        ui.tr_with("profile-photo-of", &[("name", Arg::Text(Cow::Borrowed(&name)))])
    } else if screen.editor.saved().knows_field(Field::Avatar) {
        ui.tr("profile-no-photo")
    } else {
        ui.tr("profile-photo-unsaid")
    };
    let side = if ui.is_narrow() { size::AVATAR_NARROW } else { size::AVATAR };
    let photo = access::labelled(
        Avatar::new(ui, &name, side)
            .image(screen.photo.drawn(ui.is_narrow()))
            .ring(typed(screen).fraction(), is_complete(screen)),
        Role::Image,
        description,
    );

    let changing = photo_change(screen);
    let press = changing.is_none().then_some(Message::ChangePhoto);
    let words = ui.tr_with("profile-change-photo-of", &[("name", Arg::Text(Cow::Borrowed(&name)))]);
    let photo = avatar::changing(ui, photo, side, (words, press.clone()));

    let name = name_line(ui, &name, theme::NAME, ui.palette.text);
    let username = &screen.editor.saved().username;
    let username =
        (!username.is_empty()).then(|| name_line(ui, &format!("@{username}"), theme::HINT, ui.palette.muted));
    let lost = matches!(screen.photo.state(), PhotoState::Failed)
        .then(|| text::paragraph(ui, text::hint(ui, ui.tr("profile-photo-not-shown"))));
    let names = column![name].push(username).push(lost).align_x(Alignment::Center);
    let card = column![photo, Space::new().height(space::M), names].align_x(Alignment::Center);

    let change = Button::new(ui, Variant::Secondary, ui.tr("profile-change-photo"))
        .name(ui.tr("profile-change-photo-name"))
        .id(super::super::widget_id(Field::Avatar))
        .on_press_maybe(press);
    // It is the same button for both, so that it keeps the focus while a change can be cancelled.
    let remove = (has_photo || changing.is_some()).then(|| {
        let remove = if let Some(kind) = changing {
            Button::new(ui, Variant::Secondary, ui.tr("general-cancel"))
                .name(ui.tr("profile-cancel-photo"))
                .on_press(Message::Edit(Event::CancelPressed(kind)))
        } else {
            Button::new(ui, Variant::Danger, ui.tr("profile-remove-photo"))
                .on_press(Message::Edit(Event::RemovePressed))
        };
        remove.known_as("remove-photo").successor(super::super::widget_id(Field::Avatar))
    });
    let card = card.push(Space::new().height(space::L));
    if ui.is_narrow() {
        let buttons = [Some(change.into()), remove.map(Into::into)];
        let content = card.push(row(ui, space::S, buttons.into_iter().flatten()));
        card::card(ui, container(content).center_x(Length::Fill))
    } else {
        let content = card.push(change.width(Length::Fill)).push(Space::new().height(space::S)).push(remove);
        card::ending_in_words(ui, container(content).center_x(Length::Fill))
    }
}

/// A name on at most two lines. If it is longer, the whole name is in a tooltip.
fn name_line<'a>(ui: Ui<'a>, name: &str, style: Style, color: Color) -> Element<'a, Message> {
    const MOST: usize = 2;
    let card = if ui.is_narrow() { ui.window.width - 2.0 * space::L } else { size::SIDE_COLUMN };
    let words = text::centred(display(name), style, color, MOST);
    match text::fits(&display(name), style, card - 2.0 * space::XL, MOST) {
        true => words,
        false => tooltip::immediate(ui, words, display(name)),
    }
}

/// Whether the profile is complete, with a button for each missing field that moves the focus there.
pub(super) fn completion<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, Message> {
    let saved = saved(screen);
    let Completion { missing, unknown, .. } = typed(screen);
    let p = ui.palette;
    let (sign, title, color, soft) = match saved.verdict {
        // What saving will probably change.
        Verdict::Complete if missing.iter().any(|field| !saved.missing.contains(field)) => {
            (Icon::Alert, ui.tr("completion-may-end"), p.warning, p.warning_soft)
        }
        Verdict::Incomplete if missing.is_empty() && unknown.is_empty() && !is_refused(screen) => {
            (Icon::Done, ui.tr("completion-will-come"), p.success, p.success_soft)
        }
        Verdict::Complete => (Icon::Done, ui.tr("completion-complete"), p.success, p.success_soft),
        Verdict::Incomplete | Verdict::Disagrees => {
            (Icon::Alert, ui.tr("completion-incomplete"), p.warning, p.warning_soft)
        }
        Verdict::NoFlag => (Icon::Alert, ui.tr("completion-unsaid"), p.muted, p.sunken),
    };
    let words = match saved.verdict {
        Verdict::Disagrees if unknown.is_empty() => Some(ui.tr("completion-disagrees")),
        Verdict::Disagrees => Some(ui.tr("completion-disagrees-partly")),
        _ if missing.is_empty() && !unknown.is_empty() => None,
        Verdict::Incomplete if missing.is_empty() => None,
        _ if missing.is_empty() && saved.verdict != Verdict::Complete => Some(ui.tr("completion-all-filled")),
        Verdict::Complete if missing.is_empty() => None,
        Verdict::Complete if missing == saved.missing => Some(ui.tr("completion-optional")),
        Verdict::Complete | Verdict::Incomplete | Verdict::NoFlag => {
            Some(ui.tr_with("completion-missing", &[("count", Arg::Number(missing.len() as u64))]))
        }
    };

    let head = access::labelled(
        row(
            ui,
            space::S,
            [
                icon(sign, size::ICON, color),
                container(text::paragraph(ui, text::styled(title.clone(), theme::BODY_MEDIUM, color)))
                    .width(Length::Fill)
                    .into(),
            ],
        ),
        Role::Status,
        title,
    )
    .live(Live::Polite);
    let mut panel = column![head].spacing(space::S);
    if let Some(words) = words {
        panel = panel.push(text::paragraph(ui, text::styled(words, theme::HINT, p.text)));
    }
    if !unknown.is_empty() {
        let names: Vec<_> = unknown.into_iter().map(|field| ui.tr(sentence::label(field))).collect();
        let names = Arg::Text(Cow::Owned(ui.locale.list(&names)));
        let words = ui.tr_with("completion-not-shown", &[("fields", names)]);
        panel = panel.push(text::paragraph(ui, text::hint(ui, words)));
    }
    if !missing.is_empty() {
        let makes = missing.contains(&Field::Avatar).then(|| {
            Button::new(ui, Variant::Link, ui.tr("completion-make-photo")).on_press(Message::MakePhoto).into()
        });
        let chips = missing.into_iter().map(|field| {
            let label = ui.tr(sentence::label(field));
            let name = ui.tr_with("completion-go-to", &[("field", Arg::Text(Cow::Borrowed(&label)))]);
            Button::new(ui, Variant::Chip, label).name(name).on_press(Message::GoTo(field)).into()
        });
        let chips = row(ui, space::S, chips.chain(makes)).wrap();
        panel = panel.push(container(chips).width(Length::Fill).align_x(ui.start()));
    }
    let panel = container(panel).padding(space::XL).width(Length::Fill);
    let line = if p.card_line == p.surface { soft } else { p.card_line };
    card::sheet(panel, soft, line, theme::radius::CARD)
}

/// Last sign-in, member since, server, and the buttons to leave the account.
pub(super) fn account<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, Message> {
    let moment = |moment: Option<jiff::Timestamp>, none: &'static str, relative: bool| match moment {
        None => (ui.tr(none), None),
        Some(moment) if relative => {
            (ui.locale.relative(moment, ui.now, ui.zone), Some(ui.locale.exact(moment, ui.zone)))
        }
        Some(moment) => (ui.locale.short_date(moment, ui.zone), Some(ui.locale.exact(moment, ui.zone))),
    };
    let server = screen.connection.server();
    let never =
        if screen.editor.saved().knows(Fact::LastLogin) { "account-never" } else { "account-unknown" };
    let facts = [
        ("account-last-sign-in", moment(screen.editor.saved().last_login, never, true)),
        ("account-member-since", moment(screen.editor.saved().created_at, "account-unknown", false)),
        ("account-server", (display(&server.host()), None)),
    ];
    let facts = facts.into_iter().map(|(id, (value, exact))| {
        let line = access::labelled(fact(ui, id, value), Role::Group, ui.tr(id));
        match exact {
            Some(exact) => tooltip::immediate(ui, line.description(exact.clone()), exact),
            None => line.into(),
        }
    });

    let mut card = column![card::title_line(ui, ui.tr("profile-account")), column(facts).spacing(space::S)]
        .spacing(space::L);
    if server.is_exposed() {
        card = card.push(text::paragraph(
            ui,
            text::styled(ui.tr("sign-in-plain-http"), theme::HINT, ui.palette.warning),
        ));
    }
    let ways_out = row(
        ui,
        space::L,
        [
            Button::new(ui, Variant::Link, ui.tr("account-switch")).on_press(Message::SwitchAccount).into(),
            Button::new(ui, Variant::Link, ui.tr("account-sign-out")).on_press(Message::SignOut).into(),
        ],
    );
    card::ending_in_words(ui, card.push(container(ways_out).width(Length::Fill).align_x(ui.start())))
}

/// A fact with its label in a column of its own.
pub(super) fn fact<'a, Message: 'a>(ui: Ui<'a>, id: &'static str, value: String) -> Element<'a, Message> {
    let label = text::paragraph(ui, text::hint(ui, ui.tr(id)));
    let value = text::paragraph(ui, text::styled(value, theme::HINT, ui.palette.text));
    let columns = [container(label).width(size::FACT_LABEL), container(value).width(Length::Fill)];
    row(ui, space::M, columns.map(Into::into)).top().into()
}

/// The running change of the photo, which can be cancelled here.
fn photo_change(screen: &Profile) -> Option<editor::WriteKind> {
    let kinds = [editor::WriteKind::NewPhoto, editor::WriteKind::Removal, editor::WriteKind::PutBack];
    kinds.into_iter().find(|kind| screen.editor.writing().is_busy_with(*kind))
}

/// The completion of the profile once the edits are saved.
fn typed(screen: &Profile) -> Completion {
    Completion::judge(screen.editor.saved(), |field| match field {
        Field::Avatar => screen.editor.photo().is_some(),
        field => screen.editor.form().is_filled(field),
    })
}

/// The completion of the profile now. A default picture is no photo.
fn saved(screen: &Profile) -> Completion {
    let saved = screen.editor.saved();
    Completion::judge(saved, |field| match field {
        Field::Avatar => screen.editor.photo().is_some(),
        field => !saved.text(field).is_empty(),
    })
}

/// Whether the server has refused a value that is still there.
fn is_refused(screen: &Profile) -> bool {
    Field::FORM.into_iter().any(|field| screen.editor.form().error(field).is_some())
}

fn is_complete(screen: &Profile) -> bool {
    saved(screen).verdict == Verdict::Complete
}
