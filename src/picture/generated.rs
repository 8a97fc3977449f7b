//! Draws pictures for people without a photo: initials on a colour, or a drawing. The result is used like any photo.

mod canvas;
mod drawings;
mod initials;

pub use drawings::{DRAWINGS, Drawing};
pub use initials::{COLOURS, Colour, Letters};

use super::circle;
use super::error::Error;
use super::pixels::Pixels;
use super::proxy::Shape;

use canvas::Canvas;

use image::RgbaImage;

/// The largest picture, in pixels.
const MAX_SIDE: u32 = 2048;

/// A picture that is drawn here.
#[derive(Debug, Clone, Copy)]
pub enum GeneratedPicture<'a> {
    /// Initials on a colour.
    Initials(&'a Letters, Colour),
    /// A drawing.
    Drawing(&'static Drawing),
}

impl GeneratedPicture<'_> {
    /// Draws the picture with sides of `side` pixels (1 to 2,048). It is opaque, except outside of a [`Shape::Circle`].
    ///
    /// # Errors
    ///
    /// [`Error::Broken`] if there is not enough memory.
    pub fn pixels(&self, side: u32, shape: Shape) -> Result<Pixels, Error> {
        let side = side.clamp(1, MAX_SIDE);
        let mut canvas = Canvas::new(side)?;
        match self {
            Self::Initials(letters, colour) => {
                canvas.cover(colour.background);
                canvas.fill(&letters.path(), Colour::LETTERS);
            }
            Self::Drawing(drawing) => drawing.draw(&mut canvas),
        }
        // No pixel is transparent, so premultiplied and straight values are the same.
        let mut pixels = RgbaImage::from_raw(side, side, canvas.into_pixels()).ok_or(Error::Broken)?;
        if shape == Shape::Circle {
            circle::make_round(&mut pixels);
        }
        Ok(Pixels { width: side, height: side, rgba: pixels.into_raw() })
    }

    /// The picture as a PNG file, which is then used like a chosen photo.
    ///
    /// # Errors
    ///
    /// [`Error::Broken`] if there is not enough memory.
    pub fn file(&self, side: u32) -> Result<Vec<u8>, Error> {
        let pixels = self.pixels(side, Shape::Square)?;
        super::lossless(pixels.width, pixels.height, &pixels.rgba)
    }
}

#[cfg(test)]
mod tests {
    use super::{COLOURS, DRAWINGS, GeneratedPicture, Letters};
    use crate::picture::{Crop, OutputFormat, Shape, decode, prepare_as};

    use std::collections::BTreeSet;

    fn letters() -> Letters {
        let mut fonts = super::initials::tests::fonts();
        Letters::new(&mut fonts, super::initials::tests::FAMILY, "AB").unwrap()
    }

    #[test]
    fn all_pictures_differ_and_are_opaque() {
        let letters = letters();
        let initials = COLOURS.iter().map(|colour| GeneratedPicture::Initials(&letters, *colour));
        let mut seen = BTreeSet::new();
        for generated in initials.chain(DRAWINGS.iter().map(GeneratedPicture::Drawing)) {
            let pixels = generated.pixels(64, Shape::Square).unwrap();
            assert!(pixels.rgba.chunks_exact(4).all(|pixel| pixel[3] == u8::MAX), "{generated:?}");
            let colours: BTreeSet<_> = pixels.rgba.chunks_exact(4).map(<[u8]>::to_vec).collect();
            assert!(colours.len() > 2, "{generated:?} shows nothing");
            assert!(seen.insert(pixels.rgba));
        }
        assert_eq!(seen.len(), 24);
    }

    /// Most places show a circle.
    #[test]
    fn a_circle_is_transparent_outside_only() {
        for drawing in &DRAWINGS {
            let round = GeneratedPicture::Drawing(drawing).pixels(100, Shape::Circle).unwrap();
            assert_eq!(round.rgba[3], 0, "{drawing:?}");
            let middle = (50 * 100 + 50) * 4;
            assert_eq!(round.rgba[middle + 3], u8::MAX, "{drawing:?}");
        }
    }

    #[test]
    fn a_drawing_is_prepared_like_a_photo() {
        let generated = GeneratedPicture::Drawing(&DRAWINGS[0]);
        let file = generated.file(1024).unwrap();
        assert_eq!(decode(&file, 2048).unwrap().width, 1024);
        let sent =
            prepare_as(OutputFormat::Png, &file, Some(Crop::centred(1024, 1024)), 512, 1_000_000).unwrap();
        assert_eq!((sent.size, sent.photo.extension), (512, "png"));
        assert!(sent.photo.bytes.len() < 60_000, "{} bytes", sent.photo.bytes.len());
        let sent = decode(&sent.photo.bytes, 2048).unwrap();
        let drawn = generated.pixels(512, Shape::Square).unwrap();
        let differs = |(a, b): (&u8, &u8)| a.abs_diff(*b) > 40;
        let different = sent.rgba.iter().zip(&drawn.rgba).filter(|pair| differs(*pair)).count();
        assert!(different < sent.rgba.len() / 200, "{different} values differ");
    }
}
