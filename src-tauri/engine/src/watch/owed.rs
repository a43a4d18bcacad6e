//! Tells what was held for a time, once nothing holds it any more.

use jiff::{SignedDuration, Timestamp};
use siaga_core::alert::{Loudness, Reason};
use siaga_core::owed::Debt;
use siaga_core::round::pay;
use siaga_core::state::UNSTABLE_FOR;

use super::Watch;
use super::forward::HandedOn;
use super::settle::{News, rules};
use crate::store::{Outgoing, Write};

/// How long the first look at what a person uses may take: a feed that hangs keeps nothing back for longer.
const FIRST_LOOK: SignedDuration = SignedDuration::from_secs(60);

impl Watch {
    /// Tells what is due of what was held, in one transaction with what that changes.
    pub(super) fn pay_owed(&mut self) {
        if self.memory.owed.debts().next().is_none() {
            return;
        }
        let now = self.clock.now();
        let held: Vec<(String, String)> = self
            .memory
            .owed
            .debts()
            .filter(|debt| self.holds(debt, now))
            .map(|debt| (debt.product.clone(), debt.outage.clone()))
            .collect();
        let is_held =
            |debt: &Debt| held.iter().any(|(product, outage)| *product == debt.product && *outage == debt.outage);
        let settings = &self.settings;
        let payment = pay(&mut self.memory, &|product| rules(settings, product), &is_held, now);
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

    /// Whether something still keeps this from being told.
    fn holds(&self, debt: &Debt, now: Timestamp) -> bool {
        let must = self.settings.loudness_of(&debt.product) == Loudness::MustKnow;
        if self.doubt_about(&debt.provider).is_some() {
            return true;
        }
        if !must && self.quiet_until(now).is_some() {
            return true;
        }
        if !debt.asked && self.memory.snoozes.until(&debt.product, now).is_some() {
            return true;
        }
        match debt.why {
            // A first look is over when all has been looked at.
            Reason::Baseline => now.duration_since(debt.at) < FIRST_LOOK && self.feeds.values().any(|feed| !feed.tried),
            Reason::Flapping => self
                .memory
                .state
                .product(&debt.product)
                .and_then(|known| known.flips.unstable_since())
                .is_some_and(|since| now.duration_since(since) < UNSTABLE_FOR),
            // Told with the rest of its day.
            Reason::Grouped => !must && self.day(now) <= debt.at,
            _ => false,
        }
    }
}
