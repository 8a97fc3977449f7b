//! Dialogs and popups over the screens.

use super::backdrop::in_layer;
use super::button::{Button, Variant};
use super::{Ui, card, direction, scroll, text};
use crate::access::{self, Orientation, Role};
use crate::locale::spoken;
use crate::theme::{self, radius, size, space};

use iced::widget::{column, container, mouse_area, opaque};
use iced::{Element, Length, Padding};

/// A dialog with a title, content and buttons.
#[expect(missing_debug_implementations, reason = "iced's elements have none")]
pub struct Dialog<'a, Message> {
    ui: Ui<'a>,
    title: String,
    words: Vec<String>,
    content: Option<Element<'a, Message>>,
    buttons: Vec<Button<'a, Message>>,
}

impl<'a, Message: Clone + 'a> Dialog<'a, Message> {
    /// An empty dialog.
    pub fn new(ui: Ui<'a>, title: String) -> Self {
        Self { ui, title, words: Vec::new(), content: None, buttons: Vec::new() }
    }

    /// Adds a paragraph of text. Assistive technology reads it with the title.
    #[must_use]
    pub fn text(mut self, words: String) -> Self {
        self.words.push(words);
        self
    }

    /// The content below the text.
    #[must_use]
    pub fn content(mut self, content: impl Into<Element<'a, Message>>) -> Self {
        self.content = Some(content.into());
        self
    }

    /// Adds a button; the most important one is first.
    #[must_use]
    pub fn button(mut self, variant: Variant, label: String, message: Message) -> Self {
        self.buttons.push(Button::new(self.ui, variant, label).on_press(message));
        self
    }

    /// Adds a button with an id for focus.
    #[must_use]
    pub fn button_with_id(
        mut self,
        id: &'static str,
        variant: Variant,
        label: String,
        message: Message,
    ) -> Self {
        self.buttons.push(Button::new(self.ui, variant, label).id(id).on_press(message));
        self
    }

    /// Adds the cancel button, which Escape presses too.
    #[must_use]
    pub fn cancel(self, label: String, message: Message) -> Self {
        self.button_with_id(CANCEL, Variant::Secondary, label, message)
    }
}

/// The id of the cancel button. A question has its focus there at first, so that Enter removes nothing.
pub const CANCEL: &str = "dialog-cancel";

impl<'a, Message: Clone + 'a> From<Dialog<'a, Message>> for Element<'a, Message> {
    fn from(dialog: Dialog<'a, Message>) -> Self {
        let Dialog { ui, title, words, content, buttons } = dialog;
        let head = access::labelled(
            text::paragraph(ui, text::styled(title.clone(), theme::TITLE, ui.palette.text)),
            Role::Heading,
            title.clone(),
        );
        let said = words.join(" ");
        let words = (!words.is_empty()).then(|| {
            let paragraphs = words.into_iter().map(|words| text::paragraph(ui, text::body(ui, words)));
            column(paragraphs).spacing(space::S)
        });
        let buttons: Element<'_, _> = if ui.window.width < size::COMPACT {
            // In a narrow window the buttons are below each other, the most important one at the top.
            column(buttons.into_iter().map(|button| button.width(Length::Fill).into()))
                .spacing(space::S)
                .into()
        } else {
            // Else the most important one is at the end of the line.
            let buttons = buttons.into_iter().rev().map(Into::into);
            let line = direction::row(ui, space::S, buttons);
            container(line).width(Length::Fill).align_x(ui.end()).into()
        };
        let sheet = column![head].push(words).push(content).push(buttons);
        let sheet = scroll::vertical(ui, sheet.spacing(space::L).padding(space::XXL)).round(radius::DIALOG);
        layer(ui, title, said, sheet, size::DIALOG)
    }
}

/// A sheet of at most this width in the middle of the window, over a scrim that captures all presses. `said` is its
/// description for assistive technology.
pub fn layer<'a, Message: 'a>(
    ui: Ui<'a>,
    name: String,
    said: String,
    content: impl Into<Element<'a, Message>>,
    width: f32,
) -> Element<'a, Message> {
    let sheet = card::raised(ui, content, radius::DIALOG).max_width(width + 2.0 * size::HALO);
    let sheet = access::labelled(sheet, Role::Dialog, name).modal();
    let sheet = if said.is_empty() { sheet } else { sheet.description(spoken(&said)) };
    let scrim = ui.palette.scrim;
    let place = container(sheet).center(Length::Fill).padding(Padding::new(space::L));
    opaque(in_layer(place.style(move |_| container::background(scrim))))
}

/// A sheet below the menu's button. A press outside closes it. The arrow keys, Home and End move the focus in it.
pub fn popup<'a, Message: Clone + 'a>(
    ui: Ui<'a>,
    name: String,
    content: impl Into<Element<'a, Message>>,
    on_leave: Message,
) -> Element<'a, Message> {
    let margin = if ui.is_narrow() { space::L } else { space::XXL };
    let sheet = container(content).padding(Padding::from([space::S, space::M]));
    let sheet = scroll::vertical(ui, sheet).round(radius::CARD);
    let sheet = card::raised_with_shadow(ui, sheet, radius::CARD).max_width(size::MENU + 2.0 * size::SHADOW);
    let sheet = access::labelled(sheet, Role::Dialog, name).modal();
    let sheet = opaque(sheet.with(|node| node.set_orientation(Orientation::Vertical)));
    let place = container(sheet)
        .width(Length::Fill)
        .max_width(size::PAGE + 2.0 * margin)
        .padding(Padding::from([0.0, margin - size::SHADOW]).top(size::HEADER - size::SHADOW))
        .align_x(ui.end());
    let beside = mouse_area(container(place).center_x(Length::Fill).height(Length::Fill)).on_press(on_leave);
    opaque(in_layer(beside))
}
