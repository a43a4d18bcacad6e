//! What the loop waits for: the next thing that is due, and news from those who may fall silent.

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::Watch;

impl Watch {
    pub(super) fn next_wake(&mut self) -> Option<Instant> {
        let reads = self.scheduler.next_due();
        let deliveries = self.outbox.next_try();
        let checks = self.checks.iter().map(|check| check.deadline).min();
        [reads, deliveries, checks, self.due].into_iter().flatten().min()
    }
}

/// The next news; none ever, where there is nobody to hear from.
pub(super) async fn hear<T>(heard: &mut Option<mpsc::Receiver<T>>) -> Option<T> {
    match heard {
        Some(receiver) => {
            let news = receiver.recv().await;
            if news.is_none() {
                *heard = None;
            }
            news
        }
        None => std::future::pending().await,
    }
}

/// Until this moment; for ever, where nothing is due.
pub(super) async fn sleep_until(moment: Option<Instant>) {
    match moment {
        Some(moment) => tokio::time::sleep_until(moment).await,
        None => std::future::pending().await,
    }
}
