//! Feeds as a script: what each says now, what it says next, and when it was asked.

use std::collections::{BTreeMap, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use jiff::Timestamp;
use siaga_core::doubt::Cause;
use siaga_core::feed::Format;
use siaga_core::observation::{Component, Impact, Incident, Observation, Stage, Status};
use siaga_core::snapshot::Failing;
use tokio::sync::watch;
use url::Url;

use crate::clock::Clock;
use crate::detect::{Found, NotFound};
use crate::fetch::FetchFailure;
use crate::poll::{Done, Failure, Place, Plan, Read, Reader, Search, Searched};
use crate::store::StoredDocument;

pub(super) const QUILL: &str = "quill";
pub(super) const RAVEN: &str = "raven";
pub(super) const HERON: &str = "heron";

/// What a feed answers.
pub(super) type Says = Result<Observation, Failure>;

/// A page on which these parts work.
pub(super) fn calm(parts: &[&str]) -> Observation {
    let part = |id: &&str| Component { id: (*id).to_owned(), name: (*id).to_owned(), status: Status::Operational };
    Observation { components: parts.iter().map(part).collect(), complete: true, ..Observation::default() }
}

/// Quill's page, calm but for these parts.
pub(super) fn quill(parts: &[(&str, Status)]) -> Observation {
    let mut page = calm(&["chat", "files", "api"]);
    for (id, status) in parts {
        page.components.iter_mut().find(|part| part.id == *id).unwrap().status = *status;
    }
    page
}

pub(super) fn incident(id: &str, impact: Impact, components: &[&str]) -> Incident {
    Incident {
        id: id.to_owned(),
        title: format!("Trouble {id}"),
        impact,
        stage: Stage::Investigating,
        open: true,
        started_at: None,
        updated_at: None,
        resolved_at: None,
        components: components.iter().map(|part| (*part).to_owned()).collect(),
        updates: Vec::new(),
    }
}

/// The same page with this report on it.
pub(super) fn reporting(mut page: Observation, incident: Incident) -> Observation {
    page.incidents.push(incident);
    page
}

pub(super) fn unreadable() -> Says {
    Err(Failure::not_understood("this is an HTML page".to_owned()))
}

/// Nobody is reached there.
pub(super) fn unreached() -> Says {
    Err(Failure {
        why: "could not be reached".to_owned(),
        failing: Failing::Unreadable,
        retry_after: None,
        suggests_a_move: false,
        moved_to: None,
        cause: Cause::Network,
    })
}

/// A page for people in place of the feed.
pub(super) fn page() -> Says {
    Err(Failure { cause: Cause::Page { led_to: None }, ..Failure::not_understood("this is an HTML page".to_owned()) })
}

pub(super) fn failing(failure: FetchFailure) -> Says {
    Err(failure.into())
}

pub(super) fn asks_to_wait(wait: Duration) -> Says {
    Err(Failure {
        why: "too many requests".to_owned(),
        failing: Failing::RateLimited,
        retry_after: Some(wait),
        suggests_a_move: false,
        moved_to: None,
        cause: Cause::Other,
    })
}

/// All feeds.
#[derive(Clone)]
pub(super) struct Script {
    clock: Clock,
    feeds: Arc<Mutex<BTreeMap<String, Feed>>>,
    busy: Arc<Mutex<Busy>>,
}

struct Feed {
    /// Said once each, one after the other.
    once: VecDeque<Says>,
    /// Said from then on.
    always: Says,
    asked: Vec<Timestamp>,
    /// As which dialect it was asked for, and where, newest last.
    asked_as: Vec<(Format, Url)>,
    /// What a search finds.
    found: Result<Found, NotFound>,
    searched: Vec<(Timestamp, Place)>,
    /// What the list of what is over answers, and when that was asked for.
    archive: Says,
    archived: Vec<Timestamp>,
    open: watch::Sender<bool>,
}

/// Requests in flight, by host.
#[derive(Default)]
struct Busy {
    now: BTreeMap<String, usize>,
    most: BTreeMap<String, usize>,
}

impl Script {
    pub(super) fn new(clock: Clock) -> Self {
        Self { clock, feeds: Arc::default(), busy: Arc::default() }
    }

    fn feeds(&self) -> MutexGuard<'_, BTreeMap<String, Feed>> {
        self.feeds.lock().unwrap()
    }

    fn with<T>(&self, feed: &str, change: impl FnOnce(&mut Feed) -> T) -> T {
        let fresh = || Feed {
            once: VecDeque::new(),
            always: Ok(Observation::default()),
            asked: Vec::new(),
            asked_as: Vec::new(),
            found: Err(NotFound::NoFeed { there: "nothing".to_owned(), tried: 20 }),
            searched: Vec::new(),
            archive: Err(Failure::not_understood("there is none".to_owned())),
            archived: Vec::new(),
            open: watch::channel(true).0,
        };
        change(self.feeds().entry(feed.to_owned()).or_insert_with(fresh))
    }

    /// From now on the feed says this.
    pub(super) fn says(&self, feed: &str, page: Observation) {
        self.answers(feed, Ok(page));
    }

    pub(super) fn answers(&self, feed: &str, says: Says) {
        self.with(feed, |feed| feed.always = says);
    }

    /// The next reads get these, one each; then comes what it always says.
    pub(super) fn then(&self, feed: &str, says: impl IntoIterator<Item = Says>) {
        self.with(feed, |feed| feed.once.extend(says));
    }

    /// From now on a search for the feed ends like this.
    pub(super) fn is_found(&self, feed: &str, found: Result<Found, NotFound>) {
        self.with(feed, |feed| feed.found = found);
    }

    /// When and where it was looked for.
    pub(super) fn searched(&self, feed: &str) -> Vec<(Timestamp, Place)> {
        self.with(feed, |feed| feed.searched.clone())
    }

    /// As which dialect it was last asked for, and where.
    pub(super) fn asked_as(&self, feed: &str) -> (&'static str, String) {
        let (format, url) = self.with(feed, |feed| feed.asked_as.last().cloned().unwrap());
        (format.name(), url.to_string())
    }

    /// What the list of what is over beside the feed answers from now on.
    pub(super) fn remembers(&self, feed: &str, says: Says) {
        self.with(feed, |feed| feed.archive = says);
    }

    /// When that list was asked for.
    pub(super) fn archived(&self, feed: &str) -> Vec<Timestamp> {
        self.with(feed, |feed| feed.archived.clone())
    }

    /// Requests hang until [`Script::let_go`].
    pub(super) fn hold(&self, feed: &str) {
        self.with(feed, |feed| feed.open.send_replace(false));
    }

    pub(super) fn let_go(&self, feed: &str) {
        self.with(feed, |feed| feed.open.send_replace(true));
    }

    /// When it was asked.
    pub(super) fn asked(&self, feed: &str) -> Vec<Timestamp> {
        self.with(feed, |feed| feed.asked.clone())
    }

    /// Seconds between one request and the next, from the one of this number on.
    pub(super) fn pauses(&self, feed: &str, from: usize) -> Vec<f64> {
        let asked = self.asked(feed);
        asked[from..].windows(2).map(|pair| pair[1].duration_since(pair[0]).as_secs_f64()).collect()
    }

    /// Most requests that were in flight to a host at once.
    pub(super) fn most_at_once(&self, host: &str) -> usize {
        self.busy.lock().unwrap().most.get(host).copied().unwrap_or(0)
    }
}

impl Reader for Script {
    fn read(&self, plan: Plan) -> Pin<Box<dyn Future<Output = Done> + Send>> {
        let script = self.clone();
        let now = script.clock.now();
        if plan.url.path().ends_with("/incidents.json") {
            let says = script.with(&plan.provider, |feed| {
                feed.archived.push(now);
                feed.archive.clone()
            });
            let read =
                |observation| Read { retry_after: None, documents: Vec::new(), observation, oddities: Vec::new() };
            return Box::pin(std::future::ready(Done { provider: plan.provider, at: now, outcome: says.map(read) }));
        }
        let mut open = script.with(&plan.provider, |feed| {
            feed.asked.push(now);
            feed.asked_as.push((plan.format, plan.url.clone()));
            feed.open.subscribe()
        });
        let host = plan.url.host_str().unwrap().to_owned();
        Box::pin(async move {
            {
                let mut busy = script.busy.lock().unwrap();
                let count = busy.now.entry(host.clone()).or_default();
                *count += 1;
                let count = *count;
                let most = busy.most.entry(host.clone()).or_default();
                *most = count.max(*most);
            }
            open.wait_for(|open| *open).await.unwrap();
            *script.busy.lock().unwrap().now.get_mut(&host).unwrap() -= 1;
            let says = script.with(&plan.provider, |feed| feed.once.pop_front().unwrap_or_else(|| feed.always.clone()));
            let at = script.clock.now();
            let outcome = says.map(|observation| Read {
                retry_after: None,
                documents: vec![StoredDocument {
                    url: plan.url.to_string(),
                    etag: None,
                    last_modified: None,
                    observation: observation.clone(),
                    read_at: at,
                }],
                observation,
                oddities: Vec::new(),
            });
            Done { provider: plan.provider, at, outcome }
        })
    }

    fn search(&self, search: Search) -> Pin<Box<dyn Future<Output = Searched> + Send>> {
        let at = self.clock.now();
        let outcome = self.with(&search.provider, |feed| {
            feed.searched.push((at, search.place.clone()));
            feed.found.clone()
        });
        Box::pin(std::future::ready(Searched { search, at, outcome }))
    }
}
