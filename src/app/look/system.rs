//! Whether the system prefers dark colours, now and whenever that changes.
//!
//! On Linux the desktop portal is asked over the session bus; iced's own way would wait for it before the
//! first frame. Elsewhere nothing is asked yet, and "like the system" means light.

use iced::Subscription;

/// `true` for dark, at the start and on every change. Ends quietly where nobody can say.
pub(crate) fn dark() -> Subscription<bool> {
    #[cfg(target_os = "linux")]
    return Subscription::run(portal::watch);
    #[cfg(not(target_os = "linux"))]
    Subscription::none()
}

#[cfg(target_os = "linux")]
mod portal {
    use futures_util::{Stream, StreamExt, stream};
    use zbus::zvariant::{OwnedValue, Value};

    use std::time::Duration;

    /// The bus is left alone until the first frame is surely on screen.
    const AFTER_FIRST_FRAME: Duration = Duration::from_millis(300);

    const NAMESPACE: &str = "org.freedesktop.appearance";
    const KEY: &str = "color-scheme";
    /// The portal's value for "prefer dark" (XDG Desktop Portal, `org.freedesktop.portal.Settings`).
    const PREFER_DARK: u32 = 1;

    pub(super) fn watch() -> impl Stream<Item = bool> {
        stream::once(open()).filter_map(async |opened| opened.ok()).flatten()
    }

    async fn open() -> zbus::Result<impl Stream<Item = bool>> {
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
        let now: OwnedValue = portal.call("Read", &(NAMESPACE, KEY)).await?;
        let changed = changes.filter_map(async |change| {
            let body = change.body();
            let (namespace, key, value): (String, String, Value<'_>) = body.deserialize().ok()?;
            (namespace == NAMESPACE && key == KEY).then(|| prefers_dark(&value))
        });
        Ok(stream::once(std::future::ready(prefers_dark(&now))).chain(changed))
    }

    /// `Read` wraps its answer in one variant more than the signal does.
    fn prefers_dark(value: &Value<'_>) -> bool {
        match value {
            Value::Value(inner) => prefers_dark(inner),
            value => value.downcast_ref::<u32>().is_ok_and(|scheme| scheme == PREFER_DARK),
        }
    }
}
