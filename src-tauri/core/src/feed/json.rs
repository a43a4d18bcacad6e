//! JSON from outside: bytes to an object, and its fields one by one, each of which may be absent, null or of another
//! type than promised.
//!
//! Nothing here knows a format. A field of the wrong type reads as absent and leaves an oddity; only a document that
//! is no JSON object at all is refused.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::error::Category;
use serde_json_borrow::ObjectAsVec;
pub(super) use serde_json_borrow::Value;

use super::{Unreadable, date, text};

/// Fields by name, in the document's order. Of two with the same name the first counts.
pub(super) type Object<'a> = ObjectAsVec<'a>;

/// Longest id taken for one, in bytes. Real ones have 12 to 36; an event of a cloud goes by a resource name of 150.
const LONGEST_ID: usize = 256;

/// Most components that one incident may name; the largest page captured has 470.
const MOST_NAMED: usize = 500;

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
    Listed(&'a [Value<'a>]),
    /// Something else stands in its place.
    Broken,
}

impl<'a> List<'a> {
    pub(super) const fn entries(self) -> &'a [Value<'a>] {
        match self {
            Self::Listed(entries) => entries,
            Self::Absent | Self::Broken => &[],
        }
    }
}

/// The value that a text is. Strings without escapes are borrowed from it.
pub(super) fn parse(text: &str) -> Result<Value<'_>, Unreadable> {
    serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Eof => Unreadable::Truncated { at: text.len() },
        Category::Syntax | Category::Data | Category::Io => Unreadable::NotJson { what: error.to_string() },
    })
}

/// What a value is, in words.
pub(super) const fn kind(value: &Value<'_>) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a yes or no",
        Value::Number(_) => "a number",
        Value::Str(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// A string; anything else reads as absent.
pub(super) fn string<'a>(object: &'a Object<'_>, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str)
}

/// An id, written as a string or as a whole number. Never invented and never shortened: one that is empty, too long
/// or holds characters that can't be seen is none.
pub(super) fn id(object: &Object<'_>, key: &str) -> Option<String> {
    object.get(key).and_then(as_id)
}

/// See [`id`].
pub(super) fn as_id(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Str(id) => usable_id(id),
        Value::Number(_) => match (value.as_i64(), value.as_u64()) {
            (Some(number), _) => Some(number.to_string()),
            (None, number) => number.map(|number| number.to_string()),
        },
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// An id that was found in a text, if it can be one: see [`id`].
pub(super) fn usable_id(written: &str) -> Option<String> {
    let id = written.trim();
    let usable = !id.is_empty() && id.len() <= LONGEST_ID && !id.contains(text::is_hidden);
    usable.then(|| id.to_owned())
}

/// An object; anything else reads as absent.
pub(super) fn object<'a>(object: &'a Object<'_>, key: &str) -> Option<&'a Object<'a>> {
    object.get(key).and_then(Value::as_object)
}

/// A time, as any of the spellings that [`date::moment`] knows, or as seconds or milliseconds since 1970. Absent and
/// null are no oddity.
pub(super) fn time(object: &Object<'_>, key: &str, whose: &str, oddities: &mut Oddities) -> Option<Timestamp> {
    let value = object.get(key).filter(|value| !value.is_null())?;
    let time = match value {
        Value::Str(written) => date::moment(written),
        Value::Number(_) => value.as_i64().and_then(date::since_1970),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    if time.is_none() {
        let written = value.as_str().map_or(Cow::Borrowed(kind(value)), |written| Cow::Owned(text::word(written)));
        oddities.note(format!("{whose}: {key} is no time: {written}"));
    }
    time
}

/// A list.
pub(super) fn list<'a>(object: &'a Object<'_>, key: &str) -> List<'a> {
    match object.get(key) {
        None | Some(Value::Null) => List::Absent,
        Some(Value::Array(entries)) => List::Listed(entries),
        Some(_) => List::Broken,
    }
}

/// A word of an enumeration; one that is missing or unknown leaves an oddity.
pub(super) fn word<T>(
    fields: &Object<'_>,
    key: &str,
    whose: &str,
    oddities: &mut Oddities,
    known: fn(&str) -> Option<T>,
) -> Option<T> {
    let written = string(fields, key);
    let value = written.and_then(known);
    if value.is_none() {
        oddities.note(format!("{whose}: {key} is {}", quoted(fields, key, written)));
    }
    value
}

/// What stands in a field, for an oddity.
pub(super) fn quoted(fields: &Object<'_>, key: &str, written: Option<&str>) -> String {
    match (written, fields.get(key)) {
        (Some(written), _) => format!("unknown to us: {}", text::word(written)),
        (None, Some(value)) => kind(value).to_owned(),
        (None, None) => "missing".to_owned(),
    }
}

/// How the log calls an entry: by its id, else by its name.
pub(super) fn label(what: &str, fields: &Object<'_>, id: Option<&str>) -> String {
    let name = id.or_else(|| string(fields, "name")).map(text::word).unwrap_or_default();
    if name.is_empty() { format!("a nameless {what}") } else { format!("{what} {name}") }
}

/// The first of several fields that holds a time.
pub(super) fn first_time(
    object: &Object<'_>,
    keys: &[&str],
    whose: &str,
    oddities: &mut Oddities,
) -> Option<Timestamp> {
    keys.iter().find_map(|key| time(object, key, whose, oddities))
}

/// Ids that the entries of a list bear under a name, or are themselves; each once, and no more than a page has parts.
pub(super) fn ids(object: &Object<'_>, list_key: &str, id_key: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for entry in list(object, list_key).entries().iter().take(MOST_NAMED) {
        let id = entry.as_object().map_or_else(|| as_id(entry), |fields| id(fields, id_key));
        ids.extend(id.filter(|id| !ids.contains(id)));
    }
    ids
}

/// An entry of a list as an object; anything else leaves an oddity.
pub(super) fn fields<'a>(value: &'a Value<'_>, what: &str, oddities: &mut Oddities) -> Option<&'a Object<'a>> {
    let fields = value.as_object();
    if fields.is_none() {
        oddities.note(format!("{what} is {}", kind(value)));
    }
    fields
}

/// Whether any entry of a list is an object with all of these fields, whatever they hold.
pub(super) fn any_with(list: &[Value<'_>], keys: &[&str]) -> bool {
    list.iter().filter_map(Value::as_object).any(|fields| keys.iter().all(|key| fields.get(key).is_some()))
}

/// A text that is not empty, plain and on one line.
pub(super) fn title(fields: &Object<'_>, key: &str) -> Option<String> {
    string(fields, key).map(text::title).filter(|title| !title.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_strings_or_whole_numbers_and_never_invented() {
        let long = "a".repeat(LONGEST_ID + 1);
        let table = [
            (Value::from("abc"), Some("abc")),
            (Value::from(" abc "), Some("abc")),
            (Value::from(17_i64), Some("17")),
            (Value::from(-1_i64), Some("-1")),
            (Value::from(1.5), None),
            (Value::from(""), None),
            (Value::from("a\u{1b}b"), None),
            (Value::from(long.as_str()), None),
            (Value::Null, None),
            (Value::from(true), None),
        ];
        for (value, expected) in table {
            assert_eq!(as_id(&value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn a_time_that_is_none_is_an_oddity_and_an_absent_one_is_not() {
        let value =
            parse(r#"{"z":"2026-07-22T14:48:46Z","o":"2026-07-22T07:48:46.000-07:00","n":null,"w":"yesterday","i":7}"#)
                .unwrap();
        let object = value.as_object().unwrap();
        let mut oddities = Oddities::default();
        let moment = "2026-07-22T14:48:46Z".parse().ok();
        for (key, expected) in [("z", moment), ("o", moment), ("n", None), ("absent", None), ("w", None), ("i", None)] {
            assert_eq!(time(object, key, "incident a", &mut oddities), expected, "{key}");
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
