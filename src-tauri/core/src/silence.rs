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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::at;

    #[test]
    fn a_snooze_holds_until_its_moment_and_not_at_it() {
        let snoozes = Snoozes { products: [("chat".into(), at(60))].into(), ..Snoozes::default() };
        for (minute, expected) in [(59, Some(at(60))), (60, None), (61, None)] {
            assert_eq!(snoozes.until("chat", at(minute)), expected, "minute {minute}");
            assert_eq!(snoozes.until("api", at(minute)), None);
        }
    }

    #[test]
    fn the_later_of_the_products_and_everybodys_snooze_counts() {
        for (all, own, expected) in [
            (Some(30), Some(60), Some(60)),
            (Some(60), Some(30), Some(60)),
            (Some(60), None, Some(60)),
            (None, None, None),
        ] {
            let products = own.map(|own| ("chat".to_owned(), at(own))).into_iter().collect();
            let snoozes = Snoozes { all: all.map(at), products, ..Snoozes::default() };
            assert_eq!(snoozes.until("chat", at(0)), expected.map(at), "{all:?} {own:?}");
        }
    }

    #[test]
    fn what_has_passed_is_dropped_and_wishes_stay() {
        let mut snoozes = Snoozes {
            all: Some(at(60)),
            products: [("chat".into(), at(60)), ("api".into(), at(61))].into(),
            asked: ["chat".into()].into(),
        };
        snoozes.expire(at(59));
        assert_eq!((snoozes.all, snoozes.products.len()), (Some(at(60)), 2));
        snoozes.expire(at(60));
        assert_eq!((snoozes.all, snoozes.products.keys().cloned().collect::<Vec<_>>()), (None, vec!["api".to_owned()]));
        assert!(snoozes.asked.contains("chat"));
    }
}
