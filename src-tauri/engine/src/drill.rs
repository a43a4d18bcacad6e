//! The drill: a rehearsed outage through the real line. A local server plays the providers' feeds in their own formats,
//! a story says what they show when, and a second engine with folders of its own reads, decides and tells. It touches
//! neither the person's settings nor their history nor their agent, and it contacts nobody.

mod desk;
mod page;
mod server;
mod story;
#[cfg(test)]
mod tests;
mod want;

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use siaga_core::feed::Format;
use siaga_core::provider::{Catalogue, Provider};
use siaga_core::settings::Settings;
use siaga_core::wire::Command;
use tokio::sync::{mpsc, oneshot, watch};

use crate::clock::Clock;
use crate::places::Places;
use crate::socket::Asked;

pub use page::Page;
pub use server::Server;
pub use story::{Act, Cue, EXAMPLE, Step, Story, StoryError, Switch};
pub use want::{Difference, Seen, Want, compare};

/// What a drill plays, and whoever waits for it to change.
pub type Pages = Arc<watch::Sender<Played>>;

/// The pages of all providers whose feeds are read, as the story has them now.
#[derive(Debug)]
pub struct Played {
    /// By provider.
    pub pages: BTreeMap<String, Page>,
    /// Whether they can be reached at all.
    pub network: bool,
}

/// Why there is no drill.
#[derive(Debug, thiserror::Error)]
pub enum DrillError {
    /// The product's provider has no feed, so there is nothing to play.
    #[error("{0} has no feed that can be read, so its outage cannot be rehearsed")]
    NotRead(String),
    /// The story is not right.
    #[error(transparent)]
    Story(#[from] StoryError),
    /// Folders or the server could not be made.
    #[error("the drill could not be set up: {0}")]
    Io(#[from] io::Error),
}

/// A drill that is ready: its folders, and its feeds on 127.0.0.1.
#[derive(Debug)]
pub struct Drill {
    /// The folders of its own engine.
    pub places: Places,
    story: Story,
    product: String,
    pages: Pages,
    catalogue: Catalogue,
    _server: Server,
    _folder: tempfile::TempDir,
}

impl Drill {
    /// Sets up folders and feeds for rehearsing an outage of `product`. What the story's settings leave open of language,
    /// browser and the list of what is watched are the person's own.
    ///
    /// # Errors
    /// [`DrillError`].
    pub async fn prepare(
        catalogue: &Catalogue,
        settings: &Settings,
        product: &str,
        story: Story,
    ) -> Result<Self, DrillError> {
        let provider = catalogue.provider_of(product).ok_or_else(|| DrillError::NotRead(product.to_owned()))?;
        if format_of(provider).is_none() {
            let name = catalogue.product(product).map_or(product, |product| product.name.as_str());
            return Err(DrillError::NotRead(name.to_owned()));
        }
        story.check_against(catalogue, product)?;
        let mut pages = BTreeMap::new();
        for provider in catalogue.providers() {
            if let Some(format) = format_of(provider) {
                pages.insert(provider.id.clone(), Page::calm(provider, format, &story.names));
            }
        }
        let pages: Pages = Arc::new(watch::Sender::new(Played { pages, network: true }));
        let server = Server::start(pages.clone()).await?;
        let folder = tempfile::Builder::new().prefix("siaga-drill.").tempdir()?;
        let root = folder.path();
        let places = Places { config: root.join("config"), data: root.join("data"), runtime: root.join("run") };
        if let Some(unusable) = places.create().into_iter().next() {
            return Err(DrillError::Io(io::Error::other(unusable.to_string())));
        }
        desk::write_settings(&places.settings_file(), settings, product, story.settings())?;
        let overlays = places.config.join("catalogue");
        std::fs::create_dir_all(&overlays)?;
        for (id, page) in &pages.borrow().pages {
            desk::write_overlay(&overlays, id, page.format(), &server.feed(id))?;
        }
        let (product, catalogue) = (product.to_owned(), catalogue.clone());
        Ok(Self { places, story, product, pages, catalogue, _server: server, _folder: folder })
    }

    /// The story that it plays.
    #[must_use]
    pub const fn story(&self) -> &Story {
        &self.story
    }

    /// Plays the story by this clock, from now to its last step or act; `inbox` is the way into the engine that reads it.
    pub async fn play(&self, clock: &Clock, inbox: &mpsc::Sender<Asked>) {
        let start = clock.now();
        for cue in self.story.cues() {
            let passed = Duration::try_from(clock.now().duration_since(start)).unwrap_or_default();
            tokio::time::sleep_until(clock.after(cue.at().saturating_sub(passed))).await;
            match cue {
                Cue::Step(step) => self.step(step, clock),
                Cue::Act(act) => self.act(act, inbox).await,
            }
        }
    }

    fn step(&self, step: &Step, clock: &Clock) {
        let product = step.product.as_ref().unwrap_or(&self.product);
        let Some(provider) = self.catalogue.provider_of(product) else { return };
        self.pages.send_modify(|played| {
            if let Some(page) = played.pages.get_mut(&provider.id) {
                page.play(step, provider, product, clock.now());
            }
        });
    }

    async fn act(&self, act: &Act, inbox: &mpsc::Sender<Asked>) {
        if let Some(network) = act.network {
            self.pages.send_modify(|played| played.network = network == Switch::On);
            return;
        }
        let command = match act.snooze {
            Some(length) => {
                let seconds = u32::try_from(length.as_secs()).unwrap_or(u32::MAX);
                Command::Snooze { product: act.product.clone(), seconds }
            }
            None => Command::TellMe { product: act.product.as_ref().unwrap_or(&self.product).clone(), wanted: true },
        };
        let (answer, answered) = oneshot::channel();
        // An engine that has ended leaves nothing to rehearse; what it answers is for a person who asks.
        if inbox.send(Asked { command, activation_token: None, answer }).await.is_ok() {
            let _ = answered.await;
        }
    }
}

/// The dialect that a provider's page is played in: the drill speaks Statuspage's, and incident.io's where it is the
/// provider's own, since that one cuts lists and names no components.
fn format_of(provider: &Provider) -> Option<Format> {
    let feed = provider.feed.as_ref()?;
    Some(if feed.format == Format::IncidentIo { Format::IncidentIo } else { Format::Statuspage })
}
