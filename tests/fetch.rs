//! The one fetch function against a scripted server on 127.0.0.1.

use std::{
    io::Write,
    net::SocketAddr,
    process::Command,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use siaga_core::feed::Format;
use siaga_engine::clock::Clock;
use siaga_engine::fetch::{Answer, Body, FailureKind, FetchFailure, Fetcher, Limits, Proxies, Request};
use siaga_engine::poll::{Network, Plan, Reader as _};
use tokio::net::TcpSocket;

use crate::support::server::{Gate, Response, Server, Step, Tunnel, authority};

const VERSION: &str = "1.2.3";

fn request(url: &str) -> Request {
    Request { url: url.parse().unwrap(), internal: true, etag: None, last_modified: None }
}

fn fetcher(limits: Limits, proxies: Proxies) -> Fetcher {
    Fetcher::with_limits(VERSION, limits, proxies).unwrap()
}

async fn get_with(fetcher: &Fetcher, request: &Request) -> Answer {
    fetcher.get(request, Timestamp::UNIX_EPOCH).await
}

async fn get(request: &Request) -> Answer {
    get_with(&fetcher(Limits::default(), Proxies::none()), request).await
}

fn body(answer: Answer) -> Body {
    match answer {
        Answer::Fresh(body) => body,
        other => panic!("no body: {other:?}"),
    }
}

fn failure(answer: Answer) -> FetchFailure {
    match answer {
        Answer::Failed(failure) => {
            assert!(!failure.text.contains('\n') && failure.text.len() < 300, "{}", failure.text);
            failure
        }
        other => panic!("no failure: {other:?}"),
    }
}

#[tokio::test]
async fn a_feed_is_read_with_its_validators_and_says_honestly_who_asks() {
    let server = Server::start();
    let page = Response::ok("{}").header("ETag", "W/\"a\\b\"").header("Content-Type", "application/json");
    server.set("/feed", page.header("Last-Modified", "Sun, 22 Nov 2026 08:00:00 GMT").header("Set-Cookie", "id=7"));
    let fetcher = fetcher(Limits::default(), Proxies::none());
    let asked = request(&server.url("/feed?token=canary"));
    let read = body(get_with(&fetcher, &asked).await);
    assert_eq!(read.bytes, b"{}");
    assert_eq!(read.etag.as_deref(), Some("W/\"a\\b\""));
    assert_eq!(read.last_modified.as_deref(), Some("Sun, 22 Nov 2026 08:00:00 GMT"));
    assert_eq!(read.content_type.as_deref(), Some("application/json"));
    assert_eq!(read.final_url, asked.url);

    let again = Request { etag: read.etag, last_modified: read.last_modified, ..asked };
    assert_eq!(get_with(&fetcher, &again).await, Answer::Unchanged);
    let hits = server.requests("/feed");
    assert_eq!(hits.len(), 2);
    assert_eq!(hits[0].header("if-none-match"), None);
    assert_eq!(hits[1].header("if-none-match"), Some("W/\"a\\b\""));
    assert_eq!(hits[1].header("if-modified-since"), Some("Sun, 22 Nov 2026 08:00:00 GMT"));
    for hit in hits {
        let mut names: Vec<_> = hit.headers.iter().map(|(name, _)| name.as_str()).collect();
        names.retain(|name| !name.starts_with("if-"));
        names.sort_unstable();
        assert_eq!(names, ["accept", "accept-encoding", "host", "user-agent"], "no cookie, no referer, no id");
        assert_eq!(hit.header("user-agent"), Some("Siaga/1.2.3"));
        assert_eq!(hit.header("accept-encoding"), Some("gzip,br"));
    }
}

#[tokio::test]
async fn not_modified_means_nothing_to_one_who_sent_no_validator() {
    let server = Server::start();
    server.set("/feed", Response::status(304));
    assert_eq!(failure(get(&request(&server.url("/feed"))).await).kind, FailureKind::Http(304));
    let sent = Request { etag: Some("\"1\"".into()), ..request(&server.url("/feed")) };
    assert_eq!(get(&sent).await, Answer::Unchanged);
}

#[tokio::test]
async fn each_status_is_its_own_failure_and_its_wait_is_obeyed() {
    let server = Server::start();
    for (status, kind) in [
        (204, FailureKind::Http(204)),
        (401, FailureKind::Http(401)),
        (403, FailureKind::Blocked),
        (404, FailureKind::Gone),
        (410, FailureKind::Gone),
        (429, FailureKind::RateLimited),
        (500, FailureKind::Http(500)),
        (503, FailureKind::Http(503)),
    ] {
        server.set("/feed", Response::status(status).header("Retry-After", "120"));
        let failed = failure(get(&request(&server.url("/feed?token=canary"))).await);
        assert_eq!(failed.kind, kind);
        assert_eq!(failed.retry_after, Some(Duration::from_secs(120)), "{status}");
        assert!(failed.text.contains("/feed") && !failed.text.contains("canary"), "{}", failed.text);
    }
    // `get` is told that it is 1970: the date is half an hour from then.
    server.set("/feed", Response::status(503).header("Retry-After", "Thu, 01 Jan 1970 00:30:00 GMT"));
    let failed = failure(get(&request(&server.url("/feed"))).await);
    assert_eq!(failed.retry_after, Some(Duration::from_secs(1800)));
    server.set("/feed", Response::status(503).header("Retry-After", "when it is ready"));
    assert_eq!(failure(get(&request(&server.url("/feed"))).await).retry_after, None);
}

#[tokio::test]
async fn a_page_that_wants_to_see_a_human_is_no_feed_even_with_200() {
    let server = Server::start();
    server.set("/feed", Response::ok("<html>").header("cf-mitigated", "challenge"));
    assert_eq!(failure(get(&request(&server.url("/feed"))).await).kind, FailureKind::Blocked);
}

#[tokio::test]
async fn the_cap_counts_the_bytes_of_the_body_and_lets_the_last_one_in() {
    let server = Server::start();
    let limits = Limits { body: 1000, ..Limits::default() };
    let fetcher = fetcher(limits, Proxies::none());
    for (length, kind) in [(999, None), (1000, None), (1001, Some(FailureKind::TooLarge))] {
        server.set("/known", Response::ok(vec![b'x'; length]));
        server.set("/unknown", Response::steps(vec![Step::Bytes(vec![b'x'; length])]));
        for page in ["/known", "/unknown"] {
            match (get_with(&fetcher, &request(&server.url(page))).await, kind) {
                (Answer::Fresh(body), None) => assert_eq!(body.bytes.len(), length),
                (Answer::Failed(failed), Some(kind)) => assert_eq!(failed.kind, kind),
                (other, _) => panic!("{length}: {other:?}"),
            }
        }
    }
}

#[tokio::test]
async fn a_body_without_end_stops_at_the_cap() {
    let server = Server::start();
    server.set("/feed", Response::steps(vec![Step::Endless(vec![b'x'; 64 << 10], Duration::ZERO)]));
    assert_eq!(failure(get(&request(&server.url("/feed"))).await).kind, FailureKind::TooLarge);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A brotli stream of one stored block (RFC 7932 section 9.2): window 16 bits, length less one in 16 bits, stored.
fn brotli(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len() - 1).unwrap();
    let head = (length << 4) | (1 << 20);
    [&head.to_le_bytes()[..3], bytes, &[3]].concat()
}

#[tokio::test]
async fn compressed_bodies_are_read_and_counted_after_decompression() {
    let server = Server::start();
    server.set("/gzip", Response::ok(gzip(b"{\"a\":1}")).header("Content-Encoding", "gzip"));
    server.set("/brotli", Response::ok(brotli(b"{\"a\":1}")).header("Content-Encoding", "br"));
    for page in ["/gzip", "/brotli"] {
        assert_eq!(body(get(&request(&server.url(page))).await).bytes, b"{\"a\":1}", "{page}");
    }
    server.set("/lie", Response::ok("{}").header("Content-Encoding", "gzip"));
    assert_eq!(failure(get(&request(&server.url("/lie"))).await).kind, FailureKind::Interrupted);
}

#[tokio::test]
async fn a_small_body_that_unpacks_to_a_huge_one_stops_at_the_cap() {
    const UNPACKED: usize = 64 << 20;
    let server = Server::start();
    let zeros = vec![0; UNPACKED];
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 5, ..Default::default() };
    brotli::BrotliCompress(&mut zeros.as_slice(), &mut packed, &parameters).unwrap();
    for (encoding, bomb) in [("gzip", gzip(&zeros)), ("br", packed)] {
        assert!(bomb.len() < 100 << 10, "{encoding}: {}", bomb.len());
        server.set("/bomb", Response::ok(bomb).header("Content-Encoding", encoding));
        assert_eq!(failure(get(&request(&server.url("/bomb"))).await).kind, FailureKind::TooLarge, "{encoding}");
    }
    // Nobody asked for zstd, so nobody unpacks it: what comes is what was sent. 512 blocks of 128 KiB of one byte each
    // (RFC 8878 section 3.1.1).
    let block = (128_u32 << 10 << 3) | (1 << 1);
    let blocks = (0..512).flat_map(|at| [&(block | u32::from(at == 511)).to_le_bytes()[..3], &[0]].concat());
    let bomb: Vec<u8> = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x50].into_iter().chain(blocks).collect();
    server.set("/bomb", Response::ok(bomb.clone()).header("Content-Encoding", "zstd"));
    assert_eq!(body(get(&request(&server.url("/bomb"))).await).bytes, bomb);
}

#[tokio::test]
async fn an_answer_that_breaks_off_or_is_not_http_is_interrupted() {
    let server = Server::start();
    let short = Response::steps(vec![Step::Bytes(b"{\"a\":".to_vec())]).header("Content-Length", "100");
    server.set("/short", short);
    server.set("/noise", Response::raw(vec![Step::Bytes(b"\x00\x01garbage\r\n\r\n".to_vec())]));
    server.set("/silence", Response::raw(Vec::new()));
    let head = vec![Step::Bytes(b"HTTP/1.1 200 OK\r\n".to_vec()), Step::Endless(b"A: b\r\n".repeat(9), Duration::ZERO)];
    server.set("/head", Response::raw(head));
    for page in ["/short", "/noise", "/silence", "/head"] {
        assert_eq!(failure(get(&request(&server.url(page))).await).kind, FailureKind::Interrupted, "{page}");
    }
}

#[tokio::test]
async fn one_limit_covers_the_whole_read_down_to_the_last_byte() {
    let server = Server::start();
    let gate = Gate::shut();
    server.set("/mute", Response::raw(vec![Step::Wait(gate.clone())]));
    server.set("/stalled", Response::steps(vec![Step::Bytes(b"{".to_vec()), Step::Wait(gate.clone())]));
    server.set("/trickle", Response::steps(vec![Step::Endless(b"x".to_vec(), Duration::from_millis(5))]));
    let limits = Limits { total: Duration::from_millis(200), ..Limits::default() };
    for page in ["/mute", "/stalled", "/trickle"] {
        let started = Instant::now();
        let failed = failure(get_with(&fetcher(limits, Proxies::none()), &request(&server.url(page))).await);
        assert_eq!(failed.kind, FailureKind::Timeout, "{page}");
        assert!(started.elapsed() < Duration::from_secs(5), "{page}");
    }
    gate.open();
    assert_eq!(body(get(&request(&server.url("/stalled"))).await).bytes, b"{");
}

#[tokio::test]
async fn redirects_are_followed_five_times_and_no_more() {
    let server = Server::start();
    for hop in 0..6 {
        server
            .set(&format!("/{hop}"), Response::redirect([301, 302, 303, 307, 308, 301][hop], &format!("/{}", hop + 1)));
    }
    server.set("/6", Response::ok("{}").header("ETag", "\"6\""));
    let read = body(get(&request(&server.url("/1"))).await);
    assert_eq!((read.final_url.path(), read.etag.as_deref()), ("/6", Some("\"6\"")));
    assert_eq!(failure(get(&request(&server.url("/0"))).await).kind, FailureKind::Redirect);
    server.set("/loop", Response::redirect(302, "/loop"));
    assert_eq!(failure(get(&request(&server.url("/loop"))).await).kind, FailureKind::Redirect);
    assert_eq!(server.hits("/loop"), 6);
}

#[tokio::test]
async fn a_redirect_to_another_scheme_or_to_nowhere_is_refused() {
    let server = Server::start();
    for location in ["file:///etc/passwd", "ftp://127.0.0.1/x", "https://", ""] {
        server.set("/feed", Response::redirect(302, location));
        assert_eq!(failure(get(&request(&server.url("/feed"))).await).kind, FailureKind::Redirect, "{location}");
    }
}

#[tokio::test]
async fn internal_covers_the_host_that_the_feed_names_and_no_other() {
    let (server, other) = (Server::start(), Server::start());
    other.set("/feed", Response::ok("{}"));
    // The same host on another port is still the host that the person named.
    server.set("/feed", Response::redirect(302, &other.url("/feed")));
    assert_eq!(body(get(&request(&server.url("/feed"))).await).bytes, b"{}");
    let port = other.address().port();
    for host in [
        "http://localhost",
        "https://localhost",
        "https://127.0.0.2",
        "https://[::ffff:127.0.0.1]",
        "https://169.254.169.254",
    ] {
        let to = format!("{host}:{port}/feed");
        server.set("/feed", Response::redirect(302, &to));
        let failed = failure(get(&request(&server.url("/feed"))).await);
        let moved_to = failed.moved_to.map(|url| *url);
        assert_eq!((failed.kind, moved_to), (FailureKind::Moved, to.parse().ok()), "{host}");
    }
    assert_eq!(other.hits("/feed"), 1);
}

#[tokio::test]
async fn a_feed_not_marked_internal_never_reaches_this_machine() {
    let server = Server::start_tls();
    server.set("/feed", Response::ok("{}"));
    let port = server.address().port();
    for host in ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"] {
        let public = Request { internal: false, ..request(&format!("https://{host}:{port}/feed")) };
        assert_eq!(failure(get(&public).await).kind, FailureKind::PrivateAddress, "{host}");
    }
    assert_eq!(server.hits("/feed"), 0);
    let plain = Request { internal: false, ..request("http://feed.example.com/feed") };
    assert_eq!(failure(get(&plain).await).kind, FailureKind::NotHttps);
}

/// A port that refuses connections, and that nobody else gets while its socket is held.
fn closed_port() -> (TcpSocket, SocketAddr) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
    let address = socket.local_addr().unwrap();
    (socket, address)
}

#[tokio::test]
async fn a_closed_port_an_unknown_name_and_a_stranger_are_told_apart() {
    let (_held, closed) = closed_port();
    let failed = failure(get(&request(&format!("http://{closed}/feed?token=canary"))).await);
    assert_eq!(failed.kind, FailureKind::Connect);
    assert!(!failed.text.contains("canary"), "{}", failed.text);
    // RFC 6761: no name under `invalid` exists.
    assert_eq!(failure(get(&request("https://feed.invalid/")).await).kind, FailureKind::Dns);
    let stranger = Server::start_tls();
    let failed = failure(get(&request(&stranger.url("/feed"))).await);
    assert_eq!(failed.kind, FailureKind::Tls);
    assert!(failed.text.contains("does not trust"), "{}", failed.text);
}

#[tokio::test]
async fn a_proxy_on_this_machine_may_serve_what_this_machine_may_not() {
    let proxy = Server::start();
    let through = || Proxies::only(&format!("http://ann:secret@localhost:{}", proxy.address().port()), "");
    let fetcher = fetcher(Limits::default(), through());
    // Plain http goes to the proxy as a whole address; it needs the feed to be marked internal.
    proxy.set("http://feed.example.com/feed", Response::ok("{}"));
    let read = body(get_with(&fetcher, &request("http://feed.example.com/feed")).await);
    assert_eq!(read.bytes, b"{}");
    let hit = &proxy.requests("http://feed.example.com/feed")[0];
    assert_eq!(hit.header("proxy-authorization"), Some("Basic YW5uOnNlY3JldA=="));
    // A public feed asks for a tunnel, by name: nothing of it is resolved here.
    let public = Request { internal: false, ..request("https://feed.example.com/feed") };
    for status in [407, 502] {
        proxy.set_tunnel(Tunnel::Refused(status));
        let failed = failure(get_with(&fetcher, &public).await);
        assert_eq!(failed.kind, FailureKind::Proxy);
        assert!(!failed.text.contains("secret"), "{}", failed.text);
    }
    assert_eq!(proxy.hits("feed.example.com:443"), 2);
    // A private target is refused before the proxy hears of it.
    let private = Request { internal: false, ..request("https://10.0.0.1/feed") };
    assert_eq!(failure(get_with(&fetcher, &private).await).kind, FailureKind::PrivateAddress);
    assert_eq!(proxy.hits("10.0.0.1:443"), 0);
}

#[tokio::test]
async fn a_proxy_that_is_gone_is_blamed_and_not_the_feed() {
    let (_held, gone) = closed_port();
    let fetcher = fetcher(Limits::default(), Proxies::only(&format!("http://{gone}"), ""));
    let failed = failure(get_with(&fetcher, &request("https://feed.example.com/feed")).await);
    assert_eq!(failed.kind, FailureKind::Proxy);
}

/// Runs itself once more with the environment that a person's system would have: it is read once per process.
#[test]
#[cfg(target_os = "linux")]
fn a_public_feed_is_read_over_tls_through_the_proxy_and_trust_store_of_the_system() {
    const ADDRESS: &str = "FETCH_TEST_ADDRESS";
    if let Ok(address) = std::env::var(ADDRESS) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let fetcher = Fetcher::new(VERSION).unwrap();
        let public = Request { internal: false, ..request(&address) };
        let read = body(runtime.block_on(get_with(&fetcher, &public)));
        assert_eq!(read.bytes, b"{}");
        let sent_on = Request { internal: false, ..request(&format!("{address}/plain")) };
        assert_eq!(failure(runtime.block_on(get_with(&fetcher, &sent_on))).kind, FailureKind::Redirect);
        return;
    }
    let (feed, proxy) = (Server::start_tls(), Server::start());
    feed.set("/feed", Response::ok("{}"));
    feed.set("/feed/plain", Response::redirect(302, "http://feed.example.com/feed"));
    proxy.set_tunnel(Tunnel::To(feed.address()));
    let name = "fetch::a_public_feed_is_read_over_tls_through_the_proxy_and_trust_store_of_the_system";
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name])
        .env(ADDRESS, "https://feed.example.com/feed")
        .env("HTTPS_PROXY", format!("http://{}", proxy.address()))
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .env_remove("REQUEST_METHOD")
        .env_remove("SSL_CERT_DIR")
        .env("SSL_CERT_FILE", authority())
        .output()
        .unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
    assert_eq!((feed.hits("/feed"), feed.hits("/feed/plain")), (1, 1));
    assert!(proxy.hits("feed.example.com:443") >= 1);
}

#[tokio::test]
async fn one_request_is_in_flight_for_each_host_whoever_asks() {
    let server = Server::start();
    let gate = Gate::shut();
    server.set("/slow", Response::steps(vec![Step::Wait(gate.clone()), Step::Bytes(b"slow".to_vec())]));
    server.set("/quick", Response::ok("quick"));
    let fetcher = fetcher(Limits::default(), Proxies::none());
    let read = |page: &str| {
        let (fetcher, asked) = (fetcher.clone(), request(&server.url(page)));
        tokio::spawn(async move { get_with(&fetcher, &asked).await })
    };
    let slow = read("/slow");
    server.reached("/slow", 1).await;
    let quick = read("/quick");
    // Another host's answer comes meanwhile.
    let other = Server::start();
    other.set("/feed", Response::ok("{}"));
    assert_eq!(body(get_with(&fetcher, &request(&other.url("/feed"))).await).bytes, b"{}");
    assert_eq!(server.hits("/quick"), 0);
    gate.open();
    assert_eq!(body(slow.await.unwrap()).bytes, b"slow");
    assert_eq!(body(quick.await.unwrap()).bytes, b"quick");
}

#[tokio::test]
async fn reads_of_other_hosts_do_not_wait_and_a_dropped_read_frees_its_host() {
    let (server, other) = (Server::start(), Server::start());
    server.set("/slow", Response::steps(vec![Step::Wait(Gate::shut()), Step::Bytes(b"slow".to_vec())]));
    server.set("/quick", Response::ok("quick"));
    other.set("/quick", Response::ok("quick"));
    let fetcher = fetcher(Limits::default(), Proxies::none());
    let dropped = tokio::spawn({
        let (fetcher, asked) = (fetcher.clone(), request(&server.url("/slow")));
        async move { get_with(&fetcher, &asked).await }
    });
    server.reached("/slow", 1).await;
    assert_eq!(body(get_with(&fetcher, &request(&other.url("/quick"))).await).bytes, b"quick");
    dropped.abort();
    assert!(dropped.await.unwrap_err().is_cancelled());
    assert_eq!(body(get_with(&fetcher, &request(&server.url("/quick"))).await).bytes, b"quick");
}

/// A page of incident.io's with every component in its summary.
const SUMMARY: &str = r#"{ "page": { "id": "01HZX0000000000000000000AB", "name": "Example" },
    "status": { "indicator": "none" }, "components": [{ "id": "a", "name": "A", "status": "operational" }] }"#;

#[tokio::test]
async fn a_companion_that_asks_for_patience_is_obeyed_and_costs_no_news() {
    let server = Server::start();
    server.set("/api/v2/summary.json", Response::ok(SUMMARY));
    server.set("/api/v2/components.json", Response::status(429).header("Retry-After", "120"));
    let network = Network::new(fetcher(Limits::default(), Proxies::none()), Clock::System);
    let plan = Plan {
        provider: "example".to_owned(),
        format: Format::IncidentIo,
        url: server.url("/api/v2/summary.json").parse().unwrap(),
        internal: true,
        known: Vec::new(),
    };
    let read = network.read(plan).await.outcome.unwrap();
    assert_eq!(read.observation.components.len(), 1);
    assert_eq!(read.retry_after, Some(Duration::from_secs(120)));
    assert!(read.oddities.iter().any(|oddity| oddity.contains("components.json")), "{:?}", read.oddities);
}
