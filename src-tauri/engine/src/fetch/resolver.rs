//! The resolver of our clients: asks the system for a host's addresses and keeps those that the target may have.
//!
//! The client connects to what this resolver returns and to nothing else, so a name that turns private between two
//! reads (DNS rebinding) is refused at the moment of connecting. It is not called for an address written in digits:
//! [`super::address::check_target`] covers those. No cache: the system has one.

use std::{
    io,
    net::{SocketAddr, ToSocketAddrs},
    sync::Arc,
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::{sync::Semaphore, task::spawn_blocking};

use super::{address::is_public, failure::OnlyPrivate};

/// At most this many names are being looked up at once. A lookup holds a thread and cannot be stopped, so dead name
/// servers must not gather threads without end; fewer would let one slow name delay the rest.
const LOOKUPS: usize = 16;

/// The limit of lookups under way, shared by all resolvers of one fetcher.
pub(super) fn lookups() -> Arc<Semaphore> {
    Arc::new(Semaphore::new(LOOKUPS))
}

/// Which addresses a name may have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Allow {
    /// Any: the feed is marked internal.
    Any,
    /// Public ones; of the proxy that the system names, any.
    Public { proxy: Option<String> },
}

/// A resolver with its rule.
pub(super) struct Resolver {
    allow: Allow,
    lookups: Arc<Semaphore>,
}

impl Resolver {
    pub(super) fn new(allow: Allow, lookups: Arc<Semaphore>) -> Self {
        Self { allow, lookups }
    }

    fn allows_any(&self, name: &str) -> bool {
        match &self.allow {
            Allow::Any => true,
            Allow::Public { proxy } => proxy.as_ref().is_some_and(|proxy| proxy.eq_ignore_ascii_case(name)),
        }
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let any = self.allows_any(name.as_str());
        let lookups = Arc::clone(&self.lookups);
        Box::pin(async move {
            // Held by the lookup itself: the reader may give up long before the thread comes back.
            let permit = lookups.acquire_owned().await?;
            let found = spawn_blocking(move || {
                let found = (name.as_str(), 0).to_socket_addrs().map(Vec::from_iter);
                drop(permit);
                found
            })
            .await??;
            Ok(keep(found, any)?)
        })
    }
}

/// The addresses that may be connected to; an error if there are none.
fn keep(mut found: Vec<SocketAddr>, any: bool) -> Result<Addrs, io::Error> {
    if found.is_empty() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "the name has no address"));
    }
    if !any {
        found.retain(|address| is_public(address.ip()));
        if found.is_empty() {
            return Err(io::Error::other(OnlyPrivate));
        }
    }
    Ok(Box::new(found.into_iter()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(list: &[&str]) -> Vec<SocketAddr> {
        list.iter().map(|ip| SocketAddr::new(ip.parse().unwrap(), 0)).collect()
    }

    fn kept(list: &[&str], any: bool) -> Option<usize> {
        keep(addresses(list), any).ok().map(Iterator::count)
    }

    #[test]
    fn a_name_keeps_its_public_addresses_only() {
        assert_eq!(kept(&["1.1.1.1", "2606:4700::1"], false), Some(2));
        assert_eq!(kept(&["1.1.1.1", "127.0.0.1", "::1"], false), Some(1));
        assert_eq!(kept(&["10.0.0.1", "fd00::1", "169.254.169.254"], false), None);
        assert_eq!(kept(&["10.0.0.1", "::1"], true), Some(2));
        assert_eq!(kept(&[], true), None);
    }

    #[tokio::test]
    async fn a_name_that_turns_out_private_is_refused_at_connect_time() {
        let resolver = Resolver::new(Allow::Public { proxy: None }, lookups());
        let refused = resolver.resolve("localhost".parse().unwrap()).await.err().unwrap();
        let io = refused.downcast_ref::<io::Error>().unwrap();
        assert!(io.get_ref().unwrap().is::<OnlyPrivate>());

        let internal = Resolver::new(Allow::Any, lookups());
        assert!(internal.resolve("localhost".parse().unwrap()).await.is_ok());
    }

    #[tokio::test]
    async fn the_systems_proxy_may_be_on_a_private_network_and_nothing_else() {
        let resolver = Resolver::new(Allow::Public { proxy: Some("LocalHost".into()) }, lookups());
        assert!(resolver.resolve("localhost".parse().unwrap()).await.is_ok());
        assert!(!resolver.allows_any("feeds.localhost"));
    }
}
