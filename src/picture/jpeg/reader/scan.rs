//! Decodes the scans of a JPEG into planes at a fraction of the size (ITU-T T.81, F.2 for sequential and G.2 for progressive
//! coding).

use super::bits::{Bits, Table, signed};
use super::error::Error;
use super::frame::component_indices;
use super::plane::Component;
use super::standard;

/// Fails if decoding has to stop.
type MayGoOn<'a> = &'a dyn Fn() -> Result<(), Error>;

/// The current tables and restart interval.
#[derive(Default)]
pub(super) struct Tables {
    dc: [Option<Table>; 4],
    ac: [Option<Table>; 4],
    /// In the order of the file.
    pub(super) quantization: [Option<[u16; 64]>; 4],
    /// The number of MCUs between two restart markers; `None` without markers.
    pub(super) restart: Option<u32>,
}

impl Tables {
    /// Reads a DHT segment.
    pub(super) fn read_huffman(&mut self, mut segment: &[u8]) -> Result<(), Error> {
        while let Some((&index, rest)) = segment.split_first() {
            let (counts, rest) = rest.split_first_chunk::<16>().ok_or(Error::Broken)?;
            let total = counts.iter().map(|count| usize::from(*count)).sum();
            let (symbols, rest) = rest.split_at_checked(total).ok_or(Error::Broken)?;
            let tables = if index >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            *tables.get_mut(usize::from(index & 15)).ok_or(Error::Broken)? =
                Some(Table::new(counts, symbols)?);
            segment = rest;
        }
        Ok(())
    }

    /// Reads a DQT segment.
    pub(super) fn read_quantization(&mut self, mut segment: &[u8]) -> Result<(), Error> {
        while let Some((&index, rest)) = segment.split_first() {
            let width = if index >> 4 == 0 { 1 } else { 2 };
            let (values, rest) = rest.split_at_checked(64 * width).ok_or(Error::Broken)?;
            let mut table = [0; 64];
            for (entry, value) in table.iter_mut().zip(values.chunks_exact(width)) {
                *entry = value.iter().fold(0, |value, byte| value << 8 | u16::from(*byte));
            }
            *self.quantization.get_mut(usize::from(index & 15)).ok_or(Error::Broken)? = Some(table);
            segment = rest;
        }
        Ok(())
    }
}

/// A scan header.
pub(super) struct Scan {
    /// Component, DC table, AC table.
    parts: Vec<(usize, usize, usize)>,
    first: usize,
    last: usize,
    high: u32,
    low: u32,
}

impl Scan {
    /// Reads a scan header of a frame whose components have these ids.
    pub(super) fn read(segment: &[u8], ids: &[u8]) -> Result<Self, Error> {
        let (&count, rest) = segment.split_first().ok_or(Error::Broken)?;
        let (names, rest) = rest.split_at_checked(usize::from(count) * 2).ok_or(Error::Broken)?;
        let &[first, last, approximation, ..] = rest else { return Err(Error::Broken) };
        let indices =
            component_indices(ids, names).filter(|indices| !indices.is_empty()).ok_or(Error::Broken)?;
        let tables = names.chunks_exact(2).map(|name| (usize::from(name[1] >> 4), usize::from(name[1] & 15)));
        let parts = indices.into_iter().zip(tables).map(|(index, (dc, ac))| (index, dc, ac)).collect();
        let (first, last) = (usize::from(first), usize::from(last));
        let (high, low) = (u32::from(approximation >> 4), u32::from(approximation & 15));
        Ok(Self { parts, first, last, high, low })
    }

    /// Decodes the blocks of a sequential picture into the planes of their components. Returns the number of bytes after the
    /// last block.
    pub(super) fn sequential(
        &self,
        data: &[u8],
        tables: &Tables,
        components: &mut [Component],
        may_go_on: MayGoOn<'_>,
    ) -> Result<usize, Error> {
        let coders = self.coders(tables)?;
        self.for_each_block(
            data,
            tables.restart,
            components,
            may_go_on,
            |bits, progress, part, component, x, y| {
                let (Some(dc), Some(ac)) = coders[part] else { return Err(Error::Broken) };
                component.read_block(bits, dc, ac, &mut progress.predictors[part], x, y)
            },
        )
    }

    /// Adds this scan to the coefficients of a progressive picture. Returns the number of bytes after the last block.
    pub(super) fn progressive(
        &self,
        data: &[u8],
        tables: &Tables,
        components: &mut [Component],
        may_go_on: MayGoOn<'_>,
    ) -> Result<usize, Error> {
        let coders = self.coders(tables)?;
        let is_band_known = self.first <= self.last && self.last <= 63 && self.low <= 13;
        if !is_band_known || self.first > 0 && self.parts.len() > 1 {
            return Err(Error::Broken);
        }
        self.for_each_block(
            data,
            tables.restart,
            components,
            may_go_on,
            |bits, progress, part, component, x, y| {
                let block = component.coefficients(x, y).ok_or(Error::Broken)?;
                match (coders[part], self.first, self.high) {
                    ((Some(dc), _), 0, 0) => {
                        bits.fill();
                        let size = u32::from(dc.symbol(bits)?).min(16);
                        let predictor = &mut progress.predictors[part];
                        *predictor = predictor.wrapping_add(signed(bits, size));
                        block[0] = (*predictor << self.low) as i16;
                    }
                    (_, 0, 1..) => block[0] |= i16::from(bits.bit()) << self.low,
                    ((_, Some(ac)), _, 0) => self.first_ac(bits, ac, &mut progress.blocks_to_skip, block)?,
                    ((_, Some(ac)), ..) => self.further_ac(bits, ac, &mut progress.blocks_to_skip, block)?,
                    _ => return Err(Error::Broken),
                }
                Ok(())
            },
        )
    }

    /// Reads the first bits of AC coefficients (T.81, G.1.2.2).
    fn first_ac(
        &self,
        bits: &mut Bits<'_>,
        ac: &Table,
        blocks_to_skip: &mut u32,
        block: &mut [i16; 64],
    ) -> Result<(), Error> {
        if *blocks_to_skip > 0 {
            *blocks_to_skip -= 1;
            return Ok(());
        }
        let mut at = self.first;
        while at <= self.last {
            bits.fill();
            let (run, value) = ac.coefficient(bits)?;
            match (run, value) {
                (15, 0) => at += 16,
                (_, 0) => {
                    *blocks_to_skip = (1 << run) - 1 + bits.take(run as u32);
                    break;
                }
                _ => {
                    at += run;
                    *block.get_mut(at).ok_or(Error::Broken)? = (value << self.low) as i16;
                    at += 1;
                }
            }
        }
        Ok(())
    }

    /// Reads one more bit of AC coefficients: of those that are not zero, and of those that become so (T.81, G.1.2.3).
    fn further_ac(
        &self,
        bits: &mut Bits<'_>,
        ac: &Table,
        blocks_to_skip: &mut u32,
        block: &mut [i16; 64],
    ) -> Result<(), Error> {
        let one = 1_i16 << self.low;
        let mut at = self.first;
        if *blocks_to_skip == 0 {
            while at <= self.last {
                bits.fill();
                let symbol = ac.symbol(bits)?;
                let (mut run, size) = (symbol >> 4, symbol & 15);
                let value = match size {
                    0 if run < 15 => {
                        *blocks_to_skip = (1 << run) + bits.take(u32::from(run));
                        break;
                    }
                    0 => 0,
                    1 => {
                        if bits.take(1) == 1 {
                            one
                        } else {
                            -one
                        }
                    }
                    _ => return Err(Error::Broken),
                };
                for known in &mut block[at..=self.last] {
                    at += 1;
                    if *known != 0 {
                        refine(known, one, bits);
                    } else if run == 0 {
                        *known = value;
                        break;
                    } else {
                        run -= 1;
                    }
                }
            }
        }
        if *blocks_to_skip > 0 {
            *blocks_to_skip -= 1;
            for known in block.iter_mut().take(self.last + 1).skip(at).filter(|known| **known != 0) {
                refine(known, one, bits);
            }
        }
        Ok(())
    }

    /// Calls `visit` for each block of this scan in the order of the file (T.81, A.2). Returns the number of bytes after the
    /// last block.
    fn for_each_block(
        &self,
        data: &[u8],
        restart: Option<u32>,
        components: &mut [Component],
        may_go_on: MayGoOn<'_>,
        mut visit: impl FnMut(
            &mut Bits<'_>,
            &mut Progress,
            usize,
            &mut Component,
            usize,
            usize,
        ) -> Result<(), Error>,
    ) -> Result<usize, Error> {
        let mut bits = Bits::new(data);
        let mut progress = Progress::default();
        let is_interleaved = self.parts.len() > 1;
        let first = &components[self.parts[0].0];
        let (columns, rows) = if is_interleaved {
            (first.padded.0 / first.sampling.0, first.padded.1 / first.sampling.1)
        } else {
            first.own
        };
        let mut left = restart.unwrap_or(u32::MAX);
        for y in 0..rows {
            may_go_on()?;
            for x in 0..columns {
                if left == 0 {
                    bits.restart()?;
                    progress = Progress::default();
                    left = restart.unwrap_or(u32::MAX);
                }
                if restart.is_some() {
                    left -= 1;
                }
                for (part, (component, ..)) in self.parts.iter().enumerate() {
                    let component = &mut components[*component];
                    let (across, down) = if is_interleaved { component.sampling } else { (1, 1) };
                    for row in 0..down {
                        for column in 0..across {
                            let (x, y) = (x * across + column, y * down + row);
                            if visit(&mut bits, &mut progress, part, component, x, y).is_err() {
                                // With a copy here the compiler can keep the original in registers.
                                return Err(bits.clone().fault());
                            }
                        }
                    }
                }
            }
            if bits.is_overdrawn() {
                return Err(Error::CutShort);
            }
        }
        Ok(bits.left())
    }

    /// Defines the standard tables that this scan uses and the file does not have, like single frames of MJPEG videos.
    pub(super) fn define_missing(&self, tables: &mut Tables) -> Result<(), Error> {
        for (_, dc, ac) in &self.parts {
            for (index, (counts, symbols)) in standard::DC.into_iter().enumerate() {
                if *dc == index && tables.dc[index].is_none() {
                    tables.dc[index] = Some(Table::new(counts, symbols)?);
                }
            }
            for (index, (counts, symbols)) in standard::AC.into_iter().enumerate() {
                if *ac == index && tables.ac[index].is_none() {
                    tables.ac[index] = Some(Table::new(counts, symbols)?);
                }
            }
        }
        Ok(())
    }

    fn coders<'a>(&self, tables: &'a Tables) -> Result<[Coder<'a>; 4], Error> {
        let mut coders: [Coder<'a>; 4] = [(None, None); 4];
        for (coder, (_, dc, ac)) in coders.iter_mut().zip(&self.parts) {
            let dc = tables.dc.get(*dc).ok_or(Error::Broken)?;
            *coder = (dc.as_ref(), tables.ac.get(*ac).ok_or(Error::Broken)?.as_ref());
        }
        Ok(coders)
    }

    /// The components of this scan, as indices in the frame.
    pub(super) fn components(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().map(|part| part.0)
    }
}

/// The DC and the AC table of a component, if they were defined.
type Coder<'a> = (Option<&'a Table>, Option<&'a Table>);

/// State from one block to the next, reset at a restart.
#[derive(Default)]
struct Progress {
    predictors: [i32; 4],
    blocks_to_skip: u32,
}

fn refine(known: &mut i16, one: i16, bits: &mut Bits<'_>) {
    if bits.bit() && *known & one == 0 {
        *known = known.wrapping_add(if *known > 0 { one } else { -one });
    }
}
