//! Finds the first picture of a GIF before it is decoded. The decoder refuses a picture that reaches outside of the screen
//! size in the header, and does not say whether a file is cut or damaged.

use super::error::Error;

use std::borrow::Cow;

/// The length of the header and the screen descriptor (GIF89a, sections 17 and 18).
const HEAD: usize = 13;
/// The offset of the screen size.
const SCREEN: usize = 6;
/// The length of an image descriptor: position, size and flags (section 20).
const DESCRIPTOR: usize = 9;

/// The first picture of a file.
struct First {
    /// Its right and bottom edge.
    end: (u16, u16),
    /// Whether all of its data are there.
    is_complete: bool,
}

/// The file in pieces, with a screen that is large enough for its first picture. Other programs do the same.
pub(super) fn with_screen(bytes: &[u8]) -> Vec<Cow<'_, [u8]>> {
    let Some((head, rest)) = bytes.split_at_checked(HEAD) else { return vec![Cow::Borrowed(bytes)] };
    let Some(first) = first(bytes) else { return vec![Cow::Borrowed(bytes)] };
    let side = |at: usize| u16::from_le_bytes([head[at], head[at + 1]]);
    let (width, height) = (side(SCREEN), side(SCREEN + 2));
    if first.end.0 <= width && first.end.1 <= height {
        return vec![Cow::Borrowed(bytes)];
    }
    let mut head = head.to_vec();
    head[SCREEN..SCREEN + 2].copy_from_slice(&first.end.0.max(width).to_le_bytes());
    head[SCREEN + 2..SCREEN + 4].copy_from_slice(&first.end.1.max(height).to_le_bytes());
    vec![Cow::Owned(head), Cow::Borrowed(rest)]
}

/// The true error of a decoder: [`Error::CutShort`] if the file ends inside of its first picture.
pub(super) fn fault(bytes: &[u8], error: Error) -> Error {
    match error {
        Error::Broken if first(bytes).is_none_or(|first| !first.is_complete) && !has_end_mark(bytes) => {
            Error::CutShort
        }
        error => error,
    }
}

/// Whether the last byte is the end mark of a GIF.
fn has_end_mark(bytes: &[u8]) -> bool {
    bytes.len() > HEAD && bytes.last() == Some(&b';')
}

/// Finds the first picture; `None` if the file ends before it.
fn first(bytes: &[u8]) -> Option<First> {
    let mut at = HEAD + table_length(*bytes.get(10)?);
    loop {
        match bytes.get(at)? {
            // An extension: a type and blocks.
            0x21 => at = after_blocks(bytes, at + 2)?,
            0x2C => {
                let descriptor = bytes.get(at + 1..at + 1 + DESCRIPTOR)?;
                let number = |at: usize| u16::from_le_bytes([descriptor[at], descriptor[at + 1]]);
                let end = (number(0).saturating_add(number(4)), number(2).saturating_add(number(6)));
                let data = at + 1 + DESCRIPTOR + table_length(descriptor[8]) + 1;
                return Some(First { end, is_complete: after_blocks(bytes, data).is_some() });
            }
            0 => at += 1,
            _ => return None,
        }
    }
}

/// The length of a colour table in bytes, by the flags before it.
fn table_length(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// The offset after a list of blocks, which ends with an empty one.
fn after_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
