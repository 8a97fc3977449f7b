//! Writes choices of the menu into the person's settings file, without changing its other lines. `config` reads that file
//! and merges it with the administrator's.

use super::error::Error;
use super::file;

use toml_edit::{DocumentMut, Item, Table, Value};

use std::path::Path;
use std::{fs, io};

/// The largest settings file that is read, in bytes.
pub const MAX_FILE: u64 = 1 << 20;

/// The choice of colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// Follow the system.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
    /// High contrast.
    HighContrast,
}

impl Theme {
    /// Every choice, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::HighContrast];

    /// Its name in the settings and on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::HighContrast => "high-contrast",
        }
    }

    /// The choice with this name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.key() == key)
    }
}

/// The calendar of dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    /// The default in English.
    Gregorian,
    /// The default in Persian.
    Jalali,
}

impl Calendar {
    /// Its name in the settings.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Gregorian => "gregorian",
            Self::Jalali => "jalali",
        }
    }

    /// The calendar with this name.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Gregorian, Self::Jalali].into_iter().find(|calendar| calendar.key() == key)
    }
}

/// The `[interface]` table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Interface {
    /// `en`, `fa`, or none to follow the system.
    pub language: Option<String>,
    /// The colours.
    pub theme: Theme,
    /// The calendar, or none to follow the language.
    pub calendar: Option<Calendar>,
    /// The scale of the interface: 0.75 to 3.0; none is 1.0.
    pub scale: Option<f64>,
}

/// The `[window]` table: the size of the window when it was last closed, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

/// One choice of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The language, by its code.
    Language(&'static str),
    /// The colours. *System* is written too, because the administrator's settings may have another theme.
    Theme(Theme),
}

/// Writes one choice of the menu.
pub(super) fn write_choice(config: &Path, choice: Choice) -> Result<(), Error> {
    let entry = match choice {
        Choice::Language(code) => ("language", Value::from(code)),
        Choice::Theme(theme) => ("theme", Value::from(theme.key())),
    };
    write(config, "interface", [entry])
}

/// Writes the size of the window.
pub(super) fn write_window(config: &Path, Window { width, height }: Window) -> Result<(), Error> {
    let entries = [("width", width), ("height", height)];
    write(config, "window", entries.map(|(key, length)| (key, Value::from(i64::from(length)))))
}

/// Sets entries of one table. The file is only written if something changes.
fn write<const N: usize>(config: &Path, table: &str, entries: [(&str, Value); N]) -> Result<(), Error> {
    // The file may be a link into a person's collection of settings; the link stays.
    let path = fs::canonicalize(config).unwrap_or_else(|_| config.to_owned());
    let before = match file::read(&path, MAX_FILE) {
        Ok(content) => String::from_utf8(content.unwrap_or_default()),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(Error::Unreadable),
        Err(error) => return Err(error.into()),
    };
    let before = before.map_err(|_| Error::Unreadable)?;
    let mut document: DocumentMut = before.parse().map_err(|_| Error::Unreadable)?;
    edit(&mut document, table, entries)?;
    let after = document.to_string();
    if after == before { Ok(()) } else { Ok(file::write(&path, after.as_bytes())?) }
}

fn edit<const N: usize>(
    document: &mut DocumentMut,
    table: &str,
    entries: [(&str, Value); N],
) -> Result<(), Error> {
    let table = document.entry(table).or_insert(Item::Table(Table::new()));
    let table = table.as_table_like_mut().ok_or(Error::Unreadable)?;
    for (key, value) in entries {
        if let Some(Item::Value(old)) = table.get_mut(key) {
            // The comment after the value stays.
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        } else {
            let _ = table.insert(key, Item::Value(value));
        }
    }
    Ok(())
}
