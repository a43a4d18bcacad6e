//! `siaga feed read`: one status document, from an address, a file or standard input, as Siaga understands it. And the
//! way to `siaga feed detect`.

use std::io::{ErrorKind, Read as _};
use std::path::Path;

use jiff::Timestamp;
use siaga_core::feed::detect::{self, Candidate};
use siaga_core::feed::{FeedReport, Format, Reading, read_any};
use url::Url;

use super::{BAD_INPUT, Failure, INTERNAL, Outcome, USAGE, say, say_json};
use crate::fetch::{Answer, Fetcher, Request, shown};
use crate::poll::{Plan, Read, read_feed, with_companions};

/// Exit code: it could not be read as a status document, or no feed was found.
pub(super) const UNREADABLE: u8 = 3;

/// Largest file that is read, in bytes: the same as for an answer from the network.
const LARGEST: u64 = 4 * 1024 * 1024;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Find the feed behind an address: a status page, one of its incidents, or a feed
    Detect(super::detect::Args),
    /// Read one status document and say what it says
    Read {
        /// An address, a file, or - for standard input
        from: String,
        /// Its format; without it, the one that the address is known for, else the one whose anchor the document bears
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

/// Where a document is.
pub(super) enum Place {
    /// Behind this address.
    Address(Url),
    /// In this file, or in what comes in.
    Local(Vec<u8>),
}

pub(super) async fn run(args: &Args) -> Outcome {
    let (from, format, internal, json) = match &args.what {
        What::Detect(args) => return super::detect::run(args).await,
        What::Read { from, format, internal, json } => (from, format, *internal, *json),
    };
    let format = format.as_deref().map(named).transpose()?;
    let (format, reading) = match place(from)? {
        Place::Address(url) => from_network(&url, format, internal).await?,
        Place::Local(bytes) => {
            let read = match format {
                Some(format) => format.read(&bytes).map(|reading| (format, reading)),
                None => read_any(&bytes),
            };
            read.map_err(|error| Failure::new(UNREADABLE, format!("{}: {error}", called(from))))?
        }
    };
    let report = FeedReport::from((format, &reading));
    if json {
        say_json(&report)?;
    } else {
        print(&report);
    }
    Ok(0)
}

/// A reader of feeds from the network.
pub(super) fn fetcher() -> Result<Fetcher, Failure> {
    Fetcher::new(env!("CARGO_PKG_VERSION")).map_err(|error| Failure::new(INTERNAL, error.to_string()))
}

/// What a person names: a file that is there, standard input as `-`, else an address.
pub(super) fn place(from: &str) -> Result<Place, Failure> {
    let is_local = from == "-" || Path::new(from).exists();
    match detect::address(from).filter(|_| !is_local) {
        Some(url) => Ok(Place::Address(url)),
        None => local(from).map(Place::Local),
    }
}

/// A place as a person knows it.
pub(super) fn called(from: &str) -> &str {
    if from == "-" { "standard input" } else { from }
}

pub(super) fn named(name: &str) -> Result<Format, Failure> {
    Format::named(name).ok_or_else(|| {
        let mut known = Format::ALL.map(Format::name);
        known.sort_unstable();
        Failure::new(USAGE, format!("no format is called “{name}”; these are read: {}", known.join(", ")))
    })
}

fn local(from: &str) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => {
            Failure::new(BAD_INPUT, format!("{from}: neither a file that is there nor an address of the web"))
        }
        _ => Failure::new(BAD_INPUT, format!("{}: {error}", called(from))),
    };
    let mut bytes = Vec::new();
    if from == "-" {
        std::io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        let file = std::fs::File::open(from).map_err(failed)?;
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    if bytes.len() as u64 > LARGEST {
        return Err(Failure::new(UNREADABLE, format!("{}: larger than 4 MiB", called(from))));
    }
    Ok(bytes)
}

async fn from_network(url: &Url, format: Option<Format>, internal: bool) -> Result<(Format, Reading), Failure> {
    let (fetcher, now) = (fetcher()?, Timestamp::now());
    let failed = |why: String| Failure::new(UNREADABLE, format!("{}: {why}", shown(url)));
    let plan = |format| Plan { provider: String::new(), format, url: url.clone(), internal, known: Vec::new() };
    let (plan, name, read) = if let Some(format) = format {
        let plan = plan(format);
        let read = read_feed(&fetcher, &plan, now).await.map_err(|failure| failed(failure.why))?;
        (plan, None, read)
    } else {
        let request = Request { url: url.clone(), internal, etag: None, last_modified: None };
        let body = match fetcher.get(&request, now).await {
            Answer::Fresh(body) => body,
            Answer::Unchanged => return Err(failed("the server says nothing has changed, unasked".to_owned())),
            Answer::Failed(failure) => return Err(failed(failure.text)),
        };
        let candidate = Candidate { url: url.clone(), format: Format::at(url) };
        let (format, reading) = candidate.accept(&body.bytes).map_err(|error| failed(error.to_string()))?;
        let plan = plan(format);
        let read = Read {
            observation: reading.observation,
            documents: Vec::new(),
            oddities: reading.oddities,
            retry_after: None,
        };
        let read = with_companions(&fetcher, &plan, read, now).await;
        (plan, reading.name, read)
    };
    Ok((plan.format, Reading { observation: read.observation, name, oddities: read.oddities }))
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
