//! One read of one feed: its document and the companions beside it, one after the other, each conditional. Answers
//! with an observation or with why there is none. It keeps nothing and decides nothing.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use jiff::Timestamp;
use siaga_core::feed::Format;
use siaga_core::observation::Observation;
use url::Url;

use crate::clock::Clock;
use crate::fetch::{Answer, FailureKind, Fetcher, Request};
use crate::store::StoredDocument;

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
    /// The provider asked us to wait.
    pub rate_limited: bool,
    /// How long it asked us to wait, clamped.
    pub retry_after: Option<Duration>,
}

/// Reads feeds. The loop is given one, so that stories can be told to it without a network.
pub trait Reader: Send + Sync {
    /// Reads one feed once.
    fn read(&self, plan: Plan) -> Pin<Box<dyn Future<Output = Done> + Send>>;
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
            let outcome = read_feed(&network.fetcher, &plan, network.clock.now()).await;
            Done { provider: plan.provider, at: network.clock.now(), outcome }
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
            let reading = plan.format.read(&body.bytes).map_err(|error| Failure {
                why: error.to_string(),
                rate_limited: false,
                retry_after: None,
            })?;
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
        (Answer::Unchanged, None) => Err(Failure {
            why: "the server says nothing has changed, but there is nothing to compare with".to_owned(),
            rate_limited: false,
            retry_after: None,
        }),
        (Answer::Failed(failure), _) => Err(Failure {
            rate_limited: failure.kind == FailureKind::RateLimited,
            why: failure.text,
            retry_after: failure.retry_after,
        }),
    }
}
