//! What is kept to look back on: since when and until when each product's state was known, how bad its outages were
//! when, and what its provider reported. A calm read only makes a stretch longer, and that is written for all of them
//! together, once a minute and at the end: a crash loses a minute of it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use siaga_core::history::{IncidentSource, PastIncident, Stretch, last_moment, merged};
use siaga_core::observation::{Incident, Observation, Status};
use siaga_core::provider::Provider;
use siaga_core::schedule::fresh_for;
use siaga_core::state::ProductState;
use tokio::time::Instant;

use super::Watch;
use crate::store::{Kept, Write};

/// How long a longer stretch may wait to be written.
const UNWRITTEN: Duration = Duration::from_secs(60);

/// Between two runs that forget, while there is more to forget.
const NEXT_BATCH: Duration = Duration::from_secs(5 * 60);

/// Between two runs once nothing was left.
const NEXT_LOOK: Duration = Duration::from_secs(60 * 60);

/// What the loop remembers of what it has kept.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// The stretch that each product is in, by id.
    stretches: BTreeMap<String, Growing>,
    /// How bad each product's outage was when that was last written: the outage's id and its state.
    steps: BTreeMap<String, (String, Status)>,
    /// Providers whose incidents have been compared with what was kept.
    compared: BTreeSet<String>,
    /// When the archives of providers were last asked for.
    pub(super) archives: BTreeMap<String, Timestamp>,
    /// When stretches that have grown are written.
    write_at: Option<Instant>,
    /// When old rows are looked for; the first run waits until what matters more is done.
    prune_at: Option<Instant>,
}

impl Record {
    /// Whether something was watched since it was last written.
    pub(super) fn has_grown(&self) -> bool {
        self.stretches.values().any(|growing| !growing.written)
    }
}

/// A stretch that grows with every read.
#[derive(Debug, Clone, Copy)]
struct Growing {
    stretch: Stretch,
    /// A read within this time of the last one belongs to it.
    fresh: Duration,
    written: bool,
}

impl Growing {
    /// Whether a read at this moment goes on with it.
    fn goes_on(&self, at: Timestamp, fresh: Duration) -> bool {
        let pause = at.duration_since(self.stretch.until);
        let longest = SignedDuration::try_from(self.fresh.max(fresh)).unwrap_or(SignedDuration::MAX);
        !pause.is_negative() && pause <= longest
    }
}

impl Watch {
    /// Notes what a good read adds to the history of what the person uses.
    pub(super) fn note_history(
        &mut self,
        provider: &Provider,
        before: Option<&Observation>,
        observation: &Observation,
        at: Timestamp,
    ) {
        let ids = provider.products.iter().map(|product| &product.id);
        let watched: Vec<String> = ids.filter(|id| self.settings.watch.contains(id)).cloned().collect();
        if watched.is_empty() {
            return;
        }
        self.note_incidents(&provider.id, before, observation, at);
        self.plan_archive(provider, at);
        let fresh = self.feeds.get(&provider.id).map_or(Duration::ZERO, |feed| fresh_for(feed.health.interval));
        for product in watched {
            // Without evidence about this product it was not watched, however well its feed was read.
            if let Some(state) = self.memory.state.product(&product).filter(|state| state.known_at == Some(at)).cloned()
            {
                self.note_stretch(&product, &state, fresh, at);
                self.note_step(&product, &state, at);
            }
        }
    }

    fn note_stretch(&mut self, product: &str, state: &ProductState, fresh: Duration, at: Timestamp) {
        let known = self.record.stretches.get(product).copied();
        let last = known.or_else(|| {
            let stored = self.store.last_watched(product).inspect_err(|error| tracing::warn!("not looked up: {error}"));
            Some(Growing { stretch: stored.ok()??, fresh, written: true })
        });
        let going_on = last.filter(|last| last.goes_on(at, fresh));
        let stretch = match (last, going_on) {
            (_, Some(last)) => Stretch { until: at, ..last.stretch },
            (Some(last), None) if !last.written => {
                self.write(&[Write::Kept(Kept::Watched(product, last.stretch))]);
                Stretch { from: at, until: at }
            }
            (Some(_) | None, None) => Stretch { from: at, until: at },
        };
        self.record.stretches.insert(product.to_owned(), Growing { stretch, fresh, written: false });
        self.record.write_at.get_or_insert_with(|| self.clock.after(UNWRITTEN));
        // What stands as open may have ended while this engine was away, or while the person did not use it.
        if known.is_none() || going_on.is_none() {
            self.write(&[Write::Kept(Kept::Settled(product, state, at))]);
        }
    }

    /// An outage that is over, or over for one read, is a step too: it may go on. What could not be saved is tried again
    /// at the next read.
    fn note_step(&mut self, product: &str, state: &ProductState, at: Timestamp) {
        let written = self.record.steps.get(product).cloned();
        if let Some(outage) = &state.outage {
            let step = (outage.id.clone(), outage.status);
            if written.as_ref() == Some(&step) {
                return;
            }
            // One that the person did not follow from its beginning has no row yet.
            let row = Write::Outage(product, outage, None);
            self.write(&[Write::Kept(Kept::Step(product, &outage.id, outage.status, at)), row]);
            if !self.unsaved {
                self.record.steps.insert(product.to_owned(), step);
            }
        } else if let Some((outage, _)) = written {
            let over = state.ended.iter().rev().find(|ended| ended.id == outage).map_or(at, |ended| ended.at);
            self.write(&[Write::Kept(Kept::Step(product, &outage, Status::Operational, over))]);
            if !self.unsaved {
                self.record.steps.remove(product);
            }
        }
    }

    /// Keeps every incident that is new or says something new, and what is no longer listed.
    fn note_incidents(&mut self, provider: &str, before: Option<&Observation>, read: &Observation, at: Timestamp) {
        let same = before.is_some_and(|before| before.incidents == read.incidents);
        if same && self.record.compared.contains(provider) {
            return;
        }
        let kept = match self.store.incidents(provider) {
            Ok(kept) => kept,
            Err(error) => {
                tracing::warn!(provider, "its incidents are not kept: {error}");
                return;
            }
        };
        let oldest = self.oldest_kept(at);
        let listed = read.incidents.iter().filter(|incident| last_moment(incident, at) >= oldest);
        let mut changed: Vec<(PastIncident, Timestamp)> = listed
            .filter_map(|incident| {
                let known = kept.get(&incident.id);
                let now = kept_now(known, incident);
                (known != Some(&now)).then(|| (now, last_moment(incident, at)))
            })
            .collect();
        let gone = kept.into_values().filter(|past| past.incident.open && past.gone_at.is_none());
        let gone = gone.filter(|past| read.incidents.iter().all(|incident| incident.id != past.incident.id));
        changed.extend(gone.map(|past| (PastIncident { gone_at: Some(at), ..past }, at)));
        let writes: Vec<Write<'_>> =
            changed.iter().map(|(past, last)| Write::Kept(Kept::Incident(provider, past, *last))).collect();
        self.write(&writes);
        if self.unsaved {
            self.record.compared.remove(provider);
        } else {
            self.record.compared.insert(provider.to_owned());
        }
    }

    pub(super) fn oldest_kept(&self, now: Timestamp) -> Timestamp {
        let kept = SignedDuration::from_hours(24 * i64::from(self.settings.history.keep_days));
        now.checked_sub(kept).unwrap_or(Timestamp::MIN)
    }

    /// Writes and forgets what is due.
    pub(super) fn tend_history(&mut self) {
        let now = Instant::now();
        if self.record.write_at.is_some_and(|due| due <= now) {
            self.write_stretches();
        }
        let due = *self.record.prune_at.get_or_insert(now + NEXT_BATCH);
        if due <= now {
            let before = self.oldest_kept(self.clock.now());
            let forgotten = self.store.prune(before).unwrap_or_else(|error| {
                tracing::warn!("nothing old could be forgotten: {error}");
                0
            });
            self.record.prune_at = Some(now + if forgotten > 0 { NEXT_BATCH } else { NEXT_LOOK });
        }
    }

    /// Writes every stretch that has grown, in one transaction.
    pub(super) fn write_stretches(&mut self) {
        let grown: Vec<(String, Stretch)> = self
            .record
            .stretches
            .iter()
            .filter(|(_, growing)| !growing.written)
            .map(|(product, growing)| (product.clone(), growing.stretch))
            .collect();
        let writes: Vec<Write<'_>> =
            grown.iter().map(|(product, stretch)| Write::Kept(Kept::Watched(product, *stretch))).collect();
        self.write(&writes);
        // What could not be saved is tried again with the next.
        if !self.unsaved {
            for growing in self.record.stretches.values_mut() {
                growing.written = true;
            }
        }
        self.record.write_at = self.unsaved.then(|| self.clock.after(UNWRITTEN));
    }
}

/// What is kept of an incident once this was read of it. What we once saw open stays seen.
pub(super) fn kept_now(known: Option<&PastIncident>, read: &Incident) -> PastIncident {
    let seen = read.open || known.is_some_and(|known| known.source == IncidentSource::Seen);
    PastIncident {
        incident: known.map_or_else(|| read.clone(), |known| merged(&known.incident, read)),
        source: if seen { IncidentSource::Seen } else { IncidentSource::Theirs },
        gone_at: None,
    }
}
