//! Replays of everything captured: that what is told of months of real incidents holds together, and the table by which
//! the defaults are chosen.
//!
//! Captured histories are looked for in `SIAGA_FEEDS`, else in `../shared/feeds` beside the checkout. `cargo xtask replays`
//! (or `SIAGA_BLESS=1` with this test) writes the table to `docs/replays.md`.

#![allow(clippy::disallowed_methods, reason = "the tests read recordings from disk; the library reads nothing")]
#![allow(clippy::unwrap_used, reason = "a test that can't read its recording has failed")]

#[path = "replays/dataset.rs"]
mod dataset;
#[path = "replays/histories.rs"]
mod histories;
#[path = "replays/sound.rs"]
mod sound;
#[path = "replays/table.rs"]
mod table;

use jiff::tz::TimeZone;
use siaga_core::provider::Catalogue;
use siaga_core::replay::{Replayed, Track, replay};
use siaga_core::settings::Settings;

/// Replays histories for somebody who uses these products, with settings that differ from the defaults in this.
fn replayed(tracks: &[Track], products: &[&str], rules: &str) -> Replayed {
    let settings = Settings::parse("rules", rules).unwrap();
    let products: Vec<String> = products.iter().map(|&id| id.to_owned()).collect();
    replay(tracks, &products, &settings, &TimeZone::UTC)
}

/// The ids of all products of a provider.
fn all_of(catalogue: &Catalogue, provider: &str) -> Vec<String> {
    catalogue.provider(provider).unwrap().products.iter().map(|product| product.id.clone()).collect()
}
