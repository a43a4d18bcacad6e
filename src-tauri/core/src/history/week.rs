//! At which hours of the week a product was in trouble. An hour that the clocks skip is not there, and one that they
//! repeat is there twice, as a person's own clock shows it.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::days::window;
use super::sweep::swept;
use super::{Past, seconds};
use crate::alert::Severity;

/// The hours of a week.
const HOURS: usize = 7 * 24;

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

/// The hours of the week over the last `days` days, today included, in `zone`: of the same seconds as the days of a
/// [`History`](super::History).
#[must_use]
pub fn week(product: &str, past: &Past, days: u16, zone: &TimeZone, now: Timestamp) -> Week {
    let days = window(days, zone, now);
    let first = days.first().map_or(now.as_second(), |day| day.from);
    let begun = hours(first, zone, now);
    let cuts: Vec<i64> = begun.iter().map(|(from, _)| *from).collect();
    let mut hours = vec![WeekHour::default(); HOURS];
    for span in swept(past, first, now, &cuts) {
        let at = cuts.partition_point(|cut| *cut <= span.from);
        let Some((_, hour)) = at.checked_sub(1).and_then(|at| begun.get(at)) else { continue };
        let (hour, length) = (&mut hours[*hour], seconds(span.until - span.from));
        if span.watched {
            hour.watched_s += length;
        }
        match span.severity {
            Some(Severity::MajorOutage | Severity::PartialOutage) => hour.down_s += length,
            Some(Severity::Degraded) => hour.degraded_s += length,
            None => {}
        }
        if span.reported {
            hour.reported_s += length;
        }
    }
    Week { product: product.to_owned(), days: u16::try_from(days.len()).unwrap_or(u16::MAX), hours }
}

/// Every hour that begins from `first` on, in seconds of the epoch, and which of the week it is. Where the clocks change
/// within one, what comes after is looked up anew.
fn hours(first: i64, zone: &TimeZone, now: Timestamp) -> Vec<(i64, usize)> {
    let Ok(mut at) = Timestamp::from_second(first) else { return Vec::new() };
    let mut changes = zone.following(at).map(|change| change.timestamp()).peekable();
    let mut hours = Vec::new();
    while at < now {
        let local = at.to_zoned(zone.clone());
        let day = usize::try_from(local.weekday().to_monday_zero_offset()).unwrap_or(0);
        hours.push((at.as_second(), day * 24 + usize::try_from(local.hour()).unwrap_or(0)));
        let into = i64::from(local.minute()) * 60 + i64::from(local.second());
        let Ok(mut next) = Timestamp::from_second(at.as_second() + 3600 - into) else { break };
        while changes.next_if(|change| *change <= at).is_some() {}
        next = changes.peek().map_or(next, |change| next.min(*change));
        at = next;
    }
    hours
}
