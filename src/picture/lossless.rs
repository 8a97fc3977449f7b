//! Makes a file from pixels that were never one, such as a copied picture.

use super::error::Error;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

/// Encodes RGBA pixels, row by row and not premultiplied, as PNG. It is fast but not small: the file stays in memory.
///
/// # Errors
///
/// [`Error::Broken`] if the number of bytes does not fit the size, or is 0.
pub fn lossless(width: u32, height: u32, rgba: &[u8]) -> Result<Vec<u8>, Error> {
    let expected = u64::from(width) * u64::from(height) * 4;
    if rgba.is_empty() || rgba.len() as u64 != expected {
        return Err(Error::Broken);
    }
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, CompressionType::Fast, FilterType::Sub).write_image(
        rgba,
        width,
        height,
        ExtendedColorType::Rgba8,
    )?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::lossless;
    use crate::picture::{Error, decode};

    #[test]
    fn pixels_come_back_as_they_were() {
        let pixels: Vec<u8> = (0..7 * 5 * 4).map(|n| (n * 7) as u8).collect();
        let source = decode(&lossless(7, 5, &pixels).unwrap(), 100).unwrap();
        assert_eq!((source.width, source.height, source.rgba), (7, 5, pixels));
        assert_eq!(lossless(7, 5, &[1, 2, 3]), Err(Error::Broken));
        assert_eq!(lossless(0, 0, &[]), Err(Error::Broken));
    }
}
