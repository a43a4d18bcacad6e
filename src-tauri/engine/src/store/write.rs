//! What is written, as values: the loop collects them, one call commits them all or none.

use jiff::Timestamp;
use rusqlite::{Transaction, params};
use serde::{Deserialize, Serialize};
use siaga_core::alert::{Alert, Digest};
use siaga_core::decide::Decision;
use siaga_core::owed::Debt;
use siaga_core::plan::Rehearsal;
use siaga_core::provider::{House, Use};
use siaga_core::state::{Outage, ProductState};
use siaga_core::told::Entry;

use super::{Condition, ForwardRow, Kept, Store, StoreError, StoredDocument, StoredFeed};
use crate::failpoint::{self, When};
use crate::output::notification::Shown;

/// Finished rows of the outbox kept for a look back.
const FINISHED: i64 = 500;

/// Something that waits to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outgoing {
    /// About a product.
    Alert(Box<Alert>),
    /// About several, after a time in which nothing was told.
    Digest(Box<Digest>),
    /// The database was damaged and put aside under this name.
    Damaged {
        /// The file's name, without its folder.
        file: String,
    },
    /// The feed of something that the person uses could not be read for a day.
    Unread {
        /// The provider.
        provider: String,
        /// The product of theirs that stands first among those it is about.
        product: String,
        /// Since when.
        since: Timestamp,
    },
}

/// A notification that stands on the desktop: what a press on it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownRow {
    /// The product.
    pub product: String,
    /// The outage.
    pub outage: String,
    /// Where it stands.
    pub shown: Shown,
    /// The alternative that its button names.
    pub alternative: Option<String>,
    /// When it was shown.
    pub at: Timestamp,
}

/// One thing to write.
#[derive(Debug, Clone, Copy)]
pub enum Write<'a> {
    /// Forgets what is true, told, waiting, standing and hushed, because all of it follows: nothing could be saved for a
    /// while. The history stays.
    Afresh,
    /// A document that was read.
    Document(&'a StoredDocument),
    /// How a feed is doing.
    Feed(&'a str, &'a StoredFeed),
    /// Where a feed was found again; none forgets it.
    House(&'a str, Option<&'a House>),
    /// What is true of a product.
    Product(&'a str, &'a ProductState),
    /// An outage for the history, with its end once it has one.
    Outage(&'a str, &'a Outage, Option<Timestamp>),
    /// A decision, for the record.
    Decision(&'a Decision),
    /// Something to look back on.
    Kept(Kept<'a>),
    /// A plan for this task was rehearsed.
    Rehearsal(Use, Rehearsal),
    /// Told, or waiting to be.
    Told(&'a Entry),
    /// An outage that is over: nothing of it needs to be remembered as told.
    Forget(&'a str, &'a str),
    /// To be told later.
    Owed(&'a Debt),
    /// Of this product and outage nothing is to be told later any more.
    Settled(&'a str, &'a str),
    /// Waits to be shown, under this number.
    Outbox(i64, &'a Outgoing, Timestamp),
    /// Was shown, or withdrawn, for this reason.
    Done(i64, &'static str, Timestamp),
    /// Stands on the desktop.
    Shown(&'a ShownRow),
    /// No longer stands there.
    Gone(&'a str, &'a str),
    /// Waits for an output, in the place of the row with its number.
    Forward(&'a ForwardRow),
    /// Was taken by its output, refused, or withdrawn, for this reason.
    Forwarded(i64, &'static str, Timestamp),
    /// A snooze until then; none ends it. An empty product means all.
    Snooze(&'a str, Option<Timestamp>),
    /// A wish to be told when it is back, or its end.
    Asked(&'a str, Option<Timestamp>),
}

impl Store {
    /// Commits all or none. With a database of a newer version nothing is written.
    ///
    /// # Errors
    /// When SQLite refuses; nothing of it is written then.
    pub fn write(&mut self, writes: &[Write<'_>]) -> Result<(), StoreError> {
        if writes.is_empty() || matches!(self.condition, Condition::Newer(_)) {
            return Ok(());
        }
        failpoint::writing(When::Before, writes);
        let transaction = self.connection.transaction()?;
        for write in writes {
            one(&transaction, write)?;
        }
        failpoint::writing(When::Within, writes);
        transaction.commit()?;
        failpoint::writing(When::After, writes);
        Ok(())
    }
}

fn one(tx: &Transaction<'_>, write: &Write<'_>) -> Result<(), StoreError> {
    let run = |sql: &str, params: &[&dyn rusqlite::ToSql]| tx.prepare_cached(sql)?.execute(params).map(drop);
    match write {
        Write::Afresh => tx.execute_batch(
            "DELETE FROM product; DELETE FROM told; DELETE FROM owed; DELETE FROM shown; DELETE FROM snooze; DELETE FROM asked;
             DELETE FROM house;
             DELETE FROM outbox WHERE done_at IS NULL; DELETE FROM forward WHERE done_at IS NULL;",
        )?,
        Write::Document(document) => run(
            "INSERT OR REPLACE INTO document VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                document.url,
                document.etag,
                document.last_modified,
                serde_json::to_string(&document.observation)?,
                document.read_at.as_second()
            ],
        )?,
        Write::Feed(provider, feed) => {
            run("INSERT OR REPLACE INTO feed VALUES (?1, ?2)", params![provider, serde_json::to_string(feed)?])?;
        }
        Write::House(provider, Some(house)) => {
            run("INSERT OR REPLACE INTO house VALUES (?1, ?2)", params![provider, serde_json::to_string(house)?])?;
        }
        Write::House(provider, None) => run("DELETE FROM house WHERE provider = ?1", params![provider])?,
        Write::Product(id, state) => {
            run("INSERT OR REPLACE INTO product VALUES (?1, ?2)", params![id, serde_json::to_string(state)?])?;
        }
        Write::Outage(product, outage, ended) => run(
            "INSERT OR REPLACE INTO outage VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                product,
                outage.id,
                outage.began_at.as_second(),
                ended.map(Timestamp::as_second),
                serde_json::to_string(outage)?
            ],
        )?,
        Write::Decision(decision) => run(
            "INSERT INTO decision (at, decision) VALUES (?1, ?2)",
            params![decision.at.as_second(), serde_json::to_string(decision)?],
        )?,
        Write::Kept(kept) => super::history::one(tx, kept)?,
        Write::Rehearsal(task, rehearsal) => super::rehearsal::keep(tx, *task, *rehearsal)?,
        Write::Told(entry) => run(
            "INSERT OR REPLACE INTO told VALUES (?1, ?2, ?3)",
            params![entry.product, entry.outage, serde_json::to_string(entry)?],
        )?,
        Write::Forget(product, outage) => {
            run("DELETE FROM told WHERE product = ?1 AND outage = ?2", params![product, outage])?;
        }
        Write::Owed(debt) => run(
            "INSERT OR REPLACE INTO owed VALUES (?1, ?2, ?3)",
            params![debt.product, debt.outage, serde_json::to_string(debt)?],
        )?,
        Write::Settled(product, outage) => {
            run("DELETE FROM owed WHERE product = ?1 AND outage = ?2", params![product, outage])?;
        }
        Write::Outbox(id, content, at) => run(
            "INSERT OR REPLACE INTO outbox (id, content, made_at) VALUES (?1, ?2, ?3)",
            params![id, serde_json::to_string(content)?, at.as_second()],
        )?,
        Write::Done(id, outcome, at) => {
            run("UPDATE outbox SET done_at = ?2, outcome = ?3 WHERE id = ?1", params![id, at.as_second(), outcome])?;
            run(
                "DELETE FROM outbox WHERE done_at IS NOT NULL AND id <= (SELECT max(id) FROM outbox) - ?1",
                params![FINISHED],
            )?;
        }
        Write::Shown(row) => run(
            "INSERT OR REPLACE INTO shown VALUES (?1, ?2, ?3, ?4)",
            params![row.product, row.outage, serde_json::to_string(row)?, row.at.as_second()],
        )?,
        Write::Gone(product, outage) => {
            run("DELETE FROM shown WHERE product = ?1 AND outage = ?2", params![product, outage])?;
        }
        Write::Forward(row) => super::forward::keep(tx, row)?,
        Write::Forwarded(id, outcome, at) => super::forward::finish(tx, *id, outcome, *at)?,
        Write::Snooze(product, Some(until)) => {
            run("INSERT OR REPLACE INTO snooze VALUES (?1, ?2)", params![product, until.as_second()])?;
        }
        Write::Snooze(product, None) => run("DELETE FROM snooze WHERE product = ?1", params![product])?,
        Write::Asked(product, Some(at)) => {
            run("INSERT OR REPLACE INTO asked VALUES (?1, ?2)", params![product, at.as_second()])?;
        }
        Write::Asked(product, None) => run("DELETE FROM asked WHERE product = ?1", params![product])?,
    }
    Ok(())
}
