//! Typing, erasing and undo.

use crate::widget::text_field::edit::{Editor, Erase};
use crate::widget::text_field::geometry::Caret;
use crate::widget::text_field::shown::Shown;

use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};
use unicode_segmentation::UnicodeSegmentation;

/// An editor with the caret where the `|` is, and the selection from there to a second one.
fn editor(text: &str) -> Editor {
    let places: Vec<usize> = text.match_indices('|').map(|(at, _)| at).collect();
    let mut editor = Editor::new(&text.replace('|', ""), false);
    match places[..] {
        [caret] => editor.move_to(Caret::before(caret), false),
        [anchor, caret] => editor.select(Caret::before(anchor), Caret::before(caret - 1)),
        _ => panic!("{text}"),
    }
    editor
}

fn show(editor: &Editor) -> String {
    let mut text = editor.text().to_owned();
    let selection = editor.selection();
    text.insert(selection.end, '|');
    if !selection.is_empty() {
        text.insert(selection.start, '|');
    }
    text
}

#[test]
fn erasing_takes_a_letter_a_mark_or_a_word() {
    for (before, erase, after) in [
        ("ab|c", Erase::LetterBefore, "a|c"),
        ("ab|c", Erase::LetterAfter, "ab|"),
        ("|abc", Erase::LetterBefore, "|abc"),
        ("abc|", Erase::LetterAfter, "abc|"),
        ("a|bc|d", Erase::LetterBefore, "a|d"),
        ("a|bc|d", Erase::WordAfter, "a|d"),
        // Backwards a joiner or a mark is erased alone; forwards the whole grapheme is erased.
        ("می\u{200C}|خواهم", Erase::LetterBefore, "می|خواهم"),
        ("م|ی\u{200C}خواهم", Erase::LetterAfter, "م|خواهم"),
        ("مُحَ|مد", Erase::LetterBefore, "مُح|مد"),
        ("مُ|حَمد", Erase::LetterAfter, "مُ|مد"),
        ("e\u{301}|", Erase::LetterBefore, "e|"),
        ("é|", Erase::LetterBefore, "|"),
        ("a👨‍👩‍👧‍👦|", Erase::LetterBefore, "a|"),
        ("a❤️|", Erase::LetterBefore, "a|"),
        ("1️⃣|", Erase::LetterBefore, "|"),
        ("🇮🇷🇩🇪|", Erase::LetterBefore, "🇮🇷|"),
        ("one two|", Erase::WordBefore, "one |"),
        ("one two |", Erase::WordBefore, "one |"),
        ("one| two", Erase::WordAfter, "one|"),
        ("نمی‌دانم چرا|", Erase::WordBefore, "نمی‌دانم |"),
        ("one two| three", Erase::LineBefore, "| three"),
        ("one |two three", Erase::LineAfter, "one |"),
    ] {
        let mut editor = editor(before);
        let changed = editor.erase(erase);
        assert_eq!((show(&editor).as_str(), changed), (after, before != after), "{before} {erase:?}");
    }
}

#[test]
fn typing_replaces_the_selection_and_never_stands_inside_a_letter() {
    for (before, typed, after) in [
        ("a|b", "x", "ax|b"),
        ("|abc|", "x", "x|"),
        ("می|خواهم", "\u{200C}", "می\u{200C}|خواهم"),
        ("e|", "\u{301}", "e\u{301}|"),
        // The typed letter joins the mark that was alone.
        ("|\u{301}x", "e", "e\u{301}|x"),
    ] {
        let mut editor = editor(before);
        editor.type_in(typed);
        assert_eq!(show(&editor), after, "{before} + {typed:?}");
    }
}

#[test]
fn words_are_found_in_every_script() {
    let editor = editor("یک می‌خواهم, two|");
    let third = editor.text().find("می").unwrap();
    assert_eq!(editor.word_end(0), "یک".len());
    assert_eq!(editor.word_end("یک".len()), third + "می‌خواهم".len());
    assert_eq!(editor.word_start(editor.text().len()), editor.text().find("two").unwrap());
    assert_eq!(editor.word_at(third + 4), third..third + "می‌خواهم".len());
    assert_eq!(editor.word_at(editor.text().len()), editor.text().find("two").unwrap()..editor.text().len());
}

#[test]
fn undo_goes_back_by_words_and_forward_again() {
    let mut editor = Editor::new("", false);
    for letter in ["o", "n", "e", " ", "t", "w", "o"] {
        editor.type_in(letter);
    }
    editor.paste("!!");
    assert!(editor.erase(Erase::LetterBefore) && editor.erase(Erase::LetterBefore));
    let states: Vec<String> =
        std::iter::from_fn(|| editor.undo().then(|| editor.text().to_owned())).collect();
    assert_eq!(states, ["one two!!", "one two", "one ", ""]);
    let again: Vec<String> = std::iter::from_fn(|| editor.redo().then(|| editor.text().to_owned())).collect();
    assert_eq!(again, ["one ", "one two", "one two!!", "one two"]);
    assert!(editor.undo());
    editor.type_in("x");
    assert!(!editor.redo(), "what is typed ends the way forward");
}

#[test]
fn undo_brings_the_caret_and_the_selection_back() {
    let mut editor = editor("one |two| three");
    editor.type_in("x");
    assert_eq!(show(&editor), "one x| three");
    assert!(editor.undo());
    assert_eq!(show(&editor), "one |two| three");
}

#[test]
fn moving_the_caret_ends_a_step() {
    let mut editor = editor("|");
    editor.type_in("a");
    editor.move_to(Caret::before(0), false);
    editor.type_in("b");
    assert!(editor.undo());
    assert_eq!(editor.text(), "a");
}

#[test]
fn the_past_is_bounded() {
    let mut editor = Editor::new(&"a".repeat(10_000), false);
    for _ in 0..500 {
        editor.paste("b");
    }
    let steps = std::iter::from_fn(|| editor.undo().then_some(())).count();
    assert!(steps > 50 && steps <= 105, "{steps}");
}

#[test]
fn a_secret_has_no_past() {
    let mut editor = Editor::new("", true);
    editor.type_in("hunter2");
    assert!(!editor.undo());
}

#[test]
fn the_caret_stays_when_the_program_tidies_the_text() {
    for (before, after, expected) in [
        ("۰۹۱|۲", "0912", "091|2"),
        ("علي| x", "علی x", "علی| x"),
        ("ab|cd", "abXcd", "ab|Xcd"),
        ("abc|", "abc!", "abc|!"),
        ("ab c|", "abc", "abc|"),
        ("Token ab|c", "abc", "ab|c"),
        ("anything|", "", "|"),
        ("|", "new", "|new"),
    ] {
        let mut editor = editor(before);
        editor.follow(after, true);
        assert_eq!(show(&editor), expected, "{before} to {after}");
    }
}

#[test]
fn a_text_that_the_program_set_has_no_past_unless_it_tidied() {
    for keeps in [true, false] {
        let mut editor = editor("|");
        editor.type_in("۱");
        editor.follow("1", keeps);
        assert_eq!(editor.undo(), keeps);
        assert_eq!(editor.text(), if keeps { "" } else { "1" });
    }
}

#[test]
fn bullets_and_composed_letters_lead_back_to_the_text() {
    let text = "aé👨‍👩‍👧‍👦b";
    let shown = Shown::new(text, 0..0, "", true);
    assert_eq!(&*shown.text, "••••");
    let end_of_family = text.len() - 1;
    assert_eq!(shown.place(text, end_of_family), 9);
    assert_eq!(shown.byte(text, 9), end_of_family);
    assert_eq!(shown.byte(text, 12), text.len());

    // "qu" is composed in the place of "b".
    let shown = Shown::new("abc", 1..2, "qu", false);
    assert_eq!((&*shown.text, shown.composed.clone()), ("aquc", 1..3));
    assert_eq!([0, 1, 3].map(|byte| shown.place("abc", byte)), [0, 1, 4]);
    assert_eq!([0, 1, 2, 3, 4].map(|place| shown.byte("abc", place)), [0, 1, 1, 2, 3]);
    assert_eq!(shown.composed_place("qu", 1), 2);

    // Characters that a line cannot show are drawn with the same length.
    let broken = "a\n\u{85}\u{2028}b";
    assert_eq!(Shown::new(broken, 0..0, "", false).text.len(), broken.len());
    assert!(!Shown::new(broken, 0..0, "", false).text.contains(char::is_control));
}

/// Something that a person does.
#[derive(Debug, Clone)]
enum Act {
    Type(String),
    Paste(String),
    Erase(Erase),
    Move(usize, bool),
    All,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let text =
        || proptest::sample::select(vec!["a", "سل", " ", "\u{200C}", "\u{301}", "👩", "\u{200D}", "🇮", "é1"]);
    let erase = [
        Erase::LetterBefore,
        Erase::LetterAfter,
        Erase::WordBefore,
        Erase::WordAfter,
        Erase::LineBefore,
        Erase::LineAfter,
    ];
    let act = prop_oneof![
        4 => text().prop_map(|text| Act::Type(text.to_owned())),
        1 => text().prop_map(|text| Act::Paste(text.repeat(3))),
        2 => proptest::sample::select(erase.to_vec()).prop_map(Act::Erase),
        2 => (0..40_usize, proptest::bool::ANY).prop_map(|(byte, extend)| Act::Move(byte, extend)),
        1 => Just(Act::All),
    ];
    proptest::collection::vec(act, 0..40)
}

proptest! {
    #[test]
    fn undo_restores_and_the_caret_is_always_between_letters(acts in acts(), start in "[aسل\u{200C}é ]{0,6}") {
        let mut editor = Editor::new(&start, false);
        for act in acts {
            match act {
                Act::Type(text) => editor.type_in(&text),
                Act::Paste(text) => editor.paste(&text),
                Act::Erase(erase) => drop(editor.erase(erase)),
                Act::Move(byte, extend) => editor.move_to(Caret::before(byte), extend),
                Act::All => editor.select_all(),
            }
            let boundaries: Vec<usize> =
                editor.text().grapheme_indices(true).map(|(at, _)| at).chain([editor.text().len()]).collect();
            prop_assert!(boundaries.contains(&editor.caret().byte));
            prop_assert!(boundaries.contains(&editor.anchor().byte));
        }
        let end = editor.text().to_owned();
        let steps = std::iter::from_fn(|| editor.undo().then_some(())).count();
        prop_assert_eq!(editor.text(), &start);
        for _ in 0..steps {
            prop_assert!(editor.redo());
        }
        prop_assert_eq!(editor.text(), &end);
    }
}
