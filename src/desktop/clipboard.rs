//! The clipboard: reads what other programs have copied in any format, and keeps what this program has copied after its
//! end. iced reads text only, and arboard reads no pictures but PNG.

mod error;
#[cfg(target_os = "linux")]
mod selection;

pub use error::Error;

/// The clipboard of the desktop.
#[cfg(target_os = "linux")]
#[derive(Debug)]
pub struct Clipboard(Kind);

#[cfg(target_os = "linux")]
#[derive(Debug)]
enum Kind {
    X11(selection::Selection),
    Wayland,
}

#[cfg(target_os = "linux")]
impl Clipboard {
    /// Connects to the clipboard. If a Wayland desktop does not let programs read it, that of its X server is used.
    ///
    /// # Errors
    ///
    /// [`Error::Silent`].
    pub fn open() -> Result<Self, Error> {
        use wl_clipboard_rs::paste;

        if super::is_wayland() {
            match paste::get_mime_types_ordered(paste::ClipboardType::Regular, paste::Seat::Unspecified) {
                Ok(_) | Err(paste::Error::ClipboardEmpty | paste::Error::NoMimeType) => {
                    return Ok(Self(Kind::Wayland));
                }
                Err(_) => {}
            }
        }
        selection::Selection::open("CLIPBOARD").map(|selection| Self(Kind::X11(selection)))
    }

    /// The formats in which the copied content is offered: media types, and names of X11. Empty if nothing was copied.
    ///
    /// # Errors
    ///
    /// [`Error::Silent`].
    pub fn offers(&self) -> Result<Vec<String>, Error> {
        use wl_clipboard_rs::paste::{self, ClipboardType, Seat};

        match &self.0 {
            Kind::X11(selection) => selection.offers(),
            Kind::Wayland => match paste::get_mime_types_ordered(ClipboardType::Regular, Seat::Unspecified) {
                Ok(offers) => Ok(offers),
                Err(paste::Error::ClipboardEmpty | paste::Error::NoMimeType) => Ok(Vec::new()),
                Err(_) => Err(Error::Silent),
            },
        }
    }

    /// The copied content in one of these formats, at most `max` bytes. Empty if the program does not give it after all.
    ///
    /// # Errors
    ///
    /// Any of [`Error`].
    pub fn read(&self, format: &str, max: u64) -> Result<Vec<u8>, Error> {
        use wl_clipboard_rs::paste::{ClipboardType, MimeType, Seat, get_contents};

        use std::io::Read;

        let bytes = match &self.0 {
            Kind::X11(selection) => selection.read(format, max)?,
            Kind::Wayland => {
                let format = MimeType::Specific(format);
                let (pipe, _) = get_contents(ClipboardType::Regular, Seat::Unspecified, format)
                    .map_err(|_| Error::Silent)?;
                let mut bytes = Vec::new();
                let _ = pipe.take(max + 1).read_to_end(&mut bytes).map_err(|_| Error::Silent)?;
                bytes
            }
        };
        if bytes.len() as u64 > max { Err(Error::TooLarge) } else { Ok(bytes) }
    }
}

/// Asks the clipboard manager, if there is one, to keep what this program has copied. On X11 a copy is otherwise lost when
/// the program that made it ends. Call it when the window has closed: iced's thread serves the clipboard until the process
/// ends. Waits for the manager, at most a second.
pub fn hand_over() {
    #[cfg(target_os = "linux")]
    if !super::is_wayland() && selection::hand_over().is_err() {
        tracing::warn!("what was copied could not be handed over");
    }
}
