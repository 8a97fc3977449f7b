//! Saving: one JSON PATCH of exactly the changed fields.

use super::exchange::Answer;
use super::me::{Habits, Session};
use super::wire::{self, GenderForm};
use super::{Error, Outcome, error};
use crate::profile::{Field, Profile, Value};

use reqwest::Method;

use std::collections::BTreeMap;

impl Session {
    /// Sends exactly these values in one request, and returns the profile in the answer. What the answer does not contain is
    /// in [`Profile::unknown`]. The caller must check whether the answer shows the values.
    ///
    /// If the server refuses only the gender, the request is sent once more with the other spelling. Otherwise it is sent
    /// once.
    ///
    /// # Errors
    ///
    /// [`Error::outcome`] says whether the values may be stored.
    pub async fn save(&self, values: BTreeMap<Field, Value>) -> Result<Profile, Error> {
        let _lock = self.lock().await;
        self.begin_renaming(&values);
        let mut form = self.habits().gender;
        let mut answer = self.send_once(&values, form).await;
        let has_two_forms = values.get(&Field::Gender).is_some_and(GenderForm::applies_to);
        if has_two_forms && answer.as_ref().is_ok_and(|answer| self.refuses_only_gender(answer)) {
            form = form.other();
            answer = self.send_once(&values, form).await;
        }
        let answer = answer.and_then(|answer| self.answer_to_write(&answer));
        match &answer {
            Ok(_) => {
                self.end_renaming();
                self.assume(Habits { gender: form, ..self.habits() });
            }
            Err(error) if error.outcome() == Outcome::NotStored => self.end_renaming(),
            Err(_) => {}
        }
        answer
    }

    /// Removes the picture, by JSON `null`, and returns the profile in the answer. A server may then show a default picture.
    ///
    /// # Errors
    ///
    /// As for [`Self::save`].
    pub async fn remove_photo(&self) -> Result<Profile, Error> {
        let _lock = self.lock().await;
        let body = wire::changes(&BTreeMap::new(), self.habits().gender, true);
        let answer = self.api().exchange(self.request(Method::PATCH)?.json(&body)).await?;
        self.answer_to_write(&answer)
    }

    async fn send_once(&self, values: &BTreeMap<Field, Value>, form: GenderForm) -> Result<Answer, Error> {
        let body = wire::changes(values, form, false);
        self.api().exchange(self.request(Method::PATCH)?.json(&body)).await
    }

    fn refuses_only_gender(&self, answer: &Answer) -> bool {
        !answer.status.is_success() && error::from_answer(answer, &self.server().me()).refuses_only_gender()
    }
}
