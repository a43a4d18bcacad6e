//! How long a provider itself reports an incident.

use super::*;

fn with_impact(impact: Impact, mut past: PastIncident) -> PastIncident {
    past.incident.impact = impact;
    past
}

/// Over, and nobody says since when.
fn over(id: &str, started: &str) -> PastIncident {
    let mut past = incident(id, started, None);
    past.incident.open = false;
    past
}

/// Minutes of yesterday and today.
fn reported(incidents: Vec<PastIncident>) -> (u32, u32) {
    let history = two_days(&Past { incidents, ..Past::default() });
    assert_eq!((history.watched_s, history.uptime), (0, None), "what is reported was not watched for that");
    (history.days[0].reported_s / 60, history.days[1].reported_s / 60)
}

#[test]
fn of_each_second_that_a_provider_reports_one_counts_however_many_incidents_there_are() {
    let gone = PastIncident { gone_at: Some(at("09:00")), ..incident("gone", "08:00", None) };
    let undated = {
        let mut past = incident("undated", "08:00", Some("09:00"));
        past.incident.started_at = None;
        past
    };
    let last_word = {
        let mut past = over("last-word", "08:00");
        past.incident.updated_at = Some(at("08:20"));
        past
    };
    let table: [(&str, Vec<PastIncident>, (u32, u32)); 13] = [
        ("nothing", vec![], (0, 0)),
        ("one", vec![incident("a", "08:00", Some("09:00"))], (0, 60)),
        ("overlap", vec![incident("a", "08:00", Some("09:00")), incident("b", "08:30", Some("09:10"))], (0, 70)),
        (
            "one within another",
            vec![incident("a", "08:00", Some("09:00")), incident("b", "08:30", Some("08:40"))],
            (0, 60),
        ),
        (
            "one after another",
            vec![incident("a", "08:00", Some("09:00")), incident("b", "09:00", Some("09:10"))],
            (0, 70),
        ),
        ("over midnight", vec![incident("a", "2026-03-11T23:00:00Z", Some("00:30"))], (60, 30)),
        ("open: until now", vec![incident("a", "11:00", None)], (0, 60)),
        ("gone from the list", vec![gone], (0, 60)),
        ("of no impact", vec![with_impact(Impact::None, incident("a", "08:00", Some("09:00")))], (0, 0)),
        ("minor", vec![with_impact(Impact::Minor, incident("a", "08:00", Some("09:00")))], (0, 60)),
        ("end unknown", vec![over("a", "08:00")], (0, 0)),
        ("last word known", vec![last_word], (0, 20)),
        ("beginning unknown", vec![undated], (0, 0)),
    ];
    for (name, incidents, expected) in table {
        assert_eq!(reported(incidents), expected, "{name}");
    }
}

#[test]
fn what_is_reported_before_the_window_or_for_the_future_does_not_count() {
    assert_eq!(reported(vec![incident("a", "2026-03-01T00:00:00Z", Some("2026-03-11T01:00:00Z"))]), (60, 0));
    assert_eq!(reported(vec![incident("a", "2026-03-01T00:00:00Z", Some("2026-03-02T01:00:00Z"))]), (0, 0));
    assert_eq!(reported(vec![incident("a", "11:00", Some("14:00"))]), (0, 60));
    assert_eq!(reported(vec![incident("a", "13:00", None)]), (0, 0), "announced for later");
    assert_eq!(reported(vec![incident("a", "09:00", Some("08:00"))]), (0, 0), "an end before the beginning");
}

#[test]
fn a_day_is_reported_for_as_long_as_the_clocks_make_it() {
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
    for (now, date, hours) in [("2026-03-30T10:00:00Z", "2026-03-29", 23), ("2026-10-26T10:00:00Z", "2026-10-25", 25)] {
        let past = Past { incidents: vec![incident("a", "2026-01-01T00:00:00Z", None)], ..Past::default() };
        let history = history("chat", &past, 3, &zone, at(now));
        let day = history.days.iter().find(|day| day.date.to_string() == date).unwrap();
        assert_eq!((day.reported_s, day.incidents), (hours * 3600, 1), "{date}");
    }
}
