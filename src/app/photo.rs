//! The photo screen over the profile: how it opens and what its actions lead to.

use super::{App, Message, SignedIn, State};
use crate::editor::Event;
use crate::screen::{self, photo};

use iced::Task;

impl App {
    pub(super) fn change_photo(&mut self) -> Task<Message> {
        let scale = self.device_scale();
        let State::SignedIn(inside) = &mut self.state else {
            return Task::none();
        };
        let profile = &inside.profile;
        let start = photo::Start {
            options: self.start.config.photo,
            scale,
            name: profile.name(),
            folder: photo::Folder::new(profile.account(), self.start.store.clone(), inside.folder.clone()),
        };
        let (photo, task) = screen::Photo::new(start);
        inside.photo = Some(photo);
        let opened = self.profile_event(Event::PhotoScreenOpened);
        Task::batch([task.map(Message::Photo), opened])
    }

    /// Opens the screen where it is not open yet, and lets something happen on it.
    pub(super) fn with_photo(
        &mut self,
        act: impl FnOnce(&mut screen::Photo) -> Task<photo::Message>,
    ) -> Task<Message> {
        let open = match &self.state {
            State::SignedIn(SignedIn { photo: None, .. }) => self.change_photo(),
            State::SignedIn(_) | State::SignedOut(_) => Task::none(),
        };
        match &mut self.state {
            State::SignedIn(SignedIn { photo: Some(photo), .. }) => {
                Task::batch([open, act(photo).map(Message::Photo)])
            }
            State::SignedIn(_) | State::SignedOut(_) => open,
        }
    }

    pub(super) fn photo(&mut self, message: photo::Message) -> Task<Message> {
        let State::SignedIn(SignedIn { profile, photo: open @ Some(_), folder, .. }) = &mut self.state else {
            return Task::none();
        };
        let Some(photo) = open else { return Task::none() };
        *folder = photo.folder();
        match photo.update(message, profile.editor()) {
            photo::Action::None => Task::none(),
            photo::Action::Run(task) => task.map(Message::Photo),
            photo::Action::Edit(event, task) => {
                Task::batch([task.map(Message::Photo), self.profile_event(event)])
            }
            photo::Action::Leave => {
                *open = None;
                self.profile_event(Event::PhotoScreenLeft)
            }
        }
    }
}
