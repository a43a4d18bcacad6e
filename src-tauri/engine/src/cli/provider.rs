//! `siaga provider`: the providers that are known, and the person's own: added by address, removed, and exchanged as a
//! list of feeds. It writes the person's files; a running agent notices.

mod list;

use std::path::PathBuf;

use jiff::Timestamp;
use siaga_core::feed::Format;
use siaga_core::provider::own::{self as new, NewProvider, NotAdded, must_be_new};
use siaga_core::provider::{Catalogue, Provider};
use siaga_core::report::ProviderList;
use siaga_core::wording::Words;

use super::{Failure, INTERNAL, NOTHING, Outcome, USAGE, accept, feed, say, say_json, source};
use crate::detect::Found;
use crate::fetch::Fetcher;
use crate::own::look::{Nothing, look};
use crate::own::{self, Unchanged};
use crate::places::Places;
use crate::settings::Files;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Name the providers: your own first
    List {
        /// Only your own
        #[arg(long)]
        own: bool,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Find the status published at an address, and make it a provider of your own
    Add(AddArgs),
    /// Take a provider of your own away; its file is kept beside its place
    Remove {
        /// The provider, by id
        id: String,
    },
    /// Read the feed of a provider where it has moved to
    Accept(accept::Args),
    /// Write your own providers as a list of feeds (OPML)
    Export {
        /// A file, or - for standard output
        #[arg(default_value = "-")]
        to: String,
        /// Every provider that has a feed
        #[arg(long)]
        all: bool,
    },
    /// Add the feeds of a list (OPML) that are not known yet
    Import {
        /// A file, or - for standard input
        from: String,
        /// Allow plain http and private addresses
        #[arg(long)]
        internal: bool,
        /// Do not watch what is added
        #[arg(long)]
        no_watch: bool,
    },
}

#[derive(Debug, clap::Args)]
struct AddArgs {
    /// A status page, or the feed itself
    url: String,
    /// Allow plain http and private addresses, for this feed alone
    #[arg(long)]
    internal: bool,
    /// Its id; without it, one is made from the host or the name
    #[arg(long)]
    id: Option<String>,
    /// Its name; without it, what the page calls itself
    #[arg(long)]
    name: Option<String>,
    /// Its format; without it, it is found out
    #[arg(long)]
    format: Option<String>,
    /// Do not watch it
    #[arg(long)]
    no_watch: bool,
}

/// The person's files, and who is asked about addresses.
struct Desk {
    config: PathBuf,
    files: Files,
    catalogue: Catalogue,
    words: Words,
    fetcher: Option<Fetcher>,
}

pub(super) async fn run(places: &Places, args: Args) -> Outcome {
    let mut desk = Desk::at(places);
    match args.what {
        What::List { own, json } => desk.list(own, json),
        What::Add(args) => desk.add(args).await,
        What::Accept(args) => accept::run(places, &args).await,
        What::Remove { id } => desk.remove(&id),
        What::Export { to, all } => desk.export(&to, all),
        What::Import { from, internal, no_watch } => desk.import(&from, internal, !no_watch).await,
    }
}

impl Desk {
    fn at(places: &Places) -> Self {
        let mut files = Files::of(&places.config);
        let (settings, catalogue) = files.load();
        let words = source::words(&files, &settings);
        Self { config: places.config.clone(), files, catalogue, words, fetcher: None }
    }

    fn list(&self, only_own: bool, json: bool) -> Outcome {
        source::complain_of(&self.files);
        let chosen = self.catalogue.providers().iter().filter(|provider| provider.own || !only_own);
        if json {
            say_json(&chosen.collect::<ProviderList>())?;
            return Ok(0);
        }
        let own: Vec<&Provider> = self.catalogue.providers().iter().filter(|provider| provider.own).collect();
        if own.is_empty() {
            say(&self.words.text("cli-provider-none"));
        }
        let widest = |of: fn(&Provider) -> &str| own.iter().map(|one| of(one).chars().count()).max().unwrap_or(0);
        let (ids, names) = (widest(|one| &one.id), widest(|one| &one.name));
        for provider in &own {
            let feed = provider.feed.as_ref();
            let format = feed.map_or("-", |feed| feed.format.label());
            let url = feed.map_or_else(String::new, |feed| crate::fetch::shown(&feed.url));
            say(&format!("  {:ids$}  {:names$}  {format:16}  {url}", provider.id, provider.name));
        }
        if !only_own {
            let count = self.catalogue.providers().len() - own.len();
            say(&self.words.format("cli-provider-shipped", &[("count", count.into())]));
        }
        Ok(0)
    }

    async fn add(&mut self, args: AddArgs) -> Outcome {
        let format = args.format.as_deref().map(feed::named).transpose()?;
        let address = new::address(&args.url).map_err(|why| self.not_added(&why))?;
        if let Err(there) = must_be_new(&self.catalogue, &address) {
            return self.there(&there);
        }
        let found = self.look(&address, args.internal, format).await?;
        let made = found.as_provider(args.internal);
        let made = NewProvider { name: args.name.as_deref().or(made.name), id: args.id.as_deref(), ..made };
        let own = match own::add(&self.config, &self.catalogue, &made, !args.no_watch) {
            Ok(own) => own,
            Err(Unchanged::NotAdded(there @ NotAdded::There { .. })) => return self.there(&there),
            Err(error) => return Err(self.unchanged(&error)),
        };
        let parts = found.observation.components.len();
        say(&self.words.format(
            "own-added",
            &[
                ("name", own.name.as_str().into()),
                ("id", own.id.as_str().into()),
                ("format", found.format.label().into()),
                ("parts", parts.into()),
            ],
        ));
        if !args.no_watch {
            say(&self.words.text("own-added-watched"));
        }
        let url = crate::fetch::shown(&found.url);
        let status = self.words.status(found.observation.status());
        say(&self.words.format("cli-provider-found", &[("url", url.into()), ("status", status.into())]));
        if let Some(elsewhere) = &found.elsewhere {
            let url = crate::fetch::shown(elsewhere);
            say(&self.words.format("cli-provider-elsewhere", &[("url", url.into())]));
        }
        let file = self.config.join("catalogue").join(format!("{}.toml", own.id)).display().to_string();
        say(&self.words.format("cli-provider-file", &[("file", file.into())]));
        Ok(0)
    }

    fn remove(&self, id: &str) -> Outcome {
        let removed = own::remove(&self.config, &self.catalogue, id).map_err(|error| self.unchanged(&error))?;
        let args = [("name", removed.name.into()), ("file", removed.kept.display().to_string().into())];
        say(&self.words.format("own-removed", &args));
        Ok(0)
    }

    async fn look(&mut self, address: &url::Url, internal: bool, format: Option<Format>) -> Result<Found, Failure> {
        let fetcher = self.fetcher()?;
        look(&fetcher, address, internal, format, Timestamp::now()).await.map_err(|nothing| {
            let code = if matches!(nothing, Nothing::Refused(_)) { USAGE } else { NOTHING };
            Failure::new(code, nothing.sentence(&self.words))
        })
    }

    fn fetcher(&mut self) -> Result<Fetcher, Failure> {
        if let Some(fetcher) = &self.fetcher {
            return Ok(fetcher.clone());
        }
        let made =
            Fetcher::new(env!("CARGO_PKG_VERSION")).map_err(|error| Failure::new(INTERNAL, error.to_string()))?;
        self.fetcher = Some(made.clone());
        Ok(made)
    }

    /// What is there already is no mistake.
    fn there(&self, there: &NotAdded) -> Outcome {
        say(&there.sentence(&self.words));
        Ok(0)
    }

    fn not_added(&self, why: &NotAdded) -> Failure {
        Failure::new(USAGE, why.sentence(&self.words))
    }

    fn unchanged(&self, error: &Unchanged) -> Failure {
        source::unchanged(error, &self.words)
    }
}
