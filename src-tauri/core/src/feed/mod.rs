//! Reading feeds: bytes in, [`Observation`] and oddities out, or a sentence that says what it is instead.
//!
//! One format, one file. A parser never answers "operational" without positive evidence, accepts a document only by
//! its anchor, and leaves judging products to [`crate::state`]. Fetching is the engine's.

mod date;
pub mod detect;
mod document;
mod draft;
mod entry;
mod format;
mod json;
mod label;
mod markup;
mod news;
mod page;
mod report;
pub mod text;
mod work;

pub use format::Format;
pub use report::{DetectReport, FeedReport};

use document::understood;

use crate::observation::Observation;

/// What a parser makes of a document it accepts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The normalised content. Where something could not be read and may hide trouble, calm is taken back: a component
    /// named by it becomes unknown, else one component without id or name stands for it, of unknown status.
    pub observation: Observation,
    /// What the page calls its provider: plain, bounded, unproven.
    pub name: Option<String>,
    /// Things that were odd but did not stop the reading: unknown words, missing fields. For the log.
    pub oddities: Vec<String>,
}

/// Why a body is not a status document. The text is what a person reads after "unreadable: ".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No bytes, or nothing but white space.
    #[error("the answer is empty")]
    Empty,
    /// A web page.
    #[error("this is an HTML page, not a status document")]
    Html,
    /// A document that ends too early, at this byte.
    #[error("the document is cut off at byte {at}")]
    Truncated {
        /// Length of what there is.
        at: usize,
    },
    /// More than a status document ever holds: it is not read at all.
    #[error("the document is too large: {what}")]
    TooLarge {
        /// Which bound it is over.
        what: String,
    },
    /// Markup that is no feed of news.
    #[error("not a feed of news: {what}")]
    NotNews {
        /// What the reader of feeds said, without the content.
        what: String,
    },
    /// Neither JSON nor markup.
    #[error("not JSON: {what}")]
    NotJson {
        /// What the JSON reader said, without the content.
        what: String,
    },
    /// JSON without the anchor of the format.
    #[error("this is JSON of another shape: {what}")]
    OtherShape {
        /// Which anchor is missing, or what is there in its place.
        what: String,
    },
    /// A feed of news without the anchor of the format.
    #[error("this is a feed of news of another shape: {what}")]
    OtherNews {
        /// As above.
        what: String,
    },
}

impl Unreadable {
    /// The same, counted in the bytes that were served.
    fn of(self, bytes: &[u8]) -> Self {
        match self {
            Self::Truncated { .. } => Self::Truncated { at: bytes.len() },
            other => other,
        }
    }
}

/// Reads a document whose format nobody named: the first format whose anchor matches. An empty list is no calm here,
/// whatever its format means by one.
///
/// # Errors
/// [`Unreadable`] when no format knows it.
pub fn read_any(bytes: &[u8]) -> Result<(Format, Reading), Unreadable> {
    understood(bytes, |document| {
        Format::ALL
            .into_iter()
            .find_map(|format| format.recognise(document).ok().map(|reading| (format, reading)))
            .ok_or_else(|| Unreadable::OtherShape { what: document.outline() })
    })
}

/// Joins a feed's document with a companion: components of the companion stand in for the cut list.
#[must_use]
pub fn merge(mut main: Observation, companion: Observation) -> Observation {
    if !companion.components.is_empty() {
        let cut = std::mem::replace(&mut main.components, companion.components);
        // The two may be of different age: where they differ, the worse counts, and the next read will tell.
        for known in &mut main.components {
            if let Some(part) = cut.iter().find(|part| part.id == known.id) {
                known.status = known.status.worst(part.status);
            }
        }
        // What the main document lists and the companion does not is kept: nothing seen is lost.
        let only_there: Vec<_> =
            cut.into_iter().filter(|part| !main.components.iter().any(|known| known.id == part.id)).collect();
        main.components.extend(only_there);
        main.complete = companion.complete;
        // The nameless part that keeps a half-read page from looking calm has no use beside trouble that has a name.
        if main.status().is_trouble() {
            main.components.retain(|part| !part.id.is_empty());
        }
    }
    if main.indicator.is_none() {
        main.indicator = companion.indicator;
    }
    main
}
