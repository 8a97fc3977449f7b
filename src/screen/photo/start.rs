//! What the photo screen starts from, and what is on screen behind it. Plain data.

use super::folder::Folder;
use crate::config::PhotoOptions;
use crate::editor::Editor;

use iced::widget::image::Handle;

/// What the screen starts from.
#[derive(Debug)]
pub struct Start {
    /// How photos are prepared.
    pub options: PhotoOptions,
    /// Pixels of the screen for each of the layout.
    pub scale: f32,
    /// The person's name.
    pub name: String,
    /// Where photos were chosen last.
    pub folder: Folder,
}

/// What is on screen behind it.
#[derive(Debug)]
pub struct Now<'a> {
    /// What is edited and sent.
    pub editor: &'a Editor,
    /// The present photo as a small circle; none where there is none.
    pub picture: Option<Handle>,
}
