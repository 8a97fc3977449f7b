//! Saving: one JSON PATCH of exactly the changed fields, and the truth about what became of it.

use super::error::Outcome;
use super::me::{Attempts, Habits, PhotoOutcome, Saved, Seen, Session};
use super::wire::{self, GenderForm};
use super::{Error, Seal, upload};
use crate::profile::{AvatarChange, Field, Gender, Patch, Profile, Value};

use reqwest::Method;

use std::collections::BTreeMap;

#[cfg(test)]
mod tests;

impl Session {
    /// Sends exactly what `patch` holds and compares the answer with it.
    ///
    /// The fields, and the removal of a picture, go in one request; a new picture goes in a second one
    /// after them, because multipart cannot clear a field. Nothing is sent twice by itself, but for a
    /// refused gender, which goes once more in its other spelling. When it cannot be told whether a
    /// request was stored, the profile is read again and compared.
    ///
    /// # Errors
    ///
    /// [`Error::NotStored`] when reading again showed the old values, [`Error::Unknown`] when that failed
    /// too; every other error means that nothing was stored. A picture that failed after its fields were
    /// stored is no error: [`Saved::photo`] says so.
    pub async fn update(&self, patch: Patch) -> Result<Saved, Error> {
        let mut seen = self.turn().await;
        let Patch { values, avatar } = patch;
        let (removes_picture, photo) = match avatar {
            None => (false, None),
            Some(AvatarChange::Remove) => (true, None),
            Some(AvatarChange::Replace(photo)) => (false, Some(photo)),
        };
        let changes = Changes { values, removes_picture };
        let mut saved = if changes.is_empty() {
            None
        } else {
            let profile = self.send_changes(&mut seen, &changes).await?;
            Some(changes.compare(profile))
        };
        if let Some(photo) = photo {
            let answer = self.send_photo(&mut seen, photo, Seal::default(), upload::silently).await;
            saved = Some(match (saved, answer) {
                (saved, Ok(profile)) => Saved {
                    profile,
                    altered: saved.map(|saved| saved.altered).unwrap_or_default(),
                    photo: Some(PhotoOutcome::Stored),
                },
                (Some(saved), Err(error)) => {
                    Saved { photo: Some(PhotoOutcome::Failed(Box::new(error))), ..saved }
                }
                (None, Err(error)) => return Err(error),
            });
        }
        match saved {
            Some(saved) => Ok(saved),
            None => Ok(changes.compare(self.read(&mut seen, Attempts::Several).await?)),
        }
    }

    /// Removes the picture: JSON `null`, and the answer must show none.
    ///
    /// # Errors
    ///
    /// As for [`Self::update`], and [`Error::PictureKept`].
    pub async fn remove_photo(&self) -> Result<Profile, Error> {
        let mut seen = self.turn().await;
        let changes = Changes { values: BTreeMap::new(), removes_picture: true };
        let profile = self.send_changes(&mut seen, &changes).await?;
        if profile.avatar.is_some() { Err(Error::PictureKept) } else { Ok(profile) }
    }

    async fn send_changes(&self, seen: &mut Seen, changes: &Changes) -> Result<Profile, Error> {
        let before = seen.take();
        let mut form = self.habits().gender;
        let mut answer = self.send_once(changes, form).await;
        let has_two_forms = changes.values.get(&Field::Gender).is_some_and(GenderForm::applies_to);
        if has_two_forms && answer.as_ref().is_err_and(Error::refuses_only_gender) {
            form = form.other();
            answer = self.send_once(changes, form).await;
        }
        let profile = match answer {
            Ok(profile) => {
                *seen = Some(profile.clone());
                profile
            }
            Err(cause) if cause.outcome() == Outcome::Unknown => {
                let now = self.read_after(seen, &cause).await?;
                if !changes.are_in(&now, before.as_ref()) {
                    return Err(Error::NotStored(Box::new(cause)));
                }
                now
            }
            Err(refusal) => {
                *seen = before;
                return Err(refusal);
            }
        };
        self.assume(Habits { gender: form, ..self.habits() });
        Ok(profile)
    }

    async fn send_once(&self, changes: &Changes, form: GenderForm) -> Result<Profile, Error> {
        let body = wire::changes(&changes.values, form, changes.removes_picture);
        let request = self.request(Method::PATCH)?.json(&body);
        self.understand(&self.api().exchange(request).await?)
    }
}

/// What one JSON request changes.
#[derive(Debug)]
struct Changes {
    values: BTreeMap<Field, Value>,
    removes_picture: bool,
}

impl Changes {
    fn is_empty(&self) -> bool {
        self.values.is_empty() && !self.removes_picture
    }

    /// The fields that do not show what was sent.
    fn altered<'a>(&'a self, profile: &'a Profile) -> impl Iterator<Item = Field> + 'a {
        let fields = self.values.iter().filter(|(field, value)| !shows(profile, **field, value));
        let picture = (self.removes_picture && profile.avatar.is_some()).then_some(Field::Avatar);
        fields.map(|(field, _)| *field).chain(picture)
    }

    fn compare(&self, profile: Profile) -> Saved {
        let mut altered: Vec<_> = self.altered(&profile).collect();
        let kept = altered.contains(&Field::Avatar);
        altered.retain(|field| *field != Field::Avatar);
        let photo = self.removes_picture.then(|| match kept {
            true => PhotoOutcome::Failed(Box::new(Error::PictureKept)),
            false => PhotoOutcome::Stored,
        });
        Saved { profile, altered, photo }
    }

    /// Whether a profile that was read after a lost answer shows that the request was stored: one of the
    /// values is there now and was not before. This backend stores all fields of a request or none.
    ///
    /// A value that is neither the old nor the new one counts too: the server stored it in its own way, or
    /// somebody else changed it meanwhile. Either way the comparison that follows points at it.
    fn are_in(&self, now: &Profile, before: Option<&Profile>) -> bool {
        match before {
            None => self.altered(now).next().is_none(),
            Some(before) => {
                let values = self.values.keys().any(|field| value(now, *field) != value(before, *field));
                let picture = self.removes_picture && now.avatar != before.avatar;
                values || picture || self.altered(now).next().is_none()
            }
        }
    }
}

/// Whether a profile shows a value that was sent. Servers trim white space at the ends and may answer with
/// another case of the gender.
fn shows(profile: &Profile, field: Field, sent: &Value) -> bool {
    let shown = value(profile, field);
    match sent {
        Value::Clear => shown.is_empty(),
        Value::Text(text) if field == Field::Gender => {
            shown == Gender::from(Some(text.as_str())).as_sent().unwrap_or_default()
        }
        Value::Text(text) => shown == text.trim(),
    }
}

fn value(profile: &Profile, field: Field) -> &str {
    profile.text(field).trim()
}
