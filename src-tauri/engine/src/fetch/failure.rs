//! Why a read failed: one stable word for programs, one line for a person, and how long to stay away.
//!
//! The texts are written here and never taken from a library, whose messages carry whole addresses. Not here: what a
//! failure means for a product. It means nothing: a failed read changes freshness alone.

use std::{error::Error, fmt, io, str::FromStr, time::Duration};

use serde::{Deserialize, Serialize};
use siaga_core::doubt::Cause;
use siaga_core::snapshot::Failing;
use url::Url;

use super::address::shown;

/// The kind of a failure. Its word (`dns`, `http_503` ..) is kept in the store and in JSON, and never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum FailureKind {
    /// This machine has no network.
    Offline,
    /// The host's name was not found, or nobody answered the question.
    Dns,
    /// The host refused the connection, cannot be reached, or hung up before anything was said.
    Connect,
    /// The proxy that the system names is not there, wants a password, or could not reach the host.
    Proxy,
    /// No trustworthy connection: certificate, protocol, or no trust store. Sign-in pages look like this too.
    Tls,
    /// Nothing, or too little, within the limit.
    Timeout,
    /// More than the cap, after decompression.
    TooLarge,
    /// The answer broke off, is not HTTP, or cannot be decompressed.
    Interrupted,
    /// A redirect that is not followed: too many, to plain http, to another scheme, or to nowhere.
    Redirect,
    /// A redirect to another registrable domain: an address that nobody chose.
    Moved,
    /// The host is on a private network and the feed is not marked internal.
    PrivateAddress,
    /// The address is not https (nor http, for an internal feed).
    NotHttps,
    /// 429.
    RateLimited,
    /// 403, or a page that wants to see a human first.
    Blocked,
    /// 404 or 410.
    Gone,
    /// Any other status that is not a feed.
    Http(u16),
    /// None of these.
    Other,
}

/// The words of all kinds but [`FailureKind::Http`], whose word is `http_` and its status.
const WORDS: [(FailureKind, &str); 16] = [
    (FailureKind::Offline, "offline"),
    (FailureKind::Dns, "dns"),
    (FailureKind::Connect, "connect"),
    (FailureKind::Proxy, "proxy"),
    (FailureKind::Tls, "tls"),
    (FailureKind::Timeout, "timeout"),
    (FailureKind::TooLarge, "too_large"),
    (FailureKind::Interrupted, "interrupted"),
    (FailureKind::Redirect, "redirect"),
    (FailureKind::Moved, "moved"),
    (FailureKind::PrivateAddress, "private_address"),
    (FailureKind::NotHttps, "not_https"),
    (FailureKind::RateLimited, "rate_limited"),
    (FailureKind::Blocked, "blocked"),
    (FailureKind::Gone, "gone"),
    (FailureKind::Other, "other"),
];

impl fmt::Display for FailureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Http(status) = self {
            return write!(f, "http_{status}");
        }
        let word = WORDS.iter().find(|(kind, _)| kind == self).map_or("other", |(_, word)| word);
        f.write_str(word)
    }
}

/// A word that names no [`FailureKind`].
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is no kind of failed read")]
pub struct UnknownFailureKind(String);

impl FromStr for FailureKind {
    type Err = UnknownFailureKind;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        if let Some(status) = word.strip_prefix("http_").and_then(|status| status.parse().ok()) {
            return Ok(Self::Http(status));
        }
        let known = WORDS.iter().find(|(_, known)| *known == word);
        known.map(|(kind, _)| *kind).ok_or_else(|| UnknownFailureKind(word.to_owned()))
    }
}

impl From<FailureKind> for String {
    fn from(kind: FailureKind) -> Self {
        kind.to_string()
    }
}

impl TryFrom<String> for FailureKind {
    type Error = UnknownFailureKind;

    fn try_from(word: String) -> Result<Self, UnknownFailureKind> {
        word.parse()
    }
}

/// A read that gave no feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchFailure {
    /// What went wrong, for programs.
    pub kind: FailureKind,
    /// What went wrong, for a person: one line in English, addresses without user and query.
    pub text: String,
    /// How long the server asks us to stay away, within 30 s .. 6 h.
    pub retry_after: Option<Duration>,
    /// Where it redirects to, for [`FailureKind::Moved`]. May hold a query: not to be shown or kept as it is.
    pub moved_to: Option<Box<Url>>,
    /// The host that a redirect led to, for one that is not followed.
    pub led_to: Option<String>,
}

impl FetchFailure {
    pub(super) fn new(kind: FailureKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), retry_after: None, moved_to: None, led_to: None }
    }

    /// Whose fault it may be.
    #[must_use]
    pub fn cause(&self) -> Cause {
        match self.kind {
            FailureKind::Offline
            | FailureKind::Dns
            | FailureKind::Connect
            | FailureKind::Proxy
            | FailureKind::Timeout => Cause::Network,
            // 511 is how a network says by itself that it wants a sign-in (RFC 6585).
            FailureKind::Moved | FailureKind::Http(511) => Cause::Page { led_to: self.led_to.clone() },
            FailureKind::Redirect if self.led_to.is_some() => Cause::Page { led_to: self.led_to.clone() },
            FailureKind::Tls
            | FailureKind::TooLarge
            | FailureKind::Interrupted
            | FailureKind::Redirect
            | FailureKind::PrivateAddress
            | FailureKind::NotHttps
            | FailureKind::RateLimited
            | FailureKind::Blocked
            | FailureKind::Gone
            | FailureKind::Http(_)
            | FailureKind::Other => Cause::Other,
        }
    }

    pub(super) fn moved(place: &str, to: &Url) -> Self {
        let text = format!("{place} redirects to {}, which is not followed", shown(to));
        let led_to = to.host_str().map(str::to_owned);
        Self { moved_to: Some(Box::new(to.clone())), led_to, ..Self::new(FailureKind::Moved, text) }
    }

    /// How a feed that is read like this is doing.
    #[must_use]
    pub fn failing(&self) -> Failing {
        match self.kind {
            FailureKind::RateLimited => Failing::RateLimited,
            FailureKind::Http(503) if self.retry_after.is_some() => Failing::RateLimited,
            FailureKind::Gone => Failing::Gone,
            FailureKind::Moved => Failing::Moved,
            FailureKind::Blocked | FailureKind::Http(401 | 451) => Failing::Blocked,
            FailureKind::Offline
            | FailureKind::Dns
            | FailureKind::Connect
            | FailureKind::Proxy
            | FailureKind::Tls
            | FailureKind::Timeout
            | FailureKind::TooLarge
            | FailureKind::Interrupted
            | FailureKind::Redirect
            | FailureKind::PrivateAddress
            | FailureKind::NotHttps
            | FailureKind::Http(_)
            | FailureKind::Other => Failing::Unreadable,
        }
    }

    /// Whether it is worth looking where the feed is now: the server answered, and said that it is not here. Never after
    /// silence, a refused connection or trouble of the server's own.
    #[must_use]
    pub const fn suggests_a_move(&self) -> bool {
        match self.kind {
            FailureKind::Gone | FailureKind::Moved | FailureKind::Blocked => true,
            FailureKind::Http(status) => matches!(status, 400..=499) && status != 408 && status != 429,
            FailureKind::Offline
            | FailureKind::Dns
            | FailureKind::Connect
            | FailureKind::Proxy
            | FailureKind::Tls
            | FailureKind::Timeout
            | FailureKind::TooLarge
            | FailureKind::Interrupted
            | FailureKind::Redirect
            | FailureKind::PrivateAddress
            | FailureKind::NotHttps
            | FailureKind::RateLimited
            | FailureKind::Other => false,
        }
    }

    pub(super) fn private(host: &str) -> Self {
        let text = format!("{host} is on a private network; only a feed marked internal is read there");
        Self::new(FailureKind::PrivateAddress, text)
    }

    pub(super) fn timeout(host: &str, limit: Duration) -> Self {
        Self::new(FailureKind::Timeout, format!("{host} did not answer in full within {} s", limit.as_secs_f32()))
    }

    /// The failure that an answer's status says. `challenged`: its headers say that a browser check stands in the way.
    pub(super) fn of_status(status: u16, challenged: bool, place: &str) -> Self {
        match status {
            _ if challenged => Self::new(FailureKind::Blocked, format!("{place} asks for a browser check ({status})")),
            403 => Self::new(FailureKind::Blocked, format!("{place} refuses to be read (403)")),
            404 | 410 => {
                Self::new(FailureKind::Gone, format!("{place} is not there ({status}); the feed may have moved"))
            }
            407 => Self::new(FailureKind::Proxy, "the system's proxy asks for a user and a password (407)"),
            429 => Self::new(FailureKind::RateLimited, format!("{place} asks for fewer requests (429)")),
            500..=599 => Self::new(FailureKind::Http(status), format!("{place} is in trouble itself ({status})")),
            _ => Self::new(FailureKind::Http(status), format!("{place} answered {status} instead of a feed")),
        }
    }

    /// The failure behind an error of the client, found by walking its causes. `host` is the target, `proxy` the proxy
    /// in between, `connect` the limit for connecting.
    pub(super) fn of_error(error: &reqwest::Error, host: &str, proxy: Option<&str>, connect: Duration) -> Self {
        let mut found = Causes::default();
        found.walk(error);
        if found.private {
            return Self::private(host);
        }
        if let Some(tls) = found.tls {
            return Self::new(FailureKind::Tls, format!("no trustworthy connection to {host}: {tls}"));
        }
        if found.offline {
            return Self::new(FailureKind::Offline, "this machine has no network");
        }
        match proxy {
            Some(proxy) if error.is_connect() => {
                let text = format!("{host} could not be reached through the system's proxy {proxy}");
                Self::new(FailureKind::Proxy, text)
            }
            _ if error.is_dns() => Self::new(FailureKind::Dns, format!("the name {host} was not found")),
            _ if error.is_timeout() && error.is_connect() => {
                let text = format!("{host} did not accept a connection within {} s", connect.as_secs_f32());
                Self::new(FailureKind::Timeout, text)
            }
            _ if error.is_timeout() => Self::new(FailureKind::Timeout, format!("{host} did not answer in time")),
            _ if error.is_connect() => Self::new(FailureKind::Connect, format!("{host} could not be reached")),
            _ if error.is_builder() => Self::new(FailureKind::Other, format!("no request can be made for {host}")),
            _ if error.is_decode() || error.is_body() || error.is_request() => Self::new(
                FailureKind::Interrupted,
                format!("the answer of {host} broke off or could not be understood"),
            ),
            _ => Self::new(FailureKind::Other, format!("reading {host} failed")),
        }
    }

    /// A client could not be made. Only the trust store can be at fault: all else about it is fixed.
    pub(super) fn no_client(host: &str) -> Self {
        let text = format!("no trustworthy connection to {host}: this system has no certificates to trust");
        Self::new(FailureKind::Tls, text)
    }
}

/// The resolver refused every address of a name. Marks the cause so that it is found under the client's own errors.
#[derive(Debug, thiserror::Error)]
#[error("every address of this name is private")]
pub(super) struct OnlyPrivate;

/// What stands in a chain of causes.
#[derive(Default)]
struct Causes {
    private: bool,
    offline: bool,
    tls: Option<&'static str>,
}

impl Causes {
    fn walk(&mut self, error: &(dyn Error + 'static)) {
        self.private |= error.is::<OnlyPrivate>();
        if let Some(tls) = error.downcast_ref::<rustls::Error>() {
            self.tls.get_or_insert(tls_text(tls));
        }
        if let Some(io) = error.downcast_ref::<io::Error>() {
            self.offline |= matches!(io.kind(), io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown);
            // `source()` of a wrapping I/O error skips the error that it wraps.
            if let Some(inner) = io.get_ref() {
                self.walk(inner);
                return;
            }
        }
        if let Some(source) = error.source() {
            self.walk(source);
        }
    }
}

fn tls_text(error: &rustls::Error) -> &'static str {
    use rustls::CertificateError as Certificate;
    match error {
        rustls::Error::InvalidCertificate(certificate) => match certificate {
            Certificate::Expired | Certificate::ExpiredContext { .. } => "its certificate has expired",
            Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => {
                "its certificate is not valid yet; is the clock right?"
            }
            Certificate::UnknownIssuer => "its certificate comes from an issuer this system does not trust",
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
                "its certificate is for another name"
            }
            _ => "its certificate is not valid",
        },
        rustls::Error::InvalidMessage(_) => "it does not speak TLS",
        _ => "the TLS handshake failed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_word_that_reads_back() {
        let kinds = WORDS.iter().map(|(kind, _)| *kind).chain([FailureKind::Http(500), FailureKind::Http(418)]);
        for kind in kinds {
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(json, format!("\"{kind}\""));
            assert_eq!(serde_json::from_str::<FailureKind>(&json).unwrap(), kind);
        }
        assert_eq!(FailureKind::Http(503).to_string(), "http_503");
        for word in ["", "http_", "http_x", "http_99999", "DNS"] {
            assert!(word.parse::<FailureKind>().is_err(), "{word}");
        }
    }

    #[test]
    fn a_status_becomes_a_kind() {
        for (status, challenged, kind) in [
            (403, false, FailureKind::Blocked),
            (503, true, FailureKind::Blocked),
            (202, true, FailureKind::Blocked),
            (404, false, FailureKind::Gone),
            (410, false, FailureKind::Gone),
            (407, false, FailureKind::Proxy),
            (429, false, FailureKind::RateLimited),
            (204, false, FailureKind::Http(204)),
            (304, false, FailureKind::Http(304)),
            (401, false, FailureKind::Http(401)),
            (500, false, FailureKind::Http(500)),
            (503, false, FailureKind::Http(503)),
        ] {
            let failure = FetchFailure::of_status(status, challenged, "https://status.example.com/feed.json");
            assert_eq!(failure.kind, kind, "{status}");
            assert!(!failure.text.contains('\n') && failure.text.contains(&status.to_string()), "{}", failure.text);
        }
    }

    #[test]
    fn a_failure_says_whose_fault_it_may_be() {
        let of = |kind| FetchFailure::new(kind, "why").cause();
        for kind in [FailureKind::Offline, FailureKind::Dns, FailureKind::Connect, FailureKind::Timeout] {
            assert_eq!(of(kind), Cause::Network, "{kind}");
        }
        assert_eq!(of(FailureKind::Http(511)), Cause::Page { led_to: None });
        let plain =
            FetchFailure { led_to: Some("portal.example".to_owned()), ..FetchFailure::new(FailureKind::Redirect, "") };
        assert_eq!(plain.cause(), Cause::Page { led_to: Some("portal.example".to_owned()) });
        for kind in [
            FailureKind::Redirect,
            FailureKind::Http(500),
            FailureKind::Tls,
            FailureKind::RateLimited,
            FailureKind::Gone,
        ] {
            assert_eq!(of(kind), Cause::Other, "{kind}");
        }
        let to = Url::parse("https://portal.example/login?who=you").unwrap();
        let moved = FetchFailure::moved("https://status.example.com/feed.json", &to);
        assert_eq!(moved.cause(), Cause::Page { led_to: Some("portal.example".to_owned()) });
    }

    #[test]
    fn a_failure_says_how_the_feed_is_doing_and_whether_it_may_have_moved() {
        let asked = Some(Duration::from_secs(60));
        let place = "https://status.example.com/feed.json";
        let status = |status, challenged| FetchFailure::of_status(status, challenged, place);
        let waits = |status| FetchFailure { retry_after: asked, ..FetchFailure::of_status(status, false, place) };
        let elsewhere = Url::parse("https://ann:pw@status.example.net/x?token=1#a").unwrap();
        let of = |kind| FetchFailure::new(kind, "why");
        for (failure, failing, moves) in [
            (status(404, false), Failing::Gone, true),
            (status(410, false), Failing::Gone, true),
            (status(401, false), Failing::Blocked, true),
            (status(403, false), Failing::Blocked, true),
            (status(451, false), Failing::Blocked, true),
            (status(202, true), Failing::Blocked, true),
            (status(429, false), Failing::RateLimited, false),
            (waits(429), Failing::RateLimited, false),
            (waits(503), Failing::RateLimited, false),
            (status(503, false), Failing::Unreadable, false),
            (status(500, false), Failing::Unreadable, false),
            (status(502, false), Failing::Unreadable, false),
            (status(400, false), Failing::Unreadable, true),
            (status(408, false), Failing::Unreadable, false),
            (status(407, false), Failing::Unreadable, false),
            (status(204, false), Failing::Unreadable, false),
            (FetchFailure::moved(place, &elsewhere), Failing::Moved, true),
            (of(FailureKind::Redirect), Failing::Unreadable, false),
            (of(FailureKind::Timeout), Failing::Unreadable, false),
            (of(FailureKind::Connect), Failing::Unreadable, false),
            (of(FailureKind::Dns), Failing::Unreadable, false),
            (of(FailureKind::Offline), Failing::Unreadable, false),
            (of(FailureKind::Tls), Failing::Unreadable, false),
            (of(FailureKind::Interrupted), Failing::Unreadable, false),
            (of(FailureKind::TooLarge), Failing::Unreadable, false),
            (of(FailureKind::PrivateAddress), Failing::Unreadable, false),
            (of(FailureKind::NotHttps), Failing::Unreadable, false),
            (of(FailureKind::Proxy), Failing::Unreadable, false),
            (of(FailureKind::Other), Failing::Unreadable, false),
        ] {
            assert_eq!((failure.failing(), failure.suggests_a_move()), (failing, moves), "{failure:?}");
        }
        let moved = FetchFailure::moved(place, &elsewhere);
        assert!(!moved.text.contains("token") && !moved.text.contains("pw"), "{}", moved.text);
    }

    #[test]
    fn a_cause_is_found_inside_wrapping_io_errors() {
        let wrapped = io::Error::other(io::Error::other(OnlyPrivate));
        let mut found = Causes::default();
        found.walk(&wrapped);
        assert!(found.private && !found.offline && found.tls.is_none());

        let expired = rustls::Error::InvalidCertificate(rustls::CertificateError::Expired);
        let mut found = Causes::default();
        found.walk(&io::Error::new(io::ErrorKind::InvalidData, expired));
        assert_eq!(found.tls, Some("its certificate has expired"));

        let mut found = Causes::default();
        found.walk(&io::Error::from(io::ErrorKind::NetworkUnreachable));
        assert!(found.offline);
    }
}
