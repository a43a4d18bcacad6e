//! A provider's page as the story has it, written in the provider's own format.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use siaga_core::feed::Format;
use siaga_core::observation::{Impact, Stage, Status};
use siaga_core::provider::Provider;

use super::story::{Planned, PlannedStage, Report, Step, Unreadable};

/// How many components the summary of one format shows at most.
const CUT: usize = 25;

/// A page id in the shape by which incident.io's answers are known.
const ULID: &str = "01DR1000000000000000000000";

/// A page id in the shape of a Statuspage.
const PAGE: &str = "dr1llpage000";

/// A provider's page.
#[derive(Debug, Clone)]
pub struct Page {
    format: Format,
    name: String,
    parts: Vec<(String, Status)>,
    /// What the story calls its parts, by id.
    names: BTreeMap<String, String>,
    incidents: Vec<Entry>,
    works: Vec<Work>,
    unreadable: Option<Unreadable>,
}

/// An incident.
#[derive(Debug, Clone)]
struct Entry {
    id: String,
    title: String,
    impact: Impact,
    stage: Stage,
    began: Timestamp,
    updates: Vec<(Timestamp, Stage, String)>,
}

/// Planned work that is not done yet.
#[derive(Debug, Clone)]
struct Work {
    id: String,
    title: String,
    stage: PlannedStage,
    starts: Timestamp,
    ends: Timestamp,
}

impl Page {
    /// A page on which everything works: with the components that the catalogue names.
    #[must_use]
    pub fn calm(provider: &Provider, format: Format, names: &BTreeMap<String, String>) -> Self {
        let mut parts: Vec<(String, Status)> = Vec::new();
        for id in provider.products.iter().flat_map(|product| &product.components) {
            if !parts.iter().any(|(known, _)| known == id) {
                parts.push((id.clone(), Status::Operational));
            }
        }
        if parts.is_empty() {
            parts.push((provider.id.clone(), Status::Operational));
        }
        Self {
            format,
            name: provider.name.clone(),
            parts,
            names: names.clone(),
            incidents: Vec::new(),
            works: Vec::new(),
            unreadable: None,
        }
    }

    /// Changes the page as a step says. `product` is the one that `product` and `core` mean.
    pub fn play(&mut self, step: &Step, provider: &Provider, product: &str, now: Timestamp) {
        let Some(rehearsed) = provider.products.iter().find(|known| known.id == product) else { return };
        let own = |id: &String| rehearsed.components.is_empty() || rehearsed.components.contains(id);
        // A product that names no core parts is of no use without any of its parts.
        let core = |id: &String| if rehearsed.core.is_empty() { own(id) } else { rehearsed.core.contains(id) };
        for (which, status) in &step.parts {
            for (id, part) in &mut self.parts {
                let meant = match which.as_str() {
                    "product" => own(id),
                    "core" => core(id),
                    "others" => !own(id),
                    named => named == id,
                };
                if meant {
                    *part = *status;
                }
            }
        }
        if let Some(report) = &step.incident {
            self.report(report, &rehearsed.name, now);
        }
        self.incidents.retain(|entry| !step.gone.contains(&entry.id));
        if let Some(planned) = &step.planned {
            self.plan(planned, &rehearsed.name, now);
        }
        self.unreadable = step.unreadable;
    }

    /// How it cannot be read at present, if so.
    #[must_use]
    pub const fn unreadable(&self) -> Option<Unreadable> {
        self.unreadable
    }

    fn plan(&mut self, planned: &Planned, product: &str, now: Timestamp) {
        self.works.retain(|work| work.id != planned.id);
        if planned.stage == PlannedStage::Completed {
            return;
        }
        let seen_from = |offset| now.checked_add(offset).unwrap_or(now);
        self.works.push(Work {
            id: planned.id.clone(),
            title: planned.title.replace("{product}", product),
            stage: planned.stage,
            starts: seen_from(planned.starts),
            ends: seen_from(planned.ends),
        });
    }

    fn report(&mut self, report: &Report, product: &str, now: Timestamp) {
        let update = (now, report.stage, report.text.clone());
        if let Some(entry) = self.incidents.iter_mut().find(|entry| entry.id == report.id) {
            (entry.impact, entry.stage) = (report.impact, report.stage);
            entry.updates.insert(0, update);
            return;
        }
        self.incidents.insert(
            0,
            Entry {
                id: report.id.clone(),
                title: report.title.replace("{product}", product),
                impact: report.impact,
                stage: report.stage,
                began: now.checked_add(report.started).unwrap_or(now),
                updates: vec![update],
            },
        );
    }

    /// The dialect that it is written in.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// The document that the feed's address gives.
    #[must_use]
    pub fn summary(&self) -> Value {
        let cuts = self.format == Format::IncidentIo;
        let shown = if cuts { self.parts.len().min(CUT) } else { self.parts.len() };
        let mut document = self.frame();
        document.insert("components".to_owned(), self.components(shown));
        let open: Vec<Value> = self
            .incidents
            .iter()
            .filter(|entry| entry.stage != Stage::Resolved)
            .map(|entry| self.incident(entry))
            .collect();
        // One of the formats leaves empty lists out.
        if self.format == Format::Statuspage || !open.is_empty() {
            document.insert("incidents".to_owned(), Value::Array(open));
        }
        if self.format == Format::Statuspage || !self.works.is_empty() {
            document.insert("scheduled_maintenances".to_owned(), self.works.iter().map(Work::entry).collect());
        }
        document.insert("status".to_owned(), json!({ "indicator": self.indicator(), "description": "Drill" }));
        Value::Object(document)
    }

    /// The document beside it, with every component.
    #[must_use]
    pub fn components_document(&self) -> Value {
        let mut document = self.frame();
        document.insert("components".to_owned(), self.components(self.parts.len()));
        Value::Object(document)
    }

    fn frame(&self) -> Map<String, Value> {
        let id = if self.format == Format::IncidentIo { ULID } else { PAGE };
        let mut frame = Map::new();
        frame.insert("page".to_owned(), json!({ "id": id, "name": self.name }));
        frame
    }

    fn components(&self, shown: usize) -> Value {
        self.parts.iter().take(shown).map(|part| self.component(part)).collect()
    }

    fn incident(&self, entry: &Entry) -> Value {
        let mut incident = json!({
            "id": entry.id,
            "name": entry.title,
            "status": stage_word(entry.stage),
            "impact": impact_word(entry.impact),
            "created_at": entry.began.to_string(),
            "updated_at": entry.updates.first().map(|update| update.0.to_string()),
            "incident_updates": entry.updates.iter().enumerate().map(|(number, (at, stage, text))| json!({
                "id": format!("{}-{}", entry.id, entry.updates.len() - number),
                "status": stage_word(*stage),
                "body": text,
                "created_at": at.to_string(),
                "display_at": at.to_string(),
            })).collect::<Value>(),
        });
        if self.format == Format::Statuspage
            && let Value::Object(fields) = &mut incident
        {
            fields.insert("started_at".to_owned(), json!(entry.began.to_string()));
            fields.insert("components".to_owned(), self.troubled());
        }
        incident
    }

    fn troubled(&self) -> Value {
        self.parts.iter().filter(|(_, status)| status.is_trouble()).map(|part| self.component(part)).collect()
    }

    fn component(&self, (id, status): &(String, Status)) -> Value {
        // The catalogue knows parts by their ids alone.
        let name = self.names.get(id).map_or_else(|| format!("{} {id}", self.name), Clone::clone);
        json!({ "id": id, "name": name, "status": component_word(*status) })
    }

    fn indicator(&self) -> &'static str {
        match self.parts.iter().map(|(_, status)| *status).fold(Status::Operational, Status::worst) {
            Status::Operational | Status::Unknown => "none",
            Status::Maintenance => "maintenance",
            Status::Degraded => "minor",
            Status::PartialOutage => "major",
            Status::MajorOutage => "critical",
        }
    }
}

impl Work {
    fn entry(&self) -> Value {
        let stage = match self.stage {
            PlannedStage::Scheduled => "scheduled",
            PlannedStage::InProgress => "in_progress",
            PlannedStage::Completed => "completed",
        };
        json!({
            "id": self.id,
            "name": self.title,
            "status": stage,
            "scheduled_for": self.starts.to_string(),
            "scheduled_until": self.ends.to_string(),
        })
    }
}

const fn component_word(status: Status) -> &'static str {
    match status {
        Status::Operational => "operational",
        Status::Maintenance => "under_maintenance",
        Status::Degraded => "degraded_performance",
        Status::PartialOutage => "partial_outage",
        Status::MajorOutage => "major_outage",
        // A word that nobody knows reads as what it stands for.
        Status::Unknown => "unknown",
    }
}

const fn impact_word(impact: Impact) -> &'static str {
    match impact {
        Impact::None => "none",
        Impact::Unknown => "unknown",
        Impact::Minor => "minor",
        Impact::Major => "major",
        Impact::Critical => "critical",
    }
}

const fn stage_word(stage: Stage) -> &'static str {
    match stage {
        Stage::Investigating => "investigating",
        Stage::Identified => "identified",
        Stage::Monitoring => "monitoring",
        Stage::Resolved => "resolved",
        Stage::Unknown => "update",
    }
}

#[cfg(test)]
mod tests;
