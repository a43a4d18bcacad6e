//! RSS of AWS's health dashboard, of all services (the newest 50 items) or of one: an item for every update.
//!
//! The anchor is the program that made it, or for every item a guid `..#<service>-<region>_<seconds since 1970>`. Items
//! of one service and region make one incident where each follows the one before within 24 hours, or goes on under the
//! same title with what was not called resolved. The incident goes by the end of its oldest guid, and names
//! `<service>-<region>`, which is the component of `currentevents`.
//!
//! What the title begins with says how bad it is, and what follows whether it is over. Names of the zone (PDT, PST) are
//! read; parts affected by an event of several services are not in the feed.

use jiff::{Timestamp, ToSpan};

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::Draft;
use crate::feed::news::{Item, News};
use crate::feed::{Reading, Unreadable, json, text};
use crate::observation::{Impact, Incident, Stage, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "aws-rss",
    label: "AWS news feed",
    read,
    lives_at: |url| url.host_str() == Some("status.aws.amazon.com") && url.path().starts_with("/rss/"),
    ..Dialect::PLAIN
};

/// The program that makes such feeds.
const GENERATOR: &str = "Service Health Dashboard RSS Generator";

/// What stands in a title when it is over.
const RESOLVED: &str = "[RESOLVED]";

/// What a title begins with, and how bad that is.
const KINDS: [(&str, Option<Impact>); 7] = [
    ("Service is operating normally", None),
    ("Informational message", Some(Impact::None)),
    ("Service informational", Some(Impact::None)),
    ("Performance issues", Some(Impact::Minor)),
    ("Service impact", Some(Impact::Minor)),
    ("Service degradation", Some(Impact::Minor)),
    ("Service disruption", Some(Impact::Critical)),
];

/// One item.
struct Told<'a> {
    /// Service and region.
    part: &'a str,
    /// Both with the moment, as the guid ends.
    id: &'a str,
    at: Timestamp,
    /// None where it says that the service works.
    impact: Option<Impact>,
    title: String,
    over: bool,
    text: String,
}

/// Reads one document.
///
/// # Errors
/// [`Unreadable`] when the bytes are no such document.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let news = document.news()?;
    if !is_anchored(news) {
        return Err(Unreadable::OtherShape { what: "a feed of news that no health dashboard made".into() });
    }
    let mut draft = Draft::default();
    draft.name(Some(news.title.trim().trim_end_matches("Service Status")));
    let mut understood = news.left_out == 0;
    let mut told = Vec::new();
    for item in &news.entries {
        match tell(item, &mut draft) {
            Some(update) => told.push(update),
            None => understood = false,
        }
    }
    // Oldest first, so that each finds what it continues.
    told.sort_by_key(|update| update.at);
    let mut events: Vec<Vec<Told<'_>>> = Vec::new();
    for update in told {
        let last = events.iter_mut().rev().find(|event| event.last().is_some_and(|last| last.part == update.part));
        match last {
            Some(event) if event.last().is_some_and(|last| continues(last, &update)) => event.push(update),
            Some(_) | None => events.push(vec![update]),
        }
    }
    for event in events.into_iter().rev() {
        if let Some(incident) = incident(event) {
            draft.incident(incident);
        }
    }
    if !understood {
        draft.doubt();
    }
    draft.observation.history = true;
    draft.observation.reports_all = !news.entries.is_empty();
    Ok(draft.finish())
}

fn is_anchored(news: &News) -> bool {
    let known = |item: &Item| item.id.as_deref().is_some_and(|guid| ending(guid).is_some());
    news.generator.contains(GENERATOR) || !news.entries.is_empty() && news.entries.iter().all(known)
}

/// What a guid says: service and region, the whole of its ending, and the moment.
fn ending(guid: &str) -> Option<(&str, &str, Timestamp)> {
    let (page, id) = guid.rsplit_once('#')?;
    let (part, epoch) = id.rsplit_once('_')?;
    let is_part = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    let at = Timestamp::from_second(epoch.parse().ok()?).ok()?;
    (is_part && epoch.len() >= 9 && page.starts_with("http")).then_some((part, id, at))
}

fn tell<'a>(item: &'a Item, draft: &mut Draft) -> Option<Told<'a>> {
    let Some((part, id, at)) = item.id.as_deref().and_then(ending) else {
        draft.note(format!("an item has no guid of the known shape: {}", text::word(&item.title)));
        return None;
    };
    json::usable_id(id)?;
    let written = text::title(&item.title);
    let kind = KINDS.iter().find(|(kind, _)| written.starts_with(kind));
    let (impact, rest) = match kind {
        Some((kind, impact)) => (*impact, written[kind.len()..].trim_start_matches([':', ' '])),
        None => {
            draft.note(format!("item {}: unknown kind: {}", text::word(id), text::word(&written)));
            (Some(Impact::Unknown), written.as_str())
        }
    };
    let over = impact.is_none() || rest.contains(RESOLVED);
    let title = rest.replace(RESOLVED, "").trim().to_owned();
    Some(Told { part, id, at: item.newest().unwrap_or(at), impact, title, over, text: text::update(&item.html) })
}

fn continues(last: &Told<'_>, next: &Told<'_>) -> bool {
    let soon = last.at.checked_add(24.hours()).is_ok_and(|bound| next.at <= bound);
    soon || !last.over && last.title == next.title
}

fn incident(event: Vec<Told<'_>>) -> Option<Incident> {
    let (first, last) = (event.first()?, event.last()?);
    // The newest that says how bad it is.
    let impact = event.iter().rev().find_map(|update| update.impact).unwrap_or(Impact::Unknown);
    let over = last.over;
    let (id, part, title) = (first.id.to_owned(), first.part.to_owned(), last.title.clone());
    let (started_at, updated_at) = (Some(first.at), Some(last.at));
    // Once it is over, older items are called so too: only the newest tells when.
    let end = over.then_some(last.at);
    let stage = |over| if over { Stage::Resolved } else { Stage::Unknown };
    let updates = event.into_iter().rev();
    Some(Incident {
        id,
        title,
        impact,
        stage: stage(over),
        open: !over,
        started_at,
        updated_at,
        resolved_at: end,
        components: vec![part],
        updates: updates
            .map(|update| Update { at: Some(update.at), stage: stage(update.over), text: update.text })
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_names_service_region_and_moment() {
        let table = [
            ("https://status.example/#ec2-us-west-1_1787025679", Some(("ec2-us-west-1", 1_787_025_679))),
            (
                "http://status.example/#multipleservices-me-central-1_1446633147",
                Some(("multipleservices-me-central-1", 1_446_633_147)),
            ),
            ("https://status.example/#ec2-us-west-1", None),
            ("https://status.example/#_1787025679", None),
            ("#ec2_1787025679", None),
            ("https://status.example/#ec2_17", None),
            ("https://status.example/incidents/1787025679", None),
        ];
        for (guid, expected) in table {
            assert_eq!(ending(guid).map(|(part, _, at)| (part, at.as_second())), expected, "{guid}");
        }
    }
}
