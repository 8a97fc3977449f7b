//! Draws the cards of the form: personal data and contact data.

use super::super::{Message, Profile, widget_id};
use super::conflict::{self, Side};
use super::values::gender_words;
use crate::access;
use crate::editor::{Event, Refused};
use crate::locale::{Arg, display};
use crate::profile::normalize::{Advice, Letters};
use crate::profile::{Field, Gender};
use crate::sentence;
use crate::theme::{size, space};
use crate::widget::direction::row;
use crate::widget::field::{Content, Input, Note};
use crate::widget::radio::{self, Choice};
use crate::widget::text_field::Refusal;
use crate::widget::{Ui, card};

use iced::Element;
use iced::Length;
use iced::widget::{column, container};

use std::borrow::Cow;

/// First name, last name, gender.
pub(super) fn personal<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, Message> {
    card::card(
        ui,
        column![
            card::title_line(ui, ui.tr("profile-personal")),
            beside(ui, input(screen, ui, Field::FirstName), input(screen, ui, Field::LastName)),
            gender(screen, ui),
        ]
        .spacing(space::L),
    )
}

/// Username, mobile number, e-mail.
pub(super) fn contact<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, Message> {
    card::card(
        ui,
        column![
            card::title_line(ui, ui.tr("profile-contact")),
            beside(ui, input(screen, ui, Field::Username), input(screen, ui, Field::MobileNumber)),
            input(screen, ui, Field::Email),
        ]
        .spacing(space::L),
    )
}

/// Two fields in one line if there is space, else below each other.
fn beside<'a>(ui: Ui<'_>, first: Element<'a, Message>, second: Element<'a, Message>) -> Element<'a, Message> {
    if ui.window.width < size::TWO_FIELDS {
        return column![first, second].spacing(space::L).into();
    }
    let halves = [first, second].map(|field| container(field).width(Length::FillPortion(1)).into());
    row(ui, space::L, halves).top().into()
}

fn input<'a>(screen: &'a Profile, ui: Ui<'a>, field: Field) -> Element<'a, Message> {
    let label = ui.tr(sentence::label(field));
    let kind = match field {
        Field::Username | Field::MobileNumber | Field::Email => Content::LeftToRight,
        Field::Avatar | Field::FirstName | Field::LastName | Field::Gender => Content::Text,
    };
    let letters =
        if ui.locale.language().has_persian_letters() { Letters::Persian } else { Letters::AsTyped };
    let input = Input::new(ui, label.clone(), &screen.editor.form().input(field).value)
        .content(kind)
        .id(widget_id(field))
        .on_input(move |text| Message::Edit(Event::Typed(field, text, letters)))
        .on_submit(Message::Entered(field))
        .on_refuse(move |refusal| Message::Edit(Event::TypingRefused(field, refused(&refusal))))
        .undo(undo(screen, ui, field, &label))
        .note(note(screen, ui, field))
        .hint_when_needed();
    with_conflict(screen, ui, field, input.into())
}

fn refused(refusal: &Refusal) -> Refused {
    match refusal {
        Refusal::Letters(_) => Refused::Marks,
        Refusal::TooLong => Refused::TooLong,
    }
}

/// The note of a field: the message of the server, else local advice, else a hint.
fn note(screen: &Profile, ui: Ui<'_>, field: Field) -> Note {
    if let Some(error) = screen.editor.form().error(field) {
        return Note::Error(display(error));
    }
    if let Some((refused, number)) = screen.editor.form().input(field).refused {
        let words = ui.tr(match refused {
            Refused::Marks => "advice-marks-removed",
            Refused::TooLong => "advice-paste-too-long",
        });
        return Note::News { words, number };
    }
    if screen.editor.form().is_not_taken(field) {
        return not_taken(screen, ui, field);
    }
    match screen.editor.form().advice(field, screen.editor.saved()) {
        Some(advice) => Note::Advice(words(&advice, ui)),
        None if !screen.editor.saved().knows_field(field) => Note::Hint(ui.tr("profile-not-shown")),
        None if field == Field::MobileNumber => Note::Hint(ui.tr("profile-mobile-hint")),
        None => Note::None,
    }
}

/// The note that the server did not take the typed value, with the value that it has. *Undo* changes the field to that.
fn not_taken(screen: &Profile, ui: Ui<'_>, field: Field) -> Note {
    let value = match field {
        Field::Gender => gender_words(ui, &screen.editor.saved().gender),
        _ => screen.editor.saved().text(field).to_owned(),
    };
    Note::Advice(if value.is_empty() {
        ui.tr("profile-not-taken-empty")
    } else {
        ui.tr_with("profile-not-taken", &[("value", Arg::Foreign(value.into()))])
    })
}

/// A field, with the panel of a conflict below it if there is one.
fn with_conflict<'a>(
    screen: &'a Profile,
    ui: Ui<'a>,
    field: Field,
    control: Element<'a, Message>,
) -> Element<'a, Message> {
    let (form, saved) = (screen.editor.form(), screen.editor.saved());
    let panel = form.is_in_conflict(field).then(|| {
        let (mine, theirs) = match field {
            Field::Gender => {
                let mine = form.gender().map(|gender| gender_words(ui, gender));
                (mine.unwrap_or_default(), gender_words(ui, &saved.gender))
            }
            _ => (form.input(field).value.clone(), saved.text(field).to_owned()),
        };
        let side = |value, event| Side { value, message: Message::Edit(event) };
        let (mine, theirs) = (side(mine, Event::KeptMine(field)), side(theirs, Event::Undone(field)));
        conflict::panel(ui, &ui.tr(sentence::label(field)), widget_id(field), (mine, theirs))
    });
    let is_open = panel.is_some();
    access::reveal_whole(column![control].push(panel).spacing(space::S), is_open)
}

fn words(advice: &Advice, ui: Ui<'_>) -> String {
    match advice {
        Advice::EmailAt => ui.tr("advice-email-no-at"),
        Advice::EmailAts => ui.tr("advice-email-two-at"),
        Advice::EmailName => ui.tr("advice-email-nothing-before"),
        Advice::EmailDomain(domain) if domain.is_empty() => ui.tr("advice-email-nothing-after"),
        Advice::EmailDomain(domain) => {
            ui.tr_with("advice-email-domain", &[("domain", Arg::Foreign(Cow::Borrowed(domain)))])
        }
        Advice::EmailSpace => ui.tr("advice-email-space"),
        Advice::MobileLetters => ui.tr("advice-mobile-letters"),
        Advice::Long { count, usual } => ui.tr_with(
            "advice-long",
            &[("count", Arg::Number(*count as u64)), ("limit", Arg::Number(*usual as u64))],
        ),
    }
}

fn undo(screen: &Profile, ui: Ui<'_>, field: Field, label: &str) -> Option<(String, Message)> {
    screen.editor.form().is_changed(field, screen.editor.saved()).then(|| {
        let name = ui.tr_with("profile-undo-field", &[("field", Arg::Text(Cow::Borrowed(label)))]);
        (name, Message::Edit(Event::Undone(field)))
    })
}

fn gender<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, Message> {
    let label = ui.tr("field-gender");
    let chosen = screen.editor.form().gender();
    let option = |gender: Gender, id| Choice {
        label: ui.tr(id),
        short: None,
        chosen: chosen == Some(&gender),
        value: gender,
    };
    let choices = [
        option(Gender::Male, "gender-male"),
        option(Gender::Female, "gender-female"),
        option(Gender::Other, "gender-other"),
        option(Gender::NotGiven, "gender-not-given"),
    ];
    let note = match (screen.editor.form().error(Field::Gender), chosen) {
        (Some(error), _) => Note::Error(display(error)),
        (None, _) if screen.editor.form().is_not_taken(Field::Gender) => not_taken(screen, ui, Field::Gender),
        (None, Some(Gender::Unknown(value))) => {
            Note::Hint(ui.tr_with("gender-unknown", &[("value", Arg::Foreign(Cow::Borrowed(value)))]))
        }
        (None, _) if !screen.editor.saved().knows_field(Field::Gender) => {
            Note::Hint(ui.tr("profile-not-shown"))
        }
        (None, _) => Note::None,
    };
    let group = radio::group(ui, label.clone(), choices, |gender| Message::Edit(Event::Chosen(gender)))
        .id(widget_id(Field::Gender))
        .undo(undo(screen, ui, Field::Gender, &label))
        .note(note);
    with_conflict(screen, ui, Field::Gender, group.into())
}
