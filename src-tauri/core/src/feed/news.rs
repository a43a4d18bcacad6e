//! Feeds of news, RSS, Atom and JSON Feed alike: their entries with what their authors wrote, as it stands. The reading
//! is `feed-rs`'s; what the words of an entry mean is said by the formats.

use feed_rs::model::{Entry, Feed, FeedType, Text};
use feed_rs::parser::Builder;
use jiff::Timestamp;

use super::{Unreadable, date};

/// Most entries kept. The longest feed captured has a hundred.
const MOST_ENTRIES: usize = 500;

/// Which kind of feed it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Rss,
    Atom,
    Json,
}

/// A feed and its entries, in its order.
#[derive(Debug)]
pub(super) struct News {
    pub(super) kind: Kind,
    /// As written.
    pub(super) title: String,
    /// Addresses that the feed names for itself and its page.
    pub(super) links: Vec<String>,
    /// The program that made it.
    pub(super) generator: String,
    pub(super) entries: Vec<Item>,
    /// Entries beyond the bound, which are not kept.
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
    pub(super) updated: Option<Timestamp>,
    /// The text, or the summary where there is no text. Mostly HTML.
    pub(super) html: String,
    pub(super) categories: Vec<String>,
}

impl News {
    /// Reads a text as a feed.
    ///
    /// # Errors
    /// [`Unreadable`] when it is none, or ends too early.
    pub(super) fn parse(text: &str) -> Result<Self, Unreadable> {
        // The text is decoded already: what its first line says of an encoding is no longer true.
        let body = text.trim_start();
        let body = if body.starts_with("<?xml") { body.split_once("?>").map_or("", |(_, rest)| rest) } else { body };
        if body.starts_with('<') && !ends_with_its_root(body) {
            return Err(Unreadable::Truncated { at: text.len() });
        }
        let parser = Builder::new()
            .sanitize_content(false)
            .id_generator(|_, _, _| String::new())
            .timestamp_parser(|written| {
                let moment = date::moment(written)?;
                chrono::DateTime::from_timestamp(moment.as_second(), moment.subsec_nanosecond().unsigned_abs())
            })
            .build();
        let feed = parser.parse(body.as_bytes()).map_err(|error| Unreadable::NotNews { what: error.to_string() })?;
        Ok(Self::of(feed))
    }

    fn of(feed: Feed) -> Self {
        let left_out = feed.entries.len().saturating_sub(MOST_ENTRIES);
        Self {
            kind: match feed.feed_type {
                FeedType::Atom => Kind::Atom,
                FeedType::JSON => Kind::Json,
                FeedType::RSS0 | FeedType::RSS1 | FeedType::RSS2 => Kind::Rss,
            },
            title: feed.title.map(content).unwrap_or_default(),
            links: feed.links.into_iter().map(|link| link.href).collect(),
            generator: feed.generator.map(|by| by.content).unwrap_or_default(),
            entries: feed.entries.into_iter().take(MOST_ENTRIES).map(Item::of).collect(),
            left_out,
        }
    }
}

impl Item {
    fn of(entry: Entry) -> Self {
        let text = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
        Self {
            id: super::json::usable_id(&entry.id),
            title: entry.title.map(content).unwrap_or_default(),
            link: entry.links.into_iter().next().map(|link| link.href),
            published: entry.published.and_then(moment),
            updated: entry.updated.and_then(moment),
            html: text.or_else(|| entry.summary.map(content)).unwrap_or_default(),
            categories: entry.categories.into_iter().map(|category| category.term).collect(),
        }
    }
}

fn content(text: Text) -> String {
    text.content
}

fn moment(time: chrono::DateTime<chrono::Utc>) -> Option<Timestamp> {
    Timestamp::from_millisecond(time.timestamp_millis()).ok()
}

/// Whether markup ends with the end of the element that it began with. One that does not was cut, wherever that was.
fn ends_with_its_root(body: &str) -> bool {
    let mut rest = body;
    // Past comments and declarations before the root.
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if rest.starts_with("!--") {
            rest = rest.split_once("-->").map_or("", |(_, after)| after);
        } else if !rest.starts_with(['!', '?']) {
            break;
        }
    }
    let name = &rest[..rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(rest.len())];
    let mut end = body.trim_end();
    while let Some(before) = end.strip_suffix("-->").and_then(|text| text.rfind("<!--").map(|at| text[..at].trim_end()))
    {
        end = before;
    }
    let closed = end.strip_suffix('>').map(str::trim_end).and_then(|end| end.strip_suffix(name));
    !name.is_empty() && closed.is_some_and(|end| end.ends_with("</"))
}
