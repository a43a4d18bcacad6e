//! Providers that a person adds: from what was found at an address to the text of a catalogue file, and to its id.
//!
//! It asks nobody and writes nothing: what was found comes as values, the file is the engine's. What came from a
//! provider's page is quoted as text, so that no name can become a key.

use url::{Host, Url};

use super::file::is_id;
use super::{Catalogue, Feed, Provider};
use crate::feed::text;
use crate::observation::Component;
use crate::place::registrable;
use crate::wording::Words;

/// Longest address that is taken, in bytes.
pub const LONGEST_ADDRESS: usize = 2048;

/// Longest id that is made, in bytes: an id is typed.
const LONGEST_ID: usize = 40;

/// Parts of the page that are named in the file for the person to choose from.
const PARTS_NAMED: usize = 40;

/// Labels of a host that say what stands there and not whose it is.
const DOORS: [&str; 12] =
    ["www", "status", "stats", "state", "health", "uptime", "monitor", "monitoring", "api", "feed", "feeds", "rss"];

/// What is to become a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProvider<'a> {
    /// Where its state is read.
    pub feed: Feed,
    /// What it calls itself, or what the person calls it.
    pub name: Option<&'a str>,
    /// Its status page for people.
    pub page: Option<&'a Url>,
    /// The page's parts, as they were found.
    pub components: &'a [Component],
    /// The id that the person wants; absent: one is made from the host, else from the name.
    pub id: Option<&'a str>,
}

/// A catalogue file of the person's own, `<id>.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFile {
    /// Of the provider and of its one product.
    pub id: String,
    /// Of both, too.
    pub name: String,
    /// What the file says.
    pub text: String,
}

/// Why an address does not become a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAdded {
    /// It is no address of the web.
    NotAnAddress,
    /// It carries a user name or a password.
    SignIn,
    /// It is plain http or private, and nobody said that it is internal.
    Private {
        /// Host and port.
        host: String,
    },
    /// A provider of the catalogue has this feed.
    There {
        /// The provider's id.
        id: String,
        /// Its name.
        name: String,
    },
    /// The id that the person wants is none.
    NotAnId(String),
    /// The id that the person wants belongs to another.
    Taken(String),
}

impl NotAdded {
    /// The same as a sentence for the person.
    #[must_use]
    pub fn sentence(&self, words: &Words) -> String {
        match self {
            Self::NotAnAddress => words.text("own-not-an-address"),
            Self::SignIn => words.text("own-sign-in"),
            Self::Private { host } => words.format("own-private", &[("host", host.as_str().into())]),
            Self::There { id, name } => {
                words.format("own-there", &[("id", id.as_str().into()), ("name", name.as_str().into())])
            }
            Self::NotAnId(id) => words.format("own-not-an-id", &[("id", id.as_str().into())]),
            Self::Taken(id) => words.format("own-taken", &[("id", id.as_str().into())]),
        }
    }
}

/// The address that a person wrote or pasted; https where they left the scheme out.
///
/// # Errors
/// [`NotAdded::NotAnAddress`] and [`NotAdded::SignIn`].
pub fn address(written: &str) -> Result<Url, NotAdded> {
    let written = written.trim();
    if written.len() > LONGEST_ADDRESS {
        return Err(NotAdded::NotAnAddress);
    }
    let whole = if written.contains("://") { written.to_owned() } else { format!("https://{written}") };
    let mut url = Url::parse(&whole).ok().filter(Url::has_host).ok_or(NotAdded::NotAnAddress)?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(NotAdded::NotAnAddress);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(NotAdded::SignIn);
    }
    url.set_fragment(None);
    Ok(url)
}

/// No provider's feed stands at this address, and it is not the status page of one whose feed is read.
///
/// # Errors
/// [`NotAdded::There`].
pub fn must_be_new(catalogue: &Catalogue, url: &Url) -> Result<(), NotAdded> {
    // A page is the same page with a slash at its end and without.
    let bare = |url: &Url| url.as_str().split('#').next().unwrap_or_default().trim_end_matches('/').to_owned();
    let wanted = bare(url);
    let is_it = |known: &&Provider| {
        let feed = known.feed.as_ref().map(|feed| &feed.url);
        feed.is_some_and(|feed| {
            [Some(feed), known.status_page.as_ref()].into_iter().flatten().any(|at| bare(at) == wanted)
        })
    };
    let known = catalogue.providers().iter().find(is_it);
    known.map_or(Ok(()), |known| Err(NotAdded::There { id: known.id.clone(), name: known.name.clone() }))
}

impl NewProvider<'_> {
    /// The file that makes it a provider with one product of the same name, to which the whole page counts. `taken`
    /// says which ids the catalogue does not know and that must not be used all the same.
    ///
    /// # Errors
    /// [`NotAdded`].
    pub fn file(&self, catalogue: &Catalogue, taken: impl Fn(&str) -> bool) -> Result<OwnFile, NotAdded> {
        if self.feed.url.scheme() != "https" && !self.feed.internal {
            return Err(NotAdded::Private { host: host_and_port(&self.feed.url) });
        }
        if !self.feed.url.username().is_empty() || self.feed.url.password().is_some() {
            return Err(NotAdded::SignIn);
        }
        must_be_new(catalogue, &self.feed.url)?;
        let is_taken = |id: &str| has_id(catalogue, id) || taken(id);
        let id = match self.id {
            Some(id) if !is_id(id) || id.len() > LONGEST_ID => return Err(NotAdded::NotAnId(text::word(id))),
            Some(id) if is_taken(id) => return Err(NotAdded::Taken(id.to_owned())),
            Some(id) => id.to_owned(),
            None => free(&self.stem(), is_taken),
        };
        let name = self.name.map(text::title).filter(|name| !name.is_empty()).unwrap_or_else(|| self.host());
        let text = self.text(&id, &name);
        Ok(OwnFile { id, name, text })
    }

    fn text(&self, id: &str, name: &str) -> String {
        let Feed { format, url, internal } = &self.feed;
        let mut lines = vec![
            "# A provider of your own, added by Siaga. The file is yours to change; every key is explained in Siaga's"
                .into(),
            format!("# README. `siaga provider remove {id}` takes the provider away."),
            String::new(),
            format!("id = {}", quoted(id)),
            format!("name = {}", quoted(name)),
        ];
        if let Some(page) = self.page.filter(|page| page.scheme() == "https" && is_plain(page)) {
            lines.push(format!("status_page = {}", quoted(page.as_str())));
        }
        if *internal {
            lines.push("# Internal: plain http and private addresses are allowed, for this feed alone.".into());
        }
        let internal = if *internal { ", internal = true" } else { "" };
        lines.push(format!(
            "feed = {{ format = {}, url = {}{internal} }}",
            quoted(format.name()),
            quoted(url.as_str())
        ));
        lines.push(String::new());
        lines.push("[[product]]".into());
        lines.push(format!("id = {}", quoted(id)));
        lines.push(format!("name = {}", quoted(name)));
        lines.extend(self.parts());
        lines.join("\n") + "\n"
    }

    /// What the person may choose from, commented out: without a choice the whole page counts.
    fn parts(&self) -> Vec<String> {
        let named: Vec<&Component> = self.components.iter().filter(|part| !part.id.is_empty()).collect();
        if named.is_empty() {
            return vec!["# The whole page counts.".into()];
        }
        let mut lines = vec![
            "# The whole page counts. To let only some of its parts count, keep theirs and take the # away:".into(),
        ];
        lines.push("# components = [".into());
        let part = |part: &&Component| format!("#   {}, # {}", quoted(&text::title(&part.id)), text::title(&part.name));
        lines.extend(named.iter().take(PARTS_NAMED).map(part));
        if named.len() > PARTS_NAMED {
            lines.push(format!("#   # and {} more: `siaga feed read` names them", named.len() - PARTS_NAMED));
        }
        lines.push("# ]".into());
        lines
    }

    /// What the id is made from: whose the host is, else the name, else the host as it stands.
    fn stem(&self) -> String {
        let page = self.page.unwrap_or(&self.feed.url);
        let owner = match page.host() {
            Some(Host::Domain(_)) => owner(page),
            Some(Host::Ipv4(_) | Host::Ipv6(_)) | None => None,
        };
        let named = || self.name.map(slug).filter(|slug| !slug.is_empty());
        owner.map(|label| slug(&label)).filter(|slug| !slug.is_empty()).or_else(named).unwrap_or_else(|| {
            let host = slug(&self.host());
            if host.is_empty() { "own".to_owned() } else { host }
        })
    }

    fn host(&self) -> String {
        self.page.unwrap_or(&self.feed.url).host_str().unwrap_or("own").trim_start_matches("www.").to_owned()
    }
}

/// Host and port of an address, for messages.
#[must_use]
pub fn host_and_port(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

fn is_plain(url: &Url) -> bool {
    url.username().is_empty() && url.password().is_none()
}

/// Present and former ids, of providers and of products: the new provider's product has the provider's id.
fn has_id(catalogue: &Catalogue, id: &str) -> bool {
    catalogue.provider(id).is_some() || catalogue.product(id).is_some()
}

fn free(stem: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2_u32..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.to_owned()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_default()
}

/// The first label of the registrable domain, unless it says what stands there and not whose it is.
fn owner(address: &Url) -> Option<String> {
    let house = registrable(address)?;
    let label = house.split('.').next()?;
    (!DOORS.contains(&label)).then(|| label.to_owned())
}

/// Small letters, digits and single hyphens.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().map(|c| c.to_ascii_lowercase()) {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        // Room is left for a number.
        if slug.len() >= LONGEST_ID - 6 {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// As TOML writes a text.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests;
