//! What the program was told: defaults, the administrator's file, the person's file, the environment and
//! the arguments, merged by one pure function.
//!
//! | what | who decides, the strongest first |
//! |---|---|
//! | `[server]`, `[photo]` | the administrator's file, `--server`, the person's file, the defaults |
//! | `[server] allow_http` | the administrator's file alone |
//! | `[interface]`, `[window]` | `--lang` and `--theme`, the person's file, the administrator's, the defaults |
//!
//! Once the administrator names a server, nothing of the person's `[server]` counts any more: a path or a
//! certificate meant for another server has no place there.

mod arguments;
mod files;

pub use arguments::{Arguments, Command, Environment, PhotoCommand};
pub use files::Notice;

use crate::api::ServerOptions;
use crate::plain;
use crate::secret::Secret;
use crate::store::{Interface, Store, Window};

use files::{Owner, Settings};

use std::path::{Path, PathBuf};

/// Everything that was decided before the window opens.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The server address, as written, and who decided it.
    pub server: Option<FixedServer>,
    /// What the files say about the server besides its address.
    pub options: ServerOptions,
    /// A key for this run only (`NAMEPLATE_KEY`).
    pub key: Option<Secret>,
    /// Language, colours, size.
    pub interface: Interface,
    /// The size of the window when it was last closed.
    pub window: Option<Window>,
    /// Where everything lives, when `--data-dir` says so.
    pub data_dir: Option<PathBuf>,
    /// Whether the built-in server was asked for; no file was read then.
    pub demo: bool,
    /// How photos are prepared.
    pub photo: PhotoOptions,
    /// What was wrong with the files or overruled, to be told once: each has its own sentence.
    pub notices: Vec<Notice>,
}

/// A server address from the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedServer {
    /// The address as written.
    pub address: String,
    /// Whether the administrator fixed it, so that nobody can type another.
    pub fixed: bool,
}

/// The `[photo]` table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoOptions {
    /// The largest file to send, in bytes.
    pub max_bytes: u64,
    /// Side of the square to send, in pixels.
    pub size: u32,
}

impl Default for PhotoOptions {
    fn default() -> Self {
        Self { max_bytes: 1_000_000, size: 512 }
    }
}

impl Config {
    /// Reads the files and merges everything. Two small files: quick enough to come before the window.
    pub fn load(arguments: Arguments, environment: Environment) -> Self {
        Self::load_with(files::machine_file().as_deref(), arguments, environment)
    }

    /// The same with another administrator's file: for tests, since nothing else may point elsewhere.
    pub fn load_with(machine_file: Option<&Path>, arguments: Arguments, environment: Environment) -> Self {
        if arguments.demo {
            return merge(Settings::default(), Settings::default(), environment, arguments);
        }
        let store = match &arguments.data_dir {
            Some(folder) => Some(Store::at(folder)),
            None => Store::platform(),
        };
        let mut notices = Vec::new();
        // A key for this run only keeps nothing in any case.
        if store.is_none() && environment.key.is_none() {
            notices.push(Notice::NoFolder);
        }
        let mut read = |path: Option<&Path>, owner| {
            path.map_or_else(Settings::default, |path| files::read(path, owner, &mut notices))
        };
        let machine = read(machine_file, Owner::Administrator);
        let person = read(store.as_ref().map(Store::config_file), Owner::Person);
        let mut config = merge(machine, person, environment, arguments);
        config.notices.splice(..0, notices).for_each(drop);
        config
    }
}

/// Who wins is in the table above.
fn merge(machine: Settings, person: Settings, environment: Environment, arguments: Arguments) -> Config {
    let mut notices = Vec::new();
    let told = arguments.server.map(|address| plain::line(&address).into_owned());
    let asked = told.or_else(|| person.server.url.clone());
    let server = match machine.server.url.clone() {
        Some(address) => {
            if asked.is_some_and(|asked| asked != address) {
                notices.push(Notice::ServerFixed);
            }
            Some(FixedServer { address, fixed: true })
        }
        None => asked.map(|address| FixedServer { address, fixed: false }),
    };
    let theirs = if machine.server.url.is_some() { files::Server::default() } else { person.server };
    let ours = machine.server;
    let known = ServerOptions::default();
    let options = ServerOptions {
        me_path: ours.me_path.or(theirs.me_path).unwrap_or(known.me_path),
        sign_in_path: ours
            .sign_in_path
            .or(theirs.sign_in_path)
            .map_or(known.sign_in_path, |path| Some(path).filter(|path| !path.is_empty())),
        auth_scheme: ours.auth_scheme.or(theirs.auth_scheme).unwrap_or(known.auth_scheme),
        allow_http: ours.allow_http.unwrap_or(known.allow_http),
        ca_file: ours.ca_file.or(theirs.ca_file).or(known.ca_file),
    };
    let photo = PhotoOptions {
        max_bytes: machine
            .photo
            .max_bytes
            .or(person.photo.max_bytes)
            .unwrap_or(PhotoOptions::default().max_bytes),
        size: machine.photo.size.or(person.photo.size).unwrap_or(PhotoOptions::default().size),
    };
    let (ours, theirs) = (machine.interface, person.interface);
    let interface = Interface {
        language: arguments.lang.or(theirs.language).or(ours.language),
        theme: arguments.theme.or(theirs.theme).or(ours.theme).unwrap_or_default(),
        calendar: theirs.calendar.or(ours.calendar),
        scale: theirs.scale.or(ours.scale),
    };
    Config {
        server,
        options,
        // A key is for a real server; the built-in one has its own.
        key: environment.key.filter(|_| !arguments.demo),
        interface,
        window: person.window.or(machine.window),
        data_dir: arguments.data_dir,
        demo: arguments.demo,
        photo,
        notices,
    }
}

#[cfg(test)]
mod tests;
