//! Settings and the person's own catalogue, read at the start and again whenever their files change. A bad file is
//! reported with its line; the last good settings stay in use.

use std::sync::Arc;

use siaga_core::state::ProductState;
use siaga_core::wording::Words;

use super::Watch;
use crate::failpoint::{self, Place};
use crate::store::Write;

impl Watch {
    /// Reads the person's files and follows what they say. At the start nothing is new to the person; later, a product
    /// that they begin to watch in the middle of its outage is not news.
    pub(super) fn load_settings(&mut self, starting: bool) {
        let before = self.settings.watch.clone();
        let (settings, catalogue) = self.files.load();
        if !starting {
            failpoint::pass(Place::SettingsRead);
        }
        self.settings = settings;
        self.catalogue = catalogue;
        self.move_in();
        self.settings.watch =
            canonical(&self.settings.watch, |id| self.catalogue.product(id).map(|product| product.id.clone()));
        let known = |id: &str| self.catalogue.product(id).map(|product| product.id.clone());
        for plan in self.settings.plan.values_mut() {
            plan.order = canonical(&plan.order, known);
        }
        if !starting {
            for product in self.settings.watch.clone().iter().filter(|id| !before.contains(id)) {
                self.look_anew(product);
            }
        }
        let language = self.files.language(&self.settings);
        if starting || self.words.language() != language {
            self.words = Arc::new(Words::new(language).in_zone(self.files.zone()));
            self.said_words.send_replace(self.words.clone());
        }
        self.quiet_zone = self.files.quiet_zone(&self.settings);
        self.choose_feeds();
        self.drop_unused();
        if !starting {
            self.replan();
            failpoint::pass(Place::SettingsFollowed);
        }
    }

    /// Of what the person no longer uses, nothing is told later.
    fn drop_unused(&mut self) {
        let watch = &self.settings.watch;
        self.memory.keep_to(&|product| watch.iter().any(|id| id == product));
        let owed = self.memory.owed.take_changed();
        let settled: Vec<Write<'_>> = owed.iter().map(|(product, outage, _)| Write::Settled(product, outage)).collect();
        self.write(&settled);
    }

    /// What is wrong with a product at the moment at which a person begins to watch it is not news. Where its feed has
    /// not been read of late, that moment is the next read.
    fn look_anew(&mut self, product: &str) {
        self.memory.state.rebase(product);
        let read = self.catalogue.provider_of(product).is_some_and(|provider| self.feeds.contains_key(&provider.id));
        if let Some(known) = self.memory.state.product(product).filter(|_| !read).cloned() {
            self.memory.state.restore(product, ProductState { known_at: None, ..known });
        }
    }
}

/// Ids as the catalogue has them now, each once; what it does not know is left out, and reported elsewhere.
fn canonical(ids: &[String], find: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for id in ids.iter().filter_map(|id| find(id)) {
        if !found.contains(&id) {
            found.push(id);
        }
    }
    found
}
