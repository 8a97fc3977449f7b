//! Reads how the pixels of a TIFF are stored from its first directory, and checks that they can be read (TIFF 6.0; its
//! Technical Notes 1 and 2; Adobe Photoshop's TIFF Technical Notes for the float predictor).

use super::interpretation::{Colours, Numbers, colours, numbers};
use crate::picture::directory::Directory;
use crate::picture::error::{Error, OtherKind, Variety};
use crate::picture::jpeg::Jpeg;
use crate::picture::tags;

/// Tags whose values may be at another offset in the file, and that are needed for the pixels.
const NEEDED: [u16; 8] = [
    tags::BITS_PER_SAMPLE,
    tags::STRIP_OFFSETS,
    tags::STRIP_LENGTHS,
    tags::TILE_OFFSETS,
    tags::TILE_LENGTHS,
    tags::COLOUR_MAP,
    tags::SAMPLE_FORMAT,
    tags::JPEG_TABLES,
];

/// How the pixels of a TIFF are stored.
pub(super) struct Layout<'a> {
    /// Width and height in pixels.
    pub(super) size: (u32, u32),
    /// The format of the numbers.
    pub(super) numbers: Numbers,
    /// Numbers per pixel, including those without a colour.
    pub(super) samples: usize,
    /// The colour model of the first samples.
    pub(super) colours: Colours,
    /// The index of the alpha sample, and whether the colours are premultiplied.
    pub(super) alpha: Option<(usize, bool)>,
    /// The compression.
    pub(super) compression: Compression<'a>,
    /// The predictor.
    pub(super) predictor: Predictor,
    /// Whether each sample has its own parts.
    pub(super) is_planar: bool,
    /// Whether the bits of each byte are reversed: the lowest first.
    pub(super) is_reversed: bool,
    /// Whether numbers are little-endian.
    pub(super) is_little: bool,
    /// Width and height of a part: a strip, which is as wide as the picture, or a tile.
    pub(super) part: (u32, u32),
    /// The compressed bytes of the parts, row by row; for planar files sample after sample.
    pub(super) parts: Vec<&'a [u8]>,
}

/// Compressions that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression<'a> {
    Plain,
    PackBits,
    Lzw,
    Deflate,
    /// Each part is a JPEG. The parameter is the tables for all parts.
    Jpeg(&'a [u8]),
    /// Fax rows of runs, which start at a byte (compression 2) or after an end-of-line mark (compression 3).
    Fax {
        is_aligned: bool,
    },
    /// Fax rows as differences to the row above (compression 4).
    Fax4,
}

/// Predictors: differences that are stored instead of the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Predictor {
    None,
    /// Differences to the pixel on the left.
    Difference,
    /// Differences of the bytes of floats, the highest bytes of a row first.
    Float,
}

impl<'a> Layout<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Error> {
        let directory =
            Directory::new(bytes).filter(|directory| directory.is_complete()).ok_or(Error::CutShort)?;
        if !NEEDED.into_iter().all(|tag| directory.has_values(tag)) {
            return Err(Error::CutShort);
        }
        let number = |tag, default| directory.number(tag).unwrap_or(default);
        // The first picture of a camera raw file is a small one, and the raw data are not read here.
        let photometric = directory.number(tags::PHOTOMETRIC);
        if number(tags::NEW_SUBFILE_TYPE, 0) & 1 == 1 || matches!(photometric, Some(32_803 | 34_892)) {
            return Err(Error::Unsupported(OtherKind::Raw(raw(directory))));
        }
        let size = (number(tags::WIDTH, 0), number(tags::HEIGHT, 0));
        let samples = number(tags::SAMPLES_PER_PIXEL, 1) as usize;
        if size.0 == 0 || size.1 == 0 || !(1..=64).contains(&samples) {
            return Err(Error::Broken);
        }
        let numbers = numbers(directory, samples)?;
        let colours = colours(directory, photometric, numbers)?;
        let extra = samples.checked_sub(colours.samples()).ok_or(Error::Broken)?;
        let alpha = alpha(&directory.numbers(tags::EXTRA_SAMPLES), extra)
            .map(|(index, is_multiplied)| (colours.samples() + index, is_multiplied));
        match colours {
            Colours::Cmyk if alpha.is_some() => return Err(Error::variety(Variety::TiffColours("CMYKA"))),
            Colours::YCbCr(..) if extra > 0 => return Err(Error::variety(Variety::TiffColours("YCbCrA"))),
            _ => {}
        }
        let is_planar = number(tags::PLANAR_CONFIGURATION, 1) == 2 && samples > 1;
        let predictor = match number(tags::PREDICTOR, 1) {
            1 => Predictor::None,
            2 => Predictor::Difference,
            3 if numbers == Numbers::Float => Predictor::Float,
            _ => return Err(Error::Broken),
        };
        let is_strips = directory.entry(tags::TILE_OFFSETS).is_none();
        let part = if is_strips {
            (size.0, number(tags::ROWS_PER_STRIP, u32::MAX).clamp(1, size.1))
        } else {
            (number(tags::TILE_WIDTH, 0), number(tags::TILE_HEIGHT, 0))
        };
        if part.0 == 0 || part.1 == 0 {
            return Err(Error::Broken);
        }
        let old_jpeg = old_jpeg(bytes, directory, size);
        let compression = if old_jpeg.is_some() { Compression::Jpeg(&[]) } else { compression(directory)? };
        let part = if old_jpeg.is_some() { size } else { part };
        let mut layout = Self {
            size,
            numbers,
            samples,
            colours,
            alpha,
            compression,
            // Other compressions have no predictor.
            predictor: if compression.has_predictor() { predictor } else { Predictor::None },
            is_planar,
            is_reversed: number(tags::FILL_ORDER, 1) == 2 && !matches!(compression, Compression::Jpeg(_)),
            is_little: directory.is_little(),
            part,
            parts: Vec::new(),
        };
        layout.parts = match old_jpeg {
            Some(jpeg) => vec![jpeg],
            None => layout.find_parts(bytes, directory, is_strips)?,
        };
        layout.check()?;
        Ok(layout)
    }

    /// The number of parts, (horizontal, vertical).
    pub(super) fn grid(&self) -> (u32, u32) {
        (self.size.0.div_ceil(self.part.0), self.size.1.div_ceil(self.part.1))
    }

    /// Samples per pixel in a part.
    pub(super) fn samples_in_part(&self) -> usize {
        if self.is_planar { 1 } else { self.samples }
    }

    /// The length of a row of a part in bytes.
    pub(super) fn row(&self) -> usize {
        let bits = match self.numbers {
            Numbers::Bits(bits) => bits as usize,
            Numbers::Float => 32,
        };
        let samples = self.part.0 as usize * self.samples_in_part();
        match self.colours {
            // A row of data units, which is several rows of pixels.
            Colours::YCbCr(across, down) if !self.is_planar => {
                self.part.0.div_ceil(across) as usize * ((across * down) as usize + 2)
            }
            _ => samples.saturating_mul(bits).div_ceil(8),
        }
    }

    /// The memory for decoding besides the pixels, in bytes, for a file of `length` bytes.
    pub(super) fn extra_memory(&self, length: usize) -> u64 {
        let pixels = u64::from(self.part.0) * u64::from(self.part.1);
        match self.compression {
            // A copy of each part with its tables, its planes, and the coefficients if it is progressive.
            Compression::Jpeg(_) => length as u64 + pixels.saturating_mul(self.samples_in_part() as u64 * 3),
            _ => {
                let copies = if self.is_reversed { length as u64 } else { 0 };
                let numbers = u64::from(self.part.0) * self.samples_in_part() as u64;
                copies + (self.row() as u64).saturating_add(numbers.saturating_mul(6))
            }
        }
    }

    /// Whether the numbers have 8 bits, like the result.
    pub(super) fn is_eight_bits(&self) -> bool {
        self.numbers == Numbers::Bits(8)
    }

    fn find_parts(
        &self,
        bytes: &'a [u8],
        directory: Directory<'a>,
        is_strips: bool,
    ) -> Result<Vec<&'a [u8]>, Error> {
        let (offsets, lengths) = if is_strips {
            (tags::STRIP_OFFSETS, tags::STRIP_LENGTHS)
        } else {
            (tags::TILE_OFFSETS, tags::TILE_LENGTHS)
        };
        let (offsets, lengths) = (directory.numbers(offsets), directory.numbers(lengths));
        let planes = if self.is_planar { self.samples } else { 1 };
        let wanted = u64::from(self.grid().0) * u64::from(self.grid().1) * planes as u64;
        if (offsets.len() as u64) < wanted {
            // The list may be after the end of the file.
            return Err(if offsets.is_empty() { Error::Broken } else { Error::CutShort });
        }
        let part = |(index, offset): (usize, &u32)| {
            let rest = bytes.get(*offset as usize..).ok_or(Error::CutShort)?;
            match lengths.get(index) {
                // Without compression the length is known, and some files have a wrong one.
                Some(length) if *length > 0 && self.compression != Compression::Plain => {
                    rest.get(..*length as usize).ok_or(Error::CutShort)
                }
                _ => Ok(rest),
            }
        };
        offsets.iter().take(wanted as usize).enumerate().map(part).collect()
    }

    /// Refuses combinations that are invalid, or that no program writes.
    fn check(&self) -> Result<(), Error> {
        let bits = match self.numbers {
            Numbers::Bits(bits) => bits,
            Numbers::Float => 32,
        };
        if self.predictor == Predictor::Difference && !matches!((self.numbers, bits), (_, 8 | 16 | 32)) {
            return Err(Error::Broken);
        }
        if let Colours::YCbCr(across, down) = self.colours {
            let is_jpeg = matches!(self.compression, Compression::Jpeg(_));
            let is_plain = self.predictor == Predictor::None && !self.is_planar && bits == 8;
            if !is_jpeg && !is_plain || self.is_planar && (across, down) != (1, 1) {
                return Err(Error::variety(Variety::TiffColours("YCbCr")));
            }
        }
        let is_fax = matches!(self.compression, Compression::Fax { .. } | Compression::Fax4);
        if is_fax && (bits != 1 || self.samples_in_part() != 1 || self.part.0 > u32::from(u16::MAX)) {
            return Err(Error::Broken);
        }
        // Before TIFF 6.0 the lowest bit was first. Like libtiff, this recognises it by the first code, a clear code.
        if self.compression == Compression::Lzw
            && matches!(self.parts[..], [[0, second, ..], ..] if second & 1 == 1)
        {
            return Err(Error::variety(Variety::TiffCoding("LZW (TIFF 5.0)")));
        }
        if matches!(self.compression, Compression::Jpeg(_)) && bits != 8 {
            return Err(if bits == 12 { Error::variety(Variety::JpegTwelveBits) } else { Error::Broken });
        }
        Ok(())
    }
}

impl Compression<'_> {
    fn has_predictor(&self) -> bool {
        matches!(self, Self::Lzw | Self::Deflate)
    }
}

/// The name of the raw format by the maker of the camera, if it is known.
fn raw(directory: Directory<'_>) -> &'static str {
    const MAKERS: [(&[u8], &str); 6] = [
        (b"NIKON", "NEF"),
        (b"SONY", "ARW"),
        (b"PENTAX", "PEF"),
        (b"SAMSUNG", "SRW"),
        (b"Canon", "CR2"),
        (b"Hasselblad", "3FR"),
    ];
    if directory.entry(tags::DNG_VERSION).is_some() {
        return "DNG";
    }
    let make = directory.bytes(tags::MAKE).unwrap_or_default();
    let maker = MAKERS.iter().find(|(maker, _)| make.starts_with(maker));
    maker.map_or("TIFF", |(_, kind)| kind)
}

/// The first alpha sample among the extra samples, and whether colours are premultiplied.
fn alpha(kinds: &[u32], extra: usize) -> Option<(usize, bool)> {
    let kinds = kinds.iter().take(extra);
    kinds.enumerate().find_map(|(index, kind)| match kind {
        1 => Some((index, true)),
        2 => Some((index, false)),
        _ => None,
    })
}

/// The JPEG with the whole picture in files of the old JPEG compression (TIFF 6.0, section 22). Many of them have only parts
/// of a JPEG.
fn old_jpeg<'a>(bytes: &'a [u8], directory: Directory<'a>, size: (u32, u32)) -> Option<&'a [u8]> {
    let old = 6;
    let offset = directory.number(tags::COMPRESSION).filter(|compression| *compression == old);
    let offset = offset.and_then(|_| directory.number(tags::JPEG_OFFSET))?;
    let rest = bytes.get(offset as usize..)?;
    let length = directory.number(tags::JPEG_LENGTH).map_or(rest.len(), |length| length as usize);
    let jpeg = rest.get(..length)?;
    (Jpeg::open(jpeg).ok()?.size() == size).then_some(jpeg)
}

fn compression(directory: Directory<'_>) -> Result<Compression<'_>, Error> {
    let unread = |kind| Err(Error::variety(Variety::TiffCoding(kind)));
    let options = |tag| directory.number(tag).unwrap_or(0);
    match directory.number(tags::COMPRESSION).unwrap_or(1) {
        1 => Ok(Compression::Plain),
        2 => Ok(Compression::Fax { is_aligned: true }),
        3 if options(tags::T4_OPTIONS) & 0b11 == 0 => Ok(Compression::Fax { is_aligned: false }),
        3 => unread("CCITT T.4 2D"),
        4 if options(tags::T6_OPTIONS) & 0b10 == 0 => Ok(Compression::Fax4),
        4 => unread("CCITT T.6"),
        5 => Ok(Compression::Lzw),
        6 => unread("JPEG (TIFF 6.0)"),
        7 => Ok(Compression::Jpeg(directory.bytes(tags::JPEG_TABLES).unwrap_or_default())),
        8 | 32_946 => Ok(Compression::Deflate),
        32_773 => Ok(Compression::PackBits),
        9 | 10 | 34_661 => unread("JBIG"),
        32_766 => unread("NeXT"),
        32_809 => unread("ThunderScan"),
        32_908 | 32_909 => unread("Pixar"),
        33_003 | 33_005 | 34_712 => unread("JPEG 2000"),
        34_676 | 34_677 => unread("SGI Log"),
        34_887 => unread("LERC"),
        34_925 => unread("LZMA"),
        34_934 | 50_000 => unread("Zstandard"),
        50_001 => unread("WebP"),
        50_002 | 52_546 => unread("JPEG XL"),
        _ => Err(Error::Unsupported(OtherKind::Other)),
    }
}
