//! A connection to the X server. Those of winit and iced cannot be used from here.

use rustix::event::{PollFd, PollFlags, poll};
use x11rb::connection::Connection;
use x11rb::errors::{ConnectError, ConnectionError, ReplyError, ReplyOrIdError};
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{Atom, ConnectionExt, Window};
use x11rb::rust_connection::RustConnection;

use std::time::{Duration, Instant};

/// The server gave no answer. The reason is not needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Failed;

/// A connection and the root window of its screen.
#[derive(Debug)]
pub(super) struct Display {
    pub(super) connection: RustConnection,
    pub(super) root: Window,
}

impl Display {
    /// Connects to the display that the environment names.
    pub(super) fn open() -> Result<Self, Failed> {
        let (connection, screen) = RustConnection::connect(None)?;
        let root = connection.setup().roots.get(screen).ok_or(Failed)?.root;
        Ok(Self { connection, root })
    }

    /// The number of an atom with this name.
    pub(super) fn atom(&self, name: &str) -> Result<Atom, Failed> {
        Ok(self.connection.intern_atom(false, name.as_bytes())?.reply()?.atom)
    }

    /// The next event; none if there is none within this time.
    pub(super) fn event_within(&self, time: Duration) -> Result<Option<Event>, Failed> {
        let end = Instant::now() + time;
        loop {
            if let Some(event) = self.connection.poll_for_event()? {
                return Ok(Some(event));
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            let left = left.try_into().map_err(|_| Failed)?;
            let mut server = [PollFd::new(self.connection.stream(), PollFlags::IN)];
            match poll(&mut server, Some(&left)) {
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(_) => return Err(Failed),
            }
        }
    }
}

macro_rules! failed {
    ($($error:ty),*) => {
        $(impl From<$error> for Failed {
            fn from(_: $error) -> Self {
                Self
            }
        })*
    };
}

failed!(ConnectError, ConnectionError, ReplyError, ReplyOrIdError);
