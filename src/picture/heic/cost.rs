//! Computes the memory that decoding an item of a HEIC needs, from its properties and those of its parts.

use super::item;
use crate::picture::error::{Error, OtherKind, Variety};

use heifer::heifer_isobmff::boxes::Property;
use heifer::heifer_isobmff::{HeifFile, ItemId};

/// The largest picture in pixels: 48 megapixels of a phone, with four bytes each.
pub(in crate::picture) const MAX_PIXELS: u64 = 50_000_000;

/// How many tiles are decoded at the same time, each on its own thread.
pub(super) const MAX_THREADS: usize = 4;

/// How deep items may be nested: for example a crop of a grid of tiles.
const MAX_DEPTH: u32 = 3;

/// Bytes of a decoded pixel.
const RGBA: u64 = 4;

/// Bytes per pixel that the decoder needs besides the values: the prediction of blocks, and the edges of its filters.
const BLOCKS: u64 = 1;

/// The size of an item, and what decoding it needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// Width and height in pixels.
    pub(super) size: (u32, u32),
    /// Width and height of the part that is shown (clean aperture), if it is not all.
    pub(super) aperture: Option<(u32, u32)>,
    /// The largest amount of memory at any time, in bytes.
    pub(super) peak: u64,
    /// The pixels of its largest coded picture.
    pub(super) max_pixels: u64,
}

/// The cost of decoding this item with its transparency.
///
/// # Errors
///
/// [`Error::Unsupported`] for another codec than HEVC, [`Error::Broken`] and [`Error::CutShort`] for invalid files.
pub(super) fn of(file: &HeifFile<'_>, item: ItemId) -> Result<Cost, Error> {
    at(file, item, 0)
}

fn at(file: &HeifFile<'_>, item: ItemId, depth: u32) -> Result<Cost, Error> {
    let kind = file.item(item).map_err(|_| Error::Broken)?.item_type.0;
    let parts = file.referenced_items(item, b"dimg");
    if depth > MAX_DEPTH {
        return Err(Error::Broken);
    }
    let mut cost = match &kind {
        b"hvc1" => coded(file, item)?,
        b"grid" => grid(file, item, parts)?,
        b"iden" => match parts {
            [source] => at(file, *source, depth + 1)?,
            _ => return Err(Error::Broken),
        },
        b"iovl" => overlay(file, item, parts, depth)?,
        b"av01" => return Err(Error::Unsupported(OtherKind::Avif)),
        b"jpeg" => return Err(Error::variety(Variety::Heic("JPEG"))),
        b"j2k1" => return Err(Error::variety(Variety::Heic("JPEG 2000"))),
        b"avc1" => return Err(Error::variety(Variety::Heic("AVC"))),
        b"vvc1" => return Err(Error::variety(Variety::Heic("VVC"))),
        _ => return Err(Error::Unsupported(OtherKind::Heic)),
    };
    for alpha in file.referencing_items(item, b"auxl") {
        if depth == 0 && alpha != item && item::is_alpha(file, alpha) {
            // The picture stays in memory meanwhile.
            let alpha = at(file, alpha, depth + 1)?;
            cost.peak = cost.peak.saturating_add(alpha.peak);
            cost.max_pixels = cost.max_pixels.max(alpha.max_pixels);
        }
    }
    cost.aperture = aperture(file, item, cost.size)?.or(cost.aperture);
    if cost.aperture.is_some() {
        cost.peak = cost.peak.saturating_add(pixels(cost.size).saturating_mul(RGBA));
    }
    Ok(cost)
}

/// A single HEVC picture.
fn coded(file: &HeifFile<'_>, item: ItemId) -> Result<Cost, Error> {
    let size = file.image_size(item).ok().flatten().ok_or(Error::Broken)?;
    let config = file.hevc_config(item).ok().flatten().ok_or(Error::Broken)?;
    // Values of 16 bits. The chroma planes have a quarter, a half or all of the size.
    let values = match config.chroma_format {
        0 => 2,
        1 => 3,
        2 => 4,
        _ => 6,
    };
    if pixels(size) == 0 || size.0 > u32::MAX / 2 || size.1 > u32::MAX / 2 {
        return Err(Error::Broken);
    }
    let coded = pixels((size.0.next_multiple_of(64), size.1.next_multiple_of(64)));
    // The decoder copies the coded data once.
    let bits = file.item_data(item).map_err(|_| Error::CutShort)?.len() as u64 * 2;
    let peak = pixels(size).saturating_mul(RGBA).saturating_add(coded.saturating_mul(values + BLOCKS));
    Ok(Cost { size, aperture: None, peak: peak.saturating_add(bits), max_pixels: coded })
}

/// A grid of tiles, which are HEVC pictures of the same size.
fn grid(file: &HeifFile<'_>, item: ItemId, tiles: &[ItemId]) -> Result<Cost, Error> {
    let grid = file.grid(item).map_err(|_| Error::Broken)?;
    let size = (grid.output_width, grid.output_height);
    let first = *tiles.first().ok_or(Error::Broken)?;
    let tile = coded(file, first)?;
    for part in tiles {
        let part_size = file.image_size(*part).ok().flatten();
        let is_coded = file.item(*part).is_ok_and(|item| item.item_type.0 == *b"hvc1");
        if !is_coded || part_size != Some(tile.size) {
            return Err(Error::Broken);
        }
    }
    let across = u64::from(tile.size.0) * u64::from(grid.columns);
    let down = u64::from(tile.size.1) * u64::from(grid.rows);
    let count = usize::from(grid.columns) * usize::from(grid.rows);
    // An area without a tile would stay empty without an error.
    if tiles.len() != count || across < size.0.into() || down < size.1.into() || pixels(size) == 0 {
        return Err(Error::Broken);
    }
    let threads = tiles.len().min(MAX_THREADS) as u64;
    let peak = pixels(size).saturating_mul(RGBA).saturating_add(tile.peak.saturating_mul(threads));
    Ok(Cost { size, aperture: None, peak, max_pixels: pixels(size).max(tile.max_pixels) })
}

/// An overlay of pictures, which are all decoded first.
fn overlay(file: &HeifFile<'_>, item: ItemId, parts: &[ItemId], depth: u32) -> Result<Cost, Error> {
    let size = file.image_size(item).ok().flatten().ok_or(Error::Broken)?;
    let mut cost =
        Cost { size, aperture: None, peak: pixels(size).saturating_mul(RGBA), max_pixels: pixels(size) };
    for part in parts {
        let part = at(file, *part, depth + 1)?;
        cost.peak = cost.peak.saturating_add(part.peak);
        cost.max_pixels = cost.max_pixels.max(part.max_pixels);
    }
    // The decoder gets this limit too, because the sizes in the coded data may differ from the properties.
    if cost.max_pixels > MAX_PIXELS { Err(Error::Broken) } else { Ok(cost) }
}

/// The size of the part that is shown, rounded like the decoder does (ISO/IEC 14496-12, 12.1.4).
fn aperture(file: &HeifFile<'_>, item: ItemId, size: (u32, u32)) -> Result<Option<(u32, u32)>, Error> {
    let aperture = item::properties(file, item).into_iter().find_map(|property| match property {
        Property::CleanAperture { width, height, horiz_offset, vert_offset } => {
            Some((*width, *height, *horiz_offset, *vert_offset))
        }
        _ => None,
    });
    let Some((width, height, x, y)) = aperture else { return Ok(None) };
    let sides = [side(size.0, width, x).ok_or(Error::Broken)?, side(size.1, height, y).ok_or(Error::Broken)?];
    Ok(Some((sides[0], sides[1])))
}

/// One side of the clean aperture of a picture with a side of `whole` pixels. Length and offset are fractions.
fn side(whole: u32, (length, divisor): (u32, u32), (offset, offset_divisor): (i32, u32)) -> Option<u32> {
    if divisor == 0 || offset_divisor == 0 {
        return None;
    }
    let length = f64::from(length) / f64::from(divisor);
    let middle = f64::from(offset) / f64::from(offset_divisor) + (f64::from(whole) - 1.0) / 2.0;
    let start = ((middle - (length - 1.0) / 2.0).round().max(0.0) as u32).min(whole);
    Some((length.round() as u32).min(whole - start)).filter(|side| *side > 0)
}

fn pixels((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height)
}

#[cfg(test)]
mod tests {
    use super::side;

    #[test]
    fn the_clean_aperture_lies_in_the_picture() {
        let cases = [
            (100, (60, 1), (0, 1), Some(60)),
            (100, (121, 2), (0, 1), Some(61)),
            (100, (60, 1), (40, 1), Some(40)),
            (100, (60, 1), (-40, 1), Some(60)),
            (100, (200, 1), (0, 1), Some(100)),
            (100, (0, 1), (0, 1), None),
            (100, (60, 0), (0, 1), None),
            (100, (60, 1), (0, 0), None),
        ];
        for (whole, length, offset, expected) in cases {
            assert_eq!(side(whole, length, offset), expected, "{whole}, {length:?}, {offset:?}");
        }
    }
}
