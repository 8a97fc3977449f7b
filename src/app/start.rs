//! Everything that is known when the program starts.

use super::rescue::Rescue;
use super::signals::Signals;
use crate::access::Bridge;
use crate::clock::Clock;
use crate::config::Config;
use crate::desktop::WorkArea;
use crate::locale::Direction;
use crate::profile::LastKnown;
use crate::store::{Account, Crash, Store};
use crate::vault::Vault;

use bytes::Bytes;

/// Everything that is known when the program starts. It is cloned, because iced may start an application more than once.
#[derive(Debug, Clone)]
pub struct Start {
    /// The arguments, the environment and the settings.
    pub config: Config,
    /// The accounts known on this machine, the last used first.
    pub accounts: Vec<Account>,
    /// The profile of the active account as it was read last; none if there is none, and then the sign-in comes first.
    pub last_known: Option<LastKnown>,
    /// The photo of that profile, as a file; none if it is not known, or large.
    pub last_photo: Option<Bytes>,
    /// The crash of the run before, if there was one.
    pub crash: Option<Crash>,
    /// Saves the draft if the program crashes.
    pub rescue: Rescue,
    /// The files of this person; none if there is no folder for them.
    pub store: Option<Store>,
    /// The keyring.
    pub vault: Vault,
    /// Where the time comes from.
    pub clock: Clock,
    /// The direction of the window; none for that of the language. Tests compare a screen with its mirror.
    pub direction: Option<Direction>,
    /// The part of the screen that windows may use; none if it is not known yet.
    pub work_area: Option<WorkArea>,
    /// The connection to assistive technology; none in tests without a desktop.
    pub bridge: Option<Bridge>,
    /// The signals that ask the program to end; none in tests.
    pub signals: Option<Signals>,
    /// Starts threads. It is called once the event loop of the window exists, since threads before that would delay it (see
    /// [`warm_up`](super::warm_up())).
    pub begin: fn(),
}
