//! Everything for a test of the whole program: the built-in server, a data folder, a keyring in memory, and the program.

use super::driver::Driver;

use iced::{Application, Program, Size};
use jiff::Timestamp;
use nameplate::access::Role;
use nameplate::app::{self, App, Clock, Message, Rescue, Start};
use nameplate::config::{Config, FixedServer};
use nameplate::demo::{self, Behaviour, Demo, Seed};
use nameplate::store::{Account, Interface, Store, Theme};
use nameplate::vault::Vault;

use std::path::PathBuf;
use std::sync::Arc;

/// Two columns.
pub(crate) const WIDE: Size = Size::new(960.0, 900.0);
/// One column.
pub(crate) const NARROW: Size = Size::new(420.0, 900.0);
/// The smallest window.
pub(crate) const SMALL: Size = Size::new(360.0, 480.0);

/// Everything round the program that outlives a run of it.
pub(crate) struct Desk {
    pub(crate) server: Demo,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) start: Start,
}

impl Desk {
    /// The example person's server, light and English.
    pub(crate) fn new() -> Self {
        Self::with(Behaviour::default(), Seed::Example)
    }

    /// Another server.
    pub(crate) fn with(behaviour: Behaviour, seed: Seed) -> Self {
        let server = demo::start(behaviour, seed).expect("the loopback has a free port");
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let config = Config {
            server: Some(FixedServer { address: server.base_url().to_owned(), fixed: false }),
            interface: Interface {
                language: Some("en".to_owned()),
                theme: Theme::Light,
                ..Interface::default()
            },
            ..Config::default()
        };
        let start = Start {
            config,
            accounts: Vec::new(),
            last_known: None,
            last_photo: None,
            crash: None,
            rescue: Rescue::default(),
            store: Some(Store::at(folder.path())),
            vault: Vault::memory(),
            clock: Clock::Fixed("2025-12-02T12:00:00Z".parse::<Timestamp>().expect("a moment")),
            direction: None,
            work_area: None,
            bridge: None,
            signals: None,
            begin: || (),
        };
        Self { server, folder, start }
    }

    /// Somebody who has signed in here before and has closed the program: their account is known and their key is in the
    /// keyring.
    pub(crate) fn after_a_visit(mut self, size: Size) -> Self {
        self.start.vault = Vault::Memory(Arc::default());
        let mut driver = self.open(size);
        let (key, sign_in) = (self.words("API key", "کلید API"), self.words("Sign in", "ورود"));
        driver.fill(Role::PasswordInput, key, self.server.key());
        driver.press(Role::Button, sign_in);
        let _ = driver.wait_for(Role::Button, self.words("Change photo", "تغییر تصویر"));
        let photo = self.words("Photo of بهروز قربانی", "تصویر بهروز قربانی");
        let _ = driver.wait_for(Role::Image, photo);
        driver.rest();
        // On a busy machine the files come later than the picture.
        let store = self.start.store.clone().expect("the desk has a folder");
        driver.wait_for_some("the account on the disk", |_| {
            store.last_known_at_start(&store.accounts_at_start()).map(|_| ())
        });
        drop(driver);
        self
    }

    /// The next start, which goes on with what the one before has left.
    pub(crate) fn restart(
        &mut self,
        size: Size,
    ) -> Driver<Application<impl Program<State = App, Message = Message, Theme = iced::Theme> + use<>>> {
        let store = self.start.store.as_ref().expect("the desk has a folder");
        let accounts = store.accounts_at_start();
        self.know(accounts);
        self.open(size)
    }

    /// In another language.
    pub(crate) fn language(mut self, language: &str) -> Self {
        self.start.config.interface.language = Some(language.to_owned());
        self
    }

    /// In other colours.
    pub(crate) fn theme(mut self, theme: Theme) -> Self {
        self.start.config.interface.theme = theme;
        self
    }

    /// With another keyring.
    pub(crate) fn vault(mut self, vault: Vault) -> Self {
        self.start.vault = vault;
        self
    }

    /// Knowing these accounts, as after an earlier run.
    pub(crate) fn knowing(mut self, accounts: Vec<Account>) -> Self {
        self.know(accounts);
        self
    }

    fn know(&mut self, accounts: Vec<Account>) {
        let store = self.start.store.as_ref();
        self.start.last_known = store.and_then(|store| store.last_known_at_start(&accounts));
        let photo = store.zip(self.start.last_known.as_ref());
        self.start.last_photo = photo.and_then(|(store, last)| store.last_photo_at_start(&accounts, last));
        self.start.accounts = accounts;
    }

    /// The program at its door.
    pub(crate) fn open(
        &self,
        size: Size,
    ) -> Driver<Application<impl Program<State = App, Message = Message, Theme = iced::Theme> + use<>>> {
        Driver::new(app::application(self.start.clone()), size)
    }

    /// The program in a window with `scale` device pixels for each logical one.
    pub(crate) fn open_at_scale(
        &self,
        size: Size,
        scale: f32,
    ) -> Driver<Application<impl Program<State = App, Message = Message, Theme = iced::Theme> + use<>>> {
        Driver::with_scale(app::application(self.start.clone()), size, scale)
    }

    /// The program with the person signed in by the key of the environment.
    pub(crate) fn signed_in(
        mut self,
        size: Size,
    ) -> (Self, Driver<Application<impl Program<State = App, Message = Message, Theme = iced::Theme> + use<>>>)
    {
        self.start.config.key = Some(self.server.key().into());
        let mut driver = self.open(size);
        let change = self.words("Change photo", "تغییر تصویر");
        let _ = driver.wait_for(Role::Button, change);
        let photo = self.words("Photo of بهروز قربانی", "تصویر بهروز قربانی");
        if self.server.user("behrooz").is_some_and(|person| person.avatar.is_some()) {
            let _ = driver.wait_for(Role::Image, photo);
        }
        (self, driver)
    }

    /// The word in the language of the desk.
    pub(crate) fn words<'a>(&self, english: &'a str, persian: &'a str) -> &'a str {
        if self.start.config.interface.language.as_deref() == Some("fa") { persian } else { english }
    }

    /// The path of a picture that was made for this desk.
    pub(crate) fn picture_file(&self, name: &str, width: u32, height: u32) -> PathBuf {
        let path = self.folder.path().join(name);
        image::RgbImage::from_fn(width, height, |x, y| {
            image::Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 120])
        })
        .save(&path)
        .expect("the folder can be written to");
        path
    }
}
