//! Reading feeds: bytes in, [`Observation`] and oddities out, or a sentence that says what it is instead.
//!
//! One format, one file. A parser never answers "operational" without positive evidence, accepts a document only by
//! its anchor, and leaves judging products to [`crate::state`]. Fetching is the engine's.

mod entry;
mod incidentio;
mod json;
mod page;
mod report;
mod statuspage;
pub mod text;

pub use report::FeedReport;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::observation::Observation;

/// A dialect that Siaga reads. Adding one means a file, a variant, and what the compiler then points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Format {
    /// Atlassian Statuspage v2 JSON.
    #[serde(rename = "statuspage")]
    Statuspage,
    /// incident.io's answers in Statuspage's shape.
    #[serde(rename = "incidentio-compat")]
    IncidentIo,
}

/// Names of formats that the catalogue may carry and this version does not read yet: their products say "status not
/// read" and are never shown as working.
pub const NOT_READ_YET: &[&str] = &[
    "apple",
    "aws-currentevents",
    "aws-rss",
    "azure-rss",
    "betterstack",
    "cachet",
    "checkly",
    "cstate",
    "datadog-status",
    "flashcat",
    "flashcat-feed",
    "gatus",
    "google-incidents",
    "heroku-v4",
    "incidentio-native",
    "incidentio-widget",
    "instatus",
    "instatus-or-incidentio",
    "m365-posts",
    "onlineornot",
    "railway-custom",
    "rootly",
    "rss",
    "rss-xai",
    "salesforce",
    "slack",
    "sorry",
    "statusio",
    "statuspage-atom",
    "upptime",
    "uptime-kuma",
    "uptimerobot",
    "webex",
];

/// What a parser makes of a document it accepts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The normalised content. Where something could not be read and may hide trouble, calm is taken back: a component
    /// named by it becomes unknown, else one component without id or name stands for it, of unknown status.
    pub observation: Observation,
    /// Things that were odd but did not stop the reading: unknown words, missing fields. For the log.
    pub oddities: Vec<String>,
}

/// Why a body is not a status document. The text is what a person reads after "unreadable: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No bytes, or nothing but white space.
    #[error("the answer is empty")]
    Empty,
    /// A web page.
    #[error("this is an HTML page, not a status document")]
    Html,
    /// JSON that ends too early, at this byte.
    #[error("the JSON is cut off at byte {at}")]
    Truncated {
        /// Length of what there is.
        at: usize,
    },
    /// Neither JSON nor HTML.
    #[error("not JSON: {what}")]
    NotJson {
        /// What the JSON reader said, without the content.
        what: String,
    },
    /// JSON without the anchor of the format.
    #[error("this is JSON of another shape: {what}")]
    OtherShape {
        /// Which anchor is missing, or what is there in its place.
        what: String,
    },
}

impl Format {
    /// Every format read.
    pub const ALL: [Self; 2] = [Self::Statuspage, Self::IncidentIo];

    /// The name used in the catalogue, on the command line and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Statuspage => "statuspage",
            Self::IncidentIo => "incidentio-compat",
        }
    }

    /// Finds a format by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Reads one document of this format.
    ///
    /// # Errors
    /// [`Unreadable`] when the bytes are not a document of this format.
    pub fn read(self, bytes: &[u8]) -> Result<Reading, Unreadable> {
        match self {
            Self::Statuspage => statuspage::read(bytes),
            Self::IncidentIo => incidentio::read(bytes),
        }
    }

    /// Further documents to be read beside the feed itself, as addresses; their readings are merged with [`merge`].
    #[must_use]
    pub fn companions(self, feed: &Url) -> Vec<Url> {
        match self {
            Self::Statuspage => Vec::new(),
            Self::IncidentIo => incidentio::companions(feed),
        }
    }
}

/// Reads a document whose format nobody named: the first format whose anchor matches.
///
/// # Errors
/// The most telling [`Unreadable`] when none matches.
pub fn read_any(bytes: &[u8]) -> Result<(Format, Reading), Unreadable> {
    let mut failure = None;
    // incident.io answers in Statuspage's shape with an id of its own, so its narrower anchor is tried first.
    for format in [Format::IncidentIo, Format::Statuspage] {
        match format.read(bytes) {
            Ok(reading) => return Ok((format, reading)),
            Err(unreadable) => failure = Some(unreadable),
        }
    }
    Err(failure.unwrap_or(Unreadable::Empty))
}

/// Joins a feed's document with a companion: components of the companion stand in for the cut list.
#[must_use]
pub fn merge(mut main: Observation, companion: Observation) -> Observation {
    if !companion.components.is_empty() {
        let cut = std::mem::replace(&mut main.components, companion.components);
        // The two may be of different age: where they differ, the worse counts, and the next read will tell.
        for known in &mut main.components {
            if let Some(part) = cut.iter().find(|part| part.id == known.id) {
                known.status = known.status.worst(part.status);
            }
        }
        // What the main document lists and the companion does not is kept: nothing seen is lost.
        let only_there: Vec<_> =
            cut.into_iter().filter(|part| !main.components.iter().any(|known| known.id == part.id)).collect();
        main.components.extend(only_there);
        main.complete = companion.complete;
        // The nameless part that keeps a half-read page from looking calm has no use beside trouble that has a name.
        if main.status().is_trouble() {
            main.components.retain(|part| !part.id.is_empty());
        }
    }
    if main.indicator.is_none() {
        main.indicator = companion.indicator;
    }
    main
}
