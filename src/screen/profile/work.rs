//! Doing the work that the editor asks for: requests, and waiting. Work that nobody wants any more is dropped, which
//! ends it.

use super::Message;
use crate::api::Session;
use crate::editor::{Done, Editor, Event, Served, Work, WorkId};
use crate::measure::{self, Span};
use crate::picture::{self, Fingerprint};
use crate::profile::Draft;
use crate::sentence;
use crate::store::{self, Account, Store};

use bytes::Bytes;
use iced::Task;
use iced::task::Handle;

use std::collections::BTreeMap;

/// The work that is under way.
#[derive(Debug, Default)]
pub(super) struct Running(BTreeMap<WorkId, Piece>);

/// One piece of it. Dropping it ends it.
#[derive(Debug)]
struct Piece {
    _task: Handle,
    _span: Option<Span>,
}

impl Running {
    /// Begins all this.
    pub(super) fn start(
        &mut self,
        session: &Session,
        place: Option<(Store, Account)>,
        work: Vec<(WorkId, Work)>,
    ) -> Task<Message> {
        Task::batch(work.into_iter().map(|(id, work)| {
            let span = matches!(work, Work::Save(_)).then(|| measure::span("save"));
            let done = move |done| Message::Edit(Event::Done(id, done));
            let task = match work {
                Work::Upload(photo, commit) => Task::sip(
                    session.upload(photo, commit),
                    |progress| Message::Edit(Event::Progressed(progress)),
                    move |answer| done(Done::Answered(answer.map(Box::new))),
                ),
                Work::KeepDraft(draft) => Task::perform(keep_draft(place.clone(), draft), done),
                work => Task::perform(perform(session.clone(), work), done),
            };
            let (task, handle) = task.abortable();
            let _ = self.0.insert(id, Piece { _task: handle.abort_on_drop(), _span: span });
            task
        }))
    }

    /// Ends everything that the editor does not want any more.
    pub(super) fn keep_wanted(&mut self, editor: &Editor) {
        self.0.retain(|id, _| editor.wants(*id));
    }
}

/// Does some work to its end.
pub async fn perform(session: Session, work: Work) -> Done {
    match work {
        Work::Read => Done::Answered(session.profile().await.map(Box::new)),
        Work::Save(values) => Done::Answered(session.save(values).await.map(Box::new)),
        Work::Upload(photo, commit) => Done::Answered(session.upload(photo, commit).await.map(Box::new)),
        Work::RemovePhoto => Done::Answered(session.remove_photo().await.map(Box::new)),
        Work::FetchPhoto(url) => Done::Fetched(match session.picture(url).await {
            Ok(bytes) => served(bytes).await,
            Err(_) => None,
        }),
        Work::KeepDraft(draft) => keep_draft(None, draft).await,
        Work::Wait(pause) => {
            tokio::time::sleep(pause).await;
            Done::Waited
        }
    }
}

/// Writes down what is typed, where there is a place for it.
async fn keep_draft(place: Option<(Store, Account)>, draft: Option<Draft>) -> Done {
    let kept = match place {
        Some((store, account)) => store.keep_draft(account, draft).await,
        None => Err(store::Error::Failed),
    };
    Done::Kept(kept.map_err(|error| sentence::store(&error)))
}

async fn served(bytes: Bytes) -> Option<Served> {
    let look =
        move || Served { extension: picture::extension(&bytes), fingerprint: Fingerprint::of(&bytes), bytes };
    tokio::task::spawn_blocking(look).await.ok()
}
