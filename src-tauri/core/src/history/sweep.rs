//! One sweep over every moment at which something of a product begins or ends. Days, hours of the week and comparisons
//! are all counted from its spans, so that they agree to the second.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Past, PastIncident, PastOutage, ended};
use crate::alert::Severity;
use crate::observation::{Impact, Status};

/// Seconds of the epoch throughout which the same holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Held {
    /// The first second.
    pub(super) from: i64,
    /// The second after the last.
    pub(super) until: i64,
    /// Its state was known.
    pub(super) watched: bool,
    /// The worst of its outages, where it was watched and in trouble.
    pub(super) severity: Option<Severity>,
    /// Its provider reports an incident of impact, watched or not.
    pub(super) reported: bool,
}

/// All the seconds from `first` to `now` as spans without a gap between them, oldest first. None of them reaches over one
/// of `cuts`.
pub(super) fn swept(past: &Past, first: i64, now: Timestamp, cuts: &[i64]) -> Vec<Held> {
    let now_s = now.as_second();
    let mut changes: BTreeMap<i64, Holding> = BTreeMap::new();
    let within = cuts.iter().copied().filter(|cut| (first..now_s).contains(cut));
    for cut in within.chain([first, now_s]) {
        changes.entry(cut).or_default();
    }
    let mut hold = |from: i64, until: i64, what: fn(&mut Holding) -> &mut i32| {
        let (from, until) = (from.max(first), until.min(now_s));
        if from < until {
            *what(changes.entry(from).or_default()) += 1;
            *what(changes.entry(until).or_default()) -= 1;
        }
    };
    for stretch in &past.watched {
        hold(stretch.from.as_second(), stretch.until.as_second(), |holding| &mut holding.watched);
    }
    for outage in &past.outages {
        for (from, until, severity) in spells(outage, now) {
            hold(from, until, Holding::of(severity));
        }
    }
    for (from, until) in past.incidents.iter().filter_map(|incident| reported(incident, now)) {
        hold(from, until, |holding| &mut holding.reported);
    }
    let mut holding = Holding::default();
    let mut spans = Vec::with_capacity(changes.len());
    let mut changes = changes.into_iter().peekable();
    while let Some((from, change)) = changes.next() {
        holding.add(change);
        if let Some((until, _)) = changes.peek() {
            spans.push(holding.held(from, *until));
        }
    }
    spans
}

/// How many stretches, outages of each weight and reports hold at a moment.
#[derive(Debug, Clone, Copy, Default)]
struct Holding {
    watched: i32,
    major: i32,
    partial: i32,
    degraded: i32,
    reported: i32,
}

impl Holding {
    const fn of(severity: Severity) -> fn(&mut Self) -> &mut i32 {
        match severity {
            Severity::MajorOutage => |holding| &mut holding.major,
            Severity::PartialOutage => |holding| &mut holding.partial,
            Severity::Degraded => |holding| &mut holding.degraded,
        }
    }

    const fn add(&mut self, change: Self) {
        self.watched += change.watched;
        self.major += change.major;
        self.partial += change.partial;
        self.degraded += change.degraded;
        self.reported += change.reported;
    }

    /// The worst of what holds counts, once.
    const fn held(self, from: i64, until: i64) -> Held {
        let severity = match self {
            Self { watched: ..=0, .. } => None,
            Self { major: 1.., .. } => Some(Severity::MajorOutage),
            Self { partial: 1.., .. } => Some(Severity::PartialOutage),
            Self { degraded: 1.., .. } => Some(Severity::Degraded),
            Self { .. } => None,
        };
        Held { from, until, watched: self.watched > 0, severity, reported: self.reported > 0 }
    }
}

/// From when to when a provider reports an incident of impact: until now where it is open. One of which no beginning is
/// known, or one that is over and nobody knows since when, has no length that could be counted.
fn reported(past: &PastIncident, now: Timestamp) -> Option<(i64, i64)> {
    if past.incident.impact == Impact::None {
        return None;
    }
    let until = ended(past).or(past.incident.open.then_some(now))?;
    Some((past.incident.started_at?.as_second(), until.as_second()))
}

/// An outage as spells of one weight each. Before we first saw it, it was as bad as when we did; between an end and a
/// reopening it was nothing.
fn spells(outage: &PastOutage, now: Timestamp) -> Vec<(i64, i64, Severity)> {
    let end = outage.ended_at.unwrap_or(now).as_second();
    let mut from = outage.began_at.as_second();
    let mut status = outage.course.first().map_or(outage.worst, |step| step.status);
    let mut spells = Vec::new();
    let mut spell = |from: i64, until: i64, status: Status| {
        if let Some(severity) = Severity::of(status) {
            spells.push((from, until.min(end), severity));
        }
    };
    for step in &outage.course {
        if step.at.as_second() > from {
            spell(from, step.at.as_second(), status);
            from = step.at.as_second();
        }
        status = step.status;
    }
    spell(from, end, status);
    spells
}
