//! `siaga check`: an answer for monitoring systems, in the manner of a Nagios plugin.

use siaga_core::observation::Status;
use siaga_core::snapshot::{ProductView, SourceKind};

use super::source;
use super::{Failure, Outcome, say};
use crate::places::Places;

/// Cannot tell, and wrong usage too: monitoring systems know no other code for them.
const CANNOT_TELL: u8 = 3;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Products by id; without any, those that you use and whose status is read
    products: Vec<String>,
}

pub(super) async fn run(places: &Places, args: &Args) -> Outcome {
    let unknown = |failure: Failure| Failure { code: CANNOT_TELL, ..failure };
    let source = source::snapshot(places, &args.products, false).await.map_err(unknown)?;
    let products: Vec<String> = args
        .products
        .iter()
        .map(|id| source::known(&source.catalogue, id))
        .collect::<Result<_, _>>()
        .map_err(unknown)?;
    let chosen: Vec<_> = source
        .snapshot
        .products
        .iter()
        .filter(|view| if products.is_empty() { view.watched } else { products.contains(&view.id) })
        .collect();
    // What no version of this program could tell says nothing about today, unless it was asked for by name.
    let can_be_told = |view: &&&ProductView| {
        let kind = source.snapshot.provider(&view.provider).map(|provider| provider.source.kind);
        !products.is_empty() || !matches!(kind, Some(SourceKind::None) | None)
    };
    let code = chosen
        .iter()
        .filter(can_be_told)
        .map(|view| code(view.status))
        .max_by_key(|code| severity(*code))
        .unwrap_or(CANNOT_TELL);
    let word = ["OK", "WARNING", "CRITICAL", "UNKNOWN"][usize::from(code)];
    let parts: Vec<String> = chosen.iter().map(|view| format!("{} {}", view.name, source.words.state(view))).collect();
    say(&format!("SIAGA {word} - {}", parts.join(", ")));
    Ok(code)
}

const fn code(status: Status) -> u8 {
    match status {
        Status::Operational | Status::Maintenance => 0,
        Status::Degraded | Status::PartialOutage => 1,
        Status::MajorOutage => 2,
        Status::Unknown => CANNOT_TELL,
    }
}

/// What cannot be told never hides what is known to be in trouble.
const fn severity(code: u8) -> u8 {
    match code {
        0 => 0,
        CANNOT_TELL => 1,
        1 => 2,
        _ => 3,
    }
}
