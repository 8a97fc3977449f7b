//! Writes TIFFs of all forms: samples of any number of bits, in strips or tiles, interleaved or planar.

use flate2::Compression;
use flate2::write::ZlibEncoder;

use std::io::Write;

const SHORT: u16 = 3;
const LONG: u16 = 4;

/// A picture, given by its samples.
#[derive(Clone)]
pub(super) struct Picture {
    /// Width and height in pixels.
    pub(super) size: (usize, usize),
    /// Samples for a pixel.
    pub(super) samples: usize,
    /// Bits of each.
    pub(super) bits: usize,
    /// All of them, pixel by pixel.
    pub(super) values: Vec<u32>,
    /// Width and height of the parts; none for one strip.
    pub(super) tile: Option<(usize, usize)>,
    pub(super) is_planar: bool,
    pub(super) is_little: bool,
    /// Whether the bits of each byte are stored in the other order.
    pub(super) is_reversed: bool,
    /// Whether it is compressed, and if so, whether with a predictor.
    pub(super) deflated: Option<bool>,
    /// Further entries: tag, and numbers of two bytes.
    pub(super) entries: Vec<(u16, Vec<u16>)>,
    /// The colour profile.
    pub(super) profile: Vec<u8>,
}

impl Picture {
    /// `photometric` says what the samples mean.
    pub(super) fn new(size: (usize, usize), photometric: u16, bits: usize, values: Vec<u32>) -> Self {
        let samples = values.len() / (size.0 * size.1);
        Self {
            size,
            samples,
            bits,
            values,
            tile: None,
            is_planar: false,
            is_little: true,
            is_reversed: false,
            deflated: None,
            entries: vec![(262, vec![photometric])],
            profile: Vec::new(),
        }
    }

    /// With a further entry of numbers of two bytes.
    pub(super) fn with(mut self, tag: u16, values: &[u16]) -> Self {
        self.entries.push((tag, values.to_vec()));
        self
    }

    pub(super) fn file(&self) -> Vec<u8> {
        self.file_of(self.parts())
    }

    /// A file whose parts hold these bytes.
    pub(super) fn file_of(&self, parts: Vec<Vec<u8>>) -> Vec<u8> {
        let parts: Vec<Vec<u8>> =
            parts
                .into_iter()
                .map(|part| self.deflated.map_or(part.clone(), |_| deflated(&part)))
                .map(|part| {
                    if self.is_reversed {
                        part.iter().map(|byte| byte.reverse_bits()).collect()
                    } else {
                        part
                    }
                })
                .collect();
        let lengths: Vec<u32> = parts.iter().map(|part| part.len() as u32).collect();
        let mut entries: Vec<(u16, u16, Vec<u32>)> = vec![
            (256, SHORT, vec![self.size.0 as u32]),
            (257, SHORT, vec![self.size.1 as u32]),
            (258, SHORT, vec![self.bits as u32; self.samples]),
            (277, SHORT, vec![self.samples as u32]),
            (284, SHORT, vec![if self.is_planar { 2 } else { 1 }]),
            (266, SHORT, vec![if self.is_reversed { 2 } else { 1 }]),
            (317, SHORT, vec![if self.deflated == Some(true) { 2 } else { 1 }]),
        ];
        if self.deflated.is_some() {
            entries.push((259, SHORT, vec![8]));
        }
        let offsets = match self.tile {
            None => {
                entries.push((278, SHORT, vec![self.size.1 as u32]));
                entries.push((279, LONG, lengths));
                273
            }
            Some((width, height)) => {
                entries.push((322, SHORT, vec![width as u32]));
                entries.push((323, SHORT, vec![height as u32]));
                entries.push((325, LONG, lengths));
                324
            }
        };
        for (tag, values) in &self.entries {
            entries.retain(|entry| entry.0 != *tag);
            entries.push((*tag, SHORT, values.iter().copied().map(u32::from).collect()));
        }
        if !self.profile.is_empty() {
            entries.push((34_675, 7, self.profile.iter().copied().map(u32::from).collect()));
        }
        entries.push((offsets, LONG, vec![0; parts.len()]));
        entries.sort_unstable_by_key(|entry| entry.0);
        // The sizes do not depend on the offsets, so the first round finds them.
        let mut file = self.written(&entries);
        let mut at = file.len() as u32;
        let place = |part: &Vec<u8>| {
            at += part.len() as u32;
            at - part.len() as u32
        };
        let places = parts.iter().map(place).collect();
        entries.iter_mut().find(|entry| entry.0 == offsets).unwrap().2 = places;
        file = self.written(&entries);
        file.extend(parts.concat());
        file
    }

    /// The header and the directory.
    fn written(&self, entries: &[(u16, u16, Vec<u32>)]) -> Vec<u8> {
        let short = |value: u32| self.bytes(value, 2);
        let long = |value: u32| self.bytes(value, 4);
        let mut file = if self.is_little { b"II*\0".to_vec() } else { b"MM\0*".to_vec() };
        file.extend(long(8));
        file.extend(short(entries.len() as u32));
        let end = 8 + 2 + entries.len() * 12 + 4;
        let mut behind = Vec::new();
        for (tag, kind, values) in entries {
            let length = match *kind {
                SHORT => 2,
                LONG => 4,
                _ => 1,
            };
            let mut content: Vec<u8> = values.iter().flat_map(|value| self.bytes(*value, length)).collect();
            if content.len() > 4 {
                let place = end + behind.len();
                behind.extend(content);
                content = long(place as u32);
            }
            content.resize(4, 0);
            file.extend(
                [short((*tag).into()), short((*kind).into()), long(values.len() as u32), content].concat(),
            );
        }
        file.extend(long(0));
        file.extend(behind);
        file
    }

    fn bytes(&self, value: u32, length: usize) -> Vec<u8> {
        if self.is_little {
            value.to_le_bytes()[..length].to_vec()
        } else {
            value.to_be_bytes()[4 - length..].to_vec()
        }
    }

    fn parts(&self) -> Vec<Vec<u8>> {
        let planes = if self.is_planar { self.samples } else { 1 };
        (0..planes).flat_map(|plane| self.parts_of(plane)).collect()
    }

    fn parts_of(&self, plane: usize) -> Vec<Vec<u8>> {
        let (width, height) = self.tile.unwrap_or(self.size);
        let (across, down) = (self.size.0.div_ceil(width), self.size.1.div_ceil(height));
        let samples = if self.is_planar { plane..plane + 1 } else { 0..self.samples };
        let rows = |column: usize, row: usize| {
            // Parts at the edge are padded with the nearest pixels, except that strips end with the picture.
            let rows = (0..height).flat_map(|y| {
                let y = (row * height + y).min(self.size.1 - 1);
                let pixels = (0..width).map(|x| (column * width + x).min(self.size.0 - 1));
                let values: Vec<u32> = pixels
                    .flat_map(|x| {
                        samples.clone().map(move |sample| (y * self.size.0 + x) * self.samples + sample)
                    })
                    .map(|at| self.values[at])
                    .collect();
                self.row(values, samples.len())
            });
            rows.collect()
        };
        (0..down)
            .flat_map(|row| (0..across).map(move |column| (column, row)))
            .map(|(x, y)| rows(x, y))
            .collect()
    }

    fn row(&self, mut values: Vec<u32>, samples: usize) -> Vec<u8> {
        if self.deflated == Some(true) {
            for at in (samples..values.len()).rev() {
                let mask = u32::MAX >> (32 - self.bits);
                values[at] = values[at].wrapping_sub(values[at - samples]) & mask;
            }
        }
        if self.bits.is_multiple_of(8) {
            return values.iter().flat_map(|value| self.bytes(*value, self.bits / 8)).collect();
        }
        let bits = values.iter().flat_map(|value| (0..self.bits).rev().map(move |bit| value >> bit & 1));
        let bits: Vec<u32> = bits.collect();
        let byte = |bits: &[u32]| {
            bits.iter().enumerate().fold(0, |byte, (place, bit)| byte | (*bit as u8) << (7 - place))
        };
        bits.chunks(8).map(byte).collect()
    }
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
