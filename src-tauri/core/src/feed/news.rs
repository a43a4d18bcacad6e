//! Feeds of news, RSS, Atom and JSON Feed alike: their entries with what their authors wrote, as it stands. The reading
//! is `feed-rs`'s, behind a look at the tags that keeps nesting and length in bounds; what the words of an entry mean is
//! said by the formats.
//!
//! Ids are the feed's own. Entities that a document defines for itself are not expanded.

use feed_rs::model::{Entry, Feed, FeedType, Text};
use feed_rs::parser::Builder;
use jiff::Timestamp;

use super::{Unreadable, date, markup};

/// Most entries kept. The longest feed captured has a hundred.
const MOST_ENTRIES: usize = 500;

/// Longest id or address taken for one, in bytes. Ids of entries are often addresses.
const LONGEST_ID: usize = 400;

/// A feed and its entries, in its order.
#[derive(Debug)]
pub(super) struct News {
    /// Its own id, as Atom has it.
    pub(super) id: String,
    /// As written.
    pub(super) title: String,
    /// What it says it is.
    pub(super) description: String,
    /// Addresses that the feed names for itself and its page.
    pub(super) links: Vec<String>,
    /// The program that made it.
    pub(super) generator: String,
    /// When it was made or last changed.
    pub(super) updated: Option<Timestamp>,
    pub(super) entries: Vec<Item>,
    /// Entries that are not kept: beyond the bound, or not understood.
    pub(super) left_out: usize,
}

/// One entry, as written.
#[derive(Debug)]
pub(super) struct Item {
    /// Its own id; never invented.
    pub(super) id: Option<String>,
    pub(super) title: String,
    pub(super) link: Option<String>,
    pub(super) published: Option<Timestamp>,
    /// In RSS the same as `published`, unless the feed says otherwise.
    pub(super) updated: Option<Timestamp>,
    /// The text, or the summary where there is no text. Mostly HTML.
    pub(super) html: String,
    pub(super) categories: Vec<String>,
}

impl News {
    /// Reads a text as a feed.
    ///
    /// # Errors
    /// [`Unreadable`] when it is none, ends too early, or is made to be slow.
    pub(super) fn parse(text: &str) -> Result<Self, Unreadable> {
        // The text is decoded already: what its first line says of an encoding is no longer true.
        let body = text.trim_start();
        let body = if body.starts_with("<?xml") { body.split_once("?>").map_or("", |(_, rest)| rest) } else { body };
        let is_markup = body.trim_start().starts_with('<');
        if is_markup && !markup::ends_with_its_root(body) {
            return Err(Unreadable::Truncated { at: text.len() });
        }
        let written = if is_markup { markup::count_entries(body)? } else { 0 };
        let parser = Builder::new()
            .sanitize_content(false)
            .id_generator(|_, _, _| String::new())
            .timestamp_parser(|written| {
                let moment = date::moment(written)?;
                chrono::DateTime::from_timestamp(moment.as_second(), moment.subsec_nanosecond().unsigned_abs())
            })
            .build();
        let feed = parser.parse(body.as_bytes()).map_err(|error| Unreadable::NotNews { what: error.to_string() })?;
        Ok(Self::of(feed, written))
    }

    /// `written` is how many entries the markup has: those of another namespace, for one, are passed over in silence.
    fn of(feed: Feed, written: usize) -> Self {
        let left_out = feed.entries.len().max(written) - feed.entries.len().min(MOST_ENTRIES);
        Self {
            id: if feed.feed_type == FeedType::Atom { feed.id } else { String::new() },
            title: feed.title.map(content).unwrap_or_default(),
            description: feed.description.map(content).unwrap_or_default(),
            links: feed.links.into_iter().map(|link| link.href).collect(),
            generator: feed.generator.map(|by| by.content).unwrap_or_default(),
            updated: feed.updated.or(feed.published).and_then(moment),
            entries: feed.entries.into_iter().take(MOST_ENTRIES).map(Item::of).collect(),
            left_out,
        }
    }
}

impl Item {
    fn of(entry: Entry) -> Self {
        let text = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
        Self {
            id: usable_id(&entry.id),
            title: entry.title.map(content).unwrap_or_default(),
            link: entry.links.into_iter().find_map(|link| usable_id(&link.href)),
            published: entry.published.and_then(moment),
            updated: entry.updated.and_then(moment),
            html: text.or_else(|| entry.summary.map(content)).unwrap_or_default(),
            categories: entry.categories.into_iter().map(|category| category.term).collect(),
        }
    }

    /// When it was last spoken of.
    pub(super) fn newest(&self) -> Option<Timestamp> {
        self.updated.max(self.published)
    }

    /// What follows `/incidents/` in its address: the id by which the page itself knows it.
    pub(super) fn incident_in_link(&self) -> Option<String> {
        let (_, id) = self.link.as_deref()?.rsplit_once("/incidents/")?;
        let id = id.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        (!id.contains('/')).then(|| super::json::usable_id(id)).flatten()
    }
}

/// An id or address that can be one: not empty, not cut, without control characters.
fn usable_id(written: &str) -> Option<String> {
    let id = written.trim();
    let usable = !id.is_empty() && id.len() <= LONGEST_ID && !id.contains(char::is_control);
    usable.then(|| id.to_owned())
}

fn content(text: Text) -> String {
    text.content
}

fn moment(time: chrono::DateTime<chrono::Utc>) -> Option<Timestamp> {
    Timestamp::from_millisecond(time.timestamp_millis()).ok()
}

#[cfg(test)]
mod tests;
