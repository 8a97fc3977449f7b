//! What the program has whether or not somebody is signed in: its settings, its look, its window, and what this machine
//! stores.

use super::frame::Frame;
use super::look::{self, Look};
use super::message::Message;
use super::report;
use super::rescue::Rescue;
use super::signals::Signals;
use super::start::Start;
use super::storage::Storage;
use crate::access::Bridge;
use crate::access::watch::{Pass, Watch};
use crate::api::Logins;
use crate::config::Config;
use crate::measure;
use crate::screen::{profile, sign_in};
use crate::sentence::{Sentence, Value};
use crate::store::Crash;
use crate::widget::Ui;

use iced::{Subscription, Task, clipboard};

/// Measures how long the passes over the window take, with the feature `measure`.
pub(super) fn watch_passes() -> Watch {
    let note = |pass, took| {
        let name = match pass {
            Pass::Diff => "diff",
            Pass::Layout => "layout",
            Pass::Draw => "draw",
            Pass::Collect => "tree collect",
            Pass::Push => "tree push",
        };
        measure::note(name, took);
    };
    Watch(cfg!(feature = "measure").then_some(note))
}

/// What the screens are given.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) config: Config,
    pub(super) bridge: Option<Bridge>,
    pub(super) signals: Option<Signals>,
    pub(super) look: Look,
    pub(super) frame: Frame,
    pub(super) storage: Storage,
    pub(super) rescue: Rescue,
    /// The crash of the run before, if there was one.
    pub(super) crash: Option<Crash>,
    /// Which name (username, e-mail or another) each server was found to accept at its sign-in.
    pub(super) logins: Logins,
}

impl Context {
    /// The context at the start of the program.
    pub(super) fn new(start: Start) -> Self {
        Self {
            look: Look::new(&start.config.interface, start.clock).running(start.direction),
            frame: Frame::new(&start),
            storage: Storage::new(&start),
            rescue: start.rescue,
            crash: start.crash,
            logins: Logins::default(),
            config: start.config,
            bridge: start.bridge,
            signals: start.signals,
        }
    }

    /// Starts the connection to assistive technology.
    pub(super) fn start_bridge(&self) -> Task<Message> {
        self.bridge.as_ref().map_or_else(Task::none, Bridge::start)
    }

    /// The events that do not come from the window.
    pub(super) fn subscription(&self) -> Subscription<Message> {
        let wakeups = self.bridge.as_ref().map(|bridge| bridge.wakeups().map(|()| Message::Wake));
        let signals = self.signals.as_ref().map(|signals| signals.requests().map(|()| Message::EndRequested));
        let system = Some(look::preferences().map(Message::System));
        Subscription::batch([wakeups, signals, system].into_iter().flatten())
    }

    /// What a view needs.
    pub(super) fn ui(&self) -> Ui<'_> {
        self.look.ui(self.frame.size)
    }

    /// Device pixels for each pixel of the layout.
    pub(super) fn device_scale(&self) -> f32 {
        self.frame.scale * self.look.scale()
    }

    /// What the profile screen needs.
    pub(super) fn profile_context(&self) -> profile::ScreenContext {
        let (store, clock, scale) = (self.storage.store(), self.look.clock(), self.device_scale());
        profile::ScreenContext { store, clock, scale }
    }

    /// Copies the report for support to the clipboard.
    pub(super) fn copy_report(&self) -> Task<Message> {
        clipboard::write(report::text(&self.look, self.frame.size, self.crash.as_ref()))
    }

    /// The sentence about the crash of the run before, if there was one.
    pub(super) fn crash_sentence(&self) -> Option<Sentence> {
        let now = self.look.clock().now();
        let said =
            |crash: &Crash| Sentence::of("general-ended-by-fault").with("time", Value::Moment(crash.at, now));
        self.crash.as_ref().map(said)
    }

    /// What a sign-in screen needs.
    pub(super) fn sign_in_start(&self) -> sign_in::Start {
        sign_in::Start {
            options: self.config.options.clone(),
            server: self.config.server.clone(),
            accounts: self.storage.accounts().to_vec(),
            vault: self.storage.vault(),
            logins: self.logins.clone(),
            language: self.look.answer_language(),
            key: self.storage.key(),
        }
    }
}
