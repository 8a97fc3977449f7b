//! Nameplate: staff edit their own profile over their organisation's REST API.
//!
//! ```text
//! main ─ app ─ screen ─┬─ widget ─┬─ access          access knows iced and nothing of the app
//!                      │          └─ theme, icon, locale
//!                      ├─ editor ─ sentence          no iced from here down
//!                      └─ api, vault, store, picture ─── profile, secret
//! app, screen ─ desktop: the work area, what other programs copied; knows X11 and Wayland and nothing of the app
//! app ─ paint: what the widgets drew becomes pixels of the window; knows iced and nothing of the app, and can be left
//!      out (feature "stock-renderer")
//! editor: the editing of one profile as a state machine, without I/O, clock or threads; it knows what `api` reports
//! sentence: what is said of what happened; knows the errors of the rooms below it
//! main ─ command: `nameplate photo`, without a window: sentence, picture, locale, config
//! main ─ display: variables that lead nowhere are taken out before the window opens
//! main ─ demo (feature "demo")                        imports nothing from the crate, on purpose
//! everybody ─ log, measure, plain, disk               the log, spans of time, text and files of others
//! ```
//!
//! Three walks through the rooms. Each goes down the arrows through at most five of them; what comes of the work comes back
//! as a message to [`app::App::update`], never by a call upwards.
//!
//! - **Sign in** (app, screen, api, profile): [`app::App::update`] hands *Sign in* to [`screen::SignIn::update`], which reads
//!   the form and begins [`api::Client::sign_in`]. That asks for a key, reads the profile with it, and gives both back as
//!   [`api::SignedIn`]. The screen answers with [`screen::sign_in::Action::SignedIn`], and the app opens
//!   [`screen::Profile::new`].
//! - **Edit, 400, fix, saved** (app, screen, editor, api, profile): a key reaches [`screen::Profile::update`] as
//!   [`editor::Event::Typed`], and *Save* as [`editor::Event::SavePressed`]. [`editor::Editor::handle`] changes the form, or
//!   asks for [`editor::Work::Save`] with the changed values; [`screen::profile::perform`] does that by
//!   [`api::Session::save`]. A 400 comes back as [`api::Error`] within [`editor::Event::Done`], and `handle` puts each reason
//!   at its field. The next letter and the next *Save* go the same way; this time the profile that comes back shows what was
//!   sent, and `handle` says *Saved*.
//! - **Photo, undo** (app, screen, picture, editor, api): [`screen::Photo::update`] has the square cut out by
//!   [`picture::prepare_as`] and answers with [`editor::Event::PhotoChosen`], which the app hands to
//!   [`screen::Profile::update`]. [`editor::Editor::handle`] asks for [`editor::Work::Upload`], which is
//!   [`api::Session::upload`]. *Undo* is [`editor::Event::UndoPhotoPressed`], and `handle` asks for the photo before, or for its
//!   removal, in the same way.
//!
//! Arrows only go right and down; modules of one layer do not import each other unless the table in
//! `tests/architecture/main.rs` says so. That test also checks those of the invariants a program can check:
//!
//! 1. `update` and `view` never wait: no file, network, keyring, decoding or hashing on the UI thread. The one exception
//!    is the time zone, where a date is to be shown before `app::warm_up` has found it.
//! 2. A screen returns an `Action`; it never imports the app or a sibling. A parent calls a child's
//!    methods, or hands it a message that the child's own view sends; it never reaches into its state.
//! 3. What exists only while signed in lives inside the signed-in state; what exists only while saving
//!    lives inside the saving state. No pairs of booleans.
//! 4. Dropping a state cancels its work: task handles abort on drop.
//! 5. What is edited, sent, in doubt and said is decided by [`editor`] alone. The server's last answer is the truth
//!    ([`profile::Profile`]); the form is a difference from it; Save is enabled exactly when that difference is a non-empty
//!    [`profile::Patch`].
//! 6. Only `api` knows HTTP and the backend's habits; only `api::wire` knows JSON shapes; only
//!    `api::error` reads error bodies.
//! 7. The key exists in [`secret::Secret`] only: not in `Debug` output, logs, files, messages, URLs, or
//!    requests to another origin.
//! 8. Every interactive thing on screen comes from `widget` and is therefore named for assistive
//!    technology.
//! 9. Every sentence a person reads comes from `assets/locale/`.
//! 10. Text of others is made [`plain`] once, where it enters: the server's answers, files, arguments, what is pasted. Where
//!     it leaves it is isolated and bounded: `locale::foreign` for the screen, `access` for assistive technology, `log`.
//! 11. Views contain no colour, size or gap literals: they come from `theme`.

pub mod access;
pub mod api;
pub mod app;
pub mod clock;
pub mod command;
pub mod config;
#[cfg(feature = "demo")]
pub mod demo;
pub mod desktop;
pub mod disk;
pub mod display;
pub mod editor;
pub mod icon;
pub mod locale;
pub mod log;
pub mod measure;
#[cfg_attr(feature = "stock-renderer", path = "paint/stock.rs")]
pub mod paint;
pub mod picture;
pub mod plain;
pub mod profile;
pub mod screen;
pub mod secret;
pub mod sentence;
pub mod store;
pub mod theme;
pub mod vault;
pub mod widget;
