use super::*;
use crate::sample::{at, source, with};
use crate::snapshot::{ProviderView, Verdict, VerdictKind};

const KINDS: [SourceKind; 8] = SourceKind::ALL;

/// What fails, a sibling of it, one built on it, one built on its sibling, two strangers and a local tool.
fn catalogue() -> Catalogue {
    let maker = |products: &str| format!("name = \"Maker\"\n{products}");
    let product = |id: &str, more: &str| {
        format!("[[product]]\nid = \"{id}\"\nname = \"{id}\"\nuses = [\"writing\", \"coding\"]\n{more}\n")
    };
    let built = |on: &str| format!("depends_on = [{{ id = \"{on}\", evidence = \"says so\", confidence = \"high\" }}]");
    let open = "open = \"https://stranger.example\"\nprompt = { link = \"https://stranger.example/?q={q}\", behaviour = \"prefill\", limit = 1800 }";
    let files = [
        ("maker-a", maker(&(product("failing", "") + &product("sibling", "")))),
        ("maker-b", maker(&product("built-on-it", &built("failing")))),
        ("maker-c", maker(&product("built-on-sibling", &built("sibling")))),
        ("maker-d", maker(&product("stranger", open))),
        ("maker-e", maker(&product("other", &built("unheard-of")))),
        ("maker-f", maker(&product("tool", "local = true"))),
        (
            "maker-g",
            "name = \"Maker\"\n[[product]]\nid = \"painter\"\nname = \"painter\"\nuses = [\"image\"]\n".to_owned(),
        ),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(id, text)| (*id, text.as_str())).collect();
    with(&files)
}

fn view(catalogue: &Catalogue, id: &str, status: Status) -> ProductView {
    let view = crate::sample::view(catalogue.product(id).unwrap());
    ProductView { status, last_known: status, ..view }
}

fn shown(catalogue: &Catalogue, products: Vec<(ProductView, SourceKind)>) -> Snapshot {
    let providers = products
        .iter()
        .map(|(view, kind)| ProviderView {
            id: catalogue.product(&view.id).unwrap().provider.clone(),
            name: "Maker".into(),
            status_page: None,
            host: None,
            source: source(*kind),
            incidents: vec![],
            maintenances: vec![],
            own: false,
        })
        .collect();
    Snapshot {
        schema: 1,
        at: at(0),
        drill: false,
        language: "en".into(),
        look: crate::settings::Look::default(),
        verdict: Verdict { kind: VerdictKind::Trouble, status: Status::MajorOutage, text: String::new() },
        products: products.into_iter().map(|(view, _)| view).collect(),
        providers,
        snoozed_until: None,
        quiet_until: None,
        problems: vec![],
        instead: Vec::new(),
        rehearsal: None,
    }
}

/// Ranked for a person of whom nothing is known.
fn plain(
    catalogue: &Catalogue,
    snapshot: &Snapshot,
    failing: Option<&str>,
    wanted: Option<Use>,
    now: Timestamp,
) -> Vec<Alternative> {
    let (preferences, reliability) = (Preferences::default(), BTreeMap::new());
    let (local, apps) = (None, &BTreeSet::new());
    let ranking =
        Ranking { catalogue, snapshot, preferences: &preferences, reliability: &reliability, local, apps, now };
    rank(&ranking, failing, wanted).alternatives
}

/// The order of these products as alternatives to the failing one, each with its state and its feed's.
fn order(products: &[(&str, Status, SourceKind)]) -> Vec<String> {
    let catalogue = catalogue();
    let views = products.iter().map(|(id, status, kind)| (view(&catalogue, id, *status), *kind)).collect();
    let ranked = plain(&catalogue, &shown(&catalogue, views), Some("failing"), None, at(1));
    ranked.into_iter().map(|alternative| alternative.product).collect()
}

#[test]
fn each_rule_of_the_order_holds() {
    use SourceKind::{None as NotRead, Readable, Unreadable};
    use Status::{Degraded, Maintenance, MajorOutage, Operational, Unknown};
    type Row<'a> = (&'a str, &'a [(&'a str, Status, SourceKind)], &'a [&'a str]);
    let table: [Row<'_>; 10] = [
        (
            "catalogue order",
            &[("other", Operational, Readable), ("stranger", Operational, Readable)],
            &["other", "stranger"],
        ),
        (
            "working before unreadable",
            &[("other", Unknown, Unreadable), ("stranger", Operational, Readable)],
            &["stranger", "other"],
        ),
        (
            "unreadable before not read",
            &[("other", Unknown, NotRead), ("stranger", Unknown, Unreadable)],
            &["stranger", "other"],
        ),
        (
            "not read before local",
            &[("tool", Unknown, SourceKind::None), ("stranger", Unknown, NotRead)],
            &["stranger", "tool"],
        ),
        (
            "local before maintenance",
            &[("other", Maintenance, Readable), ("tool", Unknown, SourceKind::None)],
            &["tool", "other"],
        ),
        (
            "maintenance before trouble",
            &[("other", Degraded, Readable), ("stranger", Maintenance, Readable)],
            &["stranger", "other"],
        ),
        (
            "not its sibling",
            &[("sibling", Operational, Readable), ("stranger", Operational, Readable)],
            &["stranger", "sibling"],
        ),
        (
            "not built on it",
            &[("built-on-it", Operational, Readable), ("stranger", Operational, Readable)],
            &["stranger", "built-on-it"],
        ),
        (
            "not built on its sibling",
            &[("built-on-sibling", Operational, Readable), ("other", Operational, Readable)],
            &["other", "built-on-sibling"],
        ),
        (
            "a working sibling before a stranger in trouble",
            &[("stranger", MajorOutage, Readable), ("sibling", Operational, Readable)],
            &["sibling", "stranger"],
        ),
    ];
    for (name, products, expected) in table {
        assert_eq!(order(products), expected, "{name}");
    }
}

#[test]
fn no_product_in_trouble_stands_above_a_working_one() {
    let catalogue = catalogue();
    let ids = ["sibling", "built-on-it", "stranger", "tool"];
    for one in Status::ALL {
        for two in Status::ALL {
            for kind in KINDS {
                for watched in 0..16_usize {
                    let statuses = [one, two, Status::Operational, one];
                    let views = ids.iter().zip(statuses).enumerate().map(|(place, (id, status))| {
                        let mut view = view(&catalogue, id, status);
                        view.watched = watched >> place & 1 == 1;
                        (view, kind)
                    });
                    let ranked = plain(&catalogue, &shown(&catalogue, views.collect()), Some("failing"), None, at(1));
                    let last_working = ranked.iter().rposition(Alternative::works);
                    let first_troubled = ranked.iter().position(|a| a.status.is_trouble() && a.product != "tool");
                    if let (Some(working), Some(troubled)) = (last_working, first_troubled) {
                        assert!(working < troubled, "{one:?} {two:?} {kind:?} {watched}: {ranked:?}");
                    }
                    let named = best(&ranked).unwrap();
                    assert_eq!(named.status, Status::Operational, "{ranked:?}");
                    assert!(
                        ranked.iter().all(|a| a.works() == (a.status == Status::Operational && a.product != "tool"))
                    );
                }
            }
        }
    }
}

#[test]
fn what_fails_is_left_out_and_what_does_something_else_too() {
    use SourceKind::Readable;
    use Status::Operational;
    assert_eq!(order(&[("failing", Operational, Readable), ("painter", Operational, Readable)]), [""; 0]);
    let catalogue = catalogue();
    let views = || {
        ["failing", "painter", "stranger"].map(|id| (view(&catalogue, id, Operational), Readable)).into_iter().collect()
    };
    let ids = |failing, wanted| -> Vec<String> {
        let ranked = plain(&catalogue, &shown(&catalogue, views()), failing, wanted, at(1));
        ranked.into_iter().map(|alternative| alternative.product).collect()
    };
    assert_eq!(ids(None, None), ["failing", "painter", "stranger"]);
    assert_eq!(ids(None, Some(Use::Image)), ["painter"]);
    assert_eq!(ids(Some("failing"), Some(Use::Image)), ["painter"], "the task in hand goes before what it is for");
    assert_eq!(ids(Some("failing"), Some(Use::Coding)), ["stranger"]);
    assert_eq!(ids(Some("unheard-of"), Some(Use::Writing)), ["failing", "stranger"]);
    assert_eq!(ids(None, Some(Use::Music)), [""; 0]);
}

#[test]
fn what_nobody_reports_about_comes_after_what_is_said_to_work_and_before_what_cannot_be_read() {
    let catalogue = catalogue();
    let quiet = ProductView { nothing_reported: true, ..view(&catalogue, "other", Status::Operational) };
    let silent = view(&catalogue, "built-on-sibling", Status::Unknown);
    let working = view(&catalogue, "stranger", Status::Operational);
    let rows = vec![(quiet, SourceKind::Readable), (silent, SourceKind::Unreadable), (working, SourceKind::Readable)];
    let ranked = plain(&catalogue, &shown(&catalogue, rows), Some("failing"), None, at(1));
    let standing: Vec<(&str, &Why)> = ranked.iter().map(|other| (other.product.as_str(), &other.reasons[0])).collect();
    let expected =
        [("stranger", &Why::Working), ("other", &Why::NothingReported), ("built-on-sibling", &Why::Unreadable)];
    assert_eq!(standing, expected);
    assert_eq!(best(&ranked[1..]), None, "no notification says that it works");
}

#[test]
fn nothing_works_means_none_is_named() {
    let catalogue = catalogue();
    for status in Status::ALL.into_iter().filter(|status| *status != Status::Operational) {
        let snapshot = shown(&catalogue, vec![(view(&catalogue, "stranger", status), SourceKind::Readable)]);
        assert_eq!(best(&plain(&catalogue, &snapshot, Some("failing"), None, at(1))), None, "{status:?}");
    }
}

#[test]
fn an_alternative_says_why_how_old_and_what_becomes_of_a_prompt() {
    let catalogue = catalogue();
    let one = |id: &str, change: fn(&mut ProductView), kind| {
        let mut view = view(&catalogue, id, Status::Operational);
        change(&mut view);
        let snapshot = shown(&catalogue, vec![(view, kind)]);
        plain(&catalogue, &snapshot, Some("failing"), None, at(2)).remove(0)
    };
    let stranger = one("stranger", |view| view.watched = true, SourceKind::Readable);
    assert_eq!((stranger.reasons, stranger.prompt), (vec![Why::Working, Why::Yours], PromptUse::Prefill));
    assert_eq!((stranger.age_s, stranger.url.as_deref()), (Some(120), Some("https://stranger.example/")));
    let unread = one("stranger", |view| (view.status, view.read_at) = (Status::Unknown, None), SourceKind::None);
    assert_eq!((unread.reasons, unread.age_s), (vec![Why::StatusNotRead], None));
    let future = one("stranger", |view| view.read_at = Some(at(3)), SourceKind::Readable);
    assert_eq!(future.age_s, Some(0), "a clock that was set back makes nothing young of age");
    let built = one("built-on-it", |_| {}, SourceKind::Readable);
    assert_eq!(built.reasons, [Why::Working, Why::DependsOn("failing".into())]);
    assert_eq!(built.prompt, PromptUse::None, "there is nowhere to paste it");
    let sibling = one("sibling", |view| view.status = Status::PartialOutage, SourceKind::Readable);
    assert_eq!(sibling.reasons, [Why::InTrouble, Why::SameProvider]);
    let tool = one("tool", |_| {}, SourceKind::None);
    assert_eq!((tool.reasons, tool.prompt), (vec![Why::Local], PromptUse::Copy));
}

/// Everything that a person may have said or known.
#[derive(Default)]
struct Person {
    preferences: Preferences,
    reliability: BTreeMap<String, f64>,
    local: Option<BTreeMap<String, LocalTool>>,
}

impl Person {
    fn plan(mut self, ids: &[&str]) -> Self {
        self.preferences.plan.insert(Use::Writing, ids.iter().map(|&id| id.into()).collect());
        self
    }

    fn account(mut self, id: &str) -> Self {
        self.preferences.accounts.insert(id.into());
        self
    }

    fn reliable(mut self, id: &str, share: f64) -> Self {
        self.reliability.insert(id.into(), share);
        self
    }

    fn runs(mut self, tools: &[&str]) -> Self {
        let tool = LocalTool { port: 1234, models: vec!["small".into()] };
        self.local = Some(tools.iter().map(|&id| (id.to_owned(), tool.clone())).collect());
        self
    }

    fn ranked(&self, catalogue: &Catalogue, snapshot: &Snapshot) -> Ranked {
        let ranking = Ranking {
            catalogue,
            snapshot,
            preferences: &self.preferences,
            reliability: &self.reliability,
            local: self.local.as_ref(),
            apps: &BTreeSet::new(),
            now: at(1),
        };
        rank(&ranking, Some("failing"), Some(Use::Writing))
    }

    fn order(&self, statuses: &[(&str, Status)]) -> Vec<String> {
        let catalogue = catalogue();
        let kind = |status| if status == Status::Unknown { SourceKind::None } else { SourceKind::Readable };
        let views = statuses.iter().map(|(id, status)| (view(&catalogue, id, *status), kind(*status))).collect();
        let ranked = self.ranked(&catalogue, &shown(&catalogue, views));
        ranked.alternatives.into_iter().map(|other| other.product).collect()
    }
}

#[test]
fn what_a_person_prefers_orders_what_works_and_never_lifts_what_does_not() {
    use Status::{MajorOutage, Operational, Unknown};
    let both = [("other", Operational), ("stranger", Operational)];
    type Row<'a> = (&'a str, Person, &'a [(&'a str, Status)], &'a [&'a str]);
    let table: [Row<'_>; 13] = [
        ("catalogue order", Person::default(), &both, &["other", "stranger"]),
        ("their plan", Person::default().plan(&["stranger"]), &both, &["stranger", "other"]),
        ("their account", Person::default().account("stranger"), &both, &["stranger", "other"]),
        ("plan before account", Person::default().plan(&["other"]).account("stranger"), &both, &["other", "stranger"]),
        (
            "account before reliability",
            Person::default().account("other").reliable("other", 0.5).reliable("stranger", 1.0),
            &both,
            &["other", "stranger"],
        ),
        ("reliability before catalogue order", Person::default().reliable("other", 0.9), &both, &["stranger", "other"]),
        (
            "unknown is neither good nor bad",
            Person::default().reliable("stranger", 0.999),
            &both,
            &["stranger", "other"],
        ),
        (
            "a tenth of a percent reorders nothing",
            Person::default().reliable("other", 0.9961).reliable("stranger", 0.9989),
            &both,
            &["other", "stranger"],
        ),
        (
            "working before planned",
            Person::default().plan(&["stranger"]).account("stranger"),
            &[("stranger", MajorOutage), ("other", Operational)],
            &["other", "stranger"],
        ),
        (
            "untied before planned",
            Person::default().plan(&["sibling"]),
            &[("sibling", Operational), ("stranger", Operational)],
            &["stranger", "sibling"],
        ),
        (
            "a tool that runs is as good as what works",
            Person::default().runs(&["tool"]).plan(&["tool"]),
            &[("stranger", Operational), ("tool", Unknown)],
            &["tool", "stranger"],
        ),
        (
            "a tool that runs before what cannot be told",
            Person::default().runs(&["tool"]),
            &[("stranger", Unknown), ("tool", Unknown)],
            &["tool", "stranger"],
        ),
        (
            "a tool that does not run stands last",
            Person::default().runs(&[]).plan(&["tool"]),
            &[("tool", Unknown), ("stranger", MajorOutage)],
            &["stranger", "tool"],
        ),
    ];
    for (name, person, statuses, expected) in table {
        assert_eq!(person.order(statuses), expected, "{name}");
    }
}

#[test]
fn why_it_stands_there_is_said_with_it() {
    let catalogue = catalogue();
    let snapshot = shown(&catalogue, vec![(view(&catalogue, "stranger", Status::Operational), SourceKind::Readable)]);
    let person = Person::default().plan(&["other", "stranger"]).account("stranger").reliable("stranger", 0.9996);
    let ranked = person.ranked(&catalogue, &snapshot);
    let expected = [Why::Working, Why::Planned(2), Why::Account, Why::Reliability(999)];
    assert_eq!(ranked.alternatives[0].reasons, expected);
    assert_eq!(ranked.r#use, Some(Use::Writing));
    let running = Person::default().runs(&["tool"]);
    let snapshot = shown(&catalogue, vec![(view(&catalogue, "tool", Status::Unknown), SourceKind::None)]);
    let ranked = running.ranked(&catalogue, &snapshot);
    assert_eq!(ranked.alternatives[0].reasons, [Why::Running(vec!["small".into()])]);
    assert!(ranked.alternatives[0].works());
}

/// Two that stand on the same cloud, one on another product that does, and a ring.
const CLOUDS: [(&str, &str); 5] = [
    ("cloud", "name = \"Cloud\"\n[[product]]\nid = \"cloud\"\nname = \"Cloud\"\n"),
    (
        "one",
        "name = \"One\"\n[[product]]\nid = \"one\"\nname = \"One\"\nuses = [\"writing\"]\n\
         depends_on = [{ id = \"cloud\", evidence = \"says so\", confidence = \"high\" }]\n",
    ),
    (
        "two",
        "name = \"Two\"\n[[product]]\nid = \"two\"\nname = \"Two\"\nuses = [\"writing\"]\n\
         depends_on = [{ id = \"cloud\", evidence = \"says so\", confidence = \"high\" }]\n",
    ),
    (
        "three",
        "name = \"Three\"\n[[product]]\nid = \"three\"\nname = \"Three\"\nuses = [\"writing\"]\n\
         depends_on = [{ id = \"two\", evidence = \"says so\", confidence = \"high\" }]\n",
    ),
    (
        "ring",
        "name = \"Ring\"\n[[product]]\nid = \"ring\"\nname = \"Ring\"\nuses = [\"writing\"]\n\
         depends_on = [{ id = \"back\", evidence = \"says so\", confidence = \"high\" }]\n\
         [[product]]\nid = \"back\"\nname = \"Back\"\nuses = [\"image\"]\n\
         depends_on = [{ id = \"ring\", evidence = \"says so\", confidence = \"high\" }]\n",
    ),
];

#[test]
fn the_same_ground_counts_only_when_it_is_in_trouble_and_chains_are_followed() {
    let catalogue = with(&CLOUDS);
    let reasons = |cloud: Status, id: &str| -> Vec<Why> {
        let mut views = vec![(view(&catalogue, "cloud", cloud), SourceKind::Readable)];
        views.push((view(&catalogue, id, Status::Operational), SourceKind::Readable));
        let snapshot = shown(&catalogue, views);
        let (preferences, reliability) = (Preferences::default(), BTreeMap::new());
        let ranking = Ranking {
            catalogue: &catalogue,
            snapshot: &snapshot,
            preferences: &preferences,
            reliability: &reliability,
            local: None,
            apps: &BTreeSet::new(),
            now: at(1),
        };
        rank(&ranking, Some("one"), Some(Use::Writing)).alternatives.remove(0).reasons
    };
    let on = |id: &str| Why::DependsOn(id.into());
    let shares = |id: &str| Why::Shares(id.into());
    for (cloud, id, tie) in [
        (Status::Operational, "two", Some(shares("cloud"))),
        (Status::Unknown, "two", Some(shares("cloud"))),
        (Status::MajorOutage, "two", Some(on("cloud"))),
        (Status::MajorOutage, "three", Some(on("cloud"))),
        (Status::MajorOutage, "ring", None),
    ] {
        let expected: Vec<Why> = std::iter::once(Why::Working).chain(tie).collect();
        assert_eq!(reasons(cloud, id), expected, "{cloud:?} {id}");
    }
    let ids = |id: &str| -> Vec<String> {
        ground(&catalogue, catalogue.product(id).unwrap()).into_iter().map(|on| on.id.clone()).collect()
    };
    assert_eq!((ids("three"), ids("ring")), (vec!["two".into(), "cloud".into()], vec!["back".to_owned()]));
}

#[test]
fn what_is_left_over_is_said_in_a_sentence_and_never_by_an_empty_list_alone() {
    let catalogue = catalogue();
    let person = Person::default();
    let says = |rows: Vec<(ProductView, SourceKind)>| person.ranked(&catalogue, &shown(&catalogue, rows)).says;
    let down = view(&catalogue, "stranger", Status::MajorOutage);
    assert_eq!(says(vec![(down, SourceKind::Readable)]), [Saying::NothingWorks]);
    assert_eq!(says(vec![]), [Saying::NothingDoes]);
    let works = view(&catalogue, "stranger", Status::Operational);
    assert_eq!(says(vec![(works, SourceKind::Readable)]), []);
}
