//! Salesforce's `instances/status/preview`: every instance with its state, and under each the incidents and the planned
//! work that concern it.
//!
//! The anchor is a list with an entry that has `key`, `status`, `environment` and `Incidents`. Instances are the
//! components. An incident has no title there: the kind of its first impact stands in for it. Not read: products, tags,
//! and the single instance's own document.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest};
use crate::feed::json::{self, List, Object, Value};
use crate::feed::{Reading, Unreadable, text};
use crate::observation::{Impact, Incident, Maintenance, Stage, Status, Update};

pub(super) const DIALECT: Dialect =
    Dialect { name: "salesforce", label: "Salesforce instances", read, lives_at, ..Dialect::PLAIN };

/// Most instances that one incident may name, as many as there may be components.
const MOST_NAMED: usize = crate::feed::draft::MOST_COMPONENTS;

fn lives_at(url: &Url) -> bool {
    url.host_str() == Some("api.status.salesforce.com") && url.path().starts_with("/v1/instances/status")
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let instances = document.list()?;
    if !json::any_with(instances, &["key", "status", "environment", "Incidents"]) {
        return Err(Unreadable::OtherShape { what: "a list without instances that have key and environment".into() });
    }
    let mut draft = Draft::default();
    draft.observation.complete = true;
    for fields in draft.objects(instances, "the list") {
        instance(fields, &mut draft);
    }
    Ok(draft.finish())
}

fn instance(fields: &Object<'_>, draft: &mut Draft) {
    let key = json::id(fields, "key");
    let label = json::label("instance", fields, key.as_deref());
    let status = json::word(fields, "status", &label, &mut draft.oddities, state).unwrap_or(Status::Unknown);
    draft.part(key.clone(), None, status);
    let incidents = json::list(fields, "Incidents");
    if !matches!(incidents, List::Listed(_)) {
        draft.note(format!("{label}: Incidents is no list"));
        draft.doubt_about(key.iter().cloned().collect());
    }
    for value in incidents.entries() {
        match json::fields(value, "an incident", &mut draft.oddities) {
            Some(incident) => report(incident, key.as_deref(), draft),
            None => draft.doubt_about(key.iter().cloned().collect()),
        }
    }
    for value in json::list(fields, "Maintenances").entries() {
        if let Some(work) = json::fields(value, "a maintenance", &mut draft.oddities) {
            planned(work, draft);
        }
    }
}

fn state(word: &str) -> Option<Status> {
    match word {
        "OK" | "INFORMATIONAL_CORE" | "INFORMATIONAL_NONCORE" => Some(Status::Operational),
        "MAINTENANCE_CORE" | "MAINTENANCE_NONCORE" => Some(Status::Maintenance),
        "MINOR_INCIDENT_CORE" | "MINOR_INCIDENT_NONCORE" => Some(Status::Degraded),
        "MAJOR_INCIDENT_NONCORE" => Some(Status::PartialOutage),
        "MAJOR_INCIDENT_CORE" => Some(Status::MajorOutage),
        _ => None,
    }
}

fn report(fields: &Object<'_>, key: Option<&str>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = json::label("incident", fields, id.as_deref());
    let impacts: Vec<&Object<'_>> =
        json::list(fields, "IncidentImpacts").entries().iter().filter_map(Value::as_object).collect();
    let ends: Vec<_> = impacts.iter().map(|part| json::time(part, "endTime", &label, &mut draft.oddities)).collect();
    // Open until every part of it is said to have ended.
    let open = ends.is_empty() || ends.contains(&None);
    let started_at = impacts.iter().filter_map(|part| json::time(part, "startTime", &label, &mut draft.oddities)).min();
    let created_at = json::time(fields, "createdAt", &label, &mut draft.oddities);
    let updates = updates(fields, &label, draft);
    let updated_at = json::time(fields, "updatedAt", &label, &mut draft.oddities);
    let impact = impact(&impacts, fields.get("isCore") == Some(&Value::Bool(false)), &label, draft);
    let kind = impacts.iter().find_map(|part| json::string(part, "type")).map(in_words);
    let incident = Incident {
        id: String::new(),
        title: kind.unwrap_or_default(),
        impact,
        stage: if open { Stage::Unknown } else { Stage::Resolved },
        open,
        started_at: started_at.or(created_at),
        updated_at: newest(&updates).max(updated_at),
        resolved_at: ends.into_iter().flatten().max().filter(|_| !open),
        components: instances(fields, key),
        updates,
    };
    draft.shared_report(id, incident);
}

/// The worst that is claimed. Major harm to what is no core of the service is broken in part.
fn impact(impacts: &[&Object<'_>], aside: bool, label: &str, draft: &mut Draft) -> Impact {
    let claimed = impacts.iter().map(|part| {
        json::word(part, "severity", label, &mut draft.oddities, |word| match word {
            "minor" => Some(Impact::Minor),
            "major" => Some(Impact::Critical),
            _ => None,
        })
        .unwrap_or(Impact::Unknown)
    });
    match claimed.max() {
        Some(Impact::Critical) if aside => Impact::Major,
        claimed => claimed.unwrap_or(Impact::Unknown),
    }
}

/// `performanceDegradation` as "Performance degradation".
fn in_words(kind: &str) -> String {
    let mut words = String::with_capacity(kind.len() + 8);
    for (at, letter) in kind.char_indices() {
        match (at, letter.is_ascii_uppercase()) {
            (0, _) => words.push(letter.to_ascii_uppercase()),
            (_, true) => words.extend([' ', letter.to_ascii_lowercase()]),
            (_, false) => words.push(letter),
        }
    }
    text::title(&words)
}

/// The instance it stands under, and the others it names.
fn instances(fields: &Object<'_>, key: Option<&str>) -> Vec<String> {
    let mut keys: Vec<String> =
        json::list(fields, "instanceKeys").entries().iter().take(MOST_NAMED).filter_map(json::as_id).collect();
    if let Some(key) = key.filter(|key| !keys.iter().any(|known| known == key)) {
        keys.push(key.to_owned());
    }
    keys
}

fn updates(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Vec<Update> {
    let entries = json::list(fields, "IncidentEvents").entries().iter().filter_map(Value::as_object);
    entries
        .map(|event| Update {
            at: json::time(event, "createdAt", label, &mut draft.oddities),
            stage: Stage::Unknown,
            text: json::string(event, "message").map(text::update).unwrap_or_default(),
        })
        .collect()
}

fn planned(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = json::label("maintenance", fields, id.as_deref());
    let Some(id) = id else {
        return draft.note(format!("{label}: no id, left out"));
    };
    let stage = json::object(fields, "message").and_then(|message| json::string(message, "eventStatus"));
    let stage = stage.map(|stage| stage.to_ascii_lowercase().replace(['_', ' '], ""));
    let active = match stage.as_deref() {
        Some("completed" | "canceled" | "cancelled") => return,
        Some("inprogress") => true,
        Some(_) | None => false,
    };
    let work = Maintenance {
        id,
        title: json::title(fields, "name").unwrap_or_default(),
        starts_at: json::time(fields, "plannedStartTime", &label, &mut draft.oddities),
        ends_at: json::time(fields, "plannedEndTime", &label, &mut draft.oddities),
        active,
    };
    draft.shared_maintenance(work);
}
