//! The person's settings: a sparse TOML text laid over the commented `defaults.toml`, which is their documentation too.
//!
//! Reads text and says what is wrong with it, with line and key. It reads and writes no file, and keeps no last good
//! copy: that is the engine's.

mod output;
mod quiet;
pub mod shown;
mod value;
mod window;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use crate::alert::{Loudness, Severity};
use crate::alternatives::Preferences;
use crate::decide::Rules;
use crate::observation::Status;
use crate::problem::{Problem, line_at};
use crate::provider::{Catalogue, Use};

pub use output::{OutputKind, OutputSettings, SecretKind, check_address, is_topic};
pub use quiet::{QuietHours, QuietSettings};
pub use window::{Look, TextSize, Theme, WindowSettings};

/// The default settings as shipped: commented, complete but for `[product.<id>]`, `[[silence]]` and
/// `[output.<name>]`.
pub const DEFAULTS: &str = include_str!("../defaults.toml");

/// All settings.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Product ids in the person's order, each once.
    #[serde(deserialize_with = "value::each_once")]
    pub watch: Vec<String>,
    /// Language of tray, notifications, command line and window.
    pub language: Language,
    /// How often feeds are read.
    pub poll: PollSettings,
    /// What opens a link.
    pub open: OpenSettings,
    /// What is told.
    pub notify: NotifySettings,
    /// What differs for one product, by its id.
    #[serde(default)]
    pub product: BTreeMap<String, ProductSettings>,
    /// Hours in which little is told.
    pub quiet: QuietSettings,
    /// What the person does not want to hear of, until when.
    #[serde(default)]
    pub silence: Vec<SilenceSettings>,
    /// What the person would use for a task, made on a calm day.
    #[serde(default)]
    pub plan: BTreeMap<Use, PlanSettings>,
    /// How far one can look back.
    pub history: HistorySettings,
    /// How "is it them or me?" is answered.
    pub why: WhySettings,
    /// Tools on this computer.
    pub local: LocalSettings,
    /// The window.
    pub window: WindowSettings,
    /// Where else is told what is told, by name.
    #[serde(default)]
    pub output: BTreeMap<String, OutputSettings>,
    #[serde(skip)]
    origin: Origin,
}

/// The words that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// The system's.
    Auto,
    /// English.
    En,
    /// Bahasa Indonesia.
    Id,
}

/// How long to wait between two reads of a feed. From 100 ms to a day; use [`PollSettings::interval_for`].
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PollSettings {
    /// Nothing is watched or in trouble there.
    #[serde(deserialize_with = "value::interval")]
    pub calm: Duration,
    /// A watched product reads it.
    #[serde(deserialize_with = "value::interval")]
    pub favourite: Duration,
    /// An incident is open there.
    #[serde(deserialize_with = "value::interval")]
    pub open: Duration,
    /// On battery, and with nothing watched in trouble, every wait is this many times as long. From 1 to 10.
    #[serde(deserialize_with = "value::stretch")]
    pub battery: f64,
}

/// Why a feed is read as often as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Nothing is watched or in trouble there.
    Calm,
    /// A watched product reads it.
    Favourite,
    /// An incident is open there.
    Open,
}

impl PollSettings {
    /// Shortest wait for a feed that is not internal: providers' own caches are no fresher.
    pub const SHORTEST: Duration = Duration::from_secs(10);

    /// The wait at this pace, never below [`Self::SHORTEST`] unless the feed is internal.
    #[must_use]
    pub fn interval_for(&self, pace: Pace, internal: bool) -> Duration {
        let wait = match pace {
            Pace::Calm => self.calm,
            Pace::Favourite => self.favourite,
            Pace::Open => self.open,
        };
        if internal { wait } else { wait.max(Self::SHORTEST) }
    }
}

/// What opens a link.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenSettings {
    /// A program and its arguments, one of which contains `{url}`. Empty: the system's browser.
    #[serde(deserialize_with = "value::command")]
    pub command: Vec<String>,
}

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotifySettings {
    /// False: nothing is sent to the desktop.
    pub enabled: bool,
    /// Degraded, partial or major outage: the calmest state that is told.
    #[serde(deserialize_with = "value::threshold")]
    pub threshold: Status,
    /// How long degraded must last, unless a core part is concerned. At most a day; zero tells at once.
    #[serde(deserialize_with = "value::patience")]
    pub degraded_after: Duration,
    /// Planned work is told too.
    pub maintenance: bool,
    /// How long to wait before an outage that goes on is told again. Absent: never. From 15 minutes to a day.
    #[serde(deserialize_with = "value::reminder")]
    pub reminder: Option<Duration>,
    /// What comes and goes is called unstable once, and then held for half an hour; false tells each time.
    pub unstable: bool,
    /// Most beginnings told in a day of the person's; zero means no limit.
    #[serde(deserialize_with = "value::ceiling")]
    pub ceiling: u16,
}

/// What differs for one product.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductSettings {
    /// In place of [`NotifySettings::threshold`].
    #[serde(default, deserialize_with = "value::some_threshold")]
    pub threshold: Option<Status>,
    /// In place of the catalogue's components. Never empty.
    #[serde(default, deserialize_with = "value::some_components")]
    pub components: Option<Vec<String>>,
    /// How loudly; absent means as usual.
    #[serde(default)]
    pub loudness: Option<Loudness>,
    /// The day on which the person last made sure that their account there works. Absent: they have said nothing.
    #[serde(default, deserialize_with = "value::some_date")]
    pub account: Option<Date>,
}

/// What the person would use for a task.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanSettings {
    /// Product ids, the first choice first, each once.
    #[serde(deserialize_with = "value::each_once")]
    pub order: Vec<String>,
}

/// What the person does not want to hear of. All that is given must match; one at least is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct SilenceSettings {
    /// A product's id.
    #[serde(default)]
    pub product: Option<String>,
    /// A provider's id.
    #[serde(default)]
    pub provider: Option<String>,
    /// A component's id or name.
    #[serde(default)]
    pub component: Option<String>,
    /// A part of the incident's title, in any case.
    #[serde(default)]
    pub title: Option<String>,
    /// It holds before this moment.
    #[serde(deserialize_with = "value::moment")]
    pub until: Timestamp,
    /// The person's own words about it.
    #[serde(default)]
    pub note: Option<String>,
}

/// How far one can look back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistorySettings {
    /// Days after which outages, updates and decisions are forgotten. From 7 to 4000.
    #[serde(deserialize_with = "value::keep_days")]
    pub keep_days: u16,
}

/// How "is it them or me?" is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhySettings {
    /// The product's own address is asked once too, without being asked to.
    pub probe: bool,
}

/// Tools on this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocalSettings {
    /// They are looked for whenever alternatives are asked for, without being asked to.
    pub look: bool,
}

/// Where the person wrote which product's id, for errors that only the catalogue can find.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Origin {
    file: String,
    watch: BTreeMap<String, usize>,
    product: BTreeMap<String, usize>,
    silence: Vec<usize>,
    plan: BTreeMap<(Use, String), usize>,
    zone: Option<usize>,
    /// By the output's name and, within its table, by key; an empty key is the table itself.
    output: BTreeMap<(String, String), usize>,
}

impl Default for Settings {
    /// The shipped defaults.
    fn default() -> Self {
        Self::parse("defaults.toml", "").expect("the shipped defaults are valid, as a test proves")
    }
}

impl Settings {
    /// Lays the person's text over the defaults. An empty text gives the defaults.
    ///
    /// # Errors
    /// The first thing wrong in `text`, as `file_name:line: key: what is allowed`. Whether products exist is
    /// [`Settings::check_against`]'s.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, Problem> {
        let refuse = |error: &toml::de::Error| Problem::of_toml(file_name, text, error);
        let own = DeTable::parse(text).map_err(|error| refuse(&error))?;
        let origin = Origin::of(file_name, text, own.get_ref());
        // The defaults alone can't fail, so whatever fails from here on has its span in the person's text.
        let mut whole = DeTable::parse(DEFAULTS).map_err(|error| refuse(&error))?;
        lay_over(whole.get_mut(), own.into_inner());
        let mut settings = Self::deserialize(Deserializer::from(whole)).map_err(|error| refuse(&error))?;
        settings.origin = origin;
        settings.check_outputs()?;
        Ok(settings)
    }

    /// Keys of one output that do not go together.
    fn check_outputs(&self) -> Result<(), Problem> {
        let wrong = |(name, output): (&String, &OutputSettings)| Some((name.clone(), output.wrong(name)?));
        let Some((name, (key, message))) = self.output.iter().find_map(wrong) else { return Ok(()) };
        let line = self.origin.output_line(&name, key);
        let key = if key.is_empty() { format!("output.{name}") } else { format!("output.{name}.{key}") };
        Err(Problem { file: self.origin.file.clone(), line, key: Some(key), message })
    }

    /// The calmest state that is told for a product.
    #[must_use]
    pub fn threshold_for(&self, product_id: &str) -> Status {
        self.product.get(product_id).and_then(|product| product.threshold).unwrap_or(self.notify.threshold)
    }

    /// What the person prefers when they go elsewhere.
    #[must_use]
    pub fn preferences(&self) -> Preferences {
        let plan = self.plan.iter().map(|(task, plan)| (*task, plan.order.clone())).collect();
        let accounts = self.product.iter().filter(|(_, own)| own.account.is_some()).map(|(id, _)| id.clone()).collect();
        Preferences { plan, accounts }
    }

    /// How loudly a product is told.
    #[must_use]
    pub fn loudness_of(&self, product_id: &str) -> Loudness {
        self.product.get(product_id).and_then(|product| product.loudness).unwrap_or_default()
    }

    /// What the person wants to hear of a product.
    #[must_use]
    pub fn rules_for(&self, product_id: &str) -> Rules {
        let duration = |wait| SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
        Rules {
            threshold: Severity::of(self.threshold_for(product_id)).unwrap_or(Severity::Degraded),
            degraded_after: duration(self.notify.degraded_after),
            loudness: self.loudness_of(product_id),
            maintenance: self.notify.maintenance,
            reminder: self.notify.reminder.map(duration),
            unstable: self.notify.unstable,
        }
    }

    /// Settings that name a product which the catalogue does not know, each with the nearest names.
    #[must_use]
    pub fn check_against(&self, catalogue: &Catalogue) -> Vec<Problem> {
        let watched = self.watch.iter().map(|id| ("watch".to_owned(), id, self.origin.watch.get(id)));
        let tables = self.product.keys().map(|id| (format!("product.{id}"), id, self.origin.product.get(id)));
        let silences = self.silence.iter().enumerate().filter_map(|(at, silence)| {
            Some(("silence.product".to_owned(), silence.product.as_ref()?, self.origin.silence.get(at)))
        });
        let plans = self.plan.iter().flat_map(|(task, plan)| plan.order.iter().map(move |id| (*task, id)));
        let plans = plans
            .map(|(task, id)| (format!("plan.{}.order", task.word()), id, self.origin.plan.get(&(task, id.clone()))));
        let outputs = self.output.iter().flat_map(|(name, output)| {
            let line = self.origin.output_line(name, "products");
            output.products.iter().map(move |id| (format!("output.{name}.products"), id, line))
        });
        watched
            .chain(tables)
            .chain(silences)
            .chain(plans)
            .map(|(key, id, line)| (key, id, line.copied()))
            .chain(outputs)
            .filter(|(_, id, _)| catalogue.product(id).is_none())
            .map(|(key, id, line)| Problem {
                file: self.origin.file.clone(),
                line,
                key: Some(key),
                message: catalogue.no_product(id),
            })
            .collect()
    }
}

impl Settings {
    /// A time zone that those who have the list of zones do not know.
    #[must_use]
    pub fn check_zone(&self, exists: impl Fn(&str) -> bool) -> Option<Problem> {
        let zone = self.quiet.zone.as_str();
        (zone != "system" && !exists(zone)).then(|| Problem {
            file: self.origin.file.clone(),
            line: self.origin.zone,
            key: Some("quiet.zone".to_owned()),
            message: format!(
                "there is no time zone {zone:?}: write \"system\" or a name such as \"Asia/Jakarta\"; until then the system's counts"
            ),
        })
    }

    /// Rules that contradict each other, or can never come true. None of them stops anything.
    #[must_use]
    pub fn check_rules(&self, now: Timestamp) -> Vec<Problem> {
        let problem = |line: Option<usize>, key: &str, message: String| Problem {
            file: self.origin.file.clone(),
            line,
            key: Some(key.to_owned()),
            message,
        };
        let mut problems = Vec::new();
        for (at, silence) in self.silence.iter().enumerate() {
            let line = self.origin.silence.get(at).copied();
            let SilenceSettings { product, provider, component, title, until, note: _ } = silence;
            if [product, provider, component, title].into_iter().all(Option::is_none) {
                let message = "it names nothing, and so holds nothing back: give product, provider, component or title";
                problems.push(problem(line, "silence", message.to_owned()));
            }
            if *until <= now {
                problems.push(problem(
                    line,
                    "silence.until",
                    "it ended in the past: remove it, or give it a later end".to_owned(),
                ));
            }
            if let Some(id) = product.as_ref().filter(|id| self.loudness_of(id) == Loudness::MustKnow) {
                let message = format!("{id} is marked must-know as well: while this silence lasts, the silence counts");
                problems.push(problem(line, "silence", message));
            }
        }
        for (id, product) in &self.product {
            let line = self.origin.product.get(id).copied();
            if product.loudness == Some(Loudness::Off) && product.threshold.is_some() {
                let message = "its loudness is \"off\", so that its threshold is never used".to_owned();
                problems.push(problem(line, &format!("product.{id}"), message));
            }
        }
        problems
    }
}

impl Origin {
    fn of(file: &str, text: &str, own: &DeTable<'_>) -> Self {
        let line = |span: std::ops::Range<usize>| line_at(text, span.start);
        let mut origin = Self { file: file.to_owned(), ..Self::default() };
        if let Some(DeValue::Array(items)) = own.get("watch").map(Spanned::get_ref) {
            for item in items.iter() {
                if let DeValue::String(id) = item.get_ref() {
                    origin.watch.entry(id.to_string()).or_insert_with(|| line(item.span()));
                }
            }
        }
        if let Some(DeValue::Table(products)) = own.get("product").map(Spanned::get_ref) {
            origin.product = products.keys().map(|id| (id.get_ref().to_string(), line(id.span()))).collect();
        }
        if let Some(DeValue::Array(silences)) = own.get("silence").map(Spanned::get_ref) {
            origin.silence = silences.iter().map(|silence| line(silence.span())).collect();
        }
        if let Some(DeValue::Table(plans)) = own.get("plan").map(Spanned::get_ref) {
            for (word, plan) in plans {
                let order = match plan.get_ref() {
                    DeValue::Table(plan) => plan.get("order").map(Spanned::get_ref),
                    _ => None,
                };
                let (Some(task), Some(DeValue::Array(items))) = (Use::from_word(word.get_ref()), order) else {
                    continue;
                };
                for item in items.iter() {
                    if let DeValue::String(id) = item.get_ref() {
                        origin.plan.entry((task, id.to_string())).or_insert_with(|| line(item.span()));
                    }
                }
            }
        }
        if let Some(DeValue::Table(quiet)) = own.get("quiet").map(Spanned::get_ref) {
            origin.zone = quiet.get("zone").map(|zone| line(zone.span()));
        }
        if let Some(DeValue::Table(outputs)) = own.get("output").map(Spanned::get_ref) {
            for (name, output) in outputs.iter() {
                let place = |key: &str| (name.get_ref().to_string(), key.to_owned());
                origin.output.insert(place(""), line(name.span()));
                if let DeValue::Table(keys) = output.get_ref() {
                    origin.output.extend(keys.keys().map(|key| (place(key.get_ref()), line(key.span()))));
                }
            }
        }
        origin
    }

    /// Where a key of an output stands; else where the output does.
    fn output_line(&self, name: &str, key: &str) -> Option<usize> {
        let at = |key: &str| self.output.get(&(name.to_owned(), key.to_owned())).copied();
        at(key).or_else(|| at(""))
    }
}

/// Tables are joined key by key; anything else replaces what was there, span included.
fn lay_over<'t>(base: &mut DeTable<'t>, own: DeTable<'t>) {
    for (key, value) in own {
        match (base.get_mut(&key).map(Spanned::get_mut), value) {
            (Some(DeValue::Table(below)), value) if matches!(value.get_ref(), DeValue::Table(_)) => {
                if let DeValue::Table(above) = value.into_inner() {
                    lay_over(below, above);
                }
            }
            (_, value) => {
                base.remove(&key);
                base.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests;
