//! What was, from what was kept: how long a product was watched day by day, how much of that it was in trouble, and the
//! outages themselves. Nobody knows what was not watched: it counts neither as up nor as down.
//!
//! It reads and keeps nothing; the engine's store does.

mod csv;
mod days;
mod past;
mod reliability;
mod share;
mod sweep;
mod together;
mod week;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

pub use csv::{csv, table};
pub use past::{
    IncidentSource, MOST_UPDATES, Past, PastIncident, PastOutage, Step, Stretch, last_moment, merged, telling,
};
pub use reliability::{RELIABILITY_DAYS, reliability};
pub use share::Share;
pub use together::{MOST_TOGETHER, Pair, Together, together};
pub use week::{Week, WeekHour, week};

use crate::alert::{Reason, Severity};
use crate::observation::Impact;
use days::counted;

/// Longest look back, in days: as long as anything can be kept.
pub const MOST_DAYS: u16 = 4000;

/// Most days of a row of bars: a year, and some to compare it with.
pub const MOST_BARS: u16 = 400;

/// Most of the provider's incidents that are listed.
const MOST_INCIDENTS: usize = 500;

/// Room for an answer that must fit into one line of the socket, in bytes of JSON: less than
/// [`MAX_LINE`](crate::wire::MAX_LINE).
pub const ROOM: usize = 900 * 1024;

/// `siaga history --json`: one product's days, outages and uptime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct History {
    /// 1.
    pub schema: u32,
    /// The catalogue's id.
    pub product: String,
    /// Every day of the window, oldest first; the last is today, as far as it has come.
    pub days: Vec<HistoryDay>,
    /// Newest first.
    pub outages: Vec<HistoryOutage>,
    /// What the provider itself reported, newest first. Nothing of it counts as watched.
    pub incidents: Vec<HistoryIncident>,
    /// Outages and incidents of this window that are left out here because there are too many: the oldest.
    pub left_out: u32,
    /// The part of the time watched in which it was neither down nor broken in part. Degraded is not downtime. Null
    /// where nothing was watched.
    #[cfg_attr(test, ts(type = "number | null"), schemars(with = "Option<f64>"))]
    pub uptime: Option<Share>,
    /// Seconds of the window in which it was watched.
    pub watched_s: u32,
    /// Seconds of the window.
    pub window_s: u32,
}

/// One day, in the person's time zone. It has the hours that it has: 23 or 25 when the clocks change. Of each second
/// that was watched only the worst counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct HistoryDay {
    /// The day.
    #[cfg_attr(test, ts(type = "string"))]
    pub date: Date,
    /// Seconds watched.
    pub watched_s: u32,
    /// Seconds watched in which it was down.
    pub major_s: u32,
    /// Seconds watched in which it was broken in part.
    pub partial_s: u32,
    /// Seconds watched in which it was degraded.
    pub degraded_s: u32,
    /// Incidents of impact that its provider reports for this day, watched or not.
    pub incidents: u32,
    /// Seconds of the day, watched or not, in which its provider reports one of those: their word, not what was seen.
    #[serde(default)]
    pub reported_s: u32,
}

/// The last days of one product, for a row of bars.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Bars {
    /// The catalogue's id.
    pub product: String,
    /// As in [`History::uptime`].
    #[cfg_attr(test, ts(type = "number | null"))]
    pub uptime: Option<Share>,
    /// Every day of the window, oldest first; the last is today, as far as it has come.
    pub days: Vec<HistoryDay>,
}

/// One outage of a [`History`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct HistoryOutage {
    /// Unique for the product.
    pub id: String,
    /// The provider's incident, where there was one.
    pub incident: Option<String>,
    /// That incident's title, in the provider's words.
    pub title: Option<String>,
    /// How bad it was at worst.
    pub severity: Severity,
    /// Since when.
    pub began_at: Timestamp,
    /// Until when; null while it goes on.
    pub ended_at: Option<Timestamp>,
    /// The person was told of it.
    pub told: bool,
    /// Why they were not, as far as was kept.
    pub held: Option<Reason>,
}

/// One incident of a [`History`], as its provider reports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct HistoryIncident {
    /// The provider's id.
    pub id: String,
    /// In the provider's words.
    pub title: String,
    /// The harm claimed.
    pub impact: Impact,
    /// Whether we saw it open, or know it from the provider's own list.
    pub source: IncidentSource,
    /// When the provider says it began.
    pub started_at: Option<Timestamp>,
    /// When it ended, for those that did.
    pub ended_at: Option<Timestamp>,
}

/// The history of the last `days` days, today included, of days as they are in `zone`.
#[must_use]
pub fn history(product: &str, past: &Past, days: u16, zone: &TimeZone, now: Timestamp) -> History {
    let days = counted(past, days, zone, now);
    let first = days.first().map_or(now.as_second(), |day| day.from);
    let days: Vec<HistoryDay> = days.into_iter().map(|day| day.day).collect();
    let mut history = History {
        schema: 1,
        product: product.to_owned(),
        outages: outages(past, first),
        incidents: incidents(past, first),
        left_out: 0,
        uptime: uptime(&days),
        watched_s: total(&days, |day| day.watched_s),
        window_s: seconds(now.as_second() - first),
        days,
    };
    history.bound();
    history
}

/// The days of the same, for a row of bars.
#[must_use]
pub fn bars(product: &str, past: &Past, days: u16, zone: &TimeZone, now: Timestamp) -> Bars {
    let days: Vec<HistoryDay> = counted(past, days, zone, now).into_iter().map(|day| day.day).collect();
    Bars { product: product.to_owned(), uptime: uptime(&days), days }
}

/// A moment before all of the last `days` days, in whatever zone they are counted: what was over by then has no part in
/// their history.
#[must_use]
pub fn since(days: u16, now: Timestamp) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(24 * (i64::from(days) + 2))).unwrap_or(Timestamp::MIN)
}

impl History {
    /// Leaves out the oldest where an answer would become too long.
    fn bound(&mut self) {
        let had = self.outages.len() + self.incidents.len();
        let mut room = ROOM.saturating_sub(length(&self.days));
        fit(&mut self.outages, &mut room);
        self.incidents.truncate(MOST_INCIDENTS);
        fit(&mut self.incidents, &mut room);
        self.left_out = u32::try_from(had - self.outages.len() - self.incidents.len()).unwrap_or(u32::MAX);
    }
}

impl Bars {
    /// Takes what these need of the room in an answer. False where it is too little; nothing is taken then.
    #[must_use]
    pub fn fits(&self, room: &mut usize) -> bool {
        let rest = room.checked_sub(length(self));
        *room = rest.unwrap_or(*room);
        rest.is_some()
    }
}

fn uptime(days: &[HistoryDay]) -> Option<Share> {
    let (watched, down) = (total(days, |day| day.watched_s), total(days, |day| day.major_s + day.partial_s));
    Share::of(watched.saturating_sub(down), watched)
}

fn total(days: &[HistoryDay], of: fn(&HistoryDay) -> u32) -> u32 {
    days.iter().map(of).fold(0, u32::saturating_add)
}

/// Keeps the first rows for which there is room.
fn fit<T: Serialize>(rows: &mut Vec<T>, room: &mut usize) {
    let mut kept = 0;
    for row in rows.iter() {
        let Some(rest) = room.checked_sub(length(row)) else { break };
        (*room, kept) = (rest, kept + 1);
    }
    rows.truncate(kept);
}

/// As JSON, with the comma behind it, in bytes.
fn length(value: &impl Serialize) -> usize {
    serde_json::to_vec(value).map_or(usize::MAX, |text| text.len() + 1)
}

fn ended(past: &PastIncident) -> Option<Timestamp> {
    let incident = &past.incident;
    incident.resolved_at.or(incident.updated_at).filter(|_| !incident.open).or(past.gone_at)
}

fn outages(past: &Past, first: i64) -> Vec<HistoryOutage> {
    let mut outages: Vec<&PastOutage> = past.outages.iter().collect();
    outages.retain(|outage| outage.ended_at.is_none_or(|ended| ended.as_second() >= first));
    outages.sort_by_key(|outage| std::cmp::Reverse(outage.began_at));
    let row = |outage: &PastOutage| HistoryOutage {
        id: outage.id.clone(),
        incident: outage.incident.clone(),
        title: outage.title.clone(),
        severity: Severity::of(outage.worst).unwrap_or(Severity::Degraded),
        began_at: outage.began_at,
        ended_at: outage.ended_at,
        told: outage.told,
        held: outage.held,
    };
    outages.into_iter().map(row).collect()
}

fn incidents(past: &Past, first: i64) -> Vec<HistoryIncident> {
    let row = |past: &PastIncident| HistoryIncident {
        id: past.incident.id.clone(),
        title: past.incident.title.clone(),
        impact: past.incident.impact,
        source: past.source,
        started_at: past.incident.started_at,
        ended_at: ended(past),
    };
    let mut rows: Vec<HistoryIncident> = past.incidents.iter().map(row).collect();
    rows.retain(|row| row.ended_at.is_none_or(|ended| ended.as_second() >= first));
    rows.sort_by_key(|row| std::cmp::Reverse(row.started_at.or(row.ended_at)));
    rows
}

/// Never negative; a window is shorter than 136 years.
fn seconds(span: i64) -> u32 {
    u32::try_from(span.max(0)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
