//! Sorry's status pages: `/api/v1/status` says how the page is; `/api/v1/components` and `/api/v1/notices` beside it
//! list the parts, and the incidents and planned work of now and before.
//!
//! The anchors: `page.state`; a list of components with a `state`, in one envelope or the other; the list `notices`.
//! Notices claim no harm, so that theirs is unknown. Older pages of notices are not read.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest, without_unexplained_calm};
use crate::feed::json::{self, List, Object, Value, label};
use crate::feed::{Reading, Unreadable, label as words, merge, text};
use crate::observation::{Component, Impact, Incident, Maintenance, Observation, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "sorry",
    label: "Sorry",
    read,
    paths: &["/api/v1/status"],
    lives_at,
    companions,
    merge: join,
    ..Dialect::PLAIN
};

/// Reads one of the three documents.
///
/// # Errors
/// [`Unreadable`] when it is none of them.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    if let Some(page) = json::object(root, "page").filter(|page| json::string(page, "state").is_some()) {
        return Ok(status(page));
    }
    if matches!(json::list(root, "notices"), List::Listed(_)) {
        return Ok(notices(root));
    }
    let has_state = |part: &Value<'_>| part.as_object().is_some_and(|part| json::string(part, "state").is_some());
    for key in ["components", "response"] {
        if json::list(root, key).entries().iter().any(has_state) {
            return Ok(components(root, key));
        }
    }
    Err(Unreadable::OtherShape { what: "no page.state, no components with a state and no notices".into() })
}

fn status(page: &Object<'_>) -> Reading {
    let mut draft = Draft::default();
    draft.name(json::string(page, "name"));
    draft.observation.indicator =
        Some(json::word(page, "state", "the page", &mut draft.oddities, state).unwrap_or(Status::Unknown));
    draft.finish()
}

/// Parts may have parts. Each has a state of its own, and notices name either, so all are kept.
fn components(root: &Object<'_>, key: &str) -> Reading {
    let mut draft = Draft::default();
    draft.observation.complete = true;
    for fields in draft.required(root, key) {
        let id = json::id(fields, "id");
        let label = label("component", fields, id.as_deref());
        let status = json::word(fields, "state", &label, &mut draft.oddities, state).unwrap_or(Status::Unknown);
        draft.part(id, json::string(fields, "name"), status);
    }
    draft.finish()
}

fn notices(root: &Object<'_>) -> Reading {
    let mut draft = Draft::default();
    draft.observation.history = true;
    for entry in json::list(root, "notices").entries() {
        match entry {
            Value::Object(fields) => notice(fields, &mut draft),
            other => {
                draft.note(format!("a notice is {}", json::kind(other)));
                hide_calm(&mut draft);
            }
        }
    }
    draft.finish()
}

fn notice(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = label("notice", fields, id.as_deref());
    let title = json::string(fields, "subject").map(text::title).unwrap_or_default();
    let began_at = json::first_time(fields, &["began_at", "created_at"], &label, &mut draft.oddities);
    let ended_at = json::time(fields, "ended_at", &label, &mut draft.oddities);
    let kind = json::string(fields, "type");
    if kind == Some("planned") {
        let active = match json::string(fields, "state") {
            Some("scheduled") => false,
            Some("underway") => true,
            Some("complete" | "cancelled") => return,
            other => {
                draft.note(format!("{label}: state is {}", json::quoted(fields, "state", other)));
                false
            }
        };
        let starts_at = json::time(fields, "begins_at", &label, &mut draft.oddities).or(began_at);
        let ends_at = json::time(fields, "ends_at", &label, &mut draft.oddities).or(ended_at);
        draft.work(id, Maintenance { id: String::new(), title, starts_at, ends_at, active });
        return;
    }
    let general = kind == Some("general");
    if !general && kind != Some("unplanned") {
        draft.note(format!("{label}: type is {}, taken for unplanned", json::quoted(fields, "type", kind)));
    }
    let past = json::string(fields, "timeline_state").is_some_and(|when| when.starts_with("past"));
    let state = json::string(fields, "state");
    let stage = state.and_then(stage).unwrap_or(if past { Stage::Resolved } else { Stage::Unknown });
    if let Some(word) = state.filter(|word| self::stage(word).is_none()) {
        draft.note(format!("{label}: state is unknown to us: {}", text::word(word)));
    }
    let mut updates: Vec<Update> =
        draft.optional(fields, "updates").into_iter().map(|entry| update(entry, &label, draft)).collect();
    if updates.is_empty() {
        updates.extend(json::object(fields, "latest_update").map(|entry| update(entry, &label, draft)));
    }
    let open = stage != Stage::Resolved;
    let updated_at = json::time(fields, "updated_at", &label, &mut draft.oddities).or_else(|| newest(&updates));
    let incident = Incident {
        id: String::new(),
        title,
        impact: if general { Impact::None } else { Impact::Unknown },
        stage,
        open,
        started_at: began_at,
        updated_at,
        resolved_at: ended_at.filter(|_| !open),
        components: json::ids(fields, "components", "id"),
        updates,
    };
    if id.is_none() && open && !general {
        hide_calm(draft);
    }
    draft.report(id, incident);
}

/// The notices have no parts and no word of the page that could hold a doubt, so a part without a name holds it until
/// they are joined.
fn hide_calm(draft: &mut Draft) {
    if draft.observation.components.is_empty() {
        draft.component(Component { id: String::new(), name: String::new(), status: Status::Unknown });
    }
}

fn update(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Update {
    Update {
        at: json::time(fields, "created_at", label, &mut draft.oddities),
        stage: json::string(fields, "state").and_then(stage).unwrap_or(Stage::Unknown),
        text: json::string(fields, "content").map(text::update).unwrap_or_default(),
    }
}

/// Written with a hyphen or with an underscore.
fn state(word: &str) -> Option<Status> {
    match word.replace('-', "_").as_str() {
        "operational" => Some(Status::Operational),
        "degraded" | "partially_degraded" => Some(Status::Degraded),
        "under_maintenance" => Some(Status::Maintenance),
        _ => None,
    }
}

fn stage(word: &str) -> Option<Stage> {
    match word {
        "recovering" => Some(Stage::Monitoring),
        "false_alarm" => Some(Stage::Resolved),
        other => words::stage(other),
    }
}

fn lives_at(url: &Url) -> bool {
    url.host_str().is_some_and(|host| host.ends_with(".sorryapp.com")) && url.path().contains("/v1/")
}

/// The parts and the notices, beside the page's state.
fn companions(feed: &Url) -> Vec<Url> {
    if !feed.path().ends_with("/v1/status") {
        return Vec::new();
    }
    ["components", "notices"]
        .into_iter()
        .map(|name| {
            let mut companion = feed.clone();
            companion.set_query(None);
            companion.set_fragment(None);
            if let Ok(mut segments) = companion.path_segments_mut() {
                segments.pop().push(name);
            }
            companion
        })
        .collect()
}

/// The notices bring incidents, which the first document has none of; the page is no archive for that.
fn join(mut main: Observation, mut companion: Observation) -> Observation {
    main.incidents.append(&mut companion.incidents);
    main.maintenances.append(&mut companion.maintenances);
    without_unexplained_calm(merge(main, companion))
}
