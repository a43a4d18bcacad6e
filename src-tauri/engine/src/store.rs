//! What survives the agent: one SQLite file. A change and what is to be told of it are one transaction; what was told
//! is marked after it was delivered. Nothing of a prompt ever comes here.
//!
//! A damaged file is put aside with a date and a fresh one made. A file of a newer version is read and not written.
//! Where no file can be written, the same tables live in memory.

mod forward;
mod history;
mod load;
mod rehearsal;
mod schema;
mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use siaga_core::provider::House;

pub use forward::{ForwardRow, Handed};
pub use history::Kept;
pub use load::{Loaded, StoredDocument, StoredFeed};
pub use write::{Outgoing, ShownRow, Write};

/// How the store came up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// As it should be.
    Sound,
    /// The file was damaged and has been moved here; this one is new.
    Fresh(PathBuf),
    /// The file is of this newer version: read, and not written.
    Newer(i64),
    /// No file could be opened for this reason: what is learnt is lost when the agent ends.
    Memory(String),
}

/// What went wrong with a read or a write.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite said no.
    #[error("the database could not be used: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// What was stored does not read as what it should be.
    #[error("the database holds something unreadable: {0}")]
    Content(#[from] serde_json::Error),
}

/// Why a copy of the file could not be read.
#[derive(Debug, thiserror::Error)]
pub enum UnreadCopy {
    /// It could not be copied.
    #[error("the database could not be copied: {0}")]
    Disk(#[from] std::io::Error),
    /// It could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The open store.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    condition: Condition,
}

impl Store {
    /// Opens the file, or falls back as the module says. Never fails for what is on the disk.
    ///
    /// # Errors
    /// Only where not even a database in memory can be had.
    pub fn open(file: &Path, now: Timestamp) -> Result<Self, StoreError> {
        match open_file(file) {
            Ok((connection, condition)) => Ok(Self { connection, condition }),
            Err(error) if is_damage(&error) => match put_aside(file, now) {
                Ok(aside) => match open_file(file) {
                    Ok((connection, _)) => Ok(Self { connection, condition: Condition::Fresh(aside) }),
                    Err(error) => Self::memory_because(error.to_string()),
                },
                Err(error) => Self::memory_because(error.to_string()),
            },
            Err(error) => Self::memory_because(error.to_string()),
        }
    }

    /// A store that forgets everything when it is dropped.
    ///
    /// # Errors
    /// Where SQLite cannot make one.
    pub fn memory() -> Result<Self, StoreError> {
        let connection = Connection::open_in_memory()?;
        schema::prepare(&connection)?;
        Ok(Self { connection, condition: Condition::Sound })
    }

    /// A store that forgets everything, and knows where providers have moved, as the file has it. The file is left as it
    /// is; one that is not there, or is not ours, knows of no moves.
    ///
    /// # Errors
    /// Where SQLite cannot make one.
    pub fn memory_knowing_moves(file: &Path) -> Result<Self, StoreError> {
        let mut store = Self::memory()?;
        for (id, house) in moves(file).unwrap_or_default() {
            store.write(&[Write::House(&id, Some(&house))])?;
        }
        Ok(store)
    }

    /// How it came up.
    #[must_use]
    pub const fn condition(&self) -> &Condition {
        &self.condition
    }

    fn memory_because(why: String) -> Result<Self, StoreError> {
        let mut store = Self::memory()?;
        store.condition = Condition::Memory(why);
        Ok(store)
    }
}

/// Where providers have moved.
fn moves(file: &Path) -> Option<BTreeMap<String, House>> {
    let (_folder, copy) = copied(file).ok()?;
    let connection = Connection::open_with_flags(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
    Store { connection, condition: Condition::Sound }.houses().ok()
}

/// A copy of the file with its journal, in a folder that goes with it. Even a reader of a database with a journal leaves
/// files beside it, so a copy is read: commands without an agent leave nothing behind.
fn copied(file: &Path) -> std::io::Result<(tempfile::TempDir, PathBuf)> {
    let folder = tempfile::Builder::new().prefix("siaga.").tempdir()?;
    let copy = folder.path().join("copy.sqlite");
    std::fs::copy(file, &copy)?;
    let journal = |file: &Path| PathBuf::from(format!("{}-wal", file.display()));
    if journal(file).exists() {
        std::fs::copy(journal(file), journal(&copy))?;
    }
    Ok((folder, copy))
}

fn open_file(file: &Path) -> Result<(Connection, Condition), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    crate::places::keep_private(file);
    // Until it is known to be sound and ours, closing it must not touch it: a damaged file keeps its journal.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version > schema::VERSION {
        drop(connection);
        let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        return Ok((connection, Condition::Newer(version)));
    }
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(StoreError::Sqlite(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT),
            Some(verdict),
        )));
    }
    schema::prepare(&connection)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok((connection, Condition::Sound))
}

fn is_damage(error: &StoreError) -> bool {
    match error {
        StoreError::Content(_) => true,
        StoreError::Sqlite(error) => matches!(
            error.sqlite_error_code(),
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase)
        ),
    }
}

/// Moves a damaged file away, with its journal, so that nothing of it is lost.
fn put_aside(file: &Path, now: Timestamp) -> std::io::Result<PathBuf> {
    let stamp = now.strftime("%Y%m%dT%H%M%SZ");
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let aside = file.with_file_name(format!("{name}.damaged-{stamp}"));
    std::fs::rename(file, &aside)?;
    for suffix in ["-wal", "-shm"] {
        let journal = file.with_file_name(format!("{name}{suffix}"));
        if journal.exists() {
            std::fs::rename(&journal, file.with_file_name(format!("{name}.damaged-{stamp}{suffix}")))?;
        }
    }
    Ok(aside)
}

#[cfg(test)]
mod tests;
