//! Showing native notifications, and hearing what a person does with them.
//!
//! [`Desktop`] is the one door: [`Desktop::show`] puts a [`Note`] on the screen and answers with a [`Shown`], and what
//! happens to it later (a press, a closing, the server's coming and going) arrives as [`Heard`] on the channel that
//! [`Desktop::start`] was given. Whether something is told, in which words, and what a press does are decided elsewhere;
//! this module keeps no history, and an id it reports may belong to another program: whoever stores [`Shown`] matches.
//!
//! | | Linux | Windows | macOS |
//! |---|---|---|---|
//! | replaces an earlier note | yes | no: send beginnings and ends only | yes |
//! | buttons | where the server says `actions` | yes | yes |
//! | presses after a restart of the agent | where the server broadcasts them | no | no |

mod attempt;
#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
mod text;
#[cfg(any(windows, target_os = "macos"))]
mod threaded;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
pub use linux::Desktop;
#[cfg(any(windows, target_os = "macos"))]
pub use threaded::Desktop;

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The application's identity: icon name, `desktop-entry` hint and AppUserModelID.
pub const APP_ID: &str = "id.siaga.Siaga";

/// How long [`Desktop::show`] and [`Desktop::abilities`] wait for the desktop before they say so.
pub const LIMIT: Duration = Duration::from_secs(2);

/// The action key a desktop reports for a press on the notification itself.
pub const BODY_PRESS: &str = "default";

/// One notification as it should appear. Texts are plain; what a server needs escaped is escaped on the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Key of the outage this note is about: one attempt at a time is made for each.
    pub outage: String,
    /// One line that stands alone. Line breaks become spaces, control characters go.
    pub title: String,
    /// The body, possibly of several lines. Control characters other than the line break go.
    pub body: String,
    /// Buttons in the order wanted; sent only where the server can show them.
    pub buttons: Vec<Button>,
    /// How loudly to rank it.
    pub urgency: Urgency,
    /// No sound.
    pub silent: bool,
    /// The note this one takes the place of. Ignored when the server that showed it is gone.
    pub replaces: Option<Shown>,
    /// Bad or good news.
    pub kind: Kind,
}

/// A button of a [`Note`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What pressing it means.
    pub press: Press,
    /// What it says.
    pub label: String,
}

/// What a person can press. The words of [`Press::key`] go over the wire and never change, so that a note shown by an
/// older agent still works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Press {
    /// Switch to the alternative.
    Switch,
    /// See the outage in the window; also a press on the notification itself.
    Details,
    /// Be quiet about it for a while.
    Snooze,
    /// Open the product that works again.
    Open,
}

impl Press {
    /// The action key sent to the desktop.
    pub fn key(self) -> &'static str {
        match self {
            Press::Switch => "switch",
            Press::Details => "details",
            Press::Snooze => "snooze",
            Press::Open => "open",
        }
    }

    /// Reads an action key. `None` for a key that is not ours.
    pub fn from_key(key: &str) -> Option<Press> {
        match key {
            "switch" => Some(Press::Switch),
            "details" | BODY_PRESS => Some(Press::Details),
            "snooze" => Some(Press::Snooze),
            "open" => Some(Press::Open),
            _ => None,
        }
    }
}

/// How loudly a note is ranked, in the desktop notification specification's three steps, calmest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// May be collected without a banner.
    Low,
    /// A banner.
    Normal,
    /// A banner that stays until dismissed.
    Critical,
}

/// Whether a note is about trouble or about its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Category `network.error`.
    Trouble,
    /// Category `network.connected`.
    Recovery,
}

impl Kind {
    /// The category hint. `network.error` is registered by the specification, `network.connected` as well.
    pub fn category(self) -> &'static str {
        match self {
            Kind::Trouble => "network.error",
            Kind::Recovery => "network.connected",
        }
    }
}

/// Where a note can be found again: by which server, under which number. Stored, so that a press is understood and a
/// recovery replaces its outage even after a restart of the agent.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Shown {
    /// One run of one notification server: on Linux the bus's own id followed by the server's unique name on it, as
    /// unique names alone repeat from one login to the next.
    pub server: String,
    /// The number the server gave it.
    pub id: u32,
}

/// What the present notification server can do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Abilities {
    /// Shows buttons and reports presses.
    pub actions: bool,
    /// Reads `& < >` in a body as markup.
    pub body_markup: bool,
    /// Shows a body at all.
    pub body: bool,
    /// Keeps a note until the person has dealt with it.
    pub persistence: bool,
    /// The server's name and version, for diagnosis.
    pub server: String,
}

impl std::fmt::Display for Abilities {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { server, actions, body_markup, persistence, .. } = self;
        write!(f, "{server} (buttons: {actions}, markup: {body_markup}, stays: {persistence})")
    }
}

/// What the desktop reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A notification server is there and has said what it can do. Said again for each new server.
    ServerUp(Abilities),
    /// The notification server left, or the session bus did.
    ServerGone,
    /// An attempt that [`Desktop::show`] had given up as hung succeeded after all.
    ShownLate {
        /// The key of [`Note::outage`].
        outage: String,
        /// Where it is.
        shown: Shown,
    },
    /// A button or the notification itself was pressed: once for each press.
    Pressed {
        /// Which one; may be another program's.
        shown: Shown,
        /// What was pressed.
        press: Press,
        /// Lets the window that opens take the focus (xdg-activation, startup notification).
        activation_token: Option<String>,
    },
    /// A notification is no longer shown.
    Closed {
        /// Which one; may be another program's.
        shown: Shown,
        /// The specification's reason: 1 expired, 2 dismissed by the person, 3 closed by a program, 4 undefined.
        reason: u32,
    },
}

/// Why a note was not shown. Each leaves the alert with its owner, to be tried again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShowError {
    /// No session bus, or nobody on it who shows notifications. Worth trying again at [`Heard::ServerUp`].
    #[error("no notification server is running")]
    NoServer,
    /// The server did not answer within [`LIMIT`]. If it still shows the note, [`Heard::ShownLate`] says so; until then a
    /// further attempt for the same outage is refused with this error.
    #[error("the notification server does not answer")]
    Hung,
    /// The server answered with an error.
    #[error("the notification server refused: {0}")]
    Failed(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_press_reads_back_from_its_own_key() {
        for press in [Press::Switch, Press::Details, Press::Snooze, Press::Open] {
            assert_eq!(Press::from_key(press.key()), Some(press));
        }
    }

    #[test]
    fn the_notification_itself_means_details_and_unknown_keys_mean_nothing() {
        let table = [
            ("default", Some(Press::Details)),
            ("", None),
            ("Switch", None),
            ("switch ", None),
            ("inline-reply", None),
            ("__closed", None),
        ];
        for (key, press) in table {
            assert_eq!(Press::from_key(key), press, "{key:?}");
        }
    }
}
