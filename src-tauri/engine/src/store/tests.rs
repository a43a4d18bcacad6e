//! What is written is read back; what is damaged, foreign or newer costs nothing but itself.

use siaga_core::alert::{Alert, Loudness, Reason, Severity};
use siaga_core::decide::Decision;
use siaga_core::observation::{Component, Observation, Status};
use siaga_core::owed::Debt;
use siaga_core::plan::Rehearsal;
use siaga_core::provider::{House, Use};
use siaga_core::snapshot::Failing;
use siaga_core::state::{Ended, Flips, Origin, Outage, ProductState};
use siaga_core::told::Entry;

use super::*;
use crate::output::notification::Shown;

pub(super) fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) fn now() -> Timestamp {
    time("2026-03-12T09:00:00Z")
}

pub(super) fn outage() -> Outage {
    Outage {
        id: "i-1#2".to_owned(),
        incident: Some("i-1".to_owned()),
        title: Some("“Trouble” \u{1f310}".to_owned()),
        began_at: now(),
        first_seen: now(),
        status: Status::PartialOutage,
        worst: Status::MajorOutage,
        reads: 3,
        core_hit: true,
        origin: Origin::RetroPosted(Status::Degraded),
        causes: vec!["i-1".to_owned(), "i-2".to_owned()],
        stood: vec!["i-2".to_owned()],
        parts: Vec::new(),
        worked_since: None,
        unstable_since: None,
        clear_reads: 1,
        clear_since: Some(now()),
    }
}

pub(super) fn state() -> ProductState {
    ProductState {
        status: Status::PartialOutage,
        nothing_reported: false,
        since: Some(now()),
        known_at: Some(now()),
        incidents: vec!["i-1".to_owned()],
        outage: Some(outage()),
        ended: vec![Ended {
            id: "i-1".to_owned(),
            incident: Some("i-1".to_owned()),
            stood: vec!["i-0".to_owned()],
            at: now(),
            title: Some("Trouble".to_owned()),
            began_at: Some(now()),
        }],
        flips: Flips::default(),
        overran: None,
    }
}

fn document(size: usize) -> StoredDocument {
    let name = "n".repeat(size);
    StoredDocument {
        url: "https://quill.example/api/v2/summary.json".to_owned(),
        etag: Some("W/\"opaque\"".to_owned()),
        last_modified: None,
        observation: Observation {
            indicator: Some(Status::Degraded),
            components: vec![Component { id: "chat".to_owned(), name, status: Status::MajorOutage }],
            complete: true,
            ..Observation::default()
        },
        read_at: now(),
    }
}

fn feed() -> StoredFeed {
    StoredFeed {
        read_at: Some(now()),
        failing_since: Some(now()),
        why: Some("an HTML page".to_owned()),
        failing: Failing::Moved,
        moved_to: Some("https://status.quill.net/".to_owned()),
        failures: 3,
        not_before: Some(time("2026-03-12T10:00:00Z")),
        looked_at: Some(now()),
        told: true,
    }
}

fn entry(delivered: bool) -> Entry {
    Entry {
        product: "quill".to_owned(),
        provider: "quill".to_owned(),
        outage: "i-1#2".to_owned(),
        incident: Some("i-1".to_owned()),
        severity: Severity::MajorOutage,
        at: now(),
        delivered,
    }
}

fn alert() -> Outgoing {
    Outgoing::Alert(Box::new(Alert {
        outage: "i-1#2".to_owned(),
        reason: Reason::Worsened,
        product: "quill".to_owned(),
        also: vec!["quill-api".to_owned()],
        provider: "quill".to_owned(),
        incident: Some("i-1".to_owned()),
        title: None,
        severity: Some(Severity::MajorOutage),
        since: now(),
        until: None,
        at: now(),
        loudness: Loudness::Normal,
        unstable: false,
        worked_since: None,
        no_longer_listed: false,
        planned: None,
        quote: None,
    }))
}

fn shown() -> ShownRow {
    ShownRow {
        product: "quill".to_owned(),
        outage: "i-1#2".to_owned(),
        shown: Shown { server: "bus :1.4".to_owned(), id: 9 },
        alternative: Some("raven".to_owned()),
        at: now(),
    }
}

pub(super) fn decision() -> Decision {
    Decision {
        schema: 1,
        kind: "decision".to_owned(),
        at: now(),
        product: "quill".to_owned(),
        incident: None,
        incident_group: None,
        told: true,
        reason: Reason::Began,
        severity: None,
        title: None,
        hold: None,
    }
}

pub(super) fn file() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("siaga.db");
    (folder, file)
}

/// A store with one of everything.
fn full(store: &mut Store) {
    let (document, feed, state, outage) = (document(10), feed(), state(), outage());
    let (decision, entry, alert, shown, house) = (decision(), entry(true), alert(), shown(), house());
    let damaged = Outgoing::Damaged { file: "siaga.db.damaged-x".to_owned() };
    store
        .write(&[
            Write::Document(&document),
            Write::Feed("quill", &feed),
            Write::House("quill", Some(&house)),
            Write::Product("quill", &state),
            Write::Outage("quill", &outage, None),
            Write::Decision(&decision),
            Write::Told(&entry),
            Write::Outbox(4, &alert, now()),
            Write::Outbox(5, &damaged, now()),
            Write::Outbox(6, &alert, now()),
            Write::Done(6, "shown", now()),
            Write::Shown(&shown),
            Write::Snooze("", Some(now())),
            Write::Snooze("quill", Some(now())),
            Write::Asked("raven", Some(now())),
            Write::Forward(&forward::tests::row(1)),
            Write::Owed(&debt()),
            Write::Rehearsal(Use::Coding, Rehearsal { at: now(), seconds: 48 }),
        ])
        .unwrap();
}

fn debt() -> Debt {
    Debt {
        product: "quill".to_owned(),
        provider: "quill".to_owned(),
        outage: "i-1#2".to_owned(),
        incident: Some("i-1".to_owned()),
        title: Some("Trouble".to_owned()),
        severity: Severity::MajorOutage,
        since: now(),
        until: None,
        no_longer_listed: false,
        why: Reason::QuietHours,
        heard: true,
        asked: false,
        at: now(),
    }
}

pub(super) fn rows(store: &Store, table: &str) -> i64 {
    store.connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
}

#[test]
fn everything_written_is_read_back_as_it_was() {
    let (_folder, path) = file();
    let mut store = Store::open(&path, now()).unwrap();
    assert_eq!(store.condition(), &Condition::Sound);
    full(&mut store);
    drop(store);
    let loaded = Store::open(&path, now()).unwrap().load().unwrap();
    assert_eq!(loaded.documents.into_values().collect::<Vec<_>>(), [document(10)]);
    assert_eq!(loaded.feeds.into_iter().collect::<Vec<_>>(), [("quill".to_owned(), feed())]);
    assert_eq!(loaded.houses.into_values().collect::<Vec<_>>(), [house()]);
    assert_eq!(loaded.memory.state.product("quill"), Some(&state()));
    assert_eq!(loaded.memory.told.entries().collect::<Vec<_>>(), [&entry(true)]);
    assert_eq!(loaded.memory.owed.debts().collect::<Vec<_>>(), [&debt()]);
    let damaged = Outgoing::Damaged { file: "siaga.db.damaged-x".to_owned() };
    assert_eq!(loaded.waiting, [(4, alert(), now()), (5, damaged, now())]);
    assert_eq!(loaded.last_outbox, 6, "a number is never given twice");
    assert_eq!(loaded.shown, [shown()]);
    assert_eq!(loaded.memory.snoozes.all, Some(now()));
    assert_eq!(loaded.memory.snoozes.products.get("quill"), Some(&now()));
    assert!(loaded.memory.snoozes.asked.contains("raven"));
}

#[test]
fn everything_can_be_taken_back_but_the_history() {
    let mut store = Store::memory().unwrap();
    full(&mut store);
    store
        .write(&[
            Write::Forget("quill", "i-1#2"),
            Write::Done(4, "withdrawn", now()),
            Write::Done(5, "shown", now()),
            Write::Gone("quill", "i-1#2"),
            Write::Snooze("", None),
            Write::Snooze("quill", None),
            Write::Asked("raven", None),
            Write::House("quill", None),
        ])
        .unwrap();
    let loaded = store.load().unwrap();
    assert_eq!((loaded.memory.told.entries().count(), loaded.waiting.len(), loaded.shown.len()), (0, 0, 0));
    assert_eq!(loaded.memory.snoozes, siaga_core::silence::Snoozes::default());
    assert!(loaded.houses.is_empty());
    assert_eq!((loaded.last_outbox, rows(&store, "outage"), rows(&store, "decision")), (6, 1, 1));
}

#[test]
fn afresh_forgets_what_is_written_anew_and_keeps_history_feeds_and_validators() {
    let mut store = Store::memory().unwrap();
    full(&mut store);
    store.write(&[Write::Afresh, Write::Told(&entry(false))]).unwrap();
    let loaded = store.load().unwrap();
    assert_eq!(loaded.memory.told.entries().collect::<Vec<_>>(), [&entry(false)]);
    assert_eq!((loaded.waiting.len(), loaded.shown.len(), loaded.memory.state.products().count()), (0, 0, 0));
    assert_eq!(loaded.memory.snoozes, siaga_core::silence::Snoozes::default());
    assert_eq!((rows(&store, "outage"), rows(&store, "feed"), rows(&store, "document")), (1, 1, 1));
}

#[test]
fn an_outage_has_one_row_from_its_beginning_to_its_end() {
    let mut store = Store::memory().unwrap();
    store.write(&[Write::Outage("quill", &outage(), None)]).unwrap();
    store.write(&[Write::Outage("quill", &outage(), Some(now()))]).unwrap();
    let row = store.connection.query_row("SELECT began_at, ended_at FROM outage", [], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?))
    });
    assert_eq!(row.unwrap(), (now().as_second(), Some(now().as_second())));
}

#[test]
fn the_newest_decisions_of_a_product_are_given_newest_first() {
    let mut store = Store::memory().unwrap();
    let about = |product: &str, reason| Decision { product: product.to_owned(), reason, ..decision() };
    let made = [about("quill", Reason::Began), about("raven", Reason::Began), about("quill", Reason::Recovered)];
    store.write(&made.iter().map(Write::Decision).collect::<Vec<_>>()).unwrap();
    let reasons = |product, limit| -> Vec<Reason> {
        store.decisions(product, limit).unwrap().into_iter().map(|decision| decision.reason).collect()
    };
    assert_eq!(reasons(Some("quill"), 5), [Reason::Recovered, Reason::Began]);
    assert_eq!(reasons(Some("quill"), 1), [Reason::Recovered]);
    assert_eq!(reasons(None, 5).len(), 3);
    assert!(reasons(Some("nobody"), 5).is_empty());
}

#[test]
fn a_transaction_is_all_or_nothing_on_a_full_disk_and_goes_on_when_there_is_room() {
    let (_folder, path) = file();
    let mut store = Store::open(&path, now()).unwrap();
    let limit: i64 = store.connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    let set = |store: &Store, pages: i64| {
        store.connection.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(())).unwrap();
    };
    set(&store, limit + 2);
    let (big, entry) = (document(200_000), entry(true));
    let error = store.write(&[Write::Told(&entry), Write::Document(&big)]).unwrap_err();
    let StoreError::Sqlite(error) = error else { panic!("{error}") };
    assert_eq!(error.sqlite_error_code(), Some(rusqlite::ErrorCode::DiskFull));
    assert_eq!((rows(&store, "told"), rows(&store, "document")), (0, 0));
    set(&store, limit + 1000);
    store.write(&[Write::Told(&entry), Write::Document(&big)]).unwrap();
    assert_eq!((rows(&store, "told"), rows(&store, "document")), (1, 1));
}

#[test]
fn one_unreadable_row_costs_nothing_else() {
    let (_folder, path) = file();
    let mut store = Store::open(&path, now()).unwrap();
    full(&mut store);
    store
        .connection
        .execute_batch(
            "INSERT INTO product VALUES ('bad', '{\"status\":\"sad\"}'), ('cut', '{'), ('bytes', CAST(x'ff00fe' AS TEXT));
             INSERT INTO told VALUES ('bad', 'bad', '[]');
             INSERT INTO feed VALUES (CAST(x'ff' AS TEXT), '{}');
             INSERT INTO document VALUES ('bad', NULL, NULL, 'null', 0), ('far', NULL, NULL, '{}', 9223372036854775807);
             INSERT INTO outbox (id, content, made_at) VALUES (8, '{\"unheard_of\":{}}', 0);
             INSERT INTO shown VALUES ('bad', 'bad', '', 0);
             INSERT INTO snooze VALUES ('far', 9223372036854775807);",
        )
        .unwrap();
    drop(store);
    let store = Store::open(&path, now()).unwrap();
    assert_eq!(store.condition(), &Condition::Sound);
    let loaded = store.load().unwrap();
    assert_eq!(loaded.memory.state.products().map(|(id, _)| id).collect::<Vec<_>>(), ["quill"]);
    assert_eq!((loaded.memory.told.entries().count(), loaded.documents.len(), loaded.feeds.len()), (1, 1, 1));
    assert_eq!((loaded.waiting.len(), loaded.last_outbox, loaded.shown.len()), (2, 8, 1));
    assert_eq!(loaded.memory.snoozes.products.len(), 1);
}

#[test]
fn a_fresh_file_has_the_version_of_this_program_and_opening_it_again_changes_nothing() {
    let (_folder, path) = file();
    for _ in 0..2 {
        let store = Store::open(&path, now()).unwrap();
        let version: i64 = store.connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        let mode: String = store.connection.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
        assert_eq!((store.condition(), version, mode.as_str()), (&Condition::Sound, schema::VERSION, "wal"));
    }
}

/// What version 1 left behind: its tables, and a row of each that has changed since.
pub(super) const VERSION_1: &str = r#"
    CREATE TABLE document (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, observation TEXT NOT NULL,
        read_at INTEGER NOT NULL) STRICT;
    CREATE TABLE feed (provider TEXT PRIMARY KEY, health TEXT NOT NULL) STRICT;
    CREATE TABLE product (id TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT;
    CREATE TABLE outbox (id INTEGER PRIMARY KEY, content TEXT NOT NULL, made_at INTEGER NOT NULL,
        done_at INTEGER, outcome TEXT) STRICT;
    CREATE INDEX outbox_waiting ON outbox (id) WHERE done_at IS NULL;
    CREATE TABLE told (product TEXT NOT NULL, outage TEXT NOT NULL, entry TEXT NOT NULL,
        PRIMARY KEY (product, outage)) STRICT;
    CREATE TABLE shown (product TEXT NOT NULL, outage TEXT NOT NULL, row TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (product, outage)) STRICT;
    CREATE TABLE snooze (product TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT;
    CREATE TABLE asked (product TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
    CREATE TABLE outage (product TEXT NOT NULL, id TEXT NOT NULL, began_at INTEGER NOT NULL, ended_at INTEGER,
        outage TEXT NOT NULL, PRIMARY KEY (product, id)) STRICT;
    CREATE TABLE decision (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, decision TEXT NOT NULL) STRICT;
    INSERT INTO feed VALUES ('quill', '{"read_at":"2026-03-12T09:00:00Z","failing_since":"2026-03-12T09:10:00Z",
        "why":"an HTML page","failures":3,"not_before":null}');
    INSERT INTO product VALUES ('quill', '{"status":"operational","since":null,"known_at":"2026-03-12T09:00:00Z",
        "incidents":[],"outage":null,"ended":[]}');
    INSERT INTO snooze VALUES ('quill', 1773309600);
    PRAGMA user_version = 1;
"#;

#[test]
fn a_file_of_version_1_keeps_all_that_it_holds_and_can_remember_moves() {
    let (_folder, file) = file();
    Connection::open(&file).unwrap().execute_batch(VERSION_1).unwrap();
    let mut store = Store::open(&file, now()).unwrap();
    assert_eq!(store.condition(), &Condition::Sound);
    let version: i64 = store.connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert_eq!(version, schema::VERSION);
    let loaded = store.load().unwrap();
    let feed = &loaded.feeds["quill"];
    assert_eq!((feed.failures, feed.failing, feed.told, feed.looked_at), (3, Failing::Unreadable, false, None));
    assert_eq!(loaded.memory.state.product("quill").unwrap().status, Status::Operational);
    assert!(loaded.memory.snoozes.products.contains_key("quill") && loaded.houses.is_empty());
    let house = house();
    store.write(&[Write::House("quill", Some(&house))]).unwrap();
    drop(store);
    let mut store = Store::open(&file, now()).unwrap();
    assert_eq!(store.load().unwrap().houses["quill"], house);
    store.write(&[Write::House("quill", None)]).unwrap();
    assert!(store.load().unwrap().houses.is_empty());
}

fn house() -> House {
    House {
        replaced: "https://quill.example/api/v2/summary.json".to_owned(),
        replaced_format: "statuspage".to_owned(),
        format: "incidentio-compat".to_owned(),
        url: url::Url::parse("https://quill.example/api/v2/summary.json").unwrap(),
        since: now(),
        parts: [("chat".to_owned(), "01A".to_owned())].into(),
        renamed: ["quill-api".to_owned()].into(),
    }
}

#[test]
fn a_newer_file_is_read_as_far_as_it_can_be_and_never_written() {
    let (_folder, path) = file();
    let mut store = Store::open(&path, now()).unwrap();
    full(&mut store);
    let newer = "PRAGMA user_version = 1000; ALTER TABLE shown RENAME TO displayed; ALTER TABLE asked DROP COLUMN at;
        ALTER TABLE outbox RENAME COLUMN content TO what;";
    store.connection.execute_batch(newer).unwrap();
    drop(store);
    let before = std::fs::read(&path).unwrap();
    let mut store = Store::open(&path, now()).unwrap();
    assert_eq!(store.condition(), &Condition::Newer(1000));
    let loaded = store.load().unwrap();
    assert_eq!(loaded.memory.state.product("quill"), Some(&state()));
    assert_eq!((loaded.memory.told.entries().count(), loaded.waiting.len(), loaded.shown.len()), (1, 0, 0));
    store.write(&[Write::Afresh, Write::Snooze("", None)]).unwrap();
    drop(store);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

mod damage;
