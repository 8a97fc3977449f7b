//! Reads the frame header of a JPEG: size, coding and components (ITU-T T.81, B.2.2). Notes which scans complete it.

use super::error::{Error, Feature};
use super::plane::{Component, SIDES};

/// The largest relative rounding error of a computed scale.
const ROUNDING: f64 = 1e-6;

/// The frame header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    /// Width in pixels.
    pub(super) width: u32,
    /// Height in pixels.
    pub(super) height: u32,
    is_progressive: bool,
    components: Vec<Header>,
}

/// A component in the frame header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Header {
    id: u8,
    horizontal: usize,
    vertical: usize,
    selector: u8,
    /// The coefficients of a progressive picture that are complete, one bit each.
    finished: u64,
}

impl Frame {
    pub(super) fn read(marker: u8, segment: &[u8]) -> Result<Self, Error> {
        let &[precision, h1, h0, w1, w0, count, ref rest @ ..] = segment else {
            return Err(Error::Broken);
        };
        let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
        let components: Vec<_> = rest
            .chunks_exact(3)
            .take(usize::from(count))
            .map(|part| Header {
                id: part[0],
                horizontal: usize::from(part[1] >> 4),
                vertical: usize::from(part[1] & 15),
                selector: part[2],
                finished: 0,
            })
            .collect();
        // The marker says which coding the frame has.
        match (marker, precision, components.len()) {
            (0xC3 | 0xCB, ..) => return Err(Error::Unsupported(Feature::Lossless)),
            (0xC5..=0xC7 | 0xCD.., ..) => return Err(Error::Unsupported(Feature::Hierarchical)),
            (0xC9 | 0xCA, ..) => return Err(Error::Unsupported(Feature::Arithmetic)),
            (_, 12, _) => return Err(Error::Unsupported(Feature::TwelveBits)),
            (_, 8, 1 | 3 | 4) => {}
            (_, 8, 1..) => return Err(Error::Unsupported(Feature::Components)),
            _ => return Err(Error::Broken),
        }
        let is_sampling_known =
            |part: &Header| (1..=4).contains(&part.horizontal) && (1..=4).contains(&part.vertical);
        if width == 0 || components.len() != usize::from(count) || !components.iter().all(is_sampling_known) {
            return Err(Error::Broken);
        }
        if height == 0 {
            // The height is after the scan (DNL), which no known program writes.
            return Err(Error::Unsupported(Feature::LateHeight));
        }
        let is_progressive = marker == 0xC2;
        Ok(Self { width: u32::from(width), height: u32::from(height), is_progressive, components })
    }

    /// Notes which coefficients a scan header completes: in a sequential picture all of its components.
    pub(super) fn add_scan(&mut self, segment: &[u8]) {
        let Some((&count, rest)) = segment.split_first() else { return };
        let Some((names, rest)) = rest.split_at_checked(usize::from(count) * 2) else { return };
        let &[first, last, approximation, ..] = rest else { return };
        let bits = match (self.is_progressive, approximation & 15) {
            (false, _) => u64::MAX,
            (true, 0) => (first..=last.min(63)).fold(0, |bits, index| bits | 1_u64 << index.min(63)),
            (true, _) => return,
        };
        for index in component_indices(&self.ids(), names).unwrap_or_default() {
            self.components[index].finished |= bits;
        }
    }

    /// Whether the coding is progressive: then all coefficients are kept until the last scan.
    pub(super) fn is_progressive(&self) -> bool {
        self.is_progressive
    }

    /// The ids of the components.
    pub(super) fn ids(&self) -> Vec<u8> {
        self.components.iter().map(|part| part.id).collect()
    }

    /// Whether all scans were added.
    pub(super) fn is_complete(&self) -> bool {
        self.components.iter().all(|part| part.finished == u64::MAX)
    }

    /// The largest sampling factors, (horizontal, vertical).
    pub(super) fn max_sampling(&self) -> (usize, usize) {
        let horizontal = self.components.iter().map(|part| part.horizontal).max();
        let vertical = self.components.iter().map(|part| part.vertical).max();
        (horizontal.unwrap_or(1), vertical.unwrap_or(1))
    }

    /// The components with their sizes in blocks (T.81, A.1.1 and A.2.4).
    pub(super) fn components(&self) -> Vec<Component> {
        let (width, height) = (self.width as usize, self.height as usize);
        let max = self.max_sampling();
        let units = (width.div_ceil(8 * max.0), height.div_ceil(8 * max.1));
        let component = |part: &Header| {
            let sampling = (part.horizontal, part.vertical);
            let own = (
                (width * sampling.0).div_ceil(max.0).div_ceil(8),
                (height * sampling.1).div_ceil(max.1).div_ceil(8),
            );
            let padded = (units.0 * sampling.0, units.1 * sampling.1);
            Component::new(usize::from(part.selector), sampling, own, padded)
        };
        self.components.iter().map(component).collect()
    }

    /// Chooses the blocks that touch `area` (left, top, right, bottom, in pixels), and the smallest side of their reduced form
    /// that is enough for `scale`.
    pub(super) fn choose_blocks(
        &self,
        component: &mut Component,
        [left, top, right, below]: [f64; 4],
        scale: f64,
    ) {
        let max = self.max_sampling();
        // The sides of a block in pixels of the picture.
        let across = (8 * max.0) as f64 / component.sampling.0 as f64;
        let down = (8 * max.1) as f64 / component.sampling.1 as f64;
        let needed = across.max(down) * scale * (1.0 - ROUNDING);
        let side = SIDES.into_iter().find(|side| *side as f64 >= needed).unwrap_or(8);
        let window = [left / across, top / down, (right / across).ceil(), (below / down).ceil()];
        component.choose_blocks(side, window.map(|edge| edge as usize));
    }
}

/// The components of a scan header, given as pairs of an id and tables. The format forbids equal ids. If a file has them, a
/// scan of all components has them in the order of the frame, like in libjpeg; any other scan gives `None`.
pub(super) fn component_indices(ids: &[u8], names: &[u8]) -> Option<Vec<usize>> {
    let (pairs, _) = names.as_chunks::<2>();
    let mut indices = Vec::with_capacity(pairs.len());
    for [name, _] in pairs {
        let named = |index: &usize| ids[*index] == *name && !indices.contains(index);
        indices.push((0..ids.len()).find(named)?);
    }
    let are_unique = (1..ids.len()).all(|index| !ids[..index].contains(&ids[index]));
    (are_unique || indices.len() == ids.len()).then_some(indices)
}
