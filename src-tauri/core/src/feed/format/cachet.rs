//! Cachet: `api/v1/components` and `api/v1/incidents` of versions 1 and 2, and `api/components`, `api/incidents`,
//! `api/schedules` (all JSON:API) and `api/status` of version 3.
//!
//! The anchor of the first two is a list in `data` whose entries have `status_name` or `human_status`; of version 3
//! entries of JSON:API by their `type`, and `data.status` with a message for the roll-up. A list without entries is
//! known by its pagination. Groups, metrics, subscribers and the schedules of version 2 are not read.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::Draft;
use crate::feed::json::{self, List, Object, Value};
use crate::feed::{Reading, Unreadable, date, text};
use crate::observation::{Component, Impact, Incident, Maintenance, Observation, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "cachet",
    label: "Cachet",
    read,
    paths: &["/api/v1/components", "/api/components"],
    companions,
    merge,
    ..Dialect::PLAIN
};

/// Most components that one incident may name.
const MOST_NAMED: usize = 500;

/// What a document lists.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Components,
    Incidents,
    Schedules,
    /// A list without entries, of which nobody can tell.
    Nothing,
}

/// The incidents beside the components, the newest first; and in version 3 the planned work.
fn companions(feed: &Url) -> Vec<Url> {
    let Some(before) = feed.path().strip_suffix("/components") else { return Vec::new() };
    let beside = |name: &str, query: Option<&str>| {
        let mut companion = feed.clone();
        companion.set_path(&format!("{before}/{name}"));
        companion.set_query(query);
        companion.set_fragment(None);
        companion
    };
    if before.ends_with("/v1") {
        // Without an order the oldest come first, twenty of them.
        vec![beside("incidents", Some("sort=id&order=desc&per_page=50"))]
    } else {
        vec![beside("incidents", None), beside("schedules", None)]
    }
}

/// Incidents and planned work join the components; what was left unread there takes calm back here.
fn merge(mut main: Observation, companion: Observation) -> Observation {
    for incident in companion.incidents {
        if !main.incidents.iter().any(|known| known.id == incident.id) {
            main.incidents.push(incident);
        }
    }
    main.maintenances.extend(companion.maintenances);
    if !companion.complete {
        let unread = Component { id: String::new(), name: String::new(), status: Status::Unknown };
        main.components.push(unread);
        main.complete = false;
    }
    let trouble = main.status().is_trouble();
    let mut nameless = 0;
    main.components.retain(|part| {
        nameless += usize::from(part.id.is_empty());
        !part.id.is_empty() || (!trouble && nameless == 1)
    });
    main
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    if let Some(rollup) = json::object(root, "data").and_then(rollup) {
        let mut draft = Draft::default();
        draft.observation.indicator = Some(rollup);
        return Ok(draft.finish());
    }
    let List::Listed(entries) = json::list(root, "data") else {
        return Err(Unreadable::OtherShape { what: "no list in data, and no data.status with a message".into() });
    };
    let found = entries.iter().filter_map(Value::as_object).find_map(kind_of);
    let kind = found.or_else(|| (entries.is_empty() && is_paged(root)).then_some(Kind::Nothing));
    let Some(kind) = kind else {
        return Err(Unreadable::OtherShape { what: "data lists neither components nor incidents".into() });
    };

    let mut draft = Draft::default();
    draft.observation.history = kind != Kind::Components;
    // Of incidents the first page is enough, since the newest come first.
    draft.observation.complete = kind != Kind::Components || is_whole(root, entries.len());
    for entry in entries {
        let fields = entry.as_object().filter(|fields| kind_of(fields).is_none_or(|own| own == kind));
        let Some(fields) = fields else {
            draft.note(format!("an entry is {}, or of another kind than the rest", json::kind(entry)));
            draft.doubt();
            continue;
        };
        let own = json::object(fields, "attributes").unwrap_or(fields);
        let id = json::id(fields, "id").or_else(|| json::id(own, "id"));
        match kind {
            Kind::Components => component(own, id, &mut draft),
            Kind::Incidents => report(fields, own, id, &mut draft),
            Kind::Schedules => schedule(own, id, &mut draft),
            Kind::Nothing => {}
        }
    }
    Ok(draft.finish())
}

/// The roll-up of version 3. Others answer with a status and a message too, so the words are part of the anchor.
fn rollup(data: &Object<'_>) -> Option<Status> {
    let own = json::object(data, "attributes").filter(|_| json::string(data, "type") == Some("status"));
    if own.is_none() && json::string(data, "message").is_none() {
        return None;
    }
    match json::string(own.unwrap_or(data), "status")? {
        "operational" => Some(Status::Operational),
        "partial_outage" => Some(Status::PartialOutage),
        "major_outage" => Some(Status::MajorOutage),
        "under_maintenance" => Some(Status::Maintenance),
        _ => own.map(|_| Status::Unknown),
    }
}

/// What an entry is, by what only such entries have.
fn kind_of(fields: &Object<'_>) -> Option<Kind> {
    if json::object(fields, "attributes").is_some_and(|own| own.get("status").is_some()) {
        return match json::string(fields, "type")? {
            "components" => Some(Kind::Components),
            "incidents" => Some(Kind::Incidents),
            "schedules" => Some(Kind::Schedules),
            _ => None,
        };
    }
    if json::string(fields, "status_name").is_some() {
        return Some(Kind::Components);
    }
    json::string(fields, "human_status")?;
    let is_schedule = fields.iter().any(|(key, _)| key == "completed_at");
    Some(if is_schedule { Kind::Schedules } else { Kind::Incidents })
}

/// The pagination that every list has, in the shape of either version.
fn is_paged(root: &Object<'_>) -> bool {
    let Some(meta) = json::object(root, "meta") else { return false };
    let path = json::string(meta, "path").unwrap_or_default();
    json::object(meta, "pagination").is_some_and(|paging| paging.get("total_pages").is_some())
        || ["/api/components", "/api/incidents", "/api/schedules"].iter().any(|end| path.ends_with(end))
}

/// Whether the pagination says that these are all.
fn is_whole(root: &Object<'_>, listed: usize) -> bool {
    let meta = json::object(root, "meta");
    let total = meta.and_then(|meta| json::object(meta, "pagination")?.get("total")?.as_u64());
    if let Some(total) = total {
        return total <= listed as u64;
    }
    let first = meta.and_then(|meta| meta.get("current_page")?.as_u64()) == Some(1);
    first && json::object(root, "links").and_then(|links| links.get("next")).is_some_and(Value::is_null)
}

fn component(own: &Object<'_>, id: Option<String>, draft: &mut Draft) {
    // Those that are switched off are shown to nobody.
    if own.get("enabled") == Some(&Value::Bool(false)) {
        return;
    }
    let status = match code(own, "status") {
        Some(1) => Status::Operational,
        Some(2) => Status::Degraded,
        Some(3) => Status::PartialOutage,
        Some(4) => Status::MajorOutage,
        Some(0 | 5) => Status::Unknown,
        Some(6) => Status::Maintenance,
        other => {
            let label = json::label("component", own, id.as_deref());
            draft.note(format!("{label}: status is {}", said(other)));
            Status::Unknown
        }
    };
    draft.part(id, json::string(own, "name"), status);
}

/// One incident; or, in versions 1 and 2, work that is planned.
fn report(fields: &Object<'_>, own: &Object<'_>, id: Option<String>, draft: &mut Draft) {
    let is_new = json::object(fields, "attributes").is_some();
    let label = json::label("incident", own, id.as_deref());
    // Version 2 keeps the first state and, where there are updates, the newest one beside it.
    let newest = own.get("latest_status").filter(|newest| !newest.is_null());
    let code = newest.map_or_else(|| code(own, "status"), code_of);
    if !is_new && code == Some(0) {
        schedule(own, id, draft);
        return;
    }
    let stage = match code {
        Some(1) => Stage::Investigating,
        Some(2) => Stage::Identified,
        Some(3) => Stage::Monitoring,
        Some(4) => Stage::Resolved,
        Some(0) => Stage::Unknown,
        other => {
            draft.note(format!("{label}: status is {}", said(other)));
            Stage::Unknown
        }
    };
    let open = stage != Stage::Resolved;
    let Some(id) = id else {
        draft.note(format!("{label}: no id, left out"));
        if open {
            draft.doubt();
        }
        return;
    };
    let oddities = &mut draft.oddities;
    let started_at = moment(own, &["occurred", "occurred_at", "created", "created_at"], &label, oddities);
    let updated_at = moment(own, &["updated", "updated_at"], &label, oddities);
    let mut updates = updates(own, &label, oddities);
    if let Some(first) = json::string(own, "message").map(text::update).filter(|first| !first.is_empty()) {
        let stage = if updates.is_empty() { stage } else { Stage::Unknown };
        updates.push(Update { at: started_at, stage, text: first });
    }
    draft.incident(Incident {
        title: json::string(own, "name").map(text::title).unwrap_or_default(),
        // The format knows how bad a component is, never how bad an incident is.
        impact: Impact::Unknown,
        stage,
        open,
        started_at,
        updated_at,
        resolved_at: if open { None } else { updated_at },
        components: named(fields, own),
        updates,
        id,
    });
}

/// The updates of version 2, and of version 3 where it carries them.
fn updates(own: &Object<'_>, label: &str, oddities: &mut json::Oddities) -> Vec<Update> {
    let entries = json::list(own, "updates").entries().iter().filter_map(Value::as_object);
    entries
        .map(|fields| Update {
            at: moment(fields, &["created_at"], label, oddities),
            stage: match code(fields, "status") {
                Some(1) => Stage::Investigating,
                Some(2) => Stage::Identified,
                Some(3) => Stage::Monitoring,
                Some(4) => Stage::Resolved,
                _ => Stage::Unknown,
            },
            text: json::string(fields, "message").map(text::update).unwrap_or_default(),
        })
        .collect()
}

/// Ids of the components that an incident names: one beside it, or several among its relationships. 0 is none.
fn named(fields: &Object<'_>, own: &Object<'_>) -> Vec<String> {
    let related = json::object(fields, "relationships").and_then(|related| json::object(related, "components"));
    let related = related.map_or(List::Absent, |related| json::list(related, "data"));
    let related = related.entries().iter().take(MOST_NAMED).filter_map(|one| json::id(one.as_object()?, "id"));
    let mut ids: Vec<String> = json::id(own, "component_id").into_iter().chain(related).collect();
    ids.retain(|id| id != "0");
    ids.sort();
    ids.dedup();
    ids
}

/// Planned work. What is over is left out.
fn schedule(own: &Object<'_>, id: Option<String>, draft: &mut Draft) {
    let label = json::label("schedule", own, id.as_deref());
    let active = match code(own, "status") {
        Some(0) => false,
        Some(1) => true,
        Some(2) => return,
        other => {
            draft.note(format!("{label}: status is {}", said(other)));
            false
        }
    };
    let Some(id) = id else {
        draft.note(format!("{label}: no id, left out"));
        return;
    };
    let starts_at = moment(own, &["scheduled", "scheduled_at"], &label, &mut draft.oddities);
    let ends_at = moment(own, &["completed", "completed_at"], &label, &mut draft.oddities);
    let title = json::string(own, "name").map(text::title).unwrap_or_default();
    draft.maintenance(Maintenance { id, title, starts_at, ends_at, active });
}

/// A state: a number, written as a string in old versions, or the value beside its wording.
fn code(fields: &Object<'_>, key: &str) -> Option<i64> {
    fields.get(key).and_then(code_of)
}

fn code_of(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Str(written) => written.trim().parse().ok(),
        Value::Object(fields) => fields.get("value").and_then(Value::as_i64),
        other => other.as_i64(),
    }
}

fn said(code: Option<i64>) -> String {
    code.map_or_else(|| "no number".to_owned(), |code| format!("unknown to us: {code}"))
}

/// The first of these times that is there: as it stands, or beside its wording.
fn moment(own: &Object<'_>, keys: &[&str], label: &str, oddities: &mut json::Oddities) -> Option<jiff::Timestamp> {
    keys.iter().find_map(|key| match json::object(own, key) {
        Some(both) => json::string(both, "string").and_then(date::moment),
        None => json::time(own, key, label, oddities),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reported_stands_beside_the_components() {
        let table: [(&str, &[&str]); 4] = [
            (
                "https://status.example.com/api/v1/components?per_page=100",
                &["https://status.example.com/api/v1/incidents?sort=id&order=desc&per_page=50"],
            ),
            (
                "https://status.example.com/api/components",
                &["https://status.example.com/api/incidents", "https://status.example.com/api/schedules"],
            ),
            ("https://status.example.com/api/status", &[]),
            ("https://status.example.com/", &[]),
        ];
        for (feed, expected) in table {
            let found = companions(&feed.parse().unwrap());
            assert_eq!(found.iter().map(Url::as_str).collect::<Vec<_>>(), expected, "{feed}");
        }
    }
}
