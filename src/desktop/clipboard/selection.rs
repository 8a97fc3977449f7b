//! The clipboard of X11. The window of a program owns a selection and converts it on request (ICCCM, section 2).

use super::super::x11::{Display, Failed};
use super::error::Error;

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::res::{ClientIdMask, ClientIdSpec, ConnectionExt as _};
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ConnectionExt, CreateWindowAux, EventMask, Property, Window, WindowClass,
};
use x11rb::{COPY_DEPTH_FROM_PARENT, CURRENT_TIME, NONE};

use std::time::Duration;

/// How long to wait for the owner, for each part of the content.
const PATIENCE: Duration = Duration::from_secs(4);
/// How long the end of the program may wait for a clipboard manager.
const HAND_OVER_PATIENCE: Duration = Duration::from_secs(1);
/// How much is requested at once, in units of four bytes.
const PART: u32 = 1 << 18;

/// A selection, and the window that receives its content.
#[derive(Debug)]
pub(super) struct Selection {
    display: Display,
    window: Window,
    name: Atom,
    property: Atom,
    targets: Atom,
    increments: Atom,
}

/// The reply to a request.
struct Answer {
    kind: Atom,
    bytes: Vec<u8>,
}

impl Selection {
    pub(super) fn open(name: &str) -> Result<Self, Error> {
        Ok(Self::connect(name)?)
    }

    fn connect(name: &str) -> Result<Self, Failed> {
        let display = Display::open()?;
        let window = display.connection.generate_id()?;
        let events = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE);
        let _ = display.connection.create_window(
            COPY_DEPTH_FROM_PARENT,
            window,
            display.root,
            0,
            0,
            1,
            1,
            0,
            WindowClass::INPUT_OUTPUT,
            0,
            &events,
        )?;
        Ok(Self {
            window,
            name: display.atom(name)?,
            property: display.atom("NAMEPLATE_COPIED")?,
            targets: display.atom("TARGETS")?,
            increments: display.atom("INCR")?,
            display,
        })
    }

    pub(super) fn offers(&self) -> Result<Vec<String>, Error> {
        /// More atoms than any program offers, in bytes.
        const MAX: u64 = 4096;
        let Some(answer) = self.convert(self.targets, MAX, PATIENCE)? else { return Ok(Vec::new()) };
        let number = |bytes: &[u8]| bytes.try_into().map(u32::from_ne_bytes).ok();
        let offers = answer.bytes.chunks_exact(4).filter_map(number).map(|atom| self.name_of(atom));
        Ok(offers.collect::<Result<Vec<_>, Failed>>()?)
    }

    pub(super) fn read(&self, format: &str, max: u64) -> Result<Vec<u8>, Error> {
        let format = self.display.atom(format)?;
        Ok(self.convert(format, max, PATIENCE)?.map(|answer| answer.bytes).unwrap_or_default())
    }

    fn name_of(&self, atom: Atom) -> Result<String, Failed> {
        let name = self.display.connection.get_atom_name(atom)?.reply();
        // An owner may offer an atom that does not exist.
        Ok(name.map(|name| String::from_utf8_lossy(&name.name).into_owned()).unwrap_or_default())
    }

    /// Asks the owner for one format. None if it does not have it, or nothing was copied.
    fn convert(&self, target: Atom, max: u64, patience: Duration) -> Result<Option<Answer>, Error> {
        let connection = &self.display.connection;
        let request = || -> Result<(), Failed> {
            let _ = connection.delete_property(self.window, self.property)?;
            let _ =
                connection.convert_selection(self.window, self.name, target, self.property, CURRENT_TIME)?;
            Ok(connection.flush()?)
        };
        request()?;
        loop {
            match self.display.event_within(patience)? {
                None => return Err(Error::Silent),
                Some(Event::SelectionNotify(answer)) if answer.target == target => {
                    if answer.property == NONE {
                        return Ok(None);
                    }
                    let answer = self.take(max)?;
                    if answer.kind != self.increments {
                        return Ok(Some(answer));
                    }
                    return self.in_parts(max, patience).map(Some);
                }
                Some(_) => {}
            }
        }
    }

    /// Reads content that is too large for one message. It comes in parts; an empty part is the end.
    fn in_parts(&self, max: u64, patience: Duration) -> Result<Answer, Error> {
        let mut whole = Answer { kind: NONE, bytes: Vec::new() };
        loop {
            match self.display.event_within(patience)? {
                None => return Err(Error::Silent),
                Some(Event::PropertyNotify(change))
                    if change.atom == self.property && change.state == Property::NEW_VALUE =>
                {
                    let part = self.take(max)?;
                    if part.bytes.is_empty() {
                        return Ok(whole);
                    }
                    whole.kind = part.kind;
                    whole.bytes.extend(part.bytes);
                    if whole.bytes.len() as u64 > max {
                        return Err(Error::TooLarge);
                    }
                }
                Some(_) => {}
            }
        }
    }

    /// Reads and deletes the property. By that the owner knows that it may send the next part.
    fn take(&self, max: u64) -> Result<Answer, Error> {
        let mut answer = Answer { kind: NONE, bytes: Vec::new() };
        loop {
            let at = u32::try_from(answer.bytes.len() / 4).map_err(|_| Error::TooLarge)?;
            let part = (|| -> Result<_, Failed> {
                let connection = &self.display.connection;
                // The server deletes the property with its last part.
                let request =
                    connection.get_property(true, self.window, self.property, AtomEnum::ANY, at, PART)?;
                Ok(request.reply()?)
            })()?;
            answer.kind = part.type_;
            answer.bytes.extend(part.value);
            if answer.bytes.len() as u64 > max {
                return Err(Error::TooLarge);
            }
            if part.bytes_after == 0 {
                return Ok(answer);
            }
        }
    }
}

/// Asks the clipboard manager to take what this program has copied (the protocol `SAVE_TARGETS` of freedesktop.org).
pub(super) fn hand_over() -> Result<(), Error> {
    let manager = Selection::open("CLIPBOARD_MANAGER")?;
    if !has_own_copy(&manager)? {
        return Ok(());
    }
    let save = manager.display.atom("SAVE_TARGETS")?;
    manager.convert(save, 0, HAND_OVER_PATIENCE).map(drop)
}

/// Whether there is a clipboard manager, and the copied content is from this program.
fn has_own_copy(manager: &Selection) -> Result<bool, Failed> {
    let connection = &manager.display.connection;
    let owner = |name| Ok::<_, Failed>(connection.get_selection_owner(name)?.reply()?.owner);
    let owner_of_copy = owner(manager.display.atom("CLIPBOARD")?)?;
    if owner(manager.name)? == NONE || owner_of_copy == NONE {
        return Ok(false);
    }
    let process = [ClientIdSpec { client: owner_of_copy, mask: ClientIdMask::LOCAL_CLIENT_PID }];
    let answer = connection.res_query_client_ids(&process)?.reply()?;
    Ok(answer.ids.iter().any(|id| id.value.first() == Some(&std::process::id())))
}

impl From<Failed> for Error {
    fn from(_: Failed) -> Self {
        Self::Silent
    }
}
