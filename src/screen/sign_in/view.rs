//! Draws the sign-in screen: one card in the middle, which stays while the keyring or the server is asked.

use super::attempt::{Attempt, StartedBy};
use super::form::{ADDRESS, Address, KEY, Method, PASSWORD, USERNAME};
use super::message::Message;
use super::{CANCEL, Letters, Purpose, SUBMIT, SignIn};
use crate::access::{self, Live, Role};
use crate::api::{AddressError, Login, Server};
use crate::icon::{Icon, icon};
use crate::locale::{Arg, display};
use crate::screen::failure;
use crate::sentence;
use crate::store::Account;
use crate::theme::{self, radius, size, space};
use crate::widget::avatar::Avatar;
use crate::widget::banner::Banner;
use crate::widget::button::{Button, Variant};
use crate::widget::direction::row;
use crate::widget::field::{self, Input, Note};
use crate::widget::header::header;
use crate::widget::radio::{self, Choice};
use crate::widget::{Ui, card, check, dialog, scroll, spinner, text};

use iced::widget::{Column, center, column, container};
use iced::{Background, Border, Element, Length, Padding};

use std::borrow::Cow;

/// The whole screen.
pub fn view<'a>(screen: &'a SignIn, ui: Ui<'a>) -> Element<'a, Message> {
    let p = ui.palette;
    let content = match &screen.attempt {
        Attempt::Unlocking { started_by: StartedBy::InForm, .. }
        | Attempt::Sending { started_by: StartedBy::InForm, .. } => form(screen, ui),
        Attempt::Unlocking { account, slow: false, .. } => {
            busy(ui, ui.tr("sign-in-restoring"), Some(account))
        }
        Attempt::Unlocking { slow: true, .. } => waiting_for_keyring(ui),
        Attempt::Sending { account, .. } => busy(ui, ui.tr("sign-in-busy"), account.as_ref()),
        Attempt::None | Attempt::Refused { .. } => form(screen, ui),
    };
    if let Purpose::Renew { said, .. } = &screen.purpose {
        let sheet = scroll::vertical(ui, container(content).padding(space::XXL)).round(radius::DIALOG);
        // The messages of the server, which follow the first line, are shown in the card.
        let why = said.words(ui.locale).lines().next().unwrap_or_default().to_owned();
        return dialog::layer(ui, ui.tr("sign-in-title"), why, sheet, size::SIGN_IN_CARD);
    }
    let padding = if ui.window.width < size::COMPACT { space::XL } else { space::XXXL };
    let content = container(content).padding(padding).width(Length::Fill).max_width(size::SIGN_IN_CARD);
    let sheet = card::sheet(content, p.surface, p.card_line, radius::DIALOG);
    // As much space below as the header has above.
    let page =
        container(sheet).center_x(Length::Fill).padding(Padding::from([0.0, space::L]).bottom(size::HEADER));
    let page = container(scroll::vertical(ui, page).width(Length::Fill)).center_y(Length::Fill);
    column![header(ui, [], Message::Menu), page].into()
}

fn form<'a>(screen: &'a SignIn, ui: Ui<'a>) -> Element<'a, Message> {
    let problem = screen.attempt.fault(None).map(|said| failure(ui, said, screen.attempt.left_to_wait()));
    let said = match (problem, &screen.purpose) {
        (Some(problem), _) => Some(problem),
        (None, Purpose::Renew { said, .. }) => Some(Banner::warning(ui, said.words(ui.locale))),
        (None, Purpose::AddressOnly) => {
            let is_missing = matches!(screen.form.server(), Err(AddressError::Empty));
            let id = if is_missing { "sign-in-key-for-this-run" } else { "sign-in-key-given" };
            Some(Banner::good(ui, ui.tr(id)))
        }
        (None, Purpose::Enter) => None,
    };
    let known = (!screen.accounts.is_empty()).then(|| accounts(screen, ui));
    let notes = screen.notes.iter().map(|note| Banner::warning(ui, note.words(ui.locale)).into());
    let notes = (!screen.notes.is_empty()).then(|| Column::with_children(notes).spacing(space::S));
    let top = column![head(screen, ui)].push(notes).push(said).push(known).spacing(space::L);
    // The server of the account cannot be changed.
    let renews = matches!(screen.purpose, Purpose::Renew { .. });
    let address = (!renews).then(|| address(screen, ui));
    let mut form = column![top].push(address).spacing(space::L);
    if screen.purpose != Purpose::AddressOnly {
        form = form.push(credentials(screen, ui));
    }
    if screen.purpose == Purpose::Enter {
        let (label, hint) = (ui.tr("sign-in-keep"), ui.tr("sign-in-keep-hint"));
        let toggle = live(screen, Message::StaySignedInToggled);
        form = form.push(check::check(ui, label, hint, screen.stay_signed_in, toggle));
    }
    form.push(ways_on(screen, ui)).into()
}

/// The button that signs in, and *Cancel*: below it for the whole screen, beside it for a running sign-in.
fn ways_on<'a>(screen: &'a SignIn, ui: Ui<'a>) -> Element<'a, Message> {
    let submit = Button::new(ui, Variant::Primary, ui.tr("sign-in-submit"));
    if !screen.attempt.is_busy() {
        let submit = submit.id(SUBMIT).width(Length::Fill).on_press(Message::Submit);
        let cancel = matches!(screen.purpose, Purpose::Renew { .. }).then(|| {
            let cancel = Button::new(ui, Variant::Quiet, ui.tr("general-cancel")).width(Length::Fill);
            cancel.on_press(Message::Leave)
        });
        return column![Element::from(submit)].push(cancel).spacing(space::L).into();
    }
    let waits_for_keyring = matches!(screen.attempt, Attempt::Unlocking { slow: true, .. });
    let words = if waits_for_keyring { "keyring-waiting" } else { "sign-in-busy" };
    let label = ui.tr("sign-in-busy");
    let submit = Button::waiting(ui, Variant::Primary, label).name(ui.tr("sign-in-submit"));
    let submit = submit.id(SUBMIT).width(Length::Fill);
    let end = if waits_for_keyring { "keyring-continue-without" } else { "general-cancel" };
    let end = Button::new(ui, Variant::Secondary, ui.tr(end)).known_as(CANCEL).id(CANCEL).successor(SUBMIT);
    let end = end.on_press(Message::Cancel);
    // The text on the button is its name, whose changes are not announced, so this status is announced.
    let shown = waits_for_keyring.then(|| text::paragraph(ui, text::body(ui, ui.tr(words))));
    let said = access::labelled(column![].push(shown), Role::Status, ui.tr(words));
    let said = said.live(Live::Polite).busy(true);
    let buttons: Element<'_, _> = if waits_for_keyring {
        column![Element::from(submit), Element::from(end.width(Length::Fill))].spacing(space::S).into()
    } else {
        row(ui, space::S, [submit.into(), end.into()]).into()
    };
    column![said, buttons].spacing(if waits_for_keyring { space::L } else { 0.0 }).into()
}

/// The message of a control, or none while a sign-in is running, so that nothing can be changed.
fn live<F>(screen: &SignIn, message: F) -> Option<F> {
    (!screen.attempt.is_busy()).then_some(message)
}

/// The reason why the last attempt failed, if it is shown at this field.
fn fault(screen: &SignIn, field: &'static str, ui: Ui<'_>) -> Option<Note> {
    screen.attempt.fault(Some(field)).map(|said| Note::Error(said.words(ui.locale)))
}

fn head<'a>(screen: &'a SignIn, ui: Ui<'a>) -> Element<'a, Message> {
    let p = ui.palette;
    let sign = center(icon(Icon::Card, size::LOGO * 0.6, p.on_accent))
        .width(size::LOGO)
        .height(size::LOGO)
        .style(move |_| container::Style {
            background: Some(Background::Color(p.accent)),
            border: Border { radius: radius::CARD.into(), ..Border::default() },
            ..container::Style::default()
        });
    let title = ui.tr("sign-in-title");
    let second = match &screen.purpose {
        Purpose::Enter | Purpose::AddressOnly => ui.tr("sign-in-subtitle"),
        Purpose::Renew { name, .. } => {
            let server = screen.form.server().map(|server| display(&server.host())).unwrap_or_default();
            if name.is_empty() {
                server
            } else {
                display(name) + &ui.tr("general-bullet-separator") + &server
            }
        }
    };
    let words = column![
        access::labelled(
            text::paragraph(ui, text::styled(title.clone(), theme::TITLE, p.text)),
            Role::Heading,
            title
        ),
        text::paragraph(ui, text::hint(ui, second)),
    ]
    .width(Length::Fill);
    row(ui, space::M, [sign.into(), words.into()]).into()
}

/// The accounts known on this machine, with a button for each.
fn accounts<'a>(screen: &'a SignIn, ui: Ui<'a>) -> Element<'a, Message> {
    let p = ui.palette;
    let count = screen.accounts.len();
    let cards = screen.accounts.iter().enumerate().map(|(n, account)| {
        let host = account.origin.split("://").last().unwrap_or_default();
        let words = column![
            text::paragraph(ui, text::strong(ui, display(&account.name))),
            text::paragraph(ui, text::hint(ui, display(host))),
        ]
        .width(Length::Fill);
        let face = Avatar::new(ui, &account.name, size::AVATAR_SMALL).into();
        let name = ui.tr_with(
            "sign-in-continue-as-person",
            &[("name", Arg::Text(Cow::Borrowed(&account.name))), ("server", Arg::Text(Cow::Borrowed(host)))],
        );
        let button = Button::wrapping(ui, Variant::Secondary, row(ui, space::M, [face, words.into()]))
            .name(name)
            .on_press_maybe(live(screen, Message::Continue(account.clone())));
        access::labelled(button, Role::ListItem, account.name.clone()).position(n + 1, count).into()
    });
    let title = ui.tr("sign-in-continue-as");
    let list = access::labelled(Column::with_children(cards).spacing(space::S), Role::List, title.clone());
    let title = text::paragraph(ui, text::styled(title, theme::HINT, p.muted));
    column![title, list].spacing(space::XS).into()
}

fn address<'a>(screen: &'a SignIn, ui: Ui<'a>) -> Element<'a, Message> {
    let warning = screen.form.server().is_ok_and(Server::is_exposed).then(|| {
        text::paragraph(ui, text::styled(ui.tr("sign-in-plain-http"), theme::HINT, ui.palette.warning))
    });
    let field: Element<'_, _> = match screen.form.address() {
        Address::Fixed(Ok(server)) => {
            let words = ui.tr_with("sign-in-fixed-server", &[("server", Arg::Foreign(server.host().into()))]);
            text::paragraph(ui, text::hint(ui, words))
        }
        Address::Fixed(Err(error)) => Banner::danger(ui, sentence::address(error).words(ui.locale)).into(),
        Address::Typed { text, read } => {
            let note = match read {
                _ if screen.attempt.fault(Some(ADDRESS)).is_some() => {
                    fault(screen, ADDRESS, ui).unwrap_or_default()
                }
                Ok(server) => Note::Hint(ui.tr_with(
                    "sign-in-will-use",
                    &[("address", Arg::Foreign(server.me().as_str().to_owned().into()))],
                )),
                Err(AddressError::Empty | AddressError::Unreadable) => {
                    Note::Hint(ui.tr("sign-in-server-address-hint"))
                }
                Err(error) => Note::Advice(sentence::address(error).words(ui.locale)),
            };
            Input::new(ui, ui.tr("sign-in-server-address"), text)
                .content(field::Content::LeftToRight)
                .id(ADDRESS)
                .on_input_maybe(live(screen, Message::AddressEdited))
                .on_submit(Message::Submit)
                .note(note)
                .into()
        }
    };
    column![field].push(warning).spacing(space::XS).into()
}

/// The key, or username and password, and the switch between the two.
fn credentials<'a>(screen: &'a SignIn, ui: Ui<'a>) -> Element<'a, Message> {
    let half = |label, method| Choice {
        label: ui.tr(label),
        short: None,
        chosen: screen.form.method() == method,
        value: method,
    };
    let halves = [half("sign-in-api-key", Method::Key), half("sign-in-password", Method::Password)];
    let switch = screen
        .form
        .offers_passwords()
        .then(|| radio::switch(ui, ui.tr("sign-in-with"), halves, live(screen, Message::MethodChosen)));
    let fields = match screen.form.method() {
        Method::Key => column![key(screen, ui)],
        Method::Password => column![username(screen, ui), password(screen, ui)].spacing(space::L),
    };
    column![].push(switch).push(fields).spacing(space::L).into()
}

fn username<'a>(screen: &'a SignIn, ui: Ui<'a>) -> Element<'a, Message> {
    let label = match screen.login() {
        Login::Any => "sign-in-username",
        Login::Email => "field-email",
        Login::Mobile => "field-mobile-number",
    };
    Input::new(ui, ui.tr(label), screen.form.username())
        .content(field::Content::LeftToRight)
        .id(USERNAME)
        .on_input_maybe(live(screen, Message::UsernameEdited))
        .on_submit(Message::Submit)
        .note(fault(screen, USERNAME, ui).unwrap_or_default())
        .into()
}

fn password<'a>(screen: &'a SignIn, ui: Ui<'a>) -> Element<'a, Message> {
    let note = match fault(screen, PASSWORD, ui) {
        Some(fault) => fault,
        None if screen.caps_lock => Note::News { words: ui.tr("sign-in-caps-lock"), number: 0 },
        None => Note::None,
    };
    Input::new(ui, ui.tr("sign-in-password"), screen.form.password().expose())
        .content(secret(screen.letters))
        .id(PASSWORD)
        .on_input_maybe(live(screen, |typed: String| Message::PasswordEdited(typed.into())))
        .on_submit(Message::Submit)
        .end(show(screen, ui, "sign-in-show-password", "sign-in-hide-password"))
        .note(note)
        .into()
}

fn key<'a>(screen: &'a SignIn, ui: Ui<'a>) -> Element<'a, Message> {
    Input::new(ui, ui.tr("sign-in-api-key"), screen.form.key().expose())
        .content(secret(screen.letters))
        .id(KEY)
        .on_input_maybe(live(screen, |typed: String| Message::KeyEdited(typed.into())))
        .on_submit(Message::Submit)
        .end(show(screen, ui, "sign-in-show-key", "sign-in-hide-key"))
        .note(fault(screen, KEY, ui).unwrap_or_else(|| Note::Hint(ui.tr("sign-in-api-key-hint"))))
        .into()
}

fn secret(letters: Letters) -> field::Content {
    match letters {
        Letters::Hidden => field::Content::Hidden,
        Letters::Shown => field::Content::Shown,
    }
}

fn show<'a>(screen: &SignIn, ui: Ui<'a>, show: &'static str, hide: &'static str) -> Button<'a, Message> {
    let (label, name) = match screen.letters {
        Letters::Hidden => ("sign-in-show", show),
        Letters::Shown => ("general-hide", hide),
    };
    Button::new(ui, Variant::Link, ui.tr(label))
        .name(ui.tr(name))
        .known_as(show)
        .on_press_maybe(live(screen, Message::LettersToggled))
}

/// The content of the card while the server or the keyring is asked.
fn busy<'a>(ui: Ui<'a>, words: String, account: Option<&'a Account>) -> Element<'a, Message> {
    let shown = spinner::waiting(ui, text::body(ui, words.clone()));
    let said = access::labelled(shown, Role::Status, words).live(Live::Polite).busy(true);
    let name = account.map(|account| text::styled(display(&account.name), theme::TITLE, ui.palette.text));
    let cancel = Button::new(ui, Variant::Secondary, ui.tr("general-cancel")).on_press(Message::Cancel);
    // The name is shown below, so a screen reader need not read its initials.
    let face = account.map(|account| Avatar::new(ui, &account.name, size::AVATAR_NARROW));
    let face = face.map(|face| access::labelled(face, Role::Image, "").hidden());
    let words = column![].push(face).push(name).push(said).push(cancel);
    container(words.spacing(space::L).align_x(iced::Alignment::Center)).center_x(Length::Fill).into()
}

fn waiting_for_keyring<'a>(ui: Ui<'a>) -> Element<'a, Message> {
    let words = ui.tr("keyring-waiting");
    let said = spinner::waiting(ui, text::paragraph(ui, text::body(ui, words.clone())));
    let go_on =
        Button::new(ui, Variant::Secondary, ui.tr("keyring-continue-without")).on_press(Message::Cancel);
    column![access::labelled(said, Role::Status, words).live(Live::Polite).busy(true), go_on]
        .spacing(space::L)
        .align_x(ui.start())
        .into()
}
