//! What the person has already heard, kept apart from what is true. Written when a notification was delivered, never
//! when it was merely intended; what is intended waits in the outbox and counts as pending here.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::alert::Severity;

/// What was told, by product and outage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    entries: BTreeMap<(String, String), Entry>,
    /// When something was told that counts for the day's ceiling, oldest first.
    spoken: Vec<Timestamp>,
    /// What has been recorded or forgotten since it was last asked.
    changed: BTreeSet<(String, String)>,
}

/// Most tellings remembered for the day's ceiling: more than any ceiling allows.
const SPOKEN: usize = u16::MAX as usize;

/// What was told of one outage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The product.
    pub product: String,
    /// Its provider: two providers may give their incidents the same number.
    #[serde(default)]
    pub provider: String,
    /// The outage.
    pub outage: String,
    /// The provider's incident, where there was one: other products' alerts for it are grouped under this one.
    pub incident: Option<String>,
    /// The worst that was told, or is waiting to be.
    pub severity: Severity,
    /// When it was decided.
    pub at: Timestamp,
    /// False while it waits in the outbox.
    pub delivered: bool,
}

impl Told {
    /// Records an intention or a delivery.
    pub fn record(&mut self, entry: Entry) {
        let key = (entry.product.clone(), entry.outage.clone());
        self.changed.insert(key.clone());
        self.entries.insert(key, entry);
    }

    /// Puts back what was stored.
    pub fn restore(&mut self, entry: Entry) {
        self.entries.insert((entry.product.clone(), entry.outage.clone()), entry);
    }

    /// Notes that something was told at this moment that counts for the day's ceiling. What is told at one moment is
    /// told together, and counts once.
    pub fn spoke(&mut self, at: Timestamp) {
        if self.spoken.last() == Some(&at) {
            return;
        }
        self.spoken.push(at);
        if self.spoken.len() > SPOKEN {
            self.spoken.remove(0);
        }
    }

    /// How much was told since this moment. What lies ahead was noted by a clock that has been set back, and counts for
    /// nothing.
    #[must_use]
    pub fn spoken(&self, since: Timestamp, now: Timestamp) -> usize {
        self.spoken.iter().filter(|at| (since..=now).contains(at)).count()
    }

    /// What has been recorded or forgotten since this was last called: product, outage, and the entry unless forgotten.
    pub fn take_changed(&mut self) -> Vec<(String, String, Option<Entry>)> {
        let changed = std::mem::take(&mut self.changed);
        changed.into_iter().map(|key| (key.0.clone(), key.1.clone(), self.entries.get(&key).cloned())).collect()
    }

    /// Marks the telling of an outage as delivered.
    pub fn delivered(&mut self, product: &str, outage: &str) {
        if let Some(entry) = self.entries.get_mut(&(product.to_owned(), outage.to_owned())) {
            entry.delivered = true;
        }
    }

    /// Forgets an outage that is over.
    pub fn forget(&mut self, product: &str, outage: &str) {
        let key = (product.to_owned(), outage.to_owned());
        if self.entries.remove(&key).is_some() {
            self.changed.insert(key);
        }
    }

    /// What was told of an outage.
    #[must_use]
    pub fn of(&self, product: &str, outage: &str) -> Option<&Entry> {
        self.entries.get(&(product.to_owned(), outage.to_owned()))
    }

    /// The telling of the same incident of this provider for another product.
    #[must_use]
    pub fn elsewhere(&self, product: &str, provider: &str, incident: &str) -> Option<&Entry> {
        let is_same = |entry: &&Entry| entry.provider == provider && entry.incident.as_deref() == Some(incident);
        self.entries.values().filter(is_same).find(|entry| entry.product != product)
    }

    /// Everything told and not yet over.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::at;

    fn entry(product: &str, outage: &str, incident: Option<&str>, severity: Severity) -> Entry {
        Entry {
            product: product.into(),
            provider: "example".into(),
            outage: outage.into(),
            incident: incident.map(Into::into),
            severity,
            at: at(0),
            delivered: false,
        }
    }

    #[test]
    fn what_was_told_is_known_by_product_and_outage_until_it_is_forgotten() {
        let mut told = Told::default();
        told.record(entry("chat", "x", Some("x"), Severity::Degraded));
        told.record(entry("chat", "x#2", Some("x"), Severity::Degraded));
        told.record(entry("chat", "x", Some("x"), Severity::MajorOutage));
        assert_eq!(told.of("chat", "x").unwrap().severity, Severity::MajorOutage);
        assert_eq!(told.of("api", "x"), None);
        assert_eq!(told.entries().count(), 2);
        told.forget("chat", "x");
        told.forget("chat", "unheard of");
        assert_eq!((told.of("chat", "x"), told.entries().count()), (None, 1));
    }

    #[test]
    fn only_a_delivery_makes_it_delivered() {
        let mut told = Told::default();
        told.record(entry("chat", "x", None, Severity::Degraded));
        told.delivered("chat", "y");
        assert!(!told.of("chat", "x").unwrap().delivered);
        told.delivered("chat", "x");
        assert!(told.of("chat", "x").unwrap().delivered);
        told.record(entry("chat", "x", None, Severity::MajorOutage));
        assert!(!told.of("chat", "x").unwrap().delivered, "worse is a telling of its own");
    }

    #[test]
    fn elsewhere_is_another_product_with_the_same_incident() {
        let mut told = Told::default();
        told.record(entry("chat", "x", Some("x"), Severity::Degraded));
        told.record(entry("code", "2026-11-22T05:00:00Z", None, Severity::MajorOutage));
        assert_eq!(told.elsewhere("api", "example", "x").unwrap().product, "chat");
        assert_eq!(told.elsewhere("chat", "example", "x"), None);
        assert_eq!(told.elsewhere("api", "example", "y"), None);
        assert_eq!(told.elsewhere("mail", "other", "x"), None, "another provider's incident of the same number");
        assert_eq!(
            told.elsewhere("api", "example", "2026-11-22T05:00:00Z"),
            None,
            "an outage without an incident groups nobody"
        );
    }
}
