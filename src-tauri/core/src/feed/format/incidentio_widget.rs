//! incident.io's widget, `/api/v1/summary`: what is wrong now and what is planned, and of the parts only those that
//! are affected.
//!
//! The anchor is the list `ongoing_incidents` with a page's title or its two lists of planned work. Empty lists say
//! that all is calm, to one who knows whose they are. Closed incidents are not listed.

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::Draft;
use crate::feed::json::{self, List, Object, label};
use crate::feed::{Reading, Unreadable, entry, label as words, text};
use crate::observation::{Impact, Incident, Maintenance, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "incidentio-widget",
    aliases: &["incidentio-summary-widget"],
    label: "incident.io widget",
    read,
    paths: &["/api/v1/summary"],
    empty_is_calm: true,
    ..Dialect::PLAIN
};

/// Reads the document.
///
/// # Errors
/// [`Unreadable`] when it is no such document.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    let listed = |key| matches!(json::list(root, key), List::Listed(_));
    let titled = json::string(root, "page_title").is_some();
    if !listed("ongoing_incidents")
        || !(titled || listed("in_progress_maintenances") && listed("scheduled_maintenances"))
    {
        let what = "no ongoing_incidents with a page_title or lists of maintenances";
        return Err(Unreadable::OtherShape { what: what.into() });
    }
    let mut draft = Draft::default();
    draft.name(json::string(root, "page_title"));
    draft.observation.reports_all = true;
    let under_way = draft.required(root, "in_progress_maintenances");
    let calm = if under_way.is_empty() { Status::Operational } else { Status::Maintenance };
    draft.observation.indicator = Some(calm);
    for fields in draft.required(root, "ongoing_incidents") {
        incident(fields, &mut draft);
    }
    for fields in under_way {
        affected(fields, &mut draft);
        maintenance(fields, true, &mut draft);
    }
    for fields in draft.required(root, "scheduled_maintenances") {
        maintenance(fields, false, &mut draft);
    }
    Ok(draft.finish())
}

fn incident(fields: &Object<'_>, draft: &mut Draft) {
    affected(fields, draft);
    let id = json::id(fields, "id");
    let label = label("incident", fields, id.as_deref());
    let impact =
        json::word(fields, "current_worst_impact", &label, &mut draft.oddities, impact).unwrap_or(Impact::Unknown);
    let stage = json::word(fields, "status", &label, &mut draft.oddities, words::stage).unwrap_or(Stage::Unknown);
    let updated_at = json::first_time(fields, &["last_update_at", "updated_at"], &label, &mut draft.oddities);
    let said = json::string(fields, "last_update_message").map(text::update).filter(|said| !said.is_empty());
    let open = stage != Stage::Resolved;
    let incident = Incident {
        id: String::new(),
        title: json::string(fields, "name").map(text::title).unwrap_or_default(),
        impact,
        stage,
        open,
        started_at: json::first_time(fields, &["started_at", "created_at"], &label, &mut draft.oddities),
        updated_at,
        resolved_at: updated_at.filter(|_| !open),
        components: json::ids(fields, "affected_components", "id"),
        updates: said.map(|text| Update { at: updated_at, stage, text }).into_iter().collect(),
    };
    draft.report(id, incident);
}

/// Parts are listed while something affects them, so one that works says nothing about the others and is left out.
fn affected(fields: &Object<'_>, draft: &mut Draft) {
    for part in draft.optional(fields, "affected_components") {
        if part.get("current_status").is_none_or(json::Value::is_null) {
            continue;
        }
        let id = json::id(part, "id");
        let label = label("component", part, id.as_deref());
        let status = json::word(part, "current_status", &label, &mut draft.oddities, entry::status);
        if status != Some(Status::Operational) {
            draft.part(id, json::string(part, "name"), status.unwrap_or(Status::Unknown));
        }
    }
}

fn maintenance(fields: &Object<'_>, active: bool, draft: &mut Draft) {
    if json::string(fields, "status") == Some("maintenance_complete") {
        return;
    }
    let id = json::id(fields, "id");
    let label = label("maintenance", fields, id.as_deref());
    let work = Maintenance {
        id: String::new(),
        title: json::string(fields, "name").map(text::title).unwrap_or_default(),
        starts_at: json::first_time(fields, &["started_at", "starts_at"], &label, &mut draft.oddities),
        ends_at: json::first_time(fields, &["scheduled_end_at", "ends_at"], &label, &mut draft.oddities),
        active,
    };
    draft.work(id, work);
}

fn impact(word: &str) -> Option<Impact> {
    match word {
        "degraded_performance" => Some(Impact::Minor),
        "partial_outage" => Some(Impact::Major),
        "full_outage" => Some(Impact::Critical),
        _ => None,
    }
}
