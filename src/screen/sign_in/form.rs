//! The form of the sign-in screen, and what is missing in it. Pure: it asks neither the keyring nor a server.

use crate::api::{AddressError, Credentials, Login, Server, ServerOptions};
use crate::config::FixedServer;
use crate::secret::Secret;
use crate::store::Account;

/// The form.
#[derive(Debug)]
pub(super) struct Form {
    options: ServerOptions,
    address: Address,
    method: Method,
    username: String,
    key: Secret,
    password: Secret,
}

/// Where the address comes from.
#[derive(Debug)]
pub(super) enum Address {
    /// It cannot be changed: it is from the administrator's file, or that of the account to continue with.
    Fixed(Result<Server, AddressError>),
    /// The field.
    Typed { text: String, read: Result<Server, AddressError> },
}

/// The two methods of signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// With an API key.
    Key,
    /// With username and password.
    Password,
}

/// What is missing before a server can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Missing {
    /// A usable address.
    Address(AddressError),
    /// The id of the sentence that asks for it, and the field.
    Field(&'static str, &'static str),
}

/// The ids of the fields.
pub(super) const ADDRESS: &str = "entry-address";
pub(super) const USERNAME: &str = "entry-username";
pub(super) const PASSWORD: &str = "entry-password";
pub(super) const KEY: &str = "entry-key";

impl Form {
    /// An empty form, with the address of the settings or of the account used last, and the key for this run.
    pub(super) fn new(
        options: ServerOptions,
        server: Option<&FixedServer>,
        account: Option<&Account>,
        key: Secret,
    ) -> Self {
        let address = match server {
            Some(server) if server.fixed => Address::Fixed(Server::parse(&server.address, &options)),
            server => {
                let known = server
                    .map(|server| server.address.clone())
                    .or_else(|| account.map(|account| account.server().to_owned()));
                typed(known.unwrap_or_default(), &options)
            }
        };
        let (username, password) = (String::new(), Secret::default());
        Self { options, address, method: Method::Key, username, key, password }
    }

    /// The address, and where it comes from.
    pub(super) fn address(&self) -> &Address {
        &self.address
    }

    /// The method of signing in.
    pub(super) fn method(&self) -> Method {
        self.method
    }

    /// The typed username.
    pub(super) fn username(&self) -> &str {
        &self.username
    }

    /// The typed key.
    pub(super) fn key(&self) -> &Secret {
        &self.key
    }

    /// The typed password.
    pub(super) fn password(&self) -> &Secret {
        &self.password
    }

    /// Whether signing in with a password is offered.
    pub(super) fn offers_passwords(&self) -> bool {
        self.options.sign_in_path.is_some()
    }

    /// The server that would be asked.
    pub(super) fn server(&self) -> Result<&Server, &AddressError> {
        match &self.address {
            Address::Fixed(read) | Address::Typed { read, .. } => read.as_ref(),
        }
    }

    /// The server of a known account.
    pub(super) fn server_of(&self, account: &Account) -> Result<Server, AddressError> {
        Server::parse(account.server(), &self.options)
    }

    pub(super) fn set_address(&mut self, text: String) {
        self.address = typed(text, &self.options);
    }

    pub(super) fn set_method(&mut self, method: Method) {
        self.method = method;
    }

    pub(super) fn set_username(&mut self, username: String) {
        self.username = username;
    }

    pub(super) fn set_key(&mut self, key: Secret) {
        self.key = key;
    }

    pub(super) fn set_password(&mut self, password: Secret) {
        self.password = password;
    }

    /// Shows the address of a known account, unless the address cannot be changed.
    pub(super) fn show_address_of(&mut self, account: &Account) {
        if !matches!(self.address, Address::Fixed(_)) {
            self.set_address(account.server().to_owned());
        }
    }

    /// The server to ask, and the credentials. `login` is the kind of name that the server accepts.
    pub(super) fn complete(&self, login: Login) -> Result<(Server, Credentials), Missing> {
        let server = self.server().map_err(|error| Missing::Address(error.clone()))?.clone();
        let credentials = match self.method {
            Method::Key if self.key.is_empty() => return Err(Missing::Field("sign-in-key-missing", KEY)),
            Method::Key => Credentials::Key(self.key.clone()),
            Method::Password if self.username.trim().is_empty() => {
                let missing = match login {
                    Login::Any => "sign-in-username-missing",
                    Login::Email => "sign-in-email-missing",
                    Login::Mobile => "sign-in-mobile-missing",
                };
                return Err(Missing::Field(missing, USERNAME));
            }
            Method::Password if self.password.is_empty() => {
                return Err(Missing::Field("sign-in-password-missing", PASSWORD));
            }
            Method::Password => {
                Credentials::Password { username: self.username.clone(), password: self.password.clone() }
            }
        };
        Ok((server, credentials))
    }

    /// The field where the person begins to type.
    pub(super) fn first_empty(&self) -> &'static str {
        match (&self.address, self.method) {
            (Address::Typed { text, .. }, _) if text.is_empty() => ADDRESS,
            (_, Method::Password) if self.username.is_empty() => USERNAME,
            (_, method) => secret_field(method),
        }
    }
}

/// The field of the key or of the password.
pub(super) fn secret_field(method: Method) -> &'static str {
    match method {
        Method::Key => KEY,
        Method::Password => PASSWORD,
    }
}

fn typed(text: String, options: &ServerOptions) -> Address {
    Address::Typed { read: Server::parse(&text, options), text }
}
