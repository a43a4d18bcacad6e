//! incident.io's answers in Statuspage's shape: the same keys, but lists that would be empty are left out, incidents
//! name no components, and `summary.json` lists at most 25 components; the whole list stands in `components.json`.
//!
//! The anchor is a ULID for the page's id. The widget's and the page's own interfaces are not read.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::json::{self, Object, Value};
use crate::feed::{Reading, Unreadable, page};

pub(super) const DIALECT: Dialect = Dialect {
    name: "incidentio-compat",
    label: "incident.io",
    read,
    paths: &["/api/v2/summary.json"],
    companions,
    archive: page::archive,
    ..Dialect::PLAIN
};

/// Where `summary.json` cuts its component list: a page of 62 components lists 25 there.
const CUT: usize = 25;

/// Reads one document.
///
/// # Errors
/// [`Unreadable`] when the bytes are no such document.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    if !is_anchored(root) {
        let what = match page::id(root) {
            Some(_) => "page.id is no ULID",
            None => "no page.id that is a ULID",
        };
        return Err(Unreadable::OtherShape { what: what.into() });
    }
    page::read(root, Some(CUT))
}

/// `components.json` beside `summary.json`.
fn companions(feed: &Url) -> Vec<Url> {
    page::beside(feed, "components.json").into_iter().collect()
}

/// The page's id is a ULID; where the page is missing, as in archives put together by others, the first entry's is.
fn is_anchored(root: &Object<'_>) -> bool {
    if let Some(id) = page::id(root) {
        return is_ulid(&id);
    }
    let first = |key| json::list(root, key).entries().first().and_then(Value::as_object);
    let entry = first("incidents").or_else(|| first("components")).unwrap_or(root);
    ["page_id", "id"].into_iter().find_map(|key| json::id(entry, key)).is_some_and(|id| is_ulid(&id))
}

/// 26 characters of Crockford's base 32, the first at most 7: <https://github.com/ulid/spec>.
fn is_ulid(id: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (byte.is_ascii_uppercase() && !b"ILOU".contains(&byte));
    id.len() == 26 && id.bytes().all(is_digit) && id.as_bytes()[0] <= b'7'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_companion_of_a_summary_is_the_component_list_beside_it() {
        let table = [
            (
                "https://status.example.com/api/v2/summary.json",
                Some("https://status.example.com/api/v2/components.json"),
            ),
            ("https://status.example.com/summary.json?x=1#y", Some("https://status.example.com/components.json")),
            ("http://127.0.0.1:8080/a/summary.json", Some("http://127.0.0.1:8080/a/components.json")),
            ("https://status.example.com/api/v2/components.json", None),
            ("https://status.example.com/", None),
            ("mailto:summary.json", None),
        ];
        for (feed, expected) in table {
            let found = companions(&feed.parse().unwrap());
            assert_eq!(found.first().map(Url::as_str), expected, "{feed}");
        }
    }

    #[test]
    fn a_ulid_is_told_from_other_ids() {
        let table = [
            ("01J8ZQ4M7N5T6V9W2X3Y4ZABCY", true),
            ("7ZZZZZZZZZZZZZZZZZZZZZZZZZ", true),
            ("8ZZZZZZZZZZZZZZZZZZZZZZZZZ", false),
            ("01J8ZQ4M7N5T6V9W2X3Y4ZABCI", false),
            ("01j8zq4m7n5t6v9w2x3y4zabcy", false),
            ("01J8ZQ4M7N5T6V9W2X3Y4ZABC", false),
            ("01J8ZQ4M7N5T6V9W2X3Y4ZAB\u{c9}", false),
            ("c0ffee000001", false),
            ("", false),
        ];
        for (id, expected) in table {
            assert_eq!(is_ulid(id), expected, "{id}");
        }
    }
}
