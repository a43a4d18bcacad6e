//! What `siaga replay --json` prints.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use crate::alert::Reason;

/// What would have been told of recorded histories.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReplayReport {
    /// Version of this shape: 1.
    pub schema: u32,
    /// The first moment recorded; null where nothing is.
    pub from: Option<Timestamp>,
    /// The last moment recorded.
    pub to: Option<Timestamp>,
    /// Incidents that concern the products.
    pub incidents: u32,
    /// Of these, how many the person was told of.
    pub incidents_told: u32,
    /// Incidents that concern the products and broke them in part or wholly.
    pub majors: u32,
    /// Of these, how many the person was told of.
    pub majors_told: u32,
    /// Everything told, in order.
    pub told: Vec<Telling>,
    /// How many incidents each reason held back at some time. One incident may be held for several, each counted once.
    pub held: BTreeMap<String, u32>,
    /// Incidents never told, by what held them last while they went on.
    pub untold: BTreeMap<String, u32>,
    /// What was told, ends included, in a month of 30.4 days. Less than a month counts as one.
    pub per_month: f64,
    /// Incidents told in such a month.
    pub incidents_told_per_month: f64,
    /// Notifications: what begins at one moment is one.
    pub notifications: u32,
    /// Seconds from an incident's first publication to its first telling, as half of them are told by; null where none
    /// was told.
    pub median_delay_s: Option<i64>,
}

/// One thing told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Telling {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: Reason,
    /// The outage: the provider's incident, with `#2` and so on where it came again; null for planned work without id.
    pub incident: Option<String>,
    /// The product's id.
    pub product: String,
    /// The incident's title, in the provider's words.
    pub title: Option<String>,
}
