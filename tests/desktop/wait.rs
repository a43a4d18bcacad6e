//! Waiting for a condition, never for a time.

use std::time::{Duration, Instant};

use crate::session;

/// What takes longer than this on a slow machine does not happen.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Between two looks.
const LOOK: Duration = Duration::from_millis(20);

/// Looks until there is something, and gives it. Panics when [`PATIENCE`] is over, naming what was waited for.
pub(crate) async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        if Instant::now() >= deadline {
            session::screenshot_in_vain();
            panic!("waited in vain: {what}");
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Looks until it is so.
pub(crate) async fn until_true(what: &str, mut look: impl AsyncFnMut() -> bool) {
    until(what, async || look().await.then_some(())).await;
}
