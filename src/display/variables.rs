//! Finds the variables with which the window could not open. It reads nothing itself: the caller gives the values, and
//! says whether a display server answers at a socket.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// What `WINIT_X11_SCALE_FACTOR` may be. Outside of this, a window would be tiny, or too large to draw.
const SCALES: std::ops::RangeInclusive<f64> = 0.25..=8.0;

/// The names of the variables that would end the program or keep its window from opening.
pub(super) fn wrong(
    value: impl Fn(&str) -> Option<OsString>,
    answers: impl Fn(&Path) -> bool,
) -> Vec<&'static str> {
    let filled = |name| value(name).filter(|value| !value.is_empty());
    let mut wrong = Vec::new();
    // winit uses Wayland if it is set, and never tries X11 after it.
    let has_x11 = filled("DISPLAY").is_some() && filled("WAYLAND_SOCKET").is_none();
    if let Some(display) = filled("WAYLAND_DISPLAY").filter(|_| has_x11) {
        let socket = socket(&display, filled("XDG_RUNTIME_DIR"));
        if !socket.is_some_and(|socket| answers(&socket)) {
            wrong.push("WAYLAND_DISPLAY");
        }
    }
    if filled("WINIT_X11_SCALE_FACTOR").is_some_and(|text| !is_scale(&text)) {
        wrong.push("WINIT_X11_SCALE_FACTOR");
    }
    wrong
}

/// The socket of a Wayland display, found as libwayland does.
fn socket(display: &OsStr, runtime: Option<OsString>) -> Option<PathBuf> {
    let display = Path::new(display);
    if display.is_absolute() {
        return Some(display.to_owned());
    }
    let runtime = PathBuf::from(runtime?);
    runtime.is_absolute().then(|| runtime.join(display))
}

fn is_scale(text: &OsStr) -> bool {
    text.to_str().is_none_or(|text| {
        text.eq_ignore_ascii_case("randr") || text.parse().is_ok_and(|scale: f64| SCALES.contains(&scale))
    })
}

#[cfg(test)]
mod tests {
    use super::wrong;

    use std::path::Path;

    #[test]
    fn wrong_variables_are_found() {
        // A display server answers only at `/run/user/1000/wayland-0`.
        let cases = [
            ("", ""),
            ("DISPLAY=:0", ""),
            ("DISPLAY=:0 WAYLAND_DISPLAY=wayland-0 XDG_RUNTIME_DIR=/run/user/1000", ""),
            ("DISPLAY=:0 WAYLAND_DISPLAY=/run/user/1000/wayland-0", ""),
            ("DISPLAY=:0 WAYLAND_DISPLAY=wayland-9 XDG_RUNTIME_DIR=/run/user/1000", "WAYLAND_DISPLAY"),
            ("DISPLAY=:0 WAYLAND_DISPLAY=wayland-0", "WAYLAND_DISPLAY"),
            ("DISPLAY=:0 WAYLAND_DISPLAY=wayland-0 XDG_RUNTIME_DIR=run", "WAYLAND_DISPLAY"),
            ("DISPLAY=:0 WAYLAND_DISPLAY=/nowhere", "WAYLAND_DISPLAY"),
            ("DISPLAY=:0 WAYLAND_DISPLAY= XDG_RUNTIME_DIR=/run/user/1000", ""),
            // Without X11 the variable stays: the program says that there is no display.
            ("WAYLAND_DISPLAY=wayland-9", ""),
            ("DISPLAY= WAYLAND_DISPLAY=wayland-9", ""),
            ("DISPLAY=:0 WAYLAND_DISPLAY=wayland-9 WAYLAND_SOCKET=7", ""),
            ("WINIT_X11_SCALE_FACTOR=1.5", ""),
            ("WINIT_X11_SCALE_FACTOR=RandR", ""),
            ("WINIT_X11_SCALE_FACTOR=", ""),
            ("WINIT_X11_SCALE_FACTOR=abc", "WINIT_X11_SCALE_FACTOR"),
            ("WINIT_X11_SCALE_FACTOR=1,5", "WINIT_X11_SCALE_FACTOR"),
            ("WINIT_X11_SCALE_FACTOR=0", "WINIT_X11_SCALE_FACTOR"),
            ("WINIT_X11_SCALE_FACTOR=-2", "WINIT_X11_SCALE_FACTOR"),
            ("WINIT_X11_SCALE_FACTOR=nan", "WINIT_X11_SCALE_FACTOR"),
            ("WINIT_X11_SCALE_FACTOR=inf", "WINIT_X11_SCALE_FACTOR"),
            ("WINIT_X11_SCALE_FACTOR=1e300", "WINIT_X11_SCALE_FACTOR"),
            (
                "DISPLAY=:0 WAYLAND_DISPLAY=wayland-9 WINIT_X11_SCALE_FACTOR=abc",
                "WAYLAND_DISPLAY WINIT_X11_SCALE_FACTOR",
            ),
        ];
        for (environment, expected) in cases {
            let value = |wanted: &str| {
                let mut pairs = environment.split(' ').filter_map(|pair| pair.split_once('='));
                pairs.find_map(|(name, value)| (name == wanted).then(|| value.into()))
            };
            let found = wrong(value, |socket| socket == Path::new("/run/user/1000/wayland-0"));
            assert_eq!(found.join(" "), expected, "{environment}");
        }
    }
}
