//! Better Stack's `index.json`: a status page in the shape of JSON:API, its resources and reports in `included`.
//!
//! The anchor is `data.type` being `status_page`. Reports stay listed for weeks: open are those that are not called
//! resolved and have no end. The days of the past in `status_history`, most of the body, are not read.

use std::collections::HashMap;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest};
use crate::feed::json::{self, Object, label};
use crate::feed::{Reading, Unreadable, text};
use crate::observation::{Impact, Incident, Maintenance, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "betterstack",
    aliases: &["betterstack-index"],
    label: "Better Stack",
    read,
    paths: &["/index.json"],
    ..Dialect::PLAIN
};

/// Of a page that is down, the share of its resources that makes it down as a whole, in percent: a single monitor of
/// many is enough for the page's own word.
const DOWN_AS_A_WHOLE: usize = 30;

/// Reads the document.
///
/// # Errors
/// [`Unreadable`] when it is no such document.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    let data = json::object(root, "data").filter(|data| json::string(data, "type") == Some("status_page"));
    let Some(page) = data.and_then(|data| json::object(data, "attributes")) else {
        return Err(Unreadable::OtherShape { what: "no data.type that is status_page, with attributes".into() });
    };
    let mut draft = Draft::default();
    draft.name(json::string(page, "company_name"));
    draft.observation.indicator =
        Some(json::word(page, "aggregate_state", "the page", &mut draft.oddities, state).unwrap_or(Status::Unknown));
    draft.observation.complete = true;
    let mut reports = Vec::new();
    let mut updates = HashMap::new();
    for entry in draft.required(root, "included") {
        let attributes = json::object(entry, "attributes");
        match (json::string(entry, "type"), attributes) {
            (Some("status_page_section"), _) => {}
            (Some("status_update"), Some(attributes)) => {
                updates.extend(json::id(entry, "id").map(|id| (id, attributes)));
            }
            (Some("status_page_resource"), Some(attributes)) => resource(entry, attributes, &mut draft),
            (Some("status_report"), Some(attributes)) => reports.push((entry, attributes)),
            (kind, _) => {
                draft.note(format!("an entry of included is unreadable: {}", text::word(kind.unwrap_or("no type"))));
                draft.doubt();
            }
        }
    }
    weigh_indicator(&mut draft);
    for (entry, attributes) in reports {
        report(entry, attributes, &updates, &mut draft);
    }
    Ok(draft.finish())
}

fn resource(entry: &Object<'_>, attributes: &Object<'_>, draft: &mut Draft) {
    let id = json::id(entry, "id");
    let label = label("component", entry, id.as_deref());
    let status = json::word(attributes, "status", &label, &mut draft.oddities, state).unwrap_or(Status::Unknown);
    draft.part(id, json::string(attributes, "public_name"), status);
}

/// A page that is down because few of its resources are is broken in part; one that watches nothing can't say that
/// all is well.
fn weigh_indicator(draft: &mut Draft) {
    if draft.observation.components.is_empty() && draft.observation.indicator == Some(Status::Operational) {
        draft.note("the page watches nothing");
        draft.observation.indicator = Some(Status::Unknown);
    }
    let parts = &draft.observation.components;
    let down = parts.iter().filter(|part| part.status == Status::MajorOutage).count();
    let few = down > 0 && down * 100 <= parts.len() * DOWN_AS_A_WHOLE;
    if few && draft.observation.indicator == Some(Status::MajorOutage) {
        draft.observation.indicator = Some(Status::PartialOutage);
    }
}

fn report(entry: &Object<'_>, fields: &Object<'_>, known: &HashMap<String, &Object<'_>>, draft: &mut Draft) {
    let id = json::id(entry, "id");
    let label = label("incident", entry, id.as_deref());
    let title = json::string(fields, "title").map(text::title).unwrap_or_default();
    let starts_at = json::time(fields, "starts_at", &label, &mut draft.oddities);
    let ends_at = json::time(fields, "ends_at", &label, &mut draft.oddities);
    let components = json::ids(fields, "affected_resources", "status_page_resource_id");
    let resolved = json::string(fields, "aggregate_state") == Some("resolved");
    if json::string(fields, "report_type") == Some("maintenance") {
        if !resolved {
            // Its own word is the same before and during the work; its resources show which.
            let under_way = |id: &String| {
                draft.observation.components.iter().any(|part| part.id == *id && part.status == Status::Maintenance)
            };
            let active = components.iter().any(under_way);
            draft.work(id, Maintenance { id: String::new(), title, starts_at, ends_at, active });
        }
        return;
    }
    let open = !resolved && ends_at.is_none();
    let impact = if resolved {
        Impact::Unknown
    } else {
        json::word(fields, "aggregate_state", &label, &mut draft.oddities, impact).unwrap_or(Impact::Unknown)
    };
    let updates: Vec<Update> = json::object(entry, "relationships")
        .and_then(|relations| json::object(relations, "status_updates"))
        .map(|relation| json::ids(relation, "data", "id"))
        .unwrap_or_default()
        .iter()
        .filter_map(|id| known.get(id))
        .map(|fields| update(fields, &label, draft))
        .collect();
    let updated_at = newest(&updates);
    let incident = Incident {
        id: String::new(),
        title,
        impact,
        stage: if open { Stage::Unknown } else { Stage::Resolved },
        open,
        started_at: starts_at,
        updated_at: updated_at.or(ends_at),
        // A report that is called resolved may have no end; its last word is the nearest to one.
        resolved_at: ends_at.or(updated_at).filter(|_| !open),
        components,
        updates,
    };
    draft.report(id, incident);
}

/// An update has no stage, but it may say that all it affects is well again.
fn update(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Update {
    let affected = json::list(fields, "affected_resources").entries();
    let resolved = |entry: &json::Value<'_>| {
        entry.as_object().is_some_and(|entry| json::string(entry, "status") == Some("resolved"))
    };
    Update {
        at: json::time(fields, "published_at", label, &mut draft.oddities),
        stage: if !affected.is_empty() && affected.iter().all(resolved) { Stage::Resolved } else { Stage::Unknown },
        text: json::string(fields, "message").map(text::update).unwrap_or_default(),
    }
}

fn state(word: &str) -> Option<Status> {
    match word {
        "operational" => Some(Status::Operational),
        "degraded" => Some(Status::Degraded),
        "downtime" => Some(Status::MajorOutage),
        "maintenance" => Some(Status::Maintenance),
        // Nobody looks, so nobody says that it works.
        "not_monitored" => Some(Status::Unknown),
        _ => None,
    }
}

fn impact(word: &str) -> Option<Impact> {
    match word {
        "operational" => Some(Impact::None),
        "degraded" => Some(Impact::Minor),
        "downtime" => Some(Impact::Critical),
        _ => None,
    }
}
