//! From one observation to everything that follows from it for the person: what differed, whether to tell, what is told
//! later. Pure: the engine adds the disk and the desktop, the replay adds recorded histories, and both decide alike.

mod due;
mod missed;
mod pay;

use jiff::Timestamp;

use crate::alert::{Alert, Quote, Reason, Severity};
use crate::decide::{Decision, Hush, Rules, alert, decide, decision, is_work, work_keys};
use crate::hold::hold;
use crate::observation::{Observation, Status};
use crate::owed::{Debt, Owed};
use crate::provider::Provider;
use crate::silence::Snoozes;
use crate::state::{Change, ChangeKind, Outage, State, work_id};
use crate::told::{Entry, Told};

pub use pay::{Hold, Payment, pay};

/// What is known, told, still to be told, and wished for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Memory {
    /// What is true.
    pub state: State,
    /// What was told.
    pub told: Told,
    /// What is told later.
    pub owed: Owed,
    /// Hushes and wishes of the person.
    pub snoozes: Snoozes,
}

/// What stands around a round of decisions.
pub struct Around<'a> {
    /// What the person wants to hear, by product.
    pub rules: &'a dyn Fn(&str) -> Rules,
    /// Where a product stands in the person's order; absent for what they do not use.
    pub place: &'a dyn Fn(&str) -> Option<usize>,
    /// Something of this product and outage is being shown at this moment.
    pub showing: &'a dyn Fn(&str, &str) -> bool,
    /// Standing silences.
    pub silences: &'a [crate::settings::SilenceSettings],
    /// It is quiet until then.
    pub quiet_until: Option<Timestamp>,
    /// What happens in quiet hours is told together afterwards.
    pub summary: bool,
    /// The beginning of the person's day and the most that is told in one.
    pub ceiling: Option<(Timestamp, usize)>,
    /// What the provider's feed says is in doubt.
    pub doubt: Option<Reason>,
    /// Since when this computer was away, the last time that it was.
    pub away: Option<Timestamp>,
}

impl std::fmt::Debug for Around<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Around")
            .field("quiet_until", &self.quiet_until)
            .field("doubt", &self.doubt)
            .finish_non_exhaustive()
    }
}

/// One change, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What differed.
    pub change: Change,
    /// Why it was told or held.
    pub reason: Reason,
    /// The same as it is recorded.
    pub decision: Decision,
    /// What is told, if anything.
    pub alert: Option<Alert>,
    /// It is told later.
    pub owed: bool,
    /// A wish of the person is fulfilled by it.
    pub answered: bool,
    /// Earlier outages of the product that the person has heard of, whose ends were owed, and for which this end stands.
    pub over: Vec<String>,
    /// The person is concerned: they use the product, or asked about it.
    pub concerns: bool,
}

impl Memory {
    /// Takes in one observation of a provider's feed, with the one before it where there was one, and decides about all
    /// that differed: the heaviest first, then in the person's order.
    ///
    /// What is told counts as told from here on, and as delivered once [`Told::delivered`] says so.
    pub fn take(
        &mut self,
        provider: &Provider,
        before: Option<&Observation>,
        observation: &Observation,
        around: &Around<'_>,
        now: Timestamp,
    ) -> Vec<Outcome> {
        let missed = missed::Missed::before(&self.state, around.away);
        let mut changes = self.state.apply(provider, before, observation, now);
        self.finish_work(provider, observation);
        changes.sort_by_key(|change| {
            let weight = change.outage().map_or(0, |outage| outage.status.rank());
            (std::cmp::Reverse(weight), (around.place)(&change.product).unwrap_or(usize::MAX))
        });
        let mut outcomes: Vec<Outcome> = Vec::with_capacity(changes.len());
        for change in changes {
            let mut outcome = self.settle(change, observation, around, now);
            let rules = (around.rules)(&outcome.change.product);
            if let Some(debt) = missed.owes(&outcome, &rules, &self.snoozes, around, now) {
                (outcome.reason, outcome.owed) = (debt.why, true);
                outcome.decision = decision(&outcome.change, debt.why);
                self.owed.record(debt);
            }
            if outcome.reason == Reason::Grouped && !outcome.owed {
                group(&mut outcomes, &outcome.change);
            }
            outcomes.push(outcome);
        }
        outcomes
    }

    fn settle(&mut self, change: Change, observation: &Observation, around: &Around<'_>, now: Timestamp) -> Outcome {
        let rules = (around.rules)(&change.product);
        if !self.concerns(&change, around) {
            let reason = Reason::BelowThreshold;
            let decision = decision(&change, reason);
            return Outcome {
                change,
                reason,
                decision,
                alert: None,
                owed: false,
                answered: false,
                over: Vec::new(),
                concerns: false,
            };
        }
        if let ChangeKind::Ended { outage, .. } = &change.kind
            && (around.showing)(&change.product, &outage.id)
        {
            // Its beginning is being shown at this moment: the person will have seen it.
            self.told.delivered(&change.product, &outage.id);
        }
        if let ChangeKind::Began(outage) = &change.kind {
            self.carry_on(&change.product, outage);
        }
        let full = around.ceiling.is_some_and(|(day, most)| most > 0 && self.told.spoken(day, now) >= most);
        let hush = Hush {
            snoozes: &self.snoozes,
            silences: around.silences,
            quiet_until: around.quiet_until,
            summary: around.summary,
            full,
            doubt: around.doubt,
        };
        let answer = decide(&change, &rules, &self.told, &self.owed, &hush, now);
        let (reason, owed) = (answer.reason, answer.owed);
        let held = hold(&change, answer, &rules, &self.told, &hush, around.ceiling.map(|(_, most)| most), now);
        let decision = Decision { hold: held, ..decision(&change, reason) };
        let alert = alert(&change, reason, &rules, quote(&change, observation));
        if owed {
            self.owe(&change, reason, now);
        } else if reason == Reason::Silenced {
            self.silence(&change);
        }
        if let Some(alert) = &alert {
            self.tell(alert, now);
        }
        let mut answered = false;
        let mut over = Vec::new();
        if let ChangeKind::Ended { outage, .. } = &change.kind {
            answered = reason == Reason::Back && self.snoozes.asked.remove(&change.product);
            self.told.forget(&change.product, &outage.id);
            if !owed {
                self.owed.settle(&change.product, &outage.id);
            }
            if reason.is_told() {
                over = self.stand_for(&change.product);
            }
        }
        Outcome { change, reason, decision, alert, owed, answered, over, concerns: true }
    }

    /// Whether the person wants to hear about it: they use the product, or asked to be told that it is back. An outage
    /// of anything else is no news either once they begin to use it in the middle of that.
    fn concerns(&mut self, change: &Change, around: &Around<'_>) -> bool {
        if (around.place)(&change.product).is_some() {
            return true;
        }
        match &change.kind {
            ChangeKind::Ended { outage, .. } => {
                let asked = self.snoozes.asked.contains(&change.product);
                if !asked {
                    self.told.forget(&change.product, &outage.id);
                    self.owed.settle(&change.product, &outage.id);
                }
                asked
            }
            ChangeKind::Began(outage)
            | ChangeKind::Persists(outage)
            | ChangeKind::Worsened(outage)
            | ChangeKind::Joined { outage, .. } => {
                self.state.rebase(&change.product);
                self.owed.settle(&change.product, &outage.id);
                false
            }
            ChangeKind::Clearing(_)
            | ChangeKind::Maintenance { .. }
            | ChangeKind::Notice(_)
            | ChangeKind::BornResolved(_) => false,
        }
    }

    /// The product is told to work: that stands for the ends of what it had before, as far as the person heard of that.
    fn stand_for(&mut self, product: &str) -> Vec<String> {
        let ended = |debt: &&Debt| debt.product == product && debt.heard && debt.until.is_some();
        let outages: Vec<String> = self.owed.debts().filter(ended).map(|debt| debt.outage.clone()).collect();
        for outage in &outages {
            self.owed.settle(product, outage);
        }
        outages
    }

    /// The person has said since that they do not want to hear of this: what was to be told of it is not told later.
    fn silence(&mut self, change: &Change) {
        let Some(outage) = change.outage() else { return };
        if self.owed.of(&change.product, &outage.id).is_some_and(|debt| !debt.heard) {
            self.owed.settle(&change.product, &outage.id);
        }
    }

    /// Forgets what was told of planned work that is over, so that the next is told too.
    fn finish_work(&mut self, provider: &Provider, observation: &Observation) {
        let active: Vec<String> = observation.maintenances.iter().filter(|work| work.active).map(work_id).collect();
        let is_over = |entry: &&Entry| {
            let at_work = self.state.product(&entry.product).is_some_and(|known| known.status == Status::Maintenance);
            let is_listed = |id: &String| work_keys(id).contains(&entry.outage);
            entry.provider == provider.id && is_work(&entry.outage) && !at_work && !active.iter().any(is_listed)
        };
        let over: Vec<Entry> = self.told.entries().filter(is_over).cloned().collect();
        for entry in over {
            self.told.forget(&entry.product, &entry.outage);
        }
    }

    /// A product that comes and goes has begun again: the person has heard of that, and the end that was owed is the end
    /// of this one now.
    fn carry_on(&mut self, product: &str, outage: &Outage) {
        let debt = self.owed.debts().find(|debt| debt.product == product && debt.why == Reason::Flapping && debt.heard);
        let Some(former) = debt.map(|debt| debt.outage.clone()) else { return };
        let Some(debt) = self.owed.settle(product, &former) else { return };
        self.told.record(Entry {
            product: debt.product,
            provider: debt.provider,
            outage: outage.id.clone(),
            incident: outage.incident.clone(),
            severity: debt.severity,
            at: debt.at,
            delivered: true,
        });
    }

    fn owe(&mut self, change: &Change, why: Reason, now: Timestamp) {
        let Some(outage) = change.outage() else { return };
        let (until, no_longer_listed) = match &change.kind {
            ChangeKind::Ended { at, no_longer_listed, .. } => (Some(*at), *no_longer_listed),
            _ => (None, false),
        };
        let told = self.told.of(&change.product, &outage.id);
        let severity = told.map(|entry| entry.severity).or(Severity::of(outage.worst)).unwrap_or(Severity::Degraded);
        self.owed.record(Debt {
            product: change.product.clone(),
            provider: change.provider.clone(),
            outage: outage.id.clone(),
            incident: outage.incident.clone(),
            title: outage.title.clone(),
            severity,
            since: outage.began_at,
            until,
            no_longer_listed,
            why,
            heard: told.is_some_and(|entry| entry.delivered),
            asked: until.is_some() && self.snoozes.asked.contains(&change.product),
            at: now,
        });
    }

    fn tell(&mut self, alert: &Alert, now: Timestamp) {
        if alert.until.is_some() {
            return;
        }
        self.told.spoke(now);
        // Told of before: that stays heard, whether or not the news that it is worse gets through.
        let before = self.told.of(&alert.product, &alert.outage);
        let heard = before.is_some_and(|entry| entry.delivered);
        let worst = before.map(|entry| entry.severity);
        self.told.record(Entry {
            product: alert.product.clone(),
            provider: alert.provider.clone(),
            outage: alert.outage.clone(),
            incident: alert.incident.clone(),
            severity: alert.severity.max(worst).unwrap_or(Severity::Degraded),
            at: now,
            delivered: heard,
        });
    }
}

/// Names a further product in the alert that stands for its incident, where that alert is of this very round.
fn group(outcomes: &mut [Outcome], change: &Change) {
    let Some(outage) = change.outage() else { return };
    let stands = |incident: &String| outage.incident.iter().chain(&outage.stood).any(|stood| stood == incident);
    for alert in outcomes.iter_mut().filter_map(|outcome| outcome.alert.as_mut()) {
        if alert.incident.as_ref().is_some_and(stands) && alert.product != change.product {
            alert.also.push(change.product.clone());
        }
    }
}

/// The newest that the provider wrote about the incident that stands for the outage.
fn quote(change: &Change, observation: &Observation) -> Option<Quote> {
    let incident = change.outage()?.incident.as_ref()?;
    let incident = observation.incidents.iter().find(|known| known.id == *incident)?;
    let newest = incident.updates.first().filter(|update| !update.text.is_empty())?;
    Some(Quote { text: newest.text.clone(), at: newest.at })
}

#[cfg(test)]
mod sequence;
#[cfg(test)]
mod tests;
