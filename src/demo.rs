//! The built-in server of `--demo`: the profile API on loopback, with the habits of a Django REST framework
//! server and none of its installation. The tests of the wire run against it as well.
//!
//! What can be made to go wrong, and the habits of other servers, are there for tests only: the feature `demo-faults`, which
//! `cargo test` switches on by itself.
//!
//! Owns everything a server owns: people, groups, pictures, keys, the shapes of its answers. It imports
//! nothing else of this crate, so that a misunderstanding in the client cannot hide in both.
//! What it answers is compared with the real thing by `tests/e2e/exchanges.rs`, exchange by exchange; the recorded
//! exchanges are in `tests/reference/CONTRACT.md`.

mod answer;
mod body;
mod connection;
#[cfg(feature = "demo-faults")]
mod fault;
#[cfg(feature = "demo-faults")]
mod faulty;
mod form;
mod gate;
mod knobs;
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

#[cfg(feature = "demo-faults")]
pub use fault::{Effect, Fault, Recorded};
pub use knobs::{
    CompletedSpelling, Envelope, FailingWrites, GenderForm, GroupsForm, IdsForm, Knobs, LoginKey, MediaForm,
    MobileRule, PictureNames, Reason, Throttle, WriteAnswer,
};
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

/// Starts the server on a free port of loopback, in a thread of its own. Once this returns it accepts
/// connections.
///
/// # Errors
///
/// When no port can be bound or no thread started.
pub fn start(knobs: Knobs, seed: Seed) -> io::Result<Demo> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let listener = {
        // A tokio socket can only be opened while its runtime is known.
        let _entered = runtime.enter();
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(RECEIVE_BUFFER)?;
        socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        socket.listen(BACKLOG)?
    };
    let base_url = format!("http://{}", listener.local_addr()?);
    let world = Arc::new(Mutex::new(World::new(knobs, seed)));
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

/// A running server. Dropping it cuts every connection and ends its thread.
pub struct Demo {
    base_url: String,
    key: &'static str,
    world: Arc<Mutex<World>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Demo {
    /// Where it listens, without a trailing slash: `http://127.0.0.1:41235`.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The key of the seed's main person, as it was at the start.
    pub fn key(&self) -> &str {
        self.key
    }

    /// The key a person has now; `None` for an unknown name and after [`Demo::revoke`].
    ///
    /// People go by the seed's short names (`behrooz`, `owner`, `member`, `empty`), which never change.
    pub fn key_of(&self, name: &str) -> Option<String> {
        self.world().people.named(name)?.key.clone()
    }

    /// What is stored about a person.
    pub fn user(&self, name: &str) -> Option<Person> {
        self.world().people.named(name).cloned()
    }

    /// Changes what is stored, as somebody else would through another client. Nothing is checked.
    pub fn edit(&self, name: &str, change: impl FnOnce(&mut Person)) {
        if let Some(person) = self.world().people.named_mut(name) {
            change(person);
        }
    }

    /// The bytes of a person's picture, as they were uploaded.
    pub fn avatar(&self, name: &str) -> Option<Vec<u8>> {
        let world = self.world();
        let stored = world.people.named(name)?.avatar.as_deref()?;
        Some(world.people.picture(stored)?.bytes.clone())
    }

    /// Puts other bytes in the place of a person's picture, as somebody else would on a server that overwrites its
    /// files.
    pub fn replace_avatar(&self, name: &str, bytes: Vec<u8>) {
        let mut world = self.world();
        let stored = world.people.named(name).and_then(|person| person.avatar.clone());
        if let Some(stored) = stored {
            world.people.store_picture(stored, bytes);
        }
    }

    /// Takes a person's key away: the next request with it is answered 401. Signing in makes a new one.
    pub fn revoke(&self, name: &str) {
        if let Some(person) = self.world().people.named_mut(name) {
            person.key = None;
        }
    }

    /// Adds a fault for a request to come.
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
            // A panic over there has been printed already; there is nobody here to tell.
            drop(thread.join());
        }
    }
}

impl fmt::Debug for Demo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Demo").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

/// The kernel may hold this much of an upload that the server has not read yet, in bytes: little, so that
/// a slow reader is felt by the client.
const RECEIVE_BUFFER: u32 = 64 * 1024;

/// Connections that may wait to be accepted.
const BACKLOG: u32 = 128;

#[cfg(test)]
mod tests;
