//! `siaga open PRODUCT`: its address, in the person's browser.

use super::source;
use super::{Failure, NOTHING, Outcome};
use crate::opener::Opener;
use crate::places::Places;
use crate::settings::Files;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The product, by id
    product: String,
}

pub(super) async fn run(places: &Places, args: &Args) -> Outcome {
    let mut files = Files::of(&places.config);
    let (settings, catalogue) = files.load();
    source::complain_of(&files);
    let id = source::known(&catalogue, &args.product)?;
    let words = source::words(&files, &settings);
    let product = catalogue.product(&id);
    let name = product.map(|product| product.name.clone()).unwrap_or_default();
    let Some(url) = product.and_then(|product| product.open.as_ref()) else {
        return Err(Failure::new(NOTHING, words.format("said-no-address", &[("product", name.into())])));
    };
    let token = std::env::var("XDG_ACTIVATION_TOKEN").ok();
    Opener.open(url, &settings.open.command, token.as_deref()).map_err(|error| {
        let args = [("product", name.as_str().into()), ("why", error.to_string().into())];
        Failure::new(NOTHING, words.format("said-not-opened", &args))
    })?;
    Ok(0)
}
