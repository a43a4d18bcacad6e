//! RSS of Azure's public status page: an item for every incident that is reported there now, none when all is calm.
//!
//! The anchor is the title of the channel with the address of the page. Resolution is told by disappearance; a label in
//! a title is believed. Categories are the services and regions affected, in no order; there is no list of components,
//! so their names are all there is. Impact is only in prose, and is not read.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::Draft;
use crate::feed::label::{self, Label};
use crate::feed::news::{Item, News};
use crate::feed::{Reading, Unreadable, text};
use crate::observation::{Impact, Incident, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "azure-rss",
    label: "Azure news feed",
    read,
    lives_at: |url| is_of_microsoft(url) && url.path().trim_end_matches('/').ends_with("/status/feed"),
    empty_is_calm: true,
    ..Dialect::PLAIN
};

/// The title of the channel.
const TITLE: &str = "Azure Status";

/// Most services and regions that an incident names.
const MOST_NAMED: usize = 200;

/// Reads one document.
///
/// # Errors
/// [`Unreadable`] when the bytes are no such document.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let news = document.news()?;
    if !is_anchored(news) {
        return Err(Unreadable::OtherShape { what: "a feed of news with another title and address".into() });
    }
    let mut draft = Draft::default();
    draft.name(Some(&news.title));
    if news.entries.is_empty() {
        draft.observation.indicator = Some(Status::Operational);
    }
    draft.observation.reports_all = true;
    for item in &news.entries {
        entry(item, &mut draft);
    }
    if news.left_out > 0 {
        draft.note(format!("{} items were not read", news.left_out));
        draft.doubt();
    }
    // A channel that doesn't say when it was made may be anything's remains.
    if news.updated.is_none() {
        draft.note("no time of making");
        draft.doubt();
    }
    Ok(draft.finish())
}

fn is_anchored(news: &News) -> bool {
    let page = |link: &String| {
        Url::parse(link).is_ok_and(|url| is_of_microsoft(&url) && url.path().trim_end_matches('/').ends_with("/status"))
    };
    news.title.trim() == TITLE && news.links.iter().any(page)
}

/// The page's own hosts, and those of the machines behind it.
fn is_of_microsoft(url: &Url) -> bool {
    let ends = ["status.microsoft", "azurewebsites.net", "azure.com"];
    url.host_str().is_some_and(|host| ends.iter().any(|end| host == *end || host.ends_with(&format!(".{end}"))))
}

fn entry(item: &Item, draft: &mut Draft) {
    let title = text::title(&item.title);
    let Some(id) = item.id.clone() else {
        draft.note(format!("an item has no guid: {}", text::word(&title)));
        draft.doubt();
        return;
    };
    let label = label::leading(&title).or_else(|| label::trailing(&title)).map(|(label, _)| label);
    let stage = label.map_or(Stage::Unknown, Label::stage);
    let mut components: Vec<String> = Vec::new();
    for category in item.categories.iter().take(MOST_NAMED).map(|category| text::title(category)) {
        if !category.is_empty() && !components.contains(&category) {
            components.push(category);
        }
    }
    let at = item.newest();
    let said = text::update(&item.html);
    draft.incident(Incident {
        id,
        title,
        impact: Impact::Unknown,
        stage,
        open: stage != Stage::Resolved,
        started_at: item.published,
        updated_at: at,
        resolved_at: at.filter(|_| stage == Stage::Resolved),
        components,
        updates: (!said.is_empty()).then_some(Update { at, stage, text: said }).into_iter().collect(),
    });
}
