//! Draws the profile: the page, what floats over it, and the questions.

mod conflict;
mod fields;
mod groups;
mod side;
mod values;

pub use self::values::words as value_words;

use super::{Message, Profile, SAVE};
use crate::access::{self, Live, Role};
use crate::editor::{self, Editor, Event, Question, Stage, Tone};
use crate::locale::Arg;
use crate::profile::{Field, Value};
use crate::screen::failure;
use crate::sentence::{self, Sentence};
use crate::theme::{self, size, space};
use crate::widget::backdrop::{self, in_layer};
use crate::widget::banner::{self, Banner};
use crate::widget::button::{Button, Variant};
use crate::widget::columns::{Side, columns};
use crate::widget::dialog::Dialog;
use crate::widget::direction::row;
use crate::widget::floating::{self, Height, room};
use crate::widget::stack::stack;
use crate::widget::{Ui, card, header, messages, scroll, spinner, text};

use iced::widget::{Space, column, container};
use iced::{Element, Length, Padding};

use std::borrow::Cow;

/// The whole screen, without its [`question`].
pub fn view<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, Message> {
    let over_the_page = Height::default();
    let page = column![top(screen, ui), page(screen, &over_the_page, ui)];
    stack(page).push(docked(screen, &over_the_page, ui)).into()
}

/// The id of the scrolling page, so that its position stays in a new view.
const PAGE: &str = "page";

/// The id of the button that cancels a save.
const CANCEL: &str = "cancel-save";

/// The scrolling page.
fn page<'a>(screen: &'a Profile, over_it: &Height, ui: Ui<'a>) -> Element<'a, Message> {
    let margin = if ui.is_narrow() { space::L } else { space::XXL };
    let form =
        column![fields::personal(screen, ui), fields::contact(screen, ui), groups::groups(screen, ui),]
            .spacing(space::L);
    // Space, so that the last card can be scrolled out from under what floats.
    let room = room(over_it, 0.0);

    let side = match (ui.is_narrow(), ui.is_rtl()) {
        (true, _) => Side::None,
        (false, false) => Side::Left(size::SIDE_COLUMN),
        (false, true) => Side::Right(size::SIDE_COLUMN),
    };
    let who = column![side::identity(screen, ui), side::completion(screen, ui)].spacing(space::L);
    let cards = columns([who.into(), form.into(), side::account(screen, ui), room], side, (space::L, margin));

    let page = container(cards)
        .padding(Padding::from([0.0, margin]).bottom(margin))
        .max_width(size::PAGE + 2.0 * margin);
    scroll::vertical(ui, container(page).center_x(Length::Fill))
        .id(PAGE)
        .width(Length::Fill)
        .height(Length::Fill)
        .into()
}

/// The bar at the top: the name of the program, and the work that is running.
fn top<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, Message> {
    let name = text::styled(ui.tr("general-name"), theme::CARD_TITLE, ui.palette.muted).into();
    let editor = &screen.editor;
    let writing = match editor.writing().stage() {
        Stage::Preparing(editor::WriteKind::UndoSave) | Stage::Sending(editor::WriteKind::UndoSave, _) => {
            Some("profile-undoing")
        }
        Stage::Preparing(editor::WriteKind::Removal) | Stage::Sending(editor::WriteKind::Removal, _) => {
            Some("profile-removing-photo")
        }
        Stage::Preparing(editor::WriteKind::PutBack) | Stage::Sending(editor::WriteKind::PutBack, _) => {
            Some("photo-putting-back")
        }
        Stage::Checking(editor::WriteKind::UndoSave) => Some("profile-checking"),
        Stage::Checking(kind) if !kind.is_of_fields() && !is_said_elsewhere(editor, kind) => {
            Some("photo-checking")
        }
        // The save bar and the photo screen say so.
        Stage::Preparing(editor::WriteKind::Save | editor::WriteKind::NewPhoto)
        | Stage::Sending(editor::WriteKind::Save | editor::WriteKind::NewPhoto, _)
        | Stage::Checking(_)
        | Stage::Idle
        | Stage::Stopped(..)
        | Stage::Failed(..) => None,
    };
    let busy = |words: String| -> Element<'a, Message> {
        access::labelled(spinner::waiting(ui, text::hint(ui, words.clone())), Role::Status, words)
            .live(Live::Polite)
            .busy(true)
            .into()
    };
    let waits = match writing {
        Some(writing) => vec![busy(ui.tr(writing))],
        None if editor.reading().is_requested() => vec![
            busy(ui.tr("profile-reading-again")),
            Button::new(ui, Variant::Link, ui.tr("general-cancel"))
                .name(ui.tr("profile-cancel-reading"))
                .on_press(Message::Edit(Event::ReadingClosed))
                .into(),
        ],
        None => Vec::new(),
    };
    // A narrow window has no room for both.
    let is_told = !ui.is_narrow() || waits.is_empty();
    let age = if is_told { as_of(screen, ui) } else { Space::new().into() };
    let status = row(ui, space::S, std::iter::once(age).chain(waits));
    header::header(ui, [name, status.into()], Message::Menu)
}

/// The time of the shown profile, while it is that of an earlier run.
fn as_of<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, Message> {
    let Some(moment) = screen.editor.as_of() else { return Space::new().into() };
    let time = Arg::Text(ui.locale.moment(moment, ui.now, ui.zone).into());
    let words = ui.tr_with("profile-as-of", &[("time", time)]);
    access::labelled(text::hint(ui, words.clone()), Role::Status, words).live(Live::Polite).into()
}

/// The area at the bottom of the page: the messages and the save bar.
fn docked<'a>(screen: &'a Profile, height: &Height, ui: Ui<'a>) -> Element<'a, Message> {
    let save = (screen.editor.unsaved() > 0 || is_saving(screen)).then(|| save_bar(screen, ui));
    let banners = banners(screen, ui);
    let is_empty = banners.is_empty() && save.is_none();
    let margin = if ui.is_narrow() { space::L } else { space::XXL };
    let others = size::FADE + space::L + if save.is_some() { size::SAVE_BAR } else { 0.0 };
    let is_something = !banners.is_empty();
    let news = is_something.then(|| {
        let room = |share: f32| (ui.window.height * share - others).max(size::MESSAGE);
        let [narrow, wide] = size::DOCK_SHARES;
        let usual = room(if ui.is_narrow() { narrow } else { wide });
        let height = messages::Height { usual, most: room(size::DOCK_MOST) };
        messages::messages(ui, banners.into_iter().map(Into::into), height)
    });
    let gap = if save.is_some() { space::S } else { 0.0 };
    let edge = if ui.is_narrow() { margin - size::HALO } else { 0.0 };
    let place = Padding::from([0.0, edge]).top(size::FADE).bottom(space::L);
    let stack = container(column![].push(news).push(save).spacing(gap)).padding(place);
    let stack = docked_to(stack.width(Length::Fill), ui);
    let dock = in_layer(if is_empty { Space::new().into() } else { stack });
    let dock = floating::floating(dock, height);
    if ui.is_narrow() {
        return container(dock).align_bottom(Length::Fill).into();
    }
    let (start, end) = (margin + size::SIDE_COLUMN + space::L - size::HALO, margin - size::HALO);
    let (left, right) = if ui.is_rtl() { (end, start) } else { (start, end) };
    let place = Padding::ZERO.left(left).right(right);
    let column = container(dock).padding(place).max_width(size::PAGE + 2.0 * margin);
    container(column.width(Length::Fill)).center_x(Length::Fill).align_bottom(Length::Fill).into()
}

fn docked_to<'a>(stack: impl Into<Element<'a, Message>>, ui: Ui<'_>) -> Element<'a, Message> {
    backdrop::docked(stack, ui.palette.bg, size::FADE).into()
}

/// The messages: failures, unknown outcomes and successes.
fn banners<'a>(screen: &'a Profile, ui: Ui<'a>) -> Vec<Banner<'a, Message>> {
    let editor = &screen.editor;
    let words = |sentence: &Sentence| sentence.words(ui.locale);
    let failed = |sentence: &Sentence| failure(ui, sentence, editor.left_to_wait());
    let press = |event: Event| Message::Edit(event);
    let is_elsewhere = |kind| is_said_elsewhere(editor, kind);
    let mut banners = Vec::new();
    if screen.connection.signed_out().is_some() {
        let sign_in = ui.tr("sign-in-submit");
        banners.push(Banner::warning(ui, ui.tr("profile-signed-out")).action(
            sign_in.clone(),
            sign_in,
            Message::SignIn,
        ));
    }
    if screen.connection.is_keyring_slow() {
        banners.push(Banner::warning(ui, ui.tr("keyring-waiting")));
    }
    if let Some(said) = editor.reading().failure() {
        banners.push(
            failed(said)
                .action(ui.tr("general-retry"), ui.tr("profile-retry-reading"), press(Event::RefreshPressed))
                .close(ui.tr("profile-close-reading"), press(Event::ReadingClosed)),
        );
    }
    match editor.writing().stage() {
        Stage::Failed(kind, said) if kind.is_of_fields() => {
            let close = ui.tr("profile-close-saving");
            banners.push(failed(said).close(close, press(Event::FailureClosed)));
        }
        Stage::Failed(kind, _) | Stage::Stopped(kind, _) if is_elsewhere(kind) => {}
        Stage::Failed(_, said) => banners.push(
            failed(said)
                .action(ui.tr("general-retry"), ui.tr("profile-retry-removing"), press(Event::RetryPressed))
                .close(ui.tr("profile-close-removing"), press(Event::FailureClosed)),
        ),
        Stage::Stopped(_, said) => {
            let close = ui.tr("profile-close-removing");
            banners.push(Banner::warning(ui, words(said)).close(close, press(Event::FailureClosed)));
        }
        Stage::Idle | Stage::Preparing(_) | Stage::Sending(..) | Stage::Checking(_) => {}
    }
    if screen.writer.is_other() {
        banners.push(Banner::warning(ui, ui.tr("profile-open-elsewhere")));
    }
    if let Some(said) = editor.why_not_stored() {
        banners.push(Banner::warning(ui, words(&said)));
    }
    if let Some((kind, said)) = editor.writing().unanswered()
        && !is_elsewhere(kind)
    {
        banners.push(Banner::warning(ui, words(said)));
    }
    for (kind, said) in editor.writing().doubts().filter(|(kind, _)| !is_elsewhere(*kind)) {
        let look = ui.tr("general-look-again");
        banners.push(
            Banner::warning(ui, words(said))
                .action(look.clone(), look, press(Event::CheckAgainPressed(kind)))
                .close(ui.tr("profile-close-doubt"), press(Event::DoubtClosed(kind))),
        );
    }
    banners.extend(editor.notices().iter().map(|notice| {
        let words = words(notice.sentence());
        let banner = match notice.tone() {
            Tone::Good => Banner::good(ui, words),
            Tone::Mixed => Banner::warning(ui, words),
        };
        let banner = match notice.offer() {
            Some(offer) => {
                banner.action(ui.tr(offer.label), ui.tr(offer.label), press((*offer.event).clone()))
            }
            None => banner,
        };
        banner.close(ui.tr("general-close"), press(Event::NoticeClosed(notice.id())))
    }));
    banners
}

/// Whether the photo screen above this one shows the outcome of this write.
fn is_said_elsewhere(editor: &Editor, kind: editor::WriteKind) -> bool {
    kind == editor::WriteKind::NewPhoto && editor.is_photo_screen_open()
}

/// Whether fields are being saved.
fn is_saving(screen: &Profile) -> bool {
    matches!(
        screen.editor.writing().stage(),
        Stage::Preparing(editor::WriteKind::Save)
            | Stage::Sending(editor::WriteKind::Save, _)
            | Stage::Checking(editor::WriteKind::Save)
    )
}

fn save_bar<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, Message> {
    let count = screen.editor.unsaved();
    let is_queued = screen.editor.writing().is_save_queued();
    let words = match screen.editor.writing().stage() {
        _ if is_queued && is_saving(screen) => ui.tr("profile-saving-next"),
        _ if is_queued => ui.tr("profile-save-waits"),
        Stage::Checking(editor::WriteKind::Save) => ui.tr("profile-checking-save"),
        _ if is_saving(screen) => ui.tr("profile-saving"),
        _ => ui.tr_with("profile-changes", &[("count", Arg::Number(count as u64))]),
    };
    // If the pressed button is disabled or removed, the other one gets the focus.
    let button = |label, press| Button::new(ui, Variant::Quiet, ui.tr(label)).on_press(Message::Edit(press));
    let is_waiting = is_queued || is_saving(screen);
    let quiet = if is_waiting {
        let cancel = button("general-cancel", Event::CancelPressed(editor::WriteKind::Save));
        cancel.id(CANCEL).successor(SAVE)
    } else {
        button("profile-discard", Event::DiscardPressed)
    };
    let press = screen.editor.can_save().then_some(Message::Edit(Event::SavePressed));
    let label = ui.tr("profile-save");
    let save = if ui.window.width < size::COMPACT {
        Button::new(ui, Variant::Primary, label)
    } else {
        Button::with_keys(ui, Variant::Primary, label, "Ctrl+S")
    };
    let save = save.id(SAVE).successor(CANCEL).on_press_maybe(press);
    // The smallest window has only space for the text.
    let dot = match is_waiting {
        true => spinner::spinner(ui, ui.palette.muted),
        false => (ui.window.width >= size::COMPACT).then(|| card::dot(ui)),
    };
    let said = container(text::paragraph(ui, text::strong(ui, words.clone()))).width(Length::Fill);
    let said = access::labelled(said, Role::Status, words).live(Live::Polite);
    let parts = [dot, Some(said.into()), Some(quiet.into()), Some(save.into())];
    banner::floating(ui, row(ui, space::S, parts.into_iter().flatten()))
}

/// The open question, if there is one. It is also shown over the photo screen, which asks some of them.
pub fn question<'a>(screen: &'a Profile, ui: Ui<'a>) -> Option<Element<'a, Message>> {
    let yes = Message::Edit(Event::Confirmed);
    let dialog = |name: &'static str, [title, text, answer]: [&'static str; 3], kind| {
        let count = Arg::Number(screen.editor.unsaved() as u64);
        let dialog = Dialog::new(ui, ui.tr(title)).text(ui.tr_with(text, &[("count", count)]));
        let dialog = dialog.button(kind, ui.tr(answer), yes.clone());
        access::scope(name, dialog.cancel(ui.tr("general-cancel"), Message::Edit(Event::Declined)))
    };
    let question = match screen.editor.writing().question()? {
        Question::RemovePhoto => {
            let words = ["ask-remove-photo-title", "ask-remove-photo-text", "ask-remove-photo-yes"];
            dialog("before removing the photo", words, Variant::Danger)
        }
        Question::ReplacePhoto => {
            let words = ["ask-replace-photo-title", "ask-replace-photo-text", "ask-replace-photo-yes"];
            dialog("before replacing the photo", words, Variant::Danger)
        }
        Question::RemoveChangedPhoto => {
            let words = ["ask-remove-photo-title", "ask-remove-changed-photo-text", "ask-remove-photo-yes"];
            dialog("before removing a changed photo", words, Variant::Danger)
        }
        Question::UndoSave(save) => {
            let dialog = Dialog::new(ui, ui.tr("ask-undo-save-title")).text(ui.tr("ask-undo-save-text"));
            let changes = screen.editor.saves().to_undo(save, screen.editor.saved());
            let dialog = changes.iter().fold(dialog, |dialog, (field, replaced)| {
                let value = |value: &Value| {
                    let words = value_words(ui, *field, value);
                    // The value may have the same words as the sentence around it.
                    Arg::Text(Cow::Owned(match value {
                        Value::Text(_) if *field != Field::Gender => {
                            ui.tr_with("general-quoted", &[("text", Arg::Text(Cow::Owned(words)))])
                        }
                        Value::Text(_) | Value::Clear => words,
                    }))
                };
                let field = Arg::Text(Cow::Owned(ui.tr(sentence::label(*field))));
                let args =
                    [("field", field), ("now", value(&replaced.before)), ("back", value(&replaced.after))];
                dialog.text(ui.tr_with("ask-undo-save-field", &args))
            });
            let dialog = dialog.button(Variant::Danger, ui.tr("ask-undo-save-yes"), yes);
            let dialog = dialog.cancel(ui.tr("general-cancel"), Message::Edit(Event::Declined));
            access::scope("before undoing a save", dialog)
        }
        Question::PutBack => {
            let words = ["ask-undo-photo-title", "ask-undo-photo-text", "ask-undo-photo-yes"];
            dialog("before putting back the photo", words, Variant::Danger)
        }
        Question::ClearUsername => {
            let words = ["ask-clear-username-title", "ask-clear-username-text", "ask-clear-username-yes"];
            dialog("before clearing the username", words, Variant::Primary)
        }
    };
    Some(question)
}
