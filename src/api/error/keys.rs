//! The meaning of the keys in a refusal. They are compared without capitals, `_` and `-`:
//! `fieldErrors`, `field_errors` and `field-errors` are the same.

use crate::profile::Field;

use serde_json::{Map, Value};

/// What a message is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Subject {
    /// The whole request.
    #[default]
    Whole,
    /// A field that this program knows.
    Field {
        /// The field.
        field: Field,
        /// Its name as the server spells it.
        key: String,
    },
    /// Another part of the request, with the server's name for it.
    Other(String),
}

/// The kind of the value under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyMeaning {
    /// Messages, or lists of them.
    Messages,
    /// A title, which often only repeats the status. If it is an object, as [`Self::Messages`].
    Title,
    /// A wrapper around other objects.
    Wrapper,
    /// Messages for a field that this program knows.
    Field(Field),
    /// Something for programs: a code, an address, a time, values of the request. Never a message.
    ForPrograms,
    /// Anything else, most often messages for a field that this program does not know.
    Other,
}

const MESSAGES: &[&str] = &[
    "all",
    "base",
    "constraints",
    "description",
    "detail",
    "details",
    "errordescription",
    "errorlist",
    "errormessage",
    "errormessages",
    "errors",
    "extensions",
    "failures",
    "fault",
    "faultstring",
    "fielderrors",
    "formerrors",
    "general",
    "invalidfields",
    "invalidparams",
    "issues",
    "message",
    "messages",
    "msg",
    "nonfielderrors",
    "problems",
    "reason",
    "reasons",
    "schema",
    "text",
    "usermessage",
    "validationerrors",
    "validationmessages",
    "violations",
];
const TITLES: &[&str] = &["error", "title", "summary", "errortitle", "heading"];
const WRAPPERS: &[&str] = &[
    "account",
    "attributes",
    "body",
    "data",
    "form",
    "object",
    "payload",
    "profile",
    "response",
    "result",
    "results",
    "user",
    "validation",
];
const FOR_PROGRAMS: &[&str] = &[
    "access",
    "accesstoken",
    "apiversion",
    "args",
    "arguments",
    "cause",
    "class",
    "classname",
    "code",
    "codes",
    "config",
    "context",
    "correlationid",
    "csrf",
    "ctx",
    "date",
    "datetime",
    "debug",
    "docs",
    "documentation",
    "documentationurl",
    "domain",
    "env",
    "environment",
    "errorcode",
    "errorid",
    "errortype",
    "exception",
    "file",
    "headers",
    "help",
    "host",
    "hostname",
    "href",
    "httpstatus",
    "id",
    "input",
    "instance",
    "key",
    "kind",
    "level",
    "line",
    "link",
    "links",
    "locale",
    "location",
    "meta",
    "method",
    "moreinfo",
    "name",
    "objectname",
    "params",
    "path",
    "query",
    "refresh",
    "rejectedvalue",
    "request",
    "requestid",
    "server",
    "service",
    "session",
    "severity",
    "source",
    "spanid",
    "stack",
    "stacktrace",
    "status",
    "statuscode",
    "statustext",
    "target",
    "time",
    "timestamp",
    "token",
    "trace",
    "traceid",
    "type",
    "uri",
    "url",
    "value",
    "values",
    "version",
];

/// Keys whose value names the subject of a message. The doubtful ones may also be for programs.
const LOCATORS: &[&str] = &[
    "field",
    "fieldname",
    "attr",
    "attribute",
    "param",
    "property",
    "propertypath",
    "propertyname",
    "loc",
    "pointer",
    "source",
];
const DOUBTFUL_LOCATORS: &[&str] =
    &["path", "parameter", "instancepath", "datapath", "name", "key", "target", "location"];

/// The kind of the value under this key.
pub(super) fn meaning(key: &str) -> KeyMeaning {
    let name = normalized(key);
    let is_in = |names: &[&str]| names.contains(&name.as_str());
    match () {
        () if is_in(MESSAGES) => KeyMeaning::Messages,
        // Some servers number the entries of a list by keys.
        () if name.bytes().all(|byte| byte.is_ascii_digit()) => KeyMeaning::Messages,
        () if is_in(TITLES) => KeyMeaning::Title,
        () if is_in(WRAPPERS) => KeyMeaning::Wrapper,
        () if is_in(FOR_PROGRAMS) => KeyMeaning::ForPrograms,
        () => field(&name).map_or(KeyMeaning::Other, KeyMeaning::Field),
    }
}

/// The subject of messages under this key.
pub(super) fn subject(key: &str) -> Subject {
    match field(&normalized(key)) {
        Some(field) => Subject::Field { field, key: key.to_owned() },
        None => Subject::Other(key.to_owned()),
    }
}

/// Whether an object is itself a message, so that its other keys are not names of fields.
pub(super) fn has_messages(object: &Map<String, Value>) -> bool {
    object.keys().any(|key| matches!(meaning(key), KeyMeaning::Messages | KeyMeaning::Title))
}

/// Whether the value under this key names the subject of a message.
pub(super) fn is_locator(key: &str) -> bool {
    let name = normalized(key);
    LOCATORS.contains(&name.as_str()) || DOUBTFUL_LOCATORS.contains(&name.as_str())
}

/// The subject that an object with a message names.
pub(super) fn subject_of(object: &Map<String, Value>) -> Option<Subject> {
    let among = |names: &'static [&str]| {
        let found = object.iter().filter(|(key, _)| names.contains(&normalized(key).as_str()));
        found.filter_map(|(_, value)| Some((value, named(value)?)))
    };
    let is_field = |(_, subject): &(&Value, Subject)| matches!(subject, Subject::Field { .. });
    let nested = || object.get("extensions").and_then(Value::as_object).and_then(subject_of);
    // A path may be that of the request. As a list it is one inside of its body.
    let listed = |(value, _): &(&Value, Subject)| value.is_array();
    let subject = |(_, subject)| subject;
    let known = among(LOCATORS).chain(among(DOUBTFUL_LOCATORS)).find(is_field);
    let unknown = || among(LOCATORS).next().or_else(|| among(DOUBTFUL_LOCATORS).find(listed));
    known.map(subject).or_else(nested).or_else(|| unknown().map(subject))
}

/// The subject that a path names: `user.email`, `/data/attributes/email`, `["body", "email"]`, `emails[0]`.
fn named<'a>(value: &'a Value) -> Option<Subject> {
    let mut segments: Vec<&str> = Vec::new();
    let path = |text: &'a str| text.split(['/', '.', '[', ']', '$', '#', ' ']);
    match value {
        Value::String(text) => segments.extend(path(text)),
        Value::Array(parts) => segments.extend(parts.iter().filter_map(Value::as_str)),
        Value::Object(source) => {
            let inner = ["pointer", "parameter", "field"].iter().find_map(|key| source.get(*key)?.as_str());
            segments.extend(path(inner?));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => return None,
    }
    let is_name = |part: &&&str| {
        let name = normalized(part);
        let is_wrapping = WRAPPERS.contains(&name.as_str()) || ["query", "request"].contains(&name.as_str());
        let is_whole = MESSAGES.contains(&name.as_str());
        !(name.is_empty() || is_wrapping || is_whole || name.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let last_field = segments.iter().rev().find(|part| field(&normalized(part)).is_some());
    let last = last_field.or_else(|| segments.iter().rev().find(is_name));
    last.map(|part| subject(part))
}

fn field(normalized_key: &str) -> Option<Field> {
    Field::ALL.into_iter().find(|field| normalized(field.key()) == normalized_key)
}

fn normalized(key: &str) -> String {
    key.chars().filter(|letter| !"_- ".contains(*letter)).flat_map(char::to_lowercase).collect()
}
