//! Captured feeds, which are not part of the project: each reads as its index says. Without them there is nothing to
//! do, and the test says so.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Once;

use siaga_core::feed::{self, Format, Reading};
use siaga_core::observation::Status;

use crate::files;

/// Folders of documents that are read, and in which format.
const READ: [(&str, Format); 15] = [
    ("statuspage-summary", Format::Statuspage),
    ("incidentio-summary", Format::IncidentIo),
    ("statuspage-incidents", Format::Statuspage),
    ("incidentio-incidents", Format::IncidentIo),
    ("aws-currentevents", Format::AwsCurrentEvents),
    ("google-incidents", Format::GoogleIncidents),
    ("m365-posts", Format::M365Posts),
    ("slack", Format::Slack),
    ("checkly", Format::Checkly),
    ("heroku-v4", Format::HerokuV4),
    ("salesforce", Format::Salesforce),
    ("apple", Format::Apple),
    ("webex", Format::Webex),
    ("railway-custom", Format::Railway),
    ("flashcat", Format::Flashcat),
];

/// Where the index says another thing than the document: this one lists no change that is under way.
const CORRECTED: [(&str, &str); 1] = [("flashcat/deepseek-summary-active.json", "operational")];

/// The format of a folder that is read.
fn format_of(place: &str) -> Option<Format> {
    READ.iter().find(|(folder, _)| *folder == place).map(|(_, format)| *format)
}

#[test]
fn captured_feeds_read_as_their_index_says() {
    let Some(folder) = captures() else { return };
    let index = fs::read_to_string(folder.join("INDEX.tsv")).unwrap();
    let mut judged = 0;
    for line in index.lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(file), Some(_), Some(state)) = (columns.next(), columns.next(), columns.next()) else { continue };
        let Some((place, _)) = file.split_once('/') else { continue };
        if let Some(format) = format_of(place) {
            let corrected = CORRECTED.iter().find(|(wrong, _)| *wrong == file).map_or(state, |(_, state)| *state);
            judge(file, format, corrected, &fs::read(folder.join(file)).unwrap());
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
fn captured_feeds_of_formats_not_read_are_never_called_operational() {
    let Some(folder) = captures() else { return };
    for place in folders(&folder) {
        let name = place.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if name.starts_with("statuspage-") || format_of(&name).is_some() {
            continue;
        }
        for file in files(&place) {
            if let Ok((_, reading)) = feed::read_any(&fs::read(&file).unwrap()) {
                assert_ne!(reading.observation.status(), Status::Operational, "{}", file.display());
            }
        }
    }
}

fn judge(file: &str, expected: Format, state: &str, bytes: &[u8]) {
    let (format, Reading { observation, oddities, .. }) = match feed::read_any(bytes) {
        Ok(found) => found,
        Err(why) => panic!("{file}: {why}"),
    };
    let status = observation.status();
    let named = expected.read(bytes).map(|reading| reading.observation.status());
    let open = observation.incidents.iter().filter(|incident| incident.open).count();
    let seen = format!("{file} ({state}) reads as {status:?}, named as {named:?}, {open} open, {oddities:?}");
    match state {
        "outage" => assert!(status.is_trouble() || open > 0, "{seen}"),
        // An archive says nothing of now, and an empty list says it only where its format was named.
        "operational" if observation.history => assert_eq!(named, Ok(Status::Unknown), "{seen}"),
        "operational" => {
            let empty = observation.components.is_empty() && open == 0;
            assert!(status == Status::Operational || empty && status == Status::Unknown, "{seen}");
            assert_eq!(named, Ok(Status::Operational), "{seen}");
        }
        "resolved" => assert_eq!((status, open), (Status::Operational, 0), "{seen}"),
        "maintenance" => assert!(!status.is_trouble(), "{seen}"),
        // Some archives hold what is still open.
        "history" if open > 0 => assert!(status.is_trouble() && observation.history, "{seen}"),
        "history" => assert!(status == Status::Unknown && observation.history, "{seen}"),
        "odd" => assert!(!status.is_trouble(), "{seen}"),
        other => panic!("{file}: what is the state {other}?"),
    }
    // What lacks the page's id can't show whose it is.
    if state != "odd" {
        assert_eq!(format, expected, "{seen}");
    }
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
