use super::*;

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

fn paths(candidates: &[Candidate]) -> Vec<&str> {
    candidates.iter().map(|candidate| candidate.url.path()).collect()
}

fn addresses(candidates: &[Candidate]) -> Vec<&str> {
    candidates.iter().map(|candidate| candidate.url.as_str()).collect()
}

#[test]
fn what_a_person_pastes_becomes_an_address() {
    for (pasted, expected) in [
        ("status.example.com", Some("https://status.example.com/")),
        (" <https://status.example.com/> ", Some("https://status.example.com/")),
        ("\"status.example.com/incidents/1\"", Some("https://status.example.com/incidents/1")),
        ("http://status.example.com", Some("http://status.example.com/")),
        ("HTTPS://Status.Example.com", Some("https://status.example.com/")),
        ("status.example.com:8443/x", Some("https://status.example.com:8443/x")),
        ("localhost:8080", Some("https://localhost:8080/")),
        ("localhost", Some("https://localhost/")),
        ("intranet:8080/status", Some("https://intranet:8080/status")),
        ("10.0.0.7", Some("https://10.0.0.7/")),
        ("tymt9n04zgry.statuspage.io", Some("https://tymt9n04zgry.statuspage.io/")),
        ("", None),
        ("notes", None),
        ("two words", None),
        ("/etc/hosts.txt", None),
        ("./feed.json", None),
        ("C:\\feed.json", None),
        ("feed.json", None),
        ("history.xml", None),
        ("status.example.com/feed.json", Some("https://status.example.com/feed.json")),
        ("mailto:ann@example.com", None),
        ("ftp://example.com/feed", None),
        ("file:///feed.json", None),
        ("https://", None),
    ] {
        assert_eq!(address(pasted).as_ref().map(Url::as_str), expected, "{pasted}");
    }
    assert_eq!(address(&format!("example.com/{}", "x".repeat(LONGEST))), None);
}

#[test]
fn a_page_is_asked_in_the_proven_order() {
    let home = url("https://status.example.com/#top");
    assert_eq!(paths(&first(&home)), FIRST);
    assert_eq!(page_of(&home).as_str(), "https://status.example.com/");
    let last = last(&home);
    let own = [
        "/proxy/status.example.com",
        "/api/v1/summary",
        "/api/v1/status",
        "/api/v1/status.json",
        "/api/v4/current-status",
        "/config.json",
        "/api/v1/components",
        "/api/components",
        "/api/v1/endpoints/statuses",
        "/history/summary.json",
        "/history.atom",
        "/feed.atom",
        "/feed.rss",
        "/rss",
    ];
    assert_eq!(paths(&last)[..own.len()], own);
    let news: Vec<bool> = last.iter().map(Candidate::is_news).collect();
    assert_eq!(news[..own.len()].iter().position(|is_news| *is_news), Some(10), "documents before news");
    let incident = url("https://status.example.com/incidents/tymt9n04zgry?utm=1");
    assert_eq!(paths(&first(&incident)), FIRST);
    assert_eq!(page_of(&incident), incident);
}

#[test]
fn what_looks_like_a_document_is_asked_itself_before_anything_else() {
    for document in [
        "https://status.example.com/history.atom",
        "https://status.example.com/x/summary.json?key=1",
        "https://status.example.com/api/status",
        "https://status.example.com/proxy/status.example.com",
        "https://status.example.com/en/feed/",
    ] {
        let address = url(document);
        assert_eq!(first(&address)[0].url, address, "{document}");
        assert_eq!(page_of(&address).path(), "/", "{document}");
    }
    // It stands in the list anyway: once is enough.
    let known = url("https://status.example.com/status.json");
    assert_eq!(paths(&first(&known)), ["/status.json", "/api/v2/summary.json", "/summary.json", "/index.json"]);
    let folder = first(&url("https://example.com/dashboard/"));
    assert_eq!(paths(&folder)[..2], ["/dashboard/index.json", "/dashboard/incidents.json"]);
}

#[test]
fn known_homes_lead_to_their_feeds_on_other_hosts() {
    for (page, feed) in [
        ("https://health.aws.amazon.com/health/status", "https://health.aws.amazon.com/public/currentevents"),
        ("https://www.google.com/appsstatus/dashboard/", "https://www.google.com/appsstatus/dashboard/incidents.json"),
        ("https://azure.status.microsoft/", "https://rssfeed.azure.status.microsoft/en-us/status/feed/"),
        ("https://acme.onlineornot.com/", "https://api.onlineornot.com/v1/status_pages/acme/summary"),
        ("https://acme.statuspage.datadoghq.com/", "https://acme.statuspage.datadoghq.com/config.json"),
        ("https://stats.uptimerobot.com/AbC123/7", "https://stats.uptimerobot.com/api/getMonitorList/AbC123"),
        ("https://statuspage.incident.io/acme", "https://statuspage.incident.io/proxy/acme"),
        ("https://github.com/ann/up", "https://raw.githubusercontent.com/ann/up/master/history/summary.json"),
        ("https://ann.github.io/up/", "https://raw.githubusercontent.com/ann/up/master/history/summary.json"),
    ] {
        let found = first(&url(page));
        assert_eq!(found[0].url.as_str(), feed, "{page}");
    }
    assert_eq!(paths(&first(&url("https://www.google.com/search"))), FIRST);
    assert_eq!(paths(&first(&url("https://www.onlineornot.com/"))), FIRST);
}

#[test]
fn an_answer_is_taken_for_what_its_anchor_says_and_only_if_it_says_something() {
    let statuspage = br#"{"page":{"id":"tymt9n04zgry","name":"Acme"},"status":{"indicator":"none"},"components":[{"id":"a","name":"A","status":"operational"}]}"#;
    let at_a_wrong_path = Candidate { url: url("https://x.example/summary.json"), format: None };
    let (format, reading) = at_a_wrong_path.accept(statuspage).unwrap();
    assert_eq!((format, reading.name.as_deref()), (Format::Statuspage, Some("Acme")));
    assert_eq!(Worth::of(format, &reading.observation), Worth::Components);
    // What a page promises is a promise.
    let promised = Candidate { url: url("https://x.example/"), format: Some(Format::IncidentIo) };
    assert_eq!(promised.prove(statuspage).unwrap().0, Format::Statuspage);
    for other in [&b"<!DOCTYPE html><html>"[..], b"{}", b"[]", b"", b"{\"message\":\"Forbidden\"}"] {
        assert!(promised.prove(other).is_err(), "{}", String::from_utf8_lossy(other));
    }
}

#[test]
fn an_empty_list_is_calm_only_where_the_address_is_known_to_mean_it() {
    let at = |text: &str| Candidate { format: Format::at(&url(text)), url: url(text) };
    let known = at("https://status.example.com/api/status-page/acme/unresolved-incidents");
    let status = |candidate: &Candidate| {
        candidate.accept(br#"{"incidents":[]}"#).map(|(format, reading)| (format, reading.observation.status()))
    };
    assert_eq!(known.format, Some(Format::Checkly));
    assert!(known.prove(br#"{"incidents":[]}"#).is_ok());
    assert_eq!(status(&known), Ok((Format::Checkly, crate::observation::Status::Operational)));
    let other = status(&at("https://status.example.com/x.json"));
    assert!(!matches!(other, Ok((_, crate::observation::Status::Operational))), "{other:?}");
}

#[test]
fn a_list_of_components_beats_incidents_and_those_beat_news() {
    let with = Observation {
        components: vec![crate::observation::Component {
            id: "a".into(),
            name: "A".into(),
            status: crate::observation::Status::Operational,
        }],
        ..Observation::default()
    };
    let without = Observation::default();
    assert!(Worth::of(Format::Statuspage, &with) > Worth::of(Format::Statuspage, &without));
    assert!(Worth::of(Format::Statuspage, &without) > Worth::of(Format::Rss, &with));
}

fn read(html: &str) -> Page {
    Page::read(html.as_bytes(), &url("https://status.example.com/"), None)
}

#[test]
fn a_page_says_where_its_feed_is() {
    let table: &[(&str, &[&str])] = &[
        (
            "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed.rss?a=1&amp;b=2\">",
            &["https://status.example.com/feed.rss?a=1&b=2"],
        ),
        ("<LINK HREF='news' TYPE='application/atom+xml' REL='feed ALTERNATE'/>", &["https://status.example.com/news"]),
        ("<base href=/en/><a href=updates.rss>Feed</a>", &["https://status.example.com/en/updates.rss"]),
        ("<a href=/about>About</a><a href='javascript:x.rss'>x</a><link rel=alternate hreflang=de href=/de>", &[]),
        // Feeds of strangers are no feeds of this page.
        ("<link rel=alternate type=application/rss+xml href=https://blog.example.net/rss>", &[]),
        ("<base href=https://evil.example.net/><a href=updates.rss>", &["https://status.example.com/updates.rss"]),
        ("<!-- <a href=/old.rss> --><script>'<a href=/no.rss>'</script>", &[]),
        (
            "<script src=https://app.status.io/x.js></script><script>statuspageId='5b36dc6502d06804c08349f7'</script>",
            &["https://api.status.io/1.0/status/5b36dc6502d06804c08349f7"],
        ),
        (
            "<img src=\"https://acme.statuspage.datadoghq.com/logo.png\">",
            &["https://acme.statuspage.datadoghq.com/config.json"],
        ),
        (
            "<script>fetch('https://api.onlineornot.com/v1/status_pages/status.acme.dev/summary')</script>",
            &["https://api.onlineornot.com/v1/status_pages/status.acme.dev/summary"],
        ),
        (
            "<a href=https://onlineornot.com>",
            &["https://api.onlineornot.com/v1/status_pages/status.example.com/summary"],
        ),
        (
            "<script>var pspApiPath='https://stats.uptimerobot.com/api/getMonitorList/aB1';</script>",
            &["https://status.example.com/api/getMonitorList/aB1"],
        ),
        (
            "<a href=https://checkly.example><script>{\"slug\":\"acme-ai\"}</script><a href=https://checklyhq.com>",
            &["https://status.example.com/api/status-page/acme-ai/unresolved-incidents"],
        ),
        (
            "<script>x=\"{\\\"page_id\\\":6410630422455}\"</script><a href=https://flashcat.cloud>",
            &["https://status.example.com/api/status-page/6410630422455/summary/active"],
        ),
        ("<script>{\"page_id\":6410630422455}</script>", &[]),
        (
            "<meta name=generator content='Uptime Kuma'><script>{'slug':'all'}</script>",
            &["https://status.example.com/api/status-page/all"],
        ),
        ("<a href=https://acme.statuspage.io/x>", &["https://acme.statuspage.io/api/v2/summary.json"]),
        ("<a href=https://www.statuspage.io/?utm=1>Powered</a>", &[]),
        // What it depends on, not what it is.
        ("<a href=https://one.statuspage.io>One</a><a href=https://two.statuspage.io>Two</a>", &[]),
        (
            "<img src=https://acme.instatus.com/logo.png><script src=https://lang.instatus.com/x.js></script>",
            &["https://acme.instatus.com/summary.json"],
        ),
        (
            "<script>'https://raw.githubusercontent.com/ann/up/main/history/api.yml'</script>",
            &["https://raw.githubusercontent.com/ann/up/main/history/summary.json"],
        ),
        ("<script>'https://raw.githubusercontent.com/ann'</script>", &[]),
    ];
    for (html, expected) in table {
        assert_eq!(addresses(&read(html).candidates), *expected, "{html}");
    }
    let id = Page::read(b"<html>", &url("https://status.example.com/"), Some("5b36dc6502d06804c08349f7"));
    assert_eq!(addresses(&id.candidates), ["https://api.status.io/1.0/status/5b36dc6502d06804c08349f7"]);
    assert_eq!(id.candidates[0].format, Some(Format::StatusIo));
    for wrong in ["", "5b36", "../../etc/passwd/12345678"] {
        assert_eq!(Page::read(b"<html>", &url("https://status.example.com/"), Some(wrong)).candidates, []);
    }
    let kuma = url("https://up.example.com/status/main");
    let page = Page::read(b"<title>x</title><a href=https://uptime.kuma.pet>Uptime Kuma</a>", &kuma, None);
    assert_eq!(addresses(&page.candidates), ["https://up.example.com/api/status-page/main"]);
}

#[test]
fn a_page_names_its_provider_in_its_title() {
    for (title, name) in [
        ("OpenAI Status", Some("OpenAI")),
        ("Acme - Status", Some("Acme")),
        ("Acme | System Status", Some("Acme")),
        ("Status | Acme &amp; Sons", Some("Acme & Sons")),
        ("Acme Status Page - Uptime", Some("Acme")),
        ("Statusly", Some("Statusly")),
        ("Status Page", None),
        ("  ", None),
        ("<b>Acme", None),
    ] {
        let page = read(&format!("<html><head><title lang=en>{title}</title>"));
        assert_eq!(page.title.as_deref(), name, "{title}");
    }
    assert_eq!(read("<svg><title>Logo</title>").title.as_deref(), Some("Logo"), "no more is asked of it");
}

#[test]
fn a_page_cut_or_broken_anywhere_is_scanned_without_harm_and_within_bounds() {
    let html = "<!--x--><title>Ünï</title><link rel=alternate type='application/rss+xml' href=\"/é.rss\"><a href=a b='c' =d/><";
    for end in 0..=html.len() {
        let _ = Page::read(&html.as_bytes()[..end], &url("https://status.example.com/"), None);
    }
    let many =
        "<a href=/a.rss><a href=/b.rss>".repeat(3) + &(0..99).map(|n| format!("<a href=/{n}.rss>")).collect::<String>();
    assert!(read(&many).candidates.len() <= 8);
    // Half a mebibyte is read, and no more.
    let late = " ".repeat(512 * 1024) + "<title>Late</title>";
    assert_eq!(read(&late), Page::default());
    for unclosed in [
        "<",
        "<a href=\"",
        "<!--",
        "<script>",
        "</",
        "<a ".repeat(9).as_str(),
        &"<".repeat(300_000),
        &"<a x=".repeat(100_000),
    ] {
        let _ = read(unclosed);
    }
}
