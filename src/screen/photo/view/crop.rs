//! Draws the crop: the dark field, the toolbar directly below it, the previews, and the buttons.

use super::super::super::{CANCEL_PHOTO, USE_PHOTO};
use super::super::cropping::{self, Cropping};
use super::super::message::Message;
use super::super::stage::Encoding;
use super::super::{CROP, Origin, Photo};
use super::previews::{self, Shape, previews};
use super::toolbar;
use crate::access::{self, Live, Role};
use crate::api::Progress;
use crate::editor::{self, Editor, Stage};
use crate::locale::Arg;
use crate::screen::failure;
use crate::theme::{self, size, space};
use crate::widget::banner::Banner;
use crate::widget::button::{Button, Variant};
use crate::widget::crop_field::{CropField, Wheel};
use crate::widget::direction::{row, spring};
use crate::widget::{Ui, card, dialog, scroll, spinner, text};

use iced::widget::{column, container, stack};
use iced::{Element, Length, Padding};

use std::borrow::Cow;

/// The sheet.
pub(super) fn view<'a>(
    screen: &'a Photo,
    (cropping, encoding): (&'a Cropping, &'a Encoding),
    (editor, is_signed_out): (&'a Editor, bool),
    ui: Ui<'a>,
) -> Element<'a, Message> {
    let is_open = encoding.can_change(editor);
    let field = field(cropping, is_open, ui);
    let tools = toolbar::view(cropping, is_open, ui);
    let news = news(screen, encoding, (editor, is_signed_out), ui);
    let layout = Layout::of(ui, &news);
    let shape = if layout == Layout::Beside { Shape::Strip } else { Shape::Row };
    let previews = previews(cropping.renderings().map(|renderings| &renderings.previews), shape, ui);
    let edges = Padding::from([0.0, margin(ui)]).top(space::M);
    let body: Element<'_, Message> = match layout {
        Layout::Beside => {
            let left = column![prepared(cropping, field, ui), tools].width(Length::Fill);
            let side = container(previews).width(size::CROP_SIDE);
            container(row(ui, space::L, [left.into(), side.into()]).top()).padding(edges.top(space::L)).into()
        }
        Layout::Below => {
            let parts = column![prepared(cropping, field, ui), tools, previews];
            container(parts.push(notes(screen, cropping, is_open, ui))).padding(edges).into()
        }
        Layout::Scrolled(height) => {
            let field = prepared(cropping, field.height(height).wheel(Wheel::ScrollsThePage), ui);
            let page = column![field, tools, previews, notes(screen, cropping, is_open, ui)];
            let page = container(page).padding(edges);
            scroll::vertical(ui, page).width(Length::Fill).height(Length::Fill).into()
        }
    };
    let sheet = column![
        head(cropping, is_open, ui),
        card::hairline(ui),
        container(body).height(Length::Fill),
        card::hairline(ui),
        foot(screen, (cropping, encoding), editor, (news, layout), ui),
    ]
    .height(Length::Fill);
    dialog::layer(ui, ui.tr("photo-title"), String::new(), sheet, size::CROP_SHEET)
}

/// The layout that the window has room for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Layout {
    /// All at once, with the previews beside the field.
    Beside,
    /// All at once, with the previews below the toolbar.
    Below,
    /// The field with this height, and the toolbar. The previews need scrolling.
    Scrolled(f32),
}

impl Layout {
    fn of(ui: Ui<'_>, news: &[Banner<'_, Message>]) -> Self {
        let sheet = (ui.window.width - 2.0 * (space::L + size::HALO)).min(size::CROP_SHEET);
        let width = sheet - 2.0 * margin(ui);
        let news: f32 = news.iter().map(|banner| banner.height(width) + space::M).sum();
        let body = ui.window.height - size::CROP_AROUND - news;
        if !ui.is_narrow() && body >= previews::height(Shape::Strip, ui) {
            return Self::Beside;
        }
        let field = body - toolbar::height(ui);
        if field - previews::height(Shape::Row, ui) - size::CROP_NOTES >= size::CROP_FIELD_GOOD {
            Self::Below
        } else {
            Self::Scrolled(field.max(size::CROP_FIELD_LEAST))
        }
    }
}

/// The margin of the sheet.
fn margin(ui: Ui<'_>) -> f32 {
    if ui.is_narrow() { space::L } else { space::XXL }
}

/// The title, the size of the file, and *Choose another*.
fn head<'a>(cropping: &'a Cropping, is_open: bool, ui: Ui<'a>) -> Element<'a, Message> {
    let facts = cropping.facts();
    let size_before = ui.locale.size(facts.bytes);
    let was = ui.tr_with(
        "photo-facts",
        &[
            ("width", Arg::Number(u64::from(facts.width))),
            ("height", Arg::Number(u64::from(facts.height))),
            ("size", Arg::Text(Cow::Owned(size_before))),
        ],
    );
    let title = text::styled(ui.tr("photo-title"), theme::TITLE, ui.palette.text);
    let (title, was) = (title.into(), text::hint(ui, was).into());
    let parts: Element<'_, _> = if ui.is_narrow() {
        row(ui, space::M, [title, was]).wrap()
    } else {
        row(ui, space::M, [title, was, spring(), another(is_open, ui)]).into()
    };
    container(parts)
        .padding(Padding::from([if ui.is_narrow() { space::M } else { space::S }, margin(ui)]))
        .width(Length::Fill)
        .align_x(ui.start())
        .into()
}

fn field<'a>(cropping: &'a Cropping, is_open: bool, ui: Ui<'a>) -> CropField<'a, Message> {
    let rendered = cropping.renderings().map(|renderings| &renderings.field);
    let send = |gesture| Message::Crop(cropping::Message::Gesture(gesture));
    CropField::new(ui.tr("photo-crop"), rendered, send)
        .id(CROP)
        .description(format!("{}. {}", toolbar::said(cropping, ui), ui.tr("photo-crop-keys")))
        .live(is_open)
}

/// The field, with a spinner until its picture is drawn.
fn prepared<'a>(cropping: &'a Cropping, field: CropField<'a, Message>, ui: Ui<'a>) -> Element<'a, Message> {
    let waiting = cropping.renderings().is_none().then(|| {
        let words = text::styled(ui.tr("photo-drawing"), theme::BODY, theme::CROP_INK);
        let parts = spinner::spinner(ui, theme::CROP_INK).into_iter().chain([words.into()]);
        container(row(ui, space::S, parts)).center(Length::Fill)
    });
    stack![field].push(waiting).into()
}

/// Notes about the photo, and in a narrow window *Choose another*.
fn notes<'a>(screen: &'a Photo, cropping: &'a Cropping, is_open: bool, ui: Ui<'a>) -> Element<'a, Message> {
    let another = ui.is_narrow().then(|| another(is_open, ui));
    let note = is_open.then(|| note(screen, cropping, ui));
    let notes = column![].push(note).push(another).align_x(ui.start());
    container(notes).width(Length::Fill).align_x(ui.start()).padding(Padding::from([space::S, 0.0])).into()
}

fn note<'a>(screen: &'a Photo, cropping: &'a Cropping, ui: Ui<'a>) -> Element<'a, Message> {
    let mut words = ui.tr("photo-caption");
    let side = cropping.crop().side;
    if side < screen.options.size {
        let side = Arg::Number(u64::from(side));
        words = format!("{words} {}", ui.tr_with("photo-not-enlarged", &[("size", side)]));
    }
    text::paragraph(ui, text::hint(ui, words))
}

fn another<'a>(is_open: bool, ui: Ui<'a>) -> Element<'a, Message> {
    Button::new(ui, Variant::Link, ui.tr("photo-another"))
        .on_press_maybe(is_open.then_some(Message::Another))
        .into()
}

/// The messages or the progress, and the buttons.
fn foot<'a>(
    screen: &'a Photo,
    (cropping, encoding): (&'a Cropping, &'a Encoding),
    editor: &'a Editor,
    (news, layout): (Vec<Banner<'a, Message>>, Layout),
    ui: Ui<'a>,
) -> Element<'a, Message> {
    let cancel = Button::new(ui, Variant::Secondary, ui.tr("general-cancel"))
        .id(CANCEL_PHOTO)
        .on_press(Message::Cancel)
        .into();
    let (bar, line): (Option<Element<'_, _>>, _) = match waited_for(encoding, editor) {
        Some(Stage::Sending(_, progress)) => {
            let share = progress.map_or(0.0, |progress| progress.sent as f32 / progress.total.max(1) as f32);
            let bar =
                access::labelled(card::progress(ui, share), Role::ProgressIndicator, ui.tr("photo-progress"))
                    .progress(f64::from(share) * 100.0, 100.0);
            // A screen reader says each quarter only. It would say nothing else if it said each percent.
            let quarter = (share * 4.0).floor() / 4.0;
            let said = waiting(ui, sending(progress, share, ui), sending(progress, quarter, ui));
            (Some(bar.into()), row(ui, space::L, [said, cancel]))
        }
        Some(Stage::Checking(_)) => (None, row(ui, space::L, [waits(ui, "photo-checking"), cancel])),
        Some(_) => (None, row(ui, space::L, [waits(ui, "photo-preparing"), cancel])),
        None => {
            let has_failed = !problems(encoding, editor, ui).is_empty();
            let label = if has_failed { "general-retry" } else { "photo-use" };
            let again =
                Button::new(ui, Variant::Primary, ui.tr(label)).id(USE_PHOTO).on_press(Message::Use).into();
            // In other layouts it stands under the previews.
            let start = if layout == Layout::Beside { note(screen, cropping, ui) } else { spring() };
            (None, row(ui, space::S, [start, cancel, again]))
        }
    };
    let news = news.into_iter().map(Element::from);
    column![]
        .extend(news)
        .push(bar)
        .push(line)
        .spacing(space::M)
        .padding(Padding::from([space::M, margin(ui)]))
        .into()
}

/// The stage that the person waits for.
fn waited_for<'a>(encoding: &Encoding, editor: &'a Editor) -> Option<Stage<'a>> {
    let writing = editor.writing();
    match writing.stage() {
        stage @ (Stage::Sending(editor::WriteKind::NewPhoto, _)
        | Stage::Checking(editor::WriteKind::NewPhoto)) => Some(stage),
        stage if !encoding.can_change(editor) => {
            Some(stage).map(|_| Stage::Preparing(editor::WriteKind::NewPhoto))
        }
        _ => None,
    }
}

/// The messages above the buttons. None while the person waits.
fn news<'a>(
    screen: &Photo,
    encoding: &Encoding,
    (editor, is_signed_out): (&Editor, bool),
    ui: Ui<'a>,
) -> Vec<Banner<'a, Message>> {
    if waited_for(encoding, editor).is_some() {
        return Vec::new();
    }
    let problems = problems(encoding, editor, ui);
    let problems_or_remarks =
        if problems.is_empty() { remarks(screen, editor, ui).into_iter().collect() } else { problems };
    let signed_out = is_signed_out.then(|| Banner::warning(ui, ui.tr("profile-signed-out")));
    signed_out.into_iter().chain(problems_or_remarks).collect()
}

/// Why the photo was not stored, and below that the unknown outcome of an earlier one with *Check again*.
fn problems<'a>(encoding: &Encoding, editor: &Editor, ui: Ui<'a>) -> Vec<Banner<'a, Message>> {
    let failure = match (encoding, editor.writing().stage()) {
        (Encoding::Failed(problem), _) => Some(Banner::danger(ui, problem.words(ui.locale))),
        (_, Stage::Failed(editor::WriteKind::NewPhoto, said)) => {
            Some(failure(ui, said, editor.left_to_wait()))
        }
        (_, Stage::Stopped(editor::WriteKind::NewPhoto, said)) => {
            Some(Banner::warning(ui, said.words(ui.locale)))
        }
        _ => None,
    };
    let doubt = editor.writing().doubts().find(|(kind, _)| *kind == editor::WriteKind::NewPhoto);
    let doubt = doubt.map(|(_, said)| {
        let look = ui.tr("general-look-again");
        Banner::warning(ui, said.words(ui.locale)).action(look.clone(), look, Message::CheckAgain)
    });
    failure.into_iter().chain(doubt).collect()
}

/// What the person should know before they use the photo.
fn remarks<'a>(screen: &Photo, editor: &Editor, ui: Ui<'a>) -> Option<Banner<'a, Message>> {
    let lost = editor.is_photo_lost().then_some("photo-not-kept");
    let first = (screen.origin == Origin::FirstOfSeveral).then_some("photo-one-only");
    let back = if let Origin::EarlierRun(at) = screen.origin { Some(at) } else { None };
    let back = back.map(|at| {
        let time = Arg::Text(ui.locale.moment(at, ui.now, ui.zone).into());
        ui.tr_with("photo-back", &[("time", time)])
    });
    let remarks = [first, lost].into_iter().flatten().map(|id| ui.tr(id));
    let remarks: Vec<_> = back.into_iter().chain(remarks).collect();
    (!remarks.is_empty()).then(|| Banner::warning(ui, remarks.join("\n")))
}

fn waits<'a>(ui: Ui<'a>, id: &'static str) -> Element<'a, Message> {
    waiting(ui, ui.tr(id), ui.tr(id))
}

fn waiting<'a>(ui: Ui<'a>, shown: String, said: String) -> Element<'a, Message> {
    let shown = spinner::waiting(ui, text::paragraph(ui, text::body(ui, shown)));
    let shown = container(shown).width(Length::Fill);
    access::labelled(shown, Role::Status, said).live(Live::Polite).busy(true).into()
}

fn sending(progress: Option<Progress>, share: f32, ui: Ui<'_>) -> String {
    // After the last byte the server still has to check and store the photo.
    if progress.is_some() && share >= 1.0 {
        return ui.tr("photo-waiting");
    }
    let percent = ui.locale.percent((share * 100.0) as u64);
    ui.tr_with("photo-sending", &[("percent", Arg::Text(Cow::Owned(percent)))])
}
