//! Where to go instead, from what this engine knows: one ranking for notification, tray, window and command line.

use jiff::Timestamp;
use siaga_core::alternatives::{Ranked, Ranking, rank};
use siaga_core::provider::Use;
use siaga_core::snapshot::Snapshot;

use super::Watch;

impl Watch {
    /// Alternatives to a product, or for a task, best first.
    pub(super) fn ranked(
        &self,
        snapshot: &Snapshot,
        failing: Option<&str>,
        wanted: Option<Use>,
        now: Timestamp,
    ) -> Ranked {
        let preferences = self.settings.preferences();
        let ranking = Ranking {
            catalogue: &self.catalogue,
            snapshot,
            preferences: &preferences,
            reliability: &self.reliability,
            local: self.local_tools.as_ref(),
            now,
        };
        self.words.explained(rank(&ranking, failing, wanted), &self.catalogue)
    }
}
