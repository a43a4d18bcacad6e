//! Railway's own status API: components in groups, incidents with those that are over, and planned work.
//!
//! The anchor is the lists `components`, with an entry whose `type` is `group` or `component`, and `incidents`, beside
//! `maintenances`. Groups are containers. Its address is not known for certain, so it is found by no path.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest, newest_first};
use crate::feed::json::{self, List, Object, Value};
use crate::feed::work::{self, Progress};
use crate::feed::{Reading, Unreadable, label, text};
use crate::observation::{Impact, Incident, Stage, Status, Update};

pub(super) const DIALECT: Dialect =
    Dialect { name: "railway-custom", label: "Railway status", read, lives_at, ..Dialect::PLAIN };

/// How deep groups are looked into; real ones are one deep.
const DEEPEST: usize = 4;

fn lives_at(url: &Url) -> bool {
    url.host_str() == Some("api.railwaystatus.com")
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    let components = json::list(root, "components").entries();
    let typed = |value: &Value<'_>| {
        let kind = value.as_object().and_then(|fields| json::string(fields, "type"));
        matches!(kind, Some("group" | "component"))
    };
    let listed = |key| matches!(json::list(root, key), List::Listed(_));
    if !components.iter().any(typed) || !(listed("incidents") || listed("maintenances")) {
        return Err(Unreadable::OtherShape { what: "no typed components beside incidents and maintenances".into() });
    }
    let mut draft = Draft::default();
    draft.observation.complete = true;
    read_components(components, 0, &mut draft);
    for fields in draft.required(root, "incidents") {
        incident(fields, &mut draft);
    }
    for fields in draft.optional(root, "maintenances") {
        let id = json::id(fields, "id");
        let label = json::label("maintenance", fields, id.as_deref());
        draft.planned(fields, id, &label, &WORK);
    }
    Ok(draft.finish())
}

fn read_components(entries: &[Value<'_>], depth: usize, draft: &mut Draft) {
    for fields in draft.objects(entries, "components") {
        match json::list(fields, "components") {
            List::Listed(members) if depth < DEEPEST => read_components(members, depth + 1, draft),
            List::Absent if json::string(fields, "type") != Some("group") => component(fields, draft),
            List::Absent | List::Listed(_) | List::Broken => {
                draft.note("a group without a list of members");
                draft.doubt();
            }
        }
    }
}

fn component(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = json::label("component", fields, id.as_deref());
    let status = json::word(fields, "status", &label, &mut draft.oddities, |word| match word {
        "OPERATIONAL" => Some(Status::Operational),
        "DEGRADED" | "DEGRADED_PERFORMANCE" => Some(Status::Degraded),
        "PARTIAL_OUTAGE" => Some(Status::PartialOutage),
        "MAJOR_OUTAGE" => Some(Status::MajorOutage),
        "MAINTENANCE" | "UNDER_MAINTENANCE" => Some(Status::Maintenance),
        _ => None,
    });
    draft.part(id, json::string(fields, "name"), status.unwrap_or(Status::Unknown));
}

fn incident(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = json::label("incident", fields, id.as_deref());
    let stage = json::word(fields, "status", &label, &mut draft.oddities, label::stage).unwrap_or(Stage::Unknown);
    let resolved_at = json::time(fields, "resolvedAt", &label, &mut draft.oddities);
    let open = stage != Stage::Resolved && resolved_at.is_none();
    let impact = json::word(fields, "worstImpact", &label, &mut draft.oddities, |word| match word {
        "NONE" => Some(Impact::None),
        "MINOR" => Some(Impact::Minor),
        "MAJOR" => Some(Impact::Major),
        "CRITICAL" => Some(Impact::Critical),
        _ => None,
    });
    let updates = updates(fields, &label, draft);
    let updated_at = json::time(fields, "updatedAt", &label, &mut draft.oddities);
    let incident = Incident {
        id: String::new(),
        title: json::title(fields, "title").unwrap_or_default(),
        impact: impact.unwrap_or(Impact::Unknown),
        stage,
        open,
        started_at: json::time(fields, "createdAt", &label, &mut draft.oddities),
        updated_at: updated_at.or_else(|| newest(&updates)),
        resolved_at: resolved_at.or(updated_at).filter(|_| !open),
        components: json::ids(fields, "components", "id"),
        updates,
    };
    draft.report(id, incident);
}

fn updates(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Vec<Update> {
    let entries = json::list(fields, "updates").entries().iter().filter_map(Value::as_object);
    let mut updates: Vec<Update> = entries
        .map(|update| Update {
            at: json::time(update, "createdAt", label, &mut draft.oddities),
            stage: json::string(update, "status").and_then(label::stage).unwrap_or(Stage::Unknown),
            text: ["message", "description"]
                .into_iter()
                .find_map(|key| json::string(update, key))
                .map(text::update)
                .unwrap_or_default(),
        })
        .collect();
    newest_first(&mut updates);
    updates
}

const WORK: work::Fields = work::Fields {
    title: "title",
    starts: "scheduledStart",
    ends: "estimatedEnd",
    progress: |word| match word {
        "scheduled" => Some(Progress::Ahead),
        "in_progress" | "verifying" => Some(Progress::UnderWay),
        "completed" | "cancelled" | "canceled" | "resolved" => Some(Progress::Over),
        _ => None,
    },
};
