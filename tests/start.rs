//! The program as it is started where there is no display: what it says, and that its log has the place, although the
//! thread that writes it waits for a display's event loop.

#![cfg(target_os = "linux")]

use std::fs;
use std::process::Command;

#[test]
fn without_a_display_it_says_so_and_logs_where_it_ended() {
    let folder = tempfile::tempdir().unwrap();
    for (language, words) in [("en", "needs a display"), ("fa", "صفحه‌نمایش")] {
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
