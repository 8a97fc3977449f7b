//! Buttons with a label, an icon, or any content.

use super::{Ui, direction, spinner, text};
use crate::access::control::{self, Status};
use crate::access::{Role, control as press};
use crate::icon::{Icon, icon};
use crate::theme::{self, Palette, radius, size, space};

use iced::widget::container;
use iced::{Alignment, Background, Color, Element, Length, Padding, border};

/// The look of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// The main action.
    Primary,
    /// One of several actions.
    Secondary,
    /// A less important action, without an edge.
    Quiet,
    /// The same on the page background, with another colour under the pointer, because the usual one is like the page.
    OnPage,
    /// A removing action, without an edge.
    Danger,
    /// A small button among text.
    Chip,
    /// A link in a line of text.
    Link,
    /// A line of a list or menu.
    Row,
}

/// A button. Without a message it is disabled.
#[expect(missing_debug_implementations, reason = "iced's elements have none")]
pub struct Button<'a, Message> {
    palette: &'static Palette,
    variant: Variant,
    control: control::Control<'a, Message>,
}

impl<'a, Message: Clone + 'a> Button<'a, Message> {
    /// A button with a label, which is also its name.
    pub fn new(ui: Ui<'_>, variant: Variant, label: String) -> Self {
        Self::labelled(ui, variant, label, None)
    }

    /// A button with a label and its keyboard shortcut.
    pub fn with_keys(ui: Ui<'_>, variant: Variant, label: String, keys: &'static str) -> Self {
        Self::labelled(ui, variant, label, Some(keys))
    }

    /// A button whose action is running: it has a spinner before its label and cannot be pressed.
    pub fn waiting(ui: Ui<'a>, variant: Variant, label: String) -> Self {
        let words = text::styled(label.clone(), theme::BODY_MEDIUM, ui.palette.muted).in_the_middle();
        let control = press(Role::Button, label, spinner::waiting(ui, words))
            .padding(Padding::from([0.0, size::BUTTON_PADDING]))
            .height(size::CONTROL)
            .align_x(Alignment::Center)
            .busy(true);
        Self { palette: ui.palette, variant, control }
    }

    /// A button with an icon only; `name` is its name. The message is an argument because the colour of the icon depends on it.
    pub fn icon(ui: Ui<'_>, variant: Variant, sign: Icon, name: String, on_press: Option<Message>) -> Self {
        let color = if on_press.is_some() { ui.palette.text } else { ui.palette.muted };
        let sign = icon(sign, size::ICON, color);
        let side = (size::CONTROL - size::ICON) / 2.0;
        let control = press(Role::Button, name, sign).padding(Padding::new(side)).on_press(on_press);
        Self { palette: ui.palette, variant, control }
    }

    /// Makes the padding of an icon button as small as possible, for many buttons in a line.
    #[must_use]
    pub fn compact(mut self) -> Self {
        self.control = self.control.padding(Padding::new((size::TARGET - size::ICON) / 2.0));
        self
    }

    /// A button with any content; it needs a [`name`](Self::name).
    pub fn wrapping(ui: Ui<'_>, variant: Variant, content: impl Into<Element<'a, Message>>) -> Self {
        let control = press(Role::Button, String::new(), content)
            .padding(Padding::from([space::S, space::S]))
            .width(Length::Fill);
        Self { palette: ui.palette, variant, control }
    }

    /// A button that opens and closes the part below it, with an icon that shows its state.
    pub fn fold(ui: Ui<'_>, label: String, is_open: bool) -> Self {
        let sign = if is_open { Icon::Collapse } else { Icon::Expand };
        let words = text::inherited(label.clone(), theme::LABEL);
        let line =
            direction::row(ui, space::XS, [words.into(), icon(sign, size::ICON, ui.palette.accent_text)]);
        let control = press(Role::Button, label, line).height(size::TARGET).expanded(is_open);
        Self { palette: ui.palette, variant: Variant::Link, control }
    }

    fn labelled(ui: Ui<'_>, variant: Variant, label: String, keys: Option<&'static str>) -> Self {
        let style = match variant {
            Variant::Link | Variant::Chip => theme::LABEL,
            Variant::Primary
            | Variant::Secondary
            | Variant::Quiet
            | Variant::OnPage
            | Variant::Danger
            | Variant::Row => theme::BODY_MEDIUM,
        };
        let words = text::inherited(label.clone(), style);
        let content: Element<'a, Message> = match keys {
            None => words.into(),
            Some(keys) => {
                direction::row(ui, space::S, [words.into(), text::inherited(keys, theme::HINT).into()]).into()
            }
        };
        let (height, horizontal) = match variant {
            Variant::Link => (size::TARGET, 0.0),
            Variant::Chip => (size::TARGET, space::M),
            Variant::Primary
            | Variant::Secondary
            | Variant::Quiet
            | Variant::OnPage
            | Variant::Danger
            | Variant::Row => (size::CONTROL, size::BUTTON_PADDING),
        };
        let control = press(Role::Button, label, container(content).center_y(Length::Shrink))
            .padding(Padding::from([0.0, horizontal]))
            .height(height)
            .align_x(Alignment::Center);
        Self { palette: ui.palette, variant, control }
    }

    /// The name for assistive technology, if the label is not enough.
    #[must_use]
    pub fn name(mut self, name: String) -> Self {
        self.control = self.control.with(|node| node.set_label(name));
        self
    }

    /// The description for assistive technology: the other content of a row.
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

    /// The id for focus.
    #[must_use]
    pub fn id(mut self, id: &'static str) -> Self {
        self.control = self.control.id(id);
        self
    }

    /// The key that identifies it if its name changes.
    #[must_use]
    pub fn known_as(mut self, key: impl Into<String>) -> Self {
        self.control = self.control.known_as(key);
        self
    }

    /// The id of the control that gets the focus if this one has it and is removed.
    #[must_use]
    pub fn successor(mut self, id: &'static str) -> Self {
        self.control = self.control.successor(id);
        self
    }

    /// The width. By default it is that of the label.
    #[must_use]
    pub fn width(mut self, width: Length) -> Self {
        self.control = self.control.width(width);
        self
    }

    /// Marks it as a button that opens something, and whether that is open.
    #[must_use]
    pub fn expanded(mut self, open: bool) -> Self {
        self.control = self.control.expanded(open);
        self
    }
}

fn foreground(p: &Palette, variant: Variant, enabled: bool) -> Color {
    match (variant, enabled) {
        (_, false) => p.muted,
        (Variant::Primary, true) => p.on_accent,
        (Variant::Secondary | Variant::Chip | Variant::Row, true) => p.text,
        (Variant::Quiet | Variant::OnPage | Variant::Link, true) => p.accent_text,
        (Variant::Danger, true) => p.danger,
    }
}

fn style(p: &Palette, variant: Variant, status: Status) -> control::Style {
    let enabled = status != Status::Disabled;
    let background = match (variant, status) {
        (Variant::Primary, Status::Disabled) => Some(p.sunken),
        (Variant::Primary, Status::Active) => Some(p.accent),
        (Variant::Primary, Status::Hovered | Status::Pressed) => Some(p.accent_hover),
        // A link in a text has no padding for a background.
        (Variant::Link, _) => None,
        (Variant::OnPage, Status::Hovered) => Some(p.pressed),
        (Variant::OnPage, Status::Pressed) => Some(p.line),
        (_, Status::Pressed) => Some(p.pressed),
        (_, Status::Hovered) => Some(p.hover),
        (Variant::Secondary | Variant::Chip, _) => Some(p.surface),
        (Variant::Quiet | Variant::OnPage | Variant::Danger | Variant::Row, _) => None,
    };
    let rounded = border::rounded(radius::CONTROL);
    let border = match variant {
        Variant::Secondary | Variant::Chip if enabled => rounded.color(p.edge).width(size::LINE),
        Variant::Secondary | Variant::Chip => rounded.color(p.line).width(size::LINE),
        // In high contrast it has the colour of its background.
        Variant::Primary if !enabled => rounded.color(p.line).width(size::LINE),
        // An invisible line would make the background smaller.
        Variant::Primary
        | Variant::Quiet
        | Variant::OnPage
        | Variant::Danger
        | Variant::Link
        | Variant::Row => rounded,
    };
    control::Style {
        background: background.map(Background::Color),
        border,
        text_color: Some(match (variant, status) {
            (Variant::Link, Status::Hovered | Status::Pressed) => p.text,
            _ => foreground(p, variant, enabled),
        }),
        ring: Some(p.accent),
        ..control::Style::default()
    }
}

impl<'a, Message: Clone + 'a> From<Button<'a, Message>> for Element<'a, Message> {
    fn from(button: Button<'a, Message>) -> Self {
        let Button { palette, variant, control } = button;
        control.style(move |_, status| style(palette, variant, status)).into()
    }
}
