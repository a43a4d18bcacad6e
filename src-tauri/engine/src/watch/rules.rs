//! What the page and the command line ask about the person's rules: the settings as they are, one of them changed,
//! silences, and the newest decisions with their reasons.

use serde_json::Value;
use siaga_core::settings::SilenceSettings;
use siaga_core::settings::shown::{Changed, Explained, ShownSettings};
use siaga_core::wire::{Reply, WireError};

use super::Watch;
use crate::own::rules;

/// Most decisions that are given at once.
const MOST: u32 = 200;

impl Watch {
    pub(super) fn shown_settings(&self) -> Reply {
        let file = self.files.folder().map(|folder| folder.join("settings.toml").display().to_string());
        let now = self.clock.now();
        let shown = ShownSettings::of(&self.settings, &self.catalogue, &self.observations, file, now);
        Reply::Settings(Box::new(shown))
    }

    pub(super) fn set(&mut self, key: &str, value: Option<&Value>) -> Result<Reply, WireError> {
        let written = rules::set(&self.folder()?, &self.catalogue, key, value).map_err(|why| self.unchanged(&why))?;
        self.load_settings(false);
        Ok(Reply::Changed(Changed { said: written.sentence(&self.words), before: written.before }))
    }

    pub(super) fn add_silence(&mut self, silence: &SilenceSettings) -> Result<Reply, WireError> {
        let now = self.clock.now();
        rules::add_silence(&self.folder()?, &self.catalogue, silence, now).map_err(|why| self.unchanged(&why))?;
        self.load_settings(false);
        let time = self.words.moment(silence.until, now);
        Ok(Reply::Said(self.words.format("rules-silence-added", &[("time", time.into())])))
    }

    pub(super) fn remove_silence(&mut self, silence: &SilenceSettings) -> Result<Reply, WireError> {
        rules::remove_silence(&self.folder()?, &self.catalogue, silence).map_err(|why| self.unchanged(&why))?;
        self.load_settings(false);
        Ok(Reply::Said(self.words.text("rules-silence-removed")))
    }

    pub(super) fn recent_decisions(&self, product: Option<&str>, limit: u32) -> Result<Reply, WireError> {
        let product = product.map(|id| self.known(id)).transpose()?;
        let decisions = self.store.decisions(product.as_deref(), limit.min(MOST));
        let decisions = decisions.map_err(|error| WireError::failed(error.to_string()))?;
        let name = |id: &str| self.catalogue.product(id).map_or_else(|| id.to_owned(), |product| product.name.clone());
        let explained = decisions.into_iter().map(|decision| {
            // As it was when it was made: what was still to come then is said so.
            let text = self.words.explain(&decision, &name, decision.at);
            Explained { decision, text }
        });
        Ok(Reply::Decisions(explained.collect()))
    }
}
