//! Draws the photo screen: the choice of a file, and waiting for it. The crop has its own file.

mod crop;
mod making;
mod previews;
mod toolbar;

use super::message::{Message, Problem};
use super::stage::Stage;
use super::{Background, CHOOSE, MAKE, PATH, Photo, file};
use crate::access::{self, Live, Role};
use crate::theme::{size, space};
use crate::widget::avatar::Avatar;
use crate::widget::banner::Banner;
use crate::widget::button::{Button, Variant};
use crate::widget::dialog::Dialog;
use crate::widget::direction::row;
use crate::widget::field::{self, Input, Note};
use crate::widget::{Ui, spinner, text};

use iced::widget::image::Handle;
use iced::widget::{Space, column, container};
use iced::{Element, Length};

/// The screen.
pub fn view<'a>(screen: &'a Photo, now: Background<'a>, ui: Ui<'a>) -> Element<'a, Message> {
    let Background { editor, picture, is_signed_out } = now;
    let content = match &screen.stage {
        Stage::Cropping(cropping, encoding) => {
            return crop::view(screen, (cropping, encoding), (editor, is_signed_out), ui);
        }
        Stage::Making(making) => return making::view(making, ui),
        Stage::Choosing(problem) => sources(screen, picture, ui, problem.as_ref()),
        Stage::InDialog { .. } => sources(screen, picture, ui, None),
        Stage::Opening { .. } => waiting(ui, ui.tr("photo-opening")),
    };
    Dialog::new(ui, ui.tr("photo-title"))
        .content(content)
        .cancel(ui.tr("general-cancel"), Message::Cancel)
        .into()
}

fn sources<'a>(
    screen: &'a Photo,
    picture: Option<Handle>,
    ui: Ui<'a>,
    problem: Option<&Problem>,
) -> Element<'a, Message> {
    let banner = match problem {
        Some(Problem::File(said)) => Some(said.words(ui.locale)),
        Some(Problem::Path(_)) | None => None,
    };
    let now = Avatar::new(ui, &screen.name, size::AVATAR_NARROW).image(picture);
    let now = container(access::labelled(now, Role::Image, ui.tr("photo-now"))).center_x(Length::Fill);
    let choose = Button::new(ui, Variant::Primary, ui.tr("photo-choose"))
        .name(ui.tr("photo-choose-name"))
        .id(CHOOSE)
        .width(Length::Fill)
        .on_press(Message::ChooseFile(file::DialogTexts::of(ui)));
    let paste = Button::new(ui, Variant::Secondary, ui.tr("photo-paste"))
        .width(Length::Fill)
        .on_press(Message::Paste);
    let make = Button::new(ui, Variant::Secondary, ui.tr("photo-make"))
        .name(ui.tr("photo-make-name"))
        .id(MAKE)
        .width(Length::Fill)
        .on_press(Message::Make);
    let buttons: Element<'_, _> = match ui.window.width < size::COMPACT {
        true => column![paste, make].spacing(space::S).into(),
        false => row(ui, space::S, [paste.into(), make.into()]).into(),
    };
    let caption = if file::can_drop() { "photo-caption-drop" } else { "photo-caption" };
    let caption = text::paragraph(ui, text::hint(ui, ui.tr(caption)));
    let content = column![choose, buttons].spacing(space::S);
    let content = column![now, content, caption, other_ways(screen, ui, problem)].spacing(space::L);
    with_problem(ui, banner, content)
}

/// *Other ways*, with the path of the file.
fn other_ways<'a>(screen: &'a Photo, ui: Ui<'a>, problem: Option<&Problem>) -> Element<'a, Message> {
    let is_open = screen.shows_other_ways;
    let fold = Button::fold(ui, ui.tr("photo-other-ways"), is_open).on_press(Message::OtherWays);
    let fold = container(fold).width(Length::Fill).align_x(ui.start());
    if !is_open {
        return fold.into();
    }
    let note = match problem {
        Some(Problem::Path(said)) => Note::Error(said.words(ui.locale)),
        Some(Problem::File(_)) | None => Note::Hint(ui.tr("photo-path-hint")),
    };
    // For those who cannot press Enter: with a pointer, or through assistive technology.
    let open = Button::new(ui, Variant::Link, ui.tr("photo-open-path"))
        .name(ui.tr("photo-open-path-name"))
        .on_press_maybe((!screen.path.trim().is_empty()).then_some(Message::PathEntered));
    let path = Input::new(ui, ui.tr("photo-path"), &screen.path)
        .content(field::Content::Path)
        .id(PATH)
        .on_input(Message::PathEdited)
        .on_submit(Message::PathEntered)
        .end(open)
        .note(note);
    column![fold, Element::from(path)].spacing(space::XS).into()
}

fn waiting<'a>(ui: Ui<'a>, words: String) -> Element<'a, Message> {
    let shown = spinner::waiting(ui, text::body(ui, words.clone()));
    access::labelled(container(shown).center_x(Length::Fill).padding(space::XXL), Role::Status, words)
        .live(Live::Polite)
        .busy(true)
        .into()
}

/// The content below a problem. The content keeps its place in the tree, so that it keeps focus and caret.
fn with_problem<'a>(
    ui: Ui<'a>,
    problem: Option<String>,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let problem = problem.map(|problem| column![Banner::danger(ui, problem), Space::new().height(space::L)]);
    column![column![].push(problem), content.into()].into()
}
