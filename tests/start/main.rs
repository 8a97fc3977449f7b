//! The program as it is started where there is no display: what it says, and that its log has the place, although the
//! thread that writes it waits for a display's event loop.

#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

#[test]
fn without_a_display_there_is_a_message_and_a_log() {
    let folder = tempfile::tempdir().unwrap();
    for (language, words) in [("en", "found no display"), ("fa", "صفحه‌نمایش")] {
        let data = folder.path().join(language);
        let done = Command::new(env!("CARGO_BIN_EXE_nameplate"))
            .args(["--lang", language, "--data-dir"])
            .arg(&data)
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("WAYLAND_SOCKET")
            .output()
            .unwrap();
        assert_eq!(done.status.code(), Some(1));
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(said.contains(words) && said.trim_end().lines().count() == 1, "{said:?}");
        let log = fs::read_to_string(data.join("log/nameplate.log")).unwrap();
        assert!(log.lines().any(|line| line.contains("panic in thread main at iced_winit")), "{log:?}");
    }
}

/// Starts the program in a folder with these variables and no others that say where something is.
fn start(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nameplate"));
    for name in
        ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"]
    {
        let _ = command.env_remove(name);
    }
    command
        .current_dir(folder)
        .args(arguments)
        .envs(variables.iter().copied())
        .output()
        .expect("the program starts")
}

/// The specification of these folders says to ignore a path that is not full.
#[test]
fn nothing_is_written_where_it_was_started() {
    let folder = tempfile::tempdir().unwrap();
    let relative = [
        ("HOME", "home"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_CACHE_HOME", "cache"),
    ];
    for variables in [&relative[..1], &relative, &[("HOME", "."), ("DISPLAY", ":987")]] {
        assert_eq!(start(folder.path(), &[], variables).status.code(), Some(1), "{variables:?}");
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(left.is_empty(), "{variables:?}: {left:?}");
    }
    // A folder that the person names is another matter.
    let _ = start(folder.path(), &["--data-dir", "mine"], &relative);
    assert!(folder.path().join("mine/log").is_dir());
}

/// The first start is replaced by a second one without what leads nowhere; what it says and logs is that of one start.
#[test]
fn variables_of_missing_displays_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    // Nobody is at the display either, so that each start ends and says so.
    let cases: [(&[(&str, &str)], &str); 4] = [
        (&[("DISPLAY", ":987"), ("WAYLAND_DISPLAY", "wayland-9")], "WAYLAND_DISPLAY"),
        (&[("DISPLAY", ":987"), ("WINIT_X11_SCALE_FACTOR", "abc")], "WINIT_X11_SCALE_FACTOR"),
        (
            &[("DISPLAY", ":987"), ("WAYLAND_DISPLAY", "/nowhere"), ("WINIT_X11_SCALE_FACTOR", "0")],
            "WAYLAND_DISPLAY, WINIT_X11_SCALE_FACTOR",
        ),
        (&[("DISPLAY", ":987"), ("WINIT_X11_SCALE_FACTOR", "2")], ""),
    ];
    for (place, (variables, expected)) in cases.into_iter().enumerate() {
        let data = folder.path().join(place.to_string());
        let done = start(folder.path(), &["--lang", "en", "--data-dir", data.to_str().unwrap()], variables);
        assert_eq!(done.status.code(), Some(1), "{variables:?}");
        assert_eq!(String::from_utf8(done.stderr).unwrap().trim_end().lines().count(), 1, "{variables:?}");
        let log = fs::read_to_string(data.join("log/nameplate.log")).unwrap();
        let said = log.lines().find_map(|line| line.split_once("were not used names="));
        assert_eq!(said.map_or("", |(_, names)| names.trim_matches('"')), expected, "{variables:?}: {log}");
    }
}
