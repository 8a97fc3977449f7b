//! Decodes a picture without the loop filters, for a result that is much smaller than the picture.
//!
//! The loop filters of HEVC smooth the edges of blocks (H.265, 8.7) and take a third of the time. At a third of the size and
//! less the difference is not visible: 50 dB and more, 48 in pictures of low quality. The decoder can skip them for one
//! coded picture at a time only, so the tiles of a grid are combined here.

use super::cost::MAX_THREADS;
use super::item::{is_alpha, properties};

use heifer::color::{ColorParams, frame_to_rgba_into};
use heifer::heifer_hevc_dec::decoder::{DecodeOptions, decode_picture};
use heifer::heifer_hevc_dec::recon::Frame;
use heifer::heifer_isobmff::boxes::{ColorInfo, Property};
use heifer::heifer_isobmff::{HeifFile, ItemId};
use image::RgbImage;

use std::sync::{Mutex, PoisonError};
use std::thread;

/// The largest scale at which the loop filters make no visible difference.
pub(super) const MAX_SCALE: f64 = 1.0 / 3.0;

/// A picture as tiles of the same size; one tile if it is not a grid.
struct Tiles {
    size: (u32, u32),
    tile: (u32, u32),
    columns: usize,
    items: Vec<ItemId>,
}

/// A tile, and the rows of the picture that it fills.
type Work<'a> = (ItemId, Vec<&'a mut [u8]>);

/// Decodes a single picture or a grid. `None` for anything else: turned, cropped, or with transparency.
pub(in crate::picture) fn decode(
    file: &HeifFile<'_>,
    max_pixels: u64,
) -> Result<Option<RgbImage>, heifer::Error> {
    let Some(tiles) = Tiles::of(file, file.primary_id) else { return Ok(None) };
    let (width, height) = tiles.size;
    let mut pixels = vec![0; width as usize * height as usize * 4];
    let work = Mutex::new(tiles.work(&mut pixels));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let results = thread::scope(|scope| {
        let decode = || {
            while let Some(next) = take(&work) {
                fill(file, next, max_pixels)?;
            }
            Ok(())
        };
        let others: Vec<_> =
            (1..threads.min(MAX_THREADS).min(tiles.items.len())).map(|_| scope.spawn(decode)).collect();
        let first = decode();
        let failed = |_| Err(heifer::Error::Invalid("a tile cannot be decoded"));
        others.into_iter().map(|other| other.join().unwrap_or_else(failed)).fold(first, Result::and)
    });
    results.map(|()| {
        let image = heifer::Image { width, height, bit_depth: 8, has_alpha: false, data: pixels };
        RgbImage::from_raw(width, height, image.into_rgb8())
    })
}

fn take<'a>(work: &Mutex<Vec<Work<'a>>>) -> Option<Work<'a>> {
    work.lock().unwrap_or_else(PoisonError::into_inner).pop()
}

/// Decodes a tile into its rows of the picture.
fn fill(file: &HeifFile<'_>, (item, mut rows): Work<'_>, max_pixels: u64) -> Result<(), heifer::Error> {
    let options = DecodeOptions { skip_loop_filters: true, max_pixels, ..DecodeOptions::default() };
    let frame = decode_picture(&file.hevc_bitstream(item)?, options)?;
    let (width, height) = (rows.first().map_or(0, |row| row.len() / 4), rows.len());
    if (frame.widths[0] as usize) < width || (frame.heights[0] as usize) < height {
        return Err(heifer::Error::Invalid("a coded picture is smaller than it says"));
    }
    frame_to_rgba_into(&frame, colours(file, item, &frame), &mut rows, width, height);
    Ok(())
}

/// The matrix and the range of its YCbCr values: from the properties, else from the HEVC headers.
fn colours(file: &HeifFile<'_>, item: ItemId, frame: &Frame) -> ColorParams {
    let named = properties(file, item).into_iter().find_map(|property| match property {
        Property::Color(ColorInfo::Nclx { matrix, full_range, .. }) => {
            Some(ColorParams { matrix: *matrix, full_range: *full_range })
        }
        _ => None,
    });
    named.unwrap_or_else(|| ColorParams::from_frame(frame))
}

impl Tiles {
    fn of(file: &HeifFile<'_>, item: ItemId) -> Option<Self> {
        let kind = file.item(item).ok()?.item_type.0;
        let (tile, columns, items) = match &kind {
            b"hvc1" => (file.image_size(item).ok()??, 1, vec![item]),
            b"grid" => {
                let items = file.referenced_items(item, b"dimg").to_vec();
                let tile = file.image_size(*items.first()?).ok()??;
                (tile, usize::from(file.grid(item).ok()?.columns), items)
            }
            _ => return None,
        };
        let size = match &kind {
            b"grid" => file.grid(item).map(|grid| (grid.output_width, grid.output_height)).ok()?,
            _ => tile,
        };
        let is_plain = items.iter().chain([&item]).all(|item| is_plain(file, *item));
        is_plain.then_some(Self { size, tile, columns, items })
    }

    /// Each tile with its rows. The tiles cover the picture: `cost` has checked it.
    fn work<'a>(&self, pixels: &'a mut [u8]) -> Vec<Work<'a>> {
        let mut work: Vec<Work<'a>> = self.items.iter().map(|item| (*item, Vec::new())).collect();
        let (stride, tile) = (self.size.0 as usize * 4, self.tile.0 as usize * 4);
        for (y, row) in pixels.chunks_exact_mut(stride).enumerate() {
            let first = y / self.tile.1 as usize * self.columns;
            for ((_, rows), part) in work.iter_mut().skip(first).zip(row.chunks_mut(tile)) {
                rows.push(part);
            }
        }
        work
    }
}

/// Whether an item has no transparency, crop, rotation or mirror.
fn is_plain(file: &HeifFile<'_>, item: ItemId) -> bool {
    let has_alpha = file.referencing_items(item, b"auxl").into_iter().any(|other| is_alpha(file, other));
    let is_changed = |property: &&Property| {
        matches!(property, Property::CleanAperture { .. } | Property::Rotation(1..) | Property::Mirror(_))
    };
    !has_alpha && !properties(file, item).iter().any(is_changed)
}
