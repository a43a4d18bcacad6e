//! Atlassian Statuspage v2: `summary.json`, and its parts `status.json`, `components.json`, `incidents.json`,
//! `incidents/unresolved.json`, `scheduled-maintenances.json` and one incident by itself.
//!
//! The anchor is `page.id` with a roll-up or a list, or `status.indicator`; an archive put together by others may have
//! incidents with `incident_updates` alone. The Atom and RSS feeds of such pages are not read.

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::{Reading, Unreadable, page};

pub(super) const DIALECT: Dialect = Dialect {
    name: "statuspage",
    label: "Atlassian Statuspage",
    read,
    paths: &["/api/v2/summary.json"],
    archive: page::archive,
    ..Dialect::PLAIN
};

/// Reads one document.
///
/// # Errors
/// [`Unreadable`] when the bytes are no such document.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    page::read(document.object()?, None)
}
