//! The drill: a rehearsed outage through the real line. A local server plays the providers' feeds in their own formats,
//! a story says what they show when, and a second engine with folders of its own reads, decides and tells. It touches
//! neither the person's settings nor their history nor their agent, and it contacts nobody.

mod page;
mod server;
mod story;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use siaga_core::feed::Format;
use siaga_core::provider::{Catalogue, Provider};
use siaga_core::settings::Settings;
use toml_edit::{DocumentMut, InlineTable, Item, Value, value};

use crate::clock::Clock;
use crate::places::Places;

pub use page::Page;
pub use server::Server;
pub use story::{Story, StoryError};

/// Story seconds between two reads in a drill, when calm and when not: short, so that nobody waits for the schedule.
const PAUSES: [(&str, i64); 3] = [("calm", 30), ("favourite", 20), ("open", 20)];

/// The pages of all providers whose feeds are read, as the story has them now.
pub type Pages = Arc<Mutex<BTreeMap<String, Page>>>;

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
    /// Sets up folders and feeds for rehearsing an outage of `product`. Language, browser and the list of what is
    /// watched are the person's own.
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
        story.check_against(provider)?;
        let mut pages = BTreeMap::new();
        for provider in catalogue.providers() {
            if let Some(format) = format_of(provider) {
                pages.insert(provider.id.clone(), Page::calm(provider, format, &story.names));
            }
        }
        let pages: Pages = Arc::new(Mutex::new(pages));
        let server = Server::start(pages.clone()).await?;
        let folder = tempfile::Builder::new().prefix("siaga-drill.").tempdir()?;
        let root = folder.path();
        let places = Places { config: root.join("config"), data: root.join("data"), runtime: root.join("run") };
        if let Some(unusable) = places.create().into_iter().next() {
            return Err(DrillError::Io(io::Error::other(unusable.to_string())));
        }
        write_settings(&places.settings_file(), settings, product)?;
        let overlays = places.config.join("catalogue");
        std::fs::create_dir_all(&overlays)?;
        for (id, page) in lock(&pages).iter() {
            write_overlay(&overlays, id, page.format(), &server.feed(id))?;
        }
        let (product, catalogue) = (product.to_owned(), catalogue.clone());
        Ok(Self { places, story, product, pages, catalogue, _server: server, _folder: folder })
    }

    /// Plays the story by this clock, from its first step to its last.
    pub async fn play(&self, clock: &Clock) {
        let start = clock.now();
        for step in self.story.steps() {
            let passed = std::time::Duration::try_from(clock.now().duration_since(start)).unwrap_or_default();
            tokio::time::sleep_until(clock.after(step.at.saturating_sub(passed))).await;
            let mut pages = lock(&self.pages);
            let Some(provider) = self.catalogue.provider_of(&self.product) else { return };
            if let Some(page) = pages.get_mut(&provider.id) {
                page.play(step, provider, &self.product, clock.now());
            }
        }
    }
}

fn lock(pages: &Pages) -> std::sync::MutexGuard<'_, BTreeMap<String, Page>> {
    pages.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The dialect that a provider's page is played in: the drill speaks Statuspage's, and incident.io's where it is the
/// provider's own, since that one cuts lists and names no components.
fn format_of(provider: &Provider) -> Option<Format> {
    let feed = provider.feed.as_ref()?;
    Some(if feed.format == Format::IncidentIo { Format::IncidentIo } else { Format::Statuspage })
}

fn write_settings(file: &Path, settings: &Settings, product: &str) -> io::Result<()> {
    let mut document = DocumentMut::new();
    let mut watch: Vec<&str> = settings.watch.iter().map(String::as_str).collect();
    if !watch.contains(&product) {
        watch.insert(0, product);
    }
    document["watch"] = value(Value::from_iter(watch));
    document["language"] = value(match settings.language {
        siaga_core::settings::Language::Auto => "auto",
        siaga_core::settings::Language::En => "en",
        siaga_core::settings::Language::Id => "id",
    });
    document["poll"] = Item::Table(PAUSES.into_iter().map(|(key, seconds)| (key, value(seconds))).collect());
    if !settings.open.command.is_empty() {
        document["open"]["command"] = value(Value::from_iter(settings.open.command.iter().map(String::as_str)));
    }
    std::fs::write(file, document.to_string())
}

fn write_overlay(folder: &Path, provider: &str, format: Format, feed: &str) -> io::Result<()> {
    let mut document = DocumentMut::new();
    let keys = [("format", Value::from(format.name())), ("url", Value::from(feed)), ("internal", Value::from(true))];
    document["feed"] = value(keys.into_iter().collect::<InlineTable>());
    std::fs::write(folder.join(format!("{provider}.toml")), document.to_string())
}
