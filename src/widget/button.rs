//! Buttons: something to press, with a label or a whole row inside.

use super::{Ui, direction, text};
use crate::access::control::{self, Status};
use crate::access::{Role, control as press};
use crate::icon::{Icon, icon};
use crate::theme::{self, Palette, radius, size, space};

use iced::widget::container;
use iced::{Alignment, Background, Color, Element, Length, Padding, border};

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The one thing to do.
    Primary,
    /// One of several things to do.
    Secondary,
    /// A way out, without an edge.
    Quiet,
    /// Takes something away, without an edge.
    Danger,
    /// A small button among text.
    Chip,
    /// A word in a line of text.
    Link,
    /// A whole line of a list or menu.
    Row,
}

/// A button. Without a message it is disabled.
#[expect(missing_debug_implementations, reason = "iced's elements have none")]
pub struct Button<'a, Message> {
    palette: &'static Palette,
    kind: Kind,
    control: control::Control<'a, Message>,
}

impl<'a, Message: Clone + 'a> Button<'a, Message> {
    /// A button with a label, which is also its name.
    pub fn new(ui: Ui<'_>, kind: Kind, label: String) -> Self {
        Self::labelled(ui, kind, label, None)
    }

    /// A button with a label and, after it, the keys that do the same.
    pub fn with_keys(ui: Ui<'_>, kind: Kind, label: String, keys: &'static str) -> Self {
        Self::labelled(ui, kind, label, Some(keys))
    }

    /// A button that shows an icon only; `name` says what it does. Its message comes with it, since the icon shows
    /// whether there is one.
    pub fn icon(ui: Ui<'_>, kind: Kind, sign: Icon, name: String, on_press: Option<Message>) -> Self {
        let color = if on_press.is_some() { ui.palette.text } else { ui.palette.muted };
        let sign = icon(sign, size::ICON, color);
        let side = (size::CONTROL - size::ICON) / 2.0;
        let control = press(Role::Button, name, sign).padding(Padding::new(side)).on_press(on_press);
        Self { palette: ui.palette, kind, control }
    }

    /// A button round anything; give it a [`name`](Self::name).
    pub fn wrapping(ui: Ui<'_>, kind: Kind, content: impl Into<Element<'a, Message>>) -> Self {
        let control = press(Role::Button, String::new(), content)
            .padding(Padding::from([space::S, space::S]))
            .width(Length::Fill);
        Self { palette: ui.palette, kind, control }
    }

    fn labelled(ui: Ui<'_>, kind: Kind, label: String, keys: Option<&'static str>) -> Self {
        let style = match kind {
            Kind::Link | Kind::Chip => theme::LABEL,
            Kind::Primary | Kind::Secondary | Kind::Quiet | Kind::Danger | Kind::Row => theme::BODY_MEDIUM,
        };
        let words = text::inherited(label.clone(), style);
        let content: Element<'a, Message> = match keys {
            None => words.into(),
            Some(keys) => {
                direction::row(ui, space::S, [words.into(), text::inherited(keys, theme::HINT).into()]).into()
            }
        };
        let (height, horizontal) = match kind {
            Kind::Link => (size::TARGET, 0.0),
            Kind::Chip => (size::TARGET, space::M),
            Kind::Primary | Kind::Secondary | Kind::Quiet | Kind::Danger | Kind::Row => {
                (size::CONTROL, size::BUTTON_PADDING)
            }
        };
        let control = press(Role::Button, label, container(content).center_y(Length::Shrink))
            .padding(Padding::from([0.0, horizontal]))
            .height(height)
            .align_x(Alignment::Center);
        Self { palette: ui.palette, kind, control }
    }

    /// What it is called, when the label alone does not say it.
    #[must_use]
    pub fn name(mut self, name: String) -> Self {
        self.control = self.control.with(|node| node.set_label(name));
        self
    }

    /// What is said after its name: what a row shows besides.
    #[must_use]
    pub fn description(mut self, description: String) -> Self {
        self.control = self.control.description(description);
        self
    }

    /// The message of a press.
    #[must_use]
    pub fn on_press(self, message: Message) -> Self {
        self.on_press_maybe(Some(message))
    }

    /// The message of a press, or none to disable the button.
    #[must_use]
    pub fn on_press_maybe(mut self, message: Option<Message>) -> Self {
        self.control = self.control.on_press(message);
        self
    }

    /// A name for focus.
    #[must_use]
    pub fn id(mut self, id: &'static str) -> Self {
        self.control = self.control.id(id);
        self
    }

    /// What it is known by where its name changes with what it does.
    #[must_use]
    pub fn known_as(mut self, key: impl Into<String>) -> Self {
        self.control = self.control.known_as(key);
        self
    }

    /// Where the focus goes when this has it and is gone.
    #[must_use]
    pub fn successor(mut self, id: &'static str) -> Self {
        self.control = self.control.successor(id);
        self
    }

    /// Its width; as wide as its label otherwise.
    #[must_use]
    pub fn width(mut self, width: Length) -> Self {
        self.control = self.control.width(width);
        self
    }

    /// Says that it opens something, and whether that is open.
    #[must_use]
    pub fn expanded(mut self, open: bool) -> Self {
        self.control = self.control.expanded(open);
        self
    }
}

fn foreground(p: &Palette, kind: Kind, enabled: bool) -> Color {
    match (kind, enabled) {
        (_, false) => p.muted,
        (Kind::Primary, true) => p.on_accent,
        (Kind::Secondary | Kind::Chip | Kind::Row, true) => p.text,
        (Kind::Quiet | Kind::Link, true) => p.accent_text,
        (Kind::Danger, true) => p.danger,
    }
}

fn style(p: &Palette, kind: Kind, status: Status) -> control::Style {
    let enabled = status != Status::Disabled;
    let background = match (kind, status) {
        (Kind::Primary, Status::Disabled) => Some(p.sunken),
        (Kind::Primary, Status::Active) => Some(p.accent),
        (Kind::Primary, Status::Hovered | Status::Pressed) => Some(p.accent_hover),
        // A word among words keeps no room for a background.
        (Kind::Link, _) => None,
        (_, Status::Pressed) => Some(p.pressed),
        (_, Status::Hovered) => Some(p.hover),
        (Kind::Secondary | Kind::Chip, _) => Some(p.surface),
        (Kind::Quiet | Kind::Danger | Kind::Row, _) => None,
    };
    let rounded = border::rounded(radius::CONTROL);
    let border = match kind {
        Kind::Secondary | Kind::Chip if enabled => rounded.color(p.edge).width(size::LINE),
        Kind::Secondary | Kind::Chip => rounded.color(p.line).width(size::LINE),
        // In high contrast it is as dark as what it lies on.
        Kind::Primary if !enabled => rounded.color(p.line).width(size::LINE),
        // A line that is not seen would keep the background from the edges.
        Kind::Primary | Kind::Quiet | Kind::Danger | Kind::Link | Kind::Row => rounded,
    };
    control::Style {
        background: background.map(Background::Color),
        border,
        text_color: Some(match (kind, status) {
            (Kind::Link, Status::Hovered | Status::Pressed) => p.text,
            _ => foreground(p, kind, enabled),
        }),
        ring: Some(p.accent),
        ..control::Style::default()
    }
}

impl<'a, Message: Clone + 'a> From<Button<'a, Message>> for Element<'a, Message> {
    fn from(button: Button<'a, Message>) -> Self {
        let Button { palette, kind, control } = button;
        control.style(move |_, status| style(palette, kind, status)).into()
    }
}
