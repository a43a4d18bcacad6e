//! A provider's own past: most feeds list only what is open, and some have a list of what is over beside them. That is
//! read once for each provider of which the person uses something, and again when it is a week old, so that what happened
//! while nobody looked is there too. It fills the history, as the provider's word; it changes no state and tells nothing.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use siaga_core::history::{IncidentSource, last_moment};
use siaga_core::observation::Observation;
use siaga_core::provider::Provider;
use url::Url;

use super::history::kept_now;
use super::moving::search_key;
use super::{Event, Watch};
use crate::poll::{Done, Plan};
use crate::store::{Kept, StoredDocument, Write};

/// How old what was read of it may become.
const OLD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Shortest time between two tries.
const AGAIN: SignedDuration = SignedDuration::from_hours(24);

/// Between the read that asks for it and its own, so that the feeds themselves come first; up to twice as long.
const LATER: Duration = Duration::from_secs(20);

/// Marks such a read among the scheduler's. No provider's id holds a space.
const ARCHIVE: &str = "archive ";

fn archive_key(provider: &str) -> String {
    format!("{ARCHIVE}{provider}")
}

/// Of which provider this is the read of its archive, where it is one.
pub(super) fn archived(key: &str) -> Option<&str> {
    key.strip_prefix(ARCHIVE)
}

impl Watch {
    /// Takes back what is planned for a feed beside its reads.
    pub(super) fn drop_errands(&mut self, id: &str) {
        self.scheduler.remove(&search_key(id));
        self.scheduler.remove(&archive_key(id));
        self.record.archives.remove(id);
    }

    /// Plans to read a provider's archive, where it has one that was not read for long.
    pub(super) fn plan_archive(&mut self, provider: &Provider, now: Timestamp) {
        // Only an engine that remembers what it read asks for more than feeds.
        if !self.looks_for_moves {
            return;
        }
        let Some(url) = address(provider) else { return };
        let young = |at: Timestamp, limit: SignedDuration| now.duration_since(at).abs() < limit;
        let read = self.documents.get(&StoredDocument::key(&url)).is_some_and(|known| young(known.read_at, OLD));
        let tried = self.record.archives.get(&provider.id).is_some_and(|at| young(*at, AGAIN));
        if read || tried {
            return;
        }
        let Some(feed) = self.feeds.get(&provider.id) else { return };
        self.record.archives.insert(provider.id.clone(), now);
        let wait = LATER.mul_f64(Self::jitter() / 2.0 + 1.5);
        self.scheduler.plan(&archive_key(&provider.id), &feed.host.clone(), self.clock.after(wait));
    }

    /// Starts such a read; its host is free.
    pub(super) fn start_archive(&mut self, id: &str) {
        let now = self.clock.now();
        let may_be_asked = self.feeds.get(id).is_some_and(|feed| feed.may_be_asked(now));
        let plan = self.catalogue.provider(id).filter(|_| may_be_asked).and_then(|provider| {
            let feed = provider.feed.as_ref()?;
            let (url, known) = (address(provider)?, Vec::new());
            Some(Plan { provider: id.to_owned(), format: feed.format, url, internal: feed.internal, known })
        });
        let Some(plan) = plan else {
            self.scheduler.done(&archive_key(id), tokio::time::Instant::now());
            return;
        };
        let (url, read, events) = (plan.url.clone(), self.reader.read(plan), self.events.clone());
        self.tasks.spawn(async move {
            // The loop is gone only when the engine ends.
            let _ = events.send(Event::Archived(url, Box::new(read.await))).await;
        });
    }

    /// Takes in what came of it.
    pub(super) fn take_archived(&mut self, url: &Url, done: Done) {
        let id = done.provider;
        self.scheduler.done(&archive_key(&id), tokio::time::Instant::now());
        let settled = match done.outcome {
            Ok(read) => {
                let taken = self.note_archive(&id, &read.observation, done.at);
                if let Some(wait) = read.retry_after.and_then(|wait| done.at.checked_add(wait).ok()) {
                    self.wait_until(&id, wait);
                }
                taken
            }
            Err(failure) => {
                tracing::info!(provider = id, "its archive was not read: {}", failure.why);
                if let Some(until) = failure.retry_after.and_then(|wait| done.at.checked_add(wait).ok()) {
                    self.wait_until(&id, until);
                }
                // What is not there now will not be there tomorrow.
                failure.suggests_a_move
            }
        };
        if settled {
            // That it was read is kept, and not what it said: its incidents are kept one by one.
            let document = StoredDocument {
                url: StoredDocument::key(url),
                etag: None,
                last_modified: None,
                observation: Observation::default(),
                read_at: done.at,
            };
            self.write(&[Write::Document(&document)]);
            self.documents.insert(document.url.clone(), document);
        }
    }

    /// Keeps what is over and was not known, or was not known to be. What is open is the feed's own to say. False where it
    /// could not be kept.
    fn note_archive(&mut self, provider: &str, read: &Observation, at: Timestamp) -> bool {
        let kept = match self.store.incidents(provider) {
            Ok(kept) => kept,
            Err(error) => {
                tracing::warn!(provider, "its archive is not kept: {error}");
                return false;
            }
        };
        let oldest = self.oldest_kept(at);
        let over = read.incidents.iter().filter(|incident| !incident.open && last_moment(incident, at) >= oldest);
        let new: Vec<_> = over
            .filter_map(|incident| {
                let known = kept.get(&incident.id);
                let now = kept_now(known, incident);
                (known != Some(&now)).then(|| (now, last_moment(incident, at)))
            })
            .collect();
        let theirs = new.iter().filter(|(past, _)| past.source == IncidentSource::Theirs).count();
        tracing::info!(provider, theirs, "its archive was read");
        let writes: Vec<Write<'_>> =
            new.iter().map(|(past, last)| Write::Kept(Kept::Incident(provider, past, *last))).collect();
        self.write(&writes);
        !self.unsaved
    }
}

/// Where a provider's archive is.
fn address(provider: &Provider) -> Option<Url> {
    let feed = provider.feed.as_ref()?;
    feed.format.archive(&feed.url)
}
