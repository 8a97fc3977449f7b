//! The photo on the profile: shown from disk at once, asked for without the key, drawn at the screen's resolution.
//!
//! The address does not tell whether the photo is still the same: whenever the profile was read, the server is asked.

use crate::api::{self, Session, Since, Why};
use crate::picture::{self, Fingerprint};
use crate::store::{Account, Kept, Store};
use crate::theme::size;

use bytes::Bytes;
use iced::Task;
use iced::task::Handle;
use iced::widget::image;
use sipper::{Sipper, sipper};
use url::Url;

/// What is known of the photo.
#[derive(Debug, Default)]
pub(super) enum Picture {
    /// The person has none.
    #[default]
    None,
    /// It is looked for.
    Loading(Look),
    /// It is there.
    Shown {
        /// What is drawn.
        loaded: Loaded,
        /// Where it is not known yet whether this is what is served.
        look: Option<Look>,
    },
    /// It could not be fetched or read. Everything else works.
    Failed,
}

impl Picture {
    fn look(&self) -> Option<&Look> {
        match self {
            Self::Loading(look) | Self::Shown { look: Some(look), .. } => Some(look),
            Self::None | Self::Shown { look: None, .. } | Self::Failed => None,
        }
    }
}

/// Work that finds the picture. Dropping it ends it.
#[derive(Debug)]
pub(super) struct Look {
    /// Each has its own: what an earlier one has found may still be on its way.
    number: u64,
    _task: Handle,
}

/// The photo as circles cut into pixels, one for each size the profile shows.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    /// For two columns.
    pub wide: image::Handle,
    /// For one column.
    pub narrow: image::Handle,
}

/// A picture that is ready to be drawn.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What is drawn.
    pub(super) drawn: Drawn,
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

/// What came of looking for it.
#[derive(Debug, Clone)]
pub enum Came {
    /// This was kept on disk; whether it is still served is not known yet.
    Kept(Loaded),
    /// This is served.
    Served(Loaded),
    /// What is served is a picture that cannot be read here, or nothing is served there any more.
    Lost,
    /// It is not kept on disk, and there is no session yet to ask for it.
    NotAsked,
    /// Nothing that can be trusted: no connection, or something else than a picture.
    Unknown,
}

/// Where a picture is looked for first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum First {
    Disk,
    Server,
}

/// The photo that is shown, and the looks for it.
#[derive(Debug, Default)]
pub(super) struct Shown {
    picture: Picture,
    /// How often it was looked for.
    looks: u64,
}

/// What the photo is looked for with.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Its address; none where the person has no photo.
    pub(super) url: Option<Url>,
    /// Who is asked; nobody while the keyring is asked for the key.
    pub(super) session: Option<Session>,
    /// Where files of the person are. Without an account there is no place for them.
    pub(super) place: Option<(Store, Account)>,
    /// Device pixels for each pixel of the layout.
    pub(super) scale: f32,
}

/// What came of the look of this number.
pub(super) type Answer = (u64, Came);

impl Shown {
    /// What is known of the photo.
    pub(super) fn picture(&self) -> &Picture {
        &self.picture
    }

    /// What is drawn, for one column or for two; nothing where there is no photo, or not yet.
    pub(super) fn drawn(&self, is_narrow: bool) -> Option<image::Handle> {
        match &self.picture {
            Picture::Shown { loaded, .. } if is_narrow => Some(loaded.drawn.narrow.clone()),
            Picture::Shown { loaded, .. } => Some(loaded.drawn.wide.clone()),
            Picture::None | Picture::Loading(_) | Picture::Failed => None,
        }
    }

    /// Shows the picture that is in another place than the one before.
    pub(super) fn load(&mut self, source: Source) -> Task<Answer> {
        self.picture = Picture::None;
        self.look(source, First::Disk)
    }

    /// Looks again, while what is shown stays: at another scale, or for another picture in the same place.
    pub(super) fn look_again(&mut self, source: Source) -> Task<Answer> {
        self.look(source, First::Disk)
    }

    /// Shows the picture that is served now. What is kept is the one before.
    pub(super) fn fetch(&mut self, source: Source) -> Task<Answer> {
        self.picture = Picture::None;
        self.look(source, First::Server)
    }

    /// Shows what came of the look of this number, unless another one was begun since. Returns what tells the picture from
    /// others where it is the one that is served.
    pub(super) fn take(&mut self, (number, came): Answer) -> Option<Fingerprint> {
        if self.picture.look().is_none_or(|look| look.number != number) {
            return None;
        }
        let mut served = None;
        self.picture = match (came, std::mem::take(&mut self.picture)) {
            (Came::Kept(loaded), Picture::Loading(look)) => Picture::Shown { loaded, look: Some(look) },
            // At another scale.
            (Came::Kept(loaded), Picture::Shown { loaded: shown, look })
                if loaded.fingerprint == shown.fingerprint =>
            {
                Picture::Shown { loaded, look }
            }
            (Came::Kept(_), picture) => picture,
            (Came::Served(loaded), _) => {
                served = Some(loaded.fingerprint);
                Picture::Shown { loaded, look: None }
            }
            (Came::Unknown | Came::NotAsked, Picture::Shown { loaded, .. }) => {
                Picture::Shown { loaded, look: None }
            }
            (Came::NotAsked, _) => Picture::None,
            (Came::Unknown | Came::Lost, _) => Picture::Failed,
        };
        served
    }

    fn look(&mut self, source: Source, first: First) -> Task<Answer> {
        let Source { url, session, place, scale } = source;
        let Some(url) = url else {
            self.picture = Picture::None;
            return place.map_or_else(Task::none, |(store, account)| {
                Task::future(async move { store.drop_picture(account).await }).discard()
            });
        };
        self.looks += 1;
        let number = self.looks;
        let shown = match &self.picture {
            Picture::Shown { loaded, .. } => Some(loaded.clone()),
            Picture::None | Picture::Loading(_) | Picture::Failed => None,
        };
        let load = load(session, place, url, first, (shown, scale));
        let came = move |came| (number, came);
        let (task, handle) = Task::sip(load, came, came).abortable();
        let look = Look { number, _task: handle.abort_on_drop() };
        self.picture = match std::mem::take(&mut self.picture) {
            Picture::Shown { loaded, .. } => Picture::Shown { loaded, look: Some(look) },
            Picture::None | Picture::Loading(_) | Picture::Failed => Picture::Loading(look),
        };
        task
    }
}

/// Finds the picture on disk, tells it, and asks whether it is still served, where there is a session; draws what is, for a screen of this scale,
/// where it is not `shown` already.
fn load(
    session: Option<Session>,
    place: Option<(Store, Account)>,
    url: Url,
    first: First,
    (shown, scale): (Option<Loaded>, f32),
) -> impl Sipper<Came, Came> {
    sipper(async move |mut sender| {
        let kept = match (&place, first) {
            (Some((store, account)), First::Disk) => store.picture(account.clone(), url.clone()).await,
            _ => None,
        };
        let draw = async |bytes: Bytes| match &shown {
            Some(shown) if shown.is(&bytes, scale) => Some(shown.clone()),
            _ => draw(bytes, scale).await,
        };
        let drawn = match &kept {
            Some(kept) => draw(kept.bytes.clone()).await,
            None => None,
        };
        let kept = kept.zip(drawn);
        if let Some((_, loaded)) = &kept {
            sender.send(Came::Kept(loaded.clone())).await;
        }
        let Some(session) = session else { return Came::NotAsked };
        let known = kept.as_ref().and_then(|(kept, _)| kept.version.as_ref());
        let (bytes, version) = match (session.picture_since(url.clone(), known).await, &kept) {
            (Ok(Since::New(bytes, version)), _) => (bytes, version),
            (Ok(Since::Unchanged), Some((_, loaded))) => return Came::Served(loaded.clone()),
            (Err(error), _) if is_gone(&error) => return Came::Lost,
            (Ok(Since::Unchanged), None) | (Err(_), _) => return Came::Unknown,
        };
        let loaded = match kept {
            Some((kept, loaded)) if kept.bytes == bytes => loaded,
            _ => match draw(bytes.clone()).await {
                Some(loaded) => loaded,
                None if picture::extension(&bytes).is_some() => return Came::Lost,
                None => return Came::Unknown,
            },
        };
        if let Some((store, account)) = place
            && let Err(error) = store.keep_picture(account, url, Kept { bytes, version }).await
        {
            tracing::warn!(kind = crate::log::kind(&error), "the picture was not kept");
        }
        Came::Served(loaded)
    })
}

/// Whether the server says that nothing is at this address.
fn is_gone(error: &api::Error) -> bool {
    matches!(error.why(), Some(Why::NotFound | Why::Unexpected { status: 410 }))
}

async fn draw(bytes: Bytes, scale: f32) -> Option<Loaded> {
    let pixels = move |side: f32| (side * scale).round().max(1.0) as u32;
    let draw = move || {
        let circle = |side: f32| {
            let circle = picture::circle(&bytes, pixels(side)).ok()?;
            Some(image::Handle::from_rgba(circle.side, circle.side, circle.rgba))
        };
        let drawn = Drawn { wide: circle(size::AVATAR)?, narrow: circle(size::AVATAR_NARROW)? };
        Some(Loaded { drawn, fingerprint: Fingerprint::of(&bytes), scale })
    };
    tokio::task::spawn_blocking(draw).await.ok().flatten()
}
