//! Checks uploaded pictures and chooses their file names, like Django's `ImageField` with Pillow.

use super::multipart::Upload;
use super::people::random;

use image::ImageFormat;
use imagesize::ImageType;

use std::io::Cursor;

/// The error message for a file; `None` if it is accepted.
pub(super) fn refusal(upload: &Upload) -> Option<String> {
    let name_length = upload.name.chars().count();
    if upload.bytes.is_empty() {
        return Some("The submitted file is empty.".to_owned());
    }
    if name_length > MAX_NAME {
        return Some(format!(
            "Ensure this filename has at most {MAX_NAME} characters (it has {name_length})."
        ));
    }
    if !is_picture(&upload.bytes) {
        return Some(
            "Upload a valid image. The file you uploaded was either not an image or a corrupted image."
                .to_owned(),
        );
    }
    let extension = extension(&upload.name).to_lowercase();
    if !EXTENSIONS.split(", ").any(|known| known == extension) {
        return Some(format!(
            "File extension “{extension}” is not allowed. Allowed extensions are: {EXTENSIONS}."
        ));
    }
    None
}

/// The file name to store: only letters, digits, `_`, `-` and `.`, shortened if it is too long, and with a suffix if it is
/// taken.
pub(super) fn stored_name(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let valid: String = name
        .trim()
        .replace(' ', "_")
        .chars()
        .filter(|letter| super::rules::is_word_character(*letter) || matches!(letter, '-' | '.'))
        .collect();
    let (stem, extensions) = stem_and_extensions(&valid);
    let fits = |name: &str| FOLDER.len() + name.chars().count() <= MAX_NAME;
    let mut stored = valid.clone();
    while is_taken(&stored) || !fits(&stored) {
        let suffix = format!("_{}{extensions}", random_letters());
        let room = MAX_NAME.saturating_sub(FOLDER.len() + suffix.chars().count());
        stored = stem.chars().take(room).chain(suffix.chars()).collect();
    }
    stored
}

/// The folder of the pictures in addresses and in the database.
pub(super) const FOLDER: &str = "users/avatars/";

/// The name of the default picture.
pub(super) const DEFAULT_PICTURE: &str = "default.png";

/// The picture encoded again, so with other bytes.
pub(super) fn reencoded(bytes: &[u8]) -> Vec<u8> {
    let mut encoded = Cursor::new(Vec::new());
    match image::load_from_memory(bytes)
        .map(|picture| picture.to_rgb8().write_to(&mut encoded, ImageFormat::Jpeg))
    {
        Ok(Ok(())) => encoded.into_inner(),
        _ => bytes.to_vec(),
    }
}

/// The content type of a stored picture, by its name.
pub(super) fn content_type(name: &str) -> &'static str {
    match extension(name).to_lowercase().as_str() {
        "jpg" | "jpeg" | "jpe" | "jfif" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "bmp" => "image/bmp",
        "avif" => "image/avif",
        "tif" | "tiff" => "image/tiff",
        _ => "application/octet-stream",
    }
}

/// The longest file name, in characters; also the longest stored name with its folder.
const MAX_NAME: usize = 100;

/// Pillow refuses pictures with more pixels: twice its `MAX_IMAGE_PIXELS`.
const MAX_PIXELS: usize = 2 * 89_478_485;

/// The allowed extensions, as in the message of Django 5.2 with Pillow 13.
const EXTENSIONS: &str = "bmp, dib, gif, jfif, jpe, jpg, jpeg, pbm, pgm, ppm, pnm, pfm, png, apng, avif, avifs, blp, bufr, cur, pcx, dcx, dds, ps, eps, fit, fits, fli, flc, ftc, ftu, gbr, grib, h5, hdf, jp2, j2k, jpc, jpf, jpx, j2c, icns, ico, im, iim, mpg, mpeg, tif, tiff, mpo, msp, palm, pcd, pdf, pxr, psd, qoi, bw, rgb, rgba, sgi, ras, tga, icb, vda, vst, webp, wmf, emf, xbm, xpm";

fn extension(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension,
        _ => "",
    }
}

/// Splits `photo.tar.gz` into `photo` and `.tar.gz`; a leading dot does not start an extension.
fn stem_and_extensions(name: &str) -> (&str, &str) {
    let hidden = name.len() - name.trim_start_matches('.').len();
    let at = name[hidden..].find('.').map_or(name.len(), |at| hidden + at);
    name.split_at(at)
}

/// Checks as much as Pillow's `open` and `verify`: the header of most formats, all chunks of a PNG. A cut JPEG is accepted.
fn is_picture(bytes: &[u8]) -> bool {
    if is_avif(bytes) {
        return true;
    }
    let (Ok(kind), Ok(size)) = (imagesize::image_type(bytes), imagesize::blob_size(bytes)) else {
        return false;
    };
    let fits = size.width.checked_mul(size.height).is_some_and(|pixels| (1..=MAX_PIXELS).contains(&pixels));
    fits && (kind != ImageType::Png || is_complete_png(bytes))
}

/// AVIF is not decoded here, so any is accepted.
fn is_avif(bytes: &[u8]) -> bool {
    bytes.get(4..12).is_some_and(|brand| brand == b"ftypavif")
}

/// Whether all chunks up to the last have the right check sum.
fn is_complete_png(bytes: &[u8]) -> bool {
    const SIGNATURE: usize = 8;
    const FRAME: usize = 12; // length, kind and check sum around a chunk's data
    let mut rest = bytes.get(SIGNATURE..).unwrap_or_default();
    while let (Some(length), Some(kind)) = (rest.first_chunk(), rest.get(4..8)) {
        let length = u32::from_be_bytes(*length) as usize;
        if kind == b"IEND" {
            return true;
        }
        let (Some(checked), Some(sum)) = (rest.get(4..8 + length), rest.get(8 + length..FRAME + length))
        else {
            return false;
        };
        if sum != crc32(checked).to_be_bytes() {
            return false;
        }
        rest = &rest[FRAME + length..];
    }
    false
}

/// The check sum of PNG (RFC 2083, section 15).
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg()))
    })
}

/// Seven letters and digits.
fn random_letters() -> String {
    const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut number = random();
    (0..7)
        .map(|_| {
            let letter = LETTERS[(number % 62) as usize];
            number /= 62;
            char::from(letter)
        })
        .collect()
}
