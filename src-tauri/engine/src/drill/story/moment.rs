//! Times as a person writes them in a story: `90s`, `5m`, `-10m`, and a wall clock with its zone.

use std::time::Duration;

use jiff::{SignedDuration, Zoned};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// `90s`, `5m` or `1h`.
pub(in crate::drill) fn duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    read(&String::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// The same for a key that may be absent.
pub(super) fn maybe_duration<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    duration(deserializer).map(Some)
}

/// Two of them, the first not after the second.
pub(in crate::drill) fn span<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(Duration, Duration), D::Error> {
    let (from, to) = <(String, String)>::deserialize(deserializer)?;
    let (from, to) = (read(&from).map_err(D::Error::custom)?, read(&to).map_err(D::Error::custom)?);
    if from <= to { Ok((from, to)) } else { Err(D::Error::custom("it ends before it begins")) }
}

/// `-10m` or `30m`, seen from the moment of the step.
pub(super) fn offset<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SignedDuration, D::Error> {
    let text = String::deserialize(deserializer)?;
    signed(&text).ok_or_else(|| D::Error::custom(format!("“{text}” is no time from here: write it like -10m or 1h")))
}

/// `2026-03-12T21:58:00[Asia/Jakarta]`.
pub(super) fn zoned<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Zoned>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let wrong = || {
        let like = "2026-03-12T21:58:00[Asia/Jakarta]";
        D::Error::custom(format!("“{text}” is no moment with its time zone: write it like {like}"))
    };
    text.parse().map(Some).map_err(|_| wrong())
}

fn read(text: &str) -> Result<Duration, String> {
    let passed = signed(text).and_then(|passed| Duration::try_from(passed).ok());
    passed.ok_or_else(|| format!("“{text}” is no duration: write it like 90s, 5m or 1h"))
}

fn signed(text: &str) -> Option<SignedDuration> {
    let span: jiff::Span = text.parse().ok()?;
    span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).ok()
}
