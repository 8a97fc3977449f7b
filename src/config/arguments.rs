//! The command line and the environment. A key is never an argument, because every program of the machine can read the
//! arguments of another.

use super::link;
use crate::locale::Language;
use crate::secret::Secret;
use crate::store::Theme;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, value_parser};

use std::ffi::OsString;
use std::path::PathBuf;

/// What was given on the command line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Parser)]
#[command(bin_name = "nameplate", version, about, after_help = ENVIRONMENT)]
pub struct Arguments {
    /// Link that names a server, nameplate://server?url=https%3A%2F%2Fhr.example.com; asks before it is used
    // Other programs write it, so nothing can be given along with it.
    #[arg(value_name = "LINK", value_parser = link_as_written, exclusive = true)]
    pub link: Option<String>,

    /// Address of the server
    #[arg(long, value_name = "URL")]
    pub server: Option<String>,

    /// Try Nameplate on a built-in server; nothing is kept
    #[cfg_attr(feature = "demo", arg(long, conflicts_with = "server"))]
    #[cfg_attr(not(feature = "demo"), arg(skip))]
    pub demo: bool,

    /// Language of the window
    #[arg(long, value_name = "LANGUAGE", value_parser = PossibleValuesParser::new(Language::ALL.map(Language::code)))]
    pub lang: Option<String>,

    /// Colours of the window
    #[arg(long, value_parser = themes())]
    pub theme: Option<Theme>,

    /// Keep all files in this folder, settings included
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,

    /// What to do instead of opening the window.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands that need no window.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Prepare a photo without a window, and say what was done
    Photo(PhotoCommand),
}

/// `nameplate photo IN OUT`.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct PhotoCommand {
    /// Picture to read
    #[arg(value_name = "IN")]
    pub input: PathBuf,

    /// File to write; its name ends in .jpg or .png
    #[arg(value_name = "OUT")]
    pub output: PathBuf,

    /// Width and height of the new photo in pixels, 64 to 4096 [default: from the settings]
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(64..=4096))]
    pub size: Option<u32>,
}

const ENVIRONMENT: &str = "Environment:
  NAMEPLATE_KEY  Sign in with this API key; it is not stored
  NAMEPLATE_LOG  Detail of the log: error, warn, info (the default) or debug";

impl Arguments {
    /// The arguments of this process. Ends the program for `--help`, `--version` and wrong arguments.
    pub fn from_process() -> Self {
        Self::parse().alone().unwrap_or_else(|error| error.exit())
    }

    /// Reads a command line whose first word is the program's name.
    ///
    /// # Errors
    ///
    /// What [`Self::from_process`] would print.
    pub fn read<T: Into<OsString> + Clone>(words: impl IntoIterator<Item = T>) -> Result<Self, clap::Error> {
        Self::try_parse_from(words)?.alone()
    }

    /// Also no command can be given along with a link.
    fn alone(self) -> Result<Self, clap::Error> {
        if self.link.is_some() && self.command.is_some() {
            let said = "a link cannot be used with a command";
            return Err(Self::command().error(ErrorKind::ArgumentConflict, said));
        }
        Ok(self)
    }
}

/// The text of a link, usable or not. Any other text is a wrong argument.
fn link_as_written(text: &str) -> Result<String, &'static str> {
    if link::is_link(text) { Ok(text.to_owned()) } else { Err("neither a command nor a link") }
}

fn themes() -> impl TypedValueParser<Value = Theme> {
    // The parser accepts only these names, so the default is never used.
    PossibleValuesParser::new(Theme::ALL.map(Theme::key))
        .map(|name| Theme::from_key(&name).unwrap_or_default())
}

/// The environment variables that the program reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `NAMEPLATE_KEY`: a key for this run only.
    pub key: Option<Secret>,
}

impl Environment {
    /// The environment of this process.
    pub fn from_process() -> Self {
        Self::with_key(std::env::var("NAMEPLATE_KEY").ok().as_deref())
    }

    /// An environment with this `NAMEPLATE_KEY`. A blank one counts as none.
    pub fn with_key(key: Option<&str>) -> Self {
        let key = key.map(str::trim).filter(|key| !key.is_empty());
        Self { key: key.map(Secret::from) }
    }
}
