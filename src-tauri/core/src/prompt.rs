//! A prompt that goes along: what of it is carried, and the address that carries it. A prompt is never stored, never
//! logged and never taken from outside; its `Debug` says how long it is and nothing else.
//!
//! It opens nothing and copies nothing.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::provider::{Behaviour, Product, PromptLink};

/// Longest prompt, in bytes: what crosses the socket in one line, with room for its JSON.
pub const LONGEST: usize = 256 * 1024;

/// Everything but letters, digits and `-._~`: a space is `%20`, never `+`, which some tools would show as it is.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What a person has typed, pasted or piped, without what cannot be seen.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Prompt(String);

/// Why a text is no prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Beyond [`LONGEST`].
    #[error("the prompt is longer than {LONGEST} bytes")]
    TooLong,
    /// Nothing that can be seen.
    #[error("the prompt is empty")]
    Empty,
}

/// What becomes of a prompt at one tool.
#[derive(Clone, PartialEq, Eq)]
pub enum Carried {
    /// The address fills it in; the person sends it.
    Filled(Url),
    /// The address sends it at once.
    Sent(Url),
    /// It is copied, and the person pastes it at this address, where there is one.
    Copied(Option<Url>),
}

impl fmt::Debug for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address holds the prompt.
        f.write_str(match self {
            Self::Filled(_) => "Filled",
            Self::Sent(_) => "Sent",
            Self::Copied(_) => "Copied",
        })
    }
}

impl fmt::Debug for Prompt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Prompt({} bytes)", self.0.len())
    }
}

impl Prompt {
    /// A text without what cannot be seen: control characters but line breaks and tabs, marks that turn the direction of
    /// writing, and other invisible ones that could carry what nobody meant to send. What joins emoji into one stays.
    ///
    /// # Errors
    /// When it is too long, or nothing of it can be seen.
    pub fn new(text: &str) -> Result<Self, Refused> {
        if text.len() > LONGEST {
            return Err(Refused::TooLong);
        }
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let mut seen = String::with_capacity(text.len());
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            let last = seen.chars().next_back();
            let joins = match c {
                // A joiner stays between two pictures, a selector behind what it selects.
                '\u{200D}' => last.is_some_and(is_picture) && rest.peek().copied().is_some_and(is_picture),
                '\u{FE0E}' | '\u{FE0F}' => last.is_some_and(|last| !is_unseen(last) && !last.is_whitespace()),
                // Flags of regions are spelt in these, behind a black flag.
                '\u{E0020}'..='\u{E007F}' => {
                    last.is_some_and(|last| matches!(last, '\u{1F3F4}' | '\u{E0020}'..='\u{E007E}'))
                }
                _ => false,
            };
            if joins || !is_unseen(c) {
                seen.push(c);
            }
        }
        if seen.trim().is_empty() { Err(Refused::Empty) } else { Ok(Self(seen)) }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// What becomes of it at this tool. `app` is a link of the tool's own program, where that is there.
    #[must_use]
    pub fn carried(&self, product: &Product, app: bool) -> Carried {
        for link in product.links(app) {
            if let Some(url) = self.linked(link) {
                return match link.behaviour {
                    Behaviour::Prefill => Carried::Filled(url),
                    Behaviour::Submit => Carried::Sent(url),
                };
            }
        }
        Carried::Copied(product.open.clone())
    }

    /// As it stands in a link.
    #[must_use]
    pub fn encoded(&self) -> String {
        utf8_percent_encode(&self.0, ENCODED).to_string()
    }

    /// The address with the prompt in it, where it is no longer than the tool takes.
    fn linked(&self, link: &PromptLink) -> Option<Url> {
        let encoded = self.encoded();
        if encoded.len() > link.room() {
            return None;
        }
        Url::parse(&link.link.replace("{q}", &encoded)).ok()
    }
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{FE0F}' | '\u{20E3}' | '\u{00A9}' | '\u{00AE}' | '\u{2190}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}')
        || matches!(c, '\u{1F000}'..='\u{1FAFF}')
}

/// Cannot be seen: control characters, format characters, marks of direction, tags and fillers.
fn is_unseen(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{00AD}'
        | '\u{034F}'
        | '\u{061C}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' => true,
        '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' => true,
        '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' => true,
        '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests;
