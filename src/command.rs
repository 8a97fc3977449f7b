//! The commands that need no window: `nameplate photo IN OUT` prepares the centred square of a photo exactly as *Use photo*
//! does, and says in one line what was done.
//!
//! It uses the same lower modules as [`crate::app`], and needs no display.

mod output;

use crate::config::{Config, PhotoCommand};
use crate::disk;
use crate::locale::{Arg, Language, Locale, spoken};
use crate::picture::{self, MAX_FILE, OutputFormat, Prepared};
use crate::sentence;

use std::path::Path;

/// Prepares `command.input` and writes `command.output`. Returns the line to print.
///
/// # Errors
///
/// The sentence that says why there is no result, in the language of `config`.
pub fn photo(command: &PhotoCommand, config: &Config) -> Result<String, String> {
    let locale = locale(config);
    prepare_file(command, config, &locale)
        .map(|prepared| spoken(&done(&prepared, &locale)))
        .map_err(|sentence| spoken(&sentence))
}

/// The words of the language in `config`, else of the system's language.
pub fn locale(config: &Config) -> Locale {
    let language = config.interface.language.as_deref().and_then(Language::from_tag);
    Locale::new(language.unwrap_or_else(Language::system))
}

fn prepare_file(command: &PhotoCommand, config: &Config, locale: &Locale) -> Result<Prepared, String> {
    let format = format(&command.output).ok_or_else(|| locale.tr("cli-photo-extension"))?;
    if output::is_same_file(&command.input, &command.output) {
        return Err(locale.tr_with("cli-photo-same-file", &[("path", path(&command.output))]));
    }
    let not_read = |reason: String| {
        let args = [("path", path(&command.input)), ("reason", Arg::Text(reason.into()))];
        locale.tr_with("cli-photo-not-read", &args)
    };
    let bytes = disk::read(&command.input, MAX_FILE)
        .map_err(|refusal| not_read(sentence::photo_file(refusal).words(locale)))?;
    let size = command.size.unwrap_or(config.photo.size);
    let prepared = picture::prepare_as(format, &bytes, None, size, config.photo.max_bytes)
        .map_err(|error| not_read(sentence::picture(&error).words(locale)))?;
    output::write(&command.output, &prepared.photo.bytes).map_err(|error| {
        let reason = Arg::Foreign(error.to_string().into());
        locale.tr_with("cli-photo-not-written", &[("path", path(&command.output)), ("reason", reason)])
    })?;
    Ok(prepared)
}

/// What was done, such as "12.4 MB → 96 KB, turned upright, location removed".
fn done(prepared: &Prepared, locale: &Locale) -> String {
    let pieces: Vec<_> = sentence::prepared(prepared).iter().map(|piece| piece.words(locale)).collect();
    locale.list(&pieces)
}

fn format(output: &Path) -> Option<OutputFormat> {
    let extension = output.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "jpg" | "jpeg" => Some(OutputFormat::Jpeg),
        "png" => Some(OutputFormat::Png),
        _ => None,
    }
}

fn path(path: &Path) -> Arg<'_> {
    Arg::Foreign(path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::photo;
    use crate::config::{Config, PhotoCommand};
    use crate::picture::prepare;

    use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};

    use std::fs;
    use std::path::{Path, PathBuf};

    fn command(input: &Path, output: &Path, size: Option<u32>) -> PhotoCommand {
        PhotoCommand { input: input.to_owned(), output: output.to_owned(), size }
    }

    fn english() -> Config {
        let mut config = Config::default();
        config.interface.language = Some("en".to_owned());
        config
    }

    fn fixture(name: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pictures").join(name)
    }

    #[test]
    fn the_file_is_what_use_photo_sends() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out.JPG");
        let input = fixture("progressive.jpg");
        let line = photo(&command(&input, &out, Some(32)), &english()).unwrap();
        let bytes = fs::read(&input).unwrap();
        let sent = prepare(&bytes, None, 32, english().photo.max_bytes).unwrap();
        assert_eq!(fs::read(&out).unwrap(), sent.photo.bytes);
        assert_eq!(line, format!("{} → {}", size(bytes.len()), size(sent.photo.bytes.len())));

        let mut persian = english();
        persian.interface.language = Some("fa".to_owned());
        let line = photo(&command(&input, &out, Some(32)), &persian).unwrap();
        assert!(line.contains('←') && line.contains("بایت"), "{line}");
    }

    fn size(bytes: usize) -> String {
        if bytes < 1000 { format!("{bytes} B") } else { format!("{} KB", (bytes + 500) / 1000) }
    }

    #[test]
    fn the_extension_chooses_the_format() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let opaque = DynamicImage::from(RgbImage::from_pixel(80, 60, Rgb([200, 30, 40])));
        let glass = DynamicImage::from(RgbaImage::from_pixel(80, 60, Rgba([200, 30, 40, 0])));
        for (name, picture) in [("opaque.png", opaque), ("glass.png", glass)] {
            picture.save(at(name)).unwrap();
            for out in ["out.png", "out.jpeg"] {
                let _ = photo(&command(&at(name), &at(out), None), &english()).unwrap();
                let bytes = fs::read(at(out)).unwrap();
                assert_eq!(bytes.starts_with(b"\x89PNG"), out == "out.png", "{name} to {out}");
                let seen = image::load_from_memory(&bytes).unwrap().to_rgba8();
                assert_eq!(seen.dimensions(), (60, 60));
                let [red, green, _, alpha] = seen.get_pixel(30, 30).0;
                match (name, out) {
                    ("glass.png", "out.png") => assert_eq!(alpha, 0),
                    ("glass.png", _) => assert_eq!((red, green, alpha), (255, 255, 255), "white below"),
                    _ => assert!(red.abs_diff(200) < 4 && alpha == 255, "{name} to {out}"),
                }
            }
        }
    }

    #[test]
    fn the_input_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let original = folder.path().join("photo.jpg");
        let bytes = fs::read(fixture("progressive.jpg")).unwrap();
        fs::write(&original, &bytes).unwrap();
        for (language, words) in [("en", "is the photo itself"), ("fa", "خودِ تصویر")] {
            let mut config = english();
            config.interface.language = Some(language.to_owned());
            let said = photo(&command(&original, &original, None), &config).unwrap_err();
            assert!(said.contains(words) && said.contains("photo.jpg"), "{said}");
            assert!(fs::read(&original).unwrap() == bytes, "{language}");
        }
    }

    #[test]
    fn the_sentence_for_a_picture_that_is_too_large_names_the_limit() {
        let folder = tempfile::tempdir().unwrap();
        let (input, output) = (folder.path().join("large.jpg"), folder.path().join("out.jpg"));
        // The frame header of an ordinary JPEG, made 20,001 x 10,000.
        let mut file = fs::read(fixture("turned-1.jpg")).unwrap();
        let frame = file.windows(4).position(|part| part == [0xFF, 0xC0, 0, 17]).unwrap();
        file[frame + 5..frame + 9].copy_from_slice(&[0x27, 0x10, 0x4E, 0x21]);
        fs::write(&input, file).unwrap();
        for (language, words) in [("en", "The limit is 200 million"), ("fa", "حداکثر ۲۰۰ میلیون")]
        {
            let mut config = english();
            config.interface.language = Some(language.to_owned());
            let said = photo(&command(&input, &output, None), &config).unwrap_err();
            assert!(said.contains(words), "{said}");
        }
    }

    #[test]
    fn refusals_are_sentences() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("text.jpg"), "no picture").unwrap();
        fs::write(at("empty.jpg"), "").unwrap();
        let cut = fs::read(fixture("progressive.jpg")).unwrap();
        fs::write(at("cut.jpg"), &cut[..cut.len() / 2]).unwrap();
        let good = fixture("progressive.jpg");
        let cases = [
            (at("none.jpg"), at("out.jpg"), "There is no file"),
            (at(""), at("out.jpg"), "a folder or a device"),
            (at("empty.jpg"), at("out.jpg"), "This file is empty"),
            (at("text.jpg"), at("out.jpg"), "is not a picture"),
            (at("cut.jpg"), at("out.jpg"), "The file is incomplete"),
            (good.clone(), at("out.gif"), ".jpg"),
            (good, at("none/out.jpg"), "could not be written"),
        ];
        for (input, output, words) in cases {
            let said = photo(&command(&input, &output, None), &english()).unwrap_err();
            assert!(said.contains(words), "{said}");
            assert!(!said.contains(['\u{2068}', '\u{2069}']), "{said:?}");
            assert!(!output.exists(), "nothing is written");
        }
    }
}
