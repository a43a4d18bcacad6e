//! The tray: shows the latest snapshot as an icon, a tooltip and a menu, and passes on what a person chooses there.
//!
//! What is shown is made by [`siaga_core::menu`]; here it is only drawn, and redrawn when it differs. The tray decides
//! nothing and tells nothing: the desktop's attention is asked for once, by a notification.

mod icon;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(any(windows, target_os = "macos"))]
mod other;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use siaga_core::about::TrayState;
use siaga_core::menu::Picture;
use siaga_core::snapshot::Snapshot;
use siaga_core::wire::Command;
use siaga_core::wording::Words;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::socket::Asked;

#[cfg(target_os = "linux")]
use linux as system;
#[cfg(any(windows, target_os = "macos"))]
use other as system;

pub use system::main_loop;

/// How often ages are counted anew.
const AGES: Duration = Duration::from_secs(60);

/// Choices that may wait to be passed on; a person makes no more.
const PRESSES: usize = 16;

/// A choice in the tray.
#[derive(Debug)]
struct Press {
    command: Command,
    activation_token: Option<String>,
}

/// Where pictures are shown.
trait Screen {
    /// Shows a picture instead of the last. False if that is not possible now; it is asked again later.
    async fn draw(&mut self, picture: &Picture) -> bool;

    /// Takes the icon away.
    async fn close(self);
}

/// Shows every snapshot in the tray until their sender, or the inbox, is gone, and says in `state` whether the desktop
/// shows it. `now` is the engine's clock.
///
/// Without a session bus or a tray host it keeps trying and says so once in the log.
pub async fn run(
    snapshots: watch::Receiver<Arc<Snapshot>>,
    words: watch::Receiver<Arc<Words>>,
    inbox: mpsc::Sender<Asked>,
    state: watch::Sender<TrayState>,
    now: impl Fn() -> Timestamp + Send,
) {
    let (presses, pressed) = mpsc::channel(PRESSES);
    follow(system::Tray::new(presses, state), snapshots, words, inbox, pressed, now).await;
}

async fn follow(
    mut screen: impl Screen,
    mut snapshots: watch::Receiver<Arc<Snapshot>>,
    mut words: watch::Receiver<Arc<Words>>,
    inbox: mpsc::Sender<Asked>,
    mut pressed: mpsc::Receiver<Press>,
    now: impl Fn() -> Timestamp + Send,
) {
    let zone = TimeZone::system();
    let mut answers = JoinSet::new();
    let mut shown: Option<Picture> = None;
    let mut aged_at = Instant::now();
    loop {
        let snapshot = snapshots.borrow_and_update().clone();
        let spoken = words.borrow_and_update().clone();
        let picture = Picture::of(&snapshot, &spoken, &now().to_zoned(zone.clone()));
        let may_wait = shown.as_ref().is_some_and(|shown| shown.differs_only_by_age(&picture));
        if !may_wait || aged_at.elapsed() >= AGES {
            aged_at = Instant::now();
            if shown.as_ref() != Some(&picture) {
                shown = screen.draw(&picture).await.then_some(picture);
            }
        }
        tokio::select! {
            changed = snapshots.changed() => if changed.is_err() { break },
            changed = words.changed() => if changed.is_err() { break },
            Some(press) = pressed.recv() => if !pass_on(press, &inbox, &mut answers).await { break },
            Some(_) = answers.join_next() => {}
            () = tokio::time::sleep_until(aged_at + AGES) => {}
        }
    }
    screen.close().await;
}

/// False once nobody reads the inbox.
async fn pass_on(press: Press, inbox: &mpsc::Sender<Asked>, answers: &mut JoinSet<()>) -> bool {
    let (answer, answered) = oneshot::channel();
    let asked = Asked { command: press.command, activation_token: press.activation_token, answer };
    if inbox.send(asked).await.is_err() {
        return false;
    }
    // A menu has no place for an answer: a refusal is for the log.
    answers.spawn(async move {
        if let Ok(Err(refusal)) = answered.await {
            tracing::warn!("tray: {refusal}");
        }
    });
    true
}

#[cfg(test)]
mod tests;
