//! Timed hushes, and standing ones by match. What is held by one is still seen, in the tray and in the window.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::settings::SilenceSettings;
use crate::state::{Change, Outage, Part};

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
    let title = outage.title.as_deref();
    let matching = silences
        .iter()
        .filter(|silence| matches(silence, &change.product, &change.provider, &outage.parts, title, now));
    matching.map(|silence| silence.until).max()
}

/// Whether a silence is about this trouble and not over: the product's, with these parts, under this title.
pub(crate) fn matches(
    silence: &SilenceSettings,
    product: &str,
    provider: &str,
    parts: &[Part],
    title: Option<&str>,
    now: Timestamp,
) -> bool {
    let named = [&silence.product, &silence.provider, &silence.component, &silence.title];
    let alone =
        |wanted: &String| !parts.is_empty() && parts.iter().all(|part| part.id == *wanted || part.name == *wanted);
    let contains = |wanted: &String| title.is_some_and(|title| title.to_lowercase().contains(&wanted.to_lowercase()));
    named.into_iter().any(Option::is_some)
        && now < silence.until
        && silence.product.as_ref().is_none_or(|id| id == product)
        && silence.provider.as_ref().is_none_or(|id| id == provider)
        && silence.component.as_ref().is_none_or(alone)
        && silence.title.as_ref().is_none_or(contains)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::at;

    /// Trouble with these parts of Chat's, under this title.
    fn trouble(parts: &[(&str, &str)], title: Option<&str>) -> (Change, Outage) {
        let mut state = crate::state::State::default();
        let provider = crate::sample::provider();
        let seen = |status| crate::sample::page(&[("c-talk", status)], vec![]);
        state.apply(&provider, None, &seen(crate::observation::Status::Operational), at(0));
        let changes = state.apply(&provider, None, &seen(crate::observation::Status::MajorOutage), at(1));
        let change = changes.into_iter().find(|change| change.product == "chat").unwrap();
        let mut outage = change.outage().unwrap().clone();
        outage.parts = parts
            .iter()
            .map(|(id, name)| crate::state::Part { id: (*id).to_owned(), name: (*name).to_owned() })
            .collect();
        outage.title = title.map(str::to_owned);
        (change, outage)
    }

    fn silence(key: &str, value: &str) -> SilenceSettings {
        let of = |name: &str| (name == key).then(|| value.to_owned());
        SilenceSettings {
            product: of("product"),
            provider: of("provider"),
            component: of("component"),
            title: of("title"),
            until: at(60),
            note: None,
        }
    }

    #[test]
    fn a_silence_matches_by_each_key_alone() {
        let talk: &[(&str, &str)] = &[("c-talk", "Talk")];
        let both: &[(&str, &str)] = &[("c-talk", "Talk"), ("c-login", "Login")];
        type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], Option<&'a str>, bool);
        let table: [Case<'_>; 16] = [
            ("product", "chat", talk, None, true),
            ("product", "api", talk, None, false),
            ("provider", "example", talk, None, true),
            ("provider", "other", talk, None, false),
            ("component", "c-talk", talk, None, true),
            ("component", "Talk", talk, None, true),
            ("component", "talk", talk, None, false),
            ("component", "c-login", talk, None, false),
            ("component", "c-talk", both, None, false),
            ("component", "c-talk", &[], None, false),
            ("title", "image", talk, Some("Trouble with Images"), true),
            ("title", "IMAGES", talk, Some("Trouble with Images"), true),
            ("title", "video", talk, Some("Trouble with Images"), false),
            ("title", "image", talk, None, false),
            ("note", "anything", talk, Some("anything"), false),
            ("title", "", talk, Some("anything"), true),
        ];
        for (key, value, parts, title, expected) in table {
            let (change, outage) = trouble(parts, title);
            let silences = [silence(key, value)];
            assert_eq!(
                is_silenced(&silences, &change, &outage, at(1)),
                expected,
                "{key} = {value}, {parts:?} {title:?}"
            );
        }
    }

    #[test]
    fn all_that_one_silence_names_must_match_and_one_silence_is_enough() {
        let (change, outage) = trouble(&[("c-talk", "Talk")], Some("Images fail"));
        let both = |product: &str, title: &str| SilenceSettings {
            title: Some(title.to_owned()),
            ..silence("product", product)
        };
        for (product, title, expected) in
            [("chat", "images", true), ("chat", "video", false), ("api", "images", false), ("api", "video", false)]
        {
            assert_eq!(is_silenced(&[both(product, title)], &change, &outage, at(1)), expected, "{product} {title}");
        }
        let several = [both("api", "images"), silence("provider", "other"), silence("component", "Talk")];
        assert!(is_silenced(&several, &change, &outage, at(1)));
        assert!(!is_silenced(&[], &change, &outage, at(1)));
    }

    #[test]
    fn a_silence_ends_at_its_moment() {
        let (change, outage) = trouble(&[], None);
        for (minute, expected) in [(59, true), (60, false), (61, false)] {
            assert_eq!(is_silenced(&[silence("product", "chat")], &change, &outage, at(minute)), expected);
        }
    }

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
