//! The one fetch function: how anything is read from the network.
//!
//! A conditional GET with every limit that an unknown server calls for: one limit for the whole time, a cap on the
//! decompressed bytes, redirects followed by our own rule and never to another registrable domain, private addresses refused when connecting. A feed marked
//! internal lifts the address rule for the host it names, and for no other host it may send us to.
//!
//! One request is in flight for each host. Not here: when to read and how often (the scheduler's), retries (the next
//! read is the retry), parsing, cookies (none are kept), and any request that is not a GET: what an output posts is
//! [`crate::output::webhook`]'s, by the same ways and rules ([`Fetcher::way_to`]).

use std::{sync::Arc, time::Duration};

use hyper::http::HeaderValue;
use jiff::Timestamp;
use reqwest::{
    Response, StatusCode,
    header::{CONTENT_TYPE, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION},
};
use siaga_core::about::Purpose;
use siaga_core::place::same_house;
use url::Url;

use crate::contacts::Contacts;

mod address;
mod failure;
mod gate;
mod knock;
mod resolver;
mod retry_after;
mod route;

pub use address::shown;
pub use failure::{FailureKind, FetchFailure, UnknownFailureKind};
pub use knock::Knocked;
pub use retry_after::LONGEST as LONGEST_RETRY;
pub use route::Proxies;

pub(crate) use address::{check_target, host_shown};
pub(crate) use retry_after::read as retry_after;
pub(crate) use route::Route;

use gate::Gates;
use route::Routes;

/// The longest validator that is kept, bytes. A longer one is a mistake, and would be sent with every request.
const VALIDATOR: usize = 1024;

/// Reads feeds. One per engine; cloning shares its connections.
#[derive(Clone)]
pub struct Fetcher {
    limits: Limits,
    routes: Arc<Routes>,
    gates: Arc<Gates>,
    contacts: Contacts,
    errand: Errand,
}

/// What is asked for: noted with each host.
#[derive(Clone)]
struct Errand {
    purpose: Purpose,
    id: Option<Arc<str>>,
}

/// What bounds a read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The whole read: looking up, connecting, redirects, the last byte of the body. Default 15 s.
    pub total: Duration,
    /// Making one connection, TLS included. Default 5 s.
    pub connect: Duration,
    /// The body in bytes, after decompression. Default 4 MiB.
    pub body: usize,
    /// Redirects followed. Default 5.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { total: Duration::from_secs(15), connect: Duration::from_secs(5), body: 4 << 20, redirects: 5 }
    }
}

/// A fetcher that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The version cannot stand in a header.
    #[error("the version {0:?} cannot stand in a User-Agent header")]
    Version(String),
}

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The feed's address.
    pub url: Url,
    /// Whether the feed is marked internal: plain http and private addresses are allowed for the host of `url`.
    pub internal: bool,
    /// The `ETag` of the last full answer, as it came.
    pub etag: Option<String>,
    /// The `Last-Modified` of the last full answer, as it came.
    pub last_modified: Option<String>,
}

/// What a read gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The feed's bytes.
    Fresh(Body),
    /// The feed is as it was when it gave the validators of the request (304).
    Unchanged,
    /// No feed.
    Failed(FetchFailure),
}

/// A full answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The body, decompressed.
    pub bytes: Vec<u8>,
    /// To be sent with the next request, opaque. Only from the host that the request named.
    pub etag: Option<String>,
    /// To be sent with the next request, opaque. Only from the host that the request named.
    pub last_modified: Option<String>,
    /// The address that answered, after redirects.
    pub final_url: Url,
    /// The `Content-Type`, as it came.
    pub content_type: Option<String>,
    /// The `X-Status-Page-Id`: the number by which a page made with Status.io says where its feed is.
    pub status_page_id: Option<String>,
}

impl Fetcher {
    /// A fetcher that says `Siaga/<version>` and nothing else about who asks, with the default limits and the
    /// system's proxies.
    pub fn new(user_agent_version: &str) -> Result<Self, FetchError> {
        Self::with_limits(user_agent_version, Limits::default(), Proxies::of_the_system())
    }

    /// A fetcher with limits and proxies of one's own.
    pub fn with_limits(user_agent_version: &str, limits: Limits, proxies: Proxies) -> Result<Self, FetchError> {
        let agent = HeaderValue::from_str(&format!("Siaga/{user_agent_version}"))
            .map_err(|_| FetchError::Version(user_agent_version.to_owned()))?;
        Ok(Self {
            limits,
            routes: Arc::new(Routes::new(agent, limits, proxies)),
            gates: Arc::default(),
            contacts: Contacts::default(),
            errand: Errand { purpose: Purpose::Search, id: None },
        })
    }

    /// The same, noting whom it contacts in this list.
    #[must_use]
    pub fn noting(self, contacts: Contacts) -> Self {
        Self { contacts, ..self }
    }

    /// The same for an errand: every host it contacts is noted as contacted for this, for the provider, product or
    /// output of this id. Without an errand it asks addresses that a person gave.
    #[must_use]
    pub fn on_errand(&self, purpose: Purpose, id: &str) -> Self {
        Self { errand: Errand { purpose, id: Some(id.into()) }, ..self.clone() }
    }

    /// Notes whom a request goes to, just before it is sent.
    pub(crate) fn note(&self, url: &Url) {
        self.contacts.note(self.errand.purpose, &host_shown(url), self.errand.id.as_deref());
    }

    /// Reads a feed once. `now` serves a `Retry-After` that is a date. Never longer than [`Limits::total`] once its host
    /// is free: one request is in flight there. Dropping the future stops the read.
    pub async fn get(&self, request: &Request, now: Timestamp) -> Answer {
        let _turn = self.gates.enter(&request.url).await;
        match tokio::time::timeout(self.limits.total, self.read(request, now)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(failure)) => Answer::Failed(failure),
            Err(_) => Answer::Failed(FetchFailure::timeout(&host_shown(&request.url), self.limits.total)),
        }
    }

    /// The way to a target, for the one request that is no read: same rules, proxies and trust. A client from here follows
    /// no redirects and has no limit for the whole time: whoever sends sets one.
    pub(crate) fn way_to(&self, url: &Url, internal: bool) -> Result<Route, FetchFailure> {
        check_target(url, internal)?;
        self.routes.to(url, internal).map_err(|_| FetchFailure::no_client(&host_shown(url)))
    }

    /// Why a request on such a way failed, naming nothing but its host.
    pub(crate) fn why(&self, error: &reqwest::Error, url: &Url, route: &Route) -> FetchFailure {
        self.failure(error, url, route)
    }

    async fn read(&self, request: &Request, now: Timestamp) -> Result<Answer, FetchFailure> {
        let mut url = request.url.clone();
        let mut redirects = 0;
        loop {
            let named = url.host() == request.url.host();
            let internal = request.internal && named;
            let elsewhere = !same_house(&request.url, &url);
            // Where an internal feed moved to may well be internal too. It is named, and not asked.
            if !(elsewhere && request.internal) {
                check_target(&url, internal)?;
            }
            if elsewhere {
                return Err(FetchFailure::moved(&shown(&request.url), &url));
            }
            let route = self.routes.to(&url, internal).map_err(|_| FetchFailure::no_client(&host_shown(&url)))?;
            // A validator says something only to the host that gave it: two hosts may call different things "1".
            let validators = if named { validators(request) } else { HeaderMap::new() };
            let conditional = !validators.is_empty();
            self.note(&url);
            let response = route
                .client
                .get(url.clone())
                .headers(validators)
                .send()
                .await
                .map_err(|error| self.failure(&error, &url, &route))?;
            let status = response.status();
            if let Some(location) = redirect(&response) {
                redirects += 1;
                if redirects > self.limits.redirects {
                    let text = format!("{} redirects more than {} times", shown(&request.url), self.limits.redirects);
                    return Err(FetchFailure::new(FailureKind::Redirect, text));
                }
                url = next_hop(&url, location)?;
                continue;
            }
            if status == StatusCode::NOT_MODIFIED && conditional {
                return Ok(Answer::Unchanged);
            }
            let challenged = is_challenge(response.headers());
            if status != StatusCode::OK || challenged {
                let mut failure = FetchFailure::of_status(status.as_u16(), challenged, &shown(&url));
                failure.retry_after = retry_after(response.headers(), now);
                return Err(failure);
            }
            return self.body(response, url, &route, named).await.map(Answer::Fresh);
        }
    }

    async fn body(&self, mut response: Response, url: Url, route: &Route, named: bool) -> Result<Body, FetchFailure> {
        let too_large = || {
            let text = format!("{} is larger than {} KiB", shown(&url), self.limits.body / 1024);
            FetchFailure::new(FailureKind::TooLarge, text)
        };
        let text = |name, longest| text_of(response.headers(), name, longest);
        let (etag, last_modified) = (text(ETAG, VALIDATOR), text(LAST_MODIFIED, VALIDATOR));
        let content_type = text(CONTENT_TYPE, 200);
        let status_page_id = text(HeaderName::from_static("x-status-page-id"), 64);
        // Absent when the body is compressed, and no promise otherwise: the count below decides.
        if response.content_length().is_some_and(|length| length > self.limits.body as u64) {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.failure(&error, &url, route))? {
            if bytes.len() + chunk.len() > self.limits.body {
                return Err(too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Body {
            bytes,
            etag: etag.filter(|_| named),
            last_modified: last_modified.filter(|_| named),
            final_url: url,
            content_type,
            status_page_id,
        })
    }

    fn failure(&self, error: &reqwest::Error, url: &Url, route: &Route) -> FetchFailure {
        FetchFailure::of_error(error, &host_shown(url), route.proxy.as_deref(), self.limits.connect)
    }
}

/// The conditional headers of a request; one that cannot stand in a header is left out.
fn validators(request: &Request) -> HeaderMap {
    let given = [(IF_NONE_MATCH, &request.etag), (IF_MODIFIED_SINCE, &request.last_modified)];
    given.into_iter().filter_map(|(name, value)| Some((name, HeaderValue::from_str(value.as_deref()?).ok()?))).collect()
}

/// Where an answer redirects to, if it is a redirect; the empty string if it does not say where.
fn redirect(response: &Response) -> Option<&str> {
    let redirects = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    redirects.then(|| response.headers().get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default())
}

/// The address that a redirect leads to. Its host and scheme are checked as any other target's.
fn next_hop(from: &Url, location: &str) -> Result<Url, FetchFailure> {
    let refused = |why: &str| FetchFailure::new(FailureKind::Redirect, format!("{} redirects {why}", shown(from)));
    let mut to = match from.join(location) {
        Ok(to) if !location.is_empty() => to,
        _ => return Err(refused("to nowhere")),
    };
    match to.scheme() {
        "https" => {}
        "http" if from.scheme() == "http" => {}
        // The way in which networks that want a sign-in stop what is asked over them.
        "http" => {
            let led_to = to.host_str().map(str::to_owned);
            return Err(FetchFailure { led_to, ..refused("to plain http") });
        }
        _ => return Err(refused("to something that is not a web address")),
    }
    if to.origin() != from.origin() {
        // A server does not choose as whom we sign in elsewhere. Fails only for addresses that have no host.
        let _ = to.set_username("");
        let _ = to.set_password(None);
    }
    Ok(to)
}

/// Whether the headers say that this is a page for browsers to prove themselves, whatever the status: the marks of the
/// three large hosts of such pages.
fn is_challenge(headers: &HeaderMap) -> bool {
    ["cf-mitigated", "x-vercel-mitigated", "x-amzn-waf-action"].iter().any(|name| headers.contains_key(*name))
}

/// A header as text, if it is text and not longer than `longest` bytes.
fn text_of(headers: &HeaderMap, name: HeaderName, longest: usize) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    (!value.is_empty() && value.len() <= longest).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_is_followed_only_to_where_it_is_as_safe_as_before() {
        let refused = Err(FailureKind::Redirect);
        for (from, location, expected) in [
            ("https://a.example/x", "/y?z=1", Ok("https://a.example/y?z=1")),
            ("https://a.example/x", "//b.example/", Ok("https://b.example/")),
            ("https://a.example/x", "https://b.example/y", Ok("https://b.example/y")),
            ("http://a.example/x", "https://a.example/x", Ok("https://a.example/x")),
            ("http://a.example/x", "http://a.example/y", Ok("http://a.example/y")),
            ("https://ann:pw@a.example/x", "y", Ok("https://ann:pw@a.example/y")),
            ("https://ann:pw@a.example/x", "https://b.example/", Ok("https://b.example/")),
            ("https://a.example/x", "https://eve:pw@b.example/", Ok("https://b.example/")),
            ("https://a.example/x", "http://a.example/x", refused),
            ("https://a.example/x", "file:///etc/passwd", refused),
            ("http://a.example/x", "ftp://a.example/x", refused),
            ("https://a.example/x", "javascript:alert(1)", refused),
            ("https://a.example/x", "https://", refused),
            ("https://a.example/x", "", refused),
        ] {
            let to = next_hop(&Url::parse(from).unwrap(), location);
            assert_eq!(to.as_ref().map(Url::as_str).map_err(|failure| failure.kind), expected, "{from} -> {location}");
        }
    }

    #[test]
    fn a_validator_that_cannot_stand_in_a_header_is_not_sent() {
        let url = Url::parse("https://a.example/").unwrap();
        let etag = |etag: &str| {
            validators(&Request { url: url.clone(), internal: false, etag: Some(etag.into()), last_modified: None })
        };
        assert_eq!(etag("W/\"opaque, \\ and odd\"")[IF_NONE_MATCH], "W/\"opaque, \\ and odd\"");
        assert!(etag("\"a\"\r\nX-Evil: 1").is_empty());
    }
}
