//! The picture as last fetched, per account, so that it is there before the network answers. Blocking.

use super::accounts::{self, Account};
use super::error::Error;
use super::file;
use super::place::{Place, short_hash};
use crate::profile::{self, Version};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use url::Url;

use std::path::Path;

/// The largest picture that is fetched and kept, in bytes.
const MAX_PICTURE: u64 = 8 << 20;

/// The longest first line of the file, in bytes.
const MAX_HEAD: u64 = 1024;

const PREFIX: &str = "avatar-";

/// A picture as it was served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The file.
    pub bytes: Bytes,
    /// The version that the server gave it at the address it was fetched from.
    pub version: Option<Version>,
}

/// The first line of the file; the picture follows.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    /// The address as a hash: a version is only valid for this one, not for another of the same place.
    address: String,
    version: Option<Version>,
}

/// The kept picture of this place, if it is there and no larger than 8 MiB. Its version only where it was fetched
/// from this very address.
pub(super) fn read(place: &Place, account: &Account, url: &Url) -> Result<Option<Kept>, Error> {
    let path = place.account(&account.entry()).join(file_name(url));
    let content = file::read(&path, MAX_HEAD + MAX_PICTURE)?;
    Ok(content.and_then(|content| understood(content, url)))
}

/// Keeps a picture in place of the previous one. Does nothing for one that is too large, and for an account that is not
/// on the list.
pub(super) fn write(place: &Place, account: &Account, url: &Url, kept: Kept) -> Result<(), Error> {
    let entry = account.entry();
    if !accounts::is_listed(place, &entry)? || kept.bytes.len() as u64 > MAX_PICTURE {
        return Ok(());
    }
    let folder = place.account(&entry);
    let name = file_name(url);
    let head = Head { address: short_hash(url.as_str()), version: kept.version };
    let mut content = serde_json::to_vec(&head).map_err(|_| Error::Failed)?;
    content.push(b'\n');
    content.extend_from_slice(&kept.bytes);
    file::write(&folder.join(&name), &content)?;
    remove_others(&folder, &name)
}

/// Removes the kept picture.
pub(super) fn remove(place: &Place, account: &Account) -> Result<(), Error> {
    remove_others(&place.account(&account.entry()), "")
}

/// One file for all addresses of a place, since a signature in the query differs in each answer. Addresses can be long
/// and secret: only their hash is written.
fn file_name(url: &Url) -> String {
    format!("{PREFIX}{}", short_hash(profile::place(url)))
}

fn understood(content: Vec<u8>, url: &Url) -> Option<Kept> {
    let content = Bytes::from(content);
    let end = content.iter().take(MAX_HEAD as usize).position(|byte| *byte == b'\n')?;
    let head: Head = serde_json::from_slice(&content[..end]).ok()?;
    let is_its_own = head.address == short_hash(url.as_str());
    let bytes = content.slice(end + 1..);
    let is_kept = bytes.len() as u64 <= MAX_PICTURE;
    is_kept.then(|| Kept { bytes, version: head.version.filter(|_| is_its_own) })
}

fn remove_others(folder: &Path, kept: &str) -> Result<(), Error> {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(PREFIX) && name != kept {
            file::remove(&entry.path())?;
        }
    }
    Ok(())
}
