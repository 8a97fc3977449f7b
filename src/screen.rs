//! The screens. Each returns an `Action` that says what should happen; none knows the program round it or
//! another screen.

pub mod photo;
pub mod profile;
pub mod sign_in;

pub use photo::Photo;
pub use profile::Profile;
pub use sign_in::SignIn;

/// The button that sends a photo, for focus.
const USE_PHOTO: &str = "use-file";
