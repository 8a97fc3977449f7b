//! The screens. Each returns an `Action` that says what should happen. No screen knows the program around it or another
//! screen.

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

/// The id of the button that sends a photo.
const USE_PHOTO: &str = "use-file";

/// The id of the button that leaves the photo screen. A question over it has a cancel button of its own.
const CANCEL_PHOTO: &str = "cancel-photo";

/// The message about a failure. If the server asked to wait, it shows the time that is `left`. A screen reader does not
/// read the countdown: only the first text is announced.
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
