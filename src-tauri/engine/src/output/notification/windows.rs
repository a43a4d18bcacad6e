//! Windows: toasts under one AppUserModelID.
//!
//! A toast cannot be replaced here, so its owner sends beginnings and ends only. The system shows toasts only for an
//! AppUserModelID it knows: from the Start-menu shortcut of an installed Siaga, or under
//! `HKCU\Software\Classes\AppUserModelId`, which this module does not write. A press is heard while the toast is on the
//! screen; one made later in the notification centre is not.

use super::{APP_ID, Abilities, Note, Urgency};
use notify_rust::{Notification, NotificationHandle};

pub(super) const SERVER: &str = "windows";
pub(super) const REPLACES: bool = false;
pub(super) const SOUND: &str = "Default";

pub(super) fn abilities() -> Option<Abilities> {
    Some(Abilities { actions: true, body_markup: false, body: true, persistence: true, server: "Windows".into() })
}

pub(super) fn compose(note: &Note, _id: u32) -> Notification {
    let mut letter = Notification::new();
    letter.app_id(APP_ID).urgency(match note.urgency {
        Urgency::Low => notify_rust::Urgency::Low,
        Urgency::Normal => notify_rust::Urgency::Normal,
        Urgency::Critical => notify_rust::Urgency::Critical,
    });
    letter
}

pub(super) fn show(letter: &Notification) -> Result<NotificationHandle, String> {
    letter.show().map_err(|error| error.to_string())
}
