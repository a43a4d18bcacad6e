//! Which window is open: one at most. A wish to be shown goes to it, or waits a little for the one that is being
//! started. Starting it is not done here.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use siaga_core::wire::Show;
use tokio::sync::Notify;
use tokio::time::Instant;

/// How long a wish waits for a window to come; later, the person would be surprised by it.
const WAITS: Duration = Duration::from_secs(30);

/// The one window that is connected, if any. Clones speak of the same.
#[derive(Debug, Clone, Default)]
pub struct Windows(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    wished: Notify,
    left: Notify,
}

#[derive(Debug, Default)]
struct State {
    open: bool,
    /// The newest wish that no window has got yet, and until when it is good.
    wish: Option<(Show, Instant)>,
}

impl Windows {
    /// Asks the window to come to the front. False when none is connected: then the caller starts one, and gives it the
    /// activation token; the wish is delivered when it subscribes within 30 s.
    #[must_use]
    pub fn show(&self, show: Show) -> bool {
        let open = {
            let mut state = self.state();
            state.wish = Some((show, Instant::now() + WAITS));
            state.open
        };
        if open {
            self.0.wished.notify_one();
        }
        open
    }

    /// True while a window is connected.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state().open
    }

    /// Waits until no window is connected.
    pub async fn closed(&self) {
        loop {
            let left = self.0.left.notified();
            if !self.is_open() {
                return;
            }
            left.await;
        }
    }

    /// Takes the one place; none when another window has it.
    pub(super) fn open(&self) -> Option<Open> {
        let mut state = self.state();
        if std::mem::replace(&mut state.open, true) {
            return None;
        }
        if state.wish.is_some() {
            self.0.wished.notify_one();
        }
        drop(state);
        Some(Open(self.clone()))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The place of the one window, free again when dropped.
#[derive(Debug)]
pub(super) struct Open(Windows);

impl Open {
    /// The next wish. May be dropped at any moment and loses nothing.
    pub(super) async fn wish(&self) -> Show {
        loop {
            // What was wished and is taken here may have left its notice behind: an empty turn is no harm.
            if let Some((show, until)) = self.0.state().wish.take()
                && Instant::now() <= until
            {
                return show;
            }
            self.0.0.wished.notified().await;
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.state().open = false;
        self.0.0.left.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use siaga_core::wire::View;

    use super::*;

    fn product(id: &str) -> Show {
        Show { view: View::Product { id: id.into() }, activation_token: None }
    }

    #[tokio::test(start_paused = true)]
    async fn a_wish_waits_for_the_window_that_is_being_started() {
        let windows = Windows::default();
        assert!(!windows.show(product("old")));
        assert!(!windows.show(product("new")), "the newest wish counts");
        let open = windows.open().unwrap();
        assert_eq!(open.wish().await, product("new"));
        assert!(windows.show(product("next")));
        assert_eq!(open.wish().await, product("next"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_wish_that_waited_too_long_is_forgotten() {
        let windows = Windows::default();
        assert!(!windows.show(product("old")));
        tokio::time::advance(WAITS + Duration::from_millis(1)).await;
        let open = windows.open().unwrap();
        assert!(tokio::time::timeout(Duration::from_secs(1), open.wish()).await.is_err());
    }

    #[test]
    fn there_is_one_window_until_it_closes() {
        let windows = Windows::default();
        let first = windows.open().unwrap();
        assert!(windows.open().is_none());
        assert!(windows.is_open());
        drop(first);
        assert!(!windows.is_open());
        assert!(windows.open().is_some());
    }
}
