//! Finding the feed behind an address, against scripted servers on 127.0.0.1: which answer is taken, how politely it
//! is looked for, and what a person is told where there is none.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};
use siaga_core::feed::Format;
use siaga_core::observation::Status;
use siaga_engine::detect::{Found, MOST, NotFound, detect, detect_on_host};
use siaga_engine::fetch::{FailureKind, Fetcher, Limits, Proxies};
use url::Url;

use crate::support::server::{Gate, Response, Server, Step, Tunnel};

/// The paths asked before the page itself.
const FIRST: [&str; 4] = ["/api/v2/summary.json", "/summary.json", "/status.json", "/index.json"];

fn fetcher() -> Fetcher {
    Fetcher::with_limits("1.2.3", Limits::default(), Proxies::none()).unwrap()
}

fn url(text: &str) -> Url {
    text.parse().unwrap()
}

async fn look(address: &str) -> Result<Found, NotFound> {
    detect(&fetcher(), &url(address), true, Timestamp::UNIX_EPOCH).await
}

fn document(value: &Value) -> Response {
    Response::ok(value.to_string()).header("Content-Type", "application/json")
}

fn page(head: &str) -> Response {
    Response::ok(format!("<!DOCTYPE html><html><head>{head}</head><body>Fine</body></html>"))
        .header("Content-Type", "text/html")
}

fn statuspage() -> Value {
    json!({
        "page": { "id": "tymt9n04zgry", "name": "Acme", "url": "https://status.example.com" },
        "status": { "indicator": "none", "description": "All Systems Operational" },
        "components": [
            { "id": "k3f1x9c0q2aa", "name": "Chat", "status": "operational" },
            { "id": "k3f1x9c0q2ab", "name": "API", "status": "degraded_performance" },
        ],
        "incidents": [], "scheduled_maintenances": [],
    })
}

fn incidentio(components: usize) -> Value {
    let part =
        |n: usize| json!({ "id": format!("01JMXBNJXG{n:016}"), "name": format!("Part {n}"), "status": "operational" });
    json!({
        "page": { "id": "01JMDK9XYNYD8GFZ83MGDX6BZX", "name": "Acme" },
        "components": (0..components).map(part).collect::<Vec<_>>(),
    })
}

const NEWS: &str = r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Acme - Incident History</title><id>tag:status.example.com,2005:/history</id><updated>2026-11-20T10:00:00Z</updated>
<entry><id>tag:status.example.com,2005:Incident/1</id><title>Errors</title>
<published>2026-11-20T09:00:00Z</published><updated>2026-11-20T10:00:00Z</updated>
<content type="html">&lt;p&gt;&lt;small&gt;Nov 20, 10:00 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - Over.&lt;/p&gt;</content>
</entry></feed>"#;

#[tokio::test]
async fn a_statuspage_is_found_from_its_home_an_incident_and_its_feed_alike() {
    let server = Server::start();
    server.set("/api/v2/summary.json", document(&statuspage()));
    for pasted in ["/", "/incidents/abc?utm=1#top", "/api/v2/summary.json"] {
        let found = look(&server.url(pasted)).await.unwrap();
        assert_eq!((found.format, found.url.as_str()), (Format::Statuspage, &*server.url("/api/v2/summary.json")));
        assert_eq!(found.name.as_deref(), Some("Acme"));
        assert_eq!(found.observation.status(), Status::Degraded, "{pasted}");
        assert_eq!(found.observation.components.len(), 2);
        assert_eq!(found.page.as_ref().map(Url::as_str), Some(&*server.url("/")));
        assert_eq!(found.elsewhere, None);
    }
    assert_eq!(server.hits("/api/v2/summary.json"), 3, "one request each");
    assert_eq!(server.hits("/"), 0);
}

#[tokio::test]
async fn an_incident_io_page_is_read_with_the_parts_that_its_summary_leaves_out() {
    let server = Server::start();
    let mut summary = incidentio(25);
    summary["status"] = json!({ "indicator": "none" });
    server.set("/api/v2/summary.json", document(&summary));
    server.set("/api/v2/components.json", document(&incidentio(40)));
    let found = look(&server.url("/")).await.unwrap();
    assert_eq!(found.format, Format::IncidentIo);
    assert_eq!((found.observation.components.len(), found.observation.complete), (40, true));
}

#[tokio::test]
async fn a_document_is_taken_for_what_its_anchor_says_and_not_for_its_path() {
    let server = Server::start();
    server.set("/api/v2/summary.json", page(""));
    server.set("/summary.json", document(&json!({ "message": "Forbidden" })));
    server.set("/status.json", document(&statuspage()));
    let found = look(&server.url("/")).await.unwrap();
    assert_eq!((found.format, found.url.path()), (Format::Statuspage, "/status.json"));
}

#[tokio::test]
async fn an_instatus_page_is_known_at_another_formats_path_and_read_with_its_components() {
    let server = Server::start();
    let summary = json!({ "page": { "name": "Acme", "url": "https://status.example.com", "status": "UP" } });
    let parts = json!({ "components": [
        { "id": "clabc0001", "name": "Chat", "status": "OPERATIONAL", "group": null },
        { "id": "clabc0002", "name": "API", "status": "PARTIALOUTAGE", "group": null },
    ] });
    server.set("/api/v2/summary.json", document(&summary));
    server.set("/v2/components.json", document(&parts));
    let found = look(&server.url("/")).await.unwrap();
    assert_eq!((found.format, found.url.path()), (Format::Instatus, "/api/v2/summary.json"));
    assert_eq!(found.observation.status(), Status::PartialOutage);
    assert_eq!((found.observation.components.len(), found.name.as_deref()), (2, Some("Acme")));
    assert_eq!(server.all_hits(), 2, "no path is tried once there are components");
}

#[tokio::test]
async fn a_document_with_components_beats_the_feed_of_news_that_was_pasted() {
    let server = Server::start();
    server.set("/history.atom", Response::ok(NEWS));
    server.set("/api/v2/summary.json", document(&statuspage()));
    let found = look(&server.url("/history.atom")).await.unwrap();
    assert_eq!((found.format, found.url.path()), (Format::Statuspage, "/api/v2/summary.json"));
}

#[tokio::test]
async fn what_a_page_links_to_is_its_feed_however_it_is_called() {
    let server = Server::start();
    let json = "<link rel='alternate' type='application/json' href='/data/state'>";
    let news = "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"/data/news\">";
    server.set("/", page(&format!("<title>Acme Status</title>{news}{json}")));
    server.set("/data/news", Response::ok(NEWS));
    let found = look(&server.url("/")).await.unwrap();
    assert_eq!((found.format, found.url.path()), (Format::StatuspageHistory, "/data/news"));
    assert_eq!((found.observation.incidents.len(), found.page.unwrap().path()), (1, "/"));
    let after = server.all_hits();
    server.set("/data/state", document(&statuspage()));
    let found = look(&server.url("/")).await.unwrap();
    assert_eq!((found.format, found.url.path()), (Format::Statuspage, "/data/state"), "JSON beats news");
    assert!(server.all_hits() - after < 8, "and ends the search");
}

#[tokio::test]
async fn a_page_without_a_feed_is_named_as_what_it_is_after_a_bounded_search() {
    let server = Server::start();
    server.set("/", page("<title>Acme Status</title>"));
    let missing = look(&server.url("/")).await.unwrap_err();
    let NotFound::NoFeed { there, tried } = &missing else { panic!("{missing:?}") };
    assert!(there.contains("is an HTML page without a feed"), "{there}");
    assert!((19..=MOST).contains(tried), "{tried}");
    assert!(missing.to_string().ends_with(&format!("({tried} addresses were tried)")), "{missing}");
    for path in FIRST {
        assert_eq!(server.hits(path), 1, "{path}");
    }
    assert_eq!(server.all_hits(), *tried);
}

#[tokio::test]
async fn a_host_where_nothing_is_found_says_so() {
    let server = Server::start();
    let missing = look(&server.url("/")).await.unwrap_err();
    assert!(matches!(&missing, NotFound::NoFeed { there, .. } if there.contains("(404)")), "{missing:?}");
    let server = Server::start();
    server.set("/", document(&json!({ "hello": 1 })));
    let missing = look(&server.url("/")).await.unwrap_err();
    assert!(matches!(&missing, NotFound::NoFeed { there, .. } if there.contains("hello")), "{missing:?}");
}

#[tokio::test]
async fn a_host_that_cannot_be_reached_or_trusted_or_asked_ends_the_search_at_once() {
    let closed = Server::start();
    let nowhere = closed.url("/");
    drop(closed);
    let stranger = Server::start_tls();
    for (address, expected) in [(nowhere, FailureKind::Connect), (stranger.url("/"), FailureKind::Tls)] {
        let missing = look(&address).await.unwrap_err();
        assert!(matches!(&missing, NotFound::Unreachable { kind, .. } if *kind == expected), "{missing:?}");
        assert!(missing.to_string().contains("127.0.0.1"), "{missing}");
    }
    assert_eq!(stranger.all_hits(), 0);
    let private = Server::start();
    let asked = detect(&fetcher(), &url(&private.url("/")), false, Timestamp::UNIX_EPOCH).await.unwrap_err();
    assert!(matches!(asked, NotFound::Unreachable { kind: FailureKind::NotHttps, .. }), "{asked:?}");
    assert_eq!(private.all_hits(), 0);
}

#[tokio::test]
async fn a_host_that_asks_for_fewer_requests_gets_none_and_the_person_hears_until_when() {
    let server = Server::start();
    server.set("/api/v2/summary.json", Response::status(429).header("Retry-After", "3600"));
    let missing = look(&server.url("/")).await.unwrap_err();
    let until = Timestamp::from_second(3600).unwrap();
    assert!(matches!(&missing, NotFound::RateLimited { until: Some(at), .. } if *at == until), "{missing:?}");
    assert!(missing.to_string().contains("1970-01-01T01:00:00Z"), "{missing}");
    assert_eq!(server.all_hits(), 1);
}

#[tokio::test]
async fn a_host_that_does_not_answer_ends_the_search_with_its_own_limit() {
    let server = Server::start();
    server.set("/api/v2/summary.json", Response::raw(vec![Step::Wait(Gate::shut())]));
    let limits = Limits { total: Duration::from_millis(100), ..Limits::default() };
    let fetcher = Fetcher::with_limits("1.2.3", limits, Proxies::none()).unwrap();
    let missing = detect(&fetcher, &url(&server.url("/")), true, Timestamp::UNIX_EPOCH).await.unwrap_err();
    assert!(matches!(missing, NotFound::Unreachable { kind: FailureKind::Timeout, .. }), "{missing:?}");
    assert_eq!(server.all_hits(), 1);
}

#[tokio::test]
async fn a_page_that_blocks_one_path_is_still_asked_for_the_others() {
    let server = Server::start();
    server.set("/api/v2/summary.json", Response::status(403));
    server.set("/summary.json", Response::status(500));
    server.set("/index.json", document(&statuspage()));
    assert_eq!(look(&server.url("/")).await.unwrap().url.path(), "/index.json");
}

#[tokio::test]
async fn what_a_page_names_on_another_host_is_asked_for_a_person_only() {
    let (server, proxy) = (Server::start(), Server::start());
    proxy.set_tunnel(Tunnel::Refused(502));
    server.set("/", page("<title>Acme Status</title>").header("X-Status-Page-Id", "5b36dc6502d06804c08349f7"));
    // Everything but this machine is behind a proxy, which says what was asked for and lets nothing through.
    let proxies = Proxies::only(&format!("http://{}", proxy.address()), "");
    let fetcher = Fetcher::with_limits("1.2.3", Limits::default(), proxies).unwrap();
    let home = url(&server.url("/"));
    let moved = detect_on_host(&fetcher, &home, &home, true, Timestamp::UNIX_EPOCH).await.unwrap_err();
    let NotFound::Elsewhere { to, .. } = &moved else { panic!("{moved:?}") };
    assert_eq!(to.as_str(), "https://api.status.io/1.0/status/5b36dc6502d06804c08349f7");
    assert_eq!(proxy.all_hits(), 0);
    // That another host is out of reach does not end the search on this one.
    server.set("/config.json", document(&statuspage()));
    let found = detect(&fetcher, &home, true, Timestamp::UNIX_EPOCH).await.unwrap();
    assert_eq!(found.url.path(), "/config.json");
    assert_eq!(proxy.hits("api.status.io:443"), 1);
}

#[tokio::test]
async fn a_page_that_moved_within_its_house_is_found_where_it_is_now() {
    let (old, new) = (Server::start(), Server::start());
    for path in FIRST.into_iter().chain(["/"]) {
        old.set(path, Response::redirect(301, &new.url("/home")));
    }
    new.set("/home", page("<title>Acme Status</title>"));
    let missing = look(&old.url("/")).await.unwrap_err();
    assert!(missing.to_string().contains("is an HTML page without a feed"), "{missing}");
    assert_eq!(new.hits("/summary.json"), 1, "the new address is asked as a page of its own");
    new.set("/index.json", document(&statuspage()));
    let found = look(&old.url("/")).await.unwrap();
    assert_eq!((found.url.as_str(), found.elsewhere), (&*new.url("/index.json"), None));
    assert_eq!(found.page.unwrap().as_str(), new.url("/home"));
    // A redirect of the document itself is followed, and the address that answered is kept.
    old.set("/api/v2/summary.json", Response::redirect(301, &new.url("/index.json")));
    assert_eq!(look(&old.url("/")).await.unwrap().url.as_str(), new.url("/index.json"));
}

#[tokio::test]
async fn moving_house_asks_only_the_hosts_of_the_page_and_of_the_feed() {
    let (home, feeds) = (Server::start(), Server::start());
    let strange = home.url("/").replace("127.0.0.1", "localhost");
    home.set("/", page(&format!("<link rel=alternate type=application/rss+xml href={strange}feed.rss>")));
    feeds.set("/api/v2/summary.json", document(&incidentio(3)));
    let moved = |page: String, known: String| async move {
        detect_on_host(&fetcher(), &url(&page), &url(&known), true, Timestamp::UNIX_EPOCH).await
    };
    let found = moved(feeds.url("/"), feeds.url("/old.json")).await.unwrap();
    assert_eq!((found.format, found.elsewhere), (Format::IncidentIo, None));
    // Every path of the house leads to another one: it is named, and not asked.
    for path in FIRST {
        home.set(path, Response::redirect(301, &format!("{strange}new.json")));
    }
    let missing = moved(home.url("/"), home.url("/summary.json")).await.unwrap_err();
    assert!(matches!(&missing, NotFound::Elsewhere { to, .. } if to.host_str() == Some("localhost")), "{missing:?}");
    assert_eq!(home.hits("/new.json"), 0);
}

#[tokio::test]
async fn internal_covers_the_host_that_was_named_and_none_that_its_page_leads_to() {
    let (home, other) = (Server::start(), Server::start());
    let strange = other.url("/").replace("127.0.0.1", "localhost");
    home.set("/", page(&format!("<link rel=alternate type=application/rss+xml href={strange}feed.rss>")));
    for path in FIRST {
        home.set(path, Response::redirect(301, &format!("{strange}api/v2/summary.json?ticket=canary")));
    }
    other.set("/api/v2/summary.json", document(&statuspage()));
    let missing = look(&home.url("/")).await.unwrap_err();
    assert!(matches!(&missing, NotFound::NoFeed { .. }), "{missing:?}");
    assert!(!missing.to_string().contains("canary"), "{missing}");
    assert_eq!(other.all_hits(), 0);
    let (page, known) = (url(&home.url("/")), url(&home.url("/x")));
    let missing = detect_on_host(&fetcher(), &page, &known, true, Timestamp::UNIX_EPOCH).await.unwrap_err();
    assert!(matches!(&missing, NotFound::Elsewhere { .. }), "{missing:?}");
    assert!(!missing.to_string().contains("canary"), "{missing}");
    assert_eq!(other.all_hits(), 0);
}
