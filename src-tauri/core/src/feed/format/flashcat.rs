//! A Flashcat page's `summary/active`: the page with its components, and the changes that are under way.
//!
//! The anchor is `data.page.page_id` beside the list `data.active_changes`. Components carry no state of their own: the
//! newest update of an active change that speaks of one gives it, and one that none speaks of works. Sections are
//! containers. A change is an incident or planned work: <https://github.com/flashcatcloud/flashduty-sdk>. The page's
//! feeds of news are another format.

use std::collections::BTreeMap;

use jiff::Timestamp;
use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest, newest_first};
use crate::feed::json::{self, List, Object};
use crate::feed::work::{self, Progress};
use crate::feed::{Reading, Unreadable, label, text};
use crate::observation::{Incident, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect { name: "flashcat", label: "Flashcat", read, lives_at, ..Dialect::PLAIN };

/// What the active changes say of components.
type Touched = BTreeMap<String, Status>;

fn lives_at(url: &Url) -> bool {
    url.path().starts_with("/api/status-page/") && url.path().ends_with("/summary/active")
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let data = json::object(document.object()?, "data");
    let page = data.and_then(|data| json::object(data, "page")).filter(|page| json::id(page, "page_id").is_some());
    let changes = data.map_or(List::Absent, |data| json::list(data, "active_changes"));
    let (Some(page), List::Listed(changes)) = (page, changes) else {
        return Err(Unreadable::OtherShape { what: "no data.page.page_id with data.active_changes".into() });
    };
    let mut draft = Draft::default();
    draft.name(json::string(page, "name"));
    let mut touched = Touched::new();
    let mut untouched = Status::Operational;
    for value in changes {
        let fields = json::fields(value, "a change", &mut draft.oddities);
        if !fields.is_some_and(|fields| change(fields, &mut touched, &mut draft)) {
            // That nothing speaks of a component means nothing where not all could be read.
            untouched = Status::Unknown;
            draft.doubt();
        }
    }
    draft.observation.complete = true;
    for fields in draft.required(page, "components") {
        let id = json::id(fields, "component_id");
        let status = id.as_ref().map_or(Status::Unknown, |id| touched.remove(id).unwrap_or(untouched));
        draft.part(id, json::string(fields, "name"), status);
    }
    // Of what the page does not list, its troubles are kept.
    for (id, status) in touched.into_iter().filter(|(_, status)| *status != Status::Operational) {
        draft.part(Some(id), None, status);
    }
    Ok(draft.finish())
}

/// Files one change, and says whether all that it does to components could be read.
fn change(fields: &Object<'_>, touched: &mut Touched, draft: &mut Draft) -> bool {
    let id = json::id(fields, "change_id");
    let label = json::label("change", fields, id.as_deref());
    let (updates, parts, all_read) = updates(fields, &label, draft);
    for part in &parts {
        let known = touched.entry(part.id.clone()).or_insert(part.now);
        *known = known.worst(part.now);
    }
    let is_planned = json::string(fields, "type") == Some("maintenance");
    let is_ahead = is_planned && json::string(fields, "status") == Some("scheduled");
    let all_read = all_read && (is_ahead || !parts.is_empty());
    if !all_read {
        draft.note(format!("{label}: what it does to components can't be read whole"));
    }
    if is_planned {
        draft.planned(fields, id, &label, &WORK);
        return all_read;
    }
    if json::string(fields, "type") != Some("incident") {
        draft.note(format!("{label}: type is {}", json::quoted(fields, "type", json::string(fields, "type"))));
    }
    let stage = json::word(fields, "status", &label, &mut draft.oddities, label::stage).unwrap_or(Stage::Unknown);
    let open = stage != Stage::Resolved;
    let hit: Vec<Touch> = parts.into_iter().filter(|part| part.worst != Status::Operational).collect();
    let started_at = json::time(fields, "start_at_seconds", &label, &mut draft.oddities);
    let incident = Incident {
        id: String::new(),
        title: json::title(fields, "title").unwrap_or_default(),
        // A change claims no harm as a whole; what it does to components says how much.
        impact: label::harm(hit.iter().map(|part| part.worst)),
        stage,
        open,
        started_at: started_at.or_else(|| updates.iter().filter_map(|update| update.at).min()),
        updated_at: newest(&updates),
        resolved_at: newest(&updates).filter(|_| !open),
        components: hit.into_iter().map(|part| part.id).collect(),
        updates,
    };
    draft.report(id, incident);
    all_read || !open
}

/// What a change does to one component: now, and at its worst.
struct Touch {
    id: String,
    now: Status,
    worst: Status,
}

/// The timeline, what it comes to for each component it speaks of, and whether all of that could be read.
fn updates(fields: &Object<'_>, label: &str, draft: &mut Draft) -> (Vec<Update>, Vec<Touch>, bool) {
    let list = json::list(fields, "updates");
    let mut all_read = matches!(list, List::Listed(_));
    let mut updates = Vec::new();
    let mut said: Vec<(Option<Timestamp>, String, Status)> = Vec::new();
    for entry in list.entries() {
        let Some(entry) = json::fields(entry, "an update", &mut draft.oddities) else {
            all_read = false;
            continue;
        };
        let at = json::time(entry, "at_seconds", label, &mut draft.oddities);
        updates.push(Update {
            at,
            stage: json::string(entry, "status").and_then(label::stage).unwrap_or(Stage::Unknown),
            text: json::string(entry, "description").map(text::update).unwrap_or_default(),
        });
        let changes = json::list(entry, "component_changes");
        all_read &= !matches!(changes, List::Broken) && at.is_some();
        for part in changes.entries() {
            let part = part.as_object();
            let status = part.and_then(|part| json::word(part, "status", label, &mut draft.oddities, state));
            match part.and_then(|part| json::id(part, "component_id")) {
                Some(id) => said.push((at, id, status.unwrap_or(Status::Unknown))),
                None => all_read = false,
            }
        }
    }
    // The last word on a component counts. Where the order can't be told, words that differ say nothing.
    let timed = said.iter().all(|(at, ..)| at.is_some());
    said.sort_by_key(|(at, ..)| *at);
    let mut parts: Vec<Touch> = Vec::new();
    for (_, id, status) in said {
        match parts.iter_mut().find(|part| part.id == id) {
            Some(part) => {
                part.worst = part.worst.worst(status);
                part.now = if timed || part.now == status { status } else { Status::Unknown };
            }
            None => parts.push(Touch { id, now: status, worst: status }),
        }
    }
    newest_first(&mut updates);
    (updates, parts, all_read)
}

fn state(word: &str) -> Option<Status> {
    match word {
        "operational" => Some(Status::Operational),
        "degraded" => Some(Status::Degraded),
        "partial_outage" => Some(Status::PartialOutage),
        "full_outage" | "major_outage" => Some(Status::MajorOutage),
        "under_maintenance" | "maintenance" => Some(Status::Maintenance),
        _ => None,
    }
}

const WORK: work::Fields = work::Fields {
    title: "title",
    starts: "start_at_seconds",
    ends: "close_at_seconds",
    progress: |word| match word {
        "scheduled" => Some(Progress::Ahead),
        "ongoing" | "in_progress" | "verifying" => Some(Progress::UnderWay),
        "completed" | "cancelled" => Some(Progress::Over),
        _ => None,
    },
};
