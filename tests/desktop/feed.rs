//! The feeds of the catalogue on 127.0.0.1: all calm, and one whose page the tests write.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use siaga_core::feed::Format;
use siaga_core::provider::Catalogue;
use siaga_engine::drill::{Cue, Page, Story};

use crate::server::{Response, Server};

/// Whose page the tests write.
const WRITTEN: &str = "anthropic";

/// A title as it is shown; the provider writes its markup escaped, so that it arrives as text.
pub(crate) const TITLE: &str = "Errors on <b>claude.ai</b> & more";

/// The newest update of the incident, likewise.
pub(crate) const UPDATE: &str = "A cause was found. <a href=\"https://evil.example/\" id=\"lure\">Click here</a> \
                                 <img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";

/// Its first update.
pub(crate) const FIRST_UPDATE: &str = "We are looking into it: https://status.example.com/incident";

/// Whose trouble is that of the drill, for those who look at pictures.
const PLAYED: &str = "chatgpt";

/// How far the drill's story has come by then.
const PLAYED_UNTIL: Duration = Duration::from_secs(17 * 60);

/// The running feeds.
pub(crate) struct Feeds(Server);

impl Feeds {
    /// Starts them, all calm, and lays them over the catalogue in this folder of settings.
    pub(crate) fn start(config: &Path) -> Feeds {
        let server = Server::start();
        let overlays = config.join("catalogue");
        fs::create_dir_all(&overlays).unwrap();
        let names = Story::shipped(PLAYED).unwrap().names;
        for provider in Catalogue::shipped().providers() {
            let Some(feed) = &provider.feed else { continue };
            // The scripts speak two dialects, whatever the provider's own is.
            let format = if feed.format == Format::IncidentIo { Format::IncidentIo } else { Format::Statuspage };
            let calm = Page::calm(provider, format, &names);
            let base = format!("/{}/api/v2/", provider.id);
            server.set(&format!("{base}summary.json"), Response::ok(calm.summary().to_string()));
            server.set(&format!("{base}components.json"), Response::ok(calm.components_document().to_string()));
            let url = server.url(&format!("{base}summary.json"));
            let overlay = format!("feed = {{ format = \"{}\", url = \"{url}\", internal = true }}\n", format.name());
            fs::write(overlays.join(format!("{}.toml", provider.id)), overlay).unwrap();
        }
        let feeds = Feeds(server);
        feeds.calm();
        feeds
    }

    /// The status page of somebody whom the catalogue does not know: its address.
    pub(crate) fn stranger(&self, name: &str) -> String {
        let document = json!({
            "page": { "id": "kctbh9vrtdwd", "name": escaped(name) },
            "status": { "indicator": "none", "description": "" },
            "components": [{ "id": "b13yz5g2cw10", "name": "Ovens", "status": "operational" }],
            "incidents": [], "scheduled_maintenances": [],
        });
        self.0.set("/api/v2/summary.json", Response::ok(document.to_string()));
        self.0.url("/")
    }

    /// Claude works.
    pub(crate) fn calm(&self) {
        self.publish("operational", "none", &json!([]));
    }

    /// Claude is down, with an incident of two updates.
    pub(crate) fn down(&self) {
        let now = jiff::Timestamp::now();
        let ago = |minutes: i64| (now - jiff::SignedDuration::from_mins(minutes)).to_string();
        let update = |id: &str, status: &str, body: &str, minutes: i64| json!({ "id": id, "status": status, "body": escaped(body), "created_at": ago(minutes), "display_at": ago(minutes) });
        let own: Vec<Value> =
            parts("major_outage").into_iter().filter(|part| part["status"] != "operational").collect();
        self.publish(
            "major_outage",
            "critical",
            &json!([{
                "id": "incident0001", "name": escaped(TITLE), "status": "identified", "impact": "critical",
                "created_at": ago(7), "started_at": ago(7), "updated_at": ago(2), "components": own,
                "incident_updates": [
                    update("update0002", "identified", UPDATE, 2),
                    update("update0001", "investigating", FIRST_UPDATE, 7),
                ],
            }]),
        );
    }

    /// ChatGPT is down, as the drill plays it: its story has come to the cause that was found.
    pub(crate) fn play(&self) {
        let (catalogue, story) = (Catalogue::shipped(), Story::shipped(PLAYED).unwrap());
        let provider = catalogue.provider_of(PLAYED).unwrap();
        let mut page = Page::calm(provider, provider.feed.as_ref().unwrap().format, &story.names);
        let start = jiff::Timestamp::now() - PLAYED_UNTIL;
        for cue in story.cues() {
            if let Cue::Step(step) = cue
                && step.at < PLAYED_UNTIL
            {
                page.play(step, provider, PLAYED, start + step.at);
            }
        }
        let base = format!("/{}/api/v2/", provider.id);
        self.0.set(&format!("{base}summary.json"), Response::ok(page.summary().to_string()));
        self.0.set(&format!("{base}components.json"), Response::ok(page.components_document().to_string()));
    }

    fn publish(&self, status: &str, indicator: &str, incidents: &Value) {
        let document = json!({
            "page": { "id": "tymt9n04zgry", "name": "Claude" },
            "status": { "indicator": indicator, "description": "" },
            "components": parts(status),
            "incidents": incidents,
            "scheduled_maintenances": [],
        });
        self.0.set(&format!("/{WRITTEN}/api/v2/summary.json"), Response::ok(document.to_string()));
    }
}

/// The page's components: those of Claude in this state, those of its other products calm.
fn parts(claude: &str) -> Vec<Value> {
    let catalogue = Catalogue::shipped();
    let provider = catalogue.provider(WRITTEN).unwrap();
    let own = &catalogue.product("claude").unwrap().components;
    let mut ids: Vec<&String> = provider.products.iter().flat_map(|product| &product.components).collect();
    ids.sort();
    ids.dedup();
    let status = |id| if own.contains(id) { claude } else { "operational" };
    ids.into_iter().map(|id| json!({ "id": id, "name": format!("Part {id}"), "status": status(id) })).collect()
}

/// Tags would be removed on the way; what is written like this comes out as the text of a tag.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
