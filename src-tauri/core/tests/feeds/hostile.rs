//! What is broken, cut or changed is never read as operational, and never a panic.

use std::fs;

use serde_json::{Value, json};
use siaga_core::feed::{self, Format, Unreadable};
use siaga_core::observation::{Component, Observation, Status};

use crate::{documents, folder, folder_of};

/// What one reader, or whoever recognises it, makes of a body.
fn statuses(format: Format, bytes: &[u8]) -> [Result<Status, Unreadable>; 2] {
    [
        format.read(bytes).map(|reading| reading.observation.status()),
        feed::read_any(bytes).map(|(_, reading)| reading.observation.status()),
    ]
}

#[test]
fn a_body_without_evidence_is_refused_by_every_format() {
    let page = "<!DOCTYPE html><html><body>All Systems Operational</body></html>";
    let bodies = [
        "",
        " ",
        "{}",
        "[]",
        "[{}]",
        "null",
        "true",
        "0",
        "\"none\"",
        page,
        "{\"message\":\"Forbidden\"}",
        "{\"page\":{}}",
    ];
    for format in Format::ALL {
        for body in bodies {
            for marked in [body.to_owned(), format!("\u{feff}{body}"), format!("\n{body}\n")] {
                let [named, found] = statuses(format, marked.as_bytes());
                if body == "[]" {
                    // One format says by it that all is calm: believed where that format was named, and only there.
                    assert_eq!(named.is_ok(), format == Format::AwsCurrentEvents, "{}", format.name());
                    assert_eq!(found, Ok(Status::Unknown));
                    continue;
                }
                for status in [named, found] {
                    assert!(status.is_err(), "{}: {marked:?} reads as {status:?}", format.name());
                }
            }
        }
    }
    for document in documents(&folder().join("unreadable")) {
        let bytes = fs::read(&document).unwrap();
        for format in Format::ALL {
            assert!(format.read(&bytes).is_err(), "{} reads as {}", document.display(), format.name());
        }
    }
}

#[test]
fn a_fixture_cut_at_any_byte_is_refused() {
    for format in Format::ALL {
        for document in documents(&folder_of(format)) {
            let bytes = fs::read(&document).unwrap();
            let whole = bytes.trim_ascii_end();
            assert!(format.read(whole).is_ok());
            for at in 0..whole.len() {
                assert!(format.read(&whole[..at]).is_err(), "{} cut at byte {at}", document.display());
            }
            // Enough to see that recognising does no other than reading.
            for at in (0..whole.len()).step_by(97) {
                assert!(feed::read_any(&whole[..at]).is_err(), "{} cut at byte {at}", document.display());
            }
        }
    }
}

#[test]
fn a_changed_field_never_turns_trouble_or_doubt_into_calm() {
    let mut tried = 0;
    for format in Format::ALL {
        let mut fixtures = documents(&folder_of(format));
        fixtures.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
        for document in fixtures {
            let root: Value = serde_json::from_slice(without_mark(&fs::read(&document).unwrap())).unwrap();
            let whole = format.read(root.to_string().as_bytes()).unwrap().observation;
            let before = whole.status();
            let parts: Vec<(&Component, Vec<String>)> =
                whole.components.iter().map(|part| (part, holders(&root, part))).collect();
            for place in places(&root) {
                for (change, changed) in changes(&root, &place) {
                    tried += 1;
                    if let Ok(reading) = format.read(changed.to_string().as_bytes()) {
                        let what = format!("{}: {place} {change}", document.display());
                        untouched_parts_stay(&parts, &place, &reading.observation, &what);
                    }
                    for status in statuses(format, changed.to_string().as_bytes()) {
                        if status != Ok(Status::Operational) {
                            continue;
                        }
                        let what = format!("{}: {place} {change}", document.display());
                        if place == "/status" && is_component_list(&changed) {
                            continue;
                        }
                        assert_eq!(before, Status::Operational, "{what}");
                        if matches!(format, Format::Statuspage | Format::IncidentIo) {
                            assert!(has_evidence_of_calm(&changed), "{what}");
                        }
                    }
                }
            }
        }
    }
    assert!(tried > 10_000, "only {tried} changes were tried");
}

/// A part that is neither at nor below the changed place keeps its status, or becomes unknown. What was unknown already
/// may be known again: a change can also heal, as an id does where none was.
fn untouched_parts_stay(parts: &[(&Component, Vec<String>)], place: &str, after: &Observation, what: &str) {
    let within =
        |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|r| r.is_empty() || r.starts_with('/'));
    for (part, holders) in parts {
        let touched = holders.iter().any(|holder| within(place, holder) || within(holder, place));
        if touched || part.status == Status::Unknown {
            continue;
        }
        let now = after.components.iter().find(|now| now.id == part.id).map(|now| now.status);
        assert!(now == Some(part.status) || now == Some(Status::Unknown), "{what}: {part:?} is {now:?}");
    }
}

/// Where a document speaks of a part: the objects that hold its id or its name, and what stands under its id.
fn holders(root: &Value, part: &Component) -> Vec<String> {
    let names = |value: &Value| match value {
        Value::String(text) => *text == part.id || *text == part.name,
        Value::Number(number) => number.to_string() == part.id,
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => false,
    };
    let mut found = places(root);
    found.retain(|place| {
        let under_its_id = place.rsplit_once('/').is_some_and(|(_, name)| name == part.id);
        let holds = root.pointer(place).and_then(Value::as_object).is_some_and(|fields| fields.values().any(names));
        under_its_id || holds
    });
    // JSON:API tells of a thing beside its attributes, too.
    let around: Vec<String> =
        found.iter().filter_map(|place| place.strip_suffix("/attributes")).map(str::to_owned).collect();
    found.extend(around);
    found
}

/// The anchor, and something that says that it works.
fn has_evidence_of_calm(root: &Value) -> bool {
    let says = |value: &Value, key: &str, word: &str| value.get(key).and_then(Value::as_str) == Some(word);
    let anchored = matches!(root.pointer("/page/id"), Some(Value::String(_) | Value::Number(_)));
    let by_page = root.get("status").is_some_and(|rollup| says(rollup, "indicator", "none"));
    let parts = root.get("components").and_then(Value::as_array);
    let by_parts = parts.is_some_and(|parts| parts.iter().any(|part| says(part, "status", "operational")));
    let readable = |key: &str| match root.get(key) {
        None | Some(Value::Null) => true,
        Some(list) => list.as_array().is_some_and(|entries| entries.iter().all(Value::is_object)),
    };
    anchored && (by_page || by_parts) && readable("components") && readable("incidents")
}

/// A summary without roll-up and incidents is no damaged summary but the list of components, which stands by itself.
fn is_component_list(root: &Value) -> bool {
    root.as_object().is_some_and(|fields| fields.keys().all(|name| ["components", "page"].contains(&name.as_str())))
}

/// JSON pointers of everything in a document.
fn places(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |name: &str, inner: &Value| {
        let here = format!("/{name}");
        found.extend(places(inner).into_iter().map(|below| format!("{here}{below}")));
        found.push(here);
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, inner)| add(name, inner)),
        Value::Array(entries) => entries.iter().enumerate().for_each(|(at, inner)| add(&at.to_string(), inner)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    found
}

/// The document with one thing deleted, nulled, or replaced by each other type.
fn changes(root: &Value, place: &str) -> Vec<(String, Value)> {
    let mut changed = Vec::new();
    let (parent, name) = place.rsplit_once('/').unwrap();
    let mut without = root.clone();
    // Entries of lists are not deleted: a list with one entry fewer is whole.
    if let Some(fields) = without.pointer_mut(parent).and_then(Value::as_object_mut) {
        fields.remove(name);
        changed.push(("deleted".to_owned(), without));
    }
    let old = root.pointer(place).unwrap();
    for new in [Value::Null, json!("x"), json!(7), json!(true), json!([]), json!({})] {
        if std::mem::discriminant(old) != std::mem::discriminant(&new) {
            let mut swapped = root.clone();
            let description = format!("replaced by {new}");
            *swapped.pointer_mut(place).unwrap() = new;
            changed.push((description, swapped));
        }
    }
    changed
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}
