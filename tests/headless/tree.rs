//! What assistive technology gets, on each screen, in each state, in both languages.
//!
//! Each state is compared with a file in `trees/`: role, name, value, description and states of all nodes, in reading order.
//! `NAMEPLATE_TREES=write cargo test --test headless tree::` writes the files again; read the difference before you commit it.
//! In each state the test also checks that everything with an action has a name, that no two nodes of one role have the same
//! name, and that the Tab key follows the reading order, with two columns and with one.

use crate::matrix::{self, Layouts};
use crate::photo::until;
use crate::support::desk::Desk;

use crate::support::driver::Driver;

use accesskit::{Action, NodeId};
use iced::keyboard::key::{Code, Named, Physical};
use iced::keyboard::{self, Key, Location, Modifiers};
use iced::{Event, Program, Size};
use nameplate::access::{Found, Role, Tree};
use nameplate::api::Progress;
use nameplate::app::Message;
use nameplate::config::{Link, Notice};
use nameplate::demo::{Behaviour, Effect, Fault, Seed};
use nameplate::editor::Event as EditorEvent;
use nameplate::locale::{Direction, Language, Locale};
use nameplate::profile::{Identity, IdentityKind};
use nameplate::screen::profile;
use nameplate::store::{Account, Theme};
use nameplate::vault::Vault;

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

pub(crate) const ME: &str = "/api/users/me/";

/// Two columns, with room for everything.
const TALL: Size = Size::new(960.0, 1800.0);
/// One column, with room for everything.
const SLIM: Size = Size::new(420.0, 3000.0);

/// Those that are drawn; the system's is one of them.
const THEMES: [Theme; 3] = [Theme::Light, Theme::Dark, Theme::HighContrast];

/// Longer than any test lasts.
pub(crate) const FOREVER: Duration = Duration::from_secs(60);

#[test]
fn the_door() {
    everywhere(|scene| {
        let desk = scene.desk().knowing(vec![known()]);
        let mut driver = desk.open(scene.size);
        driver.rest();
        let _ = driver.wait_for(Role::Button, &scene.tr("sign-in-submit"));
        scene.show(&desk, &mut driver, "sign-in");
        let address = scene.tr("sign-in-server-address");
        driver.fill(Role::TextInput, &address, "http://hr.example.com");
        driver.press(Role::Button, &scene.tr("sign-in-submit"));
        let _ = driver.wait_for(Role::Alert, &scene.tr("address-plain-http"));
        scene.show(&desk, &mut driver, "sign-in-misaddressed");
        driver.fill(Role::TextInput, &address, desk.server.base_url());
        driver.press(Role::Button, &scene.tr("sign-in-submit"));
        driver.wait_for_text(&scene.tr("sign-in-key-missing"));
        scene.show(&desk, &mut driver, "sign-in-refused");
        driver.press(Role::RadioButton, &scene.tr("sign-in-password"));
        driver.fill(Role::PasswordInput, &scene.tr("sign-in-password"), "SECRET");
        driver.wait_for_text(&scene.tr("sign-in-caps-lock"));
        scene.show(&desk, &mut driver, "sign-in-password");
        driver.press(Role::Button, &scene.tr("sign-in-show-password"));
        scene.show(&desk, &mut driver, "sign-in-password-shown");

        driver.fill(Role::TextInput, &scene.tr("sign-in-username"), "behrooz");
        desk.server.fault(Fault::new(Effect::WaitThenAnswer(FOREVER)));
        driver.press(Role::Button, &scene.tr("sign-in-submit"));
        driver.wait_for_text(&scene.tr("sign-in-busy"));
        scene.show(&desk, &mut driver, "sign-in-busy");
    });
}

#[test]
fn the_keyring() {
    everywhere(|scene| {
        let desk = scene.desk().vault(Vault::Silent).knowing(vec![Account { active: true, ..known() }]);
        let mut driver = desk.open(scene.size);
        driver.rest();
        driver.wait_for_text(&scene.tr("sign-in-restoring"));
        scene.show(&desk, &mut driver, "keyring-opening");
        driver.wait_for_text(&scene.tr("keyring-waiting"));
        scene.show(&desk, &mut driver, "keyring-waiting");
    });
}

/// *Save* is there again for what is typed while a save is on its way.
#[test]
fn a_second_save() {
    everywhere(|scene| {
        let (desk, mut driver) = scene.desk().signed_in(scene.size);
        driver.rest();
        desk.server.fault(Fault::new(Effect::WaitThenAnswer(FOREVER)).on("PATCH", ME));
        driver.fill(Role::TextInput, &scene.tr("field-first-name"), "Behrooz");
        driver.press(Role::Button, &scene.tr("profile-save"));
        driver.wait_for_text(&scene.tr("profile-saving"));
        arrived(&desk, &mut driver, "PATCH");
        driver.fill(Role::TextInput, &scene.tr("field-last-name"), "Bahrami");
        driver.press(Role::Button, &scene.tr("profile-save"));
        driver.wait_for_text(&scene.tr("profile-saving-next"));
        scene.show(&desk, &mut driver, "profile-saving-next");
    });
}

#[test]
fn the_profile() {
    everywhere(|scene| {
        let (desk, mut driver) = scene.desk().signed_in(scene.size);
        driver.rest();
        scene.show(&desk, &mut driver, "profile");
        driver.fill(Role::TextInput, &scene.tr("field-first-name"), "Behrooz");
        driver.fill(Role::TextInput, &scene.tr("field-email"), "behrooz");
        driver.press(Role::RadioButton, &scene.tr("gender-other"));
        scene.show(&desk, &mut driver, "profile-changes");

        desk.server.fault(Fault::new(refusal()).on("PATCH", ME));
        driver.press(Role::Button, &scene.tr("profile-save"));
        driver.wait_for_text("Not among the choices.");
        scene.show(&desk, &mut driver, "profile-errors");

        desk.server.forget_requests();
        desk.server.fault(Fault::new(Effect::WaitThenAnswer(FOREVER)).on("PATCH", ME));
        driver.key("s", Modifiers::COMMAND);
        driver.wait_for_text(&scene.tr("profile-saving"));
        arrived(&desk, &mut driver, "PATCH");
        scene.show(&desk, &mut driver, "profile-saving");
        // Reading waits for the save: there is one request at a time.
        driver.key(Named::F5, Modifiers::empty());
        driver.wait_for_text(&scene.tr("profile-reading-again"));
        scene.show(&desk, &mut driver, "profile-saving-and-reading");
        driver.press(Role::Button, &scene.tr("profile-cancel-reading"));
        driver.press(Role::Button, &scene.tr("general-cancel"));
        driver.wait_for_text(&scene.tr("profile-checking-save"));
        scene.show(&desk, &mut driver, "profile-checking");
        driver.press(Role::Button, &scene.tr("general-cancel"));
        driver.wait_for_text(&scene.tr("profile-cancelled-unknown"));
        let _ = driver.wait_for(Role::Button, &scene.tr("general-look-again"));
        scene.show(&desk, &mut driver, "profile-unknown");

        let refusal = Effect::Answer { status: 413, headers: Vec::new(), body: Vec::new() };
        desk.server.fault(Fault::new(refusal).on("PATCH", ME));
        driver.key("s", Modifiers::COMMAND);
        let _ = driver.wait_for(Role::Button, &scene.tr("profile-close-saving"));
        driver.press(Role::Button, &scene.tr("profile-close-doubt"));
        desk.server.fault(Fault::new(Effect::DropBeforeStoring).on("GET", ME).times(3));
        driver.key(Named::F5, Modifiers::empty());
        let _ = driver.wait_for(Role::Button, &scene.tr("profile-retry-reading"));
        scene.show(&desk, &mut driver, "profile-failures");

        driver.fill(Role::TextInput, &scene.tr("field-email"), "behrooz@example.com");
        driver.key("s", Modifiers::COMMAND);
        driver.wait_for_text(&scene.tr("profile-saved"));
        scene.show(&desk, &mut driver, "profile-saved");
    });
}

#[test]
fn the_photo_on_the_profile_and_the_groups() {
    everywhere(|scene| {
        let (desk, mut driver) = scene.desk().signed_in(scene.size);
        driver.rest();
        driver.press(Role::Button, &group(scene, "groups-show-details"));
        let _ = driver.wait_for(Role::Button, &group(scene, "groups-hide-details"));
        scene.show(&desk, &mut driver, "profile-group-details");

        desk.server.fault(Fault::new(Effect::WaitThenAnswer(Duration::from_secs(2))).on("PATCH", ME));
        remove_photo(&mut driver, scene);
        driver.wait_for_text(&scene.tr("profile-removing-photo"));
        scene.show(&desk, &mut driver, "profile-removing-photo");
        let _ = driver.wait_for(Role::Image, &scene.tr("profile-no-photo"));
        scene.show(&desk, &mut driver, "profile-no-photo");
    });
}

#[test]
fn the_photo_screen() {
    everywhere(|scene| {
        let (desk, mut driver) = scene.desk().signed_in(scene.size);
        driver.rest();
        let file = desk.picture_file("wide.png", 900, 700);
        driver.press(Role::Button, &scene.tr("profile-change-photo-name"));
        scene.show(&desk, &mut driver, "photo");
        driver.press(Role::Button, &scene.tr("photo-make-name"));
        driver.rest();
        scene.show(&desk, &mut driver, "photo-making");
        driver.press(Role::Button, &scene.tr("general-cancel"));
        driver.press(Role::Button, &scene.tr("photo-other-ways"));
        type_path(&mut driver, &scene.tr("photo-path"), &desk.folder.path().join("nothing.jpg"));
        driver.wait_for_text(&scene.tr("picture-file-missing"));
        scene.show(&desk, &mut driver, "photo-problem");
        type_path(&mut driver, &scene.tr("photo-path"), &file);
        let _ = driver.wait_for(Role::Button, &scene.tr("photo-use"));
        driver.wait_until_gone(Role::Label, &scene.tr("photo-drawing"));
        scene.show(&desk, &mut driver, "photo-ready");

        let busy = Effect::Answer { status: 413, headers: Vec::new(), body: Vec::new() };
        desk.server.fault(Fault::new(busy).on("PATCH", ME));
        driver.press(Role::Button, &scene.tr("photo-use"));
        let _ = driver.wait_for(Role::Button, &scene.tr("general-retry"));
        scene.show(&desk, &mut driver, "photo-failed");
        desk.server.fault(Fault::new(Effect::WaitThenAnswer(FOREVER)).on("PATCH", ME));
        driver.press(Role::Button, &scene.tr("general-retry"));
        driver.wait_for_text(&scene.tr("photo-waiting"));
        scene.show(&desk, &mut driver, "photo-sending");
        desk.server.fault(Fault::new(Effect::WaitThenAnswer(FOREVER)).on("GET", ME));
        driver.press(Role::Button, &scene.tr("general-cancel"));
        driver.wait_for_text(&scene.tr("photo-checking"));
        scene.show(&desk, &mut driver, "photo-checking");
        driver.press(Role::Button, &scene.tr("general-cancel"));
        let _ = driver.wait_for(Role::Button, &scene.tr("general-look-again"));
        scene.show(&desk, &mut driver, "photo-unknown");
    });
}

#[test]
fn an_upload_is_told_at_every_quarter_and_not_at_every_hundredth() {
    let (desk, mut driver) = Desk::new().signed_in(TALL);
    driver.press(Role::Button, "Change photo");
    driver.press(Role::Button, "Other ways");
    type_path(&mut driver, "Photo path", &desk.picture_file("wide.png", 900, 700));
    let _ = driver.wait_for(Role::Button, "Use photo");
    desk.server.fault(Fault::new(Effect::WaitThenAnswer(FOREVER)).on("PATCH", ME));
    driver.press(Role::Button, "Use photo");
    driver.wait_for_text("Sent, waiting for the server");

    let (mut told, mut shown) = (Vec::new(), Vec::new());
    for sent in 0..=200 {
        driver.send(Message::Profile(profile::Message::Edit(EditorEvent::Progressed(Progress {
            sent,
            total: 200,
        }))));
        let tree = driver.tree();
        let status = |found: &&Found| found.role == Role::Status && found.states.contains(&"busy");
        told.push(tree.all().iter().find(status).unwrap().name.clone());
        let is_bar = |node: &accesskit::Node| node.role() == Role::ProgressIndicator;
        let bar = tree.nodes.iter().find(|(_, node)| is_bar(node)).and_then(|(_, node)| node.numeric_value());
        shown.push(bar.unwrap());
    }
    told.dedup();
    let waiting = "Sent, waiting for the server…";
    assert_eq!(told, ["Sending, 0%", "Sending, 25%", "Sending, 50%", "Sending, 75%", waiting]);
    shown.dedup();
    assert_eq!(shown.len(), 201, "the bar itself goes on");
}

#[test]
fn what_lies_over_every_screen() {
    everywhere(|scene| {
        let mut desk = scene.desk();
        let file = "/etc/nameplate/config.toml".into();
        desk.start.config.notices = vec![Notice::ServerFixed, Notice::UnknownKey(file, "colour".into())];
        let mut driver = desk.open(scene.size);
        driver.rest();
        scene.show(&desk, &mut driver, "notices");
        driver.press(Role::Button, &scene.tr("general-close"));
        driver.press(Role::Button, &scene.tr("menu"));
        scene.show(&desk, &mut driver, "menu-at-the-door");

        desk.start.config.notices.clear();
        let (desk, mut driver) = desk.signed_in(scene.size);
        // Below a menu nobody can tell that the initials are those of a picture.
        driver.wait_for_some("the photo", |driver| (!driver.boxes().has_text("ب\u{200c}ق")).then_some(()));
        driver.rest();
        driver.press(Role::Button, &scene.tr("menu"));
        scene.show(&desk, &mut driver, "menu");
        driver.press(Role::Button, &scene.tr("menu-shortcuts"));
        scene.show(&desk, &mut driver, "shortcuts");
        driver.press(Role::Button, &scene.tr("general-close"));
        driver.press(Role::Button, &scene.tr("menu"));
        driver.press(Role::Button, &scene.tr("menu-about"));
        scene.show(&desk, &mut driver, "about");
    });
}

#[test]
fn the_questions() {
    everywhere(|scene| {
        let (desk, mut driver) = scene.desk().signed_in(scene.size);
        driver.rest();
        let cancel = scene.tr("general-cancel");
        driver.press(Role::Button, &scene.tr("account-sign-out"));
        scene.show(&desk, &mut driver, "ask-sign-out");
        driver.press(Role::Button, &cancel);
        driver.fill(Role::TextInput, &scene.tr("field-username"), "");
        driver.press(Role::Button, &scene.tr("profile-save"));
        scene.show(&desk, &mut driver, "ask-clear-username");
        driver.press(Role::Button, &cancel);
        driver.press(Role::Button, &scene.tr("account-switch"));
        scene.show(&desk, &mut driver, "ask-switch");
        driver.press(Role::Button, &cancel);
        driver.key("q", Modifiers::COMMAND);
        driver.wait_for_text(&scene.tr("ask-close-title"));
        scene.show(&desk, &mut driver, "ask-close");
        for (link, name) in [("https%3A%2F%2Fhr.example.com%3A8443", "ask-link"), ("evil", "link-unusable")] {
            let mut desk = scene.desk();
            desk.start.config.link = Some(Link::read(&format!("nameplate://server?url={link}")));
            let mut driver = desk.open(scene.size);
            driver.rest();
            scene.show(&desk, &mut driver, name);
        }
    });
}

#[test]
fn signing_in_again_over_the_edits() {
    everywhere(|scene| {
        let desk = scene.dress(Desk::with(Behaviour::default(), Seed::Reference));
        let (desk, mut driver) = desk.signed_in(scene.size);
        driver.rest();
        driver.fill(Role::TextInput, &scene.tr("field-first-name"), "Behrooz");
        desk.server.revoke("behrooz");
        driver.press(Role::Button, &scene.tr("profile-save"));
        driver.wait_for_text(&scene.tr("sign-in-expired"));
        driver.press(Role::RadioButton, &scene.tr("sign-in-password"));
        scene.show(&desk, &mut driver, "sign-in-again");

        // Somebody else's password; the profile behind has a username of its own, hidden now.
        driver.fill(Role::TextInput, &scene.tr("sign-in-username"), "sara_owner");
        driver.fill(Role::PasswordInput, &scene.tr("sign-in-password"), "owner-pass-2");
        driver.key(Named::Enter, Modifiers::empty());
        driver.wait_for_text(&scene.tr("ask-another-account-title"));
        scene.show(&desk, &mut driver, "ask-another-account");
    });
}

/// The names of `product.md`, which the tests of other programs and people's scripts go by.
#[test]
fn the_names_of_the_controls() {
    let desk = Desk::new().knowing(vec![known()]);
    let mut driver = desk.open(TALL);
    driver.assert_shows(&[
        (Role::TextInput, "Server address"),
        (Role::RadioGroup, "Sign in with"),
        (Role::RadioButton, "API key"),
        (Role::RadioButton, "Password"),
        (Role::PasswordInput, "API key"),
        (Role::Button, "Show key"),
        (Role::CheckBox, "Keep me signed in"),
        (Role::Button, "Sign in"),
        (Role::Button, "Menu"),
    ]);
    driver.press(Role::RadioButton, "Password");
    driver.assert_shows(&[
        (Role::TextInput, "Username or email"),
        (Role::PasswordInput, "Password"),
        (Role::Button, "Show password"),
    ]);

    let (desk, mut driver) = Desk::new().signed_in(TALL);
    driver.fill(Role::TextInput, "First name", "Behrooz");
    driver.assert_shows(&[
        (Role::Image, "Photo of بهروز قربانی"),
        (Role::Button, "Change photo"),
        (Role::Button, "Remove photo"),
        (Role::Status, "Profile incomplete"),
        (Role::Button, "Go to Mobile number"),
        (Role::Button, "Undo First name"),
        (Role::TextInput, "First name"),
        (Role::TextInput, "Last name"),
        (Role::RadioGroup, "Gender"),
        (Role::RadioButton, "Male"),
        (Role::RadioButton, "Female"),
        (Role::RadioButton, "Other"),
        (Role::RadioButton, "Not given"),
        (Role::TextInput, "Username"),
        (Role::TextInput, "Mobile number"),
        (Role::TextInput, "Email"),
        (Role::Button, "Copy groups"),
        (Role::List, "Groups"),
        (Role::ListItem, "Administrators"),
        (Role::Button, "Switch account"),
        (Role::Button, "Sign out"),
        (Role::Status, "1 change"),
        (Role::Button, "Discard changes"),
        (Role::Button, "Save"),
    ]);
    driver.press(Role::Button, "Undo First name");
    driver.fill(Role::TextInput, "Mobile number", "09120000002");
    driver.press(Role::Button, "Save");
    let _ = driver.wait_for(Role::Status, "Profile complete");
    driver.press(Role::Button, "Change photo");
    driver.assert_shows(&[
        (Role::Button, "Choose a file"),
        (Role::Button, "Make one"),
        (Role::Button, "Other ways"),
        (Role::Button, "Cancel"),
    ]);
    driver.press(Role::Button, "Other ways");
    type_path(&mut driver, "Photo path", &desk.picture_file("wide.png", 900, 700));
    let _ = driver.wait_for(Role::Button, "Use photo");
    driver.assert_shows(
        &[
            "Zoom in",
            "Zoom out",
            "Rotate left",
            "Rotate right",
            "Flip",
            "Reset",
            "Move left",
            "Move right",
            "Move up",
            "Move down",
            "Centre",
            "Use photo",
            "Cancel",
        ]
        .map(|name| (Role::Button, name)),
    );
    driver.press(Role::Button, "Cancel");
    driver.press(Role::Button, "Menu");
    driver.assert_shows(&[
        (Role::Button, "Refresh"),
        (Role::RadioGroup, "Language"),
        (Role::RadioButton, "فارسی"),
        (Role::RadioGroup, "Theme"),
        (Role::Button, "Shortcuts"),
        (Role::Button, "About Nameplate"),
        (Role::Button, "Switch account"),
        (Role::Button, "Sign out"),
    ]);
}

/// One language and one width of the window.
pub(crate) struct Scene {
    pub(crate) locale: Locale,
    pub(crate) size: Size,
    aim: Aim,
    faults: RefCell<Vec<String>>,
    layouts: RefCell<Layouts>,
}

/// What a scene is played for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// What is told is compared, and with room for everything the layout is examined.
    Check,
    /// The layout of the same sentences from left to right is remembered.
    Mirror,
    /// Pictures are written, in this theme.
    Pictures(Theme),
}

/// Plays a scene in both languages, with two columns and with one.
pub(crate) fn everywhere(play: impl Fn(&Scene)) {
    let scene = |language, size, aim| {
        let locale = Locale::new(language);
        Scene { locale, size, aim, faults: RefCell::default(), layouts: RefCell::default() }
    };
    if matrix::makes_pictures() {
        for (language, theme) in Language::ALL.into_iter().flat_map(|one| THEMES.map(|theme| (one, theme))) {
            play(&scene(language, TALL, Aim::Pictures(theme)));
        }
        return matrix::write_index();
    }
    let mut faults = Vec::new();
    for language in Language::ALL {
        let mut played = [TALL, SLIM].map(|size| {
            let scene = scene(language, size, Aim::Check);
            play(&scene);
            scene
        });
        if language.direction() == Direction::RightToLeft {
            let mirror = scene(language, TALL, Aim::Mirror);
            play(&mirror);
            let [tall, _] = &mut played;
            faults.extend(matrix::unlike_the_mirror(tall.layouts.get_mut(), &mirror.layouts.into_inner()));
        }
        faults.extend(played.into_iter().flat_map(|scene| scene.faults.into_inner()));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

impl Scene {
    pub(crate) fn tr(&self, id: &'static str) -> String {
        self.locale.tr(id)
    }

    pub(crate) fn desk(&self) -> Desk {
        self.dress(Desk::new())
    }

    /// A desk of the scene's language, colours and direction.
    pub(crate) fn dress(&self, desk: Desk) -> Desk {
        let mut desk = desk.language(self.locale.language().code());
        match self.aim {
            Aim::Check => {}
            Aim::Mirror => desk.start.direction = Some(Direction::LeftToRight),
            Aim::Pictures(theme) => desk.start.config.interface.theme = theme,
        }
        desk
    }

    /// Examines one state of the window.
    fn show<P: Program + 'static>(&self, desk: &Desk, driver: &mut Driver<P>, state: &str) {
        self.examine(driver, state);
        if self.aim != Aim::Check {
            return;
        }
        let name = format!("{state}.{}", self.locale.language().code());
        let tree = driver.tree();
        let mut found = self.compare(&name, &told(&tree, desk));
        found.extend(names(&tree));
        found.extend(order(driver, &self.locale));
        let place = format!("{name}, {} wide", self.size.width);
        self.faults.borrow_mut().extend(found.into_iter().map(|fault| format!("{place}: {fault}")));
    }

    /// Examines the layout of one state of the window, or draws it.
    pub(crate) fn examine<P: Program + 'static>(&self, driver: &mut Driver<P>, state: &str) {
        let name = format!("{state}-{}", self.locale.language().code());
        match self.aim {
            Aim::Pictures(theme) => matrix::write_pictures(driver, &format!("{name}-{}", theme.key())),
            Aim::Check | Aim::Mirror if self.size == TALL => {
                let found = matrix::examine(driver, &name, &mut self.layouts.borrow_mut());
                self.faults.borrow_mut().extend(found);
            }
            Aim::Check | Aim::Mirror => {}
        }
    }

    /// Compares with the file, or writes it where that is asked for.
    fn compare(&self, name: &str, told: &str) -> Vec<String> {
        let file =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/headless/trees").join(format!("{name}.txt"));
        if self.size == TALL && std::env::var("NAMEPLATE_TREES").as_deref() == Ok("write") {
            std::fs::write(&file, told).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        let (mut old, mut new): (Vec<_>, Vec<_>) = (expected.lines().collect(), told.lines().collect());
        if self.size == SLIM {
            // In one column the same is told, but a dialog's buttons stand the other way round.
            old.sort_unstable();
            new.sort_unstable();
        }
        if old == new {
            return Vec::new();
        }
        let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}"));
        let come = new.iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}"));
        let mut lines: Vec<_> = gone.chain(come).collect();
        if lines.is_empty() {
            lines.push("the same lines in another order".to_owned());
        }
        vec![format!("differs from {}\n{}", file.display(), lines.join("\n"))]
    }
}

pub(crate) fn known() -> Account {
    Account {
        origin: "https://hr.techcorp.com".to_owned(),
        address: String::new(),
        capital_gender: false,
        identity: Identity::new(IdentityKind::Id, "7").unwrap(),
        name: "Alexandra Thompson".to_owned(),
        active: false,
    }
}

/// A server that finds fault with three fields.
fn refusal() -> Effect {
    let body = br#"{"gender": ["Not among the choices."], "email": ["Not valid.", "Too short."], "nickname": ["Unknown."]}"#;
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    Effect::Answer { status: 400, headers, body: body.to_vec() }
}

fn group(scene: &Scene, id: &'static str) -> String {
    scene.locale.tr_with(id, &[("name", nameplate::locale::Arg::Text("Administrators".into()))])
}

fn remove_photo<P: Program + 'static>(driver: &mut Driver<P>, scene: &Scene) {
    driver.press(Role::Button, &scene.tr("profile-remove-photo"));
}

/// Waits until a request has reached the server, which will not answer it.
fn arrived<P: Program + 'static>(desk: &Desk, driver: &mut Driver<P>, method: &str) {
    until(driver, || desk.server.requests().iter().any(|request| request.method == method));
}

pub(crate) fn type_path<P: Program + 'static>(driver: &mut Driver<P>, entry: &str, path: &Path) {
    driver.fill(Role::TextInput, entry, path.to_str().unwrap());
    driver.key(Named::Enter, Modifiers::empty());
}

/// Everything in the window, one line each, without what differs from run to run.
fn told(tree: &Tree, desk: &Desk) -> String {
    let nodes: HashMap<_, _> = tree.nodes.iter().map(|(id, node)| (*id, node)).collect();
    let mut told = String::new();
    for found in tree.all() {
        let node = nodes[&found.id];
        let place =
            node.position_in_set().map(|place| format!(" {{{} of {}}}", place + 1, set(tree, found.id)));
        let share = node.numeric_value().map(|value| format!(" {{{value:.0} %}}"));
        let urgent = node.live() == Some(accesskit::Live::Assertive);
        let urgent = if urgent { " {at once}" } else { "" };
        writeln!(told, "{found}{}{}{urgent}", place.unwrap_or_default(), share.unwrap_or_default()).unwrap();
    }
    let server = desk.server.base_url().trim_start_matches("http://").to_owned();
    told.replace(&server, "SERVER").replace(desk.folder.path().to_str().unwrap(), "FOLDER")
}

/// How many there are of a thing with a position, which its parent knows.
fn set(tree: &Tree, id: NodeId) -> usize {
    let parent = tree.nodes.iter().find(|(_, node)| node.children().contains(&id));
    parent.and_then(|(_, parent)| parent.size_of_set()).unwrap_or_default()
}

/// What can be acted upon has a name, and what can be focused one of its own.
fn names(tree: &Tree) -> Vec<String> {
    let nodes: HashMap<_, _> = tree.nodes.iter().map(|(id, node)| (*id, node)).collect();
    let mut faults = Vec::new();
    let mut seen: Vec<Found> = Vec::new();
    for found in tree.all() {
        let node = nodes[&found.id];
        let acts = [Action::Click, Action::Focus, Action::SetValue, Action::Increment];
        if acts.into_iter().any(|action| node.supports_action(action)) && found.name.trim().is_empty() {
            faults.push(format!("no name: {found}"));
        }
        // Also where it is disabled: clients ask once.
        let click = node.supports_action(Action::Focus) && found.role == Role::Button;
        if click && !node.supports_action(Action::Click) {
            faults.push(format!("no press: {found}"));
        }
        if found.role == Role::Slider && node.numeric_value().is_none() {
            faults.push(format!("no value: {found}"));
        }
        if node.supports_action(Action::Focus) {
            if seen.iter().any(|other| (other.role, &other.name) == (found.role, &found.name)) {
                faults.push(format!("twice: {found}"));
            }
            seen.push(found);
        }
    }
    faults
}

/// The Tab key reaches everything that can be focused, once, in reading order.
fn order<P: Program + 'static>(driver: &mut Driver<P>, locale: &Locale) -> Vec<String> {
    let path = tab_path(driver);
    let mut faults = Vec::new();
    let tree = driver.tree();
    let nodes: HashMap<_, _> = tree.nodes.iter().map(|(id, node)| (*id, node)).collect();
    for found in tree.all() {
        let can_focus =
            nodes[&found.id].supports_action(Action::Focus) && !found.states.contains(&"disabled");
        // Radio buttons are one stop together.
        let is_stop = can_focus && found.role != Role::RadioButton;
        let stops = path.iter().filter(|stop| stop.id == found.id).count();
        if is_stop && stops != 1 {
            faults.push(format!("Tab comes {stops} times to {found}"));
        }
    }
    let all = tree.all();
    let live = |group: &Found| {
        all.iter().any(|found| {
            let is_live = found.role == Role::RadioButton && !found.states.contains(&"disabled");
            is_live && group.bounds.contains(found.bounds.center())
        })
    };
    let groups = all.iter().filter(|found| found.role == Role::RadioGroup && live(found)).count();
    let radios = path.iter().filter(|stop| stop.role == Role::RadioButton).count();
    if groups != radios {
        faults.push(format!("{groups} radio groups but {radios} stops"));
    }

    // The first of reading order is whatever is not preceded by anything: the path is a circle.
    let is_rtl = locale.language() == Language::Persian;
    let first = tree.all().iter().find_map(|found| path.iter().position(|stop| stop.id == found.id));
    let ordered: Vec<_> = path.iter().cycle().skip(first.unwrap_or_default()).take(path.len()).collect();
    // Decided: the account is the last card, although it stands under the photo in two columns.
    let account = locale.tr("account-switch");
    for pair in ordered.windows(2) {
        let [before, after] = pair else { continue };
        let is_read_after = is_read_after(before, after, is_rtl) || is_beside_its_label(before, after);
        if after.name != account && !is_read_after {
            faults.push(format!("Tab goes against reading order from {before} to {after}"));
        }
    }
    faults
}

/// Where the Tab key goes until it is round.
fn tab_path<P: Program + 'static>(driver: &mut Driver<P>) -> Vec<Found> {
    let mut path: Vec<Found> = Vec::new();
    for _ in 0..100 {
        driver.event(tab());
        let focused = driver.tree().all().into_iter().find(|found| found.states.contains(&"focused"));
        match focused {
            Some(found) if path.first().is_none_or(|first| first.id != found.id) => path.push(found),
            _ => return path,
        }
    }
    panic!("the Tab key never comes round: {path:?}");
}

/// Only what the program looks at, since it is pressed some thousand times here.
fn tab() -> Event {
    Event::Keyboard(keyboard::Event::KeyPressed {
        key: Key::Named(Named::Tab),
        modified_key: Key::Named(Named::Tab),
        physical_key: Physical::Code(Code::Tab),
        location: Location::Standard,
        modifiers: Modifiers::empty(),
        text: None,
        repeat: false,
    })
}

/// Decided: what is offered beside the label of a field is read after the field, so that the Tab key goes from field to
/// field. It stands in the line right above.
fn is_beside_its_label(field: &Found, after: &Found) -> bool {
    let is_field = matches!(field.role, Role::TextInput | Role::PasswordInput | Role::RadioButton);
    let above = field.bounds.y - after.bounds.y;
    is_field && after.role == Role::Button && (0.0..=after.bounds.height + 4.0).contains(&above)
}

/// In one line further on, in a line below, or in a column further on.
fn is_read_after(before: &Found, after: &Found, is_rtl: bool) -> bool {
    let (before, after) = (before.bounds, after.bounds);
    let is_further_on = if is_rtl {
        after.x + after.width <= before.x + 1.0
    } else {
        after.x + 1.0 >= before.x + before.width
    };
    let is_below = after.y + 1.0 >= before.y + before.height;
    is_below || is_further_on
}
