//! A made-up provider and what its feed may say, for tests of the rules.

use jiff::{SignedDuration, Timestamp};

use crate::observation::{Component, Impact, Incident, Observation, Stage, Status, Update};
use crate::provider::{Catalogue, OverlayFile, Product, Provider};
use crate::snapshot::{ProductView, Source, SourceKind};

/// Three products on one page: `code` picks its part by name, the others theirs by id.
pub(crate) const EXAMPLE: &str = r#"
name = "Example"
feed = { format = "statuspage", url = "https://status.example.com/api/v2/summary.json" }

[[product]]
id = "chat"
name = "Chat"
open = "https://chat.example.com"
uses = ["writing", "research"]
components = ["c-login", "c-talk"]
core = ["c-login"]
title_words = ["chat"]

[[product]]
id = "api"
name = "The API"
open = "https://api.example.com"
uses = ["coding"]
components = ["c-api"]
title_words = ["api"]

[[product]]
id = "code"
name = "Code"
open = "https://code.example.com"
uses = ["coding"]
components = ["Code editor"]
title_words = ["code"]
"#;

/// One product that picks nothing: the whole page is about it.
pub(crate) const WHOLE: &str = r#"
name = "Whole"
feed = { format = "statuspage", url = "https://status.whole.example/api/v2/summary.json" }

[[product]]
id = "whole-chat"
name = "Whole"
open = "https://whole.example"
uses = ["writing"]
"#;

/// The shipped catalogue with the made-up providers in it.
pub(crate) fn catalogue() -> Catalogue {
    with(&[("example", EXAMPLE), ("whole", WHOLE)])
}

/// The shipped catalogue with these files, each named by its provider's id, in it.
pub(crate) fn with(files: &[(&str, &str)]) -> Catalogue {
    let files: Vec<OverlayFile> =
        files.iter().map(|(id, text)| OverlayFile { name: format!("{id}.toml"), text: (*text).to_owned() }).collect();
    let (catalogue, problems) = Catalogue::with_overlays(&files);
    assert_eq!(problems, []);
    catalogue
}

pub(crate) fn provider() -> Provider {
    catalogue().provider("example").unwrap().clone()
}

/// A moment, in minutes from the beginning of a story.
pub(crate) fn at(minutes: i64) -> Timestamp {
    "2026-11-22T05:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_mins(minutes)
}

/// The whole page, working but for these parts, with these incidents.
pub(crate) fn page(parts: &[(&str, Status)], incidents: Vec<Incident>) -> Observation {
    let names = [("c-login", "Login"), ("c-talk", "Talk"), ("c-api", "API"), ("c-code", "Code editor")];
    let status = |id: &str| parts.iter().find(|(part, _)| *part == id).map_or(Status::Operational, |(_, is)| *is);
    let components = names.iter().map(|(id, name)| part(id, name, status(id))).collect();
    Observation { components, complete: true, incidents, ..Observation::default() }
}

pub(crate) fn part(id: &str, name: &str, status: Status) -> Component {
    Component { id: id.into(), name: name.into(), status }
}

/// An open incident that is being investigated and names no component.
pub(crate) fn incident(id: &str, title: &str, impact: Impact) -> Incident {
    Incident {
        id: id.into(),
        title: title.into(),
        impact,
        stage: Stage::Investigating,
        open: true,
        started_at: None,
        updated_at: None,
        resolved_at: None,
        components: vec![],
        updates: vec![],
    }
}

impl Incident {
    pub(crate) fn naming(mut self, components: &[&str]) -> Self {
        self.components = components.iter().map(|&id| id.into()).collect();
        self
    }

    pub(crate) fn at_stage(mut self, stage: Stage) -> Self {
        self.open = stage != Stage::Resolved;
        self.stage = stage;
        self
    }

    pub(crate) fn started(mut self, at: Timestamp) -> Self {
        self.started_at = Some(at);
        self
    }

    /// Newest first, as documents are read.
    pub(crate) fn saying(mut self, texts: &[&str]) -> Self {
        self.updates =
            texts.iter().map(|&text| Update { at: None, stage: Stage::Unknown, text: text.into() }).collect();
        self
    }
}

/// A product that works, of which nothing more is shown.
pub(crate) fn view(product: &Product) -> ProductView {
    ProductView {
        id: product.id.clone(),
        name: product.name.clone(),
        provider: product.provider.clone(),
        watched: false,
        status: Status::Operational,
        last_known: Status::Operational,
        nothing_reported: false,
        since: None,
        read_at: Some(at(0)),
        incident: None,
        incidents: vec![],
        components: vec![],
        uses: product.uses.clone(),
        opens: product.open.is_some(),
        local: product.local,
        snoozed_until: None,
        asked: false,
        told: false,
        held: None,
        held_text: None,
    }
}

/// A feed in this state, of which nothing more is known.
pub(crate) const fn source(kind: SourceKind) -> Source {
    Source {
        kind,
        text: String::new(),
        why: None,
        read_at: None,
        failing_since: None,
        until: None,
        moved_to: None,
        read_as: None,
        next_at: None,
        next_why: String::new(),
    }
}
