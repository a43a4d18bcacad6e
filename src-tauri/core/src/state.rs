//! What is true, as far as the feeds have said: the last known state of every product, and its open outage. What the
//! person was told is kept apart, in [`crate::told`].
//!
//! [`State::apply`] takes one observation and answers what differed. A failed read never comes here: it changes
//! freshness only, and that is kept with the feed.

mod change;
mod flips;
mod outage;
mod product;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use crate::observation::{Incident, Observation};
use crate::ownership::judge;
use crate::provider::{Product, Provider};

pub use change::{Change, ChangeKind};
pub use flips::{Flips, UNSTABLE_FOR};
pub use outage::{Ended, Origin, Outage, Part};
pub use product::ProductState;
pub(crate) use product::work_id;

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
    /// Providers whose last observation was an older copy than the one before it, and was put aside.
    copies: BTreeSet<String>,
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

    /// Whether an observation is to be taken in. One that is an older copy than what is known is put aside once; the same
    /// provider's next is believed, since providers also take back what they wrote.
    pub fn accepts(&mut self, provider: &str, known: Option<&Observation>, observation: &Observation) -> bool {
        let older = known.is_some_and(|known| observation.is_older_than(known));
        if older && self.copies.insert(provider.to_owned()) {
            return false;
        }
        self.copies.remove(provider);
        true
    }

    /// Treats an open outage of a product that the person has only just begun to watch as one that was there before.
    pub fn rebase(&mut self, product: &str) {
        if let Some(outage) = self.products.get_mut(product).and_then(|state| state.outage.as_mut()) {
            outage.origin = Origin::Baseline(outage.worst);
        }
    }

    /// Takes in one observation of a provider's feed, with the one before it where there was one, and answers what
    /// differed for each of the provider's products. Incidents that nobody has written about for long weigh nothing.
    pub fn apply(
        &mut self,
        provider: &Provider,
        before: Option<&Observation>,
        observation: &Observation,
        now: Timestamp,
    ) -> Vec<Change> {
        let mut changes = Vec::new();
        let living = observation.without_abandoned(now);
        for product in &provider.products {
            let judgement = judge(provider, product, &living);
            let state = self.products.entry(product.id.clone()).or_default();
            let kinds = state.take(&judgement, before, observation, now);
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

#[cfg(test)]
mod tests;
