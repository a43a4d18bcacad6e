//! `siaga feed read`: one status document, from an address, a file or standard input, as Siaga understands it.

use std::io::Read as _;
use std::path::Path;

use jiff::Timestamp;
use siaga_core::feed::{FeedReport, Format, Reading, read_any};
use url::Url;

use super::{BAD_INPUT, Failure, INTERNAL, Outcome, USAGE, say, say_json};
use crate::fetch::{Answer, Fetcher, Request};

/// Exit code: it could not be read as a status document.
const UNREADABLE: u8 = 3;

/// Largest file that is read, in bytes: the same as for an answer from the network.
const LARGEST: u64 = 4 * 1024 * 1024;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Read one status document and say what it says
    Read {
        /// An address, a file, or - for standard input
        from: String,
        /// Its format; without it, the first whose anchor matches
        #[arg(long)]
        format: Option<String>,
        /// Allow plain http and private addresses
        #[arg(long)]
        internal: bool,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

pub(super) async fn run(args: &Args) -> Outcome {
    let What::Read { from, format, internal, json } = &args.what;
    let format = format.as_deref().map(named).transpose()?;
    let (format, reading) = match address(from) {
        Some(url) => from_network(&url, format, *internal).await?,
        None => understand(&local(from)?, format, from)?,
    };
    let report = FeedReport::from((format, &reading));
    if *json {
        say_json(&report)?;
    } else {
        print(&report);
    }
    Ok(0)
}

pub(super) fn named(name: &str) -> Result<Format, Failure> {
    Format::named(name).ok_or_else(|| {
        let known: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        Failure::new(USAGE, format!("no format is called “{name}”; these are read: {}", known.join(", ")))
    })
}

fn address(from: &str) -> Option<Url> {
    let url = Url::parse(from).ok()?;
    (url.has_host() && !Path::new(from).exists()).then_some(url)
}

fn local(from: &str) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| Failure::new(BAD_INPUT, format!("{from}: {error}"));
    let mut bytes = Vec::new();
    if from == "-" {
        std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        let file = std::fs::File::open(from).map_err(failed)?;
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::new(UNREADABLE, format!("{from}: larger than 4 MiB")));
    }
    Ok(bytes)
}

fn understand(bytes: &[u8], format: Option<Format>, from: &str) -> Result<(Format, Reading), Failure> {
    let read = match format {
        Some(format) => format.read(bytes).map(|reading| (format, reading)),
        None => read_any(bytes),
    };
    read.map_err(|error| Failure::new(UNREADABLE, format!("{from}: {error}")))
}

async fn from_network(url: &Url, format: Option<Format>, internal: bool) -> Result<(Format, Reading), Failure> {
    let fetcher = Fetcher::new(env!("CARGO_PKG_VERSION")).map_err(|error| Failure::new(INTERNAL, error.to_string()))?;
    let (format, mut reading) = understand(&get(&fetcher, url, internal).await?, format, &crate::fetch::shown(url))?;
    for companion in format.companions(url) {
        match get(&fetcher, &companion, internal).await {
            Ok(bytes) => match format.read(&bytes) {
                Ok(beside) => {
                    reading.observation = format.merge(reading.observation, beside.observation);
                    reading.oddities.extend(beside.oddities);
                }
                Err(error) => reading.oddities.push(format!("{}: {error}", crate::fetch::shown(&companion))),
            },
            Err(failure) => reading.oddities.push(failure.message),
        }
    }
    Ok((format, reading))
}

async fn get(fetcher: &Fetcher, url: &Url, internal: bool) -> Result<Vec<u8>, Failure> {
    let request = Request { url: url.clone(), internal, etag: None, last_modified: None };
    match fetcher.get(&request, Timestamp::now()).await {
        Answer::Fresh(body) => Ok(body.bytes),
        Answer::Unchanged => Err(Failure::new(UNREADABLE, "the server says nothing has changed, unasked")),
        Answer::Failed(failure) => {
            Err(Failure::new(UNREADABLE, format!("{}: {}", crate::fetch::shown(url), failure.text)))
        }
    }
}

fn print(report: &FeedReport) {
    say(&format!("{}: {}", report.format.name(), report.status.word()));
    for component in &report.components {
        say(&format!("  {:20}  {}", component.status.word(), component.name));
    }
    for incident in report.incidents.iter().filter(|incident| incident.open) {
        say(&format!("  incident: {} (impact {:?}, {:?})", incident.title, incident.impact, incident.stage));
    }
    for maintenance in report.maintenances.iter().filter(|maintenance| maintenance.active) {
        say(&format!("  maintenance: {}", maintenance.title));
    }
    for oddity in &report.oddities {
        say(&format!("  odd: {oddity}"));
    }
}
