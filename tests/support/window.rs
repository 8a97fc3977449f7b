//! The window of the driver: runs a program without a display, like `iced_winit` does.
//!
//! Owns the state of the program and of its widgets, the time, the clipboard and the tasks. Knows nothing of names and roles.

use super::boxes::Boxes;
use super::picture::{DrawnText, Picture, layers};
use super::places::Places;

use iced::advanced::clipboard::{self, Clipboard as _};
use iced::advanced::graphics::text::font_system;
use iced::advanced::renderer::{self, Headless as _};
use iced::advanced::widget::Operation;
use iced::advanced::widget::operation::Outcome;
use iced::advanced::{Renderer as _, subscription};
use iced::futures::StreamExt;
use iced::futures::channel::mpsc;
use iced::mouse;
use iced::theme;
use iced::time::{Duration, Instant};
use iced::window::{self, RedrawRequest};
use iced::{Event, Executor as _, Point, Program, Size, Task};
use iced_runtime::futures::Runtime;
use iced_runtime::user_interface::{self, UserInterface};
use iced_runtime::{Action, system, task};
use nameplate::access::{Collector, Tree};

use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

type Running<P> = Runtime<
    <P as Program>::Executor,
    mpsc::UnboundedSender<Action<<P as Program>::Message>>,
    Action<<P as Program>::Message>,
>;

/// A program in a window without a display.
pub(super) struct Window<P: Program> {
    program: P,
    pub(super) state: P::State,
    runtime: Running<P>,
    arrivals: mpsc::UnboundedReceiver<Action<P::Message>>,
    renderer: P::Renderer,
    cache: Option<user_interface::Cache>,
    id: window::Id,
    pub(super) size: Size,
    scale: f32,
    pub(super) cursor: mouse::Cursor,
    pub(super) clipboard: Clipboard,
    clock: Instant,
    system_theme: theme::Mode,
    pub(super) requests: Vec<Request>,
    pub(super) is_open: bool,
}

/// Something the program asked of its window.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Request {
    /// The window was closed by the program, or by the person where the program leaves that to iced.
    Close,
    /// The program ended itself.
    Exit,
    /// Another size of the window.
    Resize(Size),
    /// Another mode, such as full screen or hidden.
    Mode(window::Mode),
    /// The window should flash in the task bar.
    Attention,
    /// The window should come to the front.
    GainFocus,
    /// The window's handle was asked for, which a window without a display cannot give: the task ends
    /// without an answer.
    Handle,
}

impl<P> Window<P>
where
    P: Program + 'static,
{
    /// Opens the window on what `start` makes of the program. `size` is in logical pixels.
    pub(super) fn open(
        program: P,
        size: Size,
        scale: f32,
        start: impl FnOnce(&P) -> (P::State, Task<P::Message>),
    ) -> Self {
        let settings = program.settings();
        for font in settings.fonts {
            font_system().write().expect("the font system is not poisoned").load_font(font);
        }
        let executor = P::Executor::new().expect("the executor starts");
        let renderer = executor
            .block_on(<P::Renderer as renderer::Headless>::new(
                settings.default_font,
                settings.default_text_size,
                None,
            ))
            .expect("the renderer draws without a display");
        let (sender, arrivals) = mpsc::unbounded();
        let runtime = Runtime::new(executor, sender);
        let (state, task) = runtime.enter(|| start(&program));

        let mut window = Self {
            program,
            state,
            runtime,
            arrivals,
            renderer,
            cache: Some(user_interface::Cache::default()),
            id: window::Id::unique(),
            size,
            scale,
            cursor: mouse::Cursor::Unavailable,
            clipboard: Clipboard::default(),
            clock: Instant::now(),
            system_theme: theme::Mode::Light,
            requests: Vec::new(),
            is_open: true,
        };
        window.track();
        let layout_size = window.layout_size();
        let _ = window.deliver(&[
            Event::Window(window::Event::Opened { position: Some(Point::ORIGIN), size: layout_size }),
            Event::Window(window::Event::Focused),
        ]);
        window.start(task);
        window.settle();
        window
    }

    /// Lets these events happen, and everything that they lead to at once.
    pub(super) fn happen(&mut self, events: &[Event]) {
        let _ = self.deliver(events);
        self.settle();
    }

    /// Asks to close the window, as its title bar does.
    pub(super) fn request_close(&mut self) {
        if self.program.window().is_none_or(|settings| settings.exit_on_close_request) {
            self.close();
        } else {
            self.happen(&[Event::Window(window::Event::CloseRequested)]);
        }
    }

    /// Gives the window another size, in logical pixels.
    pub(super) fn resize(&mut self, size: Size) {
        self.size = size;
        let size = self.layout_size();
        self.happen(&[Event::Window(window::Event::Resized(size))]);
    }

    /// Gives the window another scale.
    pub(super) fn rescale(&mut self, scale: f32) {
        self.scale = scale;
        self.happen(&[Event::Window(window::Event::Rescaled(scale))]);
    }

    /// The system changes between light and dark.
    pub(super) fn set_system_theme(&mut self, mode: theme::Mode) {
        self.perform(Action::System(system::Action::NotifyTheme(mode)));
        self.settle();
    }

    /// Lets time pass, for what waits for a later frame.
    pub(super) fn advance(&mut self, time: Duration) {
        self.clock += time;
        self.settle();
    }

    /// Whether a redraw asks for another one, now or later.
    pub(super) fn asks_for_frames(&mut self) -> bool {
        self.settle();
        self.frame() != RedrawRequest::Wait
    }

    /// Hands the program a message without a detour.
    pub(super) fn send(&mut self, message: P::Message) {
        self.update(vec![message]);
        self.settle();
    }

    /// Waits for a task or a subscription to bring something, and handles it. False when `deadline` comes
    /// first.
    pub(super) fn wait_for_arrival(&mut self, deadline: Instant) -> bool {
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        while let Some(rest) = deadline.checked_duration_since(Instant::now()) {
            match self.arrivals.poll_next_unpin(&mut Context::from_waker(&waker)) {
                Poll::Ready(Some(action)) => {
                    self.perform(action);
                    self.settle();
                    return true;
                }
                Poll::Ready(None) => unreachable!("the runtime holds a sender"),
                Poll::Pending => thread::park_timeout(rest),
            }
        }
        false
    }

    /// What assistive technology is told at this moment.
    pub(super) fn tree(&mut self) -> Tree {
        let mut collector = Collector::new();
        self.visit(&mut collector);
        collector.finish(&self.title(), self.layout_size(), f64::from(self.scale))
    }

    /// Every box of the layout at this moment.
    pub(super) fn boxes(&mut self) -> Boxes {
        let mut boxes = Boxes::default();
        self.visit(&mut boxes);
        boxes
    }

    /// Where the layout put things at this moment.
    pub(super) fn places(&mut self) -> Places {
        let mut places = Places::default();
        self.visit(&mut places);
        places
    }

    /// The pixels of `picture`, the last one, where only what changed since `before` was drawn again.
    pub(super) fn redrawn(&mut self, picture: &Picture, before: &Picture) -> Vec<u8> {
        let background = self.program.style(&self.state, &self.theme()).background_color;
        picture.redrawn_over(before, &mut self.renderer, background)
    }

    /// Asserts that iced itself makes the same of `picture`, the last one.
    pub(super) fn assert_is_stock(&mut self, picture: &Picture, name: &str) {
        let background = self.program.style(&self.state, &self.theme()).background_color;
        picture.assert_is_stock(&mut self.renderer, background, name);
    }

    /// What is on screen, unchecked.
    pub(super) fn screenshot(&mut self) -> Picture {
        self.picture(true)
    }

    /// The same without its pixels, which take the longest.
    pub(super) fn drawing(&mut self) -> Picture {
        self.picture(false)
    }

    fn picture(&mut self, has_pixels: bool) -> Picture {
        self.settle();
        let (tree, places) = (self.tree(), self.places());
        let theme = self.theme();
        let style = self.program.style(&self.state, &theme);
        let (cache, size) = (self.take_cache(), self.layout_size());
        let view = self.program.view(&self.state, self.id);
        let mut interface = UserInterface::build(view, size, cache, &mut self.renderer);
        // An overlay is laid out by the update alone.
        let _ = interface.update(
            &[Event::Window(window::Event::RedrawRequested(self.clock))],
            self.cursor,
            &mut self.renderer,
            &mut self.clipboard,
            &mut Vec::new(),
        );
        interface.draw(
            &mut self.renderer,
            &theme,
            &renderer::Style { text_color: style.text_color },
            self.cursor,
        );
        let layers = layers(&mut self.renderer);
        let texts = DrawnText::of(&layers);
        let physical =
            Size::new((self.size.width * self.scale) as u32, (self.size.height * self.scale) as u32);
        let scale = self.scale * self.program.scale_factor(&self.state, self.id);
        let pixels = if has_pixels {
            let _span = nameplate::measure::span("pixels");
            self.renderer.screenshot(physical, scale, style.background_color)
        } else {
            Vec::new()
        };
        self.cache = Some(interface.into_cache());
        Picture { pixels, size: physical, scale, texts, layers, tree, places }
    }

    /// The window's title.
    pub(super) fn title(&self) -> String {
        self.program.title(&self.state, self.id)
    }

    /// The theme the program draws with.
    pub(super) fn theme(&self) -> P::Theme {
        self.program
            .theme(&self.state, self.id)
            .unwrap_or_else(|| <P::Theme as theme::Base>::default(self.system_theme))
    }

    /// The size the layout has: the program may scale itself besides the window.
    pub(super) fn layout_size(&self) -> Size {
        let own = self.program.scale_factor(&self.state, self.id);
        Size::new(self.size.width / own, self.size.height / own)
    }

    /// Frames until nothing asks for another one right now, with all that has arrived meanwhile. Something
    /// that is animated for ever gets as many frames as fit into half a second.
    fn settle(&mut self) {
        const FRAME: Duration = Duration::from_millis(16);
        for _ in 0..32 {
            let mut is_calm = true;
            while let Ok(action) = self.arrivals.try_recv() {
                self.perform(action);
                is_calm = false;
            }
            match self.frame() {
                RedrawRequest::NextFrame => self.clock += FRAME,
                RedrawRequest::At(time) if time <= self.clock => {}
                RedrawRequest::At(_) | RedrawRequest::Wait if is_calm => return,
                RedrawRequest::At(_) | RedrawRequest::Wait => {}
            }
        }
    }

    /// One redraw, repeated like iced's own while it leads to messages or another layout.
    fn frame(&mut self) -> RedrawRequest {
        for _ in 0..3 {
            let (state, changed) = self.deliver(&[Event::Window(window::Event::RedrawRequested(self.clock))]);
            if changed || state.has_layout_changed() {
                continue;
            }
            if let user_interface::State::Updated { redraw_request, .. } = state {
                return redraw_request;
            }
        }
        RedrawRequest::NextFrame
    }

    /// Gives the widgets some events, then the program the messages that come of them. Says whether there
    /// were any.
    fn deliver(&mut self, events: &[Event]) -> (user_interface::State, bool) {
        let (cache, size) = (self.take_cache(), self.layout_size());
        let mut messages = Vec::new();
        let view = self.program.view(&self.state, self.id);
        let mut interface = UserInterface::build(view, size, cache, &mut self.renderer);
        let (state, statuses) =
            interface.update(events, self.cursor, &mut self.renderer, &mut self.clipboard, &mut messages);
        self.cache = Some(interface.into_cache());
        for (event, status) in events.iter().zip(statuses) {
            self.runtime.broadcast(subscription::Event::Interaction {
                window: self.id,
                event: event.clone(),
                status,
            });
        }
        let changed = !messages.is_empty();
        if changed {
            self.update(messages);
        }
        (state, changed)
    }

    fn update(&mut self, messages: Vec<P::Message>) {
        for message in messages {
            let task = self.runtime.enter(|| self.program.update(&mut self.state, message));
            self.start(task);
        }
        self.track();
    }

    /// Runs a task: what it has at once happens at once, like in iced, the rest arrives later.
    fn start(&mut self, task: Task<P::Message>) {
        let Some(mut stream) = task::into_stream(task) else { return };
        loop {
            let mut context = Context::from_waker(Waker::noop());
            match self.runtime.enter(|| stream.poll_next_unpin(&mut context)) {
                Poll::Ready(Some(action)) => self.perform(action),
                Poll::Ready(None) => return,
                Poll::Pending => return self.runtime.run(stream),
            }
        }
    }

    fn track(&mut self) {
        let subscription = self.runtime.enter(|| self.program.subscription(&self.state).map(Action::Output));
        self.runtime.track(subscription::into_recipes(subscription));
    }

    fn perform(&mut self, action: Action<P::Message>) {
        match action {
            Action::Output(message) => self.update(vec![message]),
            Action::Widget(operation) => self.operate(operation),
            Action::Clipboard(iced_runtime::clipboard::Action::Read { target, channel }) => {
                let _ = channel.send(self.clipboard.read(target));
            }
            Action::Clipboard(iced_runtime::clipboard::Action::Write { target, contents }) => {
                self.clipboard.write(target, contents);
            }
            Action::Window(action) => self.perform_on_window(action),
            Action::System(system::Action::GetTheme(channel)) => {
                let _ = channel.send(self.system_theme);
            }
            Action::System(system::Action::NotifyTheme(mode)) => {
                self.system_theme = mode;
                self.runtime.broadcast(subscription::Event::SystemThemeChanged(mode));
            }
            Action::System(system::Action::GetInformation(_)) => {
                panic!("the driver knows nothing about the machine")
            }
            Action::Image(iced_runtime::image::Action::Allocate(handle, channel)) => {
                self.renderer.allocate_image(&handle, move |allocation| {
                    let _ = channel.send(allocation);
                });
            }
            Action::LoadFont { bytes, channel } => {
                font_system().write().expect("the font system is not poisoned").load_font(bytes);
                let _ = channel.send(Ok(()));
            }
            Action::Exit => {
                self.requests.push(Request::Exit);
                self.is_open = false;
            }
            Action::Reload => {}
        }
    }

    fn operate(&mut self, operation: Box<dyn Operation>) {
        let (cache, size) = (self.take_cache(), self.layout_size());
        let view = self.program.view(&self.state, self.id);
        let mut interface = UserInterface::build(view, size, cache, &mut self.renderer);
        let mut next = Some(operation);
        while let Some(mut operation) = next.take() {
            interface.operate(&self.renderer, operation.as_mut());
            if let Outcome::Chain(following) = operation.finish() {
                next = Some(following);
            }
        }
        self.cache = Some(interface.into_cache());
    }

    fn perform_on_window(&mut self, action: iced_runtime::window::Action) {
        use iced_runtime::window::Action;

        match action {
            Action::Open(id, _settings, channel) => {
                self.id = id;
                let _ = channel.send(id);
            }
            Action::Close(_) => self.close(),
            Action::GetOldest(channel) | Action::GetLatest(channel) => {
                let _ = channel.send(self.is_open.then_some(self.id));
            }
            Action::Resize(_, size) => {
                self.requests.push(Request::Resize(size));
                self.resize(size);
            }
            Action::GetSize(_, channel) => {
                let _ = channel.send(self.layout_size());
            }
            Action::GetMaximized(_, channel) => {
                let _ = channel.send(false);
            }
            Action::GetMinimized(_, channel) => {
                let _ = channel.send(Some(false));
            }
            Action::GetPosition(_, channel) => {
                let _ = channel.send(Some(Point::ORIGIN));
            }
            Action::GetScaleFactor(_, channel) => {
                let _ = channel.send(self.scale);
            }
            Action::GetMode(_, channel) => {
                let _ = channel.send(window::Mode::Windowed);
            }
            Action::GetMonitorSize(_, channel) => {
                let _ = channel.send(Some(Size::new(3840.0, 2160.0)));
            }
            Action::SetMode(_, mode) => self.requests.push(Request::Mode(mode)),
            Action::RequestUserAttention(_, Some(_)) => self.requests.push(Request::Attention),
            Action::GainFocus(_) => self.requests.push(Request::GainFocus),
            Action::GetRawId(..) | Action::Run(..) => self.requests.push(Request::Handle),
            Action::Screenshot(_, channel) => {
                let Picture { pixels, size, scale, .. } = self.screenshot();
                let _ = channel.send(window::Screenshot::new(pixels, size, scale));
            }
            // Changes nothing that can be seen here.
            _ => {}
        }
    }

    fn close(&mut self) {
        if !self.is_open {
            return;
        }
        self.requests.push(Request::Close);
        self.is_open = false;
        self.runtime.broadcast(subscription::Event::Interaction {
            window: self.id,
            event: Event::Window(window::Event::Closed),
            status: iced::event::Status::Ignored,
        });
    }

    fn take_cache(&mut self) -> user_interface::Cache {
        self.cache.take().expect("every step puts the cache back")
    }

    fn visit(&mut self, operation: &mut dyn Operation) {
        let (cache, size) = (self.take_cache(), self.layout_size());
        let view = self.program.view(&self.state, self.id);
        let mut interface = UserInterface::build(view, size, cache, &mut self.renderer);
        interface.operate(&self.renderer, operation);
        self.cache = Some(interface.into_cache());
    }
}

/// A clipboard of the window's own.
#[derive(Debug, Default)]
pub(super) struct Clipboard {
    standard: Option<String>,
    primary: Option<String>,
}

impl clipboard::Clipboard for Clipboard {
    fn read(&self, kind: clipboard::Kind) -> Option<String> {
        match kind {
            clipboard::Kind::Standard => self.standard.clone(),
            clipboard::Kind::Primary => self.primary.clone(),
        }
    }

    fn write(&mut self, kind: clipboard::Kind, contents: String) {
        match kind {
            clipboard::Kind::Standard => self.standard = Some(contents),
            clipboard::Kind::Primary => self.primary = Some(contents),
        }
    }
}

/// Wakes the thread that waits for an arrival.
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
