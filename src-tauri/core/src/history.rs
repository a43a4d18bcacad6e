//! What was, from what was kept: how long a product was watched day by day, how much of that it was in trouble, and the
//! outages themselves. Nobody knows what was not watched: it counts neither as up nor as down.
//!
//! It reads and keeps nothing; the engine's store does.

mod csv;
mod past;
mod reliability;
mod share;
mod together;
mod week;

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp};
use serde::{Deserialize, Serialize};

pub use csv::csv;
pub use past::{
    IncidentSource, MOST_UPDATES, Past, PastIncident, PastOutage, Step, Stretch, last_moment, merged, telling,
};
pub use reliability::{RELIABILITY_DAYS, reliability};
pub use share::Share;
pub use together::{MOST_TOGETHER, Pair, Together};
pub use week::{Week, WeekHour};

use crate::alert::{Reason, Severity};
use crate::observation::{Impact, Status};

/// Longest look back, in days: as long as anything can be kept.
pub const MOST_DAYS: u16 = 4000;

/// Most of the provider's incidents that are listed.
const MOST_INCIDENTS: usize = 500;

/// Room for an answer that must fit into one line of the socket, in bytes of JSON: less than
/// [`MAX_LINE`](crate::wire::MAX_LINE).
const ROOM: usize = 900 * 1024;

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
    let mut days = window(days, zone, now);
    count_seconds(&mut days, past, now);
    count_incidents(&mut days, &past.incidents, now);
    let first = days.first().map_or(now.as_second(), |day| day.from);
    let total = |of: fn(&HistoryDay) -> u32| days.iter().map(|day| of(&day.day)).fold(0, u32::saturating_add);
    let (watched, down) = (total(|day| day.watched_s), total(|day| day.major_s.saturating_add(day.partial_s)));
    let mut history = History {
        schema: 1,
        product: product.to_owned(),
        outages: outages(past, first),
        incidents: incidents(past, first),
        left_out: 0,
        uptime: Share::of(watched.saturating_sub(down), watched),
        watched_s: watched,
        window_s: seconds(now.as_second() - first),
        days: days.into_iter().map(|day| day.day).collect(),
    };
    history.bound();
    history
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

/// A day and where it lies, in seconds of the epoch.
struct Lying {
    day: HistoryDay,
    from: i64,
    until: i64,
}

fn window(days: u16, zone: &TimeZone, now: Timestamp) -> Vec<Lying> {
    let today = now.to_zoned(zone.clone()).date();
    let begins = |date: Date| date.to_zoned(zone.clone()).ok().map(|midnight| midnight.timestamp().as_second());
    let lying = |back: u16| {
        let date = today.checked_sub(Span::new().days(back)).ok()?;
        let day =
            HistoryDay { date, watched_s: 0, major_s: 0, partial_s: 0, degraded_s: 0, incidents: 0, reported_s: 0 };
        let until = date.tomorrow().ok().and_then(begins).unwrap_or(i64::MAX).min(now.as_second());
        Some(Lying { day, from: begins(date)?, until })
    };
    (0..days.clamp(1, MOST_DAYS)).rev().filter_map(lying).collect()
}

/// How many stretches and outages of each weight hold at a moment.
#[derive(Debug, Clone, Copy, Default)]
struct Holding {
    watched: i32,
    major: i32,
    partial: i32,
    degraded: i32,
}

impl Holding {
    const fn of(severity: Severity) -> fn(&mut Self) -> &mut i32 {
        match severity {
            Severity::MajorOutage => |holding| &mut holding.major,
            Severity::PartialOutage => |holding| &mut holding.partial,
            Severity::Degraded => |holding| &mut holding.degraded,
        }
    }

    const fn add(&mut self, change: Self) {
        self.watched += change.watched;
        self.major += change.major;
        self.partial += change.partial;
        self.degraded += change.degraded;
    }
}

/// Sweeps over every moment at which something begins or ends, midnights included.
fn count_seconds(days: &mut [Lying], past: &Past, now: Timestamp) {
    let Some(first) = days.first().map(|day| day.from) else { return };
    let mut changes: BTreeMap<i64, Holding> = BTreeMap::new();
    for day in days.iter() {
        changes.entry(day.from).or_default();
    }
    let mut hold = |from: i64, until: i64, what: fn(&mut Holding) -> &mut i32| {
        let (from, until) = (from.max(first), until.min(now.as_second()));
        if from < until {
            *what(changes.entry(from).or_default()) += 1;
            *what(changes.entry(until).or_default()) -= 1;
        }
    };
    for stretch in &past.watched {
        hold(stretch.from.as_second(), stretch.until.as_second(), |holding| &mut holding.watched);
    }
    for outage in &past.outages {
        for (from, until, severity) in spells(outage, now) {
            hold(from, until, Holding::of(severity));
        }
    }
    let mut holding = Holding::default();
    let mut changes = changes.into_iter().peekable();
    while let Some((from, change)) = changes.next() {
        holding.add(change);
        let Some((until, _)) = changes.peek() else { break };
        if holding.watched == 0 {
            continue;
        }
        let at = days.partition_point(|day| day.until <= from);
        let Some(Lying { day, .. }) = days.get_mut(at) else { break };
        let length = seconds(until - from);
        day.watched_s += length;
        // The worst of what holds, once.
        match holding {
            Holding { major: 1.., .. } => day.major_s += length,
            Holding { partial: 1.., .. } => day.partial_s += length,
            Holding { degraded: 1.., .. } => day.degraded_s += length,
            Holding { .. } => {}
        }
    }
}

/// An outage as spells of one weight each. Before we first saw it, it was as bad as when we did; between an end and a
/// reopening it was nothing.
fn spells(outage: &PastOutage, now: Timestamp) -> Vec<(i64, i64, Severity)> {
    let end = outage.ended_at.unwrap_or(now).as_second();
    let mut from = outage.began_at.as_second();
    let mut status = outage.course.first().map_or(outage.worst, |step| step.status);
    let mut spells = Vec::new();
    let mut spell = |from: i64, until: i64, status: Status| {
        if let Some(severity) = Severity::of(status) {
            spells.push((from, until.min(end), severity));
        }
    };
    for step in &outage.course {
        if step.at.as_second() > from {
            spell(from, step.at.as_second(), status);
            from = step.at.as_second();
        }
        status = step.status;
    }
    spell(from, end, status);
    spells
}

/// Counts an incident of impact for each day that it touches.
fn count_incidents(days: &mut [Lying], incidents: &[PastIncident], now: Timestamp) {
    for past in incidents.iter().filter(|past| past.incident.impact != Impact::None) {
        let Some(began) = past.incident.started_at.or_else(|| ended(past)) else { continue };
        let until = ended(past).unwrap_or(if past.incident.open { now } else { began });
        let (began, until) = (began.as_second(), until.as_second());
        let at = days.partition_point(|day| day.until <= began);
        for Lying { day, .. } in days[at..].iter_mut().take_while(|day| day.from <= until) {
            day.incidents = day.incidents.saturating_add(1);
        }
    }
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
