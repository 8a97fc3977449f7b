//! Starts the reference server of `tests/reference` for a test. It needs Python 3.10 or newer. The first start installs Django
//! into `tests/reference/.venv`.

use nameplate::demo::{
    Behaviour, CompletedSpelling, FailingWrites, GenderForm, GroupsForm, IdsForm, MediaForm, MobileRule,
    PictureNames, WriteAnswer,
};
use serde_json::Value;

use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A running reference server with a fresh database; it ends when this is dropped, and also when the test
/// dies.
#[derive(Debug)]
pub(crate) struct Django {
    process: Child,
    base_url: String,
    data_dir: PathBuf,
}

impl Django {
    /// Starts it with these behaviour, speaking English.
    pub(crate) fn start(behaviour: &Behaviour) -> io::Result<Self> {
        Self::start_in("en-us", behaviour)
    }

    /// Starts it with these behaviour; its messages are in `language`, one of Django's tags.
    pub(crate) fn start_in(language: &str, behaviour: &Behaviour) -> io::Result<Self> {
        let serve = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/serve");
        let mut command = Command::new(serve);
        for (name, _) in std::env::vars_os() {
            // The behaviour of whoever started the tests are none of ours.
            if name.to_string_lossy().starts_with("REF_") && name != "REF_VENV" {
                let _ = command.env_remove(name);
            }
        }
        let mut process = command
            .envs(environment(behaviour))
            .env("REF_LANGUAGE", language)
            .env("REF_WATCH_STDIN", "1")
            .env_remove("PORT")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        if let Some(stdout) = process.stdout.take() {
            let _ = BufReader::new(stdout).read_line(&mut line)?;
        }
        let started: Value = serde_json::from_str(&line).unwrap_or_default();
        let text = |key: &str| started[key].as_str().unwrap_or_default().to_owned();
        let (base_url, data_dir) = (text("base_url"), PathBuf::from(text("data_dir")));
        let server = Self { process, base_url, data_dir };
        if server.base_url.is_empty() {
            return Err(io::Error::other("tests/reference/serve did not start; run it by hand to see why"));
        }
        Ok(server)
    }

    /// Where it listens, without a trailing slash.
    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The folder with `db.sqlite3` and `media/`.
    pub(crate) fn data_dir(&self) -> &Path {
        &self.data_dir
    }
}

impl Drop for Django {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

/// The behaviour as the variables of `tests/reference/README.md`.
pub(crate) fn environment(behaviour: &Behaviour) -> Vec<(&'static str, String)> {
    let flag = |on: bool| if on { "1" } else { "0" }.to_owned();
    let (media, media_url) = match &behaviour.media {
        MediaForm::Absolute => ("absolute", ""),
        MediaForm::Relative => ("relative", ""),
        MediaForm::Query => ("query", ""),
        MediaForm::At(address) => ("absolute", address.as_str()),
    };
    let spelling = match behaviour.completed_spelling {
        CompletedSpelling::Completed => "completed",
        CompletedSpelling::Compeleted => "compeleted",
    };
    let ids = match behaviour.ids {
        IdsForm::Numbers => "number",
        IdsForm::Uuids => "uuid",
        IdsForm::Slugs => "slug",
        IdsForm::Absent => "absent",
        IdsForm::AbsentWithUsername => "absent-with-username",
    };
    let groups = match behaviour.groups {
        GroupsForm::Objects => "objects",
        GroupsForm::Ids => "ids",
    };
    let gender = match behaviour.gender {
        GenderForm::Lower => "lower",
        GenderForm::Display => "display",
        GenderForm::Capital => "capital",
    };
    let mobile = match behaviour.mobile {
        MobileRule::Anything => "",
        MobileRule::Iranian => r"^09\d{9}$",
    };
    let throttle = behaviour.throttle.map(|throttle| {
        let period = match throttle.per.as_secs() {
            1 => "second",
            60 => "minute",
            3_600 => "hour",
            86_400 => "day",
            other => panic!("the reference server counts by second, minute, hour or day, not {other} s"),
        };
        format!("{}/{period}", throttle.requests)
    });
    let write_answer = match behaviour.write_answer {
        WriteAnswer::Whole => "whole",
        WriteAnswer::Sent => "sent",
        WriteAnswer::Fields => "fields",
        WriteAnswer::Nothing => "nothing",
        WriteAnswer::Consent => "consent",
    };
    let picture_names = match behaviour.picture_names {
        PictureNames::New => "new",
        PictureNames::Same => "kept",
    };
    let failing_writes = match behaviour.failing_writes {
        FailingWrites::No => "no",
        FailingWrites::Never => "never",
        FailingWrites::Late => "late",
    };
    vec![
        ("REF_COMPLETED_SPELLING", spelling.to_owned()),
        ("REF_IDS", ids.to_owned()),
        ("REF_GROUPS", groups.to_owned()),
        ("REF_GENDER", gender.to_owned()),
        ("REF_MEDIA", media.to_owned()),
        ("REF_MEDIA_URL", media_url.to_owned()),
        ("REF_GET", flag(behaviour.get)),
        ("REF_PUT", flag(behaviour.put)),
        ("REF_SIGN_IN", flag(behaviour.sign_in)),
        ("REF_DEBUG", flag(behaviour.debug)),
        ("REF_BLANK", flag(behaviour.blank)),
        ("REF_USERNAME_VALIDATOR", flag(behaviour.username_validator)),
        ("REF_MOBILE_REGEX", mobile.to_owned()),
        ("REF_THROTTLE", throttle.unwrap_or_default()),
        ("REF_LOGIN", small(&behaviour.login)),
        ("REF_ENVELOPE", small(&behaviour.envelope)),
        ("REF_REASON", behaviour.reason.as_ref().map(small).unwrap_or_default()),
        ("REF_LOCALE_MIDDLEWARE", flag(behaviour.locale_middleware)),
        ("REF_WRITE_ANSWER", write_answer.to_owned()),
        ("REF_WRAPPED", flag(behaviour.wrapped)),
        ("REF_LACKS", behaviour.lacks.join(",")),
        ("REF_PICTURE_NAMES", picture_names.to_owned()),
        ("REF_SIGNED_MEDIA", flag(behaviour.signed_media)),
        ("REF_REENCODES", flag(behaviour.reencodes)),
        ("REF_DEFAULT_PICTURE", flag(behaviour.default_picture)),
        ("REF_FAILING_WRITES", failing_writes.to_owned()),
    ]
}

/// The name of a variant in small letters.
fn small(variant: &impl std::fmt::Debug) -> String {
    format!("{variant:?}").to_lowercase()
}
