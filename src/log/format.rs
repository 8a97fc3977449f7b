//! How an event becomes a line without personal values.
//!
//! Of this program's own events, the message and the fields that are numbers or text are written. A field that is given by
//! `Debug` or `Display` is left out, because it is not visible in the code what it may contain; use [`kind`] for errors. Of
//! other crates' events only the place in their source is written, because their text may contain any value.

use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, Subscriber};
use tracing_log::NormalizeEvent;
use tracing_subscriber::fmt::FmtContext;
use tracing_subscriber::fmt::format::{FormatEvent, FormatFields, Writer};
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::registry::LookupSpan;

use std::fmt::{self, Write};

/// The longest line, in bytes.
const MAX_LINE: usize = 4 << 10;

/// The targets of this program's own events begin with this.
pub(super) const OWN: &str = env!("CARGO_PKG_NAME");

/// The name of an error's variant, without its values.
pub fn kind(error: &impl fmt::Debug) -> String {
    let mut name = Name(String::new());
    // The error only says that the name has ended.
    let _ = write!(name, "{error:?}");
    name.0
}

/// A writer that keeps the letters and digits at the start, and fails after them.
struct Name(String);

impl Write for Name {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = text.find(|letter: char| !letter.is_ascii_alphanumeric());
        self.0.push_str(&text[..end.unwrap_or(text.len())]);
        if end.is_some() { Err(fmt::Error) } else { Ok(()) }
    }
}

/// One line: time, level, target, and the fields or the place.
pub(super) struct Format;

impl<S, N> FormatEvent<S, N> for Format
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        _context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        // Records of the crate `log` arrive as events that have their origin as fields.
        let normalized = event.normalized_metadata();
        let metadata = normalized.as_ref().unwrap_or_else(|| event.metadata());
        SystemTime.format_time(&mut writer)?;
        write!(writer, " {} {}", metadata.level(), metadata.target())?;
        if is_own(metadata) {
            let mut fields = Fields { writer: writer.by_ref(), result: Ok(()) };
            event.record(&mut fields);
            fields.result?;
        } else if let (Some(file), Some(line)) = (metadata.file(), metadata.line()) {
            write!(writer, " at {}:{line}", short(file))?;
        }
        writeln!(writer)
    }
}

fn is_own(metadata: &Metadata<'_>) -> bool {
    metadata.target().split("::").next() == Some(OWN)
}

/// A path in the source without the folder of the crates on the machine that built the program.
pub(super) fn short(file: &str) -> &str {
    let tail = file.rsplit_once("/registry/src/").map_or(file, |(_, tail)| tail);
    tail.split_once('/').map_or(tail, |(_, tail)| tail)
}

/// Writes the fields that are numbers or text.
struct Fields<'a> {
    writer: Writer<'a>,
    result: fmt::Result,
}

impl Fields<'_> {
    fn write(&mut self, field: &Field, value: fmt::Arguments<'_>) {
        self.result = self.result.and_then(|()| write!(self.writer, " {}={value}", field.name()));
    }
}

impl Visit for Fields<'_> {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.write(field, format_args!("{value}"));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.write(field, format_args!("{value}"));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.write(field, format_args!("{value}"));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.write(field, format_args!("{value}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.write(field, format_args!("{value:?}"));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        match field.name() {
            "message" => self.result = self.result.and_then(|()| write!(self.writer, " {value:?}")),
            _ => self.write(field, format_args!("…")),
        }
    }
}

/// Makes one line of an event. Control characters are escaped, so that no value can fake another line or send commands to
/// the terminal that shows the log.
pub(super) fn one_line(event: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(event);
    let mut line = String::with_capacity(text.len());
    for letter in text.trim_end_matches('\n').chars() {
        if line.len() >= MAX_LINE {
            line.push('…');
            break;
        }
        let is_control =
            letter.is_control() || matches!(letter, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if is_control { line.extend(letter.escape_unicode()) } else { line.push(letter) }
    }
    line.push('\n');
    line.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn the_kind_of_an_error_has_no_values() {
        #[derive(Debug)]
        #[expect(dead_code, reason = "what they hold must not be seen")]
        enum Failure {
            Plain,
            Holds(&'static str),
            Names { path: &'static str },
        }
        let cases = [(Failure::Plain, "Plain"), (Failure::Holds("Ada"), "Holds")];
        for (failure, expected) in cases {
            assert_eq!(kind(&failure), expected);
        }
        assert_eq!(kind(&Failure::Names { path: "/home/ada" }), "Names");
        assert_eq!(kind(&"Ada"), "");
    }
}
