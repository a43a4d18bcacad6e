//! Fixtures in XML with each element deleted, emptied or made something else: what was not operational never becomes so, and parts that the
//! change does not touch stay as they were or become unknown.

use std::fs;
use std::ops::Range;

use siaga_core::feed::{self, Format};
use siaga_core::observation::{Component, Observation, Status};

use crate::{documents, folder_of};

/// One element of a document, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Element {
    name: String,
    /// From the beginning of its start tag to the end of its end tag.
    all: Range<usize>,
    /// What stands between them.
    inner: Range<usize>,
}

#[test]
fn a_changed_element_never_turns_trouble_or_doubt_into_calm() {
    let mut tried = 0;
    for format in Format::ALL {
        let mut fixtures = documents(&folder_of(format));
        fixtures.retain(|path| path.extension().is_some_and(|ending| ending == "xml"));
        for document in fixtures {
            let text = fs::read_to_string(&document).unwrap();
            let whole = format.read(text.as_bytes()).unwrap().observation;
            let unnamed = feed::read_any(text.as_bytes()).unwrap().1.observation;
            let elements = elements(&text);
            for element in &elements {
                let (all, inner) = (&element.all, &element.inner);
                for (how, range, new) in [
                    ("deleted", all, ""),
                    ("emptied", inner, ""),
                    ("made a word", inner, "x"),
                    ("made markup", inner, "<b/>"),
                ] {
                    // A list with one entry fewer is whole.
                    if range.is_empty() || (how == "deleted" && is_entry(element)) {
                        continue;
                    }
                    let what = format!("{}: {} at byte {} {how}", document.display(), element.name, element.all.start);
                    let changed = format!("{}{new}{}", &text[..range.start], &text[range.end..]);
                    tried += 1;
                    if let Ok(reading) = format.read(changed.as_bytes()) {
                        judge(&whole, &reading.observation, &what);
                        let untouched = |part: &&Component| !is_touched(part, range, &text, &elements);
                        for part in whole.components.iter().filter(untouched) {
                            let now = reading.observation.components.iter().find(|now| now.id == part.id);
                            let now = now.map(|now| now.status);
                            assert!(
                                now == Some(part.status) || now == Some(Status::Unknown),
                                "{what}: {part:?} {now:?}"
                            );
                        }
                    }
                    if let Ok((_, reading)) = feed::read_any(changed.as_bytes()) {
                        judge(&unnamed, &reading.observation, &what);
                    }
                }
            }
        }
    }
    assert!(tried > 1_000, "only {tried} changes were tried");
}

fn judge(before: &Observation, after: &Observation, what: &str) {
    let calmer = after.status() == Status::Operational && before.status() != Status::Operational;
    assert!(!calmer, "{what}: {:?} became operational", before.status());
}

/// An entry of the feed's list.
fn is_entry(element: &Element) -> bool {
    ["item", "entry"].contains(&element.name.as_str())
}

/// A part is touched by a change of what names it, or of an entry that names it.
fn is_touched(part: &Component, range: &Range<usize>, text: &str, elements: &[Element]) -> bool {
    let names = |text: &str| text.contains(&part.id) || text.contains(&part.name);
    let around = |element: &&Element| element.all.start <= range.start && range.end <= element.all.end;
    let mut entries = elements.iter().filter(|element| is_entry(element)).filter(around);
    part.id.is_empty() || names(&text[range.clone()]) || entries.any(|entry| names(&text[entry.all.clone()]))
}

/// The elements of a well-formed document, the inner ones first. Comments, declarations and CDATA have none.
fn elements(text: &str) -> Vec<Element> {
    let mut found = Vec::new();
    let mut open: Vec<(String, usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|offset| at + offset) {
        let rest = &text[start..];
        let past = |end: &str| start + rest.find(end).unwrap() + end.len();
        at = match rest {
            _ if rest.starts_with("<!--") => past("-->"),
            _ if rest.starts_with("<![CDATA[") => past("]]>"),
            _ if rest.starts_with("<!") || rest.starts_with("<?") => past(">"),
            _ => {
                let end = tag_end(text, start);
                let name = rest[1..].trim_start_matches('/');
                let name = name[..name.find(|c: char| c.is_whitespace() || "/>".contains(c)).unwrap()].to_owned();
                if rest.starts_with("</") {
                    let (known, from, inner) = open.pop().unwrap();
                    assert_eq!(known, name, "an end tag at byte {start}");
                    found.push(Element { name, all: from..end, inner: inner..start });
                } else if text[..end].ends_with("/>") {
                    found.push(Element { name, all: start..end, inner: end..end });
                } else {
                    open.push((name, start, end));
                }
                end
            }
        };
    }
    assert!(open.is_empty(), "{open:?} never end");
    found
}

/// Past the `>` that ends the tag at `start`: quoted ones do not.
fn tag_end(text: &str, start: usize) -> usize {
    let mut quote = None;
    for (offset, byte) in text[start..].bytes().enumerate() {
        match quote {
            None if byte == b'>' => return start + offset + 1,
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            Some(open) if open == byte => quote = None,
            _ => {}
        }
    }
    panic!("the tag at byte {start} never ends");
}

#[test]
fn elements_are_found_past_quotes_comments_and_cdata() {
    let text = "<?xml version='1.0'?><!-- <a> --><a b='>'><c/><d><![CDATA[<e>]]></d></a>";
    let found: Vec<(String, &str)> =
        elements(text).into_iter().map(|element| (element.name, &text[element.inner])).collect();
    let expected = [("c", ""), ("d", "<![CDATA[<e>]]>"), ("a", "<c/><d><![CDATA[<e>]]></d>")];
    assert_eq!(found, expected.map(|(name, inner)| (name.to_owned(), inner)));
}
