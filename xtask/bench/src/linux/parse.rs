//! How fast documents become observations: beside serde_json's own tree of the same bytes, and beside Python's
//! feedparser on the same feeds of news. Also the largest page known, memory over many reads, and documents made to hurt.

mod corpus;
mod feedparser;
mod hostile;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use siaga_core::feed::Format;

use self::corpus::{Corpus, Document};
use super::Outcome;
use crate::figure::{Figure, milliseconds, percentile, ratio};
use crate::process;

pub(crate) use hostile::{ARGUMENT, child};

/// How long each reader is given for each set of documents.
const TIME: Duration = Duration::from_millis(1_500);

/// Components of the largest page known.
const LARGEST: usize = 470;

/// How long that page may take.
const LARGEST_TARGET: Duration = Duration::from_millis(2);

/// Formats named because they are the slowest beside serde_json's tree.
const SLOWEST: usize = 3;

/// How long each reader is given for the documents of one format.
const TIME_OF_ONE: Duration = Duration::from_millis(40);

/// Passes over the whole corpus between two looks at memory.
const PASSES: usize = 60;

pub(crate) fn measure(root: &Path) -> Outcome<Vec<Figure>> {
    let corpus = Corpus::of(root)?;
    let mut figures = vec![json(&corpus), news(&corpus, root), largest(), memory(&corpus)?];
    figures.extend(hostile::measure()?);
    Ok(figures)
}

fn json(corpus: &Corpus) -> Figure {
    let all: Vec<&Document> = corpus.json.iter().collect();
    let (ours, tree) = (observations(&all, TIME), trees(&all, TIME));
    let times = tree.as_secs_f64() / ours.as_secs_f64();
    Figure::new("JSON to observation", speed(&corpus.json, ours))
        .target("at least 1 x serde_json's tree", times >= 1.0)
        .beside(format!("{} of serde_json::Value on the same bytes ({})", ratio(times, 1.0), speed(&corpus.json, tree)))
        .beside(format!("slowest beside it: {}", slowest(&corpus.json)))
        .beside(corpus.said(&corpus.json))
}

/// The formats that take longest beside serde_json's tree, so that it shows where a figure fell.
fn slowest(documents: &[Document]) -> String {
    let mut formats: BTreeMap<Format, Vec<&Document>> = BTreeMap::new();
    for document in documents {
        formats.entry(document.format).or_default().push(document);
    }
    let mut times: Vec<(f64, Format)> = formats
        .into_iter()
        .map(|(format, of_it)| {
            let (ours, tree) = (observations(&of_it, TIME_OF_ONE), trees(&of_it, TIME_OF_ONE));
            (tree.as_secs_f64() / ours.as_secs_f64(), format)
        })
        .collect();
    times.sort_by(|one, other| one.0.total_cmp(&other.0));
    let named = times.iter().take(SLOWEST).map(|(times, format)| format!("{} {}", format.name(), ratio(*times, 1.0)));
    named.collect::<Vec<_>>().join(", ")
}

/// The time of one pass in which all become observations.
fn observations(documents: &[&Document], time: Duration) -> Duration {
    pass(documents, time, |document| document.format.read(&document.bytes).is_ok())
}

/// The time of one pass in which all become trees of serde_json's.
fn trees(documents: &[&Document], time: Duration) -> Duration {
    pass(documents, time, |document| serde_json::from_str::<serde_json::Value>(&document.text).is_ok())
}

fn news(corpus: &Corpus, root: &Path) -> Figure {
    let ours = observations(&corpus.news.iter().collect::<Vec<_>>(), TIME);
    let figure = Figure::new("feeds of news to observation", speed(&corpus.news, ours));
    let figure = match feedparser::pass(root, &corpus.news) {
        Ok(theirs) => {
            let times = theirs.as_secs_f64() / ours.as_secs_f64();
            figure.target("at least 50 x feedparser", times >= 50.0).beside(format!(
                "{} of feedparser on the same feeds ({})",
                ratio(times, 1.0),
                speed(&corpus.news, theirs)
            ))
        }
        Err(error) => figure.beside(format!("feedparser: not measured ({error})")),
    };
    figure.beside(corpus.said(&corpus.news))
}

/// A page as large as the largest known: 470 components in 212 KB.
fn largest() -> Figure {
    let body = corpus::page(LARGEST);
    let mut times: Vec<Duration> = (0..500)
        .map(|_| {
            let start = Instant::now();
            assert!(black_box(Format::Statuspage.read(black_box(&body))).is_ok(), "the page is made here");
            start.elapsed()
        })
        .collect();
    times.sort();
    let (median, worst) = (percentile(&times, 0.5), percentile(&times, 0.99));
    Figure::new("a page of 470 components", format!("{}, p99 {}", milliseconds(median), milliseconds(worst)))
        .target("under 2 ms", median < LARGEST_TARGET)
        .beside(format!("{} bytes, made here in the shape and size of the largest page known", body.len()))
}

fn memory(corpus: &Corpus) -> Outcome<Figure> {
    let all = || corpus.json.iter().chain(&corpus.news);
    let read = |passes: usize| {
        for document in (0..passes).flat_map(|_| all()) {
            black_box(document.format.read(black_box(&document.bytes)).is_ok());
        }
    };
    read(PASSES / 10);
    let before = process::pss(std::process::id())?;
    read(PASSES);
    let after = process::pss(std::process::id())?;
    let grown = after.saturating_sub(before);
    Ok(Figure::new("memory over repeated reads", format!("{grown} KiB more"))
        .target("no growth (512 KiB of the allocator's own)", grown <= 512)
        .beside(format!("after {} reads of {} documents; {after} KiB in all", PASSES * all().count(), all().count())))
}

/// The time of one pass over all documents: the fastest of many, which is the one the machine disturbed least.
fn pass(documents: &[&Document], time: Duration, read: impl Fn(&Document) -> bool) -> Duration {
    let end = Instant::now() + time;
    let mut best = Duration::MAX;
    loop {
        let start = Instant::now();
        for document in documents {
            black_box(read(black_box(document)));
        }
        best = best.min(start.elapsed());
        if Instant::now() > end {
            return best;
        }
    }
}

fn speed(documents: &[Document], time: Duration) -> String {
    let bytes: usize = documents.iter().map(|document| document.bytes.len()).sum();
    format!("{:.0} MB/s", bytes as f64 / 1e6 / time.as_secs_f64())
}
