//! Captured feeds, which are not part of the project: each reads as its index says. Without them there is nothing to
//! do, and the test says so.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Once;

use siaga_core::feed::{self, Format, Reading};
use siaga_core::observation::Status;

use crate::files;

/// Folders of documents that are read, with the format that they are written in.
const READ: [(&str, Format); 11] = [
    ("statuspage-summary", Format::Statuspage),
    ("statuspage-incidents", Format::Statuspage),
    ("incidentio-summary", Format::IncidentIo),
    ("incidentio-incidents", Format::IncidentIo),
    ("incidentio-widget", Format::IncidentIoWidget),
    ("instatus-summary", Format::Instatus),
    ("instatus-components", Format::Instatus),
    ("betterstack-index", Format::BetterStack),
    ("statusio", Format::StatusIo),
    ("datadog-status", Format::DatadogStatus),
    ("onlineornot", Format::OnlineOrNot),
];

#[test]
fn captured_feeds_read_as_their_index_says() {
    let Some(folder) = captures() else { return };
    let index = fs::read_to_string(folder.join("INDEX.tsv")).unwrap();
    let mut judged = 0;
    for line in index.lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(file), Some(_), Some(state)) = (columns.next(), columns.next(), columns.next()) else { continue };
        let Some((place, _)) = file.split_once('/') else { continue };
        if let Some((_, format)) = READ.iter().find(|(read, _)| *read == place) {
            judge(file, state, *format, &fs::read(folder.join(file)).unwrap());
            judged += 1;
        }
    }
    let there: usize = READ.iter().map(|(place, _)| files(&folder.join(place)).len()).sum();
    assert_eq!(judged, there, "files without a line in the index");
    assert!(judged > 0);
}

#[test]
fn captured_pages_and_errors_are_refused() {
    let Some(folder) = captures() else { return };
    let mut refused = 0;
    for place in folders(&folder) {
        let name = place.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.ends_with("-html") || name == "broken" {
            for file in files(&place) {
                let bytes = fs::read(&file).unwrap();
                assert!(feed::read_any(&bytes).is_err(), "{}", file.display());
                assert!(Format::ALL.iter().all(|format| format.read(&bytes).is_err()), "{}", file.display());
                refused += 1;
            }
        }
    }
    assert!(refused > 0);
}

#[test]
fn captured_feeds_of_other_formats_are_never_called_operational() {
    let Some(folder) = captures() else { return };
    for place in folders(&folder) {
        let name = place.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if name.starts_with("statuspage-") || READ.iter().any(|(place, _)| *place == name) {
            continue;
        }
        for file in files(&place) {
            if let Ok((_, reading)) = feed::read_any(&fs::read(&file).unwrap()) {
                assert_ne!(reading.observation.status(), Status::Operational, "{}", file.display());
            }
        }
    }
}

/// That the format is named, as by the catalogue, lets an empty list be calm; found by its anchor alone, it is not.
fn judge(file: &str, state: &str, format: Format, bytes: &[u8]) {
    let (found, unnamed) = match feed::read_any(bytes) {
        Ok(found) => found,
        Err(why) => panic!("{file}: {why}"),
    };
    // What lacks the page's id can't show whose it is.
    if state != "odd" {
        assert_eq!(found, format, "{file}");
    }
    let Reading { observation, oddities, .. } = format.read(bytes).unwrap_or_else(|_| unnamed.clone());
    let status = observation.status();
    let open = observation.incidents.iter().filter(|incident| incident.open).count();
    let seen = format!("{file} ({state}) reads as {status:?}, {open} open, {oddities:?}");
    match state {
        "outage" => assert!(status.is_trouble() || open > 0, "{seen}"),
        "operational" => assert_eq!(status, Status::Operational, "{seen}"),
        "maintenance" => assert!(!status.is_trouble(), "{seen}"),
        // An archive says nothing about now, but the components beside it may.
        "history" if observation.components.is_empty() => {
            assert!(status == Status::Unknown && open == 0 && observation.history, "{seen}");
        }
        "history" => assert!(!status.is_trouble() && open == 0, "{seen}"),
        "odd" => assert!(!status.is_trouble(), "{seen}"),
        other => panic!("{file}: what is the state {other}?"),
    }
    let calmer = unnamed.observation.status();
    assert!(calmer == status || calmer == Status::Unknown, "{seen}, and unnamed as {calmer:?}");
}

/// The folder of captured feeds. One that was named and is not there is an error.
fn captures() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("SIAGA_FEEDS") {
        let folder = PathBuf::from(named);
        assert!(folder.is_dir(), "SIAGA_FEEDS names {}, which is no folder", folder.display());
        return Some(folder);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/feeds");
    if folder.is_dir() {
        return Some(folder);
    }
    // Past the test harness, which shows what passing tests print to nobody; and once for all tests here.
    static SAID: Once = Once::new();
    SAID.call_once(|| drop(writeln!(std::io::stderr(), "captures: not run")));
    None
}

fn folders(within: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(within).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_dir()).collect()
}
