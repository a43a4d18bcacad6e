//! `siaga feed detect`: the feed behind an address, or the format of a file; with the catalogue file that would watch it.

use jiff::Timestamp;
use siaga_core::feed::{DetectReport, read_any};
use siaga_core::observation::Component;
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
    let name = found.provider_name();
    let status_page = found.page.as_ref().map(Url::to_string);
    DetectReport {
        schema: 1,
        format: found.format,
        label: found.format.label().to_owned(),
        catalogue: Some(catalogue_file(&found, &name, internal)),
        url: Some(found.url.to_string()),
        name: Some(name),
        status_page,
        elsewhere: found.elsewhere.map(|url| url.to_string()),
        status: found.observation.status(),
        components: found.observation.components,
        oddities: found.oddities,
    }
}

/// The text of a catalogue file for what was found: one product, to which the whole page counts.
fn catalogue_file(found: &Found, name: &str, internal: bool) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let (id, name) = (quoted(&id_of(name)), quoted(name));
    let (format, url) = (quoted(found.format.name()), quoted(found.url.as_str()));
    let internal = if internal { ", internal = true" } else { "" };
    let page = found.page.as_ref().filter(|page| page.scheme() == "https");
    let page = page.map(|page| format!("status_page = {}\n", quoted(page.as_str()))).unwrap_or_default();
    format!(
        "id = {id}\nname = {name}\n{page}feed = {{ format = {format}, url = {url}{internal} }}\n\n\
         [[product]]\nid = {id}\nname = {name}\n"
    )
}

/// An id from a name: small letters, digits and single hyphens.
fn id_of(name: &str) -> String {
    let lower: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let parts: Vec<&str> = lower.split('-').filter(|part| !part.is_empty()).take(6).collect();
    if parts.is_empty() { "own".to_owned() } else { parts.join("-") }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_an_id_that_can_be_typed() {
        for (name, id) in [
            ("Example AI", "example-ai"),
            ("  Acme & Söhne, Inc. ", "acme-s-hne-inc"),
            ("status.example.com", "status-example-com"),
            ("あ", "own"),
        ] {
            assert_eq!(id_of(name), id);
        }
    }
}
