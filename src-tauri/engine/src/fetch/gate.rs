//! One request in flight for each host, whoever asks: the feeds' own reads, the search for one that moved, an address
//! that the person names. Not here: when and in which order feeds are read (the scheduler's), and the hosts that a
//! redirect leads to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};
use url::Url;

/// The hosts that are being asked.
#[derive(Debug, Default)]
pub(super) struct Gates(Mutex<HashMap<String, Arc<Turn<()>>>>);

impl Gates {
    /// Waits for its turn at a host. Host means host and port; who asked first goes first.
    pub(super) async fn enter(&self, url: &Url) -> OwnedMutexGuard<()> {
        let host =
            format!("{}:{}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default());
        let turn = {
            // A poisoned lock only means that another task died beside it; the map is whole.
            let mut gates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            // Hosts that nobody asks or waits for are forgotten.
            gates.retain(|_, turn| Arc::strong_count(turn) > 1);
            Arc::clone(gates.entry(host).or_default())
        };
        turn.lock_owned().await
    }
}
