//! Reads TIFF, with the decompressors of other crates (`flate2`, `weezl`, `fax`) and the JPEG reader of this program.
//!
//! The crate `tiff` refuses a third of the files that people have (palettes, grey with alpha, 2 and 4 bits, subsampled
//! chroma). It decodes some others wrongly without an error: it ignores the bit order, and profiles that are longer than a
//! thirty-second of the pixels, reads integers as floats, and applies predictors with the wrong number of samples. Here each
//! tag that changes the pixels is used, or the file is refused by the name of the feature. Rows are decompressed one by one
//! and converted to 8 bits immediately, so a picture of 16 bits needs no more memory than one of 8.
//!
//! Only the first directory is read, and not `BigTIFF` (files of more than 4 GB).

mod bytes;
mod canvas;
mod fax;
mod interpretation;
mod layout;
mod numbers;

use super::deadline::Deadline;
use super::directory::Directory;
use super::error::Error;
use super::jpeg::Jpeg;
use super::{memory, tags};

use canvas::{Canvas, Planes};
use interpretation::Colours;
use layout::{Compression, Layout};
use numbers::RowFormat;

use std::borrow::Cow;

/// A TIFF whose directory was read and can be decoded.
pub(super) struct Tiff<'a> {
    bytes: &'a [u8],
    layout: Layout<'a>,
}

impl<'a> Tiff<'a> {
    /// Reads the directory.
    ///
    /// # Errors
    ///
    /// [`Error::Unsupported`] if the pixels cannot be read correctly, [`Error::TooManyPixels`], [`Error::CutShort`] and
    /// [`Error::Broken`].
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let tiff = Self { bytes, layout: Layout::read(bytes)? };
        let (width, height) = tiff.layout.size;
        let planes = tiff.layout.colours.planes() + usize::from(tiff.layout.alpha.is_some());
        let decoded = u64::from(width) * u64::from(height) * planes as u64;
        let _ = memory::check(tiff.layout.size, decoded, bytes, tiff.layout.extra_memory(bytes.len()))?;
        Ok(tiff)
    }

    /// Width and height as stored.
    pub(super) fn size(&self) -> (u32, u32) {
        self.layout.size
    }

    /// The colour profile.
    pub(super) fn profile(&self) -> Option<&'a [u8]> {
        Directory::new(self.bytes)?.bytes(tags::PROFILE)
    }

    /// The XMP packet.
    pub(super) fn xmp(&self) -> Option<&'a [u8]> {
        Directory::new(self.bytes)?.bytes(tags::XMP)
    }

    /// Decodes all pixels.
    pub(super) fn decode(&self, deadline: &Deadline) -> Result<Planes, Error> {
        let layout = &self.layout;
        let mut canvas = Canvas::new(layout);
        let (across, down) = layout.grid();
        let parts = layout.parts.chunks(across as usize * down as usize);
        for (sample, parts) in parts.enumerate() {
            for (index, part) in (0..).zip(parts) {
                let (column, row) = (index % across, index / across);
                let position = (column * layout.part.0, row * layout.part.1);
                match layout.compression {
                    Compression::Jpeg(tables) => {
                        self.jpeg(&mut canvas, (part, tables), (sample, position), deadline)?;
                    }
                    _ => Self::rows(layout, &mut canvas, part, (sample, position), deadline)?,
                }
            }
        }
        Ok(canvas.finish(layout))
    }

    /// Decodes a strip or tile that is not a JPEG.
    fn rows(
        layout: &Layout<'_>,
        canvas: &mut Canvas,
        part: &[u8],
        (sample, (left, top)): (usize, (u32, u32)),
        deadline: &Deadline,
    ) -> Result<(), Error> {
        let format = RowFormat {
            numbers: layout.numbers,
            predictor: layout.predictor,
            samples: layout.samples_in_part(),
            is_little: layout.is_little,
        };
        let unit = match layout.colours {
            Colours::YCbCr(_, down) if !layout.is_planar => down,
            _ => 1,
        };
        let below = layout.size.1.min(top.saturating_add(layout.part.1));
        let mut source = bytes::of(layout, part)?;
        let (mut row, mut numbers) = (vec![0; layout.row()], Vec::new());
        for y in (top..below).step_by(unit as usize) {
            deadline.check()?;
            source.read_exact(&mut row).map_err(|error| bytes::fault(&error))?;
            if let Colours::YCbCr(across, down) = layout.colours
                && !layout.is_planar
            {
                canvas.put_units(&row, (across, down), (left, y));
                continue;
            }
            format.read(&mut row, &mut numbers);
            canvas.put_row(layout, &numbers, format.max(), (sample, left, y));
        }
        Ok(())
    }

    /// Decodes a strip or tile that is a JPEG.
    fn jpeg(
        &self,
        canvas: &mut Canvas,
        (part, tables): (&[u8], &[u8]),
        (sample, (left, top)): (usize, (u32, u32)),
        deadline: &Deadline,
    ) -> Result<(), Error> {
        // Tables and pixels are separate files: the end mark of one and the start mark of the other are left out.
        let file = match tables.strip_suffix(&[0xFF, 0xD9]).unwrap_or(tables) {
            [] => Cow::Borrowed(part),
            tables => Cow::Owned([tables, part.get(2..).ok_or(Error::CutShort)?].concat()),
        };
        let jpeg = Jpeg::open(&file)?;
        let (width, height) = jpeg.size();
        let wanted = (
            self.layout.part.0.min(self.layout.size.0 - left),
            self.layout.part.1.min(self.layout.size.1 - top),
        );
        let is_padded =
            |length: u32, wanted: u32, part: u32| (wanted..=part.next_multiple_of(32)).contains(&length);
        if !is_padded(width, wanted.0, self.layout.part.0) || !is_padded(height, wanted.1, self.layout.part.1)
        {
            return Err(Error::Broken);
        }
        let area = [0.0, 0.0, f64::from(width), f64::from(height)];
        let planes = jpeg.decode(area, 1.0, deadline)?;
        let first = if self.layout.is_planar { sample } else { 0 };
        canvas.put_planes(&self.layout, planes, first, (left, top))
    }
}
