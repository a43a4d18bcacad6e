//! A provider's page as the story has it, written in the provider's own format.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use siaga_core::feed::Format;
use siaga_core::observation::{Impact, Stage, Status};
use siaga_core::provider::Provider;

use super::story::{Report, Step};

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
}

#[derive(Debug, Clone)]
struct Entry {
    id: String,
    title: String,
    impact: Impact,
    stage: Stage,
    began: Timestamp,
    updates: Vec<(Timestamp, Stage, String)>,
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
        Self { format, name: provider.name.clone(), parts, names: names.clone(), incidents: Vec::new() }
    }

    /// Changes the page as a step says.
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
                began: now,
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
        if self.format == Format::Statuspage {
            document.insert("scheduled_maintenances".to_owned(), json!([]));
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
mod tests {
    use siaga_core::feed::{Reading, merge};
    use siaga_core::provider::Catalogue;

    use super::*;

    const STAGES: [Stage; 5] =
        [Stage::Investigating, Stage::Identified, Stage::Monitoring, Stage::Resolved, Stage::Unknown];
    const IMPACTS: [Impact; 5] = [Impact::None, Impact::Unknown, Impact::Minor, Impact::Major, Impact::Critical];

    fn step(parts: &[(&str, Status)], report: Option<Report>) -> Step {
        let parts = parts.iter().map(|(which, status)| ((*which).to_owned(), *status)).collect();
        Step { at: std::time::Duration::ZERO, parts, incident: report }
    }

    fn report(id: &str, impact: Impact, stage: Stage) -> Report {
        let (title, text) = ("Trouble with {product}".to_owned(), format!("{stage:?}"));
        Report { id: id.to_owned(), title, impact, stage, text }
    }

    /// The dialects that a drill speaks.
    const SPOKEN: [Format; 2] = [Format::Statuspage, Format::IncidentIo];

    fn read(format: Format, document: &Value) -> Reading {
        format.read(document.to_string().as_bytes()).unwrap()
    }

    fn time(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// A provider's page in a format that need not be its own.
    fn page(format: Format, product: &str) -> (Provider, Page) {
        let provider = Catalogue::shipped().provider_of(product).unwrap().clone();
        let page = Page::calm(&provider, format, &BTreeMap::new());
        (provider, page)
    }

    #[test]
    fn every_state_of_a_part_reads_back_in_both_formats() {
        for format in SPOKEN {
            for status in Status::ALL {
                let (provider, mut page) = page(format, "claude");
                page.play(&step(&[("core", status)], None), &provider, "claude", time("2026-03-12T09:00:00Z"));
                let seen = read(format, &page.summary()).observation;
                let core = &provider.products[0].core;
                assert!(seen.components.len() > core.len());
                for part in &seen.components {
                    let expected = if core.contains(&part.id) { status } else { Status::Operational };
                    assert_eq!(part.status, expected, "{format:?} {status:?}: {}", part.id);
                }
                assert_eq!(seen.status(), status, "{format:?}");
            }
        }
    }

    #[test]
    fn every_impact_and_stage_of_a_report_reads_back_in_both_formats() {
        let (began, later) = (time("2026-03-12T09:00:00Z"), time("2026-03-12T09:05:00Z"));
        for format in SPOKEN {
            for (impact, stage) in IMPACTS.into_iter().flat_map(|impact| STAGES.map(|stage| (impact, stage))) {
                let what = format!("{format:?} {impact:?} {stage:?}");
                let (provider, mut page) = page(format, "claude");
                let core = [("core", Status::Degraded)];
                let first = report("i", Impact::Minor, Stage::Investigating);
                page.play(&step(&core, Some(first)), &provider, "claude", began);
                page.play(&step(&[], Some(report("i", impact, stage))), &provider, "claude", later);
                let seen = read(format, &page.summary()).observation;
                if stage == Stage::Resolved {
                    assert!(seen.incidents.iter().all(|incident| !incident.open), "{what}");
                    continue;
                }
                let [incident] = seen.incidents.as_slice() else { panic!("{what}: {:?}", seen.incidents) };
                assert_eq!((incident.id.as_str(), incident.title.as_str()), ("i", "Trouble with Claude"), "{what}");
                assert_eq!((incident.impact, incident.stage, incident.open), (impact, stage, true), "{what}");
                assert_eq!((incident.started_at, incident.updated_at), (Some(began), Some(later)), "{what}");
                let updates: Vec<_> = incident.updates.iter().map(|update| (update.at, update.text.as_str())).collect();
                let text = format!("{stage:?}");
                assert_eq!(updates, [(Some(later), text.as_str()), (Some(began), "Investigating")], "{what}");
                let named = if format == Format::Statuspage { provider.products[0].core.clone() } else { Vec::new() };
                assert_eq!(incident.components, named, "{what}");
            }
        }
    }

    #[test]
    fn a_calm_page_of_every_provider_reads_as_calm_and_without_oddities() {
        for format in SPOKEN {
            for provider in Catalogue::shipped().providers() {
                let page = Page::calm(provider, format, &BTreeMap::new());
                let (summary, beside) = (read(format, &page.summary()), read(format, &page.components_document()));
                assert_eq!(summary.oddities, Vec::<String>::new(), "{format:?} {}", provider.id);
                assert_eq!(beside.oddities, Vec::<String>::new(), "{format:?} {}", provider.id);
                let whole = format.merge(summary.observation, beside.observation);
                assert_eq!((whole.status(), whole.complete), (Status::Operational, true), "{format:?} {}", provider.id);
                assert_eq!(whole.components.len(), page.parts.len(), "{format:?} {}", provider.id);
            }
        }
    }

    #[test]
    fn one_format_cuts_its_list_and_the_document_beside_it_has_the_rest() {
        let (provider, mut page) = page(Format::IncidentIo, "sora");
        let now = time("2026-03-12T09:00:00Z");
        page.play(&step(&[("product", Status::MajorOutage)], None), &provider, "sora", now);
        let sora = provider.products.iter().find(|product| product.id == "sora").unwrap();
        let summary = read(Format::IncidentIo, &page.summary()).observation;
        // A nameless part stands for the trouble that the page's roll-up speaks of and the list does not show.
        let listed = summary.components.iter().filter(|part| !part.id.is_empty()).count();
        assert_eq!((listed, summary.complete), (CUT, false));
        assert!(sora.components.iter().all(|id| summary.component(id).is_none()), "sora stands beyond the cut");
        let whole = merge(summary, read(Format::IncidentIo, &page.components_document()).observation);
        assert_eq!((whole.components.len(), whole.complete), (page.parts.len(), true));
        for id in &sora.components {
            assert_eq!(whole.component(id).map(|part| part.status), Some(Status::MajorOutage), "{id}");
        }
        let (_, other) = super::tests::page(Format::Statuspage, "sora");
        assert_eq!(read(Format::Statuspage, &other.summary()).observation.components.len(), other.parts.len());
    }

    #[test]
    fn parts_are_meant_by_product_core_others_or_their_own_id() {
        let (provider, calm) = page(Format::Statuspage, "claude");
        let [product, api] = [&provider.products[0], &provider.products[1]];
        let own = &api.components[1];
        let table = [
            ("product", product.components.clone()),
            ("core", product.core.clone()),
            (
                "others",
                calm.parts.iter().map(|part| part.0.clone()).filter(|id| !product.components.contains(id)).collect(),
            ),
            (own.as_str(), vec![own.clone()]),
            ("nothing of that name", vec![]),
        ];
        for (which, expected) in table {
            let mut page = calm.clone();
            let now = time("2026-03-12T09:00:00Z");
            page.play(&step(&[(which, Status::Degraded)], None), &provider, "claude", now);
            let hit: Vec<String> =
                page.parts.into_iter().filter(|part| part.1 == Status::Degraded).map(|part| part.0).collect();
            assert_eq!(hit, expected, "{which}");
        }
    }
}
