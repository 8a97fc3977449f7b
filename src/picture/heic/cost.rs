//! What decoding an item of a HEIC takes, known from its properties and from those of what it is made of.

use super::item;
use crate::picture::error::{Error, OtherKind, Variety};

use heifer::heifer_isobmff::boxes::Property;
use heifer::heifer_isobmff::{HeifFile, ItemId};

/// The largest picture in pixels: a phone's 48 megapixels, which take four bytes each.
pub(in crate::picture) const MAX_PIXELS: u64 = 50_000_000;

/// Tiles that are decoded at a time, on a thread each.
pub(super) const MAX_THREADS: usize = 4;

/// How deep items may be made of others: a grid, of which a crop is taken, of tiles.
const MAX_DEPTH: u32 = 3;

/// Bytes of a pixel that comes out.
const RGBA: u64 = 4;

/// Bytes per pixel that the decoder keeps besides the values: how blocks were predicted, and the edges of its filters.
const BLOCKS: u64 = 1;

/// What decoding an item comes to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// Width and height in pixels.
    pub(super) size: (u32, u32),
    /// Width and height of the part that is shown, where that is not all.
    pub(super) cut: Option<(u32, u32)>,
    /// The most that is taken at a time, in bytes.
    pub(super) peak: u64,
    /// The pixels of the largest picture in it.
    pub(super) most: u64,
}

/// What decoding this item takes, with its transparency.
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
            // Beside the picture, which is kept.
            let alpha = at(file, alpha, depth + 1)?;
            cost.peak = cost.peak.saturating_add(alpha.peak);
            cost.most = cost.most.max(alpha.most);
        }
    }
    cost.cut = cut(file, item, cost.size)?.or(cost.cut);
    if cost.cut.is_some() {
        cost.peak = cost.peak.saturating_add(pixels(cost.size).saturating_mul(RGBA));
    }
    Ok(cost)
}

/// A picture that is coded as a whole.
fn coded(file: &HeifFile<'_>, item: ItemId) -> Result<Cost, Error> {
    let size = file.image_size(item).ok().flatten().ok_or(Error::Broken)?;
    let config = file.hevc_config(item).ok().flatten().ok_or(Error::Broken)?;
    // Values of 16 bits; colours of a quarter, a half or all of the size.
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
    // Its bits are put together once more.
    let bits = file.item_data(item).map_err(|_| Error::CutShort)?.len() as u64 * 2;
    let peak = pixels(size).saturating_mul(RGBA).saturating_add(coded.saturating_mul(values + BLOCKS));
    Ok(Cost { size, cut: None, peak: peak.saturating_add(bits), most: coded })
}

/// A picture of tiles, which are coded each as a whole and all have one size.
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
    // What no tile covers would stay empty in silence.
    if tiles.len() != count || across < size.0.into() || down < size.1.into() || pixels(size) == 0 {
        return Err(Error::Broken);
    }
    let at_a_time = tiles.len().min(MAX_THREADS) as u64;
    let peak = pixels(size).saturating_mul(RGBA).saturating_add(tile.peak.saturating_mul(at_a_time));
    Ok(Cost { size, cut: None, peak, most: pixels(size).max(tile.most) })
}

/// Pictures laid over each other, which are all decoded first.
fn overlay(file: &HeifFile<'_>, item: ItemId, parts: &[ItemId], depth: u32) -> Result<Cost, Error> {
    let size = file.image_size(item).ok().flatten().ok_or(Error::Broken)?;
    let mut cost = Cost { size, cut: None, peak: pixels(size).saturating_mul(RGBA), most: pixels(size) };
    for part in parts {
        let part = at(file, *part, depth + 1)?;
        cost.peak = cost.peak.saturating_add(part.peak);
        cost.most = cost.most.max(part.most);
    }
    // This limit also holds for the sizes in the coded data, which may differ from the properties.
    if cost.most > MAX_PIXELS { Err(Error::Broken) } else { Ok(cost) }
}

/// The size of the part that is shown, rounded as the decoder does (ISO/IEC 14496-12, 12.1.4).
fn cut(file: &HeifFile<'_>, item: ItemId, size: (u32, u32)) -> Result<Option<(u32, u32)>, Error> {
    let cut = item::properties(file, item).into_iter().find_map(|property| match property {
        Property::CleanAperture { width, height, horiz_offset, vert_offset } => {
            Some((*width, *height, *horiz_offset, *vert_offset))
        }
        _ => None,
    });
    let Some((width, height, x, y)) = cut else { return Ok(None) };
    let sides = [side(size.0, width, x).ok_or(Error::Broken)?, side(size.1, height, y).ok_or(Error::Broken)?];
    Ok(Some((sides[0], sides[1])))
}

fn side(whole: u32, (length, parts): (u32, u32), (offset, offset_parts): (i32, u32)) -> Option<u32> {
    if parts == 0 || offset_parts == 0 {
        return None;
    }
    let length = f64::from(length) / f64::from(parts);
    let middle = f64::from(offset) / f64::from(offset_parts) + (f64::from(whole) - 1.0) / 2.0;
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
    fn the_part_that_is_shown_lies_in_the_picture() {
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
