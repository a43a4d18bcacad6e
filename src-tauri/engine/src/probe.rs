//! A probe: one request to a product's own address, to see from here whether anybody answers. Only where the person
//! asked for it or has switched it on; it is never a feed, changes no state and reads nothing but headers.

use std::time::Duration;

use jiff::Timestamp;
use siaga_core::provider::Catalogue;
use siaga_core::why::{Obstacle, Probe, Reach, Unasked};
use url::Url;

use crate::fetch::{self, FailureKind, Fetcher};

/// How long a product has to answer.
pub const LIMIT: Duration = Duration::from_secs(8);

/// How long the answer of one stands for the next: a product is asked at most once in that time.
pub const STANDS: Duration = Duration::from_secs(60);

/// The first status by which an answer says that its server is in trouble.
const TROUBLE: u16 = 500;

/// Where a product is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    url: Url,
    /// Its provider's feed is marked internal, and so is the product itself.
    internal: bool,
}

/// Where a product is asked.
///
/// # Errors
/// [`Unasked`] where it is not.
pub fn target(catalogue: &Catalogue, product: &str) -> Result<Target, Unasked> {
    let product = catalogue.product(product).ok_or(Unasked::NoAddress)?;
    if product.local {
        return Err(Unasked::Local);
    }
    let feed = catalogue.provider_of(&product.id).and_then(|provider| provider.feed.as_ref());
    let internal = feed.is_some_and(|feed| feed.internal);
    let url = product.open.clone().ok_or(Unasked::NoAddress)?;
    fetch::check_target(&url, internal).map_err(|_| Unasked::Private(host(&url)))?;
    Ok(Target { url, internal })
}

/// Asks a product once.
///
/// # Errors
/// [`Unasked`] where its name turns out to stand for a private address that may not be asked.
pub async fn probe(fetcher: &Fetcher, target: &Target, now: Timestamp) -> Result<Probe, Unasked> {
    let host = host(&target.url);
    let made = |reach, latency_ms| Probe { at: now, host: host.clone(), latency_ms, reach };
    match fetcher.knock(&target.url, target.internal, LIMIT).await {
        Ok(knocked) => {
            let reach =
                if knocked.status >= TROUBLE { Reach::Errs(knocked.status) } else { Reach::Answers(knocked.status) };
            Ok(made(reach, u32::try_from(knocked.latency.as_millis()).ok()))
        }
        Err(failure) => reach(failure.kind).map(|reach| made(reach, None)).ok_or(Unasked::Private(host)),
    }
}

/// What a failure says about the way to the product; nothing where it was not asked at all.
const fn reach(kind: FailureKind) -> Option<Reach> {
    Some(Reach::Not(match kind {
        FailureKind::PrivateAddress | FailureKind::NotHttps => return None,
        FailureKind::Offline => return Some(Reach::NoNetwork),
        FailureKind::Dns => Obstacle::Name,
        FailureKind::Connect => Obstacle::Connection,
        FailureKind::Timeout => Obstacle::Time,
        FailureKind::Tls => Obstacle::Trust,
        FailureKind::Proxy => Obstacle::Proxy,
        FailureKind::TooLarge
        | FailureKind::Interrupted
        | FailureKind::Redirect
        | FailureKind::Moved
        | FailureKind::RateLimited
        | FailureKind::Blocked
        | FailureKind::Gone
        | FailureKind::Http(_)
        | FailureKind::Other => Obstacle::Broken,
    }))
}

fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use siaga_core::provider::OverlayFile;

    use super::*;

    fn catalogue(feed: &str, product: &str) -> Catalogue {
        let text = format!(
            "name = \"Contoh\"\n{feed}\n[[product]]\nid = \"contoh\"\nname = \"Contoh\"\nuses = [\"music\"]\n{product}\n"
        );
        let (catalogue, problems) = Catalogue::with_overlays(&[OverlayFile { name: "contoh.toml".into(), text }]);
        assert_eq!(problems, []);
        catalogue
    }

    #[test]
    fn a_product_is_asked_where_its_feed_might_be_read() {
        let public = "feed = { format = \"statuspage\", url = \"https://status.example.com/api/v2/summary.json\" }";
        let internal =
            "feed = { format = \"statuspage\", url = \"http://10.0.0.2/api/v2/summary.json\", internal = true }";
        let private = || Err(Unasked::Private("10.0.0.3:8443".into()));
        for (feed, product, expected) in [
            (public, "open = \"https://contoh.example.com\"", Ok(false)),
            ("", "open = \"https://contoh.example.com\"", Ok(false)),
            (public, "", Err(Unasked::NoAddress)),
            (public, "open = \"https://10.0.0.3:8443\"", private()),
            ("", "open = \"https://10.0.0.3:8443\"", private()),
            (internal, "open = \"https://10.0.0.3:8443\"", Ok(true)),
            ("", "local = true\nopen = \"http://localhost:1234\"", Err(Unasked::Local)),
        ] {
            let found = target(&catalogue(feed, product), "contoh").map(|target| target.internal);
            assert_eq!(found, expected, "{feed} {product}");
        }
        assert_eq!(target(&Catalogue::shipped(), "no-such-product"), Err(Unasked::NoAddress));
    }

    #[test]
    fn a_failure_is_about_the_product_only_when_it_was_asked() {
        assert_eq!(reach(FailureKind::PrivateAddress), None);
        assert_eq!(reach(FailureKind::NotHttps), None);
        assert_eq!(reach(FailureKind::Offline), Some(Reach::NoNetwork));
        assert_eq!(reach(FailureKind::Dns), Some(Reach::Not(Obstacle::Name)));
        assert_eq!(reach(FailureKind::Proxy), Some(Reach::Not(Obstacle::Proxy)));
        assert_eq!(reach(FailureKind::Interrupted), Some(Reach::Not(Obstacle::Broken)));
    }
}
