//! Writes JPEGs whose blocks have one colour each, in any arrangement. The tests check the position of blocks and the colour
//! model, and both are visible in large areas.

use super::super::segment;

/// Width and height: no multiple of a block.
const SIDE: usize = 190;
/// The position where the quarters meet: at the edge of a block with any sampling.
const MIDDLE: usize = 96;
/// The quantization step of all coefficients. The first coefficient of a block is eight times its mean, divided by
/// eight.
const STEP: u8 = 8;

/// The used parts of tables K.3 and K.5 of ITU-T T.81: the code of each length of a difference, and the end of a block.
const DC_COUNTS: [u8; 16] = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_CODES: [(u32, u32); 12] = [
    (0b00, 2),
    (0b010, 3),
    (0b011, 3),
    (0b100, 3),
    (0b101, 3),
    (0b110, 3),
    (0b1110, 4),
    (0b1_1110, 5),
    (0b11_1110, 6),
    (0b111_1110, 7),
    (0b1111_1110, 8),
    (0b1_1111_1110, 9),
];
const END_OF_BLOCK: (u32, u32) = (0b1010, 4);

/// A picture of four quarters.
pub(super) struct Picture {
    /// The components of each quarter.
    quarters: [Vec<u8>; 4],
    /// Names of the components.
    pub(super) ids: Vec<u8>,
    /// Their sampling factors, across and down.
    pub(super) sampling: Vec<(u8, u8)>,
    /// Which components each scan has.
    pub(super) scans: Vec<Vec<usize>>,
    /// MCUs between two restart markers.
    pub(super) restart: Option<u16>,
    /// Whether coefficients are refined bit by bit.
    pub(super) is_progressive: bool,
    /// Whether the Huffman tables are in the file, if they are the standard ones.
    pub(super) has_tables: bool,
    /// The segments before the frame.
    pub(super) segments: Vec<u8>,
}

/// JFIF 1.02.
pub(in super::super) fn ycbcr([red, green, blue]: [u8; 3]) -> [u8; 3] {
    let [red, green, blue] = [red, green, blue].map(f64::from);
    let y = 0.299 * red + 0.587 * green + 0.114 * blue;
    [y, 128.0 + (blue - y) / 1.772, 128.0 + (red - y) / 1.402]
        .map(|value| value.round().clamp(0.0, 255.0) as u8)
}

/// The bits of the coefficients in a scan.
#[derive(Clone, Copy, PartialEq)]
enum Pass {
    /// All of a sequential picture.
    Whole,
    /// All bits of the first coefficient but the last one.
    First,
    /// Its last bit.
    Last,
    /// The others, which are zero.
    Rest,
}

impl Picture {
    pub(super) fn new(quarters: [Vec<u8>; 4]) -> Self {
        let count = quarters[0].len();
        Self {
            quarters,
            ids: (1..=count as u8).collect(),
            sampling: vec![(1, 1); count],
            scans: vec![(0..count).collect()],
            restart: None,
            is_progressive: false,
            has_tables: true,
            segments: Vec::new(),
        }
    }

    pub(super) fn file(&self) -> Vec<u8> {
        let count = self.quarters[0].len();
        let sampling = |place: usize| self.sampling.get(place).copied().unwrap_or((1, 1));
        let mut frame = [&[8][..], &[0, SIDE as u8, 0, SIDE as u8, count as u8]].concat();
        for place in 0..count {
            let (across, down) = sampling(place);
            frame.extend([self.ids[place], across << 4 | down, 0]);
        }
        let quantization = [&[0][..], &[STEP; 64]].concat();
        let marker = if self.is_progressive { 0xC2 } else { 0xC0 };
        let mut file = [&[0xFF, 0xD8][..], &self.segments, &segment(0xDB, &quantization)].concat();
        file.extend(segment(marker, &frame));
        if self.has_tables {
            file.extend(self.tables());
        }
        if let Some(restart) = self.restart {
            file.extend(segment(0xDD, &restart.to_be_bytes()));
        }
        for scan in &self.scans {
            if self.is_progressive {
                file.extend(self.scan(scan, Pass::First));
                file.extend(self.scan(scan, Pass::Last));
            } else {
                file.extend(self.scan(scan, Pass::Whole));
            }
        }
        if self.is_progressive {
            for place in 0..count {
                file.extend(self.scan(&[place], Pass::Rest));
            }
        }
        file.extend([0xFF, 0xD9]);
        file
    }

    fn tables(&self) -> Vec<u8> {
        let symbols: Vec<u8> = (0..12).collect();
        let dc = segment(0xC4, &[&[0x00][..], &DC_COUNTS, &symbols].concat());
        if self.is_progressive {
            // Fifteen codes of four bits, for runs of blocks that end at once.
            let mut counts = [0; 16];
            counts[3] = 15;
            let symbols: Vec<u8> = (0..15).map(|bits| bits << 4).collect();
            return [dc, segment(0xC4, &[&[0x10][..], &counts, &symbols].concat())].concat();
        }
        // The codes up to the end of a block are enough; they are those of the standard.
        let mut counts = [0; 16];
        (counts[1], counts[2], counts[3]) = (2, 1, 3);
        let symbols = [0x01, 0x02, 0x03, 0x00, 0x04, 0x11];
        [dc, segment(0xC4, &[&[0x10][..], &counts, &symbols].concat())].concat()
    }

    /// A scan: its header and its data.
    fn scan(&self, places: &[usize], pass: Pass) -> Vec<u8> {
        let mut header = vec![places.len() as u8];
        for place in places {
            header.extend([self.ids[*place], 0]);
        }
        header.extend(match pass {
            Pass::Whole => [0, 63, 0],
            Pass::First => [0, 0, 0x01],
            Pass::Last => [0, 0, 0x10],
            Pass::Rest => [1, 63, 0],
        });
        let most = |factor: fn((u8, u8)) -> u8| {
            self.sampling.iter().copied().map(factor).max().unwrap_or(1) as usize
        };
        let most = (most(|factors| factors.0), most(|factors| factors.1));
        let factors = |place: usize| (self.sampling[place].0 as usize, self.sampling[place].1 as usize);
        let units: Vec<Vec<(usize, usize, usize)>> = if let [place] = *places {
            let (across, down) = factors(place);
            let blocks = |factor: usize, most: usize| (SIDE * factor).div_ceil(most).div_ceil(8);
            let (wide, high) = (blocks(across, most.0), blocks(down, most.1));
            (0..high).flat_map(|y| (0..wide).map(move |x| vec![(place, x, y)])).collect()
        } else {
            let (wide, high) = (SIDE.div_ceil(8 * most.0), SIDE.div_ceil(8 * most.1));
            let unit = |x: usize, y: usize| {
                let blocks = places.iter().flat_map(|place| {
                    let (across, down) = factors(*place);
                    (0..across * down)
                        .map(move |index| (*place, x * across + index % across, y * down + index / across))
                });
                blocks.collect()
            };
            (0..high).flat_map(|y| (0..wide).map(move |x| (x, y))).map(|(x, y)| unit(x, y)).collect()
        };
        let mut data = Vec::new();
        let interval = self.restart.map_or(units.len(), usize::from);
        for (number, units) in units.chunks(interval).enumerate() {
            if number > 0 {
                data.extend([0xFF, 0xD0 + ((number - 1) % 8) as u8]);
            }
            data.extend(self.interval(units, most, pass));
        }
        [segment(0xDA, &header), data].concat()
    }

    fn interval(&self, units: &[Vec<(usize, usize, usize)>], most: (usize, usize), pass: Pass) -> Vec<u8> {
        let mut bits = Bits::default();
        let mut before = [0; 4];
        if pass == Pass::Rest {
            let mut left = units.len() as u32;
            while left > 0 {
                let size = left.ilog2();
                bits.put((size, 4));
                bits.put((left - (1 << size), size));
                left = 0;
            }
            return bits.finish();
        }
        for (place, x, y) in units.iter().flatten().copied() {
            let value = i32::from(self.value(place, x, y, most)) - 128;
            match pass {
                Pass::Whole => bits.difference(value - before[place]),
                Pass::First => bits.difference((value >> 1) - before[place]),
                Pass::Last => bits.put(((value & 1) as u32, 1)),
                Pass::Rest => {}
            }
            before[place] = if pass == Pass::First { value >> 1 } else { value };
            if pass == Pass::Whole {
                bits.put(END_OF_BLOCK);
            }
        }
        bits.finish()
    }

    /// The value of a block, by the pixel in its middle.
    fn value(&self, place: usize, x: usize, y: usize, most: (usize, usize)) -> u8 {
        let (across, down) = self.sampling[place];
        let middle = |block: usize, most: usize, factor: u8| (block * 8 + 4) * most / usize::from(factor);
        let is_right = middle(x, most.0, across) >= MIDDLE;
        let is_below = middle(y, most.1, down) >= MIDDLE;
        self.quarters[usize::from(is_below) * 2 + usize::from(is_right)][place]
    }
}

/// Bits of a scan.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    fn put(&mut self, (value, count): (u32, u32)) {
        for index in (0..count).rev() {
            self.held = self.held << 1 | (value >> index & 1);
            self.count += 1;
            if self.count == 8 {
                let byte = self.held as u8;
                self.bytes.push(byte);
                if byte == 0xFF {
                    self.bytes.push(0);
                }
                (self.held, self.count) = (0, 0);
            }
        }
    }

    fn difference(&mut self, value: i32) {
        let size = u32::BITS - value.unsigned_abs().leading_zeros();
        self.put(DC_CODES[size as usize]);
        let bits = if value < 0 { value - 1 } else { value } as u32;
        self.put((bits & ((1 << size) - 1), size));
    }

    fn finish(mut self) -> Vec<u8> {
        while self.count > 0 {
            self.put((1, 1));
        }
        self.bytes
    }
}
