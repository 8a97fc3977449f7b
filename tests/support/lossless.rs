//! Writes lossless WebP streams (RFC 9649, 3) that no encoder would write, and files with them.
#![allow(dead_code, reason = "every test binary uses its own part of this")]

/// Symbols of the five codes of a group, without a colour cache.
pub(crate) const ALPHABETS: [u16; 5] = [280, 256, 256, 256, 40];

/// Writes bits, the lowest of each byte first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stream {
    bits: Vec<bool>,
}

impl Stream {
    /// A number of `count` bits.
    pub(crate) fn put(&mut self, value: u32, count: u32) -> &mut Self {
        self.bits.extend((0..count).map(|bit| value >> bit & 1 == 1));
        self
    }

    /// A code for one symbol below 256, which takes no bits from then on.
    pub(crate) fn single(&mut self, symbol: u32) -> &mut Self {
        self.put(0b101, 3).put(symbol, 8)
    }

    /// A code of one bit each for two symbols below 256.
    pub(crate) fn pair(&mut self, first: u32, second: u32) -> &mut Self {
        self.put(0b111, 3).put(first, 8).put(second, 8)
    }

    /// Five codes of one symbol: every pixel is this one.
    pub(crate) fn even(&mut self, [red, green, blue, alpha]: [u32; 4]) -> &mut Self {
        self.single(green).single(red).single(blue).single(alpha).single(0)
    }

    /// A code for the first `count` symbols, all of `length` bits, of which `1 << length == count`.
    pub(crate) fn flat(&mut self, length: u32, count: u32) -> &mut Self {
        // One length has a code of its own, which takes no bits: all lengths up to `count` are that one.
        let order = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11];
        let _ = self.put(0, 1).put(order.len() as u32 - 4, 4);
        for place in order {
            let _ = self.put(u32::from(place == length), 3);
        }
        self.put(1, 1).put(5, 3).put(count - 2, 12)
    }

    /// A picture whose tables are as large as they can be for their length: so many groups, all alike, that are
    /// written in `pixels` zeros of 11 bits.
    pub(crate) fn of_groups(groups: u32, pixels: usize) -> Self {
        let mut stream = Self::default();
        let last = groups - 1;
        // No transform; a colour cache of 2,048; an entropy image of tiles of 4 x 4 without a cache of its own.
        let _ = stream.put(0, 1).put(1, 1).put(11, 4).put(1, 1).put(0, 3).put(0, 1);
        let _ = stream.even([last >> 8, last & 0xFF, 0, 0]);
        let mut group = Self::default();
        let _ = group.flat(11, 2048).single(0).single(0).single(0).single(0);
        stream.bits.extend(group.bits.repeat(groups as usize));
        // A red and a blue of no bits make one of eleven for each pixel.
        stream.bits.extend(std::iter::repeat_n(false, 11 * pixels));
        stream
    }

    /// What was written, in whole bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let byte = |bits: &[bool]| bits.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
        self.bits.chunks(8).map(byte).collect()
    }

    /// The file of a picture.
    pub(crate) fn file(&self, width: u32, height: u32) -> Vec<u8> {
        file(&self.picture(width, height))
    }

    /// The file of a picture whose transparency this is. `lossy` is a chunk `VP8 ` of the same size.
    pub(crate) fn transparency(&self, lossy: &[u8], width: u32, height: u32) -> Vec<u8> {
        let alpha = chunk(*b"ALPH", &[&[1], &self.bytes()[..]].concat());
        file(&[extended(0x10, width, height), alpha, lossy.to_vec()].concat())
    }

    /// The file of an animation of one picture: this one, or one whose transparency this is.
    pub(crate) fn animation(&self, lossy: Option<&[u8]>, width: u32, height: u32) -> Vec<u8> {
        let pictures = match lossy {
            Some(lossy) => [chunk(*b"ALPH", &[&[1], &self.bytes()[..]].concat()), lossy.to_vec()].concat(),
            None => self.picture(width, height),
        };
        let frame = chunk(*b"ANMF", &[&[0; 6], &sides(width, height)[..], &[0; 4], &pictures].concat());
        file(&[extended(0x12, width, height), chunk(*b"ANIM", &[0; 6]), frame].concat())
    }

    fn picture(&self, width: u32, height: u32) -> Vec<u8> {
        let mut header = Self::default();
        let _ = header.put(0x2F, 8).put(width - 1, 14).put(height - 1, 14).put(0, 4);
        chunk(*b"VP8L", &[header.bytes(), self.bytes()].concat())
    }
}

/// The extended header.
pub(crate) fn extended(flags: u8, width: u32, height: u32) -> Vec<u8> {
    chunk(*b"VP8X", &[&[flags, 0, 0, 0], &sides(width, height)[..]].concat())
}

/// A file of these chunks.
pub(crate) fn file(chunks: &[u8]) -> Vec<u8> {
    chunk(*b"RIFF", &[b"WEBP", chunks].concat())
}

/// A chunk, filled up to an even length.
pub(crate) fn chunk(name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let fill = &[0][..content.len() % 2];
    [&name, &(content.len() as u32).to_le_bytes()[..], content, fill].concat()
}

/// Two numbers of three bytes, each less by one.
fn sides(width: u32, height: u32) -> Vec<u8> {
    [width - 1, height - 1].iter().flat_map(|side| side.to_le_bytes().into_iter().take(3)).collect()
}
