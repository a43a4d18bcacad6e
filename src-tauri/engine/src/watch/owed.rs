//! Tells what was held for a time, once nothing holds it any more.

use std::time::Duration;

use jiff::Timestamp;
use siaga_core::owed::Debt;
use siaga_core::round::{Hold, pay};
use tokio::time::Instant;

use super::Watch;
use super::forward::HandedOn;
use super::settle::News;
use crate::store::{Outgoing, Write};

/// Shortest wait for a moment: a clock that runs at another rate rounds, and must not be waited for in vain.
pub(super) const LEAST_WAIT: Duration = Duration::from_millis(1);

impl Watch {
    /// Tells what is due of what was held, in one transaction with what that changes.
    pub(super) fn pay_owed(&mut self) {
        if self.memory.owed.debts().next().is_none() {
            return;
        }
        let now = self.clock.now();
        let held: Vec<Debt> = self.with_hold(now, |hold| {
            self.memory.owed.debts().filter(|debt| self.memory.holds(debt, hold, now)).cloned().collect()
        });
        let settings = &self.settings;
        let rules = |product: &str| settings.rules_for(product);
        let payment = pay(&mut self.memory, &rules, &|debt| held.contains(debt), now);
        let (told, owed) = (self.memory.told.take_changed(), self.memory.owed.take_changed());
        if told.is_empty() && owed.is_empty() && payment.is_empty() {
            return;
        }
        let mut news = News { decisions: payment.decisions, answered: payment.answered, ..News::default() };
        let handed = self.forward_alerts(&payment.alerts);
        for alert in payment.alerts {
            news.withdrawn.extend(self.outbox.waiting_for(&alert.product, &alert.outage));
            news.outgoing.push((self.outbox.next_id(), Outgoing::Alert(Box::new(alert)), false));
        }
        let mut digested = HandedOn::default();
        if let Some(digest) = payment.digest {
            digested = self.forward_digest(&digest, &self.digest_text(&digest));
            news.outgoing.push((self.outbox.next_id(), Outgoing::Digest(Box::new(digest)), false));
        }
        news.stale = payment.over;
        let mut writes: Vec<Write<'_>> = told
            .iter()
            .map(|(product, outage, entry)| match entry {
                Some(entry) => Write::Told(entry),
                None => Write::Forget(product, outage),
            })
            .collect();
        writes.extend(owed.iter().map(|(product, outage, debt)| match debt {
            Some(debt) => Write::Owed(debt),
            None => Write::Settled(product, outage),
        }));
        writes.extend(news.writes(now));
        handed.writes(&mut writes);
        digested.writes(&mut writes);
        self.write(&writes);
        drop(writes);
        for decision in &news.decisions {
            self.said.insert(decision.product.clone(), decision.clone());
            self.held.remove(&decision.product);
        }
        self.spread(news, now);
    }

    /// Asks something of what may keep what is owed from being told at this moment.
    fn with_hold<T>(&self, now: Timestamp, ask: impl FnOnce(&Hold<'_>) -> T) -> T {
        let unread = |provider: &str| self.feeds.get(provider).is_some_and(|feed| !feed.tried);
        ask(&Hold {
            rules: &|product| self.settings.rules_for(product),
            in_doubt: &|provider| unread(provider) || self.doubt_about(provider).is_some(),
            looking: self.feeds.values().any(|feed| !feed.tried),
            quiet_until: self.quiet_until(now),
            ceiling: Some((self.day(now), usize::from(self.settings.notify.ceiling))),
            tomorrow: self.tomorrow(now),
        })
    }

    /// When time alone may free something that is owed, end a snooze, or end the wait for a round of reads.
    pub(super) fn next_due(&self) -> Option<Instant> {
        let snoozed = self.memory.snoozes.all.is_some() || !self.memory.snoozes.products.is_empty();
        let owed = self.memory.owed.debts().next().is_some();
        let now = self.clock.now();
        let due = (owed || snoozed).then(|| self.with_hold(now, |hold| self.memory.next_due(hold, now))).flatten();
        let real = |due: Timestamp| self.clock.real(Duration::try_from(due.duration_since(now)).unwrap_or_default());
        [due.map(|due| Instant::now() + real(due).max(LEAST_WAIT)), self.round_limit()].into_iter().flatten().min()
    }

    /// Tells what has come free, and ends what has passed.
    pub(super) fn tend_dues(&mut self) {
        self.memory.snoozes.expire(self.clock.now());
        self.pay_owed();
        self.publish();
    }
}
