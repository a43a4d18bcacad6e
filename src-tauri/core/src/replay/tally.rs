//! Counting what was told and what was held, by incident.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::{ReplayReport, Telling, Track};
use crate::alert::Reason;
use crate::decide::Decision;
use crate::observation::{Impact, Observation};
use crate::ownership::{owns, owns_closed};
use crate::round::{Outcome, Payment};
use crate::state::{Change, ChangeKind};

/// Seconds of a month, as the mean of a year's.
const MONTH_S: f64 = 86_400.0 * 365.25 / 12.0;

/// What has been counted so far.
#[derive(Debug, Default)]
pub(super) struct Tally {
    span: Option<(Timestamp, Timestamp)>,
    /// By provider and incident, as a decision's `incident_group` has them; by outage where there is no incident.
    records: BTreeMap<String, Record>,
    told: Vec<Telling>,
    notifications: u32,
    /// When the last beginning was told.
    began_at: Option<Timestamp>,
}

#[derive(Debug, Default)]
struct Record {
    /// The provider's incident, where it is one of the person's.
    incident: Option<(String, String)>,
    is_major: bool,
    told: bool,
    told_at: Option<Timestamp>,
    reasons: BTreeSet<String>,
    /// What held it last while it went on.
    last: Option<Reason>,
}

impl Tally {
    /// Notes what time is recorded.
    pub(super) fn spans(&mut self, first: Timestamp, last: Timestamp) {
        self.span = Some((first, last));
    }

    /// Counts the incidents of an observation that concern these products.
    pub(super) fn meet(&mut self, track: &Track, products: &[String], observation: &Observation) {
        let provider = &track.provider;
        for incident in &observation.incidents {
            let mine = provider.products.iter().filter(|product| products.contains(&product.id)).any(|product| {
                if incident.open {
                    owns(provider, product, observation, incident)
                } else {
                    owns_closed(provider, product, incident)
                }
            });
            if mine {
                let record = self.records.entry(format!("{}/{}", provider.id, incident.id)).or_default();
                record.incident = Some((provider.id.clone(), incident.id.clone()));
                record.is_major = matches!(incident.impact, Impact::Major | Impact::Critical);
            }
        }
    }

    /// Counts what one read led to.
    pub(super) fn round(&mut self, outcomes: &[Outcome], observation: &Observation, now: Timestamp) {
        for outcome in outcomes.iter().filter(|outcome| outcome.concerns) {
            let goes_on = goes_on(&outcome.change);
            for key in self.keys(outcome, goes_on, observation) {
                let record = self.records.entry(key).or_default();
                match outcome.reason {
                    reason if reason.is_told() => record.tell(reason, now),
                    // Between the first read without trouble and the second nothing is held back.
                    _ if matches!(outcome.change.kind, ChangeKind::Clearing(_)) => {}
                    reason => {
                        record.reasons.insert(name(reason));
                        // Another telling stands for it.
                        record.told |=
                            goes_on && !outcome.owed && matches!(reason, Reason::AlreadyTold | Reason::Grouped);
                        record.last = if goes_on || is_history(&outcome.change) { Some(reason) } else { record.last };
                    }
                }
            }
            if let Some(alert) = &outcome.alert {
                self.tell(&outcome.decision);
                if alert.until.is_some() || self.began_at != Some(now) {
                    self.notifications += 1;
                }
                self.began_at = if alert.until.is_none() { Some(now) } else { self.began_at };
            }
        }
    }

    /// Counts what was told after a time in which it was held.
    pub(super) fn payment(&mut self, payment: &Payment, now: Timestamp) {
        for decision in &payment.decisions {
            if let Some(key) = &decision.incident_group {
                let record = self.records.entry(key.clone()).or_default();
                if decision.told {
                    record.tell(decision.reason, now);
                } else {
                    record.reasons.insert(name(decision.reason));
                }
            }
            if decision.told {
                self.tell(decision);
            }
        }
        let notices = payment.alerts.len() + usize::from(payment.digest.is_some());
        self.notifications = self.notifications.saturating_add(u32::try_from(notices).unwrap_or(u32::MAX));
    }

    /// Whose decision it is: the outage's incident and, while it goes on, every other that is a cause of it.
    fn keys(&self, outcome: &Outcome, goes_on: bool, observation: &Observation) -> BTreeSet<String> {
        let mut keys: BTreeSet<String> = outcome.decision.incident_group.iter().cloned().collect();
        if let Some(outage) = outcome.change.outage().filter(|_| goes_on) {
            let open = |id: &&String| observation.incidents.iter().any(|known| known.id == **id && known.open);
            let causes = outage.causes.iter().filter(open);
            let causes = causes.map(|id| format!("{}/{id}", outcome.change.provider));
            keys.extend(causes.filter(|key| self.records.contains_key(key)));
        }
        keys
    }

    fn tell(&mut self, decision: &Decision) {
        self.told.push(Telling {
            at: decision.at,
            reason: decision.reason,
            incident: decision.incident.clone(),
            product: decision.product.clone(),
            title: decision.title.clone(),
        });
    }

    /// What broke a product and was never told, with what held it last.
    pub(super) fn missed(&self) -> BTreeMap<String, String> {
        let missed = self.records.iter().filter(|(_, record)| record.is_major && !record.told);
        missed.map(|(key, record)| (key.clone(), name(record.why_not()))).collect()
    }

    /// The sum of it.
    pub(super) fn report(self, tracks: &[Track]) -> ReplayReport {
        let mut held: BTreeMap<String, u32> = BTreeMap::new();
        let mut untold: BTreeMap<String, u32> = BTreeMap::new();
        for record in self.records.values() {
            for reason in &record.reasons {
                *held.entry(reason.clone()).or_default() += 1;
            }
            if record.incident.is_some() && !record.told {
                *untold.entry(name(record.why_not())).or_default() += 1;
            }
        }
        let count = |holds: &dyn Fn(&Record) -> bool| {
            let mine = self.records.values().filter(|record| record.incident.is_some());
            u32::try_from(mine.filter(|record| holds(record)).count()).unwrap_or(u32::MAX)
        };
        let incidents_told = count(&|record| record.told);
        let seconds = self.span.map_or(0.0, |(from, to)| to.duration_since(from).as_secs_f64());
        let per_month = |number: u32| (f64::from(number) / (seconds / MONTH_S).max(1.0) * 100.0).round() / 100.0;
        ReplayReport {
            schema: 1,
            from: self.span.map(|(from, _)| from),
            to: self.span.map(|(_, to)| to),
            incidents: count(&|_| true),
            incidents_told,
            majors: count(&|record| record.is_major),
            majors_told: count(&|record| record.is_major && record.told),
            per_month: per_month(u32::try_from(self.told.len()).unwrap_or(u32::MAX)),
            incidents_told_per_month: per_month(incidents_told),
            notifications: self.notifications,
            median_delay_s: median(self.records.values().filter_map(|record| record.delay(tracks)).collect()),
            told: self.told,
            held,
            untold,
        }
    }
}

impl Record {
    fn tell(&mut self, reason: Reason, now: Timestamp) {
        if reason.is_news() {
            self.told = true;
            self.told_at.get_or_insert(now);
        }
    }

    /// What held it last. What had no say of its own was there, or over, at the first look.
    fn why_not(&self) -> Reason {
        self.last.unwrap_or(Reason::Baseline)
    }

    /// Seconds from publication to telling.
    fn delay(&self, tracks: &[Track]) -> Option<i64> {
        let (provider, incident) = self.incident.as_ref()?;
        let told_at = self.told_at?;
        let track = tracks.iter().find(|track| track.provider.id == *provider)?;
        Some(told_at.duration_since(track.timeline.published(incident)?).as_secs())
    }
}

/// Shows trouble at this read.
const fn goes_on(change: &Change) -> bool {
    matches!(
        change.kind,
        ChangeKind::Began(_) | ChangeKind::Persists(_) | ChangeKind::Worsened(_) | ChangeKind::Joined { .. }
    )
}

const fn is_history(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Notice(_) | ChangeKind::BornResolved(_))
}

fn name(reason: Reason) -> String {
    // As it is called in JSON.
    format!("{reason:?}")
}

fn median(mut delays: Vec<i64>) -> Option<i64> {
    delays.sort_unstable();
    delays.get(delays.len().checked_sub(1)? / 2).copied()
}
