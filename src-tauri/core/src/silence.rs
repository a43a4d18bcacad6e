//! Timed hushes, and standing ones by match. What is held by one is still seen, in the tray and in the window.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::settings::SilenceSettings;
use crate::state::{Change, Outage};

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

/// Whether the person does not want to hear of this outage.
#[must_use]
pub fn is_silenced(silences: &[SilenceSettings], change: &Change, outage: &Outage, now: Timestamp) -> bool {
    silenced_until(silences, change, outage, now).is_some()
}

/// Until when the person does not want to hear of this outage: all that one of their silences names must match, and it
/// must not be over. A component matches where it is all that is in trouble.
#[must_use]
pub fn silenced_until(
    silences: &[SilenceSettings],
    change: &Change,
    outage: &Outage,
    now: Timestamp,
) -> Option<Timestamp> {
    let lower = |text: &str| text.to_lowercase();
    let matching = silences.iter().filter(|silence| {
        let SilenceSettings { product, provider, component, title, until, note: _ } = silence;
        let names_something = [product, provider, component, title].into_iter().any(Option::is_some);
        let alone = |wanted: &String| {
            !outage.parts.is_empty() && outage.parts.iter().all(|part| part.id == *wanted || part.name == *wanted)
        };
        let contains = |wanted: &String| outage.title.as_deref().map(lower).is_some_and(|t| t.contains(&lower(wanted)));
        names_something
            && now < *until
            && product.as_ref().is_none_or(|id| *id == change.product)
            && provider.as_ref().is_none_or(|id| *id == change.provider)
            && component.as_ref().is_none_or(alone)
            && title.as_ref().is_none_or(contains)
    });
    matching.map(|silence| silence.until).max()
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
