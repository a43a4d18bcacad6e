//! Captured feeds, damaged: cut at 64 places, and each structural byte of the beginning taken out or made blank. Never
//! a panic, never operational where the whole was not.

use siaga_core::feed::{self, Format};
use siaga_core::observation::Status;

use crate::corpus;

/// How much of a document is damaged byte by byte.
const BEGINNING: usize = 4 << 10;

/// At how many places a document is cut.
const CUTS: usize = 64;

#[test]
fn a_capture_cut_anywhere_is_never_calmer_than_the_whole() {
    let Some(captures) = corpus::captures() else { return };
    for capture in &captures {
        let whole = Whole::of(&capture.bytes);
        for cut in 0..CUTS {
            let at = capture.bytes.len() * cut / CUTS;
            whole.is_not_calmer(&capture.bytes[..at], &format!("{} cut at byte {at}", capture.file));
        }
    }
}

#[test]
fn a_capture_that_lost_a_structural_byte_is_never_calmer_than_the_whole() {
    let Some(captures) = corpus::captures() else { return };
    for capture in &captures {
        let whole = Whole::of(&capture.bytes);
        let mut damaged = capture.bytes.clone();
        for at in structural(&capture.bytes) {
            let what = |how| format!("{}: byte {at} {how}", capture.file);
            damaged[at] = b' ';
            whole.is_not_calmer(&damaged, &what("made blank"));
            damaged.remove(at);
            whole.is_not_calmer(&damaged, &what("taken out"));
            damaged.insert(at, capture.bytes[at]);
        }
        assert!(damaged == capture.bytes);
    }
}

/// What a document reads as before the damage.
struct Whole {
    unnamed: Option<Status>,
    /// The format that it was recognised as, and what it reads as when that is named.
    named: Option<(Format, Status)>,
}

impl Whole {
    fn of(bytes: &[u8]) -> Self {
        let recognised = feed::read_any(bytes).ok();
        Self {
            unnamed: recognised.as_ref().map(|(_, reading)| reading.observation.status()),
            named: recognised.map(|(format, _)| (format, format.read(bytes).unwrap().observation.status())),
        }
    }

    fn is_not_calmer(&self, damaged: &[u8], what: &str) {
        if self.unnamed != Some(Status::Operational) {
            let seen = feed::read_any(damaged).map(|(format, reading)| (format, reading.observation.status()));
            assert!(!matches!(seen, Ok((_, Status::Operational))), "{what} reads as {seen:?}");
        }
        if let Some((format, whole)) = self.named {
            let seen = format.read(damaged).map(|reading| reading.observation.status());
            assert!(
                whole == Status::Operational || seen != Ok(Status::Operational),
                "{what}, read as {}",
                format.name()
            );
        }
    }
}

/// Where the structural bytes of the beginning are: of JSON those outside of its strings, and the strings' own quotes;
/// of markup all of them. Bytes of text are no structure, and a changed text is another text, not a broken document.
fn structural(bytes: &[u8]) -> Vec<usize> {
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    let wide = bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xFF, 0xFE]);
    let is_markup = beginning.trim_ascii_start().starts_with(b"<");
    let (mut in_string, mut escaped) = (false, false);
    let mut found = Vec::new();
    for (at, byte) in beginning.iter().enumerate() {
        let is_text = in_string && *byte != b'"' || escaped;
        if !(is_markup || wide && *byte == 0) {
            in_string ^= *byte == b'"' && !escaped;
            escaped = in_string && *byte == b'\\' && !escaped;
        }
        if !is_text && b"{}[],:\"<>/=".contains(byte) {
            found.push(at);
        }
    }
    found
}
