//! A story: what a provider's page shows, step by step. A TOML file; two are shipped.
//!
//! ```toml
//! title = "Elevated errors"
//! rest = "4m"                                  # how long the page stays as it is after the last step
//! [[step]]
//! at = "2m"                                    # from the start, in story time; never before the step above
//! parts = { product = "partial_outage" }       # product | core | others | a component's id = a state
//! incident = { id = "errors", title = "Elevated errors in {product}", impact = "major", stage = "investigating", text = "We are looking into it." }
//! ```
//!
//! `product` means the components of the rehearsed product, `core` those without which it is of no use, `others` all
//! other components of its provider.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use siaga_core::observation::{Impact, Stage, Status};
use siaga_core::provider::Provider;

/// Longest story, in its own time.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// The story for the product that most people use.
const CHATGPT: &str = include_str!("stories/chatgpt.toml");

/// The story for any other.
const ANY: &str = include_str!("stories/any.toml");

/// Words for several parts at once.
const GROUPS: [&str; 3] = ["product", "core", "others"];

/// What a provider's page shows, step by step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// What it is called.
    pub title: String,
    /// How long the page stays as it is after the last step.
    #[serde(deserialize_with = "duration")]
    pub rest: Duration,
    /// What the page calls its components, by id. A component that is not named here goes by its id.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    step: Vec<Step>,
    /// Where it came from, for what only the catalogue can find wrong.
    #[serde(skip)]
    file: String,
}

/// One change of the page.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// When, from the start, in story time.
    #[serde(deserialize_with = "duration")]
    pub at: Duration,
    /// States of parts: `product`, `core`, `others`, or a component's id.
    #[serde(default)]
    pub parts: BTreeMap<String, Status>,
    /// What is reported.
    pub incident: Option<Report>,
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
}

/// Why a story cannot be played.
#[derive(Debug, thiserror::Error)]
#[error("{file}{}: {message}", .line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct StoryError {
    file: String,
    line: Option<usize>,
    message: String,
}

impl Story {
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

    /// Reads a story.
    ///
    /// # Errors
    /// A sentence with file and line.
    pub fn parse(file: &str, text: &str) -> Result<Self, StoryError> {
        let wrong = |line, message: String| StoryError { file: file.to_owned(), line, message };
        let mut story: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            wrong(line, error.message().to_owned())
        })?;
        if story.step.is_empty() {
            return Err(wrong(None, "a story needs at least one [[step]]".to_owned()));
        }
        if story.step.windows(2).any(|pair| pair[1].at < pair[0].at) {
            return Err(wrong(None, "a step comes before the step above it".to_owned()));
        }
        if story.length() > LONGEST {
            return Err(wrong(None, "a story lasts a day at most".to_owned()));
        }
        let nameless = |step: &Step| step.incident.as_ref().is_some_and(|report| report.id.is_empty());
        if let Some(place) = story.step.iter().position(nameless) {
            return Err(wrong(None, format!("step {}: incident: its id is empty", place + 1)));
        }
        file.clone_into(&mut story.file);
        Ok(story)
    }

    /// Looks for parts that the provider's page does not have: such a step would change nothing, and nobody would know.
    ///
    /// # Errors
    /// A sentence with file, step and part.
    pub fn check_against(&self, provider: &Provider) -> Result<(), StoryError> {
        let is_part = |name: &String| {
            GROUPS.contains(&name.as_str()) || provider.products.iter().any(|product| product.components.contains(name))
        };
        for (place, step) in self.step.iter().enumerate() {
            if let Some(part) = step.parts.keys().find(|name| !is_part(name)) {
                let allowed = format!("{} or a component's id", GROUPS.join(", "));
                let message = format!("step {}: parts: {part} is no part of the page; write {allowed}", place + 1);
                return Err(StoryError { file: self.file.clone(), line: None, message });
            }
        }
        Ok(())
    }

    /// Its steps, in order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.step
    }

    /// From its start to the end of its rest.
    #[must_use]
    pub fn length(&self) -> Duration {
        self.step.last().map_or(Duration::ZERO, |step| step.at).saturating_add(self.rest)
    }
}

fn duration<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let text = String::deserialize(deserializer)?;
    let wrong = || serde::de::Error::custom(format!("“{text}” is no duration: write it like 90s, 5m or 1h"));
    let span: jiff::Span = text.parse().map_err(|_| wrong())?;
    let passed = span.to_duration(jiff::SpanRelativeTo::days_are_24_hours()).map_err(|_| wrong())?;
    Duration::try_from(passed).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_stories_end_with_everything_working() {
        for product in ["chatgpt", "claude"] {
            let story = Story::shipped(product).unwrap();
            assert!(story.length() <= Duration::from_secs(75 * 60), "at most 75 s at sixty times the speed");
            let mut parts = BTreeMap::new();
            let mut stages = BTreeMap::new();
            for step in story.steps() {
                if step.parts.contains_key("product") {
                    // The core is a part of the product.
                    parts.remove("core");
                }
                parts.extend(step.parts.clone());
                stages.extend(step.incident.iter().map(|report| (report.id.clone(), report.stage)));
            }
            assert!(parts.values().all(|status| *status == Status::Operational), "{product}: {parts:?}");
            assert!(stages.values().all(|stage| *stage == Stage::Resolved), "{product}: {stages:?}");
        }
    }

    #[test]
    fn a_bad_story_names_its_line() {
        let table = [
            ("title = \"x\"\nrest = \"soon\"\nstep = []\n", ":2: "),
            ("title = \"x\"\nrest = \"1m\"\nstep = []\n", "at least one"),
            ("title = \"x\"\nrest = \"1m\"\n[[step]]\nat = \"2m\"\n[[step]]\nat = \"1m\"\n", "before the step above"),
            ("title = \"x\"\nrest = \"2d\"\n[[step]]\nat = \"2m\"\n", "a day at most"),
            ("title = \"x\"\nrest = \"1m\"\n[[step]]\nat = \"2m\"\nwhat = 3\n", ":5: "),
            ("title = \"x\"\nrest = \"1m\"\n[[step]]\nat = \"2m\"\nparts = { core = \"sad\" }\n", ":5: "),
            (
                "title = \"x\"\nrest = \"1m\"\n[[step]]\nat = \"2m\"\n[step.incident]\nid = \"\"\ntitle = \"x\"\n\
                 impact = \"minor\"\nstage = \"identified\"\ntext = \"x\"\n",
                "step 1: incident: its id is empty",
            ),
        ];
        for (text, expected) in table {
            let said = Story::parse("story.toml", text).unwrap_err().to_string();
            assert!(said.starts_with("story.toml") && said.contains(expected), "{said}");
        }
    }

    #[test]
    fn a_part_that_the_page_does_not_have_is_named_with_its_step() {
        let catalogue = siaga_core::provider::Catalogue::shipped();
        let provider = catalogue.provider_of("chatgpt").unwrap();
        let own = provider.products[0].components[0].as_str();
        for (part, right) in [("product", true), ("core", true), ("others", true), (own, true), ("nowhere", false)] {
            let text = format!(
                "title = \"x\"\nrest = \"1m\"\n[[step]]\nat = \"1m\"\n[[step]]\nat = \"2m\"\n\
                 parts = {{ \"{part}\" = \"degraded\" }}\n"
            );
            let checked = Story::parse("story.toml", &text).unwrap().check_against(provider);
            let said = checked.as_ref().map_err(ToString::to_string);
            assert_eq!(checked.is_ok(), right, "{said:?}");
            assert!(right || said.unwrap_err().starts_with("story.toml: step 2: parts: nowhere "), "{checked:?}");
        }
    }
}
