//! Where to go instead, from what this engine knows: one ranking for notification, tray, window and command line.

use jiff::Timestamp;
use siaga_core::alternatives::{Preferences, Ranked, Ranking, best, rank};
use siaga_core::provider::Use;
use siaga_core::snapshot::{Instead, Snapshot};

use super::Watch;

/// Products in trouble for which the tray names an alternative; it shows no more of them.
const NAMED: usize = 8;

impl Watch {
    /// Alternatives to a product, or for a task, best first, in words.
    pub(super) fn ranked(
        &self,
        snapshot: &Snapshot,
        failing: Option<&str>,
        wanted: Option<Use>,
        now: Timestamp,
    ) -> Ranked {
        self.words.explained(self.unworded(snapshot, failing, wanted, now), &self.catalogue)
    }

    /// The same without words.
    pub(super) fn unworded(
        &self,
        snapshot: &Snapshot,
        failing: Option<&str>,
        wanted: Option<Use>,
        now: Timestamp,
    ) -> Ranked {
        rank(&self.ranking(snapshot, &self.settings.preferences(), now), failing, wanted)
    }

    /// All that an order is made from.
    pub(super) fn ranking<'a>(
        &'a self,
        snapshot: &'a Snapshot,
        preferences: &'a Preferences,
        now: Timestamp,
    ) -> Ranking<'a> {
        Ranking {
            catalogue: &self.catalogue,
            snapshot,
            preferences,
            reliability: &self.reliability,
            local: self.local_tools.as_ref(),
            apps: &self.apps,
            now,
        }
    }

    /// What is named instead of each product in trouble that the person uses.
    pub(super) fn instead(&self, snapshot: &Snapshot, now: Timestamp) -> Vec<Instead> {
        let first = |product: &String| {
            let ranked = self.unworded(snapshot, Some(product), None, now);
            let other = best(&ranked.alternatives)?;
            Some(Instead { product: product.clone(), to: other.product.clone(), name: other.name.clone() })
        };
        snapshot.troubled().into_iter().take(NAMED).filter_map(|product| first(&product.id)).collect()
    }
}
