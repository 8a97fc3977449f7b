//! The built-in server of `--demo`: the profile API on the loopback interface. It behaves like a Django REST framework server
//! but needs no installation. The tests in `tests/wire` use it too.
//!
//! Faults, and the behaviour of other servers, exist for tests only: the feature `demo-faults`, which `cargo test` switches
//! on.
//!
//! Owns all data of a server: people, groups, pictures, keys, and the form of its answers. It imports nothing else of this
//! crate, so that client and server cannot share a mistake. `tests/e2e/exchanges.rs` compares its answers with those of a
//! real server; the recorded exchanges are in `tests/reference/CONTRACT.md`.

mod answer;
mod auth;
mod behaviour;
mod body;
mod connection;
#[cfg(feature = "demo-faults")]
mod fault;
#[cfg(feature = "demo-faults")]
mod faulty;
mod multipart;
mod people;
mod persian;
mod profile;
mod refusal;
mod request;
mod rules;
mod seed;
mod server;
mod shape;
mod sign_in;
mod upload;
mod world;

pub use behaviour::{
    Behaviour, CompletedSpelling, Envelope, FailingWrites, GenderForm, GroupsForm, IdsForm, LoginKey,
    MediaForm, MobileRule, PictureNames, Reason, Throttle, WriteAnswer,
};
#[cfg(feature = "demo-faults")]
pub use fault::{Effect, Fault, Recorded};
pub use people::{Person, TextField};
pub use seed::Seed;

use world::{World, lock};

use tokio::net::TcpSocket;
use tokio::sync::oneshot;

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

/// Starts the server on a free loopback port, in its own thread. It accepts connections when this function returns.
///
/// # Errors
///
/// If no port can be bound or no thread can be started.
pub fn start(behaviour: Behaviour, seed: Seed) -> io::Result<Demo> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let listener = {
        // A tokio socket can only be opened inside of its runtime.
        let _entered = runtime.enter();
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(RECEIVE_BUFFER)?;
        socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        socket.listen(BACKLOG)?
    };
    let base_url = format!("http://{}", listener.local_addr()?);
    let world = Arc::new(Mutex::new(World::new(behaviour, seed)));
    let (stop, stopped) = oneshot::channel();
    let served = Arc::clone(&world);
    let thread = thread::Builder::new().name("demo-server".to_owned()).spawn(move || {
        runtime.block_on(async move {
            tokio::select! {
                () = server::serve(listener, served) => {}
                _ = stopped => {}
            }
        });
    })?;
    Ok(Demo { base_url, key: seed.key(), world, stop: Some(stop), thread: Some(thread) })
}

/// A running server. Dropping it closes all connections and ends its thread.
pub struct Demo {
    base_url: String,
    key: &'static str,
    world: Arc<Mutex<World>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Demo {
    /// Its address without a trailing slash: `http://127.0.0.1:41235`.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The key that the main person of the seed had at the start.
    pub fn key(&self) -> &str {
        self.key
    }

    /// The current key of a person; `None` for an unknown name and after [`Demo::revoke`].
    ///
    /// Names are the short names of the seed (`behrooz`, `owner`, `member`, `empty`), which never change.
    pub fn key_of(&self, name: &str) -> Option<String> {
        self.world().people.named(name)?.key.clone()
    }

    /// The stored data of a person.
    pub fn user(&self, name: &str) -> Option<Person> {
        self.world().people.named(name).cloned()
    }

    /// Changes the stored data of a person, like another client would. Nothing is checked.
    pub fn edit(&self, name: &str, change: impl FnOnce(&mut Person)) {
        if let Some(person) = self.world().people.named_mut(name) {
            change(person);
        }
    }

    /// The uploaded bytes of a person's picture.
    pub fn avatar(&self, name: &str) -> Option<Vec<u8>> {
        let world = self.world();
        let stored = world.people.named(name)?.avatar.as_deref()?;
        Some(world.people.picture(stored)?.bytes.clone())
    }

    /// Overwrites a person's picture, like another client would on a server that overwrites files.
    pub fn replace_avatar(&self, name: &str, bytes: Vec<u8>) {
        let mut world = self.world();
        let stored = world.people.named(name).and_then(|person| person.avatar.clone());
        if let Some(stored) = stored {
            world.people.store_picture(stored, bytes);
        }
    }

    /// Removes a person's key: the next request with it gets 401. Signing in makes a new one.
    pub fn revoke(&self, name: &str) {
        if let Some(person) = self.world().people.named_mut(name) {
            person.key = None;
        }
    }

    /// Adds a fault for a later request.
    #[cfg(feature = "demo-faults")]
    pub fn fault(&self, fault: Fault) {
        self.world().faults.push(fault);
    }

    /// The latest requests, oldest first; see [`Recorded`].
    #[cfg(feature = "demo-faults")]
    pub fn requests(&self) -> Vec<Recorded> {
        self.world().journal.all()
    }

    /// Empties the list of requests.
    #[cfg(feature = "demo-faults")]
    pub fn forget_requests(&self) {
        self.world().journal.clear();
    }

    fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was printed already.
            drop(thread.join());
        }
    }
}

impl fmt::Debug for Demo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Demo").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// The receive buffer of the kernel, in bytes. It is small, so that the client notices a slow reader.
const RECEIVE_BUFFER: u32 = 64 * 1024;

/// The largest number of connections that wait to be accepted.
const BACKLOG: u32 = 128;

#[cfg(test)]
mod tests;
