//! Feeds of news, RSS, Atom and JSON Feed alike: their entries with what their authors wrote, as it stands. Behind
//! a look at the tags that keeps nesting and length in bounds; what the words of an entry mean is said by the formats.
//!
//! Ids are the feed's own. Entities that a document defines for itself are not expanded.

mod json;
mod xml;

use jiff::Timestamp;
use url::Url;

use super::json::Object;
use super::{Unreadable, date, markup};

/// Most entries kept. The longest feed captured has a hundred.
const MOST_ENTRIES: usize = 500;

/// Longest id or address taken for one, in bytes. Ids of entries are often addresses.
const LONGEST_ID: usize = 400;

/// A feed and its entries, in its order.
#[derive(Debug, Default)]
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
#[derive(Debug, Default)]
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
    /// Reads markup as RSS or Atom.
    ///
    /// # Errors
    /// [`Unreadable`] when it is neither, ends too early, or is made to be slow.
    pub(super) fn parse(text: &str) -> Result<Self, Unreadable> {
        // The text is decoded already: what its first line says of an encoding is no longer true.
        let body = text.trim_start();
        let body = if body.starts_with("<?xml") { body.split_once("?>").map_or("", |(_, rest)| rest) } else { body };
        if !markup::ends_with_its_root(body) {
            return Err(Unreadable::Truncated { at: text.len() });
        }
        let written = markup::count_entries(body)?;
        let (news, met) = xml::read(body)?;
        Ok(news.counted(met.max(written)))
    }

    /// Reads an object as JSON Feed.
    ///
    /// # Errors
    /// [`Unreadable`] when it is none.
    pub(super) fn of_json(fields: &Object<'_>) -> Result<Self, Unreadable> {
        let (news, met) = json::read(fields)?;
        Ok(news.counted(met))
    }

    /// `written` is how many entries there are: those of another namespace, for one, are passed over in silence.
    fn counted(self, written: usize) -> Self {
        Self { left_out: written - self.entries.len().min(written), ..self }
    }
}

impl Item {
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

/// An address as all spell it, where it is one; any other as written.
fn address(written: &str) -> String {
    let written = written.trim();
    Url::parse(written).map_or_else(|_| written.to_owned(), String::from)
}

/// To the millisecond, which is what feeds know.
fn moment(written: &str) -> Option<Timestamp> {
    Timestamp::from_millisecond(date::moment(written)?.as_millisecond()).ok()
}

#[cfg(test)]
mod tests;
