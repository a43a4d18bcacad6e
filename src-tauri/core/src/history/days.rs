//! The days of a window, and what each of them comes to. A day has the seconds that the clocks give it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::sweep::swept;
use super::{HistoryDay, MOST_DAYS, Past, PastIncident, ended, seconds};
use crate::alert::Severity;
use crate::observation::Impact;

/// A day and where it lies, in seconds of the epoch.
pub(super) struct Lying {
    pub(super) day: HistoryDay,
    pub(super) from: i64,
    pub(super) until: i64,
}

/// The last days, today included and as far as it has come, oldest first. Nothing is counted yet.
pub(super) fn window(days: u16, zone: &TimeZone, now: Timestamp) -> Vec<Lying> {
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

/// The same with what they come to.
pub(super) fn counted(past: &Past, days: u16, zone: &TimeZone, now: Timestamp) -> Vec<Lying> {
    let mut days = window(days, zone, now);
    count_seconds(&mut days, past, now);
    count_incidents(&mut days, &past.incidents, now);
    days
}

fn count_seconds(days: &mut [Lying], past: &Past, now: Timestamp) {
    let midnights: Vec<i64> = days.iter().map(|day| day.from).collect();
    let Some(first) = midnights.first() else { return };
    for span in swept(past, *first, now, &midnights) {
        let at = days.partition_point(|day| day.until <= span.from);
        let Some(Lying { day, .. }) = days.get_mut(at) else { break };
        let length = seconds(span.until - span.from);
        if span.watched {
            day.watched_s += length;
        }
        match span.severity {
            Some(Severity::MajorOutage) => day.major_s += length,
            Some(Severity::PartialOutage) => day.partial_s += length,
            Some(Severity::Degraded) => day.degraded_s += length,
            None => {}
        }
        if span.reported {
            day.reported_s += length;
        }
    }
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
