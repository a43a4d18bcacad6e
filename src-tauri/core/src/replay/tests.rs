use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::stepping::Desk;
use super::*;
use crate::alert::Reason;
use crate::golden;
use crate::observation::{Impact, Incident, Observation, Stage, Status, Update};
use crate::sample::{at, catalogue, incident, page, provider};
use crate::settings::Settings;

const ME: [&str; 2] = ["chat", "api"];

/// An incident with these stages, each at a minute, oldest first.
fn recorded(id: &str, title: &str, impact: Impact, stages: &[(i64, Stage)]) -> Incident {
    let updates: Vec<Update> = stages
        .iter()
        .rev()
        .map(|(minute, stage)| Update { at: Some(at(*minute)), stage: *stage, text: format!("{stage:?}") })
        .collect();
    let last = stages.last().unwrap().1;
    let ended = stages.iter().rev().find(|(_, stage)| *stage == Stage::Resolved).map(|(minute, _)| at(*minute));
    Incident {
        resolved_at: ended.filter(|_| last == Stage::Resolved),
        updated_at: updates[0].at,
        updates,
        ..incident(id, title, impact).at_stage(last)
    }
}

fn history() -> Vec<Incident> {
    use Stage::{Identified, Investigating, Monitoring, Resolved};
    vec![
        recorded("down", "Chat", Impact::Critical, &[(0, Investigating), (31, Monitoring), (60, Resolved)]),
        recorded("slow", "The API", Impact::Minor, &[(200, Investigating), (260, Resolved)]),
        recorded("short", "Chat", Impact::Minor, &[(400, Investigating), (409, Resolved)]),
        recorded(
            "again",
            "Chat",
            Impact::Major,
            &[(500, Investigating), (520, Resolved), (580, Identified), (640, Resolved)],
        ),
        recorded("late", "Chat", Impact::Major, &[(700, Resolved)]),
        recorded("watched", "Chat", Impact::Major, &[(800, Monitoring), (900, Resolved)]),
        recorded("note", "Chat", Impact::None, &[(1000, Investigating), (1100, Resolved)]),
        recorded("others", "Code", Impact::Critical, &[(1200, Investigating), (1300, Resolved)]),
        recorded("flip1", "Chat", Impact::Major, &[(2000, Investigating), (2006, Resolved)]),
        recorded("flip2", "Chat", Impact::Major, &[(2012, Investigating), (2018, Resolved)]),
        recorded("flip3", "Chat", Impact::Major, &[(2030, Investigating), (2036, Resolved)]),
        recorded("open", "Chat", Impact::Major, &[(3000, Investigating), (3010, Identified)]),
    ]
}

fn track(incidents: &[Incident]) -> Track {
    let mut timeline = Timeline::default();
    timeline.add_incidents(incidents).unwrap();
    Track { provider: provider(), timeline }
}

fn products() -> Vec<String> {
    ME.iter().map(|&id| id.to_owned()).collect()
}

fn under(rules: &str, tracks: &[Track]) -> Replayed {
    replay(tracks, &products(), &Settings::parse("rules", rules).unwrap(), &TimeZone::UTC)
}

#[test]
fn reads_left_out_in_calm_would_have_decided_nothing() {
    let tracks = [track(&history())];
    for rules in [
        "",
        "[notify]\ndegraded_after = 0\n",
        "[notify]\nceiling = 1\nreminder = \"15m\"\nmaintenance = true\n",
        "[notify]\nthreshold = \"major_outage\"\n",
        "[quiet]\nhours = [\"05:00-09:00\"]\nzone = \"UTC\"\n",
        "[[silence]]\nproduct = \"chat\"\nuntil = \"2026-11-22T05:30:00Z\"\n",
    ] {
        let settings = Settings::parse("rules", rules).unwrap();
        let (products, zone) = (products(), TimeZone::UTC);
        let run = |skips: bool| {
            let mut desk = Desk::new(&tracks, &products, &settings, &zone);
            desk.run(skips);
            (desk.reads, desk.finish())
        };
        let ((few, skipping), (all, plain)) = (run(true), run(false));
        assert_eq!(skipping, plain, "{rules}");
        assert!(few < all, "{rules}: {few} of {all}");
    }
}

#[test]
fn an_incident_shows_only_what_had_been_published() {
    let mut incident = recorded(
        "x",
        "Chat",
        Impact::Major,
        &[(10, Stage::Investigating), (20, Stage::Unknown), (30, Stage::Resolved)],
    );
    incident.started_at = Some(at(-500));
    let timeline = track(&[incident]).timeline;
    // Whether it is open, how far its provider has come, and how much of what they wrote is out by then.
    type Shown = Option<(bool, Stage, usize)>;
    let table: [(i64, Shown); 6] = [
        (9, None),
        (10, Some((true, Stage::Investigating, 1))),
        (20, Some((true, Stage::Investigating, 2))),
        (29, Some((true, Stage::Investigating, 2))),
        (30, Some((false, Stage::Resolved, 3))),
        (30 + 24 * 60 + 1, None),
    ];
    for (minute, expected) in table {
        let seen = timeline.at(at(minute)).unwrap();
        assert!(seen.reports_all && seen.components.is_empty());
        let found = seen.incidents.first();
        assert_eq!(found.map(|x| (x.open, x.stage, x.updates.len())), expected, "{minute}");
        if let Some(found) = found {
            assert_eq!(found.resolved_at.is_some(), !found.open, "{minute}");
            assert_eq!((found.started_at, found.impact), (Some(at(-500)), Impact::Major));
            assert!(found.updated_at <= Some(at(minute)));
        }
    }
    assert_eq!(timeline.published("x"), Some(at(10)));
}

#[test]
fn without_updates_its_own_times_are_all_there_is() {
    let mut closed = incident("x", "Chat", Impact::Major).at_stage(Stage::Resolved).started(at(0));
    closed.resolved_at = Some(at(40));
    let open = incident("y", "Chat", Impact::Major).started(at(5));
    let undated = incident("z", "Chat", Impact::Major);
    let mut timeline = Timeline::default();
    assert_eq!(timeline.add_incidents(std::slice::from_ref(&undated)), Err(NoHistory::Nothing));
    assert!(timeline.is_empty() && timeline.at(at(0)).is_none());
    timeline.add_incidents(&[closed, open, undated]).unwrap();
    let open = |minute: i64| -> Vec<String> {
        let seen = timeline.at(at(minute)).unwrap_or_default().incidents;
        seen.into_iter().filter(|incident| incident.open).map(|incident| incident.id).collect()
    };
    assert_eq!(
        (open(-1), open(0), open(39), open(40)),
        (vec![], vec!["x".to_owned()], vec!["x".to_owned(), "y".to_owned()], vec!["y".to_owned()],)
    );
}

#[test]
fn of_two_records_of_one_incident_the_newer_counts() {
    let early = recorded("x", "Chat", Impact::Minor, &[(0, Stage::Investigating)]);
    let later = recorded("x", "Chat", Impact::Major, &[(0, Stage::Investigating), (30, Stage::Resolved)]);
    for order in [[&early, &later], [&later, &early]] {
        let mut timeline = Timeline::default();
        for record in order {
            timeline.add_history(&Observation { incidents: vec![record.clone()], ..Observation::default() }).unwrap();
        }
        let seen = timeline.at(at(30)).unwrap();
        assert_eq!((seen.incidents[0].impact, seen.incidents[0].open), (Impact::Major, false));
    }
}

#[test]
fn a_capture_holds_until_the_next() {
    let trouble = [("c-login", Status::MajorOutage)];
    let mut timeline = Timeline::default();
    timeline.add_capture(at(0), page(&[], vec![]));
    timeline.add_capture(at(60), page(&trouble, vec![]));
    timeline.add_capture(at(90), page(&[], vec![]));
    assert_eq!(timeline.at(at(-1)), None);
    assert_eq!(timeline.at(at(61)).unwrap().status(), Status::MajorOutage);
    assert_eq!(timeline.at(at(999)).unwrap().status(), Status::Operational);
    let report = under("", &[Track { provider: provider(), timeline }]).report;
    let told: Vec<(Timestamp, Reason)> = report.told.iter().map(|telling| (telling.at, telling.reason)).collect();
    assert_eq!(told, [(at(60), Reason::Began), (at(92), Reason::Recovered)]);
    assert_eq!((report.incidents, report.notifications), (0, 2));
}

#[test]
fn an_outage_of_the_first_capture_is_no_news() {
    let trouble = [("c-talk", Status::Degraded)];
    let mut timeline = Timeline::default();
    timeline.add_capture(at(0), page(&trouble, vec![incident("x", "Chat", Impact::Minor).started(at(-5))]));
    timeline.add_capture(at(2), page(&[], vec![]));
    let report = under("", &[Track { provider: provider(), timeline }]).report;
    assert_eq!(report.told, []);
    assert_eq!(report.untold, [("Baseline".to_owned(), 1)].into());
}

#[test]
fn a_replay_is_summed_up_as_it_is_printed() {
    let report = under("", &[track(&history())]).report;
    assert!(under("", &[]).report.told.is_empty());
    let text = serde_json::to_string_pretty(&report).unwrap() + "\n";
    golden::check("src-tauri/core/src/replay/report.golden.json", &text);
}

#[test]
fn a_document_is_of_the_provider_whose_parts_or_page_it_names() {
    let catalogue = catalogue();
    let (ours, whole) = (catalogue.provider("example").unwrap(), catalogue.provider("whole").unwrap());
    let of = |document: &serde_json::Value| {
        let bytes = document.to_string().into_bytes();
        let found = belongs_to(&[ours, whole], &bytes, &read(&bytes).unwrap());
        found.map(|provider| provider.id.clone())
    };
    let document = |body: &str, parts: serde_json::Value| {
        let update = json!({ "status": "resolved", "body": body, "display_at": "2026-05-04T09:00:00Z" });
        json!({ "incidents": [{ "id": "i", "name": "Slow", "impact": "minor", "status": "resolved",
            "components": parts, "incident_updates": [update] }] })
    };
    assert_eq!(of(&document("https://status.whole.example", json!([]))).as_deref(), Some("whole"));
    let named = document("https://status.whole.example", json!([{ "id": "c-api" }]));
    assert_eq!(of(&named).as_deref(), Some("example"), "parts say more than a link");
    assert_eq!(of(&document("", json!([]))), None);
    let only = belongs_to(&[whole], b"", &Observation::default());
    assert_eq!(only.map(|provider| provider.id.as_str()), Some("whole"));
}

#[test]
fn what_cannot_be_read_or_holds_no_history_says_so() {
    let cut = br#"{"incidents": [{"id": "x", "na"#;
    assert!(read(cut).unwrap_err().to_string().contains("cut off"));
    assert!(matches!(read(b"<!DOCTYPE html><p>Fine"), Err(NoHistory::Unreadable(_))));
    let said = NoHistory::Nothing.to_string();
    assert!(said.contains("no incident with a time"), "{said}");
}

#[test]
fn what_would_have_been_told_counts_only_the_days_asked_for() {
    let catalogue = catalogue();
    let mut settings = Settings::parse(
        "rules",
        "watch = [\"chat\", \"api\", \"whole-chat\"]
",
    )
    .unwrap();
    let now = at(0) + SignedDuration::from_hours(24 * 10);
    let known = |provider: &str| if provider == "example" { history() } else { Vec::new() };
    let asked = |days, settings: &Settings| would_have(days, &catalogue, &known, settings, &TimeZone::UTC, now);
    let all = asked(90, &settings);
    assert_eq!((all.days, all.since, all.unknown.as_slice()), (90, Some(at(0)), ["whole-chat".to_owned()].as_slice()));
    assert!(all.told < all.incidents && all.notifications >= all.told, "{all:?}");
    let few = asked(8, &settings);
    assert_eq!((few.since, few.told), (Some(at(3000)), 1), "{few:?}");
    let none = asked(1, &settings);
    assert_eq!((none.since, none.incidents, none.notifications, none.unknown.len()), (None, 0, 0, 3));
    settings.notify.enabled = false;
    assert_eq!((asked(90, &settings).incidents, asked(90, &settings).notifications), (all.incidents, 0));
}
