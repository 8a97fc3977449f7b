//! How the photo screen looks: a dialog with the ways in, the preview, the progress.

use super::{CHOOSE, Message, PATH, Photo, Ready, Stage, USE, done};
use crate::access::{self, Live, Role};
use crate::api::Progress;
use crate::locale::Arg;
use crate::theme::{self, size, space};
use crate::widget::banner::Banner;
use crate::widget::button::{Button, Kind};
use crate::widget::dialog::Dialog;
use crate::widget::field::Input;
use crate::widget::{Ui, card, text};

use iced::widget::{Space, column, container, image};
use iced::{Alignment, Element, Length};

use std::borrow::Cow;

/// The dialog.
pub(super) fn view<'a>(screen: &'a Photo, ui: Ui<'a>) -> Element<'a, Message> {
    let dialog = Dialog::new(ui, ui.tr("photo-title"));
    let dialog = match &screen.stage {
        Stage::Choosing(problem) => dialog.content(ways_in(screen, ui, problem.as_ref().map(|p| p.say(ui)))),
        Stage::InDialog { .. } => dialog.content(ways_in(screen, ui, None)),
        Stage::Preparing { .. } => dialog.content(waiting(ui, ui.tr("photo-preparing"))),
        Stage::Ready(ready, problem) => {
            let again = if problem.is_some() { "general-retry" } else { "photo-use" };
            dialog
                .content(preview(screen, ui, ready, problem.as_ref().map(|problem| problem.say(ui))))
                .button_with_id(USE, Kind::Primary, ui.tr(again), Message::Use)
                .button(Kind::Secondary, ui.tr("photo-another"), Message::Another)
        }
        Stage::Sending { ready, progress, .. } => dialog.content(sending(ui, ready, *progress)),
        Stage::Checking { .. } => dialog.content(waiting(ui, ui.tr("photo-checking"))),
    };
    dialog.cancel(ui.tr("general-cancel"), Message::Cancel).into()
}

fn ways_in<'a>(screen: &'a Photo, ui: Ui<'a>, problem: Option<String>) -> Element<'a, Message> {
    let choose = Button::new(ui, Kind::Primary, ui.tr("photo-choose"))
        .name(ui.tr("photo-choose-name"))
        .id(CHOOSE)
        .width(Length::Fill)
        .on_press(Message::ChooseFile);
    // For those who press no Enter: with the pointer, or through assistive technology.
    let open = Button::new(ui, Kind::Link, ui.tr("photo-open-path"))
        .name(ui.tr("photo-open-path-name"))
        .on_press_maybe((!screen.path.trim().is_empty()).then_some(Message::PathEntered));
    let path = Input::new(ui, ui.tr("photo-path"), &screen.path)
        .kind(crate::widget::field::Kind::LeftToRight)
        .id(PATH)
        .on_input(Message::PathEdited)
        .on_submit(Message::PathEntered)
        .end(open)
        .note(crate::widget::field::Note::Hint(ui.tr("photo-path-hint")));
    let note = text::paragraph(ui, text::hint(ui, ui.tr("photo-location-note")));
    below(ui, problem, column![choose, path, note].spacing(space::L))
}

fn waiting<'a>(ui: Ui<'a>, words: String) -> Element<'a, Message> {
    access::labelled(
        container(text::body(ui, words.clone())).center_x(Length::Fill).padding(space::XXL),
        Role::Status,
        words,
    )
    .live(Live::Polite)
    .busy(true)
    .into()
}

/// The photo as it will be seen, and what was done to the file.
fn preview<'a>(
    screen: &'a Photo,
    ui: Ui<'a>,
    ready: &'a Ready,
    problem: Option<String>,
) -> Element<'a, Message> {
    let facts = &ready.prepared.facts;
    let size_before = ui.locale.size(facts.bytes);
    let was = ui.tr_with(
        "photo-facts",
        &[
            ("width", Arg::Number(u64::from(facts.width))),
            ("height", Arg::Number(u64::from(facts.height))),
            ("size", Arg::Text(Cow::Owned(size_before))),
        ],
    );
    let mut said = column![
        text::hint(ui, was),
        text::hint(ui, done(&ready.prepared).pieces(ui)),
        text::hint(ui, ui.tr("photo-cropped-centre")),
    ]
    .align_x(Alignment::Center)
    .spacing(space::HALF);
    if ready.prepared.size < screen.options.size {
        let side = Arg::Number(u64::from(ready.prepared.size));
        said = said.push(text::hint(ui, ui.tr_with("photo-not-enlarged", &[("size", side)])));
    }
    below(ui, problem, column![circle(ui, ready), container(said).center_x(Length::Fill)].spacing(space::L))
}

/// What went wrong over the content, which keeps its place in the tree, and with it focus and caret.
fn below<'a>(
    ui: Ui<'a>,
    problem: Option<String>,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let problem = problem.map(|problem| column![Banner::danger(ui, problem), Space::new().height(space::L)]);
    column![column![].push(problem), content.into()].into()
}

fn circle<'a>(ui: Ui<'a>, ready: &'a Ready) -> Element<'a, Message> {
    let picture = image(ready.preview.clone()).width(size::PREVIEW).height(size::PREVIEW);
    container(access::labelled(picture, Role::Image, ui.tr("photo-preview"))).center_x(Length::Fill).into()
}

fn sending<'a>(ui: Ui<'a>, ready: &'a Ready, progress: Option<Progress>) -> Element<'a, Message> {
    let share = progress.map_or(0.0, |progress| progress.sent as f32 / progress.total.max(1) as f32);
    let percent = (share * 100.0) as u64;
    // Read out at every quarter; at every hundredth nothing else would be heard.
    let said = access::labelled(
        container(text::styled(sent(ui, percent), theme::BODY, ui.palette.text)).center_x(Length::Fill),
        Role::Status,
        sent(ui, percent - percent % 25),
    )
    .live(Live::Polite)
    .busy(true);
    let bar = access::labelled(card::progress(ui, share), Role::ProgressIndicator, ui.tr("photo-progress"))
        .progress(f64::from(share) * 100.0, 100.0);
    column![circle(ui, ready), bar, said].spacing(space::L).into()
}

fn sent(ui: Ui<'_>, percent: u64) -> String {
    // All sent is not yet all done: the server still has to read, check and store it.
    if percent >= 100 {
        return ui.tr("photo-waiting");
    }
    let percent = ui.locale.percent(percent);
    ui.tr_with("photo-sending", &[("percent", Arg::Text(Cow::Owned(percent)))])
}
