//! The draft of each account: what was typed or chosen and not saved. Blocking.

use super::accounts::{self, Account};
use super::error::Error;
use super::file;
use super::front;
use super::lock::Lock;
use super::paths::{Paths, short_hash};
use super::slots::{RealDisk, Slots};
use crate::picture::{Fingerprint, MAX_FILE};
use crate::profile::{Draft, Edit, Field, Square, StagedPhoto, Value};

use bytes::Bytes;
use futures_util::Stream;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// The draft of an account, as it was found.
#[derive(Debug, Clone)]
pub struct FoundDraft {
    /// The draft.
    pub draft: Option<Draft>,
    /// Whether something could not be read. The files were renamed to `….bad`.
    pub is_damaged: bool,
    /// The lock of the draft; none if another window has it.
    pub lock: Option<DraftLock>,
}

/// The lock of the draft of an account: while a clone of it exists, only this window writes the draft. Cheap to clone.
#[derive(Debug, Clone)]
pub struct DraftLock {
    folder: PathBuf,
    _lock: Arc<Lock>,
}

impl DraftLock {
    /// Yields once each time that another window of the account asks this one to come to the front.
    pub fn front_requests(&self) -> impl Stream<Item = ()> + use<> {
        front::front_requests(&self.folder)
    }
}

/// Equal for the same account.
impl Hash for DraftLock {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.folder.hash(state);
    }
}

/// A draft in the file.
#[derive(Serialize, Deserialize)]
struct DraftData {
    /// In seconds since 1970.
    changed_at: i64,
    fields: BTreeMap<String, EditData>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    sent: BTreeMap<String, Option<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    photo: Option<PhotoData>,
}

/// A photo, whose content is in another file.
#[derive(Serialize, Deserialize)]
struct PhotoData {
    digest: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extension: Option<String>,
    square: Square,
}

#[derive(Serialize, Deserialize)]
struct EditData {
    #[serde(default)]
    base: Option<String>,
    typed: String,
}

/// Reads an account's draft and locks it for this window. If another window has locked it, that one is asked to come to the
/// front.
pub(super) fn open(paths: &Paths, account: &Account) -> Result<FoundDraft, Error> {
    let found = take_over(paths, account)?;
    if found.lock.is_none() {
        front::request_front(&paths.account(&account.entry()));
    }
    Ok(found)
}

/// The same without a request to another window.
pub(super) fn take_over(paths: &Paths, account: &Account) -> Result<FoundDraft, Error> {
    let entry = account.entry();
    let folder = paths.account(&entry);
    let lock = match Lock::take(&folder.join("draft.lock"), Duration::ZERO) {
        Ok(lock) => Some(DraftLock { folder: folder.clone(), _lock: Arc::new(lock) }),
        Err(Error::Busy) => None,
        Err(error) => return Err(error),
    };
    let owner = short_hash(entry.as_str());
    let found = Slots::new(&RealDisk, &folder, NAME, &owner).read()?;
    let draft = found.content.as_deref().map(|content| parse(content, |photo| read_photo(&folder, photo)));
    let mut is_damaged = !found.bad.is_empty() || matches!(draft, Some(None));
    let draft = draft.flatten().map(|(draft, is_whole)| {
        is_damaged |= !is_whole;
        draft
    });
    if lock.is_some() {
        for path in &found.bad {
            file::set_aside(path)?;
        }
    }
    Ok(FoundDraft { draft, is_damaged, lock })
}

/// Writes an account's draft, or removes it. Nothing is written for an account that is not on the list.
///
/// The file of a photo is written before the draft that refers to it, and removed after the draft that no longer does.
pub(super) fn write(paths: &Paths, account: &Account, draft: Option<&Draft>) -> Result<(), Error> {
    let entry = account.entry();
    if !accounts::is_listed(paths, &entry)? {
        return if draft.is_none() { Ok(()) } else { Err(Error::Failed) };
    }
    let folder = paths.account(&entry);
    let owner = short_hash(entry.as_str());
    let slots = Slots::new(&RealDisk, &folder, NAME, &owner);
    let photo = draft.and_then(|draft| draft.photo.as_ref());
    if let Some(photo) = photo {
        write_photo(&folder, photo)?;
    }
    match draft {
        Some(draft) => {
            file::make_folder(&folder)?;
            slots.write(&serde_json::to_vec(&to_data(draft)).map_err(|_| Error::Failed)?)?;
        }
        None => slots.clear()?,
    }
    remove_photos(&folder, photo.map(|photo| photo_name(&photo.digest)).as_deref())
}

/// How the names of chosen photos begin.
const PHOTO_PREFIX: &str = "chosen-photo-";

fn photo_name(digest: &str) -> String {
    format!("{PHOTO_PREFIX}{}", short_hash(digest))
}

fn write_photo(folder: &Path, photo: &StagedPhoto) -> Result<(), Error> {
    let path = folder.join(photo_name(&photo.digest));
    let is_there = std::fs::metadata(&path).is_ok_and(|found| found.len() == photo.file.len() as u64);
    if !is_there {
        file::write(&path, &photo.file)?;
    }
    Ok(())
}

/// The photo. None if its file is missing or has another content.
fn read_photo(folder: &Path, to_data: PhotoData) -> Option<StagedPhoto> {
    let PhotoData { digest, extension, square } = to_data;
    let file = Bytes::from(file::read(&folder.join(photo_name(&digest)), MAX_FILE).ok().flatten()?);
    (Fingerprint::of(&file).digits() == digest).then_some(StagedPhoto { file, digest, extension, square })
}

fn remove_photos(folder: &Path, current: Option<&str>) -> Result<(), Error> {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(PHOTO_PREFIX) && current != Some(name.as_ref()) {
            file::remove(&entry.path())?;
        }
    }
    Ok(())
}

const NAME: &str = "draft";

fn to_data(draft: &Draft) -> DraftData {
    let edit = |edit: &Edit| EditData { base: edit.base.clone(), typed: edit.typed.clone() };
    let fields = draft.fields.iter().map(|(field, typed)| (field.key().to_owned(), edit(typed)));
    let text = |value: &Value| if let Value::Text(text) = value { Some(text.clone()) } else { None };
    let sent = draft.sent.iter().map(|(field, value)| (field.key().to_owned(), text(value)));
    let photo = draft.photo.as_ref().map(|photo| PhotoData {
        digest: photo.digest.clone(),
        extension: photo.extension.clone(),
        square: photo.square,
    });
    DraftData {
        changed_at: draft.changed_at.as_second(),
        fields: fields.collect(),
        sent: sent.collect(),
        photo,
    }
}

/// Parses a draft, and says whether its photo could be read too. None if a newer program wrote it.
fn parse(content: &[u8], read_photo: impl FnOnce(PhotoData) -> Option<StagedPhoto>) -> Option<(Draft, bool)> {
    let to_data: DraftData = serde_json::from_slice(content).ok()?;
    let field = |key: &str| Field::from_key(key).filter(|field| Field::FORM.contains(field));
    let edit = |edit: EditData| Edit { base: edit.base, typed: edit.typed };
    let fields: Option<BTreeMap<_, _>> =
        to_data.fields.into_iter().map(|(key, typed)| Some((field(&key)?, edit(typed)))).collect();
    let value = |text: Option<String>| text.map_or(Value::Clear, |text| Value::of(&text));
    let sent: Option<BTreeMap<_, _>> =
        to_data.sent.into_iter().map(|(key, text)| Some((field(&key)?, value(text)))).collect();
    let changed_at = Timestamp::from_second(to_data.changed_at).ok()?;
    let has_photo = to_data.photo.is_some();
    let photo = to_data.photo.and_then(read_photo);
    let is_whole = has_photo == photo.is_some();
    Some((Draft { changed_at, fields: fields?, sent: sent?, photo }, is_whole))
}

#[cfg(test)]
mod tests {
    use super::{parse, to_data};
    use crate::profile::{Draft, Edit, Field, Value};

    use jiff::Timestamp;

    #[test]
    fn a_draft_is_read_as_it_was_written() {
        let edit = |base: Option<&str>, typed: &str| Edit {
            base: base.map(ToOwned::to_owned),
            typed: typed.to_owned(),
        };
        let draft = Draft {
            changed_at: Timestamp::from_second(1_700_000_000).unwrap(),
            fields: [
                (Field::FirstName, edit(Some("سارا"), "بهروز\u{200c} ")),
                (Field::Email, edit(None, "")),
                (Field::Gender, edit(Some(""), "female")),
            ]
            .into(),
            sent: [(Field::Username, Value::Clear), (Field::Email, Value::of("a@b.ir"))].into(),
            photo: None,
        };
        let content = serde_json::to_vec(&to_data(&draft)).unwrap();
        assert!(parse(&content, |_| None) == Some((draft, true)));
        for bad in ["", "[]", r#"{"changed_at": 1, "fields": {"avatar": {"typed": "x"}}}"#, "{}"] {
            assert!(parse(bad.as_bytes(), |_| None).is_none(), "{bad}");
        }
    }
}
