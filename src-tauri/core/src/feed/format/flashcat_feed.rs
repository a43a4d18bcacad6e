//! RSS or Atom of a Flashcat page: its changes, each with the newest state and text.
//!
//! The anchor is an id `urn:flashduty:change:<number>` for every entry, and one entry at least; the number is the id by
//! which the page's own interface knows the change. RSS may go on saying that it is investigated what Atom says is
//! resolved, so Atom is tried first. Components are named and have no ids here, so they are left to the text.

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::Draft;
use crate::feed::label::{self, Label};
use crate::feed::news::Item;
use crate::feed::{Reading, Unreadable, json, text};
use crate::observation::{Impact, Incident, Maintenance, Stage, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "flashcat-feed",
    label: "Flashcat news feed",
    read,
    paths: &["/feed.atom", "/feed.rss"],
    ..Dialect::PLAIN
};

/// What an entry's id begins with.
const URN: &str = "urn:flashduty:change:";

/// Reads one document.
///
/// # Errors
/// [`Unreadable`] when the bytes are no such document.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let news = document.news()?;
    if news.entries.is_empty() || !news.entries.iter().all(|item| number(item).is_some()) {
        return Err(Unreadable::OtherShape { what: "a feed of news whose ids are no changes".into() });
    }
    let mut draft = Draft::default();
    draft.name(Some(&news.title));
    let mut understood = news.left_out == 0;
    for item in &news.entries {
        understood &= entry(item, &mut draft);
    }
    draft.observation.history = true;
    draft.observation.reports_all = understood;
    Ok(draft.finish())
}

fn number(item: &Item) -> Option<String> {
    item.id.as_deref()?.strip_prefix(URN).and_then(json::usable_id)
}

/// Reads one entry; says whether it was understood.
fn entry(item: &Item, draft: &mut Draft) -> bool {
    let Some(id) = number(item) else { return false };
    let title = text::title(&item.title);
    let said = text::update(&item.html);
    let state = said.lines().find_map(|line| label::named(line, &label::STATE));
    let label = state.and_then(label::label);
    let at = item.newest();
    match label {
        Some(Label::Planned | Label::UnderWay) => {
            let active = label == Some(Label::UnderWay);
            draft.maintenance(Maintenance { id, title, starts_at: None, ends_at: None, active });
            return true;
        }
        None => draft.note(format!("change {}: no state that is known", text::word(&id))),
        Some(Label::At(_) | Label::Open | Label::Update) => {}
    }
    let stage = label.map_or(Stage::Unknown, Label::stage);
    let body = said.lines().filter(|line| label::named(line, &label::STATE).is_none()).collect::<Vec<_>>().join("\n");
    draft.incident(Incident {
        id,
        title,
        impact: Impact::Unknown,
        stage,
        open: stage != Stage::Resolved,
        started_at: item.published,
        updated_at: at,
        resolved_at: at.filter(|_| stage == Stage::Resolved),
        components: Vec::new(),
        updates: vec![Update { at, stage, text: body.trim().to_owned() }],
    });
    label.is_some()
}
