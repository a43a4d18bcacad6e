//! The pages of the shipped providers, as 127.0.0.1 serves them in a test: calm from the start, and in trouble when a
//! test says so. Components are those that the catalogue picks; the shapes are those of the real pages.

use serde_json::{Value, json};
use siaga_core::feed::Format;
use siaga_core::provider::{Catalogue, Provider};

use super::server::{Response, Server};

/// Conversations of ChatGPT: without it the product is of no use.
const CONVERSATIONS: &str = "01JMXBNJXGV1T5GT2M9XA83XNG";

/// Voice mode of ChatGPT: not one of its core parts.
const VOICE: &str = "01JMXBNJXGGT5SR5DB9J7GYY48";

/// How many components a summary of OpenAI's page lists.
const CUT: usize = 25;

/// The page that the tests change.
pub(crate) const OPENAI: &str = "/openai/summary.json";

/// A server that plays every provider whose feed is read.
pub(crate) struct Feeds {
    pub(crate) server: Server,
    catalogue: Catalogue,
}

/// Trouble with ChatGPT.
#[derive(Clone, Copy)]
pub(crate) enum Trouble {
    /// A side part of it is degraded; nobody is told of that at once.
    Degraded,
    /// Conversations are broken in part.
    Partial,
    /// Conversations are down.
    Down,
}

impl Feeds {
    /// All calm.
    pub(crate) fn start() -> Self {
        let feeds = Self { server: Server::start(), catalogue: Catalogue::shipped() };
        for provider in feeds.read() {
            feeds.publish(provider, None);
        }
        feeds
    }

    /// OpenAI's page is calm again.
    pub(crate) fn calm(&self) {
        self.publish(self.catalogue.provider("openai").unwrap(), None);
    }

    /// OpenAI reports an incident of this title with ChatGPT; the same title is the same incident.
    pub(crate) fn trouble(&self, trouble: Trouble, title: &str) {
        self.publish(self.catalogue.provider("openai").unwrap(), Some((trouble, title)));
    }

    /// Anthropic says that every part of it is down.
    pub(crate) fn anthropic_down(&self) {
        let provider = self.catalogue.provider("anthropic").unwrap();
        let parts: Vec<Value> = ids(provider).iter().map(|id| component(id, "major_outage")).collect();
        let page = json!({
            "page": { "id": "tymt9n04zgry", "name": "Claude" },
            "components": parts, "incidents": [], "scheduled_maintenances": [],
            "status": { "indicator": "critical", "description": "Down" },
        });
        self.server.set("/anthropic/summary.json", Response::ok(page.to_string()));
    }

    /// OpenAI's page answers with this instead of a document.
    pub(crate) fn answer(&self, response: Response) {
        self.server.set(OPENAI, response);
    }

    /// What OpenAI's page answers when it is calm.
    pub(crate) fn calm_document(&self) -> String {
        summary(self.catalogue.provider("openai").unwrap(), None).to_string()
    }

    /// The overlays that lead every feed here: file names and contents. With `query`, OpenAI's address carries it.
    pub(crate) fn overlays(&self, query: &str) -> Vec<(String, String)> {
        let overlay = |provider: &&Provider| {
            let query = if provider.id == "openai" { query } else { "" };
            let url = self.server.url(&format!("/{}/summary.json{query}", provider.id));
            let spoken = format(provider).map_or("", Format::name);
            (
                format!("{}.toml", provider.id),
                format!("feed = {{ format = \"{spoken}\", url = \"{url}\", internal = true }}\n"),
            )
        };
        self.read().iter().map(overlay).collect()
    }

    /// The providers whose feed is read.
    fn read(&self) -> Vec<&Provider> {
        self.catalogue.providers().iter().filter(|provider| format(provider).is_some()).collect()
    }

    fn publish(&self, provider: &Provider, trouble: Option<(Trouble, &str)>) {
        self.server
            .set(&format!("/{}/summary.json", provider.id), Response::ok(summary(provider, trouble).to_string()));
        if format(provider) == Some(Format::IncidentIo) {
            let all = json!({ "page": page(provider), "components": parts(provider, trouble) });
            self.server.set(&format!("/{}/components.json", provider.id), Response::ok(all.to_string()));
        }
    }
}

/// The dialect that the script speaks for a provider: incident.io's where it is its own, else Statuspage's.
fn format(provider: &Provider) -> Option<Format> {
    let own = provider.feed.as_ref()?.format;
    Some(if own == Format::IncidentIo { own } else { Format::Statuspage })
}

fn summary(provider: &Provider, trouble: Option<(Trouble, &str)>) -> Value {
    let mut shown = parts(provider, trouble);
    let indicator = if trouble.is_some() { "major" } else { "none" };
    let status = json!({ "indicator": indicator, "description": "As scripted" });
    if format(provider) == Some(Format::IncidentIo) {
        shown.truncate(CUT);
        let mut document = json!({ "page": page(provider), "components": shown, "status": status });
        if let Some((trouble, title)) = trouble {
            document["incidents"] = json!([incident(trouble, title)]);
        }
        return document;
    }
    json!({
        "page": page(provider), "components": shown, "incidents": [], "scheduled_maintenances": [], "status": status,
    })
}

fn page(provider: &Provider) -> Value {
    let id = if format(provider) == Some(Format::IncidentIo) { "01JMDK9XYNYD8GFZ83MGDX6BZX" } else { "tymt9n04zgry" };
    json!({ "id": id, "name": provider.name })
}

fn parts(provider: &Provider, trouble: Option<(Trouble, &str)>) -> Vec<Value> {
    let hit = trouble.map(|(trouble, _)| match trouble {
        Trouble::Degraded => (VOICE, "degraded_performance"),
        Trouble::Partial => (CONVERSATIONS, "partial_outage"),
        Trouble::Down => (CONVERSATIONS, "full_outage"),
    });
    let status = |id: &str| hit.filter(|(part, _)| *part == id).map_or("operational", |(_, status)| status);
    ids(provider).iter().map(|id| component(id, status(id))).collect()
}

fn component(id: &str, status: &str) -> Value {
    json!({ "id": id, "name": format!("Part {id}"), "status": status })
}

fn ids(provider: &Provider) -> Vec<&String> {
    let mut ids: Vec<&String> = Vec::new();
    for id in provider.products.iter().flat_map(|product| &product.components) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

fn incident(trouble: Trouble, title: &str) -> Value {
    let impact = match trouble {
        Trouble::Degraded => "minor",
        Trouble::Partial => "major",
        Trouble::Down => "critical",
    };
    let now = jiff::Timestamp::now().to_string();
    json!({
        "id": id_of(title), "name": title, "status": "investigating", "impact": impact,
        "created_at": now, "updated_at": now,
        "incident_updates": [
            { "id": "u", "status": "investigating", "body": "We look into it.", "created_at": now, "display_at": now },
        ],
    })
}

/// The same title, the same id.
fn id_of(title: &str) -> String {
    let sum = title.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    format!("01K{sum:023}")
}
