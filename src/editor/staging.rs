//! The photo screen: whether it is open, and the photo that was chosen there and is not sent yet.

use crate::profile::StagedPhoto;

/// The state of the photo screen. By default it is closed.
#[derive(Debug, Default)]
pub(super) struct Staging {
    /// The number of what the screen shows, if it is open.
    shown: Option<StagedId>,
    photo: Option<StagedPhoto>,
    next: u64,
}

/// The number of what the photo screen shows: another photo, or another square of it, has another number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StagedId(u64);

impl Staging {
    /// The number of what the screen shows, if it is open.
    pub(super) fn shown(&self) -> Option<StagedId> {
        self.shown
    }

    /// The photo that is chosen and not sent yet.
    pub(super) fn photo(&self) -> Option<&StagedPhoto> {
        self.photo.as_ref()
    }

    /// Whether a photo is chosen, or the screen for it is open.
    pub(super) fn is_in_use(&self) -> bool {
        self.photo.is_some() || self.shown.is_some()
    }

    /// Notes that the screen was opened, or shows something else.
    pub(super) fn show_another(&mut self) {
        self.next += 1;
        self.shown = Some(StagedId(self.next));
    }

    /// Sets the photo that the screen shows.
    pub(super) fn stage(&mut self, photo: Option<StagedPhoto>) {
        self.show_another();
        self.photo = photo;
    }

    /// Sets the photo of an earlier run; the screen is opened for it later.
    pub(super) fn restore(&mut self, photo: StagedPhoto) {
        self.photo = Some(photo);
    }

    /// Notes that the screen was closed.
    pub(super) fn close(&mut self) {
        (self.shown, self.photo) = (None, None);
    }
}
