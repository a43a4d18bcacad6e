//! What is shown, put together from all that this engine knows and handed to those who show it.

use std::sync::Arc;

use siaga_core::snapshot::{Parts, Snapshot, assemble};

use super::Watch;

impl Watch {
    /// Publishes the newest picture, unless nothing but its time differs.
    pub(super) fn publish(&mut self) {
        let snapshot = self.picture();
        let before = self.snapshots.borrow().clone();
        if (Snapshot { at: before.at, ..snapshot.clone() }) != *before {
            self.snapshots.send_replace(Arc::new(snapshot));
        }
        let tried = self.feeds.values().all(|feed| feed.health.read_at.is_some() || feed.health.failures > 0);
        self.tried.send_if_modified(|before| std::mem::replace(before, tried) != tried);
    }

    pub(super) fn picture(&self) -> Snapshot {
        let health = self.feeds.iter().map(|(id, feed)| (id.clone(), self.health(id, feed))).collect();
        let parts = Parts {
            catalogue: &self.catalogue,
            watch: &self.settings.watch,
            memory: &self.memory,
            health: &health,
            observations: &self.observations,
            held: &self.held,
            look: self.settings.window.look(),
            quiet_until: self.quiet_until(self.clock.now()),
            doubt: self.local.doubt(),
            words: &self.words,
            drill: self.drill,
            problems: self.problem_sentences(),
        };
        let now = self.clock.now();
        let mut snapshot = assemble(parts, now);
        snapshot.instead = self.instead(&snapshot, now);
        snapshot.rehearsal = self.rehearsal.clone();
        snapshot
    }

    pub(super) fn problem_sentences(&self) -> Vec<String> {
        let own = self
            .problems
            .iter()
            .map(|trouble| self.words.format(trouble.key, &[("detail", trouble.detail.as_str().into())]));
        own.chain(self.files.problems().iter().map(ToString::to_string)).collect()
    }
}
