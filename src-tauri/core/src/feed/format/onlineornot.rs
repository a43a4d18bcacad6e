//! OnlineOrNot's summary of a status page: its components and what is open.
//!
//! The anchor is `result.status_page` beside the list `result.components`. The page's own word is a sentence for
//! people, and is not read; closed incidents are not listed.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest};
use crate::feed::json::{self, List, Object, label};
use crate::feed::{Reading, Unreadable, label as words, text};
use crate::observation::{Impact, Incident, Maintenance, Stage, Status, Update};

pub(super) const DIALECT: Dialect =
    Dialect { name: "onlineornot", label: "OnlineOrNot", read, lives_at, ..Dialect::PLAIN };

/// Reads the document.
///
/// # Errors
/// [`Unreadable`] when it is no such document.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let result = json::object(document.object()?, "result");
    let page = result.and_then(|result| json::object(result, "status_page"));
    let (Some(result), Some(page)) = (result, page) else {
        return Err(Unreadable::OtherShape { what: "no result.status_page".into() });
    };
    if !matches!(json::list(result, "components"), List::Listed(_)) {
        return Err(Unreadable::OtherShape { what: "result.components is no list".into() });
    }
    let mut draft = Draft::default();
    draft.name(json::string(page, "name"));
    draft.observation.complete = true;
    for fields in draft.required(result, "components") {
        let id = json::id(fields, "id");
        let label = label("component", fields, id.as_deref());
        let status = json::word(fields, "status", &label, &mut draft.oddities, state).unwrap_or(Status::Unknown);
        draft.part(id, json::string(fields, "name"), status);
    }
    for fields in draft.required(result, "active_incidents") {
        incident(fields, &mut draft);
    }
    for fields in draft.optional(result, "scheduled_maintenance") {
        maintenance(fields, &mut draft);
    }
    Ok(draft.finish())
}

/// Listed means open; a stage is not always given.
fn incident(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = label("incident", fields, id.as_deref());
    let impact = json::word(fields, "impact", &label, &mut draft.oddities, impact).unwrap_or(Impact::Unknown);
    let stage = json::string(fields, "status").and_then(words::stage).unwrap_or(Stage::Unknown);
    let updates: Vec<Update> =
        draft.optional(fields, "updates").into_iter().map(|entry| update(entry, &label, draft)).collect();
    let updated_at = json::time(fields, "updated_at", &label, &mut draft.oddities).or_else(|| newest(&updates));
    let ended_at = json::time(fields, "ended", &label, &mut draft.oddities);
    let open = stage != Stage::Resolved;
    let incident = Incident {
        id: String::new(),
        title: json::string(fields, "title").map(text::title).unwrap_or_default(),
        impact,
        stage,
        open,
        started_at: json::first_time(fields, &["started", "created_at"], &label, &mut draft.oddities),
        updated_at,
        resolved_at: ended_at.or(updated_at).filter(|_| !open),
        components: json::ids(fields, "components", "id"),
        updates,
    };
    draft.report(id, incident);
}

fn update(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Update {
    Update {
        at: json::first_time(fields, &["started", "created_at"], label, &mut draft.oddities),
        stage: json::string(fields, "status").and_then(words::stage).unwrap_or(Stage::Unknown),
        text: json::string(fields, "description").map(text::update).unwrap_or_default(),
    }
}

fn maintenance(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = label("maintenance", fields, id.as_deref());
    let status = json::string(fields, "status").map(str::to_ascii_uppercase);
    if matches!(status.as_deref(), Some("COMPLETED" | "FINISHED" | "CANCELLED")) {
        return;
    }
    let starts = ["started", "starts_at", "start_date", "scheduled_for"];
    let ends = ["ended", "ends_at", "end_date", "scheduled_until"];
    let work = Maintenance {
        id: String::new(),
        title: json::string(fields, "title").map(text::title).unwrap_or_default(),
        starts_at: json::first_time(fields, &starts, &label, &mut draft.oddities),
        ends_at: json::first_time(fields, &ends, &label, &mut draft.oddities),
        active: matches!(status.as_deref(), Some("IN_PROGRESS" | "STARTED" | "ACTIVE")),
    };
    draft.work(id, work);
}

fn state(word: &str) -> Option<Status> {
    match word.to_ascii_uppercase().as_str() {
        "OPERATIONAL" => Some(Status::Operational),
        "DEGRADED_PERFORMANCE" => Some(Status::Degraded),
        "PARTIAL_OUTAGE" => Some(Status::PartialOutage),
        "MAJOR_OUTAGE" => Some(Status::MajorOutage),
        "MAINTENANCE" | "UNDER_MAINTENANCE" => Some(Status::Maintenance),
        _ => None,
    }
}

/// Both vocabularies occur: degrees of harm, and the states of components.
fn impact(word: &str) -> Option<Impact> {
    match word.to_ascii_uppercase().as_str() {
        "NO_IMPACT" => Some(Impact::None),
        "MINOR" | "DEGRADED_PERFORMANCE" => Some(Impact::Minor),
        "MAJOR" | "PARTIAL_OUTAGE" => Some(Impact::Major),
        "CRITICAL" | "MAJOR_OUTAGE" => Some(Impact::Critical),
        _ => None,
    }
}

fn lives_at(url: &Url) -> bool {
    url.host_str() == Some("api.onlineornot.com")
        && url.path().starts_with("/v1/status_pages/")
        && url.path().ends_with("/summary")
}
