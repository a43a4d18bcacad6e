//! `config.json` of a Datadog status page: components in nested groups, and incidents, the closed ones among them.
//!
//! The anchor is a list of components beside the page's `domainPrefix`. Lists that would be empty are null, so a list
//! of incidents that is null hides nothing: the components say how they are by themselves. What the page loads for its
//! bars of uptime is not read.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest};
use crate::feed::json::{self, List, Object, label};
use crate::feed::{Reading, Unreadable, label as words, text};
use crate::observation::{Impact, Incident, Maintenance, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "datadog-status",
    label: "Datadog status page",
    read,
    paths: &["/config.json"],
    lives_at,
    ..Dialect::PLAIN
};

/// Reads the document.
///
/// # Errors
/// [`Unreadable`] when it is no such document.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    let listed = matches!(json::list(root, "components"), List::Listed(_));
    if !listed || json::string(root, "domainPrefix").is_none() {
        return Err(Unreadable::OtherShape { what: "no list of components beside a domainPrefix".into() });
    }
    let mut draft = Draft::default();
    draft.name(json::string(root, "name"));
    draft.observation.complete = true;
    let entries = draft.required(root, "components");
    components(entries, &mut draft);
    if root.get("incidents").is_none() {
        draft.note("incidents is missing");
        draft.doubt();
    }
    for fields in draft.optional(root, "incidents") {
        incident(fields, &mut draft);
    }
    for fields in draft.optional(root, "maintenances") {
        maintenance(fields, &mut draft);
    }
    Ok(draft.finish())
}

/// The parts, those of groups in their place. Nesting ends where that of JSON does.
fn components(entries: Vec<&Object<'_>>, draft: &mut Draft) {
    for fields in entries {
        let is_group = fields.get("components").is_some()
            || json::string(fields, "type").is_some_and(|kind| kind.to_ascii_lowercase().ends_with("group"));
        if is_group {
            let members = draft.required(fields, "components");
            components(members, draft);
            continue;
        }
        let id = json::id(fields, "id");
        let label = label("component", fields, id.as_deref());
        let status = json::word(fields, "status", &label, &mut draft.oddities, state).unwrap_or(Status::Unknown);
        draft.part(id, json::string(fields, "name"), status);
    }
}

fn incident(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = label("incident", fields, id.as_deref());
    let stage = json::word(fields, "currentStatus", &label, &mut draft.oddities, words::stage);
    let ended = fields.get("resolved") == Some(&json::Value::Bool(true));
    // The stage decides; where it is unknown to us, the flag beside it does.
    let open = stage.map_or(!ended, |stage| stage != Stage::Resolved);
    let timeline = draft.optional(fields, "timeline");
    let updates: Vec<Update> = timeline.iter().map(|entry| update(entry, &label, draft)).collect();
    let published_at = json::time(fields, "publishedDate", &label, &mut draft.oddities);
    let resolved_at = json::time(fields, "resolvedDate", &label, &mut draft.oddities);
    // The time of the last edit may be weeks after the end, so it counts only where the timeline has none.
    let edited_at = json::time(fields, "lastModifiedAt", &label, &mut draft.oddities);
    let incident = Incident {
        id: String::new(),
        title: json::string(fields, "title").map(text::title).unwrap_or_default(),
        impact: harm(fields, &timeline),
        stage: stage.unwrap_or(if open { Stage::Unknown } else { Stage::Resolved }),
        open,
        started_at: published_at.or_else(|| updates.iter().filter_map(|update| update.at).min()),
        updated_at: newest(&updates).or(edited_at),
        resolved_at: resolved_at.filter(|_| !open),
        components: json::ids(fields, "componentsAffected", "id"),
        updates,
    };
    draft.report(id, incident);
}

/// The worst state that the incident gave to a part, now or before.
fn harm(fields: &Object<'_>, timeline: &[&Object<'_>]) -> Impact {
    let states = |fields: &Object<'_>| -> Vec<Status> {
        let parts = json::list(fields, "componentsAffected").entries().iter().filter_map(json::Value::as_object);
        parts.filter_map(|part| json::string(part, "status").and_then(state)).collect()
    };
    words::harm(timeline.iter().flat_map(|entry| states(entry)).chain(states(fields)))
}

fn update(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Update {
    Update {
        at: json::first_time(fields, &["startedAt", "createdAt"], label, &mut draft.oddities),
        stage: json::word(fields, "status", label, &mut draft.oddities, words::stage).unwrap_or(Stage::Unknown),
        text: json::string(fields, "description").map(text::update).unwrap_or_default(),
    }
}

fn maintenance(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = label("maintenance", fields, id.as_deref());
    let key = if fields.get("currentStatus").is_some() { "currentStatus" } else { "status" };
    let active = match json::string(fields, key) {
        Some("scheduled") => false,
        Some("in_progress") => true,
        Some("completed" | "canceled" | "cancelled" | "resolved") => return,
        other => {
            draft.note(format!("{label}: {key} is {}", json::quoted(fields, key, other)));
            false
        }
    };
    let starts = ["startDate", "startedAt", "publishedDate"];
    let ends = ["completedDate", "endDate", "resolvedDate"];
    let work = Maintenance {
        id: String::new(),
        title: json::string(fields, "title").map(text::title).unwrap_or_default(),
        starts_at: json::first_time(fields, &starts, &label, &mut draft.oddities),
        ends_at: json::first_time(fields, &ends, &label, &mut draft.oddities),
        active,
    };
    draft.work(id, work);
}

fn state(word: &str) -> Option<Status> {
    match word {
        "operational" => Some(Status::Operational),
        "degraded" => Some(Status::Degraded),
        "partial_outage" => Some(Status::PartialOutage),
        "major_outage" => Some(Status::MajorOutage),
        "maintenance" => Some(Status::Maintenance),
        _ => None,
    }
}

fn lives_at(url: &Url) -> bool {
    url.host_str().is_some_and(|host| host.ends_with(".statuspage.datadoghq.com")) && url.path() == "/config.json"
}
