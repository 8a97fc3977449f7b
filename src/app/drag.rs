//! Files that are dragged over the window and dropped on it.
//!
//! The system sends one event for each file: when it comes over the window, and when it is dropped. Only one file is used.

use crate::access::{self, Live, Role};
use crate::theme::{self, radius, size, space};
use crate::widget::backdrop::in_layer;
use crate::widget::{Ui, text};

use iced::widget::container;
use iced::{Border, Element, Length, window};

use std::path::PathBuf;

/// What is dragged over the window.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Drag {
    /// Nothing.
    #[default]
    None,
    /// This many files.
    Over(usize),
    /// The first file was taken; events for this many are still to come.
    Taken(usize),
}

impl Drag {
    /// Handles an event. Returns the file to use, if there is one, and whether other files were dropped with it.
    pub(super) fn note(&mut self, event: &window::Event) -> Option<(PathBuf, bool)> {
        let before = *self;
        *self = match (event, before) {
            (window::Event::FilesHoveredLeft, _) => Self::None,
            (window::Event::FileHovered(_), Self::Over(files)) => Self::Over(files + 1),
            (window::Event::FileHovered(_), _) => Self::Over(1),
            (window::Event::FileDropped(_), Self::Over(files) | Self::Taken(files)) if files > 1 => {
                Self::Taken(files - 1)
            }
            (window::Event::FileDropped(_), _) => Self::None,
            _ => before,
        };
        match (event, before) {
            // The further files are ignored.
            (window::Event::FileDropped(_), Self::Taken(_)) => None,
            (window::Event::FileDropped(path), _) => {
                Some((path.clone(), matches!(before, Self::Over(files) if files > 1)))
            }
            _ => None,
        }
    }

    /// Whether files are held over the window.
    pub(super) fn is_over(self) -> bool {
        matches!(self, Self::Over(_))
    }
}

/// The drop target, which covers the window.
pub(super) fn target<'a, Message: 'a>(ui: Ui<'a>) -> Element<'a, Message> {
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
    in_layer(access::labelled(place, Role::Status, words).live(Live::Polite)).into()
}
