//! What we intend to tell, and how loudly we rank it. An alert is an event: delivered once, recorded when delivered.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::observation::Status;

/// How bad, in the person's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Slow, or failing for some.
    Degraded,
    /// Broken in part.
    PartialOutage,
    /// Down.
    MajorOutage,
}

impl Severity {
    /// The severity of a state; none for calm, planned work and what cannot be told.
    #[must_use]
    pub const fn of(status: Status) -> Option<Self> {
        match status {
            Status::Operational | Status::Maintenance | Status::Unknown => None,
            Status::Degraded => Some(Self::Degraded),
            Status::PartialOutage => Some(Self::PartialOutage),
            Status::MajorOutage => Some(Self::MajorOutage),
        }
    }

    /// The state that it stands for.
    #[must_use]
    pub const fn status(self) -> Status {
        match self {
            Self::Degraded => Status::Degraded,
            Self::PartialOutage => Status::PartialOutage,
            Self::MajorOutage => Status::MajorOutage,
        }
    }
}

/// Why something was told, or held. Each change gets exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Reason {
    /// Told: an outage began.
    Began,
    /// Told: it got worse than what was told.
    Worsened,
    /// Told: it is over, and its beginning had been told.
    Recovered,
    /// Told: the same incident again within 24 hours.
    Reopened,
    /// Told: it is over, and the person had asked.
    Back,
    /// Held: it was there when Siaga first looked.
    Baseline,
    /// Held: not confirmed yet, by a second read or by lasting.
    Unconfirmed,
    /// Held: told already.
    AlreadyTold,
    /// Held: the end of what was never told.
    NeverTold,
    /// Held: milder than the person wants to hear of.
    BelowThreshold,
    /// Held: planned work is no outage.
    Maintenance,
    /// Held: it came to us when it was over or being watched already. History, not news.
    RetroPosted,
    /// Held: the person wanted quiet.
    Snoozed,
    /// Held: another product's alert for the same incident stands for it.
    Grouped,
}

impl Reason {
    /// True for reasons to tell.
    #[must_use]
    pub const fn is_told(self) -> bool {
        match self {
            Self::Began | Self::Worsened | Self::Recovered | Self::Reopened | Self::Back => true,
            Self::Baseline
            | Self::Unconfirmed
            | Self::AlreadyTold
            | Self::NeverTold
            | Self::BelowThreshold
            | Self::Maintenance
            | Self::RetroPosted
            | Self::Snoozed
            | Self::Grouped => false,
        }
    }
}

/// What we intend to tell. Texts are made when it is delivered, so that what they name is true then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    /// The outage it is about; one live notification per outage.
    pub outage: String,
    /// Why it is told.
    pub reason: Reason,
    /// The product it is about.
    pub product: String,
    /// Further products of the same incident.
    #[serde(default)]
    pub also: Vec<String>,
    /// Who says so.
    pub provider: String,
    /// The provider's incident, where there is one.
    pub incident: Option<String>,
    /// The incident's title in the provider's words, as it was when decided.
    #[serde(default)]
    pub title: Option<String>,
    /// How bad at this moment; none once it is over.
    pub severity: Option<Severity>,
    /// Since when, as far as is known.
    pub since: Timestamp,
    /// When it ended, for those that did.
    pub until: Option<Timestamp>,
    /// When it was decided.
    pub at: Timestamp,
}
