//! Tests of the sentences: complete, with the same values in all languages, different from each other, and used correctly.

use super::{Arg, Direction, Language, Locale};

use fluent_bundle::FluentResource;
use unicode_bidi::BidiClass;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

#[test]
fn values_are_inserted_and_select_the_plural() {
    let english = Locale::new(Language::English);
    let persian = Locale::new(Language::Persian);
    let count = |number| [("count", Arg::Number(number))];
    assert_eq!(english.tr("profile-save"), "Save");
    assert_eq!(persian.tr("profile-save"), "ذخیره");
    assert_eq!(english.tr_with("profile-changes", &count(1)), "1 change");
    assert_eq!(english.tr_with("profile-changes", &count(3)), "3 changes");
    assert_eq!(persian.tr_with("profile-changes", &count(12)), "۱۲ تغییر");
    assert_eq!(english.tr_with("completion-missing", &count(2)), "2 items missing:");
    assert_eq!(english.tr_with("completion-missing", &count(1)), "1 item missing:");
    assert_eq!(english.tr_with("groups-members", &count(0)), "no members");
    assert_eq!(persian.tr_with("groups-members", &count(0)), "بدون عضو");
    assert_eq!(english.list(&["a".to_owned(), "b".to_owned()]), "a, b");
    assert_eq!(persian.list(&["a".to_owned(), "b".to_owned()]), "a، b");
}

#[test]
fn foreign_values_are_isolated_and_own_ones_are_not() {
    let english = Locale::new(Language::English);
    let undo = |field| english.tr_with("profile-undo-field", &[("field", field)]);
    assert_eq!(undo(Arg::Text("Email".into())), "Undo Email");
    assert_eq!(undo(Arg::Foreign("E\u{202E}mail".into())), "Undo \u{2068}Email\u{2069}");
}

#[test]
fn a_missing_sentence_shows_its_id() {
    assert_eq!(Locale::new(Language::English).tr("no-such-sentence"), "no-such-sentence");
}

#[test]
fn languages_are_found_by_their_tags() {
    for (tag, language) in [
        ("en", Some(Language::English)),
        ("en-GB", Some(Language::English)),
        ("fa", Some(Language::Persian)),
        ("FA-ir", Some(Language::Persian)),
        ("fa_IR.UTF-8", Some(Language::Persian)),
        ("fa@latin", Some(Language::Persian)),
        ("fab", None),
        ("de-DE", None),
        ("C", None),
        ("", None),
    ] {
        assert_eq!(Language::from_tag(tag), language, "{tag}");
    }
    assert_eq!(Language::Persian.direction(), Direction::RightToLeft);
}

#[test]
fn every_language_has_the_sentences_of_english_with_the_same_values() {
    let english = messages(Language::English);
    assert!(english.len() > 250, "{} sentences were read", english.len());
    for language in Language::ALL {
        let ours = messages(language);
        for (id, text) in &english {
            let Some(other) = ours.get(id) else { panic!("{language:?} has no sentence {id}") };
            assert_eq!(variables(text), variables(other), "values of {id} in {language:?}");
        }
        let more: Vec<_> = ours.keys().filter(|id| !english.contains_key(*id)).collect();
        assert!(more.is_empty(), "{language:?} has sentences that English lacks: {more:?}");
    }
}

#[test]
fn the_files_have_no_mistakes() {
    for language in Language::ALL {
        let mut ids = BTreeSet::new();
        for file in language.files() {
            if let Err((_, errors)) = FluentResource::try_new((*file).to_owned()) {
                panic!("{language:?}: {errors:?}");
            }
            for (id, _) in entries(file) {
                assert!(ids.insert(id.clone()), "{language:?} has {id} twice");
            }
        }
    }
}

/// A new language needs only a folder, so no code may name a language.
#[test]
fn every_folder_is_a_language_and_the_code_names_none() {
    let folders: BTreeSet<_> = std::fs::read_dir(folder("assets/locale"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(
        Language::ALL.map(|language| language.code().to_owned()).into_iter().collect::<BTreeSet<_>>(),
        folders
    );
    for (path, code) in source_files() {
        let code = without_tests(&code);
        for language in Language::ALL {
            let name = format!("Language::{language:?}");
            assert!(!code.contains(&name), "{} names {name}", path.display());
        }
    }
}

#[test]
fn the_files_hold_no_invisible_direction_signs_and_no_arabic_letters() {
    for language in Language::ALL {
        for letter in language.files().concat().chars() {
            let allowed = match letter {
                '\n' => true,
                '\u{200C}' => language == Language::Persian,
                // Arabic yeh, kaf, alef maksura, teh marbuta, and Arabic digits.
                'ي' | 'ك' | 'ى' | 'ة' | '٠'..='٩' => false,
                // Tatweel.
                '\u{640}' => false,
                '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' => {
                    false
                }
                '\u{A0}' => false,
                letter => !letter.is_control(),
            };
            assert!(allowed, "{language:?}: U+{:04X}", u32::from(letter));
        }
    }
}

#[test]
fn the_embedded_font_draws_every_sentence() {
    // A missing character, such as an arrow, would be drawn as a box, or searched in other fonts, which takes time.
    for weight in ["Regular", "Medium", "SemiBold"] {
        let font = std::fs::read(folder("assets/fonts").join(format!("Vazirmatn-{weight}.ttf"))).unwrap();
        let font = ttf_parser::Face::parse(&font, 0).unwrap();
        for language in Language::ALL {
            for (id, text) in messages(language) {
                let missing: String = text
                    .chars()
                    .filter(|letter| *letter != '\n' && font.glyph_index(*letter).is_none())
                    .collect();
                assert!(missing.is_empty(), "{weight} cannot draw {missing:?} of {id}");
            }
        }
    }
}

#[test]
fn joiners_are_between_letters() {
    for (id, text) in messages(Language::Persian) {
        for (before, after) in
            text.match_indices('\u{200C}').map(|(at, sign)| (&text[..at], &text[at + sign.len()..]))
        {
            let letter = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
            assert!(letter(before.chars().next_back()) && letter(after.chars().next()), "{id}: {text}");
        }
    }
}

#[test]
fn persian_sentences_run_from_right_to_left() {
    // The renderer takes the direction of a line from its first letter with a direction.
    for (id, text) in messages(Language::Persian) {
        for line in branches(&text) {
            let words = outside_placeables(&line);
            let first = words
                .chars()
                .map(unicode_bidi::bidi_class)
                .find(|class| matches!(class, BidiClass::L | BidiClass::R | BidiClass::AL));
            assert!(!matches!(first, Some(BidiClass::L)), "{id}: {line}");
        }
    }
}

#[test]
fn sentences_have_the_right_tone() {
    for language in Language::ALL {
        for (id, text) in messages(language) {
            let lower = branches(&text).join("\n").to_lowercase();
            for word in ["!", "please", "successful", "لطفا", "موفقیت", "  ", " ،", "...", "'"] {
                assert!(!lower.contains(word), "{id} has “{word}”: {text}");
            }
        }
    }
}

#[test]
fn each_situation_has_its_own_sentence() {
    for language in Language::ALL {
        let mut seen = BTreeMap::new();
        for (id, text) in messages(language) {
            let situation = [
                "error-",
                "address-",
                "keyring-",
                "picture-",
                "store-",
                "config-",
                "cli-",
                "advice-",
                // The outcome of a write.
                "profile-saved",
                "profile-not-",
                "profile-fields-",
                "profile-back",
                "profile-discarded",
                "profile-cancelled-",
                "profile-photo-cancelled-",
                "profile-photo-removed",
                "photo-cancelled-",
                "photo-put-back",
                "sign-in-expired",
                "sign-in-another-person",
            ];
            if situation.iter().any(|prefix| id.starts_with(prefix))
                && let Some(before) = seen.insert(text.clone(), id.clone())
            {
                panic!("{language:?}: {before} and {id} say the same: {text}");
            }
        }
        assert!(seen.len() > 80, "{} situations were read", seen.len());
    }
}

#[test]
fn the_source_names_sentences_that_exist_and_gives_their_values() {
    let sentences = messages(Language::English);
    for (path, code) in source_files() {
        for use_ in uses(&code, &sentences) {
            let Some(text) = sentences.get(&use_.id) else {
                panic!("{}: there is no sentence {:?}", path.display(), use_.id);
            };
            if let Some(given) = use_.values {
                let missing: Vec<_> =
                    variables(text).into_iter().filter(|name| !given.contains(name)).collect();
                assert!(missing.is_empty(), "{}: {} lacks {missing:?}", path.display(), use_.id);
            }
        }
    }
}

#[test]
fn the_scan_of_the_source_finds_all_uses() {
    let sentences = messages(Language::English);
    let seen = |code: &str| -> Vec<(String, Option<Vec<String>>)> {
        uses(code, &sentences).into_iter().map(|use_| (use_.id, use_.values)).collect()
    };
    let one = |id: &str, values: Option<Vec<&str>>| {
        vec![(id.to_owned(), values.map(|values| values.into_iter().map(str::to_owned).collect()))]
    };
    assert_eq!(seen(r#"locale.tr("profile-save")"#), one("profile-save", Some(vec![])));
    assert_eq!(seen(r#"locale.tr( "nonsense" )"#), one("nonsense", Some(vec![])));
    assert_eq!(
        seen("l.tr_with(\n  \"profile-undo-field\",\n &[(\"field\", Arg::Text(x.into()))])"),
        one("profile-undo-field", Some(vec!["field"]))
    );
    assert_eq!(seen(r#"l.tr_with("wait-hours", &args)"#), one("wait-hours", None));
    assert_eq!(
        seen(
            "Sentence::of(\n\"wait-hours\")\n.with(\"count\", Value::Size(f(1)))\n.naming(\"a\", b).then(c)"
        ),
        one("wait-hours", Some(vec!["count", "a"]))
    );
    assert_eq!(seen(r#"[Sentence::of("wait-hours"), x.with("count", 1)]"#), one("wait-hours", Some(vec![])));
    assert_eq!(seen(r#"Self::Refused => "error-refused","#), one("error-refused", None));
    assert_eq!(seen(r#"Self::Refused => "error-refusedd","#), one("error-refusedd", None));
    assert_eq!(seen(r#"let header = "content-type"; // tr("old-id")"#), vec![]);
    assert_eq!(seen(r#"trim(['"', '\'']); tr("profile-save")"#), one("profile-save", None));
    // Unit tests at the end of a file are not searched; code after `mod tests;` is.
    assert_eq!(
        seen("#[cfg(test)]\nmod tests;\nfn a() { l.tr(\"nonsense\") }"),
        one("nonsense", Some(vec![]))
    );
    assert_eq!(seen("fn a() {}\n#[cfg(test)]\nmod tests { tr(\"nonsense\") }"), vec![]);
}

/// An unused sentence was forgotten by a screen or is not needed.
#[test]
fn every_sentence_is_used() {
    let sentences = messages(Language::English);
    let mut unused: BTreeSet<_> = sentences.keys().cloned().collect();
    for (_, code) in source_files() {
        for use_ in uses(&code, &sentences) {
            let _ = unused.remove(&use_.id);
        }
    }
    assert!(unused.is_empty(), "{} unused: {unused:#?}", unused.len());
}

/// A place in the source that names a sentence.
struct Use {
    id: String,
    /// The names of the values that are given, where that can be read off.
    values: Option<Vec<String>>,
}

/// Every literal that is passed to `tr` or `tr_with`, and every other one that looks like an id: in
/// kebab-case with a first word that begins ids.
fn uses(code: &str, sentences: &BTreeMap<String, String>) -> Vec<Use> {
    let families: BTreeSet<_> =
        sentences.keys().filter_map(|id| id.split_once('-')).map(|(first, _)| first).collect();
    let code: String = without_tests(code).lines().filter(|line| !line.trim_start().starts_with("//")).fold(
        String::new(),
        |mut all, line| {
            all.push_str(line.split(" // ").next().unwrap_or_default());
            all.push('\n');
            all
        },
    );
    // A quotation mark as a letter would pair with the next text's.
    let code = code.replace("'\"'", "' '");
    let mut found = Vec::new();
    let mut rest = code.as_str();
    while let Some(start) = rest.find('"') {
        let before = rest[..start].trim_end();
        let Some(length) = rest[start + 1..].find('"') else { break };
        let literal = &rest[start + 1..start + 1 + length];
        rest = &rest[start + 2 + length..];
        let shaped = literal.contains('-')
            && literal
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
        let of_family = shaped && literal.split_once('-').is_some_and(|(first, _)| families.contains(first));
        let values = if before.ends_with(".tr(") {
            Some(Vec::new())
        } else if before.ends_with("tr_with(") {
            values_after(rest)
        } else if before.ends_with("Sentence::of(") {
            Some(values_chained(rest))
        } else if of_family || sentences.contains_key(literal) && shaped {
            None
        } else {
            continue;
        };
        found.push(Use { id: literal.to_owned(), values });
    }
    found
}

fn without_tests(code: &str) -> &str {
    code.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default()
}

/// The names in `, &[("name", …), …])`, where the list is written out.
fn values_after(rest: &str) -> Option<Vec<String>> {
    let list = rest.trim_start().strip_prefix(',')?.trim_start().strip_prefix("&[")?;
    let mut depth = 1;
    let end = list.find(|letter| {
        depth += match letter {
            '[' => 1,
            ']' => -1,
            _ => 0,
        };
        depth == 0
    })?;
    let names = list[..end].split("(\"").skip(1).filter_map(|part| part.split_once('"'));
    Some(names.map(|(name, _)| name.to_owned()).collect())
}

/// The names in `).with("name", …).naming("name", …)`.
fn values_chained(rest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = rest.trim_start().strip_prefix(')').unwrap_or_default().trim_start();
    while let Some((method, call)) = rest.strip_prefix('.').and_then(|rest| rest.split_once('(')) {
        let name = call.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'));
        if let ("with" | "naming", Some((name, _))) = (method, name) {
            names.push(name.to_owned());
        }
        let mut depth = 1;
        let end = call.find(|letter| {
            depth += match letter {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        rest = end.map_or("", |end| &call[end + 1..]).trim_start();
    }
    names
}

fn messages(language: Language) -> BTreeMap<String, String> {
    language.files().iter().flat_map(|file| entries(file)).collect()
}

/// The messages of a file as written: id and text, terms and comments left out.
fn entries(file: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#') && !line.starts_with('-')) {
        match line.split_once(" = ") {
            Some((id, text)) if !line.starts_with([' ', '}']) => found.push((id.to_owned(), text.to_owned())),
            _ if line.is_empty() => {}
            _ => {
                let (_, text) = found.last_mut().expect("a message before its continuation");
                text.push('\n');
                text.push_str(line);
            }
        }
    }
    found
}

fn variables(text: &str) -> BTreeSet<String> {
    text.split('$')
        .skip(1)
        .map(|rest| {
            rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect()
        })
        .collect()
}

/// The texts one of which is shown: the message itself or the branches of its selector.
fn branches(text: &str) -> Vec<String> {
    let branches: Vec<_> = text
        .lines()
        .filter_map(|line| line.trim_start().trim_start_matches('*').strip_prefix('['))
        .filter_map(|line| line.split_once(']'))
        .map(|(_, text)| text.trim().to_owned())
        .collect();
    if branches.is_empty() { vec![text.to_owned()] } else { branches }
}

fn outside_placeables(line: &str) -> String {
    line.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after)).collect()
}

fn source_files() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![folder("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && path.file_name().is_some_and(|name| name != "tests.rs")
            {
                files.push((path.clone(), std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    assert!(files.len() > 20, "{} source files were read", files.len());
    files
}

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
