//! Files that are dragged over the window and dropped on it.
//!
//! The system tells of every file by itself: so many come, then so many are dropped. One is used.

use super::{App, Message, SignedIn, State};
use crate::access::{self, Live, Role};
use crate::theme::{self, radius, size, space};
use crate::widget::drawn::apart;
use crate::widget::{Ui, text};

use iced::widget::container;
use iced::{Border, Element, Length, Task, window};

/// What is dragged over the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Drag {
    /// Nothing.
    #[default]
    None,
    /// So many files.
    Over(usize),
    /// The first file was taken; so many are still to be told of.
    Taken(usize),
}

impl App {
    pub(super) fn drag(&mut self, event: &window::Event) -> Task<Message> {
        let drag = self.frame.drag;
        self.frame.drag = match (event, drag) {
            (window::Event::FileHovered(_), Drag::Over(files)) => Drag::Over(files + 1),
            (window::Event::FileHovered(_), _) => Drag::Over(1),
            (window::Event::FileDropped(_), Drag::Over(files)) if files > 1 => Drag::Taken(files - 1),
            (window::Event::FileDropped(_), Drag::Taken(files)) if files > 1 => Drag::Taken(files - 1),
            _ => Drag::None,
        };
        match (event, drag) {
            // The rest of the files, of which only the first is used.
            (window::Event::FileDropped(_), Drag::Taken(_)) => Task::none(),
            (window::Event::FileDropped(path), _) if self.takes_photos() => {
                let path = path.clone();
                let has_others = matches!(drag, Drag::Over(files) if files > 1);
                self.with_photo(move |photo| photo.take_file(path, has_others))
            }
            _ => Task::none(),
        }
    }

    /// Whether what is dragged would be taken here.
    pub(super) fn is_target(&self) -> bool {
        matches!(self.frame.drag, Drag::Over(_)) && self.takes_photos()
    }

    /// Whether a photo can come in: somebody is signed in, and nothing lies over the screen.
    pub(super) fn takes_photos(&self) -> bool {
        let State::SignedIn(SignedIn { profile, photo, renewal: None, .. }) = &self.state else {
            return false;
        };
        let editor = profile.editor();
        let is_busy = photo.as_ref().is_some_and(|photo| !photo.takes_files(editor));
        self.layer.is_none() && !editor.is_asking() && !editor.writing().is_busy() && !is_busy
    }
}

/// The whole window as a place to drop something.
pub(super) fn target<'a>(ui: Ui<'a>) -> Element<'a, Message> {
    let p = ui.palette;
    let words = ui.tr("photo-drop-now");
    let said = text::styled(words.clone(), theme::TITLE, p.text);
    let place = container(said).center(Length::Fill).style(move |_| container::Style {
        background: Some(p.accent_soft.into()),
        border: Border { color: p.accent, width: size::FOCUS, radius: radius::DIALOG.into() },
        ..container::Style::default()
    });
    let place = container(place)
        .padding(space::L)
        .style(move |_| container::Style { background: Some(p.bg.into()), ..container::Style::default() });
    apart(access::labelled(place, Role::Status, words).live(Live::Polite)).into()
}
