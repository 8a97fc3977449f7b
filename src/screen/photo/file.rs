//! Files of photos: the system's dialog, typed paths, reading and decoding, and the sentence about each failure.

use crate::config::PhotoOptions;
use crate::disk::{self, Refusal};
use crate::log;
use crate::picture::{self, Crop, FORMATS, Fingerprint, MAX_FILE, OutputFormat, Prepared, Proxy};
use crate::profile::{Square, StagedPhoto};
use crate::sentence::{self, Sentence};
use crate::widget::Ui;

use bytes::Bytes;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// A file that was read, and its picture for the screen.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The file, which is decoded again for what is sent.
    pub(super) file: Bytes,
    pub(super) proxy: Arc<Proxy>,
    /// The kind of file that is sent.
    pub(super) format: OutputFormat,
    /// The SHA-256 of the file, in hexadecimal digits.
    pub(super) digest: String,
    /// The square that was chosen in an earlier run.
    pub(super) square: Option<Square>,
}

/// The result of the dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// A file was chosen.
    File(PathBuf),
    /// The dialog was closed without one.
    Cancelled,
    /// No dialog could be opened here.
    Unavailable,
}

/// The texts of the dialog, in the language of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialogTexts {
    title: String,
    pictures: String,
    all: String,
}

impl DialogTexts {
    pub(super) fn of(ui: Ui<'_>) -> Self {
        Self {
            title: ui.tr("photo-dialog-title"),
            pictures: ui.tr("photo-dialog-pictures"),
            all: ui.tr("photo-dialog-all"),
        }
    }
}

/// Opens the system's dialog over our window.
pub(super) fn dialog(
    window: &dyn iced::window::Window,
    words: DialogTexts,
    folder: Option<PathBuf>,
) -> impl Future<Output = Choice> + Send + use<> {
    let extensions = FORMATS.iter().flat_map(|format| format.extensions);
    let pictures: Vec<_> = extensions.map(|extension| in_any_case(extension)).collect();
    let mut dialog = rfd::AsyncFileDialog::new()
        .set_title(words.title)
        .add_filter(words.pictures, &pictures)
        .set_parent(&window);
    // The dialog of macOS has only one list of extensions.
    if !cfg!(target_os = "macos") {
        dialog = dialog.add_filter(words.all, &["*"]);
    }
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    let failures = log::dialog_errors();
    let closed = dialog.pick_file();
    async move {
        match closed.await {
            Some(file) => Choice::File(file.path().to_owned()),
            // rfd answers the same for a closed dialog and for one that never opened; only its log differs.
            None if log::dialog_errors() > failures => Choice::Unavailable,
            None => Choice::Cancelled,
        }
    }
}

/// An extension for the dialog's filter. On Linux the filter is a shell pattern that distinguishes capital and small letters,
/// so both are given for each letter: `[jJ][pP][gG]` (XDG Desktop Portal, `FileChooser`; zenity takes the same). Windows and
/// macOS have no patterns and ignore case.
fn in_any_case(extension: &str) -> String {
    if cfg!(any(windows, target_os = "macos")) {
        return extension.to_owned();
    }
    let both = |letter: char| match letter.is_ascii_alphabetic() {
        true => format!("[{}{}]", letter.to_ascii_lowercase(), letter.to_ascii_uppercase()),
        false => letter.to_string(),
    };
    extension.chars().map(both).collect()
}

/// Whether files can be dropped on the window. winit 0.30 cannot do it on Wayland.
pub(super) fn can_drop() -> bool {
    !crate::desktop::is_wayland()
}

/// The path that a typed text means. `~/` and `file://` are understood.
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

/// Reads a file and decodes it for the screen. Each runs on its own thread, because reading may never end.
pub(super) async fn open(path: PathBuf) -> Result<Opened, Sentence> {
    let start = Instant::now();
    let read = disk::apart(disk::PATIENCE, move || disk::read(&path, MAX_FILE)).await;
    let file = read.and_then(|file| file).map_err(|refusal| refused(refusal, start))?;
    disk::apart(disk::PATIENCE, move || decode(Bytes::from(file)))
        .await
        .unwrap_or_else(|_| Err(Sentence::of("picture-broken")))
}

/// Decodes a photo that was chosen in an earlier run.
pub(super) async fn reopen(staged: StagedPhoto) -> Result<Opened, Sentence> {
    let StagedPhoto { file, extension, square, .. } = staged;
    let format = if extension.as_deref() == Some(PNG) { OutputFormat::Png } else { OutputFormat::Automatic };
    let work = move || decode(file).map(|opened| Opened { format, square: Some(square), ..opened });
    disk::apart(disk::PATIENCE, work).await.unwrap_or_else(|_| Err(Sentence::of("picture-broken")))
}

/// The extension of a photo that is sent as PNG.
pub(super) const PNG: &str = "png";

/// Reads and decodes a file. Blocking.
pub(super) fn load(path: &Path) -> Result<Opened, Sentence> {
    let start = Instant::now();
    let file = disk::read(path, MAX_FILE).map_err(|refusal| refused(refusal, start))?;
    decode(Bytes::from(file))
}

/// The sentence about a file that cannot be read.
fn refused(refusal: Refusal, start: Instant) -> Sentence {
    let (kind, ms) = (log::kind(&refusal), log::ms(start));
    tracing::warn!(kind, ms, "a file was refused");
    sentence::photo_file(refusal)
}

/// Decodes a file for the screen.
pub(super) fn decode(file: Bytes) -> Result<Opened, Sentence> {
    let proxy = Proxy::new(&file).map_err(|error| sentence::picture(&error))?;
    let digest = Fingerprint::of(&file).digits();
    Ok(Opened { file, proxy: Arc::new(proxy), format: OutputFormat::Automatic, digest, square: None })
}

/// Encodes the square for sending, on a blocking thread.
pub(super) async fn prepare(
    (file, format): (Bytes, OutputFormat),
    crop: Crop,
    options: PhotoOptions,
) -> Result<Prepared, Sentence> {
    let work = move || {
        picture::prepare_as(format, &file, Some(crop), options.size, options.max_bytes)
            .map_err(|error| sentence::picture(&error))
    };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(Sentence::of("picture-broken")))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::{in_any_case, load};
    use crate::log::testing::lines;

    #[test]
    fn a_file_that_cannot_be_read_is_one_line_without_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("canary.jpg");
        for (path, kind) in [(missing.as_path(), "Missing"), (folder.path(), "NotAFile")] {
            let seen = lines(|| assert!(load(path).is_err()));
            let expected = format!("a file was refused kind=\"{kind}\" ms=");
            assert!(seen.lines().count() == 1 && seen.contains(&expected), "{seen}");
            assert!(!seen.contains("canary") && !seen.contains("/tmp"), "{seen}");
        }
    }

    #[test]
    fn an_ending_is_meant_in_capital_and_small_letters() {
        for (extension, expected) in [("jpg", "[jJ][pP][gG]"), ("jp2", "[jJ][pP]2"), ("", "")] {
            assert_eq!(in_any_case(extension), expected);
        }
    }
}
