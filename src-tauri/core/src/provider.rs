//! Who publishes which feed, and which products a person knows: the catalogue, its overlays, and rule (b) of "which
//! product does an incident belong to". All facts stand in `catalogue/*.toml`, one file per provider.
//!
//! It reads no files and fetches nothing: the shipped files are embedded by `build.rs`, overlays arrive as text. It
//! does not judge whether a product works.

mod catalogue;
mod category;
mod dialect;
mod file;
mod house;
pub mod opml;
pub mod own;
mod title;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use url::Url;

pub use catalogue::{Catalogue, OverlayFile, comes_with_siaga};
pub use category::Category;
pub use dialect::{Dialect, Told};
pub use house::{House, matched, unlisted};
pub use title::{names_word, products_named};

use crate::feed::Format;

/// Length in bytes that an address with a prompt may have where the catalogue names no limit.
pub const PROMPT_LIMIT: usize = 1800;

/// Who publishes a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Permanent, `[a-z0-9-]+`.
    pub id: String,
    /// As people say it.
    pub name: String,
    /// For people. https.
    pub status_page: Option<Url>,
    /// Absent: the provider publishes none that can be read, or its products run on this computer.
    pub feed: Option<Feed>,
    /// How sure the feed's address and format are.
    pub confidence: Option<Confidence>,
    /// In the file's order.
    pub products: Vec<Product>,
    /// Ids it had before.
    pub former_ids: Vec<String>,
    /// Added by a file of the person's own; it does not come with Siaga.
    pub own: bool,
}

/// Where a provider publishes its state, and in which dialect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its dialect.
    pub format: Format,
    /// https; http too where `internal`.
    pub url: Url,
    /// Plain http and private addresses are allowed for this feed, and for nothing else.
    pub internal: bool,
}

/// What a person uses and watches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Permanent, `[a-z0-9-]+`, unique among all products.
    pub id: String,
    /// As people say it.
    pub name: String,
    /// Id of its provider.
    pub provider: String,
    /// Its place among alternatives and in lists, lower first; see [`Catalogue::in_order`]. Absent: after all that
    /// have one.
    pub order: Option<u32>,
    /// The heading under which lists show it. Absent: none.
    pub category: Option<Category>,
    /// Where a person goes to use it. https; for a local product also http on this computer.
    pub open: Option<Url>,
    /// What it is good for.
    pub uses: Vec<Use>,
    /// Its parts of the provider's feed, by id; by name only where a page has no stable ids. Empty: the whole page.
    pub components: Vec<String>,
    /// Those of `components` without which the product is of no use.
    pub core: Vec<String>,
    /// Which of `components` serve only these uses: what else the product does goes on when they fail.
    pub serves: BTreeMap<Use, Vec<String>>,
    /// Lower-case words for incidents that name no component; see [`products_named`].
    pub title_words: Vec<String>,
    /// What it runs on. Ids need not be in the catalogue.
    pub depends_on: Vec<Dependency>,
    /// Absent: the prompt is copied.
    pub prompt: Option<PromptLink>,
    /// A link that the tool's own program takes, where that program is installed.
    pub app: Option<PromptLink>,
    /// A tool on this computer: no feed speaks about it.
    pub local: bool,
    /// The port at which a tool on this computer answers, and how. Absent: it is never looked for.
    pub listens: Option<Listens>,
    /// Ids it had before, or that its former name stands for ("bard").
    pub former_ids: Vec<String>,
    /// Its feed was found again in another form that lists none of its parts: what it does not report of it says
    /// nothing. Never in a file.
    pub renamed: bool,
}

impl Product {
    /// Its links that carry a prompt, in the order in which they are tried. `app`: its own program is on this computer.
    pub fn links(&self, app: bool) -> impl Iterator<Item = &PromptLink> {
        self.app.iter().filter(move |_| app).chain(&self.prompt)
    }
}

/// Where a tool on this computer answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listens {
    /// On 127.0.0.1 or ::1.
    pub port: u16,
    /// How.
    pub speaks: Dialect,
}

/// What a product is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// Letters, articles, mails.
    Writing,
    /// Finding things out.
    Research,
    /// Tables and figures.
    DataAnalysis,
    /// Programs, and finding their faults.
    Coding,
    /// Answering customers.
    Support,
    /// Learning.
    Study,
    /// Pictures.
    Image,
    /// Moving pictures.
    Video,
    /// Speaking and listening.
    Voice,
    /// Notes of meetings.
    Meeting,
    /// From one language to another.
    Translation,
    /// Slides.
    Presentation,
    /// Songs and sounds.
    Music,
}

impl Use {
    /// Every use, in the order in which it is offered.
    pub const ALL: [Self; 13] = [
        Self::Writing,
        Self::Research,
        Self::DataAnalysis,
        Self::Coding,
        Self::Support,
        Self::Study,
        Self::Image,
        Self::Video,
        Self::Voice,
        Self::Meeting,
        Self::Translation,
        Self::Presentation,
        Self::Music,
    ];

    /// The word in the catalogue, in settings, on the command line and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Writing => "writing",
            Self::Research => "research",
            Self::DataAnalysis => "data-analysis",
            Self::Coding => "coding",
            Self::Support => "support",
            Self::Study => "study",
            Self::Image => "image",
            Self::Video => "video",
            Self::Voice => "voice",
            Self::Meeting => "meeting",
            Self::Translation => "translation",
            Self::Presentation => "presentation",
            Self::Music => "music",
        }
    }

    /// The use of this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.word() == word)
    }
}

/// Something a product runs on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dependency {
    /// A product, or a platform that the catalogue need not know.
    pub id: String,
    /// How it is known, in a few words.
    pub evidence: String,
    /// How sure it is.
    pub confidence: Confidence,
}

/// How sure a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Two independent recent sources, or a captured answer.
    High,
    /// One recent source, or several that differ in a detail.
    Medium,
    /// One weak source.
    Low,
}

/// An address that carries a prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromptLink {
    /// https, or a scheme of the tool's own program, with `{q}` once where the encoded prompt goes.
    pub link: String,
    /// What the product does with it.
    pub behaviour: Behaviour,
    /// Longest address, in bytes after encoding. Beyond it the prompt is copied.
    pub limit: usize,
}

impl PromptLink {
    /// What is left of its address for a prompt, in bytes after encoding.
    #[must_use]
    pub fn room(&self) -> usize {
        self.limit.saturating_sub(self.link.len() - "{q}".len())
    }
}

/// What a product does with a prompt from an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Behaviour {
    /// Fills it in and waits.
    Prefill,
    /// Sends it at once. Also where nobody knows: a warning too many harms less than a prompt sent unasked.
    Submit,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_use_has_one_word_everywhere() {
        for item in Use::ALL {
            assert_eq!(Use::from_word(item.word()), Some(item));
            assert_eq!(serde_json::to_value(item).unwrap(), item.word());
        }
        assert_eq!(Use::from_word("cooking"), None);
    }
}
