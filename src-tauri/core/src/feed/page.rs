//! The document that both formats share: a page with a roll-up, components, incidents and planned work, any of which
//! may be missing. Also its smaller forms: the status, the components, the incidents or the planned work alone, and
//! one incident by itself.
//!
//! Calm is kept only where nothing was left unread: the [`Draft`] takes it back. Which page belongs to which format is
//! theirs to say.

use url::Url;

use super::draft::{Draft, uncalm};
use super::entry::{self, Part, Report};
use super::json::{self, List, Object, Value};
use super::{Reading, Unreadable};
use crate::observation::{Observation, Status};

/// Reads a page, or one incident by itself.
///
/// A document that has the roll-up and lists `cut` components or more may have lost some.
pub(super) fn read(root: &Object<'_>, cut: Option<usize>) -> Result<Reading, Unreadable> {
    if is_one_incident(root) {
        return Ok(one_incident(root));
    }
    let has_id = id(root).is_some();
    let rollup = json::object(root, "status").filter(|rollup| json::string(rollup, "indicator").is_some());
    let components = json::list(root, "components");
    let incidents = json::list(root, "incidents");
    let planned = json::list(root, "scheduled_maintenances");
    let lists_any = [components, incidents, planned].iter().any(|list| matches!(list, List::Listed(_)));
    if rollup.is_none() && !(has_id && lists_any) && !incidents.entries().iter().any(has_updates) {
        return Err(other_shape(has_id));
    }

    let mut draft = Draft::default();
    draft.name(json::object(root, "page").and_then(|page| json::string(page, "name")));
    draft.observation.indicator = rollup.map(|rollup| {
        json::word(rollup, "indicator", "the page", &mut draft.oddities, indicator).unwrap_or(Status::Unknown)
    });
    draft.observation.history =
        rollup.is_none() && matches!(components, List::Absent) && matches!(incidents, List::Listed(_));
    draft.observation.complete = matches!(components, List::Listed(_)) && !is_cut(components, rollup.is_some(), cut);
    read_components(components, &mut draft);
    read_incidents(incidents, &mut draft);
    // A list of planned work by itself is a history, too.
    let by_itself = matches!((components, incidents), (List::Absent, List::Absent)) && rollup.is_none();
    read_planned(planned, by_itself, &mut draft);
    if rollup.is_some() {
        doubt_missing_lists(components, incidents, planned, &mut draft);
    }
    if rollup.is_none() && root.get("status").is_some() {
        draft.note("the page: status has no indicator");
        draft.doubt();
    }
    let anchored = has_id || draft.observation.history;
    if !anchored {
        draft.note("the page has no id: what it calls operational counts as unknown");
    }
    let mut reading = draft.finish();
    if !anchored {
        without_anchor(&mut reading.observation);
    }
    Ok(reading)
}

/// The page's own id.
pub(super) fn id(root: &Object<'_>) -> Option<String> {
    json::object(root, "page").and_then(|page| json::id(page, "id"))
}

/// `incidents.json` beside `summary.json`: the newest 50 or so, open or over. A feed of another name has none.
pub(super) fn archive(feed: &Url) -> Option<Url> {
    beside(feed, "incidents.json")
}

/// Another document in the folder of a `summary.json`, without a query.
pub(super) fn beside(feed: &Url, name: &str) -> Option<Url> {
    if feed.path_segments()?.next_back() != Some("summary.json") {
        return None;
    }
    let mut beside = feed.clone();
    beside.set_query(None);
    beside.set_fragment(None);
    beside.path_segments_mut().ok()?.pop().push(name);
    Some(beside)
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

/// A page is known by its id. Without one it may be another service's answer, so only its bad news counts.
fn without_anchor(observation: &mut Observation) {
    observation.indicator = observation.indicator.map(uncalm);
    for part in &mut observation.components {
        part.status = uncalm(part.status);
    }
}

fn is_cut(components: List<'_>, has_rollup: bool, cut: Option<usize>) -> bool {
    has_rollup && cut.is_some_and(|cut| components.entries().len() >= cut)
}

fn read_components(list: List<'_>, draft: &mut Draft) {
    if matches!(list, List::Broken) {
        draft.note("components is no list");
        draft.doubt();
    }
    let mut harmed_group = false;
    for value in list.entries() {
        match entry::component(value, &mut draft.oddities) {
            Part::Component(part) => draft.component(part),
            Part::Group { harmed } => harmed_group |= harmed,
            Part::Unreadable => draft.doubt(),
        }
    }
    if harmed_group && !draft.observation.components.iter().any(|part| part.status.is_trouble()) {
        draft.note("a group is in trouble, and none of the parts listed is");
        draft.doubt();
    }
}

fn read_incidents(list: List<'_>, draft: &mut Draft) {
    if matches!(list, List::Broken) {
        draft.note("incidents is no list");
        draft.doubt();
    }
    for value in list.entries() {
        match entry::incident(value, &mut draft.oddities) {
            Report::Incident(incident) => draft.incident(incident),
            Report::Maintenance(work) => draft.maintenance(work),
            Report::Idle => {}
            Report::Unreadable(named) => draft.doubt_about(named),
        }
    }
}

fn read_planned(list: List<'_>, past: bool, draft: &mut Draft) {
    if matches!(list, List::Broken) {
        draft.note("scheduled_maintenances is no list");
    }
    for value in list.entries() {
        if let Some(work) = entry::maintenance(value, past, &mut draft.oddities) {
            draft.maintenance(work);
        }
    }
}

/// A list left out is empty in one of the formats, so that alone is nothing. It is something where the rest speaks
/// against it.
fn doubt_missing_lists(components: List<'_>, incidents: List<'_>, planned: List<'_>, draft: &mut Draft) {
    let is_summary = !matches!((incidents, planned), (List::Absent, List::Absent));
    if matches!(components, List::Absent) && is_summary {
        draft.note("a summary without components");
        draft.doubt();
    }
    let seen = &draft.observation;
    let alarmed = seen.indicator.is_some_and(|status| status.is_trouble() || status == Status::Unknown);
    let calm = !seen.components.is_empty() && !seen.components.iter().any(|part| part.status.is_trouble());
    if matches!(incidents, List::Absent) && alarmed && calm {
        draft.note("the page is not well, and nothing it lists says why");
        draft.doubt();
    }
}

fn has_updates(value: &Value<'_>) -> bool {
    value.as_object().is_some_and(|fields| matches!(json::list(fields, "incident_updates"), List::Listed(_)))
}

/// One incident by itself: where a page has an object in `status`, it has a word.
fn is_one_incident(root: &Object<'_>) -> bool {
    json::string(root, "status").is_some() && matches!(json::list(root, "incident_updates"), List::Listed(_))
}

fn one_incident(root: &Object<'_>) -> Reading {
    let mut draft = Draft::default();
    draft.observation.history = true;
    let value = Value::Object(root.clone());
    if root.get("scheduled_for").is_some() {
        read_planned(List::Listed(&[value]), true, &mut draft);
    } else {
        match entry::incident(&value, &mut draft.oddities) {
            Report::Incident(incident) => draft.incident(incident),
            Report::Maintenance(work) => draft.maintenance(work),
            Report::Idle | Report::Unreadable(_) => {}
        }
    }
    draft.finish()
}

fn other_shape(has_id: bool) -> Unreadable {
    let missing = if has_id {
        "page.id is there, but no status.indicator and no list of components or incidents"
    } else {
        "no page.id, no status.indicator and no incidents"
    };
    Unreadable::OtherShape { what: missing.into() }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::draft::{MOST_COMPONENTS, MOST_REPORTS};
    use super::read;
    use crate::observation::{Observation, Status};

    fn observe(root: &Value) -> Observation {
        let text = root.to_string();
        let root = super::json::parse(&text).unwrap();
        read(root.as_object().unwrap(), None).unwrap().observation
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
        let full = observe(&summary(&parts(MOST_COMPONENTS), &notices(MOST_REPORTS)));
        assert_eq!((full.components.len(), full.incidents.len()), (MOST_COMPONENTS, MOST_REPORTS));
        assert_eq!((full.status(), full.complete), (Status::Operational, true));
        for over in [
            observe(&summary(&parts(MOST_COMPONENTS + 1), &[])),
            observe(&summary(&parts(1), &notices(MOST_REPORTS + 1))),
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
        let observation = observe(&summary(&[], &[incident]));
        let kept = &observation.incidents[0].updates;
        assert_eq!((kept.len(), kept[0].text.as_str(), kept[49].text.as_str()), (50, "59", "10"));
    }

    #[test]
    fn of_two_reports_with_one_id_the_worse_counts() {
        let open = |impact: &str| json!({ "id": "i", "name": "Slow", "impact": impact, "status": "investigating" });
        let over = json!({ "id": "i", "name": "Slow", "impact": "critical", "status": "resolved" });
        let table = [
            ([open("none"), open("critical")], Status::MajorOutage),
            ([open("critical"), open("none")], Status::MajorOutage),
            ([open("minor"), over.clone()], Status::Degraded),
            ([over, open("minor")], Status::Degraded),
        ];
        for (incidents, status) in table {
            let observation = observe(&summary(&[part(1, "operational")], &incidents));
            assert_eq!((observation.status(), observation.incidents.len()), (status, 1), "{incidents:?}");
        }
    }

    #[test]
    fn of_two_works_with_one_id_the_one_under_way_counts() {
        let work = |status: &str| json!({ "id": "m", "name": "Upgrade", "impact": "maintenance", "status": status });
        for works in [[work("scheduled"), work("in_progress")], [work("in_progress"), work("scheduled")]] {
            let mut page = summary(&[part(1, "operational")], &[]);
            page["scheduled_maintenances"] = json!(works);
            let planned = observe(&page).maintenances;
            assert_eq!((planned.len(), planned[0].active), (1, true), "{planned:?}");
        }
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
            let observation = observe(&summary(&components, &incidents));
            assert_eq!((observation.status(), observation.components.len()), (status, parts), "{observation:?}");
        }
    }
}
