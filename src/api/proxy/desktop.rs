//! Asks the desktop portal for the proxy settings of GNOME, KDE and others. It also runs scripts of automatic configuration.

use std::time::Duration;

/// How long to wait for the portal, which may have to fetch a script. Without an answer there is no proxy.
const PATIENCE: Duration = Duration::from_secs(3);

/// The proxies for an origin, the best first; empty if there is no portal.
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
