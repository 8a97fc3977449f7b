//! Banners: messages about errors and successes with their buttons. Also the raised sheet of the save bar.

use super::button::{Button, Variant};
use super::{Ui, card, direction, text};
use crate::access::{self, Live, Role};
use crate::icon::{Icon, icon};
use crate::theme::{self, radius, size, space};

use iced::widget::container;
use iced::{Background, Border, Color, Element, Length, Padding};

/// A message with the full width.
#[expect(missing_debug_implementations, reason = "iced's elements have none")]
pub struct Banner<'a, Message> {
    ui: Ui<'a>,
    words: String,
    spoken: Option<String>,
    sign: Icon,
    color: Color,
    soft: Color,
    live: Live,
    buttons: Vec<Element<'a, Message>>,
    /// The width of the buttons, with the spaces before them.
    buttons_width: f32,
}

impl<'a, Message: Clone + 'a> Banner<'a, Message> {
    /// An error.
    pub fn danger(ui: Ui<'a>, words: String) -> Self {
        let p = ui.palette;
        Self::new(ui, words, Icon::Alert, p.danger, p.danger_soft, Live::Assertive)
    }

    /// A warning.
    pub fn warning(ui: Ui<'a>, words: String) -> Self {
        let p = ui.palette;
        Self::new(ui, words, Icon::Alert, p.warning, p.warning_soft, Live::Polite)
    }

    /// A success.
    pub fn good(ui: Ui<'a>, words: String) -> Self {
        let p = ui.palette;
        Self::new(ui, words, Icon::Done, p.success, p.success_soft, Live::Polite)
    }

    fn new(ui: Ui<'a>, words: String, sign: Icon, color: Color, soft: Color, live: Live) -> Self {
        Self { ui, words, spoken: None, sign, color, soft, live, buttons: Vec::new(), buttons_width: 0.0 }
    }

    /// Sets another text for assistive technology, for a text that changes each second and must not be read each second.
    #[must_use]
    pub fn spoken(self, words: String) -> Self {
        Self { spoken: Some(words), ..self }
    }

    /// Adds a button. `name` is its name for assistive technology, because several banners may have the same label.
    #[must_use]
    pub fn action(mut self, label: String, name: String, message: Message) -> Self {
        self.buttons_width += space::S + text::width(&label, theme::LABEL);
        self.buttons.push(Button::new(self.ui, Variant::Link, label).name(name).on_press(message).into());
        self
    }

    /// Adds a button to close it.
    #[must_use]
    pub fn close(mut self, name: String, message: Message) -> Self {
        let close = Button::icon(self.ui, Variant::Quiet, Icon::Close, name, Some(message));
        self.buttons_width += space::S + size::CONTROL;
        self.buttons.push(close.into());
        self
    }

    /// Its height in a place of this width.
    pub fn height(&self, width: f32) -> f32 {
        // Between sign, text and buttons; the row of buttons is there without buttons too.
        let between = if self.buttons.is_empty() { 2.0 * space::S } else { space::S };
        let beside = 2.0 * space::M + size::ICON + between + self.buttons_width;
        let words = text::height(&self.words, theme::BODY, width - beside);
        2.0 * (space::S + self.above()) + words
    }

    /// From the top to the text. Buttons are in the first line, so that they stay visible however long the text is.
    fn above(&self) -> f32 {
        if self.buttons.is_empty() { 0.0 } else { (size::CONTROL - theme::BODY.line) / 2.0 }
    }
}

impl<'a, Message: Clone + 'a> From<Banner<'a, Message>> for Element<'a, Message> {
    fn from(banner: Banner<'a, Message>) -> Self {
        let above = banner.above();
        let Banner { ui, words, spoken, sign, color, soft, live, buttons, .. } = banner;
        let beside = Padding::from([above, 0.0]);
        let words_shown = text::paragraph(ui, text::body(ui, words.clone()));
        let said = access::labelled(
            container(words_shown).width(Length::Fill).padding(beside),
            if live == Live::Assertive { Role::Alert } else { Role::Status },
            crate::locale::spoken(spoken.as_ref().unwrap_or(&words)).replace('\n', " "),
        )
        .live(live);
        let sign = container(icon(sign, size::ICON, color)).padding(beside.top(above + size::LINE));
        let buttons = direction::row(ui, space::S, buttons);
        container(direction::row(ui, space::S, [sign.into(), said.into(), buttons.into()]).top())
            .padding(Padding::from([space::S, space::M]))
            .style(move |_| container::Style {
                background: Some(Background::Color(soft)),
                border: Border { color, width: size::LINE, radius: radius::CARD.into() },
                ..container::Style::default()
            })
            .width(Length::Fill)
            .into()
    }
}

/// The raised sheet of the save bar at the bottom of the page.
pub fn floating<'a, Message: 'a>(
    ui: Ui<'a>,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let content = container(content).padding(Padding::from([space::S, space::M])).width(Length::Fill);
    card::raised(ui, content, radius::CARD).into()
}
