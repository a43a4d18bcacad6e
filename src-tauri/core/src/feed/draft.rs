//! An observation in the making. Each format puts in what it finds; what is listed twice, beyond the bounds, or could
//! not be read is dealt with here, the same way for all: calm is kept only where nothing was left unread.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;

use super::json::{self, List, Object, Oddities, Value};
use super::{Reading, text};
use crate::observation::{Component, Impact, Incident, Maintenance, Observation, Status, Update};

/// Most components kept. The largest page captured has 470.
pub(super) const MOST_COMPONENTS: usize = 2_000;

/// Most incidents kept, and most pieces of planned work. The longest archive captured has 157.
pub(super) const MOST_REPORTS: usize = 200;

/// Most updates kept of one incident. The longest captured has fewer than 50.
pub(super) const MOST_UPDATES: usize = 50;

/// See the module.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// What there is so far.
    pub(super) observation: Observation,
    /// What was odd.
    pub(super) oddities: Oddities,
    /// What the page calls its provider, plain and bounded.
    name: Option<String>,
    /// Something unreadable that names no component.
    unplaced: bool,
    /// Components for which there was no room.
    over: usize,
    /// Where each component stands, by its id.
    places: HashMap<String, usize>,
    /// Components named by something unreadable.
    about: BTreeSet<String>,
}

impl Draft {
    /// Leaves a line for the log.
    pub(super) fn note(&mut self, line: impl Into<String>) {
        self.oddities.note(line);
    }

    /// What the page calls its provider.
    pub(super) fn name(&mut self, raw: Option<&str>) {
        let name = raw.map(text::title).filter(|name| !name.is_empty());
        self.name = name.or(self.name.take());
    }

    /// Something was left unread that may hide trouble anywhere.
    pub(super) fn doubt(&mut self) {
        self.unplaced = true;
    }

    /// Something was left unread that names these components; none means anywhere.
    pub(super) fn doubt_about(&mut self, named: Vec<String>) {
        self.unplaced |= named.is_empty();
        self.about.extend(named);
    }

    /// Adds a part; one that is there already gets the worse of its two states.
    pub(super) fn component(&mut self, mut part: Component) {
        // Where an id stands in for the name it is shown, so it is made plain like any name.
        if part.name == part.id {
            part.name = text::title(&part.id);
        }
        let parts = &mut self.observation.components;
        let room = parts.len() < MOST_COMPONENTS;
        // Far over the bound nothing is looked at any more: the document is in doubt already.
        if self.over > MOST_COMPONENTS {
            return;
        }
        match self.places.get(&part.id).and_then(|place| parts.get_mut(*place)) {
            Some(known) => {
                self.oddities.note(format!("component {} is listed twice", text::word(&part.id)));
                known.status = known.status.worst(part.status);
            }
            None if room => {
                self.places.insert(part.id.clone(), parts.len());
                parts.push(part);
            }
            None => {
                self.over += 1;
                self.oddities.note(format!("more than {MOST_COMPONENTS} components; the rest is not read"));
                self.unplaced = true;
            }
        }
    }

    /// Adds a part by id, name and state. One without either is left unread; one of them stands in for the other.
    pub(super) fn part(&mut self, id: Option<String>, name: Option<&str>, status: Status) {
        let name = name.map(text::title).filter(|name| !name.is_empty());
        match (id, name) {
            (Some(id), name) => self.component(Component { name: name.unwrap_or_else(|| id.clone()), id, status }),
            (None, Some(name)) => self.component(Component { id: name.clone(), name, status }),
            (None, None) => {
                self.note("a component has neither id nor name");
                self.doubt();
            }
        }
    }

    /// Adds a report. An id stands for one incident: of two with the same, an open one counts, of two open ones the worse,
    /// else the first.
    pub(super) fn incident(&mut self, mut incident: Incident) {
        newest_first(&mut incident.updates);
        if incident.updates.len() > MOST_UPDATES {
            let count = incident.updates.len();
            self.note(format!(
                "incident {}: {count} updates, the newest {MOST_UPDATES} are kept",
                text::word(&incident.id)
            ));
            incident.updates.truncate(MOST_UPDATES);
        }
        let kept = &mut self.observation.incidents;
        let room = kept.len() < MOST_REPORTS;
        match kept.iter_mut().find(|known| known.id == incident.id) {
            Some(known) => {
                self.oddities.note(format!("incident {} is listed twice", text::word(&incident.id)));
                if incident.open && (!known.open || incident.impact > known.impact) {
                    *known = incident;
                }
            }
            None if room => kept.push(incident),
            None => {
                self.oddities.note(format!("more than {MOST_REPORTS} incidents; the rest is not read"));
                // What is over hides nothing.
                self.unplaced |= incident.open;
            }
        }
    }

    /// Adds a report that stands under each part it concerns: under the same id, the parts it names are put together.
    pub(super) fn shared_report(&mut self, id: Option<String>, incident: Incident) {
        let known = self.observation.incidents.iter_mut().find(|known| Some(&known.id) == id.as_ref());
        match known.filter(|known| known.open == incident.open) {
            Some(known) => {
                known.impact = known.impact.max(incident.impact);
                for part in incident.components {
                    if !known.components.contains(&part) {
                        known.components.push(part);
                    }
                }
            }
            None => self.report(id, incident),
        }
    }

    /// Adds planned work that stands under each part it concerns.
    pub(super) fn shared_maintenance(&mut self, work: Maintenance) {
        match self.observation.maintenances.iter_mut().find(|known| known.id == work.id) {
            Some(known) => known.active |= work.active,
            None => self.maintenance(work),
        }
    }

    /// Adds planned work: of two with the same id, one that is under way counts, else the first.
    pub(super) fn maintenance(&mut self, work: Maintenance) {
        let kept = &mut self.observation.maintenances;
        if let Some(known) = kept.iter_mut().find(|known| known.id == work.id) {
            self.oddities.note(format!("maintenance {} is listed twice", text::word(&work.id)));
            if work.active && !known.active {
                *known = work;
            }
        } else if kept.len() < MOST_REPORTS {
            kept.push(work);
        } else {
            self.oddities.note(format!("more than {MOST_REPORTS} maintenances; the rest is not read"));
        }
    }

    /// Adds a report whose id may be missing. Without one it is left out, which hides trouble if it is open.
    pub(super) fn report(&mut self, id: Option<String>, incident: Incident) {
        if let Some(id) = id {
            self.incident(Incident { id, ..incident });
            return;
        }
        self.note(format!("incident {}: no id, left out", text::word(&incident.title)));
        if incident.open && incident.impact != Impact::None {
            self.doubt_about(incident.components);
        }
    }

    /// Adds planned work whose id may be missing. Without one it is left out.
    pub(super) fn work(&mut self, id: Option<String>, work: Maintenance) {
        match id {
            Some(id) => self.maintenance(Maintenance { id, ..work }),
            None => self.note(format!("maintenance {}: no id, left out", text::word(&work.title))),
        }
    }

    /// The objects of a list that the format always has. A list that is not there, or an entry that is no object, may
    /// hide trouble.
    pub(super) fn required<'a>(&mut self, fields: &'a Object<'_>, key: &str) -> Vec<&'a Object<'a>> {
        if matches!(json::list(fields, key), List::Absent) {
            self.note(format!("{key} is missing"));
            self.doubt();
        }
        self.optional(fields, key)
    }

    /// The objects of a list that is left out where it would be empty.
    pub(super) fn optional<'a>(&mut self, fields: &'a Object<'_>, key: &str) -> Vec<&'a Object<'a>> {
        let list = json::list(fields, key);
        if matches!(list, List::Broken) {
            self.note(format!("{key} is no list"));
            self.doubt();
        }
        self.objects(list.entries(), key)
    }

    /// The objects among these entries. One that is none may hide trouble; `whose` names the list.
    pub(super) fn objects<'a>(&mut self, entries: &'a [Value<'a>], whose: &str) -> Vec<&'a Object<'a>> {
        let mut objects = Vec::new();
        for entry in entries {
            if let Value::Object(object) = entry {
                objects.push(object);
            } else {
                self.note(format!("{whose}: an entry is {}", json::kind(entry)));
                self.doubt();
            }
        }
        objects
    }

    /// What came of it.
    pub(super) fn finish(mut self) -> Reading {
        self.settle();
        Reading { observation: self.observation, name: self.name, oddities: self.oddities.into_lines() }
    }

    /// Takes calm back: from the components in doubt where they are known, else from the document as a whole, by a
    /// part without id or name whose status is unknown. Trouble stays trouble.
    fn settle(&mut self) {
        if !self.unplaced && self.about.is_empty() {
            return;
        }
        let observation = &mut self.observation;
        observation.complete = false;
        observation.reports_all = false;
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

/// Calm is no longer said; trouble stays.
pub(super) fn uncalm(status: Status) -> Status {
    if status == Status::Operational { Status::Unknown } else { status }
}

/// Several documents were joined, and the page as a whole is not well, or was not read whole: where nothing that they
/// list says why, the join is not calm either.
pub(super) fn without_unexplained_calm(mut joined: Observation) -> Observation {
    let explained = joined.incidents.iter().any(|incident| incident.open);
    let hidden = match joined.indicator {
        Some(Status::Unknown) => true,
        Some(indicator) => indicator.is_trouble() && !explained,
        None => false,
    };
    if hidden && joined.status() == Status::Operational {
        joined.complete = false;
        joined.components.push(Component { id: String::new(), name: String::new(), status: Status::Unknown });
    }
    joined
}

/// Newest first is how updates are kept. Where a time is missing, the order they came in is all there is.
pub(super) fn newest_first(updates: &mut [Update]) {
    if updates.iter().all(|update| update.at.is_some()) {
        updates.sort_by_key(|update| std::cmp::Reverse(update.at));
    }
}

/// The newest moment of a timeline.
pub(super) fn newest(updates: &[Update]) -> Option<Timestamp> {
    updates.iter().filter_map(|update| update.at).max()
}
