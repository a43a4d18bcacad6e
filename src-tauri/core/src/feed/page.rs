//! The document that both formats share: a page with a roll-up, components, incidents and planned work, any of which
//! may be missing. Also its smaller forms: the status, the components, the incidents or the planned work alone, and
//! one incident by itself.
//!
//! Calm is kept only where nothing was left unread: [`Doubt`] takes it back. Which page belongs to which format is
//! theirs to say.

use std::collections::BTreeSet;

use serde_json::Value;

use super::entry::{self, Part, Report};
use super::json::{self, List, Object, Oddities};
use super::{Reading, Unreadable, text};
use crate::observation::{Component, Incident, Observation, Status};

/// Most components kept. The largest page captured has 470.
const MOST_COMPONENTS: usize = 2_000;

/// Most incidents kept, and most pieces of planned work. Archives list 50.
const MOST_REPORTS: usize = 200;

/// Reads a page, or one incident by itself.
///
/// A document that has the roll-up and lists `cut` components or more may have lost some.
pub(super) fn read(root: &Object, cut: Option<usize>) -> Result<Reading, Unreadable> {
    if is_one_incident(root) {
        return Ok(one_incident(root));
    }
    let has_id = id(root).is_some();
    let rollup = root.get("status").and_then(Value::as_object);
    let rollup = rollup.filter(|rollup| json::string(rollup, "indicator").is_some());
    let components = json::list(root, "components");
    let incidents = json::list(root, "incidents");
    let planned = json::list(root, "scheduled_maintenances");
    let lists_any = [components, incidents, planned].iter().any(|list| matches!(list, List::Listed(_)));
    if rollup.is_none() && !(has_id && lists_any) && !incidents.entries().iter().any(has_updates) {
        return Err(other_shape(root, has_id));
    }

    let mut oddities = Oddities::default();
    let mut doubt = Doubt::default();
    let mut observation = Observation {
        indicator: rollup.map(|rollup| {
            entry::word(rollup, "indicator", "the page", &mut oddities, indicator).unwrap_or(Status::Unknown)
        }),
        history: rollup.is_none() && matches!(components, List::Absent) && matches!(incidents, List::Listed(_)),
        complete: matches!(components, List::Listed(_)) && !is_cut(components, rollup.is_some(), cut),
        ..Observation::default()
    };
    read_components(components, &mut observation, &mut doubt, &mut oddities);
    read_incidents(incidents, &mut observation, &mut doubt, &mut oddities);
    read_planned(planned, &mut observation, &mut oddities);
    if rollup.is_some() {
        doubt_missing_lists(components, incidents, planned, &observation, &mut doubt, &mut oddities);
    }
    if rollup.is_none() && root.contains_key("status") {
        oddities.note("the page: status has no indicator");
        doubt.unplaced = true;
    }
    doubt.settle(&mut observation);
    if !has_id && !observation.history {
        oddities.note("the page has no id: what it calls operational counts as unknown");
        without_anchor(&mut observation);
    }
    Ok(Reading { observation, oddities: oddities.into_lines() })
}

/// The page's own id.
pub(super) fn id(root: &Object) -> Option<String> {
    root.get("page").and_then(Value::as_object).and_then(|page| json::id(page, "id"))
}

/// The words of a page's roll-up.
fn indicator(word: &str) -> Option<Status> {
    match word {
        "none" => Some(Status::Operational),
        "minor" => Some(Status::Degraded),
        "major" => Some(Status::PartialOutage),
        "critical" => Some(Status::MajorOutage),
        "maintenance" => Some(Status::Maintenance),
        _ => None,
    }
}

/// What was left unread and may hide trouble.
#[derive(Default)]
struct Doubt {
    /// Something unreadable that names no component.
    unplaced: bool,
    /// Components named by something unreadable.
    about: BTreeSet<String>,
}

impl Doubt {
    /// Takes calm back: from the components in doubt where they are known, else from the document as a whole, by a
    /// part without id or name whose status is unknown. Trouble stays trouble.
    fn settle(self, observation: &mut Observation) {
        if !self.unplaced && self.about.is_empty() {
            return;
        }
        observation.complete = false;
        observation.indicator = observation.indicator.map(uncalm);
        if observation.components.is_empty() {
            return;
        }
        let mut found = false;
        for part in observation.components.iter_mut().filter(|part| self.about.contains(&part.id)) {
            part.status = uncalm(part.status);
            found = true;
        }
        if (self.unplaced || !found) && !observation.status().is_trouble() {
            let unread = Component { id: String::new(), name: String::new(), status: Status::Unknown };
            observation.components.push(unread);
        }
    }
}

/// A page is known by its id. Without one it may be another service's answer, so only its bad news counts.
fn without_anchor(observation: &mut Observation) {
    observation.indicator = observation.indicator.map(uncalm);
    for part in &mut observation.components {
        part.status = uncalm(part.status);
    }
}

fn uncalm(status: Status) -> Status {
    if status == Status::Operational { Status::Unknown } else { status }
}

fn is_cut(components: List<'_>, has_rollup: bool, cut: Option<usize>) -> bool {
    has_rollup && cut.is_some_and(|cut| components.entries().len() >= cut)
}

fn read_components(list: List<'_>, observation: &mut Observation, doubt: &mut Doubt, oddities: &mut Oddities) {
    if matches!(list, List::Broken) {
        oddities.note("components is no list");
        doubt.unplaced = true;
    }
    let parts = &mut observation.components;
    for value in list.entries().iter().take(MOST_COMPONENTS) {
        match entry::component(value, oddities) {
            Part::Component(part) => match parts.iter_mut().find(|known| known.id == part.id) {
                None => parts.push(part),
                Some(known) => {
                    oddities.note(format!("component {} is listed twice", text::word(&part.id)));
                    known.status = known.status.worst(part.status);
                }
            },
            Part::Group => {}
            Part::Unreadable => doubt.unplaced = true,
        }
    }
    if list.entries().len() > MOST_COMPONENTS {
        oddities.note(format!("{} components, {MOST_COMPONENTS} are read", list.entries().len()));
        doubt.unplaced = true;
    }
}

fn read_incidents(list: List<'_>, observation: &mut Observation, doubt: &mut Doubt, oddities: &mut Oddities) {
    if matches!(list, List::Broken) {
        oddities.note("incidents is no list");
        doubt.unplaced = true;
    }
    for value in list.entries().iter().take(MOST_REPORTS) {
        match entry::incident(value, oddities) {
            Report::Incident(incident) => keep(incident, &mut observation.incidents, oddities),
            Report::Maintenance(work) => observation.maintenances.push(work),
            Report::Idle => {}
            Report::Unreadable(named) if named.is_empty() => doubt.unplaced = true,
            Report::Unreadable(named) => doubt.about.extend(named),
        }
    }
    if list.entries().len() > MOST_REPORTS {
        oddities.note(format!("{} incidents, {MOST_REPORTS} are read", list.entries().len()));
        doubt.unplaced = true;
    }
}

/// An id stands for one incident: of two with the same, an open one counts, else the first.
fn keep(incident: Incident, kept: &mut Vec<Incident>, oddities: &mut Oddities) {
    match kept.iter_mut().find(|known| known.id == incident.id) {
        None => kept.push(incident),
        Some(known) => {
            oddities.note(format!("incident {} is listed twice", text::word(&incident.id)));
            if incident.open && !known.open {
                *known = incident;
            }
        }
    }
}

fn read_planned(list: List<'_>, observation: &mut Observation, oddities: &mut Oddities) {
    if matches!(list, List::Broken) {
        oddities.note("scheduled_maintenances is no list");
    }
    let room = MOST_REPORTS.saturating_sub(observation.maintenances.len());
    if list.entries().len() > room {
        oddities.note(format!("{} maintenances, {room} are read", list.entries().len()));
    }
    for value in list.entries().iter().take(room) {
        observation.maintenances.extend(entry::maintenance(value, oddities));
    }
}

/// A list left out is empty in one of the formats, so that alone is nothing. It is something where the rest speaks
/// against it.
fn doubt_missing_lists(
    components: List<'_>,
    incidents: List<'_>,
    planned: List<'_>,
    observation: &Observation,
    doubt: &mut Doubt,
    oddities: &mut Oddities,
) {
    let is_summary = !matches!((incidents, planned), (List::Absent, List::Absent));
    if matches!(components, List::Absent) && is_summary {
        oddities.note("a summary without components");
        doubt.unplaced = true;
    }
    let alarmed = observation.indicator.is_some_and(|status| status.is_trouble() || status == Status::Unknown);
    let calm =
        !observation.components.is_empty() && !observation.components.iter().any(|part| part.status.is_trouble());
    if matches!(incidents, List::Absent) && alarmed && calm {
        oddities.note("the page is not well, and nothing it lists says why");
        doubt.unplaced = true;
    }
}

fn has_updates(value: &Value) -> bool {
    value.as_object().is_some_and(|fields| matches!(json::list(fields, "incident_updates"), List::Listed(_)))
}

/// One incident by itself: where a page has an object in `status`, it has a word.
fn is_one_incident(root: &Object) -> bool {
    json::string(root, "status").is_some() && matches!(json::list(root, "incident_updates"), List::Listed(_))
}

fn one_incident(root: &Object) -> Reading {
    let mut oddities = Oddities::default();
    let mut observation = Observation { history: true, ..Observation::default() };
    let value = Value::Object(root.clone());
    if root.contains_key("scheduled_for") {
        observation.maintenances.extend(entry::maintenance(&value, &mut oddities));
    } else {
        let one = [value];
        read_incidents(List::Listed(&one), &mut observation, &mut Doubt::default(), &mut oddities);
    }
    Reading { observation, oddities: oddities.into_lines() }
}

/// Says what is missing and what is there: the names of the fields, never their content.
fn other_shape(root: &Object, has_id: bool) -> Unreadable {
    /// As many names as say enough.
    const MOST: usize = 6;
    let missing = if has_id {
        "page.id is there, but no status.indicator and no list of components or incidents"
    } else {
        "no page.id, no status.indicator and no incidents"
    };
    let mut names: Vec<String> = root.keys().map(|name| text::word(name)).collect();
    names.sort();
    names.truncate(MOST);
    if root.len() > MOST {
        names.push("…".into());
    }
    let there = if names.is_empty() { "it is empty".into() } else { format!("it has {}", names.join(", ")) };
    Unreadable::OtherShape { what: format!("{missing}; {there}") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn observe(root: Value) -> Observation {
        let Value::Object(root) = root else { panic!("{root} is no object") };
        read(&root, None).unwrap().observation
    }

    fn part(id: usize, status: &str) -> Value {
        json!({ "id": id, "name": "Part", "status": status })
    }

    fn summary(components: &[Value], incidents: &[Value]) -> Value {
        json!({
            "page": { "id": "c0ffee000000" }, "status": { "indicator": "none" },
            "components": components, "incidents": incidents,
        })
    }

    #[test]
    fn what_is_over_the_bounds_is_left_out_and_takes_calm_with_it() {
        let parts = |count: usize| (0..count).map(|id| part(id, "operational")).collect::<Vec<_>>();
        let notices = |count: usize| -> Vec<Value> {
            (0..count)
                .map(|id| json!({ "id": id, "name": "Notice", "impact": "none", "status": "monitoring" }))
                .collect()
        };
        let full = observe(summary(&parts(MOST_COMPONENTS), &notices(MOST_REPORTS)));
        assert_eq!((full.components.len(), full.incidents.len()), (MOST_COMPONENTS, MOST_REPORTS));
        assert_eq!((full.status(), full.complete), (Status::Operational, true));
        for over in [
            observe(summary(&parts(MOST_COMPONENTS + 1), &[])),
            observe(summary(&parts(1), &notices(MOST_REPORTS + 1))),
        ] {
            assert!(over.components.len() <= MOST_COMPONENTS + 1 && over.incidents.len() <= MOST_REPORTS);
            assert_eq!((over.status(), over.complete), (Status::Unknown, false));
        }
    }

    #[test]
    fn of_many_updates_the_newest_are_kept() {
        let updates: Vec<Value> = (0..60)
            .map(|minute| json!({ "body": minute.to_string(), "display_at": format!("2026-05-04T09:{minute:02}:00Z") }))
            .collect();
        let incident =
            json!({ "id": 1, "name": "Slow", "status": "identified", "impact": "minor", "incident_updates": updates });
        let observation = observe(summary(&[], &[incident]));
        let kept = &observation.incidents[0].updates;
        assert_eq!((kept.len(), kept[0].text.as_str(), kept[49].text.as_str()), (50, "59", "10"));
    }

    #[test]
    fn something_unread_takes_calm_back_and_leaves_trouble_alone() {
        let table = [
            (vec![part(1, "operational")], vec![], Status::Operational, 1),
            (vec![part(1, "operational")], vec![json!(7)], Status::Unknown, 2),
            (vec![part(1, "major_outage")], vec![json!(7)], Status::MajorOutage, 1),
            (vec![part(1, "operational"), json!(null)], vec![], Status::Unknown, 2),
            (vec![], vec![json!(7)], Status::Unknown, 0),
        ];
        for (components, incidents, status, parts) in table {
            let observation = observe(summary(&components, &incidents));
            assert_eq!((observation.status(), observation.components.len()), (status, parts), "{observation:?}");
        }
    }
}
