//! Keeping what is known. Where the disk refuses, everything goes on from memory, and is saved whole once it can be.

use super::reads::stored;
use super::{Trouble, Watch};
use crate::store::{StoreError, StoredFeed, Write};

/// Key of the sentence about a disk that refuses.
const CANNOT_SAVE: &str = "problem-cannot-save";

impl Watch {
    /// Writes, and says so where it fails: what is known stays known in memory, and goes on being told.
    pub(super) fn write(&mut self, writes: &[Write<'_>]) {
        if writes.is_empty() {
            return;
        }
        let outcome = if self.unsaved { self.write_everything(writes) } else { self.store.write(writes) };
        self.problems.retain(|trouble| trouble.key != CANNOT_SAVE);
        self.unsaved = outcome.is_err();
        if let Err(error) = outcome {
            tracing::error!("nothing could be saved: {error}");
            self.problems.push(Trouble { key: CANNOT_SAVE, detail: error.to_string() });
        }
    }

    /// Tries to save what could not be saved.
    pub(super) fn save_again(&mut self) {
        self.write(&[Write::Afresh]);
    }

    /// Writes all that is known, and then these, in one transaction: what failed before is not known piece by piece.
    fn write_everything(&mut self, then: &[Write<'_>]) -> Result<(), StoreError> {
        let feeds: Vec<(&String, StoredFeed)> = self.feeds.iter().map(|(id, feed)| (id, stored(feed))).collect();
        let mut all = vec![Write::Afresh];
        all.extend(self.documents.values().map(Write::Document));
        all.extend(feeds.iter().map(|(id, feed)| Write::Feed(id, feed)));
        all.extend(self.memory.state.products().map(|(id, state)| Write::Product(id, state)));
        all.extend(self.houses.iter().map(|(id, house)| Write::House(id, Some(house))));
        all.extend(self.memory.told.entries().map(Write::Told));
        all.extend(self.memory.owed.debts().map(Write::Owed));
        all.extend(self.outbox.waiting().map(|(id, content, made_at)| Write::Outbox(id, content, made_at)));
        all.extend(self.forwards.writes());
        all.extend(self.shown.iter().map(Write::Shown));
        all.extend(self.memory.snoozes.all.map(|until| Write::Snooze("", Some(until))));
        all.extend(self.memory.snoozes.products.iter().map(|(product, until)| Write::Snooze(product, Some(*until))));
        let now = self.clock.now();
        all.extend(self.memory.snoozes.asked.iter().map(|product| Write::Asked(product, Some(now))));
        all.extend(then.iter().copied().filter(|write| !matches!(write, Write::Afresh)));
        self.store.write(&all)
    }
}
