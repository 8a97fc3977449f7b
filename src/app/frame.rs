//! The window: how it opens, and what the system tells about it.

use super::account::Leaving;
use super::drag::Drag;
use super::{App, Message, SignedIn, Start, State};
use crate::theme;

use iced::window;
use iced::{Size, Task};

/// The window as the system has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) size: Size,
    /// Device pixels for each logical one.
    pub(super) scale: f32,
    pub(super) drag: Drag,
}

impl Frame {
    /// The window before the system has said anything about it.
    pub(super) fn new(start: &Start) -> Self {
        Self { size: first_size(start), scale: 1.0, drag: Drag::None }
    }
}

/// The window as it opens, in logical pixels.
const DEFAULT_SIZE: Size = Size::new(960.0, 720.0);
/// The smallest window the program is usable in.
const SMALLEST_SIZE: Size = Size::new(360.0, 480.0);
/// The name by which desktops know the program.
pub const APPLICATION_ID: &str = "org.nameplate.Nameplate";

/// How the window opens.
pub(super) fn settings(start: &Start) -> window::Settings {
    let size = first_size(start);
    window::Settings {
        size,
        min_size: Some(SMALLEST_SIZE),
        icon: window_icon(),
        exit_on_close_request: false,
        platform_specific: platform(),
        ..window::Settings::default()
    }
}

impl App {
    pub(super) fn window(&mut self, event: &window::Event) -> Task<Message> {
        match event {
            window::Event::Opened { size, .. } | window::Event::Resized(size) => self.resize(*size),
            window::Event::Rescaled(scale) => self.rescale(*scale),
            window::Event::FileHovered(_)
            | window::Event::FileDropped(_)
            | window::Event::FilesHoveredLeft => self.drag(event),
            window::Event::CloseRequested => self.ask_to_leave(Leaving::Close),
            _ => Task::none(),
        }
    }

    fn resize(&mut self, size: Size) -> Task<Message> {
        let is_narrow = |size: Size| size.width / self.look.scale() < theme::size::NARROW;
        let is_reshaped = is_narrow(size) != is_narrow(self.frame.size);
        self.frame.size = size;
        match &self.state {
            State::SignedIn(SignedIn { photo: Some(photo), .. }) if is_reshaped => {
                photo.reshape().map(Message::Photo)
            }
            State::SignedIn(_) | State::SignedOut(_) => Task::none(),
        }
    }

    pub(super) fn rescale(&mut self, scale: f32) -> Task<Message> {
        if (self.frame.scale - scale).abs() < f32::EPSILON {
            return Task::none();
        }
        self.frame.scale = scale;
        let scale = self.device_scale();
        match &mut self.state {
            State::SignedIn(inside) => {
                let photo = inside.photo.as_mut().map_or_else(Task::none, |photo| photo.rescale(scale));
                let profile = inside.profile.rescale(scale).map(Message::Profile);
                Task::batch([profile, photo.map(Message::Photo)])
            }
            State::SignedOut(_) => Task::none(),
        }
    }

    /// Device pixels for each pixel of the layout.
    pub(super) fn device_scale(&self) -> f32 {
        self.frame.scale * self.look.scale()
    }
}

/// The size of the window when it was last closed, within what makes sense.
fn first_size(start: &Start) -> Size {
    start.config.window.map_or(DEFAULT_SIZE, |window| {
        let width = (window.width as f32).max(SMALLEST_SIZE.width);
        Size::new(width, (window.height as f32).max(SMALLEST_SIZE.height))
    })
}

fn window_icon() -> Option<window::Icon> {
    const SIDE: u32 = 64;
    let rgba = include_bytes!("../../assets/icon/64.rgba").to_vec();
    window::icon::from_rgba(rgba, SIDE, SIDE).ok()
}

fn platform() -> window::settings::PlatformSpecific {
    #[cfg(target_os = "linux")]
    return window::settings::PlatformSpecific {
        application_id: APPLICATION_ID.to_owned(),
        ..window::settings::PlatformSpecific::default()
    };
    #[cfg(not(target_os = "linux"))]
    window::settings::PlatformSpecific::default()
}
