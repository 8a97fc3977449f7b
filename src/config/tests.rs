//! A table for the merge, one for faults in a file, and one for the command line.

use super::files::{self, Owner, Settings};
use super::{Arguments, Command, Config, Environment, Link, Notice, PhotoCommand, PhotoOptions, merge};
use crate::api::ServerOptions;
use crate::store::{Interface, Theme, Window};

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// The administrator's file, the person's file, `NAMEPLATE_KEY`, the arguments, and the result: everything that differs
/// from the defaults. `!` marks a fixed server.
const CASES: &[(&str, &str, &str, &str, &str)] = &[
    // Nothing is set.
    ("", "", "", "", ""),
    ("", "", "  ", "", ""),
    ("", "", "k", "", "key"),
    ("", "", "", "--demo", "demo"),
    ("", "", "k", "--demo", "demo"),
    ("", "", "", "--data-dir /d", "data=/d"),
    // The server address.
    ("", "", "", "--server https://c", "server=https://c"),
    ("", "[server]\nurl='https://b'", "", "", "server=https://b"),
    ("", "[server]\nurl='https://b'", "", "--server https://c", "server=https://c"),
    ("[server]\nurl='https://a'", "", "", "", "server=https://a!"),
    ("[server]\nurl='https://a'", "[server]\nurl='https://b'", "", "", "server=https://a! ServerFixed"),
    ("[server]\nurl='https://a'", "", "", "--server https://c", "server=https://a! ServerFixed"),
    (
        "[server]\nurl='https://a'",
        "[server]\nurl='https://b'",
        "",
        "--server https://c",
        "server=https://a! ServerFixed",
    ),
    ("[server]\nurl='https://a'", "[server]\nurl='https://a'", "", "--server https://a", "server=https://a!"),
    ("[server]\nurl=''", "", "", "--server https://c", "server=https://c BadValue(/m,server.url)"),
    // A link is kept for the question, or ignored.
    ("", "", "", "nameplate://server?url=https://c", "link=https://c"),
    ("", "", "", "nameplate://server?url=http://c", "link=unusable"),
    (
        "",
        "[server]\nurl='https://b'",
        "k",
        "nameplate://server?url=https://c",
        "server=https://b key link=https://c",
    ),
    (
        "[server]\nurl='https://a'",
        "",
        "",
        "nameplate://server?url=https://c",
        "server=https://a! ServerFixed",
    ),
    ("[server]\nurl='https://a'", "", "", "nameplate://server?url=x", "server=https://a! ServerFixed"),
    ("[server]\nurl='a'", "", "", "nameplate://server?url=https://a", "server=a!"),
    // The other keys of the server, one by one.
    ("[server]\nme_path='/m/'", "", "", "", "me=/m/"),
    ("", "[server]\nme_path='/p/'", "", "", "me=/p/"),
    ("[server]\nme_path='/m/'", "[server]\nme_path='/p/'", "", "", "me=/m/"),
    ("[server]\nme_path='/m/'", "[server]\nauth_scheme='Bearer'", "", "", "me=/m/ scheme=Bearer"),
    ("[server]\nsign_in_path=''", "", "", "", "no password"),
    ("", "[server]\nsign_in_path=''", "", "", "no password"),
    ("[server]\nsign_in_path='/in/'", "[server]\nsign_in_path=''", "", "", "sign_in=/in/"),
    ("[server]\nsign_in_path=''", "[server]\nsign_in_path='/in/'", "", "", "no password"),
    ("[server]\nauth_scheme='Bearer'", "[server]\nauth_scheme='JWT'", "", "", "scheme=Bearer"),
    ("[server]\nallow_http=true", "", "", "", "http"),
    ("[server]\nallow_http=false", "", "", "", ""),
    ("", "[server]\nallow_http=true", "", "", "AdministratorOnly(/p,server.allow_http)"),
    (
        "[server]\nallow_http=false",
        "[server]\nallow_http=true",
        "",
        "--server http://c",
        "server=http://c AdministratorOnly(/p,server.allow_http)",
    ),
    ("[server]\nca_file='/ca.pem'", "[server]\nca_file='/mine.pem'", "", "", "ca=/ca.pem"),
    ("", "[server]\nca_file='/mine.pem'", "", "", "ca=/mine.pem"),
    // The person's settings for another server are not used for the fixed one.
    (
        "[server]\nurl='https://a'",
        "[server]\nme_path='/p/'\nsign_in_path=''\nauth_scheme='JWT'\nca_file='/mine.pem'",
        "",
        "",
        "server=https://a!",
    ),
    // The photo.
    ("[photo]\nmax_bytes=50000\nsize=256", "", "", "", "photo=50000/256"),
    ("[photo]\nsize=256", "[photo]\nmax_bytes=60000\nsize=300", "", "", "photo=60000/256"),
    ("", "[photo]\nsize=300", "", "", "photo=1000000/300"),
    // The interface is the person's.
    ("[interface]\nlanguage='fa'\ntheme='dark'\nscale=1.5", "", "", "", "lang=fa theme=dark scale=1.5"),
    (
        "[interface]\nlanguage='fa'\ntheme='dark'",
        "[interface]\nlanguage='en'\ntheme='light'\ncalendar='jalali'\nscale=2",
        "",
        "",
        "lang=en theme=light calendar=jalali scale=2",
    ),
    (
        "",
        "[interface]\nlanguage='en'\ntheme='light'",
        "",
        "--lang fa --theme high-contrast",
        "lang=fa theme=high-contrast",
    ),
    ("", "[interface]\ntheme='dark'", "", "--theme system", ""),
    ("", "[interface]\ntheme='dark'", "", "--lang fa", "lang=fa theme=dark"),
    // The window.
    ("", "[window]\nwidth=800\nheight=600", "", "", "window=800x600"),
    ("[window]\nwidth=700\nheight=700", "[window]\nwidth=800\nheight=600", "", "", "window=800x600"),
    ("", "[window]\nwidth=800", "", "", ""),
    // Everything at once.
    (
        "[server]\nurl='https://a'\nallow_http=true\n[photo]\nsize=256",
        "[interface]\nlanguage='fa'",
        "k",
        "--theme dark --data-dir /d",
        "server=https://a! http key lang=fa theme=dark data=/d photo=1000000/256",
    ),
];

#[test]
fn the_strongest_source_wins() {
    assert!(CASES.len() >= 40);
    // Without the built-in server there is no argument `--demo`.
    let is_known = |arguments: &str| cfg!(feature = "demo") || !arguments.contains("--demo");
    let cases = CASES.iter().filter(|(.., arguments, _)| is_known(arguments));
    for (machine, person, key, arguments, expected) in cases {
        let mut notices = Vec::new();
        let machine_settings = files::parse(machine, Path::new("/m"), Owner::Administrator, &mut notices);
        let person_settings = files::parse(person, Path::new("/p"), Owner::Person, &mut notices);
        let environment = Environment::with_key(Some(*key));
        let arguments_read = read(arguments).unwrap();
        let mut config = merge(machine_settings, person_settings, environment, arguments_read);
        config.notices.extend(notices);
        assert_eq!(show(&config), *expected, "{machine:?} {person:?} {key:?} {arguments:?}");
    }
}

#[test]
fn a_fault_in_a_file_is_told_and_affects_nothing_else() {
    let cases = [
        ("[server", "Broken(/p)"),
        ("a = 1\na = 2", "Broken(/p)"),
        ("\u{FEFF}[server]\r\nurl='https://b'\r\n", "server=https://b"),
        ("color = 1\n[server]\nurl='https://b'", "server=https://b UnknownKey(/p,color)"),
        ("[sever]\nurl='https://b'", "UnknownKey(/p,sever.url)"),
        ("[server]\nuri='https://b'", "UnknownKey(/p,server.uri)"),
        ("server = 'https://b'", "BadValue(/p,server)"),
        ("[server]\nurl = 7", "BadValue(/p,server.url)"),
        ("[server]\nme_path = ''", "BadValue(/p,server.me_path)"),
        ("[server]\nauth_scheme = 'To ken'", "BadValue(/p,server.auth_scheme)"),
        ("[server]\nauth_scheme = 'Token\\r'", "BadValue(/p,server.auth_scheme)"),
        ("[photo]\nsize = 0", "BadValue(/p,photo.size)"),
        ("[photo]\nsize = 9223372036854775807", "BadValue(/p,photo.size)"),
        ("[photo]\nmax_bytes = -1", "BadValue(/p,photo.max_bytes)"),
        ("[interface]\nlanguage = 'de'\nscale = 2.0", "scale=2 BadValue(/p,interface.language)"),
        ("[interface]\ntheme = 'pink'", "BadValue(/p,interface.theme)"),
        ("[interface]\ncalendar = 'maya'", "BadValue(/p,interface.calendar)"),
        ("[interface]\nscale = 0.5", "BadValue(/p,interface.scale)"),
        ("[interface]\nscale = nan", "BadValue(/p,interface.scale)"),
        ("[window]\nwidth = 10\nheight = 600", "BadValue(/p,window.width)"),
    ];
    for (text, expected) in cases {
        let mut notices = Vec::new();
        let person = files::parse(text, Path::new("/p"), Owner::Person, &mut notices);
        let mut config = merge(Settings::default(), person, Environment::default(), Arguments::default());
        config.notices.extend(notices);
        assert_eq!(show(&config), expected, "{text}");
    }
}

#[test]
fn files_are_read_from_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let (machine, data) = (folder.path().join("machine.toml"), folder.path().join("data"));
    fs::create_dir(&data).unwrap();
    let load = |more: &[&str]| {
        let mut arguments = Arguments::read(["nameplate"].iter().chain(more)).unwrap();
        arguments.data_dir = Some(data.clone());
        Config::load_with(Some(&machine), arguments, Environment::default())
    };
    assert_eq!(load(&[]).notices, [], "no file at all");

    fs::write(&machine, "[server]\nurl = 'https://a'\nca_file = 'company.pem'\nodd = 1\n").unwrap();
    fs::write(data.join("config.toml"), "[interface]\nlanguage = 'fa'\nodd = 1\n").unwrap();
    let config = load(&[]);
    assert_eq!(config.server.map(|server| server.address), Some("https://a".to_owned()));
    assert_eq!(config.options.ca_file, Some(folder.path().join("company.pem")), "beside the file");
    assert_eq!(config.interface.language.as_deref(), Some("fa"));
    let unknown = |path: &Path, key: &str| Notice::UnknownKey(path.to_owned(), key.to_owned());
    let person = data.join("config.toml");
    assert_eq!(config.notices, [unknown(&machine, "server.odd"), unknown(&person, "interface.odd")]);

    let broken: [&[u8]; 3] = [b"[server", b"\xFF\xFE", &[b'#'; (1 << 20) + 1]];
    for content in broken {
        fs::write(&person, content).unwrap();
        let config = load(&[]);
        assert_eq!(config.notices, [unknown(&machine, "server.odd"), Notice::Broken(person.clone())]);
        assert!(config.server.is_some(), "the administrator's server is still used");
        assert_eq!(fs::read(&person).unwrap(), content);
    }
    // If there are many faults, only their number is told.
    let many: String = (0..60_000).map(|n| format!("key{n} = 1\n")).collect();
    fs::write(&person, many).unwrap();
    let notices = load(&[]).notices;
    assert_eq!(notices.len(), 1 + 8 + 1);
    assert_eq!(notices.last(), Some(&Notice::More(person.clone(), 59_992)));
    fs::write(&person, "[window]\nwidth = 16384\nheight = 16384\n").unwrap();
    assert_eq!(load(&[]).window, Some(Window { width: 7_680, height: 4_320 }));
    fs::remove_file(&person).unwrap();
    fs::create_dir(&person).unwrap();
    assert!(load(&[]).notices.contains(&Notice::Broken(person)), "a folder in its place");
}

#[cfg(feature = "demo")]
#[test]
fn the_demo_reads_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let machine = folder.path().join("machine.toml");
    fs::write(&machine, "[server]\nurl = 'https://a'\n").unwrap();
    fs::write(folder.path().join("config.toml"), "[interface]\nlanguage = 'fa'\n").unwrap();
    let mut arguments = read("--demo").unwrap();
    arguments.data_dir = Some(folder.path().to_owned());
    let config = Config::load_with(Some(&machine), arguments, Environment::default());
    assert!(config.demo && config.server.is_none() && config.interface.language.is_none());
}

#[test]
fn the_command_line() {
    let all = read("--server https://a --lang fa --theme dark --data-dir /d").unwrap();
    assert_eq!(all.server.as_deref(), Some("https://a"));
    assert_eq!(all.lang.as_deref(), Some("fa"));
    assert_eq!(all.theme, Some(Theme::Dark));
    assert_eq!(all.data_dir, Some(PathBuf::from("/d")));
    assert!(!all.demo);
    for wrong in [
        "--lang xx",
        "--lang EN",
        "--theme pink",
        "--theme",
        "--key abc",
        "--server",
        "abc",
        "--demo --server https://a",
        "photo in",
        "photo in out more",
        "photo in out --size 63",
        "photo in out --size 4097",
        "https://hr.example.com",
        // Nothing can be given along with a link: what opens it may let its writer add words.
        "nameplate://server --server https://a",
        "nameplate://server --data-dir /d",
        "--lang fa nameplate://server",
        "nameplate://server nameplate://server",
        "nameplate://server photo in out",
    ] {
        assert_eq!(read(wrong).unwrap_err().exit_code(), 2, "{wrong}");
    }
    let photo = |size| Some(Command::Photo(PhotoCommand { input: "in".into(), output: "out".into(), size }));
    assert_eq!((all.command, all.link), (None, None));
    let link = read("nameplate://server?url=https%3A%2F%2Fhr.example.com").unwrap().link;
    assert_eq!(link.as_deref(), Some("nameplate://server?url=https%3A%2F%2Fhr.example.com"));
    assert_eq!(read("--lang fa photo in out").unwrap().command, photo(None));
    assert_eq!(read("photo --size 64 in out").unwrap().command, photo(Some(64)));
    assert_eq!(read("photo in out --size 4096").unwrap().command, photo(Some(4096)));
    let version = read("--version").unwrap_err();
    assert_eq!(
        (version.exit_code(), version.to_string()),
        (0, concat!("nameplate ", env!("CARGO_PKG_VERSION"), "\n").to_owned())
    );
    let help = read("--help").unwrap_err();
    assert_eq!(help.exit_code(), 0);
    let text = help.to_string();
    for word in [
        "--server <URL>",
        "en, fa",
        "system, light, dark, high-contrast",
        "--data-dir <DIR>",
        "NAMEPLATE_KEY",
    ] {
        assert!(text.contains(word), "{word} in\n{text}");
    }
    assert_eq!(text.contains("--demo"), cfg!(feature = "demo"));
}

fn read(line: &str) -> Result<Arguments, clap::Error> {
    Arguments::read(["nameplate"].into_iter().chain(line.split_whitespace()))
}

/// Everything that differs from the defaults, as text.
fn show(config: &Config) -> String {
    let mut words = Vec::new();
    let Config { server, link, options, key, interface, window, data_dir, demo, photo, notices } = config;
    if let Some(server) = server {
        words.push(format!("server={}{}", server.address, if server.fixed { "!" } else { "" }));
    }
    let ServerOptions { me_path, sign_in_path, auth_scheme, allow_http, ca_file } = options;
    let known = ServerOptions::default();
    if *me_path != known.me_path {
        words.push(format!("me={me_path}"));
    }
    match sign_in_path {
        None => words.push("no password".to_owned()),
        Some(path) if *sign_in_path != known.sign_in_path => words.push(format!("sign_in={path}")),
        Some(_) => {}
    }
    if *auth_scheme != known.auth_scheme {
        words.push(format!("scheme={auth_scheme}"));
    }
    words.extend(allow_http.then(|| "http".to_owned()));
    words.extend(ca_file.as_ref().map(|file| format!("ca={}", file.display())));
    words.extend(key.as_ref().map(|_| "key".to_owned()));
    words.extend(link.as_ref().map(|link| match link {
        Link::Server(address) => format!("link={address}"),
        Link::Unusable => "link=unusable".to_owned(),
    }));
    let Interface { language, theme, calendar, scale } = interface;
    words.extend(language.as_ref().map(|language| format!("lang={language}")));
    words.extend((*theme != Theme::System).then(|| format!("theme={}", theme.key())));
    words.extend(calendar.map(|calendar| format!("calendar={}", calendar.key())));
    words.extend(scale.map(|scale| format!("scale={scale}")));
    words.extend(window.map(|Window { width, height }| format!("window={width}x{height}")));
    words.extend(data_dir.as_ref().map(|folder| format!("data={}", folder.display())));
    words.extend(demo.then(|| "demo".to_owned()));
    if *photo != PhotoOptions::default() {
        words.push(format!("photo={}/{}", photo.max_bytes, photo.size));
    }
    for notice in notices {
        let mut word = String::new();
        match notice {
            Notice::ServerFixed => word.push_str("ServerFixed"),
            Notice::NoFolder => word.push_str("NoFolder"),
            Notice::Broken(path) => write!(word, "Broken({})", path.display()).unwrap(),
            Notice::UnknownKey(path, key) => write!(word, "UnknownKey({},{key})", path.display()).unwrap(),
            Notice::BadValue(path, key) => write!(word, "BadValue({},{key})", path.display()).unwrap(),
            Notice::More(path, count) => write!(word, "More({},{count})", path.display()).unwrap(),
            Notice::AdministratorOnly(path, key) => {
                write!(word, "AdministratorOnly({},{key})", path.display()).unwrap();
            }
        }
        words.push(word);
    }
    words.join(" ")
}
