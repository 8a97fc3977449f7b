//! A model server with all known habits, and a person who uses the editor with it.

use super::fate::Fate;
use crate::api::{self, CommitPoint, Sent};
use crate::editor::{
    Done, Editor, Effects, Event, Navigation, Notice, Served, Stage, Work, WorkId, WriteKind,
};
use crate::picture::Fingerprint;
use crate::profile::{Draft, Fact, Field, Gender, LastKnown, Photo, Profile, Value};
use crate::sentence::Sentence;

use bytes::Bytes;
use jiff::Timestamp;
use url::Url;

use std::collections::BTreeMap;

/// A change on the server.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Fields(BTreeMap<Field, Value>),
    Photo(Option<Bytes>),
}

/// The server, the editor, and the work between them.
#[derive(Debug)]
pub(super) struct World {
    pub(super) editor: Editor,
    pub(super) stored: Profile,
    /// The served pictures by their addresses.
    files: BTreeMap<Url, Bytes>,
    /// A new photo overwrites the old one at the same address.
    overwrites: bool,
    late: Vec<Change>,
    pub(super) work: BTreeMap<WorkId, Work>,
    photos: usize,
    /// The fate of the last write.
    pub(super) last: Option<(Work, Fate)>,
    /// The fate of the last write of the photo.
    pub(super) last_photo: Option<Fate>,
    /// The fate of each save.
    pub(super) saves: Vec<(BTreeMap<Field, Value>, Fate)>,
    /// Fields that were changed elsewhere, and whether the editor knows it; until it has shown them to the person.
    foreign: BTreeMap<Field, bool>,
    /// The values of the server that the person has seen of each field since they began to edit it.
    seen: BTreeMap<Field, Vec<String>>,
    /// Whether the last reading has ended with a profile.
    pub(super) last_read: Option<bool>,
    /// The kinds of writes that the person has requested and that have not begun yet.
    asked: Vec<WriteKind>,
    /// The stored draft.
    pub(super) draft: Option<Draft>,
    /// The stored profile of the last answer.
    last_known: Option<LastKnown>,
    /// The last navigation that the editor has requested.
    pub(super) left: Option<Navigation>,
    /// The time of this machine.
    pub(super) now: Timestamp,
}

impl World {
    pub(super) fn new(overwrites: bool) -> Self {
        let stored = Profile {
            id: Some("7".to_owned()),
            first_name: "Sara".to_owned(),
            last_name: "Amini".to_owned(),
            username: "sara".to_owned(),
            email: "sara@example.com".to_owned(),
            ..Profile::default()
        };
        let mut world = Self {
            editor: Editor::new("hr.example.com".to_owned(), Profile::default()),
            stored,
            files: BTreeMap::new(),
            overwrites,
            late: Vec::new(),
            work: BTreeMap::new(),
            photos: 0,
            last: None,
            last_photo: None,
            saves: Vec::new(),
            foreign: BTreeMap::new(),
            seen: BTreeMap::new(),
            last_read: None,
            asked: Vec::new(),
            draft: None,
            last_known: None,
            left: None,
            now: Timestamp::UNIX_EPOCH,
        };
        world.store(&Change::Photo(Some(Bytes::from_static(b"the first photo"))));
        world.editor = Editor::new("hr.example.com".to_owned(), world.stored.clone());
        world.event(Event::DraftFound(None), Fate::Good);
        world
    }

    /// The program is killed and started again, with the profile of the server or with the stored one. `fate` decides
    /// about the work that was running.
    pub(super) fn restart(&mut self, fate: Fate, resumes: bool) {
        for (_, work) in std::mem::take(&mut self.work) {
            self.drop_work(work, fate);
        }
        self.asked.clear();
        let host = "hr.example.com".to_owned();
        let last = self.last_known.clone().filter(|_| resumes);
        let is_resumed = last.is_some();
        self.editor = match last {
            Some(last) => Editor::resume(host, last),
            None => {
                self.foreign.values_mut().for_each(|is_told| *is_told = true);
                let profile = self.stored.clone();
                self.last_known = Some(LastKnown { profile, read_at: Timestamp::UNIX_EPOCH });
                Editor::new(host, self.stored.clone())
            }
        };
        if is_resumed {
            self.event(Event::Opened, fate);
        }
        // The person saw these when they began to type.
        for (field, edit) in self.draft.iter().flat_map(|draft| &draft.fields) {
            self.seen.entry(*field).or_default().extend(edit.base.clone());
        }
        self.event(Event::DraftFound(self.draft.clone()), Fate::Good);
    }

    /// Passes an event to the editor. Work that it does not want any more is dropped; `fate` decides how far a dropped
    /// write came.
    ///
    /// Checks that a write only begins if the person has requested it, once for each request, and is only dropped if
    /// they cancel it or continue in another session.
    pub(super) fn event(&mut self, event: Event, fate: Fate) {
        self.asked.extend(self.asks_for(&event));
        if matches!(event, Event::Renewed(_)) {
            self.foreign.values_mut().for_each(|is_told| *is_told = true);
        }
        let may_drop_writes = matches!(event, Event::CancelPressed(_) | Event::Renewed(_));
        let Effects { work, navigation, last_known, .. } = self.editor.handle(event, self.now);
        self.last_known = last_known.or(self.last_known.take());
        self.left = navigation.or(self.left.take());
        for (id, work) in work {
            if is_write(&work) {
                self.begin_write(&work);
            }
            let _ = self.work.insert(id, work);
        }
        let dropped: Vec<_> = self.work.keys().copied().filter(|id| !self.editor.wants(*id)).collect();
        for id in dropped {
            if let Some(work) = self.work.remove(&id) {
                assert!(may_drop_writes || !is_write(&work), "nobody has cancelled {work:?}");
                self.drop_work(work, fate);
            }
        }
        if !self.editor.writing().is_busy() && !self.editor.is_asking() {
            self.asked.clear();
        }
        self.note_seen();
    }

    /// The person sees the server's value of a field that they have not edited, and of a field in conflict.
    fn note_seen(&mut self) {
        let (form, saved) = (self.editor.form(), self.editor.saved());
        for field in Field::FORM {
            let seen = self.seen.entry(field).or_default();
            let is_edited = form.is_changed(field, saved);
            if !is_edited {
                seen.clear();
            }
            if !is_edited || form.is_in_conflict(field) || form.is_not_taken(field) {
                seen.push(saved.text(field).to_owned());
            }
        }
        self.foreign
            .retain(|field, is_told| !*is_told || !self.seen[field].contains(&saved.text(*field).to_owned()));
    }

    /// The kind of write that the person requests by this event.
    fn asks_for(&self, event: &Event) -> Option<WriteKind> {
        match event {
            Event::SavePressed => Some(WriteKind::Save),
            Event::PhotoChosen(..) => Some(WriteKind::NewPhoto),
            Event::RemovePressed => Some(WriteKind::Removal),
            Event::UndoPhotoPressed => Some(WriteKind::PutBack),
            Event::UndoSavePressed(_) => Some(WriteKind::UndoSave),
            Event::RetryPressed => match self.editor.writing().stage() {
                Stage::Failed(kind, _) | Stage::Stopped(kind, _) => Some(kind),
                _ => None,
            },
            _ => None,
        }
    }

    fn begin_write(&mut self, work: &Work) {
        if let Work::Save(values) = work {
            let saved = self.editor.saved();
            let is_seen = |field: &Field| self.seen[field].contains(&saved.text(*field).to_owned());
            let unseen = |field: &&Field| self.foreign.get(field) == Some(&true) && !is_seen(field);
            let overwritten: Vec<_> = values.keys().filter(unseen).collect();
            assert!(overwritten.is_empty(), "{overwritten:?} of somebody else are overwritten unseen");
        }
        let stage = self.editor.writing().stage();
        let Stage::Sending(kind, _) = stage else { panic!("a write begins, and it is {stage:?}") };
        let asked = self.asked.iter().position(|asked| *asked == kind);
        let _ = self.asked.remove(asked.unwrap_or_else(|| panic!("nobody has asked for a {kind:?}")));
    }

    /// Ends some work.
    pub(super) fn end(&mut self, id: WorkId, fate: Fate) {
        let Some(work) = self.work.remove(&id) else { return };
        let done = match &work {
            Work::Wait(_) | Work::WaitAbout(_) => Done::Waited,
            Work::ReadIfSeen if fate == Fate::Dropped => Done::Hidden,
            Work::FetchPhoto(url) => Done::Fetched(self.serve(url, fate)),
            Work::StoreDraft(_) if fate == Fate::Dropped => {
                Done::DraftStored(Err(Sentence::of("store-no-space")))
            }
            Work::StoreDraft(draft) => {
                self.draft.clone_from(draft);
                Done::DraftStored(Ok(()))
            }
            Work::Read | Work::ReadIfSeen => {
                let answer = self.read(fate);
                self.last_read = Some(answer.is_ok());
                self.foreign.values_mut().for_each(|is_told| *is_told |= answer.is_ok());
                Done::Answered(answer.map(Box::new))
            }
            Work::Save(values) => self.write(&work, &Change::Fields(values.clone()), fate),
            Work::RemovePhoto => self.write(&work, &Change::Photo(None), fate),
            Work::Upload(photo, commit) => {
                let _ = commit.commit();
                self.write(&work, &Change::Photo(Some(photo.bytes.clone())), fate)
            }
        };
        self.event(Event::Done(id, done), fate);
    }

    /// The server stores what it stores late.
    pub(super) fn tick(&mut self) {
        for change in std::mem::take(&mut self.late) {
            self.store(&change);
        }
    }

    /// Somebody else changes something.
    pub(super) fn change_elsewhere(&mut self, field: Field, text: &str) {
        self.store(&Change::Fields([(field, Value::of(text))].into()));
        // The editor shows it already.
        if self.editor.saved().text(field) == text {
            let _ = self.foreign.remove(&field);
        } else {
            let _ = self.foreign.insert(field, false);
        }
    }

    /// Ends all work successfully, and answers every question with yes.
    pub(super) fn settle_with_yes(&mut self) {
        for _ in 0..9 {
            self.settle();
            if !self.editor.is_asking() {
                return;
            }
            self.event(Event::Confirmed, Fate::Good);
        }
        panic!("questions without end");
    }

    /// Ends all work successfully, until the editor waits for none.
    pub(super) fn settle(&mut self) {
        for _ in 0..200 {
            self.tick();
            let Some((id, _)) = self.needed() else { return };
            self.end(id, Fate::Good);
        }
        panic!("work without end: {:?}", self.work);
    }

    /// The first work that the person waits for: not the time of a notice, and not the pause before an unreachable
    /// server is asked again.
    pub(super) fn needed(&self) -> Option<(WorkId, Work)> {
        let is_needed = |id: &WorkId, work: &Work| {
            !matches!(work, Work::Wait(_) | Work::WaitAbout(_) | Work::StoreDraft(_))
                || self.editor.writing.wants(*id)
        };
        let needed = self.work.iter().find(|(id, work)| is_needed(id, work));
        needed.map(|(id, work)| (*id, work.clone()))
    }

    /// The shown messages, the outcome of the person's action first: notices, a failure, an unknown outcome.
    pub(super) fn said(&self) -> Vec<&'static str> {
        let writing = self.editor.writing();
        let failure = match writing.stage() {
            Stage::Failed(_, sentence) | Stage::Stopped(_, sentence) => Some(sentence),
            Stage::Idle | Stage::Preparing(_) | Stage::Sending(..) | Stage::Checking(_) => None,
        };
        let notices = self.editor.notices().iter().map(Notice::sentence);
        let doubts = writing.doubts().map(|(_, sentence)| sentence);
        notices.chain(failure).chain(doubts).map(Sentence::id).collect()
    }

    /// The bytes of the photo that is stored.
    pub(super) fn photo(&self) -> Option<&Bytes> {
        self.files.get(self.stored.avatar.as_ref()?)
    }

    pub(super) fn writes_under_way(&self) -> usize {
        self.work.values().filter(|work| is_write(work)).count()
    }

    /// A photo that nobody has sent yet.
    pub(super) fn new_photo(&mut self) -> Photo {
        self.photos += 1;
        Photo { bytes: Bytes::from(format!("photo {}", self.photos)), extension: "jpg" }
    }

    fn write(&mut self, work: &Work, change: &Change, fate: Fate) -> Done {
        self.note_end(work.clone(), fate);
        self.apply(change, fate);
        if matches!(fate, Fate::Good | Fate::Ignored | Fate::Altered) {
            self.foreign.values_mut().for_each(|is_told| *is_told = true);
        }
        Done::Answered(match fate {
            Fate::Good | Fate::Ignored | Fate::Altered => Ok(Box::new(self.stored.clone())),
            Fate::Partly => Ok(Box::new(saying(change, &self.stored))),
            _ => Err(fate.failure()),
        })
    }

    fn apply(&mut self, change: &Change, fate: Fate) {
        match fate {
            Fate::Late => self.late.push(change.clone()),
            Fate::Altered => match change {
                Change::Fields(values) => {
                    let alter = |value: &Value| match value {
                        Value::Text(text) => Value::Text(format!("{text}!")),
                        Value::Clear => Value::Clear,
                    };
                    let values = values.iter().map(|(field, value)| (*field, alter(value))).collect();
                    self.store(&Change::Fields(values));
                }
                Change::Photo(_) => self.store(change),
            },
            fate if fate.is_done() => self.store(change),
            _ => {}
        }
    }

    fn drop_work(&mut self, work: Work, fate: Fate) {
        let change = match &work {
            Work::Save(values) => Change::Fields(values.clone()),
            Work::RemovePhoto => Change::Photo(None),
            Work::Upload(photo, commit) => {
                if is_cancelled(commit) {
                    return self.note_end(work, Fate::Offline);
                }
                Change::Photo(Some(photo.bytes.clone()))
            }
            Work::Read
            | Work::ReadIfSeen
            | Work::FetchPhoto(_)
            | Work::StoreDraft(_)
            | Work::Wait(_)
            | Work::WaitAbout(_) => return,
        };
        let fate = if fate.is_done() { Fate::Late } else { Fate::Dropped };
        self.apply(&change, fate);
        self.note_end(work, fate);
    }

    fn note_end(&mut self, work: Work, fate: Fate) {
        match &work {
            Work::Save(values) => self.saves.push((values.clone(), fate)),
            _ => self.last_photo = Some(fate),
        }
        self.last = Some((work, fate));
    }

    fn store(&mut self, change: &Change) {
        match change {
            Change::Fields(values) => {
                for (field, value) in values {
                    // A change by somebody else between the reading and the write is lost. No client can avoid that.
                    let _ = self.foreign.remove(field);
                    let text = match value {
                        Value::Clear => String::new(),
                        Value::Text(text) => text.clone(),
                    };
                    match field {
                        Field::FirstName => self.stored.first_name = text,
                        Field::LastName => self.stored.last_name = text,
                        Field::Username => self.stored.username = text,
                        Field::MobileNumber => self.stored.mobile_number = text,
                        Field::Email => self.stored.email = text,
                        Field::Gender => self.stored.gender = Gender::from(Some(text.as_str())),
                        Field::Avatar => unreachable!("never a field of a save"),
                    }
                }
            }
            Change::Photo(None) => self.stored.avatar = None,
            Change::Photo(Some(bytes)) => {
                let n = if self.overwrites { 0 } else { self.files.len() };
                let url = Url::parse(&format!("https://hr.example.com/media/{n}.jpg")).unwrap();
                let _ = self.files.insert(url.clone(), bytes.clone());
                self.stored.avatar = Some(url);
            }
        }
    }

    fn read(&self, fate: Fate) -> Result<Profile, api::Error> {
        match fate {
            Fate::Good | Fate::Partly | Fate::Ignored | Fate::Altered | Fate::Late => Ok(self.stored.clone()),
            fate => Err(fate.failure()),
        }
    }

    fn serve(&self, url: &Url, fate: Fate) -> Option<Served> {
        if matches!(fate, Fate::Offline | Fate::Lost | Fate::Dropped) {
            return None;
        }
        let bytes = self.files.get(url)?.clone();
        Some(Served { fingerprint: Fingerprint::of(&bytes), extension: Some("jpg"), bytes })
    }
}

pub(super) fn is_write(work: &Work) -> bool {
    matches!(work, Work::Save(_) | Work::Upload(..) | Work::RemovePhoto)
}

fn is_cancelled(commit: &CommitPoint) -> bool {
    commit.cancel() == Sent::Part
}

/// An answer with the changed fields only.
fn saying(change: &Change, now: &Profile) -> Profile {
    let fields: Vec<_> = match change {
        Change::Fields(values) => values.keys().copied().collect(),
        Change::Photo(_) => vec![Field::Avatar],
    };
    let is_said = |fact: &Fact| matches!(fact, Fact::Field(field) if fields.contains(field));
    let mut answer =
        Profile { unknown: Fact::all().filter(|fact| !is_said(fact)).collect(), ..Profile::default() };
    for field in fields {
        match field {
            Field::Avatar => answer.avatar.clone_from(&now.avatar),
            Field::FirstName => answer.first_name.clone_from(&now.first_name),
            Field::LastName => answer.last_name.clone_from(&now.last_name),
            Field::Username => answer.username.clone_from(&now.username),
            Field::MobileNumber => answer.mobile_number.clone_from(&now.mobile_number),
            Field::Email => answer.email.clone_from(&now.email),
            Field::Gender => answer.gender.clone_from(&now.gender),
        }
    }
    answer
}
