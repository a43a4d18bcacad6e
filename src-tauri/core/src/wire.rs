//! The lines that cross the socket: newline-delimited JSON, at most 1 MiB each. The agent speaks first ([`Hello`]);
//! then requests are answered by number, and a subscriber is pushed snapshots, decisions and wishes to be shown.

use serde::{Deserialize, Serialize};

use crate::alternatives::{PromptUse, Ranked};
use crate::decide::Decision;
use crate::history::History;
use crate::message::Form;
use crate::observation::Status;
use crate::plan::PlanReport;
use crate::prompt::Prompt;
use crate::provider::Use;
use crate::replay::WouldHave;
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

/// What can be asked of the agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Command {
    /// Follow: the current snapshot at once, then every new one. A window also gets [`Push::Show`]; a second window is
    /// refused with code `window_exists` and the first is shown.
    Subscribe {
        /// True for the window.
        #[serde(default)]
        window: bool,
        /// Also every decision.
        #[serde(default)]
        decisions: bool,
    },
    /// The current snapshot, once.
    Snapshot,
    /// Read now, ahead of the schedule. Answers with a snapshot once the reads are done (10 s at most).
    Check {
        /// Product ids; empty means all that are watched.
        #[serde(default)]
        products: Vec<String>,
    },
    /// Tell nothing for a while.
    Snooze {
        /// A product id; absent means all.
        product: Option<String>,
        /// Seconds from now; 0 ends the snooze.
        seconds: u32,
    },
    /// Tell once when this product works again, whatever else is held.
    TellMe {
        /// A product id.
        product: String,
        /// False takes the wish back.
        #[serde(default = "yes")]
        wanted: bool,
    },
    /// Alternatives to a product, or for a use.
    Alternatives {
        /// The product that fails.
        product: Option<String>,
        /// The task in hand.
        r#use: Option<Use>,
        /// Look for tools on this computer first: only when the person wants to go elsewhere, or has switched it on.
        #[serde(default)]
        look: bool,
    },
    /// Go elsewhere: the prompt is copied first, then the tool is opened with it where it can take it.
    Switch {
        /// The tool to open: one of the alternatives. Absent: the best that works now.
        #[serde(default)]
        to: Option<String>,
        /// The product that fails.
        product: Option<String>,
        /// The task in hand.
        r#use: Option<Use>,
        /// What the person has typed, pasted or piped. Never stored, never logged.
        #[serde(default)]
        prompt: Option<Prompt>,
        /// Copy the prompt and open nothing.
        #[serde(default)]
        copy_only: bool,
    },
    /// Copy a text that Siaga made, such as a message; it stays until another program copies something.
    Copy {
        /// The text.
        text: Prompt,
    },
    /// A message for the team about a product.
    Message {
        /// A product id.
        product: String,
        /// `en` or `id`; absent: the person's language.
        #[serde(default)]
        language: Option<String>,
        /// How it is written.
        #[serde(default)]
        form: Form,
    },
    /// The person's plans, and whether they would hold now. Looks for tools on this computer where a plan names one.
    Plan,
    /// Write the person's choices for a task into their settings, the first first; none takes the plan away.
    SetPlan {
        /// The task.
        r#use: Use,
        /// Product ids.
        order: Vec<String>,
    },
    /// Write into the settings that the person has made sure today that their account works, or take that back.
    Account {
        /// A product id.
        product: String,
        /// False takes it back.
        confirmed: bool,
    },
    /// Keep that the person has just rehearsed their plan for a task.
    Rehearsed {
        /// The task.
        r#use: Use,
        /// How long it took from the outage to the alternative, in seconds.
        seconds: u32,
    },
    /// Is it them or me? The answer for one product. Answers within 25 s where its own address is asked.
    Why {
        /// A product id.
        product: String,
        /// Ask the product's own address too; absent: as the settings say. What was asked a minute ago stands, unless false.
        #[serde(default)]
        probe: Option<bool>,
    },
    /// A product's outages, and how much of the last days it was watched and in trouble.
    History {
        /// A product id.
        product: String,
        /// How far back, today included: from 1 to [`MOST_DAYS`](crate::history::MOST_DAYS).
        days: u16,
    },
    /// Open something in the person's browser, named by id; never by address.
    Open {
        /// What to open.
        target: Target,
    },
    /// Read a provider's feed where it moved to from now on. Looks there first; answers within 15 s.
    AcceptMove {
        /// A provider id.
        provider: String,
    },
    /// Look what status is published at an address, without keeping it. Answers within 25 s.
    Detect {
        /// As the person wrote it.
        url: String,
        /// Plain http and private addresses are allowed.
        #[serde(default)]
        internal: bool,
    },
    /// Make what is found at an address a provider of the person's own, and watch it. Answers within 25 s.
    AddProvider {
        /// As the person wrote it.
        url: String,
        /// Plain http and private addresses are allowed.
        #[serde(default)]
        internal: bool,
    },
    /// Take a provider of the person's own away; its file is kept beside its place.
    RemoveProvider {
        /// Its id.
        provider: String,
    },
    /// Send one marked message to a further output. Answers in a sentence what came of it, within 75 s.
    TestOutput {
        /// The output's name in the settings.
        name: String,
    },
    /// Write into the settings whether the person uses a product.
    Watch {
        /// A product id.
        product: String,
        /// False: not any more.
        watched: bool,
    },
    /// Count what would have been told of the last days with the settings as they are now. Answers with
    /// [`Reply::WouldHave`].
    WouldHave {
        /// How many days back; 1 to 400, and 90 where it is left out.
        #[serde(default = "ninety")]
        days: u16,
    },
    /// Show the window, starting it if need be.
    Show {
        /// Where in the window.
        #[serde(default)]
        view: View,
    },
    /// The person uses the window: a drill that is over leaves it open.
    Touched,
    /// End the agent.
    Stop {
        /// Why: `quit` closes the window too, `upgrade` does not.
        why: Bye,
    },
    /// What the agent knows about itself, as lines of text without secrets.
    Diagnose,
}

const fn yes() -> bool {
    true
}

const fn ninety() -> u16 {
    90
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

/// Something that can be opened in the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Target {
    /// A product's own address, from the catalogue.
    Product {
        /// Its id.
        id: String,
    },
    /// A provider's status page, from the catalogue.
    StatusPage {
        /// The provider's id.
        provider: String,
    },
}

/// A place in the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "view", rename_all = "snake_case")]
pub enum View {
    /// All products.
    #[default]
    Overview,
    /// One product and its incidents.
    Product {
        /// Its id.
        id: String,
    },
    /// Where to go instead.
    SwitchTo {
        /// The product that fails.
        product: Option<String>,
        /// The task in hand.
        r#use: Option<Use>,
    },
    /// What the person uses, and their own providers.
    Settings,
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
    /// Is it them or me?
    Why(Box<Explanation>),
    /// What was kept of a product. Long ones leave out their oldest rows, so that it fits into a line.
    History(Box<History>),
    /// What would have been told.
    WouldHave(WouldHave),
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
