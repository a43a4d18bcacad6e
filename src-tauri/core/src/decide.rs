//! Tell or hold, and why. Pure: time is an argument, and every answer carries a [`Reason`].

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::alert::{Alert, Loudness, Reason, Severity};
use crate::silence::Snoozes;
use crate::state::{Change, ChangeKind, Origin, Outage};
use crate::told::Told;

/// Good reads that must show a degraded state before it is told.
pub const DEGRADED_READS: u32 = 2;

/// What a person wants to hear of one product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Milder than this is held.
    pub threshold: Severity,
    /// How long a degraded state must last before it is told, unless a core component is not operational.
    pub degraded_after: SignedDuration,
}

impl Default for Rules {
    fn default() -> Self {
        Self { threshold: Severity::Degraded, degraded_after: SignedDuration::from_mins(15) }
    }
}

/// The answer to one change; a line of `siaga watch --jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Decision {
    /// 1.
    pub schema: u32,
    /// `decision`.
    pub kind: String,
    /// When it was made.
    pub at: Timestamp,
    /// The product.
    pub product: String,
    /// The outage, or the incident where there is no outage; absent for planned work.
    pub incident: Option<String>,
    /// The same for all products of one incident: provider and incident.
    pub incident_group: Option<String>,
    /// Told, or held.
    pub told: bool,
    /// Why.
    pub reason: Reason,
    /// How bad, while it lasts.
    pub severity: Option<Severity>,
    /// The incident's title in the provider's words, where there is one.
    pub title: Option<String>,
}

/// Tell or hold, and why.
#[must_use]
pub fn decide(change: &Change, rules: &Rules, told: &Told, snoozes: &Snoozes, now: Timestamp) -> Reason {
    match &change.kind {
        ChangeKind::Began(outage)
        | ChangeKind::Persists(outage)
        | ChangeKind::Worsened(outage)
        | ChangeKind::Joined { outage, .. } => trouble(change, outage, rules, told, snoozes, now),
        ChangeKind::Clearing(outage) => match told.of(&change.product, &outage.id) {
            Some(_) => Reason::Unconfirmed,
            None => Reason::NeverTold,
        },
        ChangeKind::Ended { outage, .. } => over(change, outage, told, snoozes, now),
        ChangeKind::MaintenanceBegan => Reason::Maintenance,
        ChangeKind::Notice(_) => Reason::BelowThreshold,
        ChangeKind::BornResolved(_) => Reason::RetroPosted,
    }
}

fn trouble(change: &Change, outage: &Outage, rules: &Rules, told: &Told, snoozes: &Snoozes, now: Timestamp) -> Reason {
    // A change of this kind always shows trouble in this very read; what it is now counts, not what it once was.
    let Some(severity) = Severity::of(outage.status) else { return Reason::BelowThreshold };
    let before = told.of(&change.product, &outage.id);
    if before.is_some_and(|entry| severity <= entry.severity) {
        return Reason::AlreadyTold;
    }
    if before.is_none() {
        // What was there when we first looked becomes news only by getting worse.
        match outage.origin {
            Origin::Baseline(then) if outage.status.rank() <= then.rank() => return Reason::Baseline,
            Origin::RetroPosted(then) if outage.status.rank() <= then.rank() => return Reason::RetroPosted,
            Origin::Baseline(_) | Origin::RetroPosted(_) | Origin::News | Origin::Reopened => {}
        }
    }
    if severity < rules.threshold {
        return Reason::BelowThreshold;
    }
    if severity == Severity::Degraded && !confirmed(outage, rules, now) {
        return Reason::Unconfirmed;
    }
    if snoozes.until(&change.product, now).is_some() {
        return Reason::Snoozed;
    }
    if before.is_some() {
        return Reason::Worsened;
    }
    // What was told of another product stands under the incident of that moment, which may be over by now.
    let grouped = |incident: &String| {
        told.elsewhere(&change.product, &change.provider, incident).is_some_and(|other| severity <= other.severity)
    };
    if outage.incident.iter().chain(&outage.stood).any(grouped) {
        return Reason::Grouped;
    }
    if outage.origin == Origin::Reopened { Reason::Reopened } else { Reason::Began }
}

fn confirmed(outage: &Outage, rules: &Rules, now: Timestamp) -> bool {
    let lasted = now.duration_since(outage.first_seen) >= rules.degraded_after;
    outage.reads >= DEGRADED_READS && (outage.core_hit || lasted)
}

fn over(change: &Change, outage: &Outage, told: &Told, snoozes: &Snoozes, now: Timestamp) -> Reason {
    if snoozes.asked.contains(&change.product) {
        return Reason::Back;
    }
    match told.of(&change.product, &outage.id) {
        None => Reason::NeverTold,
        // Its beginning still waits to be shown: it is withdrawn, and there is nothing to take back.
        Some(entry) if !entry.delivered => Reason::NeverTold,
        Some(_) if snoozes.until(&change.product, now).is_some() => Reason::Snoozed,
        Some(_) => Reason::Recovered,
    }
}

/// The decision as it is recorded and printed.
#[must_use]
pub fn decision(change: &Change, reason: Reason) -> Decision {
    let (incident, group, title, severity) = match &change.kind {
        ChangeKind::MaintenanceBegan => (None, None, None, None),
        ChangeKind::Notice(incident) | ChangeKind::BornResolved(incident) => {
            (Some(incident.id.clone()), Some(incident.id.clone()), Some(incident.title.clone()), None)
        }
        ChangeKind::Began(outage)
        | ChangeKind::Persists(outage)
        | ChangeKind::Worsened(outage)
        | ChangeKind::Joined { outage, .. }
        | ChangeKind::Clearing(outage)
        | ChangeKind::Ended { outage, .. } => (
            Some(outage.id.clone()),
            Some(outage.incident.clone().unwrap_or_else(|| outage.id.clone())),
            outage.title.clone(),
            Severity::of(outage.status),
        ),
    };
    Decision {
        schema: 1,
        kind: "decision".to_owned(),
        at: change.at,
        product: change.product.clone(),
        incident,
        incident_group: group.map(|id| format!("{}/{id}", change.provider)),
        told: reason.is_told(),
        reason,
        severity,
        title,
    }
}

/// The alert for a change that is told; none for one that is held.
#[must_use]
pub fn alert(change: &Change, reason: Reason) -> Option<Alert> {
    let outage = change.outage().filter(|_| reason.is_told())?;
    let until = match &change.kind {
        ChangeKind::Ended { at, .. } => Some(*at),
        ChangeKind::Began(_)
        | ChangeKind::Persists(_)
        | ChangeKind::Worsened(_)
        | ChangeKind::Joined { .. }
        | ChangeKind::Clearing(_)
        | ChangeKind::MaintenanceBegan
        | ChangeKind::Notice(_)
        | ChangeKind::BornResolved(_) => None,
    };
    let severity = if until.is_some() { None } else { Severity::of(outage.status) };
    Some(Alert {
        outage: outage.id.clone(),
        reason,
        product: change.product.clone(),
        also: Vec::new(),
        provider: change.provider.clone(),
        incident: outage.incident.clone(),
        title: outage.title.clone(),
        severity,
        since: outage.began_at,
        until,
        at: change.at,
        loudness: Loudness::Normal,
        unstable: false,
        worked_since: None,
        no_longer_listed: false,
        planned: None,
        quote: None,
    })
}

#[cfg(test)]
mod sequence;
#[cfg(test)]
mod tests;
