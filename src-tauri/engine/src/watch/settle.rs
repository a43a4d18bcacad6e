//! From one observation to decisions: what differed, whether to tell, and the one transaction that keeps both.

use jiff::{SignedDuration, Timestamp};
use siaga_core::alert::{Alert, Reason, Severity};
use siaga_core::decide::{Decision, Rules, alert, decide, decision};
use siaga_core::observation::Observation;
use siaga_core::provider::Provider;
use siaga_core::state::{Change, ChangeKind, ProductState};
use siaga_core::told::Entry;

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
            .map(|product| (product.id.clone(), self.state.product(&product.id).cloned()))
            .collect();
        let mut changes = self.state.apply(provider, before, observation, now);
        let mut news = News::default();
        changes.retain(|change| self.concerns(change, &mut news));
        // The heaviest first, then the person's order: the others of one incident are grouped under it.
        changes.sort_by_key(|change| (std::cmp::Reverse(weight(change)), self.place(&change.product)));

        for change in &changes {
            self.decide_one(change, &mut news, now);
        }
        let alerts: Vec<Alert> = news.alerts().cloned().collect();
        let handed = self.forward_alerts(&alerts);
        // Copies, because writing borrows the whole loop.
        let states: Vec<(String, ProductState)> = known
            .into_iter()
            .filter_map(|(id, before)| {
                let after = self.state.product(&id)?;
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
        let mut writes: Vec<Write<'_>> = new.iter().map(Write::Document).collect();
        writes.extend(states.iter().map(|(id, state)| Write::Product(id, state)));
        for change in &changes {
            writes.extend(history(change));
        }
        news.writes(&mut writes, now);
        handed.writes(&mut writes);
        self.write(&writes);
        drop(writes);
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
        if changes.iter().any(|change| matches!(change.kind, ChangeKind::Began(_) | ChangeKind::Ended { .. })) {
            self.replan();
        }
    }

    /// Whether the person wants to hear about it: they use the product, or asked to be told that it is back. An outage
    /// of anything else is no news either once they begin to use it in the middle of that.
    fn concerns(&mut self, change: &Change, news: &mut News) -> bool {
        if self.settings.watch.contains(&change.product) {
            return true;
        }
        let ended = match &change.kind {
            ChangeKind::Ended { outage, .. } => outage,
            ChangeKind::Began(_) | ChangeKind::Persists(_) | ChangeKind::Worsened(_) | ChangeKind::Joined { .. } => {
                self.state.rebase(&change.product);
                return false;
            }
            ChangeKind::Clearing(_)
            | ChangeKind::MaintenanceBegan
            | ChangeKind::Notice(_)
            | ChangeKind::BornResolved(_) => return false,
        };
        if self.snoozes.asked.contains(&change.product) {
            return true;
        }
        self.told.forget(&change.product, &ended.id);
        news.over.push((change.product.clone(), ended.id.clone()));
        false
    }

    fn place(&self, product: &str) -> usize {
        self.settings.watch.iter().position(|id| id == product).unwrap_or(usize::MAX)
    }

    fn decide_one(&mut self, change: &Change, news: &mut News, now: Timestamp) {
        if let ChangeKind::Ended { outage, .. } = &change.kind
            && self.outbox.showing(&change.product, &outage.id)
        {
            // Its beginning is being shown at this moment: the person will have seen it.
            self.told.delivered(&change.product, &outage.id);
        }
        let reason = decide(change, &self.rules(&change.product), &self.told, &self.snoozes, now);
        self.remember_hold(change, reason);
        let decision = decision(change, reason);
        if reason == Reason::Grouped {
            news.group(change);
        }
        if let Some(alert) = alert(change, reason) {
            // What waited to be shown of this outage is stood for by the newer alert.
            news.withdrawn.extend(self.outbox.waiting_for(&change.product, &alert.outage));
            let id = self.outbox.next_id();
            let mut follows = false;
            if let Some(severity) = alert.severity {
                // Told of before: that stays heard, whether or not the news that it is worse gets through.
                let heard = self.told.of(&change.product, &alert.outage).is_some_and(|entry| entry.delivered);
                follows = heard;
                let entry = Entry {
                    product: change.product.clone(),
                    provider: alert.provider.clone(),
                    outage: alert.outage.clone(),
                    incident: alert.incident.clone(),
                    severity,
                    at: now,
                    delivered: heard,
                };
                self.told.record(entry.clone());
                news.told.push(entry);
            }
            news.outgoing.push((id, Outgoing::Alert(Box::new(alert)), follows));
        }
        if let ChangeKind::Ended { outage, .. } = &change.kind {
            if !reason.is_told() {
                news.stale.push((change.product.clone(), outage.id.clone()));
                news.withdrawn.extend(self.outbox.waiting_for(&change.product, &outage.id));
            }
            if reason == Reason::Back && self.snoozes.asked.remove(&change.product) {
                news.answered.push(change.product.clone());
            }
            self.told.forget(&change.product, &outage.id);
            news.over.push((change.product.clone(), outage.id.clone()));
        }
        if self.is_new(&decision) {
            self.said.insert(change.product.clone(), decision.clone());
            news.decisions.push(decision);
        }
    }

    /// The same answer about the same thing is given on every read and said once.
    fn is_new(&self, decision: &Decision) -> bool {
        decision.told
            || self.said.get(&decision.product).is_none_or(|said| {
                (&said.incident, said.reason, said.severity) != (&decision.incident, decision.reason, decision.severity)
            })
    }

    fn remember_hold(&mut self, change: &Change, reason: Reason) {
        match &change.kind {
            ChangeKind::Began(_) | ChangeKind::Persists(_) | ChangeKind::Worsened(_) | ChangeKind::Joined { .. } => {
                if reason.is_told() || reason == Reason::AlreadyTold {
                    self.held.remove(&change.product);
                } else {
                    self.held.insert(change.product.clone(), reason);
                }
            }
            ChangeKind::Ended { .. } => drop(self.held.remove(&change.product)),
            ChangeKind::Clearing(_)
            | ChangeKind::MaintenanceBegan
            | ChangeKind::Notice(_)
            | ChangeKind::BornResolved(_) => {}
        }
    }

    pub(super) fn rules(&self, product: &str) -> Rules {
        let threshold = Severity::of(self.settings.threshold_for(product)).unwrap_or(Severity::Degraded);
        let degraded_after = SignedDuration::try_from(self.settings.notify.degraded_after);
        Rules { threshold, degraded_after: degraded_after.unwrap_or(SignedDuration::MAX) }
    }
}

/// What one observation leads to, collected for one transaction.
#[derive(Debug, Default)]
struct News {
    decisions: Vec<Decision>,
    /// With whether the person has heard of that outage before.
    outgoing: Vec<(i64, Outgoing, bool)>,
    withdrawn: Vec<i64>,
    told: Vec<Entry>,
    over: Vec<(String, String)>,
    answered: Vec<String>,
    /// Outages that are over without a word: what still stands of them on the desktop is no longer true.
    stale: Vec<(String, String)>,
}

impl News {
    /// Names a further product in the alert that stands for its incident, where that alert is of this very read.
    fn group(&mut self, change: &Change) {
        let Some(outage) = change.outage() else { return };
        let stands = |incident: &String| outage.incident.iter().chain(&outage.stood).any(|stood| stood == incident);
        for (_, content, _) in &mut self.outgoing {
            if let Outgoing::Alert(alert) = content
                && alert.incident.as_ref().is_some_and(stands)
                && alert.product != change.product
            {
                alert.also.push(change.product.clone());
            }
        }
    }

    fn alerts(&self) -> impl Iterator<Item = &Alert> {
        self.outgoing.iter().filter_map(|(_, content, _)| match content {
            Outgoing::Alert(alert) => Some(&**alert),
            Outgoing::Damaged { .. } | Outgoing::Unread { .. } => None,
        })
    }

    fn writes<'a>(&'a self, writes: &mut Vec<Write<'a>>, now: Timestamp) {
        writes.extend(self.decisions.iter().map(Write::Decision));
        writes.extend(self.told.iter().map(Write::Told));
        writes.extend(self.outgoing.iter().map(|(id, content, _)| Write::Outbox(*id, content, now)));
        writes.extend(self.withdrawn.iter().map(|id| Write::Done(*id, "withdrawn", now)));
        writes.extend(self.over.iter().map(|(product, outage)| Write::Forget(product, outage)));
        writes.extend(self.answered.iter().map(|product| Write::Asked(product, None)));
    }
}

fn weight(change: &Change) -> u8 {
    change.outage().map_or(0, |outage| outage.status.rank())
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
        ChangeKind::Ended { outage, at } => Some(Write::Outage(&change.product, outage, Some(*at))),
        ChangeKind::Persists(_)
        | ChangeKind::Clearing(_)
        | ChangeKind::MaintenanceBegan
        | ChangeKind::Notice(_)
        | ChangeKind::BornResolved(_) => None,
    }
}
