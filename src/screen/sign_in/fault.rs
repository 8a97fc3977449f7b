//! Chooses the field at which the failure of a sign-in is shown. Pure.

use super::form::{ADDRESS, KEY, PASSWORD};
use crate::api::error::Redirect;
use crate::api::{Error, Why};
use crate::sentence::Tried;

/// The field where the person can correct the error: the address, the key or the password. None if no field is wrong.
pub(super) fn field(error: &Error, tried: Tried) -> Option<&'static str> {
    match error {
        Error::NoSuchHost
        | Error::Refused
        | Error::NotHttp
        | Error::NotAProfile
        | Error::WebPage
        | Error::TooBig
        | Error::NotThisMachine
        | Error::Redirected(Redirect::Elsewhere(_)) => Some(ADDRESS),
        Error::UnusableKey => Some(KEY),
        Error::Answered(refusal) => match (refusal.why, tried) {
            (Why::NotFound, _) => Some(ADDRESS),
            (Why::Unauthorized, Tried::KeySignIn) => Some(KEY),
            (Why::WrongPassword | Why::NotSignedIn { .. }, _) => Some(PASSWORD),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::field;
    use crate::api::Error;
    use crate::screen::sign_in::form::{ADDRESS, KEY};
    use crate::sentence::Tried;

    #[test]
    fn a_fault_stands_where_it_can_be_mended() {
        for (error, expected) in [
            (Error::NoSuchHost, Some(ADDRESS)),
            (Error::NotHttp, Some(ADDRESS)),
            (Error::UnusableKey, Some(KEY)),
            (Error::TimedOut, None),
            (Error::Unreachable, None),
        ] {
            assert_eq!(field(&error, Tried::KeySignIn), expected, "{error:?}");
        }
    }
}
