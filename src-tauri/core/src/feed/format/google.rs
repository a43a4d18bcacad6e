//! `incidents.json` of Google's dashboards (Cloud, Workspace, Firebase, Maps, Ads): an archive of about a year in which
//! the open incidents stand too.
//!
//! The anchor is a list with an entry that has `begin` and either `external_desc` or `most_recent_update`; an empty list
//! has none, since such an archive is never empty. Open is what has no `end`, or one that lay ahead when the entry was
//! last changed. Not read: `products.json`, and the regions of an incident.

use jiff::Timestamp;
use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest, newest_first};
use crate::feed::json::{self, List, Object, Value};
use crate::feed::{Reading, Unreadable, text};
use crate::observation::{Impact, Incident, Stage, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "google-incidents",
    label: "Google incidents",
    read,
    paths: &["/incidents.json"],
    lives_at,
    ..Dialect::PLAIN
};

fn lives_at(url: &Url) -> bool {
    url.host_str().is_some_and(|host| host.ends_with(".google.com")) && url.path().ends_with("/incidents.json")
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let incidents = document.list()?;
    if !["external_desc", "most_recent_update"].into_iter().any(|key| json::any_with(incidents, &["begin", key])) {
        return Err(Unreadable::OtherShape {
            what: "a list without incidents that have begin and external_desc".into(),
        });
    }
    let mut draft = Draft::default();
    draft.observation.history = true;
    draft.observation.reports_all = true;
    for fields in draft.objects(incidents, "the archive") {
        incident(fields, &mut draft);
    }
    Ok(draft.finish())
}

fn incident(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = json::label("incident", fields, id.as_deref());
    let (ended, open) = end(fields, &label, draft);
    let updates = updates(fields, &label, draft);
    // Where the newest update says that it is available again it is over, though nobody has written the end yet.
    let recovered = updates.first().filter(|update| open && update.stage == Stage::Resolved).map(|update| update.at);
    let (ended, open) = recovered.map_or((ended, open), |at| (at, false));
    let stage = if open { Stage::Unknown } else { Stage::Resolved };
    let impact = impact(fields, &label, draft);
    let (components, all_named) = products(fields);
    if open && impact != Impact::None && !all_named {
        draft.note(format!("{label}: names products without ids"));
        draft.doubt();
    }
    let updated_at = json::time(fields, "modified", &label, &mut draft.oddities);
    let incident = Incident {
        id: String::new(),
        title: json::string(fields, "external_desc").map(title).unwrap_or_default(),
        impact,
        stage,
        open,
        started_at: json::time(fields, "begin", &label, &mut draft.oddities),
        updated_at: newest(&updates).max(updated_at),
        resolved_at: ended.filter(|_| !open),
        components,
        updates,
    };
    draft.report(id, incident);
}

/// When it ended, and whether it is open. An end that can't be read was still written: it is no outage, and no calm.
fn end(fields: &Object<'_>, label: &str, draft: &mut Draft) -> (Option<Timestamp>, bool) {
    let written = fields.get("end").filter(|end| !end.is_null() && end.as_str() != Some(""));
    if written.is_none() {
        return (None, true);
    }
    let Some(end) = json::time(fields, "end", label, &mut draft.oddities) else {
        draft.doubt();
        return (None, false);
    };
    let modified = json::time(fields, "modified", label, &mut draft.oddities);
    (Some(end), modified.is_some_and(|modified| end > modified))
}

fn impact(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Impact {
    let by_impact = |word: &str| match word {
        "SERVICE_OUTAGE" => Some(Impact::Critical),
        "SERVICE_DISRUPTION" => Some(Impact::Minor),
        "SERVICE_INFORMATION" => Some(Impact::None),
        _ => None,
    };
    // The two always go together where both are written.
    let by_severity = |word: &str| match word {
        "high" => Some(Impact::Critical),
        "medium" => Some(Impact::Minor),
        "low" => Some(Impact::None),
        _ => None,
    };
    if let Some(impact) = json::string(fields, "status_impact").and_then(by_impact) {
        return impact;
    }
    // A word that is there and unknown, or none of both: something was reported all the same.
    let severity = json::string(fields, "severity").and_then(by_severity);
    match (json::string(fields, "status_impact"), severity) {
        (None, Some(impact)) => impact,
        (written, _) => {
            draft.note(format!("{label}: status_impact is {}", json::quoted(fields, "status_impact", written)));
            Impact::Unknown
        }
    }
}

/// Ids of the products it names, and whether that is all of them: titles are no ids.
fn products(fields: &Object<'_>) -> (Vec<String>, bool) {
    let List::Listed(entries) = json::list(fields, "affected_products") else { return (Vec::new(), false) };
    let ids = json::ids(fields, "affected_products", "id");
    let all = !ids.is_empty() && ids.len() == entries.len();
    (ids, all)
}

/// Some dashboards write Markdown with headings there: the line behind the first heading is the title.
fn title(written: &str) -> String {
    let rest = written.trim_start().strip_prefix("**Title**").map(str::trim_start);
    let line = rest.and_then(|rest| rest.lines().next()).unwrap_or(written);
    text::title(line)
}

fn updates(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Vec<Update> {
    let list = json::list(fields, "updates");
    if matches!(list, List::Broken) {
        draft.note(format!("{label}: updates is no list"));
    }
    let newest = json::object(fields, "most_recent_update").filter(|_| list.entries().is_empty());
    let entries = list.entries().iter().filter_map(Value::as_object).chain(newest);
    let mut updates: Vec<Update> = entries
        .map(|entry| {
            let at = json::time(entry, "when", label, &mut draft.oddities);
            Update {
                at: at.or_else(|| json::time(entry, "modified", label, &mut draft.oddities)),
                stage: stage(entry),
                text: json::string(entry, "text").map(text::update).unwrap_or_default(),
            }
        })
        .collect();
    newest_first(&mut updates);
    updates
}

/// Updates carry an impact instead of a stage; that it is available again is the only step that shows.
fn stage(update: &Object<'_>) -> Stage {
    match json::string(update, "status") {
        Some("AVAILABLE") => Stage::Resolved,
        Some(_) | None => Stage::Unknown,
    }
}
