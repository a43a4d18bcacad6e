//! `siaga feed detect`: the feed behind an address, or the format of a file; with the catalogue file that would watch it.

use jiff::Timestamp;
use siaga_core::feed::{DetectReport, read_any};
use siaga_core::observation::Component;
use siaga_core::provider::Catalogue;
use url::Url;

use super::feed::{Place, UNREADABLE, called, fetcher, place};
use super::{Failure, Outcome, say, say_json};
use crate::detect::{Found, detect};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// An address as it is pasted, or a file
    from: String,
    /// Allow plain http and private addresses
    #[arg(long)]
    internal: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: &Args) -> Outcome {
    let report = match place(&args.from)? {
        Place::Address(url) => {
            let found = detect(&fetcher()?, &url, args.internal, Timestamp::now()).await;
            of_address(found.map_err(|error| Failure::new(UNREADABLE, error.to_string()))?, args.internal)
        }
        Place::Local(bytes) => {
            let failed = |error| Failure::new(UNREADABLE, format!("{}: {error}", called(&args.from)));
            let (format, reading) = read_any(&bytes).map_err(failed)?;
            DetectReport {
                schema: 1,
                format,
                label: format.label().to_owned(),
                url: None,
                name: reading.name,
                status_page: None,
                elsewhere: None,
                status: reading.observation.status(),
                components: reading.observation.components,
                oddities: reading.oddities,
                catalogue: None,
            }
        }
    };
    if args.json {
        say_json(&report)?;
    } else {
        print(&report);
    }
    Ok(0)
}

fn of_address(found: Found, internal: bool) -> DetectReport {
    // What comes with Siaga needs no file.
    let file = found.as_provider(internal).file(&Catalogue::shipped(), |_| false);
    let name = found.provider_name();
    let status_page = found.page.as_ref().map(Url::to_string);
    DetectReport {
        schema: 1,
        format: found.format,
        label: found.format.label().to_owned(),
        catalogue: file.ok().map(|file| file.text),
        url: Some(found.url.to_string()),
        name: Some(name),
        status_page,
        elsewhere: found.elsewhere.map(|url| url.to_string()),
        status: found.observation.status(),
        components: found.observation.components,
        oddities: found.oddities,
    }
}

fn print(report: &DetectReport) {
    say(&format!("{} ({}): {}", report.format.name(), report.label, report.status.word()));
    let named = [("provider", &report.name), ("feed", &report.url), ("page", &report.status_page)];
    for (what, value) in named {
        if let Some(value) = value {
            say(&format!("  {what:9} {value}"));
        }
    }
    if let Some(elsewhere) = &report.elsewhere {
        say(&format!("  elsewhere {elsewhere}: another house than the address that was asked about"));
    }
    let width = report.components.iter().map(|part| part.status.word().len()).max().unwrap_or_default();
    for Component { id, name, status } in &report.components {
        say(&format!("  {:width$}  {name}  [{id}]", status.word()));
    }
    if report.components.is_empty() {
        say("  it names no components");
    }
    for oddity in &report.oddities {
        say(&format!("  odd: {oddity}"));
    }
    if let Some(text) = &report.catalogue {
        say("\nTo watch it, as a file in the catalogue folder beside your settings, named after its id:\n");
        say(text);
    }
}
