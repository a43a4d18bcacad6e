//! The documents that are parsed: the captured feeds where they are at hand, else the project's own fixtures.

use std::fs;
use std::path::{Path, PathBuf};

use siaga_core::feed::{Format, read_any};

use crate::linux::Outcome;

/// One document that a format reads.
pub(super) struct Document {
    pub(super) path: PathBuf,
    pub(super) format: Format,
    pub(super) bytes: Vec<u8>,
    /// The same as text, for readers that know no UTF-16.
    pub(super) text: String,
}

/// All of them, apart by what they are.
pub(super) struct Corpus {
    pub(super) json: Vec<Document>,
    pub(super) news: Vec<Document>,
    captured: bool,
}

impl Corpus {
    /// Captured feeds from `SIAGA_FEEDS` or beside the checkout; the fixtures where there are none.
    pub(super) fn of(root: &Path) -> Outcome<Self> {
        let named = std::env::var_os("SIAGA_FEEDS").map(PathBuf::from);
        if let Some(folder) = &named
            && !folder.is_dir()
        {
            return Err(format!("SIAGA_FEEDS names {}, which is no folder", folder.display()).into());
        }
        let captures = named.unwrap_or_else(|| root.join("../shared/feeds"));
        let captured = captures.is_dir();
        let folder = if captured { captures } else { root.join("src-tauri/core/tests/feeds") };
        let mut corpus = Self { json: Vec::new(), news: Vec::new(), captured };
        for path in below(&folder)? {
            let bytes = fs::read(&path)?;
            let Ok((format, _)) = read_any(&bytes) else { continue };
            let text = text(&bytes);
            let is_news = text.trim_start().starts_with('<');
            let document = Document { path, format, bytes, text };
            if is_news { corpus.news.push(document) } else { corpus.json.push(document) }
        }
        if corpus.json.is_empty() || corpus.news.is_empty() {
            return Err(format!("no documents in {}", folder.display()).into());
        }
        Ok(corpus)
    }

    /// Where documents come from, in words.
    pub(super) fn said(&self, documents: &[Document]) -> String {
        let bytes: usize = documents.iter().map(|document| document.bytes.len()).sum();
        let from = if self.captured { "captured feeds" } else { "fixtures of the project (captures: not run)" };
        format!("{} {from}, {bytes} bytes in all", documents.len())
    }
}

fn below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(below(&path)?);
        } else if !path.to_string_lossy().ends_with(".golden.json") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn text(bytes: &[u8]) -> String {
    let wide = |order: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].as_chunks::<2>().0.iter().map(|pair| order(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        _ => String::from_utf8_lossy(bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes)).into_owned(),
    }
}

/// A Statuspage summary of so many components, each with all the fields that real ones have.
pub(super) fn page(components: usize) -> Vec<u8> {
    let parts: Vec<serde_json::Value> = (0..components)
        .map(|number| {
            serde_json::json!({
                "id": format!("p4rt{number:08}"),
                "name": format!("Somewhere, {number} - (SMW)"),
                "status": if number % 40 == 0 { "partial_outage" } else { "operational" },
                "created_at": "2019-04-10T01:57:30.000Z",
                "updated_at": "2026-06-16T09:12:44.000Z",
                "position": number,
                "description": "A place at which requests are answered, with the code of its airport.",
                "showcase": false,
                "start_date": null,
                "group_id": "gr0up0000001",
                "page_id": "c0ffee000000",
                "group": false,
                "only_show_if_degraded": false,
            })
        })
        .collect();
    let page = serde_json::json!({
        "page": { "id": "c0ffee000000", "name": "Large", "url": "https://status.example.com", "time_zone": "Etc/UTC" },
        "status": { "indicator": "minor", "description": "Minor Service Outage" },
        "components": parts,
        "incidents": [],
        "scheduled_maintenances": [],
    });
    serde_json::to_vec_pretty(&page).unwrap_or_default()
}
