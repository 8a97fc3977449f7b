//! Causes each row of `src/sentence.rs` and each message of the editor by a real error (an answer, a certificate, a file, a
//! folder, a keyring that fails), and checks the message in both languages.

#[path = "situations/raised.rs"]
mod raised;
#[path = "situations/table.rs"]
mod table;

use crate::editing::ids;

use nameplate::locale::{Language, Locale};
use nameplate::sentence::Sentence;

use serde_json::{Value as Json, json};

use std::collections::{BTreeMap, BTreeSet};

/// Rows that no machine without a network and privileges can raise.
const NOT_RAISED: [(&str, &str); 13] = [
    (
        "error-tls-revoked",
        "on Linux no list of revoked certificates is asked, so nothing is known to be revoked",
    ),
    ("error-proxy", "only where the system chooses the proxy without saying which, as Windows and macOS do"),
    ("error-proxy-desktop", "takes the portal of a desktop, which is asked in a table of its own"),
    (
        "error-not-this-machine",
        "takes a system whose names for this machine lead elsewhere; the API's own tests look the names up themselves",
    ),
    (
        "picture-too-slow",
        "takes twelve seconds, or not, by the speed of the machine; picture's own tests set a clock",
    ),
    ("error-key-not-read", EARLIER),
    ("profile-new-groups", EARLIER),
    ("error-throttle-over", WATCH),
    ("profile-draft-beside", WINDOWS),
    ("profile-draft-not-kept", "takes a disk that is full by then; the editor's own tests raise it"),
    ("profile-back", WATCH),
    ("profile-back-unsaved", WATCH),
    (
        "profile-discarded",
        "takes no server, file or keyring; the editor's own tests and the screen's raise it",
    ),
];

/// The rows that a build without HEIC cannot raise.
const NOT_WITHOUT_HEIC: [&str; 2] = ["picture-heic-kind", "picture-heic-too-many-pixels"];

/// What takes an earlier run.
const EARLIER: &str = "takes what an earlier run has kept; the screen's own tests raise it";

/// What takes another window of the account.
const WINDOWS: &str = "takes a second window; the editor's own tests raise it";

/// What is said of a server that was away.
const WATCH: &str = "takes seconds of waiting; the editor's own tests raise it without a clock";

/// What went well is said in a word or two.
const HEADLINES: [&str; 5] =
    ["profile-saved", "profile-photo-removed", "photo-done", "photo-put-back", "profile-discarded"];

/// What is said about one trouble.
#[derive(Debug)]
struct Said {
    /// The names of the sentences, in their order.
    ids: Vec<String>,
    /// The words, in the order of [`Language::ALL`].
    words: [String; 2],
    /// The texts in it that come from outside.
    foreign: Vec<String>,
}

#[tokio::test]
async fn each_situation_is_caused_and_has_its_own_sentence() {
    if raised::second_run().await {
        return;
    }
    let mut said = raised::all().await;
    said.extend(table::all().await);
    for said in &said {
        said.check();
    }
    let mut seen: [BTreeMap<&str, &Said>; 2] = Default::default();
    for said in &said {
        for (words, seen) in said.words.iter().zip(&mut seen) {
            let before = seen.insert(words, said);
            assert!(
                before.is_none_or(|before| before.ids == said.ids),
                "the same words: {before:?} {said:?}"
            );
        }
    }
    let found: BTreeSet<_> = said.iter().flat_map(|said| &said.ids).map(String::as_str).collect();
    let without_heic = NOT_WITHOUT_HEIC.into_iter().filter(|_| !cfg!(feature = "heic"));
    let excused: BTreeSet<_> = NOT_RAISED.iter().map(|(id, _)| *id).chain(without_heic).collect();
    let rows = rows();
    assert!(rows.len() > 60, "{} rows were read", rows.len());
    let missing: Vec<_> = rows.iter().filter(|id| !found.contains(**id) && !excused.contains(**id)).collect();
    assert!(missing.is_empty(), "never raised: {missing:?}");
    let stale: Vec<_> = excused.iter().filter(|id| found.contains(**id) || !rows.contains(**id)).collect();
    assert!(stale.is_empty(), "excused without need: {stale:?}");
}

/// The sentences that the tables name; the names of fields, separators and the pieces of what was done to a photo are no
/// situations.
fn rows() -> BTreeSet<&'static str> {
    const CODE: [&str; 8] = [
        include_str!("../../../src/sentence.rs"),
        include_str!("../../../src/sentence/server.rs"),
        include_str!("../../../src/sentence/trust.rs"),
        include_str!("../../../src/editor.rs"),
        include_str!("../../../src/editor/writing.rs"),
        include_str!("../../../src/editor/writing/job.rs"),
        include_str!("../../../src/editor/writing/preparation.rs"),
        include_str!("../../../src/editor/writing/check.rs"),
    ];
    let is_row = |text: &&str| {
        text.contains('-')
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            && !["field-", "general-", "photo-done-"].iter().any(|prefix| text.starts_with(prefix))
    };
    CODE.iter().flat_map(|code| code.split('"').skip(1).step_by(2)).filter(is_row).collect()
}

impl Said {
    /// What is said by a sentence that should be called `expected`; further ones are joined to it by spaces.
    fn about(expected: &str, sentence: &Sentence, foreign: &[&str]) -> Self {
        let said = Self::new(sentence, foreign);
        assert_eq!(said.ids.join(" "), expected, "{:?}", said.words);
        said
    }

    fn new(sentence: &Sentence, foreign: &[&str]) -> Self {
        let say = |language| sentence.words(&Locale::new(language));
        Self {
            ids: ids(sentence),
            words: Language::ALL.map(say),
            foreign: foreign.iter().map(|text| (*text).to_owned()).collect(),
        }
    }

    fn check(&self) {
        for (words, language) in self.words.iter().zip(Language::ALL) {
            let ours = without_isolated(words);
            let is_headline = matches!(&*self.ids, [id] if HEADLINES.contains(&&**id));
            let is_sentence = words.len() > 20 && ours.ends_with(['.', ' ']);
            assert!(is_sentence != is_headline, "no sentence: {self:?}");
            assert!(!words.contains(['{', '}', '$']), "a value is missing: {self:?}");
            for id in self.ids.iter().map(String::as_str).chain(rows()) {
                assert!(!words.contains(id), "shows {id}: {self:?}");
            }
            for text in &self.foreign {
                assert!(!ours.contains(text.as_str()), "{text:?} is not isolated: {self:?}");
                assert!(words.contains(text.as_str()), "{text:?} is not said: {self:?}");
            }
            let is_direction = |sign| matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
            assert!(!ours.contains(is_direction), "isolates do not balance: {self:?}");
            let letters = ours.chars().filter(|letter| letter.is_alphabetic());
            let (persian, latin): (Vec<_>, Vec<_>) =
                letters.partition(|letter| matches!(letter, '\u{600}'..='\u{6FF}'));
            let (most, least) = match language {
                Language::English => (latin, persian),
                Language::Persian => (persian, latin),
            };
            assert!(most.len() > least.len(), "in another language than {language:?}: {self:?}");
            // `NoSuchHost` is a name of ours, WebP is one of the world's.
            let mut words = ours.split(|letter: char| !letter.is_ascii_alphanumeric());
            let raw = words.find(|word| *word != "WebP" && is_camel_case(word));
            assert_eq!(raw, None, "a raw name: {self:?}");
        }
    }

    fn to_json(&self) -> Json {
        json!([self.ids, self.words, self.foreign])
    }

    fn from_json(expected: &str, text: &str) -> Self {
        let (ids, words, foreign) = serde_json::from_str(text).unwrap();
        let said = Self { ids, words, foreign };
        assert_eq!(said.ids.join(" "), expected, "{:?}", said.words);
        said
    }
}

/// What is left when everything between isolates is taken out.
fn without_isolated(words: &str) -> String {
    let mut depth = 0;
    let mut rest = String::new();
    for letter in words.chars() {
        match letter {
            '\u{2068}' => depth += 1,
            '\u{2069}' if depth > 0 => depth -= 1,
            letter if depth == 0 => rest.push(letter),
            _ => {}
        }
    }
    assert_eq!(depth, 0, "an isolate is left open: {words}");
    rest
}

fn is_camel_case(word: &str) -> bool {
    word.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
}
