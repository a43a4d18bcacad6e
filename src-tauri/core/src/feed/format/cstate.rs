//! cState's `index.json`: systems with their open issues.
//!
//! The anchor is `cStateVersion` with a list of `systems`. Systems have no ids, so their names stand in; an issue's id
//! is its address. An issue that affects no system shows in the summary alone. Past issues and the RSS feed are not
//! read. Titles stand unescaped in the template, so a quotation mark in one breaks the document: that is not JSON.

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::Draft;
use crate::feed::json::{self, List, Object, Value};
use crate::feed::{Reading, Unreadable, text};
use crate::observation::{Impact, Incident, Stage, Status};

pub(super) const DIALECT: Dialect =
    Dialect { name: "cstate", label: "cState", read, paths: &["/index.json"], ..Dialect::PLAIN };

/// Most systems that one issue may name.
const MOST_AFFECTED: usize = 500;

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    if json::id(root, "cStateVersion").is_none() {
        return Err(Unreadable::OtherShape { what: "no cStateVersion".into() });
    }
    let List::Listed(systems) = json::list(root, "systems") else {
        return Err(Unreadable::OtherShape { what: "cStateVersion is there, but no list of systems".into() });
    };

    let mut draft = Draft::default();
    draft.name(json::string(root, "title"));
    draft.observation.complete = true;
    let summary = json::word(root, "summaryStatus", "the page", &mut draft.oddities, status);
    draft.observation.indicator = Some(summary.unwrap_or(Status::Unknown));
    for system in systems {
        read_system(system, &mut draft);
    }
    let seen = &draft.observation;
    let explained = seen.components.iter().any(|part| part.status.is_trouble());
    if summary != Some(Status::Operational) && !explained {
        draft.note("the page is not well, and no system says why");
        draft.doubt();
    }
    Ok(draft.finish())
}

fn read_system(system: &Value<'_>, draft: &mut Draft) {
    let Some(fields) = system.as_object() else {
        draft.note(format!("a system is {}", json::kind(system)));
        draft.doubt();
        return;
    };
    let label = json::label("system", fields, None);
    let status = json::word(fields, "status", &label, &mut draft.oddities, status).unwrap_or(Status::Unknown);
    let name = json::string(fields, "name").map(text::title).filter(|name| !name.is_empty());
    draft.part(None, name.as_deref(), status);
    let named: Vec<String> = name.into_iter().collect();
    let issues = json::list(fields, "unresolvedIssues");
    if !matches!(issues, List::Listed(_)) {
        draft.note(format!("{label}: no list of unresolved issues"));
        draft.doubt_about(named.clone());
    }
    for issue in issues.entries() {
        match issue.as_object().and_then(|fields| incident(fields, &named, draft)) {
            // An issue stands under each system that it affects.
            Some(incident) if draft.observation.incidents.contains(&incident) => {}
            Some(incident) => draft.incident(incident),
            None => {
                draft.note(format!("{label}: an issue that can't be told apart"));
                draft.doubt_about(named.clone());
            }
        }
    }
}

/// One issue: what is listed is open, unless it says otherwise.
fn incident(fields: &Object<'_>, system: &[String], draft: &mut Draft) -> Option<Incident> {
    let id = json::id(fields, "permalink").or_else(|| json::id(fields, "filename"))?;
    let label = format!("issue {}", text::word(&id));
    let open = fields.get("resolved") != Some(&Value::Bool(true));
    let impact = json::word(fields, "severity", &label, &mut draft.oddities, impact).unwrap_or(Impact::Unknown);
    let affected = json::list(fields, "affected").entries().iter().take(MOST_AFFECTED);
    let affected: Vec<String> = affected.filter_map(Value::as_str).map(text::title).collect();
    let oddities = &mut draft.oddities;
    Some(Incident {
        title: json::string(fields, "title").map(text::title).unwrap_or_default(),
        impact,
        stage: if open { Stage::Unknown } else { Stage::Resolved },
        open,
        started_at: json::time(fields, "createdAt", &label, oddities),
        updated_at: json::time(fields, "lastMod", &label, oddities),
        resolved_at: if open { None } else { json::time(fields, "resolvedAt", &label, oddities) },
        components: if affected.is_empty() { system.to_vec() } else { affected },
        updates: Vec::new(),
        id,
    })
}

fn status(word: &str) -> Option<Status> {
    match word {
        // A notice says that something is worth knowing, and that nothing is broken.
        "ok" | "notice" => Some(Status::Operational),
        "disrupted" => Some(Status::Degraded),
        "down" => Some(Status::MajorOutage),
        _ => None,
    }
}

fn impact(word: &str) -> Option<Impact> {
    match word {
        "notice" => Some(Impact::None),
        "disrupted" => Some(Impact::Minor),
        "down" => Some(Impact::Critical),
        _ => None,
    }
}
