//! Runs the work of the editor: requests and pauses. Work that the editor does not want any more is dropped, which
//! aborts it.

use crate::api::{Session, jittered};
use crate::editor::{Done, Editor, Event, Served, Work, WorkId};
use crate::measure::{self, Span};
use crate::picture::{self, Fingerprint};
use crate::profile::Draft;
use crate::sentence;
use crate::store::{self, Account, Store};

use bytes::Bytes;
use iced::task::Handle;
use iced::{Task, window};

use std::collections::BTreeMap;
use std::time::Duration;

/// The running work.
#[derive(Debug, Default)]
pub(super) struct Running {
    pieces: BTreeMap<WorkId, Piece>,
    /// The work that waits for a session.
    waiting: Vec<(WorkId, Work)>,
}

/// One piece of running work. It is aborted when this is dropped.
#[derive(Debug)]
struct Piece {
    _task: Handle,
    _span: Option<Span>,
}

impl Running {
    /// Starts this work. If there is no session, the work that needs one waits.
    pub(super) fn start(
        &mut self,
        session: Option<&Session>,
        place: Option<(Store, Account)>,
        work: Vec<(WorkId, Work)>,
    ) -> Task<Event> {
        let mut tasks = Vec::new();
        for (id, work) in work {
            let span = matches!(work, Work::Save(_)).then(|| measure::span("save"));
            let done = move |done| Event::Done(id, done);
            let task = match (work, session) {
                (Work::Wait(pause), _) => Task::perform(wait(pause), done),
                (Work::WaitAbout(pause), _) => Task::perform(wait(jittered(pause, 0.75..=1.25)), done),
                (Work::StoreDraft(draft), _) => Task::perform(store_draft(place.clone(), draft), done),
                (work, None) => {
                    self.waiting.push((id, work));
                    continue;
                }
                (Work::Upload(photo, commit), Some(session)) => {
                    Task::sip(session.upload(photo, commit), Event::Progressed, move |answer| {
                        done(Done::Answered(answer.map(Box::new)))
                    })
                }
                (Work::ReadIfSeen, Some(session)) => read_if_seen(session.clone()).map(done),
                (work, Some(session)) => Task::perform(perform(session.clone(), work), done),
            };
            let (task, handle) = task.abortable();
            let _ = self.pieces.insert(id, Piece { _task: handle.abort_on_drop(), _span: span });
            tasks.push(task);
        }
        Task::batch(tasks)
    }

    /// Whether work waits for a session.
    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Takes the work that waits for a session.
    pub(super) fn take_waiting(&mut self) -> Vec<(WorkId, Work)> {
        std::mem::take(&mut self.waiting)
    }

    /// Drops the work that the editor does not want any more.
    pub(super) fn drop_unwanted(&mut self, editor: &Editor) {
        self.pieces.retain(|id, _| editor.wants(*id));
        self.waiting.retain(|(id, _)| editor.wants(*id));
    }
}

/// Does a piece of work.
pub async fn perform(session: Session, work: Work) -> Done {
    match work {
        Work::Read | Work::ReadIfSeen => Done::Answered(session.profile().await.map(Box::new)),
        Work::Save(values) => Done::Answered(session.save(values).await.map(Box::new)),
        Work::Upload(photo, commit) => Done::Answered(session.upload(photo, commit).await.map(Box::new)),
        Work::RemovePhoto => Done::Answered(session.remove_photo().await.map(Box::new)),
        Work::FetchPhoto(url) => Done::Fetched(match session.picture(url).await {
            Ok(bytes) => served(bytes).await,
            Err(_) => None,
        }),
        Work::StoreDraft(draft) => store_draft(None, draft).await,
        Work::Wait(pause) | Work::WaitAbout(pause) => wait(pause).await,
    }
}

/// If the system does not tell, the window counts as visible.
fn read_if_seen(session: Session) -> Task<Done> {
    window::latest().and_then(window::is_minimized).then(move |hidden| match hidden {
        Some(true) => Task::done(Done::Hidden),
        Some(false) | None => Task::perform(perform(session.clone(), Work::Read), |done| done),
    })
}

async fn wait(pause: Duration) -> Done {
    tokio::time::sleep(pause).await;
    Done::Waited
}

/// Stores the draft; without a place for it this is an error.
async fn store_draft(place: Option<(Store, Account)>, draft: Option<Draft>) -> Done {
    let stored = match place {
        Some((store, account)) => store.write_draft(account, draft).await,
        None => Err(store::Error::Failed),
    };
    Done::DraftStored(stored.map_err(|error| sentence::store(&error)))
}

async fn served(bytes: Bytes) -> Option<Served> {
    let look =
        move || Served { extension: picture::extension(&bytes), fingerprint: Fingerprint::of(&bytes), bytes };
    tokio::task::spawn_blocking(look).await.ok()
}
