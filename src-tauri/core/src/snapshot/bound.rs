//! How much of what providers write is shown, so that a snapshot always fits on one line of the socket. What the person
//! uses is shortened last.

use super::Snapshot;
use crate::observation::Incident;
use crate::wire::MAX_LINE;

/// Longest snapshot, in bytes as JSON: what is around it on a line is far below the rest.
const LONGEST: usize = MAX_LINE / 4 * 3;

/// What is shown of one provider and its products.
#[derive(Debug, Clone, Copy)]
struct Bound {
    /// Open incidents, and planned work.
    incidents: usize,
    /// Entries of a timeline, the newest.
    updates: usize,
    /// Characters of an entry.
    text: usize,
    /// Characters of a title, or of a part's name.
    title: usize,
    /// Parts of a product, and parts that an incident names.
    parts: usize,
}

/// From what a person may want to read to what they must see.
const BOUNDS: [Bound; 4] = [
    Bound { incidents: 20, updates: 12, text: 600, title: 256, parts: 100 },
    Bound { incidents: 20, updates: 4, text: 300, title: 256, parts: 40 },
    Bound { incidents: 10, updates: 1, text: 200, title: 160, parts: 20 },
    Bound { incidents: 2, updates: 0, text: 0, title: 80, parts: 2 },
];

/// Which of [`BOUNDS`] holds for what the person uses, and which for the rest, in the order in which they are tried.
const STEPS: [(usize, usize); 7] = [(0, 0), (0, 1), (0, 2), (0, 3), (1, 3), (2, 3), (3, 3)];

/// The most that fits of a snapshot.
pub(super) fn bound(mut whole: Snapshot) -> Snapshot {
    for (used, rest) in STEPS {
        shorten(&mut whole, BOUNDS[used], BOUNDS[rest]);
        // Writing it all out to see how long it is costs more than making it; mostly a look suffices.
        if at_most(&whole) <= LONGEST || serde_json::to_vec(&whole).is_ok_and(|line| line.len() <= LONGEST) {
            break;
        }
    }
    whole
}

/// A length that the JSON of a snapshot does not exceed, in bytes.
pub(super) fn at_most(snapshot: &Snapshot) -> usize {
    /// More than the names and fixed fields of any one object here take.
    const OBJECT: usize = 1_024;
    // Cleaned text holds no control characters but line breaks: what is escaped at all becomes twice as long.
    let text = |text: &String| 2 * text.len() + 4;
    let texts = |list: &[String]| list.iter().map(text).sum::<usize>();
    let maybe = |one: &Option<String>| one.as_ref().map_or(0, text);
    let products = snapshot.products.iter().map(|product| {
        let parts = product.components.iter().map(|part| text(&part.id) + text(&part.name) + 64).sum::<usize>();
        let own = text(&product.id) + text(&product.name) + text(&product.provider);
        OBJECT
            + own
            + parts
            + texts(&product.incidents)
            + maybe(&product.incident)
            + maybe(&product.held)
            + maybe(&product.held_text)
    });
    let providers = snapshot.providers.iter().map(|provider| {
        let incidents = provider.incidents.iter().map(|incident| {
            let updates = incident.updates.iter().map(|update| text(&update.text) + 128).sum::<usize>();
            OBJECT + text(&incident.id) + text(&incident.title) + texts(&incident.components) + updates
        });
        let works = provider.maintenances.iter().map(|work| OBJECT + text(&work.id) + text(&work.title));
        let own = text(&provider.id) + text(&provider.name) + maybe(&provider.status_page) + maybe(&provider.host);
        OBJECT + own + maybe(&provider.source.why) + incidents.sum::<usize>() + works.sum::<usize>()
    });
    let rest = text(&snapshot.verdict.text) + texts(&snapshot.problems) + text(&snapshot.language);
    OBJECT + rest + products.sum::<usize>() + providers.sum::<usize>()
}

/// Every step is shorter than the one before, so that each goes on from the last.
fn shorten(snapshot: &mut Snapshot, used: Bound, rest: Bound) {
    let of = |watched: bool| if watched { used } else { rest };
    let watched: Vec<String> =
        snapshot.products.iter().filter(|product| product.watched).map(|product| product.provider.clone()).collect();
    for product in &mut snapshot.products {
        let bound = of(product.watched);
        if product.components.len() > bound.parts {
            // Those in trouble first, else in the page's order.
            product.components.sort_by_key(|part| std::cmp::Reverse(part.status.rank()));
            product.components.truncate(bound.parts);
        }
        for part in &mut product.components {
            cut(&mut part.name, bound.title);
        }
        product.incidents.truncate(bound.incidents);
    }
    for provider in &mut snapshot.providers {
        let bound = of(watched.contains(&provider.id));
        provider.incidents.truncate(bound.incidents);
        provider.maintenances.truncate(bound.incidents);
        for incident in &mut provider.incidents {
            shorten_incident(incident, bound);
        }
        for work in &mut provider.maintenances {
            cut(&mut work.title, bound.title);
        }
    }
}

fn shorten_incident(incident: &mut Incident, bound: Bound) {
    cut(&mut incident.title, bound.title);
    incident.components.truncate(bound.parts);
    incident.updates.truncate(bound.updates);
    for update in &mut incident.updates {
        cut(&mut update.text, bound.text);
    }
}

/// At most so many characters, the ellipsis included.
fn cut(text: &mut String, most: usize) {
    if text.chars().count() > most {
        let kept: String = text.chars().take(most.saturating_sub(1)).collect();
        *text = format!("{}…", kept.trim_end());
    }
}
