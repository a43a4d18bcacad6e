//! The agent's side of the socket: accepts connections of this person alone and holds one conversation with each.
//! Subscriptions are served from here; everything else that is asked goes to the watch loop's inbox as [`Asked`].
//!
//! Everything is bounded: connections, requests in flight, the length of a line, and how long a slow reader may keep
//! a line waiting. The protocol is written once, over any stream; `unix` and `windows` know how to get one.

mod conversation;
pub(crate) mod lines;
#[cfg(unix)]
mod unix;
mod window;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use siaga_core::decide::Decision;
use siaga_core::snapshot::Snapshot;
use siaga_core::wire::{Bye, Command, Hello, PROTOCOL, Reply, WireError};
use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::task::JoinSet;

pub(crate) use system::connect;
pub use system::{Listener, address};
pub use window::Windows;

/// Connections served at once; further ones are closed unheard.
pub const MAX_CONNECTIONS: usize = 32;

/// Longest path of a Unix socket, in bytes; systems differ between 103 and 107.
pub const MAX_PATH: usize = 100;

/// How long conversations may take to say goodbye.
const GOODBYE: Duration = Duration::from_millis(500);

/// Pause after an accept that failed: the usual cause, too many open files, does not go away at once.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// One request on its way to the watch loop.
#[derive(Debug)]
pub struct Asked {
    /// What is asked. Never [`Command::Subscribe`]: that is served by the socket.
    pub command: Command,
    /// The desktop's permission to take the focus, where the asker got one.
    pub activation_token: Option<String>,
    /// Where the answer goes. Dropping it answers that the agent is ending.
    pub answer: oneshot::Sender<Result<Reply, WireError>>,
}

/// Why the agent cannot listen.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// The system could not reach it.
    #[error(
        "the socket's path has {} bytes and {MAX_PATH} is the most: set SIAGA_RUNTIME_DIR to a shorter folder ({})",
        .0.as_os_str().len(), .0.display()
    )]
    PathTooLong(PathBuf),
    /// Something is in its place, and without the lock it is not ours to remove.
    #[error("{} is in use", .0.display())]
    InUse(PathBuf),
    /// Anything else.
    #[error("{}: {why}", path.display())]
    Io {
        /// Where it was to listen.
        path: PathBuf,
        /// What the system said.
        #[source]
        why: io::Error,
    },
}

/// What conversations are held with.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) hello: Hello,
    pub(crate) snapshots: watch::Receiver<Arc<Snapshot>>,
    pub(crate) decisions: broadcast::Sender<Decision>,
    pub(crate) windows: Windows,
    pub(crate) inbox: mpsc::Sender<Asked>,
    pub(crate) ending: watch::Receiver<Option<Bye>>,
}

/// Serves until `ending` carries a [`Bye`] (or its sender is gone): then subscribers are told, and everything has ended
/// within a second. The caller keeps the [`crate::lock::Lock`] until this has returned, because the socket is removed.
///
/// `version` is this program's, `a.b.c`.
pub async fn serve(
    listener: Listener,
    version: &str,
    snapshots: watch::Receiver<Arc<Snapshot>>,
    decisions: broadcast::Sender<Decision>,
    windows: Windows,
    inbox: mpsc::Sender<Asked>,
    mut ending: watch::Receiver<Option<Bye>>,
) {
    let hello = Hello { siaga: PROTOCOL, version: version.to_owned(), pid: std::process::id() };
    let line = Line { hello, snapshots, decisions, windows, inbox, ending: ending.clone() };
    let mut conversations = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            _ = end(&mut ending) => break,
            Some(_) = conversations.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok(_) if conversations.len() >= MAX_CONNECTIONS => {
                    tracing::warn!("more than {MAX_CONNECTIONS} connections: the newest is closed");
                }
                Ok(stream) => {
                    conversations.spawn(conversation::hold(stream, line.clone()));
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
        }
    }
    drop(listener);
    let goodbyes = async { while conversations.join_next().await.is_some() {} };
    if tokio::time::timeout(GOODBYE, goodbyes).await.is_err() {
        conversations.shutdown().await;
    }
}

/// Waits for the agent's end. A sender that is gone went without a word.
async fn end(ending: &mut watch::Receiver<Option<Bye>>) -> Option<Bye> {
    ending.wait_for(Option::is_some).await.ok().and_then(|bye| *bye)
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
