//! Timed hushes. What is held by one is still seen, in the tray and in the window.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

/// Snoozes and wishes of the person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snoozes {
    /// Nothing is told before this moment.
    pub all: Option<Timestamp>,
    /// Nothing is told about these products before these moments.
    pub products: BTreeMap<String, Timestamp>,
    /// Products whose return the person asked to be told of.
    pub asked: BTreeSet<String>,
}

impl Snoozes {
    /// Until when nothing is told about a product, if that is later than now.
    #[must_use]
    pub fn until(&self, product: &str, now: Timestamp) -> Option<Timestamp> {
        [self.all, self.products.get(product).copied()].into_iter().flatten().max().filter(|until| *until > now)
    }

    /// Drops what has passed.
    pub fn expire(&mut self, now: Timestamp) {
        self.all = self.all.filter(|until| *until > now);
        self.products.retain(|_, until| *until > now);
    }
}
