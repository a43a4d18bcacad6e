//! What is kept to look back on: how bad each outage was when, when each product's state was known, and the provider's
//! incidents with all their updates. Written with everything else, read back for one product, and forgotten in small
//! batches once it is old.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Row, Transaction, params};
use siaga_core::decide::Decision;
use siaga_core::history::{
    IncidentSource, Past, PastIncident, PastOutage, RELIABILITY_DAYS, Step, Stretch, reliability, since, telling,
};
use siaga_core::observation::{Incident, Status};
use siaga_core::ownership::owns_closed;
use siaga_core::provider::{Catalogue, Product, Provider};
use siaga_core::state::{Outage, ProductState};

use super::load::{json, text, time};
use super::{Condition, Store, StoreError};

/// Most rows that one run forgets of each table.
const BATCH: i64 = 200;

/// Most steps kept of one outage: one that swings with every read must not fill the disk.
const STEPS: i64 = 500;

/// What is forgotten: a table, when a row of it was last of use, and how many rows are the most in any case, however
/// young. No outage that is open is among them.
const FORGOTTEN: [(&str, &str, i64); 4] = [
    ("decision", "at", 100_000),
    ("outage", "ended_at", 50_000),
    ("incident", "at", 20_000),
    ("watched", "until", 100_000),
];

/// One thing to keep.
#[derive(Debug, Clone, Copy)]
pub enum Kept<'a> {
    /// A product's outage is so bad from this moment on. Said again, it changes nothing.
    Step(&'a str, &'a str, Status, Timestamp),
    /// A product's state was known from the one moment to the other; an earlier row of the same beginning grows.
    Watched(&'a str, Stretch),
    /// A provider's incident, in place of what was kept of it.
    Incident(&'a str, &'a PastIncident, Timestamp),
    /// Closes what stands as open of a product and is not: its end came while nobody followed it.
    Settled(&'a str, &'a ProductState, Timestamp),
}

pub(super) fn one(tx: &Transaction<'_>, kept: &Kept<'_>) -> Result<(), StoreError> {
    let run = |sql: &str, params: &[&dyn rusqlite::ToSql]| tx.prepare_cached(sql)?.execute(params).map(drop);
    match kept {
        Kept::Step(product, outage, status, at) => run(
            "INSERT OR IGNORE INTO course SELECT ?1, ?2, ?3, ?4
             WHERE ?4 IS NOT (SELECT status FROM course WHERE product = ?1 AND outage = ?2 ORDER BY at DESC LIMIT 1)
             AND (SELECT count(*) FROM course WHERE product = ?1 AND outage = ?2) < ?5",
            params![product, outage, at.as_second(), status.word(), STEPS],
        )?,
        Kept::Watched(product, stretch) => run(
            "INSERT INTO watched VALUES (?1, ?2, ?3)
             ON CONFLICT (product, began_at) DO UPDATE SET until = max(until, excluded.until)",
            params![product, stretch.from.as_second(), stretch.until.as_second()],
        )?,
        Kept::Incident(provider, past, at) => run(
            "INSERT OR REPLACE INTO incident VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                provider,
                past.incident.id,
                word(past.source),
                past.gone_at.map(Timestamp::as_second),
                past.gone_at.unwrap_or(*at).as_second(),
                serde_json::to_string(&past.incident)?
            ],
        )?,
        Kept::Settled(product, state, now) => settle(tx, product, state, *now)?,
    }
    Ok(())
}

/// Where the end is not remembered either, it is put where the product was last watched: after that nobody knows.
fn settle(tx: &Transaction<'_>, product: &str, state: &ProductState, now: Timestamp) -> rusqlite::Result<()> {
    let open = state.outage.as_ref().map(|outage| outage.id.as_str());
    let mut close = tx.prepare_cached(
        "UPDATE outage SET ended_at = ?3 WHERE product = ?1 AND id = ?2 AND ended_at IS NULL AND ?2 IS NOT ?4",
    )?;
    for ended in &state.ended {
        close.execute(params![product, ended.id, ended.at.as_second(), open])?;
    }
    let mut rest = tx.prepare_cached(
        "UPDATE outage SET ended_at = max(began_at,
             coalesce((SELECT max(until) FROM watched WHERE product = ?1 AND until <= ?2), ?2))
         WHERE product = ?1 AND ended_at IS NULL AND id IS NOT ?3",
    )?;
    rest.execute(params![product, now.as_second(), open])?;
    Ok(())
}

impl Store {
    /// What was kept of a product that bears on the time since `from`.
    ///
    /// # Errors
    /// When a table cannot be read at all.
    pub fn past(&self, provider: &Provider, product: &Product, from: Timestamp) -> Result<Past, StoreError> {
        let mut past = self.minutes(provider, product, from)?;
        let outages = &mut past.outages;
        let first = outages.iter().map(|outage| outage.began_at).min().map_or(from, |began| began.min(from));
        let decisions: Vec<Decision> = self.rows_of(
            "SELECT decision FROM decision WHERE at >= ?2
             AND CASE WHEN json_valid(decision) THEN json_extract(decision, '$.product') END = ?1 ORDER BY id",
            params![product.id, first.as_second()],
            |row| json(row, 0),
        )?;
        for outage in outages {
            let about = decisions.iter().filter(|decision| decision.incident.as_ref() == Some(&outage.id));
            (outage.told, outage.held) = telling(about);
        }
        Ok(past)
    }

    /// The same without whether the person was told of its outages, which takes the longest to find out.
    ///
    /// # Errors
    /// When a table cannot be read at all.
    pub fn minutes(&self, provider: &Provider, product: &Product, from: Timestamp) -> Result<Past, StoreError> {
        let outages = self.outages_since(&product.id, from)?;
        let watched = self.watched_since(&product.id, from)?;
        let mut incidents = self.incidents_since(&provider.id, from)?;
        incidents.retain(|past| owns_closed(provider, product, &past.incident));
        Ok(Past { outages, watched, incidents })
    }

    /// How reliable products were of late, by id: those of providers of which something was kept. Those of which too little
    /// is known are left out.
    ///
    /// # Errors
    /// When a table cannot be read at all.
    pub fn reliability(&self, catalogue: &Catalogue, now: Timestamp) -> Result<BTreeMap<String, f64>, StoreError> {
        let from = since(RELIABILITY_DAYS, now);
        let ids = |sql: &str| self.rows_of(sql, params![from.as_second()], |row| text(row, 0).map(Some));
        let watched = ids("SELECT DISTINCT product FROM watched WHERE until >= ?1")?;
        let listed = ids("SELECT DISTINCT provider FROM incident WHERE at >= ?1")?;
        let mut found = BTreeMap::new();
        for provider in catalogue.providers() {
            let known = listed.contains(&provider.id);
            let incidents = if known { self.incidents_since(&provider.id, from)? } else { Vec::new() };
            for product in provider.products.iter().filter(|product| known || watched.contains(&product.id)) {
                let own = incidents.iter().filter(|past| owns_closed(provider, product, &past.incident)).cloned();
                let past = Past {
                    outages: self.outages_since(&product.id, from)?,
                    watched: self.watched_since(&product.id, from)?,
                    incidents: own.collect(),
                };
                found.extend(reliability(&past, now).map(|share| (product.id.clone(), share)));
            }
        }
        Ok(found)
    }

    /// The same from a file that no agent uses at this moment, which is left as it is. Nothing where there is none, or it
    /// cannot be read.
    #[must_use]
    pub fn reliability_of(file: &Path, catalogue: &Catalogue, now: Timestamp) -> BTreeMap<String, f64> {
        let read = || {
            let (_folder, copy) = super::copied(file).ok()?;
            let (connection, condition) = super::open_file(&copy).ok()?;
            Self { connection, condition }.reliability(catalogue, now).ok()
        };
        if file.exists() { read().unwrap_or_default() } else { BTreeMap::new() }
    }

    /// What was recorded of a product, from a file that no agent uses at this moment, which is left as it is. Nothing where
    /// there is none.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn past_of(
        file: &Path,
        provider: &Provider,
        product: &Product,
        from: Timestamp,
    ) -> Result<Past, super::UnreadCopy> {
        if !file.exists() {
            return Ok(Past::default());
        }
        let (_folder, copy) = super::copied(file)?;
        let (connection, condition) = super::open_file(&copy)?;
        Ok(Self { connection, condition }.past(provider, product, from)?)
    }

    /// When a product was last watched, as far as was written.
    pub(crate) fn last_watched(&self, product: &str) -> Result<Option<Stretch>, StoreError> {
        let sql = "SELECT began_at, until FROM watched WHERE product = ?1 ORDER BY until DESC, began_at DESC LIMIT 1";
        Ok(self.rows_of(sql, params![product], stretch)?.pop())
    }

    /// What is kept of a provider's incidents, by id.
    pub(crate) fn incidents(&self, provider: &str) -> Result<BTreeMap<String, PastIncident>, StoreError> {
        let sql = "SELECT incident, source, gone_at FROM incident WHERE provider = ?1";
        let kept = self.rows_of(sql, params![provider], incident)?;
        Ok(kept.into_iter().map(|past| (past.incident.id.clone(), past)).collect())
    }

    /// Forgets what ended before this moment: at most 200 rows of each table. Answers how many rows that were; none
    /// left is 0. Outages that are open stay.
    ///
    /// # Errors
    /// When SQLite refuses; nothing is forgotten then.
    pub fn prune(&mut self, before: Timestamp) -> Result<usize, StoreError> {
        if matches!(self.condition, Condition::Newer(_)) {
            return Ok(0);
        }
        let tx = self.connection.transaction()?;
        let mut forgotten = 0;
        for (table, moment, most) in FORGOTTEN {
            let rows: i64 = tx.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
            let old = format!(
                "DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} WHERE {moment} < ?1 LIMIT {BATCH})"
            );
            let gone = tx.execute(&old, params![before.as_second()])?;
            forgotten += gone;
            let over = (rows - most).min(BATCH) - i64::try_from(gone).unwrap_or(BATCH);
            if over > 0 {
                let oldest = format!(
                    "DELETE FROM {table} WHERE rowid IN
                     (SELECT rowid FROM {table} WHERE {moment} IS NOT NULL ORDER BY {moment} LIMIT ?1)"
                );
                forgotten += tx.execute(&oldest, params![over])?;
            }
        }
        forgotten += tx.execute(
            &format!(
                "DELETE FROM course WHERE rowid IN (SELECT rowid FROM course WHERE NOT EXISTS
                 (SELECT 1 FROM outage WHERE outage.product = course.product AND outage.id = course.outage)
                 LIMIT {BATCH})"
            ),
            [],
        )?;
        tx.commit()?;
        Ok(forgotten)
    }

    fn outages_since(&self, product: &str, from: Timestamp) -> Result<Vec<PastOutage>, StoreError> {
        let mut outages = self.rows_of(
            "SELECT outage, ended_at FROM outage WHERE product = ?1 AND (ended_at IS NULL OR ended_at >= ?2)
             ORDER BY began_at",
            params![product, from.as_second()],
            outage,
        )?;
        self.add_courses(product, &mut outages)?;
        Ok(outages)
    }

    fn watched_since(&self, product: &str, from: Timestamp) -> Result<Vec<Stretch>, StoreError> {
        let sql = "SELECT began_at, until FROM watched WHERE product = ?1 AND until >= ?2";
        self.rows_of(sql, params![product, from.as_second()], stretch)
    }

    fn incidents_since(&self, provider: &str, from: Timestamp) -> Result<Vec<PastIncident>, StoreError> {
        self.rows_of(
            "SELECT incident, source, gone_at FROM incident WHERE provider = ?1 AND (at >= ?2 OR gone_at IS NULL
             AND CASE WHEN json_valid(incident) THEN json_extract(incident, '$.open') END)",
            params![provider, from.as_second()],
            incident,
        )
    }

    fn add_courses(&self, product: &str, outages: &mut [PastOutage]) -> Result<(), StoreError> {
        let step = |row: &Row<'_>| {
            let (word, at) = (text(row, 0)?, time(row, 1)?);
            let status = Status::ALL.into_iter().find(|status| status.word() == word);
            Ok(at.zip(status).map(|(at, status)| Step { at, status }))
        };
        for outage in outages {
            outage.course = self.rows_of(
                "SELECT status, at FROM course WHERE product = ?1 AND outage = ?2 ORDER BY at",
                params![product, outage.id],
                step,
            )?;
        }
        Ok(())
    }
}

fn outage(row: &Row<'_>) -> rusqlite::Result<Option<PastOutage>> {
    let Some(outage) = json::<Outage>(row, 0)? else { return Ok(None) };
    let ended: Option<i64> = row.get(1)?;
    Ok(Some(PastOutage {
        id: outage.id,
        incident: outage.incident,
        title: outage.title,
        worst: outage.worst,
        began_at: outage.began_at,
        ended_at: ended.and_then(|second| Timestamp::from_second(second).ok()),
        course: Vec::new(),
        told: false,
        held: None,
    }))
}

fn stretch(row: &Row<'_>) -> rusqlite::Result<Option<Stretch>> {
    Ok(time(row, 0)?.zip(time(row, 1)?).map(|(from, until)| Stretch { from, until }))
}

fn incident(row: &Row<'_>) -> rusqlite::Result<Option<PastIncident>> {
    let Some(incident) = json::<Incident>(row, 0)? else { return Ok(None) };
    let source =
        if text(row, 1)? == word(IncidentSource::Seen) { IncidentSource::Seen } else { IncidentSource::Theirs };
    let gone: Option<i64> = row.get(2)?;
    let gone_at = gone.and_then(|second| Timestamp::from_second(second).ok());
    Ok(Some(PastIncident { incident, source, gone_at }))
}

const fn word(source: IncidentSource) -> &'static str {
    match source {
        IncidentSource::Seen => "seen",
        IncidentSource::Theirs => "theirs",
    }
}

#[cfg(test)]
mod tests;
