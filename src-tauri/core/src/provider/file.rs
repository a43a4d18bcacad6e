//! One provider's TOML file: what it may say, and how it becomes a [`Provider`], fresh or over one that is there
//! already. Everything wrong is a [`Problem`] with its line. What concerns several providers is the catalogue's.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use url::{Host, Url};

use super::{
    Behaviour, Category, Confidence, Dependency, Dialect, Feed, Listens, PROMPT_LIMIT, Product, PromptLink, Provider,
    Use,
};
use crate::feed::Format;
use crate::problem::{Problem, line_at};

type Text = Spanned<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProviderFile {
    id: Option<Text>,
    name: Option<Text>,
    status_page: Option<Text>,
    feed: Option<Spanned<FeedFile>>,
    confidence: Option<Confidence>,
    former_ids: Option<Vec<Text>>,
    #[serde(default)]
    product: Vec<Spanned<ProductFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FeedFile {
    format: Option<Text>,
    url: Option<Text>,
    internal: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProductFile {
    id: Option<Text>,
    name: Option<Text>,
    order: Option<u32>,
    category: Option<Category>,
    open: Option<Text>,
    uses: Option<Vec<Use>>,
    components: Option<Vec<Text>>,
    core: Option<Vec<Text>>,
    serves: Option<BTreeMap<Use, Vec<Text>>>,
    title_words: Option<Vec<Text>>,
    depends_on: Option<Vec<Dependency>>,
    prompt: Option<Spanned<PromptFile>>,
    app: Option<Spanned<PromptFile>>,
    local: Option<bool>,
    port: Option<Spanned<u16>>,
    speaks: Option<Spanned<Dialect>>,
    former_ids: Option<Vec<Text>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PromptFile {
    link: Option<Text>,
    behaviour: Option<Behaviour>,
    limit: Option<usize>,
}

/// A file that was read, before the catalogue looks at it beside the others.
pub(super) struct Draft {
    pub(super) provider: Provider,
    /// Where each product that the file speaks about stands, by id.
    pub(super) places: Vec<(String, usize)>,
    /// All that is wrong; a file with any is not used.
    pub(super) problems: Vec<Problem>,
}

/// Reads a file over `base`, the provider it changes; without one it must say everything. `id` is the file's stem.
///
/// # Errors
/// The one problem of a file that is no TOML of this shape. Everything else is listed in the draft.
pub(super) fn read(name: &str, text: &str, id: &str, base: Option<&Provider>) -> Result<Draft, Box<Problem>> {
    let file: ProviderFile = toml::from_str(text).map_err(|error| Box::new(Problem::of_toml(name, text, &error)))?;
    let mut reader = Reader { name, text, problems: Vec::new() };
    let mut places = Vec::new();
    let provider = reader.provider(file, id, base, &mut places);
    Ok(Draft { provider, places, problems: reader.problems })
}

/// `[a-z0-9-]+`
pub(super) fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

struct Reader<'a> {
    name: &'a str,
    text: &'a str,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn say(&mut self, at: Option<Range<usize>>, key: &str, message: impl Into<String>) {
        self.problems.push(Problem {
            file: self.name.to_owned(),
            line: at.map(|span| line_at(self.text, span.start)),
            key: Some(key.to_owned()),
            message: message.into(),
        });
    }

    fn provider(
        &mut self,
        file: ProviderFile,
        stem: &str,
        base: Option<&Provider>,
        places: &mut Vec<(String, usize)>,
    ) -> Provider {
        if let Some(id) = &file.id
            && id.get_ref() != stem
        {
            self.say(Some(id.span()), "id", format!("must be the file's own name, \"{stem}\""));
        }
        if !is_id(stem) {
            self.say(None, "id", "the file's name without .toml is the id: small letters, digits and hyphens");
        }
        let mut provider = base.cloned().unwrap_or_else(|| Provider {
            id: stem.to_owned(),
            name: String::new(),
            status_page: None,
            feed: None,
            confidence: None,
            products: Vec::new(),
            former_ids: Vec::new(),
            own: false,
        });
        self.name_of(file.name, None, "name", &mut provider.name);
        if let Some(page) = file.status_page {
            provider.status_page = self.https(&page, "status_page");
        }
        if let Some(feed) = file.feed {
            provider.feed = self.feed(feed, provider.feed.take());
        }
        provider.confidence = file.confidence.or(provider.confidence);
        if let Some(ids) = file.former_ids {
            provider.former_ids = self.ids(ids, "former_ids");
        }
        for spanned in file.product {
            self.product(spanned, &mut provider, places);
        }
        self.whole(&provider, places);
        provider
    }

    fn product(&mut self, spanned: Spanned<ProductFile>, provider: &mut Provider, places: &mut Vec<(String, usize)>) {
        let header = spanned.span();
        let file = spanned.into_inner();
        let Some(id) = file.id else {
            self.say(Some(header), "product.id", "every product needs an id");
            return;
        };
        if !is_id(id.get_ref()) {
            self.say(Some(id.span()), "product.id", "small letters, digits and hyphens");
            return;
        }
        if places.iter().any(|(known, _)| known == id.get_ref()) {
            self.say(Some(id.span()), "product.id", format!("\"{}\" stands twice in this file", id.get_ref()));
            return;
        }
        places.push((id.get_ref().clone(), line_at(self.text, id.span().start)));
        let key = |last: &str| format!("product.{}.{last}", id.get_ref());
        let known = provider.products.iter().position(|product| product.id == *id.get_ref());
        let mut product = known.map_or_else(
            || blank(id.get_ref().clone(), provider.id.clone()),
            |position| provider.products[position].clone(),
        );
        self.name_of(file.name, Some(id.span()), &key("name"), &mut product.name);
        product.order = file.order.or(product.order);
        product.category = file.category.or(product.category);
        product.local = file.local.unwrap_or(product.local);
        let (port, speaks) = (file.port, file.speaks);
        let place = port.as_ref().map(Spanned::span).or_else(|| speaks.as_ref().map(Spanned::span));
        let port = port.map(Spanned::into_inner).or_else(|| product.listens.map(|listens| listens.port));
        let speaks = speaks.map(Spanned::into_inner).or_else(|| product.listens.map(|listens| listens.speaks));
        product.listens = match (port, speaks) {
            (Some(port), Some(speaks)) if port > 0 && product.local => Some(Listens { port, speaks }),
            (None, None) => None,
            _ => {
                let message = "a tool with local = true has both: a port from 1 to 65535, and speaks";
                self.say(place, &key("port"), message);
                product.listens
            }
        };
        if let Some(open) = file.open {
            product.open =
                if product.local { self.loopback(&open, &key("open")) } else { self.https(&open, &key("open")) };
        }
        if let Some(uses) = file.uses {
            product.uses = uses;
        }
        if let Some(components) = file.components {
            product.components = self.filled(components, &key("components"));
        }
        if let Some(core) = file.core {
            product.core = self.filled(core, &key("core"));
        }
        if let Some(serves) = file.serves {
            let key = key("serves");
            product.serves = serves.into_iter().map(|(of, parts)| (of, self.filled(parts, &key))).collect();
        }
        if let Some(words) = file.title_words {
            product.title_words = self.title_words(words, &key("title_words"));
        }
        if let Some(depends_on) = file.depends_on {
            product.depends_on = depends_on;
            if let Some(bad) = product.depends_on.iter().find(|on| !is_id(&on.id) || on.id == product.id) {
                let message = format!("\"{}\" is not the id of another product or platform", bad.id);
                self.say(Some(id.span()), &key("depends_on"), message);
            }
        }
        if let Some(prompt) = file.prompt {
            product.prompt = self.prompt(prompt, product.prompt.take(), &key("prompt"), LinkKind::Web);
        }
        if let Some(app) = file.app {
            product.app = self.prompt(app, product.app.take(), &key("app"), LinkKind::App);
        }
        if let Some(ids) = file.former_ids {
            product.former_ids = self.ids(ids, &key("former_ids"));
        }
        if let Some(stray) = product.core.iter().find(|core| !product.components.contains(core)) {
            self.say(Some(id.span()), &key("core"), format!("\"{stray}\" is not among the product's components"));
        }
        // Where a person names fewer parts than the catalogue, what it knows of the others is only of no use.
        if known.is_none()
            && let Some(stray) = product.serves.values().flatten().find(|part| !product.components.contains(part))
        {
            self.say(Some(id.span()), &key("serves"), format!("\"{stray}\" is not among the product's components"));
        }
        match known {
            Some(position) => provider.products[position] = product,
            None => provider.products.push(product),
        }
    }

    /// What can be said only when all keys are there.
    fn whole(&mut self, provider: &Provider, places: &[(String, usize)]) {
        if provider.products.is_empty() {
            self.say(None, "product", "a provider needs at least one [[product]]");
        }
        let reading = provider.products.iter().filter(|product| !product.local).count();
        if provider.feed.is_none() || reading < 2 {
            return;
        }
        for product in provider.products.iter().filter(|product| !product.local && product.components.is_empty()) {
            let line = places.iter().find(|(id, _)| *id == product.id).map(|(_, line)| *line);
            self.problems.push(Problem {
                file: self.name.to_owned(),
                line,
                key: Some(format!("product.{}.components", product.id)),
                message: "needed where several products share one feed: the ids of the product's own parts".to_owned(),
            });
        }
    }

    fn name_of(&mut self, name: Option<Text>, owner: Option<Range<usize>>, key: &str, target: &mut String) {
        match name {
            Some(name) if name.get_ref().trim().is_empty() => self.say(Some(name.span()), key, "must not be empty"),
            Some(name) => *target = name.into_inner(),
            None if target.is_empty() => self.say(owner, key, "needed: the name as people say it"),
            None => {}
        }
    }

    fn feed(&mut self, spanned: Spanned<FeedFile>, base: Option<Feed>) -> Option<Feed> {
        let whole = spanned.span();
        let file = spanned.into_inner();
        let internal = file.internal.unwrap_or_else(|| base.as_ref().is_some_and(|feed| feed.internal));
        let named = file.format.as_ref().and_then(|format| Format::named(format.get_ref()));
        if let (Some(format), None) = (&file.format, named) {
            let mut known = Format::ALL.map(Format::name);
            known.sort_unstable();
            self.say(Some(format.span()), "feed.format", format!("one of {}", known.join(", ")));
            return base;
        }
        let url = match &file.url {
            Some(url) if internal => self.url(url, "feed.url", &["https", "http"])?,
            Some(url) => self.https(url, "feed.url")?,
            // A feed that stops being internal must not keep an address that only an internal one may have.
            None => match base.as_ref().map(|feed| feed.url.clone()) {
                Some(url) if internal || url.scheme() == "https" => url,
                Some(_) => {
                    self.say(Some(whole), "feed.url", "https only, unless the feed says internal = true");
                    return None;
                }
                None => {
                    self.say(Some(whole), "feed.url", "needed: the address of the feed");
                    return None;
                }
            },
        };
        let Some(format) = named.or_else(|| base.map(|feed| feed.format)) else {
            self.say(Some(whole), "feed.format", "needed: the name of the feed's format");
            return None;
        };
        Some(Feed { format, url, internal })
    }

    fn prompt(
        &mut self,
        spanned: Spanned<PromptFile>,
        base: Option<PromptLink>,
        key: &str,
        kind: LinkKind,
    ) -> Option<PromptLink> {
        let whole = spanned.span();
        let file = spanned.into_inner();
        if let Some(link) = &file.link
            && !kind.allows(link.get_ref())
        {
            self.say(Some(link.span()), &format!("{key}.link"), kind.allowed());
        }
        let limit = file.limit.or_else(|| base.as_ref().map(|prompt| prompt.limit)).unwrap_or(PROMPT_LIMIT);
        if !(1..=100_000).contains(&limit) {
            self.say(Some(whole.clone()), &format!("{key}.limit"), "1 to 100000 bytes");
        }
        let behaviour = file.behaviour.or_else(|| base.as_ref().map(|prompt| prompt.behaviour));
        let link = file.link.map(Spanned::into_inner).or_else(|| base.map(|prompt| prompt.link));
        let (Some(link), Some(behaviour)) = (link, behaviour) else {
            self.say(Some(whole), key, "needs link and behaviour (\"prefill\" or \"submit\")");
            return None;
        };
        Some(PromptLink { link, behaviour, limit })
    }

    fn https(&mut self, text: &Text, key: &str) -> Option<Url> {
        self.url(text, key, &["https"])
    }

    fn loopback(&mut self, text: &Text, key: &str) -> Option<Url> {
        let url = self.url(text, key, &["https", "http"])?;
        if url.scheme() == "https" || is_loopback(&url) {
            return Some(url);
        }
        self.say(Some(text.span()), key, "http only to this computer (127.0.0.1, [::1], localhost)");
        None
    }

    fn url(&mut self, text: &Text, key: &str, schemes: &[&str]) -> Option<Url> {
        let url = Url::parse(text.get_ref()).ok().filter(Url::has_host);
        let message = match &url {
            None => "not an address such as https://status.example.com".to_owned(),
            Some(url) if !schemes.contains(&url.scheme()) && key == "feed.url" => {
                "https only, unless the feed says internal = true".to_owned()
            }
            Some(url) if !schemes.contains(&url.scheme()) => format!("{} only", schemes.join(" or ")),
            Some(url) if !url.username().is_empty() || url.password().is_some() => {
                "an address without a user name or password".to_owned()
            }
            Some(_) => return url,
        };
        self.say(Some(text.span()), key, message);
        None
    }

    fn ids(&mut self, ids: Vec<Text>, key: &str) -> Vec<String> {
        for id in ids.iter().filter(|id| !is_id(id.get_ref())) {
            self.say(Some(id.span()), key, "small letters, digits and hyphens");
        }
        ids.into_iter().map(Spanned::into_inner).collect()
    }

    fn filled(&mut self, items: Vec<Text>, key: &str) -> Vec<String> {
        for item in items.iter().filter(|item| item.get_ref().trim().is_empty()) {
            self.say(Some(item.span()), key, "must not be empty");
        }
        items.into_iter().map(Spanned::into_inner).collect()
    }

    fn title_words(&mut self, words: Vec<Text>, key: &str) -> Vec<String> {
        for word in &words {
            let text = word.get_ref();
            let folded = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() || *text != folded {
                self.say(Some(word.span()), key, "words in lower case with single spaces, not empty");
            }
        }
        words.into_iter().map(Spanned::into_inner).collect()
    }
}

fn blank(id: String, provider: String) -> Product {
    Product {
        id,
        name: String::new(),
        provider,
        order: None,
        category: None,
        open: None,
        uses: Vec::new(),
        components: Vec::new(),
        core: Vec::new(),
        serves: BTreeMap::new(),
        title_words: Vec::new(),
        depends_on: Vec::new(),
        prompt: None,
        app: None,
        local: false,
        listens: None,
        former_ids: Vec::new(),
        renamed: false,
    }
}

/// What kind of link carries a prompt.
#[derive(Clone, Copy)]
enum LinkKind {
    /// An address in the browser.
    Web,
    /// An address that the tool's own program takes.
    App,
}

impl LinkKind {
    fn allows(self, link: &str) -> bool {
        match self {
            Self::Web => is_prompt_link(link),
            Self::App => is_app_link(link),
        }
    }

    const fn allowed(self) -> &'static str {
        match self {
            Self::Web => "an https address with {q} once, after the host",
            Self::App => "an address of the program's own scheme, with {q} once behind the ?",
        }
    }
}

/// Schemes that mean something to a browser or to the system; a program's own is none of them.
const COMMON_SCHEMES: [&str; 12] =
    ["http", "https", "file", "ftp", "data", "javascript", "vbscript", "blob", "about", "mailto", "view-source", "ws"];

/// A scheme of its own, `{q}` exactly once and as part of the query.
fn is_app_link(link: &str) -> bool {
    let Ok(url) = Url::parse(&link.replace("{q}", "1")) else { return false };
    let in_query = link.split_once('?').is_some_and(|(before, query)| !before.contains("{q}") && query.contains("{q}"));
    in_query && link.matches("{q}").count() == 1 && !COMMON_SCHEMES.contains(&url.scheme())
}

/// https, `{q}` exactly once, and never in the host: a prompt must not choose where it goes.
fn is_prompt_link(link: &str) -> bool {
    let host_with = |prompt: &str| {
        let url = Url::parse(&link.replace("{q}", prompt)).ok()?;
        let plain = url.scheme() == "https" && url.username().is_empty() && url.password().is_none();
        let host = url.host_str()?.to_owned();
        plain.then_some((host, url.port()))
    };
    link.matches("{q}").count() == 1 && host_with("1").is_some() && host_with("1") == host_with("2")
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
