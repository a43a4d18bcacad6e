//! Placeholder.

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::{Reading, Unreadable};

pub(super) const DIALECT: Dialect =
    Dialect { name: "rss-xai", aliases: &["xai-rss"], label: "xAI news feed", read, ..Dialect::PLAIN };

fn read(_document: &Document<'_>) -> Result<Reading, Unreadable> {
    Err(Unreadable::OtherShape { what: "a placeholder".into() })
}
