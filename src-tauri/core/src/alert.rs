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

/// How loudly the person wants to hear of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Loudness {
    /// Passes quiet hours and the day's ceiling, and stays on the desktop.
    MustKnow,
    /// As usual.
    #[default]
    Normal,
    /// Shown without a sound.
    Quiet,
    /// Never told; shown in the tray and the window.
    Off,
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
    /// Told: it still goes on, and the person wants to be reminded.
    Reminder,
    /// Told: with others, after a time in which nothing was told.
    Digest,
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
    /// Held: the person does not want to hear of this.
    Silenced,
    /// Held: it is quiet at this hour.
    QuietHours,
    /// Held: it comes and goes, which was told.
    Flapping,
    /// Held: this computer is offline, has just woken, or most feeds fail at once: the doubt is about us.
    Offline,
    /// Held: most feeds of its platform fail at once: the doubt is about the platform.
    PlatformDoubt,
    /// Held: another notification stands for it: another product's of the same incident, or the day's digest.
    Grouped,
}

impl Reason {
    /// True for what counts for the day's ceiling: all that is told but ends, which only take back what was told.
    #[must_use]
    pub const fn is_news(self) -> bool {
        self.is_told() && !matches!(self, Self::Recovered | Self::Back)
    }

    /// True for reasons to tell.
    #[must_use]
    pub const fn is_told(self) -> bool {
        match self {
            Self::Began
            | Self::Worsened
            | Self::Recovered
            | Self::Reopened
            | Self::Back
            | Self::Reminder
            | Self::Digest => true,
            Self::Baseline
            | Self::Unconfirmed
            | Self::AlreadyTold
            | Self::NeverTold
            | Self::BelowThreshold
            | Self::Maintenance
            | Self::RetroPosted
            | Self::Snoozed
            | Self::Silenced
            | Self::QuietHours
            | Self::Flapping
            | Self::Offline
            | Self::PlatformDoubt
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
    /// How loudly.
    #[serde(default)]
    pub loudness: Loudness,
    /// It comes and goes: no more is told of that for a while.
    #[serde(default)]
    pub unstable: bool,
    /// For one that reopened: when it had ended.
    #[serde(default)]
    pub worked_since: Option<Timestamp>,
    /// For an end: its provider no longer lists it, and has not said that it is over.
    #[serde(default)]
    pub no_longer_listed: bool,
    /// For planned work: what was announced.
    #[serde(default)]
    pub planned: Option<Planned>,
    /// The newest that the provider wrote about it.
    #[serde(default)]
    pub quote: Option<Quote>,
}

/// Planned work that is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// The provider's title.
    pub title: String,
    /// Announced beginning.
    pub starts_at: Option<Timestamp>,
    /// Announced end.
    pub ends_at: Option<Timestamp>,
    /// It takes longer than was announced.
    pub overran: bool,
}

/// Words of a provider. Data: plain text, shown as a quotation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// When they were published.
    pub at: Option<Timestamp>,
}

/// What was held for a time and is told together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// After what.
    pub after: After,
    /// What happened, worst and newest first. At least one.
    pub items: Vec<DigestItem>,
    /// When it was decided.
    pub at: Timestamp,
}

/// After what a digest is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum After {
    /// The first look at what the person uses.
    FirstLook,
    /// This computer slept, or was offline, or could trust nothing.
    Away,
    /// Quiet hours.
    QuietHours,
    /// The day's ceiling was reached.
    Ceiling,
}

/// One outage in a digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DigestItem {
    /// The product.
    pub product: String,
    /// Who says so.
    pub provider: String,
    /// The outage.
    pub outage: String,
    /// The provider's title, where there is one.
    pub title: Option<String>,
    /// How bad it was at worst.
    pub severity: Severity,
    /// Since when.
    pub since: Timestamp,
    /// When it ended, for those that did.
    pub until: Option<Timestamp>,
}
