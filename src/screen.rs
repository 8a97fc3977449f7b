//! The screens. Each returns an `Action` that says what should happen; none knows the program round it or
//! another screen.

pub mod keepsake;
pub mod photo;
pub mod picture_file;
pub mod profile;
pub mod sign_in;
pub mod situation;

pub use photo::Photo;
pub use profile::Profile;
pub use sign_in::SignIn;
