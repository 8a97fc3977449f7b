//! What opens by itself or by a press comes into view as a whole, beside what floats over the page.

use crate::support::desk::{Desk, NARROW};
use crate::support::driver::Driver;

use iced::keyboard::Modifiers;
use iced::keyboard::key::Named;
use iced::{Program, Rectangle, Size};
use nameplate::access::Role;
use nameplate::theme;

const NONE: Modifiers = Modifiers::empty();

/// The window as it opens, and a phone's.
const WINDOWS: [Size; 2] = [Size::new(960.0, 760.0), Size::new(360.0, 640.0)];

/// Between the bar at the top and what floats at the bottom, which begins at the topmost of these names.
fn seen<P: Program + 'static>(driver: &mut Driver<P>, floating: &[&str]) -> Rectangle {
    let size = driver.size();
    let is_floating = |name: &str| floating.iter().any(|part| name.contains(part));
    let tops = driver.tree().all().into_iter().filter(|found| is_floating(&found.name));
    let bottom = tops.map(|found| found.bounds.y).fold(size.height, f32::min);
    Rectangle { x: 0.0, y: theme::size::HEADER, width: size.width, height: bottom - theme::size::HEADER }
}

fn assert_seen<P: Program + 'static>(driver: &mut Driver<P>, role: Role, name: &str, floating: &[&str]) {
    let (page, found) = (seen(driver, floating), driver.control(role, name).bounds);
    let is_in = found.y >= page.y && found.y + found.height <= page.y + page.height;
    assert!(is_in, "{name}: {found:?} in {page:?} of {:?}", driver.size());
}

#[test]
fn the_choice_of_a_conflict_comes_into_view() {
    for (size, language) in WINDOWS.into_iter().zip(["en", "fa"]) {
        for is_saved in [true, false] {
            let (desk, mut driver) = Desk::new().language(language).signed_in(size);
            driver.rest();
            let field = desk.words("Email", "ایمیل");
            driver.fill(Role::TextInput, field, "behrooz@example.org");
            desk.server.edit("behrooz", |person| person.email = Some("ghorbani@example.com".to_owned()));
            if !is_saved {
                // The focus is elsewhere, and stays there.
                driver.tab_to(Role::Button, desk.words("Menu", "منو"));
            }
            if is_saved {
                driver.key("s", Modifiers::COMMAND);
            } else {
                driver.key(Named::F5, NONE);
            }
            let floating = [
                desk.words("Not saved yet.", "هنوز ذخیره نشده است."),
                desk.words("You and somebody else", "شما و شخص دیگری"),
                desk.words("Discard changes", "صرف‌نظر از تغییرات"),
            ];
            let choice = desk.words("Two values of Email", "دو مقدار برای ایمیل");
            let _ = driver.wait_for(Role::Group, choice);
            driver.settle();
            let _ = driver.picture(&format!("conflict-in-view-{language}-{is_saved}"));
            assert_seen(&mut driver, Role::Group, choice, &floating);
            // By the Tab key it comes as a whole too, from the top of the page.
            driver.tab_to(Role::Button, desk.words("Change photo", "تغییر تصویر"));
            driver.tab_to(
                Role::Button,
                desk.words("Keep your value for Email", "نگه داشتن مقدار شما برای ایمیل"),
            );
            assert_seen(&mut driver, Role::Group, choice, &floating);
        }
    }
}

#[test]
fn the_details_of_a_group_come_into_view() {
    for (size, by_key) in [(Size::new(960.0, 620.0), false), (NARROW, false), (NARROW, true)] {
        let (_desk, mut driver) = Desk::new().signed_in(size);
        driver.rest();
        let show = "Show details of Administrators";
        let line = driver.control(Role::Button, show).bounds;
        let page = seen(&mut driver, &[]);
        driver.point_at(page.center());
        // The line is the last that is seen of the page.
        driver.scroll(line.y + line.height - size.height + 4.0);
        if by_key {
            driver.tab_to(Role::Button, show);
            driver.key(Named::Enter, NONE);
        } else {
            let line = driver.control(Role::Button, show).bounds;
            assert!(line.y + line.height < size.height, "{line:?}");
            driver.click_at(line.center());
        }
        let _ = driver.wait_for(Role::Button, "Copy details of Administrators");
        driver.settle();
        assert_seen(&mut driver, Role::Button, "Copy details of Administrators", &[]);
        assert_seen(&mut driver, Role::Button, "Hide details of Administrators", &[]);
    }
}
