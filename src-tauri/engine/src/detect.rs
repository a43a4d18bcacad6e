//! Finds the feed behind an address: asks one candidate after the other, and accepts an answer by its anchor alone.
//!
//! Polite on purpose: one request at a time, at most [`MOST`] in all, [`LONGEST`] in all. A host that cannot be reached
//! or cannot be trusted ends it at once; so does one that asks for fewer requests. Nothing is kept here, and nothing is
//! taken over: what was found is the caller's to use, and to ask a person about where it lies elsewhere.

use std::time::Duration;

use jiff::Timestamp;
use siaga_core::feed::detect::{self as core, Candidate, Page, Worth};
use siaga_core::feed::{Format, Reading, Unreadable};
use siaga_core::observation::Observation;
use siaga_core::place::same_house;
use siaga_core::provider::Feed;
use siaga_core::provider::own::NewProvider;
use tokio::time::Instant;
use url::Url;

use crate::fetch::{Answer, Body, FailureKind, FetchFailure, Fetcher, Request, shown};
use crate::poll::{Plan, Read, with_companions};

/// The most requests of one search.
pub const MOST: usize = 20;

/// The longest that one search takes.
pub const LONGEST: Duration = Duration::from_secs(20);

/// A feed that was found, and what it says now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The format, by its anchor.
    pub format: Format,
    /// The feed's address.
    pub url: Url,
    /// What the feed, or else the page's title, calls the provider: plain, bounded, unproven.
    pub name: Option<String>,
    /// All its documents together.
    pub observation: Observation,
    /// What was odd about them, a sentence each.
    pub oddities: Vec<String>,
    /// The status page that people open.
    pub page: Option<Url>,
    /// Another registrable domain's address that the page names or sends its visitors to. From [`detect`] it is
    /// where the feed lies; from [`detect_on_host`] it was not asked, and only a person may say that it is used.
    pub elsewhere: Option<Url>,
}

impl Found {
    /// What it would be as a provider of the person's own.
    #[must_use]
    pub fn as_provider(&self, internal: bool) -> NewProvider<'_> {
        NewProvider {
            feed: Feed { format: self.format, url: self.url.clone(), internal },
            name: self.name.as_deref(),
            page: self.page.as_ref(),
            components: &self.observation.components,
            id: None,
        }
    }

    /// What to call the provider: by its own word, else by its host.
    #[must_use]
    pub fn provider_name(&self) -> String {
        let host = || self.page.as_ref().unwrap_or(&self.url).host_str().unwrap_or_default().to_owned();
        self.name.clone().filter(|name| !name.trim().is_empty()).unwrap_or_else(host)
    }
}

/// Why no feed was found: one line for a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotFound {
    /// The host cannot be reached, cannot be trusted, or may not be asked.
    #[error("{why}")]
    Unreachable {
        /// What kind of failure it was.
        kind: FailureKind,
        /// In words.
        why: String,
    },
    /// The host asks for fewer requests.
    #[error("{place} asks for fewer requests{}", until.map(|until| format!("; it may be asked again at {until:.0}")).unwrap_or_default())]
    RateLimited {
        /// The address that said so.
        place: String,
        /// When it may be asked again, where it said so.
        until: Option<Timestamp>,
    },
    /// Something is there, but no feed.
    #[error("{there} ({})", addresses(*tried))]
    NoFeed {
        /// What is there instead.
        there: String,
        /// How many addresses were asked.
        tried: usize,
    },
    /// The time was up before all addresses were asked.
    #[error("no feed was found within {} s ({})", LONGEST.as_secs(), addresses(*tried))]
    TooSlow {
        /// How many addresses were asked.
        tried: usize,
    },
    /// On its own registrable domain there is no feed any more, but the page leads to another.
    #[error("{place} leads to {}, which is another house; nothing is read there unasked ({})", shown(to), addresses(*tried))]
    Elsewhere {
        /// The page.
        place: String,
        /// Where it leads.
        to: Url,
        /// How many addresses were asked.
        tried: usize,
    },
}

fn addresses(tried: usize) -> String {
    if tried == 1 { "1 address was tried".to_owned() } else { format!("{tried} addresses were tried") }
}

/// Finds the feed behind an address that a person gave: a page, one of its incidents, or a feed. Other hosts that the
/// page names are asked too where their format is known. `internal` allows plain http and private addresses.
///
/// # Errors
/// [`NotFound`]
pub async fn detect(fetcher: &Fetcher, address: &Url, internal: bool, now: Timestamp) -> Result<Found, NotFound> {
    Search::new(fetcher, internal, now, Vec::new()).run(address).await
}

/// Finds where a feed went that is no longer readable: asks the hosts of the provider's page and of the feed as it was
/// known, and no other registrable domain.
///
/// # Errors
/// [`NotFound`]; [`NotFound::Elsewhere`] where the page leads away.
pub async fn detect_on_host(
    fetcher: &Fetcher,
    provider_page: &Url,
    known: &Url,
    internal: bool,
    now: Timestamp,
) -> Result<Found, NotFound> {
    let houses = vec![provider_page.clone(), known.clone()];
    let mut search = Search::new(fetcher, internal, now, houses);
    match search.look(provider_page).await {
        // The page's host may have gone while the feed's goes on.
        Err(_) if search.best.is_none() && provider_page.host() != known.host() => search.run(known).await,
        Ok(()) if search.best.is_none() && provider_page.host() != known.host() => search.run(known).await,
        looked => search.end(provider_page, looked),
    }
}

/// One search under way.
struct Search<'a> {
    fetcher: &'a Fetcher,
    internal: bool,
    now: Timestamp,
    until: Instant,
    /// The only registrable domains that may be asked; empty: any.
    houses: Vec<Url>,
    asked: Vec<Url>,
    /// The host of the address itself, whose failures end the search.
    own: Option<String>,
    /// The hosts that were named: `internal` covers these, and none that a page or a redirect of theirs names.
    named: Vec<String>,
    best: Option<Best>,
    elsewhere: Option<Url>,
    page: Option<Url>,
    title: Option<String>,
    /// A page that a redirect of another path led to.
    landed: Option<Body>,
    /// What was there instead of a feed, at the address itself.
    there: Option<String>,
}

/// The document that tells most so far.
struct Best {
    worth: Worth,
    found: Found,
}

/// What one request led to.
enum Step {
    /// Nothing better can come.
    Done,
    /// On to the next.
    Next,
}

impl<'a> Search<'a> {
    fn new(fetcher: &'a Fetcher, internal: bool, now: Timestamp, houses: Vec<Url>) -> Self {
        Self {
            fetcher,
            internal,
            now,
            until: Instant::now() + LONGEST,
            named: houses.iter().filter_map(Url::host_str).map(str::to_owned).collect(),
            houses,
            asked: Vec::new(),
            own: None,
            best: None,
            elsewhere: None,
            page: None,
            title: None,
            landed: None,
            there: None,
        }
    }

    async fn run(mut self, address: &Url) -> Result<Found, NotFound> {
        let looked = self.look(address).await;
        self.end(address, looked)
    }

    /// Asks what there is to ask, in order, until a document with components is there or nothing is left.
    async fn look(&mut self, address: &Url) -> Result<(), NotFound> {
        self.own = address.host_str().map(str::to_owned);
        self.named.extend(self.own.clone());
        for candidate in core::first(address) {
            if let Step::Done = self.ask(candidate, address).await? {
                return Ok(());
            }
        }
        let (base, said) = self.open(address).await?;
        // A page that sends its visitors to another host is to be asked there.
        let again = if base.origin() == address.origin() { Vec::new() } else { core::first(&base) };
        for candidate in said.into_iter().chain(again).chain(core::last(&base)) {
            if let Step::Done = self.ask(candidate, address).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Asks the page itself: where it is in the end, and what it says of its feed.
    async fn open(&mut self, address: &Url) -> Result<(Url, Vec<Candidate>), NotFound> {
        let page = core::page_of(address);
        let answer = self.get(&page).await?.or_else(|| self.landed.take().map(Ok));
        let Some(answer) = answer else { return Ok((page, Vec::new())) };
        match answer {
            Ok(body) => {
                let candidate = Candidate { url: page.clone(), format: None };
                match candidate.prove(&body.bytes) {
                    Ok((format, reading)) => {
                        self.keep(&candidate, &body, format, reading).await;
                        return Ok((page, Vec::new()));
                    }
                    Err(Unreadable::Html) => {}
                    Err(error) => {
                        self.there.get_or_insert_with(|| format!("{}: {error}", shown(&page)));
                        return Ok((page, Vec::new()));
                    }
                }
                let read = Page::read(&body.bytes, &body.final_url, body.status_page_id.as_deref());
                self.title = self.title.take().or(read.title);
                let html = || format!("{} is an HTML page without a feed that is known here", shown(&page));
                self.there.get_or_insert_with(html);
                self.page = Some(body.final_url.clone());
                Ok((body.final_url, read.candidates))
            }
            Err(failure) => {
                self.there.get_or_insert(failure.text);
                Ok((page, Vec::new()))
            }
        }
    }

    /// Asks one candidate.
    async fn ask(&mut self, candidate: Candidate, address: &Url) -> Result<Step, NotFound> {
        if self.best.is_some() && candidate.is_news() {
            return Ok(Step::Next);
        }
        let Some(answer) = self.get(&candidate.url).await? else { return Ok(Step::Next) };
        let of_the_address = candidate.url == *address;
        match answer {
            Ok(body) => match candidate.prove(&body.bytes) {
                Ok((format, reading)) => return Ok(self.keep(&candidate, &body, format, reading).await),
                Err(error) if of_the_address => {
                    self.there = Some(format!("{}: {error}", shown(&candidate.url)));
                }
                Err(Unreadable::Html) if body.final_url != candidate.url => self.landed = Some(body),
                Err(_) => {}
            },
            Err(failure) if of_the_address => self.there = Some(failure.text),
            Err(_) => {}
        }
        Ok(Step::Next)
    }

    /// Keeps a document that a format knows, if it tells more than what was found before.
    async fn keep(&mut self, candidate: &Candidate, body: &Body, format: Format, reading: Reading) -> Step {
        // A query that a redirect adds is a ticket for this one read.
        let moved = body.final_url.query() == candidate.url.query();
        let mut found = Found {
            format,
            url: if moved { body.final_url.clone() } else { candidate.url.clone() },
            name: reading.name,
            observation: reading.observation,
            oddities: reading.oddities,
            page: None,
            elsewhere: None,
        };
        let worth = |found: &Found| Worth::of(format, &found.observation);
        if self.best.as_ref().is_none_or(|best| best.worth < worth(&found)) {
            // What one document leaves out, its companions may list.
            self.join(&mut found).await;
            self.best = Some(Best { worth: worth(&found), found });
        }
        let is_whole = self.best.as_ref().is_some_and(|best| best.worth == Worth::Components);
        if candidate.format == Some(format) || is_whole { Step::Done } else { Step::Next }
    }

    /// One request. `None` where none is made: asked before, not allowed here, or none left.
    async fn get(&mut self, url: &Url) -> Result<Option<Result<Body, FetchFailure>>, NotFound> {
        if self.asked.len() >= MOST || self.asked.contains(url) {
            return Ok(None);
        }
        if !self.is_allowed(url) {
            self.elsewhere.get_or_insert_with(|| url.clone());
            return Ok(None);
        }
        let mut at = url.clone();
        let answer = loop {
            self.asked.push(at.clone());
            let request = Request { url: at.clone(), internal: self.is_internal(&at), etag: None, last_modified: None };
            let Ok(answer) = tokio::time::timeout_at(self.until, self.fetcher.get(&request, self.now)).await else {
                return Err(NotFound::TooSlow { tried: self.asked.len() });
            };
            // No read follows to another house; a search may, where it is allowed there.
            match answer {
                Answer::Failed(FetchFailure { moved_to: Some(to), .. }) => {
                    if !self.is_allowed(&to) {
                        self.elsewhere.get_or_insert(*to);
                        return Ok(None);
                    }
                    if self.asked.len() >= MOST || self.asked.contains(&to) {
                        return Ok(None);
                    }
                    at = *to;
                }
                answer => break answer,
            }
        };
        match answer {
            Answer::Fresh(body) if !self.is_allowed(&body.final_url) => {
                self.elsewhere.get_or_insert(body.final_url);
                Ok(None)
            }
            Answer::Fresh(body) => Ok(Some(Ok(body))),
            Answer::Unchanged => Ok(None),
            Answer::Failed(failure) => self.failed(url, failure).map(|failure| Some(Err(failure))),
        }
    }

    /// Sorts failures that end the search from those that only this address has.
    fn failed(&self, url: &Url, failure: FetchFailure) -> Result<FetchFailure, NotFound> {
        // Another host that the page named may be gone without the page's own being so.
        let own = self.own.as_deref() == url.host_str();
        match failure.kind {
            _ if !own => Ok(failure),
            FailureKind::RateLimited => {
                let until = failure.retry_after.and_then(|wait| self.now.checked_add(wait).ok());
                Err(NotFound::RateLimited { place: shown(url), until })
            }
            // One path that redirects to where nothing may be read is that path's own matter.
            FailureKind::NotHttps if url.scheme() == "https" || self.internal => Ok(failure),
            FailureKind::PrivateAddress if self.asked.len() > 1 => Ok(failure),
            FailureKind::Offline
            | FailureKind::Dns
            | FailureKind::Connect
            | FailureKind::Proxy
            | FailureKind::Tls
            | FailureKind::Timeout
            | FailureKind::PrivateAddress
            | FailureKind::NotHttps => Err(NotFound::Unreachable { kind: failure.kind, why: failure.text }),
            FailureKind::TooLarge
            | FailureKind::Interrupted
            | FailureKind::Redirect
            | FailureKind::Moved
            | FailureKind::Blocked
            | FailureKind::Gone
            | FailureKind::Http(_)
            | FailureKind::Other => Ok(failure),
        }
    }

    fn is_internal(&self, url: &Url) -> bool {
        self.internal && self.named.iter().any(|host| url.host_str() == Some(host))
    }

    fn is_allowed(&self, url: &Url) -> bool {
        self.houses.is_empty() || self.houses.iter().any(|house| same_house(house, url))
    }

    /// The best that was found, with its companions; else why there is nothing.
    fn end(mut self, address: &Url, looked: Result<(), NotFound>) -> Result<Found, NotFound> {
        let tried = self.asked.len();
        let Some(Best { mut found, .. }) = self.best.take() else {
            looked?;
            return Err(match self.elsewhere.take() {
                Some(to) => NotFound::Elsewhere { place: shown(address), to, tried },
                None => {
                    let nothing = || format!("nothing at {} is a feed that is known here", shown(address));
                    NotFound::NoFeed { there: self.there.take().unwrap_or_else(nothing), tried }
                }
            });
        };
        found.name = found.name.or_else(|| self.title.take());
        found.page = self.page.take().or_else(|| {
            // A document at a path that pages have belongs to the page at the root of its host.
            let root = found.url.join("/").ok()?;
            core::first(&root).iter().chain(&core::last(&root)).any(|usual| usual.url == found.url).then_some(root)
        });
        found.elsewhere = self
            .elsewhere
            .take()
            .or_else(|| (!same_house(address, &found.url) && self.houses.is_empty()).then(|| found.url.clone()));
        Ok(found)
    }

    /// Joins a document with its companions, as far as requests and time are left.
    async fn join(&mut self, found: &mut Found) {
        let companions = found.format.companions(&found.url);
        if companions.is_empty() || self.asked.len() + companions.len() > MOST {
            return;
        }
        self.asked.extend(companions);
        let plan = Plan {
            provider: String::new(),
            format: found.format,
            url: found.url.clone(),
            internal: self.is_internal(&found.url),
            known: Vec::new(),
        };
        let read = Read {
            observation: found.observation.clone(),
            documents: Vec::new(),
            oddities: Vec::new(),
            retry_after: None,
        };
        let joining = with_companions(self.fetcher, &plan, read, self.now);
        if let Ok(read) = tokio::time::timeout_at(self.until, joining).await {
            found.observation = read.observation;
            found.oddities.extend(read.oddities);
        }
    }
}
