//! A picture that is wanted much smaller than it is, without the decoder's last step.
//!
//! HEVC smooths the edges of its blocks at the end (H.265, 8.7), which takes a third of the time. At a third of the size and
//! less nothing of that is seen: there is little difference left (50 dB and more, 48 where it is coded badly). The decoder
//! leaves it out when asked, for one coded picture at a time, so that tiles are put together here.

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

/// The largest size, as a part of the picture's own, at which the last step is not missed.
pub(super) const MOST: f64 = 1.0 / 3.0;

/// What a picture is made of.
struct Tiles {
    size: (u32, u32),
    tile: (u32, u32),
    columns: usize,
    items: Vec<ItemId>,
}

/// A tile, and the rows of the picture that it fills.
type Work<'a> = (ItemId, Vec<&'a mut [u8]>);

/// Decodes a picture of one or more coded ones. None where it is more than that: turned, cut out or with transparency.
pub(in crate::picture) fn decode(file: &HeifFile<'_>, most: u64) -> Result<Option<RgbImage>, heifer::Error> {
    let Some(tiles) = Tiles::of(file, file.primary_id) else { return Ok(None) };
    let (width, height) = tiles.size;
    let mut pixels = vec![0; width as usize * height as usize * 4];
    let work = Mutex::new(tiles.work(&mut pixels));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let results = thread::scope(|scope| {
        let decode = || {
            while let Some(next) = take(&work) {
                fill(file, next, most)?;
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

/// Decodes a tile into its place.
fn fill(file: &HeifFile<'_>, (item, mut rows): Work<'_>, most: u64) -> Result<(), heifer::Error> {
    let options = DecodeOptions { skip_loop_filters: true, max_pixels: most, ..DecodeOptions::default() };
    let frame = decode_picture(&file.hevc_bitstream(item)?, options)?;
    let (width, height) = (rows.first().map_or(0, |row| row.len() / 4), rows.len());
    if (frame.widths[0] as usize) < width || (frame.heights[0] as usize) < height {
        return Err(heifer::Error::Invalid("a coded picture is smaller than it says"));
    }
    frame_to_rgba_into(&frame, colours(file, item, &frame), &mut rows, width, height);
    Ok(())
}

/// How its numbers mean colours: as the file says, else as the coded picture does.
fn colours(file: &HeifFile<'_>, item: ItemId, frame: &Frame) -> ColorParams {
    let said = properties(file, item).into_iter().find_map(|property| match property {
        Property::Color(ColorInfo::Nclx { matrix, full_range, .. }) => {
            Some(ColorParams { matrix: *matrix, full_range: *full_range })
        }
        _ => None,
    });
    said.unwrap_or_else(|| ColorParams::from_frame(frame))
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

    /// Each tile with its rows. The tiles cover the picture, which was looked at before.
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

/// Whether it is shown as it is coded.
fn is_plain(file: &HeifFile<'_>, item: ItemId) -> bool {
    let has_alpha = file.referencing_items(item, b"auxl").into_iter().any(|other| is_alpha(file, other));
    let is_changed = |property: &&Property| {
        matches!(property, Property::CleanAperture { .. } | Property::Rotation(1..) | Property::Mirror(_))
    };
    !has_alpha && !properties(file, item).iter().any(is_changed)
}
