//! Saving: one JSON PATCH of exactly the changed fields, and the truth about what became of it.

use super::error::Outcome;
use super::evidence::{self, Before, Change, Verdict};
use super::me::{Attempts, Habits, PhotoOutcome, Saved, Session, Shown};
use super::seen::Seen;
use super::transport::Answer;
use super::wire::{self, GenderForm};
use super::{Error, Seal, error, upload};
use crate::profile::{AvatarChange, Fact, Field, Gender, Patch, Profile, Value};

use bytes::Bytes;
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
            let (shown, picture) = self.send_changes(&mut seen, &changes, None).await?;
            Some(changes.compare(shown, picture))
        };
        if let Some(photo) = photo {
            let answer = self.send_photo(&mut seen, photo, None, Seal::default(), upload::silently).await;
            saved = Some(match (saved, answer) {
                (Some(saved), Ok(profile)) => Saved { profile, photo: Some(PhotoOutcome::Stored), ..saved },
                (None, Ok(profile)) => {
                    let (altered, unshown) = (Vec::new(), Vec::new());
                    Saved { profile, altered, unshown, photo: Some(PhotoOutcome::Stored) }
                }
                (Some(saved), Err(error)) => {
                    Saved { photo: Some(PhotoOutcome::Failed(Box::new(error))), ..saved }
                }
                (None, Err(error)) => return Err(error),
            });
        }
        match saved {
            Some(saved) => Ok(saved),
            None => {
                let profile = self.read(&mut seen, Attempts::Several).await?;
                let said = seen.reading();
                Ok(changes.compare(Shown { profile, said, unanswered: None }, None))
            }
        }
    }

    /// Removes the picture: JSON `null`, and the picture must not be shown any more. The server may show one for
    /// everybody without a photo instead. `served` are the bytes of the picture before, if they were fetched.
    ///
    /// # Errors
    ///
    /// As for [`Self::update`], and [`Error::PictureNotRemoved`].
    pub async fn remove_photo(&self, served: Option<Bytes>) -> Result<Profile, Error> {
        let mut seen = self.turn().await;
        let changes = Changes { values: BTreeMap::new(), removes_picture: true };
        let (shown, picture) = self.send_changes(&mut seen, &changes, served).await?;
        match picture.and_then(|verdict| evidence::failure(verdict, shown.unanswered.as_ref(), true)) {
            Some(error) => Err(error),
            None => Ok(shown.profile),
        }
    }

    /// Returns what the server shows then, and what that says of the removal, where there was one.
    async fn send_changes(
        &self,
        seen: &mut Seen,
        changes: &Changes,
        served: Option<Bytes>,
    ) -> Result<(Shown, Option<Verdict>), Error> {
        if changes.removes_picture && seen.certain().is_none() {
            // Without what was there before, it cannot be told whether it is gone.
            let _ = self.read(seen, Attempts::Several).await?;
        }
        let before = seen.begin_write();
        self.begin_renaming(&changes.values);
        let mut form = self.habits().gender;
        let mut answer = self.send_once(changes, form).await;
        let has_two_forms = changes.values.get(&Field::Gender).is_some_and(GenderForm::applies_to);
        if has_two_forms && answer.as_ref().is_ok_and(|answer| self.refuses_only_gender(answer)) {
            form = form.other();
            answer = self.send_once(changes, form).await;
        }
        let shown = match self.settle(seen, before.as_ref(), answer).await {
            Ok(shown) => shown,
            Err(error) => {
                if error.outcome() == Outcome::NotStored {
                    self.end_renaming();
                }
                return Err(error);
            }
        };
        let picture = if changes.removes_picture {
            let url = before.as_ref().and_then(|before| before.avatar.clone());
            let is_answered = shown.unanswered.is_none();
            let change = Change { before: &Before { url, served }, sent: None, is_answered };
            Some(self.verdict(change, &shown).await)
        } else {
            None
        };
        if let Some(cause) = &shown.unanswered {
            match (changes.are_in(&shown, before.as_ref()), picture) {
                (Some(true), _) | (_, Some(Verdict::Made)) => {}
                (Some(false), _) | (_, Some(Verdict::NotMade)) => {
                    return Err(Error::NotStored(Box::new(cause.clone())));
                }
                (None, _) => return Err(Error::Unknown(Box::new(cause.clone()))),
            }
        }
        self.end_renaming();
        self.assume(Habits { gender: form, ..self.habits() });
        Ok((shown, picture))
    }

    async fn send_once(&self, changes: &Changes, form: GenderForm) -> Result<Answer, Error> {
        let body = wire::changes(&changes.values, form, changes.removes_picture);
        let request = self.request(Method::PATCH)?.json(&body);
        self.api().exchange(request).await
    }

    fn refuses_only_gender(&self, answer: &Answer) -> bool {
        !answer.status.is_success() && error::from_answer(answer, &self.server().me()).refuses_only_gender()
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

    /// Whether the server shows what was sent for a field; nothing where it says nothing of the field.
    fn shows(&self, field: Field, shown: &Shown) -> Option<bool> {
        let is_said = shown.said.contains(&Fact::Field(field));
        is_said.then(|| self.values.get(&field).is_none_or(|sent| shows(&shown.profile, field, sent)))
    }

    fn compare(&self, shown: Shown, picture: Option<Verdict>) -> Saved {
        let those = |wanted: Option<bool>| {
            let is_wanted = |field: &Field| self.shows(*field, &shown) == wanted;
            self.values.keys().copied().filter(is_wanted).collect::<Vec<_>>()
        };
        let (altered, unshown) = (those(Some(false)), those(None));
        let photo = picture.map(|verdict| {
            let failure = evidence::failure(verdict, shown.unanswered.as_ref(), true);
            failure.map_or(PhotoOutcome::Stored, |error| PhotoOutcome::Failed(Box::new(error)))
        });
        Saved { profile: shown.profile, altered, unshown, photo }
    }

    /// Whether a profile that was read after a lost answer shows that the request was stored: one of the
    /// values is there now and was not before. This backend stores all fields of a request or none. Nothing
    /// where the server says nothing of any of them.
    ///
    /// A value that is neither the old nor the new one counts too: the server stored it in its own way, or
    /// somebody else changed it meanwhile. Either way the comparison that follows points at it.
    fn are_in(&self, shown: &Shown, before: Option<&Profile>) -> Option<bool> {
        let said: Vec<_> =
            self.values.keys().copied().filter(|field| self.shows(*field, shown).is_some()).collect();
        if said.is_empty() {
            return None;
        }
        let is_new = |field: &Field| match before {
            Some(before) if before.knows_field(*field) => {
                value(&shown.profile, *field) != value(before, *field)
            }
            Some(_) | None => false,
        };
        Some(said.iter().any(is_new) || said.iter().all(|field| self.shows(*field, shown) == Some(true)))
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
