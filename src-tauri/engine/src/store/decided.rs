//! The newest decisions, for a look back at what was told and held.

use rusqlite::params;
use siaga_core::decide::Decision;

use super::{Store, StoreError};

impl Store {
    /// The newest decisions about a product, or about any, newest first; at most `limit`.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn decisions(&self, product: Option<&str>, limit: u32) -> Result<Vec<Decision>, StoreError> {
        let mut statement = self.connection.prepare(
            "SELECT decision FROM decision WHERE ?1 IS NULL OR json_extract(decision, '$.product') = ?1
             ORDER BY id DESC LIMIT ?2",
        )?;
        let rows = statement.query_map(params![product, limit], |row| row.get::<_, String>(0))?;
        rows.map(|row| Ok(serde_json::from_str(&row?)?)).collect()
    }
}
