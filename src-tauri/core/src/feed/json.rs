//! JSON from outside: bytes to an object, and its fields one by one, each of which may be absent, null or of another
//! type than promised.
//!
//! Nothing here knows a format. A field of the wrong type reads as absent and leaves an oddity; only a document that
//! is no JSON object at all is refused.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::Value;
use serde_json::error::Category;

use super::{Unreadable, text};

/// Fields by name.
pub(super) type Object = serde_json::Map<String, Value>;

/// Longest id taken for one, in bytes. Real ones have 12 to 36.
const LONGEST_ID: usize = 128;

/// What was odd, for the log: bounded, since one broken document could fill it.
#[derive(Debug, Default)]
pub(super) struct Oddities {
    lines: Vec<String>,
    left_out: usize,
}

impl Oddities {
    /// Most lines kept of one document.
    const MOST: usize = 50;

    pub(super) fn note(&mut self, line: impl Into<String>) {
        if self.lines.len() < Self::MOST {
            self.lines.push(line.into());
        } else {
            self.left_out += 1;
        }
    }

    pub(super) fn into_lines(mut self) -> Vec<String> {
        if self.left_out > 0 {
            self.lines.push(format!("{} more oddities", self.left_out));
        }
        self.lines
    }
}

/// A list that may not be there.
#[derive(Debug, Clone, Copy)]
pub(super) enum List<'a> {
    /// Absent or null.
    Absent,
    /// As listed, perhaps empty.
    Listed(&'a [Value]),
    /// Something else stands in its place.
    Broken,
}

impl<'a> List<'a> {
    pub(super) const fn entries(self) -> &'a [Value] {
        match self {
            Self::Listed(entries) => entries,
            Self::Absent | Self::Broken => &[],
        }
    }
}

/// The object that a document is.
pub(super) fn document(bytes: &[u8]) -> Result<Object, Unreadable> {
    let decoded = decode(bytes)?;
    let body = decoded.trim_start();
    if body.is_empty() {
        return Err(Unreadable::Empty);
    }
    if body.starts_with('<') {
        return Err(markup(body));
    }
    let value: Value = serde_json::from_str(&decoded).map_err(|error| match error.classify() {
        Category::Eof => Unreadable::Truncated { at: bytes.len() },
        Category::Syntax | Category::Data | Category::Io => Unreadable::NotJson { what: error.to_string() },
    })?;
    match value {
        Value::Object(object) => Ok(object),
        other => Err(Unreadable::OtherShape { what: format!("{} instead of an object", kind(&other)) }),
    }
}

/// What a value is, in words.
pub(super) const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a yes or no",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A string; anything else reads as absent.
pub(super) fn string<'a>(object: &'a Object, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str)
}

/// An id, written as a string or as a whole number. Never invented and never shortened: one that is empty, too long
/// or holds control characters is none.
pub(super) fn id(object: &Object, key: &str) -> Option<String> {
    object.get(key).and_then(as_id)
}

/// See [`id`].
pub(super) fn as_id(value: &Value) -> Option<String> {
    match value {
        Value::String(id) => {
            let id = id.trim();
            let usable = !id.is_empty() && id.len() <= LONGEST_ID && !id.contains(char::is_control);
            usable.then(|| id.to_owned())
        }
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        Value::Number(_) | Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A time in RFC 3339, with any offset. Absent and null are no oddity.
pub(super) fn time(object: &Object, key: &str, whose: &str, oddities: &mut Oddities) -> Option<Timestamp> {
    let value = object.get(key).filter(|value| !value.is_null())?;
    let time = value.as_str().and_then(|written| written.parse().ok());
    if time.is_none() {
        let written = value.as_str().map_or(Cow::Borrowed(kind(value)), |written| Cow::Owned(text::word(written)));
        oddities.note(format!("{whose}: {key} is no time: {written}"));
    }
    time
}

/// A list.
pub(super) fn list<'a>(object: &'a Object, key: &str) -> List<'a> {
    match object.get(key) {
        None | Some(Value::Null) => List::Absent,
        Some(Value::Array(entries)) => List::Listed(entries),
        Some(_) => List::Broken,
    }
}

fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    if let Some(body) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return wide(bytes, body, u16::from_be_bytes);
    }
    if let Some(body) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return wide(bytes, body, u16::from_le_bytes);
    }
    let body = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    std::str::from_utf8(body).map(Cow::Borrowed).map_err(|error| {
        // Markup in another encoding is still markup, and that says more.
        let calm = std::str::from_utf8(&body[..error.valid_up_to()]).unwrap_or_default().trim_start();
        match (calm.starts_with('<'), error.error_len()) {
            (true, _) => markup(calm),
            (false, None) => Unreadable::Truncated { at: bytes.len() },
            (false, Some(_)) => Unreadable::NotJson { what: format!("no UTF-8 at byte {}", error.valid_up_to()) },
        }
    })
}

/// UTF-16, which one provider serves; the mark at its beginning says in which order.
fn wide<'a>(bytes: &[u8], body: &[u8], order: fn([u8; 2]) -> u16) -> Result<Cow<'a, str>, Unreadable> {
    let (pairs, rest) = body.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Unreadable::Truncated { at: bytes.len() });
    }
    let units = pairs.iter().map(|pair| order(*pair));
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .map(Cow::Owned)
        .map_err(|_| Unreadable::NotJson { what: "broken UTF-16".into() })
}

/// Names the markup: feeds of news are served where a status document was expected, too.
fn markup(body: &str) -> Unreadable {
    let beginning: String = body.chars().take(512).collect::<String>().to_ascii_lowercase();
    let is_news = ["<?xml", "<rss", "<feed"].iter().any(|start| beginning.starts_with(start));
    if is_news && !beginning.contains("<html") {
        Unreadable::NotJson { what: "this is XML".into() }
    } else {
        Unreadable::Html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_object_is_named() {
        let shape = |what: &str| Unreadable::OtherShape { what: what.into() };
        let xml = || Unreadable::NotJson { what: "this is XML".into() };
        let table: [(&[u8], Unreadable); 19] = [
            (b"", Unreadable::Empty),
            (b" \r\n\t", Unreadable::Empty),
            (b"\xEF\xBB\xBF", Unreadable::Empty),
            (b"\xFE\xFF", Unreadable::Empty),
            (b"<!DOCTYPE html><html>", Unreadable::Html),
            (b"\xEF\xBB\xBF \n<html lang=en>", Unreadable::Html),
            (b"<html>\xE9t\xE9", Unreadable::Html),
            (b"<?xml version='1.0'?><!DOCTYPE html><html>", Unreadable::Html),
            (b"<?xml version='1.0'?><rss/>", xml()),
            (b"<feed>", xml()),
            (b"null", shape("null instead of an object")),
            (b"[]", shape("a list instead of an object")),
            (b"\xFE\xFF\0[\0]", shape("a list instead of an object")),
            (b"7", shape("a number instead of an object")),
            (b"{\"a\":", Unreadable::Truncated { at: 5 }),
            (b"{\"a\":\"\xC3", Unreadable::Truncated { at: 7 }),
            (b"\xFF\xFE{\0}", Unreadable::Truncated { at: 5 }),
            (b"{\"a\":\"\xE9\"}", Unreadable::NotJson { what: "no UTF-8 at byte 6".into() }),
            (b"\xFE\xFF\xD8\0\0{", Unreadable::NotJson { what: "broken UTF-16".into() }),
        ];
        for (bytes, expected) in table {
            assert_eq!(document(bytes), Err(expected), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn text_behind_the_document_and_nesting_without_end_are_not_json() {
        let deep = "[".repeat(100_000);
        for body in ["{} {}", "{}garbage", "Not Found", "{'a':1}", "{\"a\":NaN}", &deep] {
            assert!(matches!(document(body.as_bytes()), Err(Unreadable::NotJson { .. })), "{body:.20}");
        }
    }

    #[test]
    fn every_encoding_with_a_mark_reads_the_same() {
        let body = "{\"a\":\"\u{1F600}\"}";
        let expected = document(body.as_bytes()).unwrap();
        let big = body.encode_utf16().flat_map(u16::to_be_bytes);
        let little = body.encode_utf16().flat_map(u16::to_le_bytes);
        assert_eq!(document(&[0xFE, 0xFF].into_iter().chain(big).collect::<Vec<_>>()).unwrap(), expected);
        assert_eq!(document(&[0xFF, 0xFE].into_iter().chain(little).collect::<Vec<_>>()).unwrap(), expected);
        let utf8 = [0xEF, 0xBB, 0xBF].into_iter().chain(body.bytes());
        assert_eq!(document(&utf8.collect::<Vec<_>>()).unwrap(), expected);
    }

    #[test]
    fn ids_are_strings_or_whole_numbers_and_never_invented() {
        let long = "a".repeat(LONGEST_ID + 1);
        let table = [
            (Value::from("abc"), Some("abc")),
            (Value::from(" abc "), Some("abc")),
            (Value::from(17), Some("17")),
            (Value::from(-1), Some("-1")),
            (Value::from(1.5), None),
            (Value::from(""), None),
            (Value::from("a\u{1b}b"), None),
            (Value::from(long), None),
            (Value::Null, None),
            (Value::from(true), None),
        ];
        for (value, expected) in table {
            assert_eq!(as_id(&value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn a_time_that_is_none_is_an_oddity_and_an_absent_one_is_not() {
        let object = document(
            br#"{"z":"2026-07-22T14:48:46Z","o":"2026-07-22T07:48:46.000-07:00","n":null,"w":"yesterday","i":7}"#,
        )
        .unwrap();
        let mut oddities = Oddities::default();
        let moment = "2026-07-22T14:48:46Z".parse().ok();
        for (key, expected) in [("z", moment), ("o", moment), ("n", None), ("absent", None), ("w", None), ("i", None)] {
            assert_eq!(time(&object, key, "incident a", &mut oddities), expected, "{key}");
        }
        let lines = oddities.into_lines();
        assert_eq!(lines, ["incident a: w is no time: yesterday", "incident a: i is no time: a number"]);
    }

    #[test]
    fn oddities_are_bounded() {
        let mut oddities = Oddities::default();
        (0..Oddities::MOST + 7).for_each(|n| oddities.note(n.to_string()));
        let lines = oddities.into_lines();
        assert_eq!(lines.len(), Oddities::MOST + 1);
        assert_eq!(lines.last().map(String::as_str), Some("7 more oddities"));
    }
}
