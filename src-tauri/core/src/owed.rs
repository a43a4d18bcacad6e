//! What was held for a time and is still to be told: news of quiet hours, of a time offline, of the first look, and the
//! ends of what was told. Kept apart from what is true and from what was told, and stored like both.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alert::{After, Reason, Severity};

/// What is still to be told, by product and outage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Owed {
    debts: BTreeMap<(String, String), Debt>,
    /// What has been recorded or settled since it was last asked.
    changed: BTreeSet<(String, String)>,
}

/// One outage of which something is still to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debt {
    /// The product.
    pub product: String,
    /// Its provider.
    pub provider: String,
    /// The outage.
    pub outage: String,
    /// The provider's incident, where there is one.
    pub incident: Option<String>,
    /// That incident's title.
    pub title: Option<String>,
    /// How bad it has been at worst.
    pub severity: Severity,
    /// Since when.
    pub since: Timestamp,
    /// When it ended, for those that did.
    pub until: Option<Timestamp>,
    /// No longer listed by its provider, rather than said to be over.
    #[serde(default)]
    pub no_longer_listed: bool,
    /// Why nothing was told.
    pub why: Reason,
    /// The person has heard of its beginning: only its end is owed.
    pub heard: bool,
    /// The person asked to be told of its end.
    #[serde(default)]
    pub asked: bool,
    /// When it was first held.
    pub at: Timestamp,
}

impl Debt {
    /// After what it is to be told.
    #[must_use]
    pub const fn after(&self) -> After {
        match self.why {
            Reason::Baseline => After::FirstLook,
            Reason::QuietHours => After::QuietHours,
            Reason::Grouped => After::Ceiling,
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
            | Reason::Flapping
            | Reason::Offline
            | Reason::PlatformDoubt => After::Away,
        }
    }
}

impl Owed {
    /// Notes what is to be told later. Of an outage that is owed already, what is newly known.
    pub fn record(&mut self, debt: Debt) {
        let key = (debt.product.clone(), debt.outage.clone());
        let known = self.debts.get(&key);
        let debt = match known {
            Some(known) => Debt {
                // Of what the person has heard of, how bad that was.
                severity: if known.heard { known.severity } else { known.severity.max(debt.severity) },
                why: known.why,
                heard: known.heard || debt.heard,
                asked: known.asked || debt.asked,
                at: known.at,
                ..debt
            },
            None => debt,
        };
        if known != Some(&debt) {
            self.changed.insert(key.clone());
            self.debts.insert(key, debt);
        }
    }

    /// Puts back what was stored.
    pub fn restore(&mut self, debt: Debt) {
        self.debts.insert((debt.product.clone(), debt.outage.clone()), debt);
    }

    /// Takes away what is no longer to be told.
    pub fn settle(&mut self, product: &str, outage: &str) -> Option<Debt> {
        let key = (product.to_owned(), outage.to_owned());
        let debt = self.debts.remove(&key)?;
        self.changed.insert(key);
        Some(debt)
    }

    /// What is owed of an outage.
    #[must_use]
    pub fn of(&self, product: &str, outage: &str) -> Option<&Debt> {
        self.debts.get(&(product.to_owned(), outage.to_owned()))
    }

    /// Everything that is owed, by product and outage.
    pub fn debts(&self) -> impl Iterator<Item = &Debt> {
        self.debts.values()
    }

    /// What has been recorded or settled since this was last called: product, outage, and the debt unless settled.
    pub fn take_changed(&mut self) -> Vec<(String, String, Option<Debt>)> {
        let changed = std::mem::take(&mut self.changed);
        changed.into_iter().map(|key| (key.0.clone(), key.1.clone(), self.debts.get(&key).cloned())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::at;

    fn debt(severity: Severity, until: Option<i64>) -> Debt {
        Debt {
            product: "chat".into(),
            provider: "example".into(),
            outage: "x".into(),
            incident: Some("x".into()),
            title: None,
            severity,
            since: at(0),
            until: until.map(at),
            no_longer_listed: false,
            why: Reason::QuietHours,
            heard: false,
            asked: false,
            at: at(1),
        }
    }

    #[test]
    fn what_is_newly_known_is_added_and_what_was_known_stays() {
        let mut owed = Owed::default();
        owed.record(Debt { heard: true, ..debt(Severity::MajorOutage, None) });
        owed.record(Debt { at: at(30), why: Reason::Offline, ..debt(Severity::Degraded, Some(20)) });
        let known = owed.of("chat", "x").unwrap();
        assert_eq!((known.severity, known.until, known.at), (Severity::MajorOutage, Some(at(20)), at(1)));
        assert_eq!((known.why, known.heard), (Reason::QuietHours, true));
    }

    #[test]
    fn only_what_changed_is_to_be_written() {
        let mut owed = Owed::default();
        owed.restore(debt(Severity::Degraded, None));
        assert_eq!(owed.take_changed(), []);
        owed.record(debt(Severity::Degraded, None));
        assert_eq!(owed.take_changed(), [], "nothing new");
        owed.record(debt(Severity::Degraded, Some(5)));
        assert_eq!(owed.take_changed().len(), 1);
        assert!(owed.settle("chat", "x").is_some() && owed.settle("chat", "x").is_none());
        assert_eq!(owed.take_changed(), [("chat".to_owned(), "x".to_owned(), None)]);
    }
}
