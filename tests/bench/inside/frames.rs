//! The time for a key on the profile screen, and for a photo from its file to the screen.

use crate::support::desk::Desk;

use iced::Size;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use nameplate::access::Role;

/// The window as it opens.
const WINDOW: Size = Size::new(960.0, 720.0);
/// Letters typed.
const KEYS: usize = 200;
/// Photos chosen, each of 24 megapixels.
const PHOTOS: usize = 5;

pub(crate) fn measure() {
    let (desk, mut driver) = Desk::new().signed_in(WINDOW);
    driver.press(Role::TextInput, "First name");
    for turn in 0..KEYS {
        if turn % 10 == 9 {
            driver.key("a", Modifiers::COMMAND);
        }
        driver.type_text("n");
        // Draws the whole window into pixels, which a window does with the changed part alone.
        let _ = driver.screenshot();
    }

    let file = desk.picture_file("large.jpg", 6_000, 4_000);
    let path = file.to_str().unwrap();
    for _ in 0..PHOTOS {
        driver.press(Role::Button, "Change photo");
        driver.press(Role::Button, "Other ways");
        driver.fill(Role::TextInput, "Photo path", path);
        driver.key(Named::Enter, Modifiers::empty());
        let _ = driver.wait_for(Role::Button, "Use photo");
        driver.press(Role::Button, "Cancel");
        let _ = driver.wait_for(Role::Button, "Change photo");
    }
}
