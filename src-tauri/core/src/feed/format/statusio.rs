//! Status.io's public API, `/1.0/status/<page>`: the page, its components, what is open and what is planned, each with
//! a number for its state.
//!
//! The anchor is `result.status_overall` beside the list `result.status`. The containers inside components, which are
//! the same places again for each, are not read; nor are the words beside the numbers, which pages may change.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest, newest_first};
use crate::feed::json::{self, List, Object, label};
use crate::feed::{Reading, Unreadable, label as words, text};
use crate::observation::{Impact, Incident, Maintenance, Observation, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect { name: "statusio", label: "Status.io", read, lives_at, ..Dialect::PLAIN };

/// Reads the document.
///
/// # Errors
/// [`Unreadable`] when it is no such document.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let result = json::object(document.object()?, "result");
    let overall = result.and_then(|result| json::object(result, "status_overall"));
    let (Some(result), Some(overall)) = (result, overall) else {
        return Err(Unreadable::OtherShape { what: "no result.status_overall".into() });
    };
    if !matches!(json::list(result, "status"), List::Listed(_)) {
        return Err(Unreadable::OtherShape { what: "result.status is no list".into() });
    }
    let mut draft = Draft::default();
    draft.observation.indicator = Some(state(overall, "status_code", "the page", &mut draft));
    draft.observation.complete = true;
    for fields in draft.required(result, "status") {
        let id = json::id(fields, "id");
        let label = label("component", fields, id.as_deref());
        let status = state(fields, "status_code", &label, &mut draft);
        draft.part(id, json::string(fields, "name"), status);
    }
    for fields in draft.required(result, "incidents") {
        incident(fields, &mut draft);
    }
    match json::object(result, "maintenance") {
        Some(planned) => {
            for (key, active) in [("active", true), ("upcoming", false)] {
                for fields in draft.optional(planned, key) {
                    maintenance(fields, active, &mut draft);
                }
            }
        }
        None => draft.note("maintenance is missing"),
    }
    Ok(draft.finish())
}

/// Listed means open, unless its last message says that it is over.
fn incident(fields: &Object<'_>, draft: &mut Draft) {
    let id = own_id(fields);
    let label = label("incident", fields, id.as_deref());
    let messages = draft.optional(fields, "messages");
    let mut updates: Vec<Update> = messages.iter().map(|message| update(message, &label, draft)).collect();
    // Oldest first is how they are listed, and all that is left where a time is missing.
    updates.reverse();
    newest_first(&mut updates);
    let stage = updates.first().map_or(Stage::Unknown, |update| update.stage);
    let open = stage != Stage::Resolved;
    let components = json::ids(fields, "components_affected", "_id");
    let opened_at = json::time(fields, "datetime_open", &label, &mut draft.oddities);
    let resolved_at = json::time(fields, "datetime_resolved", &label, &mut draft.oddities);
    let incident = Incident {
        id: String::new(),
        title: json::string(fields, "name").map(text::title).unwrap_or_default(),
        impact: harm(&components, &messages, &draft.observation),
        stage,
        open,
        started_at: opened_at,
        updated_at: newest(&updates),
        resolved_at: resolved_at.or_else(|| newest(&updates)).filter(|_| !open),
        components,
        updates,
    };
    draft.report(id, incident);
}

/// An incident claims harm by the states it gives to the components it names. Where the page lists them all and says
/// of all that they work, it is a notice by now; where that can't be told, the worst that its messages said counts.
fn harm(named: &[String], messages: &[&Object<'_>], page: &Observation) -> Impact {
    let now: Vec<Status> =
        page.components.iter().filter(|part| named.contains(&part.id)).map(|part| part.status).collect();
    let calm = |status: &Status| matches!(status, Status::Operational | Status::Maintenance);
    if !named.is_empty() && now.len() == named.len() && now.iter().all(calm) {
        return Impact::None;
    }
    let said = messages.iter().filter_map(|message| code(message, "status").and_then(status));
    words::harm(said.chain(now))
}

fn update(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Update {
    let stage = match code(fields, "state") {
        Some(100) => Stage::Investigating,
        Some(200) => Stage::Identified,
        Some(300) => Stage::Monitoring,
        Some(400) => Stage::Resolved,
        _ => {
            draft.note(format!("{label}: state is {}", shown(fields, "state")));
            Stage::Unknown
        }
    };
    Update {
        at: json::time(fields, "datetime", label, &mut draft.oddities),
        stage,
        text: json::string(fields, "details").map(text::update).unwrap_or_default(),
    }
}

fn maintenance(fields: &Object<'_>, active: bool, draft: &mut Draft) {
    let id = own_id(fields);
    let label = label("maintenance", fields, id.as_deref());
    let work = Maintenance {
        id: String::new(),
        title: json::string(fields, "name").map(text::title).unwrap_or_default(),
        starts_at: json::time(fields, "datetime_planned_start", &label, &mut draft.oddities),
        ends_at: json::time(fields, "datetime_planned_end", &label, &mut draft.oddities),
        active,
    };
    draft.work(id, work);
}

fn own_id(fields: &Object<'_>) -> Option<String> {
    json::id(fields, "_id").or_else(|| json::id(fields, "id"))
}

/// The state that a number names; one that is missing or unknown leaves an oddity.
fn state(fields: &Object<'_>, key: &str, whose: &str, draft: &mut Draft) -> Status {
    code(fields, key).and_then(status).unwrap_or_else(|| {
        draft.note(format!("{whose}: {key} is {}", shown(fields, key)));
        Status::Unknown
    })
}

/// A number, or one in quotation marks.
fn code(fields: &Object<'_>, key: &str) -> Option<i64> {
    let value = fields.get(key)?;
    value.as_str().map_or_else(|| value.as_i64(), |text| text.trim().parse().ok())
}

fn shown(fields: &Object<'_>, key: &str) -> String {
    code(fields, key)
        .map_or_else(|| json::quoted(fields, key, json::string(fields, key)), |code| format!("unknown to us: {code}"))
}

fn status(code: i64) -> Option<Status> {
    match code {
        100 => Some(Status::Operational),
        200 => Some(Status::Maintenance),
        300 => Some(Status::Degraded),
        400 => Some(Status::PartialOutage),
        // A disruption, and a security event: nobody publishes one without harm.
        500 | 600 => Some(Status::MajorOutage),
        _ => None,
    }
}

fn lives_at(url: &Url) -> bool {
    url.host_str() == Some("api.status.io") && url.path().starts_with("/1.0/status/")
}
