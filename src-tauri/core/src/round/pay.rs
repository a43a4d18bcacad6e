//! Tells what was held for a time, once that time is over: what is still going on or was long, together; an end that
//! stands alone, by itself.

use jiff::{SignedDuration, Timestamp};

use super::Memory;
use crate::alert::{After, Alert, Digest, DigestItem, Reason};
use crate::decide::{Decision, Rules};
use crate::owed::Debt;
use crate::told::Entry;

/// What is over and was shorter than this is not told afterwards.
const WORTH_TELLING: SignedDuration = SignedDuration::from_mins(15);

/// What is told of what was owed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Payment {
    /// Ends of what was told, each by itself.
    pub alerts: Vec<Alert>,
    /// What is told together.
    pub digest: Option<Digest>,
    /// All of it, as it is recorded.
    pub decisions: Vec<Decision>,
    /// Products whose return was asked for and is told by this.
    pub answered: Vec<String>,
    /// Outages whose beginnings stand on the desktop, and which are over: product and outage.
    pub over: Vec<(String, String)>,
}

impl Payment {
    /// Nothing was due.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.alerts.is_empty() && self.digest.is_none() && self.decisions.is_empty()
    }
}

/// Takes what is due out of what is owed. `held` says whether what held a debt still does.
pub fn pay(
    memory: &mut Memory,
    rules: &dyn Fn(&str) -> Rules,
    held: &dyn Fn(&Debt) -> bool,
    now: Timestamp,
) -> Payment {
    let mut payment = Payment::default();
    let due: Vec<Debt> = memory.owed.debts().filter(|debt| is_due(memory, debt) && !held(debt)).cloned().collect();
    let mut together: Vec<Debt> = Vec::new();
    for debt in due {
        memory.owed.settle(&debt.product, &debt.outage);
        if debt.until.is_none() && !is_open(memory, &debt) {
            // Nothing is known of it any more: its product is gone, or another page is read for it.
            continue;
        }
        match (debt.heard || debt.asked, debt.until) {
            // It goes on, and the person knows: as if nothing had been held.
            (true, None) => memory.told.record(entry(&debt, true)),
            (true, Some(_)) => together.push(debt),
            (false, Some(until)) if until.duration_since(debt.since) < WORTH_TELLING => {
                payment.decisions.push(decision(&debt, Reason::NeverTold, now));
            }
            (false, _) => together.push(debt),
        }
    }
    // An end that the person waits for replaces its beginning. With other news it stands among that.
    let alone = |debt: &Debt| debt.asked || debt.why == Reason::Flapping;
    let ends_only = together.len() == 1 && together[0].heard;
    let (alone, together): (Vec<Debt>, Vec<Debt>) = together.into_iter().partition(|debt| alone(debt) || ends_only);
    for debt in alone {
        let reason = if debt.asked { Reason::Back } else { Reason::Recovered };
        if debt.asked && memory.snoozes.asked.remove(&debt.product) {
            payment.answered.push(debt.product.clone());
        }
        payment.decisions.push(decision(&debt, reason, now));
        payment.alerts.push(end(&debt, reason, &rules(&debt.product), now));
    }
    if together.is_empty() {
        return payment;
    }
    for debt in &together {
        payment.decisions.push(decision(debt, Reason::Digest, now));
        if debt.until.is_none() {
            memory.told.record(entry(debt, false));
        } else if debt.heard {
            payment.over.push((debt.product.clone(), debt.outage.clone()));
        }
    }
    // The digest is one telling.
    memory.told.spoke(now);
    payment.digest = Some(digest(together, now));
    payment
}

/// A debt of something that may be over at this moment waits for the read that says so.
fn is_due(memory: &Memory, debt: &Debt) -> bool {
    let outage = memory.state.product(&debt.product).and_then(|known| known.outage.as_ref());
    debt.until.is_some() || outage.is_none_or(|outage| outage.id != debt.outage || outage.clear_reads == 0)
}

fn is_open(memory: &Memory, debt: &Debt) -> bool {
    let outage = memory.state.product(&debt.product).and_then(|known| known.outage.as_ref());
    outage.is_some_and(|outage| outage.id == debt.outage)
}

fn digest(mut debts: Vec<Debt>, now: Timestamp) -> Digest {
    // What goes on first, then the heaviest, then the newest.
    debts.sort_by_key(|debt| (debt.until.is_some(), std::cmp::Reverse(debt.severity), std::cmp::Reverse(debt.since)));
    let rank = |after: After| match after {
        After::FirstLook => 0,
        After::Ceiling => 1,
        After::QuietHours => 2,
        After::Away => 3,
    };
    let after = debts.iter().map(Debt::after).max_by_key(|after| rank(*after)).unwrap_or(After::Away);
    let items = debts
        .into_iter()
        .map(|debt| DigestItem {
            product: debt.product,
            provider: debt.provider,
            outage: debt.outage,
            title: debt.title,
            severity: debt.severity,
            since: debt.since,
            until: debt.until,
        })
        .collect();
    Digest { after, items, at: now }
}

fn end(debt: &Debt, reason: Reason, rules: &Rules, now: Timestamp) -> Alert {
    Alert {
        outage: debt.outage.clone(),
        reason,
        product: debt.product.clone(),
        also: Vec::new(),
        provider: debt.provider.clone(),
        incident: debt.incident.clone(),
        title: debt.title.clone(),
        severity: None,
        since: debt.since,
        until: debt.until,
        at: now,
        loudness: rules.loudness,
        unstable: false,
        worked_since: None,
        no_longer_listed: debt.no_longer_listed,
        planned: None,
        quote: None,
    }
}

fn entry(debt: &Debt, delivered: bool) -> Entry {
    Entry {
        product: debt.product.clone(),
        provider: debt.provider.clone(),
        outage: debt.outage.clone(),
        incident: debt.incident.clone(),
        severity: debt.severity,
        at: debt.at,
        delivered,
    }
}

fn decision(debt: &Debt, reason: Reason, now: Timestamp) -> Decision {
    Decision {
        schema: 1,
        kind: "decision".to_owned(),
        at: now,
        product: debt.product.clone(),
        incident: Some(debt.outage.clone()),
        incident_group: Some(format!("{}/{}", debt.provider, debt.incident.as_ref().unwrap_or(&debt.outage))),
        told: reason.is_told(),
        reason,
        severity: debt.until.is_none().then_some(debt.severity),
        title: debt.title.clone(),
        hold: None,
    }
}
