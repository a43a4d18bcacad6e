//! Apple's system status: services, each with its events of the last days, as JSON or as a call for scripts.
//!
//! The anchor is the list `services` with an entry that has `serviceName` and `events`. Services go by their names,
//! since they have no ids; a service works where none of its events is going on. An event without `messageId` counts
//! for its service and is no incident. Not read: dates written out in a local form, which stand beside the others.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::Draft;
use crate::feed::json::{self, List, Object};
use crate::feed::{Reading, Unreadable, text};
use crate::observation::{Component, Impact, Incident, Maintenance, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "apple",
    label: "Apple system status",
    read,
    paths: &["/support/systemstatus/data/system_status_en_US.js"],
    lives_at,
    ..Dialect::PLAIN
};

fn lives_at(url: &Url) -> bool {
    url.host_str() == Some("www.apple.com") && url.path().starts_with("/support/systemstatus/data/")
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let services = json::list(document.object()?, "services").entries();
    if !json::any_with(services, &["serviceName", "events"]) {
        return Err(Unreadable::OtherShape { what: "no list services with names and events".into() });
    }
    let mut draft = Draft::default();
    draft.observation.complete = true;
    for fields in draft.objects(services, "services") {
        service(fields, &mut draft);
    }
    Ok(draft.finish())
}

fn service(fields: &Object<'_>, draft: &mut Draft) {
    let Some(id) = json::id(fields, "serviceName") else {
        draft.note("a service has no name");
        return draft.doubt();
    };
    let label = json::label("service", fields, Some(&id));
    let events = json::list(fields, "events");
    // Nothing going on is what being well looks like here: that needs a list that could be read.
    let mut status = Status::Operational;
    if !matches!(events, List::Listed(_)) {
        draft.note(format!("{label}: events is no list"));
        status = Status::Unknown;
    }
    for value in events.entries() {
        status = status.worst(match json::fields(value, "an event", &mut draft.oddities) {
            Some(fields) => event(fields, &id, &label, draft),
            None => Status::Unknown,
        });
    }
    let name = text::title(&id);
    draft.component(Component { id, name, status });
}

/// Files one event, and says what it does to its service now.
fn event(fields: &Object<'_>, service: &str, label: &str, draft: &mut Draft) -> Status {
    let state = json::word(fields, "eventStatus", label, &mut draft.oddities, |word| match word {
        "ongoing" => Some(State::Ongoing),
        "upcoming" => Some(State::Upcoming),
        "resolved" | "completed" => Some(State::Over),
        _ => None,
    });
    // One whose state can't be told may be going on.
    let state = state.unwrap_or(State::Ongoing);
    let kind = json::string(fields, "statusType");
    if state == State::Upcoming || kind == Some("Maintenance") {
        return planned(fields, service, state, label, draft);
    }
    let open = state == State::Ongoing;
    let impact = impact(fields, kind, open, label, draft);
    report(fields, service, impact, open, label, draft);
    if open { impact.status() } else { Status::Operational }
}

/// How far an event has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Upcoming,
    Ongoing,
    Over,
}

fn impact(fields: &Object<'_>, kind: Option<&str>, open: bool, label: &str, draft: &mut Draft) -> Impact {
    let some_only = json::string(fields, "usersAffected").is_some_and(|who| who.trim_start().starts_with("Some "));
    match kind {
        Some("Available") => Impact::None,
        Some("Issue" | "Performance") => Impact::Minor,
        Some("Outage") if some_only => Impact::Major,
        Some("Outage") => Impact::Critical,
        other => {
            if open {
                draft.note(format!("{label}: statusType is {}", json::quoted(fields, "statusType", other)));
            }
            Impact::Unknown
        }
    }
}

fn report(fields: &Object<'_>, service: &str, impact: Impact, open: bool, label: &str, draft: &mut Draft) {
    // Without an id the service's own state carries it.
    let Some(id) = json::id(fields, "messageId") else { return };
    let at = json::time(fields, "epochStartDate", label, &mut draft.oddities);
    let ended = json::time(fields, "epochEndDate", label, &mut draft.oddities);
    let message = json::string(fields, "message").map(text::update).filter(|message| !message.is_empty());
    let stage = if open { Stage::Unknown } else { Stage::Resolved };
    let incident = Incident {
        id: String::new(),
        title: title(fields, service),
        impact,
        stage,
        open,
        started_at: at,
        updated_at: at.max(ended.filter(|_| !open)),
        resolved_at: ended.filter(|_| !open),
        components: vec![service.to_owned()],
        updates: message.map(|text| Update { at, stage, text }).into_iter().collect(),
    };
    draft.shared_report(Some(id), incident);
}

/// Messages speak of "this service": its name has to stand before them.
fn title(fields: &Object<'_>, service: &str) -> String {
    match json::title(fields, "message") {
        Some(message) => text::title(&format!("{service}: {message}")),
        None => text::title(service),
    }
}

fn planned(fields: &Object<'_>, service: &str, state: State, label: &str, draft: &mut Draft) -> Status {
    let active = state == State::Ongoing;
    if let Some(id) = json::id(fields, "messageId").filter(|_| state != State::Over) {
        let work = Maintenance {
            id,
            title: title(fields, service),
            starts_at: json::time(fields, "epochStartDate", label, &mut draft.oddities),
            ends_at: json::time(fields, "epochEndDate", label, &mut draft.oddities),
            active,
        };
        draft.shared_maintenance(work);
    }
    if active { Status::Maintenance } else { Status::Operational }
}
