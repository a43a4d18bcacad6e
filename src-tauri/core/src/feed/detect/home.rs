//! Pages whose feed is not where their address would let one look: on another host, or under a path of their own.

use url::Url;

use super::Candidate;
use crate::feed::Format;

/// Host, beginning of the path, and where the feed is.
const HOMES: [(&str, &str, &str); 22] = [
    ("health.aws.amazon.com", "/", "https://health.aws.amazon.com/public/currentevents"),
    ("status.aws.amazon.com", "/", "https://health.aws.amazon.com/public/currentevents"),
    ("status.cloud.google.com", "/maps-platform", "https://status.cloud.google.com/maps-platform/incidents.json"),
    ("status.cloud.google.com", "/", "https://status.cloud.google.com/incidents.json"),
    ("status.firebase.google.com", "/", "https://status.firebase.google.com/incidents.json"),
    ("www.google.com", "/appsstatus", "https://www.google.com/appsstatus/dashboard/incidents.json"),
    ("ads.google.com", "/status/publisher", "https://ads.google.com/status/publisher/incidents.json"),
    ("azure.status.microsoft", "/", "https://rssfeed.azure.status.microsoft/en-us/status/feed/"),
    ("status.azure.com", "/", "https://rssfeed.azure.status.microsoft/en-us/status/feed/"),
    ("status.cloud.microsoft", "/", "https://status.cloud.microsoft/api/posts/m365Consumer"),
    ("slack-status.com", "/", "https://slack-status.com/api/v2.0.0/current"),
    ("status.slack.com", "/", "https://status.slack.com/api/v2.0.0/current"),
    (
        "www.apple.com",
        "/support/systemstatus",
        "https://www.apple.com/support/systemstatus/data/system_status_en_US.js",
    ),
    ("status.salesforce.com", "/", "https://api.status.salesforce.com/v1/instances/status/preview?products="),
    ("trust.salesforce.com", "/", "https://api.status.salesforce.com/v1/instances/status/preview?products="),
    ("status.heroku.com", "/", "https://status.heroku.com/api/v4/current-status"),
    ("status.webex.com", "/", "https://service-status.webex.com/customer/dashServices/891?commercial=true"),
    ("status.x.ai", "/", "https://status.x.ai/feed.xml"),
    ("status.mistral.ai", "/", "https://status.mistral.ai/api/status-page/mistral-ai/unresolved-incidents"),
    ("status.deepseek.com", "/", "https://status.deepseek.com/api/status-page/6410630422455/summary/active"),
    ("status.gitlab.com", "/", "https://api.status.io/1.0/status/5b36dc6502d06804c08349f7"),
    ("status.clickup.com", "/", "https://api.status.io/1.0/status/5b6e0963c662144d00913a09"),
];

/// The feeds that a page's address alone leads to, best first: known homes, and hosts that keep pages by name.
pub(super) fn of(address: &Url) -> Vec<Candidate> {
    let (host, path) = (address.host_str().unwrap_or_default(), address.path());
    let known = HOMES.iter().filter(|(name, start, _)| *name == host && path.starts_with(start)).take(1);
    let known = known.filter_map(|(.., feed)| Url::parse(feed).ok()).map(Candidate::of);
    known.chain(rented(address, host)).collect()
}

/// Hosts that keep many pages: the page's name in host or path leads to its feed.
fn rented(address: &Url, host: &str) -> Vec<Candidate> {
    let parts: Vec<&str> = address.path_segments().into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let at = |url: String, format: Format| Url::parse(&url).ok().map(|url| Candidate { url, format: Some(format) });
    let on = |path: &str, format: Format| address.join(path).ok().map(|url| Candidate { url, format: Some(format) });
    let under = |domain: &str| host.strip_suffix(domain).and_then(|name| name.strip_suffix('.'));
    let found: Vec<Option<Candidate>> = match (host, parts.as_slice()) {
        ("github.com", [owner, repository, ..]) => upptime(owner, repository),
        ("statuspage.incident.io", [name, ..]) => vec![on(&format!("/proxy/{name}"), Format::IncidentIoNative)],
        ("stats.uptimerobot.com", [key, ..]) => vec![on(&format!("/api/getMonitorList/{key}"), Format::UptimeRobot)],
        ("status.flashcat.cloud", [id, ..]) if id.bytes().all(|byte| byte.is_ascii_digit()) => {
            vec![on(&format!("/api/status-page/{id}/summary/active"), Format::Flashcat)]
        }
        (_, parts) => {
            if let Some(name) = under("onlineornot.com").filter(|name| !matches!(*name, "www" | "api")) {
                let feed = format!("https://api.onlineornot.com/v1/status_pages/{name}/summary");
                vec![at(feed, Format::OnlineOrNot)]
            } else if under("statuspage.datadoghq.com").is_some() {
                vec![on("/config.json", Format::DatadogStatus)]
            } else if under("instatus.com").is_some() {
                vec![on("/summary.json", Format::Instatus)]
            } else if under("betteruptime.com").is_some() {
                vec![on("/index.json", Format::BetterStack)]
            } else if let (Some(owner), [repository, ..]) = (under("github.io"), parts) {
                upptime(owner, repository)
            } else {
                Vec::new()
            }
        }
    };
    found.into_iter().flatten().collect()
}

/// A repository keeps its summary on its main branch, by either of the names in use.
fn upptime(owner: &str, repository: &str) -> Vec<Option<Candidate>> {
    let on = |branch: &str| {
        let feed = format!("https://raw.githubusercontent.com/{owner}/{repository}/{branch}/history/summary.json");
        Url::parse(&feed).ok().map(|url| Candidate { url, format: Some(Format::Upptime) })
    };
    vec![on("master"), on("main")]
}
