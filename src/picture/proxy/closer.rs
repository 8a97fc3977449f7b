//! The part of a large picture that is seen, with all the pixels it can show there: the picture for the screen has too few
//! of them where somebody comes close.

use super::{ENOUGH, Proxy};
use crate::picture::decode::{Clock, MAX_SIDE, Opened, guarded};
use crate::picture::part::Part;
use crate::picture::resize::Area;
use crate::picture::view::View;
use crate::picture::{Crop, Error};

use std::sync::Weak;

/// How much more than what is seen is decoded at each side, as a share of the square: a small step away shows it at once.
const SLACK: f64 = 0.1;

/// A scale that is smaller by less than this is as good.
const NEAR: f64 = 0.98;

/// What is to be decoded, and at which size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closer {
    part: Part,
    size: (u32, u32),
}

impl Proxy {
    /// Whether all of the picture that the view shows is in this part.
    pub fn covers(&self, crop: Crop, view: View) -> bool {
        self.part.contains(self.seen(crop, view, 0.0))
    }

    /// What to decode where the view, or a preview of `preview` pixels, is softer than the picture itself; nothing where
    /// it is not, or cannot be helped.
    pub fn closer(&self, crop: Crop, view: View, preview: u32) -> Option<Closer> {
        let part = self.seen(crop, view, SLACK);
        let wanted = f64::from(view.side).max(ENOUGH * f64::from(preview)) / f64::from(crop.side.max(1));
        let scale = wanted.min(1.0).min(f64::from(MAX_SIDE) / f64::from(part.width.max(part.height)));
        let has = self.scale(&self.levels[0]).0;
        if self.covers(crop, view) && has >= NEAR * scale {
            return None;
        }
        let side = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
        Some(Closer { part, size: (side(part.width), side(part.height)) })
    }

    /// The part of the picture that the view shows, with more of it round about: `slack` is a share of the square.
    fn seen(&self, crop: Crop, view: View, slack: f64) -> Part {
        let (width, height) = (self.facts.width, self.facts.height);
        let crop = crop.inside(width, height);
        let side = f64::from(crop.side);
        let step = side / f64::from(view.side.max(1));
        let (across, down) =
            if crop.facing.is_sideways() { (view.height, view.width) } else { (view.width, view.height) };
        let along = |start: u32, seen: u32, length: u32| {
            let middle = f64::from(start) + side / 2.0;
            let reach = (f64::from(seen) * step / 2.0).max(side / 2.0) + side * slack;
            let first = (middle - reach).floor().max(0.0) as u32;
            let last = ((middle + reach).ceil() as u32).min(length);
            (first, last.saturating_sub(first).max(1))
        };
        let ((x, width), (y, height)) = (along(crop.x, across, width), along(crop.y, down, height));
        Part { x, y, width, height }
    }
}

impl Closer {
    /// Decodes it. `bytes` are the file that the other picture for the screen was made of; the limits are the same. It is
    /// given up, as if it took too long, once nobody holds what is `wanted`.
    pub fn decode(self, bytes: &[u8], wanted: Weak<()>) -> Result<Proxy, Error> {
        guarded(|| {
            let opened = Opened::within(bytes, || Clock::start().while_wanted(wanted))?;
            let (facts, orientation) = (opened.facts.clone(), opened.orientation);
            if !Part::whole(facts.width, facts.height).contains(self.part) {
                return Err(Error::Broken);
            }
            let stored = self.part.as_stored(orientation, facts.width, facts.height);
            let (width, height) = self.size;
            let is_sideways = stored.width != self.part.width || stored.height != self.part.height;
            let size = if is_sideways { (height, width) } else { (width, height) };
            let mut pixels = opened.pixels(Area::of(stored), size, 1.0)?;
            pixels.apply_orientation(orientation);
            let pixels = pixels.into_rgba8();
            Proxy::of(facts, self.part, pixels.dimensions(), pixels.into_raw())
        })
    }
}
