//! A text field for one line in any script and direction.
//!
//! iced's own field does not work for Persian: the caret is one letter off, the selection is not visible, the arrow keys are
//! inverted, and text is never aligned to the right. This field has its own geometry (`geometry`) and editing (`edit`), and
//! supports assistive technology. Knows iced and `access` but not the program.
//!
//! ```
//! use nameplate::widget::text_field::{TextField, text_field};
//!
//! # #[derive(Clone)] enum Message { Edited(String), Submitted }
//! fn first_name<'a>(value: &'a str, error: Option<&'a str>) -> TextField<'a, Message> {
//!     text_field("First name", value)
//!         .on_input(Message::Edited)
//!         .on_submit(Message::Submitted)
//!         .description(error.unwrap_or_default())
//!         .invalid(error.is_some())
//!         .rtl(true)
//! }
//! ```

pub mod edit;
pub mod geometry;

mod context;
mod draw;
mod element;
mod event;
mod shape;
mod shown;
mod state;
mod style;

#[cfg(test)]
mod tests;

pub use style::{Status, Style};

use self::shape::{Direction, Face};
use crate::access::Role;
use crate::access::identity::Key;

use accesskit::{Action, Invalid, Node};
use iced::advanced::text::Renderer as _;
use iced::advanced::widget::Id;
use iced::{Element, Font, Length, Padding, Rectangle, Theme};

/// The default for [`longest`](TextField::longest).
pub const LONGEST: usize = crate::plain::LONGEST;

/// A field with a name and the value in the program. It is disabled without [`on_input`](TextField::on_input).
pub fn text_field<'a, Message>(name: impl Into<String>, value: &'a str) -> TextField<'a, Message> {
    let mut node = Node::new(Role::TextInput);
    node.set_label(name.into());
    TextField {
        node,
        id: None,
        value,
        placeholder: String::new(),
        on_input: None,
        on_submit: None,
        on_refuse: None,
        accept: |_| true,
        longest: LONGEST,
        secrecy: Secrecy::Open,
        is_ltr_only: false,
        rtl: false,
        font: None,
        size: None,
        line_height: None,
        padding: Padding::from([9, 12]),
        width: Length::Fill,
        style: Box::new(style::default),
        last_status: None,
    }
}

/// A field for one line of text; see [`text_field`].
#[expect(missing_debug_implementations, reason = "it holds closures, and the value may be secret")]
pub struct TextField<'a, Message> {
    node: Node,
    id: Option<Id>,
    value: &'a str,
    placeholder: String,
    on_input: Option<Box<dyn Fn(String) -> Message + 'a>>,
    on_submit: Option<Message>,
    on_refuse: Option<Box<dyn Fn(Refusal) -> Message + 'a>>,
    accept: fn(char) -> bool,
    longest: usize,
    secrecy: Secrecy,
    is_ltr_only: bool,
    rtl: bool,
    font: Option<Font>,
    size: Option<f32>,
    line_height: Option<f32>,
    padding: Padding,
    width: Length,
    style: StyleFn<'a>,
    last_status: Option<Status>,
}

type StyleFn<'a> = Box<dyn Fn(&Theme, Status) -> Style + 'a>;

/// Who may see the letters of a field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Secrecy {
    /// Everybody.
    #[default]
    Open,
    /// Only the person at the screen. The text cannot be copied, and assistive technology gets bullets, because any program can
    /// read that.
    Shown,
    /// Nobody: the screen has bullets too.
    Hidden,
}

impl Secrecy {
    /// Whether the text must not leave the field.
    pub(super) fn is_secret(self) -> bool {
        self != Self::Open
    }

    /// Whether there are bullets on the screen.
    pub(super) fn is_hidden(self) -> bool {
        self == Self::Hidden
    }
}

/// What a field has refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// These characters, which are not allowed in this field; the rest was accepted.
    Letters(String),
    /// All of it, because the text would be too long.
    TooLong,
}

impl<'a, Message> TextField<'a, Message> {
    /// The message of each change.
    #[must_use]
    pub fn on_input(self, message: impl Fn(String) -> Message + 'a) -> Self {
        self.on_input_maybe(Some(message))
    }

    /// The message of each change; `None` disables the field.
    #[must_use]
    pub fn on_input_maybe(mut self, message: Option<impl Fn(String) -> Message + 'a>) -> Self {
        self.on_input = message.map(|message| Box::new(message) as _);
        self
    }

    /// The message of Enter; without it the field does not capture Enter.
    #[must_use]
    pub fn on_submit(mut self, message: impl Into<Option<Message>>) -> Self {
        self.on_submit = message.into();
        self
    }

    /// The message if the field refuses something.
    #[must_use]
    pub fn on_refuse(mut self, message: impl Fn(Refusal) -> Message + 'a) -> Self {
        self.on_refuse = Some(Box::new(message));
        self
    }

    /// The allowed characters. Control characters are never allowed.
    #[must_use]
    pub fn accept(mut self, accept: fn(char) -> bool) -> Self {
        self.accept = accept;
        self
    }

    /// The largest number of characters; [`LONGEST`] by default. A longer text is refused, not cut.
    #[must_use]
    pub fn longest(mut self, longest: usize) -> Self {
        self.longest = longest;
        self
    }

    /// Who may see the letters.
    #[must_use]
    pub fn secrecy(mut self, secrecy: Secrecy) -> Self {
        self.secrecy = secrecy;
        self
    }

    /// Whether the interface is right-to-left. It sets the alignment, and the direction of a text without letters.
    #[must_use]
    pub fn rtl(mut self, rtl: bool) -> Self {
        self.rtl = rtl;
        self
    }

    /// Whether the text is always left-to-right, such as an address. It is still aligned to the start of the interface.
    #[must_use]
    pub fn ltr_only(mut self, is_ltr_only: bool) -> Self {
        self.is_ltr_only = is_ltr_only;
        self
    }

    /// The placeholder of an empty field.
    #[must_use]
    pub fn placeholder(mut self, placeholder: impl Into<String>) -> Self {
        self.placeholder = placeholder.into();
        self
    }

    /// The description for assistive technology: the hint or the error. An empty one is ignored.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        let description = description.into();
        if !description.is_empty() {
            self.node.set_description(description);
        }
        self
    }

    /// Whether the value is not accepted.
    #[must_use]
    pub fn invalid(mut self, is_invalid: bool) -> Self {
        if is_invalid {
            self.node.set_invalid(Invalid::True);
        }
        self
    }

    /// Whether a value is required.
    #[must_use]
    pub fn required(mut self, is_required: bool) -> Self {
        if is_required {
            self.node.set_required();
        }
        self
    }

    /// The role, if it is not a text input, such as [`Role::SearchInput`].
    #[must_use]
    pub fn role(mut self, role: Role) -> Self {
        self.node.set_role(role);
        self
    }

    /// The id for operations such as `iced::widget::operation::focus`.
    #[must_use]
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The font. The default is that of the program.
    #[must_use]
    pub fn font(mut self, font: Font) -> Self {
        self.font = Some(font);
        self
    }

    /// The font size and the line height, in logical pixels. The defaults are those of the program.
    #[must_use]
    pub fn size(mut self, size: f32, line_height: f32) -> Self {
        self.size = Some(size);
        self.line_height = Some(line_height);
        self
    }

    /// The padding, in logical pixels.
    #[must_use]
    pub fn padding(mut self, padding: impl Into<Padding>) -> Self {
        self.padding = padding.into();
        self
    }

    /// The width. By default it fills the available width.
    #[must_use]
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// The style.
    #[must_use]
    pub fn style(mut self, style: impl Fn(&Theme, Status) -> Style + 'a) -> Self {
        self.style = Box::new(style);
        self
    }

    /// The key that identifies it from one view to the next.
    fn identity(&self) -> Key {
        Key::new(None, self.id.as_ref(), &self.node)
    }

    /// The font and its sizes.
    fn face(&self, renderer: &iced::Renderer) -> Face {
        let size = self.size.unwrap_or(renderer.default_size().0);
        Face {
            font: self.font.unwrap_or(renderer.default_font()),
            size,
            line_height: self.line_height.unwrap_or(size * 1.5),
        }
    }

    /// The direction of its text.
    fn direction(&self) -> Direction {
        if self.is_ltr_only { Direction::LeftToRight } else { Direction::FromText { rtl: self.rtl } }
    }

    /// Whether a text of this direction is aligned to the right.
    fn stands_right(&self, rtl: bool) -> bool {
        if self.is_ltr_only { self.rtl } else { rtl }
    }

    /// The rectangle of the line in the bounds of the field.
    fn line(&self, bounds: Rectangle, face: Face) -> Rectangle {
        let inner = bounds.shrink(self.padding);
        let y = inner.center_y() - face.line_height / 2.0;
        Rectangle { y, height: face.line_height, ..inner }
    }

    /// Completes the node from the other settings.
    fn complete(&mut self) {
        if self.secrecy.is_secret() {
            self.node.set_role(Role::PasswordInput);
        }
        if !self.placeholder.is_empty() {
            self.node.set_placeholder(self.placeholder.clone());
        }
        let actions =
            [Action::Focus, Action::SetValue, Action::SetTextSelection, Action::ReplaceSelectedText];
        for action in actions {
            self.node.add_action(action);
        }
        if self.on_input.is_none() {
            self.node.set_disabled();
        }
    }
}

impl<'a, Message: Clone + 'a> From<TextField<'a, Message>> for Element<'a, Message> {
    fn from(mut field: TextField<'a, Message>) -> Self {
        field.complete();
        Element::new(field)
    }
}
