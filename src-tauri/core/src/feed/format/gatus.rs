//! Gatus's `api/v1/endpoints/statuses`: a list of endpoints, each with its last results, oldest first.
//!
//! The anchor is an entry with a `key` and a list of `results`. An endpoint is as its last result was; one without
//! results is unknown. Suites, conditions and announcements are not read, and there are no incidents.

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::Draft;
use crate::feed::json::{self, List, Object, Value};
use crate::feed::{Reading, Unreadable};
use crate::observation::Status;

pub(super) const DIALECT: Dialect =
    Dialect { name: "gatus", label: "Gatus", read, paths: &["/api/v1/endpoints/statuses"], ..Dialect::PLAIN };

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let entries = document.list()?;
    if !entries.iter().filter_map(Value::as_object).any(is_endpoint) {
        return Err(Unreadable::OtherShape { what: "no entry with a key and results".into() });
    }
    let mut draft = Draft::default();
    draft.observation.complete = true;
    for entry in entries {
        let Some(fields) = entry.as_object() else {
            draft.note(format!("an endpoint is {}", json::kind(entry)));
            draft.doubt();
            continue;
        };
        let id = json::id(fields, "key");
        let label = json::label("endpoint", fields, id.as_deref());
        let status = last_result(fields, &label, &mut draft);
        draft.part(id, json::string(fields, "name"), status);
    }
    Ok(draft.finish())
}

fn is_endpoint(fields: &Object<'_>) -> bool {
    json::id(fields, "key").is_some() && matches!(json::list(fields, "results"), List::Listed(_))
}

/// What the newest result says.
fn last_result(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Status {
    let results = json::list(fields, "results");
    let Some(last) = results.entries().last() else {
        if !matches!(results, List::Listed(_)) {
            draft.note(format!("{label}: no list of results"));
        }
        return Status::Unknown;
    };
    match last.as_object().and_then(|result| result.get("success")) {
        Some(Value::Bool(true)) => Status::Operational,
        Some(Value::Bool(false)) => Status::MajorOutage,
        _ => {
            draft.note(format!("{label}: the last result says neither success nor failure"));
            Status::Unknown
        }
    }
}
