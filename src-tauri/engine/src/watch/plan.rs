//! The person's plans as asked of the loop: whether they would hold, and what is written of them. And how reliable products
//! were of late, which is counted at the start and once an hour.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;
use siaga_core::alternatives::Preferences;
use siaga_core::plan::{Rehearsal, Walk, check};
use siaga_core::provider::Use;
use siaga_core::wire::{Reply, WireError};
use tokio::time::Instant;

use super::Watch;
use crate::own;
use crate::store::Write;

/// Between two counts of how reliable products were.
const COUNTED: Duration = Duration::from_secs(60 * 60);

impl Watch {
    pub(super) fn plan(&self) -> Result<Reply, WireError> {
        let rehearsed = self.store.rehearsals().map_err(|error| WireError::failed(error.to_string()))?;
        let (snapshot, now) = (self.picture(), self.clock.now());
        let preferences: Preferences = self.settings.preferences();
        let ranking = self.ranking(&snapshot, &preferences, now);
        let own = self.settings.product.iter();
        let accounts: BTreeMap<String, Date> =
            own.filter_map(|(id, own)| Some((self.catalogue.product(id)?.id.clone(), own.account?))).collect();
        let report = check(&ranking, &accounts, &rehearsed, self.today());
        Ok(Reply::Plan(Box::new(self.words.planned(report, &self.catalogue, now))))
    }

    pub(super) fn set_plan(&mut self, task: Use, order: &[String]) -> Result<Reply, WireError> {
        let names =
            own::plan::set(&self.folder()?, &self.catalogue, task, order).map_err(|error| self.unchanged(&error))?;
        self.load_settings(false);
        Ok(Reply::Said(plan_said(&self.words, task, &names)))
    }

    pub(super) fn account(&mut self, product: &str, confirmed: bool) -> Result<Reply, WireError> {
        let day = confirmed.then(|| self.today());
        let local = self.catalogue.product(product).is_some_and(|product| product.local);
        let name = own::plan::account(&self.folder()?, &self.catalogue, product, day)
            .map_err(|error| self.unchanged(&error))?;
        self.load_settings(false);
        Ok(Reply::Said(account_said(&self.words, &name, confirmed, local)))
    }

    /// Keeps that a plan was rehearsed.
    pub(super) fn rehearsed(&mut self, task: Use, seconds: u32) -> Result<Reply, WireError> {
        let rehearsal = Rehearsal { at: self.clock.now(), seconds };
        self.store.write(&[Write::Rehearsal(task, rehearsal)]).map_err(|error| WireError::failed(error.to_string()))?;
        Ok(Reply::Done)
    }

    /// Shows how far the rehearsal of a plan is.
    pub(super) fn take_walk(&mut self, walk: Walk) {
        self.rehearsal = Some(walk);
        self.publish();
    }

    /// Counts how reliable products were, where that is due.
    pub(super) fn count_reliability(&mut self) {
        let now = Instant::now();
        if self.counted_before {
            return;
        }
        if self.counted_at.is_some_and(|at| now.duration_since(at) < COUNTED) {
            return;
        }
        self.counted_at = Some(now);
        match self.store.reliability(&self.catalogue, self.clock.now()) {
            Ok(found) => {
                tracing::debug!(products = found.len(), took = ?now.elapsed(), "reliability was counted");
                self.reliability = found;
            }
            Err(error) => tracing::warn!("reliability could not be counted: {error}"),
        }
    }

    fn today(&self) -> Date {
        self.clock.now().to_zoned(self.files.zone()).date()
    }
}

/// What was written of a plan, as a sentence.
pub(crate) fn plan_said(words: &siaga_core::wording::Words, task: Use, names: &[String]) -> String {
    let of = ("use", words.r#use(task).into());
    if names.is_empty() {
        return words.format("plan-taken", &[of]);
    }
    let names = words.list(&names.iter().map(String::as_str).collect::<Vec<_>>());
    words.format("plan-set", &[of, ("products", names.into())])
}

/// What was written of an account, as a sentence.
pub(crate) fn account_said(words: &siaga_core::wording::Words, name: &str, confirmed: bool, local: bool) -> String {
    let key = match (confirmed, local) {
        (true, true) => "plan-account-local",
        (true, false) => "plan-account-written",
        (false, _) => "plan-account-forgotten",
    };
    words.format(key, &[("product", name.into())])
}
