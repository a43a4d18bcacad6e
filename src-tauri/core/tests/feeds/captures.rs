//! Captured feeds: each reads as `captures.tsv` says, and that agrees with what the index of the captures says it
//! shows. `SIAGA_BLESS=1` rewrites the table; read what changed before you keep it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use siaga_core::feed::{self, Format};
use siaga_core::observation::{Observation, Status};

use crate::corpus::{self, Capture};
use crate::folder;

/// Folders of documents whose format is still to come; whoever brings it takes the folder off this list.
const TO_COME: &[&str] = &[
    "apple",
    "aws-currentevents",
    "aws-rss",
    "aws-rss-sequence",
    "azure-rss",
    "betterstack-index",
    "checkly",
    "datadog-status",
    "flashcat",
    "flashcat-feed",
    "google-incidents",
    "heroku-v4",
    "incidentio-widget",
    "instatus-components",
    "instatus-summary",
    "m365-posts",
    "onlineornot",
    "railway-custom",
    "rss-other",
    "salesforce",
    "slack",
    "statusio",
    "statuspage-atom",
    "statuspage-atom-sequence",
    "statuspage-rss",
    "webex",
    "xai-rss",
];

/// Tables that others made of incidents: no provider publishes them, and no format reads them.
const DATA_SETS: &str = "dataset/";

/// A list of planned work of which all is over, and what is over is left out.
const ALL_OVER: &str = "statuspage-scheduled-maintenances/anthropic-scheduled-maintenances.json";

const HEAD: &str = "# file\tstatus\tstatus when named\tcomponents\tincidents\topen\n";

#[test]
fn every_capture_reads_as_the_table_says() {
    let Some(captures) = corpus::captures() else { return };
    let mut table = HEAD.to_owned();
    for capture in &captures {
        if !is_to_come(capture) {
            writeln!(table, "{}\t{}", capture.file, found(&capture.bytes)).unwrap();
        }
    }
    let place = folder().join("captures.tsv");
    if std::env::var_os("SIAGA_BLESS").is_some_and(|set| set == "1") {
        fs::write(&place, &table).unwrap();
    }
    let expected = fs::read_to_string(&place).unwrap();
    let rows = |text: &str| -> BTreeMap<String, String> {
        let rows = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        rows.map(|(file, row)| (file.to_owned(), row.to_owned())).collect()
    };
    let (expected, seen) = (rows(&expected), rows(&table));
    for (file, row) in &seen {
        assert_eq!(expected.get(file), Some(row), "{file}");
    }
    assert!(expected.keys().eq(seen.keys()), "the table has rows of files that are not there");
}

#[test]
fn what_is_read_of_a_capture_agrees_with_its_index() {
    let Some(captures) = corpus::captures() else { return };
    for capture in captures.iter().filter(|capture| !is_to_come(capture)) {
        agree(capture);
    }
}

#[test]
fn the_list_of_what_is_to_come_has_nothing_that_has_come() {
    let Some(captures) = corpus::captures() else { return };
    for place in TO_COME {
        let mut within = captures.iter().filter(|capture| capture.file.starts_with(&format!("{place}/")));
        assert!(within.all(|capture| feed::read_any(&capture.bytes).is_err()), "{place} is read: take it off the list");
    }
}

#[test]
fn what_nobody_recognises_is_refused_by_every_format() {
    let Some(captures) = corpus::captures() else { return };
    for Capture { file, bytes, .. } in &captures {
        if feed::read_any(bytes).is_err() {
            for format in Format::ALL {
                assert!(format.read(bytes).is_err(), "{file} reads as {}", format.name());
            }
        }
    }
}

fn is_to_come(capture: &Capture) -> bool {
    let place = capture.file.split('/').next().unwrap_or_default();
    TO_COME.contains(&place)
}

/// A row of the table, without the name of the file.
fn found(bytes: &[u8]) -> String {
    let Ok((format, reading)) = feed::read_any(bytes) else { return "unreadable".to_owned() };
    let named = format.read(bytes).unwrap().observation;
    let seen = &reading.observation;
    let open = named.incidents.iter().filter(|incident| incident.open).count();
    assert_eq!((&seen.components, &seen.incidents), (&named.components, &named.incidents));
    let (unnamed, status) = (seen.status().word(), named.status().word());
    format!("{unnamed}\t{status}\t{}\t{}\t{open}", named.components.len(), named.incidents.len())
}

/// The index says what a document shows; here stands what that means for a reading of it by its format's name.
fn agree(Capture { file, state, bytes }: &Capture) {
    let recognised = feed::read_any(bytes).ok();
    let unnamed = recognised.as_ref().map(|(_, reading)| reading.observation.status());
    let named: Option<Observation> = recognised.map(|(format, _)| format.read(bytes).unwrap().observation);
    let status = named.as_ref().map(Observation::status);
    let history = named.as_ref().is_some_and(|seen| seen.history);
    let incidents = named.as_ref().map_or(0, |seen| seen.incidents.len());
    let open = named.as_ref().map_or(0, |seen| seen.incidents.iter().filter(|incident| incident.open).count());
    let works = named.as_ref().is_some_and(|seen| !seen.maintenances.is_empty());
    let trouble = status.is_some_and(Status::is_trouble);
    let agrees = match state.as_str() {
        "outage" => trouble || open > 0,
        "operational" => status == Some(Status::Operational) || (status == Some(Status::Unknown) && history),
        "maintenance" if file == ALL_OVER => status == Some(Status::Unknown),
        "maintenance" => status.is_some() && !trouble && (works || status == Some(Status::Maintenance)),
        "history" if file.starts_with(DATA_SETS) => status.is_none(),
        "history" => incidents > 0 && status.is_some(),
        "resolved" | "odd" => status.is_some() && !trouble && open == 0,
        "unreadable" | "error" | "n/a" => matches!(status, None | Some(Status::Unknown)),
        other => panic!("{file}: what is the state {other}?"),
    };
    assert!(agrees, "{file} ({state}) reads as {status:?}, {incidents} incidents, {open} open");
    // Without a name it may be less sure, never calmer.
    assert!(unnamed == status || unnamed == Some(Status::Unknown), "{file} reads as {unnamed:?} without a name");
}
