//! What the makers of status pages leave in their pages: the addresses that a page loads its data from, and the names
//! and numbers in them. Looked for as fixed pieces of text; what follows is taken only if it is such a name.

use url::Url;

use super::Candidate;
use crate::feed::Format;

/// The longest name or number of a page that is taken.
const LONGEST: usize = 64;

/// Names in front of a shared domain that are its owner's own and no page's.
const OWNERS: [&str; 11] =
    ["www", "api", "app", "help", "manage", "support", "subscriptions", "cdn", "lang", "dashboard", "static"];

/// Status.io's address for a page's number, as its header or its script says it.
pub(super) fn statusio(id: &str) -> Option<Candidate> {
    let id = id.trim();
    let fits = id.len() == 24 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then(|| named(&format!("https://api.status.io/1.0/status/{id}"), Format::StatusIo)).flatten()
}

/// The feeds that a page loads its own data from.
pub(super) fn loaded(html: &str, at: &Url) -> Vec<Candidate> {
    let mut found = Vec::new();
    found.extend(after(html, "api.status.io/1.0/status/").and_then(statusio));
    found.extend(after(html, "statuspageId").and_then(statusio));
    for prefix in before(html, ".statuspage.datadoghq.com") {
        found.extend(named(&format!("https://{prefix}.statuspage.datadoghq.com/config.json"), Format::DatadogStatus));
    }
    if let Some(name) = after(html, "api.onlineornot.com/v1/status_pages/") {
        let feed = format!("https://api.onlineornot.com/v1/status_pages/{name}/summary");
        found.extend(named(&feed, Format::OnlineOrNot));
    } else if html.contains("onlineornot") {
        let host = at.host_str().unwrap_or_default();
        let feed = format!("https://api.onlineornot.com/v1/status_pages/{host}/summary");
        found.extend(named(&feed, Format::OnlineOrNot));
    }
    if let Some(key) = after(html, "/api/getMonitorList/") {
        found.extend(here(at, &format!("/api/getMonitorList/{key}"), Format::UptimeRobot));
    }
    found.extend(by_name(html, at));
    // Two would be the pages of others that this one links to.
    if let [page] = before(html, ".statuspage.io").as_slice() {
        found.extend(named(&format!("https://{page}.statuspage.io/api/v2/summary.json"), Format::Statuspage));
    }
    for page in before(html, ".instatus.com") {
        found.extend(named(&format!("https://{page}.instatus.com/summary.json"), Format::Instatus));
    }
    if let Some(repository) = repository(html) {
        let feed = format!("https://raw.githubusercontent.com/{repository}/history/summary.json");
        found.extend(named(&feed, Format::Upptime));
    }
    found
}

/// Three makers keep a page's data under `/api/status-page/`, by a name or a number, each in a way of its own.
fn by_name(html: &str, at: &Url) -> Vec<Candidate> {
    let lower = html.to_ascii_lowercase();
    let mentions = |maker: &str| lower.contains(maker);
    let id = after(html, "/api/status-page/").filter(|id| *id != "heartbeat");
    let number = |text: &&str| text.len() >= 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut found = Vec::new();
    let flashcat = mentions("flashcat") || mentions("flashduty");
    let page_id = id.filter(number).or_else(|| {
        let keys = ["page_id", "pageId", "status_page_id"];
        keys.iter().find_map(|key| after(html, key)).filter(number).filter(|_| flashcat)
    });
    if let Some(id) = page_id {
        found.extend(here(at, &format!("/api/status-page/{id}/summary/active"), Format::Flashcat));
    }
    let slug = id.filter(|id| !number(id)).or_else(|| ["slug", "pageSlug"].iter().find_map(|key| after(html, key)));
    if mentions("checkly")
        && let Some(slug) = slug
    {
        found.extend(here(at, &format!("/api/status-page/{slug}/unresolved-incidents"), Format::Checkly));
    }
    if mentions("uptime kuma") || mentions("uptime-kuma") || mentions("uptimekuma") {
        // Its page stands at /status/<slug>; a page at the root of a host of its own names the slug in its data.
        let mut parts = at.path_segments().into_iter().flatten();
        let own = (parts.next() == Some("status")).then(|| parts.next()).flatten().filter(|slug| !slug.is_empty());
        if let Some(slug) = own.or(slug) {
            found.extend(here(at, &format!("/api/status-page/{slug}"), Format::UptimeKuma));
        }
    }
    found
}

/// `owner/name/branch` of a repository whose history the page reads.
fn repository(html: &str) -> Option<String> {
    let (_, rest) = html.split_once("raw.githubusercontent.com/")?;
    let mut parts = rest.splitn(4, '/').map(|part| part.split(|c: char| !is_name(c) && c != '.').next().unwrap_or(""));
    let (owner, name, branch) = (parts.next()?, parts.next()?, parts.next()?);
    let is_short = |part: &str| !part.is_empty() && part.len() <= LONGEST && part != "..";
    [owner, name, branch].into_iter().all(is_short).then(|| format!("{owner}/{name}/{branch}"))
}

/// The name behind the first place where `mark` stands and a name follows: in an address, or as the value of a key in
/// data, with whatever quotes and signs stand between.
fn after<'a>(html: &'a str, mark: &str) -> Option<&'a str> {
    html.match_indices(mark).take(20).find_map(|(at, _)| {
        let rest = &html[at + mark.len()..];
        let signs = rest.bytes().take(6).take_while(|byte| b"\\\"': =".contains(byte)).count();
        // A longer word that begins like the key is another key.
        let is_key = mark.ends_with('/') || signs > 0;
        let rest = &rest[signs..];
        let end = rest.find(|c: char| !is_name(c) && c != '.').unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches('.');
        (is_key && (1..=LONGEST).contains(&name.len()) && !name.starts_with('.')).then_some(name)
    })
}

/// The names in front of a shared domain, each once, at most two.
fn before<'a>(html: &'a str, domain: &str) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for (at, _) in html.match_indices(domain).take(50) {
        let name = html[..at].rsplit(|c: char| !is_name(c)).next().unwrap_or_default();
        let fits = (1..=LONGEST).contains(&name.len()) && !name.starts_with('-') && !OWNERS.contains(&name);
        if fits && !found.contains(&name) && found.len() < 2 {
            found.push(name);
        }
    }
    found
}

const fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

fn named(url: &str, format: Format) -> Option<Candidate> {
    Url::parse(url).ok().map(|url| Candidate { url, format: Some(format) })
}

fn here(at: &Url, path: &str, format: Format) -> Option<Candidate> {
    at.join(path).ok().map(|url| Candidate { url, format: Some(format) })
}
