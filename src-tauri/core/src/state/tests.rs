use super::*;
use crate::observation::{Impact, Stage, Status};
use crate::sample::{at, incident, page, provider};

mod oddities;

const DOWN: Status = Status::MajorOutage;
const HALF: Status = Status::PartialOutage;
const SLOW: Status = Status::Degraded;

/// One product's life, read by read.
struct Life {
    state: State,
    before: Option<Observation>,
    product: &'static str,
}

impl Life {
    /// A life of which nothing is known.
    fn unread() -> Self {
        Self { state: State::default(), before: None, product: "chat" }
    }

    /// A life whose first read was calm, a minute before the story.
    fn calm() -> Self {
        let mut life = Self::unread();
        assert_eq!(life.read(-1, page(&[], vec![])), []);
        life
    }

    fn read(&mut self, minute: i64, observation: Observation) -> Vec<ChangeKind> {
        let changes = self.state.apply(&provider(), self.before.as_ref(), &observation, at(minute));
        self.before = Some(observation);
        changes.into_iter().filter(|change| change.product == self.product).map(|change| change.kind).collect()
    }

    /// What differed, by name.
    fn names(&mut self, minute: i64, observation: Observation) -> Vec<&'static str> {
        self.read(minute, observation).iter().map(name).collect()
    }

    fn known(&self) -> &ProductState {
        self.state.product(self.product).unwrap()
    }

    fn outage(&self) -> &Outage {
        self.known().outage.as_ref().unwrap()
    }
}

fn name(kind: &ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Began(_) => "began",
        ChangeKind::Persists(_) => "persists",
        ChangeKind::Worsened(_) => "worsened",
        ChangeKind::Joined { .. } => "joined",
        ChangeKind::Clearing(_) => "clearing",
        ChangeKind::Ended { .. } => "ended",
        ChangeKind::Maintenance { .. } => "maintenance",
        ChangeKind::Notice(_) => "notice",
        ChangeKind::BornResolved(_) => "born resolved",
    }
}

fn talk(status: Status) -> Observation {
    page(&[("c-talk", status)], vec![])
}

fn work_on(part: &str) -> Observation {
    page(&[(part, Status::Maintenance)], vec![])
}

fn calm() -> Observation {
    page(&[], vec![])
}

/// Understood, and without evidence about the product.
fn silent() -> Observation {
    Observation::default()
}

fn reported(id: &str, impact: Impact) -> Observation {
    page(&[], vec![report(id, impact)])
}

fn report(id: &str, impact: Impact) -> Incident {
    incident(id, "Trouble", impact).naming(&["c-talk"])
}

#[test]
fn each_read_differs_from_the_last_as_the_story_says() {
    type Story<'a> = (&'a str, Vec<(Observation, &'a [&'a str])>);
    let stories: Vec<Story<'_>> = vec![
        ("calm stays calm", vec![(calm(), &[]), (calm(), &[])]),
        (
            "an outage from its beginning to its end",
            vec![
                (talk(DOWN), &["began"]),
                (talk(DOWN), &["persists"]),
                (calm(), &["clearing"]),
                (calm(), &["ended"]),
                (calm(), &[]),
            ],
        ),
        (
            "worse is news, milder is not, and worse than before is worse than at worst",
            vec![
                (talk(SLOW), &["began"]),
                (talk(HALF), &["worsened"]),
                (talk(SLOW), &["persists"]),
                (talk(HALF), &["persists"]),
                (talk(DOWN), &["worsened"]),
            ],
        ),
        (
            "one calm read among bad ones ends nothing",
            vec![
                (talk(DOWN), &["began"]),
                (calm(), &["clearing"]),
                (talk(DOWN), &["persists"]),
                (calm(), &["clearing"]),
                (calm(), &["ended"]),
            ],
        ),
        (
            "what gives no evidence changes nothing, and an outage behind it begins once",
            vec![(silent(), &[]), (talk(DOWN), &["began"]), (silent(), &[]), (talk(DOWN), &["persists"])],
        ),
        (
            "what gives no evidence is no calm read",
            vec![
                (talk(DOWN), &["began"]),
                (calm(), &["clearing"]),
                (silent(), &[]),
                (silent(), &[]),
                (calm(), &["ended"]),
            ],
        ),
        (
            "planned work is no outage",
            vec![(talk(Status::Maintenance), &["maintenance"]), (talk(Status::Maintenance), &[]), (calm(), &[])],
        ),
        (
            "planned work on what is indispensable ends no outage",
            vec![
                (talk(DOWN), &["began"]),
                (work_on("c-login"), &["maintenance"]),
                (work_on("c-login"), &[]),
                (work_on("c-login"), &[]),
                (talk(DOWN), &["persists"]),
            ],
        ),
        (
            "planned work beside what is indispensable keeps no outage open",
            vec![
                (talk(DOWN), &["began"]),
                (work_on("c-talk"), &["maintenance", "clearing"]),
                (work_on("c-talk"), &["ended"]),
                (work_on("c-talk"), &[]),
                (talk(DOWN), &["began"]),
            ],
        ),
        (
            "planned work that grows over what is indispensable is no calm read",
            vec![
                (talk(DOWN), &["began"]),
                (work_on("c-talk"), &["maintenance", "clearing"]),
                (work_on("c-login"), &[]),
                (work_on("c-login"), &[]),
                (work_on("c-talk"), &["ended"]),
            ],
        ),
        (
            "an incident follows another: not worse, and the same outage",
            vec![
                (reported("x", Impact::Minor), &["began"]),
                (reported("y", Impact::Minor), &["joined"]),
                (reported("y", Impact::Minor), &["persists"]),
                (reported("x", Impact::Minor), &["persists"]),
                (calm(), &["clearing"]),
                (calm(), &["ended"]),
            ],
        ),
        (
            "a further incident joins without making it worse",
            vec![
                (reported("x", Impact::Minor), &["began"]),
                (page(&[], vec![report("x", Impact::Minor), report("y", Impact::Minor)]), &["joined"]),
                (page(&[], vec![report("x", Impact::Minor), report("y", Impact::Minor)]), &["persists"]),
                (reported("y", Impact::Minor), &["persists"]),
            ],
        ),
        (
            "a heavier incident makes it worse",
            vec![
                (reported("x", Impact::Minor), &["began"]),
                (page(&[], vec![report("x", Impact::Minor), report("y", Impact::Critical)]), &["worsened"]),
            ],
        ),
        (
            "a notice is said once and is no outage",
            vec![(reported("n", Impact::None), &["notice"]), (reported("n", Impact::None), &[])],
        ),
        (
            "a notice that becomes an incident is an outage",
            vec![(reported("n", Impact::None), &["notice"]), (reported("n", Impact::Minor), &["began"])],
        ),
        (
            "an incident that is over when it is first seen is history",
            vec![
                (page(&[], vec![report("x", Impact::Critical).at_stage(Stage::Resolved)]), &["born resolved"]),
                (page(&[], vec![report("x", Impact::Critical).at_stage(Stage::Resolved)]), &[]),
            ],
        ),
        (
            "an incident seen to end is not born resolved",
            vec![
                (reported("x", Impact::Minor), &["began"]),
                (page(&[], vec![report("x", Impact::Minor).at_stage(Stage::Resolved)]), &["clearing"]),
                (page(&[], vec![report("x", Impact::Minor).at_stage(Stage::Resolved)]), &["ended"]),
            ],
        ),
    ];
    for (story, reads) in stories {
        let mut life = Life::calm();
        for (minute, (observation, expected)) in (0..).zip(reads) {
            assert_eq!(life.names(minute, observation), expected, "{story}, minute {minute}");
        }
    }
}

#[test]
fn without_evidence_what_was_known_stays_known_and_grows_old() {
    let mut life = Life::calm();
    life.read(0, talk(DOWN));
    let known = life.known().clone();
    life.read(1, silent());
    assert_eq!(*life.known(), known);
    let mut unread = Life::unread();
    unread.read(0, silent());
    assert_eq!((unread.known().status, unread.known().known_at), (Status::Unknown, None));
}

#[test]
fn the_first_evidence_is_a_baseline_even_after_reads_without() {
    for silence in [0, 3] {
        let mut life = Life::unread();
        for minute in 0..silence {
            assert_eq!(life.names(minute, silent()), [""; 0]);
        }
        assert_eq!(life.names(silence, talk(HALF)), ["began"]);
        assert_eq!(life.outage().origin, Origin::Baseline(HALF));
    }
    let mut first = Life::unread();
    assert_eq!(first.names(0, talk(Status::Maintenance)), [""; 0], "work that was there before is no news either");
}

#[test]
fn a_product_that_was_only_now_picked_has_its_outage_as_a_baseline() {
    let mut life = Life::calm();
    life.read(0, talk(HALF));
    life.read(1, talk(SLOW));
    assert_eq!(life.outage().origin, Origin::News);
    life.state.rebase("chat");
    assert_eq!(life.outage().origin, Origin::Baseline(HALF), "at its worst, since that is past");
    life.state.rebase("api");
    life.state.rebase("unheard-of");
    assert!(life.state.product("api").unwrap().outage.is_none());
}

#[test]
fn an_incident_first_seen_while_a_fix_is_watched_is_history() {
    let watched = || report("x", Impact::Minor).at_stage(Stage::Monitoring);
    let table = [
        ("monitoring", page(&[], vec![watched()]), Origin::RetroPosted(SLOW)),
        ("monitoring, with a part in trouble", page(&[("c-talk", SLOW)], vec![watched()]), Origin::News),
        (
            "monitoring, with planned work",
            page(&[("c-talk", Status::Maintenance)], vec![watched()]),
            Origin::RetroPosted(SLOW),
        ),
        ("one of two", page(&[], vec![watched(), report("y", Impact::Minor)]), Origin::News),
        ("beside a notice", page(&[], vec![watched(), report("n", Impact::None)]), Origin::RetroPosted(SLOW)),
        ("identified", page(&[], vec![report("x", Impact::Minor).at_stage(Stage::Identified)]), Origin::News),
        ("no incident at all", talk(SLOW), Origin::News),
    ];
    for (name, observation, expected) in table {
        let mut life = Life::calm();
        life.read(0, observation);
        assert_eq!(life.outage().origin, expected, "{name}");
    }
}

#[test]
fn an_incident_back_within_a_day_reopens_its_outage() {
    let day = 24 * 60;
    for (later, id, origin) in
        [(day - 1, "x", Origin::Reopened), (day, "x", Origin::Reopened), (day + 1, "x#2", Origin::News)]
    {
        let mut life = Life::calm();
        life.read(0, reported("x", Impact::Major));
        assert_eq!(life.names(1, calm()), ["clearing"]);
        assert_eq!(life.names(2, calm()), ["ended"]);
        // It ended with the first calm read, at minute 1.
        assert_eq!(life.names(1 + later, reported("x", Impact::Major)), ["began"]);
        assert_eq!((life.outage().id.as_str(), life.outage().origin), (id, origin), "{later} minutes later");
    }
}

#[test]
fn an_incident_that_comes_back_day_after_day_is_numbered_on() {
    let mut life = Life::calm();
    let mut ids = Vec::new();
    for day in 0..30 {
        let start = day * 2 * 24 * 60;
        life.read(start, reported("x", Impact::Major));
        ids.push(life.outage().id.clone());
        life.read(start + 1, calm());
        life.read(start + 2, calm());
    }
    assert_eq!(ids[..3], ["x", "x#2", "x#3"]);
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
}

#[test]
fn only_so_many_ended_outages_are_remembered() {
    let mut life = Life::calm();
    for turn in 0..50 {
        life.read(turn * 10, talk(DOWN));
        life.read(turn * 10 + 1, calm());
        life.read(turn * 10 + 2, calm());
    }
    let ended = &life.known().ended;
    assert_eq!(ended.len(), REMEMBERED);
    assert_eq!(ended.last().unwrap().at, at(491), "the newest are kept, newest last");
}

#[test]
fn an_incident_that_comes_after_the_parts_is_adopted_under_the_same_id() {
    let mut life = Life::calm();
    life.read(10, talk(DOWN));
    let id = life.outage().id.clone();
    assert_eq!(life.outage().incident, None);
    let report = report("x", Impact::Major).started(at(4));
    assert_eq!(life.names(12, page(&[("c-talk", DOWN)], vec![report])), ["persists"]);
    let outage = life.outage().clone();
    assert_eq!(
        (outage.id, outage.incident.as_deref(), outage.title.as_deref()),
        (id.clone(), Some("x"), Some("Trouble"))
    );
    assert_eq!(outage.began_at, at(4), "the provider knows better since when");
    life.read(13, calm());
    life.read(14, calm());
    life.read(20, reported("x", Impact::Major));
    assert_eq!((life.outage().id.as_str(), life.outage().origin), (id.as_str(), Origin::Reopened));
}

#[test]
fn a_heavier_incident_stands_for_the_outage_and_both_reopen_it() {
    for back in ["x", "y"] {
        let mut life = Life::calm();
        life.read(0, reported("x", Impact::Minor));
        life.read(1, page(&[], vec![report("x", Impact::Minor), report("y", Impact::Critical)]));
        assert_eq!((life.outage().id.as_str(), life.outage().incident.as_deref()), ("x", Some("y")));
        life.read(2, calm());
        life.read(3, calm());
        life.read(9, reported(back, Impact::Minor));
        assert_eq!((life.outage().id.as_str(), life.outage().origin), ("x", Origin::Reopened), "{back} is back");
    }
}

#[test]
fn the_incident_that_goes_on_stands_for_the_outage_when_the_one_before_is_over() {
    let two = |x, y| page(&[], vec![report("x", x), report("y", y)]);
    let over = || report("x", Impact::Minor).at_stage(Stage::Resolved);
    let half = || report("y", Impact::Minor);
    let table = [
        ("both are open", two(Impact::Minor, Impact::Minor), "x"),
        ("the first is a notice now", two(Impact::None, Impact::Minor), "x"),
        ("the first is over", page(&[], vec![over(), half()]), "y"),
        ("the first is listed no more", page(&[], vec![half()]), "y"),
        ("the other is milder", page(&[("c-talk", HALF)], vec![over(), half()]), "y"),
        ("the other is a notice", page(&[("c-talk", SLOW)], vec![over(), report("y", Impact::None)]), "x"),
        ("there is no other", page(&[("c-talk", SLOW)], vec![over()]), "x"),
        ("the other is another product's", page(&[("c-talk", SLOW)], vec![half().naming(&["c-api"])]), "x"),
    ];
    for (name, mut then, stands) in table {
        for incident in &mut then.incidents {
            incident.title = format!("Trouble {}", incident.id);
        }
        let mut life = Life::calm();
        let mut first = report("x", Impact::Major).started(at(-5));
        first.title = "Trouble x".into();
        life.read(0, page(&[], vec![first]));
        life.read(1, then);
        let outage = life.outage();
        assert_eq!((outage.id.as_str(), outage.began_at), ("x", at(-5)), "{name}: the outage is the same");
        let title = format!("Trouble {stands}");
        assert_eq!((outage.incident.as_deref(), outage.title.as_deref()), (Some(stands), Some(&*title)), "{name}");
    }
}

#[test]
fn every_incident_that_stood_for_an_outage_reopens_it() {
    let parts_first = || vec![talk(SLOW), page(&[("c-talk", SLOW)], vec![report("x", Impact::Minor)])];
    for begins in [vec![], parts_first()] {
        for back in ["x", "y", "z"] {
            let mut life = Life::calm();
            let follow = ["x", "y", "x", "y", "z"].map(|id| reported(id, Impact::Minor));
            for (minute, observation) in (0..).zip(begins.iter().cloned().chain(follow)) {
                life.read(minute, observation);
            }
            let id = life.outage().id.clone();
            assert_eq!((life.outage().incident.as_deref(), life.outage().stood.len()), (Some("z"), 2));
            life.read(20, calm());
            life.read(21, calm());
            life.read(30, reported(back, Impact::Minor));
            assert_eq!((&life.outage().id, life.outage().origin), (&id, Origin::Reopened), "{back} is back");
        }
    }
}

#[test]
fn a_beginning_is_never_in_our_future() {
    for (started, expected) in [(Some(-90), -90), (Some(4), 4), (Some(5), 5), (Some(6), 5), (Some(600), 5), (None, 5)] {
        let mut life = Life::calm();
        let mut report = report("x", Impact::Major);
        report.started_at = started.map(at);
        life.read(5, page(&[], vec![report]));
        assert_eq!(life.outage().began_at, at(expected), "{started:?}");
        assert_eq!(life.outage().first_seen, at(5));
        assert_eq!(life.known().since, Some(at(expected)));
    }
}

#[test]
fn the_end_is_the_first_read_without_trouble() {
    let mut life = Life::calm();
    life.read(0, talk(DOWN));
    life.read(7, calm());
    assert_eq!(life.known().since, Some(at(7)));
    let kinds = life.read(9, calm());
    assert!(
        matches!(kinds.as_slice(), [ChangeKind::Ended { at: ended, outage, .. }] if *ended == at(7) && outage.worst == DOWN)
    );
    assert!(life.known().outage.is_none());
}

#[test]
fn reads_in_a_row_are_counted_anew_after_a_calm_one() {
    let mut life = Life::calm();
    for (minute, observation, reads) in [
        (0, talk(SLOW), 1),
        (1, talk(SLOW), 2),
        (2, silent(), 2),
        (3, talk(SLOW), 3),
        (4, calm(), 0),
        (5, talk(SLOW), 1),
    ] {
        life.read(minute, observation);
        assert_eq!(life.outage().reads, reads, "minute {minute}");
    }
    assert_eq!(life.outage().first_seen, at(0));
}

#[test]
fn a_core_part_once_hit_stays_hit_in_that_outage() {
    let mut life = Life::calm();
    life.read(0, talk(SLOW));
    assert!(!life.outage().core_hit);
    life.read(1, page(&[("c-login", SLOW)], vec![]));
    life.read(2, talk(SLOW));
    assert!(life.outage().core_hit);
}

#[test]
fn what_was_stored_goes_on_as_if_nothing_had_happened() {
    let mut life = Life::calm();
    life.read(0, talk(DOWN));
    let stored = serde_json::to_string(life.known()).unwrap();
    let mut state = State::default();
    state.restore("chat", serde_json::from_str(&stored).unwrap());
    let mut after = Life { state, before: life.before.clone(), product: "chat" };
    assert_eq!(after.names(5, talk(DOWN)), ["persists"]);
    assert_eq!(after.outage().id, life.outage().id);
    assert_eq!(after.state.products().count(), 3);
}
