//! Searches for a text that must not occur, in all encodings in which it could be written by mistake.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use std::path::Path;

/// Named places and what is in them.
#[derive(Default)]
pub(crate) struct Places(Vec<(String, Vec<u8>)>);

impl Places {
    pub(crate) fn add(&mut self, name: &str, content: impl Into<Vec<u8>>) {
        self.0.push((name.to_owned(), content.into()));
    }

    /// Every file below a folder, with its path.
    pub(crate) fn files(&mut self, folder: &Path) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                self.files(&path);
            } else {
                let name = path.display().to_string();
                self.add(&format!("the name of {name}"), name.clone());
                self.add(&name, std::fs::read(&path).unwrap_or_default());
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The names of the places where the text is.
    pub(crate) fn with(&self, text: &str) -> Vec<&str> {
        let forms = encodings(text);
        let has = |content: &[u8], form: &[u8]| content.windows(form.len()).any(|part| part == form);
        let is_in = |content: &[u8]| {
            let small = content.to_ascii_lowercase();
            forms.iter().any(|form| has(content, form) || has(&small, &form.to_ascii_lowercase()))
        };
        self.0.iter().filter(|(_, content)| is_in(content)).map(|(name, _)| name.as_str()).collect()
    }

    pub(crate) fn assert_without(&self, text: &str) {
        let found = self.with(text);
        assert!(found.is_empty(), "it is in {found:?}");
    }
}

/// As it is, in base64 wherever it begins, in hexadecimal, percent-encoded, escaped in JSON, and in UTF-16.
pub(crate) fn encodings(text: &str) -> Vec<Vec<u8>> {
    let each = |form: fn(u8) -> String| text.bytes().map(form).collect::<String>().into_bytes();
    let mut forms = vec![
        text.as_bytes().to_vec(),
        each(|byte| format!("{byte:02x}")),
        each(|byte| format!("%{byte:02x}")),
        text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<String>().into_bytes(),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ];
    for before in 0..3 {
        // The letters at both ends also hold bits of what stands beside them.
        let whole = STANDARD_NO_PAD.encode([&vec![b' '; before], text.as_bytes()].concat());
        forms.push(whole.as_bytes()[before * 4 / 3 + 1..whole.len() - 2].to_vec());
    }
    forms
}
