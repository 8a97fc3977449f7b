//! Drives an iced program without a display, like `iced_winit` does. Focus, caret and scroll positions are kept from one step
//! to the next.
//!
//! ```ignore
//! let mut driver = Driver::new(nameplate::app::application(config), Size::new(960.0, 720.0));
//! driver.fill(Role::TextInput, "Server address", &server);
//! driver.press(Role::Button, "Sign in");
//! driver.wait_for(Role::Button, "Change photo");
//! driver.picture("profile");
//! ```
//!
//! Time in the window stands still, so that a caret does not blink between two pictures. It moves by one frame while something
//! is animated, and by [`Driver::advance`]. Tasks and subscriptions run on the program's own executor. The `wait` functions
//! handle their messages, and fail after some time.

use super::boxes::Boxes;
use super::picture::Picture;
use super::window::{Request, Window};

use iced::advanced::clipboard::{self, Clipboard as _};
use iced::keyboard::{self, Modifiers, key};
use iced::mouse;
use iced::theme;
use iced::time::{Duration, Instant};
use iced::touch;
use iced::window;
use iced::{Event, Point, Program, Rectangle, Size};
use nameplate::access::{Found, Role, Tree};

/// How long [`Driver::wait_for`] and its like wait: for ever, as far as a busy machine is concerned.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A person at a program's window.
pub(crate) struct Driver<P: Program> {
    window: Window<P>,
}

impl<P> Driver<P>
where
    P: Program + 'static,
{
    /// Opens `program` in a window of `size` logical pixels at scale 1.
    pub(crate) fn new(program: P, size: Size) -> Self {
        Self::with_scale(program, size, 1.0)
    }

    /// Like [`Driver::new`], in a window with `scale` device pixels for each logical one.
    pub(crate) fn with_scale(program: P, size: Size, scale: f32) -> Self {
        Self { window: Window::open(program, size, scale, Program::boot) }
    }

    /// Like [`Driver::with_scale`], from the program's preset called `preset`.
    pub(crate) fn with_preset(program: P, preset: &str, size: Size, scale: f32) -> Self {
        let window = Window::open(program, size, scale, |program| {
            program
                .presets()
                .iter()
                .find(|candidate| candidate.name() == preset)
                .unwrap_or_else(|| panic!("the program has no preset {preset:?}"))
                .boot()
        });
        Self { window }
    }

    // What a person does

    /// Clicks the control with this role and name, after scrolling it into view.
    pub(crate) fn press(&mut self, role: Role, name: &str) {
        let control = self.reveal(role, name);
        assert!(!control.states.contains(&"disabled"), "{role:?} {name:?} is disabled\n{}", self.tree());
        self.click_at(control.bounds.center());
    }

    /// Clicks at a point, in logical pixels from the window's top left corner.
    pub(crate) fn click_at(&mut self, position: Point) {
        self.point_at(position);
        self.event(Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)));
        self.event(Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)));
    }

    /// Moves the pointer to a point, in logical pixels from the window's top left corner.
    pub(crate) fn point_at(&mut self, position: Point) {
        self.window.cursor = mouse::Cursor::Available(position);
        self.event(Event::Mouse(mouse::Event::CursorMoved { position }));
    }

    /// Takes the pointer out of the window.
    pub(crate) fn point_away(&mut self) {
        self.window.cursor = mouse::Cursor::Unavailable;
        self.event(Event::Mouse(mouse::Event::CursorLeft));
    }

    /// Does something with a finger, which takes the pointer along.
    pub(crate) fn touch(&mut self, event: touch::Event) {
        let (touch::Event::FingerPressed { position, .. }
        | touch::Event::FingerMoved { position, .. }
        | touch::Event::FingerLifted { position, .. }
        | touch::Event::FingerLost { position, .. }) = event;
        self.window.cursor = mouse::Cursor::Available(position);
        self.event(Event::Touch(event));
    }

    /// Lets several things happen at a time, with the pointer where the last of them left it.
    pub(crate) fn together(&mut self, pointer: Point, events: &[Event]) {
        self.window.cursor = mouse::Cursor::Available(pointer);
        self.window.happen(events);
    }

    /// Turns the wheel by `delta` logical pixels with the pointer where it is; positive moves the content up.
    pub(crate) fn scroll(&mut self, delta: f32) {
        let delta = mouse::ScrollDelta::Pixels { x: 0.0, y: -delta };
        self.event(Event::Mouse(mouse::Event::WheelScrolled { delta }));
    }

    /// Types into whatever has the focus.
    pub(crate) fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            self.key(letter.to_string().as_str(), Modifiers::empty());
        }
    }

    /// Presses and releases a key: a letter such as `"s"`, or a [`key::Named`].
    pub(crate) fn key(&mut self, key: impl Into<AnyKey>, modifiers: Modifiers) {
        let key = key.into().0;
        let text = produced_text(&key, modifiers).map(Into::into);
        let modified_key = key.clone();
        let physical_key = key::Physical::Unidentified(key::NativeCode::Unidentified);
        let location = keyboard::Location::Standard;
        let pressed = keyboard::Event::KeyPressed {
            key: key.clone(),
            modified_key: modified_key.clone(),
            physical_key,
            location,
            modifiers,
            text,
            repeat: false,
        };
        let released = keyboard::Event::KeyReleased { key, modified_key, physical_key, location, modifiers };

        self.event(Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)));
        self.event(Event::Keyboard(pressed));
        self.event(Event::Keyboard(released));
        self.event(Event::Keyboard(keyboard::Event::ModifiersChanged(Modifiers::empty())));
    }

    /// Replaces what an entry holds: click, select everything, type.
    pub(crate) fn fill(&mut self, role: Role, name: &str, text: &str) {
        self.press(role, name);
        self.key("a", Modifiers::COMMAND);
        if text.is_empty() {
            self.key(key::Named::Backspace, Modifiers::empty());
        }
        self.type_text(text);
    }

    /// Presses Tab until the control has the focus.
    ///
    /// # Panics
    /// When 200 presses do not get there.
    pub(crate) fn tab_to(&mut self, role: Role, name: &str) {
        for _ in 0..200 {
            if self.tree().find(role, name).is_some_and(|control| control.states.contains(&"focused")) {
                return;
            }
            self.key(key::Named::Tab, Modifiers::empty());
        }
        panic!("Tab does not reach {role:?} {name:?}\n{}", self.tree());
    }

    /// Anything else that can happen to a window: a dropped file, a touch, a close request.
    pub(crate) fn event(&mut self, event: Event) {
        match event {
            Event::Window(window::Event::CloseRequested) => self.window.request_close(),
            event => self.window.happen(&[event]),
        }
    }

    /// Gives the window another size, in logical pixels.
    pub(crate) fn resize(&mut self, size: Size) {
        self.window.resize(size);
    }

    /// Gives the window another scale: device pixels for each logical one.
    pub(crate) fn rescale(&mut self, scale: f32) {
        self.window.rescale(scale);
    }

    /// The system changes between light and dark.
    pub(crate) fn set_system_theme(&mut self, mode: theme::Mode) {
        self.window.set_system_theme(mode);
    }

    /// Lets time pass inside the window, for what waits for a later frame. Timers of tasks do not notice.
    pub(crate) fn advance(&mut self, time: Duration) {
        self.window.advance(time);
    }

    /// Hands the program a message without a detour.
    pub(crate) fn send(&mut self, message: P::Message) {
        self.window.send(message);
    }

    // What a person sees

    /// Waits until `condition` holds.
    ///
    /// # Panics
    /// When `patience` is over first, with what there was instead.
    pub(crate) fn wait(&mut self, mut condition: impl FnMut(&Tree) -> bool, patience: Duration) {
        let whole = |driver: &mut Self| {
            let tree = driver.tree();
            condition(&tree).then_some(())
        };
        self.look_until(patience, "that", whole);
    }

    /// Waits for a control and returns it.
    pub(crate) fn wait_for(&mut self, role: Role, name: &str) -> Found {
        self.wait_for_some(&format!("{role:?} {name:?}"), |driver| driver.tree().find(role, name))
    }

    /// Waits until there is no such control any more.
    pub(crate) fn wait_until_gone(&mut self, role: Role, name: &str) {
        self.wait_for_some(&format!("no {role:?} {name:?}"), |driver| {
            driver.tree().find(role, name).is_none().then_some(())
        });
    }

    /// Waits for a text, or a part of one, anywhere on screen.
    pub(crate) fn wait_for_text(&mut self, part: &str) {
        self.wait_for_some(&format!("the text {part:?}"), |driver| {
            driver.tree().all().iter().any(|found| found.name.contains(part)).then_some(())
        });
    }

    /// Waits until the window is closed or the program has ended.
    pub(crate) fn wait_until_closed(&mut self) {
        self.wait_for_some("the window to close", |driver| (!driver.is_open()).then_some(()));
    }

    /// Waits until nothing has arrived for a while, for a picture of what has come to rest.
    pub(crate) fn rest(&mut self) {
        const QUIET: Duration = Duration::from_millis(250);
        let deadline = Instant::now() + PATIENCE;
        while self.window.wait_for_arrival(Instant::now() + QUIET) {
            assert!(Instant::now() < deadline, "not at rest within {PATIENCE:?}; there is\n{}", self.tree());
        }
    }

    /// Rests until a rest changes no pixel any more, for a picture of what settles in steps.
    pub(crate) fn settle(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        let mut before = self.screenshot().pixels;
        loop {
            self.rest();
            let after = self.screenshot().pixels;
            if after == before {
                return;
            }
            assert!(
                Instant::now() < deadline,
                "still changing after {PATIENCE:?}; there is\n{}",
                self.tree()
            );
            before = after;
        }
    }

    /// Waits until `look` finds something. `what` is for the message when it does not.
    ///
    /// It looks again after every arrival, and from time to time without one: a file, a keyring and a server
    /// change without telling the window.
    pub(crate) fn wait_for_some<T>(&mut self, what: &str, look: impl FnMut(&mut Self) -> Option<T>) -> T {
        self.look_until(PATIENCE, what, look)
    }

    fn look_until<T>(
        &mut self,
        patience: Duration,
        what: &str,
        mut look: impl FnMut(&mut Self) -> Option<T>,
    ) -> T {
        const AGAIN: Duration = Duration::from_millis(100);
        let deadline = Instant::now() + patience;
        loop {
            if let Some(found) = look(self) {
                return found;
            }
            assert!(Instant::now() < deadline, "waited {patience:?} for {what}; there is\n{}", self.tree());
            let _ = self.window.wait_for_arrival(Instant::now() + AGAIN);
        }
    }

    /// The control with this role and name.
    ///
    /// # Panics
    /// When there is none.
    pub(crate) fn control(&mut self, role: Role, name: &str) -> Found {
        let tree = self.tree();
        tree.find(role, name).unwrap_or_else(|| panic!("no {role:?} {name:?}; there is\n{tree}"))
    }

    /// What an entry holds.
    pub(crate) fn value(&mut self, role: Role, name: &str) -> String {
        self.control(role, name).value.unwrap_or_default()
    }

    /// What is said about a control after its name: a hint or an error.
    pub(crate) fn description(&mut self, role: Role, name: &str) -> String {
        self.control(role, name).description.unwrap_or_default()
    }

    /// Asserts that these controls are there, with something of each inside the window.
    pub(crate) fn assert_shows(&mut self, controls: &[(Role, &str)]) {
        for (role, name) in controls {
            let _ = self.reveal(*role, name);
        }
    }

    /// Whether the window asks for a further frame, now or later, though nothing happens.
    pub(crate) fn asks_for_frames(&mut self) -> bool {
        self.window.asks_for_frames()
    }

    /// Writes what is on screen to `target/pictures/{name}.png` and returns it. Asserts that no text leaves
    /// its box, that none is cut off and that no two lie over each other.
    pub(crate) fn picture(&mut self, name: &str) -> Picture {
        let picture = self.screenshot();
        picture.save(name);
        picture.assert_text_fits(name);
        self.window.assert_is_stock(&picture, name);
        picture
    }

    /// Like [`Driver::screenshot`]. Asserts that a window shows the same that redraws only what changed since `before`.
    pub(crate) fn screenshot_after(&mut self, before: &Picture, step: &str) -> Picture {
        let picture = self.window.screenshot();
        let redrawn = self.window.redrawn(&picture, before);
        let differs = |(n, (one, other)): (usize, (&[u8], &[u8]))| {
            // A mask rounds edges by a shade.
            one.iter().zip(other).any(|(one, other)| one.abs_diff(*other) > 6).then_some(n)
        };
        let wrong: Vec<usize> =
            redrawn.chunks(4).zip(picture.pixels.chunks(4)).enumerate().filter_map(differs).collect();
        let width = picture.size.width as usize;
        let places: Vec<_> = wrong.iter().take(5).map(|n| (n % width, n / width)).collect();
        assert!(wrong.len() < 20, "{step}: {} pixels stay wrong, the first at {places:?}", wrong.len());
        picture
    }

    /// What is on screen, unchecked.
    pub(crate) fn screenshot(&mut self) -> Picture {
        self.window.screenshot()
    }

    /// The same without its pixels, which take the longest.
    pub(crate) fn drawing(&mut self) -> Picture {
        self.window.drawing()
    }

    /// Every box of the layout.
    pub(crate) fn boxes(&mut self) -> Boxes {
        self.window.boxes()
    }

    /// The size of the window, in logical pixels.
    pub(crate) fn size(&self) -> Size {
        self.window.size
    }

    /// What assistive technology is told at this moment.
    pub(crate) fn tree(&mut self) -> Tree {
        self.window.tree()
    }

    /// The window's title.
    pub(crate) fn title(&self) -> String {
        self.window.title()
    }

    /// The theme the program draws with.
    pub(crate) fn theme(&self) -> P::Theme {
        self.window.theme()
    }

    /// The program's state, for what cannot be seen.
    pub(crate) fn state(&self) -> &P::State {
        &self.window.state
    }

    /// What the program asked of its window, in order.
    pub(crate) fn requests(&self) -> &[Request] {
        &self.window.requests
    }

    /// Whether the window is still there.
    pub(crate) fn is_open(&self) -> bool {
        self.window.is_open
    }

    /// What is in the clipboard.
    pub(crate) fn clipboard(&self) -> Option<String> {
        self.window.clipboard.read(clipboard::Kind::Standard)
    }

    /// Puts a text into the clipboard, as another program would.
    pub(crate) fn set_clipboard(&mut self, text: &str) {
        self.window.clipboard.write(clipboard::Kind::Standard, text.into());
    }

    // How it is done

    /// Scrolls with the wheel until the middle of the control can be seen.
    fn reveal(&mut self, role: Role, name: &str) -> Found {
        let window = Rectangle::with_size(self.window.layout_size());
        for _ in 0..200 {
            let control = self.control(role, name);
            let middle = control.bounds.center();
            let Some(scrollable) = self.window.places().scrollable_around(&control) else {
                assert!(
                    window.contains(middle),
                    "{role:?} {name:?} is outside of the window\n{}",
                    self.tree()
                );
                return control;
            };
            let visible = scrollable.intersection(&window).expect("what scrolls is in the window");
            if visible.contains(middle) {
                return control;
            }
            self.point_at(visible.center());
            self.scroll((middle.y - visible.center_y()).clamp(-visible.height, visible.height));
            assert!(
                self.control(role, name).bounds.center() != middle,
                "{role:?} {name:?} cannot be scrolled into view\n{}",
                self.tree()
            );
        }
        panic!("{role:?} {name:?} never comes into view\n{}", self.tree());
    }
}

/// A letter or a named key, so that both can be written directly in a test.
pub(crate) struct AnyKey(keyboard::Key);

impl From<&str> for AnyKey {
    fn from(letter: &str) -> Self {
        Self(keyboard::Key::Character(letter.into()))
    }
}

impl From<key::Named> for AnyKey {
    fn from(named: key::Named) -> Self {
        Self(keyboard::Key::Named(named))
    }
}

/// The text that winit reports with a key on a real keyboard: control characters included.
fn produced_text(key: &keyboard::Key, modifiers: Modifiers) -> Option<String> {
    match key {
        keyboard::Key::Named(named) => match named {
            key::Named::Enter => Some("\r"),
            key::Named::Tab => Some("\t"),
            key::Named::Space => Some(" "),
            key::Named::Backspace => Some("\u{8}"),
            key::Named::Escape => Some("\u{1b}"),
            key::Named::Delete => Some("\u{7f}"),
            _ => None,
        }
        .map(Into::into),
        keyboard::Key::Character(letter) if modifiers.control() => {
            let letter = letter.chars().next().filter(char::is_ascii_alphabetic)?;
            Some(char::from(letter.to_ascii_uppercase() as u8 - b'@').to_string())
        }
        keyboard::Key::Character(letter) => Some(letter.to_string()),
        keyboard::Key::Unidentified => None,
    }
}
