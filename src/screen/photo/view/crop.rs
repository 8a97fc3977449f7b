//! How the crop looks: the dark field, the previews, a button for every gesture, and the way to the server.

use super::super::super::USE_PHOTO;
use super::super::cropping::{self, Cropping};
use super::super::message::Message;
use super::super::stage::Encoding;
use super::super::{CROP, Came, Photo};
use super::previews::previews;
use crate::access::control::Scale;
use crate::access::{self, Live, Role};
use crate::api::Progress;
use crate::editor::{self, Editor, Stage};
use crate::icon::Icon;
use crate::locale::Arg;
use crate::picture::crop::{MAX_ZOOM, MIN_ZOOM};
use crate::theme::{self, size, space};
use crate::widget::banner::Banner;
use crate::widget::button::{Button, Variant};
use crate::widget::crop_field::{Act, CropField, Wheel};
use crate::widget::direction::{row, spring};
use crate::widget::{Ui, card, dialog, scroll, slider, text};

use iced::widget::{column, container, stack};
use iced::{Element, Length, Padding};

use std::borrow::Cow;

/// How far the arrows of the slider go, in percent.
const ZOOM_STEP: f64 = 10.0;

/// The sheet.
pub(super) fn view<'a>(
    screen: &'a Photo,
    (cropping, encoding): (&'a Cropping, &'a Encoding),
    editor: &'a Editor,
    ui: Ui<'a>,
) -> Element<'a, Message> {
    let is_open = encoding.is_at_rest(editor);
    let field = field(cropping, is_open, ui);
    let tools = tools(cropping, is_open, ui);
    let side = side(screen, cropping, is_open, ui);
    let body: Element<'_, Message> = if ui.is_narrow() {
        let height = (ui.window.height * size::CROP_FIELD_SHARE).max(size::CROP_FIELD_LEAST);
        let field = field.height(height).wheel(Wheel::ScrollsThePage);
        let field =
            container(prepared(cropping, field, ui)).padding(Padding::from([0.0, margin(ui)]).top(space::M));
        scroll::vertical(ui, column![field, tools, card::hairline(ui), side])
            .width(Length::Fill)
            .height(Length::Fill)
            .into()
    } else {
        let side = container(scroll::vertical(ui, side).height(Length::Fill)).width(size::CROP_SIDE);
        let left = column![prepared(cropping, field, ui), tools].width(Length::Fill);
        row(ui, 0.0, [left.into(), side.into()]).top().into()
    };
    let sheet = column![
        head(cropping, is_open, ui),
        card::hairline(ui),
        container(body).height(Length::Fill),
        card::hairline(ui),
        foot(screen, (cropping, encoding), editor, ui),
    ]
    .height(Length::Fill);
    dialog::layer(ui, ui.tr("photo-title"), String::new(), sheet, size::CROP_SHEET)
}

/// The title, what the file is, and the way to another one.
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
        row(ui, space::M, [title, spring(), was, another(is_open, ui)]).into()
    };
    container(parts)
        .padding(Padding::from([if ui.is_narrow() { space::M } else { space::S }, space::XXL]))
        .width(Length::Fill)
        .align_x(ui.start())
        .into()
}

fn field<'a>(cropping: &'a Cropping, is_open: bool, ui: Ui<'a>) -> CropField<'a, Message> {
    let rendered = cropping.renderings().map(|renderings| &renderings.field);
    let send = |gesture| Message::Crop(cropping::Message::Gesture(gesture));
    CropField::new(ui.tr("photo-crop"), rendered, send)
        .id(CROP)
        .description(format!("{}. {}", said(cropping, ui), ui.tr("photo-crop-keys")))
        .live(is_open)
}

/// The field, and what is waited for until there is something in it.
fn prepared<'a>(cropping: &'a Cropping, field: CropField<'a, Message>, ui: Ui<'a>) -> Element<'a, Message> {
    let waiting = cropping.renderings().is_none().then(|| {
        let words = text::styled(ui.tr("photo-drawing"), theme::BODY, theme::CROP_INK);
        container(words).center(Length::Fill)
    });
    stack![field].push(waiting).into()
}

/// What is chosen, in words.
fn said(cropping: &Cropping, ui: Ui<'_>) -> String {
    let percent = |value: f64| ui.locale.percent(value.round().max(0.0) as u64);
    let framing = cropping.framing();
    let (left, top) = framing.place();
    let mut said = vec![
        ui.tr_with("photo-crop-zoom", &[("zoom", Arg::Text(percent(framing.zoom()).into()))]),
        ui.tr_with(
            "photo-crop-place",
            &[("left", Arg::Text(percent(left).into())), ("top", Arg::Text(percent(top).into()))],
        ),
    ];
    let facing = framing.facing();
    if facing.degrees() > 0 {
        let degrees = Arg::Number(u64::from(facing.degrees()));
        said.push(ui.tr_with("photo-crop-turned", &[("degrees", degrees)]));
    }
    if facing.is_flipped() {
        said.push(ui.tr("photo-crop-flipped"));
    }
    ui.locale.list(&said)
}

/// Under the field: moving the square, taking steps back, and where the square is.
fn tools<'a>(cropping: &'a Cropping, is_open: bool, ui: Ui<'a>) -> Element<'a, Message> {
    let step = 1;
    let mut arrows = [
        (Icon::Left, "photo-move-left", Act::Move(-step, 0)),
        (Icon::Collapse, "photo-move-up", Act::Move(0, -step)),
        (Icon::Expand, "photo-move-down", Act::Move(0, step)),
        (Icon::Right, "photo-move-right", Act::Move(step, 0)),
    ];
    // Left is left in every language; only the order in which the keyboard reaches them is that of reading.
    if ui.is_rtl() {
        arrows.reverse();
    }
    let arrows = arrows.map(|(sign, name, act)| -> Element<'a, Message> {
        Button::icon(ui, Variant::Secondary, sign, ui.tr(name), is_open.then(|| press(act))).into()
    });
    let arrows = row(ui, space::XS, arrows);
    let framing = cropping.framing();
    let undo = step_button(ui, "general-undo", Act::Undo, is_open && framing.can_undo());
    let centre = step_button(ui, "photo-centre", Act::Centre, is_open && !framing.is_centred());
    let redo = step_button(ui, "general-redo", Act::Redo, is_open && framing.can_redo());
    let line: Element<'_, _> = if ui.is_narrow() {
        let chosen = is_open.then(|| chosen(cropping, ui));
        column![row(ui, space::S, [arrows.into(), centre, undo, redo]).wrap()]
            .push(chosen)
            .spacing(space::S)
            .into()
    } else {
        row(ui, space::S, [arrows.into(), centre, undo, redo]).into()
    };
    container(line)
        .padding(Padding::from([space::S, margin(ui)]))
        .width(Length::Fill)
        .align_x(ui.start())
        .into()
}

/// Beside the field's tools and, where the page scrolls, beside the field, which leaves the edge to the bar.
fn margin(ui: Ui<'_>) -> f32 {
    if ui.is_narrow() { scroll::ROOM } else { space::M }
}

/// What is chosen, for everybody to read and hear.
fn chosen<'a>(cropping: &'a Cropping, ui: Ui<'a>) -> Element<'a, Message> {
    let words = said(cropping, ui);
    let line = container(text::paragraph(ui, text::hint(ui, words.clone()))).width(Length::Fill);
    access::labelled(line, Role::Status, words).live(Live::Polite).into()
}

fn another<'a>(is_open: bool, ui: Ui<'a>) -> Element<'a, Message> {
    Button::new(ui, Variant::Quiet, ui.tr("photo-another"))
        .on_press_maybe(is_open.then_some(Message::Another))
        .into()
}

fn step_button<'a>(ui: Ui<'a>, id: &'static str, act: Act, is_there: bool) -> Element<'a, Message> {
    // The smallest window has room for the words alone.
    let kind = if ui.window.width < size::COMPACT { Variant::Link } else { Variant::Quiet };
    Button::new(ui, kind, ui.tr(id)).on_press_maybe(is_there.then(|| press(act))).into()
}

fn press(act: Act) -> Message {
    Message::Crop(cropping::Message::Act(act))
}

/// Beside the field, below it in a narrow window: previews, zoom, turning, what is good to know.
fn side<'a>(screen: &'a Photo, cropping: &'a Cropping, is_open: bool, ui: Ui<'a>) -> Element<'a, Message> {
    let previews = previews(cropping.renderings().map(|renderings| &renderings.previews), ui);

    let half = |id: &'static str, act: Act| -> Element<'a, Message> {
        Button::new(ui, Variant::Secondary, ui.tr(id))
            .width(Length::Fill)
            .on_press_maybe(is_open.then(|| press(act)))
            .into()
    };
    let turns = column![
        row(
            ui,
            space::S,
            [half("photo-rotate-left", Act::RotateLeft), half("photo-rotate-right", Act::RotateRight)]
        ),
        row(ui, space::S, [half("photo-flip", Act::Flip), half("photo-reset", Act::Reset)]),
    ]
    .spacing(space::S);

    let mut notes = column![text::paragraph(ui, text::hint(ui, ui.tr("photo-location-note")))];
    let side = cropping.crop().side;
    if side < screen.options.size {
        let side = Arg::Number(u64::from(side));
        let words = ui.tr_with("photo-not-enlarged", &[("size", side)]);
        notes = notes.push(text::paragraph(ui, text::hint(ui, words)));
    }
    let another = ui.is_narrow().then(|| another(is_open, ui));
    let notes = notes.push(another).spacing(space::S).align_x(ui.start());
    column![previews, zoom(cropping, is_open, ui), turns, notes]
        .spacing(space::M)
        .padding(Padding::from([space::M, if ui.is_narrow() { scroll::ROOM } else { space::XL }]))
        .into()
}

fn zoom<'a>(cropping: &'a Cropping, is_open: bool, ui: Ui<'a>) -> Element<'a, Message> {
    let zoom = cropping.framing().zoom();
    let words = ui.locale.percent(zoom.round() as u64);
    let button = |sign, id, act, is_there: bool| -> Element<'a, Message> {
        let press = (is_open && is_there).then(|| press(act));
        Button::icon(ui, Variant::Secondary, sign, ui.tr(id), press).into()
    };
    let to = is_open.then_some(|percent| Message::Crop(cropping::Message::Zoomed(percent)));
    // From once to twice is as much to see as from four times to eight.
    let ends = (MIN_ZOOM..=MAX_ZOOM, Scale::Logarithmic);
    let slider = slider::slider(ui, ui.tr("photo-zoom"), (zoom, words.clone()), ends, ZOOM_STEP, to);
    let head = row(
        ui,
        space::S,
        [text::label(ui, ui.tr("photo-zoom")).into(), spring(), text::hint(ui, words).into()],
    );
    let line = row(
        ui,
        space::S,
        [
            button(Icon::Minus, "photo-zoom-out", Act::ZoomOut, zoom > MIN_ZOOM),
            slider,
            button(Icon::Plus, "photo-zoom-in", Act::ZoomIn, zoom < MAX_ZOOM),
        ],
    );
    column![head, line].spacing(space::XS).into()
}

/// What went wrong, how far the upload is, and the buttons.
fn foot<'a>(
    screen: &'a Photo,
    (cropping, encoding): (&'a Cropping, &'a Encoding),
    editor: &'a Editor,
    ui: Ui<'a>,
) -> Element<'a, Message> {
    let cancel = Button::new(ui, Variant::Secondary, ui.tr("general-cancel"))
        .id(dialog::CANCEL)
        .on_press(Message::Cancel)
        .into();
    let (news, line): (Option<Element<'_, _>>, _) = match waited_for(encoding, editor) {
        Some(Stage::Sending(_, progress)) => {
            let share = progress.map_or(0.0, |progress| progress.sent as f32 / progress.total.max(1) as f32);
            let bar =
                access::labelled(card::progress(ui, share), Role::ProgressIndicator, ui.tr("photo-progress"))
                    .progress(f64::from(share) * 100.0, 100.0);
            // Read out at every quarter; at every hundredth nothing else would be heard.
            let quarter = (share * 4.0).floor() / 4.0;
            let said = waiting(ui, sending(progress, share, ui), sending(progress, quarter, ui));
            (Some(bar.into()), row(ui, space::L, [said, cancel]))
        }
        Some(Stage::Checking(_)) => (None, row(ui, space::L, [waits(ui, "photo-checking"), cancel])),
        Some(_) => (None, row(ui, space::L, [waits(ui, "photo-preparing"), cancel])),
        None => {
            let problem = problem(encoding, editor, ui);
            let label = if problem.is_some() { "general-retry" } else { "photo-use" };
            let again =
                Button::new(ui, Variant::Primary, ui.tr(label)).id(USE_PHOTO).on_press(Message::Use).into();
            // In a narrow window it stands under the field.
            let chosen = if ui.is_narrow() { spring() } else { chosen(cropping, ui) };
            let news = problem.or_else(|| remarks(screen, editor, ui));
            (news, row(ui, space::S, [chosen, cancel, again]))
        }
    };
    column![].push(news).push(line).spacing(space::M).padding(Padding::from([space::M, space::XXL])).into()
}

/// What the person waits for.
fn waited_for<'a>(encoding: &Encoding, editor: &'a Editor) -> Option<Stage<'a>> {
    let writing = editor.writing();
    match writing.stage() {
        stage @ (Stage::Sending(editor::Kind::NewPhoto, _) | Stage::Checking(editor::Kind::NewPhoto)) => {
            Some(stage)
        }
        stage if !encoding.is_at_rest(editor) => {
            Some(stage).map(|_| Stage::Preparing(editor::Kind::NewPhoto))
        }
        _ => None,
    }
}

/// Why the photo is not there, and below that what is not known of an earlier one, with a way to look again.
fn problem<'a>(encoding: &Encoding, editor: &Editor, ui: Ui<'a>) -> Option<Element<'a, Message>> {
    let failure = match (encoding, editor.writing().stage()) {
        (Encoding::Failed(problem), _) => Some(Banner::danger(ui, problem.words(ui.locale))),
        (_, Stage::Failed(editor::Kind::NewPhoto, said)) => Some(Banner::danger(ui, said.words(ui.locale))),
        (_, Stage::Stopped(editor::Kind::NewPhoto, said)) => Some(Banner::warning(ui, said.words(ui.locale))),
        _ => None,
    };
    let doubt = editor.writing().doubts().find(|(kind, _)| *kind == editor::Kind::NewPhoto);
    let doubt = doubt.map(|(_, said)| {
        let look = ui.tr("general-look-again");
        Banner::warning(ui, said.words(ui.locale)).action(look.clone(), look, Message::Look)
    });
    let is_something = failure.is_some() || doubt.is_some();
    is_something.then(|| column![].push(failure).push(doubt).spacing(space::S).into())
}

/// What should be known before the photo is used.
fn remarks<'a>(screen: &Photo, editor: &Editor, ui: Ui<'a>) -> Option<Element<'a, Message>> {
    let lost = editor.is_photo_lost().then_some("photo-not-kept");
    let first = (screen.came == Came::First).then_some("photo-one-only");
    let remarks: Vec<_> = [first, lost].into_iter().flatten().map(|id| ui.tr(id)).collect();
    (!remarks.is_empty()).then(|| Banner::warning(ui, remarks.join("\n")).into())
}

fn waits<'a>(ui: Ui<'a>, id: &'static str) -> Element<'a, Message> {
    waiting(ui, ui.tr(id), ui.tr(id))
}

fn waiting<'a>(ui: Ui<'a>, shown: String, said: String) -> Element<'a, Message> {
    let shown = container(text::paragraph(ui, text::body(ui, shown))).width(Length::Fill);
    access::labelled(shown, Role::Status, said).live(Live::Polite).busy(true).into()
}

fn sending(progress: Option<Progress>, share: f32, ui: Ui<'_>) -> String {
    // All sent is not yet all done: the server still has to read, check and store it.
    if progress.is_some() && share >= 1.0 {
        return ui.tr("photo-waiting");
    }
    let percent = ui.locale.percent((share * 100.0) as u64);
    ui.tr_with("photo-sending", &[("percent", Arg::Text(Cow::Owned(percent)))])
}
