//! How fast documents become observations, beside the time that serde_json takes for the same bytes as a plain tree.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use siaga_core::feed::Format;

use super::Outcome;
use crate::figure::{Figure, ratio};
use crate::server;

/// How long each reader is given for each set of documents.
const TIME: Duration = Duration::from_millis(700);

pub(crate) fn measure(root: &Path) -> Outcome<Vec<Figure>> {
    let fixtures = root.join("src-tauri/core/tests/feeds");
    let mut figures = Vec::new();
    for (name, folder, format) in [
        ("parsing statuspage", "statuspage", Format::Statuspage),
        ("parsing incident.io", "incidentio", Format::IncidentIo),
    ] {
        let mut documents = documents(&fixtures.join(folder), format)?;
        if format == Format::Statuspage {
            documents.push(server::body(Some("1nc1dent0001")));
        }
        let bytes: usize = documents.iter().map(Vec::len).sum();
        let ours = rate(&documents, |document| format.read(document).is_ok());
        let tree = rate(&documents, |document| serde_json::from_slice::<serde_json::Value>(document).is_ok());
        let value = format!("{ours:.0} MB/s");
        let beside = format!(
            "{} of serde_json's tree ({tree:.0} MB/s); {} documents of {} bytes on average",
            ratio(ours, tree),
            documents.len(),
            bytes / documents.len().max(1)
        );
        figures.push(Figure::new(name, value).beside(beside));
    }
    Ok(figures)
}

/// The documents of a folder that this format reads.
fn documents(folder: &Path, format: Format) -> Outcome<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".golden.json") {
            continue;
        }
        let body = fs::read(&path)?;
        if format.read(&body).is_ok() {
            found.push(body);
        }
    }
    if found.is_empty() { Err(format!("no documents in {}", folder.display()).into()) } else { Ok(found) }
}

/// Megabytes read in a second.
fn rate(documents: &[Vec<u8>], read: impl Fn(&[u8]) -> bool) -> f64 {
    let start = Instant::now();
    let mut bytes = 0;
    while start.elapsed() < TIME {
        for document in documents {
            black_box(read(black_box(document)));
            bytes += document.len();
        }
    }
    bytes as f64 / 1e6 / start.elapsed().as_secs_f64()
}
