//! Status pages on 127.0.0.1, each on a port of its own: Statuspage documents that change when told to, with an ETag and
//! its 304. A thread for each page and each connection, so that the measuring side's own work delays no answer. It knows
//! nothing of HTTP beyond what one well-behaved client sends.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

/// Parts that each page lists; the first is what its product picks.
const PARTS: usize = 25;

/// One page.
#[derive(Clone)]
pub(crate) struct Page {
    port: u16,
    shared: Arc<Mutex<Document>>,
}

struct Document {
    version: u64,
    body: Arc<Vec<u8>>,
    /// When this version was about to be given out, or confirmed, each time: the moment before its last byte is
    /// written, so that what is measured from here is never too little.
    given: Vec<Instant>,
}

impl Page {
    /// Serves a calm page on a free port until the process ends.
    pub(crate) fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let first = Document { version: 1, body: Arc::new(body(None)), given: Vec::new() };
        let page = Self { port, shared: Arc::new(Mutex::new(first)) };
        let serving = page.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let page = serving.clone();
                // A client that leaves ends its thread.
                thread::spawn(move || drop(page.answer(&stream)));
            }
        });
        Ok(page)
    }

    /// Its summary document.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/api/v2/summary.json", self.port)
    }

    /// Shows an outage under this incident's id.
    pub(crate) fn fail(&self, incident: &str) {
        self.show(Some(incident));
    }

    /// Shows calm.
    pub(crate) fn recover(&self) {
        self.show(None);
    }

    /// When the present version was given out for the `nth` time (from 0), if it was.
    pub(crate) fn given(&self, nth: usize) -> Option<Instant> {
        self.document().given.get(nth).copied()
    }

    fn show(&self, incident: Option<&str>) {
        let body = Arc::new(body(incident));
        let mut document = self.document();
        *document = Document { version: document.version + 1, body, given: Vec::new() };
    }

    fn document(&self) -> MutexGuard<'_, Document> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut lines = BufReader::new(stream);
        let mut line = String::new();
        let mut known = String::new();
        loop {
            line.clear();
            if lines.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let header = line.trim_end();
            if let Some((name, value)) = header.split_once(':')
                && name.eq_ignore_ascii_case("if-none-match")
            {
                value.trim().clone_into(&mut known);
            }
            if header.is_empty() {
                let answer = self.next_answer(&known);
                known.clear();
                let mut out = stream;
                out.write_all(&answer)?;
            }
        }
    }

    fn next_answer(&self, known: &str) -> Vec<u8> {
        let mut document = self.document();
        let etag = format!("\"{}\"", document.version);
        let body = Arc::clone(&document.body);
        document.given.push(Instant::now());
        drop(document);
        if known == etag {
            return format!("HTTP/1.1 304 Not Modified\r\nETag: {etag}\r\n\r\n").into_bytes();
        }
        let mut answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nETag: {etag}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        answer.extend_from_slice(&body);
        answer
    }
}

/// A Statuspage summary of 25 parts; with an incident, its first part is down.
pub(crate) fn body(incident: Option<&str>) -> Vec<u8> {
    let date = "2026-05-04T09:00:00.000Z";
    let part = |number: usize| {
        let status = if number == 0 && incident.is_some() { "major_outage" } else { "operational" };
        serde_json::json!({
            "id": part_id(number), "name": format!("Part {number}"), "status": status, "created_at": date, "updated_at": date,
            "position": number, "description": "What this part does, in the page's own words.", "showcase": true,
            "start_date": "2024-01-01", "group_id": null, "page_id": "c0ffee000000", "group": false,
            "only_show_if_degraded": false
        })
    };
    let incidents: Vec<serde_json::Value> = incident
        .map(|id| {
            serde_json::json!({
                "id": id, "name": "Elevated errors", "status": "investigating", "impact": "critical", "created_at": date,
                "updated_at": date, "monitoring_at": null, "resolved_at": null, "started_at": date,
                "shortlink": "https://status.example.com/i", "page_id": "c0ffee000000",
                "incident_updates": [{
                    "id": format!("{id}-1"), "status": "investigating", "body": "We are looking into it.",
                    "created_at": date, "updated_at": date, "display_at": date, "affected_components": null
                }],
                "components": [{ "id": part_id(0), "name": "Part 0" }]
            })
        })
        .into_iter()
        .collect();
    let indicator = if incident.is_some() { "critical" } else { "none" };
    let document = serde_json::json!({
        "page": {
            "id": "c0ffee000000", "name": "Example AI", "url": "https://status.example.com", "time_zone": "Etc/UTC",
            "updated_at": date
        },
        "components": (0..PARTS).map(part).collect::<Vec<_>>(),
        "incidents": incidents,
        "scheduled_maintenances": [],
        "status": { "indicator": indicator, "description": "as the page words it" }
    });
    document.to_string().into_bytes()
}

/// The id of a part of every page.
pub(crate) fn part_id(number: usize) -> String {
    format!("c0ffee{number:06}")
}
