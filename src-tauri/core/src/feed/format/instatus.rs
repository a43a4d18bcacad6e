//! Instatus: `summary.json` says how the page is and what is open; `v2/components.json` beside it lists the parts. The
//! summary stands under the path of other formats too, in this shape.
//!
//! The anchor of the summary is a word in `page.status`, that of the components a list whose states are this format's.
//! Lists that would be empty are left out. The components of earlier versions, a bare list, are not read.

use jiff::SignedDuration;
use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::{Draft, newest, without_unexplained_calm};
use crate::feed::json::{self, Object, Value, label};
use crate::feed::{Reading, Unreadable, merge, text};
use crate::observation::{Impact, Incident, Maintenance, Observation, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "instatus",
    label: "Instatus",
    read,
    paths: &["/summary.json"],
    lives_at,
    companions,
    merge: join,
    ..Dialect::PLAIN
};

/// Reads one of the two documents.
///
/// # Errors
/// [`Unreadable`] when it is neither.
fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    if let Some(page) = json::object(root, "page") {
        if json::string(page, "status").is_none() || json::object(root, "status").is_some() {
            return Err(Unreadable::OtherShape { what: "page.status is no word".into() });
        }
        return Ok(summary(root, page));
    }
    let listed = json::list(root, "components").entries();
    if root.get("page").is_none() && listed.iter().any(is_part) {
        return Ok(components(root));
    }
    Err(Unreadable::OtherShape { what: "no page.status and no components in its words".into() })
}

/// A part in the words of this format: those of others are written small.
fn is_part(value: &Value<'_>) -> bool {
    let word = value.as_object().and_then(|part| json::string(part, "status"));
    word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_uppercase()) && state(word).is_some())
}

fn summary(root: &Object<'_>, page: &Object<'_>) -> Reading {
    let mut draft = Draft::default();
    draft.name(json::string(page, "name"));
    draft.observation.indicator =
        Some(json::word(page, "status", "the page", &mut draft.oddities, indicator).unwrap_or(Status::Unknown));
    for fields in draft.optional(root, "activeIncidents") {
        incident(fields, &mut draft);
    }
    for fields in draft.optional(root, "activeMaintenances") {
        maintenance(fields, &mut draft);
    }
    draft.finish()
}

fn components(root: &Object<'_>) -> Reading {
    let mut draft = Draft::default();
    draft.observation.complete = true;
    let parts = draft.required(root, "components");
    let containers: Vec<String> =
        parts.iter().filter_map(|part| json::object(part, "group").and_then(|group| json::id(group, "id"))).collect();
    for part in parts {
        let id = json::id(part, "id");
        if id.as_ref().is_some_and(|id| containers.contains(id)) {
            continue;
        }
        let label = label("component", part, id.as_deref());
        let status = json::word(part, "status", &label, &mut draft.oddities, state).unwrap_or(Status::Unknown);
        draft.part(id, json::string(part, "name"), status);
    }
    draft.finish()
}

fn incident(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = label("incident", fields, id.as_deref());
    let title = json::string(fields, "name").map(text::title).unwrap_or_default();
    let started_at = json::time(fields, "started", &label, &mut draft.oddities);
    if json::string(fields, "impact") == Some("UNDERMAINTENANCE") {
        let work = Maintenance { id: String::new(), title, starts_at: started_at, ends_at: None, active: true };
        draft.work(id, work);
        return;
    }
    let impact = json::word(fields, "impact", &label, &mut draft.oddities, impact).unwrap_or(Impact::Unknown);
    let stage = json::word(fields, "status", &label, &mut draft.oddities, stage).unwrap_or(Stage::Unknown);
    let updates: Vec<Update> =
        draft.optional(fields, "updates").into_iter().map(|entry| update(entry, &label, draft)).collect();
    let updated_at = json::time(fields, "updatedAt", &label, &mut draft.oddities).or_else(|| newest(&updates));
    let open = stage != Stage::Resolved;
    let incident = Incident {
        id: String::new(),
        title,
        impact,
        stage,
        open,
        started_at,
        updated_at,
        resolved_at: updated_at.filter(|_| !open),
        components: json::ids(fields, "components", "id"),
        updates,
    };
    draft.report(id, incident);
}

fn update(fields: &Object<'_>, label: &str, draft: &mut Draft) -> Update {
    Update {
        at: json::first_time(fields, &["started", "createdAt"], label, &mut draft.oddities),
        stage: json::word(fields, "status", label, &mut draft.oddities, stage).unwrap_or(Stage::Unknown),
        text: json::string(fields, "message").map(text::update).unwrap_or_default(),
    }
}

fn maintenance(fields: &Object<'_>, draft: &mut Draft) {
    let id = json::id(fields, "id");
    let label = label("maintenance", fields, id.as_deref());
    let active = match json::string(fields, "status") {
        Some("NOTSTARTEDYET") => false,
        Some("INPROGRESS") => true,
        Some("COMPLETED") => return,
        other => {
            draft.note(format!("{label}: status is {}", json::quoted(fields, "status", other)));
            false
        }
    };
    let starts_at = json::time(fields, "start", &label, &mut draft.oddities);
    let ends_at = starts_at.zip(minutes(fields)).and_then(|(start, length)| start.checked_add(length).ok());
    let title = json::string(fields, "name").map(text::title).unwrap_or_default();
    draft.work(id, Maintenance { id: String::new(), title, starts_at, ends_at, active });
}

/// How long planned work takes: minutes, written as a string or as a number.
fn minutes(fields: &Object<'_>) -> Option<SignedDuration> {
    let written = fields.get("duration")?;
    let minutes = written.as_str().map_or_else(|| written.as_i64(), |text| text.trim().parse().ok())?;
    (0..=1_000_000).contains(&minutes).then(|| SignedDuration::from_mins(minutes))
}

/// The page's own word. Three are documented; others are made of how many parts and their state, so the end counts, of
/// one or of several.
fn indicator(word: &str) -> Option<Status> {
    let word = word.to_ascii_uppercase();
    match word.strip_suffix('S').filter(|one| one.ends_with("OUTAGE")).unwrap_or(&word) {
        "UP" => Some(Status::Operational),
        "HASISSUES" => Some(Status::Degraded),
        word if word.ends_with("OPERATIONAL") => None,
        word => ["DEGRADEDPERFORMANCE", "MINOROUTAGE", "PARTIALOUTAGE", "MAJOROUTAGE", "UNDERMAINTENANCE"]
            .into_iter()
            .find(|end| word.ends_with(end))
            .and_then(state),
    }
}

fn state(word: &str) -> Option<Status> {
    match word {
        "OPERATIONAL" => Some(Status::Operational),
        "DEGRADEDPERFORMANCE" | "MINOROUTAGE" => Some(Status::Degraded),
        "PARTIALOUTAGE" => Some(Status::PartialOutage),
        "MAJOROUTAGE" => Some(Status::MajorOutage),
        "UNDERMAINTENANCE" => Some(Status::Maintenance),
        _ => None,
    }
}

fn impact(word: &str) -> Option<Impact> {
    match word {
        "OPERATIONAL" => Some(Impact::None),
        "DEGRADEDPERFORMANCE" | "MINOROUTAGE" => Some(Impact::Minor),
        "PARTIALOUTAGE" => Some(Impact::Major),
        "MAJOROUTAGE" => Some(Impact::Critical),
        _ => None,
    }
}

fn stage(word: &str) -> Option<Stage> {
    match word {
        "INVESTIGATING" => Some(Stage::Investigating),
        "IDENTIFIED" => Some(Stage::Identified),
        "MONITORING" => Some(Stage::Monitoring),
        "RESOLVED" => Some(Stage::Resolved),
        _ => None,
    }
}

/// The house's own host; pages under names of their own are found by their answers.
fn lives_at(url: &Url) -> bool {
    let file = url.path_segments().and_then(|mut segments| segments.next_back());
    url.host_str().is_some_and(|host| host.ends_with(".instatus.com"))
        && matches!(file, Some("summary.json" | "components.json"))
}

/// `v2/components.json`, seen from wherever the summary stands. The components themselves have none.
fn companions(feed: &Url) -> Vec<Url> {
    let mut folders: Vec<&str> = feed.path_segments().map(Iterator::collect).unwrap_or_default();
    if folders.pop() != Some("summary.json") {
        return Vec::new();
    }
    folders.pop_if(|last| matches!(*last, "v2" | "v3"));
    folders.pop_if(|last| *last == "api");
    let path = folders.into_iter().chain(["v2", "components.json"]).collect::<Vec<_>>().join("/");
    let mut companion = feed.clone();
    companion.set_query(None);
    companion.set_fragment(None);
    companion.set_path(&path);
    vec![companion]
}

/// The summary knows no parts, so only the page's word can keep what it left unread.
fn join(main: Observation, companion: Observation) -> Observation {
    without_unexplained_calm(merge(main, companion))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_the_pages_word_counts_for_one_part_and_for_several() {
        for (word, expected) in [
            ("ONEMAJOROUTAGE", Some(Status::MajorOutage)),
            ("TWOMAJOROUTAGES", Some(Status::MajorOutage)),
            ("SOMEPARTIALOUTAGES", Some(Status::PartialOutage)),
            ("HASISSUES", Some(Status::Degraded)),
            ("UP", Some(Status::Operational)),
            ("UPS", None),
            ("NOTOPERATIONAL", None),
        ] {
            assert_eq!(indicator(word), expected, "{word}");
        }
    }

    #[test]
    fn the_companion_is_the_component_list_of_the_same_page() {
        let table = [
            ("https://status.example.com/summary.json", Some("https://status.example.com/v2/components.json")),
            (
                "https://status.example.com/api/v2/summary.json?x#y",
                Some("https://status.example.com/v2/components.json"),
            ),
            ("https://status.example.com/v3/summary.json", Some("https://status.example.com/v2/components.json")),
            ("http://127.0.0.1:8080/a/summary.json", Some("http://127.0.0.1:8080/a/v2/components.json")),
            ("https://status.example.com/v2/components.json", None),
            ("https://status.example.com/", None),
            ("mailto:summary.json", None),
        ];
        for (feed, expected) in table {
            let found = companions(&feed.parse().unwrap());
            assert_eq!(found.first().map(Url::as_str), expected, "{feed}");
        }
    }
}
