//! What the program starts from.

use super::rescue::Rescue;
use super::signals::Signals;
use crate::access::Bridge;
use crate::clock::Clock;
use crate::config::Config;
use crate::desktop::WorkArea;
use crate::profile::LastKnown;
use crate::store::{Account, Crash, Store};
use crate::vault::Vault;

/// Everything the program starts from. Cheap to clone, since iced may boot more than once.
#[derive(Debug, Clone)]
pub struct Start {
    /// What the arguments, the environment and the settings say.
    pub config: Config,
    /// The accounts known on this machine, the last used first.
    pub accounts: Vec<Account>,
    /// What the server showed last of the account to go on with; none where the sign-in comes first.
    pub last_known: Option<LastKnown>,
    /// What is known of the run before, where it ended by a fault of its own.
    pub crash: Option<Crash>,
    /// What is saved where this one does.
    pub rescue: Rescue,
    /// Files of this person; none where there is no place for them.
    pub store: Option<Store>,
    /// The keyring.
    pub vault: Vault,
    /// Where the time comes from.
    pub clock: Clock,
    /// The part of the screen that windows may take; none where it is not known yet.
    pub work_area: Option<WorkArea>,
    /// The way to assistive technology; none in tests without a desktop.
    pub bridge: Option<Bridge>,
    /// The signals that ask it to end; none in tests, which are ended as ever.
    pub signals: Option<Signals>,
    /// Starts what has threads of its own, once the system's event loop is there; before that they would delay it (see
    /// [`warm_up`](super::warm_up())).
    pub begin: fn(),
}
