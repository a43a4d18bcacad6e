//! Where to go instead: from the shell, with an agent that knows, and the ranking alone, of the whole catalogue with what
//! 90 days came to for each product.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use siaga_core::alternatives::{Preferences, Ranking, rank};
use siaga_core::observation::Status;
use siaga_core::provider::{Catalogue, Use};
use siaga_core::round::Memory;
use siaga_core::snapshot::{Parts, Snapshot, assemble};
use siaga_core::wording::{Language, Words};

use super::Outcome;
use super::known::pages;
use crate::figure::{Figure, milliseconds, percentile, ratio};
use crate::person::Person;

const RUNS: usize = 101;

const SHELL_TARGET: Duration = Duration::from_millis(50);

const RANK_TARGET: Duration = Duration::from_millis(5);

/// Products that the ranking is to be fast for.
const PRODUCTS: usize = 150;

pub(crate) async fn measure(siaga: &Path) -> Outcome<Vec<Figure>> {
    Ok(vec![listed(siaga).await?, ranked()])
}

/// `siaga switch --list`, from its start to its end.
async fn listed(siaga: &Path) -> Outcome<Figure> {
    let pages = pages()?;
    let person = Person::new(&pages, pages.len(), "")?;
    let agent = person.agent(siaga, None)?;
    let connection = person.known().await?;
    let time = |arguments: &[&str]| -> Outcome<Vec<Duration>> {
        let mut times = Vec::new();
        for _ in 0..RUNS {
            let mut command = person.command(siaga);
            let start = Instant::now();
            let status = command.args(arguments).stderr(Stdio::null()).status()?;
            times.push(start.elapsed());
            if !status.success() {
                return Err(format!("siaga {} ended with {status}", arguments.join(" ")).into());
            }
        }
        times.sort();
        Ok(times)
    };
    let (list, version) = (time(&["switch", "--list"])?, time(&["--version"])?);
    agent.stop(connection).await?;
    let (median, worst) = (percentile(&list, 0.5), percentile(&list, 1.0));
    let floor = percentile(&version, 0.5);
    let value = format!("{}, worst {}", milliseconds(median), milliseconds(worst));
    Ok(Figure::new("siaga switch --list", value)
        .target("at most 50 ms", worst <= SHELL_TARGET)
        .beside(format!("median of {RUNS} from the shell, with an agent"))
        .beside(format!(
            "{} of siaga --version, which asks nobody ({})",
            ratio(median.as_secs_f64(), floor.as_secs_f64()),
            milliseconds(floor),
        )))
}

/// The ranking alone, for each task in turn.
fn ranked() -> Figure {
    let catalogue = Catalogue::shipped();
    let now = Timestamp::UNIX_EPOCH + Duration::from_secs(20_000 * 86_400);
    let snapshot = everything(&catalogue, now);
    let reliability: BTreeMap<String, f64> = snapshot
        .products
        .iter()
        .enumerate()
        .map(|(place, product)| (product.id.clone(), 1.0 - (place % 7) as f64 / 100.0))
        .collect();
    let accounts = snapshot.products.iter().step_by(5).map(|product| product.id.clone()).collect();
    let preferences = Preferences { accounts, ..Preferences::default() };
    let ranking = Ranking {
        catalogue: &catalogue,
        snapshot: &snapshot,
        preferences: &preferences,
        reliability: &reliability,
        local: None,
        apps: &BTreeSet::new(),
        now,
    };
    let failing = snapshot.products.first().map(|product| product.id.as_str());
    let mut times = Vec::new();
    let mut named = 0;
    for task in Use::ALL.into_iter().map(Some).chain([None]) {
        for failing in [failing, None] {
            for _ in 0..RUNS {
                let start = Instant::now();
                let ranked = rank(&ranking, failing, task);
                times.push(start.elapsed());
                named = named.max(ranked.alternatives.len());
            }
        }
    }
    times.sort();
    let (median, worst) = (percentile(&times, 0.5), percentile(&times, 1.0));
    let count = snapshot.products.len();
    let enough = if count < PRODUCTS { format!(" (fewer than {PRODUCTS})") } else { String::new() };
    Figure::new("ranking", format!("{}, worst {}", micro(median), micro(worst)))
        .target("at most 5 ms", worst <= RANK_TARGET && count >= PRODUCTS)
        .beside(format!("{count} products{enough}, each with its 90 days; up to {named} named"))
}

/// The whole catalogue as a picture in which some are in trouble.
fn everything(catalogue: &Catalogue, now: Timestamp) -> Snapshot {
    let words = Words::new(Language::English);
    let parts = Parts {
        catalogue,
        watch: &[],
        memory: &Memory::default(),
        health: &BTreeMap::new(),
        observations: &BTreeMap::new(),
        held: &BTreeMap::new(),
        doubt: None,
        quiet_until: None,
        look: siaga_core::settings::Look::default(),
        words: &words,
        drill: false,
        problems: Vec::new(),
    };
    let mut snapshot = assemble(parts, now);
    for (place, product) in snapshot.products.iter_mut().enumerate() {
        product.status = if place % 6 == 0 { Status::PartialOutage } else { Status::Operational };
        product.read_at = Some(now);
    }
    snapshot
}

fn micro(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1000.0)
}
