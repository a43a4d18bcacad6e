//! From one observation to decisions: what differed, whether to tell, and the one transaction that keeps both.

use jiff::Timestamp;
use siaga_core::alert::Reason;
use siaga_core::decide::Decision;
use siaga_core::doubt::Doubt;
use siaga_core::observation::Observation;
use siaga_core::provider::Provider;
use siaga_core::round::{Around, Outcome};
use siaga_core::state::{Change, ChangeKind, ProductState};

use super::Watch;
use crate::store::{Outgoing, StoredDocument, Write};

impl Watch {
    /// Applies an observation, decides, and commits the new state together with what is to be told of it.
    pub(super) fn settle(
        &mut self,
        provider: &Provider,
        before: Option<&Observation>,
        observation: &Observation,
        documents: &[StoredDocument],
        now: Timestamp,
    ) {
        let known: Vec<(String, Option<ProductState>)> = provider
            .products
            .iter()
            .map(|product| (product.id.clone(), self.memory.state.product(&product.id).cloned()))
            .collect();
        let outcomes = self.decide(provider, before, observation, now);
        let news = self.news(&outcomes);
        let handed = self.forward_alerts(outcomes.iter().filter_map(|outcome| outcome.alert.as_ref()));
        // Copies, because writing borrows the whole loop.
        let states: Vec<(String, ProductState)> = known
            .into_iter()
            .filter_map(|(id, before)| {
                let after = self.memory.state.product(&id)?;
                differs(before.as_ref(), after).then(|| (id, after.clone()))
            })
            .collect();
        // A server without validators sends the same again and again: only what is new is written.
        let is_new = |document: &&StoredDocument| {
            self.documents
                .get(&document.url)
                .is_none_or(|known| StoredDocument { read_at: known.read_at, ..(*document).clone() } != *known)
        };
        let new: Vec<StoredDocument> = documents.iter().filter(is_new).cloned().collect();
        let told = self.memory.told.take_changed();
        let owed = self.memory.owed.take_changed();
        let mut writes: Vec<Write<'_>> = new.iter().map(Write::Document).collect();
        writes.extend(states.iter().map(|(id, state)| Write::Product(id, state)));
        writes
            .extend(outcomes.iter().filter(|outcome| outcome.concerns).filter_map(|outcome| history(&outcome.change)));
        writes.extend(told.iter().map(|(product, outage, entry)| match entry {
            Some(entry) => Write::Told(entry),
            None => Write::Forget(product, outage),
        }));
        writes.extend(owed.iter().map(|(product, outage, debt)| match debt {
            Some(debt) => Write::Owed(debt),
            None => Write::Settled(product, outage),
        }));
        writes.extend(news.writes(now));
        handed.writes(&mut writes);
        self.write(&writes);
        drop(writes);
        self.spread(news, now);
        let turned = |outcome: &Outcome| matches!(outcome.change.kind, ChangeKind::Began(_) | ChangeKind::Ended { .. });
        if outcomes.iter().any(turned) {
            self.replan();
        }
    }

    fn decide(
        &mut self,
        provider: &Provider,
        before: Option<&Observation>,
        observation: &Observation,
        now: Timestamp,
    ) -> Vec<Outcome> {
        let doubt = self.doubt_about(&provider.id).or_else(|| self.doubt_until_now()).map(Doubt::reason);
        let away = self.away_since();
        let ceiling = Some((self.day(now), usize::from(self.settings.notify.ceiling)));
        let quiet_until = self.quiet_until(now);
        let (settings, outbox) = (&self.settings, &self.outbox);
        let around = Around {
            rules: &|product| settings.rules_for(product),
            place: &|product| settings.watch.iter().position(|id| id == product),
            showing: &|product, outage| outbox.showing(product, outage),
            silences: &settings.silence,
            quiet_until,
            summary: settings.quiet.summary,
            ceiling,
            doubt,
            away,
        };
        self.memory.take(provider, before, observation, &around, now)
    }

    /// What the outcomes lead to.
    fn news(&mut self, outcomes: &[Outcome]) -> News {
        let mut news = News::default();
        for outcome in outcomes.iter().filter(|outcome| outcome.concerns) {
            let (change, reason) = (&outcome.change, outcome.reason);
            self.remember_hold(change, &outcome.decision);
            if let Some(alert) = &outcome.alert {
                // What waited to be shown of this outage is stood for by the newer alert.
                news.withdrawn.extend(self.outbox.waiting_for(&change.product, &alert.outage));
                let heard = self.memory.told.of(&change.product, &alert.outage).is_some_and(|entry| entry.delivered);
                let id = self.outbox.next_id();
                news.outgoing.push((id, Outgoing::Alert(Box::new(alert.clone())), heard && alert.until.is_none()));
            }
            if let ChangeKind::Ended { outage, .. } = &change.kind
                && !reason.is_told()
            {
                news.withdrawn.extend(self.outbox.waiting_for(&change.product, &outage.id));
                // What is told later still takes the place of what stands there.
                if !outcome.owed {
                    news.stale.push((change.product.clone(), outage.id.clone()));
                }
            }
            news.stale.extend(outcome.over.iter().map(|outage| (change.product.clone(), outage.clone())));
            if outcome.answered {
                news.answered.push(change.product.clone());
            }
            self.say(&outcome.decision, &mut news);
        }
        news
    }

    fn say(&mut self, decision: &Decision, news: &mut News) {
        if self.is_new(decision) {
            self.said.insert(decision.product.clone(), decision.clone());
            news.decisions.push(decision.clone());
        }
    }

    /// Hands on what has been committed.
    pub(super) fn spread(&mut self, news: News, now: Timestamp) {
        for decision in news.decisions {
            // Nobody needs to be listening.
            let _ = self.decisions.send(decision);
        }
        for (id, content, follows) in news.outgoing {
            self.outbox.add(id, content, now, follows);
        }
        for id in news.withdrawn {
            self.outbox.remove(id);
        }
        for (product, outage) in news.stale {
            self.withdraw(&product, &outage);
        }
    }

    /// The same answer about the same thing is given on every read and said once.
    fn is_new(&self, decision: &Decision) -> bool {
        decision.told
            || self.said.get(&decision.product).is_none_or(|said| {
                (&said.incident, said.reason, said.severity) != (&decision.incident, decision.reason, decision.severity)
            })
    }

    fn remember_hold(&mut self, change: &Change, decision: &Decision) {
        let reason = decision.reason;
        match &change.kind {
            ChangeKind::Began(_) | ChangeKind::Persists(_) | ChangeKind::Worsened(_) | ChangeKind::Joined { .. } => {
                if reason.is_told() || reason == Reason::AlreadyTold {
                    self.held.remove(&change.product);
                } else {
                    self.held.insert(change.product.clone(), decision.clone());
                }
            }
            ChangeKind::Ended { .. } => drop(self.held.remove(&change.product)),
            ChangeKind::Clearing(_)
            | ChangeKind::Maintenance { .. }
            | ChangeKind::Notice(_)
            | ChangeKind::BornResolved(_) => {}
        }
    }

    /// Until when it is quiet.
    pub(super) fn quiet_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.settings.quiet.until(now, &self.quiet_zone)
    }

    /// When the person's day began.
    pub(super) fn day(&self, now: Timestamp) -> Timestamp {
        let today = now.to_zoned(self.quiet_zone.clone()).start_of_day();
        today.map_or(now, |midnight| midnight.timestamp())
    }

    /// When the person's next day begins.
    pub(super) fn tomorrow(&self, now: Timestamp) -> Option<Timestamp> {
        let tomorrow = now.to_zoned(self.quiet_zone.clone()).tomorrow().ok()?;
        tomorrow.start_of_day().ok().map(|midnight| midnight.timestamp())
    }
}

/// What one round leads to, collected for one transaction.
#[derive(Debug, Default)]
pub(super) struct News {
    pub(super) decisions: Vec<Decision>,
    /// With whether the person has heard of that outage before.
    pub(super) outgoing: Vec<(i64, Outgoing, bool)>,
    pub(super) withdrawn: Vec<i64>,
    pub(super) answered: Vec<String>,
    /// Outages that are over without a word: what still stands of them on the desktop is no longer true.
    pub(super) stale: Vec<(String, String)>,
}

impl News {
    pub(super) fn writes(&self, now: Timestamp) -> Vec<Write<'_>> {
        let mut writes: Vec<Write<'_>> = self.decisions.iter().map(Write::Decision).collect();
        writes.extend(self.outgoing.iter().map(|(id, content, _)| Write::Outbox(*id, content, now)));
        writes.extend(self.withdrawn.iter().map(|id| Write::Done(*id, "withdrawn", now)));
        writes.extend(self.answered.iter().map(|product| Write::Asked(product, None)));
        writes
    }
}

/// Whether there is anything to write: that a calm product was read again is not.
fn differs(before: Option<&ProductState>, after: &ProductState) -> bool {
    before.is_none_or(|before| ProductState { known_at: after.known_at, ..before.clone() } != *after)
}

/// The record of outages: written when one begins, changes weight, and ends.
fn history(change: &Change) -> Option<Write<'_>> {
    match &change.kind {
        ChangeKind::Began(outage) | ChangeKind::Worsened(outage) | ChangeKind::Joined { outage, .. } => {
            Some(Write::Outage(&change.product, outage, None))
        }
        ChangeKind::Ended { outage, at, .. } => Some(Write::Outage(&change.product, outage, Some(*at))),
        ChangeKind::Persists(_)
        | ChangeKind::Clearing(_)
        | ChangeKind::Maintenance { .. }
        | ChangeKind::Notice(_)
        | ChangeKind::BornResolved(_) => None,
    }
}
