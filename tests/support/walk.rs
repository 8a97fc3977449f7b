//! Uses all functions of the API layer in one sequence on a new server: signing in, reading, writing, clearing, errors, sending
//! and removing a picture. `tests/wire` runs it with the built-in server, `tests/e2e` with Django; behaviour and expected results
//! are the same.

use crate::editing::Editing;
use crate::exchange::{http, pictures};

use nameplate::api::{
    self, Client, CommitPoint, Credentials, Error, Habits, PictureUpdate, Progress, ReadMethod, Redirect,
    Refusal, Server, ServerOptions, Session, Why,
};
use nameplate::demo::{
    Behaviour, CompletedSpelling, GenderForm, GroupsForm, IdsForm, MediaForm, MobileRule, PictureNames,
    Throttle, WriteAnswer,
};
use nameplate::profile::{
    Fact, Field, FieldErrors, Gender, Group, Photo, Profile, Value, Version, is_same_place,
};
use nameplate::secret::Secret;

use image::ImageFormat;
use jiff::Timestamp;
use url::Url;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// Sets of server behaviour. Every value of every setting is in at least one of them.
pub(crate) fn cases() -> Vec<Case> {
    let case = |name, behaviour| Case { name, behaviour, language: Language::English };
    let behaviour = Behaviour::default;
    vec![
        case("as it comes", behaviour()),
        case(
            "as the document writes it",
            Behaviour {
                completed_spelling: CompletedSpelling::Compeleted,
                ids: IdsForm::Slugs,
                groups: GroupsForm::Ids,
                gender: GenderForm::Display,
                media: MediaForm::Relative,
                put: true,
                ..behaviour()
            },
        ),
        case(
            "strict",
            Behaviour {
                ids: IdsForm::Uuids,
                gender: GenderForm::Capital,
                debug: false,
                blank: false,
                mobile: MobileRule::Iranian,
                ..behaviour()
            },
        ),
        case(
            "without what is not documented",
            Behaviour { get: false, sign_in: false, username_validator: false, ..behaviour() },
        ),
        case(
            "pictures elsewhere",
            Behaviour {
                media: MediaForm::At("http://127.0.0.1:1/m/".to_owned()),
                get: false,
                debug: false,
                ..behaviour()
            },
        ),
        case("answers only what was sent", Behaviour { write_answer: WriteAnswer::Sent, ..behaviour() }),
        case(
            "answers with a serializer for writing, wrapped",
            Behaviour { write_answer: WriteAnswer::Fields, wrapped: true, ..behaviour() },
        ),
        case("answers without content", Behaviour { write_answer: WriteAnswer::Nothing, ..behaviour() }),
        case("answers with a word", Behaviour { write_answer: WriteAnswer::Consent, ..behaviour() }),
        case("no ids", Behaviour { ids: IdsForm::Absent, ..behaviour() }),
        case("neither ids nor usernames", Behaviour { ids: IdsForm::AbsentWithUsername, ..behaviour() }),
        case(
            "addresses signed anew, told apart by the query",
            Behaviour { media: MediaForm::Query, signed_media: true, ..behaviour() },
        ),
        case(
            "overwrites its pictures, signed anew",
            Behaviour { picture_names: PictureNames::Same, signed_media: true, ..behaviour() },
        ),
        case("encodes pictures anew", Behaviour { reencodes: true, ..behaviour() }),
        case("a default picture", Behaviour { default_picture: true, ..behaviour() }),
        // By the day, so that a slow machine cannot outlive the period.
        case(
            "throttled",
            Behaviour {
                throttle: Some(Throttle { requests: 3, per: Duration::from_secs(86_400) }),
                ..behaviour()
            },
        ),
        Case { name: "in Persian", behaviour: behaviour(), language: Language::Persian },
    ]
}

/// One server to walk through.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) behaviour: Behaviour,
    pub(crate) language: Language,
}

/// The language of the server's messages. The built-in server speaks English only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    Persian,
}

/// What a server really holds about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    /// The fields of the form; `None` is NULL.
    pub(crate) texts: BTreeMap<Field, Option<String>>,
    /// The bytes of the picture.
    pub(crate) picture: Option<Vec<u8>>,
}

/// Takes the walk. `held` looks into the server past its API, by the number of a person.
pub(crate) fn walk(case: &Case, base_url: &str, held: &dyn Fn(u64) -> Held) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = ServerOptions::default();
        let client = client(base_url, &options).await;
        let walk = Walk { case, base_url, held, client };
        if case.behaviour.throttle.is_some() {
            walk.is_held_back().await;
            return;
        }
        walk.signs_in().await;
        walk.reads().await;
        walk.writes().await;
        walk.is_refused().await;
        walk.clears().await;
        walk.sends_pictures().await;
        walk.leaves_others_alone().await;
    });
}

const BEHROOZ: (u64, &str) = (1, "f4e75eab6e0f663a972d145478d6fc4b81762070");
const OWNER: (u64, &str) = (2, "0b2e8f4c7a91d35e6f8091a2b3c4d5e6f7081920");
const MEMBER: (u64, &str) = (3, "3333333333333333333333333333333333333333");
const EMPTY: (u64, &str) = (4, "4444444444444444444444444444444444444444");

struct Walk<'a> {
    case: &'a Case,
    base_url: &'a str,
    held: &'a dyn Fn(u64) -> Held,
    client: Client,
}

impl Walk<'_> {
    async fn signs_in(&self) {
        let by_key = |key: &str| self.client.sign_in(Credentials::Key(Secret::from(key)));
        let signed_in = by_key(&format!("Token {}", BEHROOZ.1)).await.unwrap();
        assert_eq!(signed_in.key.expose(), BEHROOZ.1);
        assert_same(&signed_in.profile, &self.behrooz());
        assert_eq!(why(&by_key("0000").await), Some(Why::Unauthorized));
        assert_eq!(why(&by_key(MEMBER.1).await), Some(Why::Forbidden), "neither staff nor admin");

        let password = |text: &str| Credentials::Password {
            username: "BehroozGhorbani".to_owned(),
            password: Secret::from(text),
        };
        let right = self.client.sign_in(password("behrooz-pass-1")).await;
        let wrong = self.client.sign_in(password("behrooz-pass-2")).await.map(|_| ());
        // Without its slash the path of sign-in is an error page or a redirect.
        let options =
            ServerOptions { sign_in_path: Some("/api/auth/token".to_owned()), ..ServerOptions::default() };
        let without_slash = client(self.base_url, &options).await;
        let without_slash = without_slash.sign_in(password("behrooz-pass-1")).await.map(|_| ());
        if self.case.behaviour.sign_in {
            let right = right.unwrap();
            assert_eq!(right.key.expose(), BEHROOZ.1);
            assert_same(&right.profile, &self.behrooz());
            let Err(Error::Answered(Refusal { why, words })) = wrong else { panic!("{wrong:?}") };
            assert_eq!((why, words.is_empty()), (Why::WrongPassword, true), "in either language");
            let expected = if self.case.behaviour.debug {
                Why::Failed { status: 500 }.into()
            } else {
                Error::Redirected(Redirect::Slash)
            };
            assert_eq!(without_slash, Err(expected));
        } else {
            assert_eq!(right.map(|_| ()), Err(Why::NoPasswordSignIn.into()));
            assert_eq!(wrong, Err(Why::NoPasswordSignIn.into()));
            assert_eq!(without_slash, Err(Why::NoPasswordSignIn.into()));
        }

        let options = ServerOptions { me_path: "/api/nothing/".to_owned(), ..ServerOptions::default() };
        let elsewhere = client(self.base_url, &options).await;
        let elsewhere = elsewhere.sign_in(Credentials::Key(Secret::from(BEHROOZ.1))).await.map(|_| ());
        assert_eq!(elsewhere, Err(Why::NotFound.into()), "the error page of this server is understood");
    }

    async fn reads(&self) {
        let session = self.session(BEHROOZ);
        assert_same(&session.profile().await.unwrap(), &self.behrooz());
        let reading = if self.case.behaviour.get { ReadMethod::Get } else { ReadMethod::EmptyPatch };
        assert_eq!(session.habits(), Habits { reading, ..Habits::default() });
        self.assert_shown(&session, &self.behrooz(), &(self.held)(BEHROOZ.0).picture.unwrap()).await;

        let empty = self.session(EMPTY).profile().await.unwrap();
        assert!(empty.created_at.is_some());
        let nothing = Profile {
            id: self.id(EMPTY),
            completed: Some(false),
            created_at: empty.created_at,
            unknown: self.unknown(),
            ..Profile::default()
        };
        assert_same(&empty, &nothing);
    }

    async fn writes(&self) {
        let session = self.session(OWNER);
        let mut editing = Editing::begin(&session).await;
        let before = editing.editor().saved().clone();
        assert_same(&before, &self.owner(&before));
        let changes = [
            (Field::FirstName, "می\u{200C}نا"),
            (Field::LastName, "O’Neill-Ñúñez"),
            (Field::Gender, "other"),
            (Field::Username, "mina.o+neill@home_2-3"),
            (Field::MobileNumber, "09121111111"),
            (Field::Email, "mina+new@example.org"),
        ];
        let said = if self.shows_usernames() { "profile-saved" } else { "profile-saved-unshown" };
        assert_eq!(editing.save(&changes).await, [said]);
        assert_eq!(editing.not_taken(), []);
        let expected = Profile {
            first_name: "می\u{200C}نا".to_owned(),
            last_name: "O’Neill-Ñúñez".to_owned(),
            gender: Gender::Other,
            username: self.shown_username("mina.o+neill@home_2-3"),
            mobile_number: "09121111111".to_owned(),
            email: "mina+new@example.org".to_owned(),
            full_name: Some("می\u{200C}نا O’Neill-Ñúñez".to_owned()),
            ..before
        };
        assert_same(editing.editor().saved(), &expected);
        assert_same(&session.profile().await.unwrap(), &expected);
        let (stored, found) = match self.case.behaviour.gender {
            GenderForm::Lower | GenderForm::Display => ("other", api::GenderForm::Small),
            GenderForm::Capital => ("Other", api::GenderForm::Capital),
        };
        assert_eq!(session.habits().gender, found, "what is found out is remembered");
        let mut texts: BTreeMap<_, _> =
            changes.iter().map(|(field, text)| (*field, Some((*text).to_owned()))).collect();
        let _ = texts.insert(Field::Gender, Some(stored.to_owned()));
        assert_eq!((self.held)(OWNER.0), Held { texts, picture: None });
    }

    async fn is_refused(&self) {
        let session = self.session(OWNER);
        let before = (self.held)(OWNER.0);
        let changes = [
            (Field::FirstName, "Nobody"),
            (Field::Username, "BehroozGhorbani"),
            (Field::Email, "no address"),
        ];
        let errors = rejected(session.save(values(&changes)).await);
        assert!(errors.other.is_empty() && errors.fields.len() == 2, "{errors:?}");
        self.assert_words(&errors.fields[&Field::Username], "user with this username already exists.");
        self.assert_words(&errors.fields[&Field::Email], "Enter a valid email address.");
        assert_eq!((self.held)(OWNER.0), before, "all fields or none");

        let by_knob = [
            (Field::Username, "mina neill", self.case.behaviour.username_validator),
            (Field::MobileNumber, "12345", self.case.behaviour.mobile == MobileRule::Iranian),
        ];
        for (field, text, is_checked) in by_knob {
            let held = || (self.held)(OWNER.0).texts[&field].clone();
            if is_checked {
                let errors = rejected(session.save(values(&[(field, text)])).await);
                assert_eq!(errors.fields.keys().collect::<Vec<_>>(), [&field]);
                assert_eq!(held(), before.texts[&field]);
            } else {
                let said = Editing::begin(&session).await.save(&[(field, text)]).await;
                assert_eq!(said, ["profile-saved"]);
                assert_eq!(held().as_deref(), Some(text));
            }
        }
    }

    async fn clears(&self) {
        let session = self.session(OWNER);
        let mut editing = Editing::begin(&session).await;
        let before = editing.editor().saved().clone();
        assert_eq!(editing.save(&Field::FORM.map(|field| (field, ""))).await, ["profile-saved"]);
        if !self.shows_usernames() {
            // What a form does not show cannot be cleared in it.
            let _ = session.save(values(&[(Field::Username, "")])).await.unwrap();
        }
        let expected = Profile {
            id: self.id(OWNER),
            completed: Some(false),
            groups: before.groups,
            last_login: before.last_login,
            created_at: before.created_at,
            unknown: self.unknown(),
            ..Profile::default()
        };
        assert_same(editing.editor().saved(), &expected);
        let cleared = (self.held)(OWNER.0);
        assert!(cleared.texts.values().all(Option::is_none), "NULL, never an empty text: {cleared:?}");

        // What another client may have stored reads the same.
        let token = format!("Token {}", OWNER.1);
        let headers = [("Authorization", token.as_str()), ("Content-Type", "application/json")];
        let body = br#"{"first_name":""}"#;
        let reply = http::ask(self.base_url, "PATCH", "/api/users/me/", &headers, Some(body), false).unwrap();
        let (status, stored) = if self.case.behaviour.blank { (2, Some(String::new())) } else { (4, None) };
        assert_eq!(reply.status / 100, status);
        assert_eq!((self.held)(OWNER.0).texts[&Field::FirstName], stored);
        assert_same(&session.profile().await.unwrap(), &expected);
    }

    /// The address says nothing: the server is asked whether the picture is still the one that is known.
    async fn sees_an_overwritten_picture(&self, session: &Session, url: Url, stored: &[u8]) {
        // A picture that was stored a moment ago may be overwritten within the same second.
        let mut known = None;
        for _ in 0..50 {
            let PictureUpdate::New(bytes, version) =
                session.picture_if_changed(url.clone(), None).await.unwrap()
            else {
                panic!("nothing was known yet")
            };
            assert!(bytes == stored);
            known = version;
            if known.is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert!(matches!(known, Some(Version::Date(_))), "{known:?}");
        let since = || session.picture_if_changed(url.clone(), known.as_ref());
        assert_eq!(since().await, Ok(PictureUpdate::Unchanged));
        let png = Photo { bytes: pictures::plain(ImageFormat::Png).into(), extension: "png" };
        let _ = session.upload(png.clone(), CommitPoint::default()).await.unwrap();
        let Ok(PictureUpdate::New(bytes, _)) = since().await else { panic!("it was overwritten") };
        assert_eq!(Some(&*bytes), (self.held)(OWNER.0).picture.as_deref());
        assert!(bytes != stored);
        let before = Photo { bytes: stored.to_vec().into(), extension: "jpg" };
        let _ = session.upload(before, CommitPoint::default()).await.unwrap();
    }

    async fn sends_pictures(&self) {
        let session = self.session(OWNER);
        let jpeg = Photo { bytes: pictures::noise(ImageFormat::Jpeg).into(), extension: "jpg" };
        let mut editing = Editing::begin(&session).await;
        assert_eq!(editing.send_photo(jpeg.clone()).await, ["photo-done"]);
        let (steps, profile) = (editing.steps(), editing.editor().saved().clone());
        let total = jpeg.bytes.len() as u64;
        assert_eq!(steps.first(), Some(&Progress { sent: 0, total }));
        assert_eq!(steps.last(), Some(&Progress { sent: total, total }));
        assert!(steps.len() > 2 && steps.windows(2).all(|pair| pair[0].sent < pair[1].sent), "{steps:?}");
        let before = session.profile().await.unwrap();
        assert_same(&profile, &before);
        let stored = self.assert_stored(&jpeg);
        self.assert_shown(&session, &profile, &stored).await;

        if self.case.behaviour.picture_names == PictureNames::Same {
            self.sees_an_overwritten_picture(&session, profile.avatar.clone().unwrap(), &stored).await;
        }

        // A cut JPEG would be taken: Pillow reads what is there.
        let damaged =
            Photo { bytes: pictures::cut(pictures::noise(ImageFormat::Png)).into(), extension: "png" };
        let text = Photo { bytes: "no picture".into(), extension: "jpg" };
        for refused in [damaged, text] {
            let errors = rejected(session.upload(refused, CommitPoint::default()).await);
            assert_eq!(errors.fields.keys().collect::<Vec<_>>(), [&Field::Avatar]);
            assert_eq!((self.held)(OWNER.0).picture.as_deref(), Some(&*stored));
        }

        let png = Photo { bytes: pictures::plain(ImageFormat::Png).into(), extension: "png" };
        let changes = [(Field::FirstName, "Mina"), (Field::Gender, "female")];
        assert_eq!(editing.save(&changes).await, ["profile-saved"]);
        assert_eq!(editing.send_photo(png.clone()).await, ["photo-done"]);
        let saved = editing.editor().saved().clone();
        assert_eq!((&*saved.first_name, &saved.gender), ("Mina", &Gender::Female));
        assert!(
            saved.avatar.is_some()
                && is_same_place(saved.avatar.as_ref(), profile.avatar.as_ref()) == self.has_one_place()
        );
        let stored = self.assert_stored(&png);
        let held = (self.held)(OWNER.0);
        assert_eq!(held.texts[&Field::FirstName].as_deref(), Some("Mina"));

        let without = Profile { avatar: None, ..saved };
        assert_eq!(editing.remove_photo().await, ["profile-photo-removed"]);
        assert_same(editing.editor().saved(), &without);
        assert_eq!((self.held)(OWNER.0).picture, None);

        // What could be fetched is put back as it was served.
        let can_be_fetched = !matches!(self.case.behaviour.media, MediaForm::At(_));
        assert_eq!(editing.editor().can_undo_photo(), can_be_fetched);
        if can_be_fetched {
            assert_eq!(editing.put_back().await, ["photo-put-back"]);
            let held = (self.held)(OWNER.0).picture.unwrap();
            assert!(held == stored || self.case.behaviour.reencodes);
            assert_eq!(editing.remove_photo().await, ["profile-photo-removed"]);
            assert_same(&session.profile().await.unwrap(), &without);
            assert_eq!((self.held)(OWNER.0).picture, None);
        }
    }

    async fn leaves_others_alone(&self) {
        assert_same(&self.session(BEHROOZ).profile().await.unwrap(), &self.behrooz());
    }

    /// Three requests a day.
    async fn is_held_back(&self) {
        let session = self.session(OWNER);
        let profile = session.profile().await.unwrap();
        assert_same(&profile, &self.owner(&profile));
        let saved = session.save(values(&[(Field::FirstName, "Mina")])).await.unwrap();
        assert_eq!(saved.first_name, "Mina");
        assert!(session.profile().await.is_ok());
        for answer in [
            session.save(values(&[(Field::FirstName, "Nobody")])).await.map(|_| ()),
            session.profile().await.map(|_| ()),
            session.remove_photo().await.map(|_| ()),
        ] {
            let Some(Why::Throttled { wait: Some(wait) }) = why(&answer) else { panic!("{answer:?}") };
            assert!(wait > Duration::from_secs(3600) && wait <= Duration::from_secs(86_400), "{wait:?}");
        }
        assert_eq!((self.held)(OWNER.0).texts[&Field::FirstName].as_deref(), Some("Mina"));
        // Signing in is not counted, and everybody is counted alone.
        let password = Credentials::Password {
            username: self.shown_username("sara_owner"),
            password: Secret::from("owner-pass-2"),
        };
        let answer = self.client.sign_in(password).await.map(|_| ());
        assert!(matches!(why(&answer), Some(Why::Throttled { .. })), "the key comes, the profile does not");
        assert_same(&self.session(BEHROOZ).profile().await.unwrap(), &self.behrooz());
    }

    fn session(&self, (_, key): (u64, &str)) -> Session {
        self.client.resume(Secret::from(key))
    }

    /// The documented example, as it is seeded.
    fn behrooz(&self) -> Profile {
        Profile {
            id: self.id(BEHROOZ),
            first_name: "بهروز".to_owned(),
            last_name: "قربانی".to_owned(),
            gender: Gender::Male,
            username: self.shown_username("BehroozGhorbani"),
            mobile_number: "09308744204".to_owned(),
            email: "behrooz21@hotmail.com".to_owned(),
            full_name: Some("بهروز قربانی".to_owned()),
            avatar: Some(self.media("users/avatars/photo22132188258.jpg")),
            completed: Some(true),
            groups: self.group(Group {
                id: Some(1),
                name: "Administrators".to_owned(),
                notes: "All system administrators with full permissions".to_owned(),
                users_count: Some(1),
                created_at: time("2025-11-22T13:07:28.186722Z"),
                updated_at: time("2025-11-22T13:07:28.186728Z"),
            }),
            last_login: time("2025-11-29T12:35:37.440928Z"),
            created_at: time("2025-11-22T13:15:20.827325Z"),
            unknown: self.unknown(),
        }
    }

    /// Another person, as seeded; the times are those of the start, so they are taken from an answer.
    fn owner(&self, answer: &Profile) -> Profile {
        assert!(answer.created_at.is_some());
        let times = answer.groups.first().map(|group| (group.created_at, group.updated_at));
        let (created_at, updated_at) = times.unwrap_or_default();
        assert_eq!(created_at.is_some(), self.case.behaviour.groups == GroupsForm::Objects);
        Profile {
            id: self.id(OWNER),
            first_name: "Sara".to_owned(),
            last_name: "Owner".to_owned(),
            gender: Gender::Female,
            username: self.shown_username("sara_owner"),
            mobile_number: "09120000002".to_owned(),
            email: "sara.owner@example.com".to_owned(),
            full_name: Some("Sara Owner".to_owned()),
            avatar: None,
            completed: Some(false),
            groups: self.group(Group {
                id: Some(2),
                name: "Support".to_owned(),
                notes: "پشتیبانی".to_owned(),
                users_count: Some(1),
                created_at,
                updated_at,
            }),
            last_login: None,
            created_at: answer.created_at,
            unknown: self.unknown(),
        }
    }

    fn id(&self, (number, _): (u64, &str)) -> Option<String> {
        match self.case.behaviour.ids {
            IdsForm::Numbers => Some(number.to_string()),
            IdsForm::Uuids => Some(format!("{number:08}-0000-4000-8000-{number:012}")),
            IdsForm::Slugs => Some(format!("person-{number}")),
            IdsForm::Absent | IdsForm::AbsentWithUsername => None,
        }
    }

    /// What this server never says.
    fn unknown(&self) -> BTreeSet<Fact> {
        let all = [Fact::Id, Fact::Field(Field::Username)];
        let count = match self.case.behaviour.ids {
            IdsForm::Numbers | IdsForm::Uuids | IdsForm::Slugs => 0,
            IdsForm::Absent => 1,
            IdsForm::AbsentWithUsername => 2,
        };
        all.into_iter().take(count).collect()
    }

    fn shows_usernames(&self) -> bool {
        self.case.behaviour.ids != IdsForm::AbsentWithUsername
    }

    fn shown_username(&self, stored: &str) -> String {
        if self.shows_usernames() { stored.to_owned() } else { String::new() }
    }

    fn group(&self, group: Group) -> Vec<Group> {
        match self.case.behaviour.groups {
            GroupsForm::Objects => vec![group],
            GroupsForm::Ids => vec![Group { id: group.id, ..Group::default() }],
        }
    }

    fn media(&self, path: &str) -> Url {
        let folder = match &self.case.behaviour.media {
            MediaForm::Absolute | MediaForm::Relative => format!("{}/media/", self.base_url),
            MediaForm::Query => format!("{}/media/?file=", self.base_url),
            MediaForm::At(address) => address.clone(),
        };
        Url::parse(&format!("{folder}{path}")).unwrap()
    }

    /// Whether all pictures of a person have one place: overwritten, or told apart by the query.
    fn has_one_place(&self) -> bool {
        let behaviour = &self.case.behaviour;
        behaviour.picture_names == PictureNames::Same || behaviour.media == MediaForm::Query
    }

    /// The picture is kept as it was sent, or encoded anew where the server does so. Returns what is kept.
    fn assert_stored(&self, sent: &Photo) -> Vec<u8> {
        let stored = (self.held)(OWNER.0).picture.unwrap();
        assert_eq!(stored == *sent.bytes, !self.case.behaviour.reencodes);
        stored
    }

    /// The picture of a profile can be fetched where it is said to be. Elsewhere nothing is served.
    async fn assert_shown(&self, session: &Session, profile: &Profile, bytes: &[u8]) {
        let url = profile.avatar.clone().unwrap();
        assert!(url.as_str().starts_with(self.media("users/avatars/").as_str()), "{url}");
        let fetched = session.picture(url).await;
        match self.case.behaviour.media {
            MediaForm::At(_) => assert_eq!(fetched, Err(Error::Refused)),
            MediaForm::Absolute | MediaForm::Relative | MediaForm::Query => {
                assert!(fetched.unwrap() == bytes);
            }
        }
    }

    /// The server's own words arrive, whatever its language.
    fn assert_words(&self, messages: &[String], english: &str) {
        match self.case.language {
            Language::English => assert_eq!(messages, [english]),
            Language::Persian => {
                let is_persian = |text: &String| text.chars().any(|letter| ('آ'..='ی').contains(&letter));
                assert!(messages.len() == 1 && messages.iter().all(is_persian), "{messages:?}");
            }
        }
    }
}

async fn client(base_url: &str, options: &ServerOptions) -> Client {
    Client::new(Server::parse(base_url, options).unwrap()).await.unwrap()
}

fn values(texts: &[(Field, &str)]) -> BTreeMap<Field, Value> {
    texts.iter().map(|(field, text)| (*field, Value::of(text))).collect()
}

/// What the status of the server's no said.
fn why<T>(answer: &Result<T, Error>) -> Option<Why> {
    answer.as_ref().err().and_then(Error::why)
}

fn rejected(result: Result<Profile, Error>) -> FieldErrors {
    match result {
        Err(Error::Answered(Refusal { why: Why::Rejected, words })) => words,
        other => panic!("not refused: {other:?}"),
    }
}

fn time(text: &str) -> Option<Timestamp> {
    Some(text.parse().unwrap())
}

/// Without what differs from answer to answer (a signature) and from what is stored (a picture for who has none).
fn plain(profile: &Profile) -> Profile {
    let mut plain = profile.clone();
    plain.avatar =
        profile.avatar.clone().filter(|url| !url.as_str().contains("/default.png")).map(|mut url| {
            let kept: Vec<_> = url.query_pairs().into_owned().filter(|(key, _)| key != "Signature").collect();
            url.set_query(None);
            if !kept.is_empty() {
                let _ = url.query_pairs_mut().extend_pairs(kept);
            }
            url
        });
    plain
}

/// The debug form of a profile tells nothing, so that no log does; here it has to.
#[track_caller]
fn assert_same(found: &Profile, expected: &Profile) {
    let shown = |profile: &Profile| {
        let texts = Field::FORM.map(|field| profile.text(field).to_owned());
        format!(
            "{:?} {texts:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            profile.id,
            profile.full_name,
            profile.avatar.as_ref().map(Url::as_str),
            profile.completed,
            profile.groups,
            profile.last_login,
            profile.created_at
        )
    };
    let (found, expected) = (plain(found), plain(expected));
    assert_eq!(shown(&found), shown(&expected));
    assert!(found == expected, "everything of a profile is compared");
}
