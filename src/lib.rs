//! Nameplate: staff edit their own profile over their organisation's REST API.
//!
//! ```text
//! main ─ app ─ screen ─┬─ widget ─┬─ access          access knows iced but not the program
//!                      │          └─ theme, icon, locale
//!                      ├─ editor ─ sentence          no iced from here down
//!                      └─ api, vault, store, picture ─── profile, secret
//! app, screen ─ desktop: the work area, and the clipboard of other programs; knows X11 and Wayland but not the program
//! app ─ paint: the renderer, which draws widgets into the pixels of the window; knows iced but not the program, and can
//!      be replaced by iced's own (feature "stock-renderer")
//! editor: the editing of one profile as a state machine, without I/O, clock or threads; knows the results of `api`
//! sentence: messages about results and errors; knows the errors of the rooms below it
//! main ─ command: `nameplate photo`, without a window: sentence, picture, locale, config
//! main ─ display: removes variables of displays that do not exist, before the window opens
//! main ─ demo (feature "demo")                        imports nothing from the crate
//! everybody ─ log, measure, plain, disk               the log, time measurement, cleaning of text, reading of files
//! ```
//!
//! Three examples of a path through the rooms. Each goes down the arrows through at most five of them. Results come back as a
//! message to [`app::App::update`], never by a call upwards.
//!
//! - **Sign in** (app, screen, api, profile): [`app::App::update`] passes *Sign in* to [`screen::SignIn::update`], which reads
//!   the form and calls [`api::Client::sign_in`]. That requests a key, reads the profile with it, and returns both as
//!   [`api::SignedIn`]. The screen returns [`screen::sign_in::Action::SignedIn`], and the app opens
//!   [`screen::Profile::new`].
//! - **Edit, 400, correct, saved** (app, screen, editor, api, profile): a key press becomes [`editor::Event::Typed`] in
//!   [`screen::Profile::update`], and *Save* becomes [`editor::Event::SavePressed`]. [`editor::Editor::handle`] changes the
//!   form, or returns [`editor::Work::Save`] with the changed values, and [`screen::profile::perform`] calls
//!   [`api::Session::save`]. A 400 comes back as [`api::Error`] in [`editor::Event::Done`], and `handle` shows each reason at
//!   its field. The next letter and the next *Save* go the same way. This time the returned profile has the sent values, and
//!   `handle` shows *Saved*.
//! - **Photo, undo** (app, screen, picture, editor, api): [`screen::Photo::update`] crops the photo with
//!   [`picture::prepare_as`] and returns [`editor::Event::PhotoChosen`], which the app passes to
//!   [`screen::Profile::update`]. [`editor::Editor::handle`] returns [`editor::Work::Upload`], which is
//!   [`api::Session::upload`]. *Undo* is [`editor::Event::UndoPhotoPressed`], and `handle` returns work to restore the previous
//!   photo, or to remove the new one, in the same way.
//!
//! Arrows go only right and down. Modules of one layer import each other only if the table in `tests/architecture/main.rs`
//! allows it. That test also checks the following rules as far as a program can:
//!
//! 1. `update` and `view` never wait: no file, network, keyring, decoding or hashing on the UI thread. The only exception
//!    is the time zone, if a date is shown before `app::warm_up` has read it.
//! 2. A screen returns an `Action`; it never imports the app or another screen. A parent calls methods of a child, or passes
//!    it a message of the child's own view; it never uses the child's state.
//! 3. Data that exist only while signed in are in the signed-in state; data that exist only while saving are in the saving
//!    state. No pairs of booleans.
//! 4. Dropping a state cancels its work: task handles abort on drop.
//! 5. Only [`editor`] decides what is edited, sent, unknown and shown as a message. The last answer of the server is the truth
//!    ([`profile::Profile`]); the form is a difference from it; Save is enabled if and only if that difference is a non-empty
//!    [`profile::Patch`].
//! 6. Only `api` knows HTTP and the behaviour of servers; only `api::wire` knows JSON forms; only `api::error` reads error
//!    bodies.
//! 7. The key exists only in [`secret::Secret`]: not in `Debug` output, logs, files, messages, URLs, or requests to another
//!    origin.
//! 8. Each interactive control comes from `widget`, so it has a name for assistive technology.
//! 9. Each sentence for people comes from `assets/locale/`.
//! 10. Text from outside is cleaned once by [`plain`], at its entry: answers of the server, files, arguments, pasted text. At
//!     its exit it is isolated and limited in length: by `locale::foreign` for the screen, by `access` for assistive technology,
//!     and by `log`.
//! 11. Views contain no numbers for colours, sizes and distances: these are in `theme`.

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
