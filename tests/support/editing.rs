//! Runs an editor with a real session, and records its messages and the requests.
//!
//! Work is done one by one, in order. The pauses between repeated reads end immediately, so that tests are fast; the time of a
//! notice and the wait for an unreachable server never end.
//!
//! Before its first write the editor reads the profile again. Here it gets the known profile without a request, so that a
//! script has only the write and what follows; [`Editing::reading_first`] sends the request.

#![allow(dead_code, reason = "every test binary uses its own part of this")]

use nameplate::api::{Progress, Session};
use nameplate::editor::{Done, Editor, Event, Navigation, Notice, Question, Stage, Work, WorkId, WriteKind};
use nameplate::profile::normalize::Letters;
use nameplate::profile::{Field, Gender, Photo, Profile};
use nameplate::screen::profile::perform;
use nameplate::sentence::Sentence;

use futures_util::future::{Either, select};
use jiff::Timestamp;
use sipper::Sipper;
use url::Url;

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

/// The pauses between looks at what became of a write, which no other wait shares but the time of a notice.
const LOOKS: [Duration; 4] =
    [Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(8), Duration::from_secs(20)];

/// An editor, the session that it works on, and the work between them.
#[derive(Debug)]
pub(crate) struct Editing {
    session: Session,
    editor: Editor,
    work: VecDeque<(WorkId, Work)>,
    left: Option<Navigation>,
    /// Whether what comes before a first write is asked of the server, too.
    reads_first: bool,
    /// The photo that was fetched last.
    fetched: Option<(Url, Done)>,
    steps: Rc<RefCell<Vec<Progress>>>,
}

impl Editing {
    /// Reads the profile, as everybody on the screen has, and begins with it.
    pub(crate) async fn begin(session: &Session) -> Self {
        let profile = session.profile().await.expect("the profile is there");
        Self::of(session, profile)
    }

    /// Begins with this profile.
    pub(crate) fn of(session: &Session, profile: Profile) -> Self {
        Self {
            session: session.clone(),
            editor: Editor::new(session.server().host(), profile),
            work: VecDeque::new(),
            left: None,
            reads_first: false,
            fetched: None,
            steps: Rc::default(),
        }
    }

    /// The same, with what comes before a first write.
    pub(crate) fn reading_first(self) -> Self {
        Self { reads_first: true, ..self }
    }

    /// What is known and typed.
    pub(crate) fn editor(&self) -> &Editor {
        &self.editor
    }

    /// Why the person has to sign in again.
    pub(crate) fn sign_in(&self) -> Option<&Sentence> {
        match &self.left {
            Some(Navigation::SignIn(said)) => Some(said),
            Some(Navigation::ClosePhotoScreen | Navigation::OpenPhotoScreen(..)) | None => None,
        }
    }

    /// How far the last photo was, step by step.
    pub(crate) fn steps(&self) -> Vec<Progress> {
        self.steps.borrow().clone()
    }

    /// Everything that is said: notices, the outcome of what the person did first, then a failure, then a doubt.
    pub(crate) fn sentences(&self) -> Vec<&Sentence> {
        let writing = self.editor.writing();
        let failure = match writing.stage() {
            Stage::Failed(_, said) | Stage::Stopped(_, said) => Some(said),
            Stage::Idle | Stage::Preparing(_) | Stage::Sending(..) | Stage::Checking(_) => None,
        };
        let notices = self.editor.notices().iter().map(Notice::sentence);
        let doubts = writing.doubts().map(|(_, said)| said);
        notices.chain(failure).chain(doubts).chain(self.editor.reading().failure()).collect()
    }

    /// The same by their names; those that are joined to one stand behind it.
    pub(crate) fn said(&self) -> Vec<String> {
        self.sentences().into_iter().map(|sentence| ids(sentence).join(" ")).collect()
    }

    /// The fields of which the server shows something else than was sent.
    pub(crate) fn not_taken(&self) -> Vec<Field> {
        Field::FORM.into_iter().filter(|field| self.editor.form().is_not_taken(*field)).collect()
    }

    /// Fills these in.
    pub(crate) fn fill_in(&mut self, values: &[(Field, &str)]) {
        for (field, text) in values {
            self.handle(match field {
                Field::Gender => Event::Chosen(Gender::from(Some(*text))),
                field => Event::Typed(*field, (*text).to_owned(), Letters::AsTyped),
            });
        }
    }

    /// Fills these in and saves them. Returns what is said then.
    pub(crate) async fn save(&mut self, values: &[(Field, &str)]) -> Vec<String> {
        self.fill_in(values);
        self.press(Event::SavePressed).await
    }

    /// Opens the screen of the photo and sends this one.
    pub(crate) async fn send_photo(&mut self, photo: Photo) -> Vec<String> {
        self.open_photo_screen().await;
        self.press(chosen(photo)).await
    }

    /// Removes the photo.
    pub(crate) async fn remove_photo(&mut self) -> Vec<String> {
        self.press(Event::RemovePressed).await
    }

    /// Puts the photo before back.
    pub(crate) async fn put_back(&mut self) -> Vec<String> {
        self.press(Event::UndoPhotoPressed).await
    }

    /// Looks once more what became of a write.
    pub(crate) async fn look(&mut self) -> Vec<String> {
        let kind = self.editor.writing().doubts().next().map_or(WriteKind::Save, |(kind, _)| kind);
        self.press(Event::CheckAgainPressed(kind)).await
    }

    /// Reads the profile again.
    pub(crate) async fn refresh(&mut self) -> Vec<String> {
        self.press(Event::RefreshPressed).await
    }

    /// Goes on in a new session of the same person, in which this was read.
    pub(crate) async fn renew(&mut self, profile: Profile) -> Vec<String> {
        self.left = None;
        self.press(Event::Renewed(Box::new(profile))).await
    }

    /// The screen of the photo has opened: the present one is fetched.
    pub(crate) async fn open_photo_screen(&mut self) {
        let _ = self.press(Event::PhotoScreenOpened).await;
    }

    /// Does all of `events` at once, and then what they lead to.
    pub(crate) async fn press_all(&mut self, events: impl IntoIterator<Item = Event>) -> Vec<String> {
        for event in events {
            self.handle(event);
        }
        self.run().await;
        self.said()
    }

    /// Does this and what it leads to, until the person is asked something.
    pub(crate) async fn until_asked(&mut self, event: Event) -> Option<Question> {
        self.handle(event);
        while !self.editor.is_asking() {
            let (id, work) = self.next()?;
            let done = match self.known(&work) {
                Some(done) => done,
                None => self.end(work).await,
            };
            self.handle(Event::Done(id, done));
        }
        self.editor.writing().question()
    }

    /// Does this and what it leads to, until values are to be sent. Returns whether it comes to that.
    pub(crate) async fn until_sending(&mut self, event: Event) -> bool {
        self.handle(event);
        while let Some((id, work)) = self.next() {
            if matches!(work, Work::Save(_)) {
                self.work.push_front((id, work));
                return true;
            }
            let done = match self.known(&work) {
                Some(done) => done,
                None => self.end(work).await,
            };
            self.handle(Event::Done(id, done));
        }
        false
    }

    /// Does what is left to do.
    pub(crate) async fn finish(&mut self) -> Vec<String> {
        self.press_all([]).await
    }

    /// Does this, and presses *Cancel* at that moment of what it leads to.
    pub(crate) async fn cancel(
        &mut self,
        kind: WriteKind,
        event: Event,
        moment: impl Future<Output = ()>,
    ) -> Vec<String> {
        self.handle(event);
        let mut moment = pin!(moment);
        loop {
            let (id, work) = self.next().expect("it is still under way at that moment");
            if let Some(done) = self.known(&work) {
                self.handle(Event::Done(id, done));
                self.confirm();
                continue;
            }
            let work = pin!(end(self.session.clone(), work, Rc::clone(&self.steps)));
            match select(work, moment.as_mut()).await {
                Either::Left((done, _)) => self.handle(Event::Done(id, done)),
                // The editor hears of it before the request is dropped.
                Either::Right(((), _)) => {
                    self.handle(Event::CancelPressed(kind));
                    assert!(!self.editor.wants(id), "something else is under way");
                    break;
                }
            }
            self.confirm();
        }
        self.run().await;
        self.said()
    }

    /// Ends when something of a photo is on its way.
    pub(crate) fn first_step(&self) -> impl Future<Output = ()> + use<> {
        let steps = Rc::clone(&self.steps);
        poll_fn(move |_| if steps.borrow().is_empty() { Poll::Pending } else { Poll::Ready(()) })
    }

    async fn press(&mut self, event: Event) -> Vec<String> {
        self.press_all([event]).await
    }

    fn handle(&mut self, event: Event) {
        let effects = self.editor.handle(event, Timestamp::now());
        self.work.extend(effects.work);
        let editor = &self.editor;
        self.work.retain(|(id, _)| editor.wants(*id));
        if effects.navigation == Some(Navigation::ClosePhotoScreen) {
            self.handle(Event::PhotoScreenLeft);
        }
        self.left = effects.navigation.or(self.left.take());
    }

    /// Does what the editor asks for, until nothing is left to do. Questions are answered with yes.
    async fn run(&mut self) {
        self.confirm();
        while let Some((id, work)) = self.next() {
            let done = match self.known(&work) {
                Some(done) => done,
                None => self.end(work).await,
            };
            self.handle(Event::Done(id, done));
            self.confirm();
        }
    }

    async fn end(&mut self, work: Work) -> Done {
        let url = if let Work::FetchPhoto(url) = &work { Some(url.clone()) } else { None };
        let done = end(self.session.clone(), work, Rc::clone(&self.steps)).await;
        if let Some(url) = url {
            self.fetched = Some((url, done.clone()));
        }
        done
    }

    /// What comes before a first write, where it is known already.
    fn known(&self, work: &Work) -> Option<Done> {
        let writing = self.editor.writing();
        let Stage::Preparing(kind) = writing.stage() else { return None };
        let is_doubted = writing.doubts().any(|(doubted, _)| doubted.is_of_fields() == kind.is_of_fields());
        if self.reads_first || kind == WriteKind::PutBack || is_doubted {
            return None;
        }
        match (work, &self.fetched) {
            (Work::Read, _) => Some(Done::Answered(Ok(Box::new(self.editor.saved().clone())))),
            (Work::FetchPhoto(url), Some((fetched, done)))
                if kind == WriteKind::NewPhoto && url == fetched =>
            {
                Some(done.clone())
            }
            _ => None,
        }
    }

    fn confirm(&mut self) {
        if self.editor.is_asking() {
            self.handle(Event::Confirmed);
        }
    }

    fn next(&mut self) -> Option<(WorkId, Work)> {
        let of_notice = |id: WorkId| self.editor.notices().iter().any(|notice| notice.id() == id);
        let is_due = |(id, work): &(WorkId, Work)| match work {
            Work::Wait(pause) => LOOKS.contains(pause) && !of_notice(*id),
            Work::WaitAbout(_) => false,
            _ => true,
        };
        let place = self.work.iter().position(is_due)?;
        self.work.remove(place)
    }
}

/// *Use photo*.
pub(crate) fn chosen(photo: Photo) -> Event {
    Event::PhotoChosen(photo, Sentence::of("photo-done"))
}

/// The names of a sentence and of those joined to it.
pub(crate) fn ids(sentence: &Sentence) -> Vec<String> {
    let shown = format!("{sentence:?}");
    shown
        .split("Sentence { id: \"")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect()
}

/// Does some work to its end.
async fn end(session: Session, work: Work, steps: Rc<RefCell<Vec<Progress>>>) -> Done {
    match work {
        Work::Wait(_) | Work::WaitAbout(_) => Done::Waited,
        Work::Upload(photo, commit) => {
            steps.borrow_mut().clear();
            let mut upload = session.upload(photo, commit).pin();
            while let Some(progress) = upload.sip().await {
                steps.borrow_mut().push(progress);
                // Whoever waits for a step has its turn.
                tokio::task::yield_now().await;
            }
            Done::Answered(upload.await.map(Box::new))
        }
        work => perform(session, work).await,
    }
}
