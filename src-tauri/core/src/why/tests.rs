use std::sync::LazyLock;

use jiff::SignedDuration;

use super::*;
use crate::provider::Catalogue;
use crate::sample;
use crate::wording::Language;

/// The product in question, and what it runs on: known well, known well, and hardly known.
const PAGE: &str = r#"
name = "Example"
feed = { format = "statuspage", url = "https://status.example.com/api/v2/summary.json" }

[[product]]
id = "chat"
name = "Chat"
open = "https://chat.example.com"
components = ["c-chat"]
uses = ["writing"]
depends_on = [
  { id = "cloud", evidence = "named in an incident of May", confidence = "high" },
  { id = "store", evidence = "its own page says so", confidence = "medium" },
  { id = "rumour", evidence = "somebody said so", confidence = "low" },
  { id = "not-in-the-catalogue", evidence = "x", confidence = "high" },
]

[[product]]
id = "cloud"
name = "Cloud"
open = "https://cloud.example.com"
components = ["c-cloud"]
uses = []

[[product]]
id = "store"
name = "Store"
open = "https://store.example.com"
components = ["c-store"]
uses = []

[[product]]
id = "rumour"
name = "Rumour"
open = "https://rumour.example.com"
components = ["c-rumour"]
uses = []
"#;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| sample::with(&[("example", PAGE)]));

fn view(id: &str, status: Status) -> ProductView {
    let mut name = id.to_owned();
    name[..1].make_ascii_uppercase();
    ProductView {
        id: id.into(),
        name,
        provider: "example".into(),
        watched: true,
        status,
        last_known: status,
        nothing_reported: false,
        since: Some(sample::at(-60)),
        read_at: Some(sample::at(-2)),
        incident: None,
        incidents: vec![],
        components: vec![],
        uses: vec![],
        opens: true,
        local: false,
        snoozed_until: None,
        asked: false,
        told: false,
        held: None,
        held_text: None,
    }
}

fn snapshot() -> Snapshot {
    let mut source = sample::source(SourceKind::Readable);
    source.text = "status.example.com can be read".into();
    Snapshot {
        schema: 1,
        at: sample::at(0),
        drill: false,
        language: "en".into(),
        verdict: crate::snapshot::Verdict {
            kind: crate::snapshot::VerdictKind::Working,
            status: Status::Operational,
            text: String::new(),
        },
        products: ["chat", "cloud", "store", "rumour"].map(|id| view(id, Status::Operational)).to_vec(),
        providers: vec![ProviderView {
            id: "example".into(),
            name: "Example".into(),
            status_page: None,
            host: Some("status.example.com".into()),
            source,
            incidents: vec![],
            maintenances: vec![],
            own: false,
        }],
        snoozed_until: None,
        look: crate::settings::Look::default(),
        quiet_until: None,
        problems: vec![],
        instead: Vec::new(),
        rehearsal: None,
    }
}

/// A day as told, changed until it is the one to be asked about.
struct Day {
    snapshot: Snapshot,
    local: Local,
    probing: Probing,
    language: Language,
}

impl Day {
    fn calm() -> Self {
        Self { snapshot: snapshot(), local: Local::Online, probing: Probing::No, language: Language::English }
    }

    fn product(&mut self, id: &str) -> &mut ProductView {
        self.snapshot.products.iter_mut().find(|view| view.id == id).unwrap()
    }

    fn source(&mut self) -> &mut crate::snapshot::Source {
        &mut self.snapshot.providers[0].source
    }

    fn is(mut self, id: &str, status: Status) -> Self {
        self.product(id).status = status;
        self.product(id).last_known = status;
        self
    }

    fn unread(mut self) -> Self {
        self.product("chat").status = Status::Unknown;
        let source = self.source();
        source.kind = SourceKind::Unreadable;
        source.text = "status.example.com can't be read since 04:10: it timed out".into();
        source.failing_since = Some(sample::at(-50));
        self
    }

    fn probed(mut self, reach: Reach) -> Self {
        let latency_ms = matches!(reach, Reach::Answers(_) | Reach::Errs(_)).then_some(120);
        self.probing = Probing::Done(Probe { at: sample::at(0), host: "chat.example.com".into(), latency_ms, reach });
        self
    }

    const fn here(mut self, local: Local) -> Self {
        self.local = local;
        self
    }

    fn answer(&self) -> Explanation {
        let words = Words::new(self.language);
        let question = Question {
            product: CATALOGUE.product("chat").unwrap(),
            snapshot: &self.snapshot,
            local: self.local,
            probing: &self.probing,
            words: &words,
            now: sample::at(0),
        };
        explain(question).unwrap()
    }
}

const TROUBLE: [(Status, Finding); 3] = [
    (Status::MajorOutage, Finding::Down),
    (Status::PartialOutage, Finding::PartlyDown),
    (Status::Degraded, Finding::Degraded),
];

const FAILED: [Reach; 2] = [Reach::Not(Obstacle::Time), Reach::Errs(503)];

#[test]
fn no_network_here_comes_before_everything_that_could_be_said() {
    for status in Status::ALL {
        for local in [Local::Offline, Local::SignIn] {
            let expected = if local == Local::Offline { Finding::Offline } else { Finding::SignIn };
            for reach in [Reach::Answers(200), Reach::Not(Obstacle::Name), Reach::Errs(500)] {
                let day = Day::calm().is("chat", status).is("cloud", Status::MajorOutage).probed(reach).here(local);
                assert_eq!(day.answer().answer, expected, "{status:?} {reach:?}");
            }
        }
        for local in [Local::Online, Local::Unknown, Local::SignIn, Local::Offline] {
            let day = Day::calm().is("chat", status).probed(Reach::NoNetwork).here(local);
            assert_eq!(day.answer().answer, Finding::Offline, "{status:?} {local:?}");
        }
    }
    let unread = Day::calm().unread().here(Local::SignIn).answer();
    assert_eq!(unread.answer, Finding::SignIn);
    assert_eq!(unread.text, "This network needs you to sign in first, so nothing can be said about Chat from here.");
}

#[test]
fn what_the_provider_says_comes_before_what_was_found_from_here() {
    for (status, expected) in TROUBLE.into_iter().chain([(Status::Maintenance, Finding::Maintenance)]) {
        for reach in FAILED.into_iter().chain([Reach::Answers(200)]) {
            let answer = Day::calm().is("chat", status).probed(reach).answer();
            assert_eq!(answer.answer, expected, "{reach:?}");
            assert!(answer.lines.iter().any(|line| line.contains("asked from here")), "{answer:?}");
        }
    }
}

#[test]
fn what_the_provider_says_comes_before_a_dependency_which_is_named_second() {
    for (status, expected) in TROUBLE.into_iter().chain([(Status::Maintenance, Finding::Maintenance)]) {
        let answer = Day::calm().is("chat", status).is("cloud", Status::MajorOutage).answer();
        assert_eq!(answer.answer, expected);
        assert!(answer.text.ends_with(", since 04:00. Cloud, which it runs on, is down too."), "{}", answer.text);
    }
    let partly = Day::calm().is("chat", Status::MajorOutage).is("store", Status::PartialOutage).answer();
    assert!(partly.text.ends_with("Store, which it runs on, is partly down too."), "{}", partly.text);
}

#[test]
fn a_dependency_that_is_down_comes_before_calm_and_before_what_cannot_be_told() {
    for reach in [None, Some(Reach::Answers(403)), Some(FAILED[0]), Some(FAILED[1])] {
        let down = |day: Day| {
            let day = day.is("cloud", Status::MajorOutage).is("store", Status::PartialOutage);
            reach.into_iter().fold(day, Day::probed).answer()
        };
        let calm = down(Day::calm());
        assert_eq!(calm.answer, Finding::Dependency, "{reach:?}");
        assert_eq!(calm.text, "Example says Cloud is down, and Chat runs on it. Example itself says Chat is working.");
        let unread = down(Day::calm().unread());
        assert_eq!(unread.answer, Finding::Dependency, "{reach:?}");
        assert!(unread.text.ends_with("runs on it. status.example.com can't be read since 04:10: it timed out."));
    }
}

#[test]
fn a_dependency_leads_only_when_it_is_down_and_known_to_be_one() {
    let table = [
        ("cloud", Status::MajorOutage, true),
        ("cloud", Status::PartialOutage, true),
        ("cloud", Status::Degraded, false),
        ("cloud", Status::Maintenance, false),
        ("cloud", Status::Unknown, false),
        ("store", Status::MajorOutage, true),
        ("rumour", Status::MajorOutage, false),
    ];
    for (id, status, leads) in table {
        let answer = Day::calm().is(id, status).answer();
        assert_eq!(answer.answer, if leads { Finding::Dependency } else { Finding::Well }, "{id} {status:?}");
        assert_eq!(answer.lines.len(), 2, "it is named in any case: {answer:?}");
    }
    let mut own = Day::calm();
    own.snapshot.products.retain(|view| view.id == "chat");
    assert_eq!(own.answer().lines.len(), 1, "what is not shown is not spoken of");
}

#[test]
fn calm_that_cannot_be_reached_from_here_is_said_as_both() {
    let table = [
        (Reach::Not(Obstacle::Time), "but chat.example.com can't be reached from here: no answer came in time."),
        (Reach::Errs(503), "but chat.example.com answers with an error from here (503)."),
    ];
    for (reach, says) in table {
        let mut day = Day::calm().probed(reach);
        let answer = day.answer();
        assert_eq!(answer.answer, Finding::Unreachable);
        assert!(answer.text.starts_with(&format!("Example says Chat is working, {says}")), "{}", answer.text);
        day.product("chat").nothing_reported = true;
        assert!(day.answer().text.starts_with(&format!("Example reports no incident with Chat, {says}")));
        assert!(answer.probe.is_some_and(|probe| !probe.reached));
        assert_eq!(day.unread().answer().answer, Finding::CannotTell, "no calm, no contradiction");
    }
}

#[test]
fn where_calm_is_the_answer_it_is_said_that_pages_lag_and_nowhere_else() {
    let quiet = |day: Day| day.answer().text.contains("16 min");
    assert!(quiet(Day::calm()));
    assert!(quiet(Day::calm().probed(Reach::Answers(403))));
    assert!(quiet(Day::calm().probed(FAILED[0])));
    for day in [
        Day::calm().is("chat", Status::MajorOutage),
        Day::calm().is("chat", Status::Maintenance),
        Day::calm().is("cloud", Status::MajorOutage),
        Day::calm().unread().probed(FAILED[0]),
        Day::calm().here(Local::Offline),
        Day::calm().here(Local::SignIn),
    ] {
        assert!(!quiet(day));
    }
}

#[test]
fn calm_is_called_calm_from_here_only_when_it_was_looked_at_from_here() {
    let answer = Day::calm().answer();
    assert_eq!(answer.answer, Finding::Well);
    assert!(answer.text.starts_with("All looks well: Example says Chat is working. Status pages lag"));
    let seen = Day::calm().probed(Reach::Answers(429)).answer();
    assert_eq!(seen.answer, Finding::Well);
    assert!(seen.text.starts_with(
        "All looks well from here: Example says Chat is working, and chat.example.com answers. Status pages lag"
    ));
    let probe = seen.probe.unwrap();
    assert_eq!((probe.reached, probe.status, probe.latency_ms, probe.why), (true, Some(429), Some(120), None));
}

#[test]
fn a_feed_that_says_nothing_is_said_to_with_its_reason() {
    type Make = fn(&mut Day);
    let table: [(Make, &str); 5] = [
        (|day| *day = std::mem::replace(day, Day::calm()).unread(), "can't be read since 04:10: it timed out."),
        (
            |day| {
                day.source().kind = SourceKind::None;
                day.source().text = "Example publishes no status that can be read".into();
            },
            "Can't tell: Example publishes no status that can be read.",
        ),
        (|_| {}, "Can't tell: what status.example.com last said is too old."),
        (|day| day.product("chat").read_at = None, "Can't tell: status.example.com says nothing about Chat."),
        (|day| day.product("chat").local = true, "Chat runs on this computer: no status page speaks about it."),
    ];
    for (make, text) in table {
        let mut day = Day::calm().is("chat", Status::Unknown);
        make(&mut day);
        let answer = day.answer();
        assert_eq!(answer.answer, Finding::CannotTell, "{text}");
        assert!(answer.text.ends_with(text), "{}", answer.text);
    }
    let reached = Day::calm().unread().probed(Reach::Answers(200)).answer();
    assert!(reached.text.ends_with("it timed out. From here, chat.example.com answers."), "{}", reached.text);
    let errs = Day::calm().unread().probed(Reach::Errs(500)).answer();
    assert!(errs.text.ends_with("From here, chat.example.com answers with an error (500)."), "{}", errs.text);
    let not = Day::calm().unread().probed(Reach::Not(Obstacle::Name)).answer();
    assert!(not.text.ends_with("From here, chat.example.com can't be reached: its name was not found."));
    assert_eq!(not.source.failing_since, Some(sample::at(-50)));
}

#[test]
fn a_tool_on_this_computer_needs_no_network_to_be_spoken_of() {
    let mut day = Day::calm().here(Local::Offline);
    day.product("chat").local = true;
    day.probing = Probing::Unasked(Unasked::Local);
    let answer = day.answer();
    assert_eq!(answer.answer, Finding::CannotTell);
    assert_eq!(answer.lines[0], "Chat runs on this computer and is not asked");
    assert_eq!(answer.probe, None);
}

#[test]
fn three_lines_at_most_stand_behind_an_answer() {
    let day = Day::calm().is("cloud", Status::MajorOutage).is("store", Status::Unknown).probed(Reach::Answers(200));
    let lines = day.answer().lines;
    assert_eq!(
        lines,
        [
            "status.example.com was read 2 min ago",
            "chat.example.com was asked from here just now: it answered after 120 ms (200)",
            "Runs on Cloud (Down since 04:00; how that is known: “named in an incident of May”); Store (Can't tell); \
             Rumour (Working)",
        ]
    );
    let unread = Day::calm().unread().answer();
    assert_eq!(unread.lines[0], "status.example.com was read 2 min ago · last known: Working");
    // A feed that has failed since then is named where the answer itself does not.
    let mut fresh = Day::calm();
    fresh.source().kind = SourceKind::Blocked;
    fresh.source().text = "status.example.com refuses us since 04:58".into();
    let answer = fresh.answer();
    assert_eq!(answer.answer, Finding::Well);
    assert_eq!(answer.lines[0], "status.example.com was read 2 min ago · status.example.com refuses us since 04:58");
    assert_eq!((answer.source.age_s, answer.source.feed), (Some(120), SourceKind::Blocked));
}

#[test]
fn what_was_not_asked_is_said_with_its_reason() {
    let table = [
        (Unasked::NoAddress, "Chat has no address that could be asked from here"),
        (Unasked::Local, "Chat runs on this computer and is not asked"),
        (
            Unasked::Private("chat.lan".into()),
            "chat.lan is on a private network: it is asked only where its provider's feed is marked internal",
        ),
        (Unasked::Drill, "In a drill no product is asked"),
    ];
    for (why, line) in table {
        let mut day = Day::calm();
        day.probing = Probing::Unasked(why);
        let answer = day.answer();
        assert_eq!((answer.answer, answer.lines[1].as_str()), (Finding::Well, line));
        assert!(answer.text.starts_with("All looks well: "), "nothing was seen from here: {}", answer.text);
    }
}

#[test]
fn every_answer_reads_in_both_languages_without_a_gap() {
    let obstacles =
        [Obstacle::Name, Obstacle::Connection, Obstacle::Time, Obstacle::Trust, Obstacle::Proxy, Obstacle::Broken];
    let reaches: Vec<Option<Reach>> = obstacles
        .map(|obstacle| Some(Reach::Not(obstacle)))
        .into_iter()
        .chain([None, Some(Reach::Answers(200)), Some(Reach::Errs(502)), Some(Reach::NoNetwork)])
        .collect();
    for language in Language::ALL {
        for status in Status::ALL {
            for support in [Status::Operational, Status::PartialOutage, Status::MajorOutage] {
                for reach in &reaches {
                    for quiet in [false, true] {
                        let mut day = Day::calm().is("chat", status).is("cloud", support);
                        day.product("chat").nothing_reported = quiet;
                        day = reach.iter().fold(day, |day, reach| day.probed(*reach));
                        day.language = language;
                        let answer = day.answer();
                        for line in answer.lines.iter().chain([&answer.text]) {
                            assert!(!line.contains(['{', '$']) && !line.contains("  "), "{line}");
                            assert!(!line.contains("answer-") && !line.contains("obstacle-"), "{line}");
                        }
                        assert!(answer.text.ends_with('.') && answer.lines.len() <= 3, "{answer:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_is_ever_claimed_ahead_of_the_provider() {
    for reach in FAILED {
        for day in [Day::calm().probed(reach), Day::calm().unread().probed(reach)] {
            let answer = day.answer();
            assert!(!matches!(answer.answer, Finding::Down | Finding::PartlyDown | Finding::Degraded));
            assert!(!answer.text.contains("is down") && !answer.text.contains("outage "), "{}", answer.text);
        }
    }
}

#[test]
fn an_answer_draws_on_the_product_and_what_it_runs_on() {
    let drawn = drawn_on(CATALOGUE.product("chat").unwrap());
    assert_eq!(drawn, ["chat", "cloud", "store", "rumour", "not-in-the-catalogue"]);
    let now = sample::at(0) + SignedDuration::from_secs(90);
    let words = Words::new(Language::English);
    let probe = Probe { at: sample::at(0), host: "h".into(), latency_ms: None, reach: Reach::NoNetwork };
    assert_eq!(
        probe.line(&words, now),
        "h was asked from here 1 min ago and not reached: this computer has no network"
    );
}
