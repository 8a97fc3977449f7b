//! TIFF, read by code of this program on top of the decompressors of other crates (`flate2`, `weezl`, `fax`) and of the JPEG
//! reader here.
//!
//! The crate `tiff` refuses a third of the files that people have (palettes, grey with transparency, 2 and 4 bits,
//! colours of half the size) and decodes some of the rest wrong in silence: it passes over the order of bits and over
//! profiles that are longer than a thirty-second of the pixels, takes whole numbers for floats, and undoes predictors over the
//! wrong number of samples. Here each tag that changes the pixels is heeded, or the file is refused by the name of what it
//! has. Rows are decompressed one by one and brought to 8 bits at once, so that a picture of 16 bits takes no more than one
//! of 8.
//!
//! Only the first directory counts, and files of more than 4 GB (`BigTIFF`) are not read.

mod bytes;
mod canvas;
mod fax;
mod layout;
mod meaning;
mod numbers;

use super::clock::Clock;
use super::directory::Directory;
use super::error::Error;
use super::jpeg::Jpeg;
use super::{memory, tags};

use canvas::{Canvas, Planes};
use layout::{Coding, Layout};
use meaning::Colours;
use numbers::Form;

use std::borrow::Cow;

/// A TIFF whose directory was read and found to be readable.
pub(super) struct Tiff<'a> {
    bytes: &'a [u8],
    layout: Layout<'a>,
}

impl<'a> Tiff<'a> {
    /// Reads the directory. Fails where the pixels could not be read right, or would take more memory than there is.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let tiff = Self { bytes, layout: Layout::read(bytes)? };
        let (width, height) = tiff.layout.size;
        let planes = tiff.layout.colours.planes() + usize::from(tiff.layout.alpha.is_some());
        let decoded = u64::from(width) * u64::from(height) * planes as u64;
        let _ = memory::check(tiff.layout.size, decoded, bytes, tiff.layout.most_for_a_part(bytes.len()))?;
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

    /// Decodes all of it.
    pub(super) fn decode(&self, clock: &Clock) -> Result<Planes, Error> {
        let layout = &self.layout;
        let mut canvas = Canvas::new(layout);
        let (across, down) = layout.grid();
        let parts = layout.parts.chunks(across as usize * down as usize);
        for (sample, parts) in parts.enumerate() {
            for (index, part) in (0..).zip(parts) {
                let (column, row) = (index % across, index / across);
                let place = (column * layout.part.0, row * layout.part.1);
                match layout.coding {
                    Coding::Jpeg(tables) => self.jpeg(&mut canvas, (part, tables), (sample, place), clock)?,
                    _ => Self::rows(layout, &mut canvas, part, (sample, place), clock)?,
                }
            }
        }
        Ok(canvas.finish(layout))
    }

    /// Decodes a part that is not a JPEG.
    fn rows(
        layout: &Layout<'_>,
        canvas: &mut Canvas,
        part: &[u8],
        (sample, (left, top)): (usize, (u32, u32)),
        clock: &Clock,
    ) -> Result<(), Error> {
        let form = Form {
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
            clock.check()?;
            source.read_exact(&mut row).map_err(|error| bytes::fault(&error))?;
            if let Colours::YCbCr(across, down) = layout.colours
                && !layout.is_planar
            {
                canvas.put_units(&row, (across, down), (left, y));
                continue;
            }
            form.read(&mut row, &mut numbers);
            canvas.put_row(layout, &numbers, form.most(), (sample, left, y));
        }
        Ok(())
    }

    /// Decodes a part that is a JPEG.
    fn jpeg(
        &self,
        canvas: &mut Canvas,
        (part, tables): (&[u8], &[u8]),
        (sample, (left, top)): (usize, (u32, u32)),
        clock: &Clock,
    ) -> Result<(), Error> {
        // Tables and pixels both are files of their own: the end of one and the beginning of the other are left out.
        let whole = match tables.strip_suffix(&[0xFF, 0xD9]).unwrap_or(tables) {
            [] => Cow::Borrowed(part),
            tables => Cow::Owned([tables, part.get(2..).ok_or(Error::CutShort)?].concat()),
        };
        let jpeg = Jpeg::open(&whole)?;
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
        let planes = jpeg.decode(area, 1.0, clock)?;
        let first = if self.layout.is_planar { sample } else { 0 };
        canvas.put_planes(&self.layout, planes, first, (left, top))
    }
}
