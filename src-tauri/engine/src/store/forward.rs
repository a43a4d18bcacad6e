//! What waits to be handed on to further outputs, as it is kept. No address and no secret is part of it.

use jiff::Timestamp;
use rusqlite::{Row, Transaction, params};
use serde::{Deserialize, Serialize};
use siaga_core::alert::{Alert, Digest};

use super::StoreError;

/// Finished rows kept for a look back.
const FINISHED: i64 = 200;

/// What an output is to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handed {
    /// About a product. Worded when it is sent.
    Alert {
        /// The alert.
        alert: Box<Alert>,
        /// The output has not heard of this outage before.
        first: bool,
        /// It is about an outage that stood when it was decided: it is true while that stands.
        tracked: bool,
    },
    /// Several together, as they were notified.
    Digest {
        /// What happened.
        digest: Box<Digest>,
        /// Title of its notification.
        title: String,
        /// Body of its notification.
        body: String,
    },
}

/// One message for one output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForwardRow {
    /// Its number.
    pub id: i64,
    /// The output's name.
    pub output: String,
    /// What it is told.
    pub content: Handed,
    /// When it was decided.
    pub made_at: Timestamp,
    /// How often it was tried in vain.
    pub tries: u32,
    /// Not to be tried before.
    pub not_before: Option<Timestamp>,
}

pub(super) const SELECT: &str =
    "SELECT id, output, content, made_at, tries, not_before FROM forward WHERE done_at IS NULL ORDER BY id";

/// Reads one row of [`SELECT`]; none for one that does not read.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Option<ForwardRow>> {
    let (Some(content), Some(made_at)) = (super::load::json(row, 2)?, super::load::time(row, 3)?) else {
        return Ok(None);
    };
    let not_before: Option<i64> = row.get(5)?;
    Ok(Some(ForwardRow {
        id: row.get(0)?,
        output: row.get(1)?,
        content,
        made_at,
        tries: row.get(4)?,
        not_before: not_before.and_then(|second| Timestamp::from_second(second).ok()),
    }))
}

/// Keeps a row, in the place of the one with its number.
pub(super) fn keep(tx: &Transaction<'_>, row: &ForwardRow) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT OR REPLACE INTO forward (id, output, content, made_at, tries, not_before) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        row.id,
        row.output,
        serde_json::to_string(&row.content)?,
        row.made_at.as_second(),
        row.tries,
        row.not_before.map(Timestamp::as_second)
    ])?;
    Ok(())
}

/// Notes what became of a row.
pub(super) fn finish(tx: &Transaction<'_>, id: i64, outcome: &str, at: Timestamp) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE forward SET done_at = ?2, outcome = ?3 WHERE id = ?1")?.execute(params![
        id,
        at.as_second(),
        outcome
    ])?;
    tx.prepare_cached("DELETE FROM forward WHERE done_at IS NOT NULL AND id <= (SELECT max(id) FROM forward) - ?1")?
        .execute(params![FINISHED])?;
    Ok(())
}

#[cfg(test)]
pub(super) mod tests;
