//! Two fields in a window, and what can be seen of the first.

use super::{VAZIRMATN, load_font};
use crate::access::tests::window::Window;
use crate::access::{self, Found, collector::is_direction_mark};
use crate::widget::text_field::{Refusal, Secrecy, text_field};

use accesskit::{NodeId, TextPosition};
use iced::keyboard::key::Named;
use iced::widget::column;
use iced::{Element, Rectangle};

use std::time::Duration;

/// A program with two fields.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) value: String,
    pub(super) other: String,
    pub(super) secrecy: Secrecy,
    pub(super) rtl: bool,
    pub(super) ltr_only: bool,
    pub(super) disabled: bool,
    pub(super) plain: bool,
    pub(super) placeholder: &'static str,
    pub(super) error: Option<&'static str>,
    pub(super) longest: usize,
    pub(super) digits: bool,
    pub(super) log: Vec<String>,
}

#[derive(Debug, Clone)]
pub(super) enum Message {
    Edited(String),
    Other(String),
    Submitted,
    Refused(Refusal),
}

fn update(state: &mut State, message: Message) {
    match message {
        Message::Edited(value) if state.digits => {
            state.value =
                value
                    .chars()
                    .map(|c| {
                        if ('۰'..='۹').contains(&c) {
                            char::from(b'0' + (c as u32 - 0x6F0) as u8)
                        } else {
                            c
                        }
                    })
                    .collect();
        }
        Message::Edited(value) => state.value = value,
        Message::Other(value) => state.other = value,
        Message::Submitted => state.log.push("submitted".to_owned()),
        Message::Refused(refusal) => state.log.push(format!("{refusal:?}")),
    }
}

fn view(state: &State) -> Element<'_, Message> {
    let field = text_field("Name", &state.value)
        .on_input_maybe((!state.disabled).then_some(Message::Edited))
        .on_submit((!state.disabled).then_some(Message::Submitted))
        .on_refuse(Message::Refused)
        .accept(if state.plain { |letter| !is_direction_mark(letter) } else { |_| true })
        .longest(if state.longest == 0 { 10_000 } else { state.longest })
        .secrecy(state.secrecy)
        .rtl(state.rtl)
        .ltr_only(state.ltr_only)
        .placeholder(state.placeholder)
        .description(state.error.unwrap_or("A hint"))
        .invalid(state.error.is_some())
        .required(true)
        .font(VAZIRMATN)
        .size(16.0, 24.0)
        .id("name")
        .width(200);
    let other = text_field("Other", &state.other).on_input(Message::Other).font(VAZIRMATN).width(200);
    access::root(column![field, other].spacing(20).padding(20), "Test").into()
}

pub(super) fn window(state: State) -> Window<State, Message> {
    load_font();
    Window::new(state, update, view)
}

/// A window with this value, and the focus in the field with the caret at the end.
pub(super) fn focused(value: &str) -> Window<State, Message> {
    focused_in(State { value: value.to_owned(), ..State::default() })
}

pub(super) fn focused_in(state: State) -> Window<State, Message> {
    let mut window = window(state);
    window.key(Named::Tab);
    window
}

pub(super) fn field(window: &mut Window<State, Message>) -> Found {
    window.tree().all().remove(0)
}

/// The selection as assistive technology is told it: anchor and caret in characters of the whole text.
pub(super) fn selection(window: &mut Window<State, Message>) -> (usize, usize) {
    let tree = window.tree();
    let id = tree.all()[0].id;
    let node = |id: NodeId| &tree.nodes.iter().find(|(node, _)| *node == id).unwrap().1;
    let selection = node(id).text_selection().unwrap();
    let count = |position: TextPosition| {
        let before = node(id).children().iter().take_while(|run| **run != position.node);
        before.map(|run| node(*run).character_lengths().len()).sum::<usize>() + position.character_index
    };
    (count(selection.anchor), count(selection.focus))
}

/// Where the characters of the field are in the window, in reading order.
pub(super) fn characters(window: &mut Window<State, Message>) -> Vec<Rectangle> {
    let tree = window.tree();
    let id = tree.all()[0].id;
    let node = |id: NodeId| &tree.nodes.iter().find(|(node, _)| *node == id).unwrap().1;
    let mut characters = Vec::new();
    for run in node(id).children() {
        let run = node(*run);
        let bounds = run.bounds().unwrap();
        let is_rtl = run.text_direction() == Some(accesskit::TextDirection::RightToLeft);
        for (position, width) in
            run.character_positions().unwrap().iter().zip(run.character_widths().unwrap())
        {
            let x = if is_rtl { bounds.x1 as f32 - position - width } else { bounds.x0 as f32 + position };
            characters.push(Rectangle {
                x,
                y: bounds.y0 as f32,
                width: *width,
                height: bounds.height() as f32,
            });
        }
    }
    characters
}

/// The column of pixels that the caret colours: the difference of two frames half a blink apart.
pub(super) fn caret_x(window: &mut Window<State, Message>) -> f32 {
    let with = window.picture();
    window.wait(Duration::from_millis(600));
    let without = window.picture();
    let width = window.size.width as usize;
    let at = with.chunks(4).zip(without.chunks(4)).position(|(a, b)| a != b).expect("a caret");
    (at % width) as f32
}
