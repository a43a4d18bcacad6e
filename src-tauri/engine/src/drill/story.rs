//! A story: what providers' pages show, step by step, what the person does meanwhile, and what is to be told of it. A
//! TOML file; three are shipped. `stories/example.toml` explains every key, and `siaga drill --help` prints it.
//!
//! This reads a story and says what is wrong with it, with file and line. Playing it is the drill's, and comparing what
//! was told with what is wanted is [`super::want`]'s.

pub(in crate::drill) mod moment;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{SignedDuration, Zoned};
use serde::Deserialize;
use siaga_core::observation::{Impact, Stage, Status};
use siaga_core::problem::Problem;
use siaga_core::provider::{Catalogue, Provider};
use siaga_core::settings::Settings;
use toml::Spanned;

use super::format_of;
use super::want::Want;

/// Longest story, in its own time.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// The story for the product that most people use.
const CHATGPT: &str = include_str!("stories/chatgpt.toml");

/// The story for any other.
const ANY: &str = include_str!("stories/any.toml");

/// The story for rehearsing a plan.
const PLAN: &str = include_str!("stories/plan.toml");

/// A story that shows and explains every key.
pub const EXAMPLE: &str = include_str!("stories/example.toml");

/// Words for several parts at once.
const GROUPS: [&str; 3] = ["product", "core", "others"];

/// What providers' pages show, what the person does, and what is wanted of Siaga.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// What it is called.
    pub title: String,
    /// The product whose outage it rehearses, where it is about a certain one.
    pub product: Option<String>,
    /// What the clock shows when the story begins, and where; absent: the present, here.
    #[serde(default, deserialize_with = "moment::zoned")]
    pub begins: Option<Zoned>,
    /// How long all stays as it is after the last step.
    #[serde(deserialize_with = "moment::duration")]
    pub rest: Duration,
    /// The settings of the rehearsal, as a text like `settings.toml`; what it does not name is the drill's own.
    settings: Option<Spanned<String>>,
    /// True: nothing may be told but what is wanted.
    #[serde(default)]
    pub none_otherwise: bool,
    /// What pages call their components, by id. A component that is not named here goes by its id.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    step: Vec<Spanned<Step>>,
    #[serde(default)]
    act: Vec<Spanned<Act>>,
    #[serde(default)]
    want: Vec<Spanned<Want>>,
    /// Where it came from.
    #[serde(skip)]
    origin: Origin,
}

/// The file and its text, to name lines by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Origin {
    file: String,
    text: String,
}

/// One change of one page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// When, from the start, in story time.
    #[serde(deserialize_with = "moment::duration")]
    pub at: Duration,
    /// The product whose provider's page it is; absent: the one that is rehearsed.
    pub product: Option<String>,
    /// States of parts: `product`, `core`, `others`, or a component's id.
    #[serde(default)]
    pub parts: BTreeMap<String, Status>,
    /// What is reported.
    pub incident: Option<Report>,
    /// Ids of incidents that the page lists no more, without a word.
    #[serde(default)]
    pub gone: Vec<String>,
    /// Planned work that is announced, begins or ends.
    pub planned: Option<Planned>,
    /// The page cannot be read, until the next step about it.
    pub unreadable: Option<Unreadable>,
}

/// An incident's newest update.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// The same in each step that goes on with it.
    pub id: String,
    /// `{product}` stands for the product's name.
    pub title: String,
    /// The harm claimed.
    pub impact: Impact,
    /// How far they are.
    pub stage: Stage,
    /// The provider's words.
    pub text: String,
    /// When it began, seen from the step that first reports it: `-10m`.
    #[serde(default, deserialize_with = "moment::offset")]
    pub started: SignedDuration,
}

/// Planned work, as it is from this step on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// The same in each step that goes on with it.
    pub id: String,
    /// The provider's words.
    pub title: String,
    /// How far it is.
    pub stage: PlannedStage,
    /// Its announced beginning, seen from this step.
    #[serde(default, deserialize_with = "moment::offset")]
    pub starts: SignedDuration,
    /// Its announced end, seen from this step.
    #[serde(deserialize_with = "moment::offset")]
    pub ends: SignedDuration,
}

/// How far planned work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlannedStage {
    /// It will be done.
    Scheduled,
    /// It is being done.
    InProgress,
    /// It is done, and listed no more.
    Completed,
}

/// How a page cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// A page for people, with status 200.
    Html,
    /// An object with nothing in it, with status 200.
    Empty,
    /// An error of the server's, with the calm page as its body.
    #[serde(rename = "500")]
    Error,
    /// No answer for as long as it lasts.
    Hang,
    /// Half of the document, and then the end of the connection.
    Cut,
}

/// What the person or their computer does.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// When, from the start, in story time.
    #[serde(deserialize_with = "moment::duration")]
    pub at: Duration,
    /// The product that it is about; absent: the one that is rehearsed, and for a snooze, all.
    pub product: Option<String>,
    /// Told nothing for this long.
    #[serde(default, deserialize_with = "moment::maybe_duration")]
    pub snooze: Option<Duration>,
    /// Asks to be told when it is back.
    #[serde(default)]
    pub tell_me: bool,
    /// The network of this computer goes, or comes back.
    pub network: Option<Switch>,
}

/// On or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Switch {
    /// There.
    On,
    /// Not there: no feed can be reached.
    Off,
}

/// What happens next in a story.
#[derive(Debug, Clone, Copy)]
pub enum Cue<'a> {
    /// On a page.
    Step(&'a Step),
    /// With the person.
    Act(&'a Act),
}

impl Cue<'_> {
    /// When, from the start, in story time.
    #[must_use]
    pub const fn at(&self) -> Duration {
        match self {
            Self::Step(step) => step.at,
            Self::Act(act) => act.at,
        }
    }
}

/// Why a story cannot be played: `file:line: what is allowed`.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}{}: {message}", .line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct StoryError {
    file: String,
    line: Option<usize>,
    message: String,
}

impl Story {
    /// The story in which the first choice of a plan fails.
    ///
    /// # Errors
    /// Never, as a test proves.
    pub fn of_a_plan() -> Result<Self, StoryError> {
        Self::parse("plan.toml", PLAN)
    }

    /// The shipped story for a product.
    ///
    /// # Errors
    /// Never, as long as the shipped stories are right; a test says so.
    pub fn shipped(product: &str) -> Result<Self, StoryError> {
        match product {
            "chatgpt" => Self::parse("chatgpt.toml", CHATGPT),
            _ => Self::parse("any.toml", ANY),
        }
    }

    /// Reads a story. Whether its products and parts exist is [`Story::check_against`]'s.
    ///
    /// # Errors
    /// A sentence with file and line.
    pub fn parse(file: &str, text: &str) -> Result<Self, StoryError> {
        let origin = Origin { file: file.to_owned(), text: text.to_owned() };
        let mut story: Self = toml::from_str(text).map_err(|error| {
            let message = error.message().to_owned();
            match error.span() {
                Some(span) => origin.wrong_at(span.start, message),
                None => StoryError { file: file.to_owned(), line: None, message },
            }
        })?;
        story.origin = origin;
        story.check_order()?;
        story.check_words()?;
        Ok(story)
    }

    fn check_order(&self) -> Result<(), StoryError> {
        if self.step.is_empty() {
            let (file, message) = (self.origin.file.clone(), "a story needs at least one [[step]]".to_owned());
            return Err(StoryError { file, line: None, message });
        }
        if let Some(pair) = self.step.windows(2).find(|pair| pair[1].get_ref().at < pair[0].get_ref().at) {
            return Err(self.origin.wrong(&pair[1], "a step comes before the step above it"));
        }
        if let Some(pair) = self.act.windows(2).find(|pair| pair[1].get_ref().at < pair[0].get_ref().at) {
            return Err(self.origin.wrong(&pair[1], "an act comes before the act above it"));
        }
        if self.length() > LONGEST {
            let last = self.step.last().unwrap_or(&self.step[0]);
            return Err(self.origin.wrong(last, "a story lasts a day at most"));
        }
        let length = self.length();
        if let Some(late) = self.act.iter().find(|act| act.get_ref().at > length) {
            return Err(self.origin.wrong(late, "the story is over by then: let it rest longer"));
        }
        if let Some(late) = self.want.iter().find(|want| want.get_ref().between.1 > length) {
            return Err(self.origin.wrong(late, "between: the story is over by then: let it rest longer"));
        }
        Ok(())
    }

    fn check_words(&self) -> Result<(), StoryError> {
        for step in &self.step {
            let Step { incident, planned, .. } = step.get_ref();
            if incident.as_ref().is_some_and(|report| report.id.is_empty()) {
                return Err(self.origin.wrong(step, "incident: its id is empty"));
            }
            if planned.as_ref().is_some_and(|planned| planned.id.is_empty()) {
                return Err(self.origin.wrong(step, "planned: its id is empty"));
            }
        }
        for act in &self.act {
            let Act { snooze, tell_me, network, .. } = act.get_ref();
            let done = usize::from(snooze.is_some()) + usize::from(*tell_me) + usize::from(network.is_some());
            if done != 1 {
                return Err(self.origin.wrong(act, "an act is one of: snooze, tell_me = true, network"));
            }
        }
        for want in &self.want {
            want.get_ref().check().map_err(|message| self.origin.wrong(want, message))?;
        }
        Ok(())
    }

    /// Looks for products that nobody reads, and for parts that a page does not have: such a step would change nothing,
    /// and nobody would know. `product` is the one that is rehearsed.
    ///
    /// # Errors
    /// A sentence with file and line.
    pub fn check_against(&self, catalogue: &Catalogue, product: &str) -> Result<(), StoryError> {
        let known = |id: &str| catalogue.provider_of(id).filter(|provider| format_of(provider).is_some());
        for step in &self.step {
            let id = step.get_ref().product.as_deref().unwrap_or(product);
            let provider = known(id).ok_or_else(|| self.origin.wrong(step, format!("product: {}", unread(id))))?;
            if let Some(part) = step.get_ref().parts.keys().find(|part| !is_part(provider, part)) {
                let allowed = format!("{} or a component's id", GROUPS.join(", "));
                let message = format!("parts: {part} is no part of the page; write {allowed}");
                return Err(self.origin.wrong(step, message));
            }
        }
        for act in &self.act {
            if let Some(id) = act.get_ref().product.as_deref().filter(|id| known(id).is_none()) {
                return Err(self.origin.wrong(act, format!("product: {}", unread(id))));
            }
        }
        for want in &self.want {
            if let Some(id) = want.get_ref().product.as_deref().filter(|id| known(id).is_none()) {
                return Err(self.origin.wrong(want, format!("product: {}", unread(id))));
            }
        }
        let Some(text) = &self.settings else { return Ok(()) };
        let parsed = Settings::parse(&self.origin.file, text.get_ref());
        let problem = match parsed {
            Ok(settings) => settings.check_against(catalogue).into_iter().next(),
            Err(problem) => Some(problem),
        };
        problem.map_or(Ok(()), |problem| Err(self.within_settings(text, problem)))
    }

    /// A problem of the settings in the story, by its line in the file.
    fn within_settings(&self, text: &Spanned<String>, problem: Problem) -> StoryError {
        let from = text.span().start;
        let whole = &self.origin.text;
        // A text of several lines begins below its quotation marks.
        let rest = whole.get(from..).unwrap_or_default();
        let below = ["\"\"\"", "'''"]
            .iter()
            .filter_map(|marks| rest.strip_prefix(marks))
            .any(|rest| rest.starts_with('\n') || rest.starts_with("\r\n"));
        let first = line_of(whole, from) + usize::from(below);
        let line = problem.line.map_or(first, |line| first + line - 1);
        let key = problem.key.map(|key| format!("{key}: ")).unwrap_or_default();
        let message = format!("settings: {key}{}", problem.message);
        StoryError { file: self.origin.file.clone(), line: Some(line), message }
    }

    /// What happens, in order; of what happens at the same moment the pages come first.
    #[must_use]
    pub fn cues(&self) -> Vec<Cue<'_>> {
        let steps = self.step.iter().map(|step| Cue::Step(step.get_ref()));
        let acts = self.act.iter().map(|act| Cue::Act(act.get_ref()));
        let mut cues: Vec<Cue<'_>> = steps.chain(acts).collect();
        cues.sort_by_key(Cue::at);
        cues
    }

    /// What is wanted, each with its line in the file.
    pub fn wants(&self) -> impl Iterator<Item = (usize, &Want)> {
        self.want.iter().map(|want| (line_of(&self.origin.text, want.span().start), want.get_ref()))
    }

    /// The settings that it gives.
    #[must_use]
    pub fn settings(&self) -> Option<&str> {
        self.settings.as_ref().map(|text| text.get_ref().as_str())
    }

    /// Where it came from, as the person knows it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.origin.file
    }

    /// From its start to the end of its rest.
    #[must_use]
    pub fn length(&self) -> Duration {
        self.step.last().map_or(Duration::ZERO, |step| step.get_ref().at).saturating_add(self.rest)
    }
}

impl Origin {
    fn wrong<T>(&self, place: &Spanned<T>, message: impl Into<String>) -> StoryError {
        self.wrong_at(place.span().start, message)
    }

    fn wrong_at(&self, byte: usize, message: impl Into<String>) -> StoryError {
        StoryError { file: self.file.clone(), line: Some(line_of(&self.text, byte)), message: message.into() }
    }
}

fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}

fn is_part(provider: &Provider, name: &String) -> bool {
    GROUPS.contains(&name.as_str()) || provider.products.iter().any(|product| product.components.contains(name))
}

fn unread(id: &str) -> String {
    format!("{id} is no product whose feed is read")
}

#[cfg(test)]
mod tests;
