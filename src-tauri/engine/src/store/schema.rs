//! The tables, and the steps from each version to the next.

use rusqlite::Connection;

use super::StoreError;
use crate::failpoint::{self, Place};

/// The version this program writes: one more for each step.
#[expect(clippy::cast_possible_wrap, reason = "there are a few")]
pub(super) const VERSION: i64 = STEPS.len() as i64;

/// One step for each version: the n-th leads from version n to n + 1.
const STEPS: &[&str] = &[
    "
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
",
    "
    CREATE TABLE house (provider TEXT PRIMARY KEY, house TEXT NOT NULL) STRICT;
",
    "
    CREATE TABLE owed (product TEXT NOT NULL, outage TEXT NOT NULL, debt TEXT NOT NULL,
        PRIMARY KEY (product, outage)) STRICT;
",
    "
    CREATE TABLE course (product TEXT NOT NULL, outage TEXT NOT NULL, at INTEGER NOT NULL, status TEXT NOT NULL,
        PRIMARY KEY (product, outage, at)) STRICT;
    CREATE TABLE watched (product TEXT NOT NULL, began_at INTEGER NOT NULL, until INTEGER NOT NULL,
        PRIMARY KEY (product, began_at)) STRICT;
    CREATE TABLE incident (provider TEXT NOT NULL, id TEXT NOT NULL, source TEXT NOT NULL, gone_at INTEGER,
        at INTEGER NOT NULL, incident TEXT NOT NULL, PRIMARY KEY (provider, id)) STRICT;
    CREATE INDEX decision_at ON decision (at);
",
    "
    CREATE TABLE forward (id INTEGER PRIMARY KEY, output TEXT NOT NULL, content TEXT NOT NULL, made_at INTEGER NOT NULL,
        tries INTEGER NOT NULL, not_before INTEGER, done_at INTEGER, outcome TEXT) STRICT;
",
    "
    CREATE TABLE rehearsal (task TEXT NOT NULL, at INTEGER NOT NULL, seconds INTEGER NOT NULL,
        PRIMARY KEY (task, at)) STRICT;
",
];

/// What this program reads and writes of each table. A database of this version in which one of these does not hold is
/// not ours, or no longer whole.
const SHAPES: &[&str] = &[
    "SELECT url, etag, last_modified, observation, read_at FROM document",
    "SELECT provider, health FROM feed",
    "SELECT id, state FROM product",
    "SELECT id, content, made_at, done_at, outcome FROM outbox",
    "SELECT product, outage, entry FROM told",
    "SELECT product, outage, row, at FROM shown",
    "SELECT product, until FROM snooze",
    "SELECT product, at FROM asked",
    "SELECT product, id, began_at, ended_at, outage FROM outage",
    "SELECT id, at, decision FROM decision",
    "SELECT provider, house FROM house",
    "SELECT product, outage, debt FROM owed",
    "SELECT product, outage, at, status FROM course",
    "SELECT product, began_at, until FROM watched",
    "SELECT provider, id, source, gone_at, at, incident FROM incident",
    "SELECT id, output, content, made_at, tries, not_before, done_at, outcome FROM forward",
    "SELECT task, at, seconds FROM rehearsal",
];

/// Brings a database to [`VERSION`].
pub(super) fn prepare(connection: &Connection) -> Result<(), StoreError> {
    // WAL with NORMAL: a killed process loses nothing that was committed, and a commit costs a fraction of a millisecond.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF; PRAGMA busy_timeout = 2000; PRAGMA cache_size = -512;",
    )?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for (from, step) in STEPS.iter().enumerate().skip(usize::try_from(version).unwrap_or(0)) {
        failpoint::pass(Place::MigrationBefore);
        connection.execute_batch(&format!("BEGIN; {step} PRAGMA user_version = {};", from + 1)).map_err(misshapen)?;
        failpoint::pass(Place::MigrationWithin);
        connection.execute_batch("COMMIT;").map_err(misshapen)?;
        failpoint::pass(Place::MigrationAfter);
    }
    for shape in SHAPES {
        connection.prepare(shape).map_err(misshapen)?;
    }
    Ok(())
}

/// A statement that this very file refuses for its tables is answered as damage; a full or read-only disk is not.
fn misshapen(error: rusqlite::Error) -> StoreError {
    let refused = matches!(error, rusqlite::Error::SqlInputError { .. })
        || error.sqlite_error_code() == Some(rusqlite::ErrorCode::Unknown);
    StoreError::Sqlite(if refused {
        let corrupt = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
        rusqlite::Error::SqliteFailure(corrupt, Some(error.to_string()))
    } else {
        error
    })
}
