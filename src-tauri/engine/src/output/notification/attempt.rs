//! Handing a note over with a limit: a desktop that hangs holds nobody up, and is given no second copy meanwhile.

use super::{Heard, ShowError, Shown};
use std::collections::HashSet;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

/// The attempts under way, at most one for each outage.
pub(super) struct Attempts {
    open: Arc<Mutex<HashSet<String>>>,
    heard: mpsc::Sender<Heard>,
}

impl Attempts {
    pub(super) fn new(heard: mpsc::Sender<Heard>) -> Attempts {
        Attempts { open: Arc::default(), heard }
    }

    /// Runs `handover` on a task of its own and waits for it until `deadline`. One that succeeds later is reported as
    /// [`Heard::ShownLate`]; while it is open, further attempts for `outage` are refused as hung and not begun.
    pub(super) async fn make(
        &self,
        outage: &str,
        deadline: Instant,
        handover: impl Future<Output = Result<Shown, ShowError>> + Send + 'static,
    ) -> Result<Shown, ShowError> {
        if !lock(&self.open).insert(outage.to_owned()) {
            return Err(ShowError::Hung);
        }
        let (answer, answered) = oneshot::channel();
        let (open, heard, outage) = (Arc::clone(&self.open), self.heard.clone(), outage.to_owned());
        tokio::spawn(async move {
            let result = handover.await;
            lock(&open).remove(&outage);
            // Nobody waits any longer: it was reported as hung, and now it stands on the screen all the same.
            if let Err(Ok(shown)) = answer.send(result) {
                let _ = heard.send(Heard::ShownLate { outage, shown }).await;
            }
        });
        match timeout_at(deadline, answered).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(ShowError::Failed("the attempt was cut short".into())),
            Err(_) => Err(ShowError::Hung),
        }
    }
}

/// A set of names cannot be left half-changed, so a panic elsewhere while it was held is no reason for another here.
fn lock(open: &Mutex<HashSet<String>>) -> MutexGuard<'_, HashSet<String>> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn shown() -> Shown {
        Shown { server: "s".into(), id: 3 }
    }

    #[tokio::test(start_paused = true)]
    async fn an_attempt_that_ends_after_its_limit_is_reported_once_and_then_the_next_may_begin() {
        let (heard, mut listener) = mpsc::channel(4);
        let attempts = Attempts::new(heard);
        let (finish, finished) = oneshot::channel::<()>();
        let deadline = Instant::now() + Duration::from_secs(2);
        let slow = async move {
            let _ = finished.await;
            Ok(shown())
        };
        assert_eq!(attempts.make("a", deadline, slow).await, Err(ShowError::Hung));
        let soon = Instant::now() + Duration::from_secs(2);
        assert_eq!(attempts.make("a", soon, async { Ok(shown()) }).await, Err(ShowError::Hung));
        assert_eq!(attempts.make("b", soon, async { Ok(shown()) }).await, Ok(shown()));

        finish.send(()).unwrap();
        assert_eq!(listener.recv().await, Some(Heard::ShownLate { outage: "a".into(), shown: shown() }));
        assert_eq!(attempts.make("a", soon, async { Ok(shown()) }).await, Ok(shown()));
        assert!(listener.try_recv().is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn an_attempt_that_fails_after_its_limit_says_nothing_and_frees_its_outage() {
        let (heard, mut listener) = mpsc::channel(4);
        let attempts = Attempts::new(heard);
        let soon = Instant::now() + Duration::from_secs(2);
        let slow = async {
            tokio::time::sleep(Duration::from_secs(9)).await;
            Err(ShowError::NoServer)
        };
        assert_eq!(attempts.make("a", soon, slow).await, Err(ShowError::Hung));
        tokio::time::advance(Duration::from_secs(9)).await;
        tokio::task::yield_now().await;
        assert_eq!(
            attempts.make("a", Instant::now() + Duration::from_secs(2), async { Ok(shown()) }).await,
            Ok(shown())
        );
        assert!(listener.try_recv().is_err());
    }
}
