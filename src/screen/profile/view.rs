//! How the profile looks: the page, what floats over it, and the questions.

mod fields;
mod groups;
mod side;

use super::change::Change;
use super::save::Save;
use super::{Message, Profile, Question, Reading, Tone};
use crate::access::{self, Live, Role};
use crate::locale::Arg;
use crate::theme::{self, size, space};
use crate::widget::banner::{self, Banner};
use crate::widget::button::{Button, Kind};
use crate::widget::columns::{Side, columns};
use crate::widget::dialog::Dialog;
use crate::widget::direction::row;
use crate::widget::drawn::apart;
use crate::widget::floating::{self, Height, room};
use crate::widget::pile::pile;
use crate::widget::{Ui, card, header, scroll, text};

use iced::widget::{Space, column, container};
use iced::{Element, Length, Padding};

/// The whole screen.
pub(super) fn view<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, Message> {
    let question = screen.question.as_ref().map(|question| ask(screen, question, ui));
    let over_the_page = Height::default();
    let page = column![top(screen, ui), page(screen, &over_the_page, ui)];
    pile(page).push(floating(screen, &over_the_page, ui)).push_maybe(question).into()
}

/// The name of what scrolls, so that its place survives a new view.
const PAGE: &str = "page";

/// The name of the button that saves, for focus.
const SAVE: &str = "save";

/// Everything that scrolls.
fn page<'a>(screen: &'a Profile, over_it: &Height, ui: Ui<'a>) -> Element<'a, Message> {
    let margin = if ui.is_narrow() { space::L } else { space::XXL };
    let form =
        column![fields::personal(screen, ui), fields::contact(screen, ui), groups::groups(screen, ui),]
            .spacing(space::L);

    let side = match (ui.is_narrow(), ui.is_rtl()) {
        (true, _) => Side::None,
        (false, false) => Side::Left(size::SIDE_COLUMN),
        (false, true) => Side::Right(size::SIDE_COLUMN),
    };
    let who = column![side::identity(screen, ui), side::completion(screen, ui)].spacing(space::L);
    let cards = columns(who, form, side::account(screen, ui), side, space::L);

    // So that the last card can be scrolled out from under what floats.
    let page = column![cards, room(over_it, space::L)]
        .padding(Padding::from([0.0, margin]).bottom(margin))
        .max_width(size::PAGE + 2.0 * margin);
    scroll::vertical(ui, container(page).center_x(Length::Fill))
        .id(PAGE)
        .width(Length::Fill)
        .height(Length::Fill)
        .into()
}

/// The bar at the top: the program's name, and what is being read.
fn top<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, Message> {
    let name = text::styled(ui.tr("general-name"), theme::CARD_TITLE, ui.palette.muted).into();
    let changing = match &screen.change {
        Change::Keeping { .. } | Change::Removing { .. } => Some("profile-removing-photo"),
        Change::Comparing { .. } | Change::PuttingBack { .. } => Some("photo-putting-back"),
        Change::Checking { .. } => Some("photo-checking"),
        Change::Idle | Change::Failed(..) => None,
    };
    let busy = |words: String| -> Element<'a, Message> {
        access::labelled(text::hint(ui, words.clone()), Role::Status, words)
            .live(Live::Polite)
            .busy(true)
            .into()
    };
    let status: Element<'_, _> = match (changing, &screen.reading) {
        (Some(changing), _) => busy(ui.tr(changing)),
        (None, Reading::Asking { .. }) => row(
            ui,
            space::S,
            [
                busy(ui.tr("profile-reading-again")),
                Button::new(ui, Kind::Link, ui.tr("general-cancel"))
                    .name(ui.tr("profile-cancel-reading"))
                    .on_press(Message::ReadingCancelled)
                    .into(),
            ],
        )
        .into(),
        (None, Reading::Idle | Reading::Failed(_)) => Space::new().into(),
    };
    header::header(ui, [name, status], Message::Menu)
}

/// What lies over the bottom of the page: what went wrong or right, and the save bar.
fn floating<'a>(screen: &'a Profile, height: &Height, ui: Ui<'a>) -> Element<'a, Message> {
    // As far from the edges as the bar, which fades out over so much.
    let mut news = column![].spacing(space::S).padding(Padding::from([0.0, size::HALO]));
    if let Reading::Failed(sentence) = &screen.reading {
        news = news.push(
            Banner::danger(ui, sentence.say(ui))
                .action(ui.tr("general-retry"), ui.tr("profile-retry-reading"), Message::Refresh)
                .close(ui.tr("profile-close-reading"), Message::ReadingCancelled),
        );
    }
    if let Change::Failed(sentence, again) = &screen.change {
        let banner = match again {
            Some(again) => Banner::danger(ui, sentence.say(ui)).action(
                ui.tr("general-retry"),
                ui.tr("profile-retry-removing"),
                again.clone(),
            ),
            None => Banner::warning(ui, sentence.say(ui)),
        };
        news = news.push(banner.close(ui.tr("profile-close-removing"), Message::FailureSeen));
    }
    if let Save::Failed(sentence) = &screen.save {
        let banner = Banner::danger(ui, sentence.say(ui));
        news = news.push(banner.close(ui.tr("profile-close-saving"), Message::FailureSeen));
    }
    if let Some(notice) = &screen.notice {
        let words = notice.sentence.say(ui);
        let banner = match notice.tone {
            Tone::Good => Banner::good(ui, words),
            Tone::Mixed => Banner::warning(ui, words),
        };
        let banner = match &notice.offer {
            Some(offer) => banner.action(ui.tr(offer.label), ui.tr(offer.label), offer.message.clone()),
            None => banner,
        };
        news = news.push(banner.close(ui.tr("general-close"), Message::NoticeOver));
    }
    let save = (screen.unsaved() > 0 || screen.save.is_busy()).then(|| save_bar(screen, ui));
    let over_the_page = floating::floating(apart(column![news].push(save).spacing(space::S)), height);

    let margin = if ui.is_narrow() { space::L } else { space::XXL };
    let beside = if ui.is_narrow() { 0.0 } else { size::SIDE_COLUMN + space::L };
    let (start, end) = (margin + beside - size::HALO, margin - size::HALO);
    let (left, right) = if ui.is_rtl() { (end, start) } else { (start, end) };
    let place = Padding::ZERO.left(left).right(right).bottom(space::L);
    let column = container(over_the_page).padding(place).max_width(size::PAGE + 2.0 * margin);
    container(column.width(Length::Fill)).center_x(Length::Fill).align_bottom(Length::Fill).into()
}

fn save_bar<'a>(screen: &'a Profile, ui: Ui<'a>) -> Element<'a, Message> {
    let count = screen.unsaved();
    let words = if screen.save.is_busy() {
        ui.tr("profile-saving")
    } else {
        ui.tr_with("profile-changes", &[("count", Arg::Number(count as u64))])
    };
    let (quiet, press) = if screen.save.is_busy() {
        let cancel = Button::new(ui, Kind::Quiet, ui.tr("general-cancel")).on_press(Message::SaveCancelled);
        (cancel.successor(SAVE), None)
    } else {
        let discard = Button::new(ui, Kind::Quiet, ui.tr("profile-discard")).on_press(Message::Discard);
        (discard, Some(Message::Save))
    };
    let label = ui.tr("profile-save");
    let save = if ui.window.width < size::COMPACT {
        Button::new(ui, Kind::Primary, label)
    } else {
        Button::with_keys(ui, Kind::Primary, label, "Ctrl+S")
    };
    let save = save.id(SAVE).on_press_maybe(press);
    // The smallest window has room for the words alone.
    let dot = (ui.window.width >= size::COMPACT).then(|| card::dot(ui));
    let said = container(text::paragraph(ui, text::strong(ui, words.clone()))).width(Length::Fill);
    let said = access::labelled(said, Role::Status, words).live(Live::Polite);
    let parts = [dot, Some(said.into()), Some(quiet.into()), Some(save.into())];
    banner::floating(ui, row(ui, space::S, parts.into_iter().flatten()))
}

/// The question that lies over everything.
fn ask<'a>(screen: &'a Profile, question: &Question, ui: Ui<'a>) -> Element<'a, Message> {
    let dialog = match question {
        Question::Discard => {
            let count = Arg::Number(screen.unsaved() as u64);
            Dialog::new(ui, ui.tr("ask-discard-title"))
                .text(ui.tr_with("ask-discard-text", &[("count", count)]))
                .button(Kind::Danger, ui.tr("ask-discard-yes"), Message::Confirmed)
        }
        Question::RemovePhoto => Dialog::new(ui, ui.tr("ask-remove-photo-title"))
            .text(ui.tr("ask-remove-photo-text"))
            .button(Kind::Danger, ui.tr("ask-remove-photo-yes"), Message::Confirmed),
        Question::UndoPhoto(_) => Dialog::new(ui, ui.tr("ask-undo-photo-title"))
            .text(ui.tr("ask-undo-photo-text"))
            .button(Kind::Danger, ui.tr("ask-undo-photo-yes"), Message::Confirmed),
        Question::ClearUsername => Dialog::new(ui, ui.tr("ask-clear-username-title"))
            .text(ui.tr("ask-clear-username-text"))
            .button(Kind::Primary, ui.tr("ask-clear-username-yes"), Message::Confirmed),
    };
    let name = match question {
        Question::Discard => "before discarding",
        Question::RemovePhoto => "before removing the photo",
        Question::UndoPhoto(_) => "before putting back the photo",
        Question::ClearUsername => "before clearing the username",
    };
    access::scope(name, dialog.cancel(ui.tr("general-cancel"), Message::Left))
}
