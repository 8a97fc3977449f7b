//! Choices of one option: radio buttons in a row, or a switch.

use super::field::{self, Note};
use super::{Ui, direction, text};
use crate::access::control::{self, Status};
use crate::access::{self, Role, control as press};
use crate::locale::spoken;
use crate::theme::{self, radius, size, space};

use iced::widget::{Space, center, column, container};
use iced::{Alignment, Background, Border, Color, Element, Length, Padding};

/// An option.
#[derive(Debug, Clone)]
pub struct Choice<T> {
    /// The label.
    pub label: String,
    /// A shorter text for options that share a line.
    pub short: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
    /// The value of the option.
    pub value: T,
}

/// Radio buttons below a label.
#[expect(missing_debug_implementations, reason = "it holds closures")]
pub struct Group<'a, T, Message> {
    ui: Ui<'a>,
    label: String,
    choices: Vec<Choice<T>>,
    on_choose: Box<dyn Fn(T) -> Message + 'a>,
    id: Option<&'static str>,
    undo: Option<(String, Message)>,
    note: Note,
}

/// Radio buttons with a label.
pub fn group<'a, T, Message>(
    ui: Ui<'a>,
    label: String,
    choices: impl IntoIterator<Item = Choice<T>>,
    on_choose: impl Fn(T) -> Message + 'a,
) -> Group<'a, T, Message> {
    Group {
        ui,
        label,
        choices: choices.into_iter().collect(),
        on_choose: Box::new(on_choose),
        id: None,
        undo: None,
        note: Note::None,
    }
}

impl<T, Message> Group<'_, T, Message> {
    /// The id for focus, which goes to the chosen option.
    #[must_use]
    pub fn id(mut self, id: &'static str) -> Self {
        self.id = Some(id);
        self
    }

    /// Marks the choice as changed and adds *Undo*.
    #[must_use]
    pub fn undo(mut self, undo: Option<(String, Message)>) -> Self {
        self.undo = undo;
        self
    }

    /// The note below it.
    #[must_use]
    pub fn note(mut self, note: Note) -> Self {
        self.note = note;
        self
    }
}

impl<'a, T: 'a, Message: Clone + 'a> From<Group<'a, T, Message>> for Element<'a, Message> {
    fn from(group: Group<'a, T, Message>) -> Self {
        let Group { ui, label, choices, on_choose, id, undo, note } = group;
        // The focus goes to the chosen option, or to the first one if none is chosen.
        let entry = choices.iter().position(|choice| choice.chosen).unwrap_or_default();
        let buttons = choices.into_iter().enumerate().map(|(n, choice)| {
            let message = on_choose(choice.value);
            let key = id.map(|id| format!("{id}-{n}"));
            radio(ui, choice.label, choice.chosen, message, (key, id.filter(|_| n == entry)))
        });
        let buttons = direction::row(ui, space::S, buttons).wrap();
        let buttons = access::group(
            container(buttons).width(Length::Fill).align_x(ui.start()),
            Role::RadioGroup,
            label.clone(),
        )
        .invalid(matches!(note, Note::Error(_)))
        .rtl(ui.is_rtl());
        let buttons = match note.words() {
            "" => buttons,
            words => buttons.description(spoken(words)),
        };
        let buttons = column![buttons].push(note.view(ui)).spacing(space::XS);
        field::under_label(ui, (label, id), undo, None, buttons.into())
    }
}

fn radio<'a, Message: Clone + 'a>(
    ui: Ui<'a>,
    label: String,
    chosen: bool,
    message: Message,
    (key, id): (Option<String>, Option<&'static str>),
) -> Element<'a, Message> {
    let p = ui.palette;
    let edge = if chosen { p.accent } else { p.edge };
    let dot = container(Space::new().width(space::S - 1.0).height(space::S - 1.0)).style(move |_| {
        container::Style {
            background: chosen.then_some(Background::Color(p.on_accent)),
            border: Border { radius: size::MARK.into(), ..Border::default() },
            ..container::Style::default()
        }
    });
    let mark = center(dot).width(size::MARK).height(size::MARK).style(move |_| container::Style {
        background: chosen.then_some(Background::Color(p.accent)),
        border: Border { color: edge, width: size::FOCUS, radius: size::MARK.into() },
        ..container::Style::default()
    });
    let content =
        direction::row(ui, space::S, [mark.into(), text::body(ui, label.clone()).in_the_middle().into()]);
    let control = press(Role::RadioButton, label, content)
        .checked(chosen)
        .on_press(message)
        .height(size::CONTROL - space::HALF)
        .padding(Padding::from([0.0, size::FIELD_PADDING]))
        .style(move |_, status| control::Style {
            background: Some(Background::Color(match status {
                _ if chosen => p.accent_soft,
                Status::Hovered => p.hover,
                Status::Pressed => p.pressed,
                Status::Active | Status::Disabled => p.surface,
            })),
            border: Border { color: edge, width: size::LINE, radius: radius::CONTROL.into() },
            ring: Some(p.accent),
            ..control::Style::default()
        });
    // The id moves with the choice, so it cannot identify the button.
    let control = match key {
        Some(key) => control.known_as(key),
        None => control,
    };
    match id {
        Some(id) => control.id(id).into(),
        None => control.into(),
    }
}

/// A switch with a few options, one of which is chosen. Without `on_choose` it is disabled.
pub fn switch<'a, T: 'a, Message: Clone + 'a>(
    ui: Ui<'a>,
    name: String,
    choices: impl IntoIterator<Item = Choice<T>>,
    on_choose: Option<impl Fn(T) -> Message + 'a>,
) -> Element<'a, Message> {
    let track = track(ui, theme::BODY_MEDIUM, choices, on_choose);
    access::group(track, Role::RadioGroup, name).rtl(ui.is_rtl()).into()
}

/// A switch in a menu, below its label. The up and down keys move the focus out of it.
pub fn segments<'a, T: 'a, Message: Clone + 'a>(
    ui: Ui<'a>,
    label: String,
    choices: impl IntoIterator<Item = Choice<T>>,
    on_choose: impl Fn(T) -> Message + 'a,
) -> Element<'a, Message> {
    let track = track(ui, theme::LABEL, choices, Some(on_choose));
    let track = access::group(track, Role::RadioGroup, label.clone()).rtl(ui.is_rtl()).in_menu();
    column![text::paragraph(ui, text::label(ui, label)), track].spacing(space::XS).into()
}

fn track<'a, T: 'a, Message: Clone + 'a>(
    ui: Ui<'a>,
    style: theme::Style,
    choices: impl IntoIterator<Item = Choice<T>>,
    on_choose: Option<impl Fn(T) -> Message + 'a>,
) -> Element<'a, Message> {
    let p = ui.palette;
    let halves = choices.into_iter().map(|choice| {
        let chosen = choice.chosen;
        let color = if chosen && on_choose.is_some() { p.text } else { p.muted };
        let shown = choice.short.unwrap_or_else(|| choice.label.clone());
        let words = text::styled(shown, style, color).in_the_middle();
        press(Role::RadioButton, choice.label, words)
            .checked(chosen)
            .on_press(on_choose.as_ref().map(|on_choose| on_choose(choice.value)))
            .width(Length::FillPortion(1))
            .height(size::TARGET)
            .align_x(Alignment::Center)
            .style(move |_, status| control::Style {
                background: match status {
                    _ if chosen => Some(Background::Color(p.surface)),
                    Status::Hovered | Status::Pressed => Some(Background::Color(p.hover)),
                    Status::Active | Status::Disabled => None,
                },
                border: Border {
                    color: if chosen { p.edge_sunken } else { Color::TRANSPARENT },
                    width: size::LINE,
                    radius: radius::CONTROL.into(),
                },
                ring: Some(p.accent),
                ..control::Style::default()
            })
            .into()
    });
    container(direction::row(ui, space::HALF, halves))
        .padding(space::HALF)
        .style(move |_| container::Style {
            background: Some(Background::Color(p.sunken)),
            border: Border {
                color: p.line,
                width: size::LINE,
                radius: (radius::CONTROL + space::HALF).into(),
            },
            ..container::Style::default()
        })
        .into()
}
