//! Places at which a test ends this process as `kill -9` does: around each transaction, around the desktop's answer, while
//! settings are followed and while the database is brought to a new version.
//!
//! Only with the cargo feature `failpoints`, which no default and no package has; without it nothing of this is compiled
//! but calls of an empty function. Which place, and at which pass, stands in an environment variable: `ChangeAfter:2`.
#![cfg_attr(not(target_os = "linux"), allow(dead_code, unused_imports, reason = "the crash test is Linux's"))]

use crate::store::Write;

/// Where the process may end.
#[derive(Clone, Copy)]
#[cfg_attr(feature = "failpoints", derive(Debug))]
pub(crate) enum Place {
    /// Something is to be told of a change, and nothing of it is written.
    ChangeBefore,
    /// Written, and not committed.
    ChangeWithin,
    /// Committed, and not delivered.
    ChangeAfter,
    /// About to be handed to the desktop.
    ShowBefore,
    /// Handed over, and not answered.
    ShowSent,
    /// Answered, and not marked.
    ShowAnswered,
    /// About to be marked as told.
    MarkBefore,
    /// Marked, and not committed.
    MarkWithin,
    /// Marked.
    MarkAfter,
    /// Changed settings have been read, and are not followed yet.
    SettingsRead,
    /// They are followed.
    SettingsFollowed,
    /// Before a step from one version of the database to the next.
    MigrationBefore,
    /// The step is made, and not committed.
    MigrationWithin,
    /// It is committed.
    MigrationAfter,
}

/// When around a transaction.
#[derive(Clone, Copy)]
pub(crate) enum When {
    /// Nothing is written.
    Before,
    /// All is written, nothing committed.
    Within,
    /// All is committed.
    After,
}

/// Around a transaction: what it writes says which place it is.
pub(crate) fn writing(when: When, writes: &[Write<'_>]) {
    let has = |is: fn(&Write<'_>) -> bool| writes.iter().any(is);
    if has(|write| matches!(write, Write::Outbox(..))) {
        pass(match when {
            When::Before => Place::ChangeBefore,
            When::Within => Place::ChangeWithin,
            When::After => Place::ChangeAfter,
        });
    }
    if has(|write| matches!(write, Write::Done(_, "shown", _))) {
        pass(match when {
            When::Before => Place::MarkBefore,
            When::Within => Place::MarkWithin,
            When::After => Place::MarkAfter,
        });
    }
}

#[cfg(not(feature = "failpoints"))]
mod armed {
    use super::Place;

    /// Nothing happens here.
    pub(crate) const fn pass(_: Place) {}

    /// Nothing happens here.
    pub(crate) const fn begun<F: Future>(_: Place, future: F) -> F {
        future
    }
}

#[cfg(feature = "failpoints")]
mod armed {
    use std::pin::pin;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::Place;

    /// Names the place and the pass at which the process ends.
    const VARIABLE: &str = "SIAGA_FAILPOINT";

    static PASSES: AtomicUsize = AtomicUsize::new(0);

    /// Ends the process here, if this is where it is to end.
    pub(crate) fn pass(place: Place) {
        let Ok(wanted) = std::env::var(VARIABLE) else { return };
        let (name, count) = wanted.split_once(':').unwrap_or((&wanted, "1"));
        if name != format!("{place:?}") {
            return;
        }
        let passed = PASSES.fetch_add(1, Ordering::SeqCst) + 1;
        if count.parse() == Ok(passed) {
            end();
        }
    }

    /// Ends the process once this has been begun.
    pub(crate) async fn begun<F: Future>(place: Place, future: F) -> F::Output {
        let mut future = pin!(future);
        let mut first = true;
        std::future::poll_fn(|context| {
            let polled = future.as_mut().poll(context);
            if std::mem::take(&mut first) {
                pass(place);
            }
            polled
        })
        .await
    }

    /// As nobody can refuse.
    fn end() -> ! {
        #[cfg(unix)]
        let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
        std::process::abort()
    }
}

pub(crate) use armed::{begun, pass};
