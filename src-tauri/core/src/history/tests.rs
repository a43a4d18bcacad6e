mod reported;
mod together;
mod week;

use super::*;
use crate::decide::Decision;
use crate::observation::{Incident, Stage, Status, Update};

/// Noon of the day that most tests end on.
const NOW: &str = "2026-03-12T12:00:00Z";

const DOWN: Status = Status::MajorOutage;
const PARTIAL: Status = Status::PartialOutage;
const SLOW: Status = Status::Degraded;

fn at(text: &str) -> Timestamp {
    let text = if text.len() == 5 { format!("2026-03-12T{text}:00Z") } else { text.to_owned() };
    text.parse().unwrap()
}

fn watched(from: &str, until: &str) -> Stretch {
    Stretch { from: at(from), until: at(until) }
}

fn outage(from: &str, until: Option<&str>, worst: Status) -> PastOutage {
    PastOutage {
        id: from.to_owned(),
        incident: None,
        title: None,
        worst,
        began_at: at(from),
        ended_at: until.map(at),
        course: Vec::new(),
        told: false,
        held: None,
    }
}

fn with_course(outage: PastOutage, course: &[(&str, Status)]) -> PastOutage {
    let course = course.iter().map(|(text, status)| Step { at: at(text), status: *status }).collect();
    PastOutage { course, ..outage }
}

fn incident(id: &str, started: &str, resolved: Option<&str>) -> PastIncident {
    PastIncident {
        incident: Incident {
            id: id.to_owned(),
            title: "Errors".to_owned(),
            impact: Impact::Major,
            stage: Stage::Resolved,
            open: resolved.is_none(),
            started_at: Some(at(started)),
            updated_at: None,
            resolved_at: resolved.map(at),
            components: Vec::new(),
            updates: Vec::new(),
        },
        source: IncidentSource::Theirs,
        gone_at: None,
    }
}

fn two_days(past: &Past) -> History {
    history("chat", past, 2, &TimeZone::UTC, at(NOW))
}

/// Minutes: watched, down, broken in part, degraded.
fn minutes(day: &HistoryDay) -> (u32, u32, u32, u32) {
    (day.watched_s / 60, day.major_s / 60, day.partial_s / 60, day.degraded_s / 60)
}

#[test]
fn of_a_product_that_was_never_watched_nothing_is_known() {
    let past = Past { outages: vec![outage("08:00", None, DOWN)], ..Past::default() };
    let history = two_days(&past);
    assert_eq!((history.uptime, history.watched_s, history.window_s), (None, 0, 36 * 3600));
    assert_eq!(history.days.iter().map(minutes).collect::<Vec<_>>(), [(0, 0, 0, 0); 2]);
    assert_eq!(history.outages.len(), 1, "the outage itself is known");
}

/// A name, what was watched, the outages, and the minutes that today comes to.
type Case = (&'static str, Vec<Stretch>, Vec<PastOutage>, (u32, u32, u32, u32));

#[test]
fn each_second_watched_counts_once_and_at_its_worst() {
    let table: [Case; 13] = [
        ("calm", vec![watched("08:00", "10:00")], vec![], (120, 0, 0, 0)),
        ("stretches that overlap", vec![watched("08:00", "10:00"), watched("09:00", "10:30")], vec![], (150, 0, 0, 0)),
        ("one outage", vec![watched("08:00", "10:00")], vec![outage("08:30", Some("09:00"), DOWN)], (120, 30, 0, 0)),
        (
            "two that overlap",
            vec![watched("08:00", "10:00")],
            vec![outage("08:30", Some("09:30"), SLOW), outage("09:00", Some("09:40"), PARTIAL)],
            (120, 0, 40, 30),
        ),
        (
            "two of the same weight",
            vec![watched("08:00", "10:00")],
            vec![outage("08:30", Some("09:30"), DOWN), outage("09:00", Some("09:40"), DOWN)],
            (120, 70, 0, 0),
        ),
        (
            "a gap in the watching",
            vec![watched("08:00", "09:00"), watched("09:30", "10:00")],
            vec![outage("08:50", Some("09:40"), DOWN)],
            (90, 20, 0, 0),
        ),
        ("one that is open", vec![watched("08:00", "11:00")], vec![outage("10:00", None, PARTIAL)], (180, 0, 60, 0)),
        ("one while nobody looked", vec![watched("08:00", "09:00")], vec![outage("09:00", None, DOWN)], (60, 0, 0, 0)),
        (
            "one that grew milder",
            vec![watched("08:00", "11:00")],
            vec![with_course(outage("08:30", Some("10:30"), DOWN), &[("08:40", DOWN), ("09:00", SLOW)])],
            (180, 30, 0, 90),
        ),
        (
            "one that was over for a while",
            vec![watched("08:00", "11:00")],
            vec![with_course(
                outage("08:00", Some("10:30"), DOWN),
                &[("08:00", DOWN), ("08:10", Status::Operational), ("10:00", PARTIAL)],
            )],
            (180, 10, 30, 0),
        ),
        (
            "one whose beginning was moved behind its first reads",
            vec![watched("08:00", "11:00")],
            vec![with_course(outage("09:00", Some("10:00"), DOWN), &[("08:00", SLOW), ("08:30", PARTIAL)])],
            (180, 0, 60, 0),
        ),
        (
            "one that ends before it begins",
            vec![watched("08:00", "11:00")],
            vec![outage("09:00", Some("08:00"), DOWN)],
            (180, 0, 0, 0),
        ),
        ("what lies ahead of now", vec![watched("11:00", "13:00")], vec![outage("11:30", None, DOWN)], (60, 30, 0, 0)),
    ];
    for (name, watched, outages, expected) in table {
        let history = two_days(&Past { watched, outages, incidents: vec![] });
        assert_eq!(minutes(&history.days[1]), expected, "{name}");
        assert_eq!(minutes(&history.days[0]), (0, 0, 0, 0), "{name}");
    }
}

#[test]
fn what_reaches_over_midnight_is_split_there_and_what_lies_before_the_window_is_left_out() {
    let past = Past {
        watched: vec![watched("2026-03-09T00:00:00Z", "12:00")],
        outages: vec![
            outage("2026-03-11T23:59:00Z", Some("00:02"), DOWN),
            outage("2026-03-10T23:00:00Z", Some("2026-03-11T00:01:00Z"), SLOW),
            outage("2026-03-09T10:00:00Z", Some("2026-03-09T11:00:00Z"), DOWN),
        ],
        incidents: vec![],
    };
    let history = two_days(&past);
    assert_eq!(history.days.iter().map(|day| day.date.to_string()).collect::<Vec<_>>(), ["2026-03-11", "2026-03-12"]);
    assert_eq!(history.days.iter().map(minutes).collect::<Vec<_>>(), [(1440, 1, 0, 1), (720, 2, 0, 0)]);
    assert_eq!(history.outages.len(), 2);
    assert!(history.outages[0].began_at > history.outages[1].began_at, "newest first");
    assert_eq!((history.watched_s, history.window_s), (36 * 3600, 36 * 3600));
}

#[test]
fn degraded_is_not_downtime_and_almost_all_is_not_all() {
    let day = |outages| {
        let watched = vec![watched("2026-03-11T00:00:00Z", "12:00")];
        two_days(&Past { watched, outages, incidents: vec![] }).uptime.unwrap().millionths()
    };
    assert_eq!(day(vec![]), 1_000_000);
    assert_eq!(day(vec![outage("01:00", Some("09:00"), SLOW)]), 1_000_000);
    assert_eq!(day(vec![outage("2026-03-11T00:00:00Z", None, DOWN)]), 0);
    assert_eq!(day(vec![outage("00:00", Some("09:00"), PARTIAL)]), 750_000);
    assert_eq!(Share::of(999_999_999, 1_000_000_000).unwrap().millionths(), 999_999, "rounded down");
    assert_eq!(serde_json::to_string(&Share::of(3, 4)).unwrap(), "0.75");
    assert_eq!(serde_json::from_str::<Option<Share>>("0.999999").unwrap(), Share::of(999_999, 1_000_000));
}

#[test]
fn a_day_has_the_hours_that_the_clocks_give_it() {
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
    let table = [("2026-03-30T10:00:00Z", "2026-03-29", 23), ("2026-10-26T10:00:00Z", "2026-10-25", 25)];
    for (now, date, hours) in table {
        let now = at(now);
        let before = now.checked_sub(SignedDuration::from_hours(100)).unwrap();
        let past = Past { watched: vec![Stretch { from: before, until: now }], ..Past::default() };
        let history = history("chat", &past, 3, &zone, now);
        let day = history.days.iter().find(|day| day.date.to_string() == date).unwrap();
        assert_eq!(day.watched_s, hours * 3600, "{date}");
        assert_eq!(history.watched_s, history.window_s);
    }
}

#[test]
fn every_day_of_the_window_is_there_however_long_it_is() {
    for (asked, given) in [(0, 1), (1, 1), (90, 90), (4000, 4000), (u16::MAX, 4000)] {
        let history = history("chat", &Past::default(), asked, &TimeZone::UTC, at(NOW));
        assert_eq!(history.days.len(), given);
        assert_eq!(history.days.last().unwrap().date.to_string(), "2026-03-12");
    }
}

#[test]
fn an_incident_counts_for_every_day_that_it_touches_and_never_as_watched() {
    let mut gone = incident("gone", "2026-03-11T08:00:00Z", None);
    gone.gone_at = Some(at("2026-03-11T09:00:00Z"));
    let mut notice = incident("notice", "09:00", None);
    notice.incident.impact = Impact::None;
    let old = incident("old", "2026-03-01T09:00:00Z", Some("2026-03-02T09:00:00Z"));
    let over = incident("over", "2026-03-11T22:00:00Z", Some("01:00"));
    let past = Past { incidents: vec![gone, over, notice, incident("open", "11:00", None), old], ..Past::default() };
    let history = two_days(&past);
    assert_eq!(history.days.iter().map(|day| day.incidents).collect::<Vec<_>>(), [2, 2]);
    assert_eq!((history.watched_s, history.uptime), (0, None));
    let ids: Vec<&str> = history.incidents.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["open", "notice", "over", "gone"]);
    assert_eq!(history.incidents[3].ended_at, Some(at("2026-03-11T09:00:00Z")));
}

#[test]
fn the_longest_answer_fits_into_a_line_and_says_what_it_leaves_out() {
    let long = PastOutage { title: Some("\u{1f310}".repeat(256)), ..outage("08:00", Some("09:00"), DOWN) };
    let mut listed = incident("listed", "08:00", Some("09:00"));
    listed.incident.title = "\u{1f310}".repeat(256);
    let past = Past { outages: vec![long; 5000], incidents: vec![listed; 1000], ..Past::default() };
    let history = history("chat", &past, MOST_DAYS, &TimeZone::UTC, at(NOW));
    let text = serde_json::to_vec(&history).unwrap();
    assert!(text.len() < crate::wire::MAX_LINE - 1024, "{}", text.len());
    let listed = history.outages.len() + history.incidents.len();
    assert!(listed > 300);
    assert_eq!(history.left_out as usize, 6000 - listed);
}

#[test]
fn a_table_leaves_nothing_out_or_is_refused() {
    let titled = PastOutage { title: Some("\"".repeat(256)), ..outage("08:00", Some("09:00"), DOWN) };
    let of = |count: usize| {
        let past = Past { outages: vec![titled.clone(); count], ..Past::default() };
        table(&past, 90, &TimeZone::UTC, at(NOW))
    };
    assert_eq!(of(600).unwrap().lines().count(), 601);
    assert_eq!(of(2000), None, "quotes are longer in a table than in an answer of rows");
    let past =
        Past { outages: vec![outage("2026-03-01T08:00:00Z", Some("2026-03-01T09:00:00Z"), DOWN)], ..Past::default() };
    let of_days = |days| table(&past, days, &TimeZone::UTC, at(NOW)).unwrap();
    assert_eq!(
        (of_days(2).lines().count(), of_days(90)),
        (1, csv(&history("chat", &past, 90, &TimeZone::UTC, at(NOW))))
    );
}

#[test]
fn bars_are_the_days_of_the_history_and_take_only_the_room_that_is_there() {
    let past = Past {
        watched: vec![watched("2026-03-09T00:00:00Z", "12:00")],
        outages: vec![outage("08:30", Some("09:00"), DOWN)],
        incidents: vec![incident("i", "08:00", Some("09:30"))],
    };
    let (zone, now) = (TimeZone::UTC, at(NOW));
    let (row, whole) = (bars("chat", &past, 90, &zone, now), history("chat", &past, 90, &zone, now));
    assert_eq!((&row.days, row.uptime), (&whole.days, whole.uptime));
    // A year of thirty products does not fit into one answer: the rest is asked for after it.
    let year = bars("chat", &past, MOST_BARS, &zone, now);
    let mut room = ROOM;
    let fitting = (0..30).filter(|_| year.fits(&mut room)).count();
    assert!((15..30).contains(&fitting), "{fitting}");
    let answer = serde_json::to_vec(&crate::wire::Reply::Bars(vec![year; fitting])).unwrap();
    assert!(answer.len() < crate::wire::MAX_LINE - 1024, "{}", answer.len());
}

fn decision(told: bool, reason: Reason) -> Decision {
    Decision {
        schema: 1,
        kind: "decision".to_owned(),
        at: at("08:00"),
        product: "chat".to_owned(),
        incident: Some("i".to_owned()),
        incident_group: None,
        told,
        reason,
        severity: None,
        title: None,
        hold: None,
    }
}

#[test]
fn an_outage_was_told_or_held_for_the_last_reason_about_its_beginning() {
    let (unconfirmed, snoozed) = (decision(false, Reason::Unconfirmed), decision(false, Reason::Snoozed));
    let (never, began) = (decision(false, Reason::NeverTold), decision(true, Reason::Began));
    let table = [
        (vec![], (false, None)),
        (vec![&never], (false, None)),
        (vec![&unconfirmed, &snoozed, &never], (false, Some(Reason::Snoozed))),
        (vec![&unconfirmed, &began, &never], (true, None)),
    ];
    for (decisions, expected) in table {
        assert_eq!(telling(decisions), expected);
    }
}

#[test]
fn what_a_provider_takes_back_stays_known() {
    let update = |text: &str, minute: Option<&str>| Update {
        at: minute.map(at),
        stage: Stage::Investigating,
        text: text.to_owned(),
    };
    let mut known = incident("i", "08:00", None).incident;
    known.updates = vec![update("We look.", Some("08:00")), update("Undated.", None)];
    let mut read = known.clone();
    read.title = "Errors in chat".to_owned();
    read.updates = vec![update("Found.", Some("08:20")), update("We look into it.", Some("08:00"))];
    let texts = |merged: &Incident| merged.updates.iter().map(|update| update.text.clone()).collect::<Vec<_>>();
    let once = merged(&known, &read);
    assert_eq!(texts(&once), ["Found.", "We look into it.", "We look.", "Undated."]);
    assert_eq!(once.title, "Errors in chat");
    assert_eq!(merged(&once, &read), once, "the same again adds nothing");
    let many = (0..300).map(|number| update(&number.to_string(), None)).collect();
    assert_eq!(merged(&Incident { updates: many, ..known }, &read).updates.len(), MOST_UPDATES);
}

#[test]
fn an_incident_is_as_old_as_its_last_moment() {
    let now = at(NOW);
    let open = incident("i", "08:00", None).incident;
    assert_eq!(last_moment(&open, now), now);
    assert_eq!(last_moment(&incident("i", "08:00", Some("09:00")).incident, now), at("09:00"));
    assert_eq!(last_moment(&incident("i", "08:00", Some("13:00")).incident, now), now, "never in our future");
    let bare = Incident { open: false, ..open };
    assert_eq!(last_moment(&bare, now), at("08:00"));
}
