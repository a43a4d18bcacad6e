//! One read of one feed: its document and the companions beside it, one after the other, each conditional. Answers
//! with an observation or with why there is none. It keeps nothing and decides nothing.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use jiff::Timestamp;
use siaga_core::about::Purpose;
use siaga_core::doubt::Cause;
use siaga_core::feed::{Format, Unreadable};
use siaga_core::observation::Observation;
use siaga_core::snapshot::Failing;
use url::Url;

use crate::clock::Clock;
use crate::detect::{Found, NotFound, detect, detect_on_host};
use crate::fetch::{Answer, FetchFailure, Fetcher, Request};
use crate::store::StoredDocument;

/// How long the person waits while a place that they agreed to is looked at.
const AGREED_LIMIT: Duration = Duration::from_secs(12);

/// What to read.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The provider's id.
    pub provider: String,
    /// The dialect.
    pub format: Format,
    /// The feed's address.
    pub url: Url,
    /// Plain http and private addresses are allowed.
    pub internal: bool,
    /// Documents as they were last read, the feed's own and its companions'.
    pub known: Vec<StoredDocument>,
}

/// A feed to look for.
#[derive(Debug, Clone)]
pub struct Search {
    /// The provider's id.
    pub provider: String,
    /// Where to look.
    pub place: Place,
    /// Plain http and private addresses are allowed.
    pub internal: bool,
}

/// Where a feed is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// On its provider's own hosts: that of the status page, and that of the feed as it was known.
    Own {
        /// The status page.
        page: Url,
        /// The feed.
        known: Url,
    },
    /// Where the person agreed that it is.
    Agreed(Url),
}

/// What came of looking for a feed.
#[derive(Debug)]
pub struct Searched {
    /// What was asked.
    pub search: Search,
    /// When it was done.
    pub at: Timestamp,
    /// A feed, or why there is none.
    pub outcome: Result<Found, NotFound>,
}

/// What came of it.
#[derive(Debug)]
pub struct Done {
    /// The provider's id.
    pub provider: String,
    /// When it was done.
    pub at: Timestamp,
    /// An observation, or why there is none.
    pub outcome: Result<Read, Failure>,
}

/// A feed that was read and understood.
#[derive(Debug)]
pub struct Read {
    /// All its documents together.
    pub observation: Observation,
    /// Documents that are new or newly confirmed, to be stored.
    pub documents: Vec<StoredDocument>,
    /// Oddities, for the log.
    pub oddities: Vec<String>,
    /// How long the provider asked us to wait with a companion, clamped: it is one host.
    pub retry_after: Option<Duration>,
}

/// A feed that could not be read or understood. Never an outage, never all clear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// One line for a person.
    pub why: String,
    /// What kind of failure it is.
    pub failing: Failing,
    /// How long it asked us to wait, clamped.
    pub retry_after: Option<Duration>,
    /// It may be worth looking where the feed is now.
    pub suggests_a_move: bool,
    /// Where it redirects to, when that is another provider's place: without user, query and fragment.
    pub moved_to: Option<Box<Url>>,
    /// Whose fault it may be.
    pub cause: Cause,
}

impl Failure {
    /// An answer that is no feed: another format, a page for people, or nothing that can be read.
    #[must_use]
    pub const fn not_understood(why: String) -> Self {
        let cause = Cause::Other;
        Self { why, failing: Failing::Unreadable, retry_after: None, suggests_a_move: true, moved_to: None, cause }
    }

    fn of_document(error: &Unreadable) -> Self {
        let failure = Self::not_understood(error.to_string());
        match error {
            Unreadable::Html => Self { cause: Cause::Page { led_to: None }, ..failure },
            Unreadable::Empty
            | Unreadable::Truncated { .. }
            | Unreadable::TooLarge { .. }
            | Unreadable::NotNews { .. }
            | Unreadable::NotJson { .. }
            | Unreadable::OtherShape { .. }
            | Unreadable::OtherNews { .. } => failure,
        }
    }
}

impl From<FetchFailure> for Failure {
    fn from(failure: FetchFailure) -> Self {
        Self {
            failing: failure.failing(),
            suggests_a_move: failure.suggests_a_move(),
            cause: failure.cause(),
            why: failure.text,
            retry_after: failure.retry_after,
            moved_to: failure.moved_to.map(|to| Box::new(bare(*to))),
        }
    }
}

/// An address without what may be secret or for one visitor: user, password, query and fragment.
pub(crate) fn bare(mut url: Url) -> Url {
    url.set_query(None);
    url.set_fragment(None);
    // Fails only for addresses that have no host.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// Reads feeds. The loop is given one, so that stories can be told to it without a network.
pub trait Reader: Send + Sync {
    /// Reads one feed once.
    fn read(&self, plan: Plan) -> Pin<Box<dyn Future<Output = Done> + Send>>;

    /// Looks where a feed is now.
    fn search(&self, search: Search) -> Pin<Box<dyn Future<Output = Searched> + Send>>;
}

/// The reader that asks the network.
#[derive(Clone)]
pub struct Network {
    fetcher: Fetcher,
    clock: Clock,
}

impl Network {
    /// Reads through this fetcher, and dates what it reads by this clock.
    #[must_use]
    pub const fn new(fetcher: Fetcher, clock: Clock) -> Self {
        Self { fetcher, clock }
    }
}

impl Reader for Network {
    fn read(&self, plan: Plan) -> Pin<Box<dyn Future<Output = Done> + Send>> {
        let network = self.clone();
        Box::pin(async move {
            let fetcher = network.fetcher.on_errand(Purpose::Feed, &plan.provider);
            let outcome = read_feed(&fetcher, &plan, network.clock.now()).await;
            Done { provider: plan.provider, at: network.clock.now(), outcome }
        })
    }

    fn search(&self, search: Search) -> Pin<Box<dyn Future<Output = Searched> + Send>> {
        let network = self.clone();
        Box::pin(async move {
            let fetcher = network.fetcher.on_errand(Purpose::Search, &search.provider);
            let now = network.clock.now();
            let outcome = match &search.place {
                Place::Own { page, known } => detect_on_host(&fetcher, page, known, search.internal, now).await,
                Place::Agreed(address) => {
                    let looked = detect(&fetcher, address, search.internal, now);
                    let in_time = tokio::time::timeout(AGREED_LIMIT, looked).await;
                    in_time.unwrap_or(Err(NotFound::TooSlow { tried: 1 }))
                }
            };
            Searched { search, at: network.clock.now(), outcome }
        })
    }
}

/// Reads a feed: its document and the companions beside it. `now` is when the read begins.
pub async fn read_feed(fetcher: &Fetcher, plan: &Plan, now: Timestamp) -> Result<Read, Failure> {
    let read = document(fetcher, plan, &plan.url, now).await?;
    Ok(with_companions(fetcher, plan, read, now).await)
}

/// Reads the companions of a feed whose own document has been read, and joins them with it.
pub async fn with_companions(fetcher: &Fetcher, plan: &Plan, mut read: Read, now: Timestamp) -> Read {
    for companion in plan.format.companions(&plan.url) {
        match document(fetcher, plan, &companion, now).await {
            Ok(beside) => {
                read.observation = plan.format.merge(read.observation, beside.observation);
                read.documents.extend(beside.documents);
                read.oddities.extend(beside.oddities);
            }
            // Without its companion the document still shows trouble; that its list is cut short keeps it from
            // being taken for calm.
            Err(failure) => {
                read.retry_after = read.retry_after.max(failure.retry_after);
                read.oddities.push(format!("{}: {}", crate::fetch::shown(&companion), failure.why));
            }
        }
    }
    read
}

async fn document(fetcher: &Fetcher, plan: &Plan, url: &Url, now: Timestamp) -> Result<Read, Failure> {
    let key = StoredDocument::key(url);
    let known = plan.known.iter().find(|document| document.url == key);
    let request = Request {
        url: url.clone(),
        internal: plan.internal,
        etag: known.and_then(|document| document.etag.clone()),
        last_modified: known.and_then(|document| document.last_modified.clone()),
    };
    match (fetcher.get(&request, now).await, known) {
        (Answer::Fresh(body), _) => {
            let reading = plan.format.read(&body.bytes).map_err(|error| Failure::of_document(&error))?;
            let document = StoredDocument {
                url: key,
                etag: body.etag,
                last_modified: body.last_modified,
                observation: reading.observation.clone(),
                read_at: now,
            };
            Ok(Read {
                observation: reading.observation,
                documents: vec![document],
                oddities: reading.oddities,
                retry_after: None,
            })
        }
        (Answer::Unchanged, Some(document)) => Ok(Read {
            observation: document.observation.clone(),
            documents: Vec::new(),
            oddities: Vec::new(),
            retry_after: None,
        }),
        (Answer::Unchanged, None) => {
            let why = "the server says nothing has changed, but there is nothing to compare with".to_owned();
            Err(Failure { suggests_a_move: false, ..Failure::not_understood(why) })
        }
        (Answer::Failed(failure), _) => Err(failure.into()),
    }
}
