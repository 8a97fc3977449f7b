//! What the program was told: defaults, the administrator's file, the person's file, the environment and
//! the arguments, merged by one pure function.

use crate::api::ServerOptions;
use crate::secret::Secret;
use crate::store::Interface;

use std::path::PathBuf;

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
    /// Where everything lives, when `--data-dir` says so.
    pub data_dir: Option<PathBuf>,
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

/// Something to tell the person about the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The administrator fixed the server, so `--server` was not used.
    ServerFixed,
    /// A settings file could not be read as TOML; the defaults are used and the file is left as it is.
    Broken(PathBuf),
    /// A key in a settings file is not known.
    UnknownKey(PathBuf, String),
}
