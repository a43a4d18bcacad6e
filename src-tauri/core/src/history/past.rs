//! What was kept of a product, as the store gives it back, and the rules by which incidents and decisions are kept.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alert::Reason;
use crate::decide::Decision;
use crate::observation::{Incident, Status};

/// Most updates kept of one incident, those that its provider has taken back or rewritten included.
pub const MOST_UPDATES: usize = 100;

/// Everything that was kept of one product and bears on a span of time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Past {
    /// Its outages.
    pub outages: Vec<PastOutage>,
    /// When its state was known. They may touch or overlap.
    pub watched: Vec<Stretch>,
    /// Incidents of its provider that were its own.
    pub incidents: Vec<PastIncident>,
}

/// Time during which a product's state was known, read after read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The first read.
    pub from: Timestamp,
    /// The last.
    pub until: Timestamp,
}

/// From this moment on an outage was so bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// When it was read.
    pub at: Timestamp,
    /// How bad.
    pub status: Status,
}

/// One outage as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastOutage {
    /// Unique for the product.
    pub id: String,
    /// The provider's incident, where there was one.
    pub incident: Option<String>,
    /// That incident's title.
    pub title: Option<String>,
    /// How bad it was at worst.
    pub worst: Status,
    /// Since when.
    pub began_at: Timestamp,
    /// Until when, unless it is open.
    pub ended_at: Option<Timestamp>,
    /// How bad it was when, oldest first. Without any it counts at its worst throughout.
    pub course: Vec<Step>,
    /// The person was told of it.
    pub told: bool,
    /// Why they were not, as far as was kept.
    pub held: Option<Reason>,
}

/// Whose word an incident is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum IncidentSource {
    /// We saw it open.
    Seen,
    /// It was over when the provider's list first showed it to us.
    Theirs,
}

/// An incident of the provider as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastIncident {
    /// As it was last read, with every update that was ever read of it.
    pub incident: Incident,
    /// Whose word it is.
    pub source: IncidentSource,
    /// When its provider no longer listed it, without having said that it is over. Many lists show only what is open.
    pub gone_at: Option<Timestamp>,
}

/// Whether the person was told of an outage, and if not, why: from the decisions about it, oldest first.
#[must_use]
pub fn telling<'a>(decisions: impl IntoIterator<Item = &'a Decision>) -> (bool, Option<Reason>) {
    let mut held = None;
    for decision in decisions {
        if decision.told {
            return (true, None);
        }
        // That an end is not told follows from its beginning, which has a reason of its own.
        if decision.reason != Reason::NeverTold {
            held = Some(decision.reason);
        }
    }
    (false, held)
}

/// An incident as it is now, with the updates that were read earlier and are no longer listed. Newest first.
#[must_use]
pub fn merged(known: &Incident, read: &Incident) -> Incident {
    let mut merged = read.clone();
    let gone = known.updates.iter().filter(|update| !read.updates.contains(update));
    merged.updates.extend(gone.cloned());
    merged.updates.sort_by_key(|update| std::cmp::Reverse(update.at));
    merged.updates.truncate(MOST_UPDATES);
    merged
}

/// The last moment of an incident that is known: now, while it is open. Decides how long it is kept.
#[must_use]
pub fn last_moment(incident: &Incident, now: Timestamp) -> Timestamp {
    let newest = incident.updates.iter().filter_map(|update| update.at).max();
    let last = incident.resolved_at.or(incident.updated_at).or(newest).or(incident.started_at);
    last.filter(|_| !incident.open).map_or(now, |last| last.min(now))
}
