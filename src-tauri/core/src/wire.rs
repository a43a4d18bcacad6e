//! The lines that cross the socket: newline-delimited JSON, at most 1 MiB each. The agent speaks first ([`Hello`]);
//! then requests are answered by number, and a subscriber is pushed snapshots, decisions and wishes to be shown.

mod command;

use serde::{Deserialize, Serialize};

pub use command::{Command, Target, View};

use crate::about::About;
use crate::alternatives::{PromptUse, Ranked};
use crate::decide::Decision;
use crate::history::{Bars, History, Together, Week};
use crate::observation::Status;
use crate::plan::PlanReport;
use crate::replay::WouldHave;
use crate::settings::shown::{Changed, Explained, ShownSettings};
use crate::snapshot::Snapshot;
use crate::why::Explanation;

/// The version of this protocol.
pub const PROTOCOL: u32 = 1;

/// Longest line accepted, in bytes.
pub const MAX_LINE: usize = 1024 * 1024;

/// The agent's first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// [`PROTOCOL`].
    pub siaga: u32,
    /// Version of the program.
    pub version: String,
    /// Process id of the agent.
    pub pid: u32,
}

/// One request with its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Chosen by the asker; comes back in the answer.
    pub id: u64,
    /// What is asked.
    #[serde(flatten)]
    pub command: Command,
}

/// What came of going elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Switched {
    /// The tool, by id; absent where only the prompt was copied.
    pub product: Option<String>,
    /// What people call it.
    pub name: Option<String>,
    /// It was opened.
    pub opened: bool,
    /// The prompt is on the clipboard.
    pub copied: bool,
    /// What became of the prompt in the tool.
    pub prompt: PromptUse,
    /// All that as a sentence in the person's language, what went wrong and what to do included.
    pub text: String,
}

/// Status that is published at an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Found {
    /// What it calls itself; plain, and nobody has proved it.
    pub name: Option<String>,
    /// What people call its format.
    pub format: String,
    /// The feed's own address.
    pub url: String,
    /// How many parts it lists.
    pub parts: u32,
    /// The worst of what it says.
    pub status: Status,
    /// Where the address led instead of staying, where it did.
    pub elsewhere: Option<String>,
    /// The provider that has this feed already, by name.
    pub there: Option<String>,
}

/// Why a conversation ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Bye {
    /// The person quit: the window closes too.
    Quit,
    /// A newer version takes over: the window stays and connects again.
    Upgrade,
}

/// The answer to one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The request's number.
    pub id: u64,
    /// What came of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Done.
    Ok(Reply),
    /// Not done.
    Error(WireError),
}

/// What a request gives back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Nothing to say.
    Done,
    /// A sentence for the person, in their language.
    Said(String),
    /// The current picture.
    Snapshot(Box<Snapshot>),
    /// Alternatives, best first.
    Alternatives(Box<Ranked>),
    /// Where the person went, and what became of the prompt.
    Switched(Switched),
    /// A text for the person, as it stands.
    Text(String),
    /// The person's plans.
    Plan(Box<PlanReport>),
    /// Lines of a report.
    Report(Vec<String>),
    /// What was found at an address.
    Found(Found),
    /// The settings that the page shows.
    Settings(Box<ShownSettings>),
    /// A setting was changed.
    Changed(Changed),
    /// Decisions, newest first.
    Decisions(Vec<Explained>),
    /// Is it them or me?
    Why(Box<Explanation>),
    /// What was kept of a product. Long ones leave out their oldest rows, so that it fits into a line.
    History(Box<History>),
    /// What would have been told.
    WouldHave(WouldHave),
    /// The last days of what is watched, in the person's order: as many as fit, see [`Command::Bars`].
    Bars(Vec<Bars>),
    /// The hours of the week.
    Week(Box<Week>),
    /// What failed at the same time.
    Together(Box<Together>),
    /// What this copy of Siaga is and can do here.
    About(Box<About>),
}

/// Why a request was not done. A code exists only where somebody branches on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[error("{message}")]
pub struct WireError {
    /// One of the codes.
    pub code: ErrorCode,
    /// What to tell the person.
    pub message: String,
}

impl WireError {
    /// It was understood and could not be done.
    #[must_use]
    pub fn failed(message: impl Into<String>) -> Self {
        Self { code: ErrorCode::Failed, message: message.into() }
    }

    /// It was not understood, or asks for what is not given.
    #[must_use]
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self { code: ErrorCode::BadRequest, message: message.into() }
    }
}

/// Codes that somebody branches on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// No product of that id; the message names the nearest.
    UnknownProduct,
    /// Another window is open and was shown.
    WindowExists,
    /// The line was not understood.
    BadRequest,
    /// It was understood and could not be done.
    Failed,
}

/// What the agent pushes to those who subscribed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Push {
    /// The newest picture.
    Snapshot(Box<Snapshot>),
    /// A decision just made.
    Decision(Decision),
    /// Come to the front.
    Show(Show),
    /// The agent ends.
    Bye(Bye),
}

/// Asks the window to come to the front.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Show {
    /// Where in the window.
    #[serde(flatten)]
    pub view: View,
    /// The desktop's permission to take the focus, where it gives one.
    pub activation_token: Option<String>,
}

#[cfg(test)]
mod tests;
