//! What of a product has failed: everything, or only what it is good for among other things. Where only pictures cannot
//! be made, those who write need no alternative.

use std::collections::BTreeSet;

use crate::observation::{Incident, Status};
use crate::provider::{Product, Use, names_word};
use crate::snapshot::{ProductView, ProviderView};

/// What of a product has failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failed {
    /// Nothing that is known.
    Nothing,
    /// All of it, or a part that may concern anything.
    All,
    /// Only these; the rest of what it is good for works.
    Only(BTreeSet<Use>),
}

/// What of a product has failed, as its parts and its incidents say. A part that the catalogue knows to serve only some
/// uses concerns those; an incident that names no part concerns the uses that its title names. Whatever remains
/// concerns all.
#[must_use]
pub fn failed(product: &Product, view: &ProductView, provider: Option<&ProviderView>) -> Failed {
    let troubled: Vec<&str> = view
        .components
        .iter()
        .filter(|part| part.status.is_trouble())
        .flat_map(|part| [part.id.as_str(), part.name.as_str()])
        .collect();
    let open: Vec<&Incident> = provider
        .map(|provider| provider.incidents.iter().filter(|incident| view.incidents.contains(&incident.id)).collect())
        .unwrap_or_default();
    let weighty = |incident: &&Incident| incident.impact.status().is_trouble();
    let reported: Vec<&Incident> = open.into_iter().filter(weighty).collect();
    if troubled.is_empty() && reported.is_empty() {
        return if view.status.is_trouble() { Failed::All } else { Failed::Nothing };
    }
    if view.components.iter().any(|part| {
        part.status.is_trouble() && product.core.iter().any(|core| is(part.id.as_str(), part.name.as_str(), core))
    }) {
        return Failed::All;
    }
    let mut uses = BTreeSet::new();
    for part in view.components.iter().filter(|part| part.status.is_trouble()) {
        let served: Vec<Use> = served(product, &part.id, &part.name).collect();
        if served.is_empty() {
            return Failed::All;
        }
        uses.extend(served);
    }
    for incident in reported {
        let of_parts: Vec<Use> = incident.components.iter().flat_map(|part| served(product, part, part)).collect();
        let named: Vec<Use> = product.uses.iter().copied().filter(|known| names(*known, &incident.title)).collect();
        match (of_parts.is_empty(), named.is_empty()) {
            (false, _) => uses.extend(of_parts),
            (true, false) => uses.extend(named),
            // It names nothing that we know: where parts are in trouble they say what it is about.
            (true, true) if !troubled.is_empty() && incident.impact.status() != Status::MajorOutage => {}
            (true, true) => return Failed::All,
        }
    }
    // All that it is good for is all of it.
    if product.uses.iter().all(|known| uses.contains(known)) { Failed::All } else { Failed::Only(uses) }
}

fn is(id: &str, name: &str, pick: &str) -> bool {
    id == pick || name == pick
}

fn served<'a>(product: &'a Product, id: &'a str, name: &'a str) -> impl Iterator<Item = Use> + 'a {
    let serves = move |parts: &Vec<String>| parts.iter().any(|part| is(id, name, part));
    product.serves.iter().filter(move |(_, parts)| serves(parts)).map(|(r#use, _)| *r#use)
}

/// Whether a title speaks of this use, in the words that status pages have for it. Uses that are what a chat does anyway
/// have none: "errors in conversations" is about all of them.
fn names(r#use: Use, title: &str) -> bool {
    let words: &[&str] = match r#use {
        Use::Image => &["image", "images", "picture", "pictures", "image generation"],
        Use::Video => &["video", "videos"],
        Use::Voice => &["voice", "audio", "speech", "transcription", "text to speech", "text-to-speech"],
        Use::Music => &["music", "song", "songs"],
        Use::DataAnalysis => &["data analysis", "code interpreter", "file uploads", "file upload", "spreadsheets"],
        Use::Research => &["deep research", "web search"],
        Use::Meeting => &["meeting", "meetings", "recordings"],
        Use::Presentation => &["presentation", "presentations", "slides"],
        Use::Translation => &["translation", "translations"],
        Use::Writing | Use::Coding | Use::Support | Use::Study => &[],
    };
    words.iter().any(|word| names_word(title, word))
}

#[cfg(test)]
mod tests;
