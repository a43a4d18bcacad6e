//! What holds something back, as far as more than a reason's name can be said of it: until when, of how much, in whose
//! favour. It decides nothing; [`crate::wording`] makes the sentence.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alert::{Loudness, Reason};
use crate::decide::{Answer, Hush, Rules};
use crate::silence::silenced_until;
use crate::state::{Change, ChangeKind, UNSTABLE_FOR};
use crate::told::Told;

/// What holds something back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Hold {
    /// Until when: the end of a snooze, a silence, of quiet hours or of the time in which a product is called unstable;
    /// for what is not confirmed, when it is told if it lasts.
    pub until: Option<Timestamp>,
    /// The most that is told in a day, where that is reached.
    pub ceiling: Option<u16>,
    /// The product whose notification stands for it.
    pub with: Option<String>,
}

impl Hold {
    const fn until(until: Timestamp) -> Self {
        Self { until: Some(until), ceiling: None, with: None }
    }
}

/// What holds this change back, where more can be said of it than the reason. `ceiling` is the most told in a day.
#[must_use]
pub fn hold(
    change: &Change,
    answer: Answer,
    rules: &Rules,
    told: &Told,
    hush: &Hush<'_>,
    ceiling: Option<usize>,
    now: Timestamp,
) -> Option<Hold> {
    let outage = change.outage();
    match answer.reason {
        Reason::Unconfirmed => {
            let outage = outage.filter(|outage| !outage.core_hit && !matches!(change.kind, ChangeKind::Clearing(_)))?;
            let sure = outage.first_seen.checked_add(rules.degraded_after).ok()?;
            (sure > now).then(|| Hold::until(sure))
        }
        Reason::Snoozed => hush.snoozes.until(&change.product, now).map(Hold::until),
        Reason::Silenced if rules.loudness == Loudness::Off => None,
        Reason::Silenced => silenced_until(hush.silences, change, outage?, now).map(Hold::until),
        Reason::QuietHours => hush.quiet_until.map(Hold::until),
        Reason::Flapping => {
            let calm = outage?.unstable_since?.checked_add(UNSTABLE_FOR).ok()?;
            (calm > now).then(|| Hold::until(calm))
        }
        Reason::Grouped if answer.owed => {
            let most = u16::try_from(ceiling?).unwrap_or(u16::MAX);
            Some(Hold { ceiling: Some(most), ..Hold::default() })
        }
        Reason::Grouped => {
            let outage = outage?;
            let mut incidents = outage.incident.iter().chain(&outage.stood);
            let other = incidents.find_map(|id| told.elsewhere(&change.product, &change.provider, id))?;
            Some(Hold { with: Some(other.product.clone()), ..Hold::default() })
        }
        Reason::Began
        | Reason::Worsened
        | Reason::Recovered
        | Reason::Reopened
        | Reason::Back
        | Reason::Reminder
        | Reason::Digest
        | Reason::Baseline
        | Reason::AlreadyTold
        | Reason::NeverTold
        | Reason::BelowThreshold
        | Reason::Maintenance
        | Reason::RetroPosted
        | Reason::Offline
        | Reason::PlatformDoubt => None,
    }
}

#[cfg(test)]
mod tests;
