//! One note as it goes over the bus: composed with notify-rust, sent on the connection that also hears of it.

use super::super::{APP_ID, Abilities, BODY_PRESS, Note, Press, ShowError, Shown, Urgency, text};
use super::{NAME, PATH};
use crate::failpoint::{self, Place};
use notify_rust::{Hint, Notification};
use std::collections::HashMap;
use std::path::Path;
use zbus::{Connection, Variant, fdo};

/// The server that shows the press on the note itself as a button of its own (xfce4-notifyd 0.7, seen).
const LISTS_THE_BODY: &str = "Xfce Notify Daemon";

/// Writes the note for a server of these abilities. `picture` is a file of our own, never one that a feed names.
pub(super) fn compose(note: &Note, app_name: &str, picture: Option<&Path>, abilities: &Abilities) -> Notification {
    let mut letter = Notification::new();
    letter
        .appname(app_name)
        .summary(&text::line(&note.title))
        .body(&text::body(&note.body, abilities.body_markup))
        .icon(APP_ID)
        .urgency(match note.urgency {
            Urgency::Low => notify_rust::Urgency::Low,
            Urgency::Normal => notify_rust::Urgency::Normal,
            Urgency::Critical => notify_rust::Urgency::Critical,
        })
        .hint(Hint::Category(note.kind.category().into()))
        .hint(Hint::DesktopEntry(APP_ID.into()))
        // News of an outage belongs in the desktop's history, and is dealt with by one press.
        .hint(Hint::Transient(false))
        .hint(Hint::Resident(false));
    if note.silent {
        letter.hint(Hint::SuppressSound(true));
    }
    if let Some(picture) = picture.and_then(Path::to_str) {
        letter.hint(Hint::ImagePath(picture.to_owned()));
    }
    if abilities.actions {
        actions(&mut letter, note, app_name, abilities);
    }
    letter
}

/// The buttons, and the press on the note itself. A server that lists the latter among the buttons gets it in the place
/// of the button that does the same; the others get both.
fn actions(letter: &mut Notification, note: &Note, app_name: &str, abilities: &Abilities) {
    let details = note.buttons.iter().find(|button| button.press == Press::Details);
    let listed = details.filter(|_| abilities.server.starts_with(LISTS_THE_BODY));
    if listed.is_none() {
        let label = details.map_or_else(|| text::line(app_name), |button| text::line(&button.label));
        letter.action(BODY_PRESS, &label);
    }
    for button in &note.buttons {
        let stands_for_body = listed.is_some() && button.press == Press::Details;
        let key = if stands_for_body { BODY_PRESS } else { button.press.key() };
        letter.action(key, &text::line(&button.label));
    }
}

/// Hands the letter over and waits, without a limit of its own, for the number it was given.
/// `replaces` is the number of the note whose place it takes, 0 for none; `bus` tells this bus from others.
pub(super) async fn send(
    connection: &Connection,
    bus: &str,
    letter: &Notification,
    replaces: u32,
) -> Result<Shown, ShowError> {
    let hints: HashMap<&str, Variant<'_>> = letter.hints.iter().map(Into::into).collect();
    let body = (
        &letter.appname,
        replaces,
        &letter.icon,
        &letter.summary,
        &letter.body,
        &letter.actions,
        hints,
        i32::from(letter.timeout),
    );
    failpoint::pass(Place::ShowBefore);
    let call = connection.call_method(Some(NAME), PATH, Some(NAME), "Notify", &body);
    let reply = failpoint::begun(Place::ShowSent, call).await.map_err(refusal)?;
    failpoint::pass(Place::ShowAnswered);
    let id: u32 = reply.body().deserialize().map_err(refusal)?;
    // Whoever answered is the server: asking the bus for the name's owner could meet the next one.
    let server = reply.header().sender().map(|sender| super::ear::server_key(bus, sender)).unwrap_or_default();
    Ok(Shown { server, id })
}

#[allow(clippy::needless_pass_by_value, reason = "shaped for map_err")]
fn refusal(error: zbus::Error) -> ShowError {
    match &error {
        zbus::Error::FDO(inner) => match **inner {
            fdo::Error::ServiceUnknown(_) | fdo::Error::NameHasNoOwner(_) | fdo::Error::Disconnected(_) => {
                ShowError::NoServer
            }
            _ => ShowError::Failed(error.to_string()),
        },
        zbus::Error::InputOutput(_) => ShowError::NoServer,
        _ => ShowError::Failed(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::{Button, Kind};
    use super::*;

    fn note() -> Note {
        Note {
            outage: "openai/chatgpt".into(),
            title: "ChatGPT is down".into(),
            body: "a < b".into(),
            buttons: vec![
                Button { press: Press::Switch, label: "Switch to Claude".into() },
                Button { press: Press::Details, label: "Details".into() },
            ],
            urgency: Urgency::Normal,
            silent: false,
            replaces: None,
            kind: Kind::Trouble,
        }
    }

    #[test]
    fn buttons_are_written_only_for_a_server_that_shows_them() {
        let plain = compose(&note(), "Siaga", None, &Abilities::default());
        assert!(plain.actions.is_empty());
        let able = compose(&note(), "Siaga", None, &Abilities { actions: true, ..Abilities::default() });
        assert_eq!(able.actions, ["default", "Details", "switch", "Switch to Claude", "details", "Details"]);
    }

    #[test]
    fn a_server_that_lists_the_body_press_gets_it_once() {
        let server = Abilities { actions: true, server: format!("{LISTS_THE_BODY} 0.7.3"), ..Abilities::default() };
        let letter = compose(&note(), "Siaga", None, &server);
        assert_eq!(letter.actions, ["switch", "Switch to Claude", "default", "Details"]);
    }

    #[test]
    fn a_note_without_details_names_the_application_for_its_body_press() {
        let note = Note { buttons: vec![], ..note() };
        let able = compose(&note, "Siaga", None, &Abilities { actions: true, ..Abilities::default() });
        assert_eq!(able.actions, ["default", "Siaga"]);
    }

    #[test]
    fn sound_is_suppressed_only_for_a_silent_note() {
        let hint = Hint::SuppressSound(true);
        assert!(!compose(&note(), "Siaga", None, &Abilities::default()).hints.contains(&hint));
        let silent = Note { silent: true, ..note() };
        assert!(compose(&silent, "Siaga", None, &Abilities::default()).hints.contains(&hint));
    }
}
