//! Reads the preferences of Windows from the registry.
//!
//! Being notified of a change would need unsafe calls. So the registry is read again each second, which takes less than
//! a tenth of a millisecond. Only a change wakes the window.

use super::preferences::Preferences;

use futures_util::{Stream, StreamExt, future, stream};
use windows_registry::{CURRENT_USER, Key};

use std::time::Duration;

/// The time between two readings.
const PAUSE: Duration = Duration::from_secs(1);

/// The sizes of text that Windows allows, in percent.
const TEXT_SIZES: std::ops::RangeInclusive<u32> = 100..=225;

/// The preferences whenever they change.
pub(super) fn watch() -> impl Stream<Item = Preferences> {
    let readings = stream::unfold((), async |()| {
        tokio::time::sleep(PAUSE).await;
        Some((read(), ()))
    });
    let changes = readings.scan(read(), |last, now| {
        let is_other = std::mem::replace(last, now) != now;
        future::ready(Some(is_other.then_some(now)))
    });
    changes.filter_map(future::ready)
}

/// The preferences as they are now.
pub(super) fn read() -> Preferences {
    let string = |key: &str, value: &str| open(key)?.get_string(value).ok();
    let number = |key: &str, value: &str| open(key)?.get_u32(value).ok();
    let bytes = |key: &str, value: &str| open(key)?.get_value(value).ok();
    let themes = "Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize";
    let size = number("Software\\Microsoft\\Accessibility", "TextScaleFactor");
    Preferences {
        dark: number(themes, "AppsUseLightTheme") == Some(0),
        contrast: string("Control Panel\\Accessibility\\HighContrast", "Flags")
            .is_some_and(|flags| is_on(&flags)),
        reduced_motion: bytes("Control Panel\\Desktop", "UserPreferencesMask")
            .is_some_and(|mask| is_still(&mask)),
        text_size: size.filter(|size| TEXT_SIZES.contains(size)).map_or(100, |size| size as u16),
    }
}

fn open(key: &str) -> Option<Key> {
    CURRENT_USER.open(key).ok()
}

/// Whether a structure `HIGHCONTRAST` is switched on: its flags, as a decimal number, have `HCF_HIGHCONTRASTON`.
fn is_on(flags: &str) -> bool {
    flags.trim().parse::<u32>().is_ok_and(|flags| flags & 1 == 1)
}

/// Whether animations inside of windows are switched off: `SPI_GETCLIENTAREAANIMATION` is this bit of the mask.
fn is_still(mask: &[u8]) -> bool {
    mask.get(4).is_some_and(|byte| byte & 0b10 == 0)
}

#[cfg(test)]
mod tests {
    use super::{is_on, is_still};

    #[test]
    fn flags_and_masks_are_understood() {
        for (flags, expected) in
            [("126", false), ("127", true), (" 1\0", false), ("1", true), ("", false), ("x", false)]
        {
            assert_eq!(is_on(flags), expected, "{flags:?}");
        }
        // As Windows 10 writes it with all effects, without this one, and as older systems do.
        let masks: [(&[u8], bool); 3] = [
            (&[0x9e, 0x1e, 0x07, 0x80, 0x12, 0, 0, 0], false),
            (&[0x9e, 0x1e, 0x07, 0x80, 0x10, 0, 0, 0], true),
            (&[0x9e, 0x1e, 0x07, 0x80], false),
        ];
        for (mask, expected) in masks {
            assert_eq!(is_still(mask), expected, "{mask:?}");
        }
    }
}
