//! What the first directory of a TIFF says of its pixels, and whether they can be read right (TIFF 6.0; its Technical
//! Notes 1 and 2; Adobe Photoshop's TIFF Technical Notes for the float predictor).

use super::meaning::{Colours, Numbers, colours, numbers};
use crate::picture::directory::Directory;
use crate::picture::error::{Error, OtherKind, Variety};
use crate::picture::jpeg::Jpeg;
use crate::picture::tags;

/// What may be a list that stands elsewhere in the file, and without which the pixels are nothing.
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
    /// The kind of numbers.
    pub(super) numbers: Numbers,
    /// Numbers for a pixel, those that mean no colour with them.
    pub(super) samples: usize,
    /// What the first of them mean.
    pub(super) colours: Colours,
    /// Which of them is transparency, and whether the colours are multiplied by it.
    pub(super) alpha: Option<(usize, bool)>,
    /// How they are compressed.
    pub(super) coding: Coding<'a>,
    /// What is stored in place of the numbers.
    pub(super) predictor: Predictor,
    /// Whether each sample has parts of its own.
    pub(super) is_planar: bool,
    /// Whether the lowest bit of a byte comes first.
    pub(super) is_reversed: bool,
    /// Whether the lowest byte of a number comes first.
    pub(super) is_little: bool,
    /// Width and height of a part: a strip, which is as wide as the picture, or a tile.
    pub(super) part: (u32, u32),
    /// The parts, row by row, and for each sample anew where it has its own.
    pub(super) parts: Vec<&'a [u8]>,
}

/// Ways to compress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding<'a> {
    Plain,
    PackBits,
    Lzw,
    Deflate,
    /// Each part is a JPEG, with tables that all share.
    Jpeg(&'a [u8]),
    /// Rows of codes that begin at whole bytes (compression 2), or behind marks (compression 3).
    Fax {
        is_aligned: bool,
    },
    /// Rows as differences to the one above (compression 4).
    Fax4,
}

/// What is stored in place of the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Predictor {
    Nothing,
    /// Differences to the pixel on the left.
    Difference,
    /// The same of the bytes of floats, the highest ones of a row first.
    Float,
}

impl<'a> Layout<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, Error> {
        let directory =
            Directory::new(bytes).filter(|directory| directory.is_whole()).ok_or(Error::CutShort)?;
        if !NEEDED.into_iter().all(|tag| directory.holds(tag)) {
            return Err(Error::CutShort);
        }
        let number = |tag, default| directory.number(tag).unwrap_or(default);
        // The first picture of camera raw files is a reduced one; the true one is not read here.
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
            .map(|(place, is_multiplied)| (colours.samples() + place, is_multiplied));
        match colours {
            Colours::Cmyk if alpha.is_some() => return Err(Error::variety(Variety::TiffColours("CMYKA"))),
            Colours::YCbCr(..) if extra > 0 => return Err(Error::variety(Variety::TiffColours("YCbCrA"))),
            _ => {}
        }
        let is_planar = number(tags::PLANAR_CONFIGURATION, 1) == 2 && samples > 1;
        let predictor = match number(tags::PREDICTOR, 1) {
            1 => Predictor::Nothing,
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
        let whole = old_jpeg(bytes, directory, size);
        let coding = if whole.is_some() { Coding::Jpeg(&[]) } else { coding(directory)? };
        let part = if whole.is_some() { size } else { part };
        let mut layout = Self {
            size,
            numbers,
            samples,
            colours,
            alpha,
            coding,
            // These have predictors of their own.
            predictor: if coding.is_compressed_by_bytes() { predictor } else { Predictor::Nothing },
            is_planar,
            is_reversed: number(tags::FILL_ORDER, 1) == 2 && !matches!(coding, Coding::Jpeg(_)),
            is_little: directory.is_little(),
            part,
            parts: Vec::new(),
        };
        layout.parts = match whole {
            Some(jpeg) => vec![jpeg],
            None => layout.find_parts(bytes, directory, is_strips)?,
        };
        layout.check()?;
        Ok(layout)
    }

    /// How many parts there are across, and down.
    pub(super) fn grid(&self) -> (u32, u32) {
        (self.size.0.div_ceil(self.part.0), self.size.1.div_ceil(self.part.1))
    }

    /// Samples for a pixel in a part.
    pub(super) fn samples_in_part(&self) -> usize {
        if self.is_planar { 1 } else { self.samples }
    }

    /// Bytes of a row of a part.
    pub(super) fn row(&self) -> usize {
        let bits = match self.numbers {
            Numbers::Bits(bits) => bits as usize,
            Numbers::Float => 32,
        };
        let samples = self.part.0 as usize * self.samples_in_part();
        match self.colours {
            // For a number of rows at once.
            Colours::YCbCr(across, down) if !self.is_planar => {
                self.part.0.div_ceil(across) as usize * ((across * down) as usize + 2)
            }
            _ => samples.saturating_mul(bits).div_ceil(8),
        }
    }

    /// What decoding takes besides the pixels, in bytes, for a file of `length` bytes.
    pub(super) fn most_for_a_part(&self, length: usize) -> u64 {
        let pixels = u64::from(self.part.0) * u64::from(self.part.1);
        match self.coding {
            // Each part once more with its tables, its planes, and the coefficients where it is progressive.
            Coding::Jpeg(_) => length as u64 + pixels.saturating_mul(self.samples_in_part() as u64 * 3),
            _ => {
                let copies = if self.is_reversed { length as u64 } else { 0 };
                let numbers = u64::from(self.part.0) * self.samples_in_part() as u64;
                copies + (self.row() as u64).saturating_add(numbers.saturating_mul(6))
            }
        }
    }

    /// Whether the numbers are those of the result already.
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
            // The list may stand behind the end of the file.
            return Err(if offsets.is_empty() { Error::Broken } else { Error::CutShort });
        }
        let part = |(index, offset): (usize, &u32)| {
            let rest = bytes.get(*offset as usize..).ok_or(Error::CutShort)?;
            match lengths.get(index) {
                // Without compression the length is known, and what the file says is wrong in some.
                Some(length) if *length > 0 && self.coding != Coding::Plain => {
                    rest.get(..*length as usize).ok_or(Error::CutShort)
                }
                _ => Ok(rest),
            }
        };
        offsets.iter().take(wanted as usize).enumerate().map(part).collect()
    }

    /// Refuses combinations that mean nothing, or that nobody writes.
    fn check(&self) -> Result<(), Error> {
        let bits = match self.numbers {
            Numbers::Bits(bits) => bits,
            Numbers::Float => 32,
        };
        if self.predictor == Predictor::Difference && !matches!((self.numbers, bits), (_, 8 | 16 | 32)) {
            return Err(Error::Broken);
        }
        if let Colours::YCbCr(across, down) = self.colours {
            let is_jpeg = matches!(self.coding, Coding::Jpeg(_));
            let is_plain = self.predictor == Predictor::Nothing && !self.is_planar && bits == 8;
            if !is_jpeg && !is_plain || self.is_planar && (across, down) != (1, 1) {
                return Err(Error::variety(Variety::TiffColours("YCbCr")));
            }
        }
        let is_fax = matches!(self.coding, Coding::Fax { .. } | Coding::Fax4);
        if is_fax && (bits != 1 || self.samples_in_part() != 1 || self.part.0 > u32::from(u16::MAX)) {
            return Err(Error::Broken);
        }
        // Before TIFF 6.0 the lowest bit came first; libtiff knows it by the first code, which clears the table.
        if self.coding == Coding::Lzw && matches!(self.parts[..], [[0, second, ..], ..] if second & 1 == 1) {
            return Err(Error::variety(Variety::TiffCoding("LZW (TIFF 5.0)")));
        }
        if matches!(self.coding, Coding::Jpeg(_)) && bits != 8 {
            return Err(if bits == 12 { Error::variety(Variety::JpegTwelveBits) } else { Error::Broken });
        }
        Ok(())
    }
}

impl Coding<'_> {
    fn is_compressed_by_bytes(&self) -> bool {
        matches!(self, Self::Lzw | Self::Deflate)
    }
}

/// Whose raw file it is: that of the camera's maker, where it is known.
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

/// The first of the further samples that is transparency.
fn alpha(kinds: &[u32], extra: usize) -> Option<(usize, bool)> {
    let kinds = kinds.iter().take(extra);
    kinds.enumerate().find_map(|(place, kind)| match kind {
        1 => Some((place, true)),
        2 => Some((place, false)),
        _ => None,
    })
}

/// The JPEG that is all of the picture, where an old file has one (TIFF 6.0, section 22); most have only pieces of it.
fn old_jpeg<'a>(bytes: &'a [u8], directory: Directory<'a>, size: (u32, u32)) -> Option<&'a [u8]> {
    let old = 6;
    let offset = directory.number(tags::COMPRESSION).filter(|coding| *coding == old);
    let offset = offset.and_then(|_| directory.number(tags::JPEG_OFFSET))?;
    let rest = bytes.get(offset as usize..)?;
    let length = directory.number(tags::JPEG_LENGTH).map_or(rest.len(), |length| length as usize);
    let jpeg = rest.get(..length)?;
    (Jpeg::open(jpeg).ok()?.size() == size).then_some(jpeg)
}

fn coding(directory: Directory<'_>) -> Result<Coding<'_>, Error> {
    let unread = |kind| Err(Error::variety(Variety::TiffCoding(kind)));
    let options = |tag| directory.number(tag).unwrap_or(0);
    match directory.number(tags::COMPRESSION).unwrap_or(1) {
        1 => Ok(Coding::Plain),
        2 => Ok(Coding::Fax { is_aligned: true }),
        3 if options(tags::T4_OPTIONS) & 0b11 == 0 => Ok(Coding::Fax { is_aligned: false }),
        3 => unread("CCITT T.4 2D"),
        4 if options(tags::T6_OPTIONS) & 0b10 == 0 => Ok(Coding::Fax4),
        4 => unread("CCITT T.6"),
        5 => Ok(Coding::Lzw),
        6 => unread("JPEG (TIFF 6.0)"),
        7 => Ok(Coding::Jpeg(directory.bytes(tags::JPEG_TABLES).unwrap_or_default())),
        8 | 32_946 => Ok(Coding::Deflate),
        32_773 => Ok(Coding::PackBits),
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
