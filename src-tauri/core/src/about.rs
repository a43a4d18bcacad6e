//! What this copy of Siaga is, what it can do on this desktop, and whom it has contacted: for the window's pages on
//! privacy and for whoever asks for help. No secrets, no prompts; addresses without path and query.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a person can ask about Siaga itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct About {
    /// The program's version.
    pub version: String,
    /// The first steps have been neither done nor skipped.
    pub welcome: bool,
    /// The agent starts when the person logs in. Null where nobody can tell.
    pub autostart: Option<bool>,
    /// Whether the desktop shows the tray's icon.
    pub tray: TrayState,
    /// The desktop shows notifications.
    pub notifications: bool,
    /// Who shows them and what that can do, or why nobody does, as a sentence in the person's language.
    pub notifications_text: String,
    /// Whom Siaga may contact and has contacted, by host: the live list of the page on privacy.
    pub contacts: Vec<Contact>,
    /// Further outputs, in the order of their names.
    pub outputs: Vec<ShownOutput>,
    /// The folder of the settings, for people.
    pub settings_folder: String,
    /// The folder of the history, for people.
    pub data_folder: String,
}

/// Whether there is a tray.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum TrayState {
    /// The desktop shows the icon.
    Shown,
    /// The desktop shows no icons of this kind.
    NoHost,
    /// It was not tried yet, or nobody can tell.
    Unknown,
}

/// A host that Siaga contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Contact {
    /// Its name, with the port where that is not the usual one.
    pub host: String,
    /// What for.
    pub purpose: Purpose,
    /// The providers, products or outputs for which, by name.
    pub names: Vec<String>,
    /// When it was last asked since the agent started; null where it was not.
    pub last_at: Option<Timestamp>,
    /// How often since the agent started.
    pub times: u32,
}

/// What a host is contacted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// It has a feed that is read.
    Feed,
    /// A feed is looked for there, because a person gave the address or a provider moved.
    Search,
    /// A product's own address was tried, because the person wished it.
    Probe,
    /// A further output.
    Output,
    /// A tool on this computer.
    Local,
}

/// A further output, as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownOutput {
    /// Its name in the settings.
    pub name: String,
    /// `webhook`, `slack`, `ntfy` or `script`.
    pub kind: String,
    /// Where it leads: a host or a program's name; never a path, a query or a secret. Null while that is in the keyring.
    pub leads_to: Option<String>,
    /// What it is told of, as a phrase in the person's language.
    pub text: String,
}
