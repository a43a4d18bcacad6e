//! What `siaga feed read --json` and `siaga feed detect --json` print: one document's reading, and where a feed was
//! found; complete and versioned.

use serde::Serialize;

use super::{Format, Reading};
use crate::observation::{Component, Incident, Maintenance, Status};

/// One document as Siaga understands it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct FeedReport {
    /// Version of this shape: 1.
    pub schema: u32,
    /// The dialect that the document is written in.
    pub format: Format,
    /// The document's own worst: components and open incidents; if it has neither, the page's indicator.
    pub status: Status,
    /// Parts, in the page's order.
    pub components: Vec<Component>,
    /// Incidents, in the page's order.
    pub incidents: Vec<Incident>,
    /// Planned and running work.
    pub maintenances: Vec<Maintenance>,
    /// What was odd about the document, a sentence each.
    pub oddities: Vec<String>,
}

impl From<(Format, &Reading)> for FeedReport {
    fn from((format, reading): (Format, &Reading)) -> Self {
        let observation = &reading.observation;
        Self {
            schema: 1,
            format,
            status: observation.status(),
            components: observation.components.clone(),
            incidents: observation.incidents.clone(),
            maintenances: observation.maintenances.clone(),
            oddities: reading.oddities.clone(),
        }
    }
}

/// A feed that was found behind an address, or recognised in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DetectReport {
    /// Version of this shape: 1.
    pub schema: u32,
    /// The dialect, by the document's anchor.
    pub format: Format,
    /// What people call that dialect.
    pub label: String,
    /// The feed's address; null for a file.
    pub url: Option<String>,
    /// What the feed, its page's title, or else its host calls the provider; null for a file that does not say.
    pub name: Option<String>,
    /// The status page that people open.
    pub status_page: Option<String>,
    /// Another registrable domain than that of the address asked about, where the feed lies.
    pub elsewhere: Option<String>,
    /// The document's own worst, as in `feed read`.
    pub status: Status,
    /// Parts, in the page's order.
    pub components: Vec<Component>,
    /// What was odd about the document, a sentence each.
    pub oddities: Vec<String>,
    /// A catalogue file that would watch it; null for a file.
    pub catalogue: Option<String>,
}
