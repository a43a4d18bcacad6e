//! Each fixture reads as its golden file says.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use siaga_core::feed::{self, FeedReport, Format, Reading, Unreadable};

use crate::{companions, documents, files, folder, folder_of, formats};

#[test]
fn every_fixture_reads_as_its_golden_file_says() {
    let mut wrong = Vec::new();
    for format in formats() {
        for document in documents(&folder_of(format)) {
            wrong.extend(compare(&document, &reading(format, &document)));
        }
    }
    for document in documents(&folder().join("unreadable")) {
        wrong.extend(compare(&document, &refusal(&document)));
    }
    assert!(wrong.is_empty(), "SIAGA_BLESS=1 rewrites these golden files:\n{}", wrong.join("\n"));
}

#[test]
fn no_golden_file_or_companion_stands_without_its_fixture() {
    for place in formats().map(folder_of).chain([folder().join("unreadable")]) {
        let known: Vec<PathBuf> = documents(&place)
            .iter()
            .flat_map(|path| companions(path).into_iter().chain([golden_of(path)]).collect::<Vec<_>>())
            .collect();
        let documents = documents(&place);
        for file in files(&place) {
            assert!(documents.contains(&file) || known.contains(&file), "{} belongs to nothing", file.display());
        }
    }
}

#[test]
fn a_document_in_utf_16_reads_as_in_utf_8() {
    for format in Format::ALL {
        let fixtures = documents(&folder_of(format));
        for document in fixtures.iter().filter(|path| path.extension().is_some_and(|ending| ending == "json")) {
            let text = fs::read_to_string(document).unwrap();
            let text = text.trim_start_matches('\u{feff}');
            let expected = format.read(text.as_bytes());
            let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
            let little = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
            for bytes in [big, little] {
                assert_eq!(format.read(&bytes), expected, "{}", document.display());
            }
        }
    }
}

/// What a format's own reader makes of a fixture, joined with its companion; and that it is found without its name.
fn reading(format: Format, document: &Path) -> Value {
    let bytes = fs::read(document).unwrap();
    let found = feed::read_any(&bytes).map(|(format, _)| format);
    assert_eq!(found, Ok(format), "{}", document.display());
    let mut reading = format.read(&bytes).unwrap();
    for companion in companions(document) {
        let companion = format.read(&fs::read(companion).unwrap()).unwrap();
        reading = Reading {
            observation: format.merge(reading.observation, companion.observation),
            name: reading.name.or(companion.name),
            oddities: [reading.oddities, companion.oddities].concat(),
        };
    }
    let report = FeedReport::from((format, &reading));
    let observation = &reading.observation;
    json!({
        "report": report,
        "indicator": observation.indicator,
        "complete": observation.complete,
        "history": observation.history,
        "reports_all": observation.reports_all,
        "name": reading.name,
    })
}

/// Why nobody reads a fixture.
fn refusal(document: &Path) -> Value {
    let bytes = fs::read(document).unwrap();
    let why: Unreadable = match feed::read_any(&bytes) {
        Ok((format, _)) => panic!("{} reads as {}", document.display(), format.name()),
        Err(why) => why,
    };
    json!({ "unreadable": why.to_string() })
}

fn compare(document: &Path, value: &Value) -> Option<String> {
    let golden = golden_of(document);
    if std::env::var_os("SIAGA_BLESS").is_some_and(|set| set == "1") {
        fs::write(&golden, format!("{value:#}\n")).unwrap();
    }
    let expected = fs::read(&golden).ok().and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    (expected.as_ref() != Some(value)).then(|| format!("{}:\n{value:#}", golden.display()))
}

fn golden_of(document: &Path) -> PathBuf {
    document.with_extension("golden.json")
}
