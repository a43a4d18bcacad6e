//! Where a feed may be: from any address that a person pastes, the addresses to ask, in an order proven on real pages.
//!
//! An answer is accepted by its anchor alone, never by the path it came from: some pages answer one format's path in
//! another's shape. Asking is the engine's, with its limits; nothing here contacts anybody.

mod hint;
mod home;
mod page;

use url::Url;

pub use page::Page;

use super::{Format, Reading, Unreadable, read_any};
use crate::observation::{Observation, Status};

/// The most characters of an address that is looked at.
const LONGEST: usize = 2_048;

/// Asked first on every page's host: the formats that most pages speak.
const FIRST: [&str; 4] = ["/api/v2/summary.json", "/summary.json", "/status.json", "/index.json"];

/// Asked where neither those nor the page itself led to a feed. `{host}` is the page's own host. News come last.
const LAST: [&str; 14] = [
    "/proxy/{host}",
    "/api/v1/summary",
    "/api/v1/status",
    "/api/v1/status.json",
    "/api/v4/current-status",
    "/config.json",
    "/api/v1/components",
    "/api/components",
    "/api/v1/endpoints/statuses",
    "/history/summary.json",
    "/history.atom",
    "/feed.atom",
    "/feed.rss",
    "/rss",
];

/// An address where a feed may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The address.
    pub url: Url,
    /// The format that the address, or what names it, promises. Without one, whatever the anchor says.
    pub format: Option<Format>,
}

impl Candidate {
    fn of(url: Url) -> Self {
        Self { format: Format::at(&url), url }
    }

    /// Whether it is likely to be a feed of news by its name.
    #[must_use]
    pub fn is_news(&self) -> bool {
        self.format.map_or_else(|| names_news(self.url.path()), is_news)
    }

    /// Reads what it answered: as the format promised, where that holds, else by whichever anchor matches.
    ///
    /// # Errors
    /// [`Unreadable`] when no format knows it.
    pub fn accept(&self, bytes: &[u8]) -> Result<(Format, Reading), Unreadable> {
        match self.format.map(|format| (format, format.read(bytes))) {
            Some((format, Ok(reading))) => Ok((format, reading)),
            _ => read_any(bytes),
        }
    }

    /// Reads what it answered, if that proves that the feed is here: an empty list bears some format's anchor and may be
    /// anybody's, so unless the format was promised, something must stand in the document.
    ///
    /// # Errors
    /// [`Unreadable`] when no format knows it, or nothing in it shows that it is about a page.
    pub fn prove(&self, bytes: &[u8]) -> Result<(Format, Reading), Unreadable> {
        let (format, reading) = self.accept(bytes)?;
        let Observation { components, incidents, maintenances, indicator, .. } = &reading.observation;
        let says = !components.is_empty()
            || !incidents.is_empty()
            || !maintenances.is_empty()
            || indicator.is_some_and(|indicator| indicator != Status::Unknown)
            || reading.name.is_some();
        if says || self.format == Some(format) {
            return Ok((format, reading));
        }
        Err(Unreadable::OtherShape { what: format!("nothing stands in what might be {}", format.label()) })
    }
}

/// How much a document tells, for choosing between several that answer: more is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    /// A feed of news: incidents in prose.
    News,
    /// A document without components.
    Incidents,
    /// A document that lists components.
    Components,
}

impl Worth {
    /// What a reading in this format is worth.
    #[must_use]
    pub fn of(format: Format, observation: &Observation) -> Self {
        match (is_news(format), observation.components.is_empty()) {
            (true, _) => Self::News,
            (false, true) => Self::Incidents,
            (false, false) => Self::Components,
        }
    }
}

/// The address in what a person typed or pasted: trimmed, with https where no scheme stands. `None` where it is none.
#[must_use]
pub fn address(text: &str) -> Option<Url> {
    let text = text.trim().trim_matches(['<', '>', '"']);
    // What begins like a file's path is one.
    if text.is_empty() || text.len() > LONGEST || text.contains(char::is_whitespace) || text.starts_with(['/', '.']) {
        return None;
    }
    let url = match Url::parse(text) {
        Ok(url) if url.has_host() => Ok(url),
        // `status.example.com:8443/x` reads as a scheme, too; a post box is none of ours.
        _ if !text.contains("://") && !text.contains('@') => Url::parse(&format!("https://{text}")),
        _ => return None,
    };
    url.ok().filter(|url| matches!(url.scheme(), "https" | "http") && named_as_a_host(url))
}

/// Endings of files that are no top-level domains: `summary.json` by itself is a file that is not there.
const FILE_ENDINGS: [&str; 7] = ["json", "xml", "rss", "atom", "html", "txt", "js"];

/// `notes` alone is a word; `localhost` and names with a dot are hosts, and so are addresses in digits.
fn named_as_a_host(url: &Url) -> bool {
    let ending = url.domain().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    if ending.is_some_and(|ending| FILE_ENDINGS.contains(&ending)) {
        return false;
    }
    url.domain().is_none_or(|name| name.trim_matches('.').contains('.') || name == "localhost" || url.port().is_some())
}

/// What to ask before the page itself: a known address alone; else where this host is known to keep its feed, the
/// address itself if it looks like a document, and the paths that most pages have.
#[must_use]
pub fn first(address: &Url) -> Vec<Candidate> {
    let plain = without_fragment(address);
    if let Some(format) = Format::at(&plain) {
        return vec![Candidate { url: plain, format: Some(format) }];
    }
    let mut found = home::of(&plain);
    if is_document(plain.path()) {
        found.push(Candidate { url: plain.clone(), format: None });
    } else if plain.path().len() > 1 && plain.path().ends_with('/') {
        // A page in a folder keeps its document there.
        found.extend(
            ["index.json", "incidents.json"].into_iter().filter_map(|name| plain.join(name).ok()).map(Candidate::of),
        );
    }
    found.extend(FIRST.into_iter().filter_map(|path| plain.join(path).ok()).map(Candidate::of));
    distinct(found)
}

/// The address of the page itself, as a browser would open it: `address`, or its host where that is a document.
#[must_use]
pub fn page_of(address: &Url) -> Url {
    let plain = without_fragment(address);
    if is_document(plain.path()) { plain.join("/").unwrap_or(plain) } else { plain }
}

/// What to ask when neither [`first`] nor the page led to a feed: further paths that some pages have.
#[must_use]
pub fn last(address: &Url) -> Vec<Candidate> {
    let host = address.host_str().unwrap_or_default();
    let own = LAST.into_iter().map(|path| path.replace("{host}", host));
    let formats = Format::ALL.into_iter().flat_map(Format::paths).map(|path| (*path).to_owned());
    let (news, documents): (Vec<String>, Vec<String>) = formats.partition(|path| names_news(path));
    let (own_news, own): (Vec<String>, Vec<String>) = own.partition(|path| names_news(path));
    let paths = own.into_iter().chain(own_news).chain(documents).chain(news);
    distinct(paths.filter_map(|path| address.join(&path).ok()).map(Candidate::of).collect())
}

fn without_fragment(address: &Url) -> Url {
    let mut plain = address.clone();
    plain.set_fragment(None);
    plain
}

/// The same address is asked once, in its first place.
fn distinct(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut seen: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        if !seen.iter().any(|known| known.url == candidate.url) {
            seen.push(candidate);
        }
    }
    seen
}

/// Whether a path is that of a document for programs, not of a page for people.
fn is_document(path: &str) -> bool {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let ending = last.rsplit_once('.').map(|(_, ending)| ending);
    matches!(ending, Some("json" | "xml" | "rss" | "atom" | "js"))
        || names_news(path)
        || path.split('/').any(|part| part == "api" || part == "proxy")
        || matches!(last, "summary" | "currentevents" | "current-status")
}

/// Whether a path is named as feeds of news are.
fn names_news(path: &str) -> bool {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let name = last.rsplit_once('.').map_or(last, |(_, ending)| ending);
    matches!(name, "rss" | "atom" | "xml" | "feed")
}

/// Whether a format is a feed of news: incidents in prose, no components.
const fn is_news(format: Format) -> bool {
    matches!(
        format,
        Format::AwsRss
            | Format::AzureRss
            | Format::XaiRss
            | Format::FlashcatFeed
            | Format::StatuspageHistory
            | Format::Rss
    )
}

#[cfg(test)]
mod tests;
