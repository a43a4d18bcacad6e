//! Windows and macOS, what they share: a thread for each note shows it and waits for what becomes of it.
//!
//! notify-rust's calls block on both systems, so they have no place on the engine's one thread. A note tells of one
//! press or closing and of nothing after; presses are not heard after a restart of the agent. What the two systems do
//! differently stands in `system`, which is `windows.rs` or `macos.rs`.

#[cfg(target_os = "macos")]
use super::macos as system;
#[cfg(windows)]
use super::windows as system;

use super::attempt::Attempts;
use super::{Abilities, BODY_PRESS, Heard, LIMIT, Note, Press, ShowError, Shown, text};
use notify_rust::{CloseReason, Notification, NotificationResponse};
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;

/// The person's desktop, as far as it shows notifications.
pub struct Desktop {
    app_name: String,
    heard: mpsc::Sender<Heard>,
    attempts: Attempts,
    abilities: Option<Abilities>,
    /// The number of the next note. Begins anywhere, so that the notes of an earlier run keep theirs.
    next: AtomicU32,
}

impl Desktop {
    /// Finds out whether this process may show notifications at all, and says so on `heard` if it may.
    pub async fn start(app_name: String, heard: mpsc::Sender<Heard>) -> Desktop {
        let abilities = system::abilities();
        if let Some(abilities) = &abilities {
            let _ = heard.send(Heard::ServerUp(abilities.clone())).await;
        }
        let first = RandomState::new().hash_one(std::process::id()).to_le_bytes();
        Desktop {
            app_name,
            attempts: Attempts::new(heard.clone()),
            heard,
            abilities,
            next: AtomicU32::new(u32::from_le_bytes([first[0], first[1], first[2], first[3]])),
        }
    }

    /// The picture of the program is shown by the system itself.
    #[must_use]
    pub fn with_picture(self, _: Option<std::path::PathBuf>) -> Desktop {
        self
    }

    /// These systems give no handle to what was shown: the person takes it away.
    pub async fn close(&self, _: &Shown) {}

    /// What this system can do; `None` where this process may show nothing.
    pub async fn abilities(&self) -> Option<Abilities> {
        self.abilities.clone()
    }

    /// Shows `note`. Answers within [`LIMIT`]: see [`ShowError::Hung`].
    pub async fn show(&self, note: &Note) -> Result<Shown, ShowError> {
        if self.abilities.is_none() {
            return Err(ShowError::NoServer);
        }
        let replaced = note.replaces.as_ref().filter(|shown| system::REPLACES && shown.server == system::SERVER);
        let id = replaced.map_or_else(|| self.next.fetch_add(1, Ordering::Relaxed), |shown| shown.id);
        let shown = Shown { server: system::SERVER.into(), id };

        let mut letter = system::compose(note, id);
        letter.appname(&self.app_name).summary(&text::line(&note.title)).body(&text::body(&note.body, false));
        for button in &note.buttons {
            letter.action(button.press.key(), &text::line(&button.label));
        }
        if !note.silent {
            letter.sound_name(system::SOUND);
        }

        let (heard, place) = (self.heard.clone(), shown);
        let handover = async move {
            let (answer, answered) = oneshot::channel();
            let thread = std::thread::Builder::new().name("notification".into());
            if let Err(error) = thread.spawn(move || attend(&letter, place, &heard, answer)) {
                return Err(ShowError::Failed(error.to_string()));
            }
            answered.await.unwrap_or_else(|_| Err(ShowError::Failed("the attempt was cut short".into())))
        };
        self.attempts.make(&note.outage, Instant::now() + LIMIT, handover).await
    }
}

/// Shows one note and stays with it until something becomes of it.
fn attend(
    letter: &Notification,
    shown: Shown,
    heard: &mpsc::Sender<Heard>,
    answer: oneshot::Sender<Result<Shown, ShowError>>,
) {
    let handle = match system::show(letter) {
        Ok(handle) => handle,
        Err(error) => {
            let _ = answer.send(Err(ShowError::Failed(error)));
            return;
        }
    };
    let _ = answer.send(Ok(shown.clone()));
    let outcome = handle.wait_for_response(|response: &NotificationResponse| {
        if let Some(said) = read(response, &shown) {
            let _ = heard.blocking_send(said);
        }
    });
    if let Err(error) = outcome {
        tracing::debug!(%error, "nothing more is heard of a notification");
    }
}

/// What a response means; `None` for an action that is not ours.
fn read(response: &NotificationResponse, shown: &Shown) -> Option<Heard> {
    let pressed = |key: &str| {
        Press::from_key(key).map(|press| Heard::Pressed { shown: shown.clone(), press, activation_token: None })
    };
    match response {
        NotificationResponse::Default => pressed(BODY_PRESS),
        NotificationResponse::Action(key) => pressed(key),
        NotificationResponse::Reply(_) => None,
        NotificationResponse::Closed(reason) => Some(Heard::Closed {
            shown: shown.clone(),
            reason: match reason {
                CloseReason::Expired => 1,
                CloseReason::Dismissed => 2,
                CloseReason::CloseAction => 3,
                CloseReason::Other(other) => *other,
            },
        }),
    }
}
