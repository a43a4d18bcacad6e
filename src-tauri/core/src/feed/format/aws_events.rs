//! `currentevents` of AWS's health page: the events that are under way, each with the services it touches. It is served
//! in UTF-16, which is decoded before.
//!
//! The anchor is a list whose entries name their `service` and carry an `arn`, a `region_name` or an `event_log`. The
//! empty list bears none: it is calm only where the format was named. Levels are 0 resolved, 1 informational,
//! 2 degraded, 3 disrupted. Not read: `impacted_service_status_changes`, which tells the past of each service.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, MOST_COMPONENTS, newest};
use crate::feed::json::{self, List, Object, Value};
use crate::feed::{Reading, Unreadable, text};
use crate::observation::{Impact, Incident, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "aws-currentevents",
    label: "AWS current events",
    read,
    paths: &["/public/currentevents"],
    lives_at,
    empty_is_calm: true,
    ..Dialect::PLAIN
};

fn lives_at(url: &Url) -> bool {
    url.host_str() == Some("health.aws.amazon.com") && url.path() == "/public/currentevents"
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let events = document.list()?;
    let anchored = |key| json::any_with(events, &["service", key]);
    if !events.is_empty() && !["arn", "region_name", "event_log"].into_iter().any(anchored) {
        return Err(Unreadable::OtherShape { what: "a list without events that name their service".into() });
    }
    let mut draft = Draft::default();
    draft.observation.indicator = Some(Status::Operational);
    draft.observation.reports_all = true;
    for fields in draft.objects(events, "the list") {
        event(fields, &mut draft);
    }
    Ok(draft.finish())
}

fn event(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "arn");
    let service = json::id(fields, "service");
    let label = json::label("event", fields, id.as_deref().or(service.as_deref()));
    let level = level(fields, "status");
    if level.is_none() {
        draft.note(format!("{label}: status is {}", json::quoted(fields, "status", json::string(fields, "status"))));
    }
    let ended = json::time(fields, "end_time", &label, &mut draft.oddities);
    let open = level != Some(0) && ended.is_none();
    let updates = updates(fields, &label, draft);
    let components = services(fields, service.as_deref(), level, open, &label, draft);
    if open && components.is_empty() {
        draft.note(format!("{label}: names no service"));
        draft.doubt();
    }
    let incident = Incident {
        id: String::new(),
        title: title(fields),
        impact: match level {
            // What is over has no level left; it claims nothing now.
            Some(0 | 1) => Impact::None,
            Some(2) => Impact::Minor,
            Some(_) => Impact::Critical,
            None => Impact::Unknown,
        },
        stage: if open { Stage::Unknown } else { Stage::Resolved },
        open,
        started_at: json::time(fields, "date", &label, &mut draft.oddities),
        updated_at: newest(&updates),
        resolved_at: ended.or_else(|| newest(&updates).filter(|_| !open)),
        components,
        updates,
    };
    draft.report(id, incident);
}

/// A level, which is written as a string in some places and as a number in others.
fn level(fields: &Object<'_>, key: &str) -> Option<u8> {
    json::id(fields, key)?.parse().ok().filter(|level| *level <= 3)
}

/// Summaries say what and never where: "Increased Error Rates".
fn title(fields: &Object<'_>) -> String {
    let summary = json::title(fields, "summary").unwrap_or_default();
    let place = match (json::title(fields, "service_name"), json::title(fields, "region_name")) {
        (Some(service), Some(region)) => format!("{service} ({region})"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => return summary,
    };
    if summary.is_empty() { place } else { text::title(&format!("{place}: {summary}")) }
}

/// The service that the event is filed under, and those it touches now: one that is back, or only informed about while
/// others suffer, is not.
fn services(
    fields: &Object<'_>,
    filed_under: Option<&str>,
    event: Option<u8>,
    open: bool,
    label: &str,
    draft: &mut Draft,
) -> Vec<String> {
    let mut named: Vec<String> = filed_under.map(str::to_owned).into_iter().collect();
    let touched = fields.get("impacted_services").filter(|touched| !touched.is_null());
    let Some(services) = touched.and_then(Value::as_object) else {
        // One service is named by the event itself; of many, all that could be read is that there are some.
        let many = filed_under.is_some_and(|service| service.starts_with("multipleservices"));
        if open && (many || touched.is_some()) {
            draft.note(format!("{label}: impacted_services is {}", touched.map_or("missing", json::kind)));
            draft.doubt();
        }
        return named;
    };
    for (service, state) in services.iter().take(MOST_COMPONENTS) {
        let now = state.as_object().and_then(|state| level(state, "current"));
        let spared = match now {
            Some(0) => true,
            Some(1) => event.is_some_and(|event| event > 1),
            Some(_) | None => false,
        };
        if let Some(id) = json::usable_id(service).filter(|id| !spared && !named.contains(id)) {
            named.push(id);
        }
    }
    named
}

fn updates(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Vec<Update> {
    let log = json::list(fields, "event_log");
    if matches!(log, List::Broken) {
        draft.note(format!("{label}: event_log is no list"));
    }
    let entries = log.entries().iter().filter_map(Value::as_object);
    entries
        .map(|entry| Update {
            at: json::time(entry, "timestamp", label, &mut draft.oddities),
            stage: if level(entry, "status") == Some(0) { Stage::Resolved } else { Stage::Unknown },
            text: json::string(entry, "message").map(text::update).unwrap_or_default(),
        })
        .collect()
}
