//! A text field with a label and a note.

use super::arranged::under_its_label;
use super::backdrop::{Look, in_layer};
use super::button::{self, Button};
use super::needed_hint::with_hint;
use super::text_field::{Refusal, Secrecy, Status, Style, text_field};
use super::{Ui, card, direction, text};
use crate::access::collector::is_direction_mark;
use crate::access::{self, Live, Role};
use crate::icon::{Icon, icon};
use crate::locale::spoken;
use crate::plain::hurts;
use crate::theme::{self, Palette, radius, size, space};

use iced::widget::{Column, Space, column, container, stack};
use iced::{Element, Padding};

/// The kind of text in a field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Content {
    /// A text with the direction of its own language.
    #[default]
    Text,
    /// A text that is left-to-right in any language and has no direction marks: a username, an address, a number.
    LeftToRight,
    /// The path of a file, which is left-to-right and can have any character.
    Path,
    /// A search text.
    Search,
    /// A key or password, shown as bullets.
    Hidden,
    /// A key or password, shown readable.
    Shown,
}

/// The note below a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Note {
    /// Nothing.
    #[default]
    None,
    /// The purpose of the field.
    Hint(String),
    /// Local advice, which never prevents anything.
    Advice(String),
    /// Something that just happened while typing. Assistive technology announces it immediately.
    News {
        /// What happened.
        words: String,
        /// Changes with each event, so that the same words are announced again.
        number: u64,
    },
    /// An error message of the server.
    Error(String),
}

/// A labelled field.
#[expect(missing_debug_implementations, reason = "it holds closures")]
pub struct Input<'a, Message> {
    ui: Ui<'a>,
    label: String,
    value: &'a str,
    content: Content,
    id: Option<&'static str>,
    on_input: Option<Box<dyn Fn(String) -> Message + 'a>>,
    on_submit: Option<Message>,
    on_refuse: Option<Box<dyn Fn(Refusal) -> Message + 'a>>,
    undo: Option<(String, Message)>,
    end: Option<Element<'a, Message>>,
    note: Note,
    hides_hint: bool,
    clear: Option<(String, Message)>,
}

impl<'a, Message: Clone + 'a> Input<'a, Message> {
    /// A field; without [`on_input`](Self::on_input) it is disabled.
    pub fn new(ui: Ui<'a>, label: String, value: &'a str) -> Self {
        Self {
            ui,
            label,
            value,
            content: Content::Text,
            id: None,
            on_input: None,
            on_submit: None,
            on_refuse: None,
            undo: None,
            end: None,
            note: Note::None,
            hides_hint: false,
            clear: None,
        }
    }

    /// The kind of text.
    #[must_use]
    pub fn content(mut self, content: Content) -> Self {
        self.content = content;
        self
    }

    /// The id for focus.
    #[must_use]
    pub fn id(mut self, id: &'static str) -> Self {
        self.id = Some(id);
        self
    }

    /// The message of each edit.
    #[must_use]
    pub fn on_input(mut self, message: impl Fn(String) -> Message + 'a) -> Self {
        self.on_input = Some(Box::new(message));
        self
    }

    /// The same, or none to disable the field.
    #[must_use]
    pub fn on_input_maybe(mut self, message: Option<impl Fn(String) -> Message + 'a>) -> Self {
        self.on_input = message.map(|message| -> Box<dyn Fn(String) -> Message + 'a> { Box::new(message) });
        self
    }

    /// The message of Enter.
    #[must_use]
    pub fn on_submit(mut self, message: Message) -> Self {
        self.on_submit = Some(message);
        self
    }

    /// The message if the field refuses typed or pasted text.
    #[must_use]
    pub fn on_refuse(mut self, message: impl Fn(Refusal) -> Message + 'a) -> Self {
        self.on_refuse = Some(Box::new(message));
        self
    }

    /// Marks the field as changed and adds *Undo*, with its name for assistive technology.
    #[must_use]
    pub fn undo(mut self, undo: Option<(String, Message)>) -> Self {
        self.undo = undo;
        self
    }

    /// A control at the end of the label's line, such as *Show*.
    #[must_use]
    pub fn end(mut self, end: impl Into<Element<'a, Message>>) -> Self {
        self.end = Some(end.into());
        self
    }

    /// The note below it.
    #[must_use]
    pub fn note(mut self, note: Note) -> Self {
        self.note = note;
        self
    }

    /// Shows a hint only while the field is empty or has the focus.
    #[must_use]
    pub fn hint_when_needed(mut self) -> Self {
        self.hides_hint = true;
        self
    }

    /// Offers to empty a search, with the name that the button has for assistive technology.
    #[must_use]
    pub fn clear(mut self, name: String, message: Message) -> Self {
        self.clear = Some((name, message));
        self
    }
}

impl<'a, Message: Clone + 'a> From<Input<'a, Message>> for Element<'a, Message> {
    fn from(input: Input<'a, Message>) -> Self {
        let Input { ui, label, value, content, id, on_input, on_submit, on_refuse, .. } = input;
        let Input { undo, end, note, hides_hint, clear, .. } = input;
        let around = Padding::from([(size::CONTROL - theme::BODY.line) / 2.0, size::FIELD_PADDING]);
        let around = match (content, ui.is_rtl()) {
            (Content::Search, false) => around.left(BEFORE_SEARCH).right(size::CONTROL),
            (Content::Search, true) => around.right(BEFORE_SEARCH).left(size::CONTROL),
            _ => around,
        };
        let mut field = text_field(label.clone(), value)
            .on_input_maybe(on_input)
            .on_submit(on_submit)
            .secrecy(match content {
                Content::Text | Content::LeftToRight | Content::Path | Content::Search => Secrecy::Open,
                Content::Hidden => Secrecy::Hidden,
                Content::Shown => Secrecy::Shown,
            })
            .ltr_only(!matches!(content, Content::Text | Content::Search))
            .rtl(ui.is_rtl())
            .description(spoken(note.words()).replace('\n', " "))
            .invalid(matches!(note, Note::Error(_)))
            .font(theme::REGULAR)
            .size(theme::BODY.size, theme::BODY.line)
            .padding(around);
        if content == Content::Search {
            field = field.role(Role::SearchInput);
        }
        field = match content {
            Content::LeftToRight => field.accept(|letter| !is_direction_mark(letter) && !hurts(letter)),
            Content::Text | Content::Search => field.accept(|letter| !hurts(letter)),
            Content::Path | Content::Hidden | Content::Shown => field,
        };
        if let Some(on_refuse) = on_refuse {
            field = field.on_refuse(on_refuse);
        }
        if let Some(id) = id {
            field = field.id(id);
        }
        let (palette, invalid) = (ui.palette, matches!(note, Note::Error(_)));
        let field = field.style(move |_, status| style(palette, invalid, status));

        let field = match content {
            Content::Search => search(ui, field.into(), clear.filter(|_| !value.is_empty()), id),
            _ => field.into(),
        };
        let gap = space::XS + space::HALF;
        let field = match (note.view(ui), &note) {
            (Some(hint), Note::Hint(_)) if hides_hint => with_hint((field, value.is_empty()), hint, gap),
            (shown, _) => column![field].push(shown).spacing(gap).into(),
        };
        under_label(ui, (label, id), undo, end, field)
    }
}

/// The space before the search text, with the icon.
const BEFORE_SEARCH: f32 = size::FIELD_PADDING + size::ICON + space::S;

/// A search field: an icon before the text, and a button after it that empties the field.
fn search<'a, Message: Clone + 'a>(
    ui: Ui<'a>,
    field: Element<'a, Message>,
    clear: Option<(String, Message)>,
    id: Option<&'static str>,
) -> Element<'a, Message> {
    let glass = icon(Icon::Search, size::ICON, ui.palette.muted);
    let clear = clear.map(|(name, message)| {
        let clear = Button::icon(ui, button::Variant::Quiet, Icon::Close, name, Some(message)).compact();
        id.into_iter().fold(clear, Button::successor).into()
    });
    let line = [glass, direction::spring()].into_iter().chain(clear);
    let (start, end) = (size::FIELD_PADDING, (size::CONTROL - size::TARGET) / 2.0);
    let (left, right) = if ui.is_rtl() { (end, start) } else { (start, end) };
    let line = container(direction::row(ui, 0.0, line).height(size::CONTROL));
    stack![field, line.padding(Padding::ZERO.left(left).right(right))].into()
}

fn style(p: &Palette, invalid: bool, status: Status) -> Style {
    let edge = match (invalid, status) {
        (true, _) => p.danger,
        (false, Status::Focused) => p.accent,
        (false, Status::Disabled) => p.line,
        (false, Status::Active | Status::Hovered) => p.edge,
    };
    Style {
        sheet: Look { background: p.surface, line: edge, radius: radius::CONTROL },
        text: if status == Status::Disabled { p.muted } else { p.text },
        placeholder: p.muted,
        selection: p.selection,
        caret: p.text,
        ring: p.accent,
    }
}

/// A field of any kind below its label. After the label is the dot of a change, and at the end of the line the buttons,
/// such as *Undo*. They are read after the field, which has this id.
pub(super) fn under_label<'a, Message: Clone + 'a>(
    ui: Ui<'a>,
    (label, id): (String, Option<&'static str>),
    undo: Option<(String, Message)>,
    end: Option<Element<'a, Message>>,
    field: Element<'a, Message>,
) -> Element<'a, Message> {
    let height = size::TARGET - space::XS;
    let dot = undo.is_some().then(|| card::dot(ui));
    let undo = undo.map(|(name, message)| {
        let undo = Button::new(ui, button::Variant::Link, ui.tr("general-undo")).name(name).on_press(message);
        // After it was pressed, *Undo* is removed and its field gets the focus.
        id.into_iter().fold(undo, Button::successor).into()
    });
    let line = |parts: Vec<Element<'a, Message>>| direction::row(ui, space::S, parts).height(height);
    let label = line([text::label(ui, label).into()].into_iter().chain(dot).collect());
    let beside = line(undo.into_iter().chain(end).collect());
    let parts = [label.into(), field, beside.into()];
    in_layer(under_its_label(parts, (height, space::S), ui.is_rtl())).into()
}

impl Note {
    /// The text; empty without a note.
    pub(super) fn words(&self) -> &str {
        match self {
            Self::None => "",
            Self::Hint(words) | Self::Advice(words) | Self::News { words, .. } | Self::Error(words) => words,
        }
    }

    /// The line under a field.
    pub(super) fn view<'a, Message: 'a>(&self, ui: Ui<'a>) -> Option<Element<'a, Message>> {
        let color = match self {
            Self::None => return None,
            Self::Hint(_) => ui.palette.muted,
            Self::Advice(_) | Self::News { .. } => ui.palette.warning,
            Self::Error(_) => ui.palette.danger,
        };
        let words = self.words().to_owned();
        let line = text::paragraph(ui, text::styled(words.clone(), theme::HINT, color));
        let words = spoken(&words).replace('\n', " ");
        Some(match self {
            Self::Error(_) => access::labelled(line, Role::Alert, words).live(Live::Assertive).into(),
            // Only a new node is announced, so each message is at another position than the one before.
            Self::News { number, .. } => {
                let news = access::labelled(line, Role::Status, words).live(Live::Polite);
                let place = (!number.is_multiple_of(2)).then(|| Space::new().into());
                Column::with_children(place.into_iter().chain([news.into()])).into()
            }
            // It is the description of its field, so it is not announced.
            Self::None | Self::Hint(_) | Self::Advice(_) => line,
        })
    }
}
