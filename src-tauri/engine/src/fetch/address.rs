//! Which targets may be read: the scheme and address rule, as pure functions.
//!
//! A feed's address comes from a file that anyone may share, and a redirect from whoever runs the page. Neither may
//! make this machine ask its own network for something. So a public feed is read over https only, and only from
//! addresses that are routed on the internet; [`check_target`] covers what stands in the address itself (a resolver is
//! never asked about `127.0.0.1`), [`is_public`] what a name resolves to. Not here: connecting, names, proxies.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use super::failure::{FailureKind, FetchFailure};

/// The most characters of an address that a person or a log is shown.
const SHOWN: usize = 200;

/// An address fit for logs and messages: without user, password, query and fragment, at most 200 characters.
pub fn shown(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let mut text = format!("{}://{host}{port}{}", url.scheme(), url.path());
    // An address is ASCII once parsed, but a cut in the middle of a character would panic, so ask.
    if let Some((cut, _)) = text.char_indices().nth(SHOWN) {
        text.truncate(cut);
        text.push('…');
    }
    text
}

/// Host and port as in the address, for short messages.
pub(crate) fn host_shown(url: &Url) -> String {
    let host = url.host_str().unwrap_or("this address");
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Refuses a target by what its address says: another scheme than https (or http, for an internal feed), and a
/// private address or `localhost` unless internal.
pub(crate) fn check_target(url: &Url, internal: bool) -> Result<(), FetchFailure> {
    let Some(host) = url.host() else {
        return Err(FetchFailure::new(FailureKind::NotHttps, "the address names no host"));
    };
    match url.scheme() {
        "https" => {}
        "http" if internal => {}
        "http" => {
            let text = format!("{} is plain http; only a feed marked internal is read without https", host_shown(url));
            return Err(FetchFailure::new(FailureKind::NotHttps, text));
        }
        _ => return Err(FetchFailure::new(FailureKind::NotHttps, format!("{} is not an https address", shown(url)))),
    }
    let private = match host {
        Host::Ipv4(v4) => !is_public(IpAddr::V4(v4)),
        Host::Ipv6(v6) => !is_public(IpAddr::V6(v6)),
        Host::Domain(name) => is_localhost(name),
    };
    if private && !internal {
        return Err(FetchFailure::private(&host_shown(url)));
    }
    Ok(())
}

/// Whether the address itself names this machine. Such a target never goes through a proxy.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(v4)) => v4.is_loopback(),
        Some(Host::Ipv6(v6)) => v6.to_canonical().is_loopback(),
        Some(Host::Domain(name)) => is_localhost(name),
        None => false,
    }
}

/// `localhost` and all names under it (RFC 6761 section 6.3), with or without the root's dot.
fn is_localhost(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    name == "localhost" || name.ends_with(".localhost")
}

/// Whether an address is routed on the internet, after the IANA special-purpose registries.
///
/// One exception by intent: 198.18.0.0/15 (benchmarking) counts as public, because several VPN clients answer every
/// name from it and carry the connection to the real host; refusing it would blind those people entirely.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    let refused = match a {
        // "This network", private, loopback.
        0 | 10 | 127 => true,
        // Carrier-grade NAT, 100.64.0.0/10.
        100 => (64..128).contains(&b),
        // Link-local, where cloud machines keep their credentials.
        169 => b == 254,
        172 => (16..32).contains(&b),
        // Protocol assignments, documentation, the withdrawn 6to4 relays, private.
        192 => matches!((b, c), (0, 0) | (0, 2) | (88, 99)) || b == 168,
        198 => (b, c) == (51, 100),
        203 => (b, c) == (0, 113),
        // Multicast, reserved, broadcast.
        224..=255 => true,
        _ => false,
    };
    !refused
}

fn is_public_v6(v6: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, ..] = v6.segments();
    let [.., w, x, y, z] = v6.octets();
    match (a, b) {
        // ::ffff:0:0/96, an IPv4 address in other clothes.
        (0, 0) if (c, d, e, f) == (0, 0, 0, 0xffff) => is_public_v4(Ipv4Addr::new(w, x, y, z)),
        // NAT64, 64:ff9b::/96: how an IPv6-only network reaches the IPv4 internet.
        (0x64, 0xff9b) if (c, d, e, f) == (0, 0, 0, 0) => is_public_v4(Ipv4Addr::new(w, x, y, z)),
        // 6to4 carries an IPv4 address right after its prefix.
        (0x2002, _) => {
            let ([w, x], [y, z]) = (b.to_be_bytes(), c.to_be_bytes());
            is_public_v4(Ipv4Addr::new(w, x, y, z))
        }
        // Protocol assignments (Teredo among them) and documentation.
        (0x2001, 0x0..=0x1ff | 0xdb8) | (0x3fff, 0x0..=0xfff) => false,
        // Global unicast is 2000::/3; all else is local, multicast or unassigned.
        _ => a & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFUSED: &[&str] = &[
        "https://127.0.0.1/",
        "https://127.1/",
        "https://127.255.255.254/",
        "https://127.0.0.1./",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://0x7f000001/",
        "https://017700000001/",
        "https://0177.0.0.1/",
        "https://%31%32%37.0.0.1/",
        "https://１２７.０.０.１/",
        "https://0/",
        "https://0.1.2.3/",
        "https://10.0.0.1/",
        "https://100.64.0.1/",
        "https://100.127.255.255/",
        "https://169.254.169.254/latest/meta-data",
        "https://172.16.0.1/",
        "https://172.31.255.255/",
        "https://192.0.0.8/",
        "https://192.0.2.1/",
        "https://192.88.99.1/",
        "https://192.168.1.1/",
        "https://198.51.100.7/",
        "https://203.0.113.7/",
        "https://224.0.0.251/",
        "https://240.0.0.1/",
        "https://255.255.255.255/",
        "https://[::]/",
        "https://[::1]/",
        "https://[::127.0.0.1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::127.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[64:ff9b:1::1.1.1.1]/",
        "https://[100::1]/",
        "https://[2001::1]/",
        "https://[2001:db8::1]/",
        "https://[2002:7f00:1::]/",
        "https://[2002:c0a8:101::1]/",
        "https://[3fff::1]/",
        "https://[fc00::1]/",
        "https://[fd12:3456::1]/",
        "https://[fe80::1]/",
        "https://[fec0::1]/",
        "https://[ff02::1]/",
        "https://localhost/",
        "https://LOCALHOST./",
        "https://feeds.localhost/",
    ];

    const ALLOWED: &[&str] = &[
        "https://status.example.com/api/v2/summary.json",
        "https://localhost.example.com/",
        "https://1.1.1.1/",
        "https://8.8.8.8:8443/",
        "https://9.255.255.255/",
        "https://11.0.0.1/",
        "https://100.63.255.255/",
        "https://100.128.0.0/",
        "https://126.255.255.255/",
        "https://128.0.0.1/",
        "https://169.253.255.255/",
        "https://172.15.255.255/",
        "https://172.32.0.0/",
        "https://192.167.255.255/",
        "https://198.18.0.7/",
        "https://223.255.255.255/",
        "https://[2606:4700:4700::1111]/",
        "https://[2001:4860:4860::8888]/",
        "https://[::ffff:1.1.1.1]/",
        "https://[64:ff9b::1.1.1.1]/",
        "https://[2002:101:101::1]/",
    ];

    fn kind(address: &str, internal: bool) -> Option<FailureKind> {
        check_target(&Url::parse(address).unwrap(), internal).err().map(|failure| failure.kind)
    }

    #[test]
    fn a_private_address_is_refused_however_it_is_written() {
        for address in REFUSED {
            assert_eq!(kind(address, false), Some(FailureKind::PrivateAddress), "{address}");
        }
    }

    #[test]
    fn a_public_address_is_allowed_up_to_the_edge_of_each_private_range() {
        for address in ALLOWED {
            assert_eq!(kind(address, false), None, "{address}");
        }
    }

    #[test]
    fn a_feed_marked_internal_may_use_private_addresses_and_plain_http() {
        for address in REFUSED.iter().chain(ALLOWED) {
            assert_eq!(kind(address, true), None, "{address}");
            assert_eq!(kind(&address.replacen("https", "http", 1), true), None, "{address}");
        }
    }

    #[test]
    fn only_https_is_read_and_http_where_marked_internal() {
        assert_eq!(kind("http://status.example.com/", false), Some(FailureKind::NotHttps));
        for address in ["ftp://example.com/x", "file:///etc/passwd", "data:text/plain,x", "gopher://example.com/"] {
            assert_eq!(kind(address, false), Some(FailureKind::NotHttps), "{address}");
            assert_eq!(kind(address, true), Some(FailureKind::NotHttps), "{address}");
        }
    }

    #[test]
    fn an_address_is_shown_without_user_query_and_fragment() {
        let url = Url::parse("https://ann:canary@status.example.com:8443/feed.json?token=canary#canary").unwrap();
        assert_eq!(shown(&url), "https://status.example.com:8443/feed.json");
        let long = Url::parse(&format!("https://example.com/{}", "a".repeat(5000))).unwrap();
        assert_eq!(shown(&long).chars().count(), SHOWN + 1);
    }

    #[test]
    fn this_machine_is_known_by_name_and_by_address() {
        for address in ["http://127.0.0.9:1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://localhost:80/"] {
            assert!(is_loopback(&Url::parse(address).unwrap()), "{address}");
        }
        assert!(!is_loopback(&Url::parse("http://10.0.0.1/").unwrap()));
    }
}
