//! A labelled text field with what there is to say about it below.

use super::button::{self, Button};
use super::{Ui, card, direction, text};
use crate::access::{self, Live, Role};
use crate::theme::{self, radius, size, space};

use iced::widget::{column, text_input};
use iced::{Background, Border, Element, Length, Padding};

/// What is typed into a field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// A text that begins where its own language does.
    #[default]
    Text,
    /// Something that runs left to right in any language: a username, an address, a number.
    LeftToRight,
    /// A key or password, shown as bullets.
    Secret,
}

/// What stands under a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Note {
    /// Nothing.
    #[default]
    None,
    /// What the field is for.
    Hint(String),
    /// Local advice, which never prevents anything.
    Advice(String),
    /// What the server said against it.
    Error(String),
}

/// A labelled field.
#[expect(missing_debug_implementations, reason = "it holds closures")]
pub struct Input<'a, Message> {
    ui: Ui<'a>,
    label: String,
    value: &'a str,
    kind: Kind,
    id: Option<&'static str>,
    on_input: Option<Box<dyn Fn(String) -> Message + 'a>>,
    on_submit: Option<Message>,
    undo: Option<(String, Message)>,
    end: Option<Element<'a, Message>>,
    note: Note,
}

impl<'a, Message: Clone + 'a> Input<'a, Message> {
    /// A field; without [`on_input`](Self::on_input) it is disabled.
    pub fn new(ui: Ui<'a>, label: String, value: &'a str) -> Self {
        Self {
            ui,
            label,
            value,
            kind: Kind::Text,
            id: None,
            on_input: None,
            on_submit: None,
            undo: None,
            end: None,
            note: Note::None,
        }
    }

    /// What is typed into it.
    #[must_use]
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// A name for focus.
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

    /// The message of Enter.
    #[must_use]
    pub fn on_submit(mut self, message: Message) -> Self {
        self.on_submit = Some(message);
        self
    }

    /// Marks the field as changed and offers its *Undo*, with the name it has for assistive technology.
    #[must_use]
    pub fn undo(mut self, undo: Option<(String, Message)>) -> Self {
        self.undo = undo;
        self
    }

    /// Something at the end of the label's line, such as *Show*.
    #[must_use]
    pub fn end(mut self, end: impl Into<Element<'a, Message>>) -> Self {
        self.end = Some(end.into());
        self
    }

    /// What stands under it.
    #[must_use]
    pub fn note(mut self, note: Note) -> Self {
        self.note = note;
        self
    }
}

impl<'a, Message: Clone + 'a> From<Input<'a, Message>> for Element<'a, Message> {
    fn from(input: Input<'a, Message>) -> Self {
        let ui = input.ui;
        let palette = ui.palette;
        let invalid = matches!(input.note, Note::Error(_));
        let right = match input.kind {
            Kind::Text => direction::of_text(input.value).unwrap_or(ui.is_rtl()),
            Kind::LeftToRight | Kind::Secret => ui.is_rtl(),
        };
        let mut field = text_input("", input.value)
            .on_input_maybe(input.on_input)
            .on_submit_maybe(input.on_submit)
            .secure(input.kind == Kind::Secret)
            .font(theme::REGULAR)
            .size(theme::BODY.size)
            .line_height(iced::widget::text::LineHeight::Absolute(theme::BODY.line.into()))
            .padding(Padding::from([(size::CONTROL - theme::BODY.line) / 2.0, size::FIELD_PADDING]))
            .align_x(if right { iced::alignment::Horizontal::Right } else { iced::alignment::Horizontal::Left })
            .style(move |_, status| {
                let edge = match (invalid, status) {
                    (true, _) => palette.danger,
                    (false, text_input::Status::Focused { .. }) => palette.accent,
                    (false, text_input::Status::Disabled) => palette.line,
                    (false, text_input::Status::Active | text_input::Status::Hovered) => palette.edge,
                };
                let width = match status {
                    text_input::Status::Focused { .. } => size::FOCUS,
                    _ => size::LINE,
                };
                text_input::Style {
                    background: Background::Color(palette.surface),
                    border: Border { color: edge, width, radius: radius::CONTROL.into() },
                    icon: palette.muted,
                    placeholder: palette.muted,
                    value: palette.text,
                    selection: palette.accent_soft,
                }
            });
        if let Some(id) = input.id {
            field = field.id(id);
        }
        let shown = if input.kind == Kind::Secret { String::new() } else { input.value.to_owned() };
        let role = if input.kind == Kind::Secret { Role::PasswordInput } else { Role::TextInput };
        let mut field = access::labelled(field, role, input.label.clone()).value(shown);
        if let Some(words) = input.note.words() {
            field = field.description(words);
        }

        let field = column![field].push(input.note.view(ui)).spacing(space::XS);
        column![heading(ui, input.label, input.undo, input.end), field].width(Length::Fill).into()
    }
}

/// The line over a field: the dot of a change, the label, and what is offered at its end.
pub(super) fn heading<'a, Message: Clone + 'a>(
    ui: Ui<'a>,
    label: String,
    undo: Option<(String, Message)>,
    end: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    let dot = undo.is_some().then(|| card::dot(ui));
    let undo = undo.map(|(name, message)| {
        Button::new(ui, button::Kind::Link, ui.tr("general-undo")).name(name).on_press(message).into()
    });
    let parts = [dot, Some(text::label(ui, label).into()), Some(direction::spring()), undo, end];
    direction::row(ui, space::S, parts.into_iter().flatten()).height(size::TARGET - space::XS).into()
}

impl Note {
    fn words(&self) -> Option<&str> {
        match self {
            Self::None => None,
            Self::Hint(words) | Self::Advice(words) | Self::Error(words) => Some(words),
        }
    }

    /// The line under a field.
    pub(super) fn view<'a, Message: 'a>(self, ui: Ui<'a>) -> Option<Element<'a, Message>> {
        let color = match self {
            Self::None => return None,
            Self::Hint(_) => ui.palette.muted,
            Self::Advice(_) => ui.palette.warning,
            Self::Error(_) => ui.palette.danger,
        };
        let live = if matches!(self, Self::Error(_)) { Live::Assertive } else { Live::Off };
        let words = self.words().unwrap_or_default().to_owned();
        let line = text::paragraph(ui, text::styled(words.clone(), theme::HINT, color));
        Some(access::labelled(line, Role::Status, words).live(live).into())
    }
}
