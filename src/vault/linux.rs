//! The Secret Service of Linux desktops: GNOME Keyring, KWallet, KeePassXC.
//!
//! It may have no keyring yet, for example for a new user on a desktop that does not create one. Then storing the first key
//! creates one, as libsecret does for other programs. Reading and removing never do.

use keyring_core::api::CredentialStoreApi;
use secret_service::EncryptionType;
use secret_service::blocking::SecretService;

use std::collections::HashMap;

/// The alias of the keyring in which programs store by default.
const DEFAULT: &str = "default";

/// The name of a new keyring, the same as that of libsecret. It is not named after this program, because others will store
/// there as well. It is not translated, because it becomes the name of a file.
const LABEL: &str = "Default keyring";

/// The entry of an account. `keyring_core` is used because the crate `keyring` never connects again after a failure.
pub(super) fn entry(service: &str, account: &str) -> keyring_core::Result<keyring_core::Entry> {
    let store =
        zbus_secret_service_keyring_store::Store::new().map_err(|_| keyring_core::Error::NoDefaultStore)?;
    let label = format!("Nameplate: {account}");
    let attributes = HashMap::from([("label", label.as_str())]);
    store.build(service, account, Some(&attributes))
}

/// Stores a key. If there is no keyring, the service is asked to create one, and it asks the person. An existing entry, in
/// whichever keyring, is replaced without asking.
pub(super) fn store(entry: &keyring_core::Entry, key: &str) -> keyring_core::Result<()> {
    match entry.set_password(key) {
        Err(missing) if has_no_keyring(&missing) => match create() {
            Ok(()) => entry.set_password(key),
            Err(cause) => Err(not_created(cause, missing)),
        },
        stored => stored,
    }
}

/// Whether there is no keyring with the alias. Only this gives `NoResult`.
pub(super) fn has_no_keyring(error: &keyring_core::Error) -> bool {
    let keyring_core::Error::NoStorageAccess(cause) = error else {
        return false;
    };
    matches!(cause.downcast_ref(), Some(secret_service::Error::NoResult))
}

/// Creates the default keyring. Waits until the person has answered the service.
fn create() -> Result<(), secret_service::Error> {
    let service = SecretService::connect(EncryptionType::Dh)?;
    service.create_collection(LABEL, DEFAULT).map(|_| ())
}

/// The error for a key that was not stored because no keyring was created. If the person or the service refused to create
/// one, the error is that the keyring is missing.
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
    fn a_missing_keyring_is_distinguished_from_a_locked_one() {
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
    fn a_refused_keyring_is_distinguished_from_a_failure() {
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
