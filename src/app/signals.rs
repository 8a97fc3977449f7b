//! The signals that ask the program to end: the session ends, the terminal was closed, Ctrl+C, an administrator.
//!
//! The first signal does the same as closing the window, which may ask a question. A second one before the answer ends the
//! program at once. It is handled on a thread of the runtime, so it works even if the window hangs. On Windows there are
//! no signals.

use iced::Subscription;
use iced::futures::Stream;

use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The state of the signals. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Signals {
    /// Whether a signal has arrived and the person has not cancelled.
    is_pending: Arc<AtomicBool>,
}

impl Signals {
    /// The signals of this process. They are handled once there is a subscription to [`Self::requests`].
    pub fn of_process() -> Self {
        Self::default()
    }

    /// Yields for each signal that is the first one.
    pub(super) fn requests(&self) -> Subscription<()> {
        Subscription::run_with(self.clone(), |signals| listen(signals.clone()))
    }

    /// The person has cancelled: the next signal is a first one again.
    pub(super) fn reset(&self) {
        self.is_pending.store(false, Ordering::Release);
    }

    /// Notes a signal, and returns whether it is the first one.
    #[cfg(unix)]
    fn is_first(&self) -> bool {
        !self.is_pending.swap(true, Ordering::AcqRel)
    }
}

/// All are equal for a subscription, since a process has only one set of signals.
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
        // A signal that cannot be handled ends the program, which is the default.
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
            // The exit code that shells use for a program that a signal ended.
            std::process::exit(128 + number);
        }
    })
}

#[cfg(not(unix))]
fn listen(_signals: Signals) -> impl Stream<Item = ()> {
    iced::futures::stream::pending()
}

/// The signals that were set to be ignored before the program started, as `nohup` does, or a shell for a background job.
/// Bit 0 is signal 1. They stay ignored.
#[cfg(unix)]
fn ignored() -> u64 {
    // Other systems do not have this file, and no safe way to ask.
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
    fn only_the_first_signal_asks_until_it_is_answered() {
        let signals = Signals::of_process();
        let clone = signals.clone();
        assert!(signals.is_first() && !clone.is_first() && !signals.is_first());
        clone.reset();
        assert!(signals.is_first() && !clone.is_first());
    }

    #[test]
    fn ignored_signals_are_read_from_the_system() {
        assert_eq!(mask("Name:\tx\nSigBlk:\t0000000000000003\nSigIgn:\t0000000000001001\n"), 0x1001);
        assert_eq!(mask("Name:\tx\n"), 0);
        assert_eq!(mask("SigIgn:\tnothing\n"), 0);
    }
}
