//! One body, read once: bytes to text by its mark, text to JSON or to a feed of news. What is neither says what it is
//! instead. Nothing here knows a format.

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::json::{self, Object, Value};
use super::news::News;
use super::{Unreadable, text};

/// Longest body looked at, in bytes. The longest captured has 1.5 MB.
const LONGEST: usize = 16 << 20;

/// Most values of a JSON document, counted by the marks that one begins behind; each takes room many times its own
/// length. The document with the most captured has 62,211 marks in 1.5 MB.
const MOST_VALUES: usize = 250_000;

/// Most tags of a feed of news, for the same reason. The one with the most captured has fewer than 2,000.
const MOST_TAGS: usize = 200_000;

/// As many names of fields as say enough.
const MOST_NAMES: usize = 6;

/// What a body is.
#[derive(Debug)]
pub(super) enum Document<'a> {
    /// JSON, perhaps wrapped in a call as for scripts.
    Json(Value<'a>),
    /// RSS, Atom or JSON Feed.
    News(News),
}

impl<'a> Document<'a> {
    /// Reads a text that [`decode`] gave.
    ///
    /// # Errors
    /// [`Unreadable`], never of another shape: no format has looked yet.
    pub(super) fn parse(text: &'a str) -> Result<Self, Unreadable> {
        let body = text.trim_start();
        if body.is_empty() {
            return Err(Unreadable::Empty);
        }
        if body.starts_with('<') {
            bounded(body, |byte| byte == b'<', MOST_TAGS, "tags")?;
            return if is_news(body) { News::parse(text).map(Self::News) } else { Err(Unreadable::Html) };
        }
        bounded(body, |byte| matches!(byte, b',' | b'[' | b'{'), MOST_VALUES, "values")?;
        let value = json::parse(unwrapped(text))?;
        let is_feed = |fields: &&Object<'_>| {
            json::string(fields, "version").is_some_and(|version| version.starts_with("https://jsonfeed.org/version/"))
        };
        match value.as_object().filter(is_feed) {
            Some(fields) => News::of_json(fields).map(Self::News),
            None => Ok(Self::Json(value)),
        }
    }

    /// The object that it is.
    pub(super) fn object(&self) -> Result<&Object<'_>, Unreadable> {
        match self {
            Self::Json(Value::Object(object)) => Ok(object),
            Self::Json(other) => Err(other_kind(other, "an object")),
            Self::News(_) => Err(news_instead()),
        }
    }

    /// The list that it is.
    pub(super) fn list(&self) -> Result<&[Value<'_>], Unreadable> {
        match self {
            Self::Json(Value::Array(list)) => Ok(list),
            Self::Json(other) => Err(other_kind(other, "a list")),
            Self::News(_) => Err(news_instead()),
        }
    }

    /// The feed of news that it is.
    pub(super) fn news(&self) -> Result<&News, Unreadable> {
        match self {
            Self::News(news) => Ok(news),
            Self::Json(_) => Err(Unreadable::OtherShape { what: "JSON instead of a feed of news".into() }),
        }
    }

    /// What it is, in words: for a document that no format knows. The names of the fields, never their content.
    pub(super) fn outline(&self) -> String {
        let fields = match self {
            Self::Json(Value::Object(fields)) => fields,
            Self::Json(Value::Array(list)) if list.is_empty() => return "an empty list".into(),
            Self::Json(other) => return format!("{} that no format knows", json::kind(other)),
            Self::News(_) => return "a feed of news that no format knows".into(),
        };
        if fields.is_empty() {
            return "an empty object".into();
        }
        let mut names: Vec<String> = fields.keys().map(text::word).collect();
        names.sort();
        let more = if names.len() > MOST_NAMES { ", …" } else { "" };
        names.truncate(MOST_NAMES);
        format!("no format knows an object with {}{more}", names.join(", "))
    }
}

/// Decodes and parses a body, and lets `read` make of it what it can.
///
/// # Errors
/// [`Unreadable`] of the body, or of `read`.
pub(super) fn understood<T>(
    bytes: &[u8],
    read: impl FnOnce(&Document<'_>) -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    let text = decode(bytes)?;
    match Document::parse(&text) {
        Ok(document) => read(&document).map_err(|error| match (&document, error) {
            (Document::News(_), Unreadable::OtherShape { what }) => Unreadable::OtherNews { what },
            (_, error) => error,
        }),
        // Half of a pair of escapes is what remains where somebody cut an emoji in two: no reason to be blind.
        Err(Unreadable::NotJson { what }) => match without_half_pairs(&text) {
            Some(mended) => read(&Document::parse(&mended).map_err(|error| error.of(bytes))?),
            None => Err(Unreadable::NotJson { what }),
        },
        Err(error) => Err(error.of(bytes)),
    }
}

/// The text with each escape that is half of a surrogate pair made the sign for what can't be shown; none where there is
/// no such half.
fn without_half_pairs(text: &str) -> Option<String> {
    /// Length of an escape, `\ud83d`.
    const ESCAPE: usize = 6;
    let unit = |at: usize| {
        let escape = text.get(at..at + ESCAPE)?.strip_prefix("\\u")?;
        u16::from_str_radix(escape, 16).ok()
    };
    let mut mended = String::new();
    let (mut kept, mut at) = (0, 0);
    while let Some(found) = text[at..].find('\\').map(|offset| at + offset) {
        at = match (unit(found), unit(found + ESCAPE)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => found + 2 * ESCAPE,
            (Some(0xD800..=0xDFFF), _) => {
                mended.push_str(&text[kept..found]);
                mended.push_str("\\ufffd");
                kept = found + ESCAPE;
                kept
            }
            (Some(_), _) => found + ESCAPE,
            // Past what is escaped, which may be a backslash: one byte at least, and on a character's edge.
            (None, _) => found + 1 + text[found + 1..].chars().next().map_or(0, char::len_utf8),
        };
    }
    (kept > 0).then(|| mended + &text[kept..])
}

/// Refuses what would take more room than a status document is worth.
fn bounded(text: &str, is_mark: impl Fn(u8) -> bool, most: usize, what: &'static str) -> Result<(), Unreadable> {
    /// As many as one byte can count: a sum of bytes is made of many at a time.
    const PIECE: usize = 128;
    if text.len() <= most {
        return Ok(());
    }
    let mut left = most;
    for piece in text.as_bytes().chunks(PIECE) {
        let marks: u8 = piece.iter().map(|byte| u8::from(is_mark(*byte))).sum();
        left = left
            .checked_sub(usize::from(marks))
            .ok_or_else(|| Unreadable::TooLarge { what: format!("more than {most} {what}") })?;
    }
    Ok(())
}

fn other_kind(value: &Value<'_>, wanted: &str) -> Unreadable {
    Unreadable::OtherShape { what: format!("{} instead of {wanted}", json::kind(value)) }
}

fn news_instead() -> Unreadable {
    Unreadable::OtherShape { what: "a feed of news instead of JSON".into() }
}

/// What a call such as `callback({..});` carries; anything else as it stands.
fn unwrapped(text: &str) -> &str {
    let body = text.trim();
    let name = body.find('(').map_or("", |at| &body[..at]);
    let is_name = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.'))
        && !name.starts_with(|first: char| first.is_ascii_digit());
    let inner = body.trim_end_matches(';').strip_suffix(')').filter(|_| is_name);
    inner.map_or(text, |inner| &inner[name.len() + 1..])
}

/// The text of a body: UTF-8, or UTF-16 where a mark says so.
///
/// # Errors
/// [`Unreadable`] when the bytes are no text, or more of it than is ever read.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    if bytes.len() > LONGEST {
        return Err(Unreadable::TooLarge { what: format!("more than {} MiB", LONGEST >> 20) });
    }
    if let Some(body) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return wide(bytes, body, encoding_rs::UTF_16BE);
    }
    if let Some(body) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return wide(bytes, body, encoding_rs::UTF_16LE);
    }
    let body = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    std::str::from_utf8(body).map(Cow::Borrowed).or_else(|error| {
        let calm = std::str::from_utf8(&body[..error.valid_up_to()]).unwrap_or_default().trim_start();
        match (calm.starts_with('<'), error.error_len()) {
            // Markup in another encoding is still markup; a feed of news may say in which.
            (true, _) => in_its_own_words(calm, body).ok_or(Unreadable::Html),
            (false, None) => Err(Unreadable::Truncated { at: bytes.len() }),
            (false, Some(_)) => Err(Unreadable::NotJson { what: format!("no UTF-8 at byte {}", error.valid_up_to()) }),
        }
    })
}

/// The text of a feed of news whose first line names its encoding.
fn in_its_own_words<'a>(beginning: &str, body: &'a [u8]) -> Option<Cow<'a, str>> {
    let declared = beginning.strip_prefix("<?xml")?.split_once("?>")?.0;
    let label = declared.split_once("encoding=")?.1;
    let label = label.trim_start_matches(['"', '\'']).split(['"', '\'']).next()?;
    let (text, broken) = Encoding::for_label(label.as_bytes())?.decode_without_bom_handling(body);
    (!broken).then_some(text)
}

/// UTF-16, which one provider serves; the mark at its beginning says in which order.
fn wide<'a>(bytes: &[u8], body: &'a [u8], order: &'static Encoding) -> Result<Cow<'a, str>, Unreadable> {
    if !body.len().is_multiple_of(2) {
        return Err(Unreadable::Truncated { at: bytes.len() });
    }
    let (text, broken) = order.decode_without_bom_handling(body);
    if broken { Err(Unreadable::NotJson { what: "broken UTF-16".into() }) } else { Ok(text) }
}

/// Whether markup is a feed of news: those are served where a status document was expected, too.
fn is_news(body: &str) -> bool {
    let beginning: String = body.chars().take(1_024).collect::<String>().to_ascii_lowercase();
    ["<rss", "<feed", "<rdf:rdf"].iter().any(|start| beginning.contains(start)) && !beginning.contains("<html")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(bytes: &[u8]) -> Result<String, Unreadable> {
        let text = decode(bytes)?;
        Document::parse(&text).and_then(|document| document.object().map(|object| format!("{object:?}")))
    }

    #[test]
    fn what_is_no_object_is_named() {
        let shape = |what: &str| Unreadable::OtherShape { what: what.into() };
        let table: [(&[u8], Unreadable); 19] = [
            (b"", Unreadable::Empty),
            (b" \r\n\t", Unreadable::Empty),
            (b"\xEF\xBB\xBF", Unreadable::Empty),
            (b"\xFE\xFF", Unreadable::Empty),
            (b"<!DOCTYPE html><html>", Unreadable::Html),
            (b"\xEF\xBB\xBF \n<html lang=en>", Unreadable::Html),
            (b"<html>\xE9t\xE9", Unreadable::Html),
            (b"<?xml version='1.0'?><!DOCTYPE html><html>", Unreadable::Html),
            (b"<?xml version='1.0'?><rss/>", Unreadable::Truncated { at: 27 }),
            (b"<feed>", Unreadable::Truncated { at: 6 }),
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
    fn half_an_emoji_is_no_reason_to_be_blind() {
        let table = [
            (r#"{"a":"cut \ud83d"}"#, Some(r#"{"a":"cut \ufffd"}"#)),
            (r#"{"a":"\udc00\ud83d\ude00\ud83d!"}"#, Some(r#"{"a":"\ufffd\ud83d\ude00\ufffd!"}"#)),
            (r#"{"a":"\\ud83d \u0041"}"#, None),
            (r#"{"a":"\ud83d\ude00"}"#, None),
            (r#"{"a":"\"#, None),
            ("{}", None),
        ];
        for (text, expected) in table {
            assert_eq!(without_half_pairs(text).as_deref(), expected, "{text}");
        }
        let read = |document: &Document<'_>| document.object().map(|object| format!("{object:?}"));
        assert!(understood(br#"{"a":"cut \ud83d"}"#, read).unwrap().contains('\u{fffd}'));
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
}
