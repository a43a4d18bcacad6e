//! Knocking at an address: one request that looks no further than the headers of its answer. Under the same rules as
//! every read: the same targets, the same routes, one request in flight for each host, no cookies.

use std::time::{Duration, Instant};

use url::Url;

use super::address::{check_target, host_shown};
use super::{FetchFailure, Fetcher, next_hop, redirect};
use siaga_core::place::same_house;

/// Redirects that are followed, within one registrable domain.
const REDIRECTS: usize = 3;

/// Somebody answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Knocked {
    /// The status of the last answer.
    pub status: u16,
    /// Until its headers were there.
    pub latency: Duration,
}

impl Fetcher {
    /// Asks an address once, and leaves what it answers unread but for the headers. A redirect within its registrable
    /// domain is followed; one that leads elsewhere is itself the answer, and so is one that may not be followed.
    /// Never longer than `limit` once its host is free.
    ///
    /// # Errors
    /// [`FetchFailure`] when no answer came, or the target may not be asked.
    pub async fn knock(&self, url: &Url, internal: bool, limit: Duration) -> Result<Knocked, FetchFailure> {
        let _turn = self.gates.enter(url).await;
        let begun = Instant::now();
        match tokio::time::timeout(limit, self.ask(url, internal)).await {
            Ok(status) => Ok(Knocked { status: status?, latency: begun.elapsed() }),
            Err(_) => Err(FetchFailure::timeout(&host_shown(url), limit)),
        }
    }

    async fn ask(&self, asked: &Url, internal: bool) -> Result<u16, FetchFailure> {
        let mut url = asked.clone();
        let mut redirects = 0;
        loop {
            // What is internal is the host that was named, and no other.
            let internal = internal && url.host() == asked.host();
            check_target(&url, internal)?;
            let route = self.routes.to(&url, internal).map_err(|_| FetchFailure::no_client(&host_shown(&url)))?;
            self.note(&url);
            // Dropping the answer leaves its body where it is.
            let response = route.client.get(url.clone()).send().await;
            let response = response.map_err(|error| self.failure(&error, &url, &route))?;
            let status = response.status().as_u16();
            let next = redirect(&response).and_then(|location| next_hop(&url, location).ok());
            match next.filter(|to| may_follow(asked, to, internal)) {
                Some(to) if redirects < REDIRECTS => {
                    redirects += 1;
                    url = to;
                }
                Some(_) | None => return Ok(status),
            }
        }
    }
}

/// An answer was given already; what may not be asked beyond it is left alone.
fn may_follow(asked: &Url, to: &Url, internal: bool) -> bool {
    same_house(asked, to) && check_target(to, internal && to.host() == asked.host()).is_ok()
}
