//! A day of thirty providers: what the engine holds, in memory, open files and tables, does not grow with the time it runs.
//!
//! The whole loop and its store run in this process, on a clock that jumps; the network does not. One test, alone in its
//! process, because memory and open files are a process's.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests fail by panicking, and show what they measured then"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Connection;
use siaga_core::observation::{Component, Impact, Incident, Observation, Stage, Status, Update};
use siaga_engine::clipboard::Kept;
use siaga_engine::clock::Clock;
use siaga_engine::local::Hints;
use siaga_engine::opener::Opener;
use siaga_engine::poll::{Done, Failure, Plan, Read, Reader, Search, Searched};
use siaga_engine::settings::Files;
use siaga_engine::socket::Windows;
use siaga_engine::store::{Store, StoredDocument};
use siaga_engine::watch::{Itself, Options, Running, Voice, start};

const PROVIDERS: u32 = 30;

/// Shown seconds for each that passes on tokio's clock: the loop's ticks, which look at files, come less often.
const RATE: f64 = 20.0;

const HOUR: u32 = 60;

/// A read every ten minutes, and every three while something is wrong: the day is as long, and the test shorter. The day's
/// ceiling is not what is tried here.
const SETTINGS: &str = "[poll]\nfavourite = \"10m\"\nopen = \"3m\"\n[notify]\nceiling = 0\n";

/// How much the process may grow after the first quarter: what an allocator keeps for later, and no more.
const GROWTH: u64 = 6 * 1024 * 1024;

/// Feeds that follow from the time alone: every provider has an outage every few hours, changes its report while it lasts,
/// and cannot be read now and then.
struct Weather {
    clock: Clock,
    begins: Timestamp,
    reads: AtomicUsize,
}

impl Weather {
    fn says(&self, provider: &str, now: Timestamp) -> Result<Observation, Failure> {
        // Shipped providers that could stand in for ours are asked too.
        let Some(number) = provider.strip_prefix('p').and_then(|number| number.parse::<u32>().ok()) else {
            return Ok(Observation::default());
        };
        let minute = u32::try_from(now.duration_since(self.begins).as_mins()).unwrap() + number * 17;
        let (cycle, length) = (2 * HOUR + number % 5 * HOUR, 20 + number % 4 * 10);
        let (round, at) = (minute / cycle, minute % cycle);
        if at / 10 == 11 {
            return Err(Failure::not_understood("this is a page for people".to_owned()));
        }
        let status = match (at < length, round % 3) {
            (false, _) => Status::Operational,
            (true, 0) => Status::MajorOutage,
            (true, 1) => Status::PartialOutage,
            (true, _) => Status::Degraded,
        };
        let part = Component { id: format!("{provider}-part"), name: "Part".to_owned(), status };
        let incident = |_| Incident {
            id: format!("{provider}-{round}"),
            title: format!("Trouble number {round}"),
            impact: Impact::Major,
            stage: if at > 15 { Stage::Monitoring } else { Stage::Investigating },
            open: true,
            started_at: None,
            updated_at: Some(now),
            resolved_at: None,
            components: vec![part.id.clone()],
            updates: (0..=at / 5)
                .map(|number| Update { at: None, stage: Stage::Investigating, text: format!("Update {number}") })
                .collect(),
        };
        let incidents = (at < length).then_some(()).map(incident).into_iter().collect();
        Ok(Observation { components: vec![part], incidents, complete: true, ..Observation::default() })
    }
}

impl Reader for Weather {
    fn read(&self, plan: Plan) -> Pin<Box<dyn Future<Output = Done> + Send>> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        let at = self.clock.now();
        let outcome = self.says(&plan.provider, at).map(|observation| Read {
            documents: vec![StoredDocument {
                url: plan.url.to_string(),
                etag: None,
                last_modified: None,
                observation: observation.clone(),
                read_at: at,
            }],
            observation,
            oddities: Vec::new(),
            retry_after: None,
        });
        Box::pin(std::future::ready(Done { provider: plan.provider, at, outcome }))
    }

    fn search(&self, search: Search) -> Pin<Box<dyn Future<Output = Searched> + Send>> {
        unreachable!("nobody looks for moves here: {search:?}")
    }
}

/// What grows where something is never let go.
#[derive(Debug)]
struct Held {
    /// Resident memory, in bytes.
    memory: u64,
    /// Open files.
    files: usize,
}

impl Held {
    fn now() -> Self {
        let pages: u64 =
            std::fs::read_to_string("/proc/self/statm").unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        Self { memory: pages * 4096, files: std::fs::read_dir("/proc/self/fd").unwrap().count() }
    }
}

/// Rows by table. Looked at last: as long as the engine has the file open, SQLite keeps what we open beside it.
fn rows(database: &Path) -> BTreeMap<String, i64> {
    let connection = Connection::open(database).unwrap();
    let mut statement = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let tables = statement.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap);
    let count = |table: &str| connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0));
    tables.map(|table| (table.clone(), count(&table).unwrap())).collect()
}

fn engine(folder: &Path, clock: &Clock, weather: Arc<Weather>) -> Running {
    std::fs::create_dir(folder.join("catalogue")).unwrap();
    let ids: Vec<String> = (0..PROVIDERS).map(|number| format!("p{number:02}")).collect();
    for id in &ids {
        let mut text = format!("id = \"{id}\"\nname = \"Provider {id}\"\n");
        let feed = format!("https://{id}.example/api/v2/summary.json");
        writeln!(text, "feed = {{ format = \"statuspage\", url = \"{feed}\" }}\n[[product]]\nid = \"{id}\"").unwrap();
        writeln!(text, "name = \"{id}\"\nuses = [\"music\"]\ncomponents = [\"{id}-part\"]\ncore = [\"{id}-part\"]")
            .unwrap();
        std::fs::write(folder.join(format!("catalogue/{id}.toml")), text).unwrap();
    }
    std::fs::write(folder.join("settings.toml"), format!("language = \"en\"\nwatch = {ids:?}\n{SETTINGS}")).unwrap();
    start(Options {
        clock: clock.clone(),
        store: Store::open(&folder.join("siaga.db"), clock.now()).unwrap(),
        reader: weather,
        files: Files::of(folder),
        voice: Voice::Silent,
        opener: Opener,
        clipboard: Arc::new(Kept::default()),
        windows: Windows::default(),
        looks_for_moves: false,
        fetcher: None,
        itself: Itself::default(),
        asked_about: Vec::new(),
        reliability: None,
        start_window: None,
        drill: false,
        hints: Hints::none(),
        outputs: None,
        problems: Vec::new(),
    })
    .unwrap()
}

/// A day; a week with `SIAGA_LONG=1`.
#[tokio::test(start_paused = true)]
async fn a_day_of_thirty_providers_leaves_memory_files_and_tables_as_they_were_after_its_first_quarter() {
    let days = if std::env::var("SIAGA_LONG").is_ok_and(|value| value == "1") { 7 } else { 1 };
    let folder = tempfile::tempdir().unwrap();
    let begins = "2026-03-12T09:00:00Z".parse().unwrap();
    let clock = Clock::scaled(begins, RATE);
    let weather = Arc::new(Weather { clock: clock.clone(), begins, reads: AtomicUsize::new(0) });
    let running = engine(folder.path(), &clock, weather.clone());
    assert_eq!(running.snapshots.borrow().problems, Vec::<String>::new());
    let told = Arc::new(AtomicUsize::new(0));
    let (mut tellings, count) = (running.tellings.subscribe(), told.clone());
    tokio::spawn(async move {
        while tellings.recv().await.is_ok() {
            count.fetch_add(1, Ordering::Relaxed);
        }
    });

    let quarter = Duration::from_secs(days * 24 * 60 * 60 / 4);
    tokio::time::sleep_until(clock.after(quarter)).await;
    let first = Held::now();
    tokio::time::sleep_until(clock.after(3 * quarter)).await;
    let last = Held::now();

    let (told, reads) = (told.load(Ordering::Relaxed), weather.reads.load(Ordering::Relaxed));
    let rows = rows(&folder.path().join("siaga.db"));
    let what = format!("{told} told, {reads} reads, {first:?}, {last:?}, {rows:?}");
    println!("{what}");
    assert!(!running.task.is_finished(), "it goes on: {what}");
    assert!(u64::try_from(reads).unwrap() > days * 5_000 && u64::try_from(told).unwrap() > days * 150, "{what}");
    assert!(last.memory <= first.memory + GROWTH, "memory: {what}");
    assert_eq!(last.files, first.files, "open files: {what}");
    let providers = i64::from(PROVIDERS) + 10;
    let bounds = [("document", providers), ("feed", providers), ("told", 2 * providers), ("shown", 100)];
    for (table, most) in bounds.into_iter().chain([("outbox", 510), ("decision", 2000)]) {
        assert!(rows[table] <= most, "{table}: {what}");
    }
}
