//! Files for the photo: the system's dialog, a typed path, and what reading one can come to.

use super::super::picture_file;
use super::super::situation::{self, Sentence};
use super::cropping::Opened;
use crate::config::PhotoOptions;
use crate::picture::{self, Crop, Prepared, Proxy};

use bytes::Bytes;

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// What the dialog came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// A file was chosen.
    File(PathBuf),
    /// The dialog was closed without one.
    Cancelled,
    /// No dialog could be opened here.
    Unavailable,
}

/// Opens the system's dialog over our window.
pub(super) fn dialog(window: &dyn iced::window::Window) -> impl Future<Output = Choice> + Send + use<> {
    let dialog = rfd::AsyncFileDialog::new()
        .add_filter("*.jpg *.png *.webp *.gif *.bmp *.tiff", &picture::EXTENSIONS)
        .set_parent(&window);
    let failures = crate::log::dialog_errors();
    let closed = dialog.pick_file();
    async move {
        match closed.await {
            Some(file) => Choice::File(file.path().to_owned()),
            // rfd answers the same for a closed dialog and for one that never opened; only its log differs.
            None if crate::log::dialog_errors() > failures => Choice::Unavailable,
            None => Choice::Cancelled,
        }
    }
}

/// Whether files can be dropped on a window here: winit 0.30 has no drops on Wayland.
pub(super) fn can_drop() -> bool {
    static ANSWER: LazyLock<bool> = LazyLock::new(|| {
        let is_wayland = std::env::var_os("WAYLAND_DISPLAY").is_some_and(|display| !display.is_empty());
        !(cfg!(feature = "wayland") && is_wayland)
    });
    *ANSWER
}

/// The file a typed path means: `~` and `file://` are understood.
pub(super) fn typed(text: &str) -> PathBuf {
    let text = text.trim().trim_matches(['"', '\'']);
    if let Some(path) = url::Url::parse(text).ok().filter(|url| url.scheme() == "file")
        && let Ok(path) = path.to_file_path()
    {
        return path;
    }
    match text.strip_prefix("~/").zip(directories::BaseDirs::new()) {
        Some((rest, folders)) => folders.home_dir().join(rest),
        None => PathBuf::from(text),
    }
}

/// Reads a file and decodes it for the screen, on a blocking thread.
pub(super) async fn open(path: PathBuf) -> Result<Opened, Sentence> {
    tokio::task::spawn_blocking(move || load(&path))
        .await
        .unwrap_or_else(|_| Err(Sentence::of("picture-broken")))
}

/// Reads and decodes at once.
pub(super) fn load(path: &Path) -> Result<Opened, Sentence> {
    decode(Bytes::from(picture_file::read(path)?))
}

/// Decodes a file for the screen.
pub(super) fn decode(file: Bytes) -> Result<Opened, Sentence> {
    let proxy = Proxy::new(&file).map_err(|error| situation::picture(&error))?;
    Ok(Opened { file, proxy: Arc::new(proxy) })
}

/// Makes the file that is sent, on a blocking thread.
pub(super) async fn prepare(file: Bytes, crop: Crop, options: PhotoOptions) -> Result<Prepared, Sentence> {
    let work = move || {
        picture::prepare(&file, Some(crop), options.size, options.max_bytes)
            .map_err(|error| situation::picture(&error))
    };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(Sentence::of("picture-broken")))
}
