//! Large HEIC files that are made fast, by repeating one tile.

use heifer::EncodeOptions;
use heifer::heifer_isobmff::HeifFile;
use heifer::heifer_isobmff::writer::{HeifWriter, ImageSpec};

/// A picture of so many tiles across and down, each of `side` x `side` pixels with something in them.
pub(crate) fn tiled(columns: u16, rows: u16, side: u32) -> Vec<u8> {
    let pixels: Vec<u8> = (0..side * side * 3).map(|place| (place * 7 % 251) as u8).collect();
    let tile = heifer::encode_rgb8(side, side, &pixels, &EncodeOptions::default()).unwrap();
    let file = HeifFile::parse(&tile).unwrap();
    let item = file.primary_id;
    let data = file.item_data(item).unwrap();
    let mut slices = Vec::new();
    let mut rest = &data[..];
    while let Some((length, tail)) = rest.split_first_chunk() {
        let (slice, tail) = tail.split_at(u32::from_be_bytes(*length) as usize);
        slices.push(slice.to_vec());
        rest = tail;
    }
    let config = file.hevc_config(item).unwrap().unwrap().clone();
    let mut writer = HeifWriter::new();
    let tile = writer.add_image(&ImageSpec::new(side, side, config, &slices));
    let tiles = vec![tile; usize::from(columns) * usize::from(rows)];
    let size = (side * u32::from(columns), side * u32::from(rows));
    let grid = writer.add_grid(rows, columns, size.0, size.1, &tiles, None, None);
    // A place for a property.
    writer.add_icc_profile(grid, b"none");
    writer.finish()
}

/// The same, to be turned by a quarter.
pub(crate) fn turned(mut file: Vec<u8>) -> Vec<u8> {
    let place = file.windows(8).position(|name| name == b"colrprof").unwrap();
    file[place..place + 5].copy_from_slice(b"irot\x01");
    file
}
