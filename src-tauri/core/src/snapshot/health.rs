//! How one feed is doing, as the engine knows it, and how that is shown. A state of a feed is never one of a product.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Source, SourceKind};
use crate::provider::Provider;
use crate::schedule::Why;
use crate::wording::Words;

/// How long a feed must have been unreadable before the person is told so.
const TOLD_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// How the feed of one provider is doing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedHealth {
    /// When it was last read and understood.
    pub read_at: Option<Timestamp>,
    /// Since when it fails.
    pub failing_since: Option<Timestamp>,
    /// Why, in one line.
    pub why: Option<String>,
    /// How it fails, while it does.
    pub failing: Failing,
    /// Until when its provider asked us to wait.
    pub until: Option<Timestamp>,
    /// Where it moved to, for a person.
    pub moved_to: Option<String>,
    /// What it was found to be when it stopped being what the catalogue says.
    pub read_as: Option<ReadAs>,
    /// When it is read next.
    pub next_at: Option<Timestamp>,
    /// Why then.
    pub next_why: Option<Why>,
    /// The pause between reads as it is now.
    pub interval: Duration,
    /// Failed reads in a row.
    pub failures: u32,
}

/// How a feed fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failing {
    /// In a way that says nothing about the next try.
    #[default]
    Unreadable,
    /// The provider asks us to wait.
    RateLimited,
    /// It is not there any more.
    Gone,
    /// It is at another provider's place now.
    Moved,
    /// The provider refuses us.
    Blocked,
}

/// A feed that was found again, in another format or place of the same provider's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadAs {
    /// What people call the format.
    pub format: String,
    /// Since when.
    pub since: Timestamp,
    /// Names of products none of whose parts is listed there: their parts have new names.
    pub renamed: Vec<String>,
}

impl From<Failing> for SourceKind {
    fn from(failing: Failing) -> Self {
        match failing {
            Failing::Unreadable => Self::Unreadable,
            Failing::RateLimited => Self::RateLimited,
            Failing::Gone => Self::Gone,
            Failing::Moved => Self::Moved,
            Failing::Blocked => Self::Blocked,
        }
    }
}

impl FeedHealth {
    /// Whether it has been unreadable for so long that the person should know, whatever the kind.
    #[must_use]
    pub fn is_long_unread(&self, now: Timestamp) -> bool {
        self.failing_since.is_some_and(|since| now.duration_since(since) >= TOLD_AFTER)
    }
}

/// A provider's feed as it is shown.
pub(super) fn source(provider: &Provider, health: Option<&FeedHealth>, words: &Words, now: Timestamp) -> Source {
    let kind = match (&provider.feed, health) {
        (None, _) => SourceKind::None,
        (Some(_), Some(health)) if health.failing_since.is_some() => health.failing.into(),
        (Some(_), Some(health)) if health.read_at.is_some() => SourceKind::Readable,
        (Some(_), _) => SourceKind::Waiting,
    };
    let health = health.filter(|_| kind != SourceKind::None);
    let host = provider.feed.as_ref().and_then(|feed| feed.url.host_str()).unwrap_or(&provider.name);
    let nothing = FeedHealth::default();
    Source {
        kind,
        text: words.feed(kind, host, &provider.name, health.unwrap_or(&nothing), now),
        why: health.and_then(|health| health.why.clone()),
        read_at: health.and_then(|health| health.read_at),
        failing_since: health.and_then(|health| health.failing_since),
        until: health.and_then(|health| health.until).filter(|_| kind == SourceKind::RateLimited),
        moved_to: health.and_then(|health| health.moved_to.clone()).filter(|_| kind == SourceKind::Moved),
        read_as: health.and_then(|health| health.read_as.as_ref()).map(|found| found.format.clone()),
        next_at: health.and_then(|health| health.next_at),
        next_why: health.and_then(|health| health.next_why).map(|why| words.next_read(why, now)).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests;
