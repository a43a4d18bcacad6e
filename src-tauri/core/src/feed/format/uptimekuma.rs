//! Uptime Kuma's status pages: `api/status-page/<slug>` lists the monitors, pinned incidents and planned work, and
//! `api/status-page/heartbeat/<slug>` beside it the last beats of each monitor, oldest first.
//!
//! The anchor is `config` with `publicGroupList`, and `heartbeatList` with `uptimeList`. A monitor is as its last beat
//! was; without the beats it is unknown. The history of incidents and the RSS feed are not read.

use url::Url;

use super::Dialect;
use crate::feed::document::Document;
use crate::feed::draft::Draft;
use crate::feed::json::{self, List, Object, Value};
use crate::feed::{Reading, Unreadable, date, text};
use crate::observation::{Component, Impact, Incident, Maintenance, Observation, Stage, Status, Update};

pub(super) const DIALECT: Dialect = Dialect {
    name: "uptime-kuma",
    label: "Uptime Kuma",
    read,
    paths: &["/api/status-page/default"],
    companions,
    merge,
    ..Dialect::PLAIN
};

/// Longest time between two beats that are summed up, for a failure in one to be taken for the present state.
const LONGEST_SUM_SECONDS: i64 = 30 * 60;

/// The beats of the same page. Any other address has none.
fn companions(feed: &Url) -> Vec<Url> {
    let Some((before, slug)) = feed.path().rsplit_once("/api/status-page/") else { return Vec::new() };
    if slug.is_empty() || slug.contains('/') {
        return Vec::new();
    }
    let path = format!("{before}/api/status-page/heartbeat/{slug}");
    let mut companion = feed.clone();
    companion.set_path(&path);
    companion.set_query(None);
    companion.set_fragment(None);
    vec![companion]
}

/// The page names the monitors, the beats say how they are.
fn merge(mut main: Observation, beats: Observation) -> Observation {
    let monitors = main.components.iter().filter(|part| !part.id.is_empty()).count();
    for part in &mut main.components {
        if let Some(beat) = beats.components.iter().find(|beat| !beat.id.is_empty() && beat.id == part.id) {
            part.status = beat.status;
        }
    }
    // A monitor that fails and is not on the page yet counts.
    let known = |id: &str| main.components.iter().any(|part| part.id == id);
    let further: Vec<Component> =
        beats.components.into_iter().filter(|part| part.status.is_trouble() && !known(&part.id)).collect();
    main.components.extend(further);
    if main.status().is_trouble() {
        main.components.retain(|part| !part.id.is_empty());
    }
    main.complete = main.complete && monitors > 0;
    main
}

fn read(document: &Document<'_>) -> Result<Reading, Unreadable> {
    let root = document.object()?;
    if let (Some(beats), Some(_)) = (json::object(root, "heartbeatList"), json::object(root, "uptimeList")) {
        return Ok(read_beats(beats));
    }
    let (Some(config), List::Listed(groups)) = (json::object(root, "config"), json::list(root, "publicGroupList"))
    else {
        let what = "neither config with publicGroupList nor heartbeatList with uptimeList";
        return Err(Unreadable::OtherShape { what: what.into() });
    };

    let mut draft = Draft::default();
    draft.name(json::string(config, "title"));
    draft.observation.complete = true;
    for group in groups {
        read_group(group, &mut draft);
    }
    read_incidents(root, &mut draft);
    for work in json::list(root, "maintenanceList").entries() {
        if let Some(work) = work.as_object().and_then(|fields| maintenance(fields, &mut draft)) {
            draft.maintenance(work);
        }
    }
    Ok(draft.finish())
}

fn read_group(group: &Value<'_>, draft: &mut Draft) {
    let monitors = group.as_object().map_or(List::Broken, |fields| json::list(fields, "monitorList"));
    if !matches!(monitors, List::Listed(_)) {
        draft.note("a group has no list of monitors");
        draft.doubt();
    }
    for monitor in monitors.entries() {
        match monitor.as_object() {
            Some(fields) => {
                let (id, name) = (json::id(fields, "id"), json::string(fields, "name"));
                // A monitor may stand in two groups.
                if id.is_none() || !draft.observation.components.iter().any(|part| Some(&part.id) == id.as_ref()) {
                    draft.part(id, name, Status::Unknown);
                }
            }
            None => {
                draft.note(format!("a monitor is {}", json::kind(monitor)));
                draft.doubt();
            }
        }
    }
}

/// Version 2 has a list, version 1 the one that is pinned, or null.
fn read_incidents(root: &Object<'_>, draft: &mut Draft) {
    let pinned = root.get("incident").filter(|pinned| !pinned.is_null());
    let listed = json::list(root, "incidents");
    let neither = !root.iter().any(|(key, _)| key == "incident" || key == "incidents");
    if neither || matches!(listed, List::Broken) {
        draft.note("no list of incidents");
        draft.doubt();
    }
    for value in listed.entries().iter().chain(pinned) {
        match value.as_object().and_then(|fields| incident(fields, draft)) {
            Some(incident) => draft.incident(incident),
            None => {
                draft.note("an incident that can't be told apart");
                draft.doubt();
            }
        }
    }
}

/// An incident is open as long as it stands on the page. How bad it is, is a matter of colour.
fn incident(fields: &Object<'_>, draft: &mut Draft) -> Option<Incident> {
    let id = json::id(fields, "id")?;
    let label = format!("incident {}", text::word(&id));
    let open = fields.get("active") != Some(&Value::Bool(false));
    let impact = json::word(fields, "style", &label, &mut draft.oddities, impact).unwrap_or(Impact::Unknown);
    let oddities = &mut draft.oddities;
    let started_at = json::time(fields, "createdDate", &label, oddities);
    let updated_at = json::time(fields, "lastUpdatedDate", &label, oddities);
    let stage = if open { Stage::Unknown } else { Stage::Resolved };
    let content = json::string(fields, "content").map(text::update).filter(|content| !content.is_empty());
    Some(Incident {
        title: json::string(fields, "title").map(text::title).unwrap_or_default(),
        impact,
        stage,
        open,
        started_at,
        updated_at: updated_at.or(started_at),
        resolved_at: None,
        components: Vec::new(),
        updates: content.map(|text| Update { at: updated_at.or(started_at), stage, text }).into_iter().collect(),
        id,
    })
}

fn impact(word: &str) -> Option<Impact> {
    match word {
        "info" | "primary" | "light" | "dark" => Some(Impact::None),
        "warning" => Some(Impact::Minor),
        "danger" => Some(Impact::Major),
        _ => None,
    }
}

/// Planned work that is to come or under way. Its times are those of its own zone.
fn maintenance(fields: &Object<'_>, draft: &mut Draft) -> Option<Maintenance> {
    let id = json::id(fields, "id")?;
    let active = match json::string(fields, "status") {
        Some("under-maintenance") => true,
        Some("scheduled" | "unknown") => false,
        Some("ended" | "inactive") => return None,
        other => {
            let word = json::quoted(fields, "status", other);
            draft.note(format!("maintenance {}: status is {word}", text::word(&id)));
            false
        }
    };
    let slot = json::list(fields, "timeslotList").entries().first().and_then(Value::as_object);
    let offset = json::string(fields, "timezoneOffset").unwrap_or_default();
    let time = |key| {
        let written = json::string(slot?, key)?;
        let has_zone = written.ends_with('Z') || written.get(10..)?.contains(['+', '-']);
        // Without an offset nobody knows when it is.
        if has_zone {
            date::moment(written)
        } else {
            date::moment(&format!("{written}{offset}")).filter(|_| !offset.is_empty())
        }
    };
    Some(Maintenance {
        title: json::string(fields, "title").map(text::title).unwrap_or_default(),
        starts_at: time("startDate"),
        ends_at: time("endDate"),
        active,
        id,
    })
}

/// The beats alone: monitors by their ids, which is all that is known of them here. Which monitors there should be,
/// only the page says, so by themselves they are never calm.
fn read_beats(lists: &Object<'_>) -> Reading {
    let mut draft = Draft::default();
    draft.doubt();
    for (id, list) in lists.iter() {
        let Some(id) = json::usable_id(id) else {
            draft.note("beats of a monitor without id");
            continue;
        };
        let label = format!("monitor {}", text::word(&id));
        let beats = list.as_array().unwrap_or_default();
        let status = beats.last().map_or(Status::Unknown, |last| beat(last, beats, &label, &mut draft));
        draft.part(Some(id), None, status);
    }
    draft.finish()
}

fn beat(last: &Value<'_>, beats: &[Value<'_>], label: &str, draft: &mut Draft) -> Status {
    let code = last.as_object().and_then(|fields| fields.get("status")).and_then(Value::as_i64);
    match code {
        Some(1) => Status::Operational,
        // Retrying, and not called down yet; or being worked on.
        Some(2) => Status::Unknown,
        Some(3) => Status::Maintenance,
        Some(0) if is_long_sum(beats) => {
            draft.note(format!("{label}: it failed at some time within the last beat, which spans long"));
            Status::Unknown
        }
        Some(0) => Status::MajorOutage,
        _ => {
            draft.note(format!("{label}: the last beat has no state that is known to us"));
            Status::Unknown
        }
    }
}

/// A page may be set to show days: then each beat sums up what happened since the one before, and any failure makes
/// it a failure. Such beats have times with a `T`.
fn is_long_sum(beats: &[Value<'_>]) -> bool {
    let times: Vec<_> = beats
        .iter()
        .rev()
        .take(2)
        .filter_map(|beat| json::string(beat.as_object()?, "time"))
        .filter(|time| time.contains('T'))
        .filter_map(date::moment)
        .collect();
    matches!(times[..], [last, before] if (last.as_second() - before.as_second()) > LONGEST_SUM_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beats_stand_beside_the_page() {
        let table = [
            (
                "https://status.example.com/api/status-page/main",
                Some("https://status.example.com/api/status-page/heartbeat/main"),
            ),
            (
                "http://127.0.0.1:3001/up/api/status-page/a?x=1#y",
                Some("http://127.0.0.1:3001/up/api/status-page/heartbeat/a"),
            ),
            ("https://status.example.com/api/status-page/heartbeat/main", None),
            ("https://status.example.com/api/status-page/", None),
            ("https://status.example.com/status/main", None),
        ];
        for (feed, expected) in table {
            assert_eq!(companions(&feed.parse().unwrap()).first().map(Url::as_str), expected, "{feed}");
        }
    }
}
