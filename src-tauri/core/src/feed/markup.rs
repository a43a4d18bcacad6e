//! Markup, looked at tag by tag and never as a tree: whether a feed's own is whole and sane, and the elements of the
//! HTML that entries carry. It gives out pieces of the text as they stand; [`super::text`] makes them plain.

use super::Unreadable;

/// Deepest nesting read. Feeds have five levels, and those with XHTML inside a dozen more.
const DEEPEST: usize = 64;

/// Longest tag read, in bytes. Long ones are addresses; the rest of the tag is names and quotes.
const LONGEST_TAG: usize = 16 * 1_024;

/// One element, without regard to what it is nested in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element<'a> {
    /// In lower case, one of those asked for.
    pub(super) name: &'static str,
    /// Between its tags, as written.
    pub(super) inner: &'a str,
    /// Where its opening tag begins in the text.
    pub(super) start: usize,
    /// Where its closing tag ends in the text.
    pub(super) end: usize,
}

/// The elements of these names, in order. What is nested in one of them is part of it.
pub(super) fn elements<'a>(html: &'a str, names: &'static [&'static str]) -> Vec<Element<'a>> {
    let mut found = Vec::new();
    let mut open: Option<(&'static str, usize, usize)> = None;
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|offset| at + offset) {
        let inner = &html[start + 1..];
        let Some(length) = inner.find('>') else { break };
        at = start + 1 + length + 1;
        let closes = inner.starts_with('/');
        let written = inner[..length].trim_start_matches('/');
        let written = &written[..written.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(written.len())];
        let Some(name) = names.iter().copied().find(|name| name.eq_ignore_ascii_case(written)) else { continue };
        match open {
            None if !closes => open = Some((name, start, at)),
            Some((opened, from, content)) if closes && opened == name => {
                found.push(Element { name, inner: &html[content..start], start: from, end: at });
                open = None;
            }
            None | Some(_) => {}
        }
    }
    found
}

/// How many elements named `item` or `entry` a feed's markup has.
///
/// # Errors
/// [`Unreadable`] where it is nested so deep, or a tag is so long, that nobody wrote it for readers.
pub(super) fn count_entries(body: &str) -> Result<usize, Unreadable> {
    let (mut depth, mut entries) = (0_usize, 0);
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if let Some(data) = rest.strip_prefix("![CDATA[") {
            rest = data.find("]]>").map_or("", |end| &data[end + 3..]);
        } else if rest.starts_with(['!', '?']) {
            rest = rest.find('>').map_or("", |end| &rest[end + 1..]);
        } else {
            let Some(end) = tag_end(rest) else {
                return Err(Unreadable::NotNews { what: "a tag without end".into() });
            };
            let tag = &rest[..end];
            rest = &rest[end + 1..];
            if tag.starts_with('/') {
                depth = depth.saturating_sub(1);
                continue;
            }
            let name = &tag[..tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len())];
            entries += usize::from(matches!(name, "item" | "entry"));
            depth += usize::from(!tag.ends_with('/'));
            if depth > DEEPEST {
                return Err(Unreadable::NotNews { what: format!("nested more than {DEEPEST} levels deep") });
            }
        }
    }
    Ok(entries)
}

/// Where a tag ends: at the first `>` outside of quotes. A tag that is too long has no end.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate().take(LONGEST_TAG) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            (None | Some(_), _) => {}
        }
    }
    None
}

/// Whether markup ends with the end of the element that it began with. One that does not was cut, wherever that was.
pub(super) fn ends_with_its_root(body: &str) -> bool {
    let mut rest = body;
    // Past comments and declarations before the root.
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            rest = rest.split_once("-->").map_or("", |(_, after)| after);
        } else if !rest.starts_with(['!', '?']) {
            break;
        }
    }
    let name = &rest[..rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len())];
    let mut end = body.trim_end();
    while let Some(before) = end.strip_suffix("-->").and_then(|text| text.rfind("<!--").map(|at| text[..at].trim_end()))
    {
        end = before;
    }
    let closed = end.strip_suffix('>').map(str::trim_end).and_then(|end| end.strip_suffix(name));
    !name.is_empty() && closed.is_some_and(|end| end.ends_with("</"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_in_order_whatever_surrounds_them() {
        let html = "<p><SMALL>a</SMALL><br/><strong class='x'>b <i>c</i></strong> d <small>never closed";
        let found: Vec<_> = elements(html, &["small", "strong"]).iter().map(|one| (one.name, one.inner)).collect();
        assert_eq!(found, [("small", "a"), ("strong", "b <i>c</i>")]);
        let strong = elements(html, &["strong"])[0];
        assert_eq!(&html[strong.start..strong.end], "<strong class='x'>b <i>c</i></strong>");
        assert_eq!(elements("< > <é> </strong> <strong", &["strong"]), []);
    }

    #[test]
    fn entries_are_counted_where_they_are_elements() {
        let table = [
            ("<rss><item/><item a='>'></item></rss>", 2),
            ("<feed><entry></entry><!-- <entry> --><t><![CDATA[<item>]]></t></feed>", 1),
            ("<!DOCTYPE rss [<!ENTITY a 'x'>]><rss><items/></rss>", 0),
        ];
        for (body, expected) in table {
            assert_eq!(count_entries(body), Ok(expected), "{body}");
        }
    }

    #[test]
    fn nesting_without_end_and_tags_without_end_are_refused() {
        let long = format!("<rss a=\"{}\"></rss>", "x".repeat(LONGEST_TAG));
        let unquoted = "<rss a=\"></rss>".to_owned();
        for body in ["<a>".repeat(DEEPEST + 1), "<group>".repeat(200_000), long, unquoted] {
            assert!(matches!(count_entries(&body), Err(Unreadable::NotNews { .. })), "{body:.40}");
        }
        assert_eq!(count_entries(&"<a>".repeat(DEEPEST)), Ok(0));
    }
}
