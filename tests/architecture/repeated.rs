//! Checks that no long piece of code is written twice.

use super::source;

use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// So many lines may be the same in two places.
const LONGEST: usize = 20;

#[test]
fn no_long_piece_of_code_is_repeated() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let texts: Vec<(String, String)> = source::all()
        .into_iter()
        .map(|file| {
            let text = fs::read_to_string(root.join(&file.path)).unwrap();
            (file.path, text)
        })
        .collect();
    let texts: Vec<_> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let complaints = repeated(&texts);
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// The first of the lines that stand twice, for each run of more than [`LONGEST`].
fn repeated(texts: &[(&str, &str)]) -> Vec<String> {
    let mut first: HashMap<Vec<&str>, (&str, usize)> = HashMap::new();
    let mut complaints = Vec::new();
    for (path, text) in texts {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let mut end = 0;
        for (at, run) in lines.windows(LONGEST + 1).enumerate() {
            match first.get(run) {
                // A longer run is said once.
                Some(_) if at < end => end = at + LONGEST,
                Some((other, line)) => {
                    end = at + LONGEST;
                    complaints.push(format!("src/{path}:{} is src/{other}:{line} again", at + 1));
                }
                None => {
                    let _ = first.insert(run.to_vec(), (path, at + 1));
                }
            }
        }
    }
    complaints
}

#[test]
fn a_long_piece_that_is_repeated_is_found() {
    let lines = |count: usize| (0..count).map(|n| format!("line({n});\n")).collect::<String>();
    let (short, long) = (lines(LONGEST), lines(LONGEST + 5));
    assert_eq!(repeated(&[("a.rs", &short), ("b.rs", &short)]), [""; 0]);
    let moved = format!("// Before.\n{}", long.replace("line", "    line"));
    assert_eq!(repeated(&[("a.rs", &long), ("b.rs", &moved)]), ["src/b.rs:2 is src/a.rs:1 again"]);
    assert_eq!(repeated(&[("a.rs", &(long.clone() + "// Between.\n" + &long))]).len(), 1);
}
