//! Rootly's `/api/v1/status.json`: a page with a roll-up and its open incidents, in a shape near to Statuspage's.
//!
//! The anchor is `status.indicator` beside a list of incidents, on a page that has a time zone, no id, and neither
//! components nor planned work: it must stand before that format, which would not trust a page without an id.
//! `incidents.json` has no roll-up, so that it can't be told from an archive of others, and is not read.

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest};
use crate::feed::json::{self, List, Object, label};
use crate::feed::{Reading, Unreadable, label as words, text};
use crate::observation::{Impact, Incident, Maintenance, Stage, Status, Update};

pub(super) const DIALECT: Dialect =
    Dialect { name: "rootly", label: "Rootly", read, paths: &["/api/v1/status.json"], ..Dialect::PLAIN };

/// Reads the document.
///
/// # Errors
/// [`Unreadable`] when it is no such document.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    let page = json::object(root, "page").filter(|page| {
        page.get("id").is_none() && ["url", "time_zone"].iter().all(|key| json::string(page, key).is_some())
    });
    let rollup = json::object(root, "status").filter(|rollup| json::string(rollup, "indicator").is_some());
    let has_parts = ["components", "scheduled_maintenances"].iter().any(|key| root.get(key).is_some());
    let (Some(page), Some(rollup), false) = (page, rollup, has_parts) else {
        let what = "no status.indicator on a page without id and components";
        return Err(Unreadable::OtherShape { what: what.into() });
    };
    if !matches!(json::list(root, "incidents"), List::Listed(_)) {
        return Err(Unreadable::OtherShape { what: "incidents is no list".into() });
    }
    let mut draft = Draft::default();
    draft.name(json::string(page, "name"));
    draft.observation.indicator =
        Some(json::word(rollup, "indicator", "the page", &mut draft.oddities, indicator).unwrap_or(Status::Unknown));
    for fields in draft.required(root, "incidents") {
        report(fields, &mut draft);
    }
    Ok(draft.finish())
}

fn report(fields: &Object<'_>, draft: &mut Draft) {
    let id = own_id(fields);
    let label = label("incident", fields, id.as_deref());
    let title = json::string(fields, "name").or_else(|| json::string(fields, "title"));
    let title = title.map(text::title).unwrap_or_default();
    let started_at = json::first_time(fields, &["started_at", "created_at"], &label, &mut draft.oddities);
    let resolved_at = json::time(fields, "resolved_at", &label, &mut draft.oddities);
    let planned = match json::string(fields, "status") {
        Some("scheduled" | "planning") => Some(false),
        Some("in_progress" | "verifying") => Some(true),
        _ => None,
    };
    if let Some(active) = planned {
        let starts_at = json::time(fields, "scheduled_for", &label, &mut draft.oddities).or(started_at);
        let ends_at = json::time(fields, "scheduled_until", &label, &mut draft.oddities);
        draft.work(id, Maintenance { id: String::new(), title, starts_at, ends_at, active });
        return;
    }
    let impact = json::word(fields, "impact", &label, &mut draft.oddities, impact).unwrap_or(Impact::Unknown);
    let stage = json::word(fields, "status", &label, &mut draft.oddities, stage).unwrap_or(Stage::Unknown);
    let updates: Vec<Update> =
        draft.optional(fields, "incident_updates").into_iter().map(|entry| update(entry, &label, draft)).collect();
    let open = stage != Stage::Resolved;
    let updated_at = json::time(fields, "updated_at", &label, &mut draft.oddities).or_else(|| newest(&updates));
    let incident = Incident {
        id: String::new(),
        title,
        impact,
        stage,
        open,
        started_at,
        updated_at,
        resolved_at: resolved_at.filter(|_| !open),
        components: Vec::new(),
        updates,
    };
    draft.report(id, incident);
}

/// Incidents bear no id but an address of their own, whose last part is one.
fn own_id(fields: &Object<'_>) -> Option<String> {
    let by_address = || {
        let (_, last) = json::string(fields, "url")?.split_once("/incidents/")?;
        json::usable_id(last.trim_end_matches('/'))
    };
    json::id(fields, "id").or_else(by_address)
}

fn update(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Update {
    Update {
        at: json::time(fields, "created_at", label, &mut draft.oddities),
        stage: json::word(fields, "status", label, &mut draft.oddities, stage).unwrap_or(Stage::Unknown),
        text: json::string(fields, "body").map(text::update).unwrap_or_default(),
    }
}

fn indicator(word: &str) -> Option<Status> {
    match word {
        "none" => Some(Status::Operational),
        "minor" => Some(Status::Degraded),
        "major" => Some(Status::PartialOutage),
        "critical" => Some(Status::MajorOutage),
        "maintenance" => Some(Status::Maintenance),
        _ => None,
    }
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

/// Incidents have stages of their own beside those of their updates.
fn stage(word: &str) -> Option<Stage> {
    match word {
        "in_triage" | "started" | "acknowledged" => Some(Stage::Investigating),
        "mitigated" => Some(Stage::Monitoring),
        other => words::stage(other),
    }
}
