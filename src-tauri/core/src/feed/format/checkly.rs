//! Checkly's `unresolved-incidents` of a status page: `{"incidents": [..]}`.
//!
//! The anchor is the list `incidents` with an entry that has `services` and a `severity` or `lastUpdateStatus`; the
//! empty one has none but that it stands alone, and is calm only where the format was named. Not read: `uptime`, which
//! counts the past, `maintenance-windows`, and the page's feed of news.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest, newest_first};
use crate::feed::json::{self, List, Object, Value};
use crate::feed::{Reading, Unreadable, label, text};
use crate::observation::{Impact, Incident, Stage, Status, Update};

pub(super) const DIALECT: Dialect =
    Dialect { name: "checkly", label: "Checkly", read, lives_at, empty_is_calm: true, ..Dialect::PLAIN };

fn lives_at(url: &Url) -> bool {
    url.path().starts_with("/api/status-page/") && url.path().ends_with("/unresolved-incidents")
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    let List::Listed(entries) = json::list(root, "incidents") else {
        return Err(Unreadable::OtherShape { what: "no list incidents".into() });
    };
    let alone = root.len() == 1;
    let anchored = |key| json::any_with(entries, &["services", key]);
    if !(alone && entries.is_empty() || ["severity", "lastUpdateStatus"].into_iter().any(anchored)) {
        return Err(Unreadable::OtherShape { what: "no incidents with services and severity".into() });
    }
    let mut draft = Draft::default();
    draft.observation.indicator = Some(Status::Operational);
    draft.observation.reports_all = true;
    for fields in draft.objects(entries, "incidents") {
        incident(fields, &mut draft);
    }
    Ok(draft.finish())
}

fn incident(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = json::label("incident", fields, id.as_deref());
    let updates = updates(fields, &label, draft);
    let written = json::string(fields, "lastUpdateStatus");
    let stage = match (written, updates.first()) {
        (None, newest) => newest.map_or(Stage::Unknown, |update| update.stage),
        (Some(_), _) => {
            json::word(fields, "lastUpdateStatus", &label, &mut draft.oddities, label::stage).unwrap_or(Stage::Unknown)
        }
    };
    let open = stage != Stage::Resolved;
    let impact = json::word(fields, "severity", &label, &mut draft.oddities, |word| match word {
        // Medium is what is set where nobody chooses: it says no more than minor.
        "MINOR" | "MEDIUM" => Some(Impact::Minor),
        "MAJOR" => Some(Impact::Major),
        "CRITICAL" => Some(Impact::Critical),
        _ => None,
    });
    let (components, all_named) = services(fields);
    if open && !all_named {
        // Where some can't be read, nothing can be said of those that are not named.
        draft.note(format!("{label}: names services without ids"));
        draft.doubt();
    }
    let updated_at = json::time(fields, "updated_at", &label, &mut draft.oddities);
    let incident = Incident {
        id: String::new(),
        title: json::title(fields, "name").unwrap_or_default(),
        impact: impact.unwrap_or(Impact::Unknown),
        stage,
        open,
        started_at: json::time(fields, "created_at", &label, &mut draft.oddities),
        updated_at: updated_at.or_else(|| newest(&updates)),
        resolved_at: newest(&updates).or(updated_at).filter(|_| !open),
        components,
        updates,
    };
    draft.report(id, incident);
}

/// Ids of the services it names, and whether that is all of them.
fn services(fields: &Object<'_>) -> (Vec<String>, bool) {
    let ids = json::ids(fields, "services", "id");
    let all = !ids.is_empty() && ids.len() == json::list(fields, "services").entries().len();
    (ids, all)
}

fn updates(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Vec<Update> {
    let list = json::list(fields, "incidentUpdates");
    if matches!(list, List::Broken) {
        draft.note(format!("{label}: incidentUpdates is no list"));
    }
    let entries = list.entries().iter().filter_map(Value::as_object);
    let mut updates: Vec<Update> = entries
        .map(|update| Update {
            at: json::time(update, "publicIncidentUpdateDate", label, &mut draft.oddities),
            stage: json::word(update, "status", label, &mut draft.oddities, label::stage).unwrap_or(Stage::Unknown),
            text: json::string(update, "description").map(text::update).unwrap_or_default(),
        })
        .collect();
    newest_first(&mut updates);
    updates
}
