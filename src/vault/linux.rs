//! The Secret Service of Linux desktops: GNOME Keyring, KWallet, KeePassXC.
//!
//! It may hold no keyring at all (a new user, without a desktop that creates one at the first sign-in). Then the first
//! key that is stored creates one, as libsecret does for other programs. Nothing else creates one.

use keyring_core::api::CredentialStoreApi;
use secret_service::EncryptionType;
use secret_service::blocking::SecretService;

use std::collections::HashMap;

/// The alias that names the keyring in which programs store.
const DEFAULT: &str = "default";

/// What a new keyring is called: not after this program, for others will store there as well. Not translated: it becomes
/// the name of a file and outlives the language. libsecret names it like this.
const LABEL: &str = "Default keyring";

/// Through `keyring_core`: the `keyring` crate connects once and remembers a failure for ever.
pub(super) fn entry(service: &str, account: &str) -> keyring_core::Result<keyring_core::Entry> {
    let store =
        zbus_secret_service_keyring_store::Store::new().map_err(|_| keyring_core::Error::NoDefaultStore)?;
    let label = format!("Nameplate: {account}");
    let named = HashMap::from([("label", label.as_str())]);
    store.build(service, account, Some(&named))
}

/// Stores a key. Without a keyring to store it in, the service is asked for one and asks the person in turn. An entry
/// that is there already, in whatever keyring, is replaced without asking.
pub(super) fn store(entry: &keyring_core::Entry, key: &str) -> keyring_core::Result<()> {
    match entry.set_password(key) {
        Err(missing) if has_no_keyring(&missing) => match create() {
            Ok(()) => entry.set_password(key),
            Err(cause) => Err(not_created(cause, missing)),
        },
        stored => stored,
    }
}

/// Whether the reason is that no keyring is named by the alias. Nothing else answers `NoResult`.
pub(super) fn has_no_keyring(error: &keyring_core::Error) -> bool {
    let keyring_core::Error::NoStorageAccess(cause) = error else {
        return false;
    };
    matches!(cause.downcast_ref(), Some(secret_service::Error::NoResult))
}

/// Creates the default keyring. Waits until the person has answered what the service asks.
fn create() -> Result<(), secret_service::Error> {
    let service = SecretService::connect(EncryptionType::Dh)?;
    service.create_collection(LABEL, DEFAULT).map(|_| ())
}

/// Why a key is not stored where no keyring was created. When it was refused, a keyring is still what is missing.
fn not_created(cause: secret_service::Error, missing: keyring_core::Error) -> keyring_core::Error {
    use secret_service::Error as Cause;

    match cause {
        Cause::Prompt | Cause::Zbus(zbus::Error::MethodError(..)) => missing,
        cause => keyring_core::Error::PlatformFailure(Box::new(cause)),
    }
}

#[cfg(test)]
mod tests {
    use super::{has_no_keyring, not_created};
    use crate::vault::Error;

    use keyring_core::Error as Refusal;
    use secret_service::Error as Cause;

    fn no_access(cause: Cause) -> Refusal {
        Refusal::NoStorageAccess(Box::new(cause))
    }

    #[test]
    fn a_missing_keyring_is_told_from_a_locked_one() {
        let cases = [
            (no_access(Cause::NoResult), Error::NoKeyring),
            (no_access(Cause::Locked), Error::Locked),
            // The person did not unlock it.
            (no_access(Cause::Prompt), Error::Locked),
            (Refusal::PlatformFailure(Box::new(Cause::NoResult)), Error::Failed),
            (Refusal::NoEntry, Error::Failed),
        ];
        for (refusal, error) in cases {
            assert_eq!(Error::from(&refusal), error, "{refusal:?}");
            assert_eq!(has_no_keyring(&refusal), error == Error::NoKeyring);
        }
    }

    #[test]
    fn a_refused_keyring_is_told_from_a_failure() {
        let call = zbus::Message::method_call("/org/freedesktop/secrets", "CreateCollection").unwrap();
        let name = "org.freedesktop.DBus.Error.NotSupported".try_into().unwrap();
        let not_supported = zbus::Error::MethodError(name, None, call.build(&()).unwrap());
        let cases = [
            (Cause::Prompt, Error::NoKeyring),
            (Cause::Zbus(not_supported), Error::NoKeyring),
            (Cause::PromptDisconnected, Error::Failed),
            (Cause::Unavailable, Error::Failed),
            (Cause::Zbus(zbus::Error::InterfaceNotFound), Error::Failed),
        ];
        for (cause, error) in cases {
            let said = format!("{cause:?}");
            assert_eq!(Error::from(&not_created(cause, no_access(Cause::NoResult))), error, "{said}");
        }
    }
}
