//! Heroku's `current-status`, version 4: a colour per system, the incidents that are open, and planned work.
//!
//! The anchor is the list `status` with an entry that has `system` and `status`, beside `incidents`. Systems go by their
//! names, since they have no ids. An incident's impact is the worst colour that its updates gave. Version 3 and the
//! archive `incidents` are not read.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest, newest_first};
use crate::feed::json::{self, List, Object, Value};
use crate::feed::{Reading, Unreadable, label, text};
use crate::observation::{Impact, Incident, Maintenance, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "heroku-v4",
    label: "Heroku status",
    read,
    paths: &["/api/v4/current-status"],
    lives_at,
    ..Dialect::PLAIN
};

fn lives_at(url: &Url) -> bool {
    url.host_str() == Some("status.heroku.com") && url.path() == "/api/v4/current-status"
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    let systems = json::list(root, "status").entries();
    if !json::any_with(systems, &["system", "status"]) {
        return Err(Unreadable::OtherShape { what: "no list status with systems".into() });
    }
    let mut draft = Draft::default();
    draft.observation.complete = true;
    for fields in draft.objects(systems, "status") {
        let name = json::id(fields, "system");
        let label = json::label("system", fields, name.as_deref());
        let status = json::word(fields, "status", &label, &mut draft.oddities, colour);
        draft.part(name.clone(), name.as_deref(), status.unwrap_or(Status::Unknown));
    }
    for fields in draft.required(root, "incidents") {
        incident(fields, &mut draft);
    }
    for fields in draft.optional(root, "scheduled") {
        planned(fields, &mut draft);
    }
    Ok(draft.finish())
}

fn colour(word: &str) -> Option<Status> {
    match word {
        "green" => Some(Status::Operational),
        "yellow" => Some(Status::Degraded),
        "red" => Some(Status::MajorOutage),
        "blue" => Some(Status::Maintenance),
        _ => None,
    }
}

fn incident(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = json::label("incident", fields, id.as_deref());
    let state = json::word(fields, "state", &label, &mut draft.oddities, |word| match word {
        "open" => Some(true),
        "resolved" | "closed" => Some(false),
        _ => None,
    });
    // What is listed here is open; `resolved` says otherwise for hours. Only its own state closes it.
    let open = state.unwrap_or(true);
    let (updates, impact) = updates(fields, &label, draft);
    let updated_at = json::time(fields, "updated_at", &label, &mut draft.oddities);
    let incident = Incident {
        id: String::new(),
        title: json::title(fields, "title").unwrap_or_default(),
        impact,
        stage: match updates.first() {
            _ if !open => Stage::Resolved,
            Some(update) if update.stage != Stage::Resolved => update.stage,
            Some(_) | None => Stage::Unknown,
        },
        open,
        started_at: json::time(fields, "created_at", &label, &mut draft.oddities),
        updated_at: newest(&updates).max(updated_at),
        resolved_at: json::time(fields, "resolved_at", &label, &mut draft.oddities).filter(|_| !open),
        components: Vec::new(),
        updates,
    };
    draft.report(id, incident);
}

/// The updates, and the worst that they claim: one that names no colour but green was a report all the same.
fn updates(fields: &Object<'_>, label: &str, draft: &mut Draft) -> (Vec<Update>, Impact) {
    let list = json::list(fields, "updates");
    if !matches!(list, List::Listed(_)) {
        draft.note(format!("{label}: updates is no list"));
    }
    let mut impact = Impact::Unknown;
    let mut updates = Vec::new();
    for entry in list.entries().iter().filter_map(Value::as_object) {
        for key in ["status_prod", "status_dev"] {
            impact = impact.max(match json::string(entry, key).and_then(colour) {
                Some(Status::Degraded) => Impact::Minor,
                Some(Status::MajorOutage) => Impact::Critical,
                Some(_) | None => Impact::Unknown,
            });
        }
        updates.push(Update {
            at: json::time(entry, "created_at", label, &mut draft.oddities),
            // "issue" and "update" are no stages.
            stage: json::string(entry, "update_type").and_then(label::stage).unwrap_or(Stage::Unknown),
            text: json::string(entry, "contents").map(text::update).unwrap_or_default(),
        });
    }
    newest_first(&mut updates);
    (updates, impact)
}

fn planned(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = json::label("maintenance", fields, id.as_deref());
    let Some(id) = id else {
        return draft.note(format!("{label}: no id, left out"));
    };
    // Its hours stand in the text only.
    let title = json::title(fields, "title").unwrap_or_default();
    let active = json::string(fields, "state") == Some("open");
    draft.maintenance(Maintenance { id, title, starts_at: None, ends_at: None, active });
}
