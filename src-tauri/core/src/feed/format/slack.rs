//! Slack's status API 2.0: `current`, which lists what is going on, and `history`, a list of what was.
//!
//! The anchor of `current` is the list `active_incidents`; that of `history` an entry with `type`, `status` and
//! `services`. Features go by their names, since they have no ids. There is no severity: the type stands in for it.
//! Stages stand in prose only and are not read. Version 1 is not read.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest};
use crate::feed::json::{self, List, Object, Value};
use crate::feed::{Reading, Unreadable, text};
use crate::observation::{Impact, Incident, Maintenance, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "slack",
    label: "Slack status",
    read,
    paths: &["/api/v2.0.0/current"],
    lives_at,
    archive,
    empty_is_calm: true,
    ..Dialect::PLAIN
};

fn lives_at(url: &Url) -> bool {
    matches!(url.host_str(), Some("slack-status.com" | "status.slack.com")) && url.path().starts_with("/api/v2.0.0/")
}

/// `history` beside `current`.
fn archive(feed: &Url) -> Option<Url> {
    let mut beside = feed.clone();
    let segments = feed.path_segments().map(Iterator::collect::<Vec<_>>)?;
    (segments == ["api", "v2.0.0", "current"]).then(|| beside.set_path("/api/v2.0.0/history"))?;
    Some(beside)
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let mut draft = Draft::default();
    draft.observation.reports_all = true;
    if let Document::Json(Value::Array(entries)) = document {
        if !json::any_with(entries, &["type", "status", "services"]) {
            return Err(Unreadable::OtherShape { what: "a list without incidents that have type and services".into() });
        }
        draft.observation.history = true;
        read_entries(entries, &mut draft);
        return Ok(draft.finish());
    }
    let root = document.object()?;
    let List::Listed(entries) = json::list(root, "active_incidents") else {
        return Err(Unreadable::OtherShape { what: "no list active_incidents".into() });
    };
    read_entries(entries, &mut draft);
    let says_calm = json::word(root, "status", "the page", &mut draft.oddities, |word| match word {
        "ok" => Some(true),
        "active" => Some(false),
        _ => None,
    });
    let works_on = draft.observation.maintenances.iter().any(|work| work.active);
    draft.observation.indicator = Some(match says_calm {
        Some(true) => Status::Operational,
        Some(false) if works_on => Status::Maintenance,
        Some(false) | None => Status::Unknown,
    });
    if says_calm.is_none() || (says_calm == Some(false) && entries.is_empty()) {
        draft.note("the page does not say that all is well, and lists nothing that says why");
        draft.doubt();
    }
    Ok(draft.finish())
}

fn read_entries(entries: &[Value<'_>], draft: &mut Draft) {
    for fields in draft.objects(entries, "the list") {
        entry(fields, draft);
    }
}

fn entry(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = json::label("incident", fields, id.as_deref());
    let state = json::word(fields, "status", &label, &mut draft.oddities, |word| match word {
        "active" => Some(State::Active),
        "resolved" | "completed" | "cancelled" => Some(State::Over),
        "scheduled" => Some(State::Planned),
        _ => None,
    });
    if state == Some(State::Planned) || json::string(fields, "type") == Some("maintenance") {
        return planned(fields, id, state, &label, draft);
    }
    let open = state != Some(State::Over);
    let updates = notes(fields, &label, draft);
    let updated_at = json::time(fields, "date_updated", &label, &mut draft.oddities);
    let impact = json::word(fields, "type", &label, &mut draft.oddities, |word| match word {
        "incident" => Some(Impact::Minor),
        "outage" => Some(Impact::Critical),
        "notice" => Some(Impact::None),
        _ => None,
    });
    let components = json::ids(fields, "services", "name");
    if open && components.is_empty() && impact != Some(Impact::None) {
        draft.note(format!("{label}: names no service"));
        draft.doubt();
    }
    let incident = Incident {
        id: String::new(),
        title: json::title(fields, "title").unwrap_or_default(),
        impact: impact.unwrap_or(Impact::Unknown),
        stage: if open { Stage::Unknown } else { Stage::Resolved },
        open,
        started_at: json::time(fields, "date_created", &label, &mut draft.oddities),
        updated_at: updated_at.or_else(|| newest(&updates)),
        // The last note of what is over says so.
        resolved_at: newest(&updates).or(updated_at).filter(|_| !open),
        components,
        updates,
    };
    draft.report(id, incident);
}

/// How far an entry has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Active,
    Over,
    Planned,
}

fn planned(fields: &Object<'_>, id: Option<String>, state: Option<State>, label: &str, draft: &mut Draft) {
    let active = match state {
        Some(State::Over) => return,
        Some(State::Active) => true,
        Some(State::Planned) | None => false,
    };
    let Some(id) = id else {
        return draft.note(format!("{label}: no id, left out"));
    };
    // Its hours stand in the text only.
    let title = json::title(fields, "title").unwrap_or_default();
    draft.maintenance(Maintenance { id, title, starts_at: None, ends_at: None, active });
}

fn notes(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Vec<Update> {
    let notes = json::list(fields, "notes");
    if matches!(notes, List::Broken) {
        draft.note(format!("{label}: notes is no list"));
    }
    let entries = notes.entries().iter().filter_map(Value::as_object);
    entries
        .map(|note| Update {
            at: json::time(note, "date_created", label, &mut draft.oddities),
            stage: Stage::Unknown,
            text: json::string(note, "body").map(text::update).unwrap_or_default(),
        })
        .collect()
}
