//! When the person rehearsed which of their plans, and how long it took.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, Transaction, params};
use siaga_core::plan::Rehearsal;
use siaga_core::provider::Use;

use super::load::{text, time};
use super::{Condition, Store, StoreError};

/// Rehearsals that are kept of one plan.
const KEPT: i64 = 50;

pub(super) fn keep(tx: &Transaction<'_>, task: Use, rehearsal: Rehearsal) -> rusqlite::Result<()> {
    let row = params![task.word(), rehearsal.at.as_second(), rehearsal.seconds];
    tx.execute("INSERT OR REPLACE INTO rehearsal VALUES (?1, ?2, ?3)", row)?;
    let oldest = "DELETE FROM rehearsal WHERE task = ?1 AND at NOT IN
         (SELECT at FROM rehearsal WHERE task = ?1 ORDER BY at DESC LIMIT ?2)";
    tx.execute(oldest, params![task.word(), KEPT]).map(drop)
}

impl Store {
    /// The last rehearsal of each plan.
    ///
    /// # Errors
    /// When the table cannot be read.
    pub fn rehearsals(&self) -> Result<BTreeMap<Use, Rehearsal>, StoreError> {
        let rows = self.rows_of("SELECT task, at, seconds FROM rehearsal ORDER BY at", params![], |row| {
            let task = Use::from_word(&text(row, 0)?);
            let seconds: u32 = row.get(2)?;
            Ok(task.zip(time(row, 1)?).map(|(task, at)| (task, Rehearsal { at, seconds })))
        })?;
        Ok(rows.into_iter().collect())
    }

    /// The same from a file that no agent uses at this moment, which is left as it is. Nothing where there is none, or
    /// where it is older than rehearsals are.
    #[must_use]
    pub fn rehearsals_of(file: &Path) -> BTreeMap<Use, Rehearsal> {
        let read = || {
            let (_folder, copy) = super::copied(file).ok()?;
            let connection = Connection::open_with_flags(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
            Self { connection, condition: Condition::Sound }.rehearsals().ok()
        };
        if file.exists() { read().unwrap_or_default() } else { BTreeMap::new() }
    }
}
