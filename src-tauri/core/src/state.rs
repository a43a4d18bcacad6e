//! What is true, as far as the feeds have said: the last known state of every product, and its open outage. What the
//! person was told is kept apart, in [`crate::told`].
//!
//! [`State::apply`] takes one observation and answers what differed. A failed read never comes here: it changes
//! freshness only, and that is kept with the feed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::observation::{Impact, Incident, Observation, Stage, Status};
use crate::ownership::{Judgement, judge};
use crate::provider::{Product, Provider};

/// Good reads without trouble before an outage counts as over.
pub const CLEAR_READS: u32 = 2;

/// The same incident within this time is the same outage, reopened; later it is a new one.
pub const REOPENED_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// How many ended outages are remembered per product, to recognise reopened ones.
const REMEMBERED: usize = 20;

/// The last known state of everything, by product id and provider id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    products: BTreeMap<String, ProductState>,
}

/// The last known state of one product.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ProductState {
    /// What the feed last said and we understood; unknown before the first such read.
    pub status: Status,
    /// It counts as working only because its provider's feed reported nothing about it.
    #[serde(default)]
    pub nothing_reported: bool,
    /// Since when.
    pub since: Option<Timestamp>,
    /// The newest read that was understood, and gave evidence about this product.
    pub known_at: Option<Timestamp>,
    /// Ids of its own open incidents at that read, the weightiest first.
    pub incidents: Vec<String>,
    /// The outage that is open.
    pub outage: Option<Outage>,
    /// Outages that ended, newest last.
    pub ended: Vec<Ended>,
}

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
    /// Good reads in a row without trouble, while it waits to be called over.
    pub clear_reads: u32,
    /// The first of those.
    pub clear_since: Option<Timestamp>,
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
}

impl Outage {
    /// Lets this incident stand for the outage from now on, and remembers the one that did.
    fn stand(&mut self, lead: &Incident) {
        self.title = Some(lead.title.clone());
        if let Some(former) = self.incident.replace(lead.id.clone()) {
            self.stood.push(former);
        }
        self.stood.retain(|stood| *stood != lead.id);
    }
}

impl Ended {
    /// Whether this incident began it, or stood for it at any time.
    fn is_of(&self, incident: &str) -> bool {
        self.incident.iter().chain(&self.stood).any(|stood| stood == incident) || self.turn(incident).is_some()
    }

    /// Which outage of this incident it was by its id: 1, or the number behind `#`.
    fn turn(&self, incident: &str) -> Option<usize> {
        match self.id.strip_prefix(incident)? {
            "" => Some(1),
            rest => rest.strip_prefix('#')?.parse().ok(),
        }
    }
}

/// Something that differed for one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The product's id.
    pub product: String,
    /// Its provider's id.
    pub provider: String,
    /// What differed.
    pub kind: ChangeKind,
    /// When we read it.
    pub at: Timestamp,
}

/// What differed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// Trouble where there was none.
    Began(Outage),
    /// The trouble goes on; not worse than it has been.
    Persists(Outage),
    /// The trouble is worse than it has been so far in this outage.
    Worsened(Outage),
    /// A further incident of this weight has joined an open outage without making it worse.
    Joined {
        /// The outage.
        outage: Outage,
        /// The incident's id.
        incident: String,
    },
    /// One read without trouble: perhaps over.
    Clearing(Outage),
    /// Enough reads without trouble: over, at this time.
    Ended {
        /// As it was.
        outage: Outage,
        /// When the first read without trouble was made.
        at: Timestamp,
    },
    /// Planned work began on it.
    MaintenanceBegan,
    /// A notice without impact was published for it, by incident id.
    Notice(Box<Incident>),
    /// An incident appeared that was over before we saw it.
    BornResolved(Box<Incident>),
}

impl Change {
    /// The outage concerned, if it is about one.
    #[must_use]
    pub const fn outage(&self) -> Option<&Outage> {
        match &self.kind {
            ChangeKind::Began(outage)
            | ChangeKind::Persists(outage)
            | ChangeKind::Worsened(outage)
            | ChangeKind::Joined { outage, .. }
            | ChangeKind::Clearing(outage)
            | ChangeKind::Ended { outage, .. } => Some(outage),
            ChangeKind::MaintenanceBegan | ChangeKind::Notice(_) | ChangeKind::BornResolved(_) => None,
        }
    }
}

impl State {
    /// Puts back what was stored for a product.
    pub fn restore(&mut self, product: impl Into<String>, state: ProductState) {
        self.products.insert(product.into(), state);
    }

    /// What is known of a product.
    #[must_use]
    pub fn product(&self, id: &str) -> Option<&ProductState> {
        self.products.get(id)
    }

    /// Every product of which something is known.
    pub fn products(&self) -> impl Iterator<Item = (&str, &ProductState)> {
        self.products.iter().map(|(id, state)| (id.as_str(), state))
    }

    /// Treats an open outage of a product that the person has only just begun to watch as one that was there before.
    pub fn rebase(&mut self, product: &str) {
        if let Some(outage) = self.products.get_mut(product).and_then(|state| state.outage.as_mut()) {
            outage.origin = Origin::Baseline(outage.worst);
        }
    }

    /// Takes in one observation of a provider's feed, with the one before it where there was one, and answers what
    /// differed for each of the provider's products.
    pub fn apply(
        &mut self,
        provider: &Provider,
        before: Option<&Observation>,
        observation: &Observation,
        now: Timestamp,
    ) -> Vec<Change> {
        let mut changes = Vec::new();
        for product in &provider.products {
            let judgement = judge(provider, product, observation);
            let state = self.products.entry(product.id.clone()).or_default();
            let kinds = state.take(&judgement, before, now);
            changes.extend(kinds.into_iter().map(|kind| Change {
                product: product.id.clone(),
                provider: provider.id.clone(),
                kind,
                at: now,
            }));
            if let Some(before) = before {
                changes.extend(born_resolved(provider, product, before, observation, now));
            }
        }
        changes
    }
}

fn born_resolved(
    provider: &Provider,
    product: &Product,
    before: &Observation,
    observation: &Observation,
    now: Timestamp,
) -> Vec<Change> {
    let unseen = |incident: &&Incident| !incident.open && !before.incidents.iter().any(|known| known.id == incident.id);
    observation
        .incidents
        .iter()
        .filter(unseen)
        .filter(|incident| crate::ownership::owns_closed(provider, product, incident))
        .map(|incident| Change {
            product: product.id.clone(),
            provider: provider.id.clone(),
            kind: ChangeKind::BornResolved(Box::new(incident.clone())),
            at: now,
        })
        .collect()
}

impl ProductState {
    fn take(&mut self, judgement: &Judgement<'_>, before: Option<&Observation>, now: Timestamp) -> Vec<ChangeKind> {
        // No evidence either way: what was known stays known, and grows old.
        if judgement.status == Status::Unknown {
            return Vec::new();
        }
        let mut kinds = self.notices(judgement, before);
        let first = self.known_at.is_none();
        let was = self.status;
        self.known_at = Some(now);
        self.nothing_reported = judgement.nothing_reported;
        self.incidents = judgement.incidents.iter().map(|incident| incident.id.clone()).collect();
        if first || was != judgement.status {
            self.status = judgement.status;
            self.since = Some(now);
        }
        if judgement.status.is_trouble() {
            kinds.extend(self.trouble(judgement, first, now));
        } else if judgement.status == Status::Maintenance {
            if was != Status::Maintenance && !first {
                kinds.push(ChangeKind::MaintenanceBegan);
            }
            // Planned work says nothing about an outage that was open: neither over nor worse. Work beside what the
            // product cannot do without, which the feed says is operational, keeps no outage open.
            if judgement.core_works {
                kinds.extend(self.calm(now));
            }
        } else {
            kinds.extend(self.calm(now));
        }
        // While trouble lasts, "since" is what the provider says, or what the outage began with.
        if let Some(outage) = &self.outage
            && judgement.status.is_trouble()
        {
            self.since = Some(outage.began_at);
        }
        kinds
    }

    fn notices(&self, judgement: &Judgement<'_>, before: Option<&Observation>) -> Vec<ChangeKind> {
        let Some(before) = before else { return Vec::new() };
        judgement
            .incidents
            .iter()
            .filter(|incident| incident.impact == Impact::None)
            .filter(|incident| !before.incidents.iter().any(|known| known.id == incident.id))
            .map(|incident| ChangeKind::Notice(Box::new((*incident).clone())))
            .collect()
    }

    fn trouble(&mut self, judgement: &Judgement<'_>, first: bool, now: Timestamp) -> Vec<ChangeKind> {
        let lead = judgement.incidents.iter().find(|incident| incident.impact.status().is_trouble()).copied();
        let Some(outage) = &mut self.outage else {
            let outage = self.begin(judgement, lead, first, now);
            self.outage = Some(outage.clone());
            return vec![ChangeKind::Began(outage)];
        };
        outage.status = judgement.status;
        outage.core_hit |= judgement.core_hit;
        outage.reads += 1;
        outage.clear_reads = 0;
        outage.clear_since = None;
        let joined: Vec<String> = judgement
            .incidents
            .iter()
            .filter(|incident| incident.impact.status().is_trouble() && !outage.causes.contains(&incident.id))
            .map(|incident| incident.id.clone())
            .collect();
        let adopts = outage.incident.is_none();
        outage.causes.extend(joined.iter().cloned());
        let worse = judgement.status.rank() > outage.worst.rank();
        let bereft =
            outage.incident.as_ref().is_some_and(|stands| judgement.incidents.iter().all(|open| open.id != *stands));
        if let Some(lead) = lead
            && (adopts || worse || bereft)
        {
            // The components spoke first, something heavier has come, or the incident that stood for the outage is
            // over and another goes on: this one now stands for it. The outage keeps its id, so that nothing is told
            // twice.
            outage.stand(lead);
            if adopts {
                outage.began_at = began(lead, outage.first_seen);
            }
        }
        if worse {
            outage.worst = judgement.status;
            return vec![ChangeKind::Worsened(outage.clone())];
        }
        if let Some(incident) = joined.into_iter().next()
            && !adopts
        {
            return vec![ChangeKind::Joined { outage: outage.clone(), incident }];
        }
        vec![ChangeKind::Persists(outage.clone())]
    }

    fn begin(&self, judgement: &Judgement<'_>, lead: Option<&Incident>, first: bool, now: Timestamp) -> Outage {
        let (id, reopened) = match lead {
            Some(incident) => self.outage_id(&incident.id, now),
            None => (now.to_string(), false),
        };
        let watched_already = lead.is_some()
            && !judgement.parts_in_trouble
            && judgement
                .incidents
                .iter()
                .filter(|incident| incident.impact.status().is_trouble())
                .all(|incident| incident.stage == Stage::Monitoring);
        let origin = if first {
            Origin::Baseline(judgement.status)
        } else if reopened {
            Origin::Reopened
        } else if watched_already {
            Origin::RetroPosted(judgement.status)
        } else {
            Origin::News
        };
        Outage {
            id,
            incident: lead.map(|incident| incident.id.clone()),
            title: lead.map(|incident| incident.title.clone()),
            began_at: lead.map_or(now, |incident| began(incident, now)),
            first_seen: now,
            status: judgement.status,
            worst: judgement.status,
            reads: 1,
            core_hit: judgement.core_hit,
            origin,
            causes: judgement.incidents.iter().map(|incident| incident.id.clone()).collect(),
            stood: Vec::new(),
            clear_reads: 0,
            clear_since: None,
        }
    }

    /// The id of a new outage of this incident, and whether it is the same one reopened.
    fn outage_id(&self, incident: &str, now: Timestamp) -> (String, bool) {
        let before: Vec<&Ended> = self.ended.iter().filter(|ended| ended.is_of(incident)).collect();
        let Some(last) = before.last() else { return (incident.to_owned(), false) };
        if now.duration_since(last.at) <= REOPENED_WITHIN {
            return (last.id.clone(), true);
        }
        let ids: BTreeSet<&str> = before.iter().map(|ended| ended.id.as_str()).collect();
        // Old ones are forgotten: the highest number given counts, not only how many are remembered.
        let highest = before.iter().filter_map(|ended| ended.turn(incident)).max().unwrap_or(0);
        (format!("{incident}#{}", ids.len().max(highest) + 1), false)
    }

    fn calm(&mut self, now: Timestamp) -> Vec<ChangeKind> {
        let Some(outage) = &mut self.outage else { return Vec::new() };
        outage.clear_reads += 1;
        outage.reads = 0;
        outage.status = Status::Operational;
        let since = *outage.clear_since.get_or_insert(now);
        if outage.clear_reads < CLEAR_READS {
            return vec![ChangeKind::Clearing(outage.clone())];
        }
        let outage = outage.clone();
        self.outage = None;
        self.ended.push(Ended {
            id: outage.id.clone(),
            incident: outage.incident.clone(),
            stood: outage.stood.clone(),
            at: since,
        });
        if self.ended.len() > REMEMBERED {
            self.ended.remove(0);
        }
        vec![ChangeKind::Ended { outage, at: since }]
    }
}

/// Since when: the provider's word, but never in our future.
fn began(incident: &Incident, seen: Timestamp) -> Timestamp {
    incident.started_at.map_or(seen, |started| started.min(seen))
}

#[cfg(test)]
mod tests;
