//! A small parser of Rust that finds the paths in a file: words, literals, `use` trees.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A source file without comments and without the unit tests at its end.
pub(crate) struct File {
    /// The path below `src`, with `/`.
    pub(crate) path: String,
    /// The modules it stands in: `["api", "me"]` for `api/me.rs`; empty for `lib.rs`.
    pub(crate) module: Vec<String>,
    /// How many lines come before the unit tests.
    pub(crate) lines: usize,
    /// The words and signs of the code.
    pub(crate) tokens: Vec<Token>,
    token_lines: Vec<usize>,
    /// In how many `mod name { … }` each token stands.
    inline_modules: Vec<usize>,
}

/// A name that a `use` statement brings in.
pub(crate) struct Import {
    /// The name here.
    pub(crate) name: String,
    /// The path it stands for, as written.
    pub(crate) path: Vec<String>,
    /// Whether it is handed on to others: `pub use`, `pub(super) use`.
    pub(crate) is_handed_on: bool,
}

/// A piece of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// An identifier or keyword.
    Word(String),
    /// The content of a string literal.
    Text(String),
    /// A number, as written.
    Number(String),
    /// `::`
    PathSeparator,
    /// Any other sign.
    Sign(char),
}

/// Every file below `src` but unit tests that have a file of their own.
pub(crate) fn all() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder below src") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !path.ends_with("tests.rs")
            {
                let below = path.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
                let code = std::fs::read_to_string(&path).expect("a readable file");
                files.push(File::new(&below, &code));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

impl File {
    /// Reads the code of the file at `path` below `src`.
    pub(crate) fn new(path: &str, code: &str) -> Self {
        let (mut tokens, mut token_lines) = tokens(code);
        let mut lines = code.lines().count();
        if let Some(at) = start_of_tests(&tokens) {
            lines = token_lines[at];
            tokens.truncate(at);
            token_lines.truncate(at);
        }
        let module = path.trim_end_matches(".rs").split('/').filter(|name| !matches!(*name, "lib" | "mod"));
        let module = module.map(str::to_owned).collect();
        let inline_modules = inline_modules(&tokens);
        Self { path: path.to_owned(), module, lines, tokens, token_lines, inline_modules }
    }

    /// The line of a token, counted from one.
    pub(crate) fn line_of(&self, token: usize) -> usize {
        self.token_lines[token] + 1
    }

    /// Every path with at least two parts, and every imported one, with its first part resolved through the
    /// file's imports.
    pub(crate) fn paths(&self) -> Vec<Vec<String>> {
        let imports = self.imports();
        let mut found: Vec<_> = imports.iter().map(|import| import.path.clone()).collect();
        found.extend(self.written_paths(&imports));
        found
    }

    /// The paths of at least two parts in the code, with their first part resolved through these imports.
    pub(crate) fn written_paths(&self, imports: &[Import]) -> Vec<Vec<String>> {
        let aliases: BTreeMap<_, _> =
            imports.iter().map(|import| (import.name.as_str(), import.path.as_slice())).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if self.tokens[at].is_word("use") {
                at = self.use_tree(at + 1, &[], &mut Vec::new());
                continue;
            }
            let start = at;
            let mut path = Vec::new();
            while let Some(Token::Word(word)) = self.tokens.get(at) {
                path.push(word.clone());
                at += 1;
                if self.tokens.get(at) != Some(&Token::PathSeparator) {
                    break;
                }
                at += 1;
            }
            if path.len() > 1 {
                path = self.without_inline_modules(start, path);
                // An alias may stand for a path that begins with another one.
                for _ in 0..3 {
                    let Some(whole) = aliases.get(path[0].as_str()).filter(|whole| whole[0] != path[0])
                    else {
                        break;
                    };
                    path = whole.iter().chain(&path[1..]).cloned().collect();
                }
                found.push(path);
            }
            // What follows a path, such as `return` or `dyn`, may be the next one.
            if at == start {
                at += 1;
            }
        }
        found
    }

    /// Those paths that lead to this crate, from its root on.
    pub(crate) fn crate_paths(&self) -> Vec<Vec<String>> {
        let from_root = |path: Vec<String>| match path[0].as_str() {
            "crate" | "nameplate" => Some(path[1..].to_vec()),
            "super" => {
                let ups = path.iter().take_while(|part| *part == "super").count();
                let above = &self.module[..self.module.len().saturating_sub(ups)];
                Some(above.iter().chain(&path[ups..]).cloned().collect())
            }
            _ => None,
        };
        self.paths().into_iter().filter_map(from_root).filter(|path| !path.is_empty()).collect()
    }

    /// The methods chained to the call whose `(` or `[` stands at `open`.
    pub(crate) fn methods_of_call(&self, open: usize) -> Vec<String> {
        let mut methods = Vec::new();
        let mut at = open;
        while let Some(after) = self.after_brackets(at) {
            let [Token::Sign('.'), Token::Word(name), ..] = &self.tokens[after..] else { break };
            methods.push(name.clone());
            at = after + 2;
        }
        methods
    }

    fn after_brackets(&self, open: usize) -> Option<usize> {
        let mut depth = 0;
        for (at, token) in self.tokens.iter().enumerate().skip(open) {
            match token {
                Token::Sign('(' | '[' | '{') => depth += 1,
                Token::Sign(')' | ']' | '}') => depth -= 1,
                _ if depth == 0 => return None,
                _ => {}
            }
            if depth == 0 {
                return Some(at + 1);
            }
        }
        None
    }

    /// What the `use` statements bring in.
    pub(crate) fn imports(&self) -> Vec<Import> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if self.tokens[at].is_word("use") {
                let start = at;
                let is_handed_on = self.is_public(at);
                let mut names = Vec::new();
                at = self.use_tree(at + 1, &[], &mut names);
                let import = |(name, path)| Import {
                    name,
                    path: self.without_inline_modules(start, path),
                    is_handed_on,
                };
                found.extend(names.into_iter().map(import));
            } else {
                at += 1;
            }
        }
        found
    }

    /// The words of the code that stand alone and not in a `use` statement.
    pub(crate) fn words(&self) -> BTreeSet<&str> {
        let mut words = BTreeSet::new();
        let mut at = 0;
        while at < self.tokens.len() {
            match &self.tokens[at] {
                token if token.is_word("use") => at = self.use_tree(at + 1, &[], &mut Vec::new()),
                // The name of a module is no use of something that is called like it.
                token if token.is_word("mod") => at += 2,
                Token::Word(word) => {
                    let _ = words.insert(word.as_str());
                    at += 1;
                }
                _ => at += 1,
            }
        }
        words
    }

    /// A path that is written at this token as one from the file on: modules inside of the file are left out of it.
    fn without_inline_modules(&self, at: usize, path: Vec<String>) -> Vec<String> {
        let ups = path.iter().take_while(|part| *part == "super").count().min(self.inline_modules[at]);
        let rest = path.into_iter().skip(ups);
        if ups > 0 { ["self".to_owned()].into_iter().chain(rest).collect() } else { rest.collect() }
    }

    /// The types that have `impl` blocks of their own here, not those of a trait: the path as written.
    pub(crate) fn own_impls(&self) -> Vec<Vec<String>> {
        let is_item = |at: usize| {
            let before = at.checked_sub(1).map(|before| &self.tokens[before]);
            before.is_none_or(|token| {
                matches!(token, Token::Sign('{' | '}' | ';' | ']')) || token.is_word("unsafe")
            })
        };
        let is_impl = |at: &usize| self.tokens[*at].is_word("impl") && is_item(*at);
        (0..self.tokens.len()).filter(is_impl).filter_map(|at| self.own_impl(at + 1)).collect()
    }

    /// The type of the `impl` block whose head begins at `at`; none for that of a trait.
    fn own_impl(&self, at: usize) -> Option<Vec<String>> {
        let mut depth = 0;
        let mut path = Vec::new();
        let mut is_path_over = false;
        for (at, token) in self.tokens.iter().enumerate().skip(at) {
            match token {
                Token::Sign('<') => depth += 1,
                // The arrow of a function's type is no bracket.
                Token::Sign('>') if !self.tokens[at - 1].is_sign('-') => depth -= 1,
                _ if depth > 0 => {}
                Token::Sign('{') => break,
                Token::Word(word) if word == "where" => break,
                Token::Word(word) if word == "for" => return None,
                Token::Word(word) if !is_path_over => path.push(word.clone()),
                Token::PathSeparator => continue,
                _ => {}
            }
            is_path_over = !path.is_empty();
            if self.tokens.get(at + 1) == Some(&Token::PathSeparator) {
                is_path_over = false;
            }
        }
        Some(path).filter(|path| !path.is_empty())
    }

    /// Whether `pub` or `pub(…)` stands before the item at `at`.
    fn is_public(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        if self.tokens[before].is_sign(')') {
            let open = self.tokens[..before].iter().rposition(|token| token.is_sign('('));
            return open.is_some_and(|open| open > 0 && self.tokens[open - 1].is_word("pub"));
        }
        self.tokens[before].is_word("pub")
    }

    fn use_tree(&self, mut at: usize, prefix: &[String], found: &mut Vec<(String, Vec<String>)>) -> usize {
        let mut path = prefix.to_vec();
        loop {
            match self.tokens.get(at) {
                Some(Token::Word(word)) if word == "as" => {
                    if let Some(Token::Word(alias)) = self.tokens.get(at + 1) {
                        found.push((alias.clone(), path));
                    }
                    return at + 2;
                }
                Some(Token::Word(word)) if word == "self" && !prefix.is_empty() => at += 1,
                Some(Token::Word(word)) => {
                    path.push(word.clone());
                    at += 1;
                }
                Some(Token::PathSeparator) => at += 1,
                Some(Token::Sign('{')) => {
                    at += 1;
                    while self.tokens.get(at).is_some_and(|token| !token.is_sign('}')) {
                        let start = at;
                        at = self.use_tree(at, &path, found);
                        at += usize::from(
                            self.tokens.get(at).is_some_and(|token| token.is_sign(',')) || at == start,
                        );
                    }
                    return at + 1;
                }
                _ => {
                    if let Some(name) = path.last().cloned() {
                        found.push((name, path));
                    }
                    return at;
                }
            }
        }
    }
}

impl Token {
    /// Whether it is this word.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        matches!(self, Self::Word(own) if own == word)
    }

    /// Whether it is this sign.
    pub(crate) fn is_sign(&self, sign: char) -> bool {
        *self == Self::Sign(sign)
    }
}

/// For each token, in how many `mod name { … }` it stands.
fn inline_modules(tokens: &[Token]) -> Vec<usize> {
    let mut depth = 0;
    let mut open = Vec::new();
    let mut modules = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        if token.is_sign('{') {
            depth += 1;
            if at >= 2 && tokens[at - 2].is_word("mod") {
                open.push(depth);
            }
        } else if token.is_sign('}') {
            if open.last() == Some(&depth) {
                let _ = open.pop();
            }
            depth -= 1;
        }
        modules.push(open.len());
    }
    modules
}

/// Where `#[cfg(test)] mod name {` begins, which may be `pub(super)`.
fn start_of_tests(tokens: &[Token]) -> Option<usize> {
    let signs = |at: usize, sign: char| tokens[at].is_sign(sign);
    (0..tokens.len().saturating_sub(9)).find(|&at| {
        let is_for_tests = signs(at, '#')
            && tokens[at + 2].is_word("cfg")
            && tokens[at + 4].is_word("test")
            && signs(at + 6, ']');
        let after = at + if tokens[at + 7].is_word("pub") { 11 } else { 7 };
        let is_module = |rest: &[Token]| matches!(rest, [module, _, open, ..] if module.is_word("mod") && open.is_sign('{'));
        is_for_tests && tokens.get(after..).is_some_and(is_module)
    })
}

fn tokens(code: &str) -> (Vec<Token>, Vec<usize>) {
    let letters: Vec<char> = code.chars().collect();
    let (mut tokens, mut lines) = (Vec::new(), Vec::new());
    let (mut at, mut line) = (0, 0);
    while at < letters.len() {
        let start = at;
        let token = match letters[at] {
            '/' if letters.get(at + 1) == Some(&'/') => {
                at = find(&letters, at, |letter| letter == '\n');
                None
            }
            '/' if letters.get(at + 1) == Some(&'*') => {
                at = end_of_block_comment(&letters, at);
                None
            }
            '"' => {
                at = end_of_string(&letters, at);
                Some(Token::Text(letters[start + 1..at - 1].iter().collect()))
            }
            'r' | 'b' | 'c' if raw_string(&letters, at).is_some() => {
                let (content, end) = raw_string(&letters, at).expect("just seen");
                at = end;
                Some(Token::Text(content))
            }
            '\'' => {
                at = end_of_quote(&letters, at);
                None
            }
            letter if letter.is_ascii_digit() => {
                at = find(&letters, at, |letter| !letter.is_alphanumeric() && letter != '_' && letter != '.');
                Some(Token::Number(letters[start..at].iter().collect()))
            }
            letter if letter.is_alphabetic() || letter == '_' => {
                at = find(&letters, at, |letter| !letter.is_alphanumeric() && letter != '_');
                Some(Token::Word(letters[start..at].iter().collect()))
            }
            ':' if letters.get(at + 1) == Some(&':') => {
                at += 2;
                Some(Token::PathSeparator)
            }
            letter if letter.is_whitespace() => {
                at += 1;
                None
            }
            letter => {
                at += 1;
                Some(Token::Sign(letter))
            }
        };
        if let Some(token) = token {
            tokens.push(token);
            lines.push(line);
        }
        line += letters[start..at].iter().filter(|letter| **letter == '\n').count();
    }
    (tokens, lines)
}

fn find(letters: &[char], from: usize, is_end: impl Fn(char) -> bool) -> usize {
    letters[from..].iter().position(|letter| is_end(*letter)).map_or(letters.len(), |length| from + length)
}

fn end_of_block_comment(letters: &[char], from: usize) -> usize {
    let mut depth = 0;
    let mut at = from;
    while at < letters.len() {
        match letters[at..] {
            ['/', '*', ..] => depth += 1,
            ['*', '/', ..] => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            break;
        }
    }
    at
}

fn end_of_string(letters: &[char], open: usize) -> usize {
    let mut at = open + 1;
    while at < letters.len() && letters[at] != '"' {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// The content and the end of `r"…"`, `r#"…"#`, `br"…"` and `cr"…"`.
fn raw_string(letters: &[char], from: usize) -> Option<(String, usize)> {
    let r = from + usize::from(letters[from] != 'r');
    let open = find(letters, (r + 1).min(letters.len()), |letter| letter != '#');
    if letters.get(r) != Some(&'r') || letters.get(open) != Some(&'"') {
        return None;
    }
    let hashes = open - r - 1;
    let close = (open + 1..letters.len()).find(|at| {
        letters[*at] == '"' && letters[at + 1..].iter().take_while(|letter| **letter == '#').count() >= hashes
    })?;
    Some((letters[open + 1..close].iter().collect(), close + 1 + hashes))
}

/// The end of a character literal or of a lifetime.
fn end_of_quote(letters: &[char], open: usize) -> usize {
    match letters[open + 1..] {
        ['\\', _, ..] => find(letters, open + 3, |letter| letter == '\'') + 1,
        [_, '\'', ..] => open + 3,
        _ => find(letters, open + 1, |letter| !letter.is_alphanumeric() && letter != '_'),
    }
}
