//! Linux: `org.freedesktop.Notifications` on the session bus.
//!
//! Everything goes over one connection of our own: the call that shows a note, and the signals about it. That is what
//! makes presses reach us. The specification lets a server answer only the connection that asked, and two widespread
//! ones do (GNOME Shell and dunst send `ActionInvoked`, `NotificationClosed` and `ActivationToken` to the sender of
//! `Notify` alone), while others broadcast. notify-rust opens a connection for each notification and, listening there,
//! skips the message that follows any it did not expect, such as the token that comes just before a press. So notify-rust
//! composes the notification ([`letter`]) and this module carries it. One connection also outlives each note, which
//! GNOME asks for: it withdraws the notes of a connection that ends.
//!
//! No feed's icon, path, sound or address ever reaches the bus.

mod ear;
mod letter;

use super::attempt::Attempts;
use super::{Abilities, Heard, LIMIT, Note, ShowError, Shown};
use ear::Presence;
use std::path::PathBuf;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout, timeout_at};
use zbus::Connection;

/// Well-known name and interface of the notification server.
const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// The person's desktop, as far as it shows notifications.
///
/// Lives as long as it is kept; dropping it ends the listening.
pub struct Desktop {
    app_name: String,
    picture: Option<PathBuf>,
    attempts: Attempts,
    line: Option<Line>,
}

/// A session bus that was there at the start.
struct Line {
    connection: Connection,
    /// Tells one bus from another: unique names repeat from one login to the next.
    bus: String,
    presence: watch::Receiver<Presence>,
    ear: JoinHandle<()>,
}

impl Drop for Line {
    fn drop(&mut self) {
        self.ear.abort();
    }
}

impl Desktop {
    /// Joins the session bus that the environment names. Without one, or if it does not answer within [`LIMIT`], notes
    /// meet [`ShowError::NoServer`].
    ///
    /// `heard` must be read: a full channel holds the connection up, and with it [`Desktop::show`].
    pub async fn start(app_name: String, heard: mpsc::Sender<Heard>) -> Desktop {
        match timeout(LIMIT, Connection::session()).await {
            Ok(Ok(connection)) => Desktop::on(connection, app_name, heard).await,
            Ok(Err(error)) => {
                tracing::info!(%error, "no session bus, so no notifications");
                Desktop::offline(app_name, heard)
            }
            Err(_) => {
                tracing::warn!("the session bus does not answer, so no notifications");
                Desktop::offline(app_name, heard)
            }
        }
    }

    /// As [`Desktop::start`], on a bus already joined. The connection's incoming messages become this object's.
    pub async fn on(connection: Connection, app_name: String, heard: mpsc::Sender<Heard>) -> Desktop {
        match timeout(LIMIT, ear::listen(connection, heard.clone())).await {
            Ok(Ok(line)) => Desktop { app_name, picture: None, attempts: Attempts::new(heard), line: Some(line) },
            Ok(Err(error)) => {
                tracing::warn!(%error, "the session bus refused to be listened to, so no notifications");
                Desktop::offline(app_name, heard)
            }
            Err(_) => {
                tracing::warn!("the session bus does not answer, so no notifications");
                Desktop::offline(app_name, heard)
            }
        }
    }

    /// With a picture beside every note: a file of our own, for desktops where the icon is not installed.
    #[must_use]
    pub fn with_picture(mut self, file: Option<PathBuf>) -> Desktop {
        self.picture = file;
        self
    }

    /// Takes a note away, where its server still shows it. What is not there any more is no failure.
    pub async fn close(&self, shown: &Shown) {
        let Some(line) = &self.line else { return };
        let closed = async {
            let (server, _) = line.server().await?;
            if server == shown.server {
                let _ = line.connection.call_method(Some(NAME), PATH, Some(NAME), "CloseNotification", &shown.id).await;
            }
            Ok::<_, ShowError>(())
        };
        if timeout(LIMIT, closed).await.is_err() {
            tracing::debug!("the notification server does not answer");
        }
    }

    /// Without a bus: every note meets [`ShowError::NoServer`].
    pub(crate) fn offline(app_name: String, heard: mpsc::Sender<Heard>) -> Desktop {
        Desktop { app_name, picture: None, attempts: Attempts::new(heard), line: None }
    }

    /// What the present server can do. `None` without a server, and for one that has not said so within [`LIMIT`].
    pub async fn abilities(&self) -> Option<Abilities> {
        let mut presence = self.line.as_ref()?.presence.clone();
        match timeout(LIMIT, presence.wait_for(|now| !matches!(now, Presence::Silent))).await {
            Ok(Ok(now)) => match &*now {
                Presence::Known { abilities, .. } => Some(abilities.clone()),
                Presence::Absent | Presence::Silent => None,
            },
            Ok(Err(_)) | Err(_) => None,
        }
    }

    /// Shows `note`, starting the desktop's notification server if the bus knows how to.
    ///
    /// Answers within [`LIMIT`]. A server that takes longer gets no second copy: see [`ShowError::Hung`].
    pub async fn show(&self, note: &Note) -> Result<Shown, ShowError> {
        let line = self.line.as_ref().ok_or(ShowError::NoServer)?;
        let deadline = Instant::now() + LIMIT;
        // Until here nothing has been handed over, so giving up leaves nothing behind.
        let (server, abilities) = timeout_at(deadline, line.server()).await.map_err(|_| ShowError::Hung)??;
        let replaces = note.replaces.as_ref().filter(|shown| shown.server == server).map_or(0, |shown| shown.id);
        let letter = letter::compose(note, &self.app_name, self.picture.as_deref(), &abilities);

        let (connection, bus) = (line.connection.clone(), line.bus.clone());
        let handover = async move { letter::send(&connection, &bus, &letter, replaces).await };
        self.attempts.make(&note.outage, deadline, handover).await
    }
}

impl Line {
    /// The present server and its abilities, once it has told them; started first where the bus can start one.
    async fn server(&self) -> Result<(String, Abilities), ShowError> {
        let mut presence = self.presence.clone();
        if matches!(*presence.borrow_and_update(), Presence::Absent) {
            ear::wake(&self.connection).await.map_err(|error| {
                tracing::debug!(%error, "no notification server to start");
                ShowError::NoServer
            })?;
            // The bus answers that a server is up; the ear hears of it in its own time.
            presence.wait_for(|now| !matches!(now, Presence::Absent)).await.map_err(|_| ShowError::NoServer)?;
        }
        match &*presence.wait_for(|now| !matches!(now, Presence::Silent)).await.map_err(|_| ShowError::NoServer)? {
            Presence::Known { server, abilities } => Ok((server.clone(), abilities.clone())),
            Presence::Absent | Presence::Silent => Err(ShowError::NoServer),
        }
    }
}
