//! What is asked about the days gone by: answered from what was kept, up to this moment. It keeps nothing itself.

use siaga_core::history::{
    MOST_BARS, MOST_DAYS, MOST_TOGETHER, Past, ROOM, bars, history, since, table, together, week,
};
use siaga_core::provider::{Product, Provider};
use siaga_core::wire::{Reply, WireError};

use super::Watch;
use crate::store::{Store, StoreError};

/// How a product's past is looked up.
type LookUp = fn(&Store, &Provider, &Product, jiff::Timestamp) -> Result<Past, StoreError>;

impl Watch {
    /// The history of a product.
    pub(super) fn history(&mut self, product: &str, days: u16) -> Result<Reply, WireError> {
        let id = self.known(product)?;
        let past = self.past(&id, days, Store::past)?;
        Ok(Reply::History(Box::new(history(&id, &past, days, &self.files.zone(), self.clock.now()))))
    }

    /// Its outages as a table, with nothing left out.
    pub(super) fn history_csv(&mut self, product: &str, days: u16) -> Result<Reply, WireError> {
        let id = self.known(product)?;
        let past = self.past(&id, days, Store::past)?;
        let too_long = || WireError::failed(self.words.format("said-history-too-long", &[("days", days.into())]));
        table(&past, days, &self.files.zone(), self.clock.now()).map(Reply::Text).ok_or_else(too_long)
    }

    /// At which hours of the week a product was in trouble.
    pub(super) fn week(&mut self, product: &str, days: u16) -> Result<Reply, WireError> {
        let id = self.known(product)?;
        let past = self.past(&id, days, Store::minutes)?;
        Ok(Reply::Week(Box::new(week(&id, &past, days, &self.files.zone(), self.clock.now()))))
    }

    /// The days of what is watched, from the product after this one on: as many as fit into an answer.
    pub(super) fn bars(&mut self, days: u16, after: Option<&str>) -> Result<Reply, WireError> {
        within(days, MOST_BARS)?;
        let ids = self.watched_ids();
        let from = match after {
            None => 0,
            Some(last) => match ids.iter().position(|id| id == last) {
                Some(at) => at + 1,
                None => return Err(WireError::failed(format!("{last} is not watched any more"))),
            },
        };
        let (now, zone) = (self.clock.now(), self.files.zone());
        let (mut rows, mut room) = (Vec::new(), ROOM);
        for id in &ids[from..] {
            let row = bars(id, &self.past(id, days, Store::minutes)?, days, &zone, now);
            if !row.fits(&mut room) {
                break;
            }
            rows.push(row);
        }
        Ok(Reply::Bars(rows))
    }

    /// Which of these products failed at the same time.
    pub(super) fn together(&mut self, products: &[String], days: u16) -> Result<Reply, WireError> {
        let mut ids: Vec<String> = Vec::new();
        for product in products {
            let id = self.known(product)?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        if !(2..=MOST_TOGETHER).contains(&ids.len()) {
            return Err(WireError::failed(self.words.format("said-together-count", &[("most", MOST_TOGETHER.into())])));
        }
        let mut pasts = Vec::new();
        for id in ids {
            let past = self.past(&id, days, Store::minutes)?;
            pasts.push((id, past));
        }
        let found = together(&pasts, days, &self.files.zone(), self.clock.now());
        Ok(Reply::Together(Box::new(self.words.paired(found, &self.catalogue))))
    }

    /// What the person watches, each once, in their order.
    fn watched_ids(&self) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for product in self.settings.watch.iter().filter_map(|id| self.catalogue.product(id)) {
            if !ids.contains(&product.id) {
                ids.push(product.id.clone());
            }
        }
        ids
    }

    /// What was kept of a product that bears on these days, the last minute included.
    fn past(&mut self, id: &str, days: u16, look_up: LookUp) -> Result<Past, WireError> {
        within(days, MOST_DAYS)?;
        if self.record.has_grown() {
            self.write_stretches();
        }
        let Some((provider, product)) = self.catalogue.provider_of(id).zip(self.catalogue.product(id)) else {
            return Ok(Past::default());
        };
        let found = look_up(&self.store, provider, product, since(days, self.clock.now()));
        found.map_err(|error| WireError::failed(error.to_string()))
    }
}

fn within(days: u16, most: u16) -> Result<(), WireError> {
    if (1..=most).contains(&days) {
        return Ok(());
    }
    let message = format!("this is of 1 to {most} days, not of {days}");
    Err(WireError::bad_request(message))
}
