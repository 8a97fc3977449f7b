//! Checks the rules of `src/lib.rs` that a program can check: imports between rooms, the length of files, the use of external
//! crates, and widgets that screens must not use. `circles.rs` searches for circles between files.
//!
//! Each rule is a function from a file to its complaints. The second half of this file tests each rule with an invented file
//! that breaks it.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking, and so may its helpers")]

mod circles;
#[cfg(feature = "demo")]
mod command_line;
mod graph;
mod packaging;
mod repeated;
mod source;

use source::{File, Token};

use std::collections::BTreeSet;

/// Which modules of the crate a top module may import. What is not listed does not exist.
const IMPORTS: &[(&str, &[&str])] = &[
    (
        "main",
        &["app", "access", "command", "config", "demo", "desktop", "display", "locale", "store", "vault"],
    ),
    // `nameplate photo` is the window's photo without the window: the same pipeline, the same sentences.
    ("command", &["config", "locale", "picture", "sentence"]),
    (
        "app",
        &[
            "screen", "editor", "sentence", "api", "vault", "store", "locale", "theme", "icon", "config",
            "profile", "secret", "widget", "access", "paint", "desktop", "clock",
        ],
    ),
    (
        "screen",
        &[
            "editor", "sentence", "api", "vault", "store", "picture", "profile", "secret", "widget",
            "access", "theme", "icon", "locale", "config", "desktop", "clock",
        ],
    ),
    // Of `api` only what is reported, of `picture` only what tells two apart: no requests, no decoding.
    ("editor", &["sentence", "api", "picture::Fingerprint", "profile"]),
    ("sentence", &["api", "vault", "store", "picture", "profile", "locale"]),
    ("widget", &["access", "theme", "icon", "locale"]),
    ("access", &[]),
    ("paint", &[]),
    ("desktop", &[]),
    ("theme", &[]),
    ("icon", &[]),
    ("locale", &[]),
    ("config", &["api", "secret", "store", "locale::Language"]),
    ("api", &["profile", "secret"]),
    ("vault", &["profile", "secret"]),
    ("store", &["profile", "picture::Fingerprint", "picture::MAX_FILE"]),
    ("picture", &["profile"]),
    ("profile", &["secret"]),
    ("secret", &[]),
    ("demo", &[]),
    ("clock", &[]),
    ("display", &[]),
    ("log", &[]),
    ("measure", &[]),
    ("plain", &[]),
    ("disk", &[]),
];

/// May be imported by everybody: the log, spans of time behind a feature, and how text and files of others are taken in.
const EVERYWHERE: &[&str] = &["log", "measure", "plain", "disk"];

/// Where each foreign crate is known; a place is the beginning of a path below `src`.
const CRATES: &[(&str, &[&str])] = &[
    ("iced", &["main.rs", "app", "screen", "widget", "access", "paint", "theme", "icon"]),
    ("iced_tiny_skia", &["paint/facts"]),
    // Apart from the window, pictures that are made here are drawn from paths too.
    ("tiny_skia", &["paint", "picture/generated"]),
    ("cosmic_text", &["picture/generated"]),
    ("softbuffer", &["paint"]),
    ("bytemuck", &["paint"]),
    ("tracing_appender", &["log"]),
    ("tracing_log", &["log"]),
    ("tracing_subscriber", &["log"]),
    ("arboard", &["screen/photo"]),
    ("wl_clipboard_rs", &["desktop"]),
    ("x11rb", &["desktop"]),
    ("accesskit", &["access", "widget/text_field", "widget/crop_field"]),
    ("reqwest", &["api"]),
    ("rustls", &["api"]),
    ("ipnet", &["api/proxy"]),
    ("rustls_platform_verifier", &["api/trust"]),
    ("x509_parser", &["api/trust"]),
    ("hyper", &["api/error"]),
    ("axum", &["demo"]),
    ("keyring", &["vault"]),
    ("keyring_core", &["vault"]),
    ("secret_service", &["vault"]),
    ("zbus_secret_service_keyring_store", &["vault"]),
    ("secrecy", &["secret"]),
    ("image", &["picture", "demo"]),
    ("imagesize", &["demo"]),
    ("memchr", &["picture"]),
    ("flate2", &["picture/tiff", "picture/tests/tiffs"]),
    ("weezl", &["picture/tiff"]),
    ("fax", &["picture/tiff"]),
    ("heifer", &["picture/heic", "picture/tests/heics", "picture/format.rs"]),
    ("moxcms", &["picture"]),
    ("fast_image_resize", &["picture"]),
    ("fluent_bundle", &["locale"]),
    ("icu_calendar", &["locale"]),
    ("icu_normalizer", &["profile/folding.rs"]),
    ("sys_locale", &["locale"]),
    ("serde_json", &["api/wire", "api/error", "store", "demo", "measure"]),
];

/// Files that may be longer than [`LONGEST`], each with its reason.
const LONG_FILES: &[(&str, &str)] = &[
    ("editor.rs", "each event is handed there to the part that it concerns, and each part is shown there"),
    ("editor/tests/model.rs", "the server and the person of the laws know all kinds of work"),
    ("editor/writing.rs", "each state of the one machine of writes meets each event there"),
];

/// A longer file has two owners and wants splitting. Unit tests at its end do not count.
const LONGEST: usize = 400;

/// Stock widgets that a person can operate. Ours carry names for assistive technology and a focus ring.
const STOCK_WIDGETS: &[&str] = &[
    "button",
    "Button",
    "checkbox",
    "Checkbox",
    "radio",
    "Radio",
    "toggler",
    "Toggler",
    "text_input",
    "TextInput",
    "text_editor",
    "TextEditor",
    "pick_list",
    "PickList",
    "combo_box",
    "ComboBox",
    "slider",
    "Slider",
    "vertical_slider",
    "VerticalSlider",
    "mouse_area",
    "MouseArea",
    "pane_grid",
    "PaneGrid",
];

/// Methods whose argument is a size or a gap.
const SIZES: &[&str] =
    &["spacing", "padding", "size", "width", "height", "max_width", "max_height", "line_height"];

#[test]
fn imports_only_go_right_and_down() {
    check(imports);
}

#[test]
fn foreign_crates_are_known_where_they_belong() {
    check(crates);
}

#[test]
fn files_are_short() {
    check(length);
    let files: BTreeSet<_> = source::all().into_iter().map(|file| file.path).collect();
    for (path, reason) in LONG_FILES {
        assert!(files.contains(*path) && !reason.is_empty(), "{path} is listed as long but does not exist");
    }
}

#[test]
fn screens_are_built_from_our_own_widgets() {
    check(stock_widgets);
}

#[test]
fn text_is_never_aligned_by_itself() {
    check(aligned_text);
}

#[test]
fn screens_take_colours_and_sizes_from_the_theme() {
    check(literals);
}

#[test]
fn nothing_switches_the_checking_of_certificates_off() {
    check(dangers);
}

/// Applies a rule to every file of the crate.
fn check(rule: fn(&File) -> Vec<String>) {
    let files = source::all();
    assert!(files.len() >= 30, "only {} files were read", files.len());
    let complaints: Vec<_> = files
        .iter()
        .flat_map(|file| rule(file).into_iter().map(|complaint| format!("src/{}: {complaint}", file.path)))
        .collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

fn imports(file: &File) -> Vec<String> {
    let own = file.module.first().map_or("lib", String::as_str);
    if own == "lib" {
        return Vec::new();
    }
    let Some((_, allowed)) = IMPORTS.iter().find(|(module, _)| *module == own) else {
        return vec![format!("the module `{own}` is not in the table")];
    };
    let may = |path: &[String]| {
        path.first().is_some_and(|target| target == own || EVERYWHERE.contains(&target.as_str()))
            || allowed.iter().any(|rule| path_begins_with(path, rule))
    };
    let forbidden = |path: &[String]| {
        let is_sibling = own == "screen"
            && path.first().is_some_and(|target| target == "screen")
            && path.len() > 2
            && file.module.len() > 1
            && path[1] != file.module[1]
            && path[1].starts_with(char::is_lowercase);
        is_sibling || !may(path)
    };
    let paths: BTreeSet<_> = file.crate_paths().into_iter().filter(|path| forbidden(path)).collect();
    paths.into_iter().map(|path| format!("may not import `{}`", path.join("::"))).collect()
}

fn path_begins_with(path: &[String], rule: &str) -> bool {
    let mut names = path.iter();
    rule.split("::").all(|part| names.next().is_some_and(|name| name == part))
}

fn crates(file: &File) -> Vec<String> {
    let knows = |places: &[&str]| {
        places.iter().any(|place| {
            file.path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
        })
    };
    let mut complaints = BTreeSet::new();
    for path in file.paths() {
        for (name, places) in CRATES {
            let is_it = path[0] == *name || *name == "iced" && path[0].starts_with("iced_");
            if is_it && !knows(places) {
                let _ = complaints.insert(format!("may not know the crate `{}`", path[0]));
            }
        }
    }
    complaints.into_iter().collect()
}

fn length(file: &File) -> Vec<String> {
    let listed = LONG_FILES.iter().any(|(path, _)| *path == file.path);
    match (file.lines > LONGEST, listed) {
        (true, false) => vec![format!("{} lines; more than {LONGEST} have two owners", file.lines)],
        (false, true) => vec![format!("{} lines; take it off the list of long files", file.lines)],
        _ => Vec::new(),
    }
}

fn stock_widgets(file: &File) -> Vec<String> {
    if matches!(file.module.first().map(String::as_str), Some("widget" | "access")) {
        return Vec::new();
    }
    let is_stock = |path: &&Vec<String>| {
        let widgets =
            path[0] == "iced_widget" || path[0] == "iced" && path.iter().any(|name| name == "widget");
        // A style such as `button::Style` is no widget: only the last name or a constructor's type counts.
        let last = path.len() - 1;
        let names = if path[last] == "new" { &path[last - 1..last] } else { &path[last..] };
        widgets && names.iter().any(|name| STOCK_WIDGETS.contains(&name.as_str()))
    };
    let used: BTreeSet<_> = file.paths().iter().filter(is_stock).map(|path| path.join("::")).collect();
    used.into_iter().map(|path| format!("uses `{path}` instead of one of `crate::widget`")).collect()
}

/// In iced 0.14 a single line of Persian text vanishes when the text itself carries `align_x`, which `center`
/// sets too; the container around it may align.
fn aligned_text(file: &File) -> Vec<String> {
    let mut complaints = Vec::new();
    for (at, token) in file.tokens.iter().enumerate() {
        let is_text = token.is_word("text") || token.is_word("rich_text");
        if is_text {
            let after = at + 1 + usize::from(file.tokens.get(at + 1).is_some_and(|token| token.is_sign('!')));
            for method in file.methods_of_call(after) {
                if matches!(method.as_str(), "align_x" | "center") {
                    complaints.push(format!("line {}: `{method}` on a text", file.line_of(at)));
                }
            }
        }
        let value = file.tokens[at..].split(|token| token.is_sign(',') || token.is_sign('}')).next();
        if let Some([name, colon, value @ ..]) = value
            && name.is_word("align_x")
            && colon.is_sign(':')
            && value.iter().any(|token| token.is_word("text"))
            && value.iter().any(|token| token.is_word("Alignment"))
            && !value.iter().any(|token| token.is_word("Default"))
        {
            complaints.push(format!("line {}: `align_x` of a text", file.line_of(at)));
        }
    }
    complaints
}

fn literals(file: &File) -> Vec<String> {
    if !matches!(file.module.first().map(String::as_str), Some("screen" | "app")) {
        return Vec::new();
    }
    let mut complaints = Vec::new();
    for (at, window) in file.tokens.windows(4).enumerate() {
        let complaint = match window {
            [Token::Word(name), Token::PathSeparator, ..] if name == "Color" => "a colour of its own",
            [Token::Word(name), Token::Sign('!'), ..] if name == "color" => "a colour of its own",
            [Token::Sign('.'), Token::Word(name), Token::Sign('('), Token::Number(number)]
                if SIZES.contains(&name.as_str()) && !number.trim_matches(['0', '.']).is_empty() =>
            {
                "a size or gap of its own"
            }
            [Token::Word(name), Token::Sign('('), Token::Text(text), ..]
                if name == "text" && text.chars().any(char::is_alphabetic) =>
            {
                "a sentence of its own"
            }
            _ => continue,
        };
        complaints.push(format!("line {}: {complaint}", file.line_of(at)));
    }
    complaints
}

/// The one file that decides whom to trust; the library calls every decision of one's own dangerous.
const TRUST: &str = "api/trust.rs";

fn dangers(file: &File) -> Vec<String> {
    let is_danger = |token: &&Token| {
        matches!(token, Token::Word(name) if name.starts_with("danger_accept")
            || name.contains("_danger_")
            || name == "dangerous" && file.path != TRUST)
    };
    file.tokens.iter().filter(is_danger).map(|token| format!("{token:?}")).collect()
}

/// The rules, broken once each.
mod broken {
    use super::{LONGEST, aligned_text, crates, dangers, imports, length, literals, stock_widgets};
    use crate::source::File;

    /// A file, a line of code, and whether the rule complains about it.
    fn cases(rule: fn(&File) -> Vec<String>, cases: &[(&str, &str, bool)]) {
        for (path, code, complains) in cases {
            let complaints = rule(&File::new(path, code));
            assert_eq!(!complaints.is_empty(), *complains, "{path}: {code}: {complaints:?}");
        }
    }

    #[test]
    fn imports_against_the_arrows_are_found() {
        cases(
            imports,
            &[
                ("api/me.rs", "use crate::profile::Profile;", false),
                ("api/me.rs", "use crate::{profile::Profile, secret::Secret};", false),
                ("api/me.rs", "use super::{Error, Server};", false),
                ("api/me.rs", "use super::super::store::Store;", true),
                ("api/me.rs", "use crate::{profile::Profile, store::{self, Store}};", true),
                ("api/me.rs", "fn f() -> crate::locale::Language { todo!() }", true),
                ("api.rs", "use super::store;", true),
                ("api.rs", "fn f() -> impl Into<u8> { return crate::store::f() }", true),
                ("api.rs", "// use crate::store;\nconst A: &str = \"use crate::store;\";", false),
                ("api.rs", "pub use address::Server; mod address;", false),
                ("api.rs", "fn f() {}\n#[cfg(test)]\nmod tests { use crate::demo; }", false),
                ("api.rs", "#[cfg(test)]\nmod tests;\nuse crate::demo;", true),
                ("store/draft.rs", "use crate::picture::Fingerprint;", false),
                ("store/draft.rs", "use crate::picture::prepare;", true),
                ("store/draft.rs", "use crate::picture;", true),
                ("demo.rs", "use crate::profile::Profile;", true),
                ("main.rs", "use nameplate::app;", false),
                ("main.rs", "fn main() { nameplate::api::go(); }", true),
                ("screen/sign_in.rs", "use crate::app::App;", true),
                ("screen/sign_in.rs", "use super::profile::Form;", true),
                ("screen/sign_in.rs", "use crate::screen::profile::Form;", true),
                ("screen/profile/view.rs", "use crate::screen::profile::Form; use super::form;", false),
                ("screen/sign_in.rs", "use crate as c; fn f() { c::app::run() }", true),
                ("nothing.rs", "", true),
            ],
        );
    }

    #[test]
    fn crates_in_the_wrong_place_are_found() {
        cases(
            crates,
            &[
                ("widget/button.rs", "use iced::widget::button;", false),
                ("profile.rs", "use iced::Task;", true),
                ("store.rs", "fn f() { iced_core::go() }", true),
                ("api/transport.rs", "use reqwest::Client;", false),
                ("apis.rs", "use reqwest::Client;", true),
                ("screen/sign_in.rs", "fn f(e: reqwest::Error) {}", true),
                ("api/me.rs", "let a = serde_json::json!({});", true),
                ("api/wire.rs", "let a = serde_json::json!({});", false),
                ("vault.rs", "use keyring_core as k;", false),
                ("screen/profile.rs", "fn f(image: u8) { let image = image; }", false),
            ],
        );
    }

    #[test]
    fn long_files_are_found() {
        let long = "fn f() {}\n".repeat(LONGEST + 1);
        let with_tests = format!("{}#[cfg(test)]\nmod tests {{\n{long}}}\n", "fn f() {}\n".repeat(LONGEST));
        cases(length, &[("api.rs", &long, true), ("api.rs", &with_tests, false)]);
    }

    #[test]
    fn stock_widgets_on_screens_are_found() {
        cases(
            stock_widgets,
            &[
                ("screen/sign_in.rs", "use iced::widget::{column, button};", true),
                ("screen/sign_in.rs", "use iced::widget::{column, row, scrollable};", false),
                ("screen/sign_in.rs", "use iced::widget; fn f() { widget::text_input(a, b) }", true),
                ("screen/sign_in.rs", "use iced::{Element, widget as w}; fn f() { w::Slider::new(a) }", true),
                ("screen/sign_in.rs", "use crate::widget; fn f() { widget::button(a) }", false),
                ("screen/sign_in.rs", "fn f() { iced::widget::mouse_area(a) }", true),
                ("widget/button.rs", "use iced::widget::button;", false),
                ("theme.rs", "fn f() -> iced::widget::button::Style { todo!() }", false),
            ],
        );
    }

    #[test]
    fn aligned_texts_are_found() {
        cases(
            aligned_text,
            &[
                ("widget.rs", "text(name).size(a).align_x(Center)", true),
                ("widget.rs", "text!(\"{a}\").center()", true),
                ("widget.rs", "iced::widget::text(f(a, b)).center().size(3)", true),
                ("widget.rs", "container(text(name).size(a)).align_x(Center)", false),
                ("widget.rs", "column![text(a), text(b)].align_x(Center)", false),
                ("widget.rs", "Text { align_x: text::Alignment::Center, a: b }", true),
                ("widget.rs", "Text { align_x: text::Alignment::Default, a: b }", false),
            ],
        );
    }

    #[test]
    fn literals_on_screens_are_found() {
        cases(
            literals,
            &[
                ("screen/a.rs", "let a = Color::from_rgb(0.0, 0.0, 0.0);", true),
                ("screen/a.rs", "let a = color!(0xffffff);", true),
                ("screen/a.rs", "column![].spacing(8)", true),
                ("screen/a.rs", "column![].padding(4.0)", true),
                ("screen/a.rs", "column![].spacing(0).width(Fill).padding(theme::GAP)", false),
                ("screen/a.rs", "text(\"Save\")", true),
                ("screen/a.rs", "text(\"·\")", false),
                ("theme.rs", "let a = Color::from_rgb(0.0, 0.0, 0.0);", false),
            ],
        );
    }

    #[test]
    fn disabled_certificate_checks_are_found() {
        cases(
            dangers,
            &[
                ("api.rs", "builder.danger_accept_invalid_certs(true)", true),
                ("api.rs", "// danger_accept_invalid_certs", false),
                ("api/trust.rs", "builder.danger_accept_invalid_certs(true)", true),
                ("api/trust.rs", "builder.dangerous()", false),
                ("api/transport.rs", "builder.dangerous()", true),
                ("theme.rs", "palette.danger", false),
            ],
        );
    }
}
