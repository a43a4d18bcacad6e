//! What must hold of any bytes whatever: reading them ends, and what comes out is plain and bounded.
//!
//! A target is one line, `target!(Format::X);`: it reads its input as that format, and as a document that nobody named.

use siaga_core::feed::{Format, Reading, read_any, text};

pub use libfuzzer_sys::fuzz_target;

/// Longest id that a document may have, in bytes: see the core's `feed::json`.
const LONGEST_ID: usize = 1_024;

/// A target for one format.
#[macro_export]
macro_rules! target {
    ($format:ident) => {
        $crate::fuzz_target!(|bytes: &[u8]| $crate::read(siaga_core::feed::Format::$format, bytes));
    };
}

/// Reads bytes as one format, and as nobody's.
pub fn read(format: Format, bytes: &[u8]) {
    if let Ok(reading) = format.read(bytes) {
        check(&reading);
        // A companion may be anything too.
        check(&Reading {
            observation: format.merge(reading.observation.clone(), reading.observation.clone()),
            ..reading
        });
    }
    if let Ok((_, reading)) = read_any(bytes) {
        check(&reading);
    }
}

fn check(reading: &Reading) {
    let seen = &reading.observation;
    let _ = seen.status();
    let plain = |text: &str, most: usize| {
        let hidden = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        assert!(!text.contains(hidden), "{text:?}");
        assert!(text.chars().count() <= most, "{text:?}");
    };
    for part in &seen.components {
        plain(&part.name, text::TITLE.max(LONGEST_ID));
        assert!(part.id.len() <= LONGEST_ID, "{:?}", part.id);
    }
    for incident in &seen.incidents {
        assert!(!incident.id.is_empty(), "an incident without an id");
        plain(&incident.title, text::TITLE);
        incident.updates.iter().for_each(|update| plain(&update.text, text::UPDATE));
        assert!(incident.updates.len() <= 50);
    }
    for work in &seen.maintenances {
        plain(&work.title, text::TITLE);
    }
    assert!(seen.components.len() <= 2_001 && seen.incidents.len() <= 200 && seen.maintenances.len() <= 200);
    assert!(reading.oddities.len() <= 102, "{}", reading.oddities.len());
}
