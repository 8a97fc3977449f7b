//! What the photo screen starts from, and what is on screen behind it. Plain data.

use super::folder::Folder;
use crate::config::PhotoOptions;
use crate::editor::Editor;

use iced::widget::image::Handle;

/// What the screen is opened with.
#[derive(Debug)]
pub struct Start {
    /// How photos are prepared.
    pub options: PhotoOptions,
    /// Device pixels for each pixel of the layout.
    pub scale: f32,
    /// The person's name.
    pub name: String,
    /// The folder of the last photo.
    pub folder: Folder,
}

/// The profile behind this screen.
#[derive(Debug)]
pub struct Background<'a> {
    /// Its editor.
    pub editor: &'a Editor,
    /// The present photo as a small circle; none where there is none.
    pub picture: Option<Handle>,
    /// Whether the server does not accept the key any more.
    pub is_signed_out: bool,
}
