//! Which feeds are read, how often, and what a read does: to freshness when it fails, to what is known when it does not.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::Timestamp;
use siaga_core::feed::Format;
use siaga_core::observation::Observation;
use siaga_core::provider::{Product, Provider, Use};
use siaga_core::schedule::{self, Ground, Why, pause, stretched};
use siaga_core::settings::Pace;
use siaga_core::snapshot::{Failing, FeedHealth};
use siaga_core::state::ProductState;
use siaga_core::unread::is_to_be_told;
use url::Url;

use super::archive::archived;
use super::moving::searched;
use super::outbox::unread_key;
use super::{Event, Watch};
use crate::poll::{Done, Failure, Plan, Read};
use crate::store::{Outgoing, StoredDocument, StoredFeed, Write};

/// How many products that can do a task are read, so that some of them can be named: each is a host that is asked.
const STAND_INS: usize = 5;

/// One feed that is read.
#[derive(Debug)]
pub(super) struct Feed {
    /// Its address.
    pub(super) url: Url,
    /// Its dialect.
    pub(super) format: Format,
    /// Host and port: one request at a time.
    pub(super) host: String,
    /// How it is doing.
    pub(super) health: FeedHealth,
    /// Read, or tried, since this engine began.
    pub(super) tried: bool,
    /// Not to be asked before this moment, by the provider's wish.
    not_before: Option<Timestamp>,
    /// Where it moved to, which the person has not agreed to.
    pub(super) offer: Option<Url>,
    /// When it was last looked for where it might have moved.
    pub(super) looked_at: Option<Timestamp>,
    /// The person has been told that it cannot be read, of this time that it cannot.
    told: bool,
    /// The last read of it failed, and the person was to be told of that.
    doubted: bool,
    /// What it said before it came to list none of a product's parts.
    pub(super) former: Option<Observation>,
    /// The read in flight asks an address that is no longer this feed's.
    outdated: bool,
}

impl Feed {
    /// Whether its provider has not asked us to stay away beyond this moment.
    pub(super) fn may_be_asked(&self, now: Timestamp) -> bool {
        self.not_before.is_none_or(|moment| moment <= now)
    }

    /// Until when its provider asked us to stay away.
    pub(super) const fn asked_until(&self) -> Option<Timestamp> {
        self.not_before
    }
}

impl Watch {
    /// Puts back how the feeds were doing, and what they said last.
    pub(super) fn restore_feeds(&mut self, stored: BTreeMap<String, StoredFeed>) {
        for (provider, stored) in stored {
            let Some(feed) = self.feeds.get_mut(&provider) else { continue };
            feed.health.read_at = stored.read_at;
            feed.health.failing_since = stored.failing_since;
            feed.health.why = stored.why;
            feed.health.failures = stored.failures;
            feed.health.failing = stored.failing;
            feed.health.until = stored.not_before;
            feed.offer = stored.moved_to.and_then(|address| Url::parse(&address).ok());
            feed.looked_at = stored.looked_at;
            feed.told = stored.told;
            feed.not_before = stored.not_before;
        }
        let providers: Vec<Provider> = self.catalogue.providers().to_vec();
        for provider in &providers {
            if let Some(observation) = self.stored_observation(provider) {
                self.observations.insert(provider.id.clone(), observation);
            }
        }
        let feeds: Vec<String> = self.feeds.keys().cloned().collect();
        for feed in feeds {
            self.plan_first(&feed);
        }
    }

    /// Brings the list of feeds in line with the catalogue and with what the person watches. A feed whose address has
    /// changed is a new one: what the old one said is forgotten, what was known of its products stays.
    pub(super) fn choose_feeds(&mut self) {
        let wanted: Vec<Provider> = self.wanted_providers().into_iter().cloned().collect();
        let gone: Vec<String> =
            self.feeds.keys().filter(|id| !wanted.iter().any(|provider| provider.id == **id)).cloned().collect();
        for id in gone {
            self.feeds.remove(&id);
            self.scheduler.remove(&id);
            self.drop_errands(&id);
        }
        for provider in wanted {
            let Some((url, host, format)) = address_of(&provider) else { continue };
            let known = self.feeds.get(&provider.id);
            if known.is_some_and(|feed| feed.url == url && feed.format == format) {
                continue;
            }
            if known.is_some_and(|feed| feed.url == url) {
                // What the address said in another dialect must not come back as unchanged.
                self.documents.remove(&StoredDocument::key(&url));
            }
            let outdated = self.scheduler.in_flight(&provider.id);
            self.observations.remove(&provider.id);
            let (interval, _) = self.interval(&provider);
            let health = FeedHealth { interval, ..FeedHealth::default() };
            // However often a feed changes its place, it is looked for once a day.
            let looked_at = known.and_then(|feed| feed.looked_at);
            // What stands on the desktop of its former place is taken away once it can be read at this one.
            let told = known.is_some_and(|feed| feed.told);
            let feed = Feed {
                url,
                format,
                host,
                health,
                tried: false,
                not_before: None,
                offer: None,
                looked_at,
                told,
                doubted: false,
                former: None,
                outdated,
            };
            self.drop_errands(&provider.id);
            self.feeds.insert(provider.id.clone(), feed);
            self.plan_first(&provider.id);
        }
    }

    /// The providers whose feeds are read: of what the person watches or asks about, and of the first few products that
    /// can stand in for that.
    fn wanted_providers(&self) -> Vec<&Provider> {
        let has_feed = |product: &&Product| {
            self.catalogue.provider_of(&product.id).is_some_and(|provider| provider.feed.is_some())
        };
        let readable: Vec<&Product> = self.catalogue.in_order().into_iter().filter(has_feed).collect();
        let watched: Vec<_> = self.settings.watch.iter().filter_map(|id| self.catalogue.product(id)).collect();
        let tasks: BTreeSet<Use> = watched.iter().flat_map(|product| product.uses.iter().copied()).collect();
        let mut wanted: BTreeSet<&str> = readable
            .iter()
            .filter(|product| self.settings.watch.contains(&product.id) || self.asked_about.contains(&product.id))
            .map(|product| product.provider.as_str())
            .collect();
        for task in tasks {
            let able = readable.iter().filter(|product| product.uses.contains(&task));
            wanted.extend(able.take(STAND_INS).map(|product| product.provider.as_str()));
        }
        self.catalogue.providers().iter().filter(|provider| wanted.contains(provider.id.as_str())).collect()
    }

    /// The pause between two reads of a provider's feed, as things are, and what it is grounded in.
    fn interval(&self, provider: &Provider) -> (Duration, Ground) {
        let watched: Vec<_> =
            provider.products.iter().filter(|product| self.settings.watch.contains(&product.id)).collect();
        let is_in_trouble = |id: &String| self.memory.state.product(id).is_some_and(|state| state.outage.is_some());
        let (pace, ground) = match (watched.is_empty(), watched.iter().any(|product| is_in_trouble(&product.id))) {
            (true, _) => (Pace::Calm, Ground::Calm),
            (false, false) => (Pace::Favourite, Ground::Favourite),
            (false, true) => (Pace::Open, Ground::Open),
        };
        let internal = provider.feed.as_ref().is_some_and(|feed| feed.internal);
        let interval = self.settings.poll.interval_for(pace, internal);
        let stretch = self.settings.poll.battery;
        // Where something of theirs is in trouble, the person wants to know how it goes, and what else works.
        if stretch > 1.0 && self.local.on_battery() && !self.settings.watch.iter().any(is_in_trouble) {
            return (stretched(interval, stretch), Ground::Battery);
        }
        (interval, ground)
    }

    /// The first read of a feed is not delayed, unless its provider asked us to stay away.
    fn plan_first(&mut self, id: &str) {
        let now = self.clock.now();
        let Some(feed) = self.feeds.get_mut(id) else { return };
        let wait = feed.not_before.map_or(Duration::ZERO, |moment| {
            Duration::try_from(moment.duration_since(now)).unwrap_or(Duration::ZERO).min(crate::fetch::LONGEST_RETRY)
        });
        feed.health.next_at = now.checked_add(wait).ok();
        feed.health.next_why = feed.not_before.filter(|_| !wait.is_zero()).map(|until| Why::Asked { until });
        self.scheduler.plan(id, &feed.host.clone(), self.clock.after(wait));
    }

    /// Starts every read that is due and whose host is free.
    pub(super) fn start_due_reads(&mut self) {
        for id in self.scheduler.take_due(tokio::time::Instant::now()) {
            if let Some(provider) = searched(&id) {
                self.start_search(provider);
                continue;
            }
            if let Some(provider) = archived(&id) {
                self.start_archive(provider);
                continue;
            }
            let Some(plan) = self.read_plan(&id) else {
                self.scheduler.done(&id, tokio::time::Instant::now());
                continue;
            };
            let (read, events) = (self.reader.read(plan), self.events.clone());
            self.tasks.spawn(async move {
                // The loop is gone only when the engine ends.
                let _ = events.send(Event::Read(read.await)).await;
            });
        }
    }

    fn read_plan(&self, id: &str) -> Option<Plan> {
        let feed = self.catalogue.provider(id)?.feed.as_ref()?;
        let format = feed.format;
        let mut addresses = vec![feed.url.clone()];
        addresses.extend(format.companions(&feed.url));
        let known = addresses.iter().filter_map(|url| self.documents.get(&StoredDocument::key(url)).cloned()).collect();
        Some(Plan { provider: id.to_owned(), format, url: feed.url.clone(), internal: feed.internal, known })
    }

    /// Takes in what came of a read.
    pub(super) fn take_read(&mut self, done: Done) {
        // That this computer slept meanwhile is known before anything is made of the answer.
        self.look_around();
        let interrupted = self.is_interrupted(&done);
        let id = done.provider;
        // Its host is free before the next read is planned, which may go to another.
        self.scheduler.done(&id, tokio::time::Instant::now());
        if let Some(feed) = self.feeds.get_mut(&id).filter(|feed| feed.outdated) {
            feed.outdated = false;
            self.plan_first(&id);
            return;
        }
        if interrupted {
            self.read_again(&id);
            self.publish();
            return;
        }
        if let Some(feed) = self.feeds.get_mut(&id) {
            feed.tried = true;
            self.note_outcome(&id, done.outcome.as_ref().err().map(|failure| failure.cause.clone()));
        }
        let good = done.outcome.is_ok();
        match done.outcome {
            _ if !self.feeds.contains_key(&id) => {} // No longer wanted by the time it was read.
            Ok(read) => self.take_good_read(&id, read, done.at),
            Err(failure) => self.take_failed_read(&id, &failure, done.at),
        }
        self.settle_doubt(&id, good);
        self.plan_next(&id);
        self.checked(&id);
        self.pay_owed();
        self.publish();
    }

    fn take_good_read(&mut self, id: &str, read: Read, at: Timestamp) {
        for oddity in &read.oddities {
            tracing::info!(provider = id, "odd: {oddity}");
        }
        self.look_for_parts(id, &read.observation);
        let Some(provider) = self.catalogue.provider(id).cloned() else { return };
        self.drop_excuse(id);
        self.take_back_unread(&provider);
        self.note_lost_parts(&provider, &read.observation, at);
        if let Some(feed) = self.feeds.get_mut(id) {
            (feed.offer, feed.told, feed.doubted) = (None, false, false);
            let recovered = feed.health.failures > 0;
            feed.health = FeedHealth { read_at: Some(at), interval: feed.health.interval, ..FeedHealth::default() };
            feed.not_before = read.retry_after.and_then(|wait| at.checked_add(wait).ok());
            if recovered {
                tracing::info!(provider = id, "its feed can be read again");
                self.remember_feed(id);
            }
        }
        if !self.memory.state.accepts(id, self.observations.get(id), &read.observation) {
            tracing::info!(provider = id, "an older copy of its feed was read, and is put aside");
            return;
        }
        let before = self.observations.insert(id.to_owned(), read.observation.clone());
        self.settle(&provider, before.as_ref(), &read.observation, &read.documents, at);
        self.note_history(&provider, before.as_ref(), &read.observation, at);
        for document in read.documents {
            self.documents.insert(document.url.clone(), document);
        }
    }

    /// A failed read changes freshness, and nothing else.
    fn take_failed_read(&mut self, id: &str, failure: &Failure, at: Timestamp) {
        let cut_off = self.local.is_cut_off();
        let Some(feed) = self.feeds.get_mut(id) else { return };
        let first = feed.health.failing_since.is_none();
        // What lies ahead was noted by a clock that has been set back since.
        feed.health.failing_since = Some(feed.health.failing_since.map_or(at, |since| since.min(at)));
        // What fails for a reason of this computer's is no reason for more patience with a provider.
        feed.health.failures =
            if cut_off { feed.health.failures.max(1) } else { feed.health.failures.saturating_add(1) };
        feed.health.why = Some(failure.why.clone());
        // Where a page that asks for a sign-in is, is not where a provider is.
        if let Some(place) = failure.moved_to.as_ref().filter(|_| !cut_off) {
            feed.offer = Some((**place).clone());
        }
        // Where it went is known until it can be read again, whatever its former place says meanwhile.
        let failing = if feed.offer.is_some() { Failing::Moved } else { failure.failing };
        let otherwise = std::mem::replace(&mut feed.health.failing, failing) != failing;
        feed.not_before = failure.retry_after.and_then(|wait| at.checked_add(wait).ok());
        feed.health.until = feed.not_before;
        tracing::info!(provider = id, failures = feed.health.failures, "not read: {}", failure.why);
        if first || otherwise || failure.retry_after.is_some() {
            self.remember_feed(id);
        }
        if failure.suggests_a_move && !cut_off {
            self.plan_search(id, at);
        }
        self.tell_unread(id, at);
    }

    /// Tells once that a feed of something that the person uses has been unreadable for a day, not counting the time in
    /// which this computer was offline.
    fn tell_unread(&mut self, id: &str, now: Timestamp) {
        let Some(since) = self.feeds.get(id).and_then(|feed| feed.health.failing_since) else { return };
        let counted_since = self.excused(id, since, now);
        // A platform that fails for a day is worth a word; this computer's own absence is not.
        if self.local.doubt().is_some() {
            return;
        }
        let Some(feed) = self.feeds.get(id) else { return };
        let others = self.feeds.iter().filter(|(other, _)| other.as_str() != id).map(|(_, other)| &other.health);
        let counted = FeedHealth { failing_since: Some(counted_since), ..feed.health.clone() };
        let due = is_to_be_told(&counted, feed.told, others, now);
        let Some(feed) = self.feeds.get_mut(id) else { return };
        // Nobody tried while this computer slept or was off: one read that fails after that is not a day of them.
        if !std::mem::replace(&mut feed.doubted, due) || !due {
            return;
        }
        let Some(provider) = self.catalogue.provider(id) else { return };
        let uses = |wanted: &&String| provider.products.iter().any(|product| product.id == **wanted);
        let Some(product) = self.settings.watch.iter().find(uses).cloned() else { return };
        if self.memory.snoozes.until(&product, now).is_some() {
            return;
        }
        tracing::info!(provider = id, "its feed could not be read for a day: the person is told");
        let content = Outgoing::Unread { provider: id.to_owned(), product, since };
        let number = self.outbox.next_id();
        let Some(feed) = self.feeds.get_mut(id) else { return };
        feed.told = true;
        let stored = stored(feed);
        self.write(&[Write::Feed(id, &stored), Write::Outbox(number, &content, now)]);
        self.outbox.add(number, content, now, false);
    }

    /// A feed that can be read again takes away what stands on the desktop about it.
    fn take_back_unread(&mut self, provider: &Provider) {
        if self.feeds.get(&provider.id).is_some_and(|feed| feed.told) {
            for product in &provider.products {
                self.withdraw(&product.id, &unread_key(&provider.id));
            }
        }
    }

    /// Stays away from a feed whose host asked for that elsewhere than at the feed's own address.
    pub(super) fn wait_until(&mut self, id: &str, until: Timestamp) {
        let Some(feed) = self.feeds.get_mut(id) else { return };
        feed.not_before = feed.not_before.max(Some(until));
        if !self.scheduler.in_flight(id) {
            self.plan_next(id);
        }
        self.remember_feed(id);
    }

    fn plan_next(&mut self, id: &str) {
        let Some(provider) = self.catalogue.provider(id) else { return };
        let (interval, ground) = self.interval(provider);
        let cut_off = self.local.is_cut_off();
        let now = self.clock.now();
        let jitter = Self::jitter();
        let Some(feed) = self.feeds.get_mut(id) else { return };
        let retry_after = feed.not_before.and_then(|moment| Duration::try_from(moment.duration_since(now)).ok());
        feed.health.interval = interval;
        let ground = if cut_off && feed.health.failures > 0 { Ground::Offline } else { ground };
        let failures = if cut_off { feed.health.failures.min(1) } else { feed.health.failures };
        let pace = schedule::Pace { interval, failures, retry_after, jitter };
        let wait = pause(pace);
        feed.health.next_why = Some(Why::of(pace, ground, feed.not_before));
        feed.health.next_at = now.checked_add(wait).ok();
        self.scheduler.plan(id, &feed.host.clone(), self.clock.after(wait));
    }

    /// From -1 to 1. Spreads the reads of many desktops; needs no better randomness than a hasher's seed.
    pub(super) fn jitter() -> f64 {
        use std::hash::{BuildHasher, RandomState};
        let drawn = u32::try_from(RandomState::new().hash_one(0_u8) & 0xffff_ffff).unwrap_or(0);
        f64::from(drawn) / f64::from(u32::MAX) * 2.0 - 1.0
    }

    /// The pause of a feed may have become shorter: an outage began, or the settings changed.
    pub(super) fn replan(&mut self) {
        let ids: Vec<String> = self.feeds.keys().cloned().collect();
        let now = self.clock.now();
        for id in ids {
            let Some(provider) = self.catalogue.provider(&id) else { continue };
            let (interval, ground) = self.interval(provider);
            let Some(feed) = self.feeds.get_mut(&id) else { continue };
            feed.health.interval = interval;
            if feed.not_before.is_some() || feed.health.failures > 0 {
                continue;
            }
            let pace = schedule::Pace { interval, failures: 0, retry_after: None, jitter: Self::jitter() };
            if feed.health.next_why.is_some_and(|why| why != Why::Round) {
                feed.health.next_why = Some(Why::of(pace, ground, None));
            }
            // Not all at the same beat.
            let wait = pause(pace);
            self.scheduler.hurry(&id, self.clock.after(wait));
            if let Ok(at) = now.checked_add(wait)
                && feed.health.next_at.is_some_and(|next| next > at)
            {
                feed.health.next_at = Some(at);
            }
        }
    }

    fn stored_observation(&self, provider: &Provider) -> Option<Observation> {
        let feed = provider.feed.as_ref()?;
        let format = feed.format;
        let main = self.documents.get(&StoredDocument::key(&feed.url))?.observation.clone();
        let beside = format.companions(&feed.url);
        Some(
            beside
                .iter()
                .filter_map(|url| self.documents.get(&StoredDocument::key(url)))
                .fold(main, |main, document| format.merge(main, document.observation.clone())),
        )
    }

    pub(super) fn remember_feed(&mut self, id: &str) {
        let Some(stored) = self.feeds.get(id).map(stored) else { return };
        self.write(&[Write::Feed(id, &stored)]);
    }

    /// Writes down how every feed is doing, and how old what is known is, before the engine ends: while nothing changes
    /// no read is written.
    pub(super) fn remember_feeds(&mut self) {
        let all: Vec<(String, StoredFeed)> = self.feeds.iter().map(|(id, feed)| (id.clone(), stored(feed))).collect();
        let states: Vec<(String, ProductState)> =
            self.memory.state.products().map(|(id, state)| (id.to_owned(), state.clone())).collect();
        let mut writes: Vec<Write<'_>> = all.iter().map(|(id, feed)| Write::Feed(id, feed)).collect();
        writes.extend(states.iter().map(|(id, state)| Write::Product(id, state)));
        self.write(&writes);
    }
}

pub(super) fn stored(feed: &Feed) -> StoredFeed {
    StoredFeed {
        read_at: feed.health.read_at,
        failing_since: feed.health.failing_since,
        why: feed.health.why.clone(),
        failing: feed.health.failing,
        moved_to: feed.offer.as_ref().map(ToString::to_string),
        failures: feed.health.failures,
        not_before: feed.not_before,
        looked_at: feed.looked_at,
        told: feed.told,
    }
}

/// A feed's address, its host with its port, and its dialect.
fn address_of(provider: &Provider) -> Option<(Url, String, Format)> {
    let feed = provider.feed.as_ref()?;
    let host = format!("{}:{}", feed.url.host_str()?, feed.url.port_or_known_default()?);
    Some((feed.url.clone(), host, feed.format))
}
