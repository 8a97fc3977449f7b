//! Photo addresses that do not identify a photo: signed again in each answer, the same for all photos, different only in the
//! query, or a default picture.

use crate::photo::{ME, face, open};
use crate::support::desk::{Desk, WIDE};
use crate::support::driver::Driver;

use iced::Program;
use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use nameplate::access::Role;
use nameplate::demo::{Behaviour, Effect, FailingWrites, Fault, MediaForm, PictureNames, Seed};

fn signed() -> Behaviour {
    Behaviour { signed_media: true, ..Behaviour::default() }
}

fn send<P: Program + 'static>(desk: &Desk, driver: &mut Driver<P>) {
    let file = face(desk, 700, 900);
    open(desk, driver, &file);
    driver.press(Role::Button, desk.words("Use photo", "استفاده از تصویر"));
}

fn answered(status: u16, body: &str) -> Fault {
    Fault::new(Effect::Answer { status, headers: Vec::new(), body: body.as_bytes().to_vec() }).on("PATCH", ME)
}

/// Answered 502 and never done: neither "Photo changed" nor "Photo removed".
#[test]
fn a_photo_that_was_not_stored_is_not_called_changed() {
    for (language, media) in
        [("en", MediaForm::Absolute), ("fa", MediaForm::Relative), ("en", MediaForm::Query)]
    {
        let behaviour = Behaviour { failing_writes: FailingWrites::Never, media, ..signed() };
        let desk = Desk::with(behaviour, Seed::Example).language(language);
        let (desk, mut driver) = desk.signed_in(WIDE);
        let before = desk.server.avatar("behrooz");
        let checking = desk.words("Checking the server", "در حال بررسی سرور");
        send(&desk, &mut driver);
        driver.wait_for_text(checking);
        driver.press(Role::Button, desk.words("Cancel", "لغو"));
        driver.wait_for_text(
            desk.words("Your photo may or may not have changed", "معلوم نیست تصویر شما تغییر کرده است یا نه"),
        );
        let _ = driver.picture(&format!("places-not-stored-{language}"));
        driver.press(Role::Button, desk.words("Cancel", "لغو"));
        driver.press(Role::Button, desk.words("Remove photo", "حذف تصویر"));
        driver.wait_for_text(checking);
        driver.press(Role::Button, desk.words("Cancel changing the photo", "لغو تغییر تصویر"));
        driver.wait_for_text(
            desk.words(
                "Your photo may or may not have been removed",
                "معلوم نیست تصویر شما حذف شده است یا نه",
            ),
        );
        let _ = driver.picture(&format!("places-not-removed-{language}"));
        let _ = driver.wait_for(Role::Image, desk.words("Photo of بهروز قربانی", "تصویر بهروز قربانی"));
        assert_eq!(desk.server.avatar("behrooz"), before);
    }
}

/// Changed, taken back without a question, removed, taken back again: whatever the address does.
#[test]
fn a_change_is_seen_and_taken_back_whatever_the_address_does() {
    let kept = || Behaviour { picture_names: PictureNames::Same, ..signed() };
    let habits = [
        signed(),
        Behaviour { media: MediaForm::Query, ..Behaviour::default() },
        kept(),
        Behaviour { reencodes: true, ..kept() },
        Behaviour { default_picture: true, reencodes: true, ..Behaviour::default() },
    ];
    for behaviour in habits {
        let (desk, mut driver) = Desk::with(behaviour.clone(), Seed::Example).signed_in(WIDE);
        let before = desk.server.avatar("behrooz");
        send(&desk, &mut driver);
        driver.wait_for_text("Photo changed");
        assert_ne!(desk.server.avatar("behrooz"), before, "{behaviour:?}");
        driver.settle();
        driver.press(Role::Button, "Undo");
        driver.wait_for_text("Old photo restored");
        assert!(behaviour.reencodes || desk.server.avatar("behrooz") == before, "{behaviour:?}");

        driver.press(Role::Button, "Remove photo");
        driver.wait_for_text("Photo removed");
        let _ = driver.wait_for(Role::Image, "No photo");
        assert_eq!(desk.server.avatar("behrooz"), None);
        driver.press(Role::Button, "Undo");
        driver.wait_for_text("Old photo restored");
        let _ = driver.wait_for(Role::Image, "Photo of بهروز قربانی");
        assert!(desk.server.avatar("behrooz").is_some(), "{behaviour:?}");
    }
}

/// A picture for everybody without one is no photo of the person, and a removal that leads to it is done, also where
/// both are in one place.
#[test]
fn a_removal_that_leaves_a_default_picture_is_a_removal() {
    for (language, media) in
        [("en", MediaForm::Absolute), ("fa", MediaForm::Relative), ("en", MediaForm::Query)]
    {
        let behaviour = Behaviour { default_picture: true, media, ..Behaviour::default() };
        let (desk, mut driver) = Desk::with(behaviour, Seed::Example).language(language).signed_in(WIDE);
        let stored = desk.server.user("behrooz").unwrap().avatar;
        driver.press(Role::Button, desk.words("Remove photo", "حذف تصویر"));
        driver.wait_for_text(desk.words("Photo removed", "تصویر حذف شد"));
        let _ = driver.wait_for(Role::Image, desk.words("No photo", "بدون تصویر"));
        driver.wait_until_gone(Role::Button, desk.words("Remove photo", "حذف تصویر"));
        let _ = driver.wait_for(Role::Button, desk.words("Go to Photo", "رفتن به تصویر"));
        driver.settle();
        let _ = driver.picture(&format!("places-default-{language}"));

        // Taking back a first photo takes it away again; the default one is not sent as if it were the person's.
        send(&desk, &mut driver);
        driver.wait_for_text(desk.words("Photo changed", "تصویر تغییر کرد"));
        driver.press(Role::Button, desk.words("Undo", "برگرداندن"));
        driver.wait_for_text(desk.words("Photo removed", "تصویر حذف شد"));
        let _ = driver.wait_for(Role::Image, desk.words("No photo", "بدون تصویر"));
        assert_eq!(desk.server.avatar("behrooz"), None);

        // A photo that comes from elsewhere is one, once the picture for everybody was seen.
        driver.wait_for_some("the default picture", |_| {
            let requests = desk.server.requests();
            let last = requests.iter().rfind(|request| request.path.contains("default"));
            last.is_some_and(|request| request.status.is_some()).then_some(())
        });
        driver.settle();
        driver.settle();
        desk.server.edit("behrooz", |person| person.avatar = stored);
        driver.key(Named::F5, Modifiers::empty());
        let _ = driver.wait_for(Role::Image, desk.words("Photo of بهروز قربانی", "تصویر بهروز قربانی"));
        let _ = driver.wait_for(Role::Button, desk.words("Remove photo", "حذف تصویر"));
    }
}

/// Who never had a photo cannot remove the picture that is shown of everybody: that is said, and trying again is not
/// offered.
#[test]
fn a_default_picture_that_cannot_be_removed_is_not_removed_again_and_again() {
    for (language, signed_media) in [("en", false), ("fa", true)] {
        let behaviour = Behaviour { default_picture: true, signed_media, ..Behaviour::default() };
        let (desk, mut driver) = {
            let desk = Desk::with(behaviour, Seed::Example).language(language);
            desk.server.edit("behrooz", |person| person.avatar = None);
            desk.signed_in(WIDE)
        };
        let remove = desk.words("Remove photo", "حذف تصویر");
        let shows_default = desk.words(
            "It may show this one for everybody without a photo",
            "شاید این را برای همهٔ افراد بدون تصویر نشان دهد",
        );
        driver.press(Role::Button, remove);
        driver.wait_for_text(shows_default);
        driver.settle();
        let _ = driver.picture(&format!("places-only-default-{language}"));
        assert!(
            driver
                .tree()
                .find(Role::Button, desk.words("Retry changing the photo", "تلاش دوباره برای تغییر تصویر"))
                .is_none()
        );
        driver.press(Role::Button, desk.words("Close the message about the photo", "بستن پیام تصویر"));
        // A photo of one's own can be removed.
        send(&desk, &mut driver);
        driver.wait_for_text(desk.words("Photo changed", "تصویر تغییر کرد"));
        driver.press(Role::Button, remove);
        driver.wait_for_text(desk.words("Photo removed", "تصویر حذف شد"));
        let _ = driver.wait_for(Role::Image, desk.words("No photo", "بدون تصویر"));
    }
}

/// The server took it and shows the very same: the words are those of what was done.
#[test]
fn what_is_kept_is_said_of_the_removal_or_of_the_upload() {
    for (language, removal, upload) in [
        (
            "en",
            "accepted the removal, but still shows the same photo",
            "accepted the photo, but still shows the old one",
        ),
        ("fa", "سرور حذف را پذیرفت، ولی هنوز همان تصویر", "سرور تصویر را پذیرفت، ولی هنوز تصویر قبلی"),
    ] {
        let (desk, mut driver) = Desk::with(signed(), Seed::Example).language(language).signed_in(WIDE);
        let same = r#"{"avatar": "/media/users/avatars/photo22132188258.jpg?Signature=0"}"#;
        desk.server.fault(answered(200, same));
        driver.press(Role::Button, desk.words("Remove photo", "حذف تصویر"));
        driver.wait_for_text(removal);
        let _ = driver.picture(&format!("places-kept-{language}"));
        desk.server.fault(answered(200, same));
        send(&desk, &mut driver);
        driver.wait_for_text(upload);
    }
}

/// Somebody put another photo in the same place since: Undo asks before it takes that away.
#[test]
fn another_photo_in_the_same_place_is_not_taken_back_unasked() {
    let behaviour = Behaviour { picture_names: PictureNames::Same, ..signed() };
    let (desk, mut driver) = Desk::with(behaviour, Seed::Example).signed_in(WIDE);
    let before = desk.server.avatar("behrooz").unwrap();
    send(&desk, &mut driver);
    driver.wait_for_text("Photo changed");
    driver.settle();
    driver.rest();
    let theirs = std::fs::read(desk.picture_file("theirs.jpg", 300, 300)).unwrap();
    desk.server.replace_avatar("behrooz", theirs);
    driver.press(Role::Button, "Undo");
    driver.wait_for_text("has changed again since");
    driver.press(Role::Button, "Undo anyway");
    driver.wait_for_text("Old photo restored");
    assert_eq!(desk.server.avatar("behrooz"), Some(before));
}
