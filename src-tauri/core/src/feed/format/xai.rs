//! RSS of xAI's status page: its incidents, a hundred and more, each an item with a state, a severity and a timeline.
//!
//! The anchor is the channel's title and description, which stand around the name of the house: that has changed once.
//! The state is the line `Status:`, and the categories, which are a severity and a state in either order; where they
//! disagree it is not over. A title names its component in brackets and keeps it: the feed lists no components. A feed without items is an oddity, as the page always has a history.

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest};
use crate::feed::label::{self, Label};
use crate::feed::markup;
use crate::feed::news::Item;
use crate::feed::{Reading, Unreadable, date, text};
use crate::observation::{Impact, Incident, Stage, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "rss-xai",
    aliases: &["xai-rss"],
    label: "xAI news feed",
    read,
    lives_at: |url| url.host_str() == Some("status.x.ai") && url.path() == "/feed.xml",
    ..Dialect::PLAIN
};

/// What the channel's title ends with.
const TITLE: &str = "System Status";

/// What the channel's description begins with.
const DESCRIPTION: &str = "Current status and incident history of ";

/// Reads one document.
///
/// # Errors
/// [`Unreadable`] when the bytes are no such document.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let news = document.news()?;
    if !news.title.trim_end().ends_with(TITLE) || !news.description.trim_start().starts_with(DESCRIPTION) {
        return Err(Unreadable::OtherShape { what: "a feed of news with another title and description".into() });
    }
    let mut draft = Draft::default();
    draft.name(Some(news.title.trim().trim_end_matches(TITLE)));
    let mut understood = news.left_out == 0;
    for item in &news.entries {
        understood &= entry(item, &mut draft);
    }
    if news.entries.is_empty() {
        draft.note("no items, where there always is a history");
    }
    draft.observation.history = true;
    draft.observation.reports_all = understood && !news.entries.is_empty();
    Ok(draft.finish())
}

/// Reads one item; says whether it was understood.
fn entry(item: &Item, draft: &mut Draft) -> bool {
    let title = text::title(&item.title);
    let Some(id) = item.id.clone() else {
        draft.note(format!("an item has no guid: {}", text::word(&title)));
        draft.doubt();
        return false;
    };
    // The head of the text stands before the timeline.
    let head_end = item.html.find("<hr").unwrap_or(item.html.len());
    let head = text::update(&item.html[..head_end]);
    let line = |name: &str| head.lines().find_map(|line| label::named(line, &[name]));
    let said: Vec<Option<Label>> = line("status").into_iter().map(label::label).collect();
    // Categories of other kinds say nothing.
    let filed = item.categories.iter().filter(|word| severity(word).is_none()).filter_map(|word| label::label(word));
    let said: Vec<Option<Label>> = said.into_iter().chain(filed.map(Some)).collect();
    let over = !said.is_empty() && said.iter().all(|label| label.is_some_and(Label::is_over));
    let stage =
        said.iter().flatten().find(|label| over || !label.is_over()).map_or(Stage::Unknown, |label| label.stage());
    let understood = said.iter().flatten().next().is_some();
    if !understood {
        draft.note(format!("incident {}: no state", text::word(&id)));
    }
    let worst = line("severity").into_iter().chain(item.categories.iter().map(String::as_str)).filter_map(severity);
    let impact = worst.max_by_key(|impact| impact.status().rank()).unwrap_or(Impact::Unknown);
    let updates = timeline(&item.html[head_end..]);
    let resolved_at = line("resolved").and_then(date::moment).or_else(|| newest(&updates)).filter(|_| over);
    draft.incident(Incident {
        id,
        title,
        impact,
        stage,
        open: !over,
        started_at: item.published,
        updated_at: newest(&updates).or(item.updated),
        resolved_at,
        components: Vec::new(),
        updates,
    });
    understood
}

/// The words of a severity. `available` says that it works again, and nothing about how bad it was.
fn severity(word: &str) -> Option<Impact> {
    match word.trim().to_ascii_lowercase().as_str() {
        "available" | "operational" | "none" => Some(Impact::Unknown),
        "degraded" | "degradation" | "disruption" | "disrupted" | "partial" | "minor" => Some(Impact::Minor),
        "major" => Some(Impact::Major),
        "outage" | "unavailable" | "down" | "critical" => Some(Impact::Critical),
        _ => None,
    }
}

/// `<strong>` a moment, `<h3>` a label, `<p>` a text; in an order of its own.
fn timeline(html: &str) -> Vec<Update> {
    let marks = markup::elements(html, &["strong", "h3"]);
    let mut updates = Vec::new();
    for (at, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.name == "h3") {
        let date = at.checked_sub(1).map(|before| marks[before]).filter(|before| before.name == "strong");
        let end = marks.get(at + 1).map_or(html.len(), |next| next.start);
        updates.push(Update {
            at: date.and_then(|date| date::moment(&text::title(date.inner))),
            stage: label::label(mark.inner).map_or(Stage::Unknown, Label::stage),
            text: text::update(&html[mark.end..end]),
        });
    }
    updates
}
