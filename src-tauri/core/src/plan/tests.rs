use std::collections::BTreeSet;

use super::*;
use crate::alternatives::{LocalTool, Preferences};
use crate::sample::{at, source, view, with};
use crate::snapshot::{ProductView, ProviderView, Snapshot, SourceKind, Verdict, VerdictKind};

/// A first choice, its sibling, one built on it, one on the same cloud, one by itself and a tool on this computer.
fn catalogue() -> Catalogue {
    let on = |id: &str| format!("depends_on = [{{ id = \"{id}\", evidence = \"says so\", confidence = \"medium\" }}]");
    let product = |id: &str, more: &str| {
        format!("[[product]]\nid = \"{id}\"\nname = \"The {id}\"\nuses = [\"writing\"]\n{more}\n")
    };
    let files = [
        ("maker-a", product("first", &on("cloud")) + &product("sibling", "")),
        ("maker-b", product("built", &on("sibling"))),
        ("maker-c", product("cloudy", &on("cloud"))),
        ("maker-d", product("free", "")),
        ("maker-e", product("tool", "local = true")),
        ("maker-f", "[[product]]\nid = \"painter\"\nname = \"Painter\"\nuses = [\"image\"]\n".to_owned()),
    ];
    let files: Vec<(&str, String)> =
        files.iter().map(|(id, text)| (*id, format!("name = \"Maker {id}\"\n{text}"))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(id, text)| (*id, text.as_str())).collect();
    with(&files)
}

struct Desk {
    down: Vec<&'static str>,
    order: Vec<&'static str>,
    running: Option<&'static str>,
    accounts: BTreeMap<String, Date>,
}

fn desk(order: &[&'static str]) -> Desk {
    Desk { down: vec![], order: order.to_vec(), running: None, accounts: BTreeMap::new() }
}

fn today() -> Date {
    "2026-11-22".parse().unwrap()
}

impl Desk {
    fn check(&self) -> Plan {
        let catalogue = catalogue();
        let views = ["first", "sibling", "built", "cloudy", "free", "tool", "painter"].map(|id| {
            let product = catalogue.product(id).unwrap();
            let status = match (product.local, self.down.contains(&id)) {
                (true, _) => Status::Unknown,
                (false, true) => Status::MajorOutage,
                (false, false) => Status::Operational,
            };
            ProductView { status, ..view(product) }
        });
        let providers = views.iter().map(|view| ProviderView {
            id: view.provider.clone(),
            name: "Maker".into(),
            status_page: None,
            host: None,
            source: source(SourceKind::Readable),
            incidents: vec![],
            maintenances: vec![],
            own: false,
        });
        let snapshot = Snapshot {
            schema: 1,
            at: at(0),
            drill: false,
            language: "en".into(),
            verdict: Verdict { kind: VerdictKind::Working, status: Status::Operational, text: String::new() },
            providers: providers.collect(),
            products: views.into(),
            snoozed_until: None,
            look: crate::settings::Look::default(),
            quiet_until: None,
            problems: vec![],
            instead: Vec::new(),
            rehearsal: None,
        };
        let order = self.order.iter().map(|&id| id.into()).collect();
        let preferences = Preferences { plan: [(Use::Writing, order)].into(), accounts: BTreeSet::new() };
        let local = self.running.map(|id| [(id.to_owned(), LocalTool { port: 1, models: vec![] })].into());
        let (reliability, now) = (BTreeMap::new(), at(1));
        let ranking = Ranking {
            catalogue: &catalogue,
            snapshot: &snapshot,
            preferences: &preferences,
            reliability: &reliability,
            local: local.as_ref(),
            apps: &BTreeSet::new(),
            now,
        };
        check(&ranking, &self.accounts, &BTreeMap::new(), today()).plans.remove(0)
    }
}

#[test]
fn a_plan_holds_where_another_choice_works_and_shares_nothing_with_the_first() {
    let table: [(&[&str], &[&str], PlanVerdict); 8] = [
        (&["first"], &[], PlanVerdict::OnlyOne),
        (&["first", "free"], &[], PlanVerdict::Holds),
        (&["first", "sibling", "free"], &[], PlanVerdict::Holds),
        (&["first", "sibling"], &[], PlanVerdict::AllTied),
        (&["first", "built", "cloudy"], &[], PlanVerdict::AllTied),
        (&["first", "free"], &["free"], PlanVerdict::NoneReady),
        (&["first", "free"], &["first"], PlanVerdict::Holds),
        (&["first", "painter"], &[], PlanVerdict::NoneReady),
    ];
    for (order, down, expected) in table {
        let plan = Desk { down: down.to_vec(), ..desk(order) }.check();
        assert_eq!(plan.verdict, expected, "{order:?}, down: {down:?}");
    }
}

#[test]
fn a_tool_on_this_computer_holds_a_plan_only_while_it_runs() {
    assert_eq!(desk(&["first", "tool"]).check().verdict, PlanVerdict::NoneReady, "nobody looked");
    let running = Desk { running: Some("tool"), ..desk(&["first", "tool"]) }.check();
    assert_eq!(running.verdict, PlanVerdict::Holds);
    assert!(!running.steps[1].account_due, "it needs no account");
    let another = Desk { running: Some("other"), ..desk(&["first", "tool"]) }.check();
    assert_eq!((another.verdict, &another.steps[1].standing), (PlanVerdict::NoneReady, &Why::NotRunning));
}

#[test]
fn what_a_step_shares_with_the_one_before_is_named_with_its_evidence() {
    let catalogue = catalogue();
    let tie = |before: &str, product: &str| {
        shared(&catalogue, catalogue.product(before).unwrap(), catalogue.product(product).unwrap())
            .map(|shared| (shared.kind, shared.on, shared.evidence))
    };
    let says_so = |kind, on: &str| Some((kind, on.to_owned(), "says so".to_owned()));
    assert_eq!(tie("first", "free"), None);
    let (kind, on, _) = tie("first", "sibling").unwrap();
    assert_eq!((kind, on.as_str()), (SharedKind::Provider, "maker-a"));
    assert_eq!(tie("first", "built"), says_so(SharedKind::Built, "sibling"));
    assert_eq!(tie("built", "first"), says_so(SharedKind::Built, "sibling"), "either way round");
    assert_eq!(tie("first", "cloudy"), says_so(SharedKind::Ground, "cloud"), "the catalogue need not know the third");
}

#[test]
fn an_account_is_due_when_it_was_never_confirmed_or_half_a_year_ago() {
    for (confirmed, due) in [
        (None, true),
        (Some("2026-11-22"), false),
        (Some("2026-05-26"), false),
        (Some("2026-05-25"), true),
        (Some("2027-01-01"), false),
    ] {
        let accounts = confirmed.map(|day| ("first".to_owned(), day.parse().unwrap())).into_iter().collect();
        let plan = Desk { accounts, ..desk(&["first", "free"]) }.check();
        assert_eq!(plan.steps[0].account_due, due, "{confirmed:?}");
    }
}

#[test]
fn a_choice_that_does_not_do_the_task_is_shown_and_does_not_fit() {
    let plan = desk(&["first", "painter"]).check();
    assert_eq!((plan.steps[1].fits, plan.steps[1].ready), (false, true));
    let unknown = desk(&["first", "unheard-of"]).check();
    assert_eq!(unknown.steps.len(), 1, "the settings' own check names it");
    assert_eq!(unknown.verdict, PlanVerdict::OnlyOne);
}
