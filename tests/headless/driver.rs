//! Tests of the driver itself, with a small program.

use crate::support::driver::Driver;
use crate::support::picture::pictures;
use crate::support::window::Request;

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::time::Duration;
use iced::widget::{self, button, column, container, pin, scrollable, space, stack, text, text_input};
use iced::{Application, Element, Event, Fill, Program, Size, Task, Theme, clipboard, window};
use nameplate::access::{Role, labelled};
use nameplate::theme;

use std::path::PathBuf;

const WINDOW: Size = Size::new(400.0, 300.0);

#[derive(Default)]
struct Toy {
    name: String,
    dropped: Option<PathBuf>,
    size: Option<Size>,
    sent: usize,
    pressed_far_below: bool,
    asks_before_closing: bool,
}

#[derive(Debug, Clone)]
enum Message {
    Typed(String),
    Focus,
    Send,
    Sent,
    Copy,
    PressFarBelow,
    Happened(window::Event),
    Quit,
}

#[test]
fn focus_and_caret_stay_from_one_step_to_the_next() {
    let mut driver = Driver::new(toy(), WINDOW);
    driver.fill(Role::TextInput, "Name", "ac");
    driver.key(Named::ArrowLeft, Modifiers::empty());
    let _ = driver.picture("driver-caret");
    driver.type_text("b");
    assert_eq!(driver.state().name, "abc");

    driver.fill(Role::TextInput, "Name", "سارا");
    assert_eq!(driver.state().name, "سارا");
    driver.fill(Role::TextInput, "Name", "");
    assert_eq!(driver.state().name, "");
}

#[test]
fn a_widget_operation_of_the_program_happens_at_once() {
    let mut driver = Driver::new(toy(), WINDOW);
    driver.type_text("lost");
    driver.press(Role::Button, "Focus");
    driver.type_text("kept");
    assert_eq!(driver.state().name, "kept");
}

#[test]
fn what_a_task_brings_is_waited_for() {
    let mut driver = Driver::new(toy(), WINDOW);
    driver.press(Role::Button, "Send");
    assert_eq!(driver.state().sent, 0, "the task takes its time");
    driver.wait_for_text("sent 1");
    driver.press(Role::Button, "Send");
    driver.press(Role::Button, "Send");
    let _ = driver.wait_for(Role::Status, "sent 3");
    driver.wait_until_gone(Role::Status, "sent 1");
    driver.press(Role::Button, "Send");
    driver.rest();
    assert_eq!(driver.state().sent, 4);
}

#[test]
#[should_panic(expected = "waited 100ms for that; there is")]
fn waiting_comes_to_an_end() {
    let mut driver = Driver::new(toy(), WINDOW);
    driver.wait(|tree| tree.find(Role::Button, "Nowhere").is_some(), Duration::from_millis(100));
}

#[test]
#[should_panic(expected = "Button \"Disabled\" is disabled")]
fn a_disabled_control_cannot_be_pressed() {
    Driver::new(toy(), WINDOW).press(Role::Button, "Disabled");
}

#[test]
fn events_of_the_window_reach_subscriptions() {
    let mut driver = Driver::new(toy(), WINDOW);
    driver.event(Event::Window(window::Event::FileDropped("/a b/é.png".into())));
    driver.wait_for_text("dropped /a b/é.png");
    driver.resize(Size::new(360.0, 480.0));
    driver.wait_for_text("360 x 480");
}

#[test]
fn the_clipboard_can_be_read_and_written() {
    let mut driver = Driver::new(toy(), WINDOW);
    driver.fill(Role::TextInput, "Name", "Ada");
    driver.press(Role::Button, "Copy");
    assert_eq!(driver.clipboard().as_deref(), Some("Ada"));

    driver.set_clipboard(" Lovelace");
    driver.press(Role::TextInput, "Name");
    driver.key(Named::End, Modifiers::empty());
    driver.key("v", Modifiers::COMMAND);
    assert_eq!(driver.state().name, "Ada Lovelace");
}

#[test]
fn closing_is_left_to_a_program_that_wants_to_ask() {
    let close = || Event::Window(window::Event::CloseRequested);

    let mut driver = Driver::new(toy(), WINDOW);
    driver.event(close());
    assert!(!driver.is_open());
    assert_eq!(driver.requests(), [Request::Close]);

    let mut driver = Driver::new(toy().exit_on_close_request(false), WINDOW);
    driver.event(close());
    driver.wait_for_text("really?");
    assert!(driver.is_open());
    driver.press(Role::Button, "Quit");
    driver.wait_until_closed();
    assert_eq!(driver.requests(), [Request::Exit]);
}

#[test]
fn what_is_out_of_sight_is_scrolled_to() {
    let mut driver = Driver::new(toy(), WINDOW);
    let before = driver.control(Role::Button, "Far below").bounds;
    assert!(before.y > WINDOW.height);
    driver.press(Role::Button, "Far below");
    assert!(driver.state().pressed_far_below);
    driver.press(Role::Button, "Copy");
    assert_eq!(driver.control(Role::Button, "Far below").bounds, before, "scrolled back up");
}

#[test]
fn pictures_are_the_same_as_long_as_nothing_happens() {
    let mut driver = Driver::new(toy(), WINDOW);
    driver.press(Role::Button, "Focus");
    let first = driver.picture("driver-toy");
    driver.assert_shows(&[(Role::TextInput, "Name"), (Role::Button, "Far below")]);
    driver.press(Role::Button, "Focus");
    assert_eq!(driver.picture("driver-toy").pixels, first.pixels);
    driver.type_text("x");
    assert_ne!(driver.picture("driver-toy").pixels, first.pixels);
    assert!(pictures().join("driver-toy.png").is_file());

    let large = Driver::with_scale(toy(), WINDOW, 2.0).picture("driver-toy-large");
    assert_eq!((large.size.width, large.size.height), (800, 600));
    assert_eq!(large.pixels.len(), 800 * 600 * 4);
}

#[test]
fn texts_without_enough_room_are_found() {
    const LONG: &str = "A sentence that is far too long for the little room that it gets";
    type View = fn() -> Element<'static, ()>;
    fn show(view: &View) -> Element<'_, ()> {
        view()
    }
    let cases: [(&str, View, bool); 9] = [
        ("enough room", || text(LONG).into(), true),
        ("wrapped", || container(text(LONG)).width(120).into(), true),
        ("a word wider than its box", || container(text("Incomprehensibilities")).width(60).into(), false),
        ("more lines than fit", || container(text(LONG)).width(80).height(30).into(), false),
        (
            "cut by its container",
            || container(text(LONG).wrapping(text::Wrapping::None)).clip(true).width(90).into(),
            false,
        ),
        ("out of the window", || pin(text("Save").wrapping(text::Wrapping::None)).x(380).into(), false),
        ("over another", || column![text(LONG), text(LONG)].spacing(-10.0).into(), false),
        ("over another, on another layer", || stack![text(LONG), text(LONG)].into(), false),
        ("under a sheet", || stack![text(LONG), container(text(LONG)).style(container::dark)].into(), true),
    ];
    for (case, view, is_right) in cases {
        let program = iced::application(move || view, |_: &mut View, ()| {}, show);
        let faults = Driver::new(program.font(theme::FONTS[0]).default_font(theme::REGULAR), WINDOW)
            .screenshot()
            .text_faults();
        assert_eq!(faults.is_empty(), is_right, "{case}: {faults:?}");
    }
}

fn toy() -> Application<impl Program<State = Toy, Message = Message, Theme = Theme>> {
    iced::application(Toy::default, Toy::update, Toy::view)
        .subscription(|_| window::events().map(|(_, event)| Message::Happened(event)))
        .font(theme::FONTS[0])
        .default_font(theme::REGULAR)
}

impl Toy {
    fn update(&mut self, message: Message) -> Task<Message> {
        match message {
            Message::Typed(name) => self.name = name,
            Message::Focus => return widget::operation::focus("name"),
            Message::Send => {
                let later = tokio::time::sleep(Duration::from_millis(30));
                return Task::perform(later, |()| Message::Sent);
            }
            Message::Sent => self.sent += 1,
            Message::Copy => return clipboard::write(self.name.clone()),
            Message::PressFarBelow => self.pressed_far_below = true,
            Message::Happened(window::Event::FileDropped(path)) => self.dropped = Some(path),
            Message::Happened(window::Event::CloseRequested) => self.asks_before_closing = true,
            Message::Happened(window::Event::Resized(size)) => self.size = Some(size),
            Message::Happened(..) => {}
            Message::Quit => return iced::exit(),
        }
        Task::none()
    }

    fn view(&self) -> Element<'_, Message> {
        let named = |label: &'static str, message| {
            let pressed = button(label).on_press_maybe(message);
            labelled(pressed, Role::Button, label)
        };
        let name = text_input("", &self.name).id("name").on_input(Message::Typed);
        let happened = match &self.dropped {
            Some(path) => format!("dropped {}", path.display()),
            None if self.asks_before_closing => "really?".into(),
            None => "nothing".into(),
        };
        let size = self.size.map(|size| format!("{} x {}", size.width, size.height));
        let sent = format!("sent {}", self.sent);
        let page = column![
            labelled(name, Role::TextInput, "Name"),
            named("Focus", Some(Message::Focus)),
            named("Send", Some(Message::Send)),
            named("Copy", Some(Message::Copy)),
            named("Quit", Some(Message::Quit)),
            labelled(button("Disabled"), Role::Button, "Disabled").with(accesskit::Node::set_disabled),
            labelled(text(sent.clone()), Role::Status, sent),
            text(happened),
            text(size.unwrap_or_default()),
            space().height(900),
            named("Far below", Some(Message::PressFarBelow)),
        ];
        scrollable(page).width(Fill).height(Fill).into()
    }
}
