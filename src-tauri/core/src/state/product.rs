//! The last known state of one product, and what one more judgement about it makes of that.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::outage::{began, outage_id};
use super::{CLEAR_READS, ChangeKind, Ended, Flips, Origin, Outage, Part, REMEMBERED};
use crate::alert::Planned;
use crate::observation::{Impact, Incident, Maintenance, Observation, Stage, Status};
use crate::ownership::Judgement;

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
    /// How it came and went of late.
    #[serde(default)]
    pub flips: Flips,
    /// Planned work that takes longer than was announced, by id.
    #[serde(default)]
    pub overran: Option<String>,
}

impl ProductState {
    pub(super) fn take(
        &mut self,
        judgement: &Judgement<'_>,
        before: Option<&Observation>,
        observation: &Observation,
        now: Timestamp,
    ) -> Vec<ChangeKind> {
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
            kinds.extend(self.at_work(observation, was != Status::Maintenance, now).filter(|_| !first));
            // Planned work says nothing about an outage that was open: neither over nor worse. Work beside what the
            // product cannot do without, which the feed says is operational, keeps no outage open.
            if judgement.core_works {
                kinds.extend(self.calm(observation, now));
            }
        } else {
            kinds.extend(self.calm(observation, now));
        }
        if judgement.status != Status::Maintenance {
            self.overran = None;
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

    /// Planned work: that it began, or that it takes longer than was announced.
    fn at_work(&mut self, observation: &Observation, began: bool, now: Timestamp) -> Option<ChangeKind> {
        // Which of several works on a page concerns the product, no format says: the one that began last.
        let work = observation.maintenances.iter().filter(|work| work.active).max_by_key(|work| work.starts_at);
        let overran = work.is_some_and(|work| work.ends_at.is_some_and(|end| end < now));
        let id = work.map(work_id);
        let newly = overran && self.overran != id;
        self.overran = id.clone().filter(|_| overran);
        (began || newly).then(|| ChangeKind::Maintenance {
            id: id.unwrap_or_default(),
            planned: Planned {
                title: work.map(|work| work.title.clone()).unwrap_or_default(),
                starts_at: work.and_then(|work| work.starts_at),
                ends_at: work.and_then(|work| work.ends_at),
                overran,
            },
        })
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
        outage.parts = parts(judgement);
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

    fn begin(&mut self, judgement: &Judgement<'_>, lead: Option<&Incident>, first: bool, now: Timestamp) -> Outage {
        let (id, worked_since) = match lead {
            Some(incident) => outage_id(&self.ended, incident, now),
            None => (now.to_string(), None),
        };
        if !first {
            self.flips.began(now);
        }
        let watched_already = lead.is_some()
            && !judgement.parts_in_trouble
            && judgement
                .incidents
                .iter()
                .filter(|incident| incident.impact.status().is_trouble())
                .all(|incident| incident.stage == Stage::Monitoring);
        let origin = if first {
            Origin::Baseline(judgement.status)
        } else if worked_since.is_some() {
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
            parts: parts(judgement),
            worked_since,
            unstable_since: self.flips.unstable_since(),
            clear_reads: 0,
            clear_since: None,
        }
    }

    fn calm(&mut self, observation: &Observation, now: Timestamp) -> Vec<ChangeKind> {
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
        self.flips.ended(now);
        self.ended.push(Ended {
            id: outage.id.clone(),
            incident: outage.incident.clone(),
            stood: outage.stood.clone(),
            at: since,
            title: outage.title.clone(),
            began_at: Some(outage.began_at),
        });
        if self.ended.len() > REMEMBERED {
            self.ended.remove(0);
        }
        let listed = |id: &String| observation.incidents.iter().any(|incident| incident.id == *id);
        let no_longer_listed = self.nothing_reported && outage.incident.as_ref().is_some_and(|id| !listed(id));
        vec![ChangeKind::Ended { outage, at: since, no_longer_listed }]
    }
}

/// What planned work is known by: the provider's id; its title where it has none.
pub(crate) fn work_id(work: &Maintenance) -> String {
    if work.id.is_empty() { work.title.clone() } else { work.id.clone() }
}

/// The picked parts that are in trouble.
fn parts(judgement: &Judgement<'_>) -> Vec<Part> {
    let troubled = judgement.components.iter().filter(|part| part.status.is_trouble());
    troubled.map(|part| Part { id: part.id.clone(), name: part.name.clone() }).collect()
}
