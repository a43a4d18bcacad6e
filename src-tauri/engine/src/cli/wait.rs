//! `siaga wait PRODUCT --up`: ends when a product works, for scripts. With an agent it follows that one; without, it
//! reads for itself, remembers nothing and tells nothing.

use std::collections::BTreeMap;
use std::time::Duration;

use siaga_core::observation::Status;
use siaga_core::provider::Catalogue;
use siaga_core::snapshot::{ProductView, Snapshot};
use siaga_core::wire::{Command, ErrorCode, Push, WireError};
use siaga_core::wording::Words;

use super::source;
use super::{Failure, INTERNAL, NOTHING, Outcome, TIMED_OUT, USAGE, say, span};
use crate::client::{Client, Connection};
use crate::places::Places;
use crate::settings::Files;

/// Longest wait that can be asked for, in seconds.
const LONGEST: i64 = 30 * 24 * 60 * 60;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The product, by id
    product: String,
    /// Wait until it works, as its provider says
    #[arg(long, required = true)]
    up: bool,
    /// Give up after this long, such as 90s, 2h or 1h 30m; without it, never
    #[arg(long, value_name = "TIME")]
    timeout: Option<String>,
}

pub(super) async fn run(places: &Places, args: &Args) -> Outcome {
    let limit = args.timeout.as_deref().map(limit).transpose()?;
    let mut files = Files::of(&places.config);
    let (settings, catalogue) = files.load();
    let words = source::words(&files, &settings);
    let id = source::known(&catalogue, &args.product)?;
    must_be_reported_on(&catalogue, &id, &words)?;
    let mut wait = Wait { product: id, troubled: false, last: None };
    let over = async {
        match limit {
            Some(limit) => tokio::time::sleep(limit).await,
            None => std::future::pending().await,
        }
    };
    let up = tokio::select! {
        up = wait.until_up(places, &files) => Some(up?),
        () = over => None,
    };
    if let Some(line) = up {
        say(&words.format("wait-up", &[("product", line.into())]));
        return Ok(0);
    }
    let state = wait.last.as_ref().map_or_else(|| words.status(Status::Unknown), |view| words.state(view));
    let name = catalogue.product(&wait.product).map_or(wait.product.as_str(), |product| product.name.as_str());
    let time = args.timeout.clone().unwrap_or_default();
    let args = [("product", name.into()), ("time", time.into()), ("state", state.into())];
    Err(Failure::new(TIMED_OUT, words.format("wait-timed-out", &args)))
}

/// One of which nobody reports anything would be waited for in vain.
fn must_be_reported_on(catalogue: &Catalogue, id: &str, words: &Words) -> Result<(), Failure> {
    let provider = catalogue.provider_of(id);
    if provider.is_some_and(|provider| provider.feed.is_some()) {
        return Ok(());
    }
    let product = catalogue.product(id);
    let local = product.is_some_and(|product| product.local);
    let name = product.map_or(id, |product| product.name.as_str());
    let maker = provider.map_or(id, |provider| provider.name.as_str());
    let key = if local { "wait-local" } else { "wait-no-feed" };
    Err(Failure::new(NOTHING, words.format(key, &[("product", name.into()), ("provider", maker.into())])))
}

fn limit(text: &str) -> Result<Duration, Failure> {
    let seconds = span::seconds(text).filter(|seconds| (1..=LONGEST).contains(seconds));
    seconds.and_then(|seconds| u64::try_from(seconds).ok()).map(Duration::from_secs).ok_or_else(|| {
        let allowed = "write it like 90s, 2h or 1h 30m, from 1s to 30d; without --timeout there is no end";
        Failure::new(USAGE, format!("“{text}” is no duration: {allowed}"))
    })
}

/// What has been seen while waiting.
struct Wait {
    product: String,
    /// It was seen in trouble, or an outage of it was open.
    troubled: bool,
    last: Option<ProductView>,
}

impl Wait {
    /// Waits, and answers with the product's name.
    async fn until_up(&mut self, places: &Places, files: &Files) -> Result<String, Failure> {
        while let Some(connection) = source::agent(places).await? {
            if let Some(name) = self.follow(connection).await? {
                return Ok(name);
            }
            // The agent has ended: the next one is followed, or there is none and the feeds are read here.
        }
        source::complain_of(files);
        let mut running = source::engine(places, std::slice::from_ref(&self.product), BTreeMap::new())?;
        loop {
            let up = self.look(&running.snapshots.borrow_and_update());
            if let Some(name) = up {
                return Ok(name);
            }
            if running.snapshots.changed().await.is_err() {
                return Err(Failure::new(INTERNAL, "the feeds are not read any more"));
            }
        }
    }

    /// Follows an agent until the product is up or the agent has ended.
    async fn follow(&mut self, mut connection: Connection) -> Result<Option<String>, Failure> {
        let subscribe = Command::Subscribe { window: false, decisions: false };
        if !asked(&connection.client, subscribe).await? {
            return Ok(None);
        }
        let mut read = false;
        while let Some(push) = connection.pushes.recv().await {
            match push {
                Push::Snapshot(snapshot) => {
                    if let Some(name) = self.look(&snapshot) {
                        return Ok(Some(name));
                    }
                    if !read && source::is_unread(&snapshot, &self.product) {
                        // Nobody else needs its feed: from now on it is read.
                        let check = Command::Check { products: vec![self.product.clone()] };
                        read = asked(&connection.client, check).await?;
                    }
                }
                Push::Bye(_) => break,
                Push::Decision(_) | Push::Show(_) => {}
            }
        }
        Ok(None)
    }

    /// Whether the product is up in this picture: its name.
    fn look(&mut self, snapshot: &Snapshot) -> Option<String> {
        let view = snapshot.product(&self.product)?;
        self.troubled |= view.status.is_trouble() || view.told || view.held.is_some();
        self.last = Some(view.clone());
        is_up(view, self.troubled).then(|| view.name.clone())
    }
}

/// Asks an agent something; false where it has ended meanwhile, or cannot answer.
async fn asked(client: &Client, command: Command) -> Result<bool, Failure> {
    match client.ask(command).await {
        Ok(_) => Ok(true),
        Err(WireError { code: ErrorCode::Failed, .. }) => Ok(false),
        Err(error) => Err(source::refused(error)),
    }
}

/// By fresh evidence: it works, and after trouble two reads in a row say so, as for telling that it is over.
fn is_up(view: &ProductView, troubled: bool) -> bool {
    let confirmed = matches!((view.since, view.read_at), (Some(since), Some(read_at)) if read_at > since);
    view.status == Status::Operational && (confirmed || !troubled)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(status: Status, since: i64, read_at: i64) -> ProductView {
        let at = |second| jiff::Timestamp::from_second(second).ok();
        ProductView {
            id: "chat".into(),
            name: "Chat".into(),
            provider: "example".into(),
            watched: true,
            status,
            last_known: status,
            nothing_reported: false,
            since: at(since),
            read_at: at(read_at),
            incident: None,
            incidents: vec![],
            components: vec![],
            uses: vec![],
            opens: true,
            local: false,
            snoozed_until: None,
            asked: false,
            told: false,
            held: None,
            held_text: None,
        }
    }

    #[test]
    fn a_product_is_up_after_one_good_read_without_trouble_and_after_two_with() {
        for (status, since, read_at, troubled, up) in [
            (Status::Operational, 100, 100, false, true),
            (Status::Operational, 100, 100, true, false),
            (Status::Operational, 100, 101, true, true),
            (Status::Unknown, 100, 200, false, false),
            (Status::Maintenance, 100, 200, false, false),
            (Status::Degraded, 100, 200, false, false),
            (Status::MajorOutage, 100, 200, true, false),
        ] {
            assert_eq!(is_up(&view(status, since, read_at), troubled), up, "{status:?} {since} {read_at} {troubled}");
        }
    }

    #[test]
    fn how_long_to_wait_is_read_as_people_write_it() {
        for (text, seconds) in [("2h", 7200), ("90s", 90), ("1h 30m", 5400), ("30d", 2_592_000)] {
            assert_eq!(limit(text).unwrap(), Duration::from_secs(seconds), "{text}");
        }
        for text in ["", "soon", "0s", "-1h", "31d", "7"] {
            assert_eq!(limit(text).unwrap_err().code, USAGE, "{text}");
        }
    }
}
