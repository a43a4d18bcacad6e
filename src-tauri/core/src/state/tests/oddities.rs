//! What providers do to their own pages: older copies, reports that nobody closes, vanish or come back under another id,
//! back-dated ones, planned work that overruns; and that the order of reads does not matter in the end.

use super::*;
use crate::observation::{ABANDONED_AFTER, Maintenance};
use crate::sample::part;

/// The report as it was changed at this minute.
fn changed(id: &str, minute: i64) -> Incident {
    Incident { updated_at: Some(at(minute)), ..report(id, Impact::Major) }
}

#[test]
fn an_older_copy_is_put_aside_once_and_then_believed() {
    let known = page(&[], vec![changed("x", 10), changed("y", 10)]);
    let table = [
        ("older", page(&[], vec![changed("x", 9)]), false),
        ("the same", known.clone(), true),
        ("newer", page(&[], vec![changed("x", 11)]), true),
        ("one older, one newer", page(&[], vec![changed("x", 9), changed("y", 11)]), true),
        ("without dates", page(&[], vec![report("x", Impact::Major)]), true),
        ("another incident", page(&[], vec![changed("z", 1)]), true),
        ("nothing", calm(), true),
    ];
    for (name, observation, accepted) in table {
        let mut state = State::default();
        assert_eq!(state.accepts("example", Some(&known), &observation), accepted, "{name}");
        assert!(state.accepts("example", Some(&known), &observation), "{name}, again");
        assert_eq!(state.accepts("example", Some(&known), &observation), accepted, "{name}, a third time");
        assert!(state.accepts("example", None, &observation), "{name}, with nothing known");
    }
    let mut state = State::default();
    let older = page(&[], vec![changed("x", 9)]);
    assert!(!state.accepts("example", Some(&known), &older));
    assert!(!state.accepts("other", Some(&known), &older), "each provider by itself");
    assert!(state.accepts("example", Some(&known), &known));
    assert!(!state.accepts("example", Some(&known), &older), "after a good one, an older one is put aside again");
}

#[test]
fn a_report_that_nobody_wrote_about_for_fourteen_days_weighs_nothing() {
    let then = at(0) + ABANDONED_AFTER;
    let second = SignedDuration::from_secs(1);
    for (now, ended) in [(then - second, false), (then, true), (then + second, true)] {
        let mut life = Life::calm();
        life.read(0, page(&[], vec![changed("x", 0)]));
        let observation = page(&[], vec![changed("x", 0)]);
        for _ in 0..2 {
            life.state.apply(&provider(), life.before.as_ref(), &observation, now);
        }
        assert_eq!(life.known().outage.is_none(), ended, "{now}");
    }
    let mut undated = Life::calm();
    undated.read(0, reported("x", Impact::Major));
    assert_eq!(
        undated.names(60 * 24 * 60, reported("x", Impact::Major)),
        ["persists"],
        "without a date it is never that"
    );
}

/// A page that lists what is wrong and nothing else.
fn only(incidents: Vec<Incident>) -> Observation {
    Observation { incidents, complete: true, reports_all: true, ..Observation::default() }
}

#[test]
fn what_vanishes_from_a_page_of_reports_is_no_longer_listed_after_two_good_reads() {
    let over = || report("x", Impact::Major).at_stage(Stage::Resolved);
    for (name, then, unlisted) in [
        ("it vanished", only(vec![]), true),
        ("it is said to be over", only(vec![over()]), false),
        ("its parts are said to work", calm(), false),
    ] {
        let mut life = Life::calm();
        assert_eq!(life.names(0, only(vec![report("x", Impact::Major)])), ["began"]);
        assert_eq!(life.names(1, then.clone()), ["clearing"], "{name}");
        let kinds = life.read(2, then);
        assert!(
            matches!(kinds.as_slice(), [ChangeKind::Ended { no_longer_listed, .. }] if *no_longer_listed == unlisted),
            "{name}: {kinds:?}"
        );
    }
    let mut abandoned = Life::calm();
    abandoned.read(0, only(vec![changed("x", 0)]));
    let fortnight = 14 * 24 * 60;
    abandoned.read(fortnight, only(vec![changed("x", 0)]));
    let kinds = abandoned.read(fortnight + 1, only(vec![changed("x", 0)]));
    assert!(
        matches!(kinds.as_slice(), [ChangeKind::Ended { no_longer_listed: false, .. }]),
        "it is listed still: {kinds:?}"
    );
}

#[test]
fn a_report_published_anew_under_another_id_is_the_same_outage() {
    let dated = |id: &str, title: &str, start: i64| {
        let mut incident = report(id, Impact::Major).started(at(start));
        incident.title = title.to_owned();
        page(&[], vec![incident])
    };
    for (name, title, start, id) in [
        ("the same title and beginning", "Trouble", -5, "x"),
        ("another title", "Other trouble", -5, "y"),
        ("another beginning", "Trouble", -4, "y"),
    ] {
        let mut life = Life::calm();
        life.read(0, dated("x", "Trouble", -5));
        life.read(1, calm());
        life.read(2, calm());
        life.read(10, dated("y", title, start));
        assert_eq!(life.outage().id, id, "{name}");
    }
    let mut without = Life::calm();
    for (minute, observation) in [(0, reported("x", Impact::Major)), (1, calm()), (2, calm())] {
        without.read(minute, observation);
    }
    without.read(10, reported("y", Impact::Major));
    assert_eq!(without.outage().id, "y", "without a beginning, a title proves nothing");
}

#[test]
fn an_outage_that_reopens_knows_since_when_it_worked() {
    let mut life = Life::calm();
    for (minute, observation) in [(0, reported("x", Impact::Major)), (5, calm()), (6, calm())] {
        life.read(minute, observation);
    }
    life.read(40, reported("x", Impact::Major));
    assert_eq!((life.outage().worked_since, life.outage().origin), (Some(at(5)), Origin::Reopened));
}

fn work(id: &str, title: &str, ends: Option<i64>) -> Observation {
    let mut page = work_on("c-talk");
    page.maintenances.push(Maintenance {
        id: id.into(),
        title: title.into(),
        starts_at: Some(at(0)),
        ends_at: ends.map(at),
        active: true,
    });
    page
}

#[test]
fn planned_work_is_said_once_and_once_more_when_it_overruns() {
    let mut life = Life::calm();
    assert_eq!(life.names(0, work("w", "Moving", Some(30))), ["maintenance"]);
    for (minute, expected) in [(29, &[][..]), (30, &[]), (31, &["maintenance"]), (32, &[]), (60, &[])] {
        assert_eq!(life.names(minute, work("w", "Moving", Some(30))), expected, "minute {minute}");
    }
    assert_eq!(life.names(61, calm()), [""; 0]);
    let kinds = life.read(70, work("", "Moving", None));
    assert!(
        matches!(kinds.as_slice(), [ChangeKind::Maintenance { id, planned }] if id == "Moving" && !planned.overran)
    );

    let mut unread = Life::unread();
    assert_eq!(
        unread.names(100, work("w", "Moving", Some(30))),
        [""; 0],
        "it was there, and overran, before we looked"
    );
    assert_eq!(unread.names(101, work("w", "Moving", Some(30))), [""; 0]);
}

#[test]
fn a_product_that_begins_a_third_time_within_an_hour_is_unstable_since_then() {
    let mut life = Life::calm();
    for (minute, observation) in [(0, talk(DOWN)), (5, calm()), (6, calm())] {
        life.read(minute, observation);
        assert!(life.known().flips.unstable_since().is_none());
    }
    life.read(10, talk(DOWN));
    assert_eq!(life.outage().unstable_since, Some(at(10)));
    life.read(12, calm());
    life.read(13, calm());
    life.read(20, talk(DOWN));
    assert_eq!(life.outage().unstable_since, Some(at(10)), "part of the same");
}

#[test]
fn the_parts_in_trouble_are_those_of_the_last_read_that_showed_trouble() {
    let mut life = Life::calm();
    life.read(0, page(&[("c-talk", DOWN), ("c-api", DOWN)], vec![]));
    let named = |life: &Life| life.outage().parts.iter().map(|part| part.id.clone()).collect::<Vec<_>>();
    assert_eq!(named(&life), ["c-talk"]);
    life.read(1, page(&[("c-login", SLOW), ("c-talk", DOWN)], vec![]));
    life.read(2, calm());
    assert_eq!(named(&life), ["c-login", "c-talk"]);
}

#[test]
fn any_order_and_repetition_of_reads_ends_as_the_newest_says() {
    let reads = || {
        vec![
            calm(),
            talk(DOWN),
            talk(SLOW),
            work_on("c-login"),
            silent(),
            reported("x", Impact::Minor),
            page(&[("c-talk", SLOW)], vec![report("x", Impact::Minor), report("y", Impact::Critical)]),
            page(&[], vec![report("x", Impact::Critical).at_stage(Stage::Resolved)]),
            only(vec![report("z", Impact::Major)]),
            Observation { components: vec![part("c-talk", "Talk", HALF)], ..Observation::default() },
        ]
    };
    let newest =
        [calm(), talk(HALF), reported("x", Impact::Major), only(vec![]), only(vec![report("y", Impact::Minor)])];
    let mut seed = 0x2545_F491_4F6C_DD1D_u64;
    let mut below = |limit: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 33).unwrap() % limit
    };
    for last in newest {
        let mut ends = BTreeSet::new();
        for _ in 0..300 {
            let mut life = Life::calm();
            let count = below(12);
            for minute in 0..count {
                let all = reads();
                let observation = all[below(all.len())].clone();
                life.read(i64::try_from(minute).unwrap(), observation);
            }
            life.read(20, last.clone());
            life.read(21, last.clone());
            let known = life.known();
            let outage = known.outage.as_ref();
            // An incident stands for the outage as long as it is open: here one at most is.
            let stands = outage.map(|outage| outage.incident.clone().filter(|id| known.incidents.contains(id)));
            ends.insert(format!("{:?} {:?} {:?}", known.status, known.incidents, stands));
        }
        assert_eq!(ends.len(), 1, "{last:?}: {ends:?}");
    }
}
