//! The signals that ask a program to end: the session is over, the terminal was closed, Ctrl+C, an administrator.
//!
//! The first asks what closing the window asks. One more while that is open, or while the window does not answer, ends
//! the program at once: that is seen on a thread of the runtime, whatever the window does. Nothing wakes before a signal
//! comes. On Windows there are none.

use iced::Subscription;
use iced::futures::Stream;

use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What came of the signals so far. Clones are the same.
#[derive(Debug, Clone, Default)]
pub struct Signals {
    /// Whether one came that was not answered with "stay".
    is_pending: Arc<AtomicBool>,
}

impl Signals {
    /// Those of this process, which are only listened to once they are subscribed to.
    pub fn of_process() -> Self {
        Self::default()
    }

    /// Something for each first signal.
    pub(super) fn requests(&self) -> Subscription<()> {
        Subscription::run_with(self.clone(), |signals| listen(signals.clone()))
    }

    /// The person stays: the next signal is a first one again.
    pub(super) fn stay(&self) {
        self.is_pending.store(false, Ordering::Release);
    }

    /// Whether a signal is the first one since the last answer.
    #[cfg(unix)]
    fn is_first(&self) -> bool {
        !self.is_pending.swap(true, Ordering::AcqRel)
    }
}

/// A process has one set of signals, so all are the same to a subscription.
impl Hash for Signals {
    fn hash<H: Hasher>(&self, state: &mut H) {
        "app::Signals".hash(state);
    }
}

#[cfg(unix)]
fn listen(signals: Signals) -> impl Stream<Item = ()> {
    use iced::futures::StreamExt;
    use iced::futures::stream::{once, select_all, unfold};
    use tokio::signal::unix::{SignalKind, signal};

    let kinds = [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()];
    let received = move || {
        let ignored = ignored();
        let heard = kinds.into_iter().filter(move |kind| ignored & (1 << (kind.as_raw_value() - 1)) == 0);
        // One that cannot be listened to ends the program as it always did.
        let heard = heard.filter_map(|kind| Some((kind.as_raw_value(), signal(kind).ok()?)));
        select_all(heard.map(|(number, signal)| {
            unfold(signal, move |mut signal| async move {
                signal.recv().await?;
                Some((number, signal))
            })
            .boxed()
        }))
    };
    once(async move { received() }).flatten().map(move |number| {
        if !signals.is_first() {
            // As a shell says it of a program that a signal ended.
            std::process::exit(128 + number);
        }
    })
}

#[cfg(not(unix))]
fn listen(_signals: Signals) -> impl Stream<Item = ()> {
    iced::futures::stream::pending()
}

/// The signals that were switched off before the program started, as `nohup` does, or a shell for a background job: bit 0
/// is signal 1. They stay switched off.
#[cfg(unix)]
fn ignored() -> u64 {
    // Elsewhere there is no such file, and no safe way to ask.
    let status = crate::disk::read(std::path::Path::new("/proc/self/status"), 1 << 16).unwrap_or_default();
    mask(&String::from_utf8_lossy(&status))
}

#[cfg(unix)]
fn mask(status: &str) -> u64 {
    let digits = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    digits.and_then(|digits| u64::from_str_radix(digits.trim(), 16).ok()).unwrap_or(0)
}

#[cfg(all(test, unix))]
mod tests {
    use super::{Signals, mask};

    #[test]
    fn only_one_signal_asks_until_it_is_answered() {
        let signals = Signals::of_process();
        let clone = signals.clone();
        assert!(signals.is_first() && !clone.is_first() && !signals.is_first());
        clone.stay();
        assert!(signals.is_first() && !clone.is_first());
    }

    #[test]
    fn signals_that_are_switched_off_are_read_from_the_system() {
        assert_eq!(mask("Name:\tx\nSigBlk:\t0000000000000003\nSigIgn:\t0000000000001001\n"), 0x1001);
        assert_eq!(mask("Name:\tx\n"), 0);
        assert_eq!(mask("SigIgn:\tnothing\n"), 0);
    }
}
