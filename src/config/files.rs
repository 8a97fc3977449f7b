//! Reads the two settings files. A wrong value only means that its key is not used, and the person is told.

use crate::disk::{self, Refusal};
use crate::locale::Language;
use crate::plain;
use crate::store::settings::MAX_FILE;
use crate::store::{Calendar, Theme, Window};

use toml::{Table, Value};

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf, is_separator};

/// Something to tell the person about the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The administrator fixed the server, so `--server` or the address in the person's file was not used.
    ServerFixed,
    /// A settings file could not be read as TOML; the defaults are used and the file is left as it is.
    Broken(PathBuf),
    /// A key in a settings file is not known.
    UnknownKey(PathBuf, String),
    /// The value of a key is of the wrong kind or out of bounds, so the key was not used.
    BadValue(PathBuf, String),
    /// A key in the person's file that only the administrator may set.
    AdministratorOnly(PathBuf, String),
    /// This many further keys of a file were not used.
    More(PathBuf, usize),
    /// There is no folder for files of this person, so nothing is stored.
    NoFolder,
}

/// Whose file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Administrator,
    Person,
}

/// The settings in one file. `None` is a key that is missing.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Settings {
    pub(super) server: Server,
    pub(super) photo: Photo,
    pub(super) interface: Interface,
    pub(super) window: Option<Window>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Server {
    pub(super) url: Option<String>,
    pub(super) me_path: Option<String>,
    /// Empty if signing in with a password is switched off.
    pub(super) sign_in_path: Option<String>,
    pub(super) auth_scheme: Option<String>,
    pub(super) allow_http: Option<bool>,
    pub(super) ca_file: Option<PathBuf>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Photo {
    pub(super) max_bytes: Option<u64>,
    pub(super) size: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Interface {
    pub(super) language: Option<String>,
    pub(super) theme: Option<Theme>,
    pub(super) calendar: Option<Calendar>,
    pub(super) scale: Option<f64>,
}

/// What `[photo] max_bytes` may be. In a smaller file no person is recognisable.
const MAX_BYTES: RangeInclusive<i64> = 5_000..=(64 << 20);
/// What `[photo] size` may be, in pixels.
const SIZE: RangeInclusive<i64> = 64..=4096;
/// What `[interface] scale` may be.
const SCALE: RangeInclusive<f64> = 0.75..=3.0;
/// What the sides of the window may be, in logical pixels; the lower ends are the smallest usable window.
const WIDTH: RangeInclusive<i64> = 360..=16_384;
const HEIGHT: RangeInclusive<i64> = 480..=16_384;
/// The largest window that is opened, in logical pixels: that of the largest screens (8K). Each pixel of a window takes
/// memory, even outside of the screen.
const LARGEST: Window = Window { width: 7_680, height: 4_320 };
/// How many faults of one file are told one by one. The others are only counted.
const MAX_NOTICES: usize = 8;

/// The path of the administrator's file on this system.
pub(super) fn machine_file() -> Option<PathBuf> {
    if cfg!(windows) {
        let data = std::env::var_os("PROGRAMDATA").map(PathBuf::from).filter(|data| data.is_absolute());
        data.map(|data| data.join("nameplate").join("config.toml"))
    } else if cfg!(target_os = "macos") {
        Some(PathBuf::from("/Library/Application Support/nameplate/config.toml"))
    } else {
        Some(PathBuf::from("/etc/nameplate/config.toml"))
    }
}

/// Reads a settings file. A missing file is like an empty one.
pub(super) fn read(path: &Path, owner: Owner, notices: &mut Vec<Notice>) -> Settings {
    match content(path) {
        None => Settings::default(),
        Some(Ok(text)) => parse(&text, path, owner, notices),
        Some(Err(())) => {
            notices.push(Notice::Broken(path.to_owned()));
            Settings::default()
        }
    }
}

/// The text of a file; none if there is no file.
fn content(path: &Path) -> Option<Result<String, ()>> {
    match disk::read(path, MAX_FILE) {
        Err(Refusal::Missing) => None,
        content => Some(content.map_err(drop).and_then(|content| String::from_utf8(content).map_err(drop))),
    }
}

/// Parses the text of a settings file. `path` is used in the notices and for relative paths in the file.
pub(super) fn parse(text: &str, path: &Path, owner: Owner, notices: &mut Vec<Notice>) -> Settings {
    let Ok(document) = text.parse::<Table>() else {
        notices.push(Notice::Broken(path.to_owned()));
        return Settings::default();
    };
    let mut settings = Settings::default();
    let (mut width, mut height) = (None, None);
    let mut faults = Faults { path, notices, count: 0 };
    for (table, content) in document {
        let Value::Table(content) = content else {
            if matches!(table.as_str(), "server" | "photo" | "interface" | "window") {
                faults.bad(&table);
            } else {
                faults.unknown(&table);
            }
            continue;
        };
        for (key, value) in content {
            let Settings { server, photo, interface, .. } = &mut settings;
            let name = format!("{table}.{key}");
            let is_good = match name.as_str() {
                "server.url" => put(&mut server.url, filled(value)),
                "server.me_path" => put(&mut server.me_path, filled(value)),
                "server.sign_in_path" => put(&mut server.sign_in_path, string(value)),
                "server.auth_scheme" => {
                    put(&mut server.auth_scheme, filled(value).filter(|word| is_word(word)))
                }
                "server.allow_http" if owner == Owner::Person => {
                    faults.administrator_only(&name);
                    continue;
                }
                "server.allow_http" => put(&mut server.allow_http, value.as_bool()),
                "server.ca_file" => {
                    let home = std::env::home_dir();
                    put(&mut server.ca_file, filled(value).map(|file| resolve(path, &file, home.as_deref())))
                }
                "photo.max_bytes" => put(&mut photo.max_bytes, integer(&value, &MAX_BYTES)),
                "photo.size" => put(&mut photo.size, integer(&value, &SIZE)),
                "interface.language" => {
                    let known =
                        string(value).filter(|name| Language::ALL.iter().any(|ours| ours.code() == name));
                    put(&mut interface.language, known)
                }
                "interface.theme" => put(&mut interface.theme, value.as_str().and_then(Theme::from_key)),
                "interface.calendar" => {
                    put(&mut interface.calendar, value.as_str().and_then(Calendar::from_key))
                }
                "interface.scale" => put(&mut interface.scale, scale(&value)),
                "window.width" => put(&mut width, integer(&value, &WIDTH)),
                "window.height" => put(&mut height, integer(&value, &HEIGHT)),
                _ => {
                    faults.unknown(&name);
                    continue;
                }
            };
            if !is_good {
                faults.bad(&name);
            }
        }
    }
    settings.window = width.zip(height).map(|(width, height): (u32, u32)| Window {
        width: width.min(LARGEST.width),
        height: height.min(LARGEST.height),
    });
    faults.close();
    settings
}

/// Collects the faults of a file. They name the key and not the value, which may be private.
struct Faults<'a> {
    path: &'a Path,
    notices: &'a mut Vec<Notice>,
    count: usize,
}

impl Faults<'_> {
    fn unknown(&mut self, key: &str) {
        self.note(Notice::UnknownKey, key);
    }

    fn bad(&mut self, key: &str) {
        self.note(Notice::BadValue, key);
    }

    fn administrator_only(&mut self, key: &str) {
        self.note(Notice::AdministratorOnly, key);
    }

    fn note(&mut self, notice: fn(PathBuf, String) -> Notice, key: &str) {
        self.count += 1;
        if self.count <= MAX_NOTICES {
            self.notices.push(notice(self.path.to_owned(), plain::line(key).into_owned()));
        }
    }

    fn close(self) {
        if self.count > MAX_NOTICES {
            self.notices.push(Notice::More(self.path.to_owned(), self.count - MAX_NOTICES));
        }
    }
}

/// Sets a value and returns whether there was one.
fn put<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    *place = value;
    place.is_some()
}

fn string(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(plain::line(text.trim()).into_owned()),
        _ => None,
    }
}

fn filled(value: Value) -> Option<String> {
    string(value).filter(|text| !text.is_empty())
}

fn integer<T: TryFrom<i64>>(value: &Value, range: &RangeInclusive<i64>) -> Option<T> {
    value.as_integer().filter(|number| range.contains(number)).and_then(|number| T::try_from(number).ok())
}

/// `scale = 2` means 2.0.
fn scale(value: &Value) -> Option<f64> {
    let number = value.as_float().or_else(|| value.as_integer().map(|number| number as f64));
    number.filter(|number| SCALE.contains(number))
}

/// Whether it is a token (RFC 9110, section 5.6.2), so that it can be the word before the key in a header.
fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// The path of a file that is named in a settings file: relative to the settings file, or to the home folder after `~`.
fn resolve(settings: &Path, file: &str, home: Option<&Path>) -> PathBuf {
    let below = file.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with(is_separator));
    if let (Some(below), Some(home)) = (below, home.filter(|home| home.is_absolute())) {
        return home.join(below.trim_start_matches(is_separator));
    }
    settings.parent().map_or_else(|| PathBuf::from(file), |folder| folder.join(file))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    use std::path::Path;

    #[test]
    fn paths_are_relative_to_their_file_or_to_the_home_folder() {
        let home = Path::new("/home/sara");
        let cases = [
            ("company.pem", Some(home), "/etc/nameplate/company.pem"),
            ("certs/company.pem", Some(home), "/etc/nameplate/certs/company.pem"),
            ("/srv/company.pem", Some(home), "/srv/company.pem"),
            ("~/company.pem", Some(home), "/home/sara/company.pem"),
            ("~//certs/company.pem", Some(home), "/home/sara/certs/company.pem"),
            ("~", Some(home), "/home/sara/"),
            // The home of another person, and `~` in the middle.
            ("~ada/company.pem", Some(home), "/etc/nameplate/~ada/company.pem"),
            ("certs/~/company.pem", Some(home), "/etc/nameplate/certs/~/company.pem"),
            ("~/company.pem", None, "/etc/nameplate/~/company.pem"),
            ("~/company.pem", Some(Path::new("relative")), "/etc/nameplate/~/company.pem"),
        ];
        for (file, home, expected) in cases {
            let path = resolve(Path::new("/etc/nameplate/config.toml"), file, home);
            assert_eq!(path, Path::new(expected), "{file} {home:?}");
        }
    }
}
