//! What other programs offer in the clipboard besides text and files, and what becomes of our own when the program
//! ends. iced and arboard know texts; of pictures arboard knows PNG alone.

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
    /// Reaches the clipboard. Where a Wayland desktop keeps it from programs, that of its X server has to do.
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

    /// The names of the forms in which the program that copied offers it: media types, and words of X11.
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

    /// What was copied in one of the forms, of at most `most` bytes. Empty where it is not given after all.
    ///
    /// # Errors
    ///
    /// Any of [`Error`].
    pub fn read(&self, form: &str, most: u64) -> Result<Vec<u8>, Error> {
        use wl_clipboard_rs::paste::{ClipboardType, MimeType, Seat, get_contents};

        use std::io::Read;

        let bytes = match &self.0 {
            Kind::X11(selection) => selection.read(form, most)?,
            Kind::Wayland => {
                let form = MimeType::Specific(form);
                let (pipe, _) = get_contents(ClipboardType::Regular, Seat::Unspecified, form)
                    .map_err(|_| Error::Silent)?;
                let mut bytes = Vec::new();
                let _ = pipe.take(most + 1).read_to_end(&mut bytes).map_err(|_| Error::Silent)?;
                bytes
            }
        };
        if bytes.len() as u64 > most { Err(Error::TooLarge) } else { Ok(bytes) }
    }
}

/// Hands what this program has copied to the clipboard manager, where there is one: on X11 a copy lives in the program
/// that made it and ends with it. Call it when the window has closed: iced's thread goes on serving the clipboard until the process ends.
///
/// Waits for the manager, at most a second.
pub fn hand_over() {
    #[cfg(target_os = "linux")]
    if !super::is_wayland() && selection::hand_over().is_err() {
        tracing::warn!("what was copied could not be handed over");
    }
}
