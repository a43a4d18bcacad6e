//! An outage: our verdict about a product, from its beginning to its end, and which outage an incident belongs to.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::REOPENED_WITHIN;
use crate::observation::{Incident, Status};

/// Our verdict about a product, from its beginning to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outage {
    /// Unique for the product: the incident's id, with `#2` and so on when that incident had an outage before; without
    /// an incident, the moment it was first seen.
    pub id: String,
    /// The provider's incident that weighs most, once there is one.
    pub incident: Option<String>,
    /// That incident's title.
    pub title: Option<String>,
    /// Since when, as the provider says; else when we first saw it.
    pub began_at: Timestamp,
    /// When we first saw it.
    pub first_seen: Timestamp,
    /// How bad it is now.
    pub status: Status,
    /// How bad it has been at worst.
    pub worst: Status,
    /// Good reads in a row that showed trouble.
    pub reads: u32,
    /// A component without which the product is of no use is not operational.
    pub core_hit: bool,
    /// How it came to us.
    pub origin: Origin,
    /// Own incidents seen during it, by id.
    pub causes: Vec<String>,
    /// Incidents that stood for it before the one that does now, by id.
    #[serde(default)]
    pub stood: Vec<String>,
    /// The parts that were in trouble at the last read that showed trouble.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// When it had ended, for one that reopened.
    #[serde(default)]
    pub worked_since: Option<Timestamp>,
    /// Its product comes and goes since then, and this is part of that.
    #[serde(default)]
    pub unstable_since: Option<Timestamp>,
    /// Good reads in a row without trouble, while it waits to be called over.
    pub clear_reads: u32,
    /// The first of those.
    pub clear_since: Option<Timestamp>,
}

/// A part of a provider's page, by both its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The provider's id.
    pub id: String,
    /// As the provider writes it.
    pub name: String,
}

/// How an outage came to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// We saw it begin.
    News,
    /// The same incident had an outage that ended less than [`REOPENED_WITHIN`] ago.
    Reopened,
    /// It was there at the first read of the product, at this severity.
    Baseline(Status),
    /// Its incident was first seen when a fix was already being watched, and no component was in trouble.
    RetroPosted(Status),
}

/// An outage that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The outage's id.
    pub id: String,
    /// Its incident.
    pub incident: Option<String>,
    /// Incidents that stood for it earlier, by id.
    #[serde(default)]
    pub stood: Vec<String>,
    /// When it ended.
    pub at: Timestamp,
    /// Its incident's title.
    #[serde(default)]
    pub title: Option<String>,
    /// Since when, as the provider said.
    #[serde(default)]
    pub began_at: Option<Timestamp>,
}

impl Outage {
    /// Lets this incident stand for the outage from now on, and remembers the one that did.
    pub(super) fn stand(&mut self, lead: &Incident) {
        self.title = Some(lead.title.clone());
        if let Some(former) = self.incident.replace(lead.id.clone()) {
            self.stood.push(former);
        }
        self.stood.retain(|stood| *stood != lead.id);
    }
}

impl Ended {
    /// Whether this incident began it, or stood for it at any time, or is the same published under another id.
    fn is_of(&self, incident: &Incident) -> bool {
        let stood = self.incident.iter().chain(&self.stood).any(|stood| *stood == incident.id);
        stood || self.turn(&incident.id).is_some() || self.is_published_anew(incident)
    }

    /// The same title and the same beginning under another id: some pages publish an incident a second time.
    fn is_published_anew(&self, incident: &Incident) -> bool {
        self.title.as_ref() == Some(&incident.title) && self.began_at.is_some() && self.began_at == incident.started_at
    }

    /// Which outage of this incident it was by its id: 1, or the number behind `#`.
    fn turn(&self, incident: &str) -> Option<usize> {
        match self.id.strip_prefix(incident)? {
            "" => Some(1),
            rest => rest.strip_prefix('#')?.parse().ok(),
        }
    }
}

/// The id of a new outage of this incident, and when the one that it continues had ended, where it is the same reopened.
pub(super) fn outage_id(ended: &[Ended], incident: &Incident, now: Timestamp) -> (String, Option<Timestamp>) {
    let before: Vec<&Ended> = ended.iter().filter(|ended| ended.is_of(incident)).collect();
    let Some(last) = before.last() else { return (incident.id.clone(), None) };
    if now.duration_since(last.at) <= REOPENED_WITHIN {
        return (last.id.clone(), Some(last.at));
    }
    let ids: BTreeSet<&str> = before.iter().map(|ended| ended.id.as_str()).collect();
    // Old ones are forgotten: the highest number given counts, not only how many are remembered.
    let highest = before.iter().filter_map(|ended| ended.turn(&incident.id)).max().unwrap_or(0);
    (format!("{}#{}", incident.id, ids.len().max(highest) + 1), None)
}

/// Since when: the provider's word, but never in our future.
pub(super) fn began(incident: &Incident, seen: Timestamp) -> Timestamp {
    incident.started_at.map_or(seen, |started| started.min(seen))
}
