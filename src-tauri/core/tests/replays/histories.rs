//! The captured histories, as tracks to be replayed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Once;

use siaga_core::provider::Catalogue;
use siaga_core::replay::{Timeline, Track, captured_at, read};

use crate::dataset;

/// One captured history: what it is called, and whose it is.
pub(crate) struct History {
    pub(crate) name: &'static str,
    pub(crate) provider: &'static str,
    what: What,
}

enum What {
    /// A document.
    Document(&'static str),
    /// A folder of documents captured one after the other.
    Captures(&'static str),
    /// Tables of the data set, of one provider from this quarter on.
    Dataset(&'static str),
}

/// Every history that is captured.
pub(crate) const ALL: [History; 14] = [
    of(
        "Anthropic 2026",
        "anthropic",
        What::Document("statuspage-incidents/anthropic-history-reassembled-54-incidents.json"),
    ),
    of("OpenAI 2026", "openai", What::Document("incidentio-incidents/openai-history-reassembled-30-incidents.json")),
    of("GitHub 2026", "github", What::Document("statuspage-incidents/github-history-reassembled-51-incidents.json")),
    of("GitHub 2026, Atom", "github", What::Document("statuspage-atom/github-history-2026-08-22.atom")),
    of("GitHub, captures", "github", What::Captures("statuspage-atom-sequence")),
    of(
        "CircleCI 2026",
        "circleci",
        What::Document("statuspage-incidents/circleci-history-reassembled-50-incidents.json"),
    ),
    of("Grafana 2026", "grafana", What::Document("statuspage-incidents/grafana-history-reassembled-51-incidents.json")),
    of("Slack 2026", "slack", What::Document("slack/slack-history-reassembled-43-incidents.json")),
    of("Google Cloud 2022", "google-cloud", What::Document("google-incidents/gcp-incidents-2022-full.json")),
    of("Google Workspace 2026", "google", What::Document("google-incidents/workspace-2026-07-trimmed.json")),
    of("AWS 2026", "aws", What::Document("aws-rss/aws-history-reassembled-8-incidents.json")),
    of("AWS 2015, captures", "aws", What::Captures("aws-rss-sequence")),
    of("OpenAI 2020 to 2024", "openai", What::Dataset("202012")),
    of("Anthropic 2023 to 2024", "anthropic", What::Dataset("202303")),
];

/// OpenAI in the months of which Anthropic's are recorded too.
pub(crate) const OPENAI_BESIDE: History = of("OpenAI 2023 to 2024", "openai", What::Dataset("202303"));

const fn of(name: &'static str, provider: &'static str, what: What) -> History {
    History { name, provider, what }
}

/// The history of this name.
pub(crate) fn named(name: &str) -> &'static History {
    ALL.iter().find(|history| history.name == name).unwrap()
}

impl History {
    /// As it is replayed; nothing where there are no captures.
    pub(crate) fn track(&self, catalogue: &Catalogue) -> Option<Track> {
        let folder = folder()?;
        let mut timeline = Timeline::default();
        let document = |path: &Path| {
            let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            read(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        match self.what {
            What::Document(file) => timeline.add_history(&document(&folder.join(file))).unwrap(),
            What::Captures(place) => {
                for path in files(&folder.join(place)) {
                    let name = path.file_name().unwrap().to_str().unwrap();
                    timeline.add_capture(captured_at(name).unwrap(), document(&path));
                }
            }
            What::Dataset(from) => {
                for path in files(&folder.join("dataset")) {
                    let name = path.file_name().unwrap().to_str().unwrap();
                    let prefix = format!("llm-service-analysis-raw-{}-", self.provider);
                    let Some(quarter) = name.strip_prefix(&prefix) else { continue };
                    if quarter >= from {
                        let document = dataset::document(&fs::read_to_string(&path).unwrap());
                        timeline.add_history(&read(document.as_bytes()).unwrap()).unwrap();
                    }
                }
            }
        }
        Some(Track { provider: catalogue.provider(self.provider).unwrap().clone(), timeline })
    }
}

/// The folder of captured feeds. One that was named and is not there is an error.
fn folder() -> Option<PathBuf> {
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

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}
