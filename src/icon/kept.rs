//! A drawing that is made once and kept. Knows iced only.

use iced::widget::canvas::{Cache, Frame, Geometry};
use iced::{Renderer, Size};

use std::cell::RefCell;

/// A drawing that is kept until its size, or what it shows, is another.
///
/// It is the state of a canvas. Without one iced_tiny_skia 0.14.1 takes every canvas for changed, in every frame, and
/// draws everything again that lies under it.
#[derive(Debug)]
pub struct Kept<Subject> {
    cache: Cache,
    subject: RefCell<Option<Subject>>,
}

impl<Subject: PartialEq> Kept<Subject> {
    /// The drawing of a subject, made by `draw` where there is none yet.
    pub fn drawing(
        &self,
        renderer: &Renderer,
        size: Size,
        subject: Subject,
        draw: impl FnOnce(&mut Frame),
    ) -> Vec<Geometry> {
        let mut kept = self.subject.borrow_mut();
        if kept.as_ref() != Some(&subject) {
            self.cache.clear();
            *kept = Some(subject);
        }
        vec![self.cache.draw(renderer, size, draw)]
    }
}

impl<Subject> Default for Kept<Subject> {
    fn default() -> Self {
        Self { cache: Cache::default(), subject: RefCell::default() }
    }
}
