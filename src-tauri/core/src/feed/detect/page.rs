//! A status page's HTML, scanned for the little that leads to a feed: its title, its links, and addresses that it
//! loads from. A bounded and tolerant scan of our own; nothing is run, and no text of the page is believed.

use url::Url;

use super::{Candidate, distinct, hint};
use crate::feed::text;
use crate::place::same_house;

/// As much of a page as is looked at, bytes. What leads to a feed stands in its head.
const SCANNED: usize = 512 * 1024;

/// The most attributes of one element that are looked at.
const ATTRIBUTES: usize = 40;

/// The most candidates that a page may name.
const CANDIDATES: usize = 8;

/// What a page says of its feed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// What it calls itself, without the words that every status page has: plain, bounded, unproven.
    pub title: Option<String>,
    /// Where it says that its feed is, best first. Those on another registrable domain are of known formats only.
    pub candidates: Vec<Candidate>,
}

impl Page {
    /// Reads a page that `at` answered. `status_page_id` is that header's value: Status.io's number of the page.
    #[must_use]
    pub fn read(bytes: &[u8], at: &Url, status_page_id: Option<&str>) -> Self {
        let html = String::from_utf8_lossy(&bytes[..bytes.len().min(SCANNED)]);
        let mut candidates: Vec<Candidate> = status_page_id.and_then(hint::statusio).into_iter().collect();
        candidates.extend(hint::loaded(&html, at));
        let mut links = Links { at, base: at.clone(), found: Vec::new() };
        let mut title = None;
        for tag in Tags::of(&html) {
            if tag.is("title") && title.is_none() {
                title = Some(text::title(tag.after.split('<').next().unwrap_or_default()));
            } else {
                links.take(&tag);
            }
        }
        candidates.extend(links.found);
        let mut candidates = distinct(candidates);
        // Documents before news, each in the page's order.
        candidates.sort_by_key(Candidate::is_news);
        candidates.truncate(CANDIDATES);
        Self { title: title.and_then(|title| named(&title)), candidates }
    }
}

/// The provider's name in a page's title: without "status page" and the like around it.
fn named(title: &str) -> Option<String> {
    const WORDS: [&str; 8] = [
        "system status",
        "service status",
        "status page",
        "statuspage",
        "uptime status",
        "status history",
        "status",
        "uptime",
    ];
    let trim = |text: &str| text.trim_matches(|c: char| c.is_whitespace() || "-–—|:·•,".contains(c)).to_owned();
    let mut name = trim(title);
    loop {
        let lower = name.to_ascii_lowercase();
        let ends = |word: &str| lower.strip_suffix(word).is_some_and(|before| !before.ends_with(char::is_alphanumeric));
        let begins = |word: &str| lower.strip_prefix(word).is_some_and(|after| after.starts_with([' ', '-', '|', ':']));
        // ASCII lower case keeps every byte in its place.
        if let Some(word) = WORDS.into_iter().find(|word| ends(word)) {
            name = trim(&name[..name.len() - word.len()]);
        } else if let Some(word) = WORDS.into_iter().find(|word| begins(word)) {
            name = trim(&name[word.len()..]);
        } else {
            return (!name.is_empty()).then_some(name);
        }
    }
}

/// Feeds that a page links to.
struct Links<'a> {
    at: &'a Url,
    /// What its links are relative to.
    base: Url,
    found: Vec<Candidate>,
}

impl Links<'_> {
    fn take(&mut self, tag: &Tag<'_>) {
        let href = || tag.attribute("href").and_then(|href| self.base.join(href.trim()).ok());
        if tag.is("base") {
            if let Some(base) = href().filter(|base| same_house(base, self.at)) {
                self.base = base;
            }
            return;
        }
        let candidate = if tag.is("link") && says(tag.attribute("rel"), "alternate") {
            let kind = tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
            let is_feed = ["rss", "atom", "feed+json", "/json"].iter().any(|word| kind.contains(word));
            href().filter(|_| is_feed).map(Candidate::of)
        } else if tag.is("a") {
            // Only what is named as a feed: a page links to much.
            href().map(Candidate::of).filter(|candidate| candidate.format.is_some() || candidate.is_news())
        } else {
            None
        };
        let allowed = candidate.filter(|candidate| {
            matches!(candidate.url.scheme(), "https" | "http")
                && (candidate.format.is_some() || same_house(&candidate.url, self.at))
        });
        if self.found.len() < CANDIDATES {
            self.found.extend(allowed);
        }
    }
}

/// Whether a list of words, as `rel` has one, holds this word.
fn says(list: Option<&str>, word: &str) -> bool {
    list.is_some_and(|list| list.split_ascii_whitespace().any(|one| one.eq_ignore_ascii_case(word)))
}

/// An element's start tag.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, String)>,
    /// The page behind it.
    after: &'a str,
}

impl Tag<'_> {
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// The start tags of a page, without those inside of scripts, styles and comments.
struct Tags<'a> {
    rest: &'a str,
}

impl<'a> Tags<'a> {
    fn of(html: &'a str) -> Self {
        Self { rest: html }
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let body = &self.rest[self.rest.find('<')? + 1..];
            if let Some(comment) = body.strip_prefix("!--") {
                self.rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            let end = body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len());
            let (name, after_name) = body.split_at(end);
            if name.is_empty() {
                self.rest = body;
                continue;
            }
            let (attributes, after) = attributes(after_name);
            self.rest = after;
            for raw in ["script", "style"] {
                if name.eq_ignore_ascii_case(raw) {
                    self.rest = behind(after, raw);
                }
            }
            return Some(Tag { name, attributes, after });
        }
    }
}

/// The page behind the end of an element whose content is no HTML.
fn behind<'a>(content: &'a str, name: &str) -> &'a str {
    let mut rest = content;
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        if rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest;
        }
    }
    ""
}

/// The attributes of a start tag, and the page behind its `>`.
fn attributes(mut rest: &str) -> (Vec<(&str, String)>, &str) {
    let mut found = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let Some(first) = rest.chars().next() else { return (found, rest) };
        if first == '>' {
            return (found, &rest[1..]);
        }
        if first == '<' {
            // The tag was never closed.
            return (found, rest);
        }
        let name_end = rest[first.len_utf8()..]
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'))
            .map_or(rest.len(), |at| at + first.len_utf8());
        let (name, after) = rest.split_at(name_end);
        let value_at = after.trim_start();
        let Some(value) = value_at.strip_prefix('=').map(str::trim_start) else {
            rest = after;
            continue;
        };
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = &value[1..];
                let end = inner.find(quote).unwrap_or(inner.len());
                (&inner[..end], inner.get(end + 1..).unwrap_or_default())
            }
            _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len())),
        };
        rest = after;
        if found.len() < ATTRIBUTES {
            found.push((name, value.replace("&amp;", "&")));
        }
    }
}
