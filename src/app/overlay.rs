//! The overlay above the screens: the menu, the lists it opens, and the questions before something is lost.

use super::look::Look;
use super::saves;
use super::shortcut::{self, Shortcut};
use crate::access::{self, Live, Role};
use crate::api::SignedIn;
use crate::config::{Config, Link, Notice};
use crate::editor::{Editor, Event, Saved};
use crate::icon::{Icon, icon};
use crate::locale::{Arg, Language};
use crate::store::Theme;
use crate::theme::{self, size, space};
use crate::widget::button::{Button, Variant};
use crate::widget::dialog::{self, Dialog};
use crate::widget::direction::row;
use crate::widget::radio::{self, Choice};
use crate::widget::{Ui, card, text};

use iced::widget::{Space, column, container};
use iced::{Element, Length, Padding};

use std::borrow::Cow;

/// What is shown above the screens.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// The menu.
    Menu,
    /// The list of shortcuts.
    Shortcuts,
    /// About the program.
    About {
        /// Whether the report is in the clipboard.
        is_copied: bool,
    },
    /// The saves of this run, which can be undone.
    Saves,
    /// What was wrong with the settings.
    Notices(Vec<Notice>),
    /// A question.
    Asking(Question),
}

/// A question before something is lost.
#[derive(Debug, Clone)]
pub enum Question {
    /// Close, switch or sign out?
    Leave {
        /// Which of them.
        leaving: Leaving,
        /// How many edits are not saved.
        unsaved: usize,
        /// Whether a change is on its way to the server.
        busy: bool,
        /// The overlay that was open before, which is shown again after *Cancel*.
        over: Option<Box<Overlay>>,
    },
    /// The link that the program was started with: fill in the address that it names? Or it cannot be used.
    Link {
        /// The link.
        link: Link,
        /// The overlay that is shown afterwards.
        over: Option<Box<Overlay>>,
    },
    /// The key of a renewal belongs to another person, or may; the number is that of unsaved edits.
    AnotherAccount(Box<Other>, usize),
}

/// The ways to leave an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// The window closes.
    Close,
    /// Switch to another account; this one stays in the list.
    Switch,
    /// Sign out: this account is removed from this machine.
    SignOut,
}

/// The session of another person, or of one who may be another.
#[derive(Debug, Clone)]
pub struct Other {
    /// The session and the profile.
    pub signed_in: SignedIn,
    /// Whether their key is to be stored.
    pub stay_signed_in: bool,
    /// Whether the server says that this is another person. Otherwise it does not say who it is.
    pub is_named: bool,
}

/// What happens in the overlay.
#[derive(Debug, Clone)]
pub enum Message {
    /// It is replaced by another.
    Opened(Overlay),
    /// It closes.
    Closed,
    /// *Refresh*, *Undo photo change*, or *Undo* of a save.
    Edit(Event),
    /// A language was chosen.
    LanguageChosen(Language),
    /// Colours were chosen.
    ThemeChosen(Theme),
    /// *Switch account* or *Sign out* in the menu.
    Leave(Leaving),
    /// The question whether to leave was answered with yes.
    Left(Leaving),
    /// *Copy report*.
    CopyReport,
    /// *Use this server* in the question about a link.
    LinkAccepted,
    /// *Use this account* in the question about another account.
    OtherAccepted,
}

/// The entries of the menu that depend on the screen.
#[derive(Debug, Clone, Copy)]
pub enum MenuEntries<'a> {
    /// Nobody is signed in: no further entries.
    SignedOut,
    /// Refresh, undo, and the ways to leave.
    Profile(&'a Editor),
}

impl Overlay {
    /// The question about the link that the program was started with, and what was wrong with the settings, shown once.
    pub fn at_start(config: &Config) -> Option<Self> {
        let notices = (!config.notices.is_empty()).then(|| Self::Notices(config.notices.clone()));
        match config.link.clone() {
            Some(link) => Some(Self::Asking(Question::Link { link, over: notices.map(Box::new) })),
            None => notices,
        }
    }

    /// Draws it.
    pub fn view<'a>(&'a self, ui: Ui<'a>, look: &Look, entries: MenuEntries<'_>) -> Element<'a, Message> {
        let overlay = match self {
            Self::Menu => menu(ui, look, entries),
            Self::Shortcuts => shortcuts(ui),
            Self::About { is_copied } => about(ui, *is_copied),
            Self::Saves => {
                let list: Element<'_, _> = match entries {
                    MenuEntries::Profile(editor) => saves::list(ui, editor.saves())
                        .map(|save| Message::Edit(Event::UndoSavePressed(save))),
                    MenuEntries::SignedOut => column![].into(),
                };
                closing(ui, ui.tr("menu-saves"), list)
            }
            Self::Notices(notices) => {
                let dialog = Dialog::new(ui, ui.tr("config-title"));
                let dialog = notices.iter().fold(dialog, |dialog, notice| dialog.text(words(notice, ui)));
                dialog.cancel(ui.tr("general-close"), Message::Closed).into()
            }
            Self::Asking(question) => ask(ui, question),
        };
        access::scope(self.name(), overlay)
    }

    /// The overlay that is shown again when this one closes.
    pub(super) fn below(self) -> Option<Self> {
        match self {
            Self::Asking(Question::Leave { over, .. } | Question::Link { over, .. }) => {
                over.map(|over| *over)
            }
            _ => None,
        }
    }

    /// The overlay to show again after a question that replaces this one: notices, which are shown only once, and the
    /// question about a sign-in that is already done.
    pub(super) fn set_aside(self) -> Option<Box<Self>> {
        match self {
            Self::Asking(Question::Leave { over, .. }) => over,
            Self::Notices(_) | Self::Asking(Question::Link { .. } | Question::AnotherAccount(..)) => {
                Some(Box::new(self))
            }
            Self::Menu | Self::Shortcuts | Self::About { .. } | Self::Saves => None,
        }
    }

    /// The scope of its controls, so that *Cancel* of one question is not taken for *Cancel* of the next.
    fn name(&self) -> &'static str {
        match self {
            Self::Menu => "menu",
            Self::Shortcuts => "shortcuts",
            Self::About { .. } => "about",
            Self::Saves => "saves",
            Self::Notices(_) => "notices",
            Self::Asking(Question::Leave { leaving: Leaving::Close, .. }) => "before closing",
            Self::Asking(Question::Leave { leaving: Leaving::Switch, .. }) => "before switching",
            Self::Asking(Question::Leave { leaving: Leaving::SignOut, .. }) => "before signing out",
            Self::Asking(Question::Link { .. }) => "before using a link",
            Self::Asking(Question::AnotherAccount(..)) => "before taking another account",
        }
    }
}

fn menu<'a>(ui: Ui<'a>, look: &Look, entries: MenuEntries<'_>) -> Element<'a, Message> {
    let line = |id, keys: Option<Shortcut>, message: Message| -> Element<'a, Message> {
        let label = text::paragraph(ui, text::strong(ui, ui.tr(id)));
        let keys = keys.map(|keys| text::hint(ui, shortcut::keys(keys)).into());
        let parts = row(ui, space::M, std::iter::once(label).chain(keys));
        Button::wrapping(ui, Variant::Row, parts).name(ui.tr(id)).on_press(message).into()
    };
    let item = |id, message| line(id, None, message);
    let languages = Language::ALL.map(|language| Choice {
        label: language.own_name().to_owned(),
        short: None,
        chosen: look.language() == language,
        value: language,
    });
    let theme = |id, short: Option<&'static str>, theme| Choice {
        label: ui.tr(id),
        short: short.map(|short| ui.tr(short)),
        chosen: look.chosen().theme == theme,
        value: theme,
    };
    let themes = [
        theme("menu-theme-system", Some("menu-theme-system-short"), Theme::System),
        theme("menu-theme-light", None, Theme::Light),
        theme("menu-theme-dark", None, Theme::Dark),
        theme("menu-theme-high-contrast", Some("menu-theme-high-contrast-short"), Theme::HighContrast),
    ];
    let editor = if let MenuEntries::Profile(editor) = entries { Some(editor) } else { None };
    let signed_in = editor.is_some();
    let mut items = column![].spacing(space::XS);
    if signed_in {
        let undo = editor
            .is_some_and(Editor::can_undo_photo)
            .then(|| item("photo-undo-change", Message::Edit(Event::UndoPhotoPressed)));
        let last = editor.and_then(|editor| editor.saves().iter().next()).map(Saved::id);
        let undo_save = last.map(|save| item("menu-undo-save", Message::Edit(Event::UndoSavePressed(save))));
        let saves = last.map(|_| item("menu-saves", Message::Opened(Overlay::Saves)));
        let refresh = line("menu-refresh", Some(Shortcut::Refresh), Message::Edit(Event::RefreshPressed));
        items = items.push(refresh).push(undo_save).push(undo).push(saves).push(card::hairline(ui));
    }
    items = items
        .push(
            container(
                column![
                    radio::segments(ui, ui.tr("menu-language"), languages, Message::LanguageChosen),
                    radio::segments(ui, ui.tr("menu-theme"), themes, Message::ThemeChosen),
                ]
                .spacing(space::S),
            )
            .padding(Padding::from([space::S, space::S])),
        )
        .push(card::hairline(ui))
        .push(line("menu-shortcuts", Some(Shortcut::Help), Message::Opened(Overlay::Shortcuts)))
        .push(item("menu-about", Message::Opened(Overlay::About { is_copied: false })));
    if signed_in {
        items = items
            .push(card::hairline(ui))
            .push(item("menu-switch-account", Message::Leave(Leaving::Switch)))
            .push(item("menu-sign-out", Message::Leave(Leaving::SignOut)));
    }
    dialog::popup(ui, ui.tr("menu"), items, Message::Closed)
}

fn shortcuts<'a>(ui: Ui<'a>) -> Element<'a, Message> {
    let count = shortcut::TABLE.len();
    let lines = shortcut::TABLE.into_iter().enumerate().map(|(n, line)| {
        let keys = text::styled(line.keys(), theme::BODY_MEDIUM, ui.palette.muted);
        let words = container(text::paragraph(ui, text::body(ui, ui.tr(line.words)))).width(Length::Fill);
        let line = row(ui, space::L, [words.into(), keys.into()]);
        access::labelled(line, Role::ListItem, "").position(n + 1, count).into()
    });
    let list = access::labelled(column(lines).spacing(space::S), Role::List, ui.tr("menu-shortcuts"));
    closing(ui, ui.tr("menu-shortcuts"), list)
}

fn about<'a>(ui: Ui<'a>, is_copied: bool) -> Element<'a, Message> {
    let version = Arg::Text(Cow::Borrowed(env!("CARGO_PKG_VERSION")));
    let copy = Button::new(ui, Variant::Link, ui.tr("about-copy-report")).on_press(Message::CopyReport);
    let copied: Element<'a, _> = match is_copied {
        true => {
            let words = ui.tr("about-report-copied");
            access::labelled(text::hint(ui, words.clone()), Role::Status, words).live(Live::Polite).into()
        }
        false => Space::new().into(),
    };
    let said = column![
        row(
            ui,
            space::M,
            [
                icon(Icon::Card, size::AVATAR_SMALL, ui.palette.accent),
                text::strong(ui, ui.tr_with("about-version", &[("version", version)])).into(),
            ]
        ),
        text::paragraph(ui, text::body(ui, ui.tr("about-text"))),
        text::paragraph(ui, text::body(ui, ui.tr("about-privacy"))),
        text::paragraph(ui, text::hint(ui, ui.tr("about-licence"))),
        container(row(ui, space::M, [copy.into(), copied])).width(Length::Fill).align_x(ui.start()),
    ];
    closing(ui, ui.tr("menu-about"), said.spacing(space::M).align_x(ui.start()))
}

fn closing<'a>(ui: Ui<'a>, title: String, content: impl Into<Element<'a, Message>>) -> Element<'a, Message> {
    Dialog::new(ui, title).content(content).cancel(ui.tr("general-close"), Message::Closed).into()
}

fn words(notice: &Notice, ui: Ui<'_>) -> String {
    let file = |path: &std::path::Path| Arg::Foreign(path.to_string_lossy().into_owned().into());
    match notice {
        Notice::ServerFixed => ui.tr("config-server-fixed"),
        Notice::NoFolder => ui.tr("config-no-folder"),
        Notice::Broken(path) => ui.tr_with("config-broken", &[("file", file(path))]),
        Notice::UnknownKey(path, key) => {
            ui.tr_with("config-unknown-key", &[("file", file(path)), ("key", Arg::Foreign(key.into()))])
        }
        Notice::BadValue(path, key) => {
            ui.tr_with("config-bad-value", &[("file", file(path)), ("key", Arg::Foreign(key.into()))])
        }
        Notice::More(path, count) => {
            ui.tr_with("config-more", &[("file", file(path)), ("count", Arg::Number(*count as u64))])
        }
        Notice::AdministratorOnly(path, key) => ui
            .tr_with("config-administrator-only", &[("file", file(path)), ("key", Arg::Foreign(key.into()))]),
    }
}

fn ask<'a>(ui: Ui<'a>, question: &Question) -> Element<'a, Message> {
    match question {
        Question::Leave { leaving, unsaved, busy, over: _ } => {
            let lost = Arg::Number(*unsaved as u64);
            let (title, yes) = match leaving {
                Leaving::Close => ("ask-close-title", "ask-close-yes"),
                Leaving::Switch => ("ask-switch-title", "ask-switch-yes"),
                Leaving::SignOut => ("ask-sign-out-title", "ask-sign-out-yes"),
            };
            let about = (*leaving == Leaving::SignOut).then(|| ui.tr("ask-sign-out-text"));
            let edits = (*unsaved > 0).then(|| ui.tr_with("ask-close-text", &[("count", lost)]));
            let why =
                (*unsaved > 0 && *leaving != Leaving::SignOut).then(|| ui.tr("ask-close-nothing-stored"));
            let write = busy.then(|| ui.tr("ask-close-busy"));
            let said = [about, edits, why, write].into_iter().flatten();
            said.fold(Dialog::new(ui, ui.tr(title)), Dialog::text)
                .button(Variant::Danger, ui.tr(yes), Message::Left(*leaving))
                .cancel(ui.tr("general-cancel"), Message::Closed)
                .into()
        }
        Question::Link { link, over: _ } => match link.host() {
            Some(host) => {
                let host = Arg::Foreign(Cow::Owned(host.to_owned()));
                Dialog::new(ui, ui.tr("ask-link-title"))
                    .text(ui.tr_with("ask-link-text", &[("server", host)]))
                    .text(ui.tr("ask-link-advice"))
                    .button(Variant::Primary, ui.tr("ask-link-yes"), Message::LinkAccepted)
                    .cancel(ui.tr("general-cancel"), Message::Closed)
                    .into()
            }
            None => Dialog::new(ui, ui.tr("link-unusable-title"))
                .text(ui.tr("link-unusable"))
                .cancel(ui.tr("general-close"), Message::Closed)
                .into(),
        },
        Question::AnotherAccount(other, unsaved) => {
            let name = Arg::Foreign(other.signed_in.profile.display_name().into());
            let count = Arg::Number(*unsaved as u64);
            let said = if other.is_named {
                ui.tr_with("ask-another-account-text", &[("name", name), ("count", count)])
            } else {
                ui.tr_with("ask-unknown-account-text", &[("count", count)])
            };
            Dialog::new(ui, ui.tr("ask-another-account-title"))
                .text(said)
                .button(Variant::Danger, ui.tr("ask-another-account-yes"), Message::OtherAccepted)
                .cancel(ui.tr("general-cancel"), Message::Closed)
                .into()
        }
    }
}
