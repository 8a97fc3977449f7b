//! The proxy settings of GNOME, KDE and others, scripts of automatic configuration included: the desktop portal knows
//! them all.

use std::time::Duration;

/// The longest the desktop is waited for. It may have to fetch a script first; without an answer there is no proxy.
const PATIENCE: Duration = Duration::from_secs(3);

/// The proxies for an origin, the best first; nothing where nobody can be asked.
pub(super) async fn ask(origin: &str) -> Vec<String> {
    match tokio::time::timeout(PATIENCE, look_up(origin)).await {
        Ok(Ok(proxies)) => proxies,
        Ok(Err(error)) => {
            tracing::info!(kind = crate::log::kind(&error), "the desktop says nothing about proxies");
            Vec::new()
        }
        Err(_) => {
            tracing::warn!("the desktop did not say in time which proxy to use");
            Vec::new()
        }
    }
}

async fn look_up(origin: &str) -> zbus::Result<Vec<String>> {
    let bus = zbus::Connection::session().await?;
    let portal = zbus::Proxy::new(
        &bus,
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.ProxyResolver",
    )
    .await?;
    portal.call("Lookup", &(format!("{origin}/"),)).await
}
