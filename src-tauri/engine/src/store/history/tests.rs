use rusqlite::Connection;
use siaga_core::alert::Reason;
use siaga_core::history::PastIncident;
use siaga_core::observation::{Impact, Stage};
use siaga_core::provider::Catalogue;
use siaga_core::state::Ended;

use super::super::tests::{VERSION_1, decision, file, now, outage, rows, state, time};
use super::*;
use crate::store::{StoreError, Write};

const PRODUCT: &str = "chatgpt";
const PROVIDER: &str = "openai";

/// Everything that is kept of the product since then.
fn past(store: &Store, from: &str) -> Past {
    let catalogue = Catalogue::shipped();
    store.past(catalogue.provider(PROVIDER).unwrap(), catalogue.product(PRODUCT).unwrap(), time(from)).unwrap()
}

fn named(id: &str, began_at: &str) -> Outage {
    Outage { id: id.to_owned(), began_at: time(began_at), ..outage() }
}

fn incident(id: &str) -> PastIncident {
    PastIncident {
        incident: Incident {
            id: id.to_owned(),
            title: "ChatGPT answers with errors".to_owned(),
            impact: Impact::Major,
            stage: Stage::Resolved,
            open: false,
            started_at: Some(now()),
            updated_at: Some(now()),
            resolved_at: Some(now()),
            components: Vec::new(),
            updates: Vec::new(),
        },
        source: IncidentSource::Theirs,
        gone_at: None,
    }
}

fn stretch(from: &str, until: &str) -> Stretch {
    Stretch { from: time(from), until: time(until) }
}

fn keep(store: &mut Store, kept: &[Kept<'_>]) {
    let writes: Vec<Write<'_>> = kept.iter().copied().map(Write::Kept).collect();
    store.write(&writes).unwrap();
}

#[test]
fn what_is_kept_of_a_product_comes_back_for_it_alone() {
    let mut store = Store::memory().unwrap();
    let (early, late) = (named("early", "2026-03-01T09:00:00Z"), named("late", "2026-03-10T09:00:00Z"));
    let (began, ended) = (time("2026-03-10T09:00:00Z"), time("2026-03-10T10:00:00Z"));
    store
        .write(&[
            Write::Outage(PRODUCT, &early, Some(time("2026-03-01T10:00:00Z"))),
            Write::Outage(PRODUCT, &late, Some(ended)),
            Write::Outage("claude", &named("other", "2026-03-10T09:00:00Z"), None),
        ])
        .unwrap();
    let watched = stretch("2026-03-10T08:00:00Z", "2026-03-10T08:30:00Z");
    let grown = Stretch { until: ended, ..watched };
    let stranger =
        PastIncident { incident: Incident { title: "Sora".to_owned(), ..incident("s").incident }, ..incident("s") };
    let at = |minutes: i64| began.checked_add(jiff::SignedDuration::from_mins(minutes)).unwrap();
    let theirs = incident("i");
    keep(
        &mut store,
        &[
            Kept::Step(PRODUCT, "late", Status::MajorOutage, began),
            Kept::Step(PRODUCT, "late", Status::MajorOutage, at(2)),
            Kept::Step(PRODUCT, "late", Status::Degraded, at(20)),
            Kept::Watched(PRODUCT, watched),
            Kept::Watched(PRODUCT, grown),
            Kept::Watched(PRODUCT, watched),
            Kept::Watched("claude", watched),
            Kept::Incident(PROVIDER, &theirs, now()),
            Kept::Incident(PROVIDER, &stranger, now()),
            Kept::Incident("anthropic", &theirs, now()),
        ],
    );
    let past = past(&store, "2026-03-05T00:00:00Z");
    let ids: Vec<&str> = past.outages.iter().map(|outage| outage.id.as_str()).collect();
    assert_eq!(ids, ["late"]);
    let steps = [Step { at: began, status: Status::MajorOutage }, Step { at: at(20), status: Status::Degraded }];
    assert_eq!(past.outages[0].course, steps);
    assert_eq!((past.outages[0].worst, past.outages[0].ended_at), (Status::MajorOutage, Some(ended)));
    assert_eq!(past.watched, [grown]);
    assert_eq!(past.incidents, [theirs]);
    assert_eq!(store.last_watched(PRODUCT).unwrap(), Some(grown));
    assert_eq!(store.last_watched("gemini").unwrap(), None);
}

#[test]
fn an_outage_was_told_where_a_decision_says_so() {
    let mut store = Store::memory().unwrap();
    let about = |id: &str, told: bool, reason: Reason| Decision {
        product: PRODUCT.to_owned(),
        incident: Some(id.to_owned()),
        told,
        reason,
        ..decision()
    };
    store.write(&[Write::Outage(PRODUCT, &named("told", "2026-03-12T09:00:00Z"), None)]).unwrap();
    store.write(&[Write::Outage(PRODUCT, &named("held", "2026-03-12T08:00:00Z"), None)]).unwrap();
    let elsewhere = Decision { product: "claude".to_owned(), ..about("held", true, Reason::Began) };
    store
        .write(&[
            Write::Decision(&about("told", false, Reason::Unconfirmed)),
            Write::Decision(&about("told", true, Reason::Began)),
            Write::Decision(&about("held", false, Reason::Snoozed)),
            Write::Decision(&elsewhere),
        ])
        .unwrap();
    store.connection.execute("INSERT INTO decision (at, decision) VALUES (1773306000, '{')", []).unwrap();
    let past = past(&store, "2026-03-12T00:00:00Z");
    let told: Vec<_> = past.outages.iter().map(|outage| (outage.told, outage.held)).collect();
    assert_eq!(told, [(false, Some(Reason::Snoozed)), (true, None)]);
}

#[test]
fn old_rows_go_in_small_batches_and_an_open_outage_never() {
    let mut store = Store::memory().unwrap();
    let old = |number: i64| Timestamp::from_second(1_600_000_000 + number * 60).unwrap();
    let ids: Vec<String> = (0..450).map(|number| number.to_string()).collect();
    for (id, number) in ids.iter().zip(0..) {
        let outage = Outage { began_at: old(number), ..named(id, "2020-01-01T00:00:00Z") };
        store.write(&[Write::Outage(PRODUCT, &outage, Some(old(number + 1)))]).unwrap();
        let listed = incident(id);
        let watched = Stretch { from: old(number), until: old(number) };
        keep(
            &mut store,
            &[
                Kept::Step(PRODUCT, id, Status::Degraded, old(number)),
                Kept::Watched(PRODUCT, watched),
                Kept::Incident(PROVIDER, &listed, old(number)),
            ],
        );
        store.write(&[Write::Decision(&Decision { at: old(number), ..decision() })]).unwrap();
    }
    store.write(&[Write::Outage(PRODUCT, &named("open", "2020-01-01T00:00:00Z"), None)]).unwrap();
    let (young, listed) = (stretch("2020-01-01T00:00:00Z", "2026-03-11T00:00:00Z"), incident("young"));
    store
        .write(&[
            Write::Decision(&decision()),
            Write::Outage(PRODUCT, &named("young", "2026-03-11T00:00:00Z"), Some(now())),
        ])
        .unwrap();
    keep(
        &mut store,
        &[
            Kept::Watched(PRODUCT, young),
            Kept::Incident(PROVIDER, &listed, now()),
            Kept::Step(PRODUCT, "open", Status::Degraded, old(0)),
            Kept::Step(PRODUCT, "young", Status::Degraded, now()),
        ],
    );
    let before = time("2026-01-01T00:00:00Z");
    let left = |store: &Store| ["decision", "outage", "incident", "watched", "course"].map(|table| rows(store, table));
    assert_eq!(left(&store), [451, 452, 451, 451, 452]);
    let runs: Vec<usize> = (0..5).map(|_| store.prune(before).unwrap()).collect();
    assert_eq!(runs, [1000, 1000, 250, 0, 0]);
    assert_eq!(left(&store), [1, 2, 1, 1, 2]);
    let kept: Vec<String> = past(&store, "2020-01-01T00:00:00Z").outages.into_iter().map(|outage| outage.id).collect();
    assert_eq!(kept, ["open", "young"]);
}

#[test]
fn what_swings_with_every_read_does_not_fill_the_disk() {
    let mut store = Store::memory().unwrap();
    for number in 0..1200 {
        let status = if number % 2 == 0 { Status::Degraded } else { Status::MajorOutage };
        let at = Timestamp::from_second(1_700_000_000 + number).unwrap();
        keep(&mut store, &[Kept::Step(PRODUCT, "i", status, at)]);
    }
    assert_eq!(rows(&store, "course"), STEPS);
}

#[test]
fn what_ended_while_nobody_followed_it_does_not_stay_open() {
    let mut store = Store::memory().unwrap();
    let (remembered, forgotten) = (named("remembered", "2026-03-10T09:00:00Z"), named("lost", "2026-03-09T09:00:00Z"));
    let (open, over) = (named("i-1#2", "2026-03-12T08:00:00Z"), named("over", "2026-03-01T09:00:00Z"));
    store
        .write(&[
            Write::Outage(PRODUCT, &remembered, None),
            Write::Outage(PRODUCT, &forgotten, None),
            Write::Outage(PRODUCT, &open, None),
            Write::Outage(PRODUCT, &over, Some(time("2026-03-01T10:00:00Z"))),
            Write::Outage("claude", &forgotten, None),
        ])
        .unwrap();
    let end = time("2026-03-10T11:00:00Z");
    let ended =
        Ended { id: "remembered".to_owned(), incident: None, stood: Vec::new(), at: end, title: None, began_at: None };
    let state = ProductState { ended: vec![ended], ..state() };
    keep(
        &mut store,
        &[
            Kept::Watched(PRODUCT, stretch("2026-03-09T08:00:00Z", "2026-03-09T10:00:00Z")),
            Kept::Settled(PRODUCT, &state, now()),
        ],
    );
    let ends: Vec<_> = past(&store, "2026-01-01T00:00:00Z")
        .outages
        .into_iter()
        .map(|outage| (outage.id, outage.ended_at.map(|at| at.to_string())))
        .collect();
    let expected = [
        ("over", Some("2026-03-01T10:00:00Z")),
        ("lost", Some("2026-03-09T10:00:00Z")),
        ("remembered", Some("2026-03-10T11:00:00Z")),
        ("i-1#2", None),
    ];
    assert_eq!(ends, expected.map(|(id, at)| (id.to_owned(), at.map(str::to_owned))));
    let other: i64 = store
        .connection
        .query_row("SELECT count(*) FROM outage WHERE product = 'claude' AND ended_at IS NULL", [], |row| row.get(0))
        .unwrap();
    assert_eq!(other, 1);
}

/// What version 2 left behind: the tables of version 1 and one more, an outage and what was decided of it.
fn file_of_version_2(path: &Path) {
    let decided = Decision { product: PRODUCT.to_owned(), incident: Some("i-1#2".to_owned()), ..decision() };
    let connection = Connection::open(path).unwrap();
    connection.execute_batch(VERSION_1).unwrap();
    connection.execute_batch("CREATE TABLE house (provider TEXT PRIMARY KEY, house TEXT NOT NULL) STRICT;").unwrap();
    let (second, row) = (now().as_second(), serde_json::to_string(&outage()).unwrap());
    connection.execute("INSERT INTO outage VALUES (?1, 'i-1#2', ?2, ?2, ?3)", params![PRODUCT, second, row]).unwrap();
    let row = serde_json::to_string(&decided).unwrap();
    connection.execute("INSERT INTO decision (at, decision) VALUES (?1, ?2)", params![second, row]).unwrap();
    connection.execute_batch("PRAGMA user_version = 2;").unwrap();
}

#[test]
fn a_file_of_version_2_keeps_its_outages_and_counts_them_at_their_worst() {
    let (_folder, path) = file();
    file_of_version_2(&path);
    let mut store = Store::open(&path, now()).unwrap();
    let found = past(&store, "2026-03-12T00:00:00Z");
    assert_eq!((found.outages.len(), found.watched.len(), found.incidents.len()), (1, 0, 0));
    assert_eq!((found.outages[0].worst, found.outages[0].told), (Status::MajorOutage, true));
    assert!(found.outages[0].course.is_empty());
    keep(&mut store, &[Kept::Watched(PRODUCT, stretch("2026-03-12T08:00:00Z", "2026-03-12T09:00:00Z"))]);
    assert_eq!(past(&store, "2026-03-12T00:00:00Z").watched.len(), 1);
}

#[test]
fn a_command_reads_a_copy_and_leaves_the_file_as_it_is() {
    let (folder, path) = file();
    let catalogue = Catalogue::shipped();
    let (provider, product) = (catalogue.provider(PROVIDER).unwrap(), catalogue.product(PRODUCT).unwrap());
    let read = || Store::past_of(&path, provider, product, time("2026-03-12T00:00:00Z"));
    assert_eq!(read().unwrap(), Past::default());
    file_of_version_2(&path);
    let before = (std::fs::read(&path).unwrap(), std::fs::read_dir(folder.path()).unwrap().count());
    assert_eq!(read().unwrap().outages.len(), 1);
    assert_eq!((std::fs::read(&path).unwrap(), std::fs::read_dir(folder.path()).unwrap().count()), before);
    std::fs::write(&path, "no database at all, but long enough to be taken for one").unwrap();
    assert!(matches!(read(), Err(crate::store::UnreadCopy::Store(StoreError::Sqlite(_)))));
}

#[test]
fn a_newer_file_is_looked_back_on_and_never_pruned() {
    let (_folder, path) = file();
    let mut store = Store::open(&path, now()).unwrap();
    store.write(&[Write::Outage(PRODUCT, &outage(), Some(now()))]).unwrap();
    drop(store);
    Connection::open(&path).unwrap().execute_batch("DROP TABLE watched; PRAGMA user_version = 99;").unwrap();
    let mut store = Store::open(&path, now()).unwrap();
    assert_eq!(store.prune(Timestamp::MAX).unwrap(), 0);
    assert_eq!(past(&store, "2026-03-12T00:00:00Z").outages.len(), 1);
}

#[test]
fn reliability_is_counted_for_what_was_watched_a_day_and_for_what_a_providers_list_tells() {
    let catalogue = Catalogue::shipped();
    let mut store = Store::memory().unwrap();
    let now: Timestamp = "2026-11-22T05:00:00Z".parse().unwrap();
    let ago = |hours: i64| now - jiff::SignedDuration::from_hours(hours);
    let watched = |hours| Stretch { from: ago(hours), until: now };
    store.write(&[Write::Kept(Kept::Watched("chatgpt", watched(30)))]).unwrap();
    store.write(&[Write::Kept(Kept::Watched("claude", watched(2)))]).unwrap();
    let found = store.reliability(&catalogue, now).unwrap();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [("chatgpt".to_owned(), 1.0)]);
    let past = PastIncident {
        incident: Incident {
            id: "old".to_owned(),
            title: "Claude.ai is down".to_owned(),
            impact: Impact::Critical,
            stage: Stage::Resolved,
            open: false,
            started_at: Some(ago(1000)),
            updated_at: None,
            resolved_at: Some(ago(900)),
            components: Vec::new(),
            updates: Vec::new(),
        },
        source: IncidentSource::Theirs,
        gone_at: None,
    };
    store.write(&[Write::Kept(Kept::Incident("anthropic", &past, ago(900)))]).unwrap();
    let found = store.reliability(&catalogue, now).unwrap();
    assert!((found["claude"] - 0.9).abs() < 0.001, "{found:?}");
}

#[test]
fn reliability_is_counted_from_a_file_that_is_left_as_it_is() {
    let (catalogue, folder) = (Catalogue::shipped(), tempfile::tempdir().unwrap());
    let file = folder.path().join("siaga.sqlite");
    let now: Timestamp = "2026-11-22T05:00:00Z".parse().unwrap();
    assert_eq!(Store::reliability_of(&file, &catalogue, now), std::collections::BTreeMap::new(), "there is none");
    assert!(!file.exists());
    let mut store = Store::open(&file, now).unwrap();
    let watched = Stretch { from: now - jiff::SignedDuration::from_hours(30), until: now };
    store.write(&[Write::Kept(Kept::Watched("chatgpt", watched))]).unwrap();
    drop(store);
    let (before, bytes) = (std::fs::read_dir(folder.path()).unwrap().count(), std::fs::read(&file).unwrap());
    let found = Store::reliability_of(&file, &catalogue, now);
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [("chatgpt".to_owned(), 1.0)]);
    assert_eq!((std::fs::read_dir(folder.path()).unwrap().count(), std::fs::read(&file).unwrap()), (before, bytes));
    std::fs::write(&file, b"no database at all, and longer than its header would be").unwrap();
    assert!(Store::reliability_of(&file, &catalogue, now).is_empty());
}

#[test]
fn the_last_rehearsal_of_each_plan_is_remembered() {
    use siaga_core::plan::Rehearsal;
    use siaga_core::provider::Use;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("siaga.sqlite");
    let at = |minute: i64| Timestamp::from_second(1_790_000_000 + minute * 60).unwrap();
    let mut store = Store::open(&file, at(0)).unwrap();
    for (task, minute, seconds) in [(Use::Coding, 1, 90), (Use::Image, 2, 30), (Use::Coding, 3, 48)] {
        store.write(&[Write::Rehearsal(task, Rehearsal { at: at(minute), seconds })]).unwrap();
    }
    drop(store);
    let found = Store::rehearsals_of(&file);
    assert_eq!(found[&Use::Coding], Rehearsal { at: at(3), seconds: 48 });
    assert_eq!(found.len(), 2);
    assert!(Store::rehearsals_of(&folder.path().join("none")).is_empty());
}
