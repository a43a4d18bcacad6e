//! Values with bounds: each says what is allowed, and the TOML reader adds the place.

use std::fmt;
use std::time::Duration;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use url::Url;

use crate::forward::Event;
use crate::observation::Status;

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Below this even a feed on the same machine has nothing new.
const SHORTEST_INTERVAL: Duration = Duration::from_millis(100);

const INTERVAL: &str =
    "seconds or a text such as \"5m\": at least 10 s (100 ms counts for internal feeds only), at most a day";
const PATIENCE: &str = "seconds or a text such as \"15m\": at most a day";
const THRESHOLD: &str = "one of \"degraded\", \"partial_outage\", \"major_outage\"";
const COMMAND: &str = "a program and its arguments, one of them with {url}; or [] for the system's browser";
const REMINDER: &str = "\"off\", or seconds or a text such as \"1h\": at least 15 minutes, at most a day";
const STRETCH: &str = "a number from 1 to 10";
const CEILING: &str = "a number from 0, which means no limit, to 65535";
const KEEP_DAYS: &str = "a number of days from 7 to 4000";
const DAY_WRITTEN: &str = "a day such as \"2026-03-12\"";
const MOMENT: &str = "a moment such as \"2027-01-31T18:00:00+07:00\"";
const TIMEOUT: &str = "seconds or a text such as \"10s\": from 1 s to a minute";
const ADDRESS: &str = "an https address such as \"https://chat.example.com/hook\"";
const COMPONENTS: &str = "at least one component, none of them empty";

/// 100 ms to a day.
pub(super) fn interval<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    duration(deserializer, INTERVAL, SHORTEST_INTERVAL)
}

/// Up to a day.
pub(super) fn patience<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    duration(deserializer, PATIENCE, Duration::ZERO)
}

/// Never, or a time after which an outage is told again.
pub(super) fn reminder<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    let shortest = SECOND * 15 * 60;
    let wait = deserializer.deserialize_any(Seconds { allowed: REMINDER })?;
    match wait {
        Duration::ZERO => Ok(None),
        wait if (shortest..=DAY).contains(&wait) => Ok(Some(wait)),
        _ => Err(D::Error::custom(REMINDER)),
    }
}

/// From 1 to 10.
pub(super) fn stretch<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let stretch = f64::deserialize(deserializer)?;
    if (1.0..=10.0).contains(&stretch) { Ok(stretch) } else { Err(D::Error::custom(STRETCH)) }
}

/// From 0 to what a day can hold.
pub(super) fn ceiling<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    u16::deserialize(deserializer).map_err(|_| D::Error::custom(CEILING))
}

/// From 7 to 4000.
pub(super) fn keep_days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    let days = u16::deserialize(deserializer)?;
    if (7..=4000).contains(&days) { Ok(days) } else { Err(D::Error::custom(KEEP_DAYS)) }
}

/// From a second to a minute.
pub(super) fn timeout<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let timeout = deserializer.deserialize_any(Seconds { allowed: TIMEOUT })?;
    if (SECOND..=SECOND * 60).contains(&timeout) { Ok(timeout) } else { Err(D::Error::custom(TIMEOUT)) }
}

/// An address, whatever its scheme. One that is none is not repeated: it may be a secret.
pub(super) fn some_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Url>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Url::parse(text.trim()).map(Some).map_err(|_| D::Error::custom(ADDRESS))
}

/// Events that are told, each once.
pub(super) fn events<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Event>, D::Error> {
    let words = each_once(deserializer)?;
    let known = |word: &String| Event::TOLD.into_iter().find(|event| event.word() == word);
    words.iter().map(known).collect::<Option<_>>().ok_or_else(|| {
        let all: Vec<String> = Event::TOLD.iter().map(|event| format!("\"{}\"", event.word())).collect();
        D::Error::custom(format!("any of {}", all.join(", ")))
    })
}

/// A moment with its offset from UTC.
pub(super) fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    String::deserialize(deserializer)?.trim().parse().map_err(|_| D::Error::custom(MOMENT))
}

/// A day.
pub(super) fn some_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    String::deserialize(deserializer)?.trim().parse().map(Some).map_err(|_| D::Error::custom(DAY_WRITTEN))
}

/// A state that can be told.
pub(super) fn threshold<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Status, D::Error> {
    deserializer.deserialize_str(Threshold)
}

pub(super) fn some_threshold<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Status>, D::Error> {
    threshold(deserializer).map(Some)
}

/// Nothing, or a program of which one argument takes the address.
pub(super) fn command<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let command = Vec::<String>::deserialize(deserializer)?;
    let takes_address = command.iter().skip(1).any(|argument| argument.contains("{url}"));
    let named = command.first().is_some_and(|program| !program.trim().is_empty());
    if command.is_empty() || (named && takes_address) { Ok(command) } else { Err(D::Error::custom(COMMAND)) }
}

pub(super) fn some_components<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    let components = Vec::<String>::deserialize(deserializer)?;
    if components.is_empty() || components.iter().any(|component| component.trim().is_empty()) {
        return Err(D::Error::custom(COMPONENTS));
    }
    Ok(Some(components))
}

/// A list without its repetitions.
pub(super) fn each_once<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let mut once: Vec<String> = Vec::new();
    for item in Vec::<String>::deserialize(deserializer)? {
        if !once.contains(&item) {
            once.push(item);
        }
    }
    Ok(once)
}

fn duration<'de, D: Deserializer<'de>>(
    deserializer: D,
    allowed: &'static str,
    shortest: Duration,
) -> Result<Duration, D::Error> {
    let duration = deserializer.deserialize_any(Seconds { allowed })?;
    if (shortest..=DAY).contains(&duration) { Ok(duration) } else { Err(D::Error::custom(allowed)) }
}

struct Seconds {
    allowed: &'static str,
}

impl Visitor<'_> for Seconds {
    type Value = Duration;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.allowed)
    }

    fn visit_i64<E: Error>(self, seconds: i64) -> Result<Duration, E> {
        let seconds = u32::try_from(seconds).map_err(|_| E::custom(self.allowed))?;
        Ok(SECOND * seconds)
    }

    fn visit_u64<E: Error>(self, seconds: u64) -> Result<Duration, E> {
        let seconds = u32::try_from(seconds).map_err(|_| E::custom(self.allowed))?;
        Ok(SECOND * seconds)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Duration, E> {
        // Only a reminder can be off; elsewhere nothing at all is too short.
        if text.trim() == "off" && self.allowed == REMINDER {
            return Ok(Duration::ZERO);
        }
        let read = text.trim().parse::<SignedDuration>().ok().and_then(|duration| Duration::try_from(duration).ok());
        read.ok_or_else(|| E::custom(self.allowed))
    }
}

struct Threshold;

impl Visitor<'_> for Threshold {
    type Value = Status;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(THRESHOLD)
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Status, E> {
        let known = Status::ALL.into_iter().find(|status| status.is_trouble() && status.word() == word);
        known.ok_or_else(|| E::custom(THRESHOLD))
    }
}
