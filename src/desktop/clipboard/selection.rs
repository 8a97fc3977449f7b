//! The clipboard of X11: a selection, owned by the window of a program, which converts it when asked (ICCCM 2).

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

/// How long an owner may be silent, between two parts as well.
const PATIENCE: Duration = Duration::from_secs(4);
/// How long the program's end may wait for a clipboard manager.
const PATIENCE_AT_THE_END: Duration = Duration::from_secs(1);
/// How much is asked for at once, in units of four bytes.
const PART: u32 = 1 << 18;

/// A selection, and a window to which it is sent.
#[derive(Debug)]
pub(super) struct Selection {
    display: Display,
    window: Window,
    name: Atom,
    property: Atom,
    targets: Atom,
    increments: Atom,
}

/// What came for a request.
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
        /// More names than any program offers, in bytes.
        const MOST: u64 = 4096;
        let Some(answer) = self.convert(self.targets, MOST, PATIENCE)? else { return Ok(Vec::new()) };
        let number = |bytes: &[u8]| bytes.try_into().map(u32::from_ne_bytes).ok();
        let offers = answer.bytes.chunks_exact(4).filter_map(number).map(|atom| self.called(atom));
        Ok(offers.collect::<Result<Vec<_>, Failed>>()?)
    }

    pub(super) fn read(&self, form: &str, most: u64) -> Result<Vec<u8>, Error> {
        let form = self.display.atom(form)?;
        Ok(self.convert(form, most, PATIENCE)?.map(|answer| answer.bytes).unwrap_or_default())
    }

    fn called(&self, atom: Atom) -> Result<String, Failed> {
        let name = self.display.connection.get_atom_name(atom)?.reply();
        // An owner may name what does not exist.
        Ok(name.map(|name| String::from_utf8_lossy(&name.name).into_owned()).unwrap_or_default())
    }

    /// Asks the owner for one form. `None` where it does not give that, or nobody owns anything.
    fn convert(&self, target: Atom, most: u64, patience: Duration) -> Result<Option<Answer>, Error> {
        let connection = &self.display.connection;
        let asked = || -> Result<(), Failed> {
            let _ = connection.delete_property(self.window, self.property)?;
            let _ =
                connection.convert_selection(self.window, self.name, target, self.property, CURRENT_TIME)?;
            Ok(connection.flush()?)
        };
        asked()?;
        loop {
            match self.display.event_within(patience)? {
                None => return Err(Error::Silent),
                Some(Event::SelectionNotify(answer)) if answer.target == target => {
                    if answer.property == NONE {
                        return Ok(None);
                    }
                    let answer = self.take(most)?;
                    if answer.kind != self.increments {
                        return Ok(Some(answer));
                    }
                    return self.in_parts(most, patience).map(Some);
                }
                Some(_) => {}
            }
        }
    }

    /// What is too large for one message comes in parts; an empty one is the end.
    fn in_parts(&self, most: u64, patience: Duration) -> Result<Answer, Error> {
        let mut whole = Answer { kind: NONE, bytes: Vec::new() };
        loop {
            match self.display.event_within(patience)? {
                None => return Err(Error::Silent),
                Some(Event::PropertyNotify(change))
                    if change.atom == self.property && change.state == Property::NEW_VALUE =>
                {
                    let part = self.take(most)?;
                    if part.bytes.is_empty() {
                        return Ok(whole);
                    }
                    whole.kind = part.kind;
                    whole.bytes.extend(part.bytes);
                    if whole.bytes.len() as u64 > most {
                        return Err(Error::TooLarge);
                    }
                }
                Some(_) => {}
            }
        }
    }

    /// Takes what lies in the property, which tells the owner that it may go on.
    fn take(&self, most: u64) -> Result<Answer, Error> {
        let mut answer = Answer { kind: NONE, bytes: Vec::new() };
        loop {
            let at = u32::try_from(answer.bytes.len() / 4).map_err(|_| Error::TooLarge)?;
            let part = (|| -> Result<_, Failed> {
                let connection = &self.display.connection;
                // It is deleted with its last part.
                let asked =
                    connection.get_property(true, self.window, self.property, AtomEnum::ANY, at, PART)?;
                Ok(asked.reply()?)
            })()?;
            answer.kind = part.type_;
            answer.bytes.extend(part.value);
            if answer.bytes.len() as u64 > most {
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
    if !has_work(&manager)? {
        return Ok(());
    }
    let save = manager.display.atom("SAVE_TARGETS")?;
    manager.convert(save, 0, PATIENCE_AT_THE_END).map(drop)
}

/// Whether there is a manager, and the clipboard is ours: what others have copied is their matter.
fn has_work(manager: &Selection) -> Result<bool, Failed> {
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
