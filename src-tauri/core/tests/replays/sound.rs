//! What is told of each captured history holds together: under the defaults and under rules that differ.

use std::collections::BTreeMap;

use siaga_core::alert::Reason;
use siaga_core::observation::Impact;
use siaga_core::provider::Catalogue;
use siaga_core::replay::{Replayed, Track};

use crate::histories::{self, ALL};
use crate::{all_of, replayed};

/// The defaults, and rules that hold, remind and join.
const RULES: [&str; 4] = [
    "",
    "[notify]\ndegraded_after = 0\n",
    "[notify]\nceiling = 1\nreminder = \"1h\"\nthreshold = \"partial_outage\"\n",
    "[quiet]\nhours = [\"22:00-07:00\"]\nzone = \"Asia/Jakarta\"\n",
];

#[test]
fn every_beginning_has_one_end_or_goes_on() {
    let catalogue = Catalogue::shipped();
    for history in &ALL {
        let Some(track) = history.track(&catalogue) else { return };
        let products = all_of(&catalogue, history.provider);
        let products: Vec<&str> = products.iter().map(String::as_str).collect();
        for rules in RULES {
            let tracks = [track.clone()];
            let replayed = replayed(&tracks, &products, rules);
            paired(history.name, &replayed);
            real(history.name, &tracks[0], &replayed);
        }
    }
}

/// Each outage that is told has one beginning, and one end unless it goes on; each reopening adds one of both.
fn paired(name: &str, replayed: &Replayed) {
    let mut open: BTreeMap<(String, Option<String>), bool> = BTreeMap::new();
    for telling in &replayed.report.told {
        let key = (telling.product.clone(), telling.incident.clone());
        match telling.reason {
            Reason::Began => assert!(open.insert(key, true).is_none(), "{name}: begun twice: {telling:?}"),
            Reason::Reopened => {
                // Its first time may have been too short to be told.
                assert_ne!(open.insert(key, true), Some(true), "{name}: reopened while open: {telling:?}");
            }
            Reason::Recovered => {
                assert_eq!(open.insert(key, false), Some(true), "{name}: an end without a beginning: {telling:?}");
            }
            // Several together: what goes on is told of from here on.
            Reason::Digest => drop(open.entry(key).or_insert(true)),
            Reason::Worsened | Reason::Reminder => assert_eq!(open.get(&key), Some(&true), "{name}: {telling:?}"),
            other => panic!("{name}: told as {other:?}"),
        }
    }
}

/// Nothing is told of what was over before it was published, or is said to harm nobody; and of what breaks a product in
/// part or wholly, all is told but what was history when it came.
fn real(name: &str, track: &Track, replayed: &Replayed) {
    for telling in replayed.report.told.iter().filter(|telling| telling.reason.is_news()) {
        let Some(outage) = &telling.incident else { continue };
        let id = outage.split('#').next().unwrap_or_default();
        let Some(published) = track.timeline.published(id) else { continue };
        // Of a capture it is not known how it began.
        let first = track.timeline.at(published).unwrap_or_default().incidents;
        let Some(first) = first.iter().find(|incident| incident.id == id) else { continue };
        assert_ne!(first.impact, Impact::None, "{name}: {telling:?}");
        assert!(first.open, "{name}: born resolved: {telling:?}");
    }
}

#[test]
fn nothing_that_breaks_a_product_goes_untold_by_default() {
    let catalogue = Catalogue::shipped();
    for history in &ALL {
        let Some(track) = history.track(&catalogue) else { return };
        let products = all_of(&catalogue, history.provider);
        let products: Vec<&str> = products.iter().map(String::as_str).collect();
        let replayed = replayed(&[track], &products, "");
        let report = &replayed.report;
        for (incident, reason) in &replayed.missed {
            assert!(
                matches!(reason.as_str(), "RetroPosted" | "Baseline"),
                "{}: {incident} was never told: {reason}",
                history.name
            );
        }
        assert!(report.majors >= report.majors_told);
    }
    assert!(histories::named("OpenAI 2026").track(&catalogue).is_some());
}
