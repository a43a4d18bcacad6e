//! "With these settings you would have had so many notifications": what the window asks, and its answer.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Timeline, Track, replay};
use crate::observation::Incident;
use crate::provider::{Catalogue, Provider};
use crate::settings::Settings;

/// Days that can be asked for.
const DAYS: std::ops::RangeInclusive<u16> = 1..=400;

/// What would have been told of the last days with the settings as they are.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct WouldHave {
    /// The days looked at.
    pub days: u16,
    /// The oldest report that is known of those days; absent where none is. What lies before it is not known.
    pub since: Option<Timestamp>,
    /// Incidents of the watched products that are known of those days.
    pub incidents: u32,
    /// How many of those would have been told.
    pub told: u32,
    /// How many notifications that would have been, ends and worsenings included.
    pub notifications: u32,
    /// Watched products of whose past nothing is known here, by id: they are not counted.
    pub unknown: Vec<String>,
}

/// Counts what would have been told of the days before `now`, by replaying the incidents that are known of each provider
/// of a watched product.
#[must_use]
pub fn would_have(
    days: u16,
    catalogue: &Catalogue,
    incidents: &dyn Fn(&str) -> Vec<Incident>,
    settings: &Settings,
    zone: &TimeZone,
    now: Timestamp,
) -> WouldHave {
    let days = days.clamp(*DAYS.start(), *DAYS.end());
    let from = now.checked_sub(SignedDuration::from_hours(24 * i64::from(days))).unwrap_or(Timestamp::MIN);
    let mut tracks: Vec<Track> = Vec::new();
    for provider in providers(catalogue, &settings.watch) {
        let of_then = |incident: &Incident| incident.last_word().is_some_and(|word| word >= from);
        let known: Vec<Incident> = incidents(&provider.id).into_iter().filter(of_then).collect();
        let mut timeline = Timeline::default();
        // One without any time cannot be placed, and counts for nothing.
        if timeline.add_incidents(&known).is_ok() {
            tracks.push(Track { provider: provider.clone(), timeline });
        }
    }
    let is_known = |id: &String| {
        let provider = catalogue.provider_of(id);
        provider.is_some_and(|provider| tracks.iter().any(|track| track.provider.id == provider.id))
    };
    let unknown = settings.watch.iter().filter(|id| !is_known(id)).cloned().collect();
    let report = replay(&tracks, &settings.watch, settings, zone).report;
    // Where the desktop is told nothing, it would have shown nothing.
    let shown = settings.notify.enabled;
    WouldHave {
        days,
        since: report.from,
        incidents: report.incidents,
        told: if shown { report.incidents_told } else { 0 },
        notifications: if shown { report.notifications } else { 0 },
        unknown,
    }
}

fn providers<'a>(catalogue: &'a Catalogue, products: &[String]) -> Vec<&'a Provider> {
    let mut found: Vec<&Provider> = Vec::new();
    for provider in products.iter().filter_map(|id| catalogue.provider_of(id)) {
        if found.iter().all(|known| known.id != provider.id) {
            found.push(provider);
        }
    }
    found
}
