//! A photo from the clipboard: a copied file first, else a copied picture, else the name of a file.

use super::super::situation::{self, Sentence};
use super::cropping::Opened;
use super::file;
use crate::picture;

use arboard::{Clipboard, Error, ImageData};
use bytes::Bytes;

use std::path::PathBuf;

/// What was copied.
#[derive(Debug)]
enum Copied<'a> {
    /// A file, and whether others came with it.
    File(PathBuf, bool),
    /// Pixels.
    Picture(ImageData<'a>),
}

/// Reads the clipboard and opens what is in it, on a blocking thread: the clipboard belongs to another
/// program, which may be slow, and pictures come encoded. Also says whether other files were left.
pub(super) async fn open() -> Result<(Opened, bool), Sentence> {
    let work = || match read()? {
        Copied::File(path, has_others) => Ok((file::load(&path)?, has_others)),
        Copied::Picture(pixels) => {
            let (width, height) = (pixels.width as u32, pixels.height as u32);
            let file = picture::lossless(width, height, &pixels.bytes);
            Ok((file::decode(Bytes::from(file.map_err(|error| situation::picture(&error))?))?, false))
        }
    };
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(Sentence::of("picture-broken")))
}

fn read() -> Result<Copied<'static>, Sentence> {
    let mut clipboard = Clipboard::new().map_err(|_| Sentence::of("photo-paste-failed"))?;
    // A file manager copies an icon of the file besides the file, and both besides its name.
    if let Some(files) = first(clipboard.get().file_list().unwrap_or_default()) {
        return Ok(files);
    }
    let picture = clipboard.get_image();
    choose(picture, || clipboard.get_text())
}

fn choose<'a>(
    picture: Result<ImageData<'a>, Error>,
    text: impl FnOnce() -> Result<String, Error>,
) -> Result<Copied<'a>, Sentence> {
    match picture {
        Ok(pixels) => Ok(Copied::Picture(pixels)),
        Err(Error::ContentNotAvailable) => named(&text().unwrap_or_default()),
        Err(Error::ConversionFailure) => Err(Sentence::of("picture-broken")),
        Err(_) => Err(Sentence::of("photo-paste-failed")),
    }
}

/// The files that a text names, one on each line: some file managers copy nothing else.
fn named<'a>(text: &str) -> Result<Copied<'a>, Sentence> {
    let is_file = |line: &&str| {
        line.starts_with("file://") || file::typed(line).is_absolute() && file::typed(line).exists()
    };
    let files: Vec<_> = text.lines().map(str::trim).filter(is_file).map(file::typed).collect();
    let is_link = ["https://", "http://"].iter().any(|scheme| text.trim_start().starts_with(scheme));
    first(files).ok_or_else(|| Sentence::of(if is_link { "photo-paste-link" } else { "photo-paste-nothing" }))
}

fn first<'a>(files: Vec<PathBuf>) -> Option<Copied<'a>> {
    let mut files = files.into_iter();
    files.next().map(|first| Copied::File(first, files.next().is_some()))
}

#[cfg(test)]
mod tests {
    use super::{Copied, choose, first};

    use arboard::{Error, ImageData};

    use std::path::Path;

    fn of_text(text: &str) -> Result<Copied<'static>, &'static str> {
        let copied = choose(Err(Error::ContentNotAvailable), || Ok(text.to_owned()));
        copied.map_err(|said| said.id())
    }

    #[test]
    fn the_first_of_several_files_is_taken() {
        let two = first(vec!["/a.jpg".into(), "/b.jpg".into()]);
        assert!(matches!(two, Some(Copied::File(path, true)) if path == Path::new("/a.jpg")));
        let one = first(vec!["/a.jpg".into()]);
        assert!(matches!(one, Some(Copied::File(_, false))));
        assert!(first(Vec::new()).is_none());
    }

    #[test]
    fn a_picture_comes_before_a_text() {
        let pixels = ImageData { width: 1, height: 1, bytes: vec![0; 4].into() };
        let copied = choose(Ok(pixels), || Ok("https://example.com".to_owned()));
        assert!(matches!(copied, Ok(Copied::Picture(_))));
    }

    #[test]
    fn a_text_may_name_files() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a photo.jpg");
        std::fs::write(&file, "").unwrap();
        let address = url::Url::from_file_path(&file).unwrap();
        for text in [
            file.display().to_string(),
            format!("\"{}\"\n", file.display()),
            format!("x-special/nautilus-clipboard\ncopy\n{address}\n"),
        ] {
            let copied = of_text(&text);
            assert!(matches!(&copied, Ok(Copied::File(path, false)) if *path == file), "{copied:?}");
        }
        let two = of_text(&format!("{address}\r\nfile:///nowhere.png\r\n"));
        assert!(matches!(two, Ok(Copied::File(path, true)) if path == file));
        // What a file manager names is there or said to be missing; any other text is no path.
        assert!(matches!(of_text("file:///nowhere.png"), Ok(Copied::File(..))));
        assert_eq!(of_text("/nowhere.png").unwrap_err(), "photo-paste-nothing");
    }

    #[test]
    fn what_is_no_picture_is_said_to_be_none() {
        for (text, expected) in [
            ("", "photo-paste-nothing"),
            ("hello", "photo-paste-nothing"),
            (" https://example.com/me.jpg", "photo-paste-link"),
            ("http://example.com", "photo-paste-link"),
        ] {
            assert_eq!(of_text(text).unwrap_err(), expected, "{text:?}");
        }
        for (error, expected) in [
            (Error::ConversionFailure, "picture-broken"),
            (Error::ClipboardOccupied, "photo-paste-failed"),
            (Error::ClipboardNotSupported, "photo-paste-failed"),
        ] {
            let said = choose(Err(error), || Ok(String::new())).map(|_| ()).unwrap_err();
            assert_eq!(said.id(), expected);
        }
    }
}
