//! The entries of a page's lists: one component, one incident, one piece of planned work, each read by itself so that a
//! bad one costs no other.
//!
//! Words are open here: one that we do not know becomes `Unknown` and an oddity.

use super::draft::{newest, newest_first};
use super::json::{self, Object, Oddities, Value, label, word};
use super::text;
use crate::observation::{Component, Impact, Incident, Maintenance, Stage, Status, Update};
use jiff::Timestamp;

/// What an entry of the component list is.
pub(super) enum Part {
    /// A named part.
    Component(Component),
    /// A container: its members stand in the list themselves.
    Group {
        /// It is called in trouble, as one of its members should be, or in a state that can't be read.
        harmed: bool,
    },
    /// Neither id nor name, or no object.
    Unreadable,
}

/// What an entry of the incident list is.
pub(super) enum Report {
    /// The provider's report of trouble.
    Incident(Incident),
    /// Planned work, listed among the incidents by its impact.
    Maintenance(Maintenance),
    /// Over, harmless or planned work of the past: nothing is lost without it.
    Idle,
    /// Something that may be open and can't be told apart from others; with the ids of the components it names.
    Unreadable(Vec<String>),
}

/// The words of a component's `status`.
pub(super) fn status(word: &str) -> Option<Status> {
    match word {
        "operational" => Some(Status::Operational),
        "degraded_performance" => Some(Status::Degraded),
        "partial_outage" => Some(Status::PartialOutage),
        "major_outage" | "full_outage" => Some(Status::MajorOutage),
        "under_maintenance" => Some(Status::Maintenance),
        _ => None,
    }
}

/// Reads one entry of `components`.
pub(super) fn component(value: &Value<'_>, oddities: &mut Oddities) -> Part {
    let Value::Object(fields) = value else {
        oddities.note(format!("a component is {}", json::kind(value)));
        return Part::Unreadable;
    };
    if fields.get("group") == Some(&Value::Bool(true)) {
        let calm = [Status::Operational, Status::Maintenance];
        let harmed = !json::string(fields, "status").and_then(status).is_some_and(|status| calm.contains(&status));
        return Part::Group { harmed };
    }
    let name = json::string(fields, "name").map(text::title).filter(|name| !name.is_empty());
    let (id, name) = match (json::id(fields, "id"), name) {
        (Some(id), Some(name)) => (id, name),
        (Some(id), None) => {
            oddities.note(format!("component {}: no name", text::word(&id)));
            (id.clone(), id)
        }
        (None, Some(name)) => {
            oddities.note(format!("component {}: no id, its name stands in", text::word(&name)));
            (name.clone(), name)
        }
        (None, None) => {
            oddities.note("a component has neither id nor name");
            return Part::Unreadable;
        }
    };
    let label = format!("component {}", text::word(&id));
    let status = word(fields, "status", &label, oddities, status).unwrap_or(Status::Unknown);
    Part::Component(Component { id, name, status })
}

/// Reads one entry of `incidents`.
pub(super) fn incident(value: &Value<'_>, oddities: &mut Oddities) -> Report {
    let Value::Object(fields) = value else {
        oddities.note(format!("an incident is {}", json::kind(value)));
        return Report::Unreadable(Vec::new());
    };
    let id = json::id(fields, "id");
    let label = label("incident", fields, id.as_deref());
    if json::string(fields, "impact") == Some("maintenance") {
        return planned(fields, id, &label, false, oddities).map_or(Report::Idle, Report::Maintenance);
    }
    let impact = word(fields, "impact", &label, oddities, impact).unwrap_or(Impact::Unknown);
    let stage = word(fields, "status", &label, oddities, stage).unwrap_or(Stage::Unknown);
    let resolved_at = json::time(fields, "resolved_at", &label, oddities);
    // The stage decides: an incident that was reopened may keep the time of its first end.
    let open = stage != Stage::Resolved;
    if open && resolved_at.is_some() {
        oddities.note(format!("{label}: has an end and is not called resolved; taken as open again"));
    }
    // Names are no ids, so entries without one name nothing.
    let components = json::ids(fields, "components", "id");
    let Some(id) = id else {
        let idle = !open || impact == Impact::None;
        oddities.note(format!("{label}: no id, left out"));
        return if idle { Report::Idle } else { Report::Unreadable(components) };
    };
    let title = json::string(fields, "name").map(text::title).unwrap_or_default();
    if title.is_empty() {
        oddities.note(format!("{label}: no name"));
    }
    let updates = updates(fields, &label, oddities);
    let started_at = json::time(fields, "started_at", &label, oddities);
    let created_at = json::time(fields, "created_at", &label, oddities);
    let updated_at = json::time(fields, "updated_at", &label, oddities);
    Report::Incident(Incident {
        id,
        title,
        impact,
        stage,
        open,
        started_at: started_at.or(created_at),
        updated_at: updated_at.or_else(|| newest(&updates)),
        resolved_at,
        components,
        updates,
    })
}

/// Reads one entry of `scheduled_maintenances`. Work that is over is left out, but for lists of the `past`.
pub(super) fn maintenance(value: &Value<'_>, past: bool, oddities: &mut Oddities) -> Option<Maintenance> {
    let Value::Object(fields) = value else {
        oddities.note(format!("a maintenance is {}", json::kind(value)));
        return None;
    };
    let id = json::id(fields, "id");
    let label = label("maintenance", fields, id.as_deref());
    planned(fields, id, &label, past, oddities)
}

fn planned(
    fields: &Object<'_>,
    id: Option<String>,
    label: &str,
    past: bool,
    oddities: &mut Oddities,
) -> Option<Maintenance> {
    let active = match json::string(fields, "status") {
        Some("scheduled") => false,
        Some("in_progress" | "verifying" | "investigating" | "identified" | "monitoring") => true,
        Some("completed" | "resolved" | "postmortem") if past => false,
        Some("completed" | "resolved" | "postmortem") => return None,
        other => {
            oddities.note(format!("{label}: status is {}", json::quoted(fields, "status", other)));
            false
        }
    };
    let Some(id) = id else {
        oddities.note(format!("{label}: no id, left out"));
        return None;
    };
    let starts_at = json::time(fields, "scheduled_for", label, oddities);
    Some(Maintenance {
        id,
        title: json::string(fields, "name").map(text::title).unwrap_or_default(),
        starts_at: starts_at.or_else(|| json::time(fields, "started_at", label, oddities)),
        ends_at: json::time(fields, "scheduled_until", label, oddities),
        active,
    })
}

fn updates(fields: &Object<'_>, label: &str, oddities: &mut Oddities) -> Vec<Update> {
    let list = json::list(fields, "incident_updates");
    if matches!(list, json::List::Broken) {
        oddities.note(format!("{label}: incident_updates is no list"));
    }
    let mut updates: Vec<Update> = list.entries().iter().filter_map(|entry| update(entry, label, oddities)).collect();
    newest_first(&mut updates);
    updates
}

fn update(value: &Value<'_>, label: &str, oddities: &mut Oddities) -> Option<Update> {
    let Value::Object(fields) = value else {
        oddities.note(format!("{label}: an update is {}", json::kind(value)));
        return None;
    };
    // `display_at` is what the page shows; on post-mortems it is null.
    let at: Option<Timestamp> = json::time(fields, "display_at", label, oddities);
    let at = at.or_else(|| json::time(fields, "created_at", label, oddities));
    let stage = match json::string(fields, "status") {
        None => Stage::Unknown,
        Some(_) => word(fields, "status", label, oddities, stage).unwrap_or(Stage::Unknown),
    };
    let text = json::string(fields, "body").map(text::update).unwrap_or_default();
    Some(Update { at, stage, text })
}

fn impact(word: &str) -> Option<Impact> {
    match word {
        "none" => Some(Impact::None),
        "minor" => Some(Impact::Minor),
        "major" => Some(Impact::Major),
        "critical" => Some(Impact::Critical),
        _ => None,
    }
}

fn stage(word: &str) -> Option<Stage> {
    match word {
        "investigating" => Some(Stage::Investigating),
        "identified" => Some(Stage::Identified),
        "monitoring" => Some(Stage::Monitoring),
        // A post-mortem is written when all is over.
        "resolved" | "postmortem" => Some(Stage::Resolved),
        _ => None,
    }
}
