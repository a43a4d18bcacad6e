//! macOS: `UNUserNotificationCenter`, which shows notes only for a process inside an application bundle.
//!
//! Outside one there is nobody to show a note, and it waits as it does on a Linux desktop without a server. The first
//! note asks the person's permission; while the question is open the note counts as hung, and is reported as shown late
//! once they agree. Presses arrive only while the main thread runs its loop, which is the tray's.

use super::{Abilities, Note, Urgency};
use notify_rust::{Notification, NotificationHandle};

pub(super) const SERVER: &str = "macos";
pub(super) const REPLACES: bool = true;
/// The system's own sound.
pub(super) const SOUND: &str = "";

pub(super) fn abilities() -> Option<Abilities> {
    match notify_rust::check_bundle() {
        Ok(()) => {
            Some(Abilities { actions: true, body_markup: false, body: true, persistence: true, server: "macOS".into() })
        }
        Err(error) => {
            tracing::info!(%error, "not inside an application bundle, so no notifications");
            None
        }
    }
}

pub(super) fn compose(note: &Note, id: u32) -> Notification {
    let mut letter = Notification::new();
    // The same number takes the place of the earlier note.
    letter.id(id).urgency(match note.urgency {
        Urgency::Low => notify_rust::Urgency::Low,
        Urgency::Normal => notify_rust::Urgency::Normal,
        Urgency::Critical => notify_rust::Urgency::Critical,
    });
    letter
}

pub(super) fn show(letter: &Notification) -> Result<NotificationHandle, String> {
    match notify_rust::request_auth_blocking() {
        Ok(true) => letter.show().map_err(|error| error.to_string()),
        Ok(false) => Err("the person has not allowed notifications".into()),
        Err(error) => Err(error.to_string()),
    }
}
