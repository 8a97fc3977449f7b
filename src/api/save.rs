//! Saving: one JSON PATCH of exactly the changed fields, and the truth about what became of it.

use super::error::Outcome;
use super::me::{Attempts, Habits, PhotoOutcome, Saved, Session, Shown};
use super::seen::Seen;
use super::transport::Answer;
use super::wire::{self, GenderForm};
use super::{Error, Seal, error, upload};
use crate::profile::{AvatarChange, Fact, Field, Gender, Patch, Profile, Value};

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
            Some(changes.compare(self.send_changes(&mut seen, &changes).await?))
        };
        if let Some(photo) = photo {
            let answer = self.send_photo(&mut seen, photo, Seal::default(), upload::silently).await;
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
                Ok(changes.compare(Shown { profile, said, unanswered: None }))
            }
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
        let Shown { profile, .. } = self.send_changes(&mut seen, &changes).await?;
        if profile.avatar.is_some() { Err(Error::PictureKept) } else { Ok(profile) }
    }

    async fn send_changes(&self, seen: &mut Seen, changes: &Changes) -> Result<Shown, Error> {
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
        if let Some(cause) = &shown.unanswered {
            match changes.are_in(&shown, before.as_ref()) {
                Some(true) => {}
                Some(false) => return Err(Error::NotStored(Box::new(cause.clone()))),
                None => return Err(Error::Unknown(Box::new(cause.clone()))),
            }
        }
        self.end_renaming();
        self.assume(Habits { gender: form, ..self.habits() });
        Ok(shown)
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

    /// Everything that is sent.
    fn fields(&self) -> impl Iterator<Item = Field> + '_ {
        self.values.keys().copied().chain(self.removes_picture.then_some(Field::Avatar))
    }

    /// Whether the server shows what was sent for a field; nothing where it says nothing of the field.
    fn shows(&self, field: Field, shown: &Shown) -> Option<bool> {
        if !shown.said.contains(&Fact::Field(field)) {
            return None;
        }
        Some(match field {
            Field::Avatar => shown.profile.avatar.is_none(),
            field => self.values.get(&field).is_none_or(|sent| shows(&shown.profile, field, sent)),
        })
    }

    fn compare(&self, shown: Shown) -> Saved {
        let texts = |wanted: Option<bool>| {
            let is_wanted = |field: &Field| self.shows(*field, &shown) == wanted;
            self.values.keys().copied().filter(is_wanted).collect::<Vec<_>>()
        };
        let (altered, unshown) = (texts(Some(false)), texts(None));
        let photo = self.removes_picture.then(|| match self.shows(Field::Avatar, &shown) {
            Some(true) => PhotoOutcome::Stored,
            Some(false) => PhotoOutcome::Failed(Box::new(Error::PictureKept)),
            None => PhotoOutcome::Failed(Box::new(Error::Unknown(Box::new(Error::NothingShown)))),
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
        let said: Vec<_> = self.fields().filter(|field| self.shows(*field, shown).is_some()).collect();
        if said.is_empty() {
            return None;
        }
        let is_new = |field: &Field| match before {
            None => false,
            Some(before) if !before.knows_field(*field) => false,
            Some(before) if *field == Field::Avatar => shown.profile.avatar != before.avatar,
            Some(before) => value(&shown.profile, *field) != value(before, *field),
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
