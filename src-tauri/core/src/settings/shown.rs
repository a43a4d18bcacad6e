//! The settings as the window's page shows them: the values in force, and what can be chosen from. It names the keys that
//! the page may change; reading and writing the file is the engine's.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Language, Look, Settings, SilenceSettings};
use crate::alert::Loudness;
use crate::decide::Decision;
use crate::observation::{Observation, Status};
use crate::ownership::picked;
use crate::provider::Catalogue;

/// Most parts of a page that can be ticked, and the most of all pages together.
const PARTS: (usize, usize) = (300, 3000);

/// Longest text of a silence, in bytes.
const LONGEST_TEXT: usize = 300;

/// The settings that the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownSettings {
    /// `auto`, `en` or `id`.
    pub language: Language,
    /// How the window looks.
    pub look: Look,
    /// Days after which what was is forgotten.
    pub keep_days: u16,
    /// Tools on this computer are looked for whenever alternatives are asked for.
    pub look_local: bool,
    /// "Is it them or me" asks the product itself too, without being asked to.
    pub why_probe: bool,
    /// What is told.
    pub notify: ShownNotify,
    /// When little is told.
    pub quiet: ShownQuiet,
    /// What the person uses, in their order.
    pub products: Vec<ShownProduct>,
    /// The parts of the pages that those are on, by provider.
    pub pages: Vec<ShownPage>,
    /// What the person does not want to hear of, in the order of the file.
    pub silences: Vec<ShownSilence>,
    /// The file that all this stands in.
    pub file: Option<String>,
}

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownNotify {
    /// Anything at all.
    pub enabled: bool,
    /// The calmest state that is told.
    pub threshold: Status,
    /// How long a degraded state lasts before it is told, in seconds.
    pub degraded_after_s: u32,
    /// Planned work is told too.
    pub maintenance: bool,
    /// After how long an outage that goes on is told again, in seconds; absent: never.
    pub reminder_s: Option<u32>,
    /// What comes and goes is called unstable once, and then held for half an hour.
    pub unstable: bool,
    /// Most beginnings told in a day; zero: no limit.
    pub ceiling: u16,
}

/// When little is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownQuiet {
    /// Its stretches, as far as the page needs to know them apart.
    pub hours: Vec<ShownHours>,
    /// `system`, or the name of a time zone.
    pub zone: String,
    /// What happened is told together afterwards.
    pub summary: bool,
}

/// One stretch of quiet hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownHours {
    /// The days on which it begins, Monday first; seven of them.
    pub days: Vec<bool>,
    /// When it begins, `22:00`.
    pub from: String,
    /// When it ends, `07:00` or `24:00`.
    pub until: String,
}

/// What differs for one product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownProduct {
    /// The catalogue's id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Its provider's id.
    pub provider: String,
    /// How loudly.
    pub loudness: Loudness,
    /// Its own threshold; absent: that of all.
    pub threshold: Option<Status>,
    /// The parts that count are the person's choice.
    pub own_components: bool,
    /// Ids of the parts of its page that count.
    pub picked: Vec<String>,
}

/// What can be ticked of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownPage {
    /// The provider's id.
    pub provider: String,
    /// Its parts, in the page's order.
    pub parts: Vec<ShownPart>,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownPart {
    /// The provider's id of it.
    pub id: String,
    /// What the provider calls it.
    pub name: String,
}

/// What the person does not want to hear of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownSilence {
    /// Where it stands among the others, from 0.
    pub index: u32,
    /// What it says.
    pub silence: SilenceSettings,
    /// It has ended.
    pub over: bool,
}

/// A setting that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Changed {
    /// What came of it, as a sentence for the person.
    pub said: String,
    /// What the person had written there before; null where that was nothing. Set again, it undoes the change.
    #[cfg_attr(test, ts(type = "unknown"))]
    pub before: Option<Value>,
}

/// A decision and why it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Explained {
    /// The decision.
    pub decision: Decision,
    /// Why, as a phrase in the person's language, without its full stop.
    pub text: String,
}

/// Whether the window's page may change this setting: what is told and when, and nothing that starts a program or
/// contacts an address.
#[must_use]
pub fn is_changed_on_the_page(key: &str) -> bool {
    let parts: Vec<&str> = key.split('.').collect();
    match parts.as_slice() {
        ["language"]
        | ["window", "theme" | "text" | "welcome"]
        | ["history", "keep_days"]
        | ["local", "look"]
        | [
            "notify",
            "enabled" | "threshold" | "degraded_after" | "maintenance" | "reminder" | "ceiling" | "unstable",
        ]
        | ["quiet", "hours" | "zone" | "summary"]
        | ["why", "probe"] => true,
        ["product", id, "loudness" | "threshold" | "components"] => {
            !id.is_empty() && id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        }
        _ => false,
    }
}

impl ShownSettings {
    /// The settings in force. `catalogue` has the person's components in it already; `file` is where all this stands.
    #[must_use]
    pub fn of(
        settings: &Settings,
        catalogue: &Catalogue,
        observations: &BTreeMap<String, Observation>,
        file: Option<String>,
        now: Timestamp,
    ) -> Self {
        let seconds = |wait: std::time::Duration| u32::try_from(wait.as_secs()).unwrap_or(u32::MAX);
        let used: Vec<_> = settings.watch.iter().filter_map(|id| catalogue.product(id)).collect();
        let products = used
            .iter()
            .map(|product| ShownProduct {
                id: product.id.clone(),
                name: product.name.clone(),
                provider: product.provider.clone(),
                loudness: settings.loudness_of(&product.id),
                threshold: settings.product.get(&product.id).and_then(|own| own.threshold),
                own_components: settings.product.get(&product.id).is_some_and(|own| own.components.is_some()),
                picked: observations.get(&product.provider).map_or_else(Vec::new, |seen| {
                    picked(product, seen).into_iter().take(PARTS.0).map(|part| part.id.clone()).collect()
                }),
            })
            .collect();
        let mut pages: Vec<ShownPage> = Vec::new();
        let mut room = PARTS.1;
        for product in used {
            let Some(seen) = observations.get(&product.provider) else { continue };
            if pages.iter().any(|page| page.provider == product.provider) {
                continue;
            }
            let parts: Vec<ShownPart> = seen
                .components
                .iter()
                .take(PARTS.0.min(room))
                .map(|part| ShownPart { id: part.id.clone(), name: part.name.clone() })
                .collect();
            room -= parts.len();
            pages.push(ShownPage { provider: product.provider.clone(), parts });
        }
        let hours = settings.quiet.hours.iter().map(|hours| {
            let (days, from, until) = hours.parts();
            ShownHours { days: days.to_vec(), from, until }
        });
        let silences = settings.silence.iter().zip(0..).map(|(silence, index)| ShownSilence {
            index,
            silence: silence.clone(),
            over: silence.until <= now,
        });
        Self {
            language: settings.language,
            look: settings.window.look(),
            keep_days: settings.history.keep_days,
            look_local: settings.local.look,
            why_probe: settings.why.probe,
            notify: ShownNotify {
                enabled: settings.notify.enabled,
                threshold: settings.notify.threshold,
                degraded_after_s: seconds(settings.notify.degraded_after),
                maintenance: settings.notify.maintenance,
                reminder_s: settings.notify.reminder.map(seconds),
                unstable: settings.notify.unstable,
                ceiling: settings.notify.ceiling,
            },
            quiet: ShownQuiet {
                hours: hours.collect(),
                zone: settings.quiet.zone.clone(),
                summary: settings.quiet.summary,
            },
            products,
            pages,
            silences: silences.collect(),
            file,
        }
    }
}

/// Why a silence is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSilence {
    /// It names nothing, and so would hold nothing back.
    NamesNothing,
    /// It ends before it begins.
    Past,
    /// One of its texts is empty or too long.
    BadText,
}

impl NoSilence {
    /// The key of its sentence.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NamesNothing => "rules-silence-names-nothing",
            Self::Past => "rules-silence-past",
            Self::BadText => "rules-silence-bad-text",
        }
    }
}

impl SilenceSettings {
    /// Whether it can hold anything back.
    ///
    /// # Errors
    /// [`NoSilence`]. Whether what it names exists is for those to say who have the catalogue.
    pub fn check(&self, now: Timestamp) -> Result<(), NoSilence> {
        let Self { product, provider, component, title, until, note } = self;
        let fits = |text: &&String| !text.trim().is_empty() && text.len() <= LONGEST_TEXT;
        if [product, provider, component, title, note].into_iter().flatten().any(|text| !fits(&text)) {
            return Err(NoSilence::BadText);
        }
        if [product, provider, component, title].into_iter().all(Option::is_none) {
            return Err(NoSilence::NamesNothing);
        }
        if *until <= now { Err(NoSilence::Past) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests;
