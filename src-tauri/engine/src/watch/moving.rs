//! Moving house: where a feed went that is no longer where it was. On the provider's own registrable domain it is
//! followed and remembered; anywhere else is offered to the person, who decides.
//!
//! Each feed is looked for once a day at most, and only after its server has answered that it is not there: never after
//! silence. Until it is found, what was known of its products stays, and grows old.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use siaga_core::observation::Observation;
use siaga_core::place::same_house;
use siaga_core::provider::{Feed as Published, House, Provider, matched, unlisted};
use siaga_core::snapshot::{Failing, FeedHealth, ReadAs};
use siaga_core::wire::{Reply, WireError};
use tokio::sync::oneshot;
use url::Url;

use super::reads::Feed;
use super::{Event, Watch};
use crate::detect::{Found, NotFound};
use crate::poll::{Place, Search, Searched, bare};
use crate::store::{StoredDocument, Write};

/// Shortest time between two searches for one feed.
const AGAIN: SignedDuration = SignedDuration::from_hours(24);

/// Marks a search among the scheduler's reads. No provider's id holds a space.
const SEARCH: &str = "search ";

/// Who asked for a move, and waits.
pub(super) type Answer = oneshot::Sender<Result<Reply, WireError>>;

/// The scheduler's name for a search.
pub(super) fn search_key(provider: &str) -> String {
    format!("{SEARCH}{provider}")
}

/// Of which provider this is the search, where it is one.
pub(super) fn searched(key: &str) -> Option<&str> {
    key.strip_prefix(SEARCH)
}

impl Watch {
    /// Lets every feed that was found again be read there, unless the catalogue or the person names another address by
    /// now.
    pub(super) fn move_in(&mut self) {
        let mut left = Vec::new();
        for (id, house) in &self.houses {
            match self.catalogue.provider(id).map(|provider| &provider.feed) {
                Some(Some(feed)) if replaces(house, feed) => self.catalogue.rehouse(id, house),
                // A file with a slip in it names no address: whatever it will name decides.
                Some(None) => {}
                Some(Some(_)) | None => left.push(id.clone()),
            }
        }
        for id in left {
            tracing::info!(
                provider = id,
                "its feed has a new address in the catalogue: where it was found is forgotten"
            );
            self.houses.remove(&id);
            self.write(&[Write::House(&id, None)]);
        }
    }

    /// How a feed is doing, with where it went.
    pub(super) fn health(&self, id: &str, feed: &Feed) -> FeedHealth {
        let read_as = self.houses.get(id).and_then(|house| {
            let name = |product: &String| self.catalogue.product(product).map(|product| product.name.clone());
            let renamed = house.renamed.iter().filter_map(name).collect();
            Some(ReadAs { format: house.format()?.label().to_owned(), since: house.since, renamed })
        });
        FeedHealth { read_as, moved_to: feed.offer.as_ref().and_then(place), ..feed.health.clone() }
    }

    /// A page that no longer lists a part of some product, though it did, may be made with something else by now: some
    /// makers answer at the addresses and in the shapes of others.
    pub(super) fn note_lost_parts(&mut self, provider: &Provider, seen: &Observation, at: Timestamp) {
        // Where only what is affected is listed, not being listed says nothing.
        if seen.reports_all || seen.components.is_empty() {
            return;
        }
        let Some(before) = self.observations.get(&provider.id) else { return };
        let had = unlisted(&provider.products, before);
        if unlisted(&provider.products, seen).iter().all(|product| had.contains(product)) {
            return;
        }
        if let Some(feed) = self.feeds.get_mut(&provider.id) {
            feed.former = Some(before.clone());
        }
        self.plan_search(&provider.id, at);
    }

    /// Plans a search for a feed whose server says that it is not there.
    pub(super) fn plan_search(&mut self, id: &str, now: Timestamp) {
        if !self.looks_for_moves {
            return;
        }
        let Some(feed) = self.feeds.get(id) else { return };
        // A moment that lies ahead was noted by a clock that has been set back since.
        if feed.looked_at.is_some_and(|at| now.duration_since(at).abs() < AGAIN) {
            return;
        }
        self.scheduler.plan(&search_key(id), &feed.host.clone(), tokio::time::Instant::now());
    }

    /// Starts a search whose host is free. That it was made is noted first: what breaks off is not begun again.
    pub(super) fn start_search(&mut self, id: &str) {
        let now = self.clock.now();
        let place = self.feeds.get_mut(id).and_then(|feed| {
            feed.looked_at = Some(now);
            let provider = self.catalogue.provider(id)?;
            // A page elsewhere says nothing about whose feed this is: a person's own address is asked alone.
            let page = provider.status_page.clone().filter(|page| same_house(page, &feed.url));
            let page = page.unwrap_or_else(|| feed.url.clone());
            Some((Place::Own { page, known: feed.url.clone() }, provider.feed.as_ref()?.internal))
        });
        let Some((place, internal)) = place else {
            self.scheduler.done(&search_key(id), tokio::time::Instant::now());
            return;
        };
        tracing::info!(provider = id, "its feed is not where it was: looking for it on the provider's own host");
        self.remember_feed(id);
        self.spawn_search(Search { provider: id.to_owned(), place, internal });
    }

    fn spawn_search(&mut self, search: Search) {
        let (looked, events) = (self.reader.search(search), self.events.clone());
        self.tasks.spawn(async move {
            // The loop is gone only when the engine ends.
            let _ = events.send(Event::Searched(Box::new(looked.await))).await;
        });
    }

    /// Takes in what came of a search.
    pub(super) fn take_searched(&mut self, searched: Searched) {
        let Searched { search, at, outcome } = searched;
        match search.place {
            Place::Own { known, .. } => {
                self.scheduler.done(&search_key(&search.provider), tokio::time::Instant::now());
                self.take_found(&search.provider, &known, outcome, at);
            }
            Place::Agreed(place) => self.take_agreed(&search.provider, &place, outcome, at),
        }
        self.publish();
    }

    fn take_found(&mut self, id: &str, known: &Url, outcome: Result<Found, NotFound>, at: Timestamp) {
        let Some(feed) = self.feeds.get(id) else { return };
        let (fails, lost) = (feed.health.failing_since.is_some(), feed.former.is_some());
        // It can be read again, or has been given another address, by the time it was looked for.
        if !fails && !lost || feed.url != *known {
            return;
        }
        match outcome {
            Ok(found) if !same_house(&found.url, known) => self.offer(id, &found.url),
            Ok(found) if found.url == *known && found.format == feed.format && !self.recognises(id, &found) => {
                tracing::info!(provider = id, "its feed is where it was");
                self.scheduler.hurry(id, tokio::time::Instant::now());
            }
            Ok(found) => self.follow(id, &found, at),
            Err(NotFound::Elsewhere { to, .. }) => self.offer(id, &to),
            Err(why) => {
                tracing::info!(provider = id, "not found again: {why}");
                if let NotFound::RateLimited { until: Some(until), .. } = why {
                    self.wait_until(id, until);
                }
            }
        }
    }

    /// Offers a place of another registrable domain's. Nothing is read there.
    fn offer(&mut self, id: &str, to: &Url) {
        let Some(feed) = self.feeds.get_mut(id).filter(|feed| feed.health.failing_since.is_some()) else { return };
        tracing::info!(provider = id, "its feed may be at {} now, which is another house", crate::fetch::shown(to));
        feed.offer = Some(bare(to.clone()));
        feed.health.failing = Failing::Moved;
        self.remember_feed(id);
    }

    /// Reads a feed from now on where it was found on its own registrable domain.
    fn follow(&mut self, id: &str, found: &Found, at: Timestamp) {
        let Some(provider) = self.catalogue.provider(id).cloned() else { return };
        let Some(feed) = &provider.feed else { return };
        // What it stands in for is what the catalogue says, however often it has moved since.
        let earlier = self.houses.get(id);
        let (replaced, replaced_format) = earlier.map_or_else(
            || (StoredDocument::key(&feed.url), feed.format.name().to_owned()),
            |house| (house.replaced.clone(), house.replaced_format.clone()),
        );
        let earlier_parts = earlier.map(|house| house.parts.clone()).unwrap_or_default();
        let house = House {
            replaced,
            replaced_format,
            format: found.format.name().to_owned(),
            url: found.url.clone(),
            since: at,
            parts: BTreeMap::new(),
            renamed: Default::default(),
        };
        let house = self.with_parts(&provider, house, earlier_parts, &found.observation);
        tracing::info!(
            provider = id,
            "its feed was found again: {} at {}",
            found.format.label(),
            crate::fetch::shown(&found.url)
        );
        self.take_house(id, house);
        if let Some(feed) = self.feeds.get_mut(id) {
            feed.former = None;
        }
        self.choose_feeds();
        // Where only the parts have other ids the feed is the same, and is read again.
        self.scheduler.hurry(id, tokio::time::Instant::now());
    }

    /// Whether parts that products pick are there under other ids, though nothing else has changed.
    fn recognises(&self, id: &str, found: &Found) -> bool {
        let products = self.catalogue.provider(id).map(|provider| provider.products.as_slice());
        !matched(products.unwrap_or_default(), self.former(id), &found.observation).is_empty()
    }

    /// What a feed said while it listed what products pick.
    fn former(&self, id: &str) -> Option<&Observation> {
        let former = self.feeds.get(id).and_then(|feed| feed.former.as_ref());
        former.or_else(|| self.observations.get(id))
    }

    /// Recognises the parts that products pick, by the names that they had.
    fn with_parts(
        &self,
        provider: &Provider,
        mut house: House,
        earlier: BTreeMap<String, String>,
        now: &Observation,
    ) -> House {
        let mut new = matched(&provider.products, self.former(&provider.id), now);
        for (was, is) in &new {
            tracing::info!(provider = provider.id, "the part {was} is recognised by its name as {is}");
        }
        house.parts = earlier.into_iter().map(|(was, is)| (was, new.remove(&is).unwrap_or(is))).collect();
        house.parts.extend(new);
        let mut catalogue = self.catalogue.clone();
        catalogue.rehouse(&provider.id, &house);
        let products = catalogue.provider(&provider.id).map(|provider| provider.products.as_slice());
        house.renamed = unlisted(products.unwrap_or_default(), now);
        for product in &house.renamed {
            tracing::warn!(
                provider = provider.id,
                product,
                "odd: none of its parts is listed there; its state is unknown"
            );
        }
        house
    }

    fn take_house(&mut self, id: &str, house: House) {
        self.write(&[Write::House(id, Some(&house))]);
        self.catalogue.rehouse(id, &house);
        self.houses.insert(id.to_owned(), house);
    }

    /// A product whose parts are listed after all is judged by them again.
    pub(super) fn look_for_parts(&mut self, id: &str, observation: &Observation) {
        let Some(mut house) = self.houses.get(id).filter(|house| !house.renamed.is_empty()).cloned() else { return };
        let Some(provider) = self.catalogue.provider(id) else { return };
        let still = unlisted(&provider.products, observation);
        let before = house.renamed.len();
        house.renamed.retain(|product| still.contains(product));
        if house.renamed.len() < before {
            self.take_house(id, house);
        }
    }

    /// The person agrees that a feed is read where it moved to: it is looked for there, and written down when found.
    pub(super) fn accept_move(&mut self, id: &str, answer: Answer) {
        let offered =
            self.catalogue.provider(id).ok_or_else(|| ("said-move-unknown", id.to_owned())).and_then(|known| {
                let offer = self.feeds.get(&known.id).and_then(|feed| feed.offer.clone());
                let internal = known.feed.as_ref().is_some_and(|feed| feed.internal);
                offer
                    .map(|offer| (known.id.clone(), offer, internal))
                    .ok_or_else(|| ("said-move-none", known.name.clone()))
            });
        match offered {
            Ok((provider, offer, internal)) => {
                let waiting = self.agreed.entry(provider.clone()).or_default();
                waiting.push(answer);
                if waiting.len() == 1 {
                    self.spawn_search(Search { provider, place: Place::Agreed(offer), internal });
                }
            }
            Err((key, name)) => {
                let message = self.words.format(key, &[("provider", name.into())]);
                // Whoever asked may have hung up.
                let _ = answer.send(Err(WireError::failed(message)));
            }
        }
    }

    fn take_agreed(&mut self, id: &str, place: &Url, outcome: Result<Found, NotFound>, at: Timestamp) {
        let said = self.agree(id, place, outcome, at);
        for answer in self.agreed.remove(id).unwrap_or_default() {
            let said = said.clone().map_err(WireError::failed);
            // Whoever asked may have hung up.
            let _ = answer.send(said.map(Reply::Said));
        }
    }

    fn agree(
        &mut self,
        id: &str,
        agreed: &Url,
        outcome: Result<Found, NotFound>,
        at: Timestamp,
    ) -> Result<String, String> {
        let there = place(agreed).unwrap_or_default();
        let nothing = |watch: &Self, why: String| {
            watch.words.format("said-move-not-found", &[("place", there.as_str().into()), ("why", why.into())])
        };
        let found = outcome.map_err(|why| nothing(self, why.to_string()))?;
        if !same_house(&found.url, agreed) {
            // It leads further, to where the person has not agreed to: that is a question of its own.
            self.offer(id, &found.url);
            return Err(nothing(self, format!("it leads on to {}", crate::fetch::shown(&found.url))));
        }
        let Some(provider) = self.catalogue.provider(id).cloned() else { return Ok(String::new()) };
        let internal = provider.feed.as_ref().is_some_and(|feed| feed.internal);
        let feed = Published { format: found.format, url: found.url.clone(), internal };
        self.files.own_feed(id, &feed).map_err(|why| {
            let args = [("provider", provider.name.as_str().into()), ("why", why.to_string().into())];
            self.words.format("said-move-not-written", &args)
        })?;
        tracing::info!(provider = id, "the person agreed: its feed is read at {}", crate::fetch::shown(&found.url));
        let house = House {
            replaced: StoredDocument::key(&feed.url),
            replaced_format: feed.format.name().to_owned(),
            format: feed.format.name().to_owned(),
            url: feed.url,
            since: at,
            parts: BTreeMap::new(),
            renamed: Default::default(),
        };
        let earlier = self.houses.get(id).map(|house| house.parts.clone()).unwrap_or_default();
        let house = self.with_parts(&provider, house, earlier, &found.observation);
        self.write(&[Write::House(id, Some(&house))]);
        self.houses.insert(id.to_owned(), house);
        self.load_settings(false);
        let args = [
            ("provider", provider.name.as_str().into()),
            ("place", place(&found.url).unwrap_or_default().into()),
            ("format", found.format.label().into()),
        ];
        Ok(self.words.format("said-move-accepted", &args))
    }
}

/// Whether a house stands in for what the catalogue says of a feed.
fn replaces(house: &House, feed: &Published) -> bool {
    house.replaced == StoredDocument::key(&feed.url) && house.replaced_format == feed.format.name()
}

/// An address as a person is asked about it: whose it is.
fn place(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}
