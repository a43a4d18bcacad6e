//! Tells what was held for a time, once that time is over: what is still going on or was long, together; an end that
//! stands alone, by itself.

use jiff::{SignedDuration, Timestamp};

use super::Memory;
use crate::alert::{After, Alert, Digest, DigestItem, Loudness, Reason, Severity};
use crate::decide::{Decision, Rules, is_unstable};
use crate::owed::Debt;
use crate::state::Outage;
use crate::told::Entry;

/// What is over and was shorter than this is not told afterwards.
const WORTH_TELLING: SignedDuration = SignedDuration::from_mins(15);

/// How long the first look at what a person uses may take: a feed that hangs keeps nothing back for longer.
pub(super) const FIRST_LOOK: SignedDuration = SignedDuration::from_secs(60);

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

/// What may keep what is owed from being told.
pub struct Hold<'a> {
    /// What the person wants to hear, by product.
    pub rules: &'a dyn Fn(&str) -> Rules,
    /// What this provider's feed says is in doubt, or has not been read yet since this computer or Siaga began.
    pub in_doubt: &'a dyn Fn(&str) -> bool,
    /// Not all that the person uses has been looked at yet.
    pub looking: bool,
    /// It is quiet until then.
    pub quiet_until: Option<Timestamp>,
    /// The beginning of the person's day and the most that is told in one.
    pub ceiling: Option<(Timestamp, usize)>,
    /// When the person's next day begins, where that is known.
    pub tomorrow: Option<Timestamp>,
}

impl std::fmt::Debug for Hold<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hold")
            .field("looking", &self.looking)
            .field("quiet_until", &self.quiet_until)
            .finish_non_exhaustive()
    }
}

impl Memory {
    /// Whether something still keeps this from being told.
    #[must_use]
    pub fn holds(&self, debt: &Debt, hold: &Hold<'_>, now: Timestamp) -> bool {
        let must = (hold.rules)(&debt.product).loudness == Loudness::MustKnow;
        if (hold.in_doubt)(&debt.provider) || hold.quiet_until.is_some() && !must {
            return true;
        }
        if !debt.asked && self.snoozes.until(&debt.product, now).is_some() {
            return true;
        }
        match debt.why {
            // A first look is over when all has been looked at.
            Reason::Baseline => hold.looking && now.duration_since(debt.at) < FIRST_LOOK,
            Reason::Flapping => {
                let since = self.state.product(&debt.product).and_then(|known| known.flips.unstable_since());
                (hold.rules)(&debt.product).unstable && since.is_some_and(|since| is_unstable(since, now))
            }
            // Told with the rest of its day. A day that lies ahead was noted by a clock that has been set back since.
            Reason::Grouped => {
                let full = hold.ceiling.is_some_and(|(day, most)| {
                    most > 0 && (day..=now).contains(&debt.at) && self.told.spoken(day, now) >= most
                });
                full && !must
            }
            Reason::Began
            | Reason::Worsened
            | Reason::Recovered
            | Reason::Reopened
            | Reason::Back
            | Reason::Reminder
            | Reason::Digest
            | Reason::Unconfirmed
            | Reason::AlreadyTold
            | Reason::NeverTold
            | Reason::BelowThreshold
            | Reason::Maintenance
            | Reason::RetroPosted
            | Reason::Snoozed
            | Reason::Silenced
            | Reason::QuietHours
            | Reason::Offline
            | Reason::PlatformDoubt => false,
        }
    }

    /// Drops what is owed of products that the person does not use any more, but for the ends that they wait for.
    pub fn keep_to(&mut self, uses: &dyn Fn(&str) -> bool) {
        let dropped: Vec<(String, String)> = self
            .owed
            .debts()
            .filter(|debt| !uses(&debt.product) && !self.snoozes.asked.contains(&debt.product))
            .map(|debt| (debt.product.clone(), debt.outage.clone()))
            .collect();
        for (product, outage) in dropped {
            self.owed.settle(&product, &outage);
        }
    }

    fn open(&self, product: &str) -> Option<&Outage> {
        self.state.product(product)?.outage.as_ref()
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
    // While it is not settled whether a product works, no earlier end of it is told either.
    let unsettled: Vec<&str> = memory
        .owed
        .debts()
        .filter(|debt| debt.why == Reason::Flapping && held(debt))
        .map(|debt| debt.product.as_str())
        .collect();
    let is_free = |debt: &&Debt| is_due(memory, debt) && !held(debt) && !unsettled.contains(&debt.product.as_str());
    let due: Vec<Debt> = memory.owed.debts().filter(is_free).cloned().collect();
    for debt in &due {
        memory.owed.settle(&debt.product, &debt.outage);
    }
    let mut together: Vec<Debt> = Vec::new();
    for debt in awaited_once(memory, due) {
        let rules = rules(&debt.product);
        let wanted = rules.loudness != Loudness::Off && debt.severity >= rules.threshold;
        match debt.until {
            None => together.extend(goes_on(memory, debt, wanted, now)),
            Some(_) if debt.asked || debt.heard && rules.loudness != Loudness::Off => together.push(debt),
            Some(_) if debt.heard => payment.over.push((debt.product, debt.outage)),
            // What was there before and ended before it could be told is history.
            Some(until)
                if wanted && debt.why != Reason::Baseline && until.duration_since(debt.since) >= WORTH_TELLING =>
            {
                together.push(debt);
            }
            Some(_) => payment.decisions.push(decision(&debt, Reason::NeverTold, now)),
        }
    }
    // An end that the person waits for replaces its beginning. With other news it stands among that, and so does that
    // of a product which has begun anew: it is not working.
    let ends_only = together.len() == 1 && together[0].until.is_some() && together[0].heard;
    let is_alone =
        |debt: &Debt| (debt.asked || debt.why == Reason::Flapping || ends_only) && memory.open(&debt.product).is_none();
    let (alone, together): (Vec<Debt>, Vec<Debt>) = together.into_iter().partition(is_alone);
    let stands_for = |debt: &Debt, other: &Debt| {
        other.product == debt.product && (other.asked, other.until) > (debt.asked, debt.until)
    };
    let (passed, alone): (Vec<Debt>, Vec<Debt>) =
        alone.clone().into_iter().partition(|debt| alone.iter().any(|other| stands_for(debt, other)));
    payment.over.extend(passed.into_iter().map(|debt| (debt.product, debt.outage)));
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
            memory.told.record(entry(debt, false, now));
        } else if debt.heard {
            payment.over.push((debt.product.clone(), debt.outage.clone()));
        }
    }
    // The digest is one telling.
    memory.told.spoke(now);
    payment.digest = Some(digest(together, now));
    payment
}

/// The same, but asked for only where the person still waits: once for each product, and not while it fails anew.
fn awaited_once(memory: &Memory, mut due: Vec<Debt>) -> Vec<Debt> {
    let newest = |due: &[Debt], product: &str| {
        due.iter().filter(|debt| debt.product == product && debt.asked).filter_map(|debt| debt.until).max()
    };
    for at in 0..due.len() {
        let debt = &due[at];
        let waits = memory.snoozes.asked.contains(&debt.product) && memory.open(&debt.product).is_none();
        due[at].asked = debt.asked && waits && debt.until == newest(&due, &debt.product);
    }
    due
}

/// What is to be told of an outage that goes on, as it is now.
fn goes_on(memory: &mut Memory, debt: Debt, wanted: bool, now: Timestamp) -> Option<Debt> {
    // Nothing is known of it any more: its product is gone, or another page is read for it.
    let outage = memory.open(&debt.product).filter(|outage| outage.id == debt.outage)?;
    let severity = Severity::of(outage.status).unwrap_or(debt.severity);
    if memory.told.of(&debt.product, &debt.outage).is_some() {
        // What is told of it stands on its own, or waits to be shown.
        return None;
    }
    if debt.heard {
        // It went on, and the person knows: as if nothing had been held.
        memory.told.record(entry(&debt, true, now));
        return None;
    }
    wanted.then_some(Debt { severity, ..debt })
}

/// A debt of something that may be over at this moment waits for the read that says so.
fn is_due(memory: &Memory, debt: &Debt) -> bool {
    let outage = memory.open(&debt.product);
    debt.until.is_some() || outage.is_none_or(|outage| outage.id != debt.outage || outage.clear_reads == 0)
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

fn entry(debt: &Debt, delivered: bool, now: Timestamp) -> Entry {
    Entry {
        product: debt.product.clone(),
        provider: debt.provider.clone(),
        outage: debt.outage.clone(),
        incident: debt.incident.clone(),
        severity: debt.severity,
        at: now,
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
