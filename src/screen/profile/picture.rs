//! The photo on the profile. It is shown from the cache on the disk at once, and then requested from the server,
//! without the key. It is drawn at the resolution of the screen.
//!
//! The address does not tell whether the photo is still the same. So the server is asked each time the profile was
//! read.

use crate::api::{self, PictureUpdate, Session, Why};
use crate::picture::{self, Fingerprint};
use crate::store::{Account, CachedPicture, Store};
use crate::theme::size;

use bytes::Bytes;
use iced::Task;
use iced::task::Handle;
use iced::widget::image;
use sipper::{Sipper, sipper};
use url::Url;

/// What is known of the photo.
#[derive(Debug, Default)]
pub(super) enum PhotoState {
    /// The person has no photo.
    #[default]
    None,
    /// It is being loaded.
    Loading(Lookup),
    /// It is shown.
    Shown {
        /// What is drawn.
        loaded: Loaded,
        /// The lookup that checks whether the server still has this photo, until it has ended.
        lookup: Option<Lookup>,
    },
    /// It could not be fetched or read. Everything else works.
    Failed,
}

impl PhotoState {
    fn lookup(&self) -> Option<&Lookup> {
        match self {
            Self::Loading(lookup) | Self::Shown { lookup: Some(lookup), .. } => Some(lookup),
            Self::None | Self::Shown { lookup: None, .. } | Self::Failed => None,
        }
    }
}

/// A running lookup of the photo. It is aborted when this is dropped.
#[derive(Debug)]
pub(super) struct Lookup {
    /// Each lookup has another number, because the result of an earlier one may still arrive.
    number: u64,
    _task: Handle,
}

/// The photo as circles, in the sizes that the profile shows.
#[derive(Debug, Clone)]
pub(super) struct Circles {
    /// For two columns.
    pub wide: image::Handle,
    /// For one column.
    pub narrow: image::Handle,
}

/// A photo that is ready to be drawn.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What is drawn.
    pub(super) circles: Circles,
    fingerprint: Fingerprint,
    /// The scale of the screen that it was drawn for.
    scale: f32,
}

impl Loaded {
    /// Whether it is this file, drawn for a screen of this scale.
    fn is(&self, bytes: &Bytes, scale: f32) -> bool {
        self.scale.to_bits() == scale.to_bits() && self.fingerprint == Fingerprint::of(bytes)
    }
}

/// The result of a lookup, or of its first step.
#[derive(Debug, Clone)]
pub enum LookupResult {
    /// The cache has this photo. It is not known yet whether the server still has it.
    Cached(Loaded),
    /// The server has this photo.
    Served(Loaded),
    /// The server has a picture that cannot be read here, or none any more.
    Lost,
    /// The cache does not have it, and there is no session yet to request it.
    NotAsked,
    /// It is unknown: there is no connection, or the answer is no picture.
    Unknown,
}

/// Where a lookup starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LookupStart {
    Disk,
    Server,
}

/// The shown photo, and the lookups of it.
#[derive(Debug, Default)]
pub(super) struct ShownPhoto {
    state: PhotoState,
    /// The number of lookups so far.
    lookups: u64,
}

/// What the photo is looked for with.
#[derive(Debug, Clone)]
pub(super) struct PhotoSource {
    /// Its address; none if the person has no photo.
    pub(super) url: Option<Url>,
    /// The session; none while the keyring is asked for the key.
    pub(super) session: Option<Session>,
    /// The cache; none without an account or a folder.
    pub(super) place: Option<(Store, Account)>,
    /// Device pixels for each pixel of the layout.
    pub(super) scale: f32,
}

/// The number of a lookup, and its result.
pub(super) type NumberedResult = (u64, LookupResult);

impl ShownPhoto {
    /// What is known of the photo.
    pub(super) fn state(&self) -> &PhotoState {
        &self.state
    }

    /// The picture to draw, for one column or for two; none if there is no photo, or if it is not loaded yet.
    pub(super) fn drawn(&self, is_narrow: bool) -> Option<image::Handle> {
        match &self.state {
            PhotoState::Shown { loaded, .. } if is_narrow => Some(loaded.circles.narrow.clone()),
            PhotoState::Shown { loaded, .. } => Some(loaded.circles.wide.clone()),
            PhotoState::None | PhotoState::Loading(_) | PhotoState::Failed => None,
        }
    }

    /// Shows the photo of the last run, and then loads it. Drawing it takes some milliseconds, in which the window waits
    /// for its fonts anyway; so that the first frame has the photo, it is not left to a task.
    pub(super) fn resume(&mut self, photo: Option<Bytes>, source: PhotoSource) -> Task<NumberedResult> {
        if let Some(loaded) = photo.and_then(|bytes| draw(&bytes, source.scale)) {
            self.state = PhotoState::Shown { loaded, lookup: None };
        }
        self.reload(source)
    }

    /// Loads the photo from another address than before.
    pub(super) fn load(&mut self, source: PhotoSource) -> Task<NumberedResult> {
        self.state = PhotoState::None;
        self.look_up(source, LookupStart::Disk)
    }

    /// Loads the photo again while the shown one stays: for another scale of the screen, or because the server may have
    /// another photo at the same address.
    pub(super) fn reload(&mut self, source: PhotoSource) -> Task<NumberedResult> {
        self.look_up(source, LookupStart::Disk)
    }

    /// Loads the photo from the server only, because the cache has the one before.
    pub(super) fn fetch(&mut self, source: PhotoSource) -> Task<NumberedResult> {
        self.state = PhotoState::None;
        self.look_up(source, LookupStart::Server)
    }

    /// Handles the result of a lookup, unless a newer one was begun. Returns the fingerprint of the photo if it is the
    /// one that the server has.
    pub(super) fn handle(&mut self, (number, result): NumberedResult) -> Option<Fingerprint> {
        if self.state.lookup().is_none_or(|lookup| lookup.number != number) {
            return None;
        }
        let mut served = None;
        self.state = match (result, std::mem::take(&mut self.state)) {
            (LookupResult::Cached(loaded), PhotoState::Loading(lookup)) => {
                PhotoState::Shown { loaded, lookup: Some(lookup) }
            }
            // At another scale.
            (LookupResult::Cached(loaded), PhotoState::Shown { loaded: shown, lookup })
                if loaded.fingerprint == shown.fingerprint =>
            {
                PhotoState::Shown { loaded, lookup }
            }
            (LookupResult::Cached(_), picture) => picture,
            (LookupResult::Served(loaded), _) => {
                served = Some(loaded.fingerprint);
                PhotoState::Shown { loaded, lookup: None }
            }
            (LookupResult::Unknown | LookupResult::NotAsked, PhotoState::Shown { loaded, .. }) => {
                PhotoState::Shown { loaded, lookup: None }
            }
            (LookupResult::NotAsked, _) => PhotoState::None,
            (LookupResult::Unknown | LookupResult::Lost, _) => PhotoState::Failed,
        };
        served
    }

    fn look_up(&mut self, source: PhotoSource, first: LookupStart) -> Task<NumberedResult> {
        let PhotoSource { url, session, place, scale } = source;
        let Some(url) = url else {
            self.state = PhotoState::None;
            return place.map_or_else(Task::none, |(store, account)| {
                Task::future(async move { store.remove_picture(account).await }).discard()
            });
        };
        self.lookups += 1;
        let number = self.lookups;
        let shown = match &self.state {
            PhotoState::Shown { loaded, .. } => Some(loaded.clone()),
            PhotoState::None | PhotoState::Loading(_) | PhotoState::Failed => None,
        };
        let load = load(session, place, url, first, (shown, scale));
        let numbered = move |result| (number, result);
        let (task, handle) = Task::sip(load, numbered, numbered).abortable();
        let lookup = Lookup { number, _task: handle.abort_on_drop() };
        self.state = match std::mem::take(&mut self.state) {
            PhotoState::Shown { loaded, .. } => PhotoState::Shown { loaded, lookup: Some(lookup) },
            PhotoState::None | PhotoState::Loading(_) | PhotoState::Failed => PhotoState::Loading(lookup),
        };
        task
    }
}

/// Finds the photo in the cache and sends it, then asks the server whether it is still the same, if there is a session.
/// A photo that is `shown` already at this scale is not drawn again.
fn load(
    session: Option<Session>,
    place: Option<(Store, Account)>,
    url: Url,
    first: LookupStart,
    (shown, scale): (Option<Loaded>, f32),
) -> impl Sipper<LookupResult, LookupResult> {
    sipper(async move |mut sender| {
        let cached = match (&place, first) {
            (Some((store, account)), LookupStart::Disk) => store.picture(account.clone(), url.clone()).await,
            _ => None,
        };
        let draw = async |bytes: Bytes| match &shown {
            Some(shown) if shown.is(&bytes, scale) => Some(shown.clone()),
            _ => draw_beside(bytes, scale).await,
        };
        let drawn = match &cached {
            Some(cached) => draw(cached.bytes.clone()).await,
            None => None,
        };
        let cached = cached.zip(drawn);
        if let Some((_, loaded)) = &cached {
            sender.send(LookupResult::Cached(loaded.clone())).await;
        }
        let Some(session) = session else { return LookupResult::NotAsked };
        let known = cached.as_ref().and_then(|(cached, _)| cached.version.as_ref());
        let (bytes, version) = match (session.picture_if_changed(url.clone(), known).await, &cached) {
            (Ok(PictureUpdate::New(bytes, version)), _) => (bytes, version),
            (Ok(PictureUpdate::Unchanged), Some((_, loaded))) => return LookupResult::Served(loaded.clone()),
            (Err(error), _) if is_gone(&error) => return LookupResult::Lost,
            (Ok(PictureUpdate::Unchanged), None) | (Err(_), _) => return LookupResult::Unknown,
        };
        let loaded = match cached {
            Some((cached, loaded)) if cached.bytes == bytes => loaded,
            _ => match draw(bytes.clone()).await {
                Some(loaded) => loaded,
                None if picture::extension(&bytes).is_some() => return LookupResult::Lost,
                None => return LookupResult::Unknown,
            },
        };
        if let Some((store, account)) = place
            && let Err(error) = store.write_picture(account, url, CachedPicture { bytes, version }).await
        {
            tracing::warn!(kind = crate::log::kind(&error), "the picture was not cached");
        }
        LookupResult::Served(loaded)
    })
}

/// Whether the server says that there is nothing at this address.
fn is_gone(error: &api::Error) -> bool {
    matches!(error.why(), Some(Why::NotFound | Why::Unexpected { status: 410 }))
}

/// The same as [`draw`], on another thread.
async fn draw_beside(bytes: Bytes, scale: f32) -> Option<Loaded> {
    tokio::task::spawn_blocking(move || draw(&bytes, scale)).await.ok().flatten()
}

/// The photo of a file as circles; none if it cannot be read.
fn draw(bytes: &Bytes, scale: f32) -> Option<Loaded> {
    let circle = |side: f32| {
        let circle = picture::circle(bytes, (side * scale).round().max(1.0) as u32).ok()?;
        Some(image::Handle::from_rgba(circle.side, circle.side, circle.rgba))
    };
    let circles = Circles { wide: circle(size::AVATAR)?, narrow: circle(size::AVATAR_NARROW)? };
    Some(Loaded { circles, fingerprint: Fingerprint::of(bytes), scale })
}
