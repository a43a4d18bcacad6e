//! Every page that a drill can play, read back by the readers of the feeds themselves.

use siaga_core::feed::{Reading, merge};
use siaga_core::provider::Catalogue;

use super::*;

const STAGES: [Stage; 5] =
    [Stage::Investigating, Stage::Identified, Stage::Monitoring, Stage::Resolved, Stage::Unknown];
const IMPACTS: [Impact; 5] = [Impact::None, Impact::Unknown, Impact::Minor, Impact::Major, Impact::Critical];

fn step(parts: &[(&str, Status)], report: Option<Report>) -> Step {
    let parts = parts.iter().map(|(which, status)| ((*which).to_owned(), *status)).collect();
    let at = std::time::Duration::ZERO;
    Step { at, product: None, parts, incident: report, gone: Vec::new(), planned: None, unreadable: None }
}

fn report(id: &str, impact: Impact, stage: Stage) -> Report {
    let (title, text) = ("Trouble with {product}".to_owned(), format!("{stage:?}"));
    Report { id: id.to_owned(), title, impact, stage, text, started: jiff::SignedDuration::ZERO }
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
    let (_, other) = self::page(Format::Statuspage, "sora");
    assert_eq!(read(Format::Statuspage, &other.summary()).observation.components.len(), other.parts.len());
}

#[test]
fn an_incident_may_have_begun_before_it_is_reported_and_may_vanish_without_a_word() {
    for format in SPOKEN {
        let (provider, mut page) = page(format, "claude");
        let now = time("2026-03-12T09:00:00Z");
        let started = jiff::SignedDuration::from_mins(-10);
        let late = Report { started, ..report("late", Impact::Major, Stage::Identified) };
        page.play(&step(&[("core", Status::Degraded)], Some(late)), &provider, "claude", now);
        let seen = read(format, &page.summary()).observation;
        assert_eq!(seen.incidents[0].started_at, Some(time("2026-03-12T08:50:00Z")), "{format:?}");
        let gone = Step { gone: vec!["late".to_owned()], ..step(&[("core", Status::Operational)], None) };
        page.play(&gone, &provider, "claude", now);
        let seen = read(format, &page.summary());
        assert!(seen.observation.incidents.is_empty(), "{format:?}");
        assert_eq!(seen.oddities, Vec::<String>::new(), "{format:?}");
    }
}

#[test]
fn planned_work_is_announced_begins_and_is_listed_no_more_once_it_is_done() {
    let minutes = jiff::SignedDuration::from_mins;
    for format in SPOKEN {
        let (provider, mut page) = page(format, "claude");
        let now = time("2026-03-12T09:00:00Z");
        for (stage, active) in [(PlannedStage::Scheduled, false), (PlannedStage::InProgress, true)] {
            let (id, title) = ("work".to_owned(), "Work on {product}".to_owned());
            let planned = Planned { id, title, stage, starts: minutes(5), ends: minutes(30) };
            page.play(&Step { planned: Some(planned), ..step(&[], None) }, &provider, "claude", now);
            let reading = read(format, &page.summary());
            assert_eq!(reading.oddities, Vec::<String>::new(), "{format:?}");
            let [work] = reading.observation.maintenances.as_slice() else { panic!("{format:?}: {reading:?}") };
            assert_eq!((work.title.as_str(), work.active), ("Work on Claude", active), "{format:?}");
            let told = (work.starts_at, work.ends_at);
            assert_eq!(told, (Some(time("2026-03-12T09:05:00Z")), Some(time("2026-03-12T09:30:00Z"))), "{format:?}");
        }
        let (id, title, stage) = ("work".to_owned(), String::new(), PlannedStage::Completed);
        let done = Planned { id, title, stage, starts: minutes(0), ends: minutes(0) };
        page.play(&Step { planned: Some(done), ..step(&[], None) }, &provider, "claude", now);
        assert!(read(format, &page.summary()).observation.maintenances.is_empty(), "{format:?}");
    }
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
