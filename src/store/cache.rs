//! The cached profile picture of each account, so that it can be shown before the server answers. Blocking.

use super::accounts::{self, Account};
use super::error::Error;
use super::file;
use super::paths::{Paths, short_hash};
use crate::profile::{self, Version};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use url::Url;

use std::path::Path;

/// The largest picture that is cached, in bytes.
const MAX_PICTURE: u64 = 8 << 20;

/// The longest first line of the file, in bytes.
const MAX_HEADER: u64 = 1024;

const PREFIX: &str = "avatar-";

/// A picture in the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CachedPicture {
    /// The file.
    pub bytes: Bytes,
    /// The version that the server gave it at the address it was fetched from.
    pub version: Option<Version>,
}

/// The first line of the file; the picture follows.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    /// A hash of the address. The version is only valid for the same address, including its query.
    address: String,
    version: Option<Version>,
}

/// The cached picture for an address, whose query may differ. The version is only given if the whole address is the same.
pub(super) fn read(paths: &Paths, account: &Account, url: &Url) -> Result<Option<CachedPicture>, Error> {
    let path = paths.account(&account.entry()).join(file_name(url));
    let content = file::read(&path, MAX_HEADER + MAX_PICTURE)?;
    Ok(content.and_then(|content| parse(content, url)))
}

/// Stores the picture and removes the one before. Does nothing if it is too large, or if the account is not on the list.
pub(super) fn write(
    paths: &Paths,
    account: &Account,
    url: &Url,
    picture: CachedPicture,
) -> Result<(), Error> {
    let entry = account.entry();
    if !accounts::is_listed(paths, &entry)? || picture.bytes.len() as u64 > MAX_PICTURE {
        return Ok(());
    }
    let folder = paths.account(&entry);
    let name = file_name(url);
    let header = Header { address: short_hash(url.as_str()), version: picture.version };
    let mut content = serde_json::to_vec(&header).map_err(|_| Error::Failed)?;
    content.push(b'\n');
    content.extend_from_slice(&picture.bytes);
    file::write(&folder.join(&name), &content)?;
    remove_others(&folder, &name)
}

/// Removes the cached picture.
pub(super) fn remove(paths: &Paths, account: &Account) -> Result<(), Error> {
    remove_others(&paths.account(&account.entry()), "")
}

/// One file for all addresses that differ only in their query, since a signature in the query is new in each answer. The
/// name is a hash, because addresses can be long and secret.
fn file_name(url: &Url) -> String {
    format!("{PREFIX}{}", short_hash(profile::place(url)))
}

fn parse(content: Vec<u8>, url: &Url) -> Option<CachedPicture> {
    let content = Bytes::from(content);
    let end = content.iter().take(MAX_HEADER as usize).position(|byte| *byte == b'\n')?;
    let header: Header = serde_json::from_slice(&content[..end]).ok()?;
    let is_same_address = header.address == short_hash(url.as_str());
    let bytes = content.slice(end + 1..);
    let fits = bytes.len() as u64 <= MAX_PICTURE;
    fits.then(|| CachedPicture { bytes, version: header.version.filter(|_| is_same_address) })
}

fn remove_others(folder: &Path, current: &str) -> Result<(), Error> {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(PREFIX) && name != current {
            file::remove(&entry.path())?;
        }
    }
    Ok(())
}
