//! The configuration: the defaults, the administrator's file, the person's file, the environment and the arguments, merged
//! by one pure function.
//!
//! | setting | which source wins, the strongest first |
//! |---|---|
//! | a link | nothing by itself: it is asked about, and ignored if the administrator's file names a server |
//! | `[server]`, `[photo]` | the administrator's file, `--server`, the person's file, the defaults |
//! | `[server] allow_http` | the administrator's file alone |
//! | `[interface]`, `[window]` | `--lang` and `--theme`, the person's file, the administrator's, the defaults |
//!
//! If the administrator's file names a server, the whole `[server]` table of the person's file is ignored: its paths and its
//! certificate are meant for another server.

mod arguments;
mod files;
mod link;

pub use arguments::{Arguments, Command, Environment, PhotoCommand};
pub use files::Notice;
pub use link::Link;

use crate::api::ServerOptions;
use crate::plain;
use crate::secret::Secret;
use crate::store::{Interface, Store, Window};

use files::{Owner, Settings};

use std::path::{Path, PathBuf};

/// Everything that is decided before the window opens.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The server address, and whether the administrator fixed it.
    pub server: Option<FixedServer>,
    /// The link that the program was started with.
    pub link: Option<Link>,
    /// What the files say about the server besides its address.
    pub options: ServerOptions,
    /// A key for this run only (`NAMEPLATE_KEY`).
    pub key: Option<Secret>,
    /// Language, colours, calendar and scale.
    pub interface: Interface,
    /// The size of the window when it was last closed.
    pub window: Option<Window>,
    /// The folder for all files, if `--data-dir` names one.
    pub data_dir: Option<PathBuf>,
    /// Whether the built-in server is used; then no file is read.
    pub demo: bool,
    /// How photos are prepared.
    pub photo: PhotoOptions,
    /// What was wrong with the files or was ignored. The person is told each once.
    pub notices: Vec<Notice>,
}

/// A server address from the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedServer {
    /// The address as written.
    pub address: String,
    /// Whether the administrator fixed it, so that the person cannot type another.
    pub fixed: bool,
}

/// The `[photo]` table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoOptions {
    /// The largest file to send, in bytes.
    pub max_bytes: u64,
    /// The side of the square photo, in pixels.
    pub size: u32,
}

impl Default for PhotoOptions {
    fn default() -> Self {
        Self { max_bytes: 1_000_000, size: 512 }
    }
}

impl Config {
    /// Reads the files and merges everything. It blocks, but two small files are read quickly enough before the window opens.
    pub fn load(arguments: Arguments, environment: Environment) -> Self {
        Self::load_with(files::machine_file().as_deref(), arguments, environment)
    }

    /// The same with another administrator's file; for tests.
    pub fn load_with(machine_file: Option<&Path>, arguments: Arguments, environment: Environment) -> Self {
        if arguments.demo {
            return merge(Settings::default(), Settings::default(), environment, arguments);
        }
        let store = match &arguments.data_dir {
            Some(folder) => Some(Store::at(folder)),
            None => Store::platform(),
        };
        let mut notices = Vec::new();
        // With a key for this run only, nothing would be stored anyway.
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

/// Merges by the table above.
fn merge(machine: Settings, person: Settings, environment: Environment, arguments: Arguments) -> Config {
    let mut notices = Vec::new();
    let mut link = arguments.link.as_deref().map(Link::read);
    let argument = arguments.server.map(|address| plain::line(&address).into_owned());
    let wanted = argument.or_else(|| person.server.url.clone());
    let server = match machine.server.url.clone() {
        Some(address) => {
            let names_another = link.take().is_some_and(|link| !link.names(&address));
            if names_another || wanted.is_some_and(|wanted| wanted != address) {
                notices.push(Notice::ServerFixed);
            }
            Some(FixedServer { address, fixed: true })
        }
        None => wanted.map(|address| FixedServer { address, fixed: false }),
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
        link,
        options,
        // The built-in server has a key of its own.
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
