//! "With these settings you would have had so many notifications": what the window asks, and its answer.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

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
