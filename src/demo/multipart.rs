//! The parts of a form. Reads multipart bodies like Django, which accepts many mistakes and may ignore a file without an error.

/// One part of a form.
#[derive(Debug)]
pub(super) enum Part {
    /// A text.
    Text(String),
    /// A file.
    File(Upload),
}

/// A file that was sent.
#[derive(Debug, Clone)]
pub(super) struct Upload {
    /// The name the client gave, without folders.
    pub(super) name: String,
    /// The content.
    pub(super) bytes: Vec<u8>,
}

/// Why a body could not be read.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// Malformed; the message for `detail`.
    Malformed(String),
    /// More text than Django reads into memory.
    TooMuch,
    /// This content type is not supported.
    Unsupported(String),
}

/// Django's `DATA_UPLOAD_MAX_MEMORY_SIZE`, in bytes. Files do not count.
pub(super) const MAX_TEXT: usize = 2_621_440;

/// The parts that Django would find, texts before files.
///
/// # Errors
///
/// If the boundary is invalid or the text is too large.
pub(super) fn read(content_type: &str, body: &[u8]) -> Result<Vec<(String, Part)>, Unreadable> {
    let parameters = parameters(content_type);
    let boundary =
        value(&parameters, "boundary").filter(|boundary| is_boundary(boundary)).ok_or_else(|| {
            let found = value(&parameters, "boundary").unwrap_or("None");
            Unreadable::Malformed(format!(
                "Multipart form parse error - Invalid boundary in multipart: {found}"
            ))
        })?;
    let mut texts = Vec::new();
    let mut files = Vec::new();
    let mut text_bytes = 0;
    let pieces = split(body, format!("--{boundary}").as_bytes());
    for (index, piece) in pieces.iter().enumerate() {
        let Some((header, content)) = headers_and_content(piece) else { continue };
        let Some(disposition) = disposition(header) else { continue };
        let Some(name) = value(&disposition, "name").map(|name| name.trim().to_owned()) else { continue };
        match value(&disposition, "filename").filter(|name| !name.is_empty()) {
            None => {
                // Django counts two more bytes, for `=` and `&` of URL-encoded forms.
                text_bytes += content.len() + name.len() + 2;
                if text_bytes > MAX_TEXT {
                    return Err(Unreadable::TooMuch);
                }
                texts.push((name, Part::Text(String::from_utf8_lossy(content).into_owned())));
            }
            Some(file_name) => {
                // A file is complete only if a boundary follows.
                let is_complete = index + 1 < pieces.len();
                if let Some(file_name) = base_name(file_name)
                    && is_complete
                {
                    files.push((name, Part::File(Upload { name: file_name, bytes: content.to_vec() })));
                }
            }
        }
    }
    texts.append(&mut files);
    Ok(texts)
}

/// The pieces between boundaries, without the line end before each boundary. The last piece has no boundary after it.
fn split<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    let mut rest = body;
    while let Some(at) = find(rest, boundary) {
        let piece = &rest[..at];
        let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
        pieces.push(piece.strip_suffix(b"\r").unwrap_or(piece));
        rest = &rest[at + boundary.len()..];
    }
    pieces.push(rest);
    pieces
}

/// The headers and the content of a piece. `None` if the headers have no end: with line feeds only, before the first
/// boundary, and after the last.
fn headers_and_content(piece: &[u8]) -> Option<(&[u8], &[u8])> {
    const END: &[u8] = b"\r\n\r\n";
    let at = find(piece, END)?;
    Some((&piece[..at], &piece[at + END.len()..]))
}

/// The parameters of `Content-Disposition`.
fn disposition(header: &[u8]) -> Option<Vec<(String, String)>> {
    let header = String::from_utf8_lossy(header);
    let line = header.split("\r\n").find(|line| {
        line.split(':').next().is_some_and(|name| name.eq_ignore_ascii_case("content-disposition"))
    })?;
    Some(parameters(line))
}

/// The `name=value` pairs after the first semicolon, without quotes; `name*=` is decoded and has priority.
fn parameters(line: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in split_parameters(line).into_iter().skip(1) {
        let Some((name, text)) = part.split_once('=') else { continue };
        let name = name.trim().to_lowercase();
        let text = text.trim();
        let text = match text.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')) {
            Some(inner) => inner.replace("\\\\", "\\").replace("\\\"", "\""),
            None => text.to_owned(),
        };
        match name.strip_suffix('*') {
            Some(plain) => {
                let encoded = text.splitn(3, '\'').nth(2).unwrap_or(&text);
                found.insert(0, (plain.to_owned(), percent_decoded(encoded)));
            }
            None => found.push((name, text)),
        }
    }
    found
}

/// Splits at the semicolons that are not inside quotes.
fn split_parameters(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    let mut escaped = false;
    for (at, letter) in line.char_indices() {
        match letter {
            '"' if !escaped => quoted = !quoted,
            ';' if !quoted => {
                parts.push(&line[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        escaped = letter == '\\' && !escaped;
    }
    parts.push(&line[start..]);
    parts
}

fn value<'a>(parameters: &'a [(String, String)], name: &str) -> Option<&'a str> {
    parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// Django's rule: printable ASCII, at most 201 characters, no space at the end.
fn is_boundary(boundary: &str) -> bool {
    (1..=201).contains(&boundary.len())
        && boundary.bytes().all(|byte| (b' '..=b'~').contains(&byte))
        && !boundary.ends_with(' ')
}

/// The name without folders and control characters; `None` for `..`.
fn base_name(name: &str) -> Option<String> {
    let name: String =
        name.rsplit(['/', '\\']).next()?.chars().filter(|letter| !letter.is_control()).collect();
    (!matches!(name.as_str(), "" | "." | "..")).then_some(name)
}

/// Decodes each `%XX`.
pub(super) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let decoded = (*first == b'%')
            .then(|| tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok()))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
