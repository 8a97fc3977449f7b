//! The photo on the profile: fetched without the key, kept on disk, drawn at the screen's resolution.

use super::{Message, Profile};
use crate::api::Session;
use crate::picture::{self, Fingerprint};
use crate::profile::is_same_place;
use crate::store::{Account, Store};
use crate::theme::size;

use bytes::Bytes;
use iced::Task;
use iced::task::Handle;
use iced::widget::image;
use url::Url;

/// What is known of the photo.
#[derive(Debug)]
pub(super) enum Picture {
    /// The person has none.
    None,
    /// It is being fetched.
    Loading {
        /// The request.
        _task: Handle,
    },
    /// It is there.
    Shown(Drawn),
    /// It could not be fetched or read. Everything else works.
    Failed,
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
    drawn: Drawn,
    fingerprint: Fingerprint,
}

/// Where a picture is looked for first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum First {
    Disk,
    Server,
}

impl Profile {
    /// Shows the picture, from disk where it was fetched before.
    pub(super) fn load_picture(&mut self) -> Task<Message> {
        self.load_from(First::Disk)
    }

    /// Shows the picture that is served now.
    pub(super) fn fetch_picture(&mut self) -> Task<Message> {
        self.load_from(First::Server)
    }

    /// Shows what was loaded, unless the photo is in another place by now.
    pub(super) fn picture_loaded(&mut self, url: &Url, loaded: Option<Loaded>) {
        if !is_same_place(self.saved.avatar.as_ref(), Some(url)) {
            return;
        }
        self.picture = match loaded {
            Some(Loaded { drawn, fingerprint }) => {
                if let Some(before) = &mut self.before {
                    before.note_shown(fingerprint);
                }
                Picture::Shown(drawn)
            }
            None => Picture::Failed,
        };
    }

    fn load_from(&mut self, first: First) -> Task<Message> {
        let Some(url) = self.saved.avatar.clone() else {
            self.picture = Picture::None;
            return Task::none();
        };
        // Without an account there is no place for files.
        let place = self.store.clone().zip(self.account());
        let load = load(self.session.clone(), place, url.clone(), first, self.scale);
        let (task, handle) =
            Task::perform(load, move |drawn| Message::PictureLoaded(url.clone(), drawn)).abortable();
        self.picture = Picture::Loading { _task: handle.abort_on_drop() };
        task
    }
}

/// Fetches the picture and draws it for a screen of this scale.
async fn load(
    session: Session,
    place: Option<(Store, Account)>,
    url: Url,
    first: First,
    scale: f32,
) -> Option<Loaded> {
    if first == First::Disk
        && let Some((store, account)) = &place
        && let Some(bytes) = store.picture(account.clone(), url.to_string()).await
        && let Some(drawn) = draw(bytes, scale).await
    {
        return Some(drawn);
    }
    let bytes = session.picture(url.clone()).await.ok()?;
    let drawn = draw(bytes.clone(), scale).await?;
    if let Some((store, account)) = place
        && let Err(error) = store.keep_picture(account, url.to_string(), bytes).await
    {
        tracing::warn!(%error, "the picture was not kept");
    }
    Some(drawn)
}

async fn draw(bytes: Bytes, scale: f32) -> Option<Loaded> {
    let pixels = move |side: f32| (side * scale).round().max(1.0) as u32;
    let draw = move || {
        let circle = |side: f32| {
            let circle = picture::circle(&bytes, pixels(side)).ok()?;
            Some(image::Handle::from_rgba(circle.side, circle.side, circle.rgba))
        };
        let drawn = Drawn { wide: circle(size::AVATAR)?, narrow: circle(size::AVATAR_NARROW)? };
        Some(Loaded { drawn, fingerprint: Fingerprint::of(&bytes) })
    };
    tokio::task::spawn_blocking(draw).await.ok().flatten()
}
