//! At which hours of the week a product was in trouble.

use serde::{Deserialize, Serialize};

/// The hours of a week, over all days of a window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Week {
    /// The catalogue's id.
    pub product: String,
    /// How many days were looked at, today included.
    pub days: u16,
    /// 168 of them: Monday's hours from midnight first, in the person's time zone.
    pub hours: Vec<WeekHour>,
}

/// One hour of the week. Of each second that was watched only the worst counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct WeekHour {
    /// Seconds watched.
    pub watched_s: u32,
    /// Seconds watched in which it was down or broken in part.
    pub down_s: u32,
    /// Seconds watched in which it was degraded.
    pub degraded_s: u32,
    /// Seconds, watched or not, in which its provider reports an incident of impact.
    pub reported_s: u32,
}
