//! An id of the catalogue as the page names it: short, and nothing but an id. Whether it exists is the agent's to say.

use serde::Deserialize;

/// Longest id accepted, in bytes.
const MAX: usize = 64;

/// `[a-z0-9-]+`, at most 64 bytes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Id(String);

/// It is no id.
#[derive(Debug, thiserror::Error)]
#[error("not an id of the catalogue")]
pub(crate) struct NotAnId;

impl TryFrom<String> for Id {
    type Error = NotAnId;

    fn try_from(id: String) -> Result<Self, NotAnId> {
        let fits = (1..=MAX).contains(&id.len());
        let plain = id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if fits && plain { Ok(Self(id)) } else { Err(NotAnId) }
    }
}

impl Id {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_and_plain() {
        let longest = "a".repeat(MAX);
        for good in ["chatgpt", "ms-copilot", "z-ai-2", longest.as_str()] {
            assert!(Id::try_from(good.to_owned()).is_ok(), "{good}");
        }
        let too_long = "a".repeat(MAX + 1);
        for bad in ["", "ChatGPT", "a b", "https://x", "../a", "a\u{202e}b", "é", "a_b", too_long.as_str()] {
            assert!(Id::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
