//! One try to sign in: from what was typed, or the keyring, to the server's answer.

use super::{
    ADDRESS, Action, Address, KEY, Message, Method, PASSWORD, PATIENCE, Purpose, SignIn, State, USERNAME,
};
use crate::api::{self, AddressError, Client, Credentials, Login, Server, SignedIn};
use crate::profile::Names;
use crate::secret::Secret;
use crate::sentence::{self, Sentence, Tried};
use crate::store::Account;
use crate::vault;

use iced::Task;
use iced::widget::operation;

impl SignIn {
    pub(super) fn submit(&mut self) -> Action {
        let refuse = |screen: &mut Self, sentence, field| {
            screen.state = State::Refused(sentence);
            Action::Run(operation::focus(field))
        };
        let server = match self.server() {
            Ok(server) => server.clone(),
            Err(error) => return self.misaddressed(&error.clone()),
        };
        let credentials = match self.method {
            Method::Key if self.key.is_empty() => {
                return refuse(self, Sentence::of("sign-in-key-missing"), KEY);
            }
            Method::Key => Credentials::Key(self.key.clone()),
            Method::Password if self.username.trim().is_empty() => {
                let missing = match self.login() {
                    Login::Any => "sign-in-username-missing",
                    Login::Email => "sign-in-email-missing",
                    Login::Mobile => "sign-in-mobile-missing",
                };
                return refuse(self, Sentence::of(missing), USERNAME);
            }
            Method::Password if self.password.is_empty() => {
                return refuse(self, Sentence::of("sign-in-password-missing"), PASSWORD);
            }
            Method::Password => {
                Credentials::Password { username: self.username.clone(), password: self.password.clone() }
            }
        };
        Action::Run(self.send(server, credentials, None))
    }

    fn send(&mut self, server: Server, credentials: Credentials, account: Option<Account>) -> Task<Message> {
        let logins = self.logins.clone();
        let language = self.language.clone();
        let ask = async move {
            let client = Client::new(server).await?.knowing(logins).answered_in(language);
            client.sign_in(credentials).await
        };
        let (task, handle) = Task::perform(ask, |answer| Message::Answered(Box::new(answer))).abortable();
        self.state = State::Sending { account, _task: handle.abort_on_drop() };
        task
    }

    pub(super) fn unlock(&mut self, account: Account) -> Task<Message> {
        let vault = self.vault.clone();
        let asked = account.clone();
        let load = async move { vault.load(asked.entry()).await };
        let answered = account.clone();
        let (task, handle) = Task::batch([
            Task::perform(load, move |answer| Message::Unlocked(answered.clone(), answer)),
            Task::perform(tokio::time::sleep(PATIENCE), |()| Message::StillLocked),
        ])
        .abortable();
        if !matches!(self.address, Address::Fixed(_)) {
            let read = Server::parse(account.server(), &self.options);
            self.address = Address::Typed { text: account.server().to_owned(), read };
        }
        self.state = State::Unlocking { account, slow: false, _task: handle.abort_on_drop() };
        task
    }

    pub(super) fn unlocked(
        &mut self,
        account: Account,
        answer: Result<Option<Secret>, vault::Error>,
    ) -> Action {
        match answer {
            Ok(Some(key)) => match Server::parse(account.server(), &self.options) {
                Ok(server) => Action::Run(self.send(server, Credentials::Key(key), Some(account))),
                Err(error) => self.misaddressed(&error),
            },
            Ok(None) | Err(_) => {
                self.state = State::Refused(Sentence::of("keyring-not-read"));
                Action::Run(operation::focus(self.first_empty()))
            }
        }
    }

    fn misaddressed(&mut self, error: &AddressError) -> Action {
        self.state = match self.address {
            Address::Typed { .. } => State::Misaddressed,
            Address::Fixed(_) => State::Refused(sentence::address(error)),
        };
        Action::Run(operation::focus(ADDRESS))
    }

    pub(super) fn answered(&mut self, answer: Result<SignedIn, api::Error>) -> Action {
        let account = match std::mem::replace(&mut self.state, State::Editing) {
            State::Sending { account, .. } => account,
            _ => None,
        };
        match answer {
            Ok(signed_in) => {
                let is_theirs = |account: &Account| Names::of(&signed_in.profile).has(&account.identity);
                if let Some(account) = account.as_ref().filter(|account| !is_theirs(account)) {
                    self.state =
                        State::Refused(Sentence::of("sign-in-key-of-another").naming("name", &account.name));
                    return Action::Run(operation::focus(self.first_empty()));
                }
                self.password = Secret::default();
                Action::SignedIn { signed_in: Box::new(signed_in), keep: self.keep, account }
            }
            Err(error) => {
                let host = self.server().map(Server::host).unwrap_or_default();
                let tried = match (&self.purpose, self.method) {
                    (Purpose::Point, _) => Tried::GivenKeySignIn,
                    (_, Method::Key) => Tried::KeySignIn,
                    (_, Method::Password) => Tried::PasswordSignIn,
                };
                self.state = State::Refused(sentence::server(&error, &host, tried));
                let field = match (&self.purpose, self.method) {
                    // The key has no field.
                    (Purpose::Point, _) => ADDRESS,
                    (_, Method::Key) => KEY,
                    (_, Method::Password) => PASSWORD,
                };
                Action::Run(operation::focus(field))
            }
        }
    }
}
