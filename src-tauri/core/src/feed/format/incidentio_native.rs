//! What an incident.io page loads for itself, `/proxy/<host>`: the page's structure, and what is wrong with its parts.
//!
//! The anchor is the list `summary.structure.items`. A part that nothing affects works; so nothing does where the list
//! of what is affected can't be read. Hidden parts are left out. The page's markup is not read.

use std::collections::BTreeMap;

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest};
use crate::feed::json::{self, List, Object, label};
use crate::feed::{Reading, Unreadable, entry, label as words, text};
use crate::observation::{Component, Impact, Incident, Maintenance, Stage, Status, Update};

pub(super) const DIALECT: Dialect =
    Dialect { name: "incidentio-native", label: "incident.io page", read, lives_at, ..Dialect::PLAIN };

/// Reads the document.
///
/// # Errors
/// [`Unreadable`] when it is no such document.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    let summary = json::object(root, "summary");
    let structure = summary.and_then(|summary| json::object(summary, "structure"));
    let (Some(summary), Some(structure)) = (summary, structure) else {
        return Err(Unreadable::OtherShape { what: "no summary.structure".into() });
    };
    if !matches!(json::list(structure, "items"), List::Listed(_)) {
        return Err(Unreadable::OtherShape { what: "summary.structure.items is no list".into() });
    }
    let mut draft = Draft::default();
    draft.name(json::string(summary, "name"));
    draft.observation.complete = true;
    let mut affected = affected(summary, &mut draft);
    let otherwise = match json::list(summary, "affected_components") {
        List::Listed(_) => Status::Operational,
        List::Absent | List::Broken => Status::Unknown,
    };
    for part in parts(structure, &mut draft) {
        let Some(id) = json::id(part.fields, "component_id") else {
            draft.note("a component has no id");
            draft.doubt();
            continue;
        };
        let status = affected.remove(&id);
        if !part.hidden {
            draft.part(Some(id), json::string(part.fields, "name"), status.unwrap_or(otherwise));
        }
    }
    // What is affected and stands nowhere on the page is shown by its id rather than not at all.
    for (id, status) in affected {
        draft.note(format!("component {}: affected, and no part of the page", text::word(&id)));
        draft.component(Component { name: id.clone(), id, status });
    }
    for fields in draft.required(summary, "ongoing_incidents") {
        report(fields, &mut draft);
    }
    for fields in draft.optional(summary, "scheduled_maintenances") {
        maintenance(fields, &mut draft);
    }
    Ok(draft.finish())
}

/// A part of the page's structure.
struct Part<'a> {
    fields: &'a Object<'a>,
    hidden: bool,
}

/// The parts in the page's order, those of groups in their place.
fn parts<'a>(structure: &'a Object<'_>, draft: &mut Draft) -> Vec<Part<'a>> {
    let is_hidden = |fields: &Object<'_>| fields.get("hidden") == Some(&json::Value::Bool(true));
    let mut parts = Vec::new();
    for item in draft.required(structure, "items") {
        match (json::object(item, "component"), json::object(item, "group")) {
            (Some(fields), _) => parts.push(Part { fields, hidden: is_hidden(fields) }),
            (None, Some(group)) => {
                let members = draft.required(group, "components");
                parts.extend(
                    members.into_iter().map(|fields| Part { fields, hidden: is_hidden(group) || is_hidden(fields) }),
                );
            }
            (None, None) => {
                draft.note("an item of the page is neither a component nor a group");
                draft.doubt();
            }
        }
    }
    parts
}

fn affected(summary: &Object<'_>, draft: &mut Draft) -> BTreeMap<String, Status> {
    let mut affected = BTreeMap::new();
    for fields in draft.required(summary, "affected_components") {
        let Some(id) = json::id(fields, "component_id") else {
            draft.note("an affected component has no id");
            draft.doubt();
            continue;
        };
        let label = format!("component {}", text::word(&id));
        let status =
            json::word(fields, "status", &label, &mut draft.oddities, entry::status).unwrap_or(Status::Unknown);
        let worst = affected.get(&id).map_or(status, |known: &Status| known.worst(status));
        affected.insert(id, worst);
    }
    affected
}

/// An entry of what goes on: an incident, or planned work under way.
fn report(fields: &Object<'_>, draft: &mut Draft) {
    let word = json::string(fields, "status").unwrap_or_default();
    if json::string(fields, "type") == Some("maintenance") || word.starts_with("maintenance_") {
        maintenance(fields, draft);
        return;
    }
    let id = json::id(fields, "id");
    let label = label("incident", fields, id.as_deref());
    let stage = json::word(fields, "status", &label, &mut draft.oddities, words::stage).unwrap_or(Stage::Unknown);
    let updates: Vec<Update> =
        draft.optional(fields, "updates").into_iter().map(|entry| update(entry, &label, draft)).collect();
    let mut components = json::ids(fields, "affected_components", "component_id");
    if components.is_empty() {
        components = json::ids(fields, "component_impacts", "component_id");
    }
    let open = stage != Stage::Resolved;
    let updated_at = newest(&updates);
    let incident = Incident {
        id: String::new(),
        title: json::string(fields, "name").map(text::title).unwrap_or_default(),
        impact: harm(fields),
        stage,
        open,
        started_at: json::time(fields, "published_at", &label, &mut draft.oddities),
        updated_at,
        resolved_at: updated_at.filter(|_| !open),
        components,
        updates,
    };
    draft.report(id, incident);
}

/// The worst state that the incident gave to a part, now or before.
fn harm(fields: &Object<'_>) -> Impact {
    let claims =
        ["affected_components", "component_impacts"].into_iter().flat_map(|key| json::list(fields, key).entries());
    let word = |claim: &json::Value<'_>| {
        claim.as_object().and_then(|claim| json::string(claim, "status")).and_then(entry::status)
    };
    words::harm(claims.filter_map(word))
}

fn update(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Update {
    Update {
        at: json::time(fields, "published_at", label, &mut draft.oddities),
        stage: json::string(fields, "to_status").and_then(words::stage).unwrap_or(Stage::Unknown),
        text: json::string(fields, "message_string").map(text::update).unwrap_or_default(),
    }
}

fn maintenance(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = label("maintenance", fields, id.as_deref());
    let active = match json::string(fields, "status") {
        Some("maintenance_scheduled") => false,
        Some("maintenance_in_progress") => true,
        Some("maintenance_complete") => return,
        other => {
            draft.note(format!("{label}: status is {}", json::quoted(fields, "status", other)));
            false
        }
    };
    let work = Maintenance {
        id: String::new(),
        title: json::string(fields, "name").map(text::title).unwrap_or_default(),
        starts_at: json::first_time(fields, &["started_at", "starts_at", "published_at"], &label, &mut draft.oddities),
        ends_at: json::first_time(fields, &["scheduled_end_at", "ends_at"], &label, &mut draft.oddities),
        active,
    };
    draft.work(id, work);
}

/// The page loads it under its own host's name.
fn lives_at(url: &Url) -> bool {
    let mut segments = url.path_segments().into_iter().flatten();
    url.host_str().is_some_and(|host| segments.next() == Some("proxy") && segments.next() == Some(host))
        && segments.next().is_none()
}
