//! What is wrong in a file that a person writes, and where: shared by the catalogue's overlays and the settings.
//! Finds lines and keys in TOML text; it judges no content and reads no files.

use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One thing that is wrong in one file. Reads `file:line: key: what is allowed`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file as the person knows it.
    pub file: String,
    /// Line, from 1; absent where the problem belongs to no line.
    pub line: Option<usize>,
    /// Dotted key, `poll.calm`.
    pub key: Option<String>,
    /// What is wrong, and what is allowed.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(key) = &self.key {
            write!(f, ": {key}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for Problem {}

impl Problem {
    /// Says in a person's words what the TOML reader refused, with the line and key that its span points at.
    pub(crate) fn of_toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let span = error.span();
        let (table, _) = DeTable::parse_recoverable(text);
        Self {
            file: file.to_owned(),
            line: span.as_ref().map(|span| line_at(text, span.start)),
            key: span.as_ref().and_then(|span| key_at(table.get_ref(), span)),
            message: plain(error.message()),
        }
    }
}

/// The line that a byte stands on, from 1.
pub(crate) fn line_at(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|&byte| byte == b'\n').count() + 1
}

/// The dotted key that a span belongs to. List positions are left out: the line says which.
fn key_at(table: &DeTable<'_>, span: &Range<usize>) -> Option<String> {
    table.iter().find_map(|(key, value)| {
        let within = value_key_at(value, span);
        match within {
            Some(rest) if rest.is_empty() => Some(key.get_ref().to_string()),
            Some(rest) => Some(format!("{}.{rest}", key.get_ref())),
            None => key.span().contains(&span.start).then(|| key.get_ref().to_string()),
        }
    })
}

/// `Some("")` when the span lies in this value itself, `Some(key)` when in a key beneath it.
fn value_key_at(value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> Option<String> {
    let beneath = match value.get_ref() {
        DeValue::Table(table) => key_at(table, span),
        DeValue::Array(list) => list.iter().find_map(|item| value_key_at(item, span)),
        DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            None
        }
    };
    beneath.or_else(|| value.span().contains(&span.start).then(String::new))
}

/// The reader's message without its line breaks and without the names of our types.
fn plain(message: &str) -> String {
    let one_line = message.trim().replace('\n', "; ");
    match one_line.split_once("expected struct ") {
        Some((before, _)) => format!("{before}expected a table"),
        None => one_line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_reads_file_line_key_and_what_is_allowed() {
        let mut problem = Problem {
            file: "settings.toml".into(),
            line: Some(3),
            key: Some("poll.calm".into()),
            message: "at least 10 s".into(),
        };
        assert_eq!(problem.to_string(), "settings.toml:3: poll.calm: at least 10 s");
        (problem.line, problem.key) = (None, None);
        assert_eq!(problem.to_string(), "settings.toml: at least 10 s");
    }

    #[test]
    fn a_span_finds_its_line_and_dotted_key() {
        let text = "a = 1\n[poll]\ncalm = 2\n[[product]]\nid = 'x'\nfeed = { url = 'u' }\n";
        let table = DeTable::parse(text).unwrap();
        let table = table.get_ref();
        for (needle, line, key) in [
            ("1", 1, Some("a")),
            ("calm", 3, Some("poll.calm")),
            ("2", 3, Some("poll.calm")),
            ("'x'", 5, Some("product.id")),
            ("'u'", 6, Some("product.feed.url")),
            ("\n", 1, None),
        ] {
            let start = text.find(needle).unwrap();
            assert_eq!(line_at(text, start), line, "{needle}");
            assert_eq!(key_at(table, &(start..start + 1)).as_deref(), key, "{needle}");
        }
    }
}
