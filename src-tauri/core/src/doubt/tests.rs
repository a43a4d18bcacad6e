use super::*;

const MINUTE: Duration = Duration::from_secs(60);
const NAMES: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

/// A feed on a host of its own that was read this long ago.
fn read(at: usize, ago: Duration) -> Outcome<'static> {
    Outcome { provider: NAMES[at], host: NAMES[at], platform: None, internal: false, ago, failing: None }
}

/// One that has failed like this for this long, and was tried just now.
fn failing(at: usize, cause: Cause, lasting: Duration) -> Outcome<'static> {
    Outcome { failing: Some(Failing { cause, lasting }), ..read(at, Duration::ZERO) }
}

fn unreached(at: usize) -> Outcome<'static> {
    failing(at, Cause::Network, MINUTE)
}

fn page(at: usize, led_to: Option<&str>) -> Outcome<'static> {
    failing(at, Cause::Page { led_to: led_to.map(str::to_owned) }, MINUTE)
}

fn local(outcomes: &[Outcome<'_>], signals: Signals) -> Option<Doubt> {
    Doubts::judge(outcomes, signals).local
}

const QUIET: Signals = Signals { round: None, untried: 0, no_network: false };
const NO_NETWORK: Signals = Signals { no_network: true, ..QUIET };

#[test]
fn most_feeds_unreached_at_once_is_offline_and_one_alone_is_not() {
    let before = MINUTE * 2;
    let older = Duration::from_secs(20 * 60 + 1);
    let table: Vec<(&str, Vec<Outcome<'_>>, Signals, Option<Doubt>)> = vec![
        ("nothing was read yet", vec![], QUIET, None),
        ("one feed, unreached", vec![unreached(0)], QUIET, None),
        ("one feed, and the system has no network", vec![unreached(0)], NO_NETWORK, Some(Doubt::Offline)),
        (
            "one of three, and the system has no network",
            vec![unreached(0), read(1, before), read(2, before)],
            NO_NETWORK,
            Some(Doubt::Offline),
        ),
        (
            "the system has no network, but something was read since",
            vec![unreached(0), read(1, Duration::from_secs(59)), read(2, before)],
            NO_NETWORK,
            None,
        ),
        (
            "no network, says the system, and a page of one's own house is not there",
            vec![Outcome { internal: true, ..unreached(0) }],
            NO_NETWORK,
            None,
        ),
        ("no network, says the system, but it was read", vec![read(0, before)], NO_NETWORK, None),
        ("no network, says the system, and nothing was tried", vec![], NO_NETWORK, None),
        ("two of two", vec![unreached(0), unreached(1)], QUIET, Some(Doubt::Offline)),
        ("one of two is half", vec![unreached(0), read(1, before)], QUIET, None),
        ("two of four is half", vec![unreached(0), unreached(1), read(2, before), read(3, before)], QUIET, None),
        ("two of three is most", vec![unreached(0), unreached(1), read(2, before)], QUIET, Some(Doubt::Offline)),
        (
            "two of three, and the third was read since",
            vec![unreached(0), unreached(1), read(2, Duration::from_secs(59))],
            QUIET,
            None,
        ),
        (
            "two of three, and the third was read as the second began to fail",
            vec![unreached(0), unreached(1), read(2, MINUTE)],
            QUIET,
            Some(Doubt::Offline),
        ),
        (
            "failing otherwise is not being offline",
            vec![failing(0, Cause::Other, MINUTE), failing(1, Cause::Other, MINUTE)],
            QUIET,
            None,
        ),
        (
            "two of three on one host are one of two",
            vec![unreached(0), Outcome { host: "a", ..unreached(1) }, read(2, before)],
            QUIET,
            None,
        ),
        (
            "one host, where one feed of two can be read",
            vec![unreached(0), Outcome { host: "a", ..read(1, before) }, unreached(2), unreached(3)],
            QUIET,
            Some(Doubt::Offline),
        ),
        (
            "what was tried long ago does not count",
            vec![unreached(0), Outcome { ago: older, ..unreached(1) }, read(2, before)],
            QUIET,
            None,
        ),
        (
            "what was tried just of late counts",
            vec![unreached(0), Outcome { ago: OF_LATE, ..unreached(1) }, read(2, before)],
            QUIET,
            Some(Doubt::Offline),
        ),
        (
            "a page of one's own house proves no way out",
            vec![unreached(0), unreached(1), Outcome { internal: true, ..read(2, Duration::ZERO) }],
            QUIET,
            Some(Doubt::Offline),
        ),
        (
            "with nothing but one's own house, that is judged",
            vec![Outcome { internal: true, ..unreached(0) }, Outcome { internal: true, ..unreached(1) }],
            QUIET,
            Some(Doubt::Offline),
        ),
    ];
    for (name, outcomes, signals, expected) in table {
        assert_eq!(local(&outcomes, signals), expected, "{name}");
    }
}

#[test]
fn pages_from_two_hosts_that_agree_are_a_network_that_asks_to_sign_in() {
    let portal = Some("portal.example");
    let table: Vec<(&str, Vec<Outcome<'_>>, Option<Doubt>)> = vec![
        ("one page", vec![page(0, None)], None),
        ("two pages", vec![page(0, None), page(1, None)], Some(Doubt::SignIn)),
        ("one place", vec![page(0, portal), page(1, portal)], Some(Doubt::SignIn)),
        ("a page and a way to one", vec![page(0, portal), page(1, None)], Some(Doubt::SignIn)),
        ("two places", vec![page(0, portal), page(1, Some("elsewhere.example"))], None),
        ("two pages of one host", vec![page(0, None), Outcome { host: "a", ..page(1, None) }], None),
        ("another was read since", vec![page(0, None), page(1, None), read(2, Duration::from_secs(59))], None),
        ("another was read before", vec![page(0, None), page(1, None), read(2, MINUTE * 2)], Some(Doubt::SignIn)),
        (
            "most cannot be reached at all",
            vec![page(0, None), page(1, None), unreached(2), unreached(3), unreached(4)],
            Some(Doubt::Offline),
        ),
        ("half cannot be reached", vec![page(0, None), page(1, None), unreached(2), unreached(3)], Some(Doubt::SignIn)),
    ];
    for (name, outcomes, expected) in table {
        assert_eq!(local(&outcomes, QUIET), expected, "{name}");
    }
}

#[test]
fn what_is_still_to_be_tried_may_be_reached() {
    let three = [unreached(0), unreached(1), unreached(2)];
    let pages = [page(0, None), page(1, None), page(2, None)];
    for (untried, certain) in [(0, true), (2, true), (3, false), (9, false)] {
        let signals = Signals { untried, ..QUIET };
        assert_eq!(local(&three, signals), certain.then_some(Doubt::Offline), "{untried} untried");
        assert_eq!(local(&pages, signals), certain.then_some(Doubt::SignIn), "{untried} untried");
    }
}

#[test]
fn a_round_is_waited_for_until_all_were_tried_or_a_minute_has_passed() {
    let signals = |after, untried, seconds| {
        let round = Some(Round { after, ago: Duration::from_secs(seconds) });
        Signals { round, untried, no_network: false }
    };
    for (untried, seconds, expected) in
        [(3, 0, Some(Doubt::Awake)), (1, 59, Some(Doubt::Awake)), (1, 60, None), (0, 0, None)]
    {
        let made = local(&[read(0, Duration::ZERO)], signals(Doubt::Awake, untried, seconds));
        assert_eq!(made, expected, "{untried} after {seconds} s");
    }
    let set = signals(Doubt::ClockJumped, 1, 5);
    assert_eq!(local(&[], set), Some(Doubt::ClockJumped));
    assert_eq!(local(&[unreached(0), unreached(1)], set), Some(Doubt::Offline), "what is known for sure is said");
}

#[test]
fn seventy_in_a_hundred_of_three_providers_on_one_platform_make_it_doubtful() {
    let on = |outcome: Outcome<'static>| Outcome { platform: Some("hosted"), ..outcome };
    let broken = |at| on(failing(at, Cause::Other, MINUTE));
    let good = |at| on(read(at, Duration::ZERO));
    for (bad, all, doubted) in
        [(2, 2, false), (2, 3, false), (3, 3, true), (2, 4, false), (3, 4, true), (6, 10, false), (7, 10, true)]
    {
        let outcomes: Vec<_> = (0..all).map(|at| if at < bad { broken(at) } else { good(at) }).collect();
        let doubts = Doubts::judge(&outcomes, QUIET);
        assert_eq!(doubts.for_provider(Some("hosted")), doubted.then_some(Doubt::Platform), "{bad} of {all}");
        assert_eq!((doubts.for_provider(None), doubts.for_provider(Some("else"))), (None, None), "{bad} of {all}");
    }
    // One provider with several feeds is one provider.
    let same: Vec<_> = (0..3).map(|at| Outcome { provider: "a", ..broken(at) }).collect();
    assert!(Doubts::judge(&same, QUIET).platforms.is_empty());
}

#[test]
fn who_is_offline_doubts_no_platform() {
    let outcomes: Vec<_> = (0..4).map(|at| Outcome { platform: Some("hosted"), ..unreached(at) }).collect();
    let doubts = Doubts::judge(&outcomes, QUIET);
    assert_eq!(doubts, Doubts { local: Some(Doubt::Offline), platforms: BTreeSet::new() });
    assert_eq!(doubts.for_provider(Some("hosted")), Some(Doubt::Offline));
    assert_eq!(doubts.for_provider(None), Some(Doubt::Offline));
}

#[test]
fn each_doubt_has_its_reason() {
    for doubt in [Doubt::Offline, Doubt::SignIn, Doubt::Awake, Doubt::ClockJumped] {
        assert_eq!(doubt.reason(), Reason::Offline, "{doubt:?}");
    }
    assert_eq!(Doubt::Platform.reason(), Reason::PlatformDoubt);
}
