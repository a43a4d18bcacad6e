//! What kind of product this is: the heading under which a list of all products shows it.
//! It says nothing of what the product is good for; that is [`super::Use`].

use serde::{Deserialize, Serialize};

/// The kind of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Answers in conversation.
    AiAssistant,
    /// Writes, translates or lays out text.
    AiWriting,
    /// Writes and runs programs.
    AiCoding,
    /// Makes pictures, films, voices or music.
    AiMedia,
    /// Takes notes of meetings.
    AiMeeting,
    /// Models and what programs that use them stand on.
    AiInfrastructure,
    /// Runs on this computer.
    Local,
    /// Machines, networks and databases for hire.
    Cloud,
    /// What programmers work with.
    DeveloperTools,
    /// Mail, calls, files, tasks.
    WorkTools,
}

impl Category {
    /// Every category, in the order in which lists show them.
    pub const ALL: [Self; 10] = [
        Self::AiAssistant,
        Self::AiWriting,
        Self::AiCoding,
        Self::AiMedia,
        Self::AiMeeting,
        Self::AiInfrastructure,
        Self::Local,
        Self::Cloud,
        Self::DeveloperTools,
        Self::WorkTools,
    ];

    /// The word in the catalogue and in JSON.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AiAssistant => "ai-assistant",
            Self::AiWriting => "ai-writing",
            Self::AiCoding => "ai-coding",
            Self::AiMedia => "ai-media",
            Self::AiMeeting => "ai-meeting",
            Self::AiInfrastructure => "ai-infrastructure",
            Self::Local => "local",
            Self::Cloud => "cloud",
            Self::DeveloperTools => "developer-tools",
            Self::WorkTools => "work-tools",
        }
    }

    /// The category of this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_one_word_everywhere() {
        for category in Category::ALL {
            assert_eq!(Category::from_word(category.word()), Some(category));
            assert_eq!(serde_json::to_value(category).unwrap(), category.word());
        }
        assert_eq!(Category::from_word("kitchen"), None);
    }
}
