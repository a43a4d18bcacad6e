//! Webex's status service: components in groups, and the incidents and planned work that are not over.
//!
//! The anchor is `serviceName` beside a list `components` with an entry that has `componentId`. Groups are containers;
//! one that fares worse than all its members stands for itself. Planned work stands among the incidents. Not read: the
//! regions of a component, and the Statuspage-like interface of the page, which is another format.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest};
use crate::feed::entry;
use crate::feed::json::{self, List, Object, Value};
use crate::feed::work::{self, Progress};
use crate::feed::{Reading, Unreadable, label, text};
use crate::observation::{Impact, Incident, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect { name: "webex", label: "Webex status", read, lives_at, ..Dialect::PLAIN };

/// How deep groups are looked into; real ones are one deep.
const DEEPEST: usize = 4;

fn lives_at(url: &Url) -> bool {
    url.host_str() == Some("service-status.webex.com") && url.path().starts_with("/customer/dashServices/")
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    let components = json::list(root, "components").entries();
    if json::string(root, "serviceName").is_none() || !json::any_with(components, &["componentId"]) {
        return Err(Unreadable::OtherShape { what: "no serviceName with components that have componentId".into() });
    }
    let mut draft = Draft::default();
    draft.name(json::string(root, "serviceName"));
    draft.observation.complete = true;
    read_components(components, 0, &mut draft);
    for fields in draft.required(root, "unResolvedIncidents") {
        if !is_deleted(fields) {
            report(fields, &mut draft);
        }
    }
    Ok(draft.finish())
}

/// The worst of what is listed.
fn read_components(entries: &[Value<'_>], depth: usize, draft: &mut Draft) -> Status {
    let mut worst = Status::Operational;
    for value in entries {
        worst = worst.worst(match json::fields(value, "a component", &mut draft.oddities) {
            Some(fields) if is_deleted(fields) => Status::Operational,
            Some(fields) => component(fields, depth, draft),
            None => {
                draft.doubt();
                Status::Unknown
            }
        });
    }
    worst
}

fn component(fields: &Object<'_>, depth: usize, draft: &mut Draft) -> Status {
    let id = json::id(fields, "componentId");
    let label = json::label("component", fields, id.as_deref());
    let status = json::word(fields, "status", &label, &mut draft.oddities, entry::status).unwrap_or(Status::Unknown);
    let members = json::list(fields, "components");
    let is_group = json::string(fields, "isGroup") == Some("Y");
    if is_group && (!matches!(members, List::Listed(_)) || depth >= DEEPEST) {
        draft.note(format!("{label}: a group without a list of members"));
        draft.doubt();
    } else if !members.entries().is_empty() {
        let inside = read_components(members.entries(), depth + 1, draft);
        if status.worst(inside) == inside {
            return inside;
        }
    }
    draft.part(id, json::string(fields, "componentName"), status);
    status
}

fn is_deleted(fields: &Object<'_>) -> bool {
    fields.get("deleted") == Some(&Value::Bool(true))
}

fn report(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "incidentId");
    let label = json::label("incident", fields, id.as_deref());
    let is = |key, word: &str| json::string(fields, key).is_some_and(|written| written.eq_ignore_ascii_case(word));
    if is("incidentType", "maintenance") || is("impact", "maintenance") {
        return draft.planned(fields, id, &label, &WORK);
    }
    let impact = json::word(fields, "impact", &label, &mut draft.oddities, |word| match word {
        "none" => Some(Impact::None),
        "minor" => Some(Impact::Minor),
        "major" => Some(Impact::Major),
        "critical" => Some(Impact::Critical),
        _ => None,
    });
    let stage = json::word(fields, "status", &label, &mut draft.oddities, label::stage).unwrap_or(Stage::Unknown);
    let closed_at = json::time(fields, "closeTime", &label, &mut draft.oddities);
    let open = stage != Stage::Resolved && closed_at.is_none();
    let updates = updates(fields, &label, draft);
    let changed_at = json::time(fields, "lastModifiedTime", &label, &mut draft.oddities);
    let started_at = json::time(fields, "startTime", &label, &mut draft.oddities);
    let incident = Incident {
        id: String::new(),
        title: json::title(fields, "incidentName").unwrap_or_default(),
        impact: impact.unwrap_or(Impact::Unknown),
        stage,
        open,
        started_at: started_at.or_else(|| json::time(fields, "createTime", &label, &mut draft.oddities)),
        updated_at: newest(&updates).max(changed_at),
        resolved_at: closed_at.or(changed_at).filter(|_| !open),
        components: named(fields),
        updates,
    };
    draft.report(id, incident);
}

/// Components stand in a list for each state they are in, and all of them in one more.
fn named(fields: &Object<'_>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for key in ["majorComponents", "degradedComponents", "componentIdList", "allAffectedComponentSet"] {
        for id in json::ids(fields, key, "componentId") {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids
}

fn updates(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Vec<Update> {
    let entries = json::list(fields, "messages").entries().iter().filter_map(Value::as_object);
    entries
        .filter(|message| !is_deleted(message))
        .map(|message| Update {
            at: json::time(message, "createTime", label, &mut draft.oddities),
            stage: json::string(message, "status").and_then(label::stage).unwrap_or(Stage::Unknown),
            text: json::string(message, "message").map(text::update).unwrap_or_default(),
        })
        .collect()
}

const WORK: work::Fields = work::Fields {
    title: "incidentName",
    starts: "startTime",
    ends: "endTime",
    progress: |word| match word {
        "scheduled" => Some(Progress::Ahead),
        "in_progress" | "in progress" | "verifying" | "monitoring" => Some(Progress::UnderWay),
        "completed" | "resolved" | "cancelled" | "canceled" => Some(Progress::Over),
        _ => None,
    },
};
