//! The screens. Each returns an `Action` that says what should happen; none knows the program round it or
//! another screen.

pub mod photo;
pub mod profile;
pub mod sign_in;

pub use photo::Photo;
pub use profile::Profile;
pub use sign_in::SignIn;

use crate::sentence::Sentence;
use crate::widget::Ui;
use crate::widget::banner::Banner;

use std::time::Duration;

/// The button that sends a photo, for focus.
const USE_PHOTO: &str = "use-file";

/// The id of the button that leaves the photo screen. A question over it has a cancel button of its own.
const CANCEL_PHOTO: &str = "cancel-photo";

/// A failure, with so much left of the time to wait that it may name. What changes each second is read aloud once.
fn failure<'a, Message: Clone + 'a>(
    ui: Ui<'a>,
    said: &Sentence,
    left: Option<Duration>,
) -> Banner<'a, Message> {
    let named = said.words(ui.locale);
    match left {
        None => Banner::danger(ui, named),
        Some(Duration::ZERO) => Banner::danger(ui, said.with_left(Duration::ZERO).words(ui.locale)),
        Some(left) => Banner::danger(ui, said.with_left(left).words(ui.locale)).spoken(named),
    }
}
