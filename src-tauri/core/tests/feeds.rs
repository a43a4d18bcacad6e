//! The feed formats against documents: fixtures with golden files, hostile variants of every fixture, and captured
//! feeds where they are at hand.
//!
//! A fixture is `feeds/<format>/<case>.json` or `.xml`; its `<case>.golden.json` is what Siaga makes of it. A
//! `<case>.companion.json` is the further document that the format wants read beside it. To add a case, write the
//! fixture, run with `SIAGA_BLESS=1`, and read the golden file that this writes before you keep it. Captured feeds are
//! looked for in `SIAGA_FEEDS`, else in `../shared/feeds` beside the checkout; what each reads as stands in
//! `feeds/captures.tsv`, by the name of its file.

#![allow(clippy::disallowed_methods, reason = "the tests read fixtures from disk; the library reads nothing")]
#![allow(clippy::unwrap_used, reason = "a test that can't read its fixture has failed")]

#[path = "feeds/captures.rs"]
mod captures;
#[path = "feeds/corpus.rs"]
mod corpus;
#[path = "feeds/damaged.rs"]
mod damaged;
#[path = "feeds/golden.rs"]
mod golden;
#[path = "feeds/hostile.rs"]
mod hostile;
#[path = "feeds/markup.rs"]
mod markup;

use std::path::{Path, PathBuf};

use siaga_core::feed::Format;

/// Formats whose fixtures are still to come; whoever brings them takes the format off this list.
const TO_COME: &[Format] = &[
    Format::Instatus,
    Format::IncidentIoWidget,
    Format::IncidentIoNative,
    Format::BetterStack,
    Format::AwsCurrentEvents,
    Format::GoogleIncidents,
    Format::M365Posts,
    Format::Slack,
    Format::StatusIo,
    Format::Checkly,
    Format::DatadogStatus,
    Format::OnlineOrNot,
    Format::Flashcat,
    Format::Rootly,
    Format::Sorry,
    Format::HerokuV4,
    Format::Salesforce,
    Format::Apple,
    Format::Webex,
    Format::Railway,
    Format::AwsRss,
    Format::AzureRss,
    Format::XaiRss,
    Format::FlashcatFeed,
    Format::StatuspageHistory,
    Format::Rss,
];

#[test]
fn every_format_has_fixtures() {
    for format in Format::ALL {
        let is_there = folder_of(format).is_dir() && !documents(&folder_of(format)).is_empty();
        assert_ne!(is_there, TO_COME.contains(&format), "{}: see the list of what is to come", format.name());
    }
}

/// The formats that have fixtures.
fn formats() -> impl Iterator<Item = Format> {
    Format::ALL.into_iter().filter(|format| !TO_COME.contains(format))
}

/// Where the fixtures are.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds")
}

/// The folder of a format's fixtures: it bears the format's name.
fn folder_of(format: Format) -> PathBuf {
    folder().join(format.name())
}

/// The documents in a folder, in order, without goldens and companions.
fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = files(folder);
    found.retain(|path| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        !name.ends_with(".golden.json") && !name.contains(".companion")
    });
    found
}

/// The further documents of a fixture, in order: `<case>.companion.<ending>`, then `<case>.companion2.<ending>`.
fn companions(document: &Path) -> Vec<PathBuf> {
    let beside = |middle: &str| {
        let ending = document.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        document.with_extension(format!("{middle}.{ending}"))
    };
    ["companion", "companion2"].into_iter().map(beside).filter(|path| path.is_file()).collect()
}

/// The files in a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    found.sort();
    found
}
