//! What `siaga feed read --json` prints: one document's reading, complete and versioned.

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
