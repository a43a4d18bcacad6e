//! How a target is reached: directly or through the proxy that the system names, and with which client.
//!
//! A proxy resolves the target's name itself, and may well stand on a private network; so the address rule cannot be
//! the same for both ways, and each way has a client of its own. A client that goes through a proxy goes through it
//! for everything, so that nothing slips past the rule. Clients are made when first needed: one costs about a
//! megabyte for the trusted certificates. Not here: proxy scripts (PAC, WPAD), which no library we use can read.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use hyper::{Uri, http::HeaderValue};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use reqwest::{Client, Proxy, redirect};
use tokio::sync::Semaphore;
use url::Url;

use super::{
    Limits,
    address::is_loopback,
    resolver::{Allow, Resolver, lookups},
};

/// An idle connection is kept a little longer than the fastest pace of polling, and gone before the calm one.
const IDLE: Duration = Duration::from_secs(65);
/// The most bytes of a header list, over HTTP/2.
const HEAD: u32 = 64 * 1024;

/// The proxies to use, as read once. A change of the system's settings needs a new fetcher.
pub struct Proxies(Matcher);

impl Proxies {
    /// What the environment says (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, in either case), else the
    /// settings of Windows or macOS. HTTP, HTTPS and SOCKS proxies.
    pub fn of_the_system() -> Self {
        Self(Matcher::from_system())
    }

    /// One proxy for all targets but those in `except`, a list as in `NO_PROXY`.
    pub fn only(proxy: &str, except: &str) -> Self {
        Self(Matcher::builder().all(proxy).no(except).build())
    }

    /// No proxy at all.
    pub fn none() -> Self {
        Self(Matcher::builder().build())
    }

    /// The proxy for a target. Never one for this machine's own addresses: no proxy can reach them.
    fn for_target(&self, url: &Url) -> Option<Intercept> {
        if is_loopback(url) {
            return None;
        }
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let target: Uri = format!("{}://{}{port}/", url.scheme(), url.host_str()?).parse().ok()?;
        self.0.intercept(&target)
    }
}

/// A client for one target.
pub(crate) struct Route {
    pub(crate) client: Client,
    /// The host of the proxy in between.
    pub(super) proxy: Option<String>,
}

/// All routes of one fetcher.
pub(super) struct Routes {
    agent: HeaderValue,
    limits: Limits,
    proxies: Proxies,
    lookups: Arc<Semaphore>,
    clients: Mutex<HashMap<Key, Client>>,
}

/// What tells one client from another.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    internal: bool,
    tls: bool,
    /// The proxy's address and its credentials, if any.
    proxy: Option<(String, Option<HeaderValue>)>,
}

impl Routes {
    pub(super) fn new(agent: HeaderValue, limits: Limits, proxies: Proxies) -> Self {
        Self { agent, limits, proxies, lookups: lookups(), clients: Mutex::default() }
    }

    /// The route to a target that [`super::address::check_target`] has let pass. An error if the system has no
    /// certificates to trust.
    pub(super) fn to(&self, url: &Url, internal: bool) -> Result<Route, reqwest::Error> {
        let intercept = self.proxies.for_target(url);
        let proxy = intercept.as_ref().and_then(|intercept| intercept.uri().host()).map(str::to_owned);
        let key = Key {
            internal,
            tls: url.scheme() == "https" || intercept.is_some(),
            proxy: intercept.as_ref().map(|proxy| (proxy_address(proxy), proxy.basic_auth().cloned())),
        };
        // A poisoned lock only means that another task died while making a client; the map is whole.
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get(&key) {
            return Ok(Route { client: client.clone(), proxy });
        }
        let client = self.make(&key, proxy.clone())?;
        clients.insert(key, client.clone());
        Ok(Route { client, proxy })
    }

    #[expect(clippy::disallowed_methods, reason = "the one place where clients are made")]
    fn make(&self, key: &Key, proxy_host: Option<String>) -> Result<Client, reqwest::Error> {
        // The first to install wins, and all install the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let allow = if key.internal { Allow::Any } else { Allow::Public { proxy: proxy_host } };
        let mut builder = Client::builder()
            .user_agent(self.agent.clone())
            .referer(false)
            .redirect(redirect::Policy::none())
            .connect_timeout(self.limits.connect)
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(1)
            .http2_max_header_list_size(HEAD)
            .dns_resolver(Resolver::new(allow, Arc::clone(&self.lookups)))
            .no_proxy();
        if let Some((address, credentials)) = &key.proxy {
            let mut proxy = Proxy::all(address)?;
            if let Some(credentials) = credentials {
                proxy = proxy.custom_http_auth(credentials.clone());
            }
            builder = builder.proxy(proxy);
        }
        if !key.tls {
            // Plain http to an internal feed: no reason to read the trust store, nor to fail without one.
            builder = builder.tls_certs_only([]);
        }
        builder.build()
    }
}

/// A proxy's address, with user and password where a SOCKS proxy wants them. (An HTTP proxy's go in a header.)
fn proxy_address(proxy: &Intercept) -> String {
    let address = proxy.uri().to_string();
    let (Some((user, password)), Ok(mut url)) = (proxy.raw_auth(), Url::parse(&address)) else {
        return address;
    };
    // Fails only for an address without a host, which has no credentials either.
    let _ = url.set_username(user);
    let _ = url.set_password((!password.is_empty()).then_some(password));
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes(proxies: Proxies) -> Routes {
        Routes::new(HeaderValue::from_static("Siaga/0"), Limits::default(), proxies)
    }

    fn proxy_of(proxies: Proxies, target: &str) -> Option<String> {
        routes(proxies).to(&Url::parse(target).unwrap(), true).unwrap().proxy
    }

    #[test]
    fn a_target_goes_through_the_proxy_unless_it_is_excepted() {
        let proxy = || Proxies::only("http://proxy.example.net:3128", "corp.example, 10.0.0.0/8");
        assert_eq!(proxy_of(proxy(), "https://status.example.com/").as_deref(), Some("proxy.example.net"));
        assert_eq!(proxy_of(proxy(), "https://wiki.corp.example/"), None);
        assert_eq!(proxy_of(proxy(), "http://10.1.2.3/"), None);
        assert_eq!(proxy_of(Proxies::none(), "https://status.example.com/"), None);
    }

    #[test]
    fn this_machines_own_addresses_never_go_through_a_proxy() {
        for target in ["http://127.0.0.1:8080/", "http://[::1]:8080/", "http://localhost:8080/"] {
            assert_eq!(proxy_of(Proxies::only("http://proxy.example.net:3128", ""), target), None, "{target}");
        }
    }

    #[test]
    fn each_rule_has_a_client_of_its_own() {
        let routes = routes(Proxies::only("socks5://ann:secret@127.0.0.1:1080", "direct.example"));
        for (target, internal, clients) in [
            ("https://status.example.com/", false, 1),
            ("https://other.example.com/", false, 1),
            ("https://status.example.com/", true, 2),
            ("https://direct.example/", false, 3),
            ("http://127.0.0.1:9/", true, 4),
            ("http://127.0.0.1:10/", true, 4),
        ] {
            routes.to(&Url::parse(target).unwrap(), internal).unwrap();
            assert_eq!(routes.clients.lock().unwrap().len(), clients, "{target}");
        }
    }

    #[test]
    fn a_socks_proxy_keeps_its_credentials() {
        let proxies = Proxies::only("socks5://ann:se%40cret@127.0.0.1:1080", "");
        let intercept = proxies.for_target(&Url::parse("https://status.example.com/").unwrap()).unwrap();
        assert_eq!(proxy_address(&intercept), "socks5://ann:se%40cret@127.0.0.1:1080/");
    }
}
