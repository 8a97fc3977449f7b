//! A photo from the clipboard: a copied file first, else a copied picture, else the name of a file.

use super::file::{self, Opened};
use crate::disk::{self, Refusal};
use crate::sentence::Sentence;

use arboard::{Clipboard, Error};
use bytes::Bytes;

use std::path::PathBuf;

/// What was copied.
#[derive(Debug)]
enum Copied {
    /// A file, and whether others came with it.
    File(PathBuf, bool),
    /// A picture that is no file.
    Picture(Opened),
}

/// Opens the photo in the clipboard. It runs on its own thread, because the clipboard belongs to another program, which may
/// never answer. Also returns whether there were more files, which are not used.
pub(super) async fn open() -> Result<(Opened, bool), Sentence> {
    let work = || match read()? {
        Copied::File(path, has_others) => Ok((file::load(&path)?, has_others)),
        Copied::Picture(opened) => Ok((opened, false)),
    };
    disk::apart(disk::PATIENCE, work).await.unwrap_or_else(|refusal| {
        Err(Sentence::of(if refusal == Refusal::Late { "photo-paste-failed" } else { "picture-broken" }))
    })
}

fn read() -> Result<Copied, Sentence> {
    let mut clipboard = Clipboard::new().map_err(|_| Sentence::of("photo-paste-failed"))?;
    // A file manager also copies an icon and the name of the file.
    if let Some(files) = first(clipboard.get().file_list().unwrap_or_default()) {
        return Ok(files);
    }
    choose(picture(&mut clipboard), || clipboard.get_text())
}

fn choose(
    picture: Result<Option<Opened>, Sentence>,
    text: impl FnOnce() -> Result<String, Error>,
) -> Result<Copied, Sentence> {
    match picture? {
        Some(opened) => Ok(Copied::Picture(opened)),
        None => named(&text().unwrap_or_default()),
    }
}

/// The copied picture, in the best offered format. arboard would only ask for PNG.
#[cfg(target_os = "linux")]
fn picture(_: &mut Clipboard) -> Result<Option<Opened>, Sentence> {
    use crate::desktop::clipboard::{self, Clipboard};
    use crate::picture::{self, MAX_FILE};
    use crate::sentence;

    let failed = |error| match error {
        clipboard::Error::Silent => Sentence::of("photo-paste-failed"),
        clipboard::Error::TooLarge => {
            sentence::picture(&picture::Error::TooLarge { bytes: MAX_FILE + 1, limit: MAX_FILE })
        }
    };
    let clipboard = Clipboard::open().map_err(failed)?;
    let offers = clipboard.offers().map_err(failed)?;
    best(&offers, |form| {
        let bytes = clipboard.read(form, MAX_FILE).map_err(failed)?;
        if bytes.is_empty() { Ok(None) } else { file::decode(Bytes::from(bytes)).map(Some) }
    })
}

/// The copied picture, which the system gives as pixels.
#[cfg(not(target_os = "linux"))]
fn picture(clipboard: &mut Clipboard) -> Result<Option<Opened>, Sentence> {
    use crate::picture;
    use crate::sentence;

    match clipboard.get_image() {
        Ok(pixels) => {
            let (width, height) = (pixels.width as u32, pixels.height as u32);
            let file = picture::lossless(width, height, &pixels.bytes);
            file::decode(Bytes::from(file.map_err(|error| sentence::picture(&error))?)).map(Some)
        }
        Err(Error::ContentNotAvailable) => Ok(None),
        Err(Error::ConversionFailure) => Err(Sentence::of("picture-broken")),
        Err(_) => Err(Sentence::of("photo-paste-failed")),
    }
}

/// Opens the first of the offered formats that can be opened, the best kinds first. The error is that of the best one.
#[cfg(any(target_os = "linux", test))]
fn best<T>(
    offers: &[String],
    mut open: impl FnMut(&str) -> Result<Option<T>, Sentence>,
) -> Result<Option<T>, Sentence> {
    let types = crate::picture::FORMATS.iter().flat_map(|format| format.types);
    let forms = types.filter_map(|name| offers.iter().find(|offer| offer.eq_ignore_ascii_case(name)));
    let mut refused = None;
    for form in forms {
        match open(form) {
            Ok(Some(opened)) => return Ok(Some(opened)),
            Ok(None) => {}
            Err(problem) => refused = refused.or(Some(problem)),
        }
    }
    refused.map_or(Ok(None), Err)
}

/// The files that a text names, one on each line. Some file managers copy only that.
fn named(text: &str) -> Result<Copied, Sentence> {
    let is_file = |line: &&str| {
        line.starts_with("file://") || file::typed(line).is_absolute() && file::typed(line).exists()
    };
    let files: Vec<_> = text.lines().map(str::trim).filter(is_file).map(file::typed).collect();
    let is_link = ["https://", "http://"].iter().any(|scheme| text.trim_start().starts_with(scheme));
    first(files).ok_or_else(|| Sentence::of(if is_link { "photo-paste-link" } else { "photo-paste-nothing" }))
}

fn first(files: Vec<PathBuf>) -> Option<Copied> {
    let mut files = files.into_iter();
    files.next().map(|first| Copied::File(first, files.next().is_some()))
}

#[cfg(test)]
mod tests {
    use super::{Copied, Sentence, best, choose, file, first};

    use bytes::Bytes;

    use std::path::Path;

    fn of_text(text: &str) -> Result<Copied, &'static str> {
        choose(Ok(None), || Ok(text.to_owned())).map_err(|said| said.id())
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
        let pixel = crate::picture::lossless(1, 1, &[0; 4]).unwrap();
        let opened = file::decode(Bytes::from(pixel)).unwrap();
        let copied = choose(Ok(Some(opened)), || Ok("https://example.com".to_owned()));
        assert!(matches!(copied, Ok(Copied::Picture(_))));
    }

    /// Tries the listed formats, each with its result. Also returns the order in which they were tried.
    fn opened(
        forms: &[(&str, Result<Option<u8>, &'static str>)],
    ) -> (Result<Option<u8>, &'static str>, Vec<String>) {
        let offers: Vec<_> = forms.iter().map(|(form, _)| (*form).to_owned()).collect();
        let mut asked = Vec::new();
        let found = best(&offers, |form| {
            asked.push(form.to_owned());
            let (_, found) = forms.iter().find(|(name, _)| *name == form).unwrap();
            found.map_err(Sentence::of)
        });
        (found.map_err(|said| said.id()), asked)
    }

    #[test]
    fn of_what_is_offered_the_best_that_can_be_opened_is_taken() {
        let none: &[&str] = &[];
        for (forms, expected, asked) in [
            (
                &[("TARGETS", Ok(Some(0))), ("text/plain", Ok(Some(0))), ("image/x-icon", Ok(Some(0)))][..],
                Ok(None),
                none,
            ),
            (&[("image/jpeg", Ok(Some(1)))], Ok(Some(1)), &["image/jpeg"]),
            (&[("image/jpeg", Ok(Some(1))), ("image/png", Ok(Some(2)))], Ok(Some(2)), &["image/png"]),
            (&[("image/x-MS-bmp", Ok(Some(1)))], Ok(Some(1)), &["image/x-MS-bmp"]),
            (
                &[("image/webp", Ok(Some(1))), ("image/tiff", Err("picture-broken"))],
                Ok(Some(1)),
                &["image/tiff", "image/webp"],
            ),
            (&[("image/gif", Ok(None)), ("image/bmp", Ok(None))], Ok(None), &["image/bmp", "image/gif"]),
            (
                &[("image/gif", Err("picture-empty")), ("image/bmp", Err("picture-broken"))],
                Err("picture-broken"),
                &["image/bmp", "image/gif"],
            ),
        ] {
            let (found, was_asked) = opened(forms);
            assert_eq!(found, expected, "{forms:?}");
            assert_eq!(was_asked, asked, "{forms:?}");
        }
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
        let said =
            choose(Err(Sentence::of("picture-broken")), || Ok("/".to_owned())).map(|_| ()).unwrap_err();
        assert_eq!(said.id(), "picture-broken", "a picture that cannot be read is no text");
    }
}
