//! `siaga replay`: recorded histories through the agent's own reading and deciding, with a clock that is only counted.
//! It asks no network, and touches nothing of the person's.

mod recording;

use std::path::PathBuf;

use jiff::tz::TimeZone;
use siaga_core::provider::{Catalogue, Provider};
use siaga_core::replay::{ReplayReport, Replayed, replay};
use siaga_core::settings::Settings;
use siaga_core::wording::Words;

use super::watch::reason_key;
use super::{BAD_INPUT, Failure, Outcome, USAGE, complain, say, say_json};
use crate::places::Places;
use crate::settings::{Files, read};

/// How a moment of the past is written, in the zone of the rules.
const MOMENT: &str = "%Y-%m-%d %H:%M";

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A recorded history of any format that carries one, or a folder of documents captured one after the other, each with
    /// its date in its name. Where a file does not tell whose it is: PROVIDER=FILE
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// What you use; several times for several tools
    #[arg(long = "product", required = true, value_name = "PRODUCT")]
    products: Vec<String>,
    /// A settings file whose rules apply; without it, the defaults that Siaga comes with, not your own settings
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(places: &Places, args: &Args) -> Outcome {
    let mut files = Files::of(&places.config);
    // Of the person's own settings only their language counts.
    let own = files.load().0;
    let words = super::source::words(&files, &own);
    let mut catalogue = files.whole_catalogue();
    let settings = rules(args, &mut catalogue)?;
    let mut products: Vec<String> = Vec::new();
    for wanted in &args.products {
        let product =
            catalogue.product(wanted).ok_or_else(|| Failure::new(USAGE, catalogue.no_product(wanted)))?.id.clone();
        if !products.contains(&product) {
            products.push(product);
        }
    }
    let providers = providers(&catalogue, &products);
    let (tracks, mut wrong) = recording::tracks(&args.files, &catalogue, &providers);
    if tracks.is_empty() {
        let last = wrong.pop().unwrap_or_else(|| "nothing could be replayed".to_owned());
        wrong.iter().for_each(|sentence| complain(sentence));
        return Err(Failure::new(BAD_INPUT, last));
    }
    wrong.iter().for_each(|sentence| complain(sentence));
    for provider in &providers {
        if tracks.iter().all(|track| track.provider.id != provider.id) {
            complain(&format!("of {} nothing was given that can be replayed", provider.name));
        }
    }
    let zone = files.quiet_zone(&settings);
    let replayed = replay(&tracks, &products, &settings, &zone);
    if args.json {
        say_json(&replayed.report)?;
    } else {
        print(&replayed, &catalogue, &words, &zone);
    }
    Ok(0)
}

/// The rules of the file that is named, else the defaults that Siaga comes with. Rules that are not understood are not
/// replayed: the answer would be that of others.
fn rules(args: &Args, catalogue: &mut Catalogue) -> Result<Settings, Failure> {
    let Some(file) = &args.rules else { return Ok(Settings::default()) };
    let name = file.display().to_string();
    let text = match read(file) {
        Ok(Some(text)) => text,
        Ok(None) => return Err(Failure::new(BAD_INPUT, format!("{name}: there is no such file"))),
        Err(message) => return Err(Failure::new(BAD_INPUT, format!("{name}: {message}"))),
    };
    let settings = Settings::parse(&name, &text).map_err(|problem| Failure::new(BAD_INPUT, problem.to_string()))?;
    let doubtful = settings.check_against(catalogue);
    for problem in doubtful.iter().chain(&settings.check_zone(|zone| TimeZone::get(zone).is_ok())) {
        complain(&problem.to_string());
    }
    for (id, product) in &settings.product {
        if let Some(components) = &product.components {
            catalogue.pick_components(id, components.clone());
        }
    }
    Ok(settings)
}

/// The providers of these products, in the products' order.
fn providers<'a>(catalogue: &'a Catalogue, products: &[String]) -> Vec<&'a Provider> {
    let mut found: Vec<&Provider> = Vec::new();
    for provider in products.iter().filter_map(|id| catalogue.provider_of(id)) {
        if found.iter().all(|known| known.id != provider.id) {
            found.push(provider);
        }
    }
    found
}

fn print(replayed: &Replayed, catalogue: &Catalogue, words: &Words, zone: &TimeZone) {
    for decision in &replayed.decisions {
        let product = catalogue.product(&decision.product);
        let product = product.map_or(decision.product.as_str(), |product| product.name.as_str());
        let time = decision.at.to_zoned(zone.clone()).strftime(MOMENT);
        let what = if decision.told { words.text("watch-told") } else { words.text("watch-held") };
        let why = words.text(reason_key(decision.reason));
        let title = decision.title.as_ref().map(|title| format!(" · “{title}”")).unwrap_or_default();
        say(&format!("{time}  {product}: {what}: {why}{title}"));
    }
    summary(&replayed.report, words, zone);
}

fn summary(report: &ReplayReport, words: &Words, zone: &TimeZone) {
    say("");
    if let (Some(from), Some(to)) = (report.from, report.to) {
        let day = |at: jiff::Timestamp| at.to_zoned(zone.clone()).strftime("%Y-%m-%d").to_string();
        say(&words.format("replay-span", &[("from", day(from).into()), ("to", day(to).into())]));
    }
    say(&words
        .format("replay-incidents", &[("count", report.incidents.into()), ("told", report.incidents_told.into())]));
    say(&words.format("replay-majors", &[("count", report.majors.into()), ("told", report.majors_told.into())]));
    for (key, reasons) in [("replay-held", &report.held), ("replay-untold", &report.untold)] {
        if reasons.is_empty() {
            continue;
        }
        say(&words.text(key));
        for (reason, count) in reasons {
            say(&format!("  {count:5}  {reason}"));
        }
    }
    say(&words.format(
        "replay-per-month",
        &[
            ("notifications", report.notifications.into()),
            ("alerts", format!("{:.1}", report.per_month).into()),
            ("incidents", format!("{:.1}", report.incidents_told_per_month).into()),
        ],
    ));
    if let Some(delay) = report.median_delay_s {
        let delay = words.duration(jiff::SignedDuration::from_secs(delay));
        say(&words.format("replay-delay", &[("duration", delay.into())]));
    }
}
