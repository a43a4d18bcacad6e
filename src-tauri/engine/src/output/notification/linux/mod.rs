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
//! A session bus that is not there yet, or is there no more, is sought again by the next note. No timer does so: whoever
//! owns an alert that was not shown tries it again anyway.
//!
//! No feed's icon, path, sound or address ever reaches the bus.

mod ear;
mod letter;

use super::attempt::Attempts;
use super::{Abilities, Heard, LIMIT, Note, ShowError, Shown};
use ear::Presence;
use futures_util::future::BoxFuture;
use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc, watch};
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
    heard: mpsc::Sender<Heard>,
    /// How to join a bus. `None` where the one that was given is all there is.
    connect: Option<Connect>,
    /// Held while a bus is joined, so that one attempt at a time is made.
    line: Mutex<Option<Arc<Line>>>,
}

type Connect = Box<dyn Fn() -> BoxFuture<'static, zbus::Result<Connection>> + Send + Sync>;

/// A session bus that was joined, until it ends.
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
    /// Joins the session bus that the environment names. As long as there is none, or it does not answer within
    /// [`LIMIT`], notes meet [`ShowError::NoServer`], and each seeks it again; so does the next note after its end.
    ///
    /// `heard` must be read: a full channel holds the connection up, and with it [`Desktop::show`].
    pub async fn start(app_name: String, heard: mpsc::Sender<Heard>) -> Desktop {
        Desktop::joining(Connection::session, app_name, heard).await
    }

    /// As [`Desktop::start`], on the bus that `connect` joins. It is called once here, and again, never twice at a time,
    /// by [`Desktop::show`] and [`Desktop::abilities`] while there is no bus. Each connection must be a new one; its
    /// incoming messages become this object's.
    pub async fn joining<C>(
        connect: impl Fn() -> C + Send + Sync + 'static,
        app_name: String,
        heard: mpsc::Sender<Heard>,
    ) -> Desktop
    where
        C: Future<Output = zbus::Result<Connection>> + Send + 'static,
    {
        let mut desktop = Desktop::offline(app_name, heard);
        desktop.connect = Some(Box::new(move || Box::pin(connect())));
        // What came of it is in the log, and the next note tries again.
        let _ = desktop.line(Instant::now() + LIMIT).await;
        desktop
    }

    /// As [`Desktop::start`], on a bus already joined; no other is sought. The connection's incoming messages become this
    /// object's.
    pub async fn on(connection: Connection, app_name: String, heard: mpsc::Sender<Heard>) -> Desktop {
        let line = join(async { Ok(connection) }, heard.clone(), Instant::now() + LIMIT).await;
        Desktop { line: Mutex::new(line), ..Desktop::offline(app_name, heard) }
    }

    /// With a picture beside every note: a file of our own, for desktops where the icon is not installed.
    #[must_use]
    pub fn with_picture(mut self, file: Option<PathBuf>) -> Desktop {
        self.picture = file;
        self
    }

    /// Takes a note away, where its server still shows it. What is not there any more is no failure.
    pub async fn close(&self, shown: &Shown) {
        let closed = async {
            // A note shown on a bus that has ended is gone, so none is joined for this.
            let line = self.line.lock().await.clone().ok_or(ShowError::NoServer)?;
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

    /// Without a bus, and none to be sought: every note meets [`ShowError::NoServer`].
    pub(crate) fn offline(app_name: String, heard: mpsc::Sender<Heard>) -> Desktop {
        let attempts = Attempts::new(heard.clone());
        Desktop { app_name, picture: None, attempts, heard, connect: None, line: Mutex::new(None) }
    }

    /// What the present server can do. `None` without a server, and for one that has not said so within [`LIMIT`].
    pub async fn abilities(&self) -> Option<Abilities> {
        let deadline = Instant::now() + LIMIT;
        let mut presence = self.line(deadline).await?.presence.clone();
        match timeout_at(deadline, presence.wait_for(|now| !matches!(now, Presence::Silent))).await {
            Ok(Ok(now)) => match &*now {
                Presence::Known { abilities, .. } => Some(abilities.clone()),
                Presence::Absent | Presence::Silent | Presence::Over => None,
            },
            Ok(Err(_)) | Err(_) => None,
        }
    }

    /// Shows `note`, joining a session bus where there was none, and starting the desktop's notification server if the
    /// bus knows how to.
    ///
    /// Answers within [`LIMIT`]. A server that takes longer gets no second copy: see [`ShowError::Hung`].
    pub async fn show(&self, note: &Note) -> Result<Shown, ShowError> {
        let deadline = Instant::now() + LIMIT;
        let line = self.line(deadline).await.ok_or(ShowError::NoServer)?;
        // Until here nothing has been handed over, so giving up leaves nothing behind.
        let (server, abilities) = timeout_at(deadline, line.server()).await.map_err(|_| ShowError::Hung)??;
        let replaces = note.replaces.as_ref().filter(|shown| shown.server == server).map_or(0, |shown| shown.id);
        let letter = letter::compose(note, &self.app_name, self.picture.as_deref(), &abilities);

        let (connection, bus) = (line.connection.clone(), line.bus.clone());
        let handover = async move { letter::send(&connection, &bus, &letter, replaces).await };
        self.attempts.make(&note.outage, deadline, handover).await
    }

    /// The bus, joined anew if there was none or it has ended. `None` if that does not succeed by `deadline`.
    async fn line(&self, deadline: Instant) -> Option<Arc<Line>> {
        let mut kept = timeout_at(deadline, self.line.lock()).await.ok()?;
        if let Some(line) = kept.as_ref() {
            if !line.is_over() {
                return Some(Arc::clone(line));
            }
            // That the former server is gone is said before anything is heard of the next.
            timeout_at(deadline, line.fallen_silent()).await.ok()?;
        }
        let connect = self.connect.as_ref()?;
        *kept = join(connect(), self.heard.clone(), deadline).await;
        kept.clone()
    }
}

/// Listens on the bus that is being joined. What stands in the way is said in the log.
async fn join(
    connecting: impl Future<Output = zbus::Result<Connection>>,
    heard: mpsc::Sender<Heard>,
    deadline: Instant,
) -> Option<Arc<Line>> {
    match timeout_at(deadline, async { ear::listen(connecting.await?, heard).await }).await {
        Ok(Ok(line)) => Some(Arc::new(line)),
        Ok(Err(error)) => {
            tracing::info!(%error, "no session bus, so no notifications");
            None
        }
        Err(_) => {
            tracing::warn!("the session bus does not answer, so no notifications");
            None
        }
    }
}

impl Line {
    /// Whether the bus has ended.
    fn is_over(&self) -> bool {
        // Without a word too, should the ear have been cut short.
        matches!(*self.presence.borrow(), Presence::Over) || self.presence.has_changed().is_err()
    }

    /// Waits until the ear has said its last word.
    async fn fallen_silent(&self) {
        // Nothing is waited for but the end of the one who tells.
        let _ = self.presence.clone().wait_for(|_| false).await;
    }

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
            Presence::Absent | Presence::Silent | Presence::Over => Err(ShowError::NoServer),
        }
    }
}
