//! The preferences of the system: dark colours, high contrast, less motion, larger text. They are read at the start and
//! after each change.
//!
//! On Linux the desktop portal is asked over the session bus, after the first frame; iced would wait for it before. On
//! Windows the registry is read. On other systems nothing is asked yet, and *System* means light colours.

mod preferences;
#[cfg(windows)]
mod windows;

pub use preferences::Preferences;

use iced::Subscription;

/// The preferences that are known before the window opens, without waiting: all on Windows, none on other systems.
pub(crate) fn at_start() -> Preferences {
    #[cfg(windows)]
    return windows::read();
    #[cfg(not(windows))]
    Preferences::default()
}

/// The preferences at the start and after each change. It ends if there is no portal.
pub(crate) fn preferences() -> Subscription<Preferences> {
    #[cfg(target_os = "linux")]
    return Subscription::run(portal::watch);
    #[cfg(windows)]
    return Subscription::run(windows::watch);
    #[cfg(not(any(target_os = "linux", windows)))]
    Subscription::none()
}

#[cfg(target_os = "linux")]
mod portal {
    use super::preferences::Preferences;

    use futures_util::{Stream, StreamExt, future, stream};
    use zbus::zvariant::{OwnedValue, Value};

    use std::time::Duration;

    /// The delay of the work on the bus, so that it does not slow down the first frame.
    const AFTER_FIRST_FRAME: Duration = Duration::from_millis(300);

    /// The namespaces and keys that are read. Older portals only have the first one, and the two of GNOME's settings.
    const KEYS: [(&str, &str); 5] = [
        ("org.freedesktop.appearance", "color-scheme"),
        ("org.freedesktop.appearance", "contrast"),
        ("org.freedesktop.appearance", "reduced-motion"),
        ("org.gnome.desktop.a11y.interface", "high-contrast"),
        ("org.gnome.desktop.interface", "enable-animations"),
    ];

    /// The answers to [`KEYS`]; `None` where there was none.
    type Answers = [Option<bool>; 5];

    pub(super) fn watch() -> impl Stream<Item = Preferences> {
        stream::once(open()).filter_map(async |opened| opened.ok()).flatten()
    }

    async fn open() -> zbus::Result<impl Stream<Item = Preferences>> {
        tokio::time::sleep(AFTER_FIRST_FRAME).await;
        let bus = zbus::Connection::session().await?;
        let portal = zbus::Proxy::new(
            &bus,
            "org.freedesktop.portal.Desktop",
            "/org/freedesktop/portal/desktop",
            "org.freedesktop.portal.Settings",
        )
        .await?;
        let changes = portal.receive_signal("SettingChanged").await?;
        let mut answers = Answers::default();
        for (answer, key) in answers.iter_mut().zip(KEYS) {
            *answer = portal.call("Read", &key).await.ok().and_then(|value: OwnedValue| is_wanted(&value));
        }
        let changed = changes
            .scan(answers, |answers, change| {
                let body = change.body();
                let change: zbus::Result<(String, String, Value<'_>)> = body.deserialize();
                let known = change.ok().and_then(|(namespace, key, value)| {
                    let place = KEYS.iter().position(|known| *known == (&*namespace, &*key))?;
                    answers[place] = is_wanted(&value);
                    Some(preferences(*answers))
                });
                future::ready(Some(known))
            })
            .filter_map(future::ready);
        Ok(stream::once(future::ready(preferences(answers))).chain(changed))
    }

    fn preferences([dark, contrast, still, gnome_contrast, gnome_moves]: Answers) -> Preferences {
        Preferences {
            dark: dark.unwrap_or_default(),
            contrast: contrast.unwrap_or_default() || gnome_contrast.unwrap_or_default(),
            reduced_motion: still.unwrap_or_default() || gnome_moves == Some(false),
            ..Preferences::default()
        }
    }

    /// 1 means "prefer dark", "higher contrast" and "reduced motion" (XDG Desktop Portal, `org.freedesktop.portal.Settings`);
    /// GNOME's own keys are true or false. `Read` wraps its answer in one variant more than the signal does.
    fn is_wanted(value: &Value<'_>) -> Option<bool> {
        match value {
            Value::Value(inner) => is_wanted(inner),
            Value::U32(number) => Some(*number == 1),
            Value::Bool(wanted) => Some(*wanted),
            _ => None,
        }
    }

    #[cfg(test)]
    mod tests {
        use super::super::preferences::Preferences;
        use super::{is_wanted, preferences};

        use zbus::zvariant::Value;

        #[test]
        fn answers_are_parsed() {
            let wrapped = |value: Value<'static>| Value::Value(Box::new(Value::Value(Box::new(value))));
            let cases = [
                (Value::U32(1), Some(true)),
                (Value::U32(0), Some(false)),
                (Value::U32(2), Some(false)),
                (Value::Bool(true), Some(true)),
                (wrapped(Value::U32(1)), Some(true)),
                (Value::from("1"), None),
            ];
            for (value, expected) in cases {
                assert_eq!(is_wanted(&value), expected, "{value:?}");
            }
            let (yes, no) = (Some(true), Some(false));
            let cases = [
                ([None, None, None, None, None], [false, false, false]),
                ([yes, no, no, None, yes], [true, false, false]),
                ([no, yes, None, no, None], [false, true, false]),
                ([yes, None, yes, yes, yes], [true, true, true]),
                ([None, no, no, yes, no], [false, true, true]),
            ];
            for (answers, [dark, contrast, reduced_motion]) in cases {
                let expected = Preferences { dark, contrast, reduced_motion, text_size: 100 };
                assert_eq!(preferences(answers), expected, "{answers:?}");
            }
        }
    }
}
