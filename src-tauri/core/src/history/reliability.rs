//! How reliable a product was of late: a figure to rank by, made of what was kept.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{IncidentSource, Past, PastOutage, Share, Stretch, ended, history};

/// Over how many days, today included.
pub const RELIABILITY_DAYS: u16 = 90;

/// Less watched than this says nothing.
const WATCHED: u32 = 24 * 60 * 60;

/// A provider's own list that reaches back less far than this says nothing either.
const LISTED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The part of the time in which it was neither down nor broken in part. Of the time watched, where that is at least a day.
/// Else by the provider's own word: of the time that its closed incidents reach back, those of major or critical impact
/// count as down. None where that is less than a week, or nothing is known.
#[must_use]
pub fn reliability(past: &Past, now: Timestamp) -> Option<f64> {
    let share = |past: &Past| {
        let found = history("", past, RELIABILITY_DAYS, &TimeZone::UTC, now);
        found.uptime.filter(|_| found.watched_s >= WATCHED).map(Share::into)
    };
    share(past).or_else(|| share(&theirs(past, now)?))
}

/// What the provider's closed incidents say, as if they had been watched.
fn theirs(past: &Past, now: Timestamp) -> Option<Past> {
    let closed = past.incidents.iter().filter(|one| one.source == IncidentSource::Theirs);
    let spans: Vec<_> = closed.filter_map(|one| Some((one, one.incident.started_at?, ended(one)?))).collect();
    let first = spans.iter().map(|(_, began, _)| *began).min()?;
    if now.duration_since(first) < LISTED {
        return None;
    }
    let outages = spans.into_iter().map(|(one, began_at, ended_at)| PastOutage {
        id: one.incident.id.clone(),
        incident: None,
        title: None,
        worst: one.incident.impact.status(),
        began_at,
        ended_at: Some(ended_at),
        course: Vec::new(),
        told: false,
        held: None,
    });
    Some(Past { outages: outages.collect(), watched: vec![Stretch { from: first, until: now }], incidents: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::PastIncident;
    use crate::observation::{Impact, Status};
    use crate::sample::{at, incident};

    const HOUR: i64 = 60;

    fn outage(worst: Status, hours: i64) -> PastOutage {
        PastOutage {
            id: "o".into(),
            incident: None,
            title: None,
            worst,
            began_at: at(-20 * HOUR),
            ended_at: Some(at((hours - 20) * HOUR)),
            course: Vec::new(),
            told: true,
            held: None,
        }
    }

    fn listed(impact: Impact, began: i64, ended: i64) -> PastIncident {
        let mut incident = incident("i", "Errors", impact);
        (incident.open, incident.started_at, incident.resolved_at) = (false, Some(at(began)), Some(at(ended)));
        PastIncident { incident, source: IncidentSource::Theirs, gone_at: None }
    }

    fn of(watched_hours: i64, outages: Vec<PastOutage>, incidents: Vec<PastIncident>) -> Option<f64> {
        let watched = vec![Stretch { from: at(-watched_hours * HOUR), until: at(0) }];
        reliability(&Past { outages, watched, incidents }, at(0))
    }

    #[test]
    fn a_day_watched_is_enough_and_less_is_not() {
        assert_eq!(of(24, vec![], vec![]), Some(1.0));
        assert_eq!(of(23, vec![], vec![]), None);
        assert_eq!(of(100, vec![outage(Status::MajorOutage, 10)], vec![]), Some(0.9));
        assert_eq!(of(100, vec![outage(Status::PartialOutage, 10)], vec![]), Some(0.9));
        assert_eq!(of(100, vec![outage(Status::Degraded, 10)], vec![]), Some(1.0), "degraded is not downtime");
    }

    #[test]
    fn without_a_record_of_ones_own_the_providers_list_counts_as_far_back_as_it_reaches() {
        let ten_days = -240 * HOUR;
        let long = listed(Impact::Major, ten_days, ten_days + 24 * HOUR);
        assert_eq!(of(1, vec![], vec![long.clone()]), Some(0.9));
        assert_eq!(of(24, vec![], vec![long.clone()]), Some(1.0), "what was seen counts more");
        assert_eq!(of(1, vec![], vec![listed(Impact::Minor, ten_days, ten_days + 24 * HOUR)]), Some(1.0));
        assert_eq!(of(1, vec![], vec![listed(Impact::Major, -100 * HOUR, -90 * HOUR)]), None, "less than a week");
        let seen = PastIncident { source: IncidentSource::Seen, ..long };
        assert_eq!(of(1, vec![], vec![seen]), None);
    }
}
