//! Tells what was held for a time, once nothing holds it any more.

use siaga_core::owed::Debt;
use siaga_core::round::{Hold, pay};

use super::Watch;
use super::forward::HandedOn;
use super::settle::News;
use crate::store::{Outgoing, Write};

impl Watch {
    /// Tells what is due of what was held, in one transaction with what that changes.
    pub(super) fn pay_owed(&mut self) {
        if self.memory.owed.debts().next().is_none() {
            return;
        }
        let now = self.clock.now();
        let settings = &self.settings;
        let rules = |product: &str| settings.rules_for(product);
        let unread = |provider: &str| self.feeds.get(provider).is_some_and(|feed| !feed.tried);
        let hold = Hold {
            rules: &rules,
            in_doubt: &|provider| unread(provider) || self.doubt_about(provider).is_some(),
            looking: self.feeds.values().any(|feed| !feed.tried),
            quiet: self.quiet_until(now).is_some(),
            ceiling: Some((self.day(now), usize::from(settings.notify.ceiling))),
        };
        let held: Vec<Debt> =
            self.memory.owed.debts().filter(|debt| self.memory.holds(debt, &hold, now)).cloned().collect();
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
}
