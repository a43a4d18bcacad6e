//! What began and ended at a provider while this computer was away: elsewhere that is history, to somebody who was away
//! it is news, told together with the rest where it was long.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Around, Outcome};
use crate::alert::{Loudness, Reason, Severity};
use crate::decide::Rules;
use crate::owed::Debt;
use crate::silence::{Snoozes, matches};
use crate::state::{ChangeKind, State};

/// When products were last known of before this computer went away, for those that are read for the first time since.
pub(super) struct Missed(BTreeMap<String, Timestamp>);

impl Missed {
    /// To be asked before an observation is taken in.
    pub(super) fn before(state: &State, away: Option<Timestamp>) -> Self {
        let Some(away) = away else { return Self(BTreeMap::new()) };
        let known = state.products().filter_map(|(id, known)| Some((id, known.known_at?)));
        Self(known.filter(|(_, at)| *at <= away).map(|(id, at)| (id.to_owned(), at)).collect())
    }

    /// What is owed of an incident that nobody here saw open, where the person missed it.
    pub(super) fn owes(
        &self,
        outcome: &Outcome,
        rules: &Rules,
        snoozes: &Snoozes,
        around: &Around<'_>,
        now: Timestamp,
    ) -> Option<Debt> {
        let (change, known) = (&outcome.change, *self.0.get(&outcome.change.product)?);
        let ChangeKind::BornResolved(incident) = &change.kind else { return None };
        let severity = Severity::of(incident.impact.status())?;
        let (since, until) = (incident.started_at?, incident.resolved_at?.min(now));
        // Over before the last look: it was held back by its provider, which makes it no news.
        let missed = known < until && since < until;
        let wanted = rules.loudness != Loudness::Off && severity >= rules.threshold;
        let hushed = snoozes.until(&change.product, now).is_some()
            || around
                .silences
                .iter()
                .any(|silence| matches(silence, &change.product, &change.provider, &[], Some(&incident.title), now));
        (outcome.concerns && missed && wanted && !hushed).then(|| Debt {
            product: change.product.clone(),
            provider: change.provider.clone(),
            outage: incident.id.clone(),
            incident: Some(incident.id.clone()),
            title: Some(incident.title.clone()).filter(|title| !title.is_empty()),
            severity,
            since,
            until: Some(until),
            no_longer_listed: false,
            why: Reason::Offline,
            heard: false,
            asked: false,
            at: now,
        })
    }
}
