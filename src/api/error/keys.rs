//! What the keys of a refusal mean. They are compared without regard to capitals, `_` and `-`:
//! `fieldErrors`, `field_errors` and `field-errors` are one.

use crate::profile::Field;

use serde_json::{Map, Value};

/// What a message is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Place {
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
    /// Something else in the request, as the server calls it.
    Other(String),
}

/// What stands under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    /// Messages, or lists of them.
    Words,
    /// A title, which most often only repeats the status; in an object, as [`Self::Words`].
    Title,
    /// A wrapping without a meaning of its own.
    Round,
    /// Messages for a field that this program knows.
    Field(Field),
    /// What is for programs: a code, an address, a time, the request come back. Never a message.
    Aside,
    /// Anything else: most often messages for a field that this program does not know.
    Other,
}

const WORDS: &[&str] = &[
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
const ROUND: &[&str] = &[
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
const ASIDE: &[&str] = &[
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

/// Keys that say what an entry is about. The first ones say nothing else; the last ones may be for programs.
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

/// What stands under this key.
pub(super) fn meaning(key: &str) -> Key {
    let name = squeezed(key);
    let is_in = |names: &[&str]| names.contains(&name.as_str());
    match () {
        () if is_in(WORDS) => Key::Words,
        // Lists of lists are numbered by some.
        () if name.bytes().all(|byte| byte.is_ascii_digit()) => Key::Words,
        () if is_in(TITLES) => Key::Title,
        () if is_in(ROUND) => Key::Round,
        () if is_in(ASIDE) => Key::Aside,
        () => field(&name).map_or(Key::Other, Key::Field),
    }
}

/// What messages under this key are about.
pub(super) fn place(key: &str) -> Place {
    match field(&squeezed(key)) {
        Some(field) => Place::Field { field, key: key.to_owned() },
        None => Place::Other(key.to_owned()),
    }
}

/// Whether an object holds a message itself, so that its other keys are no names of fields.
pub(super) fn has_words(object: &Map<String, Value>) -> bool {
    object.keys().any(|key| matches!(meaning(key), Key::Words | Key::Title))
}

/// Whether an object with a message says under this key what the message is about.
pub(super) fn is_locator(key: &str) -> bool {
    let name = squeezed(key);
    LOCATORS.contains(&name.as_str()) || DOUBTFUL_LOCATORS.contains(&name.as_str())
}

/// What an object with a message is about, by its own word.
pub(super) fn place_of(object: &Map<String, Value>) -> Option<Place> {
    let among = |names: &'static [&str]| {
        let found = object.iter().filter(|(key, _)| names.contains(&squeezed(key).as_str()));
        found.filter_map(|(_, value)| Some((value, named(value)?)))
    };
    let is_field = |(_, place): &(&Value, Place)| matches!(place, Place::Field { .. });
    let nested = || object.get("extensions").and_then(Value::as_object).and_then(place_of);
    // A path may be that of the request; as a list it is one inside its body.
    let listed = |(value, _): &(&Value, Place)| value.is_array();
    let place = |(_, place)| place;
    let known = among(LOCATORS).chain(among(DOUBTFUL_LOCATORS)).find(is_field);
    let unknown = || among(LOCATORS).next().or_else(|| among(DOUBTFUL_LOCATORS).find(listed));
    known.map(place).or_else(nested).or_else(|| unknown().map(place))
}

/// The place that a path names: `user.email`, `/data/attributes/email`, `["body", "email"]`, `emails[0]`.
fn named<'a>(value: &'a Value) -> Option<Place> {
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
        let name = squeezed(part);
        let is_wrapping = ROUND.contains(&name.as_str()) || ["query", "request"].contains(&name.as_str());
        let is_whole = WORDS.contains(&name.as_str());
        !(name.is_empty() || is_wrapping || is_whole || name.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let last_field = segments.iter().rev().find(|part| field(&squeezed(part)).is_some());
    let last = last_field.or_else(|| segments.iter().rev().find(is_name));
    last.map(|part| place(part))
}

fn field(squeezed_key: &str) -> Option<Field> {
    Field::ALL.into_iter().find(|field| squeezed(field.key()) == squeezed_key)
}

fn squeezed(key: &str) -> String {
    key.chars().filter(|letter| !"_- ".contains(*letter)).flat_map(char::to_lowercase).collect()
}
