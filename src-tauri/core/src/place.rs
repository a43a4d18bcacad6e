//! Whose place an address is: its registrable domain, the part that somebody has to own. Two addresses of one house
//! may be trusted alike; between two houses nothing is followed or taken over without a person's word.
//!
//! Not here: whether an address may be asked at all (private networks, plain http). That is the engine's rule.

use url::{Host, Url};

/// Domains under which many companies rent a page each, by the first name: one of them says nothing about the next.
/// The public suffix list holds such domains only where their owners asked for it.
const RENTED: [&str; 14] = [
    "betteruptime.com",
    "checkly-status-page.com",
    "freshstatus.io",
    "hund.io",
    "instatus.com",
    "onlineornot.com",
    "sorryapp.com",
    "status.io",
    "status.page",
    "statuscast.com",
    "statuspage.datadoghq.com",
    "statuspage.io",
    "statuspal.io",
    "statuspal.eu",
];

/// The registrable domain of an address: `example.co.uk` of `https://status.example.co.uk/x`, the name of the one page
/// where pages are rented by name, and the host itself where it is an address in digits, `localhost` or a suffix.
/// `None` only where there is no host.
#[must_use]
pub fn registrable(url: &Url) -> Option<String> {
    let name = match url.host()? {
        Host::Domain(name) => name.trim_end_matches('.').to_ascii_lowercase(),
        Host::Ipv4(address) => return Some(address.to_string()),
        Host::Ipv6(address) => return Some(address.to_string()),
    };
    for rented in RENTED {
        if let Some(page) = name.strip_suffix(rented).and_then(|before| before.strip_suffix('.')) {
            let page = page.rsplit('.').next().unwrap_or(page);
            return Some(format!("{page}.{rented}"));
        }
    }
    let domain = psl::domain_str(&name).map(str::to_owned);
    Some(domain.unwrap_or(name))
}

/// Whether two addresses lie on one registrable domain.
#[must_use]
pub fn same_house(one: &Url, other: &Url) -> bool {
    registrable(one).is_some_and(|house| registrable(other) == Some(house))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registrable_domain_is_what_somebody_has_to_own() {
        let table = [
            ("https://status.example.com/x", "example.com"),
            ("https://STATUS.Example.COM:8443", "example.com"),
            ("https://example.com./", "example.com"),
            ("https://a.b.example.co.uk", "example.co.uk"),
            ("https://status.contoh.co.id", "contoh.co.id"),
            ("https://ann.github.io/status", "ann.github.io"),
            ("https://github.io", "github.io"),
            ("https://acme.statuspage.io", "acme.statuspage.io"),
            ("https://www.acme.statuspage.io", "acme.statuspage.io"),
            ("https://statuspage.io", "statuspage.io"),
            ("https://acme.statuspage.datadoghq.com", "acme.statuspage.datadoghq.com"),
            ("https://app.datadoghq.com", "datadoghq.com"),
            ("http://localhost:8080", "localhost"),
            ("http://status.intranet", "status.intranet"),
            ("http://127.0.0.1:9", "127.0.0.1"),
            ("http://[::1]/", "::1"),
        ];
        for (address, house) in table {
            assert_eq!(registrable(&Url::parse(address).unwrap()).as_deref(), Some(house), "{address}");
        }
        assert_eq!(registrable(&Url::parse("mailto:ann@example.com").unwrap()), None);
    }

    #[test]
    fn two_addresses_are_of_one_house_by_their_domain_and_nothing_else() {
        let same = |one: &str, other: &str| same_house(&Url::parse(one).unwrap(), &Url::parse(other).unwrap());
        assert!(same("https://status.example.com", "https://www.example.com:444/x"));
        assert!(!same("https://status.example.com", "https://status.example.net"));
        assert!(!same("https://status.example.com", "https://example.com.evil.net"));
        assert!(!same("https://acme.statuspage.io", "https://other.statuspage.io"));
        assert!(!same("https://ann.github.io", "https://bob.github.io"));
        assert!(!same("http://127.0.0.1", "http://127.0.0.2"));
        assert!(!same("mailto:a@example.com", "mailto:a@example.com"));
    }
}
