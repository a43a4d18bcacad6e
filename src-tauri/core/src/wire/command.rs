//! What can be asked of the agent, and the things and places that are named in it.

use serde::{Deserialize, Serialize};

use super::Bye;
use crate::message::Form;
use crate::prompt::Prompt;
use crate::provider::Use;
use crate::settings::SilenceSettings;

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
    /// The same as a table of comma-separated values. Answers with [`Reply::Text`].
    HistoryCsv {
        /// A product id.
        product: String,
        /// As for [`Command::History`].
        days: u16,
    },
    /// The last days of the products that are watched, for a row of bars each. Answers with [`Reply::Bars`]: as many as
    /// fit into a line. The rest is asked for after the last of them; that there is none is an answer without any.
    Bars {
        /// How far back, today included: from 1 to [`MOST_BARS`](crate::history::MOST_BARS).
        days: u16,
        /// The product after which to begin; absent: from the first.
        #[serde(default)]
        after: Option<String>,
    },
    /// At which hours of the week a product was in trouble.
    Week {
        /// A product id.
        product: String,
        /// As for [`Command::History`].
        days: u16,
    },
    /// Which of these products failed at the same time.
    Together {
        /// Product ids: from 2 to [`MOST_TOGETHER`](crate::history::MOST_TOGETHER).
        products: Vec<String>,
        /// As for [`Command::History`].
        days: u16,
    },
    /// What this copy of Siaga is, what it can do on this desktop, and whom it has contacted.
    About,
    /// Send one marked notification to the desktop. Answers in a sentence what came of it, within 10 s.
    TestNotification,
    /// Start the agent when the person logs in, or not any more. Answers in a sentence what was done.
    Autostart {
        /// False: not any more.
        on: bool,
    },
    /// Start a drill with a window of its own, beside this agent. Answers once it is under way.
    Drill {
        /// Rehearse the plan for this task; absent: the example story.
        r#use: Option<Use>,
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
    /// The settings that the window's page shows, as they are in force.
    Settings,
    /// Write one setting into the person's file, which is read again at once. Refused where the value is: nothing is
    /// written then.
    Set {
        /// Dotted, such as `notify.threshold` or `product.chatgpt.loudness`.
        key: String,
        /// A text, a number, yes or no, or a list of texts; absent takes the person's value away, so that the default
        /// counts.
        #[serde(default)]
        #[cfg_attr(test, ts(type = "unknown"))]
        value: Option<serde_json::Value>,
    },
    /// Write down what the person does not want to hear of.
    AddSilence {
        /// What, until when.
        silence: SilenceSettings,
    },
    /// Take a silence out of the person's file.
    RemoveSilence {
        /// All that it says.
        silence: SilenceSettings,
    },
    /// The newest decisions and why they were made.
    Decisions {
        /// Of this product; absent means of all.
        product: Option<String>,
        /// How many at most; up to 200.
        limit: u32,
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
    /// How the last days went.
    History {
        /// The product to begin with; absent: the first that is watched.
        product: Option<String>,
    },
}
