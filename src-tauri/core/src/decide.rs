//! Tell or hold, and why. Pure: time is an argument, and every answer carries a [`Reason`].

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::alert::{Alert, Loudness, Planned, Quote, Reason, Severity};
use crate::hold::Hold;
use crate::owed::Owed;
use crate::settings::SilenceSettings;
use crate::silence::{Snoozes, is_silenced};
use crate::state::{Change, ChangeKind, Origin, Outage, UNSTABLE_FOR};
use crate::told::{Entry, Told};

/// Good reads that must show a degraded state before it is told.
pub const DEGRADED_READS: u32 = 2;

/// What stands before the id of planned work, where an outage's id would stand alone.
const WORK: &str = "work ";

/// What a person wants to hear of one product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Milder than this is held.
    pub threshold: Severity,
    /// How long a degraded state must last before it is told, unless a core component is not operational.
    pub degraded_after: SignedDuration,
    /// How loudly.
    pub loudness: Loudness,
    /// Planned work is told too.
    pub maintenance: bool,
    /// After how long an outage that goes on is told again; absent: never.
    pub reminder: Option<SignedDuration>,
    /// A product that comes and goes is called unstable once, and then held for a while.
    pub unstable: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            threshold: Severity::Degraded,
            degraded_after: SignedDuration::from_mins(15),
            loudness: Loudness::Normal,
            maintenance: false,
            reminder: None,
            unstable: true,
        }
    }
}

/// What keeps Siaga from telling anything at this moment.
#[derive(Debug, Clone, Copy)]
pub struct Hush<'a> {
    /// Timed hushes and wishes.
    pub snoozes: &'a Snoozes,
    /// Standing ones.
    pub silences: &'a [SilenceSettings],
    /// It is quiet until then.
    pub quiet_until: Option<Timestamp>,
    /// What happens in quiet hours is told together afterwards.
    pub summary: bool,
    /// The day's ceiling is reached.
    pub full: bool,
    /// What the provider's feed says is in doubt: [`Reason::Offline`] or [`Reason::PlatformDoubt`].
    pub doubt: Option<Reason>,
}

impl<'a> Hush<'a> {
    /// Nothing but these.
    #[must_use]
    pub const fn only(snoozes: &'a Snoozes) -> Self {
        Self { snoozes, silences: &[], quiet_until: None, summary: true, full: false, doubt: None }
    }

    /// It is quiet now, for this product.
    const fn is_quiet(&self, rules: &Rules) -> bool {
        self.quiet_until.is_some() && !matches!(rules.loudness, Loudness::MustKnow)
    }
}

/// Why something is told or held, and whether what is held is to be told later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Why.
    pub reason: Reason,
    /// It is held for a time, and told when that is over.
    pub owed: bool,
}

impl Answer {
    const fn of(reason: Reason) -> Self {
        Self { reason, owed: false }
    }

    const fn owed(reason: Reason) -> Self {
        Self { reason, owed: true }
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
    /// What holds it back, where more can be said of that than the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
}

/// Tell or hold, and why.
#[must_use]
pub fn decide(change: &Change, rules: &Rules, told: &Told, owed: &Owed, hush: &Hush<'_>, now: Timestamp) -> Answer {
    match &change.kind {
        ChangeKind::Began(outage)
        | ChangeKind::Persists(outage)
        | ChangeKind::Worsened(outage)
        | ChangeKind::Joined { outage, .. } => trouble(change, outage, rules, told, owed, hush, now),
        ChangeKind::Clearing(outage) => Answer::of(match told.of(&change.product, &outage.id) {
            Some(_) => Reason::Unconfirmed,
            None => Reason::NeverTold,
        }),
        ChangeKind::Ended { outage, .. } => over(change, outage, rules, told, owed, hush, now),
        ChangeKind::Maintenance { id, planned } => {
            Answer::of(work(change, &work_key(id, planned), rules, told, hush, now))
        }
        ChangeKind::Notice(_) => Answer::of(Reason::BelowThreshold),
        ChangeKind::BornResolved(_) => Answer::of(Reason::RetroPosted),
    }
}

fn trouble(
    change: &Change,
    outage: &Outage,
    rules: &Rules,
    told: &Told,
    owed: &Owed,
    hush: &Hush<'_>,
    now: Timestamp,
) -> Answer {
    // A change of this kind always shows trouble in this very read; what it is now counts, not what it once was.
    let Some(severity) = Severity::of(outage.status) else { return Answer::of(Reason::BelowThreshold) };
    if rules.loudness == Loudness::Off {
        return Answer::of(Reason::Silenced);
    }
    let before = told.of(&change.product, &outage.id);
    if let Some(entry) = before.filter(|entry| severity <= entry.severity) {
        return Answer::of(remind(change, outage, entry, rules, hush, now));
    }
    let silenced = is_silenced(hush.silences, change, outage, now);
    if before.is_none() {
        // What was there when we first looked becomes news only by getting worse; that it is there is told once.
        match outage.origin {
            Origin::Baseline(then) if outage.status.rank() <= then.rank() => {
                let lasted = now.duration_since(outage.began_at) >= rules.degraded_after;
                let sure = severity > Severity::Degraded || outage.core_hit || lasted;
                return Answer { reason: Reason::Baseline, owed: sure && severity >= rules.threshold && !silenced };
            }
            Origin::RetroPosted(then) if outage.status.rank() <= then.rank() => {
                return Answer::of(Reason::RetroPosted);
            }
            Origin::Baseline(_) | Origin::RetroPosted(_) | Origin::News | Origin::Reopened => {}
        }
    }
    if severity < rules.threshold {
        return Answer::of(Reason::BelowThreshold);
    }
    if silenced {
        return Answer::of(Reason::Silenced);
    }
    if severity == Severity::Degraded && !confirmed(outage, rules, now) {
        return Answer::of(Reason::Unconfirmed);
    }
    if let Some(debt) = owed.of(&change.product, &outage.id) {
        // It is told together with the rest when the time for that has come.
        return Answer::owed(debt.why);
    }
    if let Some(doubt) = hush.doubt {
        // Nobody was away while a platform was doubted: what goes on after that is told as news.
        return Answer { reason: doubt, owed: doubt == Reason::Offline };
    }
    if hush.snoozes.until(&change.product, now).is_some() {
        return Answer::of(Reason::Snoozed);
    }
    if hush.is_quiet(rules) {
        return Answer { reason: Reason::QuietHours, owed: hush.summary };
    }
    if before.is_some() {
        // That it comes and goes is no news to those who have heard of this very outage; to others it is.
        let known = flaps(outage, rules, now) && outage.unstable_since != Some(outage.first_seen);
        return Answer::of(if known { Reason::Flapping } else { Reason::Worsened });
    }
    // What was told of another product stands under the incident of that moment, which may be over by now.
    let grouped = |incident: &String| {
        told.elsewhere(&change.product, &change.provider, incident).is_some_and(|other| severity <= other.severity)
    };
    if outage.incident.iter().chain(&outage.stood).any(grouped) {
        return Answer::of(Reason::Grouped);
    }
    if hush.full && rules.loudness != Loudness::MustKnow {
        return Answer::owed(Reason::Grouped);
    }
    Answer::of(if outage.origin == Origin::Reopened { Reason::Reopened } else { Reason::Began })
}

/// Of what was told already: again, if the person wants that and nothing speaks against it.
fn remind(change: &Change, outage: &Outage, entry: &Entry, rules: &Rules, hush: &Hush<'_>, now: Timestamp) -> Reason {
    let due = rules.reminder.is_some_and(|wait| now.duration_since(entry.at) >= wait);
    let hushed = hush.doubt.is_some()
        || hush.snoozes.until(&change.product, now).is_some()
        || hush.is_quiet(rules)
        || hush.full && rules.loudness != Loudness::MustKnow
        || is_silenced(hush.silences, change, outage, now)
        || flaps(outage, rules, now);
    let severe = Severity::of(outage.status).is_some_and(|severity| severity >= rules.threshold);
    if due && severe && entry.delivered && !hushed { Reason::Reminder } else { Reason::AlreadyTold }
}

fn confirmed(outage: &Outage, rules: &Rules, now: Timestamp) -> bool {
    let lasted = now.duration_since(outage.first_seen) >= rules.degraded_after;
    outage.reads >= DEGRADED_READS && (outage.core_hit || lasted)
}

/// Its product comes and goes, which is said once and then not for a while.
fn flaps(outage: &Outage, rules: &Rules, now: Timestamp) -> bool {
    rules.unstable && outage.unstable_since.is_some_and(|since| is_unstable(since, now))
}

/// Whether a product that became unstable then is so still. What lies ahead was noted by a clock that has been set back.
pub(crate) fn is_unstable(since: Timestamp, now: Timestamp) -> bool {
    since <= now && now.duration_since(since) < UNSTABLE_FOR
}

fn over(
    change: &Change,
    outage: &Outage,
    rules: &Rules,
    told: &Told,
    owed: &Owed,
    hush: &Hush<'_>,
    now: Timestamp,
) -> Answer {
    let asked = hush.snoozes.asked.contains(&change.product);
    if !asked {
        match told.of(&change.product, &outage.id) {
            // Its beginning was held, and is still to be told, with its end.
            None => {
                return match owed.of(&change.product, &outage.id) {
                    Some(debt) => Answer::owed(debt.why),
                    None => Answer::of(Reason::NeverTold),
                };
            }
            // Its beginning still waits to be shown: it is withdrawn, and there is nothing to take back.
            Some(entry) if !entry.delivered => return Answer::of(Reason::NeverTold),
            Some(_) => {}
        }
        if rules.loudness == Loudness::Off {
            return Answer::of(Reason::Silenced);
        }
    }
    if let Some(doubt) = hush.doubt {
        return Answer::owed(doubt);
    }
    if !asked && hush.snoozes.until(&change.product, now).is_some() {
        return Answer::of(Reason::Snoozed);
    }
    if hush.is_quiet(rules) {
        return Answer::owed(Reason::QuietHours);
    }
    if asked {
        return Answer::of(Reason::Back);
    }
    if flaps(outage, rules, now) { Answer::owed(Reason::Flapping) } else { Answer::of(Reason::Recovered) }
}

/// What planned work is told under: once that it began, once that it takes longer.
#[must_use]
pub fn work_key(id: &str, planned: &Planned) -> String {
    let [began, overran] = work_keys(id);
    if planned.overran { overran } else { began }
}

/// Both that a work may be told under.
pub(crate) fn work_keys(id: &str) -> [String; 2] {
    [format!("{WORK}{id}"), format!("{WORK}{id} overran")]
}

/// Whether something was told under this as planned work.
pub(crate) fn is_work(key: &str) -> bool {
    key.starts_with(WORK)
}

fn work(change: &Change, key: &str, rules: &Rules, told: &Told, hush: &Hush<'_>, now: Timestamp) -> Reason {
    if !rules.maintenance {
        return Reason::Maintenance;
    }
    if rules.loudness == Loudness::Off {
        return Reason::Silenced;
    }
    if told.of(&change.product, key).is_some() {
        return Reason::AlreadyTold;
    }
    if hush.doubt.is_some() || hush.is_quiet(rules) || hush.full {
        return Reason::Maintenance;
    }
    if hush.snoozes.until(&change.product, now).is_some() { Reason::Snoozed } else { Reason::Began }
}

/// The decision as it is recorded and printed.
#[must_use]
pub fn decision(change: &Change, reason: Reason) -> Decision {
    let (incident, group, title, severity) = match &change.kind {
        ChangeKind::Maintenance { id, planned } => {
            (Some(id.clone()).filter(|id| !id.is_empty()), None, Some(planned.title.clone()), None)
        }
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
        title: title.filter(|title| !title.is_empty()),
        hold: None,
    }
}

/// The alert for a change that is told; none for one that is held.
#[must_use]
pub fn alert(change: &Change, reason: Reason, rules: &Rules, quote: Option<Quote>) -> Option<Alert> {
    if !reason.is_told() {
        return None;
    }
    let blank = Alert {
        outage: String::new(),
        reason,
        product: change.product.clone(),
        also: Vec::new(),
        provider: change.provider.clone(),
        incident: None,
        title: None,
        severity: None,
        since: change.at,
        until: None,
        at: change.at,
        loudness: rules.loudness,
        unstable: false,
        worked_since: None,
        no_longer_listed: false,
        planned: None,
        quote,
    };
    let of = |outage: &Outage| Alert {
        outage: outage.id.clone(),
        incident: outage.incident.clone(),
        title: outage.title.clone(),
        severity: Severity::of(outage.status),
        since: outage.began_at,
        unstable: flaps(outage, rules, change.at),
        worked_since: outage.worked_since,
        ..blank.clone()
    };
    match &change.kind {
        ChangeKind::Began(outage)
        | ChangeKind::Persists(outage)
        | ChangeKind::Worsened(outage)
        | ChangeKind::Joined { outage, .. }
        | ChangeKind::Clearing(outage) => Some(of(outage)),
        ChangeKind::Ended { outage, at, no_longer_listed } => {
            let no_longer_listed = *no_longer_listed;
            Some(Alert { severity: None, until: Some(*at), no_longer_listed, unstable: false, ..of(outage) })
        }
        ChangeKind::Maintenance { id, planned } => Some(Alert {
            outage: work_key(id, planned),
            since: planned.starts_at.unwrap_or(change.at),
            title: Some(planned.title.clone()).filter(|title| !title.is_empty()),
            planned: Some(planned.clone()),
            ..blank
        }),
        ChangeKind::Notice(_) | ChangeKind::BornResolved(_) => None,
    }
}

#[cfg(test)]
mod tests;
