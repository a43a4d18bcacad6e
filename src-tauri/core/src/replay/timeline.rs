//! What one provider's feed said at any moment, as far as recorded documents tell.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::document::NoHistory;
use crate::observation::{Incident, Observation, Stage};

/// How long an incident that is over is still listed, as feeds do: long enough for every decision about its end.
const LISTED: SignedDuration = SignedDuration::from_hours(24);

/// What one provider's feed said at any moment.
///
/// Of a history, an incident shows only from its first publication on and with what had been published by then: its
/// beginning may be given as earlier. Its impact, title and parts are those that the history ends with, since no format
/// keeps what they were before. Of a capture, the whole document holds until the next.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    incidents: BTreeMap<String, Recorded>,
    captures: BTreeMap<Timestamp, Observation>,
}

/// An incident, and what was published of it when.
#[derive(Debug, Clone)]
struct Recorded {
    incident: Incident,
    published: Timestamp,
    /// Stages as they were announced, oldest first.
    stages: Vec<(Timestamp, Stage)>,
}

impl Timeline {
    /// Takes in the incidents of a history; of one that is known already, the record with the newer last word, or the
    /// longer timeline.
    ///
    /// # Errors
    /// [`NoHistory::Nothing`] when it lists none with a time.
    pub fn add_history(&mut self, observation: &Observation) -> Result<(), NoHistory> {
        self.add_incidents(&observation.incidents)
    }

    /// The same, of a list of incidents.
    ///
    /// # Errors
    /// As above.
    pub fn add_incidents(&mut self, incidents: &[Incident]) -> Result<(), NoHistory> {
        let mut any = false;
        for recorded in incidents.iter().filter_map(Recorded::of) {
            any = true;
            let weight = |recorded: &Recorded| (recorded.incident.last_word(), recorded.incident.updates.len());
            let known = self.incidents.get(&recorded.incident.id);
            if known.is_none_or(|known| weight(known) < weight(&recorded)) {
                self.incidents.insert(recorded.incident.id.clone(), recorded);
            }
        }
        if any { Ok(()) } else { Err(NoHistory::Nothing) }
    }

    /// Takes in a whole document that was captured at this moment.
    pub fn add_capture(&mut self, at: Timestamp, observation: Observation) {
        self.captures.insert(at, observation);
    }

    /// Nothing has been taken in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.incidents.is_empty() && self.captures.is_empty()
    }

    /// What the feed said at this moment; none before the first capture, where there is no history.
    #[must_use]
    pub fn at(&self, now: Timestamp) -> Option<Observation> {
        let capture = self.captures.range(..=now).next_back().map(|(_, observation)| observation);
        if self.incidents.is_empty() {
            return capture.cloned();
        }
        let mut observation = capture.cloned().unwrap_or_else(|| Observation {
            complete: true,
            reports_all: true,
            history: true,
            ..Observation::default()
        });
        for incident in self.incidents.values().filter_map(|recorded| recorded.at(now)) {
            match observation.incidents.iter_mut().find(|known| known.id == incident.id) {
                Some(known) if known.last_word() < incident.last_word() => *known = incident,
                Some(_) => {}
                None => observation.incidents.push(incident),
            }
        }
        Some(observation)
    }

    /// When an incident was first published.
    #[must_use]
    pub fn published(&self, incident: &str) -> Option<Timestamp> {
        let recorded = self.incidents.get(incident).map(|recorded| recorded.published);
        let captured = self.captures.values().flat_map(|capture| &capture.incidents);
        let captured =
            captured.filter(|known| known.id == incident).filter_map(|known| Some(Recorded::of(known)?.published));
        recorded.into_iter().chain(captured).min()
    }

    /// The next moment at which something may differ.
    #[must_use]
    pub fn changes_after(&self, now: Timestamp) -> Option<Timestamp> {
        let after = (std::ops::Bound::Excluded(now), std::ops::Bound::Unbounded);
        self.moments().range(after).next().copied()
    }

    /// The moments at which something may differ, in order.
    #[must_use]
    pub fn moments(&self) -> BTreeSet<Timestamp> {
        let mut moments: BTreeSet<Timestamp> = self.captures.keys().copied().collect();
        for capture in self.captures.values() {
            // Work that takes longer than was announced.
            moments.extend(capture.maintenances.iter().filter_map(|work| work.ends_at));
        }
        let last = self.captures.keys().next_back().copied();
        if self.incidents.is_empty() {
            moments.retain(|moment| last.is_some_and(|last| *moment <= last));
        }
        for recorded in self.incidents.values() {
            moments.insert(recorded.published);
            moments.extend(recorded.stages.iter().map(|(at, _)| *at));
            moments.extend(recorded.incident.updates.iter().filter_map(|update| update.at));
        }
        moments
    }
}

impl Recorded {
    /// None for an incident without any time.
    fn of(incident: &Incident) -> Option<Self> {
        let dated = || incident.updates.iter().filter_map(|update| update.at);
        let published = dated().min().or(incident.started_at).or(incident.updated_at).or(incident.resolved_at)?;
        // They are kept newest first: of two at one moment, the newer is to come last.
        let told = incident.updates.iter().rev().filter(|update| update.stage != Stage::Unknown);
        let mut stages: Vec<(Timestamp, Stage)> = told.filter_map(|update| Some((update.at?, update.stage))).collect();
        stages.sort_by_key(|(at, _)| *at);
        let last = stages.last().map(|(_, stage)| *stage);
        if incident.open {
            // Open as it stands there, whatever was announced.
            if last.is_none_or(|stage| stage == Stage::Resolved) && incident.stage != Stage::Unknown {
                let at = incident.updated_at.filter(|_| last.is_some()).unwrap_or(published).max(published);
                stages.push((at, incident.stage));
            }
        } else if last != Some(Stage::Resolved) {
            let end = incident.resolved_at.or_else(|| incident.last_word()).unwrap_or(published);
            let end = end.max(published);
            stages.retain(|(at, _)| *at <= end);
            stages.push((end, Stage::Resolved));
        }
        Some(Self { incident: incident.clone(), published, stages })
    }

    /// As it was listed at this moment.
    fn at(&self, now: Timestamp) -> Option<Incident> {
        if now < self.published {
            return None;
        }
        let newest = self.stages.iter().rev().find(|(at, _)| *at <= now);
        let stage = newest.map_or(Stage::Unknown, |(_, stage)| *stage);
        let open = stage != Stage::Resolved;
        let resolved_at = newest.map(|(at, _)| *at).filter(|_| !open);
        if resolved_at.is_some_and(|end| now.duration_since(end) > LISTED) {
            return None;
        }
        let said = |at: Option<Timestamp>| at.is_none_or(|at| at <= now);
        let updates: Vec<_> = self.incident.updates.iter().filter(|update| said(update.at)).cloned().collect();
        let updated_at = updates.iter().filter_map(|update| update.at).max().or(resolved_at).or(Some(self.published));
        Some(Incident { stage, open, resolved_at, updated_at, updates, ..self.incident.clone() })
    }
}
