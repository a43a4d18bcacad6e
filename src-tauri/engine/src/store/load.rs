//! What is read back when the agent starts.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Params, Row};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use siaga_core::decide::Decision;
use siaga_core::observation::Observation;
use siaga_core::owed::Debt;
use siaga_core::provider::House;
use siaga_core::round::Memory;
use siaga_core::snapshot::Failing;
use siaga_core::state::ProductState;
use siaga_core::told::Entry;
use url::Url;

use super::{Condition, ForwardRow, Outgoing, ShownRow, Store, StoreError};
use crate::places::mark;

/// One document of a feed, as it was last read, with what a conditional request needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDocument {
    /// Its address as it may be kept: [`StoredDocument::key`].
    pub url: String,
    /// Opaque.
    pub etag: Option<String>,
    /// Opaque.
    pub last_modified: Option<String>,
    /// What it said.
    pub observation: Observation,
    /// When it was read.
    pub read_at: Timestamp,
}

impl StoredDocument {
    /// The name under which a document of this address is kept: the address where it may be written down whole. A
    /// query may hold a token, and none is kept: a mark stands for it, so that addresses that differ in it stay apart.
    #[must_use]
    pub fn key(url: &Url) -> String {
        let shown = crate::fetch::shown(url);
        if shown == url.as_str() { shown } else { format!("{shown}?{}", mark(url.as_str().as_bytes())) }
    }
}

/// How a feed was doing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StoredFeed {
    /// When it was last read and understood.
    pub read_at: Option<Timestamp>,
    /// Since when it fails.
    pub failing_since: Option<Timestamp>,
    /// Why, in one line.
    pub why: Option<String>,
    /// How, while it fails.
    #[serde(default)]
    pub failing: Failing,
    /// Where it moved to; it is read there only once the person agrees.
    #[serde(default)]
    pub moved_to: Option<String>,
    /// Failed reads in a row.
    pub failures: u32,
    /// Not to be asked before this moment, by the provider's wish.
    pub not_before: Option<Timestamp>,
    /// When it was last looked for where it might have moved.
    #[serde(default)]
    pub looked_at: Option<Timestamp>,
    /// The person has been told that it cannot be read, of this time that it cannot.
    #[serde(default)]
    pub told: bool,
}

/// Everything that was stored.
#[derive(Debug, Default)]
pub struct Loaded {
    /// By address.
    pub documents: BTreeMap<String, StoredDocument>,
    /// By provider id.
    pub feeds: BTreeMap<String, StoredFeed>,
    /// Where feeds were found again, by provider id.
    pub houses: BTreeMap<String, House>,
    /// What was true, told, to be told later, and wished for.
    pub memory: Memory,
    /// What waits to be shown, oldest first, by number.
    pub waiting: Vec<(i64, Outgoing, Timestamp)>,
    /// The highest number in use.
    pub last_outbox: i64,
    /// What waits for further outputs, oldest first.
    pub forwards: Vec<ForwardRow>,
    /// The highest number in use there.
    pub last_forward: i64,
    /// What stands on the desktop.
    pub shown: Vec<ShownRow>,
}

impl Store {
    /// Reads everything back. Rows that do not read are left out with a line in the log: one bad row must not cost the
    /// rest.
    ///
    /// # Errors
    /// When a table cannot be read at all.
    pub fn load(&self) -> Result<Loaded, StoreError> {
        let mut loaded = Loaded::default();
        for document in self.rows("SELECT url, etag, last_modified, observation, read_at FROM document", document)? {
            loaded.documents.insert(document.url.clone(), document);
        }
        loaded.feeds = self.rows("SELECT provider, health FROM feed", keyed)?.into_iter().collect();
        loaded.houses = self.houses()?;
        let products: Vec<(String, ProductState)> = self.rows("SELECT id, state FROM product", keyed)?;
        for (id, state) in products {
            loaded.memory.state.restore(id, state);
        }
        let told: Vec<Entry> = self.rows("SELECT entry FROM told", |row| json(row, 0))?;
        for entry in told {
            loaded.memory.told.restore(entry);
        }
        for debt in self.rows("SELECT debt FROM owed", |row| json::<Debt>(row, 0))? {
            loaded.memory.owed.restore(debt);
        }
        let told = "SELECT decision FROM decision ORDER BY id DESC LIMIT 500";
        let mut told: Vec<Decision> = self.rows(told, |row| json(row, 0))?;
        told.retain(|decision| decision.reason.is_news());
        told.reverse();
        for decision in told {
            loaded.memory.told.spoke(decision.at);
        }
        let until = |row: &Row<'_>| Ok(Some(text(row, 0)?).zip(time(row, 1)?));
        for (product, until) in self.rows("SELECT product, until FROM snooze", until)? {
            if product.is_empty() {
                loaded.memory.snoozes.all = Some(until);
            } else {
                loaded.memory.snoozes.products.insert(product, until);
            }
        }
        for product in self.rows("SELECT product FROM asked", |row| text(row, 0).map(Some))? {
            loaded.memory.snoozes.asked.insert(product);
        }
        loaded.waiting =
            self.rows("SELECT id, content, made_at FROM outbox WHERE done_at IS NULL ORDER BY id", |row| {
                let id: i64 = row.get(0)?;
                Ok(json(row, 1)?.zip(time(row, 2)?).map(|(content, at)| (id, content, at)))
            })?;
        let last = self.rows("SELECT coalesce(max(id), 0) FROM outbox", |row| row.get(0).map(Some))?;
        loaded.last_outbox = last.first().copied().unwrap_or_default();
        loaded.forwards = self.rows(super::forward::SELECT, super::forward::read)?;
        let last = self.rows("SELECT coalesce(max(id), 0) FROM forward", |row| row.get(0).map(Some))?;
        loaded.last_forward = last.first().copied().unwrap_or_default();
        loaded.shown = self.rows("SELECT row FROM shown ORDER BY at", |row| json(row, 0))?;
        Ok(loaded)
    }

    /// Where providers have moved.
    pub(super) fn houses(&self) -> Result<BTreeMap<String, House>, StoreError> {
        Ok(self.rows("SELECT provider, house FROM house", keyed)?.into_iter().collect())
    }

    fn rows<T>(
        &self,
        sql: &str,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<Option<T>>,
    ) -> Result<Vec<T>, StoreError> {
        self.rows_of(sql, [], read)
    }

    /// The rows that a query finds, but for those that do not read.
    pub(super) fn rows_of<T>(
        &self,
        sql: &str,
        params: impl Params,
        mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<Option<T>>,
    ) -> Result<Vec<T>, StoreError> {
        let mut statement = match self.connection.prepare(sql) {
            // A newer version may keep this elsewhere: what can be read is read.
            Err(error) if matches!(self.condition, Condition::Newer(_)) => {
                tracing::warn!("a table of a newer version is left out: {error}");
                return Ok(Vec::new());
            }
            prepared => prepared?,
        };
        let mut rows = statement.query(params)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            match read(row) {
                Ok(read) => found.extend(read),
                Err(error) => tracing::warn!("a stored row is left out: {error}"),
            }
        }
        Ok(found)
    }
}

fn document(row: &Row<'_>) -> rusqlite::Result<Option<StoredDocument>> {
    let (url, etag, last_modified) = (text(row, 0)?, row.get(1)?, row.get(2)?);
    let content = json(row, 3)?.zip(time(row, 4)?);
    Ok(content.map(|(observation, read_at)| StoredDocument { url, etag, last_modified, observation, read_at }))
}

pub(super) fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    row.get(column)
}

fn keyed<T: DeserializeOwned>(row: &Row<'_>) -> rusqlite::Result<Option<(String, T)>> {
    let key = text(row, 0)?;
    Ok(json(row, 1)?.map(|value| (key, value)))
}

pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let stored: String = row.get(column)?;
    match serde_json::from_str(&stored) {
        Ok(value) => Ok(Some(value)),
        Err(error) => {
            tracing::warn!("a stored row is left out: {error}");
            Ok(None)
        }
    }
}

pub(super) fn time(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(Timestamp::from_second(row.get(column)?).ok())
}
